import { day } from '@medcode/core/model/date';
import { everyNth, failing } from '../board.js';
import { engineOf, releasesOf } from '../engine.js';
import { Recall } from '../recall.js';
import { readShared } from '../reference/shared.js';

const FOLDER = 'bench/phrases-variants';
const DATE = day('2026-04-01');

/** The ways a title was changed; the sample takes every `step`-th phrase. */
const SETS = [
  { name: 'typo', file: `${FOLDER}/llama_typo_enhance_data_10.json.gz`, at1: 0.7, step: 20 },
  { name: 'abbreviation', file: `${FOLDER}/llama_abb_enhance_data_10.json.gz`, at1: 0.85, step: 20 },
  { name: 'sentence', file: `${FOLDER}/llama_sentence_enhance_data_1.json.gz`, at1: 0.95, step: 5 },
  { name: 'reorder', file: `${FOLDER}/llama_reorder_enhance_data_1.json.gz`, at1: 0.98, step: 5 },
];

/** @type {import('../board.js').Board} */
export const board = {
  name: 'search-variants',
  measures: 'search by misspelt, abbreviated, spoken and reordered titles',
  needs: SETS.map(({ file }) => file),
  modes: ['embedded', 'full'],
  sampled: true,
  run({ mode, sample }) {
    const engine = engineOf(mode);
    const all = new Recall();
    /** @type {Record<string, Record<string, number>>} */
    const strata = {};
    /** @type {string[]} */
    const ids = [];
    const figures = SETS.flatMap(({ name, file, at1, step }) => {
      const recall = new Recall();
      /** @type {{ row: number, input: string, output: string }[]} */
      const rows = JSON.parse(readShared(file)).map((/** @type {{ input: string, output: string }} */ row, /** @type {number} */ i) => ({
        ...row,
        row: i,
      }));
      for (const { row, input, output } of sample ? everyNth(rows, step) : rows) {
        const hits = engine.search.search(input, DATE, 10);
        all.add(hits, output);
        if (recall.add(hits, output) < 0) ids.push(`${name} ${row}`);
      }
      strata[name] = recall.counts();
      return recall.figures(name, { at1 });
    });
    return {
      releases: releasesOf(engine, ['icd10cm/codes', 'icd10cm/titles', 'icd10cm/index', 'lexicon/']),
      figures: [...figures, all.invalidFigure(engine.icd.table, DATE)],
      strata,
      failing: failing(ids),
    };
  },
};
