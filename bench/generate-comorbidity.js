import { randomNumbers } from '../conformance/random-numbers.js';

/**
 * Invented stays and people for the comorbidity groupers, the same for the same seed.
 *
 * @typedef {import('@medcode/core/groupers/cmr/claim').CmrClaim} CmrClaim
 * @typedef {import('@medcode/core/groupers/charlson/person').ComorbidityPerson} ComorbidityPerson
 */

const DATE = '2026-05-15';
const POA = ['Y', 'Y', 'Y', 'Y', 'Y', 'N', 'N', 'U', 'W', '1', undefined];
const NO_CODES = ['', 'X', '??', 'E11..9', '12345678', 'I10 ', 'ZZZ99'];
/** Codes whose measures hang together are drawn more often than chance would. */
const TOGETHER = /CANCER|CBVD|DIAB|HTN|LIVER|RENLFL/;

/**
 * Stays with up to 14 secondary diagnoses, most of them codes of the software.
 * @param {import('@medcode/core/codesets/catalog').Catalog} catalog
 * @param {number} count
 * @param {number} seed
 * @returns {CmrClaim[]}
 */
export function comorbidityClaims(catalog, count, seed) {
  const random = randomNumbers(seed);
  const pick = picker(random);
  const mapping = catalog.one('cmr/dx-to-measures').table();
  const mapped = column(mapping, 'code');
  const measures = column(mapping, 'measures');
  const together = mapped.filter((_, row) => TOGETHER.test(measures[row] ?? ''));
  const all = column(catalog.one('icd10cm/codes').table(), 'code');
  const code = () => {
    const kind = random();
    const drawn = kind < 0.45 ? pick(mapped) : kind < 0.8 ? pick(together) : kind < 0.98 ? pick(all) : pick(NO_CODES);
    return spelt(drawn, random);
  };
  return Array.from({ length: count }, () => ({
    date: DATE,
    pdx: pick(all),
    sdx: Array.from({ length: Math.floor(random() * 15) }, () => {
      const poa = pick(POA);
      return poa === undefined ? { code: code() } : { code: code(), poa };
    }),
  }));
}

/**
 * People with up to 12 diagnoses, most of them below the beginnings a variant lists.
 * @param {import('@medcode/core/codesets/catalog').Catalog} catalog
 * @param {Pick<ComorbidityPerson, 'variant' | 'system' | 'weights'> & { map: string }} asked `map`: the variant in the table of beginnings
 * @param {number} count
 * @param {number} seed
 * @returns {ComorbidityPerson[]}
 */
export function comorbidityPeople(catalog, { map, ...asked }, count, seed) {
  const random = randomNumbers(seed);
  const pick = picker(random);
  const table = catalog.one('charlson/prefixes').table();
  const [maps, systems] = [column(table, 'map'), column(table, 'system')];
  const name = asked.system === 'icd10' ? 'ICD-10' : 'ICD-9-CM';
  const beginnings = column(table, 'code_prefix').filter((_, row) => maps[row] === map && systems[row] === name);
  const all = column(catalog.one(asked.system === 'icd10' ? 'icd10cm/codes' : 'icd9cm/codes').table(), 'code');
  const digits = '0123456789';
  const code = () => {
    const kind = random();
    if (kind > 0.98) return pick(NO_CODES);
    let drawn = kind < 0.3 ? pick(all) : pick(beginnings);
    const length = Math.min(7, drawn.length + Math.floor(random() * 3));
    while (kind >= 0.3 && drawn.length < length) drawn += digits[Math.floor(random() * 10)];
    return spelt(drawn, random);
  };
  return Array.from({ length: count }, () => ({
    ...asked,
    dx: Array.from({ length: Math.floor(random() * 13) }, code),
    age: Math.floor(random() * 100),
  }));
}

/** As people write codes: now and then with the dot or in small letters. @param {string} code @param {() => number} random */
function spelt(code, random) {
  const kind = random();
  if (kind < 0.2 && /^[A-Z0-9]{4,}$/.test(code)) return `${code.slice(0, 3)}.${code.slice(3)}`;
  return kind < 0.25 ? code.toLowerCase() : code;
}

/** @param {() => number} random */
function picker(random) {
  return (/** @type {readonly any[]} */ list) => list[Math.floor(random() * list.length)];
}

/** @param {import('@medcode/core/codesets/pack').PackTable} table @param {string} name */
function column(table, name) {
  const text = table.text(name);
  return Array.from({ length: table.rows }, (_, row) => text.at(row));
}
