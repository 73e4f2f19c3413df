import type { CodeId } from '@medcode/core/codesets/code-table';
import { type Day, day } from '@medcode/core/model/date';
import { describe, expect, it } from 'vitest';
import { icd } from '../coding/engine.js';

const BEFORE = day('2026-09-30');
const AFTER = day('2026-10-01');
const { table } = icd;
const standing = (code: string, date: Day): string => {
  const id = table.find(code);
  if (id === -1) return 'unknown';
  const status = table.statusOn(id, date);
  return status === 1 ? 'billable' : status === 0 ? 'header' : 'ended or not begun';
};

describe('U codes', () => {
  it.each([
    ['U07.0', '2020-03-31', '2020-04-01', 'Vaping-related disorder'],
    ['U07.1', '2020-03-31', '2020-04-01', 'COVID-19'],
    ['U09.9', '2021-09-30', '2021-10-01', 'Post COVID-19 condition, unspecified'],
  ])('%s is not valid on %s and is from %s', (code, before, from, title) => {
    const early = icd.lookup(code, day(before));
    expect([early.valid, early.billable, early.reason]).toEqual([false, false, `${code} did not exist yet: it begins on ${from}`]);
    for (const date of [from, '2026-04-01', '2027-09-30']) {
      const answer = icd.lookup(code, day(date));
      expect([answer.valid, answer.billable, answer.title, answer.reason, answer.lifecycle[0]]).toEqual([
        true,
        true,
        title,
        undefined,
        { date: from, event: 'began' },
      ]);
    }
    expect(table.windows(table.find(code) as CodeId)).toEqual([{ from: day(from), to: day('2027-09-30'), billable: true }]);
  });

  it('follow what stood for them before', () => {
    expect(icd.lookup('U07.1', AFTER).lifecycle).toEqual([
      { date: '2020-04-01', event: 'began' },
      {
        date: '2020-04-01',
        event: 'replaces',
        codes: [{ code: 'B97.29', title: 'Other coronavirus as the cause of diseases classified elsewhere' }],
      },
    ]);
  });
});

describe('codes that became headers on 2026-10-01', () => {
  it.each([
    ['D69.1', 'Qualitative platelet defects', 'D69.11, D69.19'],
    ['I42.0', 'Dilated cardiomyopathy', 'I42.00, I42.01, I42.09'],
    ['I42.8', 'Other cardiomyopathies', 'I42.81, I42.89'],
    ['I49.8', 'Other specified cardiac arrhythmias', 'I49.81, I49.82, I49.89'],
    ['M72.2', 'Plantar fascial fibromatosis', 'M72.20, M72.21, M72.22'],
    ['M86.8X1', 'Other osteomyelitis, shoulder', 'M86.8X11, M86.8X12, M86.8X19'],
    ['M86.8X2', 'Other osteomyelitis, upper arm', 'M86.8X21, M86.8X22, M86.8X29'],
    ['M86.8X3', 'Other osteomyelitis, forearm', 'M86.8X31, M86.8X32, M86.8X39'],
    ['M86.8X4', 'Other osteomyelitis, hand', 'M86.8X41, M86.8X42, M86.8X49'],
    ['M86.8X5', 'Other osteomyelitis, thigh', 'M86.8X51, M86.8X52, M86.8X59'],
    ['M86.8X6', 'Other osteomyelitis, lower leg', 'M86.8X61, M86.8X62, M86.8X69'],
    ['M86.8X7', 'Other osteomyelitis, ankle and foot', 'M86.8X71, M86.8X72, M86.8X79'],
    ['M86.8X8', 'Other osteomyelitis, other site', 'M86.8X80, M86.8X81, M86.8X89'],
    ['Z68.1', 'Body mass index [BMI] 19.9 or less, adult', 'Z68.18, Z68.19'],
    ['Z87.890', 'Personal history of sex reassignment', 'Z87.8901, Z87.8902, Z87.8903, Z87.8904, Z87.8909'],
  ])('%s', (code, title, children) => {
    const before = icd.lookup(code, BEFORE);
    expect([before.valid, before.billable, before.title, before.children, before.reason]).toEqual([true, true, title, [], undefined]);
    const after = icd.lookup(code, AFTER);
    expect([after.valid, after.billable, after.title, after.reason]).toEqual([
      true,
      false,
      title,
      `${code} is a header, too short to bill: choose ${children}`,
    ]);
    expect(after.children.map((child) => [child.code, child.billable])).toEqual(children.split(', ').map((child) => [child, true]));
    expect(after.lifecycle.at(-1)).toEqual({ date: '2026-10-01', event: 'became-header' });
    for (const child of children.split(', ')) {
      const early = icd.lookup(child, BEFORE);
      expect([early.valid, early.reason]).toEqual([false, `${child} did not exist yet: it begins on 2026-10-01`]);
    }
  });

  it('are the only billable codes that did', () => {
    const turned: string[] = [];
    for (let i = 0; i < table.size; i++)
      if (table.statusOn(i as CodeId, BEFORE) === 1 && table.statusOn(i as CodeId, AFTER) === 0) turned.push(table.code(i as CodeId));
    expect(turned.length).toBe(15);
  });
});

describe('the change to FY2027', () => {
  it('adds 190 billable codes and takes 30 away, 15 of them headers now', () => {
    let added = 0;
    let gone = 0;
    let billable = 0;
    for (let i = 0; i < table.size; i++) {
      const before = table.statusOn(i as CodeId, BEFORE) === 1;
      const after = table.statusOn(i as CodeId, AFTER) === 1;
      if (after) billable++;
      if (after && !before) added++;
      if (before && !after) gone++;
    }
    expect({ added, gone, billable }).toEqual({ added: 190, gone: 30, billable: 74_879 });
  });

  it.each([
    'S23.420',
    'S23.420A',
    'S23.420D',
    'S23.420S',
    'T52.8X',
    'T52.8X1',
    'T52.8X1A',
    'T52.8X1D',
    'T52.8X1S',
    'T52.8X2',
    'T52.8X2A',
    'T52.8X2D',
    'T52.8X2S',
    'T52.8X3',
    'T52.8X3A',
    'T52.8X3D',
    'T52.8X3S',
    'T52.8X4',
    'T52.8X4A',
    'T52.8X4D',
    'T52.8X4S',
  ])('ends %s on 2026-09-30', (code) => {
    expect([standing(code, BEFORE), standing(code, AFTER)]).toEqual([/[ADS]$/.test(code) ? 'billable' : 'header', 'ended or not begun']);
    const answer = icd.lookup(code, AFTER);
    expect([answer.valid, answer.billable, answer.reason, answer.lifecycle]).toEqual([
      false,
      false,
      `${code} ended on 2026-09-30`,
      [
        { date: '2015-10-01', event: 'began' },
        { date: '2026-09-30', event: 'ended' },
      ],
    ]);
  });

  it.each([
    ['L02.232', 'Carbuncle of back [any part, except buttock]', 'Carbuncle of back [any part, except buttock and flank]'],
    ['L03.312', 'Cellulitis of back [any part except buttock]', 'Cellulitis of back [any part except buttock and flank]'],
    ['L03.322', 'Acute lymphangitis of back [any part except buttock]', 'Acute lymphangitis of back [any part except buttock and flank]'],
    ['Z29.14', 'Encounter for prophylactic rabies immune globin', 'Encounter for prophylactic rabies immune globulin'],
  ])('revises the title of %s', (code, before, after) => {
    expect([icd.lookup(code, BEFORE).title, icd.lookup(code, AFTER).title]).toEqual([before, after]);
    expect(icd.lookup(code, BEFORE).lifecycle.at(-1)).toEqual({ date: '2026-10-01', event: 'revised', title: after });
  });

  it('gives every billable code a title, before and after', () => {
    const untitled: string[] = [];
    for (let i = 0; i < table.size; i++)
      for (const date of [BEFORE, AFTER])
        if (table.statusOn(i as CodeId, date) === 1 && table.title(i as CodeId, date) === '') untitled.push(table.code(i as CodeId));
    expect(untitled).toEqual([]);
  });

  it('is answered with the notes of FY2026, and says so', () => {
    expect(icd.lookup('I10', AFTER).releases.map(({ id, carried }) => ({ id, carried: carried ?? false }))).toEqual([
      { id: 'icd10cm/codes', carried: false },
      { id: 'icd10cm/tabular/2026-04-01', carried: true },
    ]);
  });
});

describe('dates outside the code lists', () => {
  it.each(['2015-09-30', '2027-10-01', '1999-12-31', '2100-01-01'])('are refused: %s', (date) => {
    for (const code of ['I10', 'E11.22', 'not a code', ''])
      expect(() => icd.lookup(code, day(date))).toThrowError(
        expect.objectContaining({
          code: 'MC_RELEASE_MISSING',
          exitCode: 2,
          message: `the ICD-10-CM code lists at hand run from 2015-10-01 to 2027-09-30; nothing is installed for ${date}`,
        }),
      );
    expect(icd.covers(day(date))).toBe(false);
  });

  it.each(['2015-10-01', '2027-09-30'])('the first and last day are answered: %s', (date) => {
    expect([icd.covers(day(date)), icd.lookup('I10', day(date)).billable]).toEqual([true, true]);
  });
});
