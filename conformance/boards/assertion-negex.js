import { f1, precision, recall } from '../agreement.js';
import { failing, rounded } from '../board.js';
import { engineOf, releasesOf } from '../engine.js';
import { linesOf } from '../reference/shared.js';

const NEGEX = 'bench/assertion-negex/dev.tsv';

/** @type {import('../board.js').Board} */
export const board = {
  name: 'assertion-negex',
  measures: 'phrases in report sentences: negated or not, historical or not',
  needs: [NEGEX],
  modes: ['embedded'],
  sampled: false,
  run({ mode }) {
    const { coder } = engineOf(mode);
    const counts = { negated: { tp: 0, fp: 0, fn: 0 }, historical: { tp: 0, fp: 0, fn: 0 } };
    /** @type {string[]} */
    const ids = [];
    const rows = linesOf(NEGEX).slice(1);
    for (const row of rows) {
      const [id, phrase, text, negation, temporality] = row.split('\t');
      const answer = coder.assert(text, phrase);
      const pairs = /** @type {const} */ ([
        ['negated', negation === 'Negated', answer.assertion === 'negated'],
        ['historical', temporality === 'Historical', answer.temporality === 'historical'],
      ]);
      for (const [what, expected, given] of pairs) {
        if (expected && given) counts[what].tp++;
        else if (given) counts[what].fp++;
        else if (expected) counts[what].fn++;
        if (expected !== given) ids.push(`${id} ${given ? '+' : '-'}${what}`);
      }
    }
    return {
      releases: releasesOf(engineOf(mode), ['lexicon/cues', 'lexicon/sections']),
      figures: [
        { name: 'negated: F1', value: rounded(f1(counts.negated)), n: rows.length, better: 'higher', target: 0.975 },
        { name: 'negated: precision', value: rounded(precision(counts.negated)), n: rows.length, better: 'higher' },
        { name: 'negated: recall', value: rounded(recall(counts.negated)), n: rows.length, better: 'higher' },
        { name: 'historical: F1', value: rounded(f1(counts.historical)), n: rows.length, better: 'higher', target: 0.8 },
        { name: 'historical: precision', value: rounded(precision(counts.historical)), n: rows.length, better: 'higher' },
        { name: 'historical: recall', value: rounded(recall(counts.historical)), n: rows.length, better: 'higher' },
      ],
      strata: counts,
      failing: failing(ids),
    };
  },
};
