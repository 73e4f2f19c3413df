import { describe, expect, it } from 'vitest';
import { parsePoaExempt, poaReadMeCounts } from '../../src/formats/poa-exempt.js';
import { neverButMedcodeError } from './fuzz.js';
import { bytes, count, drain, hasShared, sharedInZip } from './official-files.js';
import { sheetOf, writeXlsx } from './write-zip.js';

const LIST = 'Order99\tPOAexemptCode\tDescription\r\n00012\tA00.1\t"Cold, unspecified"\r\n00015\tA00.21XA\tFrost\r\n';
const DELETED = 'POAexemptCode\tDescription\r\nA00.3\tHeat\r\n';
const REVISED =
  'Order99\tAction\tPOAexemptCode\tDescription\r\n00012\tRevise from:\tA00.1\tOld cold\r\n00012\tRevise to:\tA00.1\tNew cold\r\n';

describe('POA exempt codes', () => {
  it('reads the three lists', async () => {
    const rows = [
      { row: 2, code: 'A001', title: 'Cold, unspecified', order: 12, action: undefined },
      { row: 3, code: 'A0021XA', title: 'Frost', order: 15, action: undefined },
    ];
    expect(await drain(parsePoaExempt(bytes(LIST), 'l.txt'))).toEqual({ rows, result: { list: 'codes', rows: 2 } });
    const sheet = sheetOf(
      LIST.trimEnd()
        .split('\r\n')
        .map((line) => line.replaceAll('"', '').split('\t')),
    );
    expect(await drain(parsePoaExempt([writeXlsx(sheet)], 'l.xlsx'))).toEqual({ rows, result: { list: 'codes', rows: 2 } });
    expect(await drain(parsePoaExempt(bytes(DELETED), 'd.txt'))).toEqual({
      rows: [{ row: 2, code: 'A003', title: 'Heat', order: undefined, action: undefined }],
      result: { list: 'deleted', rows: 1 },
    });
    expect(await drain(parsePoaExempt(bytes(REVISED), 'r.txt'))).toEqual({
      rows: [
        { row: 2, code: 'A001', title: 'Old cold', order: 12, action: 'reviseFrom' },
        { row: 3, code: 'A001', title: 'New cold', order: 12, action: 'reviseTo' },
      ],
      result: { list: 'revised', rows: 2 },
    });
  });

  it('reads the counts of the read-me', async () => {
    const text =
      'Codes, for FY2099 (1,234 codes).\r\na.xlsx (Excel)\r\na.txt (text)\r\nThese.\r\n\r\nRevised (two codes, listed twice as from and to, for four lines).\r\nr.txt (text)\r\n';
    expect(await poaReadMeCounts(bytes(text), 'readme.txt')).toEqual(
      new Map([
        ['a.xlsx', 1234],
        ['a.txt', 1234],
        ['r.txt', 4],
      ]),
    );
    await expect(poaReadMeCounts(bytes('hello'), 'readme.txt')).rejects.toMatchObject({ code: 'MC_SOURCE_MALFORMED' });
  });

  it.each([
    [
      'other headings',
      LIST.replace('Order99', 'Rank'),
      /^l\.txt: row 1, column 1: expected Order, POAexemptCode, Description .* as heading, found "Rank, POAexemptCode, Description"$/,
    ],
    [
      'a code that is none',
      LIST.replace('A00.1', 'A0.01'),
      /^l\.txt: row 2, column 2: expected an ICD-10-CM code as POAexemptCode, found "A0\.01"$/,
    ],
    [
      'order numbers that fall',
      LIST.replace('00015', '00002'),
      /^l\.txt: row 3, column 1: expected an order number above 12 as Order99, found "00002"$/,
    ],
    [
      'a revision without its end',
      REVISED.replace(/00012\tRevise to.*\r\n/, ''),
      /^l\.txt: row 3, position 1: expected Revise to: for A001, found the end of the file$/,
    ],
    [
      'a revision without its beginning',
      REVISED.replace(/00012\tRevise from.*\r\n/, ''),
      /^l\.txt: row 2, column 3: expected Revise from: first/,
    ],
    ['nothing', '', /^l\.txt: row 1, position 1: expected the rows of a POA exempt list, found the end of the file$/],
  ])('refuses %s', async (_what, text, message) => {
    await expect(drain(parsePoaExempt(bytes(text), 'l.txt'))).rejects.toMatchObject({
      code: 'MC_SOURCE_MALFORMED',
      message: expect.stringMatching(message),
    });
  });

  it('never throws anything but MedcodeError', async () => {
    for (const fixture of [LIST, REVISED]) await neverButMedcodeError(fixture, (source) => drain(parsePoaExempt(source, 'fuzz')));
  });

  it.skipIf(!hasShared).each(['25', '26'])('FY%s: every list has the rows the read-me states (needs ../shared)', async (year) => {
    const zip = `local/icd10cm/fy20${year}/POAexemptCodesFY${year}.zip`;
    const stated = await poaReadMeCounts(sharedInZip(zip, `ReadMePOAexemptFY${year}.txt`), 'readme');
    expect(stated.size).toBe(8);
    for (const [name, rows] of stated)
      expect([name, (await count(parsePoaExempt(sharedInZip(zip, name), name))).rows]).toEqual([name, rows]);
    expect(stated.get(`POAexemptCodesFY${year}.txt`)).toBe(year === '26' ? 38349 : 38154);
  });
});
