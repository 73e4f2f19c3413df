import type { CodeId } from '@medcode/core/codesets/code-table';
import { convertDiagnosis, convertIcd9, convertProcedure, dayOfFiscalYear, gemFlags, icd9Systems } from '@medcode/core/codesets/convert';
import { Icd10pcs } from '@medcode/core/codesets/icd10pcs';
import { addDays, day } from '@medcode/core/model/date';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog, icd } from '../coding/engine.js';

const pcs = new Icd10pcs(catalog);
const anyDay = fc.integer({ min: day('2015-10-01'), max: day('2027-09-30') }).map((n) => addDays(day('1970-01-01'), n));

describe('ICD-10-CM', () => {
  it('follows a split forward and backward', () => {
    const { releases: _, ...forward } = convertDiagnosis(icd, catalog, 'I48.2', day('2018-10-01'), day('2025-10-01'));
    const via = (code: string) => [{ code, date: '2019-10-01' }];
    expect(forward).toEqual({
      code: 'I48.2',
      title: 'Chronic atrial fibrillation',
      system: 'icd10cm',
      from: '2018-10-01',
      to: '2025-10-01',
      outcome: 'choice',
      targets: [
        { code: 'I48.20', title: 'Chronic atrial fibrillation, unspecified', via: via('I48.20') },
        { code: 'I48.21', title: 'Permanent atrial fibrillation', via: via('I48.21') },
      ],
      candidates: [],
      notChecked: [],
    });
    const back = convertDiagnosis(icd, catalog, 'I48.21', day('2025-10-01'), day('2018-10-01'));
    expect([back.outcome, back.targets]).toEqual([
      'replaced',
      [{ code: 'I48.2', title: 'Chronic atrial fibrillation', via: [{ code: 'I48.2', date: '2019-10-01' }] }],
    ]);
  });

  it('says so where the conversion table ends before the target date', () => {
    const answer = convertDiagnosis(icd, catalog, 'E11.65', day('2023-10-01'), day('2026-10-01'));
    expect([answer.outcome, answer.targets.map(({ code }) => code), answer.notChecked.map(({ what }) => what)]).toEqual([
      'unchanged',
      ['E11.65'],
      ['ICD-10-CM conversion table'],
    ]);
  });

  it('refuses a header as the code to convert', () => {
    const answer = convertDiagnosis(icd, catalog, 'E11.6', day('2023-10-01'), day('2025-10-01'));
    expect([answer.outcome, answer.targets, answer.reason?.slice(0, 36)]).toEqual([
      'not-valid',
      [],
      'E11.6 is a header, too short to bill',
    ]);
  });

  it('names only targets that are billable on the target date', () => {
    const anyCode = fc.integer({ min: 0, max: icd.table.size - 1 }).map((n) => icd.table.code(n as CodeId));
    fc.assert(
      fc.property(anyCode, anyDay, anyDay, (code, from, to) => {
        const answer = convertDiagnosis(icd, catalog, code, from, to);
        expect([...answer.targets, ...answer.candidates].filter((target) => !icd.lookup(target.code, to).billable)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('ICD-10-PCS', () => {
  it('keeps a code that stays valid and names what was taken out of it', () => {
    const answer = convertProcedure(pcs, catalog, '00H60YZ', day('2017-10-01'), day('2026-10-01'));
    expect([answer.outcome, answer.targets.map(({ code, via }) => [code, via[0]?.date])]).toEqual([
      'refined',
      [
        ['00H60YZ', undefined],
        ['001607A', '2019-10-01'],
        ['00160JA', '2019-10-01'],
        ['00160KA', '2019-10-01'],
        ['00H601Z', '2020-10-01'],
      ],
    ]);
  });

  it('says that a code had no predecessor', () => {
    const [code] = [...pcs.conversionSteps().withoutPredecessor].filter((one) => {
      const id = pcs.table.find(one);
      return id !== -1 && (pcs.table.windows(id)[0]?.from ?? 0) > day('2016-10-01') && pcs.table.billableOn(id, day('2026-10-01'));
    });
    const answer = convertProcedure(pcs, catalog, code ?? '', day('2026-10-01'), day('2015-10-01'));
    expect([answer.outcome, answer.targets, answer.reason]).toEqual([
      'none',
      [],
      'no earlier code stood for this procedure (conversion table: no predecessor)',
    ]);
  });

  it('names only targets that are billable on the target date', () => {
    const steps = [...pcs.conversionSteps().older.keys(), ...pcs.conversionSteps().newer.keys()];
    fc.assert(
      fc.property(fc.constantFrom(...steps), anyDay, anyDay, (code, from, to) => {
        const answer = convertProcedure(pcs, catalog, code, from, to);
        expect(answer.targets.filter((target) => !pcs.lookup(target.code, to).billable)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('ICD-9-CM', () => {
  const all = { icd, pcs, catalog };

  it('maps a procedure and keeps the flags', () => {
    const { releases: _, ...answer } = convertIcd9(all, '47.01', 'icd9pcs', day('2026-10-01'));
    expect(answer).toEqual({
      code: '47.01',
      system: 'icd9pcs',
      targetSystem: 'icd10pcs',
      to: '2026-10-01',
      outcome: 'mapped',
      scenarios: [
        {
          scenario: 0,
          choiceLists: [
            {
              list: 0,
              targets: [
                {
                  code: '0DTJ4ZZ',
                  title: 'Resection of Appendix, Percutaneous Endoscopic Approach',
                  via: [],
                  approximate: true,
                  noMap: false,
                  combination: false,
                  scenario: 0,
                  choiceList: 0,
                },
              ],
            },
          ],
        },
      ],
      lost: [],
      notChecked: [],
    });
  });

  it('keeps scenarios and choice lists apart', () => {
    const answer = convertIcd9(all, '00.70', 'icd9pcs', day('2026-10-01'));
    expect(answer.scenarios.map(({ scenario, choiceLists }) => [scenario, choiceLists.map(({ list }) => list)])).toEqual([
      [1, [1, 2]],
      [2, [1, 2]],
    ]);
  });

  it('has no answer where the mapping has none, knows it not, or is not installed', () => {
    const outcome = (code: string, system: 'icd9cm' | 'icd9pcs') => {
      const { outcome: what, reason } = convertIcd9(all, code, system, day('2026-10-01'));
      return [what, reason];
    };
    expect(outcome('00.16', 'icd9pcs')).toEqual(['no-map', 'the mapping says: no plausible ICD-10 code (flag "no map")']);
    expect(outcome('99.9X', 'icd9pcs')).toEqual(['unknown', 'the mapping has no ICD-9-CM code 99.9X']);
    expect(outcome('250.00', 'icd9cm')).toEqual(['not-checked', 'the mapping of ICD-9-CM diagnoses is not installed']);
  });

  it('tells the system by the dot, else by the lists', () => {
    expect([icd9Systems(catalog, '47.01'), icd9Systems(catalog, '250.00'), icd9Systems(catalog, 'V58.67')]).toEqual([
      ['icd9pcs'],
      ['icd9cm'],
      ['icd9cm'],
    ]);
    expect([icd9Systems(catalog, '25000'), icd9Systems(catalog, '0070'), icd9Systems(catalog, 'qq')]).toEqual([
      ['icd9cm'],
      ['icd9cm', 'icd9pcs'],
      [],
    ]);
  });

  it('names only targets that are billable on the target date', () => {
    const source = catalog.one('gem/icd9pcs-icd10pcs').table().text('source');
    const anyCode = fc.integer({ min: 0, max: source.length - 1 }).map((row) => source.at(row));
    fc.assert(
      fc.property(anyCode, anyDay, (code, to) => {
        const targets = convertIcd9(all, code, 'icd9pcs', to).scenarios.flatMap(({ choiceLists }) =>
          choiceLists.flatMap((list) => list.targets),
        );
        expect(targets.filter((target) => !pcs.lookup(target.code, to).billable)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('reads the five flags', () => {
    expect(gemFlags('10123')).toEqual({ approximate: true, noMap: false, combination: true, scenario: 2, choiceList: 3 });
  });
});

describe('a fiscal year', () => {
  it('stands for its first day, or the day a code of it began', () => {
    expect(dayOfFiscalYear(2027)).toBe(day('2026-10-01'));
    const window = { from: day('2024-04-01'), to: day('2027-09-30'), billable: true };
    expect([dayOfFiscalYear(2024, [window]), dayOfFiscalYear(2025, [window])]).toEqual([day('2024-04-01'), day('2024-10-01')]);
  });
});
