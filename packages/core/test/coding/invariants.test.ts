import { ACCEPT } from '@medcode/core/coding/calibration';
import { LONGEST_NOTE } from '@medcode/core/coding/code-note';
import { REVIEW_MENTIONS, ACCEPT as STANDS } from '@medcode/core/coding/score';
import { MedcodeError } from '@medcode/core/errors';
import { type Day, day, formatDay } from '@medcode/core/model/date';
import { Encounter, type Profile, type Setting } from '@medcode/core/model/encounter';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, icd, type Visit } from './engine.js';

const BANDS = {
  // The score decided what belongs to the answer; the probability says how far to rely on it.
  billing: { accept: [ACCEPT, 1], review: [0, ACCEPT], suggestion: [0, 1] },
  mentions: { accept: [STANDS, 1], review: [REVIEW_MENTIONS, STANDS], suggestion: [0, REVIEW_MENTIONS] },
} as const;
const CHARACTER = /[\p{L}\p{M}\p{N}]/u;

/** What holds of every answer, whatever the note. Returns the encounter, or undefined when the note was refused. */
function checked(visit: Visit): Encounter | undefined {
  let encounter: Encounter;
  try {
    encounter = code(visit);
  } catch (error) {
    if (!(error instanceof MedcodeError)) throw error;
    expect(['MC_INPUT_EMPTY', 'MC_INPUT_TOO_LARGE']).toContain(error.code);
    expect(visit.text.trim() === '' || visit.text.length > LONGEST_NOTE).toBe(true);
    return undefined;
  }
  const { text } = visit;
  const date = day(visit.date ?? '2026-11-02');
  expect(Encounter.safeParse(encounter).error).toBeUndefined();
  const proofs = [
    ...encounter.diagnoses.flatMap(({ evidence }) => evidence),
    ...encounter.services.flatMap(({ evidence }) => evidence),
    ...encounter.queries.flatMap(({ indicators }) => indicators),
  ];
  for (const proof of [...proofs, ...encounter.notCoded]) {
    expect(text.slice(proof.start, proof.end)).toBe(proof.text);
    expect(proof.end).toBeGreaterThan(proof.start);
    // Proof is whole words: nothing of its first or last word stands outside.
    const cut = (at: number): boolean => CHARACTER.test(text[at - 1] ?? ' ') && CHARACTER.test(text[at] ?? ' ');
    expect([proof.text, cut(proof.start) || cut(proof.end)]).toEqual([proof.text, false]);
  }
  const seen = new Set<string>();
  let suggested = false;
  for (const diagnosis of encounter.diagnoses) {
    const id = icd.table.find(diagnosis.code);
    expect([diagnosis.code, id !== -1 && icd.table.billableOn(id, date)]).toEqual([diagnosis.code, true]);
    expect([diagnosis.code, seen.has(diagnosis.code)]).toEqual([diagnosis.code, false]);
    seen.add(diagnosis.code);
    expect(diagnosis.evidence.length).toBeGreaterThan(0);
    expect(diagnosis.probability).toBeGreaterThanOrEqual(0);
    expect(diagnosis.probability).toBeLessThanOrEqual(1);
    // The probability is printed with two digits, the band decided before.
    const [low, high] = BANDS[encounter.profile][diagnosis.band];
    expect(diagnosis.probability).toBeGreaterThanOrEqual(low - 0.005);
    expect(diagnosis.probability).toBeLessThanOrEqual(high + 0.005);
    if (diagnosis.band === 'suggestion') suggested = true;
    else expect([diagnosis.code, suggested]).toEqual([diagnosis.code, false]);
    for (const other of diagnosis.alternatives) {
      const otherId = icd.table.find(other.code);
      expect([other.code, otherId !== -1 && icd.table.billableOn(otherId, date)]).toEqual([other.code, true]);
    }
  }
  const answers = encounter.diagnoses.filter(({ band }) => band !== 'suggestion').length;
  for (const service of encounter.services) for (const pointer of service.pointers) expect(pointer).toBeLessThanOrEqual(answers);
  expect(code(visit)).toEqual(encounter);
  return encounter;
}

const phrase = fc.constantFrom(
  'chest pain',
  'type 2 diabetes mellitus',
  'CKD stage 3a',
  'hypertension',
  'CHF',
  'no fever',
  'denies cough',
  'possible pneumonia',
  'history of breast cancer',
  'father with gout',
  'fracture of the left distal radius',
  'right knee pain',
  'both hips',
  'BMI 41.2',
  '20 weeks pregnant',
  'gestational diabetes',
  'hyperemesis gravidarum',
  'COPD exacerbation',
  'sepsis due to E. coli',
  'stage 3 pressure ulcer of the sacrum',
  'major depressive disorder, recurrent, severe',
  'fell from a ladder',
  'laceration of the right index finger',
  'hypertention',
  'nausea and vomiting',
  'HIV',
  'MS',
  'RA',
  'ALL',
  'lisinopril 10 mg daily',
  'EKG in the office today',
  'total time 45 minutes',
  'due to',
  'with',
  'without',
  'and',
  'unspecified',
  'encounter for screening',
  'plantar fasciitis',
  'dilated cardiomyopathy',
  'E11.9',
  'return if worse',
);
const header = fc.constantFrom(
  '',
  'CC:',
  'HPI:',
  'ROS:',
  'PMH:',
  'PSH:',
  'Family History:',
  'Social History:',
  'Medications:',
  'Vitals:',
  'Exam:',
  'Labs:',
  'Imaging:',
  'Assessment:',
  'Plan:',
  'A/P:',
  'Hospital Course:',
  'Discharge Diagnoses:',
  'Instructions:',
  'Signed:',
);
const mark = fc.constantFrom(
  ' ',
  ', ',
  '. ',
  '; ',
  ': ',
  '\n',
  '\n\n',
  '\r\n',
  '\n1. ',
  '\n2) ',
  '\n- ',
  '\n\u2022 ',
  ' - ',
  ' / ',
  '\t',
  '\f',
  '\u2028',
);
/** Characters other than NUL that have upset readers of text. */
const oddity = fc.oneof(
  fc.constantFrom(
    '\u{1f600}',
    '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
    '\ud83d',
    '\udc00',
    '\u0001',
    '\u001b[31m',
    '\u007f',
    '\u0085',
    '\u00a0',
    '\u200b',
    '\u202e',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\ufffd',
    'e\u0301',
    '\u05e9\u05dc\u05d5\u05dd',
    '\u0645\u0631\u062d\u0628\u0627',
    '\u0130',
    '\ufb01',
    '\u1e9e',
    '\u2160',
    '\u00bd',
    '\u5fc3\u4e0d\u5168',
    '\r',
    '\f',
    '\v',
    '<script>',
    '${}',
    '%s',
    '\\',
    '"',
    "'",
    '(((',
    ')]}',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replaceAll('\0', '')),
);
const note = (...pieces: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.array(fc.oneof(...pieces), { minLength: 1, maxLength: 40 }).map((parts) => parts.join(''));
const anySetting = fc.constantFrom<Setting>('office', 'ed', 'outpatient', 'inpatient');
const anyProfile = fc.constantFrom<Profile>('billing', 'mentions');
const anyDate = fc.integer({ min: day('2015-10-01'), max: day('2027-09-30') }).map((value) => formatDay(value as Day));
const anyPatient = fc.record(
  { age: fc.integer({ min: 0, max: 110 }), sex: fc.constantFrom('M' as const, 'F' as const, 'U' as const) },
  { requiredKeys: [] },
);
const visit = (text: fc.Arbitrary<string>): fc.Arbitrary<Required<Visit>> =>
  fc.record({ text, date: anyDate, setting: anySetting, profile: anyProfile, patient: anyPatient });

describe('every answer has valid codes, verbatim proof and a stable order', () => {
  it('for clinical phrases in any order', () => {
    fc.assert(
      fc.property(visit(note(phrase, phrase, mark)), (one) => {
        checked(one);
      }),
      { numRuns: 150 },
    );
  });

  it('for clinical phrases under any headers', () => {
    const section = fc
      .tuple(header, mark, fc.array(fc.tuple(phrase, mark), { maxLength: 6 }))
      .map(([title, after, words]) => `${title}${after}${words.flat().join('')}\n`);
    fc.assert(
      fc.property(visit(fc.array(section, { minLength: 1, maxLength: 8 }).map((sections) => sections.join(''))), (one) => {
        checked(one);
      }),
      { numRuns: 200 },
    );
  });

  it('for clinical phrases among any characters', () => {
    fc.assert(
      fc.property(visit(note(phrase, oddity, mark, header)), (one) => {
        checked(one);
      }),
      { numRuns: 250 },
    );
  });

  it('for any characters alone', () => {
    fc.assert(
      fc.property(visit(note(oddity, mark)), (one) => {
        checked(one);
      }),
      { numRuns: 200 },
    );
  });

  it('found before with any of these', () => {
    for (const text of [
      'Assessment:\n1. \ud83dGout\udc00\n2. Hypertension\u{1f600}',
      '\ufeffAssessment:\r\n1. Gout\r\n',
      '\u202eAssessment:\n1. Gout\u202c\n',
      'Assessment:\n1. Cro\u0301hn\u2019s disease\n',
      '\u0130'.repeat(50) + '\nAssessment:\n1. Gout\n',
      'Assessment:\n1. Gout\u2028Plan: allopurinol\u2029HPI: cough',
      '1.'.repeat(500),
      '('.repeat(2000),
      ':'.repeat(2000),
      '- '.repeat(2000),
      '#'.repeat(2000),
      `Assessment:\n1. ${'a'.repeat(20_000)}\n`,
      `HPI: ${'no '.repeat(3000)}gout`,
      'E11.9 '.repeat(500),
    ])
      for (const setting of ['office', 'inpatient'] as const) checked({ text, setting });
  });

  it('the same whatever was coded before', () => {
    const first: Visit = { text: 'Assessment:\n1. Hypertension\n2. CKD stage 3a\n3. Right knee pain\n' };
    const before = checked(first);
    checked({ text: 'Assessment:\n1. Left knee pain\n', setting: 'inpatient', profile: 'mentions' });
    expect(before?.diagnoses.length).toBe(3);
    expect(code(first)).toEqual(before);
  });

  it('with positions that move with the text before it', () => {
    const body = 'Assessment:\n1. Hypertension\n2. CKD stage 3a\n3. Right knee pain\n';
    const plain = code({ text: body });
    fc.assert(
      fc.property(fc.stringMatching(/^[\u05d0-\u05ea\u0621-\u063a\u{1f600}-\u{1f640} \n\t]{0,40}$/u), (before) => {
        const text = `${before}\n${body}`;
        const moved = code({ text });
        const shift = before.length + 1;
        expect(moved.diagnoses.map(({ code: diagnosis, evidence }) => [diagnosis, evidence.map(({ start, end }) => [start, end])])).toEqual(
          plain.diagnoses.map(({ code: diagnosis, evidence }) => [
            diagnosis,
            evidence.map(({ start, end }) => [start + shift, end + shift]),
          ]),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('the length of a note', () => {
  it('is limited: 10 MB are refused at once', () => {
    const text = 'Assessment:\n1. Gout\n'.repeat(500_000);
    const start = performance.now();
    expect(() => code({ text })).toThrowError(
      expect.objectContaining({
        code: 'MC_INPUT_TOO_LARGE',
        message: `the note has ${text.length} characters; ${LONGEST_NOTE} are read in one piece`,
      }),
    );
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
