import { rounded } from './board.js';
import { randomNumbers } from './random-numbers.js';

/**
 * Codes given, expected and agreed in one note.
 * @typedef {{ tp: number, fp: number, fn: number }} Counts
 */

/** @param {ReadonlySet<string>} given @param {ReadonlySet<string>} expected @returns {Counts} */
export function compareSets(given, expected) {
  let tp = 0;
  for (const code of given) if (expected.has(code)) tp++;
  return { tp, fp: given.size - tp, fn: expected.size - tp };
}

/** @param {readonly Counts[]} counts @returns {Counts} */
export function sum(counts) {
  const total = { tp: 0, fp: 0, fn: 0 };
  for (const { tp, fp, fn } of counts) {
    total.tp += tp;
    total.fp += fp;
    total.fn += fn;
  }
  return total;
}

/** @param {Counts} counts */
export function precision({ tp, fp }) {
  return tp + fp === 0 ? 0 : tp / (tp + fp);
}

/** @param {Counts} counts */
export function recall({ tp, fn }) {
  return tp + fn === 0 ? 0 : tp / (tp + fn);
}

/** @param {Counts} counts */
export function f1({ tp, fp, fn }) {
  return tp === 0 ? 0 : (2 * tp) / (2 * tp + fp + fn);
}

const RESAMPLES = 2000;
const SEED = 20_231_115;

/**
 * 95 % percentile interval of micro-F1 when the notes are drawn again with replacement.
 * @param {readonly Counts[]} notes
 * @returns {[number, number]}
 */
export function bootstrapF1(notes) {
  const random = randomNumbers(SEED);
  const values = Array.from({ length: RESAMPLES }, () => f1(sum(notes.map(() => notes[Math.floor(random() * notes.length)]))));
  values.sort((a, b) => a - b);
  return [rounded(values[RESAMPLES * 0.025]), rounded(values[RESAMPLES * 0.975 - 1])];
}
