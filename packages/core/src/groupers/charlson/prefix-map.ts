import { type CodeKey, codeKey, lowerBound, stemRange } from '../../codesets/code.js';

/** A beginning of codes and what it stands for. */
export interface PrefixEntry {
  readonly prefix: string;
  readonly category: number;
}

/**
 * Categories by the beginning of a code. The stems cut the line of all codes into stretches in which every code has the same categories,
 * so that looking one up is one binary search, however many stems there are and however they nest.
 */
export class PrefixMap {
  private readonly starts: Float64Array;
  private readonly sets: readonly (readonly number[])[];

  constructor(entries: readonly PrefixEntry[]) {
    const ranges = entries.map(({ prefix, category }) => ({ ...stemRange(prefix), category }));
    this.starts = Float64Array.from(new Set(ranges.flatMap(({ from, to }) => [from, to]))).sort();
    const sets = Array.from(this.starts, () => new Set<number>());
    for (const { from, to, category } of ranges) {
      const last = lowerBound(this.starts, to);
      for (let at = lowerBound(this.starts, from); at < last; at++) sets[at]?.add(category);
    }
    this.sets = sets.map((set) => [...set].sort((a, b) => a - b));
  }

  /** The categories of a code, as numbers. */
  of(key: CodeKey): readonly number[] {
    const at = lowerBound(this.starts, key);
    return this.sets[this.starts[at] === key ? at : at - 1] ?? NONE;
  }

  /** The same for a code in any spelling; none for what is no code. Files of fixed width pad codes with spaces. */
  ofCode(code: string): readonly number[] {
    const key = codeKey(code.charCodeAt(code.length - 1) <= 32 ? code.trim() : code);
    return key < 0 ? NONE : this.of(key);
  }
}

const NONE: readonly number[] = [];
