// Where our comorbidity measures and indices differ from those of two PyPI packages, on invented stays and people: every difference with
// its cause, and the ids of those that have none.
// usage: node bench/compare-comorbidity.js PYTHON [--check]
// PYTHON: a Python with elixhauser-ahrq 2026.1.3 and pycomorb 1.20261001.1. Writes bench/comorbidity-differences.json; with --check it
// only says whether that is stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Engine } from '@medcode/cli/engine';
import { ComorbidityIndices } from '@medcode/core/groupers/charlson/index-score';
import { VARIANTS } from '@medcode/core/groupers/charlson/variants';
import { CmrGrouper } from '@medcode/core/groupers/cmr/grouper';
import { failing } from '../conformance/board.js';
import { comorbidityClaims, comorbidityPeople } from './generate-comorbidity.js';
import { peerAnswers } from './peers/comorbidity-lines.js';

/** @typedef {import('@medcode/core/groupers/cmr/claim').CmrResult} CmrResult */

const SEED = 20_261_124;
const STAYS = 25_000;
/** For each variant, code system and set of weights. */
const PEOPLE = 1500;
const PATH = fileURLToPath(new URL('comorbidity-differences.json', import.meta.url));

/**
 * Differences in which the mapping program of AHRQ decides, and decides as we do. `+` is a measure only we set, `-` one only they set.
 * @type {readonly { why: string, holds: (item: string, ours: CmrResult) => boolean }[]}
 */
const CAUSES = [
  {
    why: 'the package lets metastatic cancer take leukaemia and lymphoma away; the program does not',
    holds: (item, { flags }) => /^\+CMR_CANCER_(?:LEUK|LYMPH)$/.test(item) && flags['CMR_CANCER_METS'] === 1,
  },
  {
    why: 'metastatic cancer takes cancer in situ away (the program); the package leaves it',
    holds: (item, { flags, notCounted }) =>
      item === '-CMR_CANCER_NSITU' &&
      flags['CMR_CANCER_METS'] === 1 &&
      notCounted.some(({ flag, by }) => flag === 'CMR_CANCER_NSITU' && by === 'CMR_CANCER_METS'),
  },
  {
    why: 'the sequela of a stroke does not count beside a stroke that was not present on admission (the program); the package never sees that stroke',
    holds: (item, { notCounted }) => item === '-CMR_CBVD' && notCounted.some(({ reason }) => reason === 'stroke-during-the-stay'),
  },
];

const { values, positionals } = parseArgs({ options: { check: { type: 'boolean' } }, allowPositionals: true });
const [python] = positionals;
if (python === undefined || !existsSync(python))
  console.log('skipped: needs the path of a Python with elixhauser-ahrq 2026.1.3 and pycomorb 1.20261001.1');
else {
  const { catalog } = new Engine({ MEDCODE_DATA: fileURLToPath(new URL('no-data', import.meta.url)) });
  const text = `${JSON.stringify({ cmr: compareCmr(catalog, python), charlson: compareIndices(catalog, python) }, null, 2)}\n`;
  if (values.check) {
    if (!existsSync(PATH) || readFileSync(PATH, 'utf8') !== text) {
      console.error('bench/comorbidity-differences.json is stale');
      process.exitCode = 1;
    }
  } else writeFileSync(PATH, text);
  console.log(text);
}

/** @param {import('@medcode/core/codesets/catalog').Catalog} catalog @param {string} python */
function compareCmr(catalog, python) {
  const claims = comorbidityClaims(catalog, STAYS, SEED);
  const { answers } = peerAnswers(python, 'cmr', claims);
  const grouper = new CmrGrouper(catalog);
  const explained = CAUSES.map(({ why }) => ({ why, stays: 0 }));
  /** @type {string[]} */
  const unexplained = [];
  /** @type {Record<string, number>} */
  const reached = {};
  let equal = 0;
  for (const [i, claim] of claims.entries()) {
    const ours = grouper.group(claim);
    const theirs = new Set(answers[i].flags.map((/** @type {string} */ flag) => `CMR_${flag}`));
    const items = Object.keys(ours.flags).flatMap((flag) => {
      const here = ours.flags[flag] === 1;
      if (here) reached[flag] = (reached[flag] ?? 0) + 1;
      return here === theirs.has(flag) ? [] : [`${here ? '+' : '-'}${flag}`];
    });
    const apart = { readmission: 0, mortality: 0 };
    const causes = items.map((item) => {
      const weights = grouper.measure(item.slice(1), claim.date ?? '');
      const sign = item.startsWith('+') ? 1 : -1;
      apart.readmission += sign * (weights?.readmission ?? 0);
      apart.mortality += sign * (weights?.mortality ?? 0);
      return CAUSES.findIndex(({ holds }) => holds(item, ours));
    });
    const { readmission, mortality } = answers[i].scores;
    const sound = ours.scores.readmission - readmission === apart.readmission && ours.scores.mortality - mortality === apart.mortality;
    if (causes.includes(-1) || !sound) unexplained.push(String(i));
    else if (items.length === 0) equal++;
    for (const cause of new Set(causes)) if (cause >= 0) /** @type {{ stays: number }} */ (explained[cause]).stays++;
  }
  return {
    reference: 'elixhauser-ahrq 2026.1.3',
    compared: '38 measures and both indices of every stay',
    stays: claims.length,
    equal,
    explained,
    unexplained: failing(unexplained),
    staysByMeasure: Object.fromEntries(Object.entries(reached).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** @param {import('@medcode/core/codesets/catalog').Catalog} catalog @param {string} python */
function compareIndices(catalog, python) {
  const people = Object.entries(VARIANTS).flatMap(([name, { map, weights }], place) => {
    const variant = /** @type {import('@medcode/core/groupers/charlson/variants').ComorbidityVariant} */ (name);
    return systemsOf(catalog, map).flatMap((system) =>
      weights
        // AHRQ has weights of its own for each code system, and the package takes those of the system.
        .filter((set) => !set.startsWith('ahrq_') || set === (system === 'icd10' ? 'ahrq_icd10' : 'ahrq_icd9'))
        .flatMap((set, of) => comorbidityPeople(catalog, { variant, system, weights: set, map }, PEOPLE, SEED + 100 * place + of)),
    );
  });
  const { answers } = peerAnswers(python, 'charlson', people);
  const indices = new ComorbidityIndices(catalog);
  /** @type {Record<string, { people: number, equal: number }>} */
  const strata = {};
  /** @type {string[]} */
  const unexplained = [];
  for (const [i, person] of people.entries()) {
    const ours = indices.score(person);
    const flags = Object.keys(ours.codes).sort().join('|');
    const theirs = answers[i];
    const same =
      flags === theirs.flags.map(VARIANTS[person.variant].canonical).sort().join('|') &&
      ours.score === theirs.score &&
      (ours.ageAdjustedScore ?? null) === theirs.ageAdjustedScore;
    const stratum = (strata[`${ours.variant} ${ours.system} ${ours.weights}`] ??= { people: 0, equal: 0 });
    stratum.people++;
    if (same) stratum.equal++;
    else unexplained.push(`${ours.variant} ${ours.system} ${ours.weights} ${i}`);
  }
  return {
    reference: 'pycomorb 1.20261001.1',
    compared: 'every category, the score and the score with age of every person',
    people: people.length,
    equal: people.length - unexplained.length,
    unexplained: failing(unexplained),
    strata,
  };
}

/** @param {import('@medcode/core/codesets/catalog').Catalog} catalog @param {string} map */
function systemsOf(catalog, map) {
  const table = catalog.one('charlson/prefixes').table();
  const found = new Set();
  for (let row = 0; row < table.rows; row++) if (table.text('map').at(row) === map) found.add(table.text('system').at(row));
  return /** @type {const} */ (['icd10', 'icd9cm']).filter((system) => found.has(system === 'icd10' ? 'ICD-10' : 'ICD-9-CM'));
}
