import { CodeTable } from '@medcode/core/codesets/code-table';
import { day } from '@medcode/core/model/date';
import { failing } from '../board.js';
import { engineOf, releasesOf } from '../engine.js';
import { readOrderFile } from '../reference/order-file.js';

const CM = 'releases/local/icd10cm/order-history';
const PCS = 'releases/local/icd10pcs/order-history';
const CM_2026 = 'releases/local/icd10cm/fy2026/icd10cm-Code Descriptions-2026.zip';
const PCS_2026 = 'releases/local/icd10pcs/fy2026/2026-icd-10-pcs-order-file-long-and-abbreviated-titles.zip';

/**
 * Order files, each with the date its edition took effect.
 * @type {readonly { readonly system: 'icd10cm' | 'icd10pcs', readonly date: string, readonly file: string }[]}
 */
const EDITIONS = [
  { system: 'icd10cm', date: '2022-04-01', file: `${CM}/cms_2022_dx.zip` },
  { system: 'icd10cm', date: '2023-04-01', file: `${CM}/cms_2023_dx.zip` },
  { system: 'icd10cm', date: '2023-10-01', file: `${CM}/cms_2024_dx.zip` },
  { system: 'icd10cm', date: '2024-10-01', file: `${CM}/cms_2025_dx.zip` },
  { system: 'icd10cm', date: '2025-10-01', file: `${CM}/cms_2026_dx.zip` },
  { system: 'icd10cm', date: '2026-04-01', file: CM_2026 },
  { system: 'icd10pcs', date: '2022-04-01', file: `${PCS}/cms_2022_pr.zip` },
  { system: 'icd10pcs', date: '2023-04-01', file: `${PCS}/cms_2023_pr.zip` },
  { system: 'icd10pcs', date: '2024-04-01', file: `${PCS}/cms_2024_pr.zip` },
  { system: 'icd10pcs', date: '2024-10-01', file: `${PCS}/cms_2025_pr.zip` },
  { system: 'icd10pcs', date: '2025-10-01', file: `${PCS}/cms_2026_pr.zip` },
  { system: 'icd10pcs', date: '2026-04-01', file: PCS_2026 },
];

/** Where the dated lists and the order file are known to disagree. */
const KNOWN = new Set(['2022-04-01 XW023X7', '2022-04-01 XW023Y7']);

/** @type {import('../board.js').Board} */
export const board = {
  name: 'validity',
  measures: 'every code of every order file on the date of its edition, both ways: billable codes, and the headers of ICD-10-CM',
  needs: EDITIONS.map(({ file }) => file),
  modes: ['embedded', 'full'],
  sampled: false,
  async run({ mode }) {
    const { catalog } = engineOf(mode);
    const tables = {
      icd10cm: new CodeTable(catalog.one('icd10cm/codes').table(), undefined),
      icd10pcs: new CodeTable(catalog.one('icd10pcs/codes').table(), undefined),
    };
    /** @type {Record<string, Record<string, number>>} */
    const strata = {};
    /** @type {string[]} */
    const ids = [];
    let compared = 0;
    for (const { system, date, file } of EDITIONS) {
      const counts = compareEdition(tables[system], await readOrderFile(file), date, system === 'icd10cm', ids);
      strata[`${system} ${date}`] = counts;
      compared += counts['reference'] + counts['onlyOurs'];
    }
    return {
      releases: releasesOf(engineOf(mode), ['icd10cm/codes', 'icd10pcs/codes']),
      figures: [{ name: 'unequal', value: ids.length, n: compared, better: 'lower', target: 0 }],
      strata,
      failing: failing(ids),
    };
  },
};

/**
 * @param {CodeTable} table
 * @param {readonly import('../reference/order-file.js').OrderRow[]} rows
 * @param {string} date
 * @param {boolean} headers compare headers as well as billable codes
 * @param {string[]} ids what differs is added here
 */
function compareEdition(table, rows, date, headers, ids) {
  const on = day(date);
  const counts = { reference: 0, equal: 0, onlyReference: 0, onlyOurs: 0, otherStanding: 0, knownException: 0 };
  const named = new Set();
  /** @param {string} code @param {'onlyReference' | 'onlyOurs' | 'otherStanding'} how */
  const differs = (code, how) => {
    if (KNOWN.has(`${date} ${code}`)) {
      counts.knownException++;
      return;
    }
    counts[how]++;
    ids.push(`${date} ${code} ${how}`);
  };
  for (const { code, billable } of rows) {
    if (!billable && !headers) continue;
    counts.reference++;
    named.add(code);
    const id = table.find(code);
    const status = id === -1 ? -1 : table.statusOn(id, on);
    if (status === -1) differs(code, 'onlyReference');
    else if ((status === 1) !== billable) differs(code, 'otherStanding');
    else counts.equal++;
  }
  for (let i = 0; i < table.size; i++) {
    const id = /** @type {import('@medcode/core/codesets/code-table').CodeId} */ (i);
    const status = table.statusOn(id, on);
    if (status === -1 || (status === 0 && !headers)) continue;
    const code = table.code(id);
    if (!named.has(code)) differs(code, 'onlyOurs');
  }
  return counts;
}
