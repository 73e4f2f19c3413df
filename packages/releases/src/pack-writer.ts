import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import type { CataloguedPack } from '@medcode/core/codesets/catalog';
import { decodePack } from '@medcode/core/codesets/pack';
import { MedcodeError } from '@medcode/core/errors';
import type { PackFolderManifest, PackManifest } from '@medcode/core/model/pack-manifest';
import {
  type Data,
  Field,
  Float32,
  Float64,
  Int32,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  Uint8,
  Uint16,
  Uint32,
  Utf8,
} from 'apache-arrow';

/** A column to write: text cells, or a typed array as it is. */
export type ColumnInput = readonly string[] | Int32Array | Uint32Array | Uint16Array | Uint8Array | Float32Array | Float64Array;

/** Encodes columns as one Arrow record batch of non-null columns. The same columns always give the same bytes. */
export function encodeTable(columns: Readonly<Record<string, ColumnInput>>): { bytes: Uint8Array; rows: number } {
  const names = Object.keys(columns);
  const children: Data[] = [];
  const fields: Field[] = [];
  let rows = -1;
  for (const name of names) {
    const column = columns[name] as ColumnInput;
    if (rows >= 0 && column.length !== rows) throw new Error(`column ${name} has ${column.length} rows, not ${rows}`);
    rows = column.length;
    const data = columnData(column);
    children.push(data);
    fields.push(new Field(name, data.type, false));
  }
  const schema = new Schema(fields);
  const batch = new RecordBatch(schema, makeData({ type: new Struct(fields), length: Math.max(rows, 0), nullCount: 0, children }));
  return { bytes: tableToIPC(new Table(schema, [batch]), 'file'), rows: Math.max(rows, 0) };
}

function columnData(column: ColumnInput): Data {
  if (column instanceof Int32Array) return makeData({ type: new Int32(), length: column.length, nullCount: 0, data: column });
  if (column instanceof Uint32Array) return makeData({ type: new Uint32(), length: column.length, nullCount: 0, data: column });
  if (column instanceof Uint16Array) return makeData({ type: new Uint16(), length: column.length, nullCount: 0, data: column });
  if (column instanceof Uint8Array) return makeData({ type: new Uint8(), length: column.length, nullCount: 0, data: column });
  if (column instanceof Float32Array) return makeData({ type: new Float32(), length: column.length, nullCount: 0, data: column });
  if (column instanceof Float64Array) return makeData({ type: new Float64(), length: column.length, nullCount: 0, data: column });
  const encoder = new TextEncoder();
  const cells = column.map((cell) => encoder.encode(cell));
  const offsets = new Int32Array(cells.length + 1);
  let total = 0;
  cells.forEach((cell, i) => {
    total += cell.length;
    offsets[i + 1] = total;
  });
  const values = new Uint8Array(total);
  cells.forEach((cell, i) => values.set(cell, offsets[i]));
  return makeData({ type: new Utf8(), length: cells.length, nullCount: 0, valueOffsets: offsets, data: values });
}

/** A table ready to be written: everything of its manifest but what follows from the bytes. */
export interface PackDraft {
  readonly manifest: Omit<PackManifest, 'rows' | 'sha256' | 'file'>;
  readonly columns: Readonly<Record<string, ColumnInput>>;
}

/** A pack in memory: its manifest and the compressed bytes of its file. */
export interface EncodedPack {
  readonly manifest: PackManifest;
  readonly file: Uint8Array;
}

/** Encodes and compresses a draft. The file name holds table, edition and content, so that editions stand side by side and
 * a new file never takes the place of one that the old manifest still names. */
export function encodePack(draft: PackDraft): EncodedPack {
  const { bytes, rows } = encodeTable(draft.columns);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const edition = draft.manifest.release.effectiveFrom;
  const file = `${draft.manifest.table.replaceAll('/', '-')}.${edition}.${sha256.slice(0, 8)}.arrow.gz`;
  const compressed = gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION });
  compressed[9] = 255; // the OS byte of the gzip header, so that every machine writes the same file
  return { manifest: { ...draft.manifest, file, rows, sha256 }, file: compressed };
}

/**
 * Writes packs and their manifest into a folder. Files are written aside and renamed, the manifest last, so that an interrupted
 * run leaves the old state or the new one.
 * @throws MedcodeError MC_WRITE_FAILED
 */
export function writePackFolder(folder: string, packs: readonly EncodedPack[], keep: readonly PackManifest[] = []): PackFolderManifest {
  const manifest: PackFolderManifest = {
    format: 1,
    packs: [...keep, ...packs.map((pack) => pack.manifest)].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0)),
  };
  const written: string[] = [];
  try {
    mkdirSync(folder, { recursive: true });
    for (const pack of packs) {
      const aside = join(folder, `${pack.manifest.file}.partial`);
      written.push(aside);
      writeFileSync(aside, pack.file);
    }
    for (const pack of packs) renameSync(join(folder, `${pack.manifest.file}.partial`), join(folder, pack.manifest.file));
    writeWhole(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  } catch (error) {
    for (const file of written) rmSync(file, { recursive: true, force: true });
    throw new MedcodeError('MC_WRITE_FAILED', `${folder}: ${(error as NodeJS.ErrnoException).code ?? 'write failed'}`, { cause: error });
  }
  return manifest;
}

/** Removes the pack files of a folder that its manifest no longer names. */
export function sweepPackFolder(folder: string, manifest: PackFolderManifest): void {
  const named = new Set(manifest.packs.map((pack) => pack.file));
  for (const file of readdirSync(folder))
    if (/\.arrow\.gz(\.partial)?$/.test(file) && !named.has(file)) rmSync(join(folder, file), { force: true });
}

/** Writes a file so that it is there whole or not at all. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const aside = `${path}.partial`;
  try {
    writeFileSync(aside, content);
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}

/** A pack that was just encoded, read without a detour over the disk. */
export function inMemory(pack: EncodedPack): CataloguedPack {
  return { manifest: pack.manifest, origin: 'embedded', table: () => decodePack(pack.manifest, gunzipSync(pack.file)) };
}
