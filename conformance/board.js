/**
 * What a scoreboard is: our answers against one reference, counted.
 *
 * @typedef {'embedded' | 'full'} Mode embedded: the packs that come with the product; full: with the packs of MEDCODE_CONFORMANCE_DATA
 *
 * @typedef {object} Figure a number that is kept in git and may not get worse
 * @property {string} name
 * @property {number} value
 * @property {number} n how many items it counts over
 * @property {'higher' | 'lower'} better
 * @property {number} [target] what issue 3 asks for, in the modes it asks for it
 * @property {readonly [number, number]} [interval] 95 % interval
 *
 * @typedef {object} Failing what differs from the reference: ids or codes, never the words of a reference
 * @property {number} count
 * @property {readonly string[]} ids the first {@link CAP} of them
 *
 * @typedef {object} Answer one board in one mode
 * @property {readonly string[]} releases the releases that answered
 * @property {readonly Figure[]} figures
 * @property {Readonly<Record<string, Readonly<Record<string, number>>>>} strata counts per stratum
 * @property {Failing} failing
 *
 * @typedef {object} Run what a board is asked for
 * @property {Mode} mode
 * @property {boolean} sample answer for the board's fixed sample only
 *
 * @typedef {object} Board
 * @property {string} name also the name of its result file
 * @property {string} measures
 * @property {readonly string[]} needs files and folders below ../shared
 * @property {readonly Mode[]} modes
 * @property {boolean} sampled has a sample of its own, stored beside the whole
 * @property {boolean} [information] its numbers may get worse; they only have to be up to date
 * @property {(run: Run) => Answer | Promise<Answer>} run
 */

/** How many failing ids a result file lists. */
export const CAP = 50;

/** @param {readonly string[]} ids @returns {Failing} */
export function failing(ids) {
  return { count: ids.length, ids: ids.slice(0, CAP) };
}

/** Numbers are stored with four decimals. @param {number} value */
export function rounded(value) {
  return Math.round(value * 10_000) / 10_000;
}

/** Every n-th row of a list, the first included. @template T @param {readonly T[]} rows @param {number} step @returns {T[]} */
export function everyNth(rows, step) {
  return rows.filter((_, i) => i % step === 0);
}
