import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { codeKey } from '@medcode/core/codesets/code';
import { type Day, day } from '@medcode/core/model/date';
import type { PackSource } from '@medcode/core/model/pack-manifest';
import { parse as parseCsv } from 'csv-parse/sync';
import { expandTabular, parseTabular } from './formats/icd10cm-tabular-xml.js';
import { malformed } from './formats/text-source.js';
import type { ColumnInput, PackDraft } from './pack-writer.js';
import { headerWindows, type ValidityRow } from './validity.js';

const IMPORTER = 'embedded 1';
const FIRST_DAY = '2015-10-01';
const LAST_DAY = '2027-09-30';
/** The Medicare Code Editor's tables end a code that goes on at the end of their own release. */
const EDITOR_END = '2027-03-31';

type Draft = PackDraft;
type ReleaseDraft = Draft['manifest']['release'];

/** A source file of `releases/open`: its rows and its provenance. */
interface SourceFile {
  readonly source: PackSource;
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/**
 * The drafts of all embedded packs, made from the folder of open releases. Validity comes from the dated lists of the Medicare Code
 * Editor, notes and titles from the Tabular List, the changes of FY2027 from the published change list.
 * @throws MedcodeError MC_SOURCE_MALFORMED with file and row when a source breaks its form or its counts
 */
export async function embeddedDrafts(open: string): Promise<Draft[]> {
  const drafts: Draft[] = [];
  const add = (table: string, release: ReleaseDraft, sources: readonly PackSource[], columns: Record<string, ColumnInput>): void => {
    drafts.push({ manifest: { table, release, sources: [...sources], licence: 'public-domain', importer: IMPORTER }, columns });
  };

  const valid = readTsv(open, 'mce/valid_codes.tsv.gz', ['code_system', 'code', 'from', 'to']);
  const editor = (system: string): ValidityRow[] =>
    valid.rows
      .filter((row) => row['code_system'] === system)
      .map((row) => ({
        code: row['code'] as string,
        from: day(row['from'] as string),
        to: day(row['to'] === EDITOR_END ? LAST_DAY : (row['to'] as string)),
        billable: true,
      }))
      .filter((row) => row.to >= day(FIRST_DAY));

  // ICD-10-CM
  const xmlName = 'icd10cm/icd10c-tabular-April-1-2026.xml.gz';
  const xml = readBytes(open, xmlName);
  const tabular = await parseTabular([xml.bytes], basename(xmlName));
  const fy2025 = readTsv(open, 'icd10cm/codes_fy2025.tsv.gz', ['code', 'billable', 'short_title', 'long_title']);
  const fy2026 = readTsv(open, 'icd10cm/titles_fy2026apr.tsv.gz', ['code', 'billable', 'title', 'title_tabular']);
  const added = readCsv(open, 'icd10cm/fy2027-delta/added.csv');
  const deleted = readCsv(open, 'icd10cm/fy2027-delta/deleted.csv');
  const revised = readCsv(open, 'icd10cm/fy2027-delta/revised.csv');
  const expanded = expandTabular(tabular);
  check(expanded.length === fy2026.rows.length, xmlName, `${fy2026.rows.length} entries by the Tabular List`, `${expanded.length}`);
  expanded.forEach((entry, i) => {
    const row = fy2026.rows[i] as Record<string, string>;
    check(
      row['code'] === entry.code && row['title'] === entry.title,
      xmlName,
      `${row['code']} ${row['title']}`,
      `${entry.code} ${entry.title}`,
    );
  });
  const billableCm = editor('ICD10CM');
  const knownHeaders = new Set<string>();
  for (const row of fy2025.rows) if (row['billable'] === '0') knownHeaders.add(row['code'] as string);
  for (const row of fy2026.rows) if (row['billable'] === '0') knownHeaders.add(row['code'] as string);
  for (const row of added.rows) if (row['billable'] === 'false') knownHeaders.add(row['code'] as string);
  const codes = [...billableCm, ...headerWindows(billableCm, knownHeaders)].sort(byCodeAndDate);
  const cmRelease: ReleaseDraft = {
    id: 'icd10cm/codes',
    title: 'ICD-10-CM valid codes by date, FY2016–FY2027 (April 2027 update not yet published)',
    effectiveFrom: FIRST_DAY,
    effectiveTo: LAST_DAY,
    carryForward: 'window-only',
  };
  add('icd10cm/codes', cmRelease, [valid.source, fy2025.source, fy2026.source, added.source], validityColumns(codes, true));

  const deletedCodes = new Set(deleted.rows.map((row) => row['code'] as string));
  const editions: { from: Day; titles: Map<string, string> }[] = [
    { from: day('2024-10-01'), titles: new Map(fy2025.rows.map((row) => [row['code'] as string, row['long_title'] as string])) },
    { from: day('2025-10-01'), titles: new Map(expanded.map((entry) => [entry.code, entry.title])) },
    {
      from: day('2026-10-01'),
      titles: new Map([
        ...added.rows.map((row) => [row['code'] as string, ascii(row['longTitle'] as string)] as const),
        ...revised.rows.map((row) => [row['code'] as string, ascii(row['newLongTitle'] as string)] as const),
      ]),
    },
  ];
  check(
    deletedCodes.size === 21 && added.rows.length === 238,
    'icd10cm/fy2027-delta',
    '238 added and 21 deleted codes',
    `${added.rows.length} and ${deletedCodes.size}`,
  );
  const titleRows: { code: string; from: Day; title: string }[] = [];
  const lastTitle = new Map<string, string>();
  for (const edition of editions) {
    for (const [code, title] of edition.titles) {
      if (lastTitle.get(code) === title) continue;
      lastTitle.set(code, title);
      titleRows.push({ code, from: edition.from, title });
    }
  }
  titleRows.sort(byCodeAndDate);
  add(
    'icd10cm/titles',
    {
      ...cmRelease,
      id: 'icd10cm/titles',
      title: 'ICD-10-CM long titles FY2025–FY2027 (titles of the codes new in FY2027 have one source)',
      carryForward: 'carries-forward',
    },
    [fy2025.source, fy2026.source, xml.source, added.source, revised.source],
    {
      code: titleRows.map((row) => row.code),
      from: Int32Array.from(titleRows, (row) => row.from),
      title: titleRows.map((row) => row.title),
    },
  );

  const tabularRelease: ReleaseDraft = {
    id: 'icd10cm/tabular/2026-04-01',
    title: 'ICD-10-CM Tabular List FY2026 (April 2026 update)',
    effectiveFrom: '2026-04-01',
    effectiveTo: '2026-09-30',
    carryForward: 'carries-forward',
  };
  const notes: { owner: string; kind: string; text: string }[] = [];
  for (const chapter of tabular.chapters) for (const note of chapter.notes) notes.push({ owner: `chapter ${chapter.number}`, ...note });
  for (const section of tabular.sections) for (const note of section.notes) notes.push({ owner: section.id, ...note });
  for (const node of tabular.nodes) for (const note of node.notes) notes.push({ owner: node.code, ...note });
  add('icd10cm/notes', tabularRelease, [xml.source], {
    owner: notes.map((note) => note.owner),
    kind: notes.map((note) => note.kind),
    text: notes.map((note) => note.text),
  });
  const sevenths = tabular.nodes.flatMap((node) => (node.sevenths ?? []).map((seventh) => ({ owner: node.code, ...seventh })));
  add('icd10cm/sevenths', tabularRelease, [xml.source], {
    owner: sevenths.map((row) => row.owner),
    char: sevenths.map((row) => row.char),
    text: sevenths.map((row) => row.text),
  });
  const divisions = divisionsOf(tabular);
  add('icd10cm/divisions', tabularRelease, [xml.source], {
    id: divisions.map((row) => row.id),
    kind: divisions.map((row) => row.kind),
    title: divisions.map((row) => row.title),
    first: divisions.map((row) => row.first),
    last: divisions.map((row) => row.last),
  });

  const cmConversion = readTsv(open, 'conversion/icd10cm_conversion.tsv.gz', [
    'newer_code',
    'older_code',
    'effective_date',
    'in_cms_tables',
  ]);
  const everBillable = new Set(billableCm.map((row) => row.code));
  const cmPairs = cmConversion.rows.filter(
    (row) => everBillable.has(row['older_code'] as string) && everBillable.has(row['newer_code'] as string),
  );
  add(
    'icd10cm/conversion',
    { ...cmRelease, id: 'icd10cm/conversion/fy2026', title: 'ICD-10-CM conversion table FY2026', effectiveTo: '2026-09-30' },
    [cmConversion.source],
    conversionColumns(cmPairs),
  );

  const edits = readTsv(open, 'mce/edit_code_lists.tsv.gz', ['code_system', 'flag', 'code', 'from', 'to']);
  const editorRelease: ReleaseDraft = {
    id: 'mce/v44',
    title: 'Medicare Code Editor v44 lists by date',
    effectiveFrom: FIRST_DAY,
    effectiveTo: LAST_DAY,
    carryForward: 'window-only',
  };
  for (const [system, name] of [
    ['ICD10CM', 'icd10cm'],
    ['ICD10PCS', 'icd10pcs'],
  ] as const) {
    const rows = edits.rows
      .filter((row) => row['code_system'] === system)
      .map((row) => ({
        code: row['code'] as string,
        flag: row['flag'] as string,
        from: day(row['from'] as string),
        to: day(row['to'] === EDITOR_END ? LAST_DAY : (row['to'] as string)),
      }))
      .sort(byCodeAndDate);
    add(`${name}/edits`, { ...editorRelease, id: `mce/v44/${name}` }, [edits.source], {
      code: rows.map((row) => row.code),
      flag: rows.map((row) => row.flag),
      from: Int32Array.from(rows, (row) => row.from),
      to: Int32Array.from(rows, (row) => row.to),
    });
  }
  const ages = readNdjson(open, 'mce/ageRows.ndjson.gz');
  const ageRows = ages.rows.map(
    (line) => JSON.parse(line) as { key: string; row: { startAge: number; endAge: number; from: string; to: string } },
  );
  add('mce/ages', editorRelease, [ages.source], {
    category: ageRows.map((row) => row.key),
    startAge: Int32Array.from(ageRows, ({ row }) => row.startAge),
    endAge: Int32Array.from(ageRows, ({ row }) => row.endAge),
    from: Int32Array.from(ageRows, ({ row }) => day(row.from)),
    to: Int32Array.from(ageRows, ({ row }) => day(row.to === EDITOR_END ? LAST_DAY : row.to)),
  });
  const statuses = readNdjson(open, 'mce/dischargeStatRows.ndjson.gz');
  add('mce/discharge-status', editorRelease, [statuses.source], { json: statuses.rows });

  // ICD-10-PCS
  const pcsRelease: ReleaseDraft = { ...cmRelease, id: 'icd10pcs/codes', title: 'ICD-10-PCS valid codes by date, FY2016–FY2027' };
  add('icd10pcs/codes', pcsRelease, [valid.source], validityColumns(editor('ICD10PCS').sort(byCodeAndDate), true));
  const pcsTitles = readTsv(open, 'icd10pcs/codes.tsv.gz', ['code', 'title', 'short_title', 'in_fy2024_list', 'in_fy2026_partial_list']);
  const titlesSorted = [...pcsTitles.rows].sort((a, b) => compare(a['code'] as string, b['code'] as string));
  add(
    'icd10pcs/titles',
    {
      ...pcsRelease,
      id: 'icd10pcs/titles',
      title: 'ICD-10-PCS long titles FY2024–FY2026 (370 codes of April 2026 have none)',
      carryForward: 'carries-forward',
    },
    [pcsTitles.source],
    {
      code: titlesSorted.map((row) => row['code'] as string),
      from: Int32Array.from(titlesSorted, () => day('2023-10-01')),
      title: titlesSorted.map((row) => row['title'] as string),
    },
  );
  const axisNames = ['section', 'body_system', 'operation', 'body_part_4', 'approach_5', 'device_6', 'qualifier_7'];
  const axes = readTsv(open, 'icd10pcs/axes.tsv.gz', ['code', ...axisNames]);
  const axisRows = [...axes.rows].sort((a, b) => compare(a['code'] as string, b['code'] as string));
  const labels = [...new Set(axisRows.flatMap((row) => axisNames.map((axis) => row[axis] as string)))].sort(compare);
  const labelNumber = new Map(labels.map((label, i) => [label, i]));
  const axesRelease: ReleaseDraft = {
    id: 'icd10pcs/axes',
    title: 'ICD-10-PCS axis labels and index (April 2025 code book)',
    effectiveFrom: '2025-04-01',
    effectiveTo: '2025-09-30',
    carryForward: 'carries-forward',
  };
  add('icd10pcs/labels', axesRelease, [axes.source], { label: labels });
  add('icd10pcs/axes', axesRelease, [axes.source], {
    code: axisRows.map((row) => row['code'] as string),
    ...Object.fromEntries(
      axisNames.map((axis, i) => [`axis${i + 1}`, Uint16Array.from(axisRows, (row) => labelNumber.get(row[axis] as string) as number)]),
    ),
  });
  for (const [file, table] of [
    ['icd10pcs/index.tsv.gz', 'icd10pcs/index'],
    ['icd10pcs/body_part_key.tsv.gz', 'icd10pcs/body-part-key'],
    ['icd10pcs/device_substance_key.tsv.gz', 'icd10pcs/device-key'],
    ['icd10pcs/root_operations.tsv.gz', 'icd10pcs/root-operations'],
    ['icd10pcs/approaches.tsv.gz', 'icd10pcs/approaches'],
    ['icd10pcs/body_systems.tsv.gz', 'icd10pcs/body-systems'],
    ['icd10pcs/body_parts.tsv.gz', 'icd10pcs/body-parts'],
  ] as const) {
    const file_ = readTsv(open, file);
    add(table, axesRelease, [file_.source], textColumns(file_.rows));
  }
  const pcsConversion = readTsv(open, 'conversion/icd10pcs_conversion.tsv.gz', [
    'newer_code',
    'older_code',
    'effective_date',
    'in_cms_tables',
  ]);
  add(
    'icd10pcs/conversion',
    { ...pcsRelease, id: 'icd10pcs/conversion/fy2027', title: 'ICD-10-PCS conversion tables FY2024–FY2027' },
    [pcsConversion.source],
    conversionColumns(pcsConversion.rows),
  );

  // ICD-9-CM
  const icd9 = readTsv(open, 'mce/icd9_valid_codes.tsv.gz', ['code_system', 'code', 'from', 'to']);
  for (const [system, name] of [
    ['ICD9CM', 'icd9cm'],
    ['ICD9PCS', 'icd9pcs'],
  ] as const) {
    const rows = icd9.rows
      .filter((row) => row['code_system'] === system)
      .map((row) => ({ code: row['code'] as string, from: day(row['from'] as string), to: day(row['to'] as string), billable: true }))
      .sort(byCodeAndDate);
    add(
      `${name}/codes`,
      {
        id: `${name}/codes`,
        title: `ICD-9-CM ${name === 'icd9cm' ? 'diagnosis' : 'procedure'} codes by date, to 2015-09-30`,
        effectiveFrom: '1984-03-01',
        effectiveTo: '2015-09-30',
        carryForward: 'window-only',
      },
      [icd9.source],
      validityColumns(rows, true),
    );
  }
  const gem = readTsv(open, 'gems/icd9_to_pcs_2018.tsv.gz', ['icd9', 'pcs', 'flags']);
  add(
    'gem/icd9pcs-icd10pcs',
    {
      id: 'gem/icd9pcs-icd10pcs/2018',
      title: 'General Equivalence Mapping 2018, ICD-9-CM procedures to ICD-10-PCS',
      effectiveFrom: '2017-10-01',
      effectiveTo: '2018-09-30',
      carryForward: 'carries-forward',
    },
    [gem.source],
    {
      source: gem.rows.map((row) => row['icd9'] as string),
      target: gem.rows.map((row) => row['pcs'] as string),
      flags: gem.rows.map((row) => row['flags'] as string),
    },
  );

  // Tables of groupers and edits, as published
  drafts.push(...grouperDrafts(open));
  return drafts;
}

/** Grouper tables travel as published: text cells for delimited files, one JSON value a row for the rest. */
function grouperDrafts(open: string): Draft[] {
  const drafts: Draft[] = [];
  const push = (table: string, release: ReleaseDraft, source: PackSource, columns: Record<string, ColumnInput>): void => {
    drafts.push({ manifest: { table, release, sources: [source], licence: 'public-domain', importer: IMPORTER }, columns });
  };
  const msdrg: ReleaseDraft = {
    id: 'msdrg/v40-v44',
    title: 'MS-DRG grouper tables v40.0–v44.0',
    effectiveFrom: '2022-10-01',
    effectiveTo: LAST_DAY,
    carryForward: 'window-only',
  };
  for (const name of [
    'clusterIds',
    'clusterInformation',
    'diagnosisAll',
    'drgDescriptions',
    'drgFormulas',
    'dxPatterns',
    'exclusionGroups',
    'exclusionIds',
    'genderMdcs',
    'hacDescriptions',
    'hacFormulas',
    'hacOperands',
    'mdcDescriptions',
    'prPatterns',
    'procedureAttributes',
    'schemeIndex',
  ]) {
    const file = readNdjson(open, `msdrg/${name}.ndjson.gz`);
    push(`msdrg/${name}`, msdrg, file.source, { json: file.rows });
  }
  const ipps: ReleaseDraft = {
    id: 'ipps/fy2026',
    title: 'IPPS FY2026 final rule tables',
    effectiveFrom: '2025-10-01',
    effectiveTo: '2026-09-30',
    carryForward: 'window-only',
  };
  for (const file of [
    'table5_fy2026_final.tsv',
    'table6i_mcc_fy2026.tsv.gz',
    'table6j_cc_fy2026.tsv.gz',
    'table6k_part1_fy2026.tsv.gz',
    'table6k_part2_alive_only_fy2026.tsv',
    'table6k_part3_drg_severity_exclusions_fy2026.tsv.gz',
  ]) {
    const { rows, source } = readTsv(open, `ipps/${file}`);
    push(`ipps/${file.replace(/_fy2026.*$/, '')}`, ipps, source, textColumns(rows));
  }
  for (const year of [2025, 2026, 2027]) {
    const release: ReleaseDraft = {
      id: `hcc/${year}`,
      title: `CMS risk adjustment payment year ${year}`,
      effectiveFrom: `${year - 1}-01-01`,
      effectiveTo: `${year - 1}-12-31`,
      carryForward: 'window-only',
    };
    const files = [
      `ra_dx_to_cc_${year}`,
      `ra_eligible_cpt_hcpcs_${year}`,
      year === 2027 ? 'ra_proposed_coefficients_2027' : `ra_coefficients_${year}`,
    ];
    if (year !== 2027) files.push(`ra_hierarchies_${year}`);
    if (year === 2026) files.push('ra_labels_2026', 'ra_dx_edits', 'hcc_is_chronic');
    for (const file of files) {
      const { rows, source } = readCsv(open, `hcc/${file}.csv.gz`);
      push(
        `hcc/${file
          .replace(/^ra_/, '')
          .replace(/_20\d\d$/, '')
          .replaceAll('_', '-')}`,
        release,
        source,
        textColumns(rows),
      );
    }
  }
  const cmr: ReleaseDraft = {
    id: 'cmr/v2026.1',
    title: 'Elixhauser Comorbidity Software Refined v2026.1',
    effectiveFrom: FIRST_DAY,
    effectiveTo: '2026-09-30',
    carryForward: 'carries-forward',
  };
  for (const file of ['dx_to_measures_v2026-1.tsv.gz', 'index_weights.tsv', 'measures_v2026-1.tsv']) {
    const { rows, source } = readTsv(open, `cmr/${file}`);
    push(`cmr/${file.replace(/(_v2026-1)?\.tsv.*$/, '').replaceAll('_', '-')}`, cmr, source, textColumns(rows));
  }
  const charlson: ReleaseDraft = {
    id: 'charlson/variants',
    title: 'Charlson and Elixhauser variants as published (Quan 2005 and others)',
    effectiveFrom: FIRST_DAY,
    effectiveTo: LAST_DAY,
    carryForward: 'carries-forward',
  };
  for (const file of ['prefixes.tsv.gz', 'weights.tsv']) {
    const { rows, source } = readTsv(open, `charlson/${file}`);
    push(`charlson/${file.replace(/\.tsv.*$/, '')}`, charlson, source, textColumns(rows));
  }
  return drafts;
}

function divisionsOf(
  tabular: Awaited<ReturnType<typeof parseTabular>>,
): { id: string; kind: string; title: string; first: string; last: string }[] {
  const ends = (select: (node: (typeof tabular.nodes)[number]) => boolean): [string, string] => {
    const categories = tabular.nodes.filter((node) => node.parent === undefined && select(node)).map((node) => node.code);
    return [
      categories.reduce((a, b) => (codeKey(a) <= codeKey(b) ? a : b)),
      categories.reduce((a, b) => (codeKey(a) >= codeKey(b) ? a : b)),
    ];
  };
  const out: { id: string; kind: string; title: string; first: string; last: string }[] = [];
  for (const chapter of tabular.chapters) {
    const [first, last] = ends((node) => node.chapter === chapter.number);
    out.push({ id: `chapter ${chapter.number}`, kind: 'chapter', title: withoutRange(chapter.title), first, last });
  }
  const used = new Set(tabular.nodes.map((node) => node.section));
  for (const section of tabular.sections) {
    if (!used.has(section.id)) continue;
    const [first, last] = ends((node) => node.section === section.id);
    out.push({ id: section.id, kind: 'section', title: withoutRange(section.title), first, last });
  }
  return out;
}

function withoutRange(title: string): string {
  return title.replace(/\s*\([A-Z][0-9A-Z]{2}(?:-[A-Z][0-9A-Z]{2})?\)\s*$/, '');
}

function validityColumns(rows: readonly ValidityRow[], withBillable: boolean): Record<string, ColumnInput> {
  return {
    code: rows.map((row) => row.code),
    from: Int32Array.from(rows, (row) => row.from),
    to: Int32Array.from(rows, (row) => row.to),
    ...(withBillable ? { billable: Uint8Array.from(rows, (row) => (row.billable ? 1 : 0)) } : {}),
  };
}

function conversionColumns(rows: readonly Readonly<Record<string, string>>[]): Record<string, ColumnInput> {
  return {
    newer: rows.map((row) => row['newer_code'] as string),
    older: rows.map((row) => row['older_code'] as string),
    date: Int32Array.from(rows, (row) => day(row['effective_date'] as string)),
  };
}

function textColumns(rows: readonly Readonly<Record<string, string>>[]): Record<string, ColumnInput> {
  const names = Object.keys(rows[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name] as string)]));
}

function byCodeAndDate(a: { code: string; from: number }, b: { code: string; from: number }): number {
  return compare(a.code, b.code) || a.from - b.from;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The order file's wording: diacritics dropped (NFKD, ASCII only). */
function ascii(title: string): string {
  return title.normalize('NFKD').replace(/[^\x20-\x7e]/g, '');
}

function check(holds: boolean, file: string, expected: string, found: string): void {
  if (!holds) throw malformed(file, 0, 0, expected, found);
}

function readBytes(open: string, name: string): { bytes: Uint8Array; source: PackSource } {
  const raw = readFileSync(join(open, name));
  const bytes = name.endsWith('.gz') ? gunzipSync(raw) : raw;
  return {
    bytes,
    source: {
      file: name.replace(/\.gz$/, ''),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      origin: 'US federal release, as described in the README beside it',
    },
  };
}

function readTsv(open: string, name: string, header?: readonly string[]): SourceFile {
  const { bytes, source } = readBytes(open, name);
  const lines = new TextDecoder('utf-8', { fatal: true }).decode(bytes).split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const columns = (lines[0] ?? '').split('\t');
  if (header && header.join('\t') !== columns.join('\t')) throw malformed(name, 1, 1, header.join(', '), columns.join(', '));
  const rows = lines.slice(1).map((line, i) => {
    const cells = line.split('\t');
    if (cells.length !== columns.length) throw malformed(name, i + 2, 1, `${columns.length} columns`, `${cells.length}`);
    return Object.fromEntries(columns.map((column, c) => [column, cells[c] as string]));
  });
  return { source, rows };
}

function readNdjson(open: string, name: string): { source: PackSource; rows: string[] } {
  const { bytes, source } = readBytes(open, name);
  const rows = new TextDecoder('utf-8', { fatal: true })
    .decode(bytes)
    .split('\n')
    .filter((line) => line !== '');
  return { source, rows };
}

function readCsv(open: string, name: string): SourceFile {
  const { bytes, source } = readBytes(open, name);
  const records = parseCsv(new TextDecoder('utf-8', { fatal: true }).decode(bytes), {
    columns: true,
    skip_empty_lines: true,
    bom: true,
  }) as Record<string, string>[];
  return { source, rows: records };
}
