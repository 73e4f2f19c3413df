import { describe, expect, it } from 'vitest';
import { parseIcd9Titles } from '../../src/formats/icd9-titles.js';
import { neverButMedcodeError } from './fuzz.js';
import { bytes, count, drain, hasShared, sharedInZip } from './official-files.js';

const ZIP = 'local/icd9cm/cms_v32.zip';

describe('ICD-9-CM titles', () => {
  it('reads code and title', async () => {
    const data = Buffer.from('0010  Cold\nV0990 Strange visit of M\u00e9ni\u00e8re\nE8000 Fall off a train\n', 'latin1');
    expect(await drain(parseIcd9Titles([data], 'd.txt', 'diagnosis'))).toEqual({
      rows: [
        { code: '0010', title: 'Cold' },
        { code: 'V0990', title: 'Strange visit of Ménière' },
        { code: 'E8000', title: 'Fall off a train' },
      ],
      result: { codes: 3 },
    });
    expect(await drain(parseIcd9Titles(bytes('0001 Humming\n001  Singing\n'), 's.txt', 'procedure'))).toMatchObject({
      result: { codes: 2 },
    });
  });

  it.each([
    ['a procedure in the diagnoses', '00 x', 'd.txt: row 1, position 1: expected an ICD-9-CM diagnosis code in 5 positions, found "00 x"'],
    ['a code twice', '0010  a\n0010  b\n', 'd.txt: row 2, position 1: expected a code once, found 0010 again'],
    ['a missing title', '0010   \n', 'd.txt: row 1, position 7: expected a title for 0010, found blanks'],
    ['a missing blank', '00100Cold\n', 'd.txt: row 1, position 6: expected a blank between code and title, found "C"'],
    ['nothing', '', 'd.txt: row 1, position 1: expected ICD-9-CM codes and titles, found the end of the file'],
  ])('refuses %s', async (_what, text, message) => {
    await expect(drain(parseIcd9Titles(bytes(text), 'd.txt', 'diagnosis'))).rejects.toMatchObject({ code: 'MC_SOURCE_MALFORMED', message });
  });

  it('never throws anything but MedcodeError', () =>
    neverButMedcodeError('0010  Cold\n', (source) => drain(parseIcd9Titles(source, 'fuzz', 'diagnosis'))));

  it.skipIf(!hasShared).each([
    ['CMS32_DESC_LONG_DX.txt', 'diagnosis', 14567],
    ['CMS32_DESC_SHORT_DX.txt', 'diagnosis', 14567],
    ['CMS32_DESC_LONG_SG.txt', 'procedure', 3882],
    ['CMS32_DESC_SHORT_SG.txt', 'procedure', 3882],
  ] as const)('counts %s (needs ../shared)', async (path, system, codes) => {
    expect((await count(parseIcd9Titles(sharedInZip(ZIP, path), path, system))).result).toEqual({ codes });
  });
});
