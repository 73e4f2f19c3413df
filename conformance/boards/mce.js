import { InpatientCodes } from '@medcode/core/groupers/inpatient-codes';
import { MCE_EDITS, MedicareCodeEditor } from '@medcode/core/groupers/mce/editor';
import { MSDRG_EDITIONS } from '@medcode/core/groupers/msdrg/versions';
import { failing } from '../board.js';
import { engineOf, releasesOf } from '../engine.js';
import { readClaims } from '../reference/inpatient-claims.js';

/** The version whose reference is another open editor; it knows no length of stay and gives no edits of single codes. */
const SECOND_HAND = '440';
const LENGTH_OF_STAY = 'INCONSISTENT_WITH_LENGTH_OF_STAY';

/** @type {readonly import('../board.js').Board[]} */
export const boards = MSDRG_EDITIONS.map(({ version }) => {
  const path = `bench/msdrg-mce/claims_v${version}${version === SECOND_HAND ? '_msdrg120' : ''}.tsv.gz`;
  return {
    name: `mce-${version}`,
    measures: `Medicare Code Editor on the claims of MS-DRG v${(Number(version) / 10).toFixed(1)}: claims whose edits differ from the ${version === SECOND_HAND ? 'other open editor' : 'federal software'}`,
    needs: [path],
    modes: ['embedded'],
    sampled: false,
    run: ({ mode }) => compare(path, version === SECOND_HAND, mode),
  };
});

/**
 * @param {string} path
 * @param {boolean} secondHand
 * @param {import('../board.js').Mode} mode
 */
function compare(path, secondHand, mode) {
  const engine = engineOf(mode);
  const editor = new MedicareCodeEditor(new InpatientCodes(engine.catalog));
  const different = { type: 0, counts: 0, codes: 0 };
  /** @type {Record<string, Record<string, number>>} */
  const strata = Object.fromEntries(MCE_EDITS.map((edit) => [edit, { claims: 0, equal: 0 }]));
  strata['no edit'] = { claims: 0, equal: 0 };
  /** @type {string[]} */
  const ids = [];
  const claims = readClaims(path);
  for (const { id, claim, expected } of claims) {
    const result = editor.edit(secondHand ? { ...claim, los: undefined } : claim);
    const reference = readEdits(expected['mce_edits'] ?? '');
    if (secondHand) delete reference.edits[LENGTH_OF_STAY];
    const type = secondHand ? (Object.keys(reference.edits).length > 0 ? 'PREPAYMENT' : 'NONE') : expected['mce_edit_type'];
    const typeEqual = result.type === type;
    const countsEqual = same(result.edits, reference.edits);
    const codesEqual = secondHand || same(sortedLists(result.codes), sortedLists(reference.codes));
    if (!typeEqual) different.type++;
    if (!countsEqual) different.counts++;
    if (!codesEqual) different.codes++;
    const equal = typeEqual && countsEqual && codesEqual;
    if (!equal) ids.push(id);
    const names = Object.keys(reference.edits);
    for (const name of names.length > 0 ? names : ['no edit']) {
      const counts = (strata[name] ??= { claims: 0, equal: 0 });
      counts['claims'] = (counts['claims'] ?? 0) + 1;
      counts['equal'] = (counts['equal'] ?? 0) + (equal ? 1 : 0);
    }
  }
  const lower = /** @type {const} */ ('lower');
  return {
    releases: releasesOf(engine, ['icd10cm/edits', 'icd10pcs/edits', 'mce/ages']),
    figures: [
      { name: 'claims with any difference', value: ids.length, n: claims.length, better: lower, target: 0 },
      { name: 'edit type different', value: different.type, n: claims.length, better: lower, target: 0 },
      { name: 'counts of edits different', value: different.counts, n: claims.length, better: lower, target: 0 },
      ...(secondHand ? [] : [{ name: 'edits of codes different', value: different.codes, n: claims.length, better: lower, target: 0 }]),
    ],
    strata,
    failing: failing(ids),
  };
}

/**
 * Reads `{NAME=count, …} | CODE=NAME,NAME;…`; the entries of a code that occurs twice are put together.
 * @param {string} text
 */
function readEdits(text) {
  const [counts = '', list = ''] = text.split('|').map((part) => part.trim());
  /** @type {Record<string, number>} */
  const edits = {};
  for (const [, name, count] of counts.matchAll(/([A-Z_]+)=(\d+)/g)) edits[name] = Number(count);
  /** @type {Record<string, string[]>} */
  const codes = {};
  for (const entry of list.split(';').filter(Boolean)) {
    const [code = '', names = ''] = entry.split('=');
    codes[code] = [...new Set([...(codes[code] ?? []), ...names.split(',')])];
  }
  return { edits, codes };
}

/** @param {Readonly<Record<string, readonly string[]>>} codes */
function sortedLists(codes) {
  return Object.fromEntries(Object.entries(codes).map(([code, names]) => [code, names.toSorted().join()]));
}

/** @param {Readonly<Record<string, string | number>>} a @param {Readonly<Record<string, string | number>>} b */
function same(a, b) {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
