import { MCE_EDITS } from '@medcode/core/groupers/mce/editor';
import type { MsdrgClaim } from '@medcode/core/groupers/msdrg/claim';
import { day } from '@medcode/core/model/date';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyClaim, inpatient } from './inpatient.js';

const { mce } = inpatient;

function edited(pdx: string, sdx = '', px = '', more: Partial<MsdrgClaim> = {}): unknown[] {
  const split = (text: string): string[] => text.split(' ').filter(Boolean);
  const { type, edits, codes, notChecked } = mce.edit({
    dischargeDate: '2026-05-15',
    age: 60,
    sex: 'F',
    dischargeStatus: '01',
    los: 5,
    pdx: { code: pdx },
    sdx: split(sdx).map((code) => ({ code })),
    px: split(px),
    ...more,
  });
  return notChecked ? [type, edits, codes, notChecked] : [type, edits, codes];
}

describe('Medicare Code Editor', () => {
  it('lets a sound claim pass', () => {
    expect(edited('J189', 'J9601 I5022')).toEqual(['NONE', {}, {}]);
  });

  it.each([
    ['INVALID_CODE', ['J18.9', 'QQQ'], 'QQQ'],
    ['E_CODE_AS_PDX', ['W010XXA'], 'W010XXA'],
    ['MANIFESTATION_AS_PDX', ['G733'], 'G733'],
    ['UNACCEPTABLE_PDX', ['Z8551'], 'Z8551'],
    ['DUPLICATE_OF_PDX', ['J189', 'J18.9'], 'J189'],
    ['AGE_CONFLICT', ['C9330'], 'C9330'],
    ['UNSPECIFIED', ['J189', 'L97402'], 'L97402'],
    ['QUESTIONABLE_OBSTETRIC_ADMISSION', ['O4103X0', '', '10D00Z1', { age: 30 }], '10D00Z1'],
    ['INCONSISTENT_WITH_LENGTH_OF_STAY', ['J189', 'J9601', '5A1955Z', { los: 4 }], '5A1955Z'],
    ['LIMITED_COVERAGE', ['K7460', '', '0FY00Z0'], '0FY00Z0'],
  ] as const)('%s', (edit, args, code) => {
    expect(edited(...(args as unknown as Parameters<typeof edited>))).toEqual(['PREPAYMENT', { [edit]: 1 }, { [code]: [edit] }]);
  });

  it('edits the claim itself', () => {
    expect(edited('J189', '', '', { admitDx: 'QQQ', age: 300, dischargeStatus: '98' })).toEqual([
      'PREPAYMENT',
      { INVALID_ADMIT_DX: 1, INVALID_AGE: 1, INVALID_DISCHARGE_STATUS: 1 },
      {},
    ]);
  });

  it('covers a pancreas transplant with a kidney, or for type 1 diabetes', () => {
    const types = [edited('N186', '', '0FYG0Z0'), edited('N186', '', '0FYG0Z0 0TY00Z0'), edited('E1022', 'N186', '0FYG0Z0')];
    expect(types.map(([, edits]) => Object.keys(edits as object).includes('NON_COVERED'))).toEqual([true, false, false]);
  });

  it('knows that edits about the sex ended with September 2024', () => {
    const on = (dischargeDate: string, sex: 'M' | 'U'): unknown => edited('N83201', '', '', { dischargeDate, sex })[1];
    expect([on('2024-09-30', 'M'), on('2024-09-30', 'U'), on('2024-10-01', 'M'), on('2024-10-01', 'U')]).toEqual([
      { SEX_CONFLICT: 1 },
      { INVALID_SEX: 1, SEX_CONFLICT: 1 },
      {},
      {},
    ]);
  });

  it('says what it could not check', () => {
    expect(edited('C9330', '', '5A1955Z', { age: undefined, los: undefined })).toEqual([
      'NONE',
      {},
      {},
      [
        { edit: 'AGE_CONFLICT', reason: 'the claim has no age' },
        { edit: 'INCONSISTENT_WITH_LENGTH_OF_STAY', reason: 'the claim has no length of stay' },
      ],
    ]);
  });

  it('refuses dates without tables', () => {
    expect(() => edited('J189', '', '', { dischargeDate: undefined })).toThrow(/discharge date/);
    expect(() => edited('J189', '', '', { dischargeDate: '2031-01-01' })).toThrow(/do not cover/);
    expect([mce.covers(day('2026-05-15')), mce.covers(day('2031-01-01'))]).toEqual([true, false]);
  });

  it('counts every edit of a code, on any claim', () => {
    fc.assert(
      fc.property(anyClaim, (claim) => {
        const { type, edits, codes } = mce.edit(claim);
        expect(type).toBe(Object.keys(edits).length > 0 ? 'PREPAYMENT' : 'NONE');
        for (const list of Object.values(codes)) for (const edit of list) expect(edits[edit] ?? 0).toBeGreaterThan(0);
        for (const edit of Object.keys(edits)) expect(MCE_EDITS).toContain(edit);
      }),
      { numRuns: 300 },
    );
  });
});
