import { tableFromIPC, type Vector } from 'apache-arrow';
import { z } from 'zod';
import { MedcodeError } from '../errors.js';
import { Release } from '../model/release.js';

/** Where the content of a pack came from. */
export const PackSource = z.object({
  file: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Publisher of the content and how it reached us. */
  origin: z.string(),
});
export type PackSource = z.infer<typeof PackSource>;

/** One table of one release, as its manifest describes it. */
export const PackManifest = z.object({
  /** `icd10cm/codes`: the name of the table; several releases may bring the same table. */
  table: z.string(),
  /** File name beside the manifest. */
  file: z.string(),
  rows: z.int().nonnegative(),
  /** sha256 of the uncompressed Arrow bytes. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  release: Release.omit({ origin: true, carried: true }),
  sources: z.array(PackSource),
  /** `public-domain`: facts of US federal releases. `own`: written by this project. `local`: installed by the user, not for redistribution. */
  licence: z.enum(['public-domain', 'own', 'local']),
  importer: z.string(),
});
export type PackManifest = z.infer<typeof PackManifest>;

/** The file `manifest.json` of a folder of packs. */
export const PackFolderManifest = z.object({ format: z.literal(1), packs: z.array(PackManifest) });
export type PackFolderManifest = z.infer<typeof PackFolderManifest>;

/** Text cells of a pack, decoded one at a time from the raw UTF-8 bytes. */
export class TextColumn {
  readonly offsets: Int32Array;
  readonly bytes: Uint8Array;
  private static readonly decoder = new TextDecoder();

  constructor(offsets: Int32Array, bytes: Uint8Array) {
    this.offsets = offsets;
    this.bytes = bytes;
  }

  get length(): number {
    return this.offsets.length - 1;
  }

  at(row: number): string {
    const start = this.offsets[row] as number;
    const end = this.offsets[row + 1] as number;
    if (end - start > 24) return TextColumn.decoder.decode(this.bytes.subarray(start, end));
    let text = '';
    for (let i = start; i < end; i++) {
      const byte = this.bytes[i] as number;
      if (byte > 127) return TextColumn.decoder.decode(this.bytes.subarray(start, end));
      text += String.fromCharCode(byte);
    }
    return text;
  }
}

export type NumberColumn = Int32Array | Uint32Array | Uint8Array | Uint16Array | Float32Array | Float64Array;

/** A decoded pack: raw typed arrays by column name. */
export class PackTable {
  readonly manifest: PackManifest;
  private readonly columns: ReadonlyMap<string, TextColumn | NumberColumn>;

  constructor(manifest: PackManifest, columns: ReadonlyMap<string, TextColumn | NumberColumn>) {
    this.manifest = manifest;
    this.columns = columns;
  }

  get rows(): number {
    return this.manifest.rows;
  }

  get names(): string[] {
    return [...this.columns.keys()];
  }

  /** @throws MedcodeError MC_PACK_DAMAGED when the column is absent or not text */
  text(name: string): TextColumn {
    const column = this.columns.get(name);
    if (!(column instanceof TextColumn)) throw new MedcodeError('MC_PACK_DAMAGED', `${this.manifest.table}: no text column "${name}"`);
    return column;
  }

  /** @throws MedcodeError MC_PACK_DAMAGED when the column is absent or not numeric */
  numbers<T extends NumberColumn = NumberColumn>(name: string): T {
    const column = this.columns.get(name);
    if (column === undefined || column instanceof TextColumn)
      throw new MedcodeError('MC_PACK_DAMAGED', `${this.manifest.table}: no numeric column "${name}"`);
    return column as T;
  }
}

/**
 * Decodes the Arrow IPC bytes of a pack (already decompressed and checked against the manifest's checksum).
 * @throws MedcodeError MC_PACK_DAMAGED
 */
export function decodePack(manifest: PackManifest, bytes: Uint8Array): PackTable {
  const columns = new Map<string, TextColumn | NumberColumn>();
  try {
    const table = tableFromIPC(bytes);
    if (table.batches.length > 1) throw new Error('more than one record batch');
    for (const field of table.schema.fields) {
      const vector = table.getChild(field.name) as Vector;
      const data = vector.data[0];
      if (data === undefined) columns.set(field.name, new TextColumn(new Int32Array(1), new Uint8Array(0)));
      else if (data.valueOffsets !== undefined && data.valueOffsets.length > 0 && data.values instanceof Uint8Array && isText(field.typeId))
        columns.set(field.name, new TextColumn(data.valueOffsets as Int32Array, data.values));
      else columns.set(field.name, data.values as NumberColumn);
    }
    if (table.numRows !== manifest.rows) throw new Error(`${table.numRows} rows, the manifest says ${manifest.rows}`);
  } catch (error) {
    throw new MedcodeError('MC_PACK_DAMAGED', `${manifest.table}: ${(error as Error).message}`, { cause: error });
  }
  return new PackTable(manifest, columns);
}

/** Arrow type id of Utf8. */
function isText(typeId: number): boolean {
  return typeId === 5;
}
