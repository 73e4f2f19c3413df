import { ERRORS, type ErrorCode, MedcodeError } from '@medcode/core/errors';
import { adjusted, adjustmentOf } from '@medcode/core/groupers/hcc/adjustment';
import { MODELS, type Model, modelVersion } from '@medcode/core/groupers/hcc/model-versions';
import type { Beneficiary } from '@medcode/core/groupers/hcc/person';
import { RiskModels } from '@medcode/core/groupers/hcc/risk-models';
import type { RiskScore } from '@medcode/core/groupers/hcc/scorer';
import { readTables } from '@medcode/core/groupers/hcc/tables';
import { readChange, whatIf } from '@medcode/core/groupers/hcc/what-if';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog } from '../coding/engine.js';

const models = new RiskModels(catalog);
const YEARS: Readonly<Record<Model, number>> = { V24: 2025, V28: 2026, 'ESRD V21': 2026, 'ESRD V24': 2026, 'RxHCC V08': 2027 };
const maps = new Map<Model, ReadonlyMap<string, readonly number[]>>();

/** The diagnoses of a model's map. */
function mapOf(model: Model): ReadonlyMap<string, readonly number[]> {
  const version = modelVersion(model);
  if (!version) throw new Error(model);
  const map = maps.get(model) ?? readTables(catalog, version, YEARS[model], 'both').map;
  maps.set(model, map);
  return map;
}

/** A diagnosis that maps to one HCC and no other. */
function codeOf(model: Model, hcc: number): string {
  for (const [code, hccs] of mapOf(model)) if (hccs.length === 1 && hccs[0] === hcc) return code;
  throw new Error(`no code maps to HCC ${hcc} alone`);
}

/** An aged woman in the community unless told otherwise. */
function score(model: Model, facts: Partial<Beneficiary>): RiskScore {
  return models.score({ model, year: YEARS[model], age: 70, sex: 'F', orec: '0', dx: [], ...facts });
}

/** The variables of a score and their coefficients. */
function variables(answer: RiskScore): Record<string, number> {
  return Object.fromEntries(answer.parts.map(({ variable, coefficient }) => [variable, coefficient]));
}

function errorOf(run: () => unknown): ErrorCode | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof MedcodeError) return error.code;
    throw error;
  }
  return undefined;
}

describe('a score', () => {
  it('names every coefficient with the diagnoses behind it, and what did not count', () => {
    const {
      releases,
      adjustment: _,
      ...answer
    } = score('V28', { orec: '1', dual: '02', dx: ['E11.22', 'e119', 'I5022', 'N18.32', 'I10', 'zz!'] });
    expect(answer).toEqual({
      model: 'V28',
      year: 2026,
      segment: 'CFA',
      segmentFrom: 'community, full benefit dual, aged',
      hccs: ['37', '226', '328'],
      score: 1.751,
      adjustedScore: 1.544,
      parts: [
        { variable: 'F70_74', coefficient: 0.506, dx: [] },
        { variable: 'OriginallyDisabled_Female', coefficient: 0.16, dx: [] },
        { variable: 'HCC37', coefficient: 0.186, dx: ['E1122'] },
        { variable: 'HCC226', coefficient: 0.406, dx: ['I5022'] },
        { variable: 'HCC328', coefficient: 0.116, dx: ['N1832'] },
        { variable: 'DIABETES_HF_V28', coefficient: 0.183, dx: ['E1122', 'I5022'] },
        { variable: 'HF_KIDNEY_V28', coefficient: 0.194, dx: ['I5022', 'N1832'] },
        { variable: 'D3', coefficient: 0, dx: [] },
      ],
      dropped: [
        { reason: 'no-hcc', dx: ['I10'] },
        { reason: 'not-a-code', dx: ['zz!'] },
        { reason: 'hierarchy', hcc: '38', by: '37', dx: ['E119'] },
      ],
      notChecked: [],
      notes: [],
    });
    expect(releases.map(({ id }) => id)).toEqual(['hcc/2026']);
  });

  it('reads the model however it is called', () => {
    for (const name of ['V28', 'v28', 'CMS-HCC V28', 'CMS-HCC Model V28']) expect(modelVersion(name)?.model).toBe('V28');
    for (const name of ['ESRD V24', 'ESRD-V24', 'CMS-HCC ESRD Model V24']) expect(modelVersion(name)?.model).toBe('ESRD V24');
    for (const name of ['RxHCC', 'RxHCC V08', 'RxHCC Model V08']) expect(modelVersion(name)?.model).toBe('RxHCC V08');
    for (const name of ['V22', '', 'V2', 'ESRD']) expect(modelVersion(name)).toBe(undefined);
  });
});

describe('diagnoses', () => {
  it('are edited by sex and age as the model says', () => {
    expect([score('V24', { sex: 'F', dx: ['D66'] }).hccs, score('V24', { sex: 'M', dx: ['D66'] }).hccs]).toEqual([['48'], ['46']]);
    const child = { age: 17, orec: '1', dx: ['J449'] };
    expect([score('V24', child).hccs, score('V24', { ...child, age: 18 }).hccs, score('V28', child).hccs]).toEqual([['112'], ['111'], []]);
    expect(score('V28', child).dropped).toEqual([{ reason: 'edit', dx: ['J449'] }]);
    const mood = (age: number) => score('V24', { age, orec: '1', dx: ['F3481'] }).hccs;
    expect([5, 6, 18, 19].map(mood)).toEqual([[], ['59'], ['59'], []]);
    const breast = (age: number) => score('V28', { age, orec: '1', dx: ['C50911'] }).hccs;
    expect([49, 50].map(breast)).toEqual([['22'], ['23']]);
  });

  it('are held to the ages of the Medicare Code Editor only when asked', () => {
    const newborn = { age: 24, orec: '1', dx: ['E8411'] };
    expect([score('V28', newborn).hccs, score('V28', { ...newborn, mceEdits: true }).hccs]).toEqual([['277'], []]);
  });

  it('of the fiscal year that began within the year of diagnoses count, and the answer says how', () => {
    const answer = score('V24', { dx: ['E66.813'] });
    expect([answer.hccs, answer.notes.at(-1)]).toEqual([['22'], 'New within 2024, mapped as in the table of payment year 2026: E66813.']);
    // Of October 2025: no date of service in 2024.
    const later = [...readTables(catalog, modelVersion('V24') as never, 2026, 'both').map.keys()].filter((code) => !mapOf('V24').has(code));
    expect(later).toHaveLength(143);
    expect(score('V24', { dx: later }).hccs).toEqual([]);
  });
});

describe('HCCs', () => {
  it('take away those below them, and those alone that stand themselves', () => {
    const [lung, mid, low] = [codeOf('V28', 62), codeOf('V28', 63), codeOf('V28', 202)];
    expect(score('V28', { dx: [mid, low] }).hccs).toEqual(['63']);
    expect(score('V28', { dx: [lung, mid, low] }).hccs).toEqual(['62', '202']);
  });

  it('take away those below them in 2025 as in 2026: the model version is the same', () => {
    const dx = [codeOf('V28', 221), codeOf('V28', 226), codeOf('V28', 191), codeOf('V28', 180)];
    expect([2025, 2026, 2027].map((year) => score('V28', { year, dx }).hccs)).toEqual([
      ['191', '221'],
      ['191', '221'],
      ['191', '221'],
    ]);
  });

  it('223 counts only beside heart failure, and alone is no partner of an interaction', () => {
    const device = 'Z95811';
    expect(score('V28', { dx: [device, 'E119', 'J449'] })).toMatchObject({
      hccs: ['38', '280'],
      dropped: [{ reason: 'without-heart-failure', hcc: '223', dx: [device] }],
    });
    expect(Object.keys(variables(score('V28', { dx: [device, 'E119'] })))).toEqual(['F70_74', 'HCC38', 'D1']);
    expect(score('V28', { dx: [device, 'I429'] }).hccs).toEqual(['227']);
    expect(score('V28', { dx: [device, 'I5022', 'E119'] })).toMatchObject({ hccs: ['38', '223'] });
    expect(variables(score('V28', { dx: [device, 'I5022', 'E119'] }))).toMatchObject({ DIABETES_HF_V28: 0.112 });
  });

  it('are not taken by new enrollees', () => {
    for (const [facts, segment, total] of [
      [{}, 'NE', 1.043],
      [{ snp: true }, 'SNPNE', 1.634],
      [{ lti: true }, 'NE', 1.043],
    ] as const) {
      const answer = score('V28', { newEnrollee: true, dual: '01', dx: ['E119'], ...facts });
      expect([answer.segment, answer.hccs, answer.score, answer.dropped]).toEqual([
        segment,
        [],
        total,
        [{ reason: 'segment', hcc: '38', dx: ['E119'] }],
      ]);
    }
  });
});

describe('facts', () => {
  it.each([
    ['V28', { age: 64, orec: '0' }, 'CND', 'F60_64'],
    ['V28', { age: 65, orec: '1' }, 'CNA', 'F65_69'],
    ['V28', { age: 64, orec: '0', newEnrollee: true }, 'NE', 'NMCAID_NORIGDIS_NEF65'],
    ['V28', { age: 64, orec: '1', newEnrollee: true }, 'NE', 'NMCAID_NORIGDIS_NEF60_64'],
    ['V28', { age: 65, orec: '1', newEnrollee: true }, 'NE', 'NMCAID_ORIGDIS_NEF65'],
    ['V28', { age: 68, orec: '2', newEnrollee: true, dual: '04' }, 'NE', 'MCAID_NORIGDIS_NEF68'],
    ['V24', { age: 95, lti: true, dual: '02' }, 'INS', 'F95_GT'],
    ['V24', { age: 40, orec: '1', dual: '06' }, 'CPD', 'F35_44'],
    ['ESRD V21', { age: 50, orec: '1', newEnrollee: true, dual: '01' }, 'DNE', 'MCAID_ORIGDIS_NEF45_54'],
    ['ESRD V24', { age: 50, orec: '1', newEnrollee: true, dual: '01' }, 'DNE', 'ND_PBD_ORIGDIS_NEF45_54'],
    ['ESRD V24', { age: 88, orec: '3', newEnrollee: true, dual: '02' }, 'DNE', 'FBD_NORIGDIS_NEF85_GT'],
    ['ESRD V24', { age: 66, orec: '2', graftMonths: 12, newEnrollee: true }, 'GNE', 'ND_PBD_NORIGDIS_G_NEF66'],
    ['RxHCC V08', { age: 66, orec: '1', newEnrollee: true, lowIncome: true, esrd: false }, 'Rx_NE_Lo', 'NESRD_OD_X_F66'],
    ['RxHCC V08', { age: 66, orec: '2', newEnrollee: true }, 'Rx_NE_NoLo', 'ESRD_NOD_X_F66'],
  ] as const)('%s %o: %s, %s', (model, facts, segment, cell) => {
    const answer = score(model, facts);
    expect([answer.segment, answer.parts[0]?.variable]).toEqual([segment, cell]);
  });

  it('make the segment, or a given segment stands', () => {
    expect(score('V24', { segment: 'ins', dual: '02' })).toMatchObject({ segment: 'INS', segmentFrom: 'given', score: 1.211 });
  });

  it('originally disabled is OREC 1 from 65 on; without OREC it is not checked', () => {
    const of = (age: number, orec?: string) => variables(score('V28', { age, orec }))['OriginallyDisabled_Female'];
    expect([of(65, '1'), of(64, '1'), of(65, '2'), of(65, '0'), of(65)]).toEqual([0.228, undefined, undefined, undefined, undefined]);
    expect(score('V28', { orec: undefined }).notChecked.map(({ what }) => what)).toEqual(['originally disabled']);
  });
});

describe('interactions', () => {
  const sepsis = ['A419', codeOf('V24', 157)];

  it('of sepsis weigh in institutions only (V24)', () => {
    const community = variables(score('V24', { dx: sepsis }));
    const institution = variables(score('V24', { lti: true, dx: sepsis }));
    expect([community['SEPSIS_PRESSURE_ULCER'], institution['SEPSIS_PRESSURE_ULCER']]).toEqual([undefined, 0.155]);
    const pneumonia = variables(score('V24', { lti: true, dx: ['A419', codeOf('V24', 114), codeOf('V24', 188)] }));
    expect(pneumonia).toMatchObject({ SEPSIS_ASP_SPEC_BACT_PNEUM: 0.346, SEPSIS_ARTIF_OPENINGS: 0.474 });
  });

  it('with disability need it: under 65 and not entitled by age', () => {
    const of = (age: number, orec: string) =>
      Object.keys(variables(score('V28', { age, orec, lti: true, dx: ['C3490'] }))).includes('DISABLED_CANCER_V28');
    expect([of(50, '1'), of(50, '2'), of(64, '0'), of(70, '1')]).toEqual([true, true, false, false]);
  });

  it('count payment HCCs where the segment has the variable', () => {
    const ten = [1, 2, 6, 18, 23, 27, 33, 39, 40, 46, 48, 51].map((hcc) => codeOf('V24', hcc));
    expect(variables(score('V24', { dx: ten }))['D10P']).toBe(0.505);
    expect(variables(score('V24', { dx: ten.slice(0, 4) }))['D4']).toBe(0.006);
    expect(Object.keys(variables(score('V24', { lti: true, dx: ten }))).filter((name) => /^D\d/.test(name))).toEqual([]);
  });
});

describe('ESRD', () => {
  it('scores transplant months, then the graft by its months and dual status', () => {
    const of = (graftMonths: number, facts: Partial<Beneficiary> = {}) => {
      const answer = score('ESRD V24', { age: 70, orec: '3', graftMonths, dx: ['I5022'], ...facts });
      return [answer.segment, answer.hccs, answer.score];
    };
    expect([1, 2, 3].map((month) => of(month))).toEqual([
      ['TRANSPLANT_KIDNEY_ONLY_1M', [], 5.985],
      ['TRANSPLANT_KIDNEY_ONLY_2M', [], 0.941],
      ['TRANSPLANT_KIDNEY_ONLY_3M', [], 0.941],
    ]);
    // 0.359 age and sex + 0.251 HCC 85 + duration (+ 0.162 partial benefit dual)
    expect([of(4), of(9, { dual: '01' }), of(10), of(10, { dual: '02' })]).toEqual([
      ['GNPA', ['85'], 3.139],
      ['GNPA', ['85'], 3.301],
      ['GNPA', ['85'], 1.515],
      ['GFA', ['85'], 2],
    ]);
    expect(of(12, { lti: true })).toEqual(['GI', ['85'], 3.231]);
  });

  it('adds institutional graft factors to the graft alone', () => {
    const dialysis = variables(score('ESRD V24', { age: 50, orec: '3', lti: true }));
    expect(dialysis).toEqual({ F45_54: 0.564, PBDual_Female_NonAged: undefined, LTI_NonAged: 0.098 });
  });

  it('divides new enrollees with a graft by the actuarial adjustment (V24)', () => {
    const answer = score('ESRD V24', { age: 66, orec: '2', graftMonths: 5, newEnrollee: true });
    // (0.527 + 2.529) / 0.905 = 3.3767…
    expect([answer.score, variables(answer)]).toEqual([
      3.377,
      { ND_PBD_NORIGDIS_G_NEF66: 0.527, FGC_GE65_DUR4_9_ND_PBD: 2.529, ActAdj_DUR4_9: 0.905 },
    ]);
  });

  it('scores a V21 graft in the community and in institutions with Medicaid', () => {
    const facts = { age: 70, orec: '1', dual: '01', graftMonths: 5 };
    expect(variables(score('ESRD V21', facts))).toEqual({
      F70_74: 0.35,
      MCAID_Female_Aged: 0.275,
      OriginallyDisabled_Female: 0.184,
      GE65_DUR4_9: 2.562,
    });
    expect(variables(score('ESRD V21', { ...facts, lti: true }))).toEqual({ F70_74: 1.12, MCAID: 0.074, ORIGDS: 0, GE65_DUR4_9: 2.562 });
  });

  it('takes negative coefficients, and no dialysis status', () => {
    const answer = score('ESRD V21', { orec: '2', dx: [codeOf('ESRD V21', 134)] });
    expect([variables(answer)['Originally_ESRD_Female'], answer.score, answer.dropped.map(({ reason }) => reason)]).toEqual([
      -0.078,
      0.575,
      ['dialysis-status'],
    ]);
  });

  it('says that the months are missing when a graft segment comes without', () => {
    expect(score('ESRD V24', { segment: 'GNPA' }).notChecked.map(({ what }) => what)).toEqual(['months since the transplant']);
  });
});

describe('RxHCC', () => {
  it('finds its coefficients by whatever capitals they are written with, and says that they are proposed', () => {
    const answer = score('RxHCC V08', { age: 70, orec: '1', dx: ['E1122'] });
    expect([answer.segment, answer.hccs, answer.proposed, variables(answer)]).toEqual([
      'Rx_CE_NoLowAged',
      ['30'],
      true,
      { F70_74: 0.114, F65OD: expect.any(Number), RXHCC30: expect.any(Number) },
    ]);
    expect(answer.notes[0]).toContain('PROPOSED');
  });

  it('has a table for each kind of plan', () => {
    const of = (plan: 'MA-PD' | 'PDP' | 'both') => score('RxHCC V08', { plan, dx: ['E1122'] }).score;
    expect(of('PDP')).toBe(0.652);
    expect(new Set([of('MA-PD'), of('PDP'), of('both')]).size).toBe(3);
  });

  it('weighs some conditions more under 65 in institutions', () => {
    const dx = [codeOf('RxHCC V08', 130)];
    const of = (age: number) => variables(score('RxHCC V08', { age, lti: true, dx }))['NONAGED_RXHCC130'] !== undefined;
    expect([of(64), of(65)]).toEqual([true, false]);
  });
});

describe('what cannot be scored', () => {
  it.each([
    ['RxHCC V08', 2025, 'two values'],
    ['RxHCC V08', 2026, 'two values'],
    ['ESRD V21', 2027, 'leave this model out'],
    ['ESRD V24', 2027, 'leave this model out'],
    ['V24', 2027, 'no diagnosis map'],
    ['V28', 2024, 'no diagnosis map'],
  ])('%s in %i is not checked', (model, year, why) => {
    expect(() => models.scorer(model, year)).toThrow(why);
    expect(errorOf(() => models.scorer(model, year))).toBe('MC_MODEL_NOT_CHECKED');
    expect(ERRORS.MC_MODEL_NOT_CHECKED.exitCode).toBe(4);
  });

  it.each([
    [{ age: 300 }, 'MC_PERSON_INVALID'],
    [{ age: -1 }, 'MC_PERSON_INVALID'],
    [{ age: 70.5 }, 'MC_PERSON_INVALID'],
    [{ sex: 'U' }, 'MC_PERSON_INVALID'],
    [{ orec: '7' }, 'MC_PERSON_INVALID'],
    [{ dual: 'constructor' }, 'MC_PERSON_INVALID'],
    [{ segment: 'XYZ' }, 'MC_PERSON_INVALID'],
    [{ graftMonths: 0 }, 'MC_PERSON_INVALID'],
    [{ year: Number.NaN }, 'MC_PERSON_INVALID'],
    [{ model: 'V99' }, 'MC_MODEL_UNKNOWN'],
  ] as const)('%o is %s', (facts, code) => {
    expect(errorOf(() => score('V28', facts))).toBe(code);
  });
});

describe('the adjusted score', () => {
  it('is normalised, rounded, adjusted and rounded again', () => {
    // 1.000 / 1.067 = 0.937207… → 0.937; × 0.941 = 0.881717 → 0.882
    const adjustment = adjustmentOf('V28', 2026);
    expect(adjustment).toMatchObject({ normalization: 1.067, codingIntensity: 0.059 });
    expect('normalization' in adjustment && adjusted(1000, adjustment)).toBe(882);
    // 0.300 / 1.067 = 0.281162… → 0.281; × 0.941 = 0.264421 → 0.264 (without the first rounding it would be 0.265)
    expect('normalization' in adjustment && adjusted(300, adjustment)).toBe(264);
  });

  it('is absent with its reason where no published number is certain', () => {
    const absent = MODELS.flatMap((model) =>
      [2025, 2026, 2027].flatMap((year) => ('reason' in adjustmentOf(model, year) ? [`${model} ${year}`] : [])),
    );
    expect(absent).toHaveLength(15 - 3);
    const answer = score('V28', { year: 2027 });
    expect([answer.adjustedScore, answer.adjustment]).toEqual([
      undefined,
      { reason: 'no rate announcement for 2027 is at hand: its coefficients are a proposal' },
    ]);
  });
});

describe('what if', () => {
  const person: Beneficiary = { model: 'V28', year: 2026, age: 70, sex: 'F', orec: '0', dx: ['E11.22', 'N1832'] };

  it('says what a diagnosis more or less changes', () => {
    const { changed, difference } = whatIf(models, person, models.score(person), [readChange('add:I50.22'), readChange('drop:n18.32')]);
    expect([changed.hccs, difference]).toEqual([
      ['37', '226'],
      {
        score: 0.345,
        adjustedScore: 0.304,
        hccsGained: ['226'],
        hccsLost: ['328'],
        variables: [
          { variable: 'HCC328', from: 0.127, to: 0 },
          { variable: 'HCC226', from: 0, to: 0.36 },
          { variable: 'DIABETES_HF_V28', from: 0, to: 0.112 },
        ],
      },
    ]);
  });

  it.each(['I10', 'add:', 'principal:I10', 'add:!!'])('refuses %s', (text) => {
    expect(['MC_USAGE', 'MC_CODE_MALFORMED']).toContain(errorOf(() => readChange(text)));
  });
});

describe('whoever it is', () => {
  const anyModel = fc.constantFrom(...MODELS);
  const anyPerson = anyModel.chain((model) => {
    const codes = [...mapOf(model).keys()];
    return fc.record({
      model: fc.constant(model),
      year: fc.constant(YEARS[model]),
      age: fc.integer({ min: 0, max: 110 }),
      sex: fc.constantFrom('F', 'M'),
      orec: fc.constantFrom('0', '1', '2', '3'),
      dual: fc.constantFrom('NA', '00', '01', '02', '05', '08'),
      lti: fc.boolean(),
      newEnrollee: fc.boolean(),
      lowIncome: fc.boolean(),
      graftMonths: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
      dx: fc.array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...codes) }, { weight: 1, arbitrary: fc.string({ maxLength: 9 }) }), {
        maxLength: 12,
      }),
    });
  });
  const told = ({ hccs, score: total, segment }: RiskScore) => ({ hccs, score: total, segment });

  it('repeating or reordering diagnoses changes nothing', () => {
    fc.assert(
      fc.property(anyPerson, fc.nat(), (person, n) => {
        const base = told(models.score(person));
        const again = person.dx[n % Math.max(1, person.dx.length)];
        const repeated = models.score({ ...person, dx: [...person.dx, ...(again === undefined ? [] : [again])] });
        expect(repeated).toEqual(models.score(person));
        expect(told(models.score({ ...person, dx: [...person.dx].reverse() }))).toEqual(base);
      }),
    );
  });

  it('a what-if of nothing is the score as it is', () => {
    fc.assert(
      fc.property(anyPerson, (person) => {
        const base = models.score(person);
        const { changed, difference } = whatIf(models, person, base, []);
        expect([told(changed), difference.score, difference.variables]).toEqual([told(base), 0, []]);
      }),
    );
  });

  it('the score is the exact sum of its parts', () => {
    fc.assert(
      fc.property(anyPerson, (person) => {
        const answer = models.score(person);
        if (answer.parts.some(({ variable }) => variable.startsWith('ActAdj'))) return;
        const sum = answer.parts.reduce((total, { coefficient }) => total + Math.round(coefficient * 1000), 0);
        expect(answer.score).toBe(sum / 1000);
      }),
    );
  });

  it('no HCC stands beside one that takes it away', () => {
    fc.assert(
      fc.property(anyPerson, (person) => {
        const version = modelVersion(person.model);
        const { below } = readBelow(version?.model ?? 'V28');
        const hccs = models.score(person).hccs.map(Number);
        expect(hccs.filter((hcc) => hccs.some((other) => below.get(other)?.includes(hcc)))).toEqual([]);
        expect(hccs).toEqual([...hccs].sort((a, b) => a - b));
      }),
    );
  });

  const hierarchies = new Map<Model, { below: ReadonlyMap<number, readonly number[]> }>();
  function readBelow(model: Model): { below: ReadonlyMap<number, readonly number[]> } {
    const tables = hierarchies.get(model) ?? readTables(catalog, modelVersion(model) as never, YEARS[model], 'both');
    hierarchies.set(model, tables);
    return tables;
  }
});
