import { EnvelopeFindings } from '@medcode/core/claims/x12/envelope-findings';
import type { X12Finding } from '@medcode/core/claims/x12/finding';
import { InterchangeReader } from '@medcode/core/claims/x12/interchange';
import { segmentsOf } from '@medcode/core/claims/x12/tokenizer';
import { type InterchangeContent, InterchangeWriter, type SegmentValue, writeInterchange } from '@medcode/core/claims/x12/writer';
import { MedcodeError } from '@medcode/core/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const GROUP = {
  id: 'HC',
  sender: 'RIVERSIDE',
  receiver: 'NORTHPAYER',
  date: '2026-11-02',
  time: '08:30',
  controlNumber: 7,
  version: '005010X222A1',
};
const CLAIM: SegmentValue = ['CLM', 'A-17', '120', '', '', ['11', 'B', '1'], 'Y', 'A', '', ''];
const CONTENT: InterchangeContent = {
  sender: { qualifier: 'ZZ', id: 'RIVERSIDE' },
  receiver: { qualifier: 'ZZ', id: 'NORTHPAYER' },
  date: '2026-11-02',
  time: '08:30',
  controlNumber: 905,
  usage: 'T',
  lineEnd: '\n',
  acknowledgements: [['TA1', '000000900', '261101', '0900', 'A', '000']],
  groups: [
    {
      ...GROUP,
      transactions: [
        { id: '837', controlNumber: '0001', version: '005010X222A1', segments: [CLAIM, ['EQ', [['30'], ['98', ''], ['HC', '99213']]]] },
        { id: '837', controlNumber: '0002', version: '005010X222A1', segments: [] },
      ],
    },
    { ...GROUP, controlNumber: 8, transactions: [] },
  ],
};

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof MedcodeError) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'written';
}

const withSegment = (segment: SegmentValue, delimiters?: InterchangeContent['delimiters']) => () =>
  writeInterchange({
    ...CONTENT,
    ...(delimiters ? { delimiters } : {}),
    groups: [{ ...GROUP, transactions: [{ id: '837', controlNumber: '0001', segments: [segment] }] }],
  });

describe('an interchange', () => {
  it('is written with counts and control numbers', () => {
    expect(writeInterchange(CONTENT)).toBe(
      [
        'ISA*00*          *00*          *ZZ*RIVERSIDE      *ZZ*NORTHPAYER     *261102*0830*^*00501*000000905*0*T*:',
        'TA1*000000900*261101*0900*A*000',
        'GS*HC*RIVERSIDE*NORTHPAYER*20261102*0830*7*X*005010X222A1',
        'ST*837*0001*005010X222A1',
        'CLM*A-17*120***11:B:1*Y*A',
        'EQ*30^98^HC:99213',
        'SE*4*0001',
        'ST*837*0002*005010X222A1',
        'SE*2*0002',
        'GE*2*7',
        'GS*HC*RIVERSIDE*NORTHPAYER*20261102*0830*8*X*005010X222A1',
        'GE*0*8',
        'IEA*2*000000905',
        '',
      ].join('~\n'),
    );
  });

  it('is written with other delimiters, and without repetitions before 00402', () => {
    const text = writeInterchange({
      ...CONTENT,
      version: '00401',
      lineEnd: '',
      delimiters: { element: '|', component: '>', repetition: undefined, segment: "'" },
      groups: [{ ...GROUP, transactions: [{ id: '837', controlNumber: '0001', segments: [CLAIM] }] }],
    });
    expect(text.slice(80, 107)).toBe("0|U|00401|000000905|0|T|>'T");
    expect([...segmentsOf(text)].find(({ tag }) => tag === 'CLM')?.component(5, 3)).toBe('1');
  });

  it('is read again as it was meant, without a finding', () => {
    const value = fc.stringMatching(/^[A-Z0-9 .,-]{0,8}$/);
    const element = fc.oneof(
      value,
      fc.array(value, { minLength: 1, maxLength: 4 }),
      fc.array(fc.array(value, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(element, { minLength: 1, maxLength: 9 }), { maxLength: 12 }), (bodies) => {
        const text = withSegments(bodies.map((elements) => ['REF', ...elements]));
        const found: X12Finding[] = [];
        const read: string[] = [];
        const reader = new InterchangeReader({ segment: ({ raw }) => read.push(raw) });
        const checks = new InterchangeReader(new EnvelopeFindings((finding) => found.push(finding)));
        for (const segment of segmentsOf(text)) {
          reader.read(segment);
          checks.read(segment);
        }
        expect(found).toEqual([]);
        expect(read).toEqual(bodies.map(plainly));
      }),
    );
  });
});

function withSegments(segments: readonly SegmentValue[]): string {
  let text = '';
  const writer = new InterchangeWriter((piece) => {
    text += piece;
  });
  writer.interchange(CONTENT);
  writer.group(GROUP);
  writer.transaction({ id: '837', controlNumber: '0001', version: '005010X222A1' });
  for (const segment of segments) writer.segment(segment);
  writer.end();
  return text;
}

/** The same said in another way: joined, then trimmed. */
function plainly(elements: readonly (string | readonly string[] | readonly (readonly string[])[])[]): string {
  const composite = (components: readonly string[]) => components.join(':').replace(/:+$/, '');
  const texts = elements.map((one) =>
    typeof one === 'string'
      ? one
      : typeof one[0] === 'string'
        ? composite(one as readonly string[])
        : (one as readonly (readonly string[])[]).map(composite).join('^'),
  );
  return `REF*${texts.join('*')}`.replace(/\*+$/, '');
}

describe('values that cannot be written', () => {
  it.each([
    ['a delimiter in an element', withSegment(['NM1', '85', '2', 'A*B']), 'MC_X12_VALUE_INVALID NM103: it holds a delimiter or a line end'],
    [
      'a delimiter in a component',
      withSegment(['SV1', ['HC', '99213^25']]),
      'MC_X12_VALUE_INVALID SV101: it holds a delimiter or a line end',
    ],
    ['a line end', withSegment(['NTE', 'ADD', 'two\nlines']), 'MC_X12_VALUE_INVALID NTE02: it holds a delimiter or a line end'],
    [
      'a repetition without separator',
      withSegment(['EQ', [['30'], ['98']]], { element: '*', component: ':', repetition: undefined, segment: '~' }),
      'MC_X12_VALUE_INVALID EQ01: the interchange has no repetition separator',
    ],
    ['no tag', withSegment(['nm1']), 'MC_X12_VALUE_INVALID tag: two or three capital letters and digits are expected'],
    [
      'delimiters alike',
      withSegment(['EQ', '30'], { element: '*', component: '*', repetition: '^', segment: '~' }),
      'MC_X12_VALUE_INVALID delimiters are single characters, all different, no letters, digits or blanks',
    ],
    [
      'a sender too long',
      () => writeInterchange({ ...CONTENT, sender: { qualifier: 'ZZ', id: 'RIVERSIDE-FAMILY' } }),
      'MC_X12_VALUE_INVALID ISA06: 0 to 15 characters are expected',
    ],
    [
      'a control number too long',
      () => writeInterchange({ ...CONTENT, controlNumber: 1e9 }),
      'MC_X12_VALUE_INVALID ISA13: a whole number of at most nine digits is expected',
    ],
    ['a date', () => writeInterchange({ ...CONTENT, date: '20261102' }), 'MC_X12_VALUE_INVALID ISA09: a date as YYYY-MM-DD is expected'],
  ])('are refused: %s', (_what, run, error) => {
    expect(refusal(run)).toBe(error);
  });
});
