import { parseCsv } from './csv.js';
import { linesOf, namesIn, readShared } from './shared.js';

/**
 * A note of a reference, ready to be coded.
 * @typedef {object} ReferenceNote
 * @property {string} id
 * @property {string} text
 * @property {string} stratum
 * @property {{ age?: number, sex?: 'M' | 'F' }} patient
 * @property {ReadonlySet<string>} codes dotted, capitals
 */

export const ACI = 'bench/notes-icd10cm-aci/dev.jsonl';
export const CODIESP = 'bench/codiesp';
export const SECTIONS = 'bench/sections-mts';

/** The visit notes with the codes of the reference; external causes and places (V–Y) left out. @returns {ReferenceNote[]} */
export function aciNotes() {
  return linesOf(ACI).map((line) => {
    const row = JSON.parse(line);
    const age = Number.parseFloat(row.age);
    const sex = { male: 'M', female: 'F' }[String(row.gender).trim()];
    return {
      id: row.encounter_id,
      text: row.note,
      stratum: row.subset,
      patient: { ...(Number.isNaN(age) ? {} : { age: Math.floor(age) }), ...(sex ? { sex: /** @type {'M' | 'F'} */ (sex) } : {}) },
      codes: new Set(row.codes_amazon.filter((/** @type {string} */ code) => !isExternalCause(code))),
    };
  });
}

/** @param {string} code */
export function isExternalCause(code) {
  return /^[V-Y]/.test(code);
}

/**
 * The clinical cases with their diagnoses.
 * @param {'labelled' | 'asserted'} labels labelled: every mention; asserted: without those that are only negated
 * @returns {ReferenceNote[]}
 */
export function codiespNotes(labels) {
  return codiespCases((part) => (labels === 'labelled' ? `${CODIESP}/${part}/${part}D.tsv` : `${CODIESP}/derived_${part}D_asserted.tsv`));
}

/** The clinical cases with their procedures, labels of four or seven characters. @returns {ReferenceNote[]} */
export function codiespProcedureNotes() {
  return codiespCases((part) => `${CODIESP}/${part}/${part}P.tsv`);
}

/** @param {(part: string) => string} labelsOf the file of labels of a part @returns {ReferenceNote[]} */
function codiespCases(labelsOf) {
  return ['train', 'dev'].flatMap((part) => {
    /** @type {Map<string, Set<string>>} */
    const codes = new Map();
    for (const line of linesOf(labelsOf(part))) {
      const [id, code] = /** @type {[string, string]} */ (line.split('\t'));
      const set = codes.get(id) ?? new Set();
      codes.set(id, set.add(code.toUpperCase()));
    }
    return namesIn(`${CODIESP}/${part}/text_files_en`).map((name) => {
      const id = name.replace(/\.txt$/, '');
      return {
        id,
        text: readShared(`${CODIESP}/${part}/text_files_en/${name}`),
        stratum: part,
        patient: {},
        codes: codes.get(id) ?? new Set(),
      };
    });
  });
}

/** Single sections of dictated notes, without codes. @returns {ReferenceNote[]} */
export function sectionNotes() {
  return ['Training', 'Validation'].flatMap((part) =>
    parseCsv(readShared(`${SECTIONS}/MTS-Dialog-${part}Set.csv`)).map((row) => ({
      id: `${part.toLowerCase()} ${row['ID']}`,
      text: row['section_text'],
      stratum: part.toLowerCase(),
      patient: {},
      codes: new Set(),
    })),
  );
}
