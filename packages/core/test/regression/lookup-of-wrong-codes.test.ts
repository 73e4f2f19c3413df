import type { Lookup } from '@medcode/core/codesets/icd10cm';
import { day } from '@medcode/core/model/date';
import { describe, expect, it } from 'vitest';
import { icd } from '../coding/engine.js';

const RELEASES = [
  {
    id: 'icd10cm/codes',
    title: 'ICD-10-CM valid codes by date, FY2016–FY2027 (April 2027 update not yet published)',
    effectiveFrom: '2015-10-01',
    effectiveTo: '2027-09-30',
    carryForward: 'window-only',
    origin: 'embedded',
  },
  {
    id: 'icd10cm/tabular/2026-04-01',
    title: 'ICD-10-CM Tabular List FY2026 (April 2026 update)',
    effectiveFrom: '2026-04-01',
    effectiveTo: '2026-09-30',
    carryForward: 'carries-forward',
    origin: 'embedded',
  },
];
const unknown = (code: string, reason: string, nearest: [string, string][]): unknown => ({
  code,
  system: 'icd10cm',
  date: '2026-04-01',
  valid: false,
  billable: false,
  title: '',
  parents: [],
  children: [],
  notes: [],
  flags: [],
  poaExempt: 'not-checked',
  lifecycle: [],
  reason,
  nearest: nearest.map(([nearCode, title]) => ({ code: nearCode, title })),
  releases: RELEASES,
});
const lookup = (code: string, date = '2026-04-01'): Lookup => icd.lookup(code, day(date));

describe('a code that is too long', () => {
  it.each([
    ['I10.9', 'I10.9', 'too long: I10 is complete without "9"', [['I10', 'Essential (primary) hypertension']]],
    [
      'e1122a',
      'E11.22A',
      'too long: E11.22 is complete without "A"',
      [['E11.22', 'Type 2 diabetes mellitus with diabetic chronic kidney disease']],
    ],
    ['J44.99', 'J44.99', 'too long: J44.9 is complete without "9"', [['J44.9', 'Chronic obstructive pulmonary disease, unspecified']]],
  ] as [string, string, string, [string, string][]][])('%s', (text, code, reason, nearest) => {
    expect(lookup(text)).toEqual(unknown(code, reason, nearest));
  });
});

describe('a code with a slip in it', () => {
  it.each([
    [
      'EI1.22',
      'EI1.22',
      'no edition at hand has this code',
      [
        ['E11.22', 'Type 2 diabetes mellitus with diabetic chronic kidney disease'],
        ['E31.22', 'Multiple endocrine neoplasia [MEN] type IIA'],
      ],
    ],
    [
      'N18.3O',
      'N18.3O',
      'no such code below N18.3 (Chronic kidney disease, stage 3 (moderate))',
      [
        ['N18.30', 'Chronic kidney disease, stage 3 unspecified'],
        ['N18.3', 'Chronic kidney disease, stage 3 (moderate)'],
        ['N18.31', 'Chronic kidney disease, stage 3a'],
        ['N18.32', 'Chronic kidney disease, stage 3b'],
      ],
    ],
    [
      'Z99.99',
      'Z99.99',
      'no such code below Z99 (Dependence on enabling machines and devices, not elsewhere classified)',
      [['Z99.89', 'Dependence on other enabling machines and devices']],
    ],
    ['E', 'E', 'no edition at hand has this code', []],
  ] as [string, string, string, [string, string][]][])('%s', (text, code, reason, nearest) => {
    expect(lookup(text)).toEqual(unknown(code, reason, nearest));
  });

  it('offers the code of the digit that was meant first when a letter that looks like it was typed', () => {
    expect([lookup('E1l.22'), lookup('EI1.22'), lookup('I1O'), lookup('Z0O.00')].map(({ nearest }) => nearest?.[0]?.code)).toEqual([
      'E11.22',
      'E11.22',
      'I10',
      'Z00.00',
    ]);
  });
});

describe('a code with a 7th character it cannot have', () => {
  it('W08.XXXZ', () => {
    expect(lookup('w08xxxz')).toEqual(
      unknown('W08.XXXZ', '"Z" is not a 7th character of W08: A initial encounter, D subsequent encounter, S sequela', [
        ['W08.XXXA', 'Fall from other furniture, initial encounter'],
        ['W08.XXXD', 'Fall from other furniture, subsequent encounter'],
        ['W08.XXXS', 'Fall from other furniture, sequela'],
      ]),
    );
  });

  it('S52.012B: a torus fracture is not open', () => {
    expect(lookup('S52.012B')).toEqual(
      unknown(
        'S52.012B',
        '"B" is not a 7th character of S52.012: A initial encounter for closed fracture, D subsequent encounter for fracture with routine healing, G subsequent encounter for fracture with delayed healing, K subsequent encounter for fracture with nonunion, P subsequent encounter for fracture with malunion, S sequela',
        [
          ['S52.012', 'Torus fracture of upper end of left ulna'],
          ['S52.012A', 'Torus fracture of upper end of left ulna, initial encounter for closed fracture'],
          ['S52.012D', 'Torus fracture of upper end of left ulna, subsequent encounter for fracture with routine healing'],
          ['S52.012G', 'Torus fracture of upper end of left ulna, subsequent encounter for fracture with delayed healing'],
          ['S52.012K', 'Torus fracture of upper end of left ulna, subsequent encounter for fracture with nonunion'],
        ],
      ),
    );
  });
});

describe('text that has not the form of a code', () => {
  it.each([
    ['', ''],
    ['🙂', '🙂'],
    ['1234', '123.4'],
    ['S72.001AA', 'S72.001AA'],
    ['E11-22', 'E11.-22'],
    ['е11.22', 'Е11.22'],
  ])('%j', (text, code) => {
    const bare = code.replace('.', '');
    expect(lookup(text)).toEqual(
      unknown(code, `"${bare.slice(0, 20)}" does not have the form of an ICD-10-CM code: a letter, then up to six letters or digits`, []),
    );
  });
});

describe('a code that is too short', () => {
  it('names its children', () => {
    const { releases, notes, parents, ...answer } = lookup('E11.2');
    expect(releases).toEqual(RELEASES);
    expect(notes.length).toBeGreaterThan(10);
    expect(parents.map(({ code }) => code)).toEqual(['chapter 4', 'E08-E13', 'E11']);
    expect(answer).toEqual({
      code: 'E11.2',
      system: 'icd10cm',
      date: '2026-04-01',
      valid: true,
      billable: false,
      title: 'Type 2 diabetes mellitus with kidney complications',
      children: [
        { code: 'E11.21', title: 'Type 2 diabetes mellitus with diabetic nephropathy', billable: true },
        { code: 'E11.22', title: 'Type 2 diabetes mellitus with diabetic chronic kidney disease', billable: true },
        { code: 'E11.29', title: 'Type 2 diabetes mellitus with other diabetic kidney complication', billable: true },
      ],
      flags: [],
      poaExempt: 'not-checked',
      lifecycle: [{ date: '2015-10-01', event: 'began' }],
      reason: 'E11.2 is a header, too short to bill: choose E11.21, E11.22, E11.29',
    });
  });

  it('names its 7th characters and the placeholder before them', () => {
    const { releases: _releases, notes: _notes, ...answer } = lookup('W08');
    expect(answer).toEqual({
      code: 'W08',
      system: 'icd10cm',
      date: '2026-04-01',
      valid: true,
      billable: false,
      title: 'Fall from other furniture',
      parents: [
        { code: 'chapter 20', title: 'External causes of morbidity' },
        { code: 'W00-W19', title: 'Slipping, tripping, stumbling and falls' },
      ],
      children: [
        { code: 'W08.XXXA', title: 'Fall from other furniture, initial encounter', billable: true },
        { code: 'W08.XXXD', title: 'Fall from other furniture, subsequent encounter', billable: true },
        { code: 'W08.XXXS', title: 'Fall from other furniture, sequela', billable: true },
      ],
      seventhCharacters: {
        from: 'W08',
        characters: [
          { char: 'A', text: 'initial encounter' },
          { char: 'D', text: 'subsequent encounter' },
          { char: 'S', text: 'sequela' },
        ],
      },
      flags: [],
      poaExempt: 'not-checked',
      lifecycle: [{ date: '2015-10-01', event: 'began' }],
      reason:
        'W08 is too short: it needs a 7th character after the placeholder XXX: A initial encounter, D subsequent encounter, S sequela',
    });
  });
});

describe('a code that ended', () => {
  it('names its end and what replaced it', () => {
    const { valid, billable, reason, lifecycle } = lookup('H40.11X2');
    expect({ valid, billable, reason, lifecycle }).toEqual({
      valid: false,
      billable: false,
      reason: 'H40.11X2 ended on 2016-09-30; replaced by H40.1112, H40.1122, H40.1132, H40.1192',
      lifecycle: [
        { date: '2015-10-01', event: 'began' },
        { date: '2016-09-30', event: 'ended' },
        {
          date: '2016-10-01',
          event: 'replaced-by',
          codes: [
            { code: 'H40.1112', title: 'Primary open-angle glaucoma, right eye, moderate stage' },
            { code: 'H40.1122', title: 'Primary open-angle glaucoma, left eye, moderate stage' },
            { code: 'H40.1132', title: 'Primary open-angle glaucoma, bilateral, moderate stage' },
            { code: 'H40.1192', title: 'Primary open-angle glaucoma, unspecified eye, moderate stage' },
          ],
        },
      ],
    });
    expect(lookup('H40.11X2', '2016-09-30').billable).toBe(true);
  });
});

describe('a right code in another spelling', () => {
  it.each(['E11.22', 'e11.22', 'E1122', ' e1122 '])('%j', (text) => {
    expect(lookup(text)).toEqual(lookup('E11.22'));
    expect(lookup(text).billable).toBe(true);
  });
});
