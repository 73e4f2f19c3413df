import { MedcodeError } from '@medcode/core/errors';
import { day } from '@medcode/core/model/date';
import { everyNth, failing } from '../board.js';
import { codeNote } from '../coded-notes.js';
import { engineOf, releasesOf } from '../engine.js';
import { ACI, aciNotes, CODIESP, codiespNotes, SECTIONS, sectionNotes } from '../reference/notes.js';

/** A number of a service in HCPCS or CPT form; no list of them is embedded yet. */
const SERVICE = /^(?:\d{4}[0-9AFTUM]|[A-V]\d{4})$/;

/**
 * The notes of each reference and the ways they are coded; the sample takes every `step`-th note.
 * @type {readonly { name: string, notes: () => import('../reference/notes.js').ReferenceNote[], date: string, setting: 'office' | 'inpatient', profile: 'billing' | 'mentions', step: number }[]}
 */
const SETS = [
  { name: 'aci, office, billing', notes: aciNotes, date: '2023-11-15', setting: 'office', profile: 'billing', step: 1 },
  { name: 'aci, office, mentions', notes: aciNotes, date: '2026-11-02', setting: 'office', profile: 'mentions', step: 1 },
  {
    name: 'codiesp, inpatient, billing',
    notes: () => codiespNotes('labelled'),
    date: '2024-06-01',
    setting: 'inpatient',
    profile: 'billing',
    step: 15,
  },
  {
    name: 'codiesp, inpatient, mentions',
    notes: () => codiespNotes('labelled'),
    date: '2024-06-01',
    setting: 'inpatient',
    profile: 'mentions',
    step: 15,
  },
  { name: 'mts sections, office, billing', notes: sectionNotes, date: '2026-11-02', setting: 'office', profile: 'billing', step: 15 },
];

/** @type {import('../board.js').Board} */
export const board = {
  name: 'invariants',
  measures:
    'what must never happen on any note: a code that is not billable on the date, evidence that is not verbatim, two codes that exclude each other unflagged, an exception',
  needs: [ACI, CODIESP, SECTIONS],
  modes: ['embedded', 'full'],
  sampled: true,
  run({ mode, sample }) {
    const totals = { notes: 0, codes: 0, evidence: 0, invalid: 0, notVerbatim: 0, twice: 0, unflagged: 0, exceptions: 0 };
    /** @type {Record<string, Record<string, number>>} */
    const strata = {};
    /** @type {string[]} */
    const ids = [];
    for (const set of SETS) {
      const counts = { notes: 0, codes: 0, evidence: 0, invalid: 0, notVerbatim: 0, twice: 0, unflagged: 0, exceptions: 0 };
      const notes = set.notes();
      for (const note of sample ? everyNth(notes, set.step) : notes) {
        const before = counts.invalid + counts.notVerbatim + counts.twice + counts.unflagged + counts.exceptions;
        check(mode, note, set, counts);
        if (counts.invalid + counts.notVerbatim + counts.twice + counts.unflagged + counts.exceptions > before)
          ids.push(`${set.name}: ${note.id}`);
      }
      strata[set.name] = counts;
      for (const key of /** @type {(keyof typeof totals)[]} */ (Object.keys(totals))) totals[key] += counts[key];
    }
    return {
      releases: releasesOf(engineOf(mode), ['icd10cm/codes', 'icd10cm/titles', 'icd10cm/notes', 'icd10cm/index', 'lexicon/']),
      figures: [
        { name: 'invalid codes', value: totals.invalid, n: totals.codes, better: 'lower', target: 0 },
        { name: 'evidence not verbatim', value: totals.notVerbatim, n: totals.evidence, better: 'lower', target: 0 },
        { name: 'codes given twice', value: totals.twice, n: totals.codes, better: 'lower', target: 0 },
        { name: 'Excludes1 conflicts not flagged', value: totals.unflagged, n: totals.codes, better: 'lower', target: 0 },
        { name: 'exceptions', value: totals.exceptions, n: totals.notes, better: 'lower', target: 0 },
      ],
      strata,
      failing: failing(ids),
    };
  },
};

/**
 * @param {import('../board.js').Mode} mode
 * @param {import('../reference/notes.js').ReferenceNote} note
 * @param {{ date: string, setting: 'office' | 'inpatient', profile: 'billing' | 'mentions' }} how
 * @param {{ notes: number, codes: number, evidence: number, invalid: number, notVerbatim: number, twice: number, unflagged: number, exceptions: number }} counts
 */
function check(mode, note, how, counts) {
  counts.notes++;
  let encounter;
  try {
    encounter = codeNote(mode, note, how);
  } catch (error) {
    // Text without a word is refused by name; everything else that is thrown is a defect.
    if (!(error instanceof MedcodeError && error.code === 'MC_INPUT_EMPTY' && note.text.trim() === '')) counts.exceptions++;
    return;
  }
  const { table } = engineOf(mode).icd;
  const date = day(how.date);
  const diagnoses = encounter.diagnoses.flatMap(({ code, alternatives }) => [code, ...alternatives.map((other) => other.code)]);
  for (const code of diagnoses) {
    counts.codes++;
    const id = table.find(code);
    if (id === -1 || !table.billableOn(id, date)) counts.invalid++;
  }
  for (const { code } of encounter.services) {
    counts.codes++;
    if (!SERVICE.test(code)) counts.invalid++;
  }
  counts.twice += encounter.diagnoses.length - new Set(encounter.diagnoses.map(({ code }) => code)).size;
  if (how.profile === 'billing') counts.unflagged += conflictsNotFlagged(encounter, engineOf(mode).icd.tabular(date));
  const evidence = [
    ...encounter.diagnoses.flatMap((item) => item.evidence),
    ...encounter.procedures.flatMap((item) => item.evidence),
    ...encounter.services.flatMap((item) => item.evidence),
    ...encounter.queries.flatMap((item) => item.indicators),
    ...encounter.notCoded,
  ];
  for (const { start, end, text } of evidence) {
    counts.evidence++;
    if (end <= start || note.text.slice(start, end) !== text) counts.notVerbatim++;
  }
  for (const item of [...encounter.diagnoses, ...encounter.procedures]) if (item.evidence.length === 0) counts.notVerbatim++;
}

/**
 * Pairs of codes of an answer that an Excludes1 note keeps apart (guideline I.A.12.a) with neither up for review nor asked about.
 * @param {import('@medcode/core/model/encounter').Encounter} encounter
 * @param {ReturnType<import('@medcode/core/codesets/icd10cm').Icd10cm['tabular']>} tabular
 */
function conflictsNotFlagged({ diagnoses, queries }, tabular) {
  const asked = queries.flatMap(({ indicators }) => indicators);
  const unflagged = diagnoses
    .filter(
      ({ band, evidence }) =>
        band === 'accept' && !evidence.some((one) => asked.some(({ start, end }) => one.start < end && start < one.end)),
    )
    .map(({ code }) => code.replace('.', ''));
  return unflagged.flatMap((a, i) => unflagged.slice(i + 1).filter((b) => a !== b && tabular.excludes1(a, b))).length;
}
