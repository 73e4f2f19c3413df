import { codeKey } from '@medcode/core/codesets/code';
import { type Day, day } from '@medcode/core/model/date';
import { parseAddedCodes, parseDeletedCodes, parseRevisedCodes } from '../formats/fy-delta-csv.js';
import { expandTabular, parseTabular, type Tabular } from '../formats/icd10cm-tabular-xml.js';
import { type MceEditCode, parseMceAgeRanges, parseMceEditCodes } from '../formats/mce-tables.js';
import { openCmCodes, openCmTitles, openConversion } from '../formats/open-tsv.js';
import { malformed } from '../formats/text-source.js';
import type { PackDraft } from '../pack-writer.js';
import { headerWindows, type ValidityRow } from '../validity.js';
import {
  all,
  byCodeAndDate,
  compare,
  draft,
  editorEnd,
  FIRST_DAY,
  LAST_DAY,
  lines,
  type OpenSource,
  openSource,
  type ReleaseDraft,
  validityColumns,
} from './open-source.js';

const CODES: ReleaseDraft = {
  id: 'icd10cm/codes',
  title: 'ICD-10-CM valid codes by date, FY2016–FY2027 (April 2027 update not yet published)',
  effectiveFrom: FIRST_DAY,
  effectiveTo: LAST_DAY,
  carryForward: 'window-only',
};

/**
 * ICD-10-CM: validity by the dated lists of the Medicare Code Editor, headers by rule, titles of three editions, notes, 7th characters
 * and divisions of the Tabular List of April 2026, conversion table.
 */
export async function icd10cmDrafts(open: string, valid: OpenSource, billable: readonly ValidityRow[]): Promise<PackDraft[]> {
  const xml = openSource(open, 'icd10cm/icd10c-tabular-April-1-2026.xml.gz');
  const fy2025Source = openSource(open, 'icd10cm/codes_fy2025.tsv.gz');
  const fy2026Source = openSource(open, 'icd10cm/titles_fy2026apr.tsv.gz');
  const addedSource = openSource(open, 'icd10cm/fy2027-delta/added.csv');
  const deletedSource = openSource(open, 'icd10cm/fy2027-delta/deleted.csv');
  const revisedSource = openSource(open, 'icd10cm/fy2027-delta/revised.csv');
  const tabular = await parseTabular(xml.bytes, xml.name);
  const fy2025 = await all(openCmCodes(fy2025Source.bytes, fy2025Source.name));
  const fy2026 = await all(openCmTitles(fy2026Source.bytes, fy2026Source.name));
  const added = await all(parseAddedCodes(addedSource.bytes, addedSource.name));
  const deleted = await all(parseDeletedCodes(deletedSource.bytes, deletedSource.name));
  const revised = await all(parseRevisedCodes(revisedSource.bytes, revisedSource.name));

  const expanded = expandTabular(tabular);
  check(expanded.length === fy2026.length, xml.name, `${fy2026.length} entries by the Tabular List`, `${expanded.length}`);
  expanded.forEach((entry, i) => {
    const row = fy2026[i];
    check(
      row?.code === entry.code && row.title === entry.title,
      xml.name,
      `${row?.code ?? 'nothing'} ${row?.title ?? ''}`,
      `${entry.code} ${entry.title}`,
    );
  });
  check(
    added.length === 238 && deleted.length === 21,
    addedSource.name,
    '238 added and 21 deleted codes',
    `${added.length} and ${deleted.length}`,
  );

  const headers = new Set([...fy2025, ...fy2026, ...added].filter((row) => !row.billable).map((row) => row.code));
  const codes = [...billable, ...headerWindows(billable, headers)].sort(byCodeAndDate);
  const titles = titleRows([
    { from: day('2024-10-01'), titles: fy2025.map((row) => [row.code, row.longTitle]) },
    { from: day('2025-10-01'), titles: expanded.map((entry) => [entry.code, entry.title]) },
    {
      from: day('2026-10-01'),
      titles: [
        ...added.map((row): [string, string] => [row.code, ascii(row.longTitle)]),
        ...revised.map((row): [string, string] => [row.code, ascii(row.newLongTitle)]),
      ],
    },
  ]);

  const conversion = openSource(open, 'conversion/icd10cm_conversion.tsv.gz');
  const everBillable = new Set(billable.map((row) => row.code));
  const pairs = (await all(openConversion(conversion.bytes, conversion.name, 'icd10cm'))).filter(
    (pair) => everBillable.has(pair.newer) && pair.older !== undefined && everBillable.has(pair.older),
  );
  const edition: ReleaseDraft = {
    id: 'icd10cm/tabular/2026-04-01',
    title: 'ICD-10-CM Tabular List FY2026 (April 2026 update)',
    effectiveFrom: '2026-04-01',
    effectiveTo: '2026-09-30',
    carryForward: 'carries-forward',
  };
  return [
    draft('icd10cm/codes', CODES, [valid.source, fy2025Source.source, fy2026Source.source, addedSource.source], validityColumns(codes)),
    draft(
      'icd10cm/titles',
      {
        ...CODES,
        id: 'icd10cm/titles',
        title: 'ICD-10-CM long titles FY2025–FY2027 (titles of the codes new in FY2027 have one source)',
        carryForward: 'carries-forward',
      },
      [fy2025Source.source, fy2026Source.source, xml.source, addedSource.source, revisedSource.source],
      { code: titles.map((row) => row.code), from: Int32Array.from(titles, (row) => row.from), title: titles.map((row) => row.title) },
    ),
    ...tabularDrafts(tabular, edition, xml),
    draft(
      'icd10cm/conversion',
      { ...CODES, id: 'icd10cm/conversion/fy2026', title: 'ICD-10-CM conversion table FY2026', effectiveTo: '2026-09-30' },
      [conversion.source],
      {
        newer: pairs.map((pair) => pair.newer),
        older: pairs.map((pair) => pair.older as string),
        date: Int32Array.from(pairs, (pair) => day(pair.effective)),
      },
    ),
  ];
}

/** The tables of one edition of the Tabular List: notes, 7th characters, chapters and sections. */
function tabularDrafts(tabular: Tabular, edition: ReleaseDraft, xml: OpenSource): PackDraft[] {
  const notes: { owner: string; kind: string; text: string }[] = [
    ...tabular.chapters.flatMap((chapter) => chapter.notes.map((note) => ({ owner: `chapter ${chapter.number}`, ...note }))),
    ...tabular.sections.flatMap((section) => section.notes.map((note) => ({ owner: section.id, ...note }))),
    ...tabular.nodes.flatMap((node) => node.notes.map((note) => ({ owner: node.code, ...note }))),
  ];
  const sevenths = tabular.nodes.flatMap((node) => (node.sevenths ?? []).map((seventh) => ({ owner: node.code, ...seventh })));
  const divisions = divisionsOf(tabular);
  return [
    draft('icd10cm/notes', edition, [xml.source], {
      owner: notes.map((note) => note.owner),
      kind: notes.map((note) => note.kind),
      text: notes.map((note) => note.text),
    }),
    draft('icd10cm/sevenths', edition, [xml.source], {
      owner: sevenths.map((row) => row.owner),
      char: sevenths.map((row) => row.char),
      text: sevenths.map((row) => row.text),
    }),
    draft('icd10cm/divisions', edition, [xml.source], {
      id: divisions.map((row) => row.id),
      kind: divisions.map((row) => row.kind),
      title: divisions.map((row) => row.title),
      first: divisions.map((row) => row.first),
      last: divisions.map((row) => row.last),
    }),
  ];
}

/** The Medicare Code Editor's lists by code and date, for both code systems, and its ages and discharge statuses. */
export async function editorDrafts(open: string): Promise<PackDraft[]> {
  const release: ReleaseDraft = {
    id: 'mce/v44',
    title: 'Medicare Code Editor v44 lists by date',
    effectiveFrom: FIRST_DAY,
    effectiveTo: LAST_DAY,
    carryForward: 'window-only',
  };
  const edits = openSource(open, 'mce/edit_code_lists.tsv.gz');
  const rows = await all(parseMceEditCodes(edits.bytes, edits.name));
  const ages = openSource(open, 'mce/ageRows.ndjson.gz');
  const ageRows = await all(parseMceAgeRanges(ages.bytes, ages.name));
  const statuses = openSource(open, 'mce/dischargeStatRows.ndjson.gz');
  const list = (system: MceEditCode['system'], name: string): PackDraft => {
    const own = rows
      .filter((row) => row.system === system)
      .map((row) => ({ code: row.code, flag: row.flag, from: day(row.from), to: editorEnd(row.to) }))
      .sort(byCodeAndDate);
    return draft(`${name}/edits`, { ...release, id: `mce/v44/${name}` }, [edits.source], {
      code: own.map((row) => row.code),
      flag: own.map((row) => row.flag),
      from: Int32Array.from(own, (row) => row.from),
      to: Int32Array.from(own, (row) => row.to),
    });
  };
  return [
    list('ICD10CM', 'icd10cm'),
    list('ICD10PCS', 'icd10pcs'),
    draft('mce/ages', release, [ages.source], {
      category: ageRows.map((row) => row.flag),
      startAge: Int32Array.from(ageRows, (row) => row.startAge),
      endAge: Int32Array.from(ageRows, (row) => row.endAge),
      from: Int32Array.from(ageRows, (row) => day(row.from)),
      to: Int32Array.from(ageRows, (row) => editorEnd(row.to)),
    }),
    draft('mce/discharge-status', release, [statuses.source], { json: lines(statuses) }),
  ];
}

/** Titles by code and the edition that first worded them so. */
function titleRows(
  editions: readonly { from: Day; titles: readonly (readonly [string, string])[] }[],
): { code: string; from: Day; title: string }[] {
  const rows: { code: string; from: Day; title: string }[] = [];
  const last = new Map<string, string>();
  for (const edition of editions) {
    for (const [code, title] of edition.titles) {
      if (last.get(code) === title) continue;
      last.set(code, title);
      rows.push({ code, from: edition.from, title });
    }
  }
  return rows.sort(byCodeAndDate);
}

function divisionsOf(tabular: Tabular): { id: string; kind: string; title: string; first: string; last: string }[] {
  const categories = tabular.nodes.filter((node) => node.parent === undefined);
  const ends = (own: typeof categories): [string, string] => {
    const codes = own.map((node) => node.code).sort((a, b) => codeKey(a) - codeKey(b) || compare(a, b));
    return [codes[0] as string, codes.at(-1) as string];
  };
  const chapters = tabular.chapters.map((chapter) => {
    const [first, last] = ends(categories.filter((node) => node.chapter === chapter.number));
    return { id: `chapter ${chapter.number}`, kind: 'chapter', title: withoutRange(chapter.title), first, last };
  });
  const sections = tabular.sections.flatMap((section) => {
    const own = categories.filter((node) => node.section === section.id);
    if (own.length === 0) return [];
    const [first, last] = ends(own);
    return [{ id: section.id, kind: 'section', title: withoutRange(section.title), first, last }];
  });
  return [...chapters, ...sections];
}

function withoutRange(title: string): string {
  return title.replace(/\s*\([A-Z][0-9A-Z]{2}(?:-[A-Z][0-9A-Z]{2})?\)\s*$/, '');
}

/** The order file's wording: diacritics dropped (NFKD, ASCII only). */
function ascii(title: string): string {
  return title.normalize('NFKD').replace(/[^\x20-\x7e]/g, '');
}

function check(holds: boolean, file: string, expected: string, found: string): void {
  if (!holds) throw malformed(file, 0, 0, expected, found);
}
