import { readFileSync } from 'node:fs';
import { zipEntries } from '@medcode/releases/formats/zip';
import { sharedPath } from './shared.js';

/** Values of the program's format that stand for several measures. */
const SEVERAL = {
  DRUG_ABUSEPSYCHOSES: ['DRUG_ABUSE', 'PSYCHOSES'],
  HFHTN_CX: ['HF', 'HTN_CX'],
  HTN_CXRENLFL_SEV: ['HTN_CX', 'RENLFL_SEV'],
  HFHTN_CXRENLFL_SEV: ['HF', 'HTN_CX', 'RENLFL_SEV'],
  CBVD_SQLAPARALYSIS: ['CBVD_SQLA', 'PARALYSIS'],
  ALCOHOLLIVER_MLD: ['ALCOHOL', 'LIVER_MLD'],
  VALVE_AUTOIMMUNE: ['VALVE', 'AUTOIMMUNE'],
  LIVER_MLD_NEURO: ['LIVER_MLD', 'NEURO_OTH'],
  NEURO_OTH_SEIZ: ['NEURO_OTH', 'NEURO_SEIZ'],
};

/**
 * What AHRQ's program says: the measures of each code, the codes exempt from POA reporting in its last fiscal year, the weights.
 * @param {string} zip below ../shared
 * @returns {Promise<{ measures: Map<string, string[]>, exempt: Set<string>, readmission: Map<string, number>, mortality: Map<string, number> }>}
 */
export async function comorbidityProgram(zip) {
  const formats = await program(zip, /Format_Program.*\.sas$/);
  const weights = await program(zip, /Index_Program.*\.sas$/);
  /** @type {Map<string, string[]>} */
  const measures = new Map();
  for (const [value, codes] of groups(formatNamed(formats, 'COMFMT')))
    for (const code of codes) measures.set(code, /** @type {Record<string, string[]>} */ (SEVERAL)[value] ?? [value]);
  const exempt = new Set([...groups(formatNamed(formats, 'POAXMPT_V42FMT'))].flatMap(([, codes]) => codes));
  const weighted = (/** @type {string} */ prefix) =>
    new Map(
      [...weights.matchAll(new RegExp(`\\b${prefix}([A-Z_]+)\\s*=\\s*(-?\\d+)\\s*;`, 'g'))].map(([, name, value]) => [name, Number(value)]),
    );
  return { measures, exempt, readmission: weighted('rw'), mortality: weighted('mw') };
}

/** One program of the zip. @param {string} zip @param {RegExp} name */
async function program(zip, name) {
  for await (const entry of zipEntries([readFileSync(sharedPath(zip))], zip)) {
    if (!name.test(entry.path)) continue;
    const chunks = [];
    for await (const chunk of entry.bytes()) chunks.push(chunk);
    return Buffer.concat(chunks).toString('latin1');
  }
  throw new Error(`${zip} has no ${name}`);
}

/** The text of one format. @param {string} text @param {string} name */
function formatNamed(text, name) {
  const start = new RegExp(`value\\s+\\$${name}\\b`, 'i').exec(text);
  if (!start) throw new Error(`the program has no format ${name}`);
  const from = start.index + start[0].length;
  return text.slice(from, text.indexOf('other', from));
}

/** `"A", "B" = "VALUE"` as value and codes. @param {string} text @returns {Generator<[string, string[]]>} */
function* groups(text) {
  for (const [, list = '', value = ''] of text.matchAll(/((?:\s*"[0-9A-Z]+"\s*,?)+)\s*=\s*"([^"]+)"/g))
    yield [value, [...list.matchAll(/"([0-9A-Z]+)"/g)].map(([, code]) => code)];
}
