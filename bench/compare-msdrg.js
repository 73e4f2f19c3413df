// Claims made to reach every table, grouped by us and by the PyPI package msdrg: where do MDC and DRG differ?
// usage: node bench/compare-msdrg.js PYTHON      PYTHON: a Python with msdrg 1.2.0; writes bench/msdrg-generated.json
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Engine } from '@medcode/cli/engine';
import { InpatientGrouper } from '@medcode/core/groupers/inpatient';
import { MSDRG_EDITIONS } from '@medcode/core/groupers/msdrg/versions';
import { generateClaims } from './generate-claims.js';

const SEED = 7;
const RANDOM = 6000;
const [python] = process.argv.slice(2);
if (python === undefined) {
  console.error('usage: node bench/compare-msdrg.js PYTHON');
  process.exit(2);
}
const grouper = new InpatientGrouper(new Engine({ MEDCODE_DATA: fileURLToPath(new URL('no-data', import.meta.url)) }).catalog);
const peer = fileURLToPath(new URL('peers/msdrg_answers.py', import.meta.url));
const versions = MSDRG_EDITIONS.map(({ version }) => {
  const claims = [...generateClaims(grouper, { version, seed: SEED, random: RANDOM })];
  const input = claims.map((claim) => `${JSON.stringify(claim)}\n`).join('');
  const { stdout } = spawnSync(python, [peer], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  const answers = stdout.trimEnd().split('\n');
  if (answers.length !== claims.length) throw new Error(`${answers.length} answers for ${claims.length} claims`);
  const compared = claims.filter((_, i) => answers[i] !== 'null');
  const different = claims.filter((claim, i) => {
    if (answers[i] === 'null') return false;
    const { initial, final } = grouper.msdrg.group(claim);
    return JSON.stringify(JSON.parse(answers[i] ?? '')) !== JSON.stringify([initial.mdc, initial.drg, final.mdc, final.drg]);
  });
  const drgs = new Set(compared.map((claim) => grouper.msdrg.group(claim).initial.drg).filter((drg) => drg < 999));
  return {
    version,
    drgsReached: drgs.size,
    claims: compared.length,
    different: different.length,
    ids: different.slice(0, 20).map(({ id }) => id),
  };
});
const sum = (/** @type {(one: typeof versions[number]) => number} */ of) => versions.reduce((total, one) => total + of(one), 0);
const result = {
  peer: 'msdrg 1.2.0',
  seed: SEED,
  random: RANDOM,
  claims: sum(({ claims }) => claims),
  different: sum(({ different }) => different),
  versions,
};
writeFileSync(fileURLToPath(new URL('msdrg-generated.json', import.meta.url)), `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify(result, null, 2));
