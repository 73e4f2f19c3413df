import { bootstrapF1, f1, precision, recall, sum } from '../agreement.js';
import { everyNth, failing, rounded } from '../board.js';
import { codeNote } from '../coded-notes.js';
import { engineOf, releasesOf } from '../engine.js';
import { CODIESP, codiespProcedureNotes } from '../reference/notes.js';

/** The sample takes every `STEP`-th case. */
const STEP = 15;

/**
 * A label of four characters is met by a complete code that begins with it; each code given meets one label at most.
 * @param {ReadonlySet<string>} given
 * @param {ReadonlySet<string>} labels
 */
function compareStems(given, labels) {
  const open = new Set(labels);
  let tp = 0;
  for (const code of given) {
    const met = open.has(code) ? code : [...open].find((label) => label.length < code.length && code.startsWith(label));
    if (met === undefined) continue;
    open.delete(met);
    tp++;
  }
  return { tp, fp: given.size - tp, fn: labels.size - tp };
}

/** @type {import('../board.js').Board} */
export const board = {
  name: 'codiesp-p',
  measures:
    'machine-translated clinical cases read as inpatient stays of 2024-06-01 for every procedure named, against ICD-10-PCS 2018 labels of four or seven characters; for information',
  needs: [CODIESP],
  modes: ['embedded', 'full'],
  sampled: true,
  information: true,
  run({ mode, sample }) {
    const all = codiespProcedureNotes();
    const notes = (sample ? everyNth(all, STEP) : all).map((note) => {
      const { procedures } = codeNote(mode, note, { date: '2024-06-01', setting: 'inpatient', profile: 'mentions' });
      const given = new Set(procedures.filter(({ band }) => band !== 'suggestion').map(({ code }) => code));
      return { note, counts: compareStems(given, note.codes) };
    });
    /** @type {import('../board.js').Figure[]} */
    const figures = [];
    /** @type {Record<string, Record<string, number>>} */
    const strata = {};
    for (const part of ['dev', 'train']) {
      const of = notes.filter(({ note }) => note.stratum === part);
      const counts = sum(of.map((note) => note.counts));
      figures.push(
        {
          name: `${part}: micro-F1`,
          value: rounded(f1(counts)),
          n: of.length,
          better: 'higher',
          interval: bootstrapF1(of.map((note) => note.counts)),
        },
        { name: `${part}: precision`, value: rounded(precision(counts)), n: counts.tp + counts.fp, better: 'higher' },
        { name: `${part}: recall`, value: rounded(recall(counts)), n: counts.tp + counts.fn, better: 'higher' },
      );
      strata[part] = { notes: of.length, ...counts };
    }
    return {
      releases: releasesOf(engineOf(mode), ['icd10pcs/codes', 'icd10pcs/titles', 'lexicon/']),
      figures,
      strata,
      failing: failing(notes.filter(({ counts }) => counts.tp === 0 && counts.fn > 0).map(({ note }) => note.id)),
    };
  },
};
