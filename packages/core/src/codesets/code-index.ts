import type { TextColumn } from './pack.js';

/** Value of each character in a packed code: 1–36 for 0–9 and A–Z in either case, 37 for the `@` of cluster ids, 0 for anything else. */
const CHARACTER = new Uint8Array(128);
for (let i = 0; i < 10; i++) CHARACTER[48 + i] = 1 + i;
for (let i = 0; i < 26; i++) {
  CHARACTER[65 + i] = 11 + i;
  CHARACTER[97 + i] = 11 + i;
}
CHARACTER[64] = 37;

const DOT = 46;
/** Bits of the second half of a slot that hold the code's number + 1; the rest of the code stands above them. */
const NUMBER_BITS = 17;
const NUMBER_MASK = (1 << NUMBER_BITS) - 1;

/**
 * Codes numbered in the order they are added, found by hashing their characters where they stand: no string is made, compared or
 * hashed. For programs that look up millions of codes; a {@link CodeTable} knows more about each. Up to 131,070 codes of up to seven
 * characters.
 *
 * A code of six bits a character is 42 bits: a slot of the table is 32 of them, then the other ten beside the number.
 */
export class CodeIndex {
  private slots: Int32Array;
  private mask: number;
  private count = 0;
  /** The code last packed: its first 32 bits and the other ten, shifted above the number. */
  private low = 0;
  private high = 0;

  /** @param expected about how many codes there will be */
  constructor(expected: number) {
    let capacity = 16;
    while (capacity * 3 < expected * 4) capacity *= 2;
    this.mask = capacity - 1;
    this.slots = new Int32Array(capacity * 2);
  }

  get size(): number {
    return this.count;
  }

  /** The number of a code in any spelling (dot optional, any case), or -1. */
  find(code: string): number {
    return this.pack(code) ? ((this.slots[this.slot() + 1] as number) & NUMBER_MASK) - 1 : -1;
  }

  /** The number of the code in a row of a column, added when it is new. */
  addRow(column: TextColumn, row: number): number {
    let first = 0;
    let last = 0;
    const start = column.offsets[row] as number;
    const length = Math.min((column.offsets[row + 1] as number) - start, 7);
    for (let i = 0; i < length; i++) {
      const value = CHARACTER[column.bytes[start + i] as number] as number;
      if (i < 4) first = (first << 6) | value;
      else last = (last << 6) | value;
    }
    this.keep(first, last);
    const known = (this.slots[this.slot() + 1] as number) & NUMBER_MASK;
    if (known > 0) return known - 1;
    if ((this.count + 1) * 4 > (this.mask + 1) * 3) this.grow();
    this.keep(first, last);
    const at = this.slot();
    this.slots[at] = this.low;
    this.slots[at + 1] = this.high | ++this.count;
    return this.count - 1;
  }

  private pack(code: string): boolean {
    let first = 0;
    let last = 0;
    let length = 0;
    for (let i = 0; i < code.length; i++) {
      const c = code.charCodeAt(i);
      const value = c < 128 ? (CHARACTER[c] as number) : 0;
      if (value === 0) {
        if (c !== DOT || length !== 3) return false;
        continue;
      }
      if (length < 4) first = (first << 6) | value;
      else last = (last << 6) | value;
      if (++length > 7) return false;
    }
    this.keep(first, last);
    return length > 0;
  }

  private keep(first: number, last: number): void {
    this.low = first | (last << 24);
    this.high = (last >> 8) << NUMBER_BITS;
  }

  /** The slot of the packed code, or the empty one where it belongs. */
  private slot(): number {
    const { slots, mask, low, high } = this;
    let hash = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b);
    hash ^= hash >>> 15;
    for (let i = hash & mask; ; i = (i + 1) & mask) {
      const entry = slots[i * 2 + 1] as number;
      if (entry === 0 || (slots[i * 2] === low && (entry & ~NUMBER_MASK) === high)) return i * 2;
    }
  }

  private grow(): void {
    const old = this.slots;
    this.mask = (this.mask + 1) * 2 - 1;
    this.slots = new Int32Array((this.mask + 1) * 2);
    for (let at = 0; at < old.length; at += 2) {
      const entry = old[at + 1] as number;
      if (entry === 0) continue;
      this.low = old[at] as number;
      this.high = entry & ~NUMBER_MASK;
      const to = this.slot();
      this.slots[to] = this.low;
      this.slots[to + 1] = entry;
    }
  }
}
