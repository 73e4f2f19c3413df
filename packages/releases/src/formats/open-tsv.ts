/**
 * The tab-separated tables of `releases/open` and what they are made of.
 *
 * Authority: the README of each folder of `releases/open` (source, columns, counts). Layout: UTF-8, one header row, one tab between fields, LF, no
 * quoting: a double quote is literal.
 */
import { type GemEntry, gemEntry } from './gem.js';
import { type FieldRow, type NamedRow, namedRows } from './separated-fields.js';
import { type ByteSource, malformed, shown, textRows } from './text-source.js';

/**
 * The rows below a header that must be exactly `header`; every row has as many fields.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED, with row and column: another header, a row with more or fewer fields, no row at all.
 *
 * @example
 * for await (const row of tsvRows(source, 'codes.tsv', ['code', 'title'])) use(row.get('code'));
 */
export async function* tsvRows<Name extends string>(
  source: ByteSource,
  file: string,
  header: readonly Name[],
): AsyncGenerator<NamedRow<Name>> {
  let rows = 0;
  for await (const row of namedRows(tabFields(source, file), file, header)) {
    rows++;
    yield row;
  }
  if (rows === 0) throw malformed(file, 2, 1, `rows below the heading ${shown(header[0])}`, 'the end of the file');
}

async function* tabFields(source: ByteSource, file: string): AsyncGenerator<FieldRow> {
  for await (const { row, text } of textRows(source, file)) yield { row, fields: text.split('\t') };
}

/** ICD-10-CM code as in the order file. */
export const CM_CODE = /^[A-Z][0-9A-Z]{2,6}$/;
export const PCS_CODE = /^[0-9A-HJ-NP-Z]{7}$/;

/** The field, which must have this form. */
export function fieldOf<Name extends string>(row: NamedRow<Name>, name: Name, form: RegExp, expected: string): string {
  const value = row.get(name);
  if (!form.test(value)) throw row.wrong(name, expected);
  return value;
}

/** The field, which must not be empty. */
export function filledField<Name extends string>(row: NamedRow<Name>, name: Name): string {
  return fieldOf(row, name, /\S/, 'text');
}

/** A calendar date `YYYY-MM-DD`. */
export function dateField<Name extends string>(row: NamedRow<Name>, name: Name): string {
  const value = fieldOf(row, name, /^\d{4}-\d\d-\d\d$/, 'a date YYYY-MM-DD');
  const date = new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value) throw row.wrong(name, 'a date YYYY-MM-DD');
  return value;
}

function flagField<Name extends string>(row: NamedRow<Name>, name: Name): boolean {
  return fieldOf(row, name, /^[01]$/, '0 or 1') === '1';
}

/** Refuses a key that was seen before. */
function once<Name extends string>(seen: Set<string>, row: NamedRow<Name>, name: Name, key = row.get(name)): void {
  if (seen.has(key)) throw row.wrong(name, 'a value once');
  seen.add(key);
}

/** open/icd10cm/titles_fy2026apr.tsv: order-file entries with ASCII title and, where it differs, the tabular's. */
export async function* openCmTitles(
  source: ByteSource,
  file: string,
): AsyncGenerator<{ code: string; billable: boolean; title: string; titleTabular: string | undefined }> {
  const seen = new Set<string>();
  for await (const row of tsvRows(source, file, ['code', 'billable', 'title', 'title_tabular'])) {
    once(seen, row, 'code');
    const tabular = row.get('title_tabular');
    yield {
      code: fieldOf(row, 'code', CM_CODE, 'an ICD-10-CM code'),
      billable: flagField(row, 'billable'),
      title: filledField(row, 'title'),
      titleTabular: tabular === '' ? undefined : tabular,
    };
  }
}

/** open/icd10cm/codes_fy2025.tsv: the FY2025 order file with short titles. */
export async function* openCmCodes(
  source: ByteSource,
  file: string,
): AsyncGenerator<{ code: string; billable: boolean; shortTitle: string; longTitle: string }> {
  const seen = new Set<string>();
  for await (const row of tsvRows(source, file, ['code', 'billable', 'short_title', 'long_title'])) {
    once(seen, row, 'code');
    yield {
      code: fieldOf(row, 'code', CM_CODE, 'an ICD-10-CM code'),
      billable: flagField(row, 'billable'),
      shortTitle: filledField(row, 'short_title'),
      longTitle: filledField(row, 'long_title'),
    };
  }
}

/** open/icd10pcs/codes.tsv: titles of ICD-10-PCS codes of several editions; a title list, not a list of valid codes. */
export async function* openPcsCodes(
  source: ByteSource,
  file: string,
): AsyncGenerator<{ code: string; title: string; shortTitle: string | undefined; inFy2024: boolean; inFy2026Partial: boolean }> {
  const seen = new Set<string>();
  for await (const row of tsvRows(source, file, ['code', 'title', 'short_title', 'in_fy2024_list', 'in_fy2026_partial_list'])) {
    once(seen, row, 'code');
    const short = row.get('short_title');
    yield {
      code: fieldOf(row, 'code', PCS_CODE, 'an ICD-10-PCS code'),
      title: filledField(row, 'title'),
      shortTitle: short === '' ? undefined : short,
      inFy2024: flagField(row, 'in_fy2024_list'),
      inFy2026Partial: flagField(row, 'in_fy2026_partial_list'),
    };
  }
}

const AXES = ['section', 'body_system', 'operation', 'body_part_4', 'approach_5', 'device_6', 'qualifier_7'] as const;

/** open/icd10pcs/axes.tsv: the seven labels of a code. */
export async function* openPcsAxes(source: ByteSource, file: string): AsyncGenerator<{ code: string; labels: string[] }> {
  const seen = new Set<string>();
  for await (const row of tsvRows(source, file, ['code', ...AXES])) {
    once(seen, row, 'code');
    yield { code: fieldOf(row, 'code', PCS_CODE, 'an ICD-10-PCS code'), labels: AXES.map((axis) => filledField(row, axis)) };
  }
}

export interface OpenPcsIndexRow {
  readonly mainTerm: string;
  readonly level: number;
  /** Sub-terms below the main term, empty at the main term. */
  readonly subtermPath: string;
  readonly kind: 'code' | 'see' | 'use' | 'heading';
  readonly target: string;
  /** A complete code or its first characters; empty where the index gives none. */
  readonly code: string;
}

/** open/icd10pcs/index.tsv: the ICD-10-PCS index, April 2025. */
export async function* openPcsIndex(source: ByteSource, file: string): AsyncGenerator<OpenPcsIndexRow> {
  for await (const row of tsvRows(source, file, ['main_term', 'level', 'subterm_path', 'kind', 'target', 'code'])) {
    yield {
      mainTerm: filledField(row, 'main_term'),
      level: Number(fieldOf(row, 'level', /^\d$/, 'a level from 0 to 9')),
      subtermPath: row.get('subterm_path'),
      kind: fieldOf(row, 'kind', /^(?:code|see|use|heading)$/, 'code, see, use or heading') as OpenPcsIndexRow['kind'],
      target: row.get('target'),
      code: fieldOf(row, 'code', /^[0-9A-HJ-NP-Z]{0,7}$/, 'the first characters of an ICD-10-PCS code, or nothing'),
    };
  }
}

/** open/icd10pcs/body_part_key.tsv: an anatomical term and the body part it is coded as. */
export async function* openPcsBodyPartKey(source: ByteSource, file: string): AsyncGenerator<{ term: string; bodyPart: string }> {
  for await (const row of tsvRows(source, file, ['term', 'body_part']))
    yield { term: filledField(row, 'term'), bodyPart: filledField(row, 'body_part') };
}

/** open/icd10pcs/device_substance_key.tsv: a product or substance and the value it is coded as. */
export async function* openPcsDeviceKey(
  source: ByteSource,
  file: string,
): AsyncGenerator<{ term: string; use: string; inTable: string | undefined; axis: 'device' | 'other' }> {
  for await (const row of tsvRows(source, file, ['term', 'use', 'in_table', 'axis'])) {
    const table = fieldOf(row, 'in_table', /^(?:[0-9A-HJ-NP-Z]{3})?$/, 'a table of three characters, or nothing');
    yield {
      term: filledField(row, 'term'),
      use: filledField(row, 'use'),
      inTable: table === '' ? undefined : table,
      axis: fieldOf(row, 'axis', /^(?:device|other)$/, 'device or other') as 'device' | 'other',
    };
  }
}

/** open/icd10pcs/root_operations.tsv. */
export async function* openPcsRootOperations(
  source: ByteSource,
  file: string,
): AsyncGenerator<{ section: string; code: string; value: string; definition: string; explanation: string; examples: string }> {
  for await (const row of tsvRows(source, file, ['section', 'code', 'value', 'definition', 'explanation', 'examples'])) {
    yield {
      ...sectionValue(row),
      value: filledField(row, 'value'),
      definition: filledField(row, 'definition'),
      explanation: row.get('explanation'),
      examples: row.get('examples'),
    };
  }
}

/** open/icd10pcs/approaches.tsv. */
export async function* openPcsApproaches(
  source: ByteSource,
  file: string,
): AsyncGenerator<{ section: string; code: string; value: string; definition: string }> {
  for await (const row of tsvRows(source, file, ['section', 'code', 'value', 'definition']))
    yield { ...sectionValue(row), value: filledField(row, 'value'), definition: filledField(row, 'definition') };
}

/** open/icd10pcs/body_systems.tsv. */
export async function* openPcsBodySystems(
  source: ByteSource,
  file: string,
): AsyncGenerator<{ section: string; code: string; title: string }> {
  for await (const row of tsvRows(source, file, ['section', 'code', 'title']))
    yield { ...sectionValue(row), title: filledField(row, 'title') };
}

/** open/icd10pcs/body_parts.tsv. */
export async function* openPcsBodyParts(
  source: ByteSource,
  file: string,
): AsyncGenerator<{ section: string; bodySystem: string; code: string; bodySystemTitle: string; bodyPart: string }> {
  for await (const row of tsvRows(source, file, ['section', 'body_system', 'code', 'body_system_title', 'body_part'])) {
    yield {
      ...sectionValue(row),
      bodySystem: fieldOf(row, 'body_system', /^[0-9A-HJ-NP-Z]$/, 'a value'),
      bodySystemTitle: filledField(row, 'body_system_title'),
      bodyPart: filledField(row, 'body_part'),
    };
  }
}

/** open/icd10pcs/guidelines.tsv: the ICD-10-PCS guidelines by number. */
export async function* openPcsGuidelines(
  source: ByteSource,
  file: string,
): AsyncGenerator<{ number: string; section: string; type: string; text: string }> {
  const seen = new Set<string>();
  for await (const row of tsvRows(source, file, ['idx', 'section', 'type', 'content'])) {
    once(seen, row, 'idx');
    yield {
      number: filledField(row, 'idx'),
      section: filledField(row, 'section'),
      type: row.get('type'),
      text: filledField(row, 'content'),
    };
  }
}

function sectionValue<Name extends string>(row: NamedRow<Name | 'section' | 'code'>): { section: string; code: string } {
  return { section: fieldOf(row, 'section', /^[0-9A-HJ-NP-Z]$/, 'a value'), code: fieldOf(row, 'code', /^[0-9A-HJ-NP-Z]$/, 'a value') };
}

export interface OpenConversion {
  readonly row: number;
  readonly newer: string;
  /** The field as it stands. */
  readonly olderText: string;
  /** Undefined for `NOPCS` and for the faulty rows of the table in which no code stands (blank, words of a remark). */
  readonly older: string | undefined;
  /** Without a predecessor by statement of the table, as opposed to a faulty row. */
  readonly noPredecessor: boolean;
  /** First day of the newer code. */
  readonly effective: string;
  /** `FY2024` … : the yearly tables that carry the pair. */
  readonly tables: readonly string[];
}

/**
 * open/conversion/*.tsv. Codes that have the form of a code but never were valid (89 in the ICD-10-CM table, from expanded ranges) can be told only by
 * the list of valid codes and are the importer's to drop.
 */
export async function* openConversion(source: ByteSource, file: string, system: 'icd10cm' | 'icd10pcs'): AsyncGenerator<OpenConversion> {
  const form = system === 'icd10cm' ? CM_CODE : PCS_CODE;
  for await (const row of tsvRows(source, file, ['newer_code', 'older_code', 'effective_date', 'in_cms_tables'])) {
    const olderText = row.get('older_code');
    const noPredecessor = system === 'icd10pcs' && olderText === 'NOPCS';
    if (system === 'icd10pcs' && !noPredecessor && !form.test(olderText)) throw row.wrong('older_code', 'an ICD-10-PCS code or NOPCS');
    yield {
      row: row.row,
      newer: fieldOf(row, 'newer_code', form, 'a code'),
      olderText,
      older: form.test(olderText) ? olderText : undefined,
      noPredecessor,
      effective: dateField(row, 'effective_date'),
      tables: fieldOf(row, 'in_cms_tables', /^FY\d{4}(?:,FY\d{4})*$/, 'fiscal years').split(','),
    };
  }
}

/** open/gems/icd9_to_pcs_2018.tsv. */
export async function* openGem(source: ByteSource, file: string): AsyncGenerator<GemEntry> {
  for await (const row of tsvRows(source, file, ['icd9', 'pcs', 'flags'])) {
    const from = fieldOf(row, 'icd9', /^\d{2,4}$/, 'an ICD-9-CM procedure code');
    const to = fieldOf(row, 'pcs', /^(?:NoPCS|[0-9A-HJ-NP-Z]{7})$/, 'an ICD-10-PCS code or NoPCS');
    const entry = gemEntry(row.row, from, to, row.get('flags'));
    if (entry === undefined) throw row.wrong('flags', 'five flags that agree with each other and with the target');
    yield entry;
  }
}
