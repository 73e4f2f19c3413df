import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { medcodeWith } from './medcode.js';

const data = mkdtempSync(join(tmpdir(), 'medcode-commands-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));
const DATE = ['--date', '2026-11-02'];

const medcode = medcodeWith(data);
const json = (args: readonly string[]): unknown => JSON.parse(medcode([...args, '--json']).out);

describe('every command', () => {
  it.each(['pcs', 'index', 'browse', 'history', 'convert', 'lookup', 'search'])('%s explains itself with an example', (name) => {
    const run = medcode([name, '--help']);
    expect([run.status, run.out.includes(`medcode ${name}`), /Examples?:/.test(run.out)]).toEqual([0, true, true]);
  });

  it.each([['pcs', '0DT'], ['index', 'Fracture'], ['browse'], ['lookup', '0DTJ4ZZ'], ['convert', 'I10', '--from', '2024']])(
    '%s refuses to guess a date',
    (...args) => {
      const run = medcode(args);
      expect([run.status, run.out, run.err.slice(0, 16)]).toEqual([2, '', 'MC_DATE_MISSING:']);
    },
  );
});

describe('pcs', () => {
  it('prints the table and the codes', () => {
    expect(medcode(['pcs', '0DTJ', ...DATE])).toEqual({
      status: 0,
      err: '',
      out: `0  Section         Medical and Surgical
D  Body System     Gastrointestinal System
T  Root Operation  Resection
J  Body Part       Appendix

Resection: Cutting out or off, without replacement, all of a body part
  for example Total nephrectomy, total lobectomy of lung

Approach (5)                                    Device (6)   Qualifier (7)
────────────────────────────────────────────────────────────────────────────
0 Open                                          Z No Device  Z No Qualifier
7 Via Natural or Artificial Opening
8 Via Natural or Artificial Opening Endoscopic
────────────────────────────────────────────────────────────────────────────
4 Percutaneous Endoscopic                       Z No Device  G Hand-Assisted
                                                             Z No Qualifier

5 codes valid on 2026-11-02
  0DTJ0ZZ  Resection of Appendix, Open Approach
  0DTJ4ZG  Resection of Appendix, Percutaneous Endoscopic Approach, Hand-Assisted
  0DTJ4ZZ  Resection of Appendix, Percutaneous Endoscopic Approach
  0DTJ7ZZ  Resection of Appendix, Via Natural or Artificial Opening
  0DTJ8ZZ  Resection of Appendix, Via Natural or Artificial Opening Endoscopic

ICD-10-PCS valid codes by date, FY2016–FY2027 · ICD-10-PCS axis labels and index (April 2025 code
book) (carried forward)
`,
    });
  });

  it('looks up the name of an operation in the Index', () => {
    expect(json(['pcs', 'appendectomy', ...DATE])).toEqual({
      entries: [
        { term: 'Appendectomy', path: [], kind: 'see', target: 'Excision, Appendix', code: '0DBJ' },
        { term: 'Appendectomy', path: [], kind: 'see', target: 'Resection, Appendix', code: '0DTJ' },
      ],
    });
  });

  it('ends with 1 where nothing begins so', () => {
    const run = medcode(['pcs', '0DTJX', ...DATE]);
    expect([run.status, run.out.includes('character 5 (Approach): "X" is not a legal value after 0DTJ')]).toEqual([1, true]);
  });
});

describe('lookup and search', () => {
  it('tell procedure codes from diagnosis codes', () => {
    const lines = [
      { id: 1, code: '0DTJ4ZZ' },
      { id: 2, code: 'S72.001A' },
      { id: 3, code: 's72001a' },
      { id: 4, code: 'E11.65', system: 'icd10pcs' },
      { id: 5, code: 'B020ZZZ' },
      { id: 6, code: 'S72.001Z' },
      { id: 7, code: 'X', system: 'icd9' },
    ];
    const run = medcode(['lookup', '--ndjson', ...DATE], lines.map((line) => JSON.stringify(line)).join('\n'));
    const answers = run.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: number; system?: string; valid?: boolean; error?: { code: string } });
    expect([run.status, answers.map(({ id, system, valid, error }) => [id, system ?? error?.code, valid])]).toEqual([
      3,
      [
        [1, 'icd10pcs', true],
        [2, 'icd10cm', true],
        [3, 'icd10cm', true],
        [4, 'icd10pcs', false],
        [5, 'icd10pcs', true],
        [6, 'icd10cm', false],
        [7, 'MC_LINE_INVALID', undefined],
      ],
    ]);
  });

  it('find a procedure by the name of the operation', () => {
    const run = medcode(
      ['search', '--ndjson', '--system', 'icd10pcs', ...DATE],
      JSON.stringify({ id: 'a', q: 'laparoscopic appendectomy', limit: 1 }),
    );
    expect(JSON.parse(run.out)).toEqual({
      id: 'a',
      hits: [
        {
          code: '0DTJ4ZZ',
          title: 'Resection of Appendix, Percutaneous Endoscopic Approach',
          score: expect.any(Number),
          path: ['Appendectomy, see Resection, Appendix'],
          billable: true,
        },
      ],
    });
  });
});

describe('index', () => {
  it('prints entry, codes and what was not checked, and ends with 4', () => {
    expect(medcode(['index', 'Fracture, femur, shaft', ...DATE])).toEqual({
      status: 4,
      err: '',
      out: `Index of medcode
  Fracture › femur
  S72.30-    shaft, or midshaft, diaphysis
    S72.35-    comminuted
    S72.33-    oblique
    S72.36-    segmental
    S72.34-    spiral
    S72.32-    transverse

Not checked: official Alphabetic Index: it is not installed; the entries are those of medcode →
  medcode data import <ICD-10-CM Index, XML>

Confirm every code in the Tabular List (guideline I.B.1): medcode lookup <code>
medcode lexicon: index
`,
    });
  });

  it('ends with 1 where there is no entry', () => {
    expect(medcode(['index', 'qqqq', ...DATE]).status).toBe(1);
  });
});

describe('browse', () => {
  const names = (place: unknown): string[] => (place as { children: { code: string }[] }).children.map(({ code }) => code);

  it('walks from the chapters down to the codes', () => {
    expect(names(json(['browse', ...DATE]))).toEqual(Array.from({ length: 22 }, (_, i) => `chapter ${i + 1}`));
    expect(names(json(['browse', 'chapter', '9', ...DATE])).slice(0, 3)).toEqual(['I00-I02', 'I05-I09', 'I10-I1A']);
    expect(names(json(['browse', 'i10-i1a', ...DATE]))).toEqual(['I10', 'I11', 'I12', 'I13', 'I15', 'I16', 'I1A']);
  });

  it('shows billable marks and notes', () => {
    expect(medcode(['browse', 'I16', ...DATE])).toEqual({
      status: 0,
      err: '',
      out: `chapter 9  Diseases of the circulatory system
 I10-I1A  Hypertensive diseases
  I16  Hypertensive crisis · ○ not billable

  Code also
    any identified hypertensive disease (I10-I15, I1A)

  I16.0  ● Hypertensive urgency
  I16.1  ● Hypertensive emergency
  I16.9  ● Hypertensive crisis, unspecified

● billable   ○ not billable, more below

before: I15   after: I1A

ICD-10-CM valid codes by date, FY2016–FY2027 (April 2027 update not yet published) · ICD-10-CM
Tabular List FY2026 (April 2026 update) (carried forward)
`,
    });
  });

  it.each([
    ['chapter 23', 'there is no chapter 23: ICD-10-CM has chapters 1 to 22'],
    ['I10-I99', 'there is no section I10-I99; I10 stands in I10-I1A'],
    ['I48.2', undefined],
    ['E11.99', 'too long: E11.9 is complete without "9"; nearest: E11.9'],
  ])('answers for %s', (place, error) => {
    const run = medcode(['browse', place, ...DATE]);
    expect([run.status, run.err.startsWith(error === undefined ? '' : `MC_CODE_UNKNOWN: ${error}`)]).toEqual([
      error === undefined ? 0 : 1,
      true,
    ]);
  });
});

describe('history', () => {
  it('tells the life of a code', () => {
    expect(json(['history', 'I48.21'])).toEqual({
      code: 'I48.21',
      title: 'Permanent atrial fibrillation',
      system: 'icd10cm',
      windows: [{ from: '2019-10-01', to: '2027-09-30', billable: true }],
      titles: [{ from: '2024-10-01', title: 'Permanent atrial fibrillation' }],
      lifecycle: [
        { date: '2019-10-01', event: 'began' },
        { date: '2019-10-01', event: 'replaces', codes: [{ code: 'I48.2', title: 'Chronic atrial fibrillation' }] },
      ],
      withoutPredecessor: false,
      knownUntil: '2027-09-30',
      releases: [expect.objectContaining({ id: 'icd10cm/codes' })],
    });
  });

  it('tells that of a procedure code', () => {
    expect(medcode(['history', '0370046'])).toEqual({
      status: 0,
      err: '',
      out: `0370046  (no title at hand)

Valid
  2016-10-01 … 2019-09-30

Life
  2016-10-01  began
  2016-10-01  replaces 037004Z Dilation of Right Internal Mammary Artery with Drug-eluting
              Intraluminal Device, Open Approach
  2019-09-30  last day
  2019-10-01  replaced by 037004Z Dilation of Right Internal Mammary Artery with Drug-eluting
              Intraluminal Device, Open Approach

ICD-10-PCS valid codes by date, FY2016–FY2027
`,
    });
    const run = medcode(['history', 'QQQ']);
    expect([run.status, run.err.slice(0, 16)]).toEqual([1, 'MC_CODE_UNKNOWN:']);
  });
});

describe('convert', () => {
  it('names the successors of a code', () => {
    expect(medcode(['convert', 'I48.2', '--from', '2019', '--to', '2026'])).toEqual({
      status: 0,
      err: '',
      out: `I48.2  Chronic atrial fibrillation
2018-10-01 → 2025-10-01: one of these, by what is documented

  I48.20  Chronic atrial fibrillation, unspecified · since 2019-10-01
  I48.21  Permanent atrial fibrillation · since 2019-10-01

ICD-10-CM valid codes by date, FY2016–FY2027 (April 2027 update not yet published) · ICD-10-CM
conversion table FY2026
`,
    });
  });

  it.each([
    [['E11.65', '--from', '2024', '--to', '2027'], 4, ''],
    [['0370046', '--from', '2019', '--to', '2027'], 0, ''],
    [['E11.6', '--from', '2024', '--to', '2025'], 1, ''],
    [['250.00', '--from', 'icd9', '--to', '2027'], 4, ''],
    [['47.01', '--from', 'icd9', '--to', '2027'], 0, ''],
    [['0070', '--from', 'icd9', '--to', '2027'], 2, 'MC_USAGE'],
    [['99X', '--from', 'icd9', '--to', '2027'], 1, 'MC_CODE_UNKNOWN'],
    [['I10', '--from', 'then', '--to', '2027'], 2, 'MC_DATE_INVALID'],
    [['I10', '--from', '2024', '--to', '2031'], 2, 'MC_RELEASE_MISSING'],
  ])('%j ends with %i', (args, status, error) => {
    const run = medcode(['convert', ...args]);
    expect([run.status, run.err.split(':')[0]]).toEqual([status, error]);
  });
});

describe('read, assert and section', () => {
  it('answer NDJSON line by line, a bad line in its place', () => {
    const lines = [
      '{"id":1,"text":"Denies chest pain.","phrase":"CHEST\\n pain"}',
      '{"id":2}',
      '{"id":3,"text":"Feels well.","phrase":"fever"}',
    ];
    const run = medcode(['assert', '--ndjson'], lines.join('\n'));
    expect([
      run.status,
      run.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ]).toEqual([
      3,
      [
        { id: 1, assertion: 'negated', temporality: 'current', experiencer: 'patient', cue: 'Denies', start: 7, end: 17 },
        { id: 2, error: { code: 'MC_LINE_INVALID', message: 'text: Invalid input: expected string, received undefined' } },
        { id: 3, assertion: 'present', temporality: 'current', experiencer: 'patient' },
      ],
    ]);
  });

  it('read gives sections and what each condition is said to be', () => {
    const text = 'PMH: asthma\nFH: Mother with breast cancer.\nA/P:\n1. No pneumonia';
    expect(JSON.parse(medcode(['read', '--ndjson'], JSON.stringify({ id: 'n', text })).out)).toEqual({
      id: 'n',
      sections: [
        { kind: 'pmh', header: 'PMH', start: 0, end: 12 },
        { kind: 'fh', header: 'FH', start: 12, end: 43 },
        { kind: 'ap', header: 'A/P', start: 43, end: 63 },
      ],
      mentions: [
        { start: 5, end: 11, text: 'asthma', section: 'pmh', assertion: 'present', temporality: 'historical', experiencer: 'patient' },
        {
          start: 28,
          end: 41,
          text: 'breast cancer',
          section: 'fh',
          assertion: 'present',
          temporality: 'historical',
          experiencer: 'other',
          cue: 'Mother with',
        },
        {
          start: 54,
          end: 63,
          text: 'pneumonia',
          section: 'ap',
          assertion: 'negated',
          temporality: 'current',
          experiencer: 'patient',
          cue: 'No',
        },
      ],
    });
  });

  it('section names the kind', () => {
    expect(medcode(['section', '-'], 'No known drug allergies.').out).toMatch(/^allergies \(0\.9\d\)\n$/);
    expect(medcode(['section', '-'], ' ').err).toMatch(/^MC_INPUT_EMPTY/);
  });
});

describe('rules and explain', () => {
  it('lists every rule and explains one', () => {
    expect(medcode(['rules', 'list']).out).toMatch(/^hypertension-combination +Hypertension with heart failure/m);
    expect(medcode(['rules', 'explain', 'hypertension-combination']).out).toMatch(/^Example that fires$/m);
    expect(medcode(['rules', 'explain', 'no-such-rule'])).toMatchObject({ status: 1, out: '' });
  });

  it('says why a code and why not its neighbours', () => {
    const note = 'Assessment:\n1. CKD stage 3a\n2. Denies asthma\n';
    const coded = medcode(['explain', 'N18.31', '-', ...DATE], note);
    expect(coded.status).toBe(0);
    expect(coded.out).toMatch(/^In the answer, 1 of 1/m);
    expect(coded.out).toMatch(/^ {2}N18\.4 .*would need: stage 4/m);
    const leftOut = medcode(['explain', 'J45909', '-', ...DATE], note);
    expect([leftOut.status, /Left out where the note says “asthma”: negated/.test(leftOut.out)]).toEqual([1, true]);
    expect(medcode(['explain', 'Q99.99', '-', ...DATE], note)).toMatchObject({ status: 1, out: '' });
  });
});
