import { bareCode, codeKey, dottedCode } from '@medcode/core/codesets/code';
import { type CodeReference, noteReferences, refersTo } from '@medcode/core/codesets/note-references';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const untitled = (): string => '';

/** A reference without the places its characters stand at. */
function meaning({ role, spans, ranges, characters, word, chapter }: CodeReference): Partial<CodeReference> {
  return {
    role,
    spans,
    ranges,
    ...(characters ? { characters } : {}),
    ...(word === undefined ? {} : { word }),
    ...(chapter === undefined ? {} : { chapter }),
  };
}

/** Which of some codes a note names. */
function named(note: string, codes: string, titleOf: (code: string) => string = untitled): string {
  const references = noteReferences(note).filter(({ role }) => role === 'named');
  return codes
    .split(' ')
    .filter((code) => references.some((reference) => refersTo(reference, bareCode(code), titleOf)))
    .join(' ');
}

describe('a note names', () => {
  it.each([
    // Characters: the sixth, or the fifth where the sixth is a placeholder.
    [
      'identify drug (T36-T50 with fifth or sixth character 5)',
      'T36.0X5A T36.95XA T43.651A T36.0X1A T36.91XA T50.B95S T51.0X5A',
      'T36.0X5A T36.95XA T50.B95S',
    ],
    ['poisoning (T36-T65 with fifth or sixth character 1-4 or 6)', 'T36.0X5A T36.0X6A T36.94XA T65.92XS', 'T36.0X6A T36.94XA T65.92XS'],
    ['identify drug (T36-T50 with fifth or six character 5)', 'T36.0X5A T36.0X4A', 'T36.0X5A'],
    ['underdosing (T36-T50) with fifth or sixth character 6', 'T36.0X6A T36.0X5A T36.96XA', 'T36.0X6A T36.96XA'],
    ['underdosing of specific drug (T36-T50 with final character 6)', 'T36.0X6A T36.96XD T36.0X5A', 'T36.0X6A T36.96XD'],
    ['salicylates (T39.0-, with sixth character 1-4)', 'T39.011A T39.015A T39.1X1A', 'T39.011A'],
    ['whooping cough with pneumonia (A37 with fifth-character 1)', 'A37.01 A37.00 A37.91', 'A37.01 A37.91'],
    ['amnestic syndrome (F10-F19 with 5th character .6)', 'F10.26 F10.96 F10.27', 'F10.26 F10.96'],
    ['hallucinations in drug psychosis (F11-F19 with fifth to sixth characters 51)', 'F11.151 F19.951 F11.150 F10.151', 'F11.151 F19.951'],
    ['open fracture of shoulder (S42.- with 7th character B or C)', 'S42.001B S42.001C S42.001A', 'S42.001B S42.001C'],
    ['open fracture of elbow (S52.- with open fracture 7th character)', 'S52.501B S52.501N S52.501A S52.501K', 'S52.501B S52.501N'],
    ['current concussion (S06.0X- with seventh character A)', 'S06.0X0A S06.0X0D S06.1X0A', 'S06.0X0A'],
    [
      'poisoning due to toxin (T51-T65 with fifth or sixth character to indicate intent)',
      'T51.0X1A T51.0X4D T50.0X1A',
      'T51.0X1A T51.0X4D',
    ],
    // Every dash a printer took.
    ['dependence (F10.-F19.-)', 'F10.20 F15.10 F19.9 F20.9', 'F10.20 F15.10 F19.9'],
    ['dependence (F10.--F19.-)', 'F15.10 F20.9', 'F15.10'],
    ['dependence (F10.- -F19.-)', 'F15.10 F20.9', 'F15.10'],
    ['apnea (P28.3- - P28.4-)', 'P28.30 P28.49 P28.5', 'P28.30 P28.49'],
    ['arthritis by site (M05.00 to M05.8A)', 'M05.00 M05.8A M05.9', 'M05.00 M05.8A'],
    [
      'classified in subcategories S06.1- to S06.6-, and S06.81- to S06.89-, code to injury',
      'S06.2X0A S06.825A S06.7X0A',
      'S06.2X0A S06.825A',
    ],
    ['conditions classifiable to S06.0- to S06.8-code to specified injury', 'S06.0X0A S06.890A S06.9X0A', 'S06.0X0A S06.890A'],
    ['cerebral hemorrhage (I60.-. I61.-, I62.-)', 'I60.9 I61.9 I62.9 I63.9', 'I60.9 I61.9 I62.9'],
    ['tract infections (J00-J06; J20-J22)', 'J03.90 J20.9 J10.1', 'J03.90 J20.9'],
    ['diabetes (E08, E09, E11, E13 with final characters .00 or .01)', 'E11.00 E13.01 E10.01 E11.10', 'E11.00 E13.01'],
    ['drug use (F11-F19 with .15. .25, .95)', 'F11.150 F14.259 F19.950 F14.10', 'F11.150 F14.259 F19.950'],
    ['from categories E08, E09 and E13 to further identify', 'E08.9 E13.9 E11.9', 'E08.9 E13.9'],
    ['code(s) from F11-F16 and F18-F19 to identify', 'F12.10 F18.10 F17.210', 'F12.10 F18.10'],
    ['congenital torticollis Q68.0', 'Q68.0 Q68.1', 'Q68.0'],
    ['prosthesis (Z89.52-', 'Z89.521 Z89.511', 'Z89.521'],
    ['associated conditions (QA0.01-)', 'QA0.0101 QA0.0201', 'QA0.0101'],
    // What is no code, or not the code that is meant.
    ['vitamin B12 deficiency anemia (D51.-)', 'B12 D51.0', 'D51.0'],
    ['anemia unresponsive to vitamin B12 therapy', 'B12', ''],
    ['CD30-positive T-cell proliferations (C86.6-)', 'D30.00 C86.60', 'C86.60'],
    ['influenza A/H1N1 (J10.-)', 'J10.1', 'J10.1'],
    ['pneumoconiosis with tuberculosis, any type in A15 (J65)', 'A15.0 J65', 'J65'],
    ['tinea, any type except those in B36.-', 'B36.0', ''],
    ['code, if applicable, for codes G31.0-G31.83, to identify:', 'G31.09', ''],
  ])('%s', (note, probes, expected) => {
    expect(named(note, probes)).toBe(expected);
  });

  it('a word of the title where it asks for one', () => {
    const titles: Readonly<Record<string, string>> = {
      E1110: 'Type 2 diabetes mellitus with ketoacidosis without coma',
      E119: 'Type 2 diabetes mellitus without complications',
    };
    expect(
      named('diabetic acidosis - see categories E08-E10, E11, E13 with ketoacidosis', 'E11.10 E11.9', (code) => titles[code] ?? ''),
    ).toBe('E11.10');
  });

  it('a chapter in brackets; outside of them it only tells where a condition is classified', () => {
    const range = { from: codeKey('V00'), to: codeKey('Z00') };
    const chapter = (text: string): Partial<CodeReference>[] => noteReferences(text, (n) => (n === 20 ? range : undefined)).map(meaning);
    expect(chapter('code (Chapter 20) to identify external cause')).toEqual([{ role: 'named', spans: [], ranges: [range], chapter: 20 }]);
    expect(chapter('code to condition in Chapter 20')).toEqual([{ role: 'described', spans: [], ranges: [range], chapter: 20 }]);
    expect(chapter('code (Chapter 99)')).toEqual([]);
  });
});

const digit = fc.constantFrom(...'0123456789'.split(''));
const mark = fc.constantFrom(...'0123456789ABCX'.split(''));
const code = fc
  .tuple(
    fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('')),
    digit,
    fc.constantFrom(...'0123456789A'.split('')),
    fc.array(mark, { maxLength: 4 }),
  )
  .map(([letter, a, b, rest]) => letter + a + b + rest.join(''));
const span = fc.tuple(code, fc.option(code, { nil: undefined }), fc.constantFrom('-', ' - ', '-', ' to ')).map(([a, b, dash]) => {
  const [first, last] = b === undefined || a.slice(0, 3) > b.slice(0, 3) ? [a, a] : [a, b];
  return { first, last, text: first === last ? dottedCode(first) : dottedCode(first) + dash + dottedCode(last) };
});
const spans = fc.array(span, { minLength: 1, maxLength: 5 });
const demand = fc.option(
  fc
    .record({
      at: fc.constantFrom(
        ['fifth', [5]] as const,
        ['6th', [6]] as const,
        ['fifth or sixth', [5, 6]] as const,
        ['seventh', [7]] as const,
        ['final', [4, 5, 6]] as const,
      ),
      values: fc.uniqueArray(fc.constantFrom(...'0123456789'.split('')), { minLength: 1, maxLength: 3 }),
    })
    .map(({ at: [words, positions], values }) => ({
      positions: [...positions],
      values,
      text: ` with ${words} character ${values.join(' or ')}`,
    })),
  { nil: undefined },
);

describe('whatever is written', () => {
  it('a list of codes is read as written, and what is read is written the same', () => {
    fc.assert(
      fc.property(spans, demand, (list, wanted) => {
        const text = list.map((one) => one.text).join(', ') + (wanted?.text ?? '');
        const read = noteReferences(`some condition (${text})`);
        expect(read.map((one) => one.text)).toEqual([text]);
        expect(read.map((one) => one.spans)).toEqual([list.map(({ first, last }) => ({ first, last }))]);
        expect(read.map((one) => one.characters)).toEqual([wanted && { positions: wanted.positions, values: wanted.values }]);
        expect(noteReferences(`(${text})`).map(meaning)).toEqual(read.map(meaning));
        if (wanted) return;
        for (const { first, last } of list) expect(first > last || read.every((one) => refersTo(one, first, untitled))).toBe(true);
      }),
    );
  });

  it('nothing throws, places are those of the note, and intervals lie among the codes', () => {
    const words = fc.oneof(
      fc.string(),
      fc
        .array(
          fc.constantFrom(
            '(',
            ')',
            '[',
            'with ',
            'E08',
            '-',
            '.',
            'E08-E13',
            ' with .42',
            'character ',
            'fifth ',
            '1-4',
            ', ',
            'A00',
            'ZZ9.9',
            ' to ',
            '.-',
            'S06.0X-',
            'Chapter 5',
            'vitamin ',
            'final characters -20',
            '}',
            '999',
          ),
          { maxLength: 14 },
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(words, (text) => {
        for (const reference of noteReferences(text, () => ({ from: codeKey('F01'), to: codeKey('G00') }))) {
          expect(text.slice(reference.start, reference.end)).toBe(reference.text);
          for (const { from, to } of reference.ranges) {
            expect(from).toBeGreaterThanOrEqual(codeKey('A00'));
            expect(to).toBeLessThanOrEqual(37 ** 7);
          }
          refersTo(reference, 'E0842', untitled);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
