import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Day, day } from '@medcode/core/model/date';
import type { PackSource } from '@medcode/core/model/pack-manifest';
import { fieldRows } from '../formats/separated-fields.js';
import { type ByteSource, malformed } from '../formats/text-source.js';
import type { ColumnInput, PackDraft } from '../pack-writer.js';
import type { ValidityRow } from '../validity.js';

export type ReleaseDraft = PackDraft['manifest']['release'];

/** First and last day the embedded code lists answer for. */
export const FIRST_DAY = '2015-10-01';
export const LAST_DAY = '2027-09-30';
/** The Medicare Code Editor's tables end a code that goes on at the end of their own release. */
const EDITOR_END = '2027-03-31';

/** The last day of a row of the editor's tables, the end of the release read as the end of the fiscal year. */
export function editorEnd(text: string): Day {
  return day(text === EDITOR_END ? LAST_DAY : text);
}

/** A file of `releases/open`: its bytes and its provenance. */
export interface OpenSource {
  readonly name: string;
  readonly bytes: ByteSource;
  readonly source: PackSource;
}

/** Reads a file of the folder of open releases, decompressed. */
export function openSource(open: string, name: string): OpenSource {
  const raw = readFileSync(join(open, name));
  const bytes = name.endsWith('.gz') ? gunzipSync(raw) : raw;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    name,
    bytes: [bytes],
    source: { file: name.replace(/\.gz$/, ''), sha256, origin: 'US federal release, as described in the README beside it' },
  };
}

/** All rows of a parser. */
export async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const out: T[] = [];
  for await (const row of rows) out.push(row);
  return out;
}

/** A published table as text columns under its own header; every row as wide as the header. */
export async function textTable(source: OpenSource, delimiter: ',' | '\t'): Promise<Record<string, ColumnInput>> {
  const rows = delimiter === ',' ? await all(fieldRows(source.bytes, source.name, { delimiter })) : tabRows(source);
  const header = rows.shift()?.fields ?? [];
  const columns = header.map((): string[] => []);
  for (const { row, fields } of rows) {
    if (fields.length === 1 && fields[0] === '') continue;
    if (fields.length !== header.length) throw malformed(source.name, row, 1, `${header.length} fields`, `${fields.length}`);
    fields.forEach((field, i) => columns[i]?.push(field));
  }
  return Object.fromEntries(header.map((name, i) => [name.replace(/^\uFEFF/, ''), columns[i] as string[]]));
}

/** Tab-separated rows of `releases/open` are not quoted: a double quote is literal. */
function tabRows(source: OpenSource): { row: number; fields: string[] }[] {
  return lines(source).map((line, i) => ({ row: i + 1, fields: line.split('\t') }));
}

/** One JSON value a line, as text. */
export function lines(source: OpenSource): string[] {
  const text = [...(source.bytes as Iterable<Uint8Array>)].map((bytes) => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).join('');
  return text.split(/\r?\n/).filter((line) => line !== '');
}

export function validityColumns(rows: readonly ValidityRow[]): Record<string, ColumnInput> {
  return {
    code: rows.map((row) => row.code),
    from: Int32Array.from(rows, (row) => row.from),
    to: Int32Array.from(rows, (row) => row.to),
    billable: Uint8Array.from(rows, (row) => (row.billable ? 1 : 0)),
  };
}

export function byCodeAndDate(a: { code: string; from: number }, b: { code: string; from: number }): number {
  return compare(a.code, b.code) || a.from - b.from;
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A draft of a pack of public federal facts. */
export function draft(
  table: string,
  release: ReleaseDraft,
  sources: readonly PackSource[],
  columns: Record<string, ColumnInput>,
): PackDraft {
  return { manifest: { table, release, sources: [...sources], licence: 'public-domain', importer: 'embedded 1' }, columns };
}
