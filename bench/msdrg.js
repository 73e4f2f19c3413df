// Inpatient claims a second, grouping and Medicare Code Editor, beside the PyPI package msdrg on the same claims in the same run.
// usage: node bench/msdrg.js [PYTHON]      PYTHON: a Python with msdrg 1.2.0; writes bench/msdrg.json when all was measured
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Engine } from '@medcode/cli/engine';
import { InpatientGrouper } from '@medcode/core/groupers/inpatient';
import { readClaims } from '../conformance/reference/inpatient-claims.js';
import { firstMissing } from '../conformance/reference/shared.js';

const CLAIMS = 'bench/msdrg-mce/claims_v431.tsv.gz';
const PASSES = 9;
/** The claims of the reference are few: the command line gets them this many times over. */
const COPIES = 20;
const BIN = fileURLToPath(new URL('../packages/cli/bin/medcode.js', import.meta.url));
const [python] = process.argv.slice(2);
const withPython = python !== undefined && existsSync(python);
if (!withPython) console.log('skipped: msdrg beside it needs the path of a Python with msdrg 1.2.0');
if (firstMissing([CLAIMS]) === undefined) bench();
else console.log(`skipped: needs ../shared/${CLAIMS}`);

function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'medcode-bench-'));
  try {
    // As JSON gives them: no string of one claim is shared with another or known to be a code.
    const lines = readClaims(CLAIMS).map(({ id, claim }) => JSON.stringify({ id, ...claim }));
    const file = join(folder, 'claims.ndjson');
    writeFileSync(file, `${lines.join('\n')}\n`);
    const objects = fromObjects(lines);
    const text = commandLine(lines, folder);
    const peer = withPython
      ? JSON.parse(spawnSync(python, [fileURLToPath(new URL('peers/msdrg_rates.py', import.meta.url)), file], { encoding: 'utf8' }).stdout)
      : undefined;
    const results = {
      machine: { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length, platform: platform(), node: process.versions.node },
      claims: lines.length,
      objectsPerSecond: objects,
      ndjsonPerSecond: text,
      coldStartMs: coldStart(),
      ...(peer ? { peer, ratios: ratios(objects, text, peer) } : {}),
    };
    if (peer) writeFileSync(fileURLToPath(new URL('msdrg.json', import.meta.url)), `${JSON.stringify(results, null, 2)}\n`);
    console.log(JSON.stringify(results, null, 2));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {readonly string[]} lines */
function fromObjects(lines) {
  const grouper = new InpatientGrouper(new Engine({ MEDCODE_DATA: fileURLToPath(new URL('no-data', import.meta.url)) }).catalog);
  const claims = lines.map((line) => JSON.parse(line));
  const rates = (/** @type {(claim: any) => unknown} */ run) =>
    median(
      Array.from({ length: PASSES }, () => {
        const began = performance.now();
        for (const claim of claims) run(claim);
        return claims.length / ((performance.now() - began) / 1000);
      }),
    );
  return {
    groupAndEdit: rates((claim) => grouper.group(claim)),
    group: rates((claim) => grouper.msdrg.group(claim)),
    edit: rates((claim) => grouper.mce.edit(claim)),
    memoryMb: Math.round(process.memoryUsage().rss / 1e6),
  };
}

/**
 * The whole command from file to file, its start left out: the time of many claims less the time of one.
 * @param {readonly string[]} lines
 * @param {string} folder
 */
function commandLine(lines, folder) {
  const many = join(folder, 'many.ndjson');
  const one = join(folder, 'one.ndjson');
  writeFileSync(many, `${Array.from({ length: COPIES }, () => lines.join('\n')).join('\n')}\n`);
  writeFileSync(one, `${lines[0]}\n`);
  const seconds = (/** @type {readonly string[]} */ args, /** @type {string} */ file) => {
    const times = Array.from({ length: 3 }, () => {
      const [input, output] = [openSync(file, 'r'), openSync(join(folder, 'answers.ndjson'), 'w')];
      const began = performance.now();
      spawnSync(process.execPath, [BIN, 'group', 'msdrg', '--ndjson', ...args], {
        stdio: [input, output, 'inherit'],
        env: { ...process.env, MEDCODE_DATA: fileURLToPath(new URL('no-data', import.meta.url)) },
      });
      const took = (performance.now() - began) / 1000;
      closeSync(input);
      closeSync(output);
      return took;
    });
    return Math.min(...times);
  };
  const rate = (/** @type {readonly string[]} */ args) =>
    Math.round((lines.length * COPIES - 1) / (seconds(args, many) - seconds(args, one)));
  return { one: rate([]), twoJobs: rate(['--jobs', '2']) };
}

function coldStart() {
  const claim = fileURLToPath(new URL('../examples/claims/pneumonia.json', import.meta.url));
  return median(
    Array.from({ length: PASSES }, () => {
      const began = performance.now();
      spawnSync(process.execPath, [BIN, 'group', 'msdrg', claim]);
      return performance.now() - began;
    }),
  );
}

/** @param {{ groupAndEdit: number }} objects @param {{ one: number, twoJobs: number }} text @param {{ python: number, json: number }} peer */
function ratios(objects, text, peer) {
  const times = (/** @type {number} */ a, /** @type {number} */ b) => Math.round((10 * a) / b) / 10;
  return {
    objectsToItsPython: times(objects.groupAndEdit, peer.python),
    ndjsonToItsJson: times(text.one, peer.json),
    twoJobsToOne: times(text.twoJobs, text.one),
  };
}

/** @param {number[]} values */
function median(values) {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
}
