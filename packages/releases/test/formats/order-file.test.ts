import { describe, expect, it } from 'vitest';
import { parseCodesFile, parseOrderFile } from '../../src/formats/order-file.js';
import { neverButMedcodeError } from './fuzz.js';
import { bytes, count, drain, hasShared, shared, sharedInZip } from './official-files.js';

const row = (order: number, code: string, flag: string, short: string, long: string): string =>
  `${String(order).padStart(5, '0')} ${code.padEnd(7)} ${flag} ${short.padEnd(60)} ${long}\r\n`;
const SMALL =
  row(1, 'Q00', '0', 'Small things', 'Small things in full') + row(2, 'Q001', '1', 'Small thing, one', 'Small thing, number one');

describe('order file', () => {
  it('reads fixed columns', async () => {
    expect(await drain(parseOrderFile(bytes(SMALL), 'o.txt'))).toEqual({
      rows: [
        { order: 1, code: 'Q00', billable: false, shortTitle: 'Small things', longTitle: 'Small things in full' },
        { order: 2, code: 'Q001', billable: true, shortTitle: 'Small thing, one', longTitle: 'Small thing, number one' },
      ],
      result: { entries: 2, billable: 1 },
    });
  });

  it.each([
    [
      'an order number out of sequence',
      SMALL + row(4, 'Q002', '1', 'x', 'x'),
      'o.txt: row 3, position 1: expected order number 3, found "00004"',
    ],
    ['a code twice', SMALL + row(3, 'Q001', '1', 'x', 'x'), 'o.txt: row 3, position 7: expected a code once, found Q001 again'],
    ['another flag', SMALL.replace(' 1 ', ' 2 '), 'o.txt: row 2, position 15: expected header flag 0 or 1, found "2"'],
    [
      'a dot in a code',
      SMALL.replace('Q001 ', 'Q0.1 '),
      'o.txt: row 2, position 7: expected a code of three to seven letters and digits, found "Q0.1"',
    ],
    ['columns that moved', SMALL.replace('00002 ', '00002'), 'o.txt: row 2, position 6: expected a blank between the columns, found "Q"'],
    [
      'an empty row',
      `${SMALL}\r\n${row(3, 'Q002', '1', 'x', 'x')}`,
      'o.txt: row 3, position 6: expected a blank between the columns, found nothing',
    ],
    ['a missing long title', row(1, 'Q00', '0', 'Small', ' '), 'o.txt: row 1, position 78: expected a long title for Q00, found blanks'],
    ['nothing', '', 'o.txt: row 1, position 1: expected the rows of an order file, found the end of the file'],
  ])('refuses %s', async (_what, text, message) => {
    await expect(drain(parseOrderFile(bytes(text), 'o.txt'))).rejects.toMatchObject({ code: 'MC_SOURCE_MALFORMED', message });
  });

  it('reads a codes file', async () => {
    expect(await drain(parseCodesFile(bytes('Q001    Small thing\r\nQ001XXA Big thing\r\n'), 'c.txt'))).toEqual({
      rows: [
        { code: 'Q001', longTitle: 'Small thing' },
        { code: 'Q001XXA', longTitle: 'Big thing' },
      ],
      result: { entries: 2 },
    });
  });

  it('never throws anything but MedcodeError', async () => {
    await neverButMedcodeError(SMALL, (source) => drain(parseOrderFile(source, 'fuzz')));
    await neverButMedcodeError('Q001    Small thing\n', (source) => drain(parseCodesFile(source, 'fuzz')));
  });

  const history = 'local/icd10cm/order-history/';
  it.skipIf(!hasShared).each([
    [`${history}cms_2022_dx.zip`, 'Code Descriptions/icd10cm_order_2022.txt', 95528, 72750],
    [`${history}cms_2023_dx.zip`, 'icd10cm_order_2023.txt', 96795, 73674],
    [`${history}cms_2024_dx.zip`, 'icd10cm_order_2024.txt', 97296, 74044],
    [`${history}cms_2025_dx.zip`, 'icd10cm_order_2025.txt', 97584, 74260],
    [`${history}cms_2026_dx.zip`, 'icd10cm_order_2026.txt', 98186, 74719],
    ['local/icd10pcs/order-history/cms_2026_pr.zip', 'icd10pcs_order_2026.txt', 80029, 79115],
    ['local/icd10pcs/fy2026/2026-icd-10-pcs-order-file-long-and-abbreviated-titles.zip', 'icd10pcs_order_2026.txt', 80110, 79193],
  ])('counts %s %s (needs ../shared)', async (zip, path, entries, billable) => {
    expect(await count(parseOrderFile(sharedInZip(zip, path), path))).toEqual({ rows: entries, result: { entries, billable } });
  });

  it.skipIf(!hasShared)('counts the codes files and the derived FY2027 order file (needs ../shared)', async () => {
    expect(
      (await count(parseCodesFile(sharedInZip('local/icd10pcs/fy2026/2026-icd-10-pcs-codes-file.zip', 'icd10pcs_codes_2026.txt'), 'c')))
        .rows,
    ).toBe(79193);
    expect((await count(parseOrderFile(shared('local/icd10cm/fy2027-delta/icd10cm-order-2027.DERIVED.txt.gz'), 'o'))).result).toEqual({
      entries: 98403,
      billable: 74879,
    });
  });
});
