import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { medcodeWith } from './medcode.js';

const STAY = fileURLToPath(new URL('../../../examples/x12/inpatient-stay.837', import.meta.url));
const medcode = medcodeWith('/nowhere');
const text = readFileSync(STAY, 'utf8');

describe('x12 validate', () => {
  it('says that nothing is wrong', () => {
    expect(medcode(['x12', 'validate', STAY, '--date', '2026-11-05'])).toEqual({
      status: 0,
      err: '',
      out: '1 transaction, 1 claim: 0 errors, 0 warnings\n',
    });
  });

  it('says what is wrong, where, why and what to do', () => {
    const { status, out, err } = medcode(
      ['x12', 'validate', '-', '--date', '2026-11-05'],
      text.replace('LX*2~\n', 'LX*7~\n').replace('*7000*', '*7OOO*'),
    );
    expect({ status, err, out }).toEqual({
      status: 1,
      err: '',
      out: `Transaction 0001 of group 105, interchange 000000105
  Claim MGH-88120
  ✗ error   The service line has number 7; 2 is next. LX01 in loop 2400, segment 39
              → Number the lines of the claim anew. LX01 counts the lines of a claim from 1 without
              gaps.
              line-number · SNIP 2
  ✗ error   SV203 is not a number: 7OOO. SV203 in loop 2400, segment 44
              → Enter the number without currency signs, commas and letters. Numbers are digits,
              with a minus sign before them and, where decimals are allowed, one point (the 005010
              standard (X12.6)).
              number-invalid · SNIP 1

1 transaction, 1 claim: 2 errors, 0 warnings
`,
    });
  });

  it('prints a line a finding and a summary', () => {
    const { status, out } = medcode(['x12', 'validate', '-', '--ndjson', '--date', '2026-11-05'], text.replace('CL1*1*1*01~\n', ''));
    expect(status).toBe(1);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      {
        segment: 26,
        tag: 'CL1',
        element: null,
        loop: '2300',
        snip: 2,
        severity: 'error',
        rule: 'segment-missing',
        at: '000000105/105/0001',
        claim: 'MGH-88120',
        params: { name: 'Admission and discharge' },
      },
      {
        segment: 44,
        tag: 'SE',
        element: 'SE01',
        loop: 'ST',
        snip: 1,
        severity: 'error',
        rule: 'segment-count',
        at: '000000105/105/0001',
        params: { found: '43', expected: 42 },
      },
      { summary: { transactions: 1, claims: 1, errors: 2, warnings: 0, notChecked: [] } },
    ]);
  });

  it('tells by its exit status that something was not checked', () => {
    const { status, out } = medcode(['x12', 'validate', '-', '--ndjson'], text.replaceAll('005010X223A2', '005010X224A2'));
    expect({ status, out: JSON.parse(out) as unknown }).toEqual({
      status: 4,
      out: {
        summary: {
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
        },
      },
    });
  });

  it('refuses what is no X12 file and a date that is none', () => {
    expect(medcode(['x12', 'validate', '-'], 'Dear patient')).toMatchObject({ status: 2, out: '' });
    expect(medcode(['x12', 'validate', STAY, '--date', '05.11.2026'])).toMatchObject({ status: 2, out: '' });
  });
});
