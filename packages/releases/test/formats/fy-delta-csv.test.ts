import { describe, expect, it } from 'vitest';
import {
  parseAddedCodes,
  parseBillableChanges,
  parseChapterCounts,
  parseDeletedCodes,
  parseRevisedCodes,
  parseYearCounts,
} from '../../src/formats/fy-delta-csv.js';
import { openCmTitles } from '../../src/formats/open-tsv.js';
import { neverButMedcodeError } from './fuzz.js';
import { bytes, drain, hasShared, shared } from './official-files.js';

const ADDED =
  'code,codeDotted,billable,category,shortTitle,longTitle\nA001,A00.1,true,A00,"Cold, one","Cold, one, in full"\nA00,A00,false,A00,Colds,Colds\n';
const CHANGES = 'code,codeDotted,previousBillable,newBillable,direction,longTitle\nA001,A00.1,true,false,billable-to-header,Cold\n';
const YEARS =
  'fiscalYear,effectiveFrom,totalEntries,billableCodes,nonBillableHeaders,addedVsPriorYear,deletedVsPriorYear,netChange,billableAdded,billableRemoved\n' +
  '2098,2097-10-01,10,7,3,,,,,\n2099,2098-10-01,11,8,3,2,1,1,2,1\n';

describe('changes of a fiscal year as CSV', () => {
  it('reads them', async () => {
    expect((await drain(parseAddedCodes(bytes(ADDED), 'a.csv'))).rows).toEqual([
      { code: 'A001', billable: true, category: 'A00', shortTitle: 'Cold, one', longTitle: 'Cold, one, in full' },
      { code: 'A00', billable: false, category: 'A00', shortTitle: 'Colds', longTitle: 'Colds' },
    ]);
    expect((await drain(parseBillableChanges(bytes(CHANGES), 'b.csv'))).rows).toEqual([
      { code: 'A001', direction: 'billable-to-header', longTitle: 'Cold' },
    ]);
    expect((await drain(parseYearCounts(bytes(YEARS), 'y.csv'))).rows[1]).toEqual({
      fiscalYear: 2099,
      effectiveFrom: '2098-10-01',
      entries: 11,
      billable: 8,
      headers: 3,
      added: 2,
      deleted: 1,
      billableAdded: 2,
      billableRemoved: 1,
    });
  });

  it.each([
    [
      'a dot elsewhere',
      () => drain(parseAddedCodes(bytes(ADDED.replace('A00.1', 'A0.01')), 'f')),
      'f: row 2, column 2: expected A001 with its dot as codeDotted, found "A0.01"',
    ],
    [
      'another category',
      () => drain(parseAddedCodes(bytes(ADDED.replace('true,A00', 'true,A01')), 'f')),
      'f: row 2, column 4: expected A00 as category, found "A01"',
    ],
    [
      'a code twice',
      () => drain(parseAddedCodes(bytes(ADDED.replace('A00,A00,', 'A001,A00.1,')), 'f')),
      'f: row 3, column 1: expected a value once as code, found "A001"',
    ],
    [
      'no change',
      () => drain(parseBillableChanges(bytes(CHANGES.replace('true,false', 'true,true')), 'f')),
      'f: row 2, column 4: expected false as newBillable, found "true"',
    ],
    [
      'sums that disagree',
      () => drain(parseYearCounts(bytes(YEARS.replace(',11,8,3', ',12,9,3')), 'f')),
      'f: row 3, column 3: expected 11 as totalEntries, found "12"',
    ],
  ])('refuses %s', async (_what, parse, message) => {
    await expect(parse()).rejects.toMatchObject({ code: 'MC_SOURCE_MALFORMED', message });
  });

  it('never throws anything but MedcodeError', async () => {
    await neverButMedcodeError(ADDED, (source) => drain(parseAddedCodes(source, 'fuzz')));
    await neverButMedcodeError(CHANGES, (source) => drain(parseBillableChanges(source, 'fuzz')));
    await neverButMedcodeError(YEARS, (source) => drain(parseYearCounts(source, 'fuzz')));
  });

  it.skipIf(!hasShared)('FY2027 applied to FY2026 gives the published counts (needs ../shared)', async () => {
    const folder = 'open/icd10cm/fy2027-delta/';
    const entries = new Map(
      (await drain(openCmTitles(shared('open/icd10cm/titles_fy2026apr.tsv.gz'), 't'))).rows.map((row) => [row.code, { ...row }]),
    );
    const added = (await drain(parseAddedCodes(shared(`${folder}added.csv`), 'a'))).rows;
    const deleted = (await drain(parseDeletedCodes(shared(`${folder}deleted.csv`), 'd'))).rows;
    const revised = (await drain(parseRevisedCodes(shared(`${folder}revised.csv`), 'r'))).rows;
    const changes = (await drain(parseBillableChanges(shared(`${folder}billable-status-changes.csv`), 'b'))).rows;
    expect([
      added.length,
      added.filter((row) => row.billable).length,
      deleted.length,
      deleted.filter((row) => row.billable).length,
      revised.length,
      changes.length,
    ]).toEqual([238, 190, 21, 15, 4, 15]);
    for (const row of deleted) {
      expect(entries.get(row.code)).toMatchObject({ billable: row.billable, title: row.longTitle });
      entries.delete(row.code);
    }
    for (const row of revised) expect(entries.get(row.code)?.title).toBe(row.previousLongTitle);
    for (const row of changes) (entries.get(row.code) as { billable: boolean }).billable = row.direction === 'header-to-billable';
    for (const row of added)
      entries.set(row.code, { code: row.code, billable: row.billable, title: row.longTitle, titleTabular: undefined });
    const all = [...entries.values()];
    expect([all.length, all.filter((row) => row.billable).length]).toEqual([98403, 74879]);
    const chapters = (await drain(parseChapterCounts(shared(`${folder}fy2027-counts-by-chapter.csv`), 'c'))).rows;
    expect(chapters.length).toBe(22);
    const within = (first: string, last: string): typeof all =>
      all.filter(({ code }) => code.slice(0, 3) >= first && code.slice(0, 3) <= last);
    expect(
      chapters.map(({ first, last }) => [within(first, last).length, within(first, last).filter((row) => row.billable).length]),
    ).toEqual(chapters.map((row) => [row.entries, row.billable]));
    const years = (await drain(parseYearCounts(shared(`${folder}code-counts-fy2016-fy2027.csv`), 'y'))).rows;
    expect(years.at(-1)).toMatchObject({ fiscalYear: 2027, entries: 98403, billable: 74879, added: 238, deleted: 21 });
  });
});
