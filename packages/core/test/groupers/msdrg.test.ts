import type { MsdrgClaim } from '@medcode/core/groupers/msdrg/claim';
import { isPlainClaim, MsdrgClaimInput } from '@medcode/core/groupers/msdrg/claim-schema';
import { MsdrgDescriptions } from '@medcode/core/groupers/msdrg/descriptions';
import { MsdrgExplainer } from '@medcode/core/groupers/msdrg/explain';
import { MSDRG_EDITIONS, msdrgVersionOn } from '@medcode/core/groupers/msdrg/versions';
import { whatIf } from '@medcode/core/groupers/msdrg/what-if';
import { addDays, day } from '@medcode/core/model/date';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyClaim, inpatient, tables } from './inpatient.js';

const { msdrg } = inpatient;
const explainer = new MsdrgExplainer(msdrg, new MsdrgDescriptions(tables));
const shuffled = <T>(items: readonly T[], seed: number): T[] =>
  items
    .map((item, i) => ({ item, key: Math.imul(i + 1, seed | 1) >>> 8 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);

/** An adult discharged home from a hospital the provision applies to. */
function claim(pdx: string, sdx: string, px = '', more: Partial<MsdrgClaim> = {}): MsdrgClaim {
  const split = (text: string): string[] => text.split(' ').filter(Boolean);
  return {
    dischargeDate: '2026-05-15',
    age: 60,
    sex: 'F',
    dischargeStatus: '01',
    pdx: { code: pdx, poa: 'Y' },
    sdx: split(sdx).map((text) => {
      const [code = '', poa = 'Y'] = text.split(':');
      return { code, poa };
    }),
    px: split(px),
    ...more,
  };
}

describe('versions', () => {
  it('follow one another without a gap', () => {
    for (const [i, { from }] of MSDRG_EDITIONS.entries()) if (i > 0) expect(MSDRG_EDITIONS[i - 1]?.to).toBe(addDays(from, -1));
    expect(['2022-10-01', '2026-09-30', '2026-10-01', '2027-09-30'].map((text) => msdrgVersionOn(day(text)))).toEqual([
      '400',
      '431',
      '440',
      '440',
    ]);
    expect(() => msdrgVersionOn(day('2022-09-30'))).toThrow(/no MS-DRG version/);
    expect(() => msdrg.group({ ...claim('J189', ''), version: '399' })).toThrow(/no MS-DRG version 399/);
  });
});

describe('any claim', () => {
  it('groups the same whatever the order of secondary diagnoses and procedures', () => {
    fc.assert(
      fc.property(anyClaim, fc.integer(), (one, seed) => {
        const other = { ...one, sdx: shuffled(one.sdx, seed), px: shuffled(one.px, seed) };
        const [a, b] = [msdrg.group(one), msdrg.group(other)];
        expect([b.initial, b.final, b.hac]).toEqual([a.initial, a.final, a.hac]);
      }),
      { numRuns: 400 },
    );
  });

  it('groups the same with a secondary diagnosis stated twice', () => {
    fc.assert(
      fc.property(anyClaim, fc.nat(), (one, at) => {
        // Of a hospital of unknown status the number of diagnoses decides the return code.
        if (one.sdx.length === 0 || one.hospitalStatus === 'UNKNOWN') return;
        const twice = { ...one, sdx: [...one.sdx, one.sdx[at % one.sdx.length] as { code: string }] };
        const [a, b] = [msdrg.group(one), msdrg.group(twice)];
        expect([b.initial, b.final, b.hac]).toEqual([a.initial, a.final, a.hac]);
      }),
      { numRuns: 400 },
    );
  });

  it('has no DRG severity that no counted secondary diagnosis carries', () => {
    fc.assert(
      fc.property(anyClaim, (one) => {
        const { final, sdx } = msdrg.group(one);
        const words = sdx.map(({ severity }) => severity);
        if (final.severity === 'MCC') expect(words).toContain('MCC');
        if (final.severity === 'CC' && Number(one.version) >= 411)
          expect([words.includes('CC'), words.includes('MCC')]).toEqual([true, false]);
      }),
      { numRuns: 400 },
    );
  });

  it('loses nothing when an excluded diagnosis is left out', () => {
    fc.assert(
      fc.property(anyClaim, (one) => {
        const before = msdrg.group(one);
        const excluded = before.sdx.findIndex(({ severity, affectsDrg }) => severity.endsWith('_EXCLUDED') && affectsDrg === 'NONE');
        if (excluded < 0 || one.hospitalStatus === 'UNKNOWN') return;
        const after = msdrg.group({ ...one, sdx: one.sdx.filter((_, i) => i !== excluded) });
        expect(after.final).toEqual(before.final);
      }),
      { numRuns: 600 },
    );
  });

  it('is not changed by the claims before it', () => {
    fc.assert(
      fc.property(anyClaim, anyClaim, (one, other) => {
        const first = msdrg.group(one);
        msdrg.group(other);
        expect(msdrg.group(one)).toEqual(first);
      }),
      { numRuns: 200 },
    );
  });

  it('is explained by formulas whose leaves name its own codes', () => {
    fc.assert(
      fc.property(anyClaim, (one) => {
        const { result, initial } = explainer.explain(one);
        expect(result).toEqual(msdrg.group(one));
        if (result.initial.drg === 999) return;
        expect(initial.at(-1)?.drg).toBe(result.initial.drg);
        const codes = new Set([one.pdx.code, ...one.sdx.map(({ code }) => code), ...one.px]);
        for (const line of initial) for (const leaf of line.leaves) for (const code of leaf.codes) expect(codes.has(code)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the steps', () => {
  it('an MCC carries, and what the principal excludes does not', () => {
    const { final, sdx } = msdrg.group(claim('J189', 'J9601 I5022'));
    expect([final, sdx]).toEqual([
      { mdc: 4, drg: 193, returnCode: 'OK', baseDrg: 193, type: 'MEDICAL', severity: 'MCC' },
      [
        { code: 'J9601', severity: 'MCC', affectsDrg: 'BOTH', poaError: 'POA_NOT_CHECKED' },
        { code: 'I5022', severity: 'CC', affectsDrg: 'NONE', poaError: 'POA_NOT_CHECKED' },
      ],
    ]);
    const failure = msdrg.group(claim('I5023', 'I5022 I5033 I110'));
    expect(failure.sdx.map(({ severity }) => severity)).toEqual(['CC_EXCLUDED', 'MCC_EXCLUDED', 'NEITHER']);
  });

  it.each([
    ['', 'INVALID_PDX'],
    ['J18', 'INVALID_PDX'],
    ['not a code', 'INVALID_PDX'],
    ['W010XXA', 'DX_CANNOT_BE_PDX'],
  ])('"%s" as principal diagnosis is ungroupable: %s', (pdx, returnCode) => {
    const { final, hac, sdx } = msdrg.group(claim(pdx, 'J9601:N'));
    expect(final).toEqual({ mdc: 0, drg: 999, returnCode, baseDrg: 999, type: 'NONE', severity: 'NONE' });
    expect([hac, sdx]).toEqual([
      { status: 'NOT_APPLICABLE', count: 0 },
      [{ code: 'J9601', severity: 'NEITHER', affectsDrg: 'NONE', poaError: 'POA_NOT_CHECKED' }],
    ]);
  });

  it('the sex decides the MDC of some diagnoses, and must be known for them', () => {
    const mdcs = (['M', 'F', 'U'] as const).map((sex) => {
      const { initial } = msdrg.group(claim('A5400', '', '', { sex }));
      return [initial.mdc, initial.returnCode];
    });
    expect(mdcs).toEqual([
      [12, 'OK'],
      [13, 'OK'],
      [0, 'INVALID_SEX'],
    ]);
  });

  it('an unusable discharge status is an error where the outcome matters', () => {
    expect(msdrg.group(claim('I2109', '', '', { dischargeStatus: '' })).final.returnCode).toBe('INVALID_DISCHARGE_STATUS');
  });

  it('a severity that needs a living patient does not count for one who died', () => {
    const severities = ['01', '20'].map((dischargeStatus) => {
      const { final, sdx } = msdrg.group(claim('I2109', 'I469', '', { dischargeStatus }));
      return [final.drg, sdx[0]?.severity];
    });
    expect(severities).toEqual([
      [280, 'MCC'],
      [285, 'NEITHER'],
    ]);
  });

  it('a hospital-acquired condition takes its severity away, and says so', () => {
    // A pressure ulcer of stage 3 is an MCC and hospital-acquired condition 4.
    const groups = (['NON_EXEMPT', 'EXEMPT', 'UNKNOWN'] as const).flatMap((hospitalStatus) =>
      ['Y', 'N', 'BLANK'].map((poa) => {
        const { initial, final, hac, sdx } = msdrg.group(claim('K5732', `L89153:${poa}`, '', { hospitalStatus }));
        return [hospitalStatus, poa, initial.drg, final.drg, final.returnCode, hac.status, hac.count, sdx[0]?.severity, sdx[0]?.poaError];
      }),
    );
    expect(groups).toEqual([
      ['NON_EXEMPT', 'Y', 391, 391, 'OK', 'NOT_APPLICABLE', 0, 'MCC', 'POA_RECOGNIZED_YES_POA'],
      ['NON_EXEMPT', 'N', 391, 392, 'OK', 'FINAL_DRG_CHANGES', 1, 'NEITHER', 'POA_RECOGNIZED_NOT_POA'],
      ['NON_EXEMPT', 'BLANK', 391, 999, 'HAC_MISSING_ONE_POA', 'FINAL_DRG_UNGROUPABLE', 1, 'NEITHER', 'POA_NOT_RECOGNIZED'],
      ['EXEMPT', 'Y', 391, 391, 'OK', 'NOT_APPLICABLE', 0, 'MCC', 'HOSPITAL_EXEMPT'],
      ['EXEMPT', 'N', 391, 391, 'OK', 'NOT_APPLICABLE', 0, 'MCC', 'HOSPITAL_EXEMPT'],
      ['EXEMPT', 'BLANK', 391, 391, 'OK', 'NOT_APPLICABLE', 0, 'MCC', 'HOSPITAL_EXEMPT'],
      ['UNKNOWN', 'Y', 391, 391, 'OK', 'NOT_APPLICABLE', 0, 'MCC', 'POA_RECOGNIZED_YES_POA'],
      ['UNKNOWN', 'N', 391, 999, 'HAC_STATUS_INVALID_POA_N_OR_U', 'FINAL_DRG_UNGROUPABLE', 1, 'NEITHER', 'POA_RECOGNIZED_NOT_POA'],
      ['UNKNOWN', 'BLANK', 391, 999, 'HAC_STATUS_INVALID_POA_INVALID_OR_1', 'FINAL_DRG_UNGROUPABLE', 1, 'NEITHER', 'POA_NOT_RECOGNIZED'],
    ]);
  });

  it('once one condition is found, every candidate needs its indicator', () => {
    // A thrombosis is a condition only after a hip or knee replacement (HAC 10): alone its missing indicator does not matter.
    const groups = ['I82412:ONE', 'I82412:ONE S52251B:N', 'I82412:ONE S52251B:Y', 'I82412:N S52251B:N'].map((sdx) => {
      const { initial, final, hac } = msdrg.group(claim('K5732', sdx));
      return [initial.drg, final.drg, final.returnCode, hac.count];
    });
    expect(groups).toEqual([
      [392, 392, 'OK', 0],
      [391, 999, 'HAC_MISSING_ONE_POA', 1],
      [391, 391, 'OK', 0],
      [391, 392, 'OK', 1],
    ]);
  });

  it('procedures unrelated to the principal diagnosis lead to 981–989, in the MDC of the diagnosis', () => {
    const { final } = msdrg.group(claim('J189', 'J9601', '0SR9019'));
    expect([final.drg, final.mdc, final.type]).toEqual([981, 4, 'SURGICAL']);
  });

  it('groups last year’s and this year’s codes by the version of the discharge', () => {
    const drgs = ['2026-09-30', '2026-10-01'].map((dischargeDate) => msdrg.group(claim('I5023', 'J9601', '', { dischargeDate })).version);
    expect(drgs).toEqual(['431', '440']);
  });
});

describe('what if', () => {
  const base = claim('J189', 'J9601 I5022', '5A1955Z');

  it('nothing changes, nothing does', () => {
    const again = whatIf(whatIf(base, 'add:E1165', tables.codes), 'drop:E1165', tables.codes);
    expect(again).toEqual(base);
    expect(msdrg.group(again)).toEqual(msdrg.group(base));
  });

  it('adds, drops and changes the principal diagnosis', () => {
    expect(whatIf(base, 'add:0BH17EZ', tables.codes).px).toEqual(['5A1955Z', '0BH17EZ']);
    expect(whatIf(base, 'drop:5a1955z', tables.codes).px).toEqual([]);
    expect(whatIf(base, 'principal:J96.01', tables.codes)).toEqual({
      ...base,
      pdx: { code: 'J9601', poa: 'Y' },
      sdx: [
        { code: 'J189', poa: 'Y' },
        { code: 'I5022', poa: 'Y' },
      ],
    });
  });

  it.each([
    ['drop:E1165', /has no secondary diagnosis or procedure E1165/],
    ['add:QQQ', /no release at hand has/],
    ['principal:0BH17EZ', /no release at hand has the diagnosis/],
    ['raise:J9601', /is not add:CODE, drop:CODE or principal:CODE/],
  ])('refuses %s', (change, message) => {
    expect(() => whatIf(base, change, tables.codes)).toThrow(message);
  });
});

describe('a claim as JSON', () => {
  const base = claim('J189', '');

  it('may write codes, indicators and numbers as systems do, and misses nothing but what is missing', () => {
    expect(
      MsdrgClaimInput.parse({
        sex: 1,
        dischargeStatus: 1,
        pdx: 'j18.9',
        sdx: ['J9601', { code: 12345, poa: '1' }, { code: null }],
        px: [7],
      }),
    ).toEqual({
      version: undefined,
      sex: 'M',
      dischargeStatus: '01',
      pdx: { code: 'j18.9', poa: undefined },
      sdx: [
        { code: 'J9601', poa: undefined },
        { code: '12345', poa: 'ONE' },
        { code: '', poa: undefined },
      ],
      px: ['7'],
    });
    expect(MsdrgClaimInput.parse({}).pdx).toEqual({ code: '', poa: undefined });
  });

  it('that needs no copy is what a copy would be', () => {
    fc.assert(
      fc.property(anyClaim, (one) => {
        const sent = JSON.parse(JSON.stringify(one)) as object;
        expect(isPlainClaim(sent)).toBe(true);
        expect(msdrg.group(sent as MsdrgClaim)).toEqual(msdrg.group(MsdrgClaimInput.parse(sent)));
      }),
      { numRuns: 100 },
    );
    for (const other of [
      { ...base, sex: 1 },
      { ...base, dischargeStatus: 1 },
      { ...base, sdx: ['J9601'] },
      { ...base, pdx: { code: 5 } },
      { ...base, pdx: { code: 'J189', poa: '1' } },
    ])
      expect(isPlainClaim(other)).toBe(false);
  });

  it('of any shape is grouped or refused, never worse', () => {
    fc.assert(
      fc.property(
        fc.record({ pdx: fc.anything(), sdx: fc.anything(), px: fc.anything(), age: fc.anything() }, { requiredKeys: [] }),
        (value) => {
          const checked = MsdrgClaimInput.safeParse(value);
          if (checked.success) expect(msdrg.group({ ...checked.data, version: '431' }).version).toBe('431');
        },
      ),
    );
  });
});
