import type { Lexicon } from '../codesets/lexicon.js';
import { codeRanges, holds } from './ranges.js';

/** A sign or symptom that belongs to a disease. */
export interface IntegralRow {
  readonly disease: ReturnType<typeof codeRanges>;
  readonly symptom: ReturnType<typeof codeRanges>;
  readonly why: string;
  /** Place in the table. */
  readonly number: number;
}

const tables = new WeakMap<Lexicon, readonly IntegralRow[]>();

/** The signs and symptoms of diseases by the lexicon; read once, it has hundreds of rows, and a note takes a millisecond. */
export function integralRows(lexicon: Lexicon): readonly IntegralRow[] {
  let rows = tables.get(lexicon);
  if (!rows) {
    rows = Array.from(lexicon.rows('integral'), (row, number) => ({
      disease: codeRanges(row['disease'] as string),
      symptom: codeRanges(row['symptom'] as string),
      why: row['why'] as string,
      number,
    }));
    tables.set(lexicon, rows);
  }
  return rows;
}

const byDisease = new WeakMap<Lexicon, Map<string, readonly IntegralRow[]>>();

/** The rows of a disease by its code; remembered, since notes repeat their codes. */
export function integralRowsOf(lexicon: Lexicon, code: string): readonly IntegralRow[] {
  let known = byDisease.get(lexicon);
  if (!known) {
    known = new Map();
    byDisease.set(lexicon, known);
  }
  let rows = known.get(code);
  if (!rows) {
    rows = integralRows(lexicon).filter(({ disease }) => holds(disease, code));
    known.set(code, rows);
  }
  return rows;
}
