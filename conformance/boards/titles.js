import { CodeTable } from '@medcode/core/codesets/code-table';
import { day } from '@medcode/core/model/date';
import { failing } from '../board.js';
import { dayBefore, engineOf, releasesOf } from '../engine.js';
import { parseCsv } from '../reference/csv.js';
import { readOrderFile } from '../reference/order-file.js';
import { readShared } from '../reference/shared.js';

const CM_2026 = 'releases/local/icd10cm/fy2026/icd10cm-Code Descriptions-2026.zip';
const PCS_2026 = 'releases/local/icd10pcs/fy2026/2026-icd-10-pcs-order-file-long-and-abbreviated-titles.zip';
const DELTA = 'releases/open/icd10cm/fy2027-delta';
const FY2026_APRIL = day('2026-04-01');
const FY2027 = day('2026-10-01');

/** @type {import('../board.js').Board} */
export const board = {
  name: 'titles',
  measures: 'long titles of the April 2026 edition against the order files; titles and standing in FY2027 against the list of changes',
  needs: [CM_2026, PCS_2026, DELTA],
  modes: ['embedded', 'full'],
  sampled: false,
  async run({ mode }) {
    const engine = engineOf(mode);
    const cm = engine.icd.table;
    const pcs = new CodeTable(engine.catalog.one('icd10pcs/codes').table(), engine.catalog.one('icd10pcs/titles').table());
    /** @type {string[]} */
    const ids = [];
    const april = compareTitles(cm, await readOrderFile(CM_2026), 'icd10cm', ids);
    const changes = compareChanges(cm, ids);
    const procedures = compareTitles(
      pcs,
      (await readOrderFile(PCS_2026)).filter(({ billable }) => billable),
      'icd10pcs',
      ids,
    );
    return {
      releases: releasesOf(engine, ['icd10cm/titles', 'icd10pcs/titles']),
      figures: [
        { name: 'FY2026 April unequal', value: april.n - april.equal, n: april.n, better: 'lower', target: 0 },
        { name: 'FY2027 inconsistent', value: changes.inconsistent, n: changes.n, better: 'lower', target: 0 },
        // 370 procedure codes of April 2026 have a title in no open release.
        { name: 'PCS April 2026 unequal', value: procedures.n - procedures.equal, n: procedures.n, better: 'lower' },
      ],
      strata: { 'icd10cm 2026-04-01': april, 'icd10cm 2026-10-01': changes, 'icd10pcs 2026-04-01': procedures },
      failing: failing(ids),
    };
  },
};

/**
 * @param {CodeTable} table
 * @param {readonly import('../reference/order-file.js').OrderRow[]} rows
 * @param {string} system
 * @param {string[]} ids
 */
function compareTitles(table, rows, system, ids) {
  const counts = { n: 0, equal: 0, different: 0, withoutTitle: 0 };
  for (const { code, longTitle } of rows) {
    counts.n++;
    const id = table.find(code);
    const ours = id === -1 ? '' : table.title(id, FY2026_APRIL);
    if (ours === longTitle) counts.equal++;
    else {
      counts[ours === '' ? 'withoutTitle' : 'different']++;
      ids.push(`${system} ${code}`);
    }
  }
  return counts;
}

/**
 * The changes of October 1, 2026: what was added, deleted, revised and changed its standing; every other title stays; the counts
 * per chapter.
 * @param {CodeTable} table
 * @param {string[]} ids
 */
function compareChanges(table, ids) {
  const before = dayBefore(FY2027);
  const read = (/** @type {string} */ name) => parseCsv(readShared(`${DELTA}/${name}.csv`));
  const counts = { n: 0, inconsistent: 0, added: 0, deleted: 0, revised: 0, standing: 0, chapters: 0 };
  /** @param {boolean} holds @param {string} what */
  const expect = (holds, what) => {
    counts.n++;
    if (holds) return;
    counts.inconsistent++;
    ids.push(`FY2027 ${what}`);
  };
  /** @param {string | undefined} code @param {typeof before} date */
  const at = (code, date) => {
    const id = table.find(code ?? '');
    return id === -1 ? { status: -1, title: '' } : { status: table.statusOn(id, date), title: table.title(id, date) };
  };
  const changed = new Set();
  for (const { code, billable, longTitle } of read('added')) {
    counts.added++;
    changed.add(code);
    expect(at(code, before).status === -1 && at(code, FY2027).status === (billable === 'true' ? 1 : 0), `${code} added`);
    expect(at(code, FY2027).title === longTitle, `${code} title`);
  }
  for (const { code, wasBillable } of read('deleted')) {
    counts.deleted++;
    expect(at(code, before).status === (wasBillable === 'true' ? 1 : 0) && at(code, FY2027).status === -1, `${code} deleted`);
  }
  for (const { code, previousLongTitle, newLongTitle } of read('revised')) {
    counts.revised++;
    changed.add(code);
    expect(at(code, before).title === previousLongTitle, `${code} title before`);
    expect(at(code, FY2027).title === newLongTitle, `${code} title after`);
  }
  for (const { code, previousBillable, newBillable } of read('billable-status-changes')) {
    counts.standing++;
    expect(at(code, before).status === (previousBillable === 'true' ? 1 : 0), `${code} standing before`);
    expect(at(code, FY2027).status === (newBillable === 'true' ? 1 : 0), `${code} standing after`);
  }
  for (let i = 0; i < table.size; i++) {
    const id = /** @type {import('@medcode/core/codesets/code-table').CodeId} */ (i);
    if (table.statusOn(id, FY2027) === -1 || changed.has(table.code(id))) continue;
    expect(table.title(id, FY2027) === table.title(id, before), `${table.code(id)} title changed`);
  }
  for (const { chapter, codeRange, orderFileEntries, billableCodes } of read('fy2027-counts-by-chapter')) {
    counts.chapters++;
    const [first, last] = /** @type {[string, string]} */ ((codeRange ?? '').split('-'));
    let entries = 0;
    let billable = 0;
    for (let i = 0; i < table.size; i++) {
      const id = /** @type {import('@medcode/core/codesets/code-table').CodeId} */ (i);
      const status = table.statusOn(id, FY2027);
      const category = table.code(id).slice(0, 3);
      if (status === -1 || category < first || category > last) continue;
      entries++;
      billable += status;
    }
    expect(entries === Number(orderFileEntries) && billable === Number(billableCodes), `chapter ${chapter} counts`);
  }
  return counts;
}
