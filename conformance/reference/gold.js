import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * A note of the project's own gold set; gold/README.md says how they were written.
 * @typedef {object} GoldNote
 * @property {string} id
 * @property {string} text
 * @property {'office' | 'ed' | 'outpatient' | 'inpatient'} setting
 * @property {string} specialty
 * @property {string} date
 * @property {{ age?: number, sex?: 'M' | 'F' | 'U' }} patient
 * @property {readonly { code: string, evidence: readonly string[], because: string, poa?: string, rules?: readonly string[] }[]} diagnoses in sequence
 * @property {readonly { code: string, evidence: readonly string[], because: string }[]} procedures
 * @property {readonly { code: string, units: number, modifiers: readonly string[], evidence: readonly string[], because: string }[]} services
 * @property {readonly { text: string, because: string }[]} notCoded
 * @property {readonly string[]} features
 */

const folder = fileURLToPath(new URL('../../gold/notes/', import.meta.url));

/** Whether errors of a note may be read and weights learned from it: the even-numbered half; the odd half only measures. @param {string} id */
export function isForDevelopment(id) {
  return Number(/\d+$/.exec(id)?.[0]) % 2 === 0;
}

/** The gold set, by id. @returns {GoldNote[]} */
export function goldNotes() {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const gold = JSON.parse(readFileSync(`${folder}${name}`, 'utf8'));
      const text = readFileSync(`${folder}${gold.id}.txt`, 'utf8');
      return { procedures: [], services: [], notCoded: [], features: [], ...gold, text };
    });
}
