import { day } from '@medcode/core/model/date';
import { parseMceValidCodes } from '../formats/mce-tables.js';
import type { PackDraft } from '../pack-writer.js';
import { all, byCodeAndDate, draft, openSource, textTable, validityColumns } from './open-source.js';

/** ICD-9-CM codes by date and the General Equivalence Mapping of its procedures. */
export async function icd9Drafts(open: string): Promise<PackDraft[]> {
  const valid = openSource(open, 'mce/icd9_valid_codes.tsv.gz');
  const rows = await all(parseMceValidCodes(valid.bytes, valid.name));
  const drafts = (
    [
      ['ICD9CM', 'icd9cm', 'diagnosis'],
      ['ICD9PCS', 'icd9pcs', 'procedure'],
    ] as const
  ).map(([system, name, kind]) =>
    draft(
      `${name}/codes`,
      {
        id: `${name}/codes`,
        title: `ICD-9-CM ${kind} codes by date, to 2015-09-30`,
        effectiveFrom: '1984-03-01',
        effectiveTo: '2015-09-30',
        carryForward: 'window-only',
      },
      [valid.source],
      validityColumns(
        rows
          .filter((row) => row.system === system)
          .map((row) => ({ code: row.code, from: day(row.from), to: day(row.to), billable: true }))
          .sort(byCodeAndDate),
      ),
    ),
  );
  const gem = openSource(open, 'gems/icd9_to_pcs_2018.tsv.gz');
  const columns = await textTable(gem, '\t');
  drafts.push(
    draft(
      'gem/icd9pcs-icd10pcs',
      {
        id: 'gem/icd9pcs-icd10pcs/2018',
        title: 'General Equivalence Mapping 2018, ICD-9-CM procedures to ICD-10-PCS',
        effectiveFrom: '2017-10-01',
        effectiveTo: '2018-09-30',
        carryForward: 'carries-forward',
      },
      [gem.source],
      { source: columns['icd9'] ?? [], target: columns['pcs'] ?? [], flags: columns['flags'] ?? [] },
    ),
  );
  return drafts;
}
