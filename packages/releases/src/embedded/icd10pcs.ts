import { day } from '@medcode/core/model/date';
import { openConversion, openPcsAxes, openPcsCodes } from '../formats/open-tsv.js';
import type { PackDraft } from '../pack-writer.js';
import type { ValidityRow } from '../validity.js';
import {
  all,
  byCodeAndDate,
  compare,
  draft,
  FIRST_DAY,
  LAST_DAY,
  type OpenSource,
  openSource,
  type ReleaseDraft,
  textTable,
  validityColumns,
} from './open-source.js';

const CODES: ReleaseDraft = {
  id: 'icd10pcs/codes',
  title: 'ICD-10-PCS valid codes by date, FY2016–FY2027',
  effectiveFrom: FIRST_DAY,
  effectiveTo: LAST_DAY,
  carryForward: 'window-only',
};
const CODE_BOOK: ReleaseDraft = {
  id: 'icd10pcs/axes',
  title: 'ICD-10-PCS axis labels and index (April 2025 code book)',
  effectiveFrom: '2025-04-01',
  effectiveTo: '2025-09-30',
  carryForward: 'carries-forward',
};

/** ICD-10-PCS: validity by date, titles, axis labels, index and keys, conversion tables. */
export async function icd10pcsDrafts(open: string, valid: OpenSource, billable: readonly ValidityRow[]): Promise<PackDraft[]> {
  const titlesSource = openSource(open, 'icd10pcs/codes.tsv.gz');
  const titles = (await all(openPcsCodes(titlesSource.bytes, titlesSource.name))).sort((a, b) => compare(a.code, b.code));
  const axesSource = openSource(open, 'icd10pcs/axes.tsv.gz');
  const axes = (await all(openPcsAxes(axesSource.bytes, axesSource.name))).sort((a, b) => compare(a.code, b.code));
  const labels = [...new Set(axes.flatMap((row) => row.labels))].sort(compare);
  const number = new Map(labels.map((label, i) => [label, i]));
  const conversion = openSource(open, 'conversion/icd10pcs_conversion.tsv.gz');
  const pairs = await all(openConversion(conversion.bytes, conversion.name, 'icd10pcs'));
  const drafts = [
    draft('icd10pcs/codes', CODES, [valid.source], validityColumns([...billable].sort(byCodeAndDate))),
    draft(
      'icd10pcs/titles',
      {
        ...CODES,
        id: 'icd10pcs/titles',
        title: 'ICD-10-PCS long titles FY2024–FY2026 (370 codes of April 2026 have none)',
        carryForward: 'carries-forward',
      },
      [titlesSource.source],
      {
        code: titles.map((row) => row.code),
        from: Int32Array.from(titles, () => day('2023-10-01')),
        title: titles.map((row) => row.title),
      },
    ),
    draft('icd10pcs/labels', CODE_BOOK, [axesSource.source], { label: labels }),
    draft('icd10pcs/axes', CODE_BOOK, [axesSource.source], {
      code: axes.map((row) => row.code),
      ...Object.fromEntries(
        [0, 1, 2, 3, 4, 5, 6].map((axis) => [
          `axis${axis + 1}`,
          Uint16Array.from(axes, (row) => number.get(row.labels[axis] as string) as number),
        ]),
      ),
    }),
    draft(
      'icd10pcs/conversion',
      { ...CODES, id: 'icd10pcs/conversion/fy2027', title: 'ICD-10-PCS conversion tables FY2024–FY2027' },
      [conversion.source],
      {
        newer: pairs.map((pair) => pair.newer),
        older: pairs.map((pair) => pair.olderText),
        date: Int32Array.from(pairs, (pair) => day(pair.effective)),
      },
    ),
  ];
  for (const [file, table] of [
    ['index', 'index'],
    ['body_part_key', 'body-part-key'],
    ['device_substance_key', 'device-key'],
    ['root_operations', 'root-operations'],
    ['approaches', 'approaches'],
    ['body_systems', 'body-systems'],
    ['body_parts', 'body-parts'],
  ] as const) {
    const source = openSource(open, `icd10pcs/${file}.tsv.gz`);
    drafts.push(draft(`icd10pcs/${table}`, CODE_BOOK, [source.source], await textTable(source, '\t')));
  }
  return drafts;
}
