// Comorbidity measures and indices a second from parsed objects, one core, beside the PyPI packages elixhauser-ahrq and pycomorb on the
// same rows in the same run.
// usage: node bench/comorbidity.js [PYTHON]      PYTHON: a Python with both; writes bench/comorbidity.json when all was measured
import { existsSync, writeFileSync } from 'node:fs';
import { cpus, platform } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Engine } from '@medcode/cli/engine';
import { ComorbidityIndices } from '@medcode/core/groupers/charlson/index-score';
import { CmrGrouper } from '@medcode/core/groupers/cmr/grouper';
import { comorbidityClaims, comorbidityPeople } from './generate-comorbidity.js';
import { peerAnswers } from './peers/comorbidity-lines.js';

const SEED = 20_261_124;
const ROWS = 20_000;
const PASSES = 31;
const [python] = process.argv.slice(2);
const withPython = python !== undefined && existsSync(python);
if (!withPython)
  console.log('skipped: the packages beside it need the path of a Python with elixhauser-ahrq 2026.1.3 and pycomorb 1.20261001.1');

const { catalog } = new Engine({ MEDCODE_DATA: fileURLToPath(new URL('no-data', import.meta.url)) });
const grouper = new CmrGrouper(catalog);
const indices = new ComorbidityIndices(catalog);
const people = comorbidityPeople(catalog, { variant: 'quan', system: 'icd10', weights: 'charlson', map: 'CHARLSON_QUAN' }, ROWS, SEED);
const results = {
  machine: { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length, platform: platform(), node: process.versions.node },
  cmr: measure('cmr', comorbidityClaims(catalog, ROWS, SEED), (claim) => grouper.group(claim), 'at least 500,000 a second'),
  charlsonQuan: measure('charlson', people, (person) => indices.score(person)),
};
if (withPython) writeFileSync(fileURLToPath(new URL('comorbidity.json', import.meta.url)), `${JSON.stringify(results, null, 2)}\n`);
console.log(JSON.stringify(results, null, 2));

/**
 * The whole answer of every row: flags, scores, codes, what does not count.
 * @template T
 * @param {'cmr' | 'charlson'} which
 * @param {readonly T[]} rows
 * @param {(row: T) => unknown} run
 * @param {string} [target]
 */
function measure(which, rows, run, target) {
  // As JSON gives them: no string of one row is shared with another or known to be a code.
  /** @type {T[]} */
  const parsed = rows.map((row) => JSON.parse(JSON.stringify(row)));
  const rates = Array.from({ length: PASSES }, () => {
    const start = performance.now();
    for (const row of parsed) run(row);
    return rows.length / ((performance.now() - start) / 1000);
  }).sort((a, b) => a - b);
  const perSecond = Math.round(rates[Math.floor(PASSES / 2)] ?? 0);
  const peer = withPython
    ? peerAnswers(
        python,
        which,
        rows.map((row) => /** @type {object} */ (row)),
      ).rowsPerSecond
    : undefined;
  return {
    rows: rows.length,
    medianPerSecond: perSecond,
    ...(target === undefined ? {} : { target }),
    ...(peer === undefined ? {} : { packagePerSecond: peer, timesPackage: Math.round((10 * perSecond) / peer) / 10 }),
  };
}
