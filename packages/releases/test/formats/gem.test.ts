import { describe, expect, it } from 'vitest';
import { parseGem } from '../../src/formats/gem.js';
import { openGem } from '../../src/formats/open-tsv.js';
import { neverButMedcodeError } from './fuzz.js';
import { bytes, count, drain, hasShared, shared } from './official-files.js';

const SMALL = 'A01     0020  10000\r\nA02     0031  10111\r\nA02     v585  10112\r\nA03     NoDx  11000\r\n';
const plain = { approximate: true, noMap: false, combination: false, scenario: 0, choiceList: 0 };

describe('general equivalence mappings', () => {
  it('reads flags', async () => {
    expect(await drain(parseGem(bytes(SMALL), 'g.txt'))).toEqual({
      rows: [
        { ...plain, row: 1, source: 'A01', target: '0020' },
        { ...plain, row: 2, source: 'A02', target: '0031', combination: true, scenario: 1, choiceList: 1 },
        { ...plain, row: 3, source: 'A02', target: 'V585', combination: true, scenario: 1, choiceList: 2 },
        { ...plain, row: 4, source: 'A03', target: undefined, noMap: true },
      ],
      result: { entries: 4, sources: 3 },
    });
  });

  it.each([
    [
      'a flag that is none',
      SMALL.replace('10000', '12000'),
      'g.txt: row 1, position 15: expected flags that agree with each other and with the target, found "0020 12000"',
    ],
    ['no map with a target', SMALL.replace('NoDx', '0050'), /^g\.txt: row 4, .*found "0050 11000"$/],
    ['a combination without scenario', SMALL.replace('10111', '10101'), /^g\.txt: row 2, /],
    ['another row', `${SMALL}hello\n`, 'g.txt: row 5, position 1: expected source code, target code and five flags, found "hello"'],
    ['nothing', '', 'g.txt: row 1, position 1: expected the rows of a GEM file, found the end of the file'],
  ])('refuses %s', async (_what, text, message) => {
    await expect(drain(parseGem(bytes(text), 'g.txt'))).rejects.toMatchObject({
      code: 'MC_SOURCE_MALFORMED',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });

  it('never throws anything but MedcodeError', () => neverButMedcodeError(SMALL, (source) => drain(parseGem(source, 'fuzz'))));

  it.skipIf(!hasShared)('counts the 2018 files (needs ../shared)', async () => {
    expect((await count(parseGem(shared('local/icd10cm/gems-2018/2018_I10gem.txt.gz'), 'i10'))).result).toEqual({
      entries: 81593,
      sources: 71704,
    });
    expect((await count(parseGem(shared('local/icd10cm/gems-2018/2018_I9gem.txt.gz'), 'i9'))).result).toEqual({
      entries: 24860,
      sources: 14567,
    });
    const { rows } = await drain(openGem(shared('open/gems/icd9_to_pcs_2018.tsv.gz'), 'pcs'));
    expect({
      rows: rows.length,
      sources: new Set(rows.map((row) => row.source)).size,
      targets: new Set(rows.flatMap((row) => row.target ?? [])).size,
      noMap: rows.filter((row) => row.noMap).length,
      combinations: rows.filter((row) => row.combination).length,
    }).toEqual({ rows: 73593, sources: 3882, targets: 49802, noMap: 210, combinations: 3392 });
  });
});
