/**
 * Reads the Apache Arrow IPC file format as far as packs use it: one record batch, non-null columns of Utf8, integers and floats,
 * no compression, no dictionaries. Buffers are views of the file's bytes; nothing is copied.
 *
 * Layout: "ARROW1" + padding, messages, footer (flatbuffer), footer length (int32), "ARROW1"
 * (https://arrow.apache.org/docs/format/Columnar.html#ipc-file-format). Field numbers are those of Schema.fbs, Message.fbs and File.fbs.
 */

/** A column as raw buffers. */
export type ArrowColumn =
  | { readonly kind: 'text'; readonly offsets: Int32Array; readonly bytes: Uint8Array }
  | { readonly kind: 'numbers'; readonly values: Int32Array | Uint32Array | Uint8Array | Uint16Array | Float32Array | Float64Array };

export interface ArrowTable {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, ArrowColumn>;
}

const MAGIC = 'ARROW1';
/** Members of the union Type of Schema.fbs. */
const TYPE_INT = 2;
const TYPE_FLOAT = 3;
const TYPE_UTF8 = 5;

/** @throws Error saying what is not as the format prescribes */
export function readArrowFile(file: Uint8Array): ArrowTable {
  // Typed arrays need aligned buffers; messages are aligned to 8 within the file.
  const bytes = file.byteOffset % 8 === 0 ? file : file.slice();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 6));
  if (bytes.length < 20 || magic(0) !== MAGIC || magic(bytes.length - 6) !== MAGIC) throw new Error('not an Arrow file');
  const footerLength = view.getInt32(bytes.length - 10, true);
  const footerStart = bytes.length - 10 - footerLength;
  if (footerLength <= 0 || footerStart < 8) throw new Error('the footer does not fit the file');
  const footer = new FlatTable(view, footerStart + view.getUint32(footerStart, true));
  const schema = footer.table(1);
  const batches = footer.vector(3);
  if (!schema) throw new Error('no schema');
  if (!batches || batches.length !== 1) throw new Error(`${batches?.length ?? 0} record batches, expected 1`);
  const blockAt = batches.start;
  const messageAt = Number(view.getBigInt64(blockAt, true));
  const metadataLength = view.getInt32(blockAt + 8, true);
  const bodyAt = messageAt + metadataLength;
  // A message may begin with the continuation marker 0xFFFFFFFF before its length.
  const prefix = view.getUint32(messageAt, true) === 0xffffffff ? 8 : 4;
  const message = new FlatTable(view, messageAt + prefix + view.getUint32(messageAt + prefix, true));
  const batch = message.table(2);
  if (!batch) throw new Error('no record batch');
  const rows = Number(batch.int64(0) ?? 0n);
  const buffers = batch.vector(2);
  const fields = schema.vector(1);
  if (!buffers || !fields) throw new Error('no buffers');
  let next = 0;
  const buffer = (): { start: number; length: number } => {
    if (next >= buffers.length) throw new Error('a buffer is missing');
    const at = buffers.start + 16 * next++;
    const start = bodyAt + Number(view.getBigInt64(at, true));
    const length = Number(view.getBigInt64(at + 8, true));
    if (start < 0 || length < 0 || start + length > bytes.length) throw new Error('a buffer lies outside the file');
    return { start: bytes.byteOffset + start, length };
  };
  const columns = new Map<string, ArrowColumn>();
  for (let f = 0; f < fields.length; f++) {
    const field = fields.table(f);
    const name = field.text(0) ?? '';
    const type = field.uint8(2) ?? 0;
    buffer(); // validity, empty: columns are non-null
    if (type === TYPE_UTF8) {
      const offsets = buffer();
      const values = buffer();
      columns.set(name, {
        kind: 'text',
        offsets: rows === 0 ? new Int32Array(1) : new Int32Array(bytes.buffer, offsets.start, rows + 1),
        bytes: new Uint8Array(bytes.buffer, values.start, values.length),
      });
      continue;
    }
    const detail = field.table(3);
    const { start } = buffer();
    columns.set(name, { kind: 'numbers', values: numbers(bytes.buffer as ArrayBuffer, start, rows, type, detail) });
  }
  return { rows, columns };
}

function numbers(
  data: ArrayBuffer,
  start: number,
  rows: number,
  type: number,
  detail: FlatTable | undefined,
): Extract<ArrowColumn, { kind: 'numbers' }>['values'] {
  if (type === TYPE_INT) {
    const width = detail?.int32(0) ?? 0;
    const signed = (detail?.uint8(1) ?? 0) !== 0;
    if (width === 32) return signed ? new Int32Array(data, start, rows) : new Uint32Array(data, start, rows);
    if (width === 16 && !signed) return new Uint16Array(data, start, rows);
    if (width === 8 && !signed) return new Uint8Array(data, start, rows);
    throw new Error(`integers of ${width} bits are not read`);
  }
  if (type === TYPE_FLOAT) {
    const precision = detail?.int16(0) ?? 0;
    if (precision === 1) return new Float32Array(data, start, rows);
    if (precision === 2) return new Float64Array(data, start, rows);
  }
  throw new Error(`columns of type ${type} are not read`);
}

/** A flatbuffer table: fields found through its vtable. */
class FlatTable {
  private readonly view: DataView;
  private readonly at: number;

  constructor(view: DataView, at: number) {
    this.view = view;
    this.at = at;
  }

  private field(number: number): number | undefined {
    const vtable = this.at - this.view.getInt32(this.at, true);
    const slot = 4 + 2 * number;
    if (slot >= this.view.getUint16(vtable, true)) return undefined;
    const offset = this.view.getUint16(vtable + slot, true);
    return offset === 0 ? undefined : this.at + offset;
  }

  private scalar<T>(number: number, read: (at: number) => T): T | undefined {
    const at = this.field(number);
    return at === undefined ? undefined : read(at);
  }

  uint8(number: number): number | undefined {
    return this.scalar(number, (at) => this.view.getUint8(at));
  }

  int16(number: number): number | undefined {
    return this.scalar(number, (at) => this.view.getInt16(at, true));
  }

  int32(number: number): number | undefined {
    return this.scalar(number, (at) => this.view.getInt32(at, true));
  }

  int64(number: number): bigint | undefined {
    return this.scalar(number, (at) => this.view.getBigInt64(at, true));
  }

  table(number: number): FlatTable | undefined {
    const at = this.field(number);
    return at === undefined ? undefined : new FlatTable(this.view, at + this.view.getUint32(at, true));
  }

  text(number: number): string | undefined {
    const at = this.field(number);
    if (at === undefined) return undefined;
    const start = at + this.view.getUint32(at, true);
    const length = this.view.getUint32(start, true);
    return new TextDecoder().decode(new Uint8Array(this.view.buffer, this.view.byteOffset + start + 4, length));
  }

  /** A vector: of tables (offsets) or of structs laid out one after the other from `start`. */
  vector(number: number): { length: number; start: number; table: (i: number) => FlatTable } | undefined {
    const at = this.field(number);
    if (at === undefined) return undefined;
    const vector = at + this.view.getUint32(at, true);
    const length = this.view.getUint32(vector, true);
    const start = vector + 4;
    return {
      length,
      start,
      table: (i) => {
        const item = start + 4 * i;
        return new FlatTable(this.view, item + this.view.getUint32(item, true));
      },
    };
  }
}
