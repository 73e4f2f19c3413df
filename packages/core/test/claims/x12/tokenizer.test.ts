import { type Delimiters, Segment } from '@medcode/core/claims/x12/segment';
import { SegmentReader, segmentsOf } from '@medcode/core/claims/x12/tokenizer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const ISA = 'ISA*00*          *00*          *ZZ*RIVERSIDE      *ZZ*NORTHPAYER     *261102*0830*^*00501*000000905*0*T*:~';
const BODY = ['GS*HC*RIVERSIDE*NORTHPAYER*20261102*0830*1*X*005010X222A1~', 'ST*837*0001*005010X222A1~', 'SE*2*0001~', 'GE*1*1~'];
const FILE = [ISA, ...BODY, 'IEA*1*000000905~'];
const TAGS = ['ISA', 'GS', 'ST', 'SE', 'GE', 'IEA'];
const USUAL: Delimiters = { element: '*', component: ':', repetition: '^', segment: '~' };

/** Everything a reader gives back of a file: written one after the other it is the file. */
function written(segments: readonly Segment[], rest: string): string {
  return (
    segments
      .map(({ raw, delimiters, surroundings }) => `${surroundings?.before ?? ''}${raw}${surroundings?.terminator ?? delimiters.segment}`)
      .join('') + rest
  );
}

function read(text: string): { segments: Segment[]; rest: string } {
  const reader = new SegmentReader();
  const segments = [...reader.push(text), ...reader.end()];
  expect(written(segments, reader.rest.text)).toBe(text);
  return { segments, rest: reader.rest.text };
}

const tags = (text: string) => read(text).segments.map(({ tag }) => tag);

describe('segments of an interchange', () => {
  it('have positions, tags and elements by the numbers of the standard', () => {
    const [isa, gs, st] = [...segmentsOf(FILE.join(''))];
    expect(isa?.element(13)).toBe('000000905');
    expect([gs?.position, gs?.tag, gs?.element(8), gs?.element(9)]).toEqual([2, 'GS', '005010X222A1', '']);
    expect(st?.elements).toEqual(['ST', '837', '0001', '005010X222A1']);
    expect(isa?.delimiters).toEqual(USUAL);
  });

  it.each(['', '\n', '\r\n', '\r', '  ', '\n\n', '\t\r\n'])('stand apart by %j', (between) => {
    expect(tags(FILE.join(between))).toEqual(TAGS);
    expect(tags(FILE.join(between) + between)).toEqual(TAGS);
  });

  it.each(['\n', '\r', '\r\n', '|', '\u001c', "'"])('end with %j', (terminator) => {
    const { segments } = read(FILE.map((line) => line.replace('~', terminator)).join(''));
    expect(segments.map(({ raw }) => raw)).toEqual(FILE.map((line) => line.slice(0, -1)));
  });

  it('may end with line ends of several systems', () => {
    expect(tags(FILE.map((line, i) => line.replace('~', ['\n', '\r\n', '\r'][i % 3] ?? '')).join(''))).toEqual(TAGS);
  });

  it('take their delimiters from their own interchange', () => {
    const other = FILE.join('\r\n').replaceAll('*', '|').replaceAll(':', '>').replaceAll('^', '!').replaceAll('~', '\n');
    const { segments } = read(`${FILE.join('')}\n${other}`);
    expect(segments.map(({ tag }) => tag)).toEqual([...TAGS, ...TAGS]);
    expect(segments.at(-1)?.delimiters).toEqual({ element: '|', component: '>', repetition: '!', segment: '\n' });
  });

  it('have no repetition separator before version 00402', () => {
    const [isa] = [...segmentsOf(FILE.join('').replace('*^*00501*', '*U*00401*'))];
    expect(isa?.delimiters).toEqual({ ...USUAL, repetition: undefined });
    expect(isa?.repetitions(11)).toEqual(['U']);
  });
});

describe('a damaged file', () => {
  it('may begin with a byte-order mark or other text', () => {
    expect(tags(`\ufeff${FILE.join('')}`)).toEqual(TAGS);
    expect(tags(`Content-Type: VISA\r\n\r\nISA is sent~\0\0${FILE.join('')}`)).toEqual(TAGS);
  });

  it('may have text behind it and between its interchanges', () => {
    expect(read(`${FILE.join('')}\0\0\x1a`)).toMatchObject({ rest: '\0\0\x1a' });
    expect(tags(`${FILE.join('')}nothing of X12 ~ here${FILE.join('')}`)).toEqual([...TAGS, ...TAGS]);
  });

  it('may be cut off anywhere', () => {
    const text = FILE.join('\n');
    for (let length = 0; length < text.length; length++) read(text.slice(0, length));
    expect(read(text.slice(0, -5)).segments.at(-1)?.raw).toBe('IEA*1*00000');
  });

  it('may be cut off by the next interchange', () => {
    const { segments } = read(`${FILE.join('').slice(0, -20)}${FILE.join('\n')}`);
    expect(segments.map(({ tag }) => tag)).toEqual([...TAGS.slice(0, 4), 'GE', ...TAGS]);
    expect(segments[4]?.surroundings).toEqual({ before: '', terminator: '', encoding: 'utf-8' });
  });

  it.each([
    ['an element too long', ISA.replace('RIVERSIDE ', 'RIVERSIDE      ')],
    ['an element too short', ISA.replace('RIVERSIDE      ', 'RIVERSIDE')],
    ['an element missing', ISA.replace('*00*          *00', '*00')],
    ['an element doubled', ISA.replace('*^*', '*^*^*')],
    ['ISA16 missing', ISA.replace('*:~', '~')],
    ['ISA16 empty', ISA.replace(':~', '~')],
  ])('may have an interchange header with %s', (_what, header) => {
    for (const between of ['', '\n', '\r\n']) {
      const text = [header, ...FILE.slice(1)].join(between);
      const { segments } = read(text);
      expect(segments.map(({ tag }) => tag)).toEqual(TAGS);
      expect(segments[0]).toMatchObject({ raw: header.slice(0, -1), delimiters: { element: '*', component: ':', segment: '~' } });
    }
  });

  it('may have lost its interchange header', () => {
    expect(tags(FILE.slice(1).join('\n'))).toEqual(TAGS.slice(1));
    expect(tags(FILE.slice(2).join(''))).toEqual(TAGS.slice(2));
    expect(tags(`${FILE.join('')}${FILE.slice(1).join('')}`)).toEqual([...TAGS, ...TAGS.slice(1)]);
  });

  it('gives no segment when it is no X12 at all', () => {
    expect(read('GSA schedule, ISA and other words. '.repeat(50)).segments).toEqual([]);
  });
});

describe('what has no end', () => {
  it.each([
    ['no X12', '', 0],
    ['an interchange without terminators', FILE.join(''), 5],
  ])('is refused by code, not kept: %s', (_what, beginning, segments) => {
    const reader = new SegmentReader();
    const piece = new Uint8Array(1 << 20).fill(0x41);
    reader.push(new TextEncoder().encode(beginning.replace(/~$/, '')));
    const pieces = Array.from({ length: 17 }, () => piece);
    let refused: unknown;
    try {
      for (const one of pieces) reader.push(one);
    } catch (error) {
      refused = error;
    }
    expect(refused).toMatchObject({
      code: 'MC_X12_SEGMENT_TOO_LONG',
      message: `after segment ${segments}: no segment ends in 16000000 characters`,
    });
  });
});

describe('a file in pieces', () => {
  const files = [
    FILE.join(''),
    FILE.join('\r\n'),
    `\ufeffjunk${FILE.join('~')}\0${FILE.join('\n').replaceAll('~', '')}`,
    FILE.slice(1).join('\n').repeat(9),
  ];

  it('gives the same segments wherever it is cut', () => {
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.array(fc.nat(400), { maxLength: 40 }), (text, lengths) => {
        const whole = read(text);
        const reader = new SegmentReader();
        const segments: Segment[] = [];
        let at = 0;
        for (const length of lengths) {
          segments.push(...reader.push(text.slice(at, at + length)));
          at += length;
        }
        segments.push(...reader.push(text.slice(at)), ...reader.end());
        expect(segments.map(plain)).toEqual(whole.segments.map(plain));
        expect(reader.rest.text).toBe(whole.rest);
      }),
    );
  });
});

function plain({ raw, position, delimiters, surroundings }: Segment): object {
  return { raw, position, delimiters, surroundings };
}

describe('bytes', () => {
  it('are UTF-8 where they can be, else Windows-1252', () => {
    const bytes = Uint8Array.from(
      Array.from(FILE.join('').replace('SE*2', 'NM1*é~NM1*e\u0301€\x93~SE*2'))
        .map((c) => c.codePointAt(0) as number)
        .flatMap((code) => (code > 0xff ? [...new TextEncoder().encode(String.fromCodePoint(code))] : [code])),
    );
    const reader = new SegmentReader();
    const segments = [...reader.push(bytes), ...reader.end()];
    expect(segments.slice(3, 5).map(({ raw, surroundings }) => [raw, surroundings?.encoding])).toEqual([
      ['NM1*é', 'windows-1252'],
      ['NM1*eÌ\u0081â‚¬“', 'windows-1252'],
    ]);
    const utf8 = new SegmentReader();
    expect([...utf8.push(new TextEncoder().encode(FILE.join('').replace('SE*2', 'NM1*é€~SE*2'))), ...utf8.end()][3]?.raw).toBe('NM1*é€');
  });
});

describe('a segment made by hand', () => {
  it('is cut like one that was read', () => {
    const segment = new Segment('SV1*HC:99213:25*120*UN*1***1:2', 7, USUAL);
    expect([segment.tag, segment.component(1, 2), segment.components(7), segment.component(9, 1)]).toEqual([
      'SV1',
      '99213',
      ['1', '2'],
      '',
    ]);
  });
});
