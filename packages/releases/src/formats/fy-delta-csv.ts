/**
 * Changes of a fiscal year to ICD-10-CM, as CSV.
 *
 * Authority: open/icd10cm/README.md, folder `fy2027-delta` (makevision/icd10cm-open-data, CC0, transcribed from its public page; the codes agree with
 * the Medicare Code Editor v44). Layout: one header row each, `true`/`false`, code without and with dot.
 */
import { fieldRows, type NamedRow, namedRows } from './separated-fields.js';
import { type ByteSource, malformed } from './text-source.js';

export interface AddedCode {
  readonly code: string;
  readonly billable: boolean;
  readonly category: string;
  readonly shortTitle: string;
  readonly longTitle: string;
}

/** `billable` as it was. */
export type DeletedCode = AddedCode;

export interface RevisedCode {
  readonly code: string;
  readonly billable: boolean;
  readonly previousLongTitle: string;
  readonly newLongTitle: string;
  readonly previousShortTitle: string;
  readonly newShortTitle: string;
}

export interface BillableChange {
  readonly code: string;
  readonly direction: 'billable-to-header' | 'header-to-billable';
  readonly longTitle: string;
}

export interface ChapterCounts {
  readonly chapter: string;
  readonly first: string;
  readonly last: string;
  readonly entries: number;
  readonly billable: number;
}

export interface YearCounts {
  readonly fiscalYear: number;
  readonly effectiveFrom: string;
  readonly entries: number;
  readonly billable: number;
  readonly headers: number;
  /** Undefined for the first year. */
  readonly added: number | undefined;
  readonly deleted: number | undefined;
  readonly billableAdded: number | undefined;
  readonly billableRemoved: number | undefined;
}

type Row<Name extends string> = NamedRow<Name>;

/** added.csv. @throws MedcodeError MC_SOURCE_MALFORMED, with row and column, as all readers here. */
export async function* parseAddedCodes(source: ByteSource, file: string): AsyncGenerator<AddedCode> {
  yield* codes(source, file, 'billable');
}

/** deleted.csv. */
export async function* parseDeletedCodes(source: ByteSource, file: string): AsyncGenerator<DeletedCode> {
  yield* codes(source, file, 'wasBillable');
}

async function* codes(source: ByteSource, file: string, flag: 'billable' | 'wasBillable'): AsyncGenerator<AddedCode> {
  for await (const row of rowsOf(source, file, ['code', 'codeDotted', flag, 'category', 'shortTitle', 'longTitle'] as const)) {
    const code = codeOf(row);
    const category = row.get('category');
    if (category !== code.slice(0, 3)) throw row.wrong('category', code.slice(0, 3));
    yield { code, billable: truth(row, flag), category, shortTitle: filled(row, 'shortTitle'), longTitle: filled(row, 'longTitle') };
  }
}

/** revised.csv: titles that changed. */
export async function* parseRevisedCodes(source: ByteSource, file: string): AsyncGenerator<RevisedCode> {
  for await (const row of rowsOf(source, file, [
    'code',
    'codeDotted',
    'billable',
    'previousLongTitle',
    'newLongTitle',
    'previousShortTitle',
    'newShortTitle',
  ] as const)) {
    yield {
      code: codeOf(row),
      billable: truth(row, 'billable'),
      previousLongTitle: filled(row, 'previousLongTitle'),
      newLongTitle: filled(row, 'newLongTitle'),
      previousShortTitle: filled(row, 'previousShortTitle'),
      newShortTitle: filled(row, 'newShortTitle'),
    };
  }
}

/** billable-status-changes.csv: codes that became headers, or the other way. */
export async function* parseBillableChanges(source: ByteSource, file: string): AsyncGenerator<BillableChange> {
  for await (const row of rowsOf(source, file, [
    'code',
    'codeDotted',
    'previousBillable',
    'newBillable',
    'direction',
    'longTitle',
  ] as const)) {
    const code = codeOf(row);
    const before = truth(row, 'previousBillable');
    if (truth(row, 'newBillable') === before) throw row.wrong('newBillable', String(!before));
    const direction = before ? 'billable-to-header' : 'header-to-billable';
    if (row.get('direction') !== direction) throw row.wrong('direction', direction);
    yield { code, direction, longTitle: filled(row, 'longTitle') };
  }
}

/** fy2027-counts-by-chapter.csv: what the edition must count, by chapter. The counts of notes are checked for form only. */
export async function* parseChapterCounts(source: ByteSource, file: string): AsyncGenerator<ChapterCounts> {
  const notes = [
    'excludes1Notes',
    'excludes2Notes',
    'locationsWithExcludes1',
    'locationsWithExcludes2',
    'excludes1NotesPointingOutsideChapter',
    'excludes2NotesPointingOutsideChapter',
  ] as const;
  for await (const row of rowsOf(source, file, ['chapter', 'codeRange', 'orderFileEntries', 'billableCodes', ...notes] as const)) {
    for (const name of notes) count(row, name);
    const range = /^([A-Z][0-9A-Z]{2})-([A-Z][0-9A-Z]{2})$/.exec(row.get('codeRange'));
    if (range === null) throw row.wrong('codeRange', 'first and last category');
    yield {
      chapter: String(count(row, 'chapter')),
      first: range[1] as string,
      last: range[2] as string,
      entries: count(row, 'orderFileEntries'),
      billable: count(row, 'billableCodes'),
    };
  }
}

/** code-counts-fy2016-fy2027.csv: what each October edition counts. */
export async function* parseYearCounts(source: ByteSource, file: string): AsyncGenerator<YearCounts> {
  const header = [
    'fiscalYear',
    'effectiveFrom',
    'totalEntries',
    'billableCodes',
    'nonBillableHeaders',
    'addedVsPriorYear',
    'deletedVsPriorYear',
    'netChange',
    'billableAdded',
    'billableRemoved',
  ] as const;
  let before: number | undefined;
  for await (const row of rowsOf(source, file, header)) {
    const change = (name: (typeof header)[number]): number | undefined =>
      row.get(name) === '' && before === undefined ? undefined : count(row, name);
    const fiscalYear = count(row, 'fiscalYear');
    const effectiveFrom = row.get('effectiveFrom');
    if (effectiveFrom !== `${fiscalYear - 1}-10-01`) throw row.wrong('effectiveFrom', `${fiscalYear - 1}-10-01`);
    const entries = count(row, 'totalEntries');
    const billable = count(row, 'billableCodes');
    const headers = count(row, 'nonBillableHeaders');
    if (billable + headers !== entries) throw row.wrong('nonBillableHeaders', String(entries - billable));
    const added = change('addedVsPriorYear');
    const deleted = change('deletedVsPriorYear');
    if (before !== undefined && added !== undefined && deleted !== undefined) {
      if (row.get('netChange') !== String(added - deleted)) throw row.wrong('netChange', String(added - deleted));
      if (before + added - deleted !== entries) throw row.wrong('totalEntries', String(before + added - deleted));
    }
    yield {
      fiscalYear,
      effectiveFrom,
      entries,
      billable,
      headers,
      added,
      deleted,
      billableAdded: change('billableAdded'),
      billableRemoved: change('billableRemoved'),
    };
    before = entries;
  }
}

async function* rowsOf<Name extends string>(source: ByteSource, file: string, header: readonly Name[]): AsyncGenerator<Row<Name>> {
  const seen = new Set<string>();
  for await (const row of namedRows(fieldRows(source, file, { delimiter: ',' }), file, header)) {
    const key = header[0] as Name;
    if (seen.has(row.get(key))) throw row.wrong(key, 'a value once');
    seen.add(row.get(key));
    yield row;
  }
  if (seen.size === 0) throw malformed(file, 2, 1, 'rows below the heading', 'the end of the file');
}

function codeOf<Name extends string>(row: Row<Name | 'code' | 'codeDotted'>): string {
  const code = row.get('code');
  if (!/^[A-Z][0-9A-Z]{2,6}$/.test(code)) throw row.wrong('code', 'an ICD-10-CM code without dot');
  if (row.get('codeDotted') !== (code.length > 3 ? `${code.slice(0, 3)}.${code.slice(3)}` : code))
    throw row.wrong('codeDotted', `${code} with its dot`);
  return code;
}

function truth<Name extends string>(row: Row<Name>, name: Name): boolean {
  const text = row.get(name);
  if (text !== 'true' && text !== 'false') throw row.wrong(name, 'true or false');
  return text === 'true';
}

function count<Name extends string>(row: Row<Name>, name: Name): number {
  const text = row.get(name);
  if (!/^\d{1,7}$/.test(text)) throw row.wrong(name, 'a number');
  return Number(text);
}

function filled<Name extends string>(row: Row<Name>, name: Name): string {
  const text = row.get(name).trim();
  if (text === '') throw row.wrong(name, 'text');
  return text;
}
