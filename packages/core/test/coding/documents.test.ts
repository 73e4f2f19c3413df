import { day } from '@medcode/core/model/date';
import type { Note } from '@medcode/core/model/note';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engine } from './engine.js';

const encounter = (documents: readonly Note[], setting: 'office' | 'inpatient' = 'inpatient') =>
  engine().coder.codeDocuments({ id: 'stay', documents, date: day('2026-11-03'), setting, profile: 'billing', patient: {} });

describe('an encounter of several documents', () => {
  const provider: Note = { id: 'note', text: 'Assessment:\n1. Obesity\n2. Pressure ulcer of sacral region\n', authorRole: 'provider' };
  const nurse: Note = { id: 'rn', text: 'BMI 36.2. Pressure ulcer sacrum stage 3. Patient has pneumonia.\n', authorRole: 'nurse' };

  it('takes measurements from other clinicians and diagnoses from the provider (guideline I.B.14)', () => {
    const { diagnoses, notCoded } = encounter([provider, nurse]);
    expect(diagnoses.map(({ code, evidence }) => [code, evidence.map(({ document }) => document)])).toEqual([
      ['E66.9', ['note']],
      ['L89.153', ['note', 'rn']],
      ['Z68.36', ['rn']],
    ]);
    expect(notCoded.map(({ code, document, by }) => [code, document, by])).toContainEqual(['J18.9', 'rn', 'other-clinicians']);
  });

  it('codes one document as the note alone', () => {
    const text = provider.text;
    const alone = engine().coder.code({ id: 'stay', text, date: day('2026-11-03'), setting: 'inpatient', profile: 'billing', patient: {} });
    const joined = encounter([{ id: 'note', text }]);
    expect(joined).toEqual(alone);
  });

  it('ends a section where a document ends', () => {
    const { diagnoses } = encounter([
      { id: 'a', text: 'Assessment:\n1. Asthma\nFamily History:' },
      { id: 'b', text: 'Assessment: gout' },
    ]);
    expect(diagnoses.map(({ code }) => code)).toEqual(['J45.909', 'M10.9']);
  });

  it('gives every place in its own document, whatever the texts', () => {
    const piece = fc.constantFrom(
      'Assessment:\n1. Asthma\n',
      'HPI: denies chest pain.\n',
      '\r\n',
      'Plan: CKD stage 4.',
      'é 😀 gout\n',
      '  \n\n',
    );
    const text = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => `${pieces.join('')}x`);
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 4 }), (texts) => {
        const documents = texts.map((one, i) => ({ id: `d${i}`, text: one }));
        const { diagnoses, notCoded } = encounter(documents);
        const textOf = (id: string | undefined): string => documents.find((one) => one.id === id)?.text ?? '';
        for (const { evidence } of diagnoses)
          for (const one of evidence) expect(textOf(one.document).slice(one.start, one.end)).toBe(one.text);
        for (const one of notCoded) expect(textOf(one.document).slice(one.start, one.end)).toBe(one.text);
      }),
      { numRuns: 100 },
    );
  });

  it('refuses none, and two of one name', () => {
    expect(() => encounter([])).toThrow('no document');
    expect(() => encounter([provider, provider])).toThrow('same id');
  });
});
