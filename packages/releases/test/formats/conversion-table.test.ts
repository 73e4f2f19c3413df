import { describe, expect, it } from 'vitest';
import { parseCmConversionTable, parsePcsConversionTable, previousCodes } from '../../src/formats/conversion-table.js';
import { openConversion } from '../../src/formats/open-tsv.js';
import { neverButMedcodeError } from './fuzz.js';
import { bytes, count, drain, hasShared, shared, sharedInZip } from './official-files.js';
import { sheetOf, writeXlsx } from './write-zip.js';

const one = (code: string): unknown => ({ first: code, last: code, category: false });
const NOTICE = 'This FY 2099 (October 1, 2098 Update) Conversion Table includes new codes.';
const HEAD = ['Current code assignment', 'Effective', 'Previous Code(s) Assignment'];
const cm = (...rows: (string | number | undefined)[][]): Uint8Array => writeXlsx(sheetOf([[NOTICE], HEAD, ...rows]));
const PCS =
  'Current code(s) assignment\tCode title\tEffective year\tPrevious code(s) assignment\tPredecessor code title\tChange type\tComment\tEffective month/day [MM.DD]\r\n' +
  'Z1P0XAZ\t"Painting, of a Wall"\t2099\tNoPCS\t"No description"\tNew\t10.01\r\n' +
  'NoPCS\t"No description"\t2099\tZ1P0XBZ\tRolling\tDeleted\tgone\t04.01\r\n';

describe('ICD-10-CM conversion table', () => {
  it('reads years, dates and remarks', async () => {
    const data = cm(['A00.11 ', 2098, 'A00.1'], ['A0012', 2098, 'A00.1 and A00.2'], ['A00.13', '2099-04-01', 'None'], [undefined]);
    expect(await drain(parseCmConversionTable([data], 'c.xlsx'))).toEqual({
      rows: [
        { row: 3, code: 'A0011', effective: '2098-10-01', previous: [[one('A001')]], previousText: 'A00.1' },
        { row: 4, code: 'A0012', effective: '2098-10-01', previous: [[one('A001')], [one('A002')]], previousText: 'A00.1 and A00.2' },
        { row: 5, code: 'A0013', effective: '2099-04-01', previous: [], previousText: 'None' },
      ],
      result: { fiscalYear: 2099, rows: 3 },
    });
  });

  it.each([
    ['A00.1, A00.2 and A00.3', [[one('A001'), one('A002'), one('A003')]]],
    ['A00.1-A00.4; A00.9', [[{ first: 'A001', last: 'A004', category: false }, one('A009')]]],
    [
      'A00.1-A00.3 and B00.1-B00.9',
      [[{ first: 'A001', last: 'A003', category: false }], [{ first: 'B001', last: 'B009', category: false }]],
    ],
    ['A00.1 AND Code from categories T36-T50', [[one('A001')], [{ first: 'T36', last: 'T50', category: true }]]],
    ['Codes in Categories T15-T19', [[{ first: 'T15', last: 'T19', category: true }]]],
    ['A00.1 and a code from R11-', [[one('A001')], [{ first: 'R11', last: 'R11', category: true }]]],
    ['I63.- & P91.88', [[{ first: 'I63', last: 'I63', category: true }], [one('P9188')]]],
    ['A00.4-A00.1', undefined],
    ['see the book', undefined],
    ['', undefined],
  ])('understands %j', (text, groups) => {
    expect(previousCodes(text)).toEqual(groups);
  });

  it.each([
    [
      'a code that is none',
      cm(['A0', 2098, 'None']),
      'c.xlsx: row 3, column 1: expected an ICD-10-CM code as Current code assignment, found "A0"',
    ],
    ['a year that is none', cm(['A00', 98, 'None']), 'c.xlsx: row 3, column 2: expected a year or a date as Effective, found "98"'],
    ['a remark', cm(['A00', 2098, 'see the book']), /^c\.xlsx: row 3, column 3: expected codes joined by .* found "see the book"$/],
    [
      'no notice',
      writeXlsx(sheetOf([['Hello']])),
      'c.xlsx: row 1, column 1: expected the fiscal year of the conversion table as notice, found "Hello"',
    ],
    ['no rows', cm(), 'c.xlsx: row 3, position 1: expected the rows of the table, found the end of the sheet'],
  ])('refuses %s', async (_what, data, message) => {
    await expect(drain(parseCmConversionTable([data], 'c.xlsx'))).rejects.toMatchObject({
      code: 'MC_SOURCE_MALFORMED',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });

  it.skipIf(!hasShared)('FY2025 and FY2026: agrees with the open table (needs ../shared)', async () => {
    expect(
      (await count(parseCmConversionTable(shared('local/icd10cm/fy2025/icd-10-cm-conversion-table-FY2025.xlsx'), 'c'))).result,
    ).toEqual({ fiscalYear: 2025, rows: 5405 });
    const { rows, result } = await drain(
      parseCmConversionTable(shared('local/icd10cm/fy2026/ICD-10-CM-CONVERSION-TABLE-FY2026.xlsx'), 'c'),
    );
    expect(result).toEqual({ fiscalYear: 2026, rows: 5892 });
    const single = rows.filter(
      ({ previous }) => previous.length === 1 && previous[0]?.length === 1 && previous[0][0]?.first === previous[0][0]?.last,
    );
    const open = new Set(
      (await drain(openConversion(shared('open/conversion/icd10cm_conversion.tsv.gz'), 'o', 'icd10cm'))).rows.map(
        ({ newer, older, effective }) => [newer, older ?? 'NoPCS', effective].join(' '),
      ),
    );
    expect(
      single
        .filter(({ code, previous, effective }) => !open.has(`${code} ${previous[0]?.[0]?.first} ${effective}`))
        .map(({ code }) => code),
    ).toEqual([]);
  });
});

describe('ICD-10-PCS conversion table', () => {
  const rows = [
    {
      row: 2,
      code: 'Z1P0XAZ',
      title: 'Painting, of a Wall',
      effective: '2099-10-01',
      previous: undefined,
      previousTitle: undefined,
      change: 'New',
      comment: undefined,
    },
    {
      row: 3,
      code: undefined,
      title: undefined,
      effective: '2099-04-01',
      previous: 'Z1P0XBZ',
      previousTitle: 'Rolling',
      change: 'Deleted',
      comment: 'gone',
    },
  ];

  it('reads text and spreadsheet alike', async () => {
    expect(await drain(parsePcsConversionTable(bytes(PCS), 'p.txt'))).toEqual({ rows, result: { rows: 2 } });
    const cells = PCS.trimEnd()
      .split('\r\n')
      .map((line) => line.replaceAll('"', '').split('\t'));
    cells[1]?.splice(6, 0, '');
    expect(await drain(parsePcsConversionTable([writeXlsx(sheetOf(cells))], 'p.xlsx'))).toEqual({ rows, result: { rows: 2 } });
  });

  it.each([
    [
      'a code that is none',
      PCS.replace('Z1P0XAZ', 'Z1P0XAO'),
      'p.txt: row 2, column 1: expected an ICD-10-PCS code or NoPCS as Current code(s) assignment, found "Z1P0XAO"',
    ],
    [
      'another change',
      PCS.replace('Deleted', 'Moved'),
      'p.txt: row 3, column 6: expected New, Deleted or Revised as Change type, found "Moved"',
    ],
    [
      'another date',
      PCS.replace('04.01', '13.01'),
      'p.txt: row 3, column 8: expected month and day as MM.DD as Effective month/day [MM.DD], found "13.01"',
    ],
    [
      'a quote that does not close',
      PCS.replace('of a Wall"', 'of a Wall'),
      /^p\.txt: row \d+, column \d+: expected quoted fields as in RFC 4180 as field, found /,
    ],
  ])('refuses %s', async (_what, text, message) => {
    await expect(drain(parsePcsConversionTable(bytes(text), 'p.txt'))).rejects.toMatchObject({
      code: 'MC_SOURCE_MALFORMED',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });

  it.skipIf(!hasShared)('April 2026: text equals spreadsheet, and the open table (needs ../shared)', async () => {
    const zip = 'local/icd10pcs/fy2026/2026-icd-pcs-conversion-table.zip';
    const text = (await drain(parsePcsConversionTable(sharedInZip(zip, 'icd10pcs_conversion_table.txt'), 'p.txt'))).rows;
    const sheet = (await drain(parsePcsConversionTable(sharedInZip(zip, 'icd10pcs_conversion_table.xlsx'), 'p.xlsx'))).rows;
    expect(text.length).toBe(17848);
    expect(sheet).toEqual(text);
    const open = (await drain(openConversion(shared('open/conversion/icd10pcs_conversion.tsv.gz'), 'o', 'icd10pcs'))).rows.filter(
      ({ effective }) => effective < '2026-10-01',
    );
    // The official table lists some pairs twice, as New and as Deleted.
    const pairs = new Set(
      text
        .filter(({ code, previous }) => code !== undefined && code !== previous)
        .map(({ code, previous, effective }) => [code, previous ?? 'NoPCS', effective].join(' ')),
    );
    expect(pairs.size).toBe(14885);
    expect(open.map(({ newer, older, effective }) => [newer, older ?? 'NoPCS', effective].join(' ')).sort()).toEqual([...pairs].sort());
  });
});

it('conversion tables never throw anything but MedcodeError', async () => {
  await neverButMedcodeError(PCS, (source) => drain(parsePcsConversionTable(source, 'fuzz.txt')));
  await neverButMedcodeError(cm(['A00.11', 2098, 'A00.1 and A00.2']), (source) => drain(parseCmConversionTable(source, 'fuzz.xlsx')), 60);
});
