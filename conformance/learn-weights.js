// Learns the weights of packages/core/src/coding/weights.ts: billing and rules from the even-numbered notes of the gold set, mentions from
// the training cases of CodiEsp. A logistic regression with a quadratic penalty, so that a rare name stays near nothing.
// usage: node conformance/learn-weights.js --part billing|rules|mentions [--penalty N]   (build after it: npm run build)
import { writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { day } from '@medcode/core/model/date';
import { engineOf } from './engine.js';
import { goldNotes } from './reference/gold.js';
import { codiespNotes } from './reference/notes.js';

const { values } = parseArgs({ options: { part: { type: 'string', default: 'billing' }, penalty: { type: 'string', default: '2' } } });
const file = fileURLToPath(new URL('../packages/core/src/coding/weights.ts', import.meta.url));
const current = await import(pathToFileURL(fileURLToPath(new URL('../packages/core/dist/coding/weights.js', import.meta.url))).href);
/**
 * What we believe before we count: an office visit reports what was assessed, an inpatient stay also what was managed; wordings written
 * for coders are worth more than titles. Learning moves a weight from here only as far as the notes carry it.
 * @type {Readonly<Record<string, number>>}
 */
const BELIEVED = {
  bias: 0,
  'office: problem': 2.2,
  'office: problem, no problems listed': 2.2,
  'office: problem-text': -1.6,
  'office: problem-text, no problems listed': -1.6,
  'office: assessment-text': -1.0,
  'office: assessment-text, no problems listed': 1.6,
  'office: plan-text': -2.2,
  'office: plan-text, no problems listed': 0.4,
  'office: list': -1.2,
  'office: list, no problems listed': 0.6,
  'office: history': -2.5,
  'office: history, no problems listed': -2.5,
  'office: story': -2.2,
  'office: story, no problems listed': 0.1,
  'office: finding': -3,
  'office: finding, no problems listed': -3,
  'office: other': -3,
  'office: other, no problems listed': -3,
  'inpatient: problem': 2.4,
  'inpatient: problem, no problems listed': 2.4,
  'inpatient: problem-text': 0.2,
  'inpatient: problem-text, no problems listed': 0.2,
  'inpatient: assessment-text': 1.2,
  'inpatient: assessment-text, no problems listed': 1.2,
  'inpatient: plan-text': -0.8,
  'inpatient: plan-text, no problems listed': -0.8,
  'inpatient: list': 0.8,
  'inpatient: list, no problems listed': 0.8,
  'inpatient: history': 0.3,
  'inpatient: history, no problems listed': 0.3,
  'inpatient: story': 0.2,
  'inpatient: story, no problems listed': 0.2,
  'inpatient: finding': -1.2,
  'inpatient: finding, no problems listed': -1.2,
  'inpatient: other': -1.5,
  'inpatient: other, no problems listed': -1.5,
  'ed: problem': 2.2,
  'ed: problem, no problems listed': 2.2,
  'ed: problem-text': -1.6,
  'ed: problem-text, no problems listed': -1.6,
  'ed: assessment-text': -1.0,
  'ed: assessment-text, no problems listed': 1.6,
  'ed: plan-text': -2.2,
  'ed: plan-text, no problems listed': 0.4,
  'ed: list': -1.2,
  'ed: list, no problems listed': 0.6,
  'ed: history': -2.5,
  'ed: history, no problems listed': -2.5,
  'ed: story': -2.2,
  'ed: story, no problems listed': 0.1,
  'ed: finding': -3,
  'ed: finding, no problems listed': -3,
  'ed: other': -3,
  'ed: other, no problems listed': -3,
  'source lexicon': 0.5,
  'source lexicon-phrase': 0.5,
  'source lexicon-dx': 0.3,
  'source index': 0.2,
  'source expanded-title': -0.5,
  'source table': -0.5,
  gap: -0.25,
  'gap wide': -0.75,
  'via abbreviation': -0.1,
  'via synonym': -0.1,
  'via spelling': -0.5,
  historical: -1.2,
  possible: -0.6,
  'axes open': -0.1,
  'office: drug supports': 0.5,
  'inpatient: drug supports': 0.5,
  'ed: drug supports': 0.5,
};
const { coder } = engineOf('embedded');
/** Names that occur less often keep the weight of nothing. */
const LEAST = 4;

const weights = { BILLING_WEIGHTS: current.BILLING_WEIGHTS, MENTION_WEIGHTS: current.MENTION_WEIGHTS, RULE_WEIGHTS: current.RULE_WEIGHTS };
if (values.part === 'billing') weights.BILLING_WEIGHTS = fit(billing(), Number(values.penalty), LEAST, BELIEVED);
if (values.part === 'rules') weights.RULE_WEIGHTS = fit(rules(), Number(values.penalty), LEAST, { statement: 1 });
if (values.part === 'mentions') weights.MENTION_WEIGHTS = fit(mentions(), Number(values.penalty), 8, {});
writeFileSync(file, source(weights));
for (const [name, table] of Object.entries(weights)) console.log(name, Object.keys(table).length);

/** The candidates of the gold set's even notes as the statements left them: right when the code, or one a rule made of its words, is in the answer. */
function billing() {
  return goldNotes()
    .filter(({ id }) => Number(/\d+$/.exec(id)?.[0]) % 2 === 0)
    .flatMap((gold) => {
      const right = new Set(gold.diagnoses.map(({ code }) => code));
      return coded(gold).diagnoses.map(({ code, support }) => ({
        names: support.filter((name) => !isSettling(name)),
        right: right.has(code),
      }));
    });
}

/** The same after the rules: the probability of the statement, the rules and the kind of the code. */
function rules() {
  return goldNotes()
    .filter(({ id }) => Number(/\d+$/.exec(id)?.[0]) % 2 === 0)
    .flatMap((gold) => {
      const right = new Set(gold.diagnoses.map(({ code }) => code));
      return coded(gold).diagnoses.map(({ code, support, probability }) => {
        const names = support.filter(isSettling);
        let settling = weights.RULE_WEIGHTS['bias'] ?? 0;
        for (const name of names) settling += weights.RULE_WEIGHTS[name] ?? 0;
        const p = Math.min(0.995, Math.max(0.005, probability));
        const statement = (Math.log(p / (1 - p)) - settling) / (weights.RULE_WEIGHTS['statement'] ?? 1);
        return { names, right: right.has(code), value: Math.max(-6, Math.min(6, statement)) };
      });
    });
}

function mentions() {
  return codiespNotes('labelled')
    .filter(({ stratum }) => stratum === 'train')
    .flatMap(({ id, text, patient, codes }) =>
      coder
        .code({ id, text, date: day('2024-06-01'), setting: 'inpatient', profile: 'mentions', patient })
        .diagnoses.map(({ code, support }) => ({ names: support, right: codes.has(code) })),
    );
}

/** @param {import('./reference/gold.js').GoldNote} gold */
function coded({ id, text, date, setting, patient }) {
  return coder.code({ id, text, date: day(date), setting, profile: 'billing', patient });
}

/** @param {string} name */
function isSettling(name) {
  return name.startsWith('rule ') || name.startsWith('settled ');
}

/**
 * @param {readonly { names: readonly string[], right: boolean, value?: number }[]} examples
 * @param {number} penalty @param {number} least @param {Readonly<Record<string, number>>} believed
 */
function fit(examples, penalty, least, believed) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { names } of examples) for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const kept = [
    'bias',
    ...(examples[0]?.value === undefined ? [] : ['statement']),
    ...[...counts].filter(([, n]) => n >= least).map(([name]) => name),
  ];
  const index = new Map(kept.map((name, i) => [name, i]));
  const rows = examples.map(({ names, right, value }) => {
    /** @type {[number, number][]} */
    const row = [[0, 1]];
    if (value !== undefined) row.push([1, value]);
    for (const name of new Set(names)) {
      const at = index.get(name);
      if (at !== undefined) row.push([at, 1]);
    }
    return { row, y: right ? 1 : 0 };
  });
  const w = new Float64Array(kept.length);
  const second = new Float64Array(kept.length);
  kept.forEach((name, i) => {
    w[i] = believed[name] ?? 0;
  });
  // Coordinate-scaled gradient steps (Adagrad): few names, few thousand examples.
  for (let round = 0; round < 3000; round++) {
    const gradient = new Float64Array(kept.length);
    for (const { row, y } of rows) {
      let z = 0;
      for (const [at, value] of row) z += (w[at] ?? 0) * value;
      const error = 1 / (1 + Math.exp(-z)) - y;
      for (const [at, value] of row) gradient[at] = (gradient[at] ?? 0) + error * value;
    }
    for (let i = 0; i < w.length; i++) {
      const centre = believed[kept[i] ?? ''] ?? 0;
      const g = (gradient[i] ?? 0) + (i === 0 ? 0 : penalty * ((w[i] ?? 0) - centre));
      second[i] = (second[i] ?? 0) + g * g;
      w[i] = (w[i] ?? 0) - (0.5 * g) / Math.sqrt((second[i] ?? 0) + 1e-8);
    }
  }
  const right = rows.filter(({ y }) => y === 1).length;
  let agreed = 0;
  for (const { row, y } of rows) if ((row.reduce((z, [at, value]) => z + (w[at] ?? 0) * value, 0) > 0 ? 1 : 0) === y) agreed++;
  console.log(
    `${examples.length} examples, ${right} right; ${kept.length} names; ${((agreed / rows.length) * 100).toFixed(1)} % of them on the right side`,
  );
  return Object.fromEntries(
    kept
      .map((name, i) => /** @type {const} */ ([name, Math.round((w[i] ?? 0) * 100) / 100]))
      .filter(([name, value]) => value !== 0 || name === 'bias')
      .sort(([a], [b]) => (a === 'bias' ? -1 : b === 'bias' ? 1 : a < b ? -1 : 1)),
  );
}

/** @param {Record<string, Record<string, number>>} tables */
function source(tables) {
  const table = (/** @type {Record<string, number>} */ entries) =>
    Object.entries(entries)
      .map(([name, value]) => `  ${/^[a-z]+$/.test(name) ? name : `'${name}'`}: ${value},\n`)
      .join('');
  return `/**
 * Weights of the scores, in log-odds, by name (\`score.ts\` says what each name means). Learned by conformance/learn-weights.js; numbers
 * and names only.
 */

/** A statement leads to a code of the answer; learned from the even-numbered notes of this project's gold set. */
export const BILLING_WEIGHTS: Readonly<Record<string, number>> = {
${table(tables['BILLING_WEIGHTS'] ?? {})}};

/** What the rules that made or changed a code are worth once all have spoken; learned from the same notes. */
export const RULE_WEIGHTS: Readonly<Record<string, number>> = {
${table(tables['RULE_WEIGHTS'] ?? {})}};

/** A condition named anywhere is labelled; term reliability by category, learned from the training cases of CodiEsp. */
export const MENTION_WEIGHTS: Readonly<Record<string, number>> = {
${table(tables['MENTION_WEIGHTS'] ?? {})}};
`;
}
