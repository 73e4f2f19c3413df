import { AlphabeticIndex } from '@medcode/core/codesets/alphabetic-index';
import { Catalog, type CataloguedPack } from '@medcode/core/codesets/catalog';
import { Icd10cm } from '@medcode/core/codesets/icd10cm';
import { PackTable, TextColumn } from '@medcode/core/codesets/pack';
import { day } from '@medcode/core/model/date';
import type { PackManifest } from '@medcode/core/model/pack-manifest';
import { lexiconFrom } from '@medcode/releases/open-catalog';
import { describe, expect, it } from 'vitest';
import { catalog, icd } from '../coding/engine.js';

const NOW = day('2026-11-02');
const lexicon = lexiconFrom(catalog.packs);
const index = new AlphabeticIndex(lexicon, icd, catalog);

/** Lines of an index in the form the official one is installed in; the words are ours. */
const LINES: [number, string, string, string, string, string?][] = [
  // level, title, code, see, see also, non-essential
  [0, 'Disease, diseased', 'R69', '', 'Syndrome'],
  [1, 'kidney', 'N28.9', '', '', 'functional'],
  [2, 'chronic', 'N18.9', '', ''],
  [3, 'stage 3a', 'N18.31', '', ''],
  [1, 'renal', '', 'Disease, kidney', ''],
  [0, 'Fracture, pathological', 'M84.40', '', 'Fracture, traumatic'],
  [0, 'Fracture, traumatic', 'T14.8', '', '', 'abduction; adduction'],
  [1, 'femur', 'S72.90', '', ''],
  [2, 'shaft', 'S72.30', '', ''],
  [1, 'thigh', '', 'Fracture, femur, shaft', ''],
  [0, 'Nephropathy', '', 'Disease, renal, chronic', ''],
  [0, 'Lost', '', 'Nowhere, at all', ''],
  [0, 'Pain(s)', 'R52', '', ''],
  [1, 'acute', '', 'condition', ''],
  [1, 'skin', '', 'category L00', ''],
  [1, 'tumor', '', 'Neoplasm, skin, benign', ''],
];

function officialPack(): CataloguedPack {
  const text = (cells: readonly string[]): TextColumn => {
    const bytes = cells.map((cell) => new TextEncoder().encode(cell));
    const offsets = new Int32Array(cells.length + 1);
    bytes.forEach((part, i) => {
      offsets[i + 1] = (offsets[i] ?? 0) + part.length;
    });
    return new TextColumn(offsets, Uint8Array.from(bytes.flatMap((part) => [...part])));
  };
  const manifest = {
    table: 'icd10cm/index',
    file: 'index',
    rows: LINES.length,
    release: {
      id: 'icd10cm/index/2026-10-01',
      title: 'an index in the official form',
      effectiveFrom: '2026-10-01',
      effectiveTo: '2027-09-30',
      carryForward: 'carries-forward',
    },
  } as unknown as PackManifest;
  const columns = new Map<string, TextColumn | Int32Array>([
    ['level', Int32Array.from(LINES, (line) => line[0])],
    ['title', text(LINES.map((line) => line[1]))],
    ['code', text(LINES.map((line) => line[2]))],
    ['see', text(LINES.map((line) => line[3]))],
    ['seeAlso', text(LINES.map((line) => line[4]))],
    ['nonEssential', text(LINES.map((line) => line[5] ?? ''))],
    ['manifestation', text(LINES.map(() => ''))],
  ]);
  const table = new PackTable(manifest, columns);
  return { manifest, origin: 'installed', table: () => table };
}

const withOfficial = new Catalog([...catalog.packs, officialPack()]);
const both = new AlphabeticIndex(lexicon, new Icd10cm(withOfficial), withOfficial);
const official = (query: string, depth = 0) => both.find(query, NOW, depth).matches.filter(({ source }) => source === 'official');

describe('the entries of medcode', () => {
  it('are always there, and the answer says what is missing', () => {
    const { matches, ...rest } = index.find('Diabetes, type 2', NOW, 0);
    expect(rest).toEqual({
      query: 'Diabetes, type 2',
      date: '2026-11-02',
      notChecked: [
        {
          what: 'official Alphabetic Index',
          reason: 'it is not installed; the entries are those of medcode',
          remedy: 'medcode data import <ICD-10-CM Index, XML>',
        },
      ],
      releases: [expect.objectContaining({ id: 'lexicon/index', origin: 'embedded' })],
    });
    expect(matches.map(({ path, codes, missing }) => ({ path, codes, missing }))).toEqual([
      {
        path: ['Diabetes', 'type 2'],
        codes: [{ code: 'E11.9', title: 'Type 2 diabetes mellitus without complications', standing: 'billable', also: [] }],
        missing: [],
      },
    ]);
  });

  it('are found by the official form of the main term, by another word, by words of the path', () => {
    expect(index.find('Fracture, traumatic', NOW, 0).matches[0]?.path).toEqual(['Fracture']);
    expect(index.find('Fracture, femur, shaft', NOW, 0).matches[0]?.codes[0]).toEqual({
      code: 'S72.30-',
      title: 'Unspecified fracture of shaft of femur',
      standing: 'needs-more-characters',
      also: [],
    });
    expect(index.find('heart attack', NOW, 0).matches[0]?.codes[0]?.code).toBe('I21.9');
    expect(index.find('qqqq', NOW).matches).toEqual([]);
  });

  it('say which part of a question they do not have', () => {
    expect(index.find('Fracture, qqqq', NOW, 0).matches[0]?.missing).toEqual(['qqqq']);
  });

  it('have only codes that live on a date of the lists', () => {
    const bad: string[] = [];
    const walk = (terms: readonly ReturnType<typeof index.find>['matches'][number]['subTerms'][number][]): void => {
      for (const term of terms) {
        for (const { code, standing } of term.codes) if (standing === 'not-valid') bad.push(`${term.path.join(' > ')} ${code}`);
        walk(term.subTerms);
      }
    };
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') walk(index.find(letter, NOW, 9, 10_000).matches);
    expect(bad).toEqual([]);
  });
});

describe('an installed Index', () => {
  it('answers first and is named', () => {
    const answer = both.find('Disease, kidney, chronic', NOW, 1);
    expect(answer.notChecked).toEqual([]);
    expect(answer.releases.map(({ id }) => id)).toEqual(['icd10cm/index/2026-10-01', 'lexicon/index']);
    expect(answer.matches[0]).toEqual({
      title: 'chronic',
      path: ['Disease, diseased', 'kidney', 'chronic'],
      source: 'official',
      alternates: [],
      nonEssential: [],
      codes: [{ code: 'N18.9', title: 'Chronic kidney disease, unspecified', standing: 'billable', also: [] }],
      references: [],
      subTerms: [
        {
          title: 'stage 3a',
          path: ['Disease, diseased', 'kidney', 'chronic', 'stage 3a'],
          source: 'official',
          alternates: [],
          nonEssential: [],
          codes: [{ code: 'N18.31', title: 'Chronic kidney disease, stage 3a', standing: 'billable', also: [] }],
          references: [],
          subTerms: [],
          more: 0,
        },
      ],
      more: 0,
      missing: [],
    });
  });

  it.each([
    ['through another reference', 'Nephropathy', ['Disease, diseased', 'kidney', 'chronic']],
    ['within its own main term', 'Fracture, traumatic, thigh', ['Fracture, traumatic', 'femur', 'shaft']],
    ['to a main term with a comma', 'Fracture, pathological', ['Fracture, traumatic']],
  ])('resolves a reference %s', (_, query, path) => {
    expect(official(query)[0]?.references.map(({ targets }) => targets.map((target) => target.path))).toEqual([[path]]);
  });

  it('tells instructions, categories and tables from entries that are not there', () => {
    const kinds = (official('Pain', 1)[0]?.subTerms ?? []).map(({ references }) => references[0]);
    expect(kinds.map((reference) => [reference?.unresolved, reference?.category?.code])).toEqual([
      ['instruction', undefined],
      [undefined, 'L00'],
      ['table', undefined],
    ]);
    expect(both.unresolvedReferences(NOW)).toEqual([
      { path: ['Disease, diseased'], text: 'Syndrome' },
      { path: ['Lost'], text: 'Nowhere, at all' },
    ]);
    expect(index.unresolvedReferences(NOW)).toBeUndefined();
  });
});
