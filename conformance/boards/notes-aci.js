import { bootstrapF1, f1, precision, recall, sum } from '../agreement.js';
import { failing, rounded } from '../board.js';
import { agreement } from '../coded-notes.js';
import { engineOf, releasesOf } from '../engine.js';
import { ACI, aciNotes, isExternalCause } from '../reference/notes.js';

/** @type {import('../board.js').Board} */
export const board = {
  name: 'notes-aci',
  measures: 'visit notes coded as office visits of 2023-11-15 against the assessed problems; V–Y codes left out',
  needs: [ACI],
  modes: ['embedded', 'full'],
  sampled: false,
  run({ mode }) {
    const notes = agreement(mode, aciNotes(), { date: '2023-11-15', setting: 'office', profile: 'billing' }, isExternalCause);
    const counts = sum(notes.map((note) => note.counts));
    const n = notes.length;
    const strata = Object.fromEntries(
      [...new Set(notes.map(({ note }) => note.stratum))].sort().map((stratum) => {
        const part = notes.filter(({ note }) => note.stratum === stratum);
        return [stratum, { notes: part.length, ...sum(part.map((note) => note.counts)) }];
      }),
    );
    return {
      releases: releasesOf(engineOf(mode), ['icd10cm/codes', 'icd10cm/titles', 'icd10cm/notes', 'icd10cm/index', 'lexicon/']),
      figures: [
        {
          name: 'micro-F1',
          value: rounded(f1(counts)),
          n,
          better: 'higher',
          target: 0.45,
          interval: bootstrapF1(notes.map((note) => note.counts)),
        },
        { name: 'precision', value: rounded(precision(counts)), n: counts.tp + counts.fp, better: 'higher' },
        { name: 'recall', value: rounded(recall(counts)), n: counts.tp + counts.fn, better: 'higher' },
      ],
      strata,
      failing: failing(
        notes.filter(({ counts: { fp, fn } }) => fp + fn > 0).map(({ note, counts: { fp, fn } }) => `${note.id} -${fn} +${fp}`),
      ),
    };
  },
};
