// The NCCI tables of ../shared read the plain way, row by row, without the importers: what a claim has to be told is worked out from these.
import { linesOf } from './shared.js';

export const NCCI = 'releases/local/ncci/2024Q3_northstar';

/** @typedef {'practitioner' | 'hospital'} Side */

/**
 * The pairs in force: those without a deletion date. The key of a pair is made of the numbers of its codes in the order of the file.
 * @param {Side} side
 */
export function pairsOf(side) {
  /** @type {Map<string, number>} */
  const numbers = new Map();
  /** @type {string[]} */
  const codes = [];
  /** @param {string} code */
  const number = (code) => {
    let known = numbers.get(code);
    if (known === undefined) {
      known = codes.length;
      numbers.set(code, known);
      codes.push(code);
    }
    return known;
  };
  /** Indicator by pair. @type {Map<number, string>} */
  const indicators = new Map();
  /** Both codes of each row, as numbers. @type {number[]} */
  const rows = [];
  for (const line of linesOf(`${NCCI}/ptp_${side === 'hospital' ? 'outpatient_hospital' : side}_eff20240701.tsv.gz`).slice(1)) {
    const [first = '', second = '', deletion, indicator = ''] = line.split('\t');
    if (deletion !== '*') continue;
    const key = number(first) * 65_536 + number(second);
    indicators.set(key, indicator);
    rows.push(key);
  }
  return {
    codes,
    rows,
    /** The indicator of a pair, or undefined when it is none. @param {string} first @param {string} second */
    indicator(first, second) {
      const a = numbers.get(first);
      const b = numbers.get(second);
      return a === undefined || b === undefined ? undefined : indicators.get(a * 65_536 + b);
    },
  };
}

/** Code, units and adjudication indicator. @param {'practitioner' | 'outpatient_hospital' | 'dme'} service */
export function unitsOf(service) {
  const name = `${NCCI}/mue_${service}_eff20240701.tsv${service === 'dme' ? '' : '.gz'}`;
  return linesOf(name)
    .slice(1)
    .map((line) => {
      const [code = '', units, indicator = ''] = line.split('\t');
      return { code, units: Number(units), indicator };
    });
}

/** Add-on code, type and primary (`CCCCC`: contractor's). */
export function addOnsOf() {
  return linesOf(`${NCCI}/add_on_codes_20240603.tsv`)
    .slice(1)
    .map((line) => {
      const [primary = '', addOn = '', type = ''] = line.split('\t');
      return { primary, addOn, type };
    });
}
