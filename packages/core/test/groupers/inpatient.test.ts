import { Icd10cm } from '@medcode/core/codesets/icd10cm';
import { Icd10pcs } from '@medcode/core/codesets/icd10pcs';
import type { MsdrgClaim } from '@medcode/core/groupers/msdrg/claim';
import { convertClaim } from '@medcode/core/groupers/msdrg/convert-claim';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyClaim, catalog, inpatient } from './inpatient.js';

const codeSets = { catalog, icd: new Icd10cm(catalog), pcs: new Icd10pcs(catalog) };
const base: MsdrgClaim = {
  dischargeDate: '2026-05-15',
  age: 60,
  sex: 'F',
  dischargeStatus: '01',
  los: 5,
  pdx: { code: 'J189', poa: 'Y' },
  sdx: [],
  px: [],
};

describe('weights', () => {
  it('are those of the fiscal year and of its version, or null with the reason', () => {
    const weight = (claim: Partial<MsdrgClaim>): unknown[] => {
      const { final, weight, weightReason, gmlos } = inpatient.group({ ...base, ...claim });
      return [final.drg, weight, weightReason ?? gmlos];
    };
    expect(weight({})[0]).toBe(195);
    expect(weight({})[1]).toBeGreaterThan(0.4);
    expect([
      weight({ dischargeDate: '2026-10-01' }),
      weight({ version: '421' }),
      weight({ pdx: { code: '' } }),
      weight({ dischargeDate: undefined, version: '431' }),
    ]).toEqual([
      [195, null, 'no Table 5 at hand covers discharges of 2026-10-01'],
      [195, null, 'ipps/fy2026 holds the weights of another version than v42.1'],
      [999, null, 'DRG 999 has no weight in ipps/fy2026'],
      [195, null, 'the claim has no discharge date'],
    ]);
  });
});

describe('grouping and editing together', () => {
  it('is grouping, and editing', () => {
    fc.assert(
      fc.property(anyClaim, (claim) => {
        const together = inpatient.group(claim);
        const apart = inpatient.msdrg.group(claim);
        expect({ ...together, ...apart }).toEqual(together);
        expect(together.mce).toEqual(inpatient.mce.edit(claim));
      }),
      { numRuns: 200 },
    );
  });

  it('says why a claim was not edited', () => {
    const { mce, mceReason } = inpatient.group({ ...base, version: '431', dischargeDate: undefined });
    expect([mce, mceReason]).toEqual([null, 'the claim has no discharge date']);
  });
});

describe('conversion', () => {
  it('writes last year’s codes in those of another version, and shows each step', () => {
    // I48.2 was split on 2019-10-01; the claim of a year is written in the codes of its date.
    const claim: MsdrgClaim = {
      ...base,
      dischargeDate: '2022-11-01',
      version: '431',
      pdx: { code: 'J189' },
      sdx: [{ code: 'F0280', poa: 'Y' }, { code: 'I10' }],
    };
    const { claim: converted, conversions } = convertClaim(claim, codeSets);
    expect(conversions).toEqual([]);
    expect(converted.sdx.map(({ code }) => code)).toEqual(['F0280', 'I10']);
    const split = convertClaim({ ...claim, sdx: [{ code: 'E88.81', poa: 'N' }] }, codeSets);
    expect(split.claim.sdx[0]?.poa).toBe('N');
    expect(split.conversions).toEqual([
      { from: 'E8881', to: split.claim.sdx[0]?.code, outcome: 'choice', choices: expect.arrayContaining(['E88811']) as unknown },
    ]);
  });

  it('leaves a claim of its own version alone, and needs the date', () => {
    expect(convertClaim(base, codeSets)).toEqual({ claim: base, conversions: [] });
    expect(() => convertClaim({ ...base, dischargeDate: undefined, version: '431' }, codeSets)).toThrow(
      /which codes the claim is written in/,
    );
    expect(() => convertClaim({ ...base, version: '399' }, codeSets)).toThrow(/no MS-DRG version 399/);
  });
});
