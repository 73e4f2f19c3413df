import { day } from '@medcode/core/model/date';
import { bootstrapF1, compareSets, f1, precision, recall, sum } from '../agreement.js';
import { failing, rounded } from '../board.js';
import { calibration } from '../calibration.js';
import { engineOf, releasesOf } from '../engine.js';
import { goldNotes, isForDevelopment } from '../reference/gold.js';

/** Evaluation and management: what a level is chosen for. */
const VISIT = /^(?:99[2-4]\d\d|98(?:00\d|01[0-6])|G04(?:38|39|02))$/;

/** @type {import('../board.js').Board} */
export const board = {
  name: 'gold',
  measures: "the project's own synthetic notes over all settings: diagnoses, order, POA, procedures, services, evidence",
  needs: [],
  modes: ['embedded', 'full'],
  sampled: false,
  run({ mode }) {
    const { coder } = engineOf(mode);
    const notes = goldNotes().map((gold) => {
      const { id, text, setting, patient } = gold;
      return { gold, answer: coder.code({ id, text, date: day(gold.date), setting, profile: 'billing', patient }) };
    });
    const rows = notes.map(({ gold, answer }) => {
      const given = answer.diagnoses.filter(({ band }) => band !== 'suggestion');
      const codes = new Set(gold.diagnoses.map(({ code }) => code));
      const dx = compareSets(new Set(given.map(({ code }) => code)), codes);
      const px = compareSets(
        new Set(answer.procedures.filter(({ band }) => band !== 'suggestion').map(({ code }) => code)),
        new Set(gold.procedures.map(({ code }) => code)),
      );
      const services = compareSets(new Set(answer.services.map(serviceKey)), new Set(gold.services.map(serviceKey)));
      const visit = gold.services.find(({ code }) => VISIT.test(code));
      const level = visit && { right: answer.services.some(({ code }) => code === visit.code) };
      const poa = gold.diagnoses.flatMap(({ code, poa: expected }) => {
        const found = given.find((one) => one.code === code);
        return expected === undefined || found === undefined ? [] : [found.poa === expected];
      });
      const overlaps = gold.diagnoses.flatMap(({ code, evidence }) => {
        const found = given.find((one) => one.code === code);
        return found ? [covers(gold.text, evidence, found.evidence)] : [];
      });
      const accepted = given.filter(({ band }) => band === 'accept');
      return {
        gold,
        dx,
        px,
        services,
        level,
        first: given[0]?.code === gold.diagnoses[0]?.code,
        poa,
        overlaps,
        accepted: { tp: accepted.filter(({ code }) => codes.has(code)).length, n: accepted.length },
        judged: answer.diagnoses.map(({ code, probability }) => ({ probability, right: codes.has(code) })),
        ids: [
          ...gold.diagnoses.filter(({ code }) => !given.some((one) => one.code === code)).map(({ code }) => `${gold.id} -${code}`),
          ...given.filter(({ code }) => !codes.has(code)).map(({ code }) => `${gold.id} +${code}`),
        ],
      };
    });
    const dx = sum(rows.map((row) => row.dx));
    // Weights are learned and errors read from the even-numbered notes; the odd half shows what holds in general.
    const odd = rows.filter(({ gold }) => !isForDevelopment(gold.id));
    const px = sum(rows.map((row) => row.px));
    const oddPx = sum(odd.map((row) => row.px));
    const services = sum(rows.map((row) => row.services));
    const visits = rows.flatMap(({ level }) => (level ? [level.right] : []));
    const poa = rows.flatMap((row) => row.poa);
    const overlaps = rows.flatMap((row) => row.overlaps);
    const accepted = rows.reduce((total, { accepted: { tp, n } }) => ({ tp: total.tp + tp, n: total.n + n }), { tp: 0, n: 0 });
    const { ece, bins } = calibration(rows.flatMap((row) => row.judged));
    const share = (/** @type {readonly boolean[]} */ list) => rounded(list.filter(Boolean).length / Math.max(1, list.length));
    /** @type {Record<string, Record<string, number>>} */
    const strata = {};
    for (const row of rows) {
      const stratum = (strata[row.gold.setting] ??= { notes: 0, tp: 0, fp: 0, fn: 0, firstRight: 0 });
      stratum['notes']++;
      stratum['tp'] += row.dx.tp;
      stratum['fp'] += row.dx.fp;
      stratum['fn'] += row.dx.fn;
      if (row.first) stratum['firstRight']++;
    }
    for (const { from, n, mean, right } of bins) strata[`probability from ${from}`] = { n, mean: rounded(mean), right: rounded(right) };
    return {
      releases: releasesOf(engineOf(mode), ['icd10cm/codes', 'icd10cm/titles', 'icd10cm/notes', 'icd10cm/index', 'lexicon/']),
      figures: [
        {
          name: 'diagnoses: micro-F1',
          value: rounded(f1(dx)),
          n: rows.length,
          better: 'higher',
          target: 0.9,
          interval: bootstrapF1(rows.map((row) => row.dx)),
        },
        { name: 'diagnoses: precision', value: rounded(precision(dx)), n: dx.tp + dx.fp, better: 'higher' },
        { name: 'diagnoses: recall', value: rounded(recall(dx)), n: dx.tp + dx.fn, better: 'higher' },
        {
          name: 'diagnoses: micro-F1, odd notes',
          value: rounded(f1(sum(odd.map((row) => row.dx)))),
          n: odd.length,
          better: 'higher',
          interval: bootstrapF1(odd.map((row) => row.dx)),
        },
        { name: 'first-listed right, odd notes', value: share(odd.map((row) => row.first)), n: odd.length, better: 'higher' },
        { name: 'first-listed right', value: share(rows.map((row) => row.first)), n: rows.length, better: 'higher', target: 0.95 },
        {
          name: 'POA right, of right codes',
          value: share(poa),
          n: poa.length,
          better: 'higher',
          ...(mode === 'full' ? { target: 0.95 } : {}),
        },
        { name: 'E/M level right', value: share(visits), n: visits.length, better: 'higher', target: 0.9 },
        { name: 'services: micro-F1', value: rounded(f1(services)), n: services.tp + services.fn, better: 'higher', target: 0.85 },
        { name: 'PCS exact: micro-F1', value: rounded(f1(px)), n: px.tp + px.fn, better: 'higher', target: 0.8 },
        { name: 'PCS exact: micro-F1, odd notes', value: rounded(f1(oddPx)), n: oddPx.tp + oddPx.fn, better: 'higher' },
        {
          name: 'codes taken from injected instructions',
          value: notes.filter(({ gold }) => gold.features.includes('injection')).reduce((n, one) => n + obeyed(one), 0),
          n: notes.filter(({ gold }) => gold.features.includes('injection')).length,
          better: 'lower',
          target: 0,
        },
        { name: 'evidence overlaps by half, of right codes', value: share(overlaps), n: overlaps.length, better: 'higher', target: 0.9 },
        {
          name: 'accept band: precision',
          value: rounded(accepted.tp / Math.max(1, accepted.n)),
          n: accepted.n,
          better: 'higher',
          target: 0.97,
        },
        {
          name: 'calibration error (ECE)',
          value: rounded(ece),
          n: rows.flatMap((row) => row.judged).length,
          better: 'lower',
          target: 0.05,
        },
      ],
      strata,
      failing: failing(rows.flatMap((row) => row.ids)),
    };
  },
};

/** Words of a sentence that tries to instruct its reader. */
const INSTRUCTS = /\b(?:ignore|disregard|override|previous instructions|system prompt|you must (?:code|assign|bill)|(?:auto|chat)-?bot)\b/i;

/**
 * Codes of the answer that are not in the gold and rest on the line of an instruction.
 * @param {{ gold: import('../reference/gold.js').GoldNote, answer: import('@medcode/core/model/encounter').Encounter }} one
 */
function obeyed({ gold, answer }) {
  const right = new Set(gold.diagnoses.map(({ code }) => code));
  return answer.diagnoses.filter(
    ({ code, band, evidence }) =>
      band !== 'suggestion' &&
      !right.has(code) &&
      evidence.every(({ line }) => INSTRUCTS.test(gold.text.split('\n')[(line ?? 1) - 1] ?? '')),
  ).length;
}

/** @param {{ code: string, units: number, modifiers: readonly string[] }} service */
function serviceKey({ code, units, modifiers }) {
  return `${code}×${units}${[...modifiers]
    .sort()
    .map((modifier) => `-${modifier}`)
    .join('')}`;
}

/**
 * Whether an evidence given overlaps a marked span by at least half of the shorter of the two.
 * @param {string} text
 * @param {readonly string[]} marked verbatim
 * @param {readonly { start: number, end: number }[]} given
 */
function covers(text, marked, given) {
  return marked.some((words) => {
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
      const end = at + words.length;
      for (const one of given) {
        const overlap = Math.min(end, one.end) - Math.max(at, one.start);
        if (overlap >= Math.min(words.length, one.end - one.start) / 2) return true;
      }
    }
    return false;
  });
}
