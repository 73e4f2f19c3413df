import { bootstrapF1, compareSets, f1, precision, recall, sum } from '../agreement.js';
import { failing, rounded } from '../board.js';
import { codeNote } from '../coded-notes.js';
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
    const coded = aciNotes().map((note) => {
      const answer = codeNote(mode, note, { date: '2023-11-15', setting: 'office', profile: 'billing' });
      return { note, given: answer.diagnoses.filter(({ band, code }) => band !== 'suggestion' && !isExternalCause(code)) };
    });
    const notes = coded.map(({ note, given }) => ({ note, counts: compareSets(new Set(given.map(({ code }) => code)), note.codes) }));
    const categories = coded.map(({ note, given }) =>
      compareSets(new Set(given.map(({ code }) => code.slice(0, 3))), new Set([...note.codes].map((code) => code.slice(0, 3)))),
    );
    const accepted = coded.flatMap(({ note, given }) =>
      given.filter(({ band }) => band === 'accept').map(({ code }) => note.codes.has(code)),
    );
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
          target: mode === 'full' ? 0.65 : 0.58,
          interval: bootstrapF1(notes.map((note) => note.counts)),
        },
        {
          name: 'three-character micro-F1',
          value: rounded(f1(sum(categories))),
          n,
          better: 'higher',
          target: mode === 'full' ? 0.76 : 0.72,
          interval: bootstrapF1(categories),
        },
        {
          name: 'accept band: precision',
          value: rounded(accepted.filter(Boolean).length / Math.max(1, accepted.length)),
          n: accepted.length,
          better: 'higher',
          target: 0.85,
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
