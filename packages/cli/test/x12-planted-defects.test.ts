import { readdirSync, readFileSync } from 'node:fs';
import type { X12Finding } from '@medcode/core/claims/x12/finding';
import { ClaimChecker } from '@medcode/core/claims/x12/rules/rules';
import { segmentsOf } from '@medcode/core/claims/x12/tokenizer';
import { X12Validator } from '@medcode/core/claims/x12/validate';
import { x12RuleWords } from '@medcode/core/claims/x12/x12-rules';
import { day } from '@medcode/core/model/date';
import { describe, expect, it } from 'vitest';
import { PLANTED_DEFECTS, positionOf } from '../../../conformance/reference/planted-defects.js';
import { LookupEngine } from '../src/lookup-engine.js';

const examples = new URL('../../../examples/x12/', import.meta.url);
const engine = new LookupEngine({ MEDCODE_DATA: '/nowhere' });
const sound = readFileSync(new URL('two-patients.837', examples), 'utf8')
  .split('~\n')
  .filter((segment) => segment !== '');

function findingsOf(text: string): X12Finding[] {
  const findings: X12Finding[] = [];
  const checker = new ClaimChecker({
    catalog: engine.catalog,
    icd: engine.icd,
    receivedOn: day('2026-11-05'),
    notChecked: () => undefined,
  });
  const validator = new X12Validator({
    checkClaim: (scope, report) => checker.check(scope, report),
    onFinding: (finding) => findings.push(finding),
  });
  for (const segment of segmentsOf(text)) validator.read(segment);
  validator.end();
  return findings;
}

const textOf = (segments: readonly string[]): string => segments.map((segment) => `${segment}~\n`).join('');

describe('x12 validate', () => {
  it.each(readdirSync(examples).filter((name) => name.endsWith('.837')))('finds nothing in %s', (name) => {
    expect(findingsOf(readFileSync(new URL(name, examples), 'utf8'))).toEqual([]);
  });

  it.each(PLANTED_DEFECTS.map((defect) => [defect.name, defect] as const))('finds one thing: %s', (_name, { edit, expect: wanted }) => {
    const segments = edit(sound);
    const findings = findingsOf(textOf(segments));
    expect(findings.map(({ segment, tag, element, loop, snip }) => ({ segment, tag, element, loop, snip }))).toEqual([
      { segment: positionOf(segments, wanted.at), tag: wanted.tag, element: wanted.element, loop: wanted.loop, snip: wanted.snip },
    ]);
    expect(findings.map(({ rule }) => x12RuleWords(rule))).not.toContain(undefined);
  });

  it('finds the same whatever the delimiters and line ends', () => {
    const drop = sound.filter((segment) => !segment.startsWith('SV1*HC:20610'));
    const other = drop.map((segment) => segment.replaceAll(':', '>').replaceAll('^', '!').replaceAll('*', '|'));
    expect(findingsOf(`${other.join('\r')}\r`)).toEqual(findingsOf(textOf(drop)));
  });

  it('finds a defect in each transaction set of a file at its own place', () => {
    const start = sound.findIndex((segment) => segment.startsWith('ST*'));
    const end = sound.findIndex((segment) => segment.startsWith('SE*'));
    const body = sound.slice(start, end + 1).map((segment) => segment.replace('CLM*RFC-10034*350', 'CLM*RFC-10034*3S0'));
    const second = body.map((segment) => segment.replace(/^(ST\*837|SE\*\d+)\*0001/, '$1*0002'));
    const findings = findingsOf(textOf([...sound.slice(0, start), ...body, ...second, 'GE*2*107', 'IEA*1*000000107']));
    // The second set repeats the numbers of the first; that is told beside.
    const planted = findings.filter(({ rule }) => rule !== '837-claim-number-repeated');
    expect(findings.length - planted.length).toBe(2);
    expect(planted.map(({ segment, at, element, rule, claim }) => ({ segment, at, element, rule, claim }))).toEqual(
      ['0001', '0002'].map((transaction, i) => ({
        segment: sound.findIndex((segment) => segment.startsWith('CLM*')) + 1 + i * body.length,
        at: `000000107/107/${transaction}`,
        element: 'CLM02',
        rule: 'number-invalid',
        claim: 'RFC-10034',
      })),
    );
  });
});
