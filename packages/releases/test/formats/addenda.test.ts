import { describe, expect, it } from 'vitest';
import { type AddendaLayout, parseAddenda } from '../../src/formats/addenda.js';
import { neverButMedcodeError } from './fuzz.js';
import { bytes, drain, hasShared, sharedInZip } from './official-files.js';

const order = (action: string, flag: string, code: string, short: string, long: string): string =>
  `${action.padEnd(13)}${flag}${code.padEnd(7)} ${short.padEnd(60)} ${long}\r\n`;
const trailer = (name: string, before: number, after: number, added: number, deleted: number, revised: number): string =>
  `\r\n${name}\r\n  ${before} ${name.toLowerCase()} in old.txt\r\n  ${after} ${name.toLowerCase()} in new.txt\r\n  ${added} additions\r\n  ${deleted} deletions\r\n  ${revised} revisions\r\n    of which\r\n  0 revisions to long title only\r\n`;
const CM =
  order('Add:', '0 ', 'A00', 'Colds', 'Colds of all kinds') +
  order('Add:', '1 ', 'A001', 'Cold', 'Cold, one') +
  order('Delete:', '1 ', 'A002', 'Heat', 'Heat') +
  order('Revise from:', '1 ', 'A003', 'Wind', 'Wind') +
  order('Revise to:', '1 ', 'A003', 'Storm', 'Storm') +
  trailer('Headers', 5, 6, 1, 0, 0) +
  trailer('Codes', 9, 9, 1, 1, 1);
const CODES = `Add:         A001    Cold, one\r\n${trailer('Codes', 1, 2, 1, 0, 0)}`;

describe('addenda to order and codes files', () => {
  it('reads changes and counts', async () => {
    const plain = { billable: true };
    expect(await drain(parseAddenda(bytes(CM), 'a.txt', 'cm-order'))).toEqual({
      rows: [
        { row: 1, action: 'add', code: 'A00', billable: false, shortTitle: 'Colds', longTitle: 'Colds of all kinds' },
        { ...plain, row: 2, action: 'add', code: 'A001', shortTitle: 'Cold', longTitle: 'Cold, one' },
        { ...plain, row: 3, action: 'delete', code: 'A002', shortTitle: 'Heat', longTitle: 'Heat' },
        { ...plain, row: 4, action: 'reviseFrom', code: 'A003', shortTitle: 'Wind', longTitle: 'Wind' },
        { ...plain, row: 5, action: 'reviseTo', code: 'A003', shortTitle: 'Storm', longTitle: 'Storm' },
      ],
      result: {
        codes: { additions: 1, deletions: 1, revisions: 1, before: 9, after: 9 },
        headers: { additions: 1, deletions: 0, revisions: 0, before: 5, after: 6 },
      },
    });
    expect(await drain(parseAddenda(bytes(CODES), 'a.txt', 'codes'))).toEqual({
      rows: [{ ...plain, row: 1, action: 'add', code: 'A001', shortTitle: undefined, longTitle: 'Cold, one' }],
      result: { codes: { additions: 1, deletions: 0, revisions: 0, before: 1, after: 2 }, headers: undefined },
    });
  });

  it.each([
    [
      'counts that disagree',
      CM.replace('  1 deletions', '  2 deletions'),
      'a.txt: row 16, position 1: expected 1 deletions of codes, as in the rows, found 2',
    ],
    [
      'totals that disagree',
      CM.replace('9 codes in new', '8 codes in new'),
      'a.txt: row 16, position 1: expected 9 + 1 - 1 codes, found 8',
    ],
    [
      'an unknown action',
      CM.replace('Delete:  ', 'Deleted: '),
      'a.txt: row 3, position 1: expected an action in thirteen positions, found "Deleted:     "',
    ],
    ['a revision without its end', CM.replace(/Revise to:.*\r\n/, ''), /^a\.txt: row \d+, position 1: expected Revise to: for A003/],
    [
      'no counts',
      CM.slice(0, CM.indexOf('\r\nHeaders')),
      'a.txt: row 6, position 1: expected the counts of codes, found the end of the file',
    ],
  ])('refuses %s', async (_what, text, message) => {
    await expect(drain(parseAddenda(bytes(text), 'a.txt', 'cm-order'))).rejects.toMatchObject({
      code: 'MC_SOURCE_MALFORMED',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });

  it('never throws anything but MedcodeError', () => neverButMedcodeError(CM, (source) => drain(parseAddenda(source, 'fuzz', 'cm-order'))));

  const history = 'order-history/cms_';
  it.skipIf(!hasShared).each([
    [`local/icd10cm/${history}2022_dx.zip`, 'Code Descriptions/icd10cm_order_addenda_2022.txt', 'cm-order', 8],
    [`local/icd10cm/${history}2023_dx.zip`, 'icd10cm_order_addenda_2023.txt', 'cm-order', 66],
    [`local/icd10cm/${history}2024_dx.zip`, 'icd10cm_order_addenda_2024.txt', 'cm-order', 0],
    [`local/icd10cm/${history}2025_dx.zip`, 'icd10cm_order_addenda_2025.txt', 'cm-order', 388],
    [`local/icd10cm/${history}2026_dx.zip`, 'icd10cm_order_addenda_2026.txt', 'cm-order', 748],
    [`local/icd10cm/${history}2026_dx.zip`, 'icd10cm_codes_addenda_2026.txt', 'codes', 591],
    [`local/icd10pcs/${history}2025_pr.zip`, 'order_addenda_2025.txt', 'pcs-order', 435],
    [`local/icd10pcs/${history}2026_pr.zip`, 'order_addenda_2026.txt', 'pcs-order', 189],
    ['local/icd10pcs/fy2026/2026-icd-10-pcs-order-file-long-and-abbreviated-titles.zip', 'order_addenda_2026.txt', 'pcs-order', 87],
    ['local/icd10pcs/fy2026/2026-icd-10-pcs-codes-file.zip', 'codes_addenda_2026.txt', 'codes', 82],
  ] as [string, string, AddendaLayout, number][])('%s %s agrees with its own counts (needs ../shared)', async (zip, path, layout, rows) => {
    expect((await drain(parseAddenda(sharedInZip(zip, path), path, layout))).rows.length).toBe(rows);
  });
});
