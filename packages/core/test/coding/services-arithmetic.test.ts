import { type Administration, convert } from '@medcode/core/coding/services/administrations';
import { drugLines, unitsOf } from '@medcode/core/coding/services/drug-units';
import { administrationLines, furtherHours, hydrationHours } from '@medcode/core/coding/services/infusions';
import { digitModifier } from '@medcode/core/coding/services/modifiers/sides-and-digits';
import {
  clockTime,
  countIn,
  excisedDiameter,
  lengthsIn,
  minutesBetween,
  minutesIn,
  musclesIn,
  viewsIn,
} from '@medcode/core/coding/services/quantities';
import type { DrugClass, Injectable } from '@medcode/core/coding/services/service-tables';
import { criticalCareUnits, psychotherapyCode } from '@medcode/core/coding/services/special-visits';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

function drug(name: string, drugClass: DrugClass, code = 'J0000', amount = 1, unit = 'mg'): Injectable {
  return { name, code, amount, unit, class: drugClass, from: undefined, until: undefined };
}

function given(entry: Injectable, rest: Partial<Administration> = {}): Administration {
  return {
    drugs: [entry],
    dose: undefined,
    unit: undefined,
    discarded: undefined,
    singleDose: false,
    supplied: false,
    route: 'infusion',
    start: undefined,
    stop: undefined,
    minutes: undefined,
    side: undefined,
    times: 1,
    evidence: { document: 'note', start: 0, end: entry.name.length, text: entry.name },
    ...rest,
  };
}

/** An infusion from one minute of the day to another. */
function from(entry: Injectable, start: number, minutes: number): Administration {
  return given(entry, { start, stop: start + minutes, minutes });
}

function lines(...list: Administration[]): string[] {
  return administrationLines(list, false).map(({ code, units }) => `${code} × ${units}`);
}

describe('hours of infusion', () => {
  it.each([
    [16, 0],
    [60, 0],
    [90, 0],
    [91, 1],
    [150, 1],
    [151, 2],
    [210, 2],
    [211, 3],
  ])('%i minutes have %i hours beyond the first', (minutes, hours) => {
    expect(furtherHours(minutes)).toBe(hours);
  });

  it.each([
    [30, 0],
    [31, 1],
    [60, 1],
    [90, 1],
    [91, 2],
  ])('%i minutes of hydration beside another service are %i hours', (minutes, hours) => {
    expect(hydrationHours(minutes)).toBe(hours);
  });

  it('grow with time, one for each hour, never before 31 minutes beyond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), (minutes) => {
        expect(furtherHours(minutes + 60)).toBe(minutes < 31 ? Math.max(0, furtherHours(minutes + 60)) : furtherHours(minutes) + 1);
        expect(furtherHours(minutes + 1)).toBeGreaterThanOrEqual(furtherHours(minutes));
        expect(60 + (furtherHours(minutes) - 1) * 60 + 31 <= Math.max(minutes, 31)).toBe(true);
      }),
    );
  });
});

describe('the hierarchy of administration', () => {
  const chemo = drug('paclitaxel', 'chemo');
  const second = drug('carboplatin', 'chemo');
  const antibiotic = drug('ceftriaxone', 'drug');
  const antiemetic = drug('ondansetron', 'drug');
  const fluid = drug('saline', 'fluid', 'J7030', 1000, 'ml');
  const push = (entry: Injectable, start: number): Administration => given(entry, { route: 'push', start });

  it.each<[string, Administration[], string[]]>([
    ['hydration alone', [from(fluid, 480, 120)], ['96360 × 1', '96361 × 1']],
    ['hydration of 30 minutes is not billed', [from(fluid, 480, 30)], []],
    ['a therapeutic infusion', [from(antibiotic, 480, 45)], ['96365 × 1']],
    ['15 minutes are a push', [from(antibiotic, 480, 15)], ['96374 × 1']],
    ['16 minutes are an infusion', [from(antibiotic, 480, 16)], ['96365 × 1']],
    ['no stop time is a push', [given(antibiotic)], ['96374 × 1']],
    ['infusion before push, whatever came first', [push(antiemetic, 470), from(antibiotic, 480, 45)], ['96365 × 1', '96375 × 1']],
    ['infusion and later hydration', [from(antibiotic, 480, 45), from(fluid, 540, 60)], ['96361 × 1', '96365 × 1']],
    ['hydration at the same time is not billed', [from(antibiotic, 480, 60), from(fluid, 480, 60)], ['96365 × 1']],
    ['two infusions in turn', [from(antibiotic, 480, 60), from(antiemetic, 560, 30)], ['96365 × 1', '96367 × 1']],
    ['two infusions together', [from(antibiotic, 480, 60), from(antiemetic, 490, 30)], ['96365 × 1', '96368 × 1']],
    [
      'three infusions together count once as concurrent',
      [from(antibiotic, 480, 60), from(antiemetic, 490, 30), from(drug('magnesium', 'drug'), 490, 30)],
      ['96365 × 1', '96368 × 1'],
    ],
    ['pushes of two drugs', [push(antiemetic, 480), push(antibiotic, 481)], ['96374 × 1', '96375 × 1']],
    ['the same push 40 minutes on', [push(antiemetic, 480), push(antiemetic, 520)], ['96374 × 1', '96376 × 1']],
    ['the same push 20 minutes on', [push(antiemetic, 480), push(antiemetic, 500)], ['96374 × 1']],
    ['chemotherapy first', [from(antibiotic, 480, 30), from(chemo, 520, 180)], ['96367 × 1', '96413 × 1', '96415 × 2']],
    ['two chemotherapy drugs', [from(chemo, 480, 120), from(second, 610, 60)], ['96413 × 1', '96415 × 1', '96417 × 1']],
    ['chemotherapy push', [push(drug('vincristine', 'chemo'), 480)], ['96409 × 1']],
    ['chemotherapy push after infusion', [from(chemo, 480, 60), push(drug('vincristine', 'chemo'), 545)], ['96411 × 1', '96413 × 1']],
    ['injections', [given(antibiotic, { route: 'injection' }), given(antiemetic, { route: 'injection' })], ['96372 × 2']],
    ['chemotherapy under the skin', [given(drug('bortezomib', 'chemo'), { route: 'injection' })], ['96401 × 1']],
    ['a hormone against cancer', [given(drug('leuprolide', 'hormonal'), { route: 'injection' })], ['96402 × 1']],
  ])('%s', (_, list, expected) => {
    expect(lines(...list)).toEqual(expected);
  });

  it('has one first service whatever was given, in any order', () => {
    const any = fc.record({
      entry: fc.constantFrom(chemo, second, antibiotic, antiemetic, fluid),
      start: fc.integer({ min: 0, max: 900 }),
      minutes: fc.integer({ min: 1, max: 300 }),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 6 }), (list) => {
        const items = list.map(({ entry, start, minutes }) => from(entry, start, minutes));
        const answer = lines(...items);
        const first = answer.filter((line) => /^96(?:360|365|374|409|413) /.test(line));
        expect(first.length).toBeLessThanOrEqual(1);
        expect(answer.every((line) => Number(line.split(' × ')[1]) >= 1)).toBe(true);
        if (answer.length > 0) expect(first).toHaveLength(1);
        expect(answer.filter((line) => line.startsWith('96368')).every((line) => line === '96368 × 1')).toBe(true);
      }),
    );
  });
});

describe('units of drugs', () => {
  it.each([
    [60, 15, 4],
    [61, 15, 5],
    [0.3, 0.1, 3],
    [2.5, 1, 3],
    [1, 250, 1],
  ])('%d in units of %d are %i', (dose, amount, units) => {
    expect(unitsOf(dose, amount)).toBe(units);
  });

  it('cover the dose and never exceed it by a whole unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 2000 }), (tenths, amountTenths) => {
        const units = unitsOf(tenths / 10, amountTenths / 10);
        expect(units * amountTenths).toBeGreaterThanOrEqual(tenths);
        expect((units - 1) * amountTenths).toBeLessThan(tenths);
      }),
    );
  });

  it('come with the discarded rest of a single-dose container', () => {
    const botulinum = drug('botulinum', 'drug', 'J0585', 1, 'units');
    const answer = drugLines([given(botulinum, { route: 'injection', dose: 155, unit: 'units', discarded: 45 })]);
    expect(answer.map(({ code, units, given: modifiers }) => [code, units, modifiers?.map(({ modifier }) => modifier)])).toEqual([
      ['J0585', 155, []],
      ['J0585', 45, ['JW']],
    ]);
  });

  it('are counted in the unit of the code', () => {
    expect(convert(1, 'g', 'mg')).toBe(1000);
    expect(convert(500, 'mcg', 'mg')).toBe(0.5);
    expect(convert(1, 'l', 'ml')).toBe(1000);
    expect(convert(1, 'mg', 'ml')).toBeUndefined();
  });
});

describe('quantities in words', () => {
  it.each([
    ['a 3.5 cm laceration', [3.5]],
    ['3 x 2 cm ulcer', [3]],
    ['12 mm', [1.2]],
    ['1 cm lesion with 4 mm margins', [1]],
    ['2 cm and 3 cm wounds', [2, 3]],
  ])('lengths of %j', (text, lengths) => {
    expect(lengthsIn(text)).toEqual(lengths);
  });

  it.each([
    ['lesion 1.0 cm with 4 mm margins', 1.8],
    ['excised diameter 2.2 cm', 2.2],
    ['1.4 cm cyst', 1.4],
    ['no size', undefined],
  ])('excised diameter of %j', (text, size) => {
    expect(excisedDiameter(text)).toBe(size);
  });

  it.each([
    ['12 actinic keratoses', 12],
    ['three warts', 3],
    ['nails debrided x 10', 10],
    ['45 yo F here for biopsy', undefined],
    ['4 mm punch biopsy', undefined],
  ])('count of %j', (text, count) => {
    expect(countIn(text)).toBe(count);
  });

  it.each([
    ['3 views', 3],
    ['two-view', 2],
    ['AP and lateral', 2],
    ['AP, lateral and oblique', 3],
    ['portable chest', 1],
    ['chest', undefined],
  ])('views of %j', (text, views) => {
    expect(viewsIn(text)).toBe(views);
  });

  it.each([
    ['trapezius, levator and rhomboid', 3],
    ['two muscles', 2],
  ])('muscles of %j', (text, muscles) => {
    expect(musclesIn(text)).toBe(muscles);
  });

  it.each([
    ['45 minutes', 45],
    ['1 hour 10 minutes', 70],
    ['2 hours', 120],
    ['soon', undefined],
  ])('minutes of %j', (text, minutes) => {
    expect(minutesIn(text)).toBe(minutes);
  });

  it('times of day', () => {
    expect([clockTime('14:05'), clockTime('0905'), clockTime('2:05 pm'), clockTime('12:00 am'), clockTime('25:00')]).toEqual([
      845,
      545,
      845,
      0,
      undefined,
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 1439 }), (start, length) => {
        expect(minutesBetween(start, (start + length) % 1440)).toBe(length);
      }),
    );
  });
});

describe('codes by time', () => {
  it.each([
    [29, 0],
    [74, 0],
    [75, 1],
    [104, 1],
    [105, 2],
    [135, 3],
  ])('critical care of %i minutes has %i further units', (minutes, units) => {
    expect(criticalCareUnits(minutes, false)).toBe(units);
  });

  it('critical care for Medicare counts whole half hours', () => {
    expect([74, 103, 104, 134].map((minutes) => criticalCareUnits(minutes, true))).toEqual([0, 0, 1, 2]);
  });

  it('psychotherapy', () => {
    expect([15, 16, 37, 38, 52, 53].map((minutes) => psychotherapyCode(minutes, false))).toEqual([
      undefined,
      '90832',
      '90832',
      '90834',
      '90834',
      '90837',
    ]);
    expect([16, 45, 60].map((minutes) => psychotherapyCode(minutes, true))).toEqual(['90833', '90836', '90838']);
  });

  it('digits', () => {
    expect([
      digitModifier('left thumb', 'left'),
      digitModifier('right index finger', 'right'),
      digitModifier('left small finger', 'left'),
      digitModifier('right great toe', 'right'),
      digitModifier('left second toe', 'left'),
      digitModifier('finger', 'left'),
    ]).toEqual(['FA', 'F6', 'F4', 'T5', 'T1', undefined]);
  });
});
