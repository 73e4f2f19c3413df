import { day } from '@medcode/core/model/date';
import { failing } from '../board.js';
import { engineOf, releasesOf } from '../engine.js';
import { Recall } from '../recall.js';
import { linesOf } from '../reference/shared.js';

const FILE = 'bench/phrases-doid/dev.tsv';
const DATE = day('2026-04-01');

/** @type {import('../board.js').Board} */
export const board = {
  name: 'search-doid',
  measures: 'search by disease names; the targets were set for the official index at hand (full)',
  needs: [FILE],
  modes: ['embedded', 'full'],
  sampled: false,
  run({ mode }) {
    const engine = engineOf(mode);
    const all = new Recall();
    /** @type {Map<string, Recall>} */
    const strata = new Map();
    /** @type {string[]} */
    const ids = [];
    linesOf(FILE).forEach((line, i) => {
      if (i === 0) return;
      const [phrase, gold] = /** @type {[string, string]} */ (line.split('\t'));
      const place = all.add(engine.search.search(phrase, DATE, 10), gold);
      if (place < 0) ids.push(`line ${i + 1}`);
      const id = engine.icd.table.find(gold);
      const status = id === -1 ? -1 : engine.icd.table.statusOn(id, DATE);
      const chapter = engine.icd.tabular(DATE).chapterOf(gold.replace('.', ''))?.id;
      for (const name of [status === 1 ? 'billable' : status === 0 ? 'header' : 'not valid', chapter ?? 'no chapter']) {
        const stratum = strata.get(name) ?? new Recall();
        strata.set(name, stratum);
        stratum.place(place);
      }
    });
    return {
      releases: releasesOf(engine, ['icd10cm/codes', 'icd10cm/titles', 'icd10cm/index', 'lexicon/']),
      figures: [...all.figures('', { at1: 0.45, at10: 0.62 }), all.invalidFigure(engine.icd.table, DATE)],
      strata: Object.fromEntries(
        [...strata].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })).map(([name, r]) => [name, r.counts()]),
      ),
      failing: failing(ids),
    };
  },
};
