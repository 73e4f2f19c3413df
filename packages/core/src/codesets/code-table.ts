import type { Day } from '../model/date.js';
import { type CodeKey, codeKey, type KeyRange, keyCode, keyLength, lowerBound } from './code.js';
import type { PackTable, TextColumn } from './pack.js';

/** Index of a code in a {@link CodeTable}. Only the table makes one, so a code that does not exist cannot be represented. */
export type CodeId = number & { readonly __code: unique symbol };

/** A stretch of time in which a code existed as it is described. */
export interface CodeWindow {
  readonly from: Day;
  readonly to: Day;
  readonly billable: boolean;
}

/**
 * The codes of one system with the dates they were valid on, sorted; look-up is a binary search over raw keys.
 * Built from the packs `<system>/codes` (code, from, to, billable) and `<system>/titles` (code, from, title).
 */
export class CodeTable {
  readonly keys: Float64Array;
  private readonly windowStart: Uint32Array;
  private readonly from: Int32Array;
  private readonly to: Int32Array;
  private readonly billable: Uint8Array;
  private readonly titleStart: Uint32Array;
  private readonly titleEnd: Uint32Array;
  private readonly titleFrom: Int32Array;
  private readonly titleText: TextColumn | undefined;
  private readonly titleCache: (string | undefined)[];
  private readonly codes: (string | undefined)[];

  constructor(codes: PackTable, titles: PackTable | undefined) {
    const text = codes.text('code');
    const rows = codes.rows;
    this.from = codes.numbers<Int32Array>('from');
    this.to = codes.numbers<Int32Array>('to');
    this.billable = codes.numbers<Uint8Array>('billable');
    const keys = new Float64Array(rows);
    const starts = new Uint32Array(rows + 1);
    let count = 0;
    for (let row = 0; row < rows; row++) {
      const key = keyOfBytes(text, row);
      if (count === 0 || keys[count - 1] !== key) {
        keys[count] = key;
        starts[count] = row;
        count++;
      }
    }
    starts[count] = rows;
    this.keys = keys.subarray(0, count);
    this.windowStart = starts.subarray(0, count + 1);
    this.titleStart = new Uint32Array(count);
    this.titleEnd = new Uint32Array(count);
    this.codes = new Array<string | undefined>(this.keys.length);
    this.titleCache = new Array<string | undefined>(titles?.rows ?? 0);
    if (titles) {
      this.titleText = titles.text('title');
      this.titleFrom = titles.numbers<Int32Array>('from');
      const titleCode = titles.text('code');
      let row = 0;
      for (let id = 0; id < count; id++) {
        const key = this.keys[id] as number;
        let rowKey = row < titles.rows ? keyOfBytes(titleCode, row) : Infinity;
        while (rowKey < key) {
          row++;
          rowKey = row < titles.rows ? keyOfBytes(titleCode, row) : Infinity;
        }
        this.titleStart[id] = row;
        while (row < titles.rows && rowKey === key) {
          row++;
          rowKey = row < titles.rows ? keyOfBytes(titleCode, row) : Infinity;
        }
        this.titleEnd[id] = row;
      }
    } else {
      this.titleText = undefined;
      this.titleFrom = new Int32Array(0);
    }
  }

  get size(): number {
    return this.keys.length;
  }

  /** The code in any spelling (dot optional, any case), whether or not it was valid on some date; -1 when no release has it. */
  find(code: string): CodeId | -1 {
    const key = codeKey(code);
    return key < 0 ? -1 : this.findKey(key);
  }

  findKey(key: CodeKey): CodeId | -1 {
    const at = lowerBound(this.keys, key);
    return this.keys[at] === key ? (at as CodeId) : -1;
  }

  /** Code without dot. */
  code(id: CodeId): string {
    return (this.codes[id] ??= keyCode(this.keys[id] as number));
  }

  /** 1 billable, 0 header, -1 not valid on the date. */
  statusOn(id: CodeId, date: Day): 1 | 0 | -1 {
    for (let row = this.windowStart[id] as number; row < (this.windowStart[id + 1] as number); row++) {
      if ((this.from[row] as number) <= date && date <= (this.to[row] as number)) return this.billable[row] === 1 ? 1 : 0;
    }
    return -1;
  }

  billableOn(id: CodeId, date: Day): boolean {
    return this.statusOn(id, date) === 1;
  }

  windows(id: CodeId): CodeWindow[] {
    const out: CodeWindow[] = [];
    for (let row = this.windowStart[id] as number; row < (this.windowStart[id + 1] as number); row++) {
      out.push({ from: this.from[row] as Day, to: this.to[row] as Day, billable: this.billable[row] === 1 });
    }
    return out;
  }

  /** The title in force on the date: that of the last edition before it, else of the first after it; empty when no edition at hand has one. */
  title(id: CodeId, date: Day): string {
    const start = this.titleStart[id] as number;
    const end = this.titleEnd[id] as number;
    if (start === end || !this.titleText) return '';
    let row = start;
    while (row + 1 < end && (this.titleFrom[row + 1] as number) <= date) row++;
    const cached = this.titleCache[row];
    if (cached !== undefined) return cached;
    const text = this.titleText.at(row);
    this.titleCache[row] = text;
    return text;
  }

  /** Every wording the editions at hand gave a code, with the day each edition began. */
  titles(id: CodeId): { from: Day; title: string }[] {
    const out: { from: Day; title: string }[] = [];
    for (let row = this.titleStart[id] as number; row < (this.titleEnd[id] as number); row++)
      out.push({ from: this.titleFrom[row] as Day, title: this.titleText?.at(row) ?? '' });
    return out;
  }

  /** Ids of all codes in an interval of keys, in code order: [first, last). */
  range(range: KeyRange): { first: number; last: number } {
    return { first: lowerBound(this.keys, range.from), last: lowerBound(this.keys, range.to) };
  }

  /** The nearest existing ancestor in the list (E11.22 → E11.2; placeholders are skipped), or -1 for a category. */
  parent(id: CodeId): CodeId | -1 {
    let code = this.code(id).slice(0, -1);
    while (code.length >= 3) {
      const parent = this.find(code);
      if (parent !== -1) return parent;
      code = code.slice(0, -1);
    }
    return -1;
  }

  /** Codes directly below, in order, whatever their dates. */
  children(id: CodeId): CodeId[] {
    const key = this.keys[id] as number;
    const span = 37 ** (7 - keyLength(key));
    const end = lowerBound(this.keys, key + span);
    const out: CodeId[] = [];
    let at = id + 1;
    while (at < end) {
      out.push(at as CodeId);
      const childKey = this.keys[at] as number;
      at = lowerBound(this.keys, childKey + 37 ** (7 - keyLength(childKey)));
    }
    return out;
  }
}

function keyOfBytes(column: TextColumn, row: number): number {
  let key = 0;
  const start = column.offsets[row] as number;
  const end = column.offsets[row + 1] as number;
  for (let i = start; i < end; i++) {
    const c = column.bytes[i] as number;
    key = key * 37 + (c <= 57 ? c - 47 : c - 54);
  }
  for (let i = end - start; i < 7; i++) key *= 37;
  return key;
}
