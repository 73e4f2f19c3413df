import { day } from '@medcode/core/model/date';
import { describe, expect, it } from 'vitest';
import { code, engine } from '../coding/engine.js';

/** What is recognised: `"words" CODE`, in text order. */
function mentions(text: string): string[] {
  const { coder } = engine();
  return coder
    .statements(coder.structure(text), day('2026-11-02'))
    .map(({ mention }) => `"${text.slice(mention.start, mention.end)}" ${mention.code}`);
}
const codesOf = (text: string): string[] =>
  code({ text, date: '2026-11-02' })
    .diagnoses.filter(({ band }) => band !== 'suggestion')
    .map((diagnosis) => diagnosis.code);

describe('abbreviations', () => {
  it('without another meaning are read anywhere', () => {
    expect(mentions('HPI: SOB.')).toEqual(['"SOB" R0602']);
    expect(mentions('HPI: UTI last week.')).toEqual(['"UTI" N390']);
    expect(mentions('Assessment:\n1. CHF\n2. T2DM\n3. HTN\n4. AFib\n5. GERD\n')).toEqual([
      '"CHF" I509',
      '"T2DM" E119',
      '"HTN" I10',
      '"AFib" I4891',
      '"GERD" K219',
    ]);
  });

  it.each([
    ['capitals it needs', 'HPI: all well as it was.', []],
    ['capitals it needs: walking aids', 'HPI: walking aids at home.', []],
    ['words near it', 'HPI: MS.', []],
    ['its section: RA in the story', 'HPI: RA of the hands.', []],
    ['its section: PE in the exam', 'Exam:\nPE: normal.\n', []],
  ])('stay shut without %s', (_name, text, expected) => {
    expect(mentions(text)).toEqual(expected);
  });

  it.each([
    ['capitals', 'HPI: He has AIDS.', ['"AIDS" B20']],
    ['a section of diagnoses', 'Assessment:\n1. RA\n', ['"RA" M069']],
    ['words near it', 'HPI: MS, relapsing, sees neurology.', ['"MS, relapsing" G35']],
    ['words near it: valve', 'HPI: severe MS of the mitral valve.', ['"MS of the mitral valve" I050']],
  ])('open by %s', (_name, text, expected) => {
    // The code of a stem may be completed by the lexicon; its category is what the gate decides.
    expect(mentions(text).map((mention) => mention.slice(0, mention.lastIndexOf(' ') + 4))).toEqual(
      expected.map((mention) => mention.slice(0, mention.lastIndexOf(' ') + 4)),
    );
  });
});

describe('other words for a condition', () => {
  it.each([
    ['high blood pressure', 'I10'],
    ['heart attack', 'I219'],
    ['kidney stones', 'N200'],
    ['oesophageal reflux', 'K219'],
    ['anaemia', 'D649'],
    ['diarrhoea', 'R197'],
    ['hypertention', 'I10'],
    ['pnuemonia', 'J189'],
    ['diabtes mellitus type 2', 'E119'],
    ['hypothyrodism', 'E039'],
  ])('%s', (words, expected) => {
    expect(mentions(`HPI: Has ${words}.`)).toEqual([`"${words}" ${expected}`]);
  });

  it('are never a correct word one letter away', () => {
    expect(mentions('HPI: The mediation went well and the patient was pleased with the mutation of plans.')).toEqual([]);
  });
});

describe('coordination', () => {
  it.each([
    ['hip and knee pain', ['M25.559', 'M25.569']],
    ['left hip and knee pain', ['M25.552', 'M25.562']],
    ['pain in the right hip and knee', ['M25.551', 'M25.561']],
    ['nausea and vomiting', ['R11.2']],
  ])('%s', (words, expected) => {
    expect(codesOf(`Assessment:\n1. ${words}\n`).sort()).toEqual(expected);
  });

  it('diabetic retinopathy and nephropathy are two complications', () => {
    expect(codesOf('Assessment:\n1. Type 2 diabetic retinopathy and nephropathy\n').sort()).toEqual(['E11.21', 'E11.319']);
  });
});

describe('types, stages and grades', () => {
  it.each([
    ['Type 2 diabetes mellitus', ['E11.9']],
    ['Type II diabetes mellitus', ['E11.9']],
    ['Type 1 diabetes mellitus', ['E10.9']],
    ['Diabetes mellitus', ['E11.9']],
    ['Chronic kidney disease, stage 3a', ['N18.31']],
    ['Stage 4 chronic kidney disease', ['N18.4']],
    ['CKD stage IIIb', ['N18.32']],
    ['CKD 3a', ['N18.31']],
    ['Chronic kidney disease', ['N18.9']],
    ['Stage 3 pressure ulcer of the sacrum', ['L89.153']],
  ])('%s', (words, expected) => {
    expect(codesOf(`Assessment:\n1. ${words}\n`)).toEqual(expected);
  });

  it('a number belongs to the word before it: type 2 is no stage 2', () => {
    expect(codesOf('Assessment:\n1. Type 2 diabetes mellitus\n2. Chronic kidney disease, stage 3b\n')).toEqual(['E11.22', 'N18.32']);
    expect(codesOf('Assessment:\n1. Type 2 diabetes mellitus, CKD stage 3\n').sort()).toEqual(['E11.22', 'N18.30']);
  });
});

describe('what is said to be absent is not there', () => {
  it.each([
    ['Acute cystitis without hematuria', ['N30.00']],
    ['Acute cystitis with hematuria', ['N30.01']],
    ['Migraine without aura', ['G43.009']],
    ['Migraine with aura', ['G43.109']],
    ['Diverticulitis of the large intestine without perforation or abscess', ['K57.32']],
    ['Gastritis without bleeding', ['K29.70']],
  ])('%s', (words, expected) => {
    expect(codesOf(`Assessment:\n1. ${words}\n`)).toEqual(expected);
  });
});

describe('the side', () => {
  it.each([
    ['in the heading', 'Assessment:\n1. Right knee pain\n', ['M25.561']],
    ['after it', 'Assessment:\n1. Pain of the knee, left\n', ['M25.562']],
    ['as a letter', 'Assessment:\n1. R knee pain\n', ['M25.561']],
    ['both', 'Assessment:\n1. Bilateral knee pain\n', ['M25.561', 'M25.562']],
    ['both, with a bilateral code', 'Assessment:\n1. Primary osteoarthritis of both knees\n', ['M17.0']],
    ['in the text below', 'Assessment:\n1. Knee pain\n   The left knee is swollen.\n', ['M25.562']],
    ['in the story', 'HPI: Her left knee hurts.\nAssessment:\n1. Knee pain\n', ['M25.562']],
    ['of another part is not its side', 'HPI: Her left hand hurts.\nAssessment:\n1. Knee pain\n', ['M25.569']],
    ['nowhere', 'Assessment:\n1. Knee pain\n', ['M25.569']],
    ['of each of two problems', 'Assessment:\n1. Right shoulder pain\n2. Left knee pain\n', ['M25.511', 'M25.562']],
  ])('%s', (_name, text, expected) => {
    expect(codesOf(text)).toEqual(expected);
  });

  it('left open is asked for', () => {
    expect(code({ text: 'Assessment:\n1. Knee pain\n' }).queries).toEqual([
      {
        id: 'laterality',
        by: 'laterality',
        about: 'Knee pain',
        question: 'The record names “Knee pain” without a side. Which side is affected?',
        options: ['right', 'left', 'both sides', 'other (please specify)', 'unable to determine'],
        indicators: [{ document: 'note', start: 15, end: 24, text: 'Knee pain', section: 'assessment', line: 2 }],
      },
    ]);
  });
});

describe('letters and words that are something else', () => {
  it.each([
    'HPI: PRE: BP 106/58.',
    'HPI: Knee TTP over the joint line.',
    'HPI: ER for vomiting was avoided by phone.',
    'HPI: Colon prep was poor.',
    'HPI: Pain over the iliac crest.'.replace('Pain over ', 'Graft from '),
    'HPI: Reviewed on PACS.',
    'HPI: Hearing aid in place.',
    'HPI: Rotavirus pentavalent by mouth.',
  ])('%s', (text) => {
    const read = codesOf(text);
    for (const code of ['I67.83', 'M31.19', 'Z17.0', 'Z29.81', 'M34.1', 'I49.1', 'B20', 'A08.0']) expect(read).not.toContain(code);
  });
});
