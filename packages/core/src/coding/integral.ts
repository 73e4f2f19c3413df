import type { Lexicon } from '../codesets/lexicon.js';
import { codeRanges } from './ranges.js';

/** A sign or symptom that belongs to a disease. */
export interface IntegralRow {
  readonly disease: ReturnType<typeof codeRanges>;
  readonly symptom: ReturnType<typeof codeRanges>;
  readonly why: string;
}

const tables = new WeakMap<Lexicon, readonly IntegralRow[]>();

/** The signs and symptoms of diseases by the lexicon; read once, it has hundreds of rows, and a note takes a millisecond. */
export function integralRows(lexicon: Lexicon): readonly IntegralRow[] {
  let rows = tables.get(lexicon);
  if (!rows) {
    rows = Array.from(lexicon.rows('integral'), (row) => ({
      disease: codeRanges(row['disease'] as string),
      symptom: codeRanges(row['symptom'] as string),
      why: row['why'] as string,
    }));
    tables.set(lexicon, rows);
  }
  return rows;
}
