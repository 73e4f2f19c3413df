import { bootstrapF1, compareSets, f1, precision, recall, sum } from '../agreement.js';
import { everyNth, failing, rounded } from '../board.js';
import { codeNote } from '../coded-notes.js';
import { engineOf, releasesOf } from '../engine.js';
import { CODIESP, codiespNotes } from '../reference/notes.js';

/** The sample takes every `STEP`-th case. */
const STEP = 15;

/** @type {import('../board.js').Board} */
export const board = {
  name: 'codiesp-d',
  measures: 'machine-translated clinical cases coded as inpatient stays of 2024-06-01 against ICD-10-CM 2018 labels; for information',
  needs: [CODIESP],
  modes: ['embedded', 'full'],
  sampled: true,
  information: true,
  run({ mode, sample }) {
    const labelled = sample ? everyNth(codiespNotes('labelled'), STEP) : codiespNotes('labelled');
    const asserted = new Map(codiespNotes('asserted').map((note) => [note.id, note.codes]));
    /** @type {import('../board.js').Figure[]} */
    const figures = [];
    /** @type {Record<string, Record<string, number>>} */
    const strata = {};
    /** @type {string[]} */
    const ids = [];
    for (const profile of /** @type {const} */ (['mentions', 'billing'])) {
      const given = labelled.map((note) => {
        const { diagnoses } = codeNote(mode, note, { date: '2024-06-01', setting: 'inpatient', profile });
        return new Set(diagnoses.filter(({ band }) => band !== 'suggestion').map(({ code }) => code));
      });
      for (const labels of /** @type {const} */ (['labelled', 'asserted'])) {
        const notes = labelled.map((note, i) => ({
          note,
          counts: compareSets(given[i], labels === 'labelled' ? note.codes : (asserted.get(note.id) ?? new Set())),
        }));
        const counts = sum(notes.map((note) => note.counts));
        const name = `${profile}, ${labels}:`;
        figures.push(
          {
            name: `${name} micro-F1`,
            value: rounded(f1(counts)),
            n: notes.length,
            better: 'higher',
            interval: bootstrapF1(notes.map((note) => note.counts)),
          },
          { name: `${name} precision`, value: rounded(precision(counts)), n: counts.tp + counts.fp, better: 'higher' },
          { name: `${name} recall`, value: rounded(recall(counts)), n: counts.tp + counts.fn, better: 'higher' },
        );
        if (name === 'mentions, labelled:') {
          const dev = notes.filter(({ note }) => note.stratum === 'dev').map((note) => note.counts);
          figures.push({
            name: 'mentions, labelled, dev: micro-F1',
            value: rounded(f1(sum(dev))),
            n: dev.length,
            better: 'higher',
            target: mode === 'full' ? 0.55 : 0.45,
            interval: bootstrapF1(dev),
          });
        }
        for (const part of ['train', 'dev']) {
          const of = notes.filter(({ note }) => note.stratum === part);
          strata[`${name} ${part}`] = { notes: of.length, ...sum(of.map((note) => note.counts)) };
        }
        if (profile === 'mentions' && labels === 'asserted')
          ids.push(...notes.filter(({ counts: c }) => c.tp === 0 && c.fn > 0).map(({ note }) => note.id));
      }
    }
    return {
      releases: releasesOf(engineOf(mode), ['icd10cm/codes', 'icd10cm/titles', 'icd10cm/notes', 'icd10cm/index', 'lexicon/']),
      figures,
      strata,
      failing: failing(ids),
    };
  },
};
