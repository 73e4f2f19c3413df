import { readFileSync } from 'node:fs';
import type { X12Finding } from '@medcode/core/claims/x12/finding';
import { readElements } from '@medcode/core/claims/x12/grammar/grammar';
import { segmentsOf } from '@medcode/core/claims/x12/tokenizer';
import { type X12Summary, X12Validator } from '@medcode/core/claims/x12/validate';
import { x12RuleWords } from '@medcode/core/claims/x12/x12-rules';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const example = (name: string): string => readFileSync(new URL(`../../../../../examples/x12/${name}`, import.meta.url), 'utf8');
const PROFESSIONAL = example('two-patients.837');
const INSTITUTIONAL = example('inpatient-stay.837');

function validate(text: string): { readonly findings: X12Finding[]; readonly summary: X12Summary; readonly segments: number } {
  const findings: X12Finding[] = [];
  const validator = new X12Validator({ onFinding: (finding) => findings.push(finding) });
  let segments = 0;
  for (const segment of segmentsOf(text)) {
    validator.read(segment);
    segments++;
  }
  return { findings, summary: validator.end(), segments };
}

describe('the notation of elements', () => {
  it('reads usage, repeats, codes, components and ranges', () => {
    expect(readElements('1=85|87 2?*5 3(1=HC 2) 4-5?=Y')).toEqual([
      { number: 1, usage: 'R', repeat: 1, codes: new Set(['85', '87']) },
      { number: 2, usage: 'S', repeat: 5 },
      {
        number: 3,
        usage: 'R',
        repeat: 1,
        components: [
          { number: 1, usage: 'R', repeat: 1, codes: new Set(['HC']) },
          { number: 2, usage: 'R', repeat: 1 },
        ],
      },
      { number: 4, usage: 'S', repeat: 1, codes: new Set(['Y']) },
      { number: 5, usage: 'S', repeat: 1, codes: new Set(['Y']) },
    ]);
  });

  it('refuses what it cannot read', () => {
    expect(() => readElements('1=85 x')).toThrow('not the notation of elements at 5');
  });
});

describe('the validator', () => {
  it('hands each claim with what stands above it to the rules on claims', () => {
    const scopes: object[] = [];
    const validator = new X12Validator({
      onFinding: () => undefined,
      checkClaim: ({ kind, header, billing, subscriber, patient, claim, otherPayers, lines }) =>
        scopes.push({
          kind,
          header: header.length,
          billing: billing.map(({ loop }) => loop),
          subscriber: subscriber.map(({ segment, loop }) => `${loop} ${segment.tag}`).slice(0, 3),
          patient: patient?.map(({ loop }) => loop),
          claim: claim[0]?.segment.element(1),
          otherPayers: otherPayers.map((payer) => payer.length),
          lines: lines.map((line) => line.map(({ loop }) => loop).filter((loop, i, all) => loop !== all[i - 1])),
        }),
    });
    for (const segment of segmentsOf(PROFESSIONAL)) validator.read(segment);
    validator.end();
    const billing = [...Array<string>(2).fill('2000A'), ...Array<string>(5).fill('2010AA'), ...Array<string>(3).fill('2010AB')];
    expect(scopes).toEqual([
      {
        kind: '837P',
        header: 4,
        billing,
        subscriber: ['2000B HL', '2000B SBR', '2010BA NM1'],
        patient: undefined,
        claim: 'RFC-10034',
        otherPayers: [10],
        lines: [
          ['2400', '2430'],
          ['2400', '2430'],
          ['2400', '2410', '2430'],
        ],
      },
      {
        kind: '837P',
        header: 4,
        billing,
        subscriber: ['2000B HL', '2000B SBR', '2010BA NM1'],
        patient: ['2000C', '2000C', '2010CA', '2010CA', '2010CA', '2010CA'],
        claim: 'RFC-10058',
        otherPayers: [],
        lines: [['2400'], ['2400', '2420E']],
      },
    ]);
  });

  it('does not check what it has no guide for, and says so', () => {
    const dental = PROFESSIONAL.replaceAll('005010X222A1', '005010X224A2');
    const { findings, summary } = validate(dental);
    expect(findings).toEqual([]);
    expect(summary).toEqual({
      transactions: 1,
      claims: 0,
      errors: 0,
      warnings: 0,
      notChecked: [
        {
          what: '837 005010X224A2',
          reason: 'the loops of this transaction are not known: envelope and segments only',
          count: 1,
        },
      ],
    });
  });

  it('looks at a day as at a day of the calendar, and at a period as at two', () => {
    const service = (format: string, value: string): string[] =>
      validate(PROFESSIONAL.replace('DTP*472*D8*20261012', `DTP*472*${format}*${value}`)).findings.map(
        ({ element, rule }) => `${element ?? ''} ${rule}`,
      );
    expect(service('D8', '20240229')).toEqual([]);
    expect(service('D8', '20230229')).toEqual(['DTP03 date-invalid']);
    expect(service('D8', '21000229')).toEqual(['DTP03 date-invalid']);
    expect(service('RD8', '20261012-20261013')).toEqual([]);
    expect(service('RD8', '20261012-20261032')).toEqual(['DTP03 date-invalid']);
    expect(service('RD8', '20261012')).toEqual(['DTP03 date-not-in-format']);
  });

  it('counts neither sign nor point of a number', () => {
    const charge = (value: string): string[] =>
      validate(PROFESSIONAL.replace('CLM*RFC-10034*350*', `CLM*RFC-10034*${value}*`)).findings.map(
        ({ element, rule }) => `${element ?? ''} ${rule}`,
      );
    for (const sound of ['350', '350.', '350.5', '.5', '-350.00', '99999999.99']) expect(charge(sound)).toEqual([]);
    for (const bad of ['1,350', '3.5.0', '3-50', '+350', '1E3', '.', '-']) expect(charge(bad)).toEqual(['CLM02 number-invalid']);
    expect(charge('100000000')).toEqual(['CLM02 amount-too-large']);
  });

  it.each([
    ['professional', PROFESSIONAL],
    ['institutional', INSTITUTIONAL],
  ])('gives every finding a place in the file and words, whatever is done to a claim: %s', (_name, text) => {
    const sound = text.split('~\n').filter((segment) => segment !== '');
    const at = fc.nat({ max: sound.length - 1 });
    const change = fc.oneof(
      fc.record({ kind: fc.constant('drop' as const), at }),
      fc.record({ kind: fc.constant('copy' as const), at, to: at }),
      fc.record({
        kind: fc.constant('write' as const),
        at,
        element: fc.nat({ max: 12 }),
        value: fc.constantFrom('', '~', '*', ':', '^', 'ZZ', '1', '20261301', ' ', 'HL', '\u00e9'),
      }),
    );
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const segments = [...sound];
        for (const one of changes) {
          const raw = segments[one.at];
          if (raw === undefined) continue;
          if (one.kind === 'drop') segments.splice(one.at, 1);
          else if (one.kind === 'copy') segments.splice(one.to, 0, raw);
          else {
            const elements = raw.split('*');
            elements[one.element] = one.value;
            segments[one.at] = Array.from(elements, (element) => element ?? '').join('*');
          }
        }
        const { findings, summary, segments: count } = validate(segments.map((segment) => `${segment}~\n`).join(''));
        expect(summary.errors + summary.warnings).toBe(findings.length);
        for (const { segment, rule } of findings) {
          expect(segment).toBeGreaterThan(0);
          expect(segment).toBeLessThanOrEqual(count + 1);
          expect(x12RuleWords(rule)).toBeDefined();
        }
      }),
      { numRuns: 300 },
    );
  });

  it('tells the findings of a transaction in the order of its segments', () => {
    const { findings } = validate(
      PROFESSIONAL.replace('REF*EI*931234567~\n', '').replace('*UN*1***1:2~', '*UN*A***1:2~').replace('*41*2*', '*41*9*'),
    );
    expect(findings.map(({ segment, tag }) => `${segment} ${tag}`)).toEqual(['5 NM1', '13 REF', '53 SV1', '107 SE']);
  });
});
