import { describe, expect, it } from 'vitest';
import {
  openCmCodes,
  openCmTitles,
  openConversion,
  openGem,
  openPcsApproaches,
  openPcsAxes,
  openPcsBodyPartKey,
  openPcsBodyParts,
  openPcsBodySystems,
  openPcsCodes,
  openPcsDeviceKey,
  openPcsGuidelines,
  openPcsIndex,
  openPcsRootOperations,
  tsvRows,
} from '../../src/formats/open-tsv.js';
import { neverButMedcodeError } from './fuzz.js';
import { bytes, count, drain, hasShared, shared } from './official-files.js';

const TITLES = 'code\tbillable\ttitle\ttitle_tabular\nA00\t0\tA "small" thing\t\nA001\t1\tMeniere\tM\u00e9ni\u00e8re\n';

describe('tables of releases/open', () => {
  it('have a header contract and no quoting', async () => {
    expect((await drain(openCmTitles(bytes(TITLES), 't'))).rows).toEqual([
      { code: 'A00', billable: false, title: 'A "small" thing', titleTabular: undefined },
      { code: 'A001', billable: true, title: 'Meniere', titleTabular: 'Ménière' },
    ]);
  });

  it.each([
    ['another header', 'a\tc\n1\t2\n', 'f: row 1, column 2: expected "b" as heading, found "c"'],
    ['a header too long', 'a\tb\tc\n1\t2\t3\n', 'f: row 1, column 3: expected no further column as heading, found "c"'],
    ['a header too short', 'a\n1\n', 'f: row 1, column 2: expected "b" as heading, found nothing'],
    ['a row too long', 'a\tb\n1\t2\t3\n', 'f: row 2, position 3: expected 2 fields, found 3'],
    ['an empty row', 'a\tb\n\n', 'f: row 2, position 2: expected 2 fields, found 1'],
    ['no rows', 'a\tb\n', 'f: row 2, position 1: expected rows below the heading "a", found the end of the file'],
    ['nothing', '', 'f: row 1, position 1: expected the heading "a", found the end of the file'],
  ])('refuse %s', async (_what, text, message) => {
    await expect(drain(tsvRows(bytes(text), 'f', ['a', 'b']))).rejects.toMatchObject({ code: 'MC_SOURCE_MALFORMED', message });
  });

  it('refuse fields that are not what the column says', async () => {
    await expect(drain(openCmTitles(bytes(TITLES.replace('\t1\t', '\t2\t')), 'f'))).rejects.toMatchObject({
      message: 'f: row 3, column 2: expected 0 or 1 as billable, found "2"',
    });
    await expect(drain(openCmTitles(bytes(TITLES.replace('A001', 'A00')), 'f'))).rejects.toMatchObject({
      message: 'f: row 3, column 1: expected a value once as code, found "A00"',
    });
  });

  it('keep faulty older codes apart from none', async () => {
    const text =
      'newer_code\tolder_code\teffective_date\tin_cms_tables\nA0011\tA CODE F\t2025-10-01\tFY2026\nA0012\tA001\t2025-10-01\tFY2026,FY2027\n';
    expect((await drain(openConversion(bytes(text), 'c', 'icd10cm'))).rows).toEqual([
      {
        row: 2,
        newer: 'A0011',
        olderText: 'A CODE F',
        older: undefined,
        noPredecessor: false,
        effective: '2025-10-01',
        tables: ['FY2026'],
      },
      {
        row: 3,
        newer: 'A0012',
        olderText: 'A001',
        older: 'A001',
        noPredecessor: false,
        effective: '2025-10-01',
        tables: ['FY2026', 'FY2027'],
      },
    ]);
  });

  it('never throw anything but MedcodeError', () => neverButMedcodeError(TITLES, (source) => drain(openCmTitles(source, 'fuzz'))));

  it.skipIf(!hasShared).each([
    ['icd10cm/titles_fy2026apr', openCmTitles, 98186],
    ['icd10cm/codes_fy2025', openCmCodes, 97584],
    ['icd10pcs/codes', openPcsCodes, 78925],
    ['icd10pcs/axes', openPcsAxes, 68672],
    ['icd10pcs/index', openPcsIndex, 23343],
    ['icd10pcs/body_part_key', openPcsBodyPartKey, 1683],
    ['icd10pcs/device_substance_key', openPcsDeviceKey, 673],
    ['icd10pcs/root_operations', openPcsRootOperations, 43],
    ['icd10pcs/approaches', openPcsApproaches, 13],
    ['icd10pcs/body_systems', openPcsBodySystems, 32],
    ['icd10pcs/body_parts', openPcsBodyParts, 850],
    ['icd10pcs/guidelines', openPcsGuidelines, 60],
    ['gems/icd9_to_pcs_2018', openGem, 73593],
    ['conversion/icd10cm_conversion', (source: AsyncIterable<Uint8Array>, file: string) => openConversion(source, file, 'icd10cm'), 6182],
    [
      'conversion/icd10pcs_conversion',
      (source: AsyncIterable<Uint8Array>, file: string) => openConversion(source, file, 'icd10pcs'),
      15003,
    ],
  ] as [string, (source: AsyncIterable<Uint8Array>, file: string) => AsyncGenerator, number][])(
    '%s has the rows its README states (needs ../shared)',
    async (path, read, rows) => {
      expect((await count(read(shared(`open/${path}.tsv.gz`), path))).rows).toBe(rows);
    },
  );
});
