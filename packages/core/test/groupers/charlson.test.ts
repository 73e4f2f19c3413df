import { ComorbidityIndices } from '@medcode/core/groupers/charlson/index-score';
import type { ComorbidityPerson } from '@medcode/core/groupers/charlson/person';
import { PrefixMap } from '@medcode/core/groupers/charlson/prefix-map';
import { ComorbidityVariant, VARIANTS } from '@medcode/core/groupers/charlson/variants';
import { comorbidityWhatIf } from '@medcode/core/groupers/charlson/what-if';
import { readDiagnosisChange } from '@medcode/core/groupers/diagnosis-change';
import { openCatalog } from '@medcode/releases/open-catalog';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const catalog = openCatalog(undefined);
const indices = new ComorbidityIndices(catalog);
const score = (variant: ComorbidityVariant, dx: string[], more: Partial<ComorbidityPerson> = {}) => indices.score({ variant, dx, ...more });

describe('comorbidity indices', () => {
  it('gives every category, the score with and without age, the codes and what does not count', () => {
    const result = score('quan', ['E11.22', 'e119', 'I50.9', 'C78.7', 'C34.90', 'E11.22'], { age: 72 });
    expect(Object.keys(result.flags)).toHaveLength(17);
    const { flags, releases, ...rest } = result;
    expect(Object.keys(flags).filter((flag) => flags[flag] === 1)).toEqual(Object.keys(rest.codes));
    expect(releases).toMatchObject([{ id: 'charlson/variants', origin: 'embedded' }]);
    expect(rest).toEqual({
      variant: 'quan',
      system: 'icd10',
      weights: 'charlson',
      score: 9,
      ageScore: 3,
      ageAdjustedScore: 12,
      codes: {
        'Congestive heart failure': ['I509'],
        'Diabetes with chronic complication': ['E1122'],
        'Metastatic solid tumor': ['C787'],
      },
      notCounted: [
        { flag: 'Diabetes without chronic complication', by: 'Diabetes with chronic complication', codes: ['E119'] },
        { flag: 'Any malignancy', by: 'Metastatic solid tumor', codes: ['C3490'] },
      ],
    });
  });

  it('has a default system and weights for each variant, and others where they exist', () => {
    expect(ComorbidityVariant.options.map((variant) => [variant, score(variant, []).system, score(variant, []).weights])).toEqual([
      ['deyo', 'icd9cm', 'charlson'],
      ['dhoore', 'icd9cm', 'charlson'],
      ['romano', 'icd9cm', 'charlson'],
      ['quan', 'icd10', 'charlson'],
      ['elixhauser', 'icd9cm', 'van_walraven'],
      ['elixhauser-quan', 'icd10', 'van_walraven'],
      ['elixhauser-ahrq', 'icd9cm', 'ahrq_icd9'],
      ['gagne', 'icd10', 'gagne'],
      ['hfrs', 'icd10', 'hfrs'],
    ]);
    expect(score('quan', ['428.0'], { system: 'icd9cm', weights: 'quan' }).score).toBe(2);
    expect(score('quan', ['I50.9'], { weights: 'schneeweiss' }).score).toBe(2);
    expect(() => score('deyo', [], { system: 'icd10' })).toThrowError(expect.objectContaining({ code: 'MC_USAGE' }));
    expect(() => score('quan', [], { weights: 'gagne' })).toThrowError(expect.objectContaining({ code: 'MC_USAGE' }));
  });

  it('counts a code in several categories', () => {
    expect(Object.keys(score('gagne', ['I13.0']).codes)).toEqual(['Congestive heart failure', 'Hypertension', 'Renal failure']);
    expect(Object.keys(score('elixhauser-quan', ['I42.6']).codes)).toEqual(['Congestive heart failure', 'Alcohol abuse']);
    expect(Object.keys(score('elixhauser-quan', ['I12.0']).codes)).toEqual(['Hypertension complicated', 'Renal failure']);
  });

  it('adds tumour and metastasis in the combined score, which has no hierarchy', () => {
    expect(score('gagne', ['C34.90', 'C78.7'])).toMatchObject({ score: 6, notCounted: [] });
    expect(score('elixhauser-quan', ['C34.90', 'C78.7'])).toMatchObject({ score: 12 });
  });

  it('sums the frailty score in tenths', () => {
    // 3.2 + 1.1 is 4.300000000000001 in binary fractions.
    expect(score('hfrs', ['F05', 'Z74.1']).score).toBe(4.3);
  });

  it('gives points for age from 50 years on, at most four', () => {
    expect([0, 49, 50, 59.9, 60, 79, 80, 110].map((age) => score('quan', [], { age }).ageScore)).toEqual([0, 0, 1, 1, 2, 3, 4, 4]);
    expect(score('gagne', [], { age: 80 })).not.toHaveProperty('ageScore');
  });

  it('answers what would be with a diagnosis more or less', () => {
    const person: ComorbidityPerson = { variant: 'quan', dx: ['E11.9', 'C78.7'] };
    const base = indices.score(person);
    expect(comorbidityWhatIf(indices, person, base, ['add:E11.22', 'drop:C787'].map(readDiagnosisChange)).difference).toEqual({
      gained: ['Diabetes with chronic complication'],
      lost: ['Diabetes without chronic complication', 'Metastatic solid tumor'].sort(),
      score: -5,
    });
    expect(comorbidityWhatIf(indices, person, base, []).changed).toEqual(base);
  });
});

describe('comorbidity indices of anyone', () => {
  const prefixes = catalog.one('charlson/prefixes').table();
  const beginnings = Array.from({ length: prefixes.rows }, (_, row) => prefixes.text('code_prefix').at(row));
  const code = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.tuple(fc.constantFrom(...beginnings), fc.constantFrom('', '0', '11', 'X')).map(([a, b]) => (a + b).slice(0, 7)),
    },
    fc.string({ maxLength: 9 }),
  );
  const people = fc.record({ variant: fc.constantFrom(...ComorbidityVariant.options), dx: fc.array(code, { maxLength: 12 }) });

  it('are the same in any order and with copies, and never count both degrees', () => {
    fc.assert(
      fc.property(people, (person) => {
        const base = indices.score(person);
        const again = indices.score({ ...person, dx: [...person.dx.toReversed(), ...person.dx] });
        expect([again.flags, again.score]).toEqual([base.flags, base.score]);
        for (const [severe, mild] of VARIANTS[person.variant].hierarchies)
          expect(base.flags[severe] === 1 && base.flags[mild] === 1).toBe(false);
        const sum = Object.keys(base.codes).reduce(
          (total, flag) => total + indices.weight(base.variant, base.system, base.weights, flag),
          0,
        );
        expect(base.score).toBeCloseTo(sum, 6);
      }),
    );
  });

  it('find what comparing the beginnings finds', () => {
    const entries = fc.array(fc.record({ prefix: fc.stringMatching(/^[AB][012]{0,3}$/), category: fc.nat(4) }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(entries, fc.stringMatching(/^[ABC][0-3]{0,5}$/), (list, text) => {
        const expected = new Set(list.filter(({ prefix }) => text.startsWith(prefix)).map(({ category }) => category));
        expect(new PrefixMap(list).ofCode(text)).toEqual([...expected].sort((a, b) => a - b));
      }),
    );
  });
});
