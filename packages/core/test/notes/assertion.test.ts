import type { Assertion } from '@medcode/core/model/note';
import { describe, expect, it } from 'vitest';
import { engine } from '../coding/engine.js';

/** What a note says of some words of it: `assertion temporality experiencer`, and the cue. */
function said(text: string, words: string): string {
  const { coder } = engine();
  const note = coder.structure(text);
  const start = text.indexOf(words);
  const end = start + words.length;
  const segment = note.segments.find((one) => one.start <= start && end <= one.end);
  if (start < 0 || !segment) throw new Error(`"${words}" stands in no segment of "${text}"`);
  const { assertion, temporality, experiencer, cue }: Assertion = coder.judge(note, segment, start, end);
  return [
    assertion,
    ...(temporality === 'current' ? [] : [temporality]),
    ...(experiencer === 'patient' ? [] : [experiencer]),
    cue ? `(${cue})` : '',
  ]
    .join(' ')
    .trim();
}

describe('present', () => {
  it.each([
    ['HPI: Cough for two days.', 'Cough'],
    ['HPI: She has gout.', 'gout'],
    ['Assessment:\n1. Pneumonia\n', 'Pneumonia'],
  ])('%j of %j', (text, words) => {
    expect(said(text, words)).toBe('present');
  });
});

describe('negated', () => {
  it.each([
    ['HPI: Denies chest pain.', 'chest pain', 'Denies'],
    ['HPI: Denies chest pain, cough or fever.', 'fever', 'Denies'],
    ['HPI: She denies fever.', 'fever', 'She denies'],
    ['HPI: No fever.', 'fever', 'No'],
    ['HPI: No evidence of pneumonia.', 'pneumonia', 'No evidence of'],
    ['HPI: Cough without fever.', 'fever', 'without'],
    ['HPI: Negative for gout.', 'gout', 'Negative for'],
    ['HPI: Pneumonia was ruled out.', 'Pneumonia', 'was ruled out'],
    ['ROS:\nNo headache, nausea or vomiting.\n', 'vomiting', 'No'],
  ])('%j of %j', (text, words, cue) => {
    expect(said(text, words)).toBe(`negated (${cue})`);
  });

  it('over a wrapped line', () => {
    expect(said('HPI: The patient denies\nchest pain.', 'chest pain')).toMatch(/^negated \(.*denies\)$/);
  });

  it('behind a colon', () => {
    expect(said('HPI: Chest pain: denied.', 'Chest pain')).toBe('negated (denied)');
  });
});

describe('possible, conditional, hypothetical', () => {
  it.each([
    ['HPI: Possible pneumonia.', 'pneumonia', 'possible (Possible)'],
    ['HPI: Cough, likely bronchitis.', 'bronchitis', 'possible (likely)'],
    ['Impression: Rule out pneumonia.', 'pneumonia', 'possible (Rule out)'],
    ['Impression: Suspected appendicitis.', 'appendicitis', 'possible (Suspected)'],
    ['HPI: If fever develops, call.', 'fever', 'conditional (If)'],
    ['Plan: Return for fever.', 'fever', 'hypothetical (Return for)'],
  ])('%j of %j', (text, words, expected) => {
    expect(said(text, words)).toBe(expected);
  });
});

describe('family and history', () => {
  it.each([
    ['HPI: Father had gout.', 'gout', 'present other (Father had)'],
    ['Family History: Gout, asthma.', 'asthma', 'present other'],
    ['HPI: Mother has asthma; patient has gout.', 'asthma', 'present other (Mother has)'],
    ['HPI: History of gout.', 'gout', 'present historical (History of)'],
    ['Past Surgical History: Appendectomy.', 'Appendectomy', 'present historical'],
    ['Family History: No asthma.', 'asthma', 'negated other (No)'],
  ])('%j of %j', (text, words, expected) => {
    expect(said(text, words)).toBe(expected);
  });
});

describe('the scope of a cue ends', () => {
  it.each([
    ['at "but"', 'HPI: No fever but has cough.', 'cough'],
    ['at a semicolon', 'HPI: Mother has asthma; patient has gout.', 'gout'],
    ['with its sentence', 'HPI: She denies fever. She has cough.', 'cough'],
    ['at the opposite', 'HPI: Negative for gout, positive for asthma.', 'asthma'],
    ['before the words it follows', 'HPI: Cough without fever.', 'Cough'],
    ['at a new verb', 'HPI: No known drug allergies, has gout.', 'gout'],
    ['with its line of a list', 'Assessment:\n1. No pneumonia\n2. Gout\n', 'Gout'],
    ['at "however"', 'HPI: Denies cough, however has had fever.', 'fever'],
  ])('%s', (_name, text, words) => {
    expect(said(text, words)).toBe('present');
  });

  it.each([
    ['"no increase in" denies the increase', 'HPI: No increase in cough.', 'cough'],
    ['"no change in" denies the change', 'HPI: No change in gout.', 'gout'],
    ['"not only" denies nothing', 'HPI: Not only gout but also asthma.', 'gout'],
    ['"gram-negative" names a stain', 'HPI: Gram-negative pneumonia.', 'pneumonia'],
  ])('pseudo cue: %s', (_name, text, words) => {
    expect(said(text, words)).toMatch(/^present/);
  });
});
