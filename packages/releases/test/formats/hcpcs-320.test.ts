import { describe, expect, it } from 'vitest';
import { parseHcpcs320 } from '../../src/formats/hcpcs-320.js';
import { neverButMedcodeError } from './fuzz.js';
import { bytes, drain, hasShared, sharedInZip } from './official-files.js';

/** A record of 320 positions with fields at their positions. */
function record(fields: Readonly<Record<number, string>>): string {
  let text = ' '.repeat(320);
  for (const [at, value] of Object.entries(fields))
    text = text.slice(0, Number(at) - 1) + value + text.slice(Number(at) - 1 + value.length);
  return `${text}\r\n`;
}

const FIRST = { 1: 'A9999', 6: '00100', 11: '3', 12: 'Hat, wide,' };
const DATA = {
  92: 'Wide hat',
  120: '3251',
  128: 'A',
  129: '60-9',
  147: '2130',
  205: 'A9998',
  230: 'D',
  231: 'YY',
  233: '20080101',
  257: 'D1F',
  261: '1P',
  266: '  0',
  269: '20010101',
  277: '20190101',
  285: '20191231',
  293: 'C',
};
const SMALL =
  '***Disclaimer\t\t\r\n\r\n' +
  record({ 1: '   Z9', 6: '00100', 11: '7', 12: 'Done twice', 92: 'Twice', 269: '20010101', 277: '20010101', 293: 'N' }) +
  record({ ...FIRST, ...DATA }) +
  `${record({ 1: 'A9999', 6: '00200', 11: '4', 12: 'with feather' }).trimEnd()}\r\n`;
const none = {
  statute: undefined,
  labCertification: [],
  outpatientGroup: undefined,
  outpatientPolicy: undefined,
  outpatientEffective: undefined,
  processingNote: undefined,
};

describe('HCPCS 320-position records', () => {
  it('reads fields and joins continuations', async () => {
    expect(await drain(parseHcpcs320(bytes(SMALL), 'h.txt'))).toEqual({
      rows: [
        {
          ...none,
          row: 3,
          kind: 'modifier',
          code: 'Z9',
          longDescription: 'Done twice',
          shortDescription: 'Twice',
          pricing: [],
          multiplePricing: undefined,
          coverageIssues: [],
          carriersManual: [],
          crossReferences: [],
          coverage: undefined,
          ascGroup: undefined,
          ascEffective: undefined,
          betos: undefined,
          typesOfService: [],
          anesthesiaBaseUnits: undefined,
          added: '2001-01-01',
          actionEffective: '2001-01-01',
          terminated: undefined,
          action: 'N',
        },
        {
          ...none,
          row: 4,
          kind: 'procedure',
          code: 'A9999',
          longDescription: 'Hat, wide, with feather',
          shortDescription: 'Wide hat',
          pricing: ['32', '51'],
          multiplePricing: 'A',
          coverageIssues: ['60-9'],
          carriersManual: ['2130'],
          crossReferences: ['A9998'],
          coverage: 'D',
          ascGroup: 'YY',
          ascEffective: '2008-01-01',
          betos: 'D1F',
          typesOfService: ['1', 'P'],
          anesthesiaBaseUnits: 0,
          added: '2001-01-01',
          actionEffective: '2019-01-01',
          terminated: '2019-12-31',
          action: 'C',
        },
      ],
      result: { procedures: 1, modifiers: 1, records: 3, preamble: ['***Disclaimer'] },
    });
  });

  it.each([
    [
      'a date that is none',
      record({ ...FIRST, ...DATA, 269: '20010231' }),
      'h.txt: row 1, position 269: expected a date YYYYMMDD or blanks, found "20010231"',
    ],
    [
      'an unknown action',
      record({ ...FIRST, ...DATA, 293: 'Q' }),
      'h.txt: row 1, position 293: expected action code A, B, C, D, F, N, P, R, S or T, found "Q"',
    ],
    [
      'a short record',
      `${record({ ...FIRST, ...DATA }).slice(0, 200)}\r\n`,
      'h.txt: row 1, position 201: expected a record of 320 positions, found 200',
    ],
    [
      'a continuation of another code',
      SMALL.replace('A999900200', 'A999800200'),
      'h.txt: row 5, position 1: expected a continuation of A9999, found "A9998"',
    ],
    [
      'a sequence that falls',
      SMALL.replace('A999900200', 'A999900100'),
      'h.txt: row 5, position 6: expected a sequence number above 100, found "00100"',
    ],
    [
      'a code twice',
      record({ ...FIRST, ...DATA }) + record({ ...FIRST, ...DATA }),
      'h.txt: row 2, position 1: expected a code once, found A9999 again',
    ],
    [
      'something else between records',
      `${SMALL}hello\r\n`,
      'h.txt: row 6, position 1: expected a HCPCS record: code, sequence number and record identification, found "hello"',
    ],
    ['no record', 'hello', 'h.txt: row 1, position 1: expected HCPCS records, found the end of the file'],
  ])('refuses %s', async (_what, text, message) => {
    await expect(drain(parseHcpcs320(bytes(text), 'h.txt'))).rejects.toMatchObject({ code: 'MC_SOURCE_MALFORMED', message });
  });

  it('never throws anything but MedcodeError', () => neverButMedcodeError(SMALL, (source) => drain(parseHcpcs320(source, 'fuzz'))));

  it.skipIf(!hasShared)('counts the 2019 file (needs ../shared)', async () => {
    const { rows, result } = await drain(
      parseHcpcs320(sharedInZip('local/hcpcs/2019/2019-Alpha-Numeric-HCPCS-File.zip', 'HCPC2019_CONTR_ANWEB.txt'), 'h'),
    );
    expect({ ...result, preamble: result.preamble.length }).toEqual({ procedures: 6440, modifiers: 360, records: 11622, preamble: 4 });
    const actions: Record<string, number> = {};
    for (const { action } of rows) actions[action] = (actions[action] ?? 0) + 1;
    expect(actions).toEqual({ N: 6372, A: 228, C: 94, D: 49, P: 47, S: 8, F: 1, B: 1 });
    expect(rows.filter((row) => row.actionEffective === undefined).map((row) => row.code)).toEqual(['A5513']);
  });
});
