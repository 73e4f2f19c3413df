import { describe, expect, it } from 'vitest';
import {
  parseMceAgeRanges,
  parseMceCodeMaster,
  parseMceDischargeStatuses,
  parseMceEditCodes,
  parseMceFlags,
  parseMceValidCodes,
} from '../../src/formats/mce-tables.js';
import { neverButMedcodeError } from './fuzz.js';
import { bytes, count, drain, hasShared, shared } from './official-files.js';

const VALID = 'code_system\tcode\tfrom\tto\nICD10CM\tA001\t2015-10-01\t2027-03-31\n';
const MASTER =
  'code_system\tcode\tfrom\tto\tflags\nICD9PCS\t0001\t1985-10-01\t2015-09-30\tADULT,MALE\nICD10PCS\t0016070\t2015-10-01\t2027-03-31\t\n';
const AGES = '{"key":"ADULT","row":{"startAge":15,"endAge":124,"key":"Adult","from":"1984-03-01","to":"2027-03-31"}}\n';

describe('Medicare Code Editor tables', () => {
  it('read', async () => {
    expect((await drain(parseMceValidCodes(bytes(VALID), 'v'))).rows).toEqual([
      { system: 'ICD10CM', code: 'A001', from: '2015-10-01', to: '2027-03-31' },
    ]);
    expect((await drain(parseMceCodeMaster(bytes(MASTER), 'm'))).rows).toEqual([
      { system: 'ICD9PCS', code: '0001', from: '1985-10-01', to: '2015-09-30', flags: ['ADULT', 'MALE'] },
      { system: 'ICD10PCS', code: '0016070', from: '2015-10-01', to: '2027-03-31', flags: [] },
    ]);
    expect((await drain(parseMceAgeRanges(bytes(AGES), 'a'))).rows).toEqual([
      { flag: 'ADULT', name: 'Adult', startAge: 15, endAge: 124, from: '1984-03-01', to: '2027-03-31' },
    ]);
  });

  it.each([
    [
      'a code of another system',
      () => drain(parseMceValidCodes(bytes(VALID.replace('ICD10CM', 'ICD10PCS')), 'f')),
      'f: row 2, column 2: expected an ICD10PCS code as code, found "A001"',
    ],
    [
      'a date that is none',
      () => drain(parseMceValidCodes(bytes(VALID.replace('2027-03-31', '2027-02-31')), 'f')),
      'f: row 2, column 4: expected a date YYYY-MM-DD as to, found "2027-02-31"',
    ],
    [
      'a time that ends before it begins',
      () => drain(parseMceValidCodes(bytes(VALID.replace('2027', '2007')), 'f')),
      'f: row 2, column 4: expected a date not before 2015-10-01 as to, found "2007-03-31"',
    ],
    [
      'no rows',
      () => drain(parseMceValidCodes(bytes('code_system\tcode\tfrom\tto\n'), 'f')),
      'f: row 2, position 1: expected rows below the heading "code_system", found the end of the file',
    ],
    [
      'a missing field',
      () => drain(parseMceValidCodes(bytes(VALID.replace('\t2027-03-31', '')), 'f')),
      'f: row 2, position 4: expected 4 fields, found 3',
    ],
    [
      'an age that is none',
      () => drain(parseMceAgeRanges(bytes(AGES.replace('15', '"15"')), 'f')),
      /^f: row 1, position 1: expected row\.startAge as in the table/,
    ],
    ['a line that is not JSON', () => drain(parseMceAgeRanges(bytes('{'), 'f')), 'f: row 1, position 1: expected a JSON object, found "{"'],
  ])('refuse %s', async (_what, parse, message) => {
    await expect(parse()).rejects.toMatchObject({
      code: 'MC_SOURCE_MALFORMED',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });

  it('never throw anything but MedcodeError', async () => {
    await neverButMedcodeError(MASTER, (source) => drain(parseMceCodeMaster(source, 'fuzz')));
    await neverButMedcodeError(AGES, (source) => drain(parseMceAgeRanges(source, 'fuzz')));
  });

  it.skipIf(!hasShared)('count as the README says (needs ../shared)', async () => {
    const open = (name: string): [AsyncIterable<Uint8Array>, string] => [shared(`open/mce/${name}`), name];
    const counts = {
      ageRows: (await count(parseMceAgeRanges(...open('ageRows.ndjson.gz')))).rows,
      attribute_flags: (await count(parseMceFlags(...open('attribute_flags.tsv.gz')))).rows,
      code_master: (await count(parseMceCodeMaster(...open('code_master.tsv.gz')))).rows,
      dischargeStatRows: (await count(parseMceDischargeStatuses(...open('dischargeStatRows.ndjson.gz')))).rows,
      edit_code_lists: (await count(parseMceEditCodes(...open('edit_code_lists.tsv.gz')))).rows,
      icd9_code_master: (await count(parseMceCodeMaster(...open('icd9_code_master.tsv.gz')))).rows,
      icd9_edit_code_lists: (await count(parseMceEditCodes(...open('icd9_edit_code_lists.tsv.gz')))).rows,
      icd9_valid_codes: (await count(parseMceValidCodes(...open('icd9_valid_codes.tsv.gz')))).rows,
    };
    expect(counts).toEqual({
      ageRows: 5,
      attribute_flags: 65,
      code_master: 172032,
      dischargeStatRows: 45,
      edit_code_lists: 30822,
      icd9_code_master: 27291,
      icd9_edit_code_lists: 24571,
      icd9_valid_codes: 27291,
    });
    const { rows } = await drain(parseMceValidCodes(...open('valid_codes.tsv.gz')));
    expect(rows.length).toBe(172032);
    const on = (date: string, system: string): number =>
      new Set(rows.filter((row) => row.system === system && row.from <= date && date <= row.to).map((row) => row.code)).size;
    expect([on('2026-04-01', 'ICD10PCS'), on('2026-04-01', 'ICD10CM'), on('2026-10-01', 'ICD10PCS'), on('2026-10-01', 'ICD10CM')]).toEqual([
      79193, 74719, 79256, 74879,
    ]);
  });
});
