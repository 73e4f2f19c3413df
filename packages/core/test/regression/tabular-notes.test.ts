import { bareCode } from '@medcode/core/codesets/code';
import { noteReferences, refersTo } from '@medcode/core/codesets/note-references';
import { NOTE_KINDS } from '@medcode/core/codesets/tabular-note';
import { day } from '@medcode/core/model/date';
import { describe, expect, it } from 'vitest';
import { catalog, icd } from '../coding/engine.js';

const tabular = icd.tabular(day('2026-04-01'));

/** Which of some codes a note refers to. */
function named(note: string, codes: string): string {
  const references = noteReferences(note).filter(({ role }) => role === 'named');
  return codes
    .split(' ')
    .filter((code) => references.some((reference) => refersTo(reference, bareCode(code), () => '')))
    .join(' ');
}

describe('tabular notes', () => {
  const pack = catalog.one('icd10cm/notes').table();

  it('are as many as the edition has, none empty', () => {
    const kind = pack.text('kind');
    const text = pack.text('text');
    const counts: Record<string, number> = {};
    let empty = 0;
    for (let row = 0; row < pack.rows; row++) {
      counts[kind.at(row)] = (counts[kind.at(row)] ?? 0) + 1;
      if (text.at(row).trim() === '') empty++;
    }
    expect(empty).toBe(0);
    expect(counts).toEqual({
      includes: 1024,
      inclusionTerm: 12_574,
      excludes1: 5407,
      excludes2: 2520,
      codeFirst: 809,
      useAdditionalCode: 1485,
      codeAlso: 655,
      notes: 180,
      sevenChrNote: 508,
    });
    expect(Object.keys(counts).sort()).toEqual([...NOTE_KINDS].sort());
  });

  it('of R11.16, empty in October 2025, are all there', () => {
    expect(tabular.notesAt('R1116').map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'inclusionTerm: Cannabinoid hyperemesis syndrome',
      'codeAlso: cannabis abuse (F12.1-)',
      'codeAlso: cannabis dependence (F12.2-)',
      'codeAlso: cannabis use, unspecified (F12.92-, F12.93, F12.95-, F12.98-, F12.99)',
      'codeAlso: manifestations, such as:',
      'codeAlso: dehydration  (E86.0)',
      'codeAlso: electrolyte imbalance (E87.8}',
    ]);
  });

  it('with a bracket the printer closed wrongly still refer to their code', () => {
    expect(named('electrolyte imbalance (E87.8}', 'E87.7 E87.8 E87.9')).toBe('E87.8');
  });

  it('are inherited from ancestors, section and chapter, inclusion terms are not', () => {
    const notes = tabular.notesFor('E1122');
    expect([...new Set(notes.map((note) => note.from))]).toEqual(['E1122', 'E11', 'chapter 4']);
    expect(notes.filter((note) => note.kind === 'inclusionTerm').map((note) => note.from)).toEqual([]);
    expect(notes.filter((note) => note.from === 'E1122')).toEqual([
      { kind: 'useAdditionalCode', text: 'code to identify stage of chronic kidney disease (N18.1-N18.6)', from: 'E1122' },
    ]);
  });

  it.each(['B20', 'C50', 'D49', 'F99', 'Z68', 'Z66', 'T14', 'M04'])(
    'of the category %s, which is a section of its own, are given once',
    (code) => {
      const notes = tabular.notesFor(code).map((note) => `${note.from} ${note.kind} ${note.text}`);
      expect(notes).toEqual([...new Set(notes)]);
      expect(notes.length).toBeGreaterThan(0);
    },
  );
});

describe('references of a note', () => {
  it.each([
    [
      'diabetes mellitus (E08-E13)',
      'E07.9 E08 E08.9 E09.22 E10 E10.9 E11.22 E12 E13 E13.9 E14 E15',
      'E08 E08.9 E09.22 E10 E10.9 E11.22 E12 E13 E13.9',
    ],
    [
      'hypertensive disease complicating pregnancy (O10-O11, O13-O16)',
      'O09.9 O10.01 O11.1 O12.0 O13.1 O14.0 O15.1 O16.9 O17',
      'O10.01 O11.1 O13.1 O14.0 O15.1 O16.9',
    ],
    ['drug (T36 - T50)', 'T35.0 T36.0X5A T43.01 T50.995A T51', 'T36.0X5A T43.01 T50.995A'],
    ['stage of chronic kidney disease (N18.1-N18.6)', 'N18.0 N18.1 N18.31 N18.5 N18.6 N18.9', 'N18.1 N18.31 N18.5 N18.6'],
    ['sequelae (I69.-)', 'I68.8 I69 I69.351 I70', 'I69 I69.351'],
    ['cannabis abuse (F12.1-)', 'F12 F12.10 F12.188 F12.20', 'F12.10 F12.188'],
    [
      'cannabis use (F12.92-, F12.93, F12.95-, F12.98-, F12.99)',
      'F12.90 F12.920 F12.93 F12.94 F12.951 F12.988 F12.99',
      'F12.920 F12.93 F12.951 F12.988 F12.99',
    ],
    ['neuroendocrine tumors (C7A.-, C7B.-)', 'C79 C7A C7A.010 C7B.00 C80', 'C7A C7A.010 C7B.00'],
    ['mixed (E08-E10, I69.-, Z79.4)', 'E09.9 E11 I69.30 Z79.4 Z79.84', 'E09.9 I69.30 Z79.4'],
    ['two brackets (I10) with heart failure (I11.0)', 'I10 I11.0 I11.9', 'I10 I11.0'],
    [
      'diabetes mellitus (E08-E13 with .42)',
      'E08.42 E09.42 E10.42 E11.42 E13.42 E08.41 E09.9 E11.9 E11.40 E13.43 E14.42',
      'E08.42 E09.42 E10.42 E11.42 E13.42',
    ],
    ['skin disorders in diabetes (E08-E13 with .62-)', 'E10.620 E11.621 E11.628 E11.61 E11.630 E13.622', 'E10.620 E11.621 E11.628 E13.622'],
    ['angiopathy (E08-E13 with .51-.52)', 'E10.51 E11.52 E11.50 E11.59 E13.51', 'E10.51 E11.52 E13.51'],
    ['due to alcohol (F10-F19 with .14, .24, .94)', 'F10.14 F11.24 F19.94 F10.15 F11.20 F16.94 F18.90', 'F10.14 F11.24 F19.94 F16.94'],
    ['hallucinations (F10-F19 with .151, .251, .951)', 'F10.151 F12.251 F19.951 F10.150 F12.20', 'F10.151 F12.251 F19.951'],
    [
      'aphasia following cerebrovascular disease (I69. with final characters -20)',
      'I69.020 I69.320 I69.920 I69.321 I69.354',
      'I69.020 I69.320 I69.920',
    ],
    ['no reference at all', 'E11 I10', ''],
    ['a bracket without one (HIV) (any type)', 'B20 I10', ''],
    ['', 'I10', ''],
    ['conditions classified to A74.-', 'A73 A74.0 A74.9', 'A74.0 A74.9'],
    ['hyperammonemia-hyperornithinemia-homocitrullinemia syndrome E72.4', 'E72.3 E72.4', 'E72.4'],
    ['tendinitis as classified in M75-M77', 'M74 M75.1 M76.6 M77.9 M78', 'M75.1 M76.6 M77.9'],
  ])('%s', (note, probes, expected) => {
    expect(named(note, probes)).toBe(expected);
  });

  it('are found in every note that names a span of categories', () => {
    const pack = catalog.one('icd10cm/notes').table();
    const text = pack.text('text');
    const wrong: string[] = [];
    let spans = 0;
    for (let row = 0; row < pack.rows; row++) {
      const note = text.at(row);
      for (const match of note.matchAll(/\(([A-Z]\d)(\d)-\1(\d)\)/g)) {
        const [, stem, first, last] = match as unknown as [string, string, string, string];
        if (Number(last) - Number(first) < 2) continue;
        spans++;
        const between = `${stem}${Number(first) + 1}`;
        if (named(note, between) !== between) wrong.push(note);
      }
    }
    expect(spans).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });
});

describe('an Excludes1 note', () => {
  it.each([
    ['E11.9', 'O24.419', { text: 'gestational diabetes (O24.4-)', from: 'E11' }],
    [
      'I10',
      'O10.011',
      { text: 'hypertensive disease complicating pregnancy, childbirth and the puerperium (O10-O11, O13-O16)', from: 'I10' },
    ],
    [
      'I10',
      'O14.03',
      { text: 'hypertensive disease complicating pregnancy, childbirth and the puerperium (O10-O11, O13-O16)', from: 'I10' },
    ],
    ['R06.02', 'J80', { text: 'acute respiratory distress syndrome (J80)', from: 'R06' }],
    ['G63', 'E11.42', { text: 'diabetes mellitus (E08-E13 with .42)', from: 'G63' }],
    ['R47.01', 'I69.320', { text: 'aphasia following cerebrovascular disease (I69. with final characters -20)', from: 'R4701' }],
    ['R11.10', 'O21.0', { text: 'excessive vomiting in pregnancy (O21.-)', from: 'R11' }],
  ])('keeps %s and %s apart, whichever comes first', (a, b, note) => {
    const [one, other] = [a.replace('.', ''), b.replace('.', '')];
    const found = { note: { kind: 'excludes1', ...note }, at: one, other };
    expect(tabular.excludes1(one, other)).toEqual(found);
    expect(tabular.excludes1(other, one)).toEqual(found);
  });

  it('that stands at both codes is the one of the code asked first', () => {
    expect([tabular.excludes1('E119', 'E109'), tabular.excludes1('E109', 'E119')]).toEqual([
      { note: { kind: 'excludes1', text: 'type 1 diabetes mellitus (E10.-)', from: 'E11' }, at: 'E119', other: 'E109' },
      { note: { kind: 'excludes1', text: 'type 2 diabetes mellitus (E11.-)', from: 'E10' }, at: 'E109', other: 'E119' },
    ]);
  });

  it.each([
    ['E11.9', 'I10'],
    ['E11.9', 'E11.22'],
    ['G63', 'E11.9'],
    ['R47.01', 'I69.354'],
    ['J44.9', 'J43.9'],
    // An Excludes2 note never blocks (guideline I.A.12.b).
    ['R10.9', 'K56.609'],
    ['I10', 'I10'],
  ])('does not keep %s and %s apart', (a, b) => {
    const [one, other] = [a.replace('.', ''), b.replace('.', '')];
    expect([tabular.excludes1(one, other), tabular.excludes1(other, one)]).toEqual([undefined, undefined]);
  });
});

describe('an instruction', () => {
  it('written for some codes of its place holds for these alone', () => {
    const headings = (code: string): string[] =>
      (tabular.reachesOf(code).useAdditionalCode?.instructions ?? []).filter(({ from }) => from === 'G31').map(({ heading }) => heading);
    expect(headings('G3101')).toEqual(['code, if applicable, for codes G31.0-G31.83, G31.85-G31.9, to identify:']);
    expect(headings('G3184')).toEqual([]);
  });

  it('is read with its heading, its lines, and what they leave open', () => {
    const told = (code: string, kind: 'codeFirst' | 'useAdditionalCode') =>
      (tabular.reachesOf(code)[kind]?.instructions ?? [])
        .filter(({ level }) => level === 'code')
        .map(({ from, heading, lines, conditional, open, each }) => ({
          from,
          heading,
          lines: lines.map(({ references }) => references.map(({ text }) => text).join(', ')),
          says: [conditional ? 'conditional' : '', open ? 'open' : '', each ? 'each' : ''].filter(Boolean).join(' '),
        }));
    expect([told('D631', 'codeFirst'), told('G01', 'codeFirst'), told('N1831', 'codeFirst'), told('I130', 'useAdditionalCode')]).toEqual([
      [{ from: 'D631', heading: 'underlying chronic kidney disease (CKD) (N18.-)', lines: ['N18.-'], says: '' }],
      [{ from: 'G01', heading: 'underlying disease', lines: [], says: 'open' }],
      [
        {
          from: 'N18',
          heading: 'any associated:',
          lines: ['E08.22, E09.22, E10.22, E11.22, E13.22', 'I12.-, I13.-'],
          says: 'conditional each',
        },
      ],
      [
        { from: 'I130', heading: 'code to identify type of heart failure (I50.-)', lines: ['I50.-'], says: '' },
        {
          from: 'I130',
          heading: 'code to identify stage of chronic kidney disease (N18.1-N18.4, N18.9)',
          lines: ['N18.1-N18.4, N18.9'],
          says: '',
        },
      ],
    ]);
  });
});
