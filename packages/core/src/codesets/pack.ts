import { MedcodeError } from '../errors.js';
import type { PackManifest } from '../model/pack-manifest.js';
import { readArrowFile } from './arrow-file.js';

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

/** Text cells that are asked for again and again: each is decoded once. */
export class RememberedText {
  private readonly column: TextColumn;
  private readonly known: (string | undefined)[];

  constructor(column: TextColumn) {
    this.column = column;
    this.known = new Array<string | undefined>(column.length);
  }

  at(row: number): string {
    return (this.known[row] ??= this.column.at(row));
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
    const table = readArrowFile(bytes);
    for (const [name, column] of table.columns)
      columns.set(name, column.kind === 'text' ? new TextColumn(column.offsets, column.bytes) : column.values);
    if (table.rows !== manifest.rows) throw new Error(`${table.rows} rows, the manifest says ${manifest.rows}`);
  } catch (error) {
    throw new MedcodeError('MC_PACK_DAMAGED', `${manifest.table}: ${(error as Error).message}`, { cause: error });
  }
  return new PackTable(manifest, columns);
}
