import { SegmentLineReader, SegmentLines } from '@medcode/core/claims/x12/segment-lines';
import { SegmentReader } from '@medcode/core/claims/x12/tokenizer';
import { MedcodeError } from '@medcode/core/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const FILE = [
  'ISA*00*          *00*          *ZZ*RIVERSIDE      *ZZ*NORTHPAYER     *261102*0830*^*00501*000000905*0*T*:~',
  'GS*HC*RIVERSIDE*NORTHPAYER*20261102*0830*1*X*005010X222A1~',
  'ST*837*0001*005010X222A1~',
  'CLM*A-17*120***11:B:1*Y*A~',
  'EQ*30^98^HC:99213~',
  'SE*4*0001~',
  'GE*1*1~',
  'IEA*1*000000905~',
].join('\n');

const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);

function parse(bytes: Uint8Array, pieces: readonly number[] = []): string {
  const reader = new SegmentReader();
  const lines = new SegmentLines();
  const out: Uint8Array[] = [];
  let at = 0;
  for (const length of pieces) {
    out.push(lines.lines(reader.push(bytes.subarray(at, at + length))));
    at += length;
  }
  out.push(lines.lines(reader.push(bytes.subarray(at))));
  out.push(lines.lines(reader.end()), lines.end(reader.rest));
  return new TextDecoder().decode(Uint8Array.from(out.flatMap((part) => [...part])));
}

function write(lines: string): Uint8Array {
  const reader = new SegmentLineReader();
  const parts = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => reader.read(line))
    .map((part) => (typeof part === 'string' ? new TextEncoder().encode(part) : part));
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const edited = (from: string, to: string) => new TextDecoder().decode(write(parse(latin(FILE)).replace(from, to)));

function refusal(lines: string): string {
  try {
    write(lines);
  } catch (error) {
    if (error instanceof MedcodeError) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'written';
}

describe('lines of an X12 file', () => {
  it('have elements by their numbers, composites as lists, repeated elements as lists of lists', () => {
    expect(
      parse(latin(FILE))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { interchange: '000000905', delimiters: { element: '*', component: ':', repetition: '^', segment: '~' }, lineEnd: '\n' },
      {
        segment: 1,
        tag: 'ISA',
        at: '000000905',
        elements: FILE.slice(0, FILE.indexOf('~')).split('*'),
      },
      { segment: 2, tag: 'GS', at: '000000905/1', elements: 'GS*HC*RIVERSIDE*NORTHPAYER*20261102*0830*1*X*005010X222A1'.split('*') },
      { segment: 3, tag: 'ST', at: '000000905/1/0001', elements: ['ST', '837', '0001', '005010X222A1'] },
      { segment: 4, tag: 'CLM', at: '000000905/1/0001', elements: ['CLM', 'A-17', '120', '', '', ['11', 'B', '1'], 'Y', 'A'] },
      { segment: 5, tag: 'EQ', at: '000000905/1/0001', elements: ['EQ', [['30'], ['98'], ['HC', '99213']]] },
      { segment: 6, tag: 'SE', at: '000000905/1/0001', elements: ['SE', '4', '0001'] },
      { segment: 7, tag: 'GE', at: '000000905/1', elements: ['GE', '1', '1'] },
      { segment: 8, tag: 'IEA', at: '000000905', elements: ['IEA', '1', '000000905'] },
    ]);
  });

  it('say where a segment is written in another way', () => {
    const lines = parse(latin(`junk ${FILE.replace('~\nEQ', '~\r\nEQ').replace('A-17', 'Jos\u00e9')}\u001a\u0000`)).split('\n');
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ tag: 'ISA', before: 'junk ' });
    expect(JSON.parse(lines[4] ?? '')).toMatchObject({
      elements: ['CLM', 'José', '120', '', '', ['11', 'B', '1'], 'Y', 'A'],
      encoding: 'windows-1252',
    });
    expect(JSON.parse(lines[5] ?? '')).toMatchObject({ tag: 'EQ', before: '\r\n' });
    expect(JSON.parse(lines[9] ?? '')).toEqual({ rest: '\u001a\u0000' });
  });

  it('make the file again, with what was changed in them', () => {
    expect(edited('"120"', '"99.5"')).toBe(FILE.replace('*120*', '*99.5*'));
    expect(edited('["11","B","1"]', '["22","B","7"]')).toBe(FILE.replace('11:B:1', '22:B:7'));
    expect(edited('["98"]', '["98"],["A","B"]')).toBe(FILE.replace('^98', '^98^A:B'));
    expect(edited('"lineEnd":"\\n"', '"lineEnd":""').replaceAll('~', '~\n').trim()).toBe(FILE);
    expect(edited('"element":"*"', '"element":"|"')).toBe(FILE.replaceAll('*', '|'));
  });
});

describe('any bytes', () => {
  const anything = fc.array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom(...FILE.split('\n').map(latin), latin(FILE.replaceAll('~', '')), latin(FILE.replaceAll('*', '\u00a7'))),
      },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 12 }) },
      {
        weight: 1,
        arbitrary: fc
          .constantFrom('ISA', 'ISA*', 'IEA*', '\n', '\r\n', '\0', '~', '~~', '\ufeff', 'é€')
          .map((text) => new TextEncoder().encode(text)),
      },
    ),
    { maxLength: 25 },
  );

  it('come back as they were, read in whatever pieces', () => {
    fc.assert(
      fc.property(anything, fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 30 }), (parts, pieces) => {
        const bytes = Uint8Array.from(parts.flatMap((part) => [...part]));
        const lines = parse(bytes);
        expect(write(lines)).toEqual(bytes);
        expect(parse(bytes, pieces)).toBe(lines);
      }),
      { numRuns: 300 },
    );
  });

  it('come back from a file that is changed at one place', () => {
    fc.assert(
      fc.property(fc.nat(FILE.length), fc.nat(30), fc.uint8Array({ maxLength: 6 }), (at, length, bytes) => {
        const changed = Uint8Array.from([...latin(FILE.slice(0, at)), ...bytes, ...latin(FILE.slice(at + length)), ...latin(FILE)]);
        expect(write(parse(changed))).toEqual(changed);
      }),
      { numRuns: 300 },
    );
  });
});

describe('broken lines', () => {
  const delimiters = '{"interchange":null,"delimiters":{"element":"*","component":":","repetition":null,"segment":"~"},"lineEnd":""}\n';
  it.each([
    ['{"tag"', 'MC_X12_LINE_INVALID line 1: it is not JSON'],
    ['[1]', 'MC_X12_LINE_INVALID line 1: it is no object'],
    ['{"id":1}', 'MC_X12_LINE_INVALID line 1: it has neither elements nor delimiters nor rest'],
    ['{"tag":"ST","elements":["ST"]}', 'MC_X12_LINE_INVALID line 1: no line with delimiters stands before it'],
    ['{"delimiters":{"element":"**"}}', 'MC_X12_LINE_INVALID line 1: delimiters.element: expected one character'],
    [`${delimiters}{"elements":[]}`, 'MC_X12_LINE_INVALID line 2: elements: expected a list that begins with the tag'],
    [`${delimiters}{"tag":"ST","elements":["SE","1"]}`, 'MC_X12_LINE_INVALID line 2: tag and elements[0] differ'],
    [`${delimiters}{"tag":"ST","elements":["ST",1]}`, 'MC_X12_LINE_INVALID line 2: elements[1]: expected a text or a list'],
    [
      `${delimiters}{"tag":"ST","elements":["ST",[["a"]]]}`,
      'MC_X12_LINE_INVALID line 2: elements[1]: repeated, but the interchange has no repetition separator',
    ],
    [`${delimiters}{"tag":"ST","elements":["ST","a*b"]}`, 'MC_X12_VALUE_INVALID line 2: elements[1] holds a delimiter of the interchange'],
    [
      `${delimiters}{"tag":"ST","elements":["ST",["a","b:c"]]}`,
      'MC_X12_VALUE_INVALID line 2: elements[1] holds a delimiter of the interchange',
    ],
    [
      `${delimiters}{"tag":"ST","elements":["ST","ж"],"encoding":"windows-1252"}`,
      'MC_X12_VALUE_INVALID line 2: a character does not exist in Windows-1252',
    ],
    [
      `${delimiters}{"tag":"ST","elements":["ST"],"encoding":"ebcdic"}`,
      'MC_X12_LINE_INVALID line 2: encoding: expected utf-8 or windows-1252',
    ],
    ['{"rest":7}', 'MC_X12_LINE_INVALID line 1: rest: expected a text'],
  ])('are refused: %s', (lines, error) => {
    expect(refusal(lines)).toBe(error);
  });
});
