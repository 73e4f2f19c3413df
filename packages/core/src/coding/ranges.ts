import { codeKey, type KeyRange, spanRange } from '../codesets/code.js';

/** The intervals of a list of codes and spans as tables write it: `K20.8, J12-J18, N39.4`. */
export function codeRanges(list: string): readonly KeyRange[] {
  return list
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [first, last] = part.split('-') as [string, string | undefined];
      return spanRange(first, last || first);
    });
}

/** Whether a code lies in one of the intervals. */
export function holds(ranges: readonly KeyRange[], code: string): boolean {
  const key = codeKey(code);
  return ranges.some((range) => range.from <= key && key < range.to);
}
