import { EnvelopeFindings } from '@medcode/core/claims/x12/envelope-findings';
import type { X12Finding } from '@medcode/core/claims/x12/finding';
import { InterchangeReader, placeOf, together, transactionsOf } from '@medcode/core/claims/x12/interchange';
import { SegmentReader, segmentsOf } from '@medcode/core/claims/x12/tokenizer';
import { describe, expect, it } from 'vitest';

const ISA = 'ISA*00*          *00*          *ZZ*RIVERSIDE      *ZZ*NORTHPAYER     *261102*0830*^*00501*000000905*0*T*:';
const GS = 'GS*HC*RIVERSIDE*NORTHPAYER*20261102*0830*7*X*005010X222A1';
const ST = 'ST*837*0001*005010X222A1';
const SEGMENTS = [
  ISA,
  'TA1*000000900*261101*0900*A*000',
  GS,
  ST,
  'BHT*0019*00',
  'SE*3*0001',
  ST.replace('0001', '0002'),
  'SE*2*0002',
  'GE*2*7',
  'IEA*1*000000905',
];

const file = (segments: readonly string[]) => segments.map((segment) => `${segment}~\n`).join('');
const without = (...positions: number[]) => SEGMENTS.filter((_, i) => !positions.includes(i + 1));
const instead = (position: number, ...segments: string[]) => SEGMENTS.toSpliced(position - 1, 1, ...segments);

/** Findings in short: `place rule @position element`. */
function findings(text: string): string[] {
  const found: X12Finding[] = [];
  const check = new EnvelopeFindings((finding) => found.push(finding));
  const envelopes = new InterchangeReader(check);
  const reader = new SegmentReader();
  const segments = [...reader.push(text), ...reader.end()];
  for (const segment of segments) envelopes.read(segment);
  envelopes.end();
  check.end(reader.rest.text, segments.length + 1);
  for (const { snip, severity } of found) expect([snip, severity]).toEqual([1, 'error']);
  return found.map(({ at, rule, segment, tag, element, loop }) =>
    `${at} ${loop ?? ''} ${rule} ${tag}@${segment} ${element ?? ''}`.trimEnd(),
  );
}

/** Transaction sets in short: `place from-to`, with what is wrong. */
function transactions(text: string): string[] {
  return [...transactionsOf(segmentsOf(text))].map(({ transaction, segments }) => {
    expect(transaction.segments).toBe(segments.length);
    const faults = transaction.faults.map(({ rule, segment }) => ` ${rule}@${segment}`).join('');
    return `${placeOf(transaction)} ${segments.at(0)?.position ?? ''}-${segments.at(-1)?.position ?? ''}${faults}`;
  });
}

const SOUND = ['000000905/7/0001 4-6', '000000905/7/0002 7-8'];

describe('a sound file', () => {
  it('has no findings, and every segment is told in its place', () => {
    expect(findings(file(SEGMENTS))).toEqual([]);
    expect(transactions(file(SEGMENTS))).toEqual(SOUND);
    const told: string[] = [];
    const reader = new InterchangeReader(
      together([
        {
          interchangeStart: ({ controlNumber, start }) => told.push(`ISA ${controlNumber} @${start}`),
          interchangeSegment: ({ tag }) => told.push(tag),
          groupStart: ({ id, version, start }) => told.push(`GS ${id} ${version} @${start}`),
          transactionStart: ({ id, version, start }) => told.push(`ST ${id} ${version} @${start}`),
        },
        {
          segment: ({ tag }, { controlNumber }) => told.push(`${tag} in ${controlNumber}`),
          transactionEnd: ({ segments, trailer }) => told.push(`SE ${segments} @${trailer?.position ?? ''}`),
          groupEnd: ({ transactions: count, trailer }) => told.push(`GE ${count} @${trailer?.position ?? ''}`),
          interchangeEnd: ({ groups, trailer }) => told.push(`IEA ${groups} @${trailer?.position ?? ''}`),
        },
      ]),
    );
    for (const segment of segmentsOf(file(SEGMENTS))) reader.read(segment);
    reader.end();
    expect(told).toEqual([
      'ISA 000000905 @1',
      'TA1',
      'GS HC 005010X222A1 @3',
      'ST 837 005010X222A1 @4',
      'BHT in 0001',
      'SE 3 @6',
      'ST 837 005010X222A1 @7',
      'SE 2 @8',
      'GE 2 @9',
      'IEA 1 @10',
    ]);
  });
});

describe('what is missing', () => {
  it.each([
    ['ISA', without(1), [' ISA interchange-header-missing ISA@1'], ['/7/0001 3-5', '/7/0002 6-7']],
    ['GS', without(3), ['000000905/ GS group-header-missing GS@3'], ['000000905//0001 3-5', '000000905//0002 6-7']],
    [
      'ST',
      without(4),
      ['000000905/7/ ST transaction-header-missing ST@4'],
      ['000000905/7/ 4-5 transaction-header-missing@4', '000000905/7/0002 6-7'],
    ],
    [
      'SE before ST',
      without(6),
      ['000000905/7/0001 ST transaction-trailer-missing SE@6'],
      ['000000905/7/0001 4-5 transaction-trailer-missing@6', '000000905/7/0002 6-7'],
    ],
    [
      'SE before GE',
      without(8),
      ['000000905/7/0002 ST transaction-trailer-missing SE@8'],
      ['000000905/7/0001 4-6', '000000905/7/0002 7-7 transaction-trailer-missing@8'],
    ],
    ['GE', without(9), ['000000905/7 GS group-trailer-missing GE@9'], SOUND],
    ['IEA', without(10), ['000000905 ISA interchange-trailer-missing IEA@10'], SOUND],
    ['GE and IEA', without(9, 10), ['000000905/7 GS group-trailer-missing GE@9', '000000905 ISA interchange-trailer-missing IEA@9'], SOUND],
    [
      'SE to IEA',
      without(8, 9, 10),
      [
        '000000905/7/0002 ST transaction-trailer-missing SE@8',
        '000000905/7 GS group-trailer-missing GE@8',
        '000000905 ISA interchange-trailer-missing IEA@8',
      ],
      ['000000905/7/0001 4-6', '000000905/7/0002 7-7 transaction-trailer-missing@8'],
    ],
    [
      'a segment inside',
      without(5),
      ['000000905/7/0001 ST segment-count SE@5 SE01'],
      ['000000905/7/0001 4-5 segment-count@5', '000000905/7/0002 6-7'],
    ],
  ])('%s is reported where it was expected, and other transaction sets are sound', (_what, segments, found, sets) => {
    expect(findings(file(segments))).toEqual(found);
    expect(transactions(file(segments))).toEqual(sets);
  });
});

describe('what stands there twice or nowhere', () => {
  it.each([
    [
      'ISA twice',
      instead(1, ISA, ISA),
      ['000000905 ISA interchange-trailer-missing IEA@2', '000000905 ISA duplicate-interchange-control-number ISA@2 ISA13'],
    ],
    ['an interchange twice', [...SEGMENTS, ...SEGMENTS], ['000000905 ISA duplicate-interchange-control-number ISA@11 ISA13']],
    [
      'an interchange of the other party',
      [...SEGMENTS, ...SEGMENTS].map((segment, i) => (i < 10 ? segment : segment.replace('RIVERSIDE ', 'LAKESIDE  '))),
      [],
    ],
    [
      'SE twice',
      instead(8, 'SE*2*0002', 'SE*2*0002'),
      ['000000905/7/ ST transaction-header-missing ST@9', '000000905/7 GS transaction-count GE@10 GE01'],
    ],
    ['GE twice', instead(9, 'GE*2*7', 'GE*2*7'), ['000000905/ GS group-header-missing GS@10', '000000905 ISA group-count IEA@11 IEA01']],
    ['IEA twice', instead(10, 'IEA*1*000000905', 'IEA*1*000000905'), [' ISA interchange-header-missing ISA@11']],
    [
      'a transaction number',
      instead(7, 'ST*837*0001*005010X222A1').with(7, 'SE*2*0001'),
      ['000000905/7/0001 ST duplicate-transaction-control-number ST@7 ST02'],
    ],
    [
      'a group number',
      [...SEGMENTS.slice(0, 9), ...SEGMENTS.slice(2, 9), 'IEA*2*000000905'],
      ['000000905/7 GS duplicate-group-control-number GS@10 GS06'],
    ],
    [
      'text between',
      [...SEGMENTS.slice(0, 9), 'IEA*1*000000905~by courier', ...SEGMENTS].map((segment) => segment.replace('by courier~', 'by courier')),
      ['000000905 ISA text-outside-segments ISA@11', '000000905 ISA duplicate-interchange-control-number ISA@11 ISA13'],
    ],
  ])('%s is reported', (_what, segments, found) => {
    expect(findings(file(segments))).toEqual(found);
  });

  it('is reported behind the last segment, too', () => {
    expect(findings(`${file(SEGMENTS)}\0\x1a`)).toEqual([]);
    expect(findings(`${file(SEGMENTS)}END OF FILE`)).toEqual([' ISA text-outside-segments @11']);
    expect(findings(file(SEGMENTS).slice(0, -2))).toEqual(['000000905 ISA segment-terminator-missing IEA@10']);
  });
});

describe('what does not fit', () => {
  it.each([
    ['IEA02', instead(10, 'IEA*1*000000906'), ['000000905 ISA interchange-control-number IEA@10 IEA02']],
    ['IEA01', instead(10, 'IEA*2*000000905'), ['000000905 ISA group-count IEA@10 IEA01']],
    ['GE02', instead(9, 'GE*2*8'), ['000000905/7 GS group-control-number GE@9 GE02']],
    ['GE01', instead(9, 'GE*1*7'), ['000000905/7 GS transaction-count GE@9 GE01']],
    ['SE02', instead(8, 'SE*2*0003'), ['000000905/7/0002 ST transaction-control-number SE@8 SE02']],
    ['SE01', instead(8, 'SE*02*0002'), []],
    ['ST03', instead(7, 'ST*837*0002*005010X223A2'), ['000000905/7/0002 ST implementation-version ST@7 ST03']],
    ['ST03 missing', instead(7, 'ST*837*0002'), ['000000905/7/0002 ST implementation-version ST@7 ST03']],
    ['GS01', instead(3, GS.replace('HC', 'HP')), ['000000905/7 GS functional-identifier GS@3 GS01']],
    ['ISA width', instead(1, ISA.replace('RIVERSIDE ', 'RIVERSIDE')), ['000000905 ISA envelope-element-length ISA@1 ISA06']],
    [
      'ISA codes',
      instead(1, ISA.replace('*T*', '*X*').replace('ISA*00', 'ISA*07')),
      ['000000905 ISA envelope-element-code ISA@1 ISA01', '000000905 ISA envelope-element-code ISA@1 ISA15'],
    ],
    [
      'ISA date and time',
      instead(1, ISA.replace('261102*0830', '261131*2460')),
      ['000000905 ISA envelope-date ISA@1 ISA09', '000000905 ISA envelope-time ISA@1 ISA10'],
    ],
    [
      'GS date and time',
      instead(3, GS.replace('20261102*0830', '20261302*08301')),
      ['000000905/7 GS envelope-date GS@3 GS04', '000000905/7 GS envelope-time GS@3 GS05'],
    ],
    [
      'GS elements',
      instead(3, 'GS*HC**NORTHPAYER*20261102*0830*7*X*005010X222A1*'),
      ['000000905/7 GS envelope-element-missing GS@3 GS02', '000000905/7 GS envelope-element-unexpected GS@3 GS09'],
    ],
  ])('%s is reported', (_what, segments, found) => {
    expect(findings(file(segments))).toEqual(found);
  });

  it('shows no more of a value than an envelope element is long', () => {
    const found: X12Finding[] = [];
    const reader = new InterchangeReader(new EnvelopeFindings((finding) => found.push(finding)));
    for (const segment of segmentsOf(file(instead(8, 'SE*2*0002WRITTENOVER').with(9, 'GE*2*7')))) reader.read(segment);
    expect(found.find(({ rule }) => rule === 'transaction-control-number')?.params).toEqual({ found: '0002WRITTE', expected: '0002' });
  });
});
