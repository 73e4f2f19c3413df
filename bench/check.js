// Claim lines checked a second of processor time (a shared machine should not decide): with the NCCI edits alone, with every edit, and
// through `medcode check --ndjson` with parsing and printing. Claims are generated from the tables at hand; a fifth of their lines belongs
// to an NCCI pair.
// usage: node bench/check.js      needs ../shared; writes bench/check.json
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Engine } from '@medcode/cli/engine';
import { Icd10cm } from '@medcode/core/codesets/icd10cm';
import { Checker } from '@medcode/core/edits/check';
import { EDITS } from '@medcode/core/edits/edits';
import { CheckInput } from '@medcode/core/edits/subject';
import { day } from '@medcode/core/model/date';
import { importSources } from '@medcode/releases/import/import';
import { randomNumbers } from '../conformance/random-numbers.js';
import { NCCI, pairsOf, unitsOf } from '../conformance/reference/ncci-tables.js';
import { firstMissing, sharedPath } from '../conformance/reference/shared.js';

/** @typedef {{ id: number, form: 'professional', date: string, placeOfService: string, diagnoses: object[], services: object[] }} Generated */

const missing = firstMissing([NCCI]);
if (missing !== undefined) {
  console.log(`skipped: needs ../shared/${missing}`);
  process.exit(0);
}
const CLAIMS = 20_000;
const PASSES = 7;
const DATE = '2024-08-15';
const BIN = fileURLToPath(new URL('../packages/cli/bin/medcode.js', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'medcode-bench-'));
try {
  for (const path of [dirname(NCCI), 'releases/local/pfs', 'releases/local/icd10cm']) await importSources(sharedPath(path), folder);
  const { catalog } = new Engine({ MEDCODE_DATA: folder });
  const icd = new Icd10cm(catalog);
  const claims = generate(icd);
  const lines = claims.reduce((sum, { services }) => sum + services.length, 0);
  const text = claims.map((claim) => JSON.stringify(claim));
  const ncci = EDITS.filter(({ family }) => family === 'ncci');
  const results = {
    machine: { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length, platform: platform(), node: process.versions.node },
    claims: claims.length,
    lines,
    coldMs: cold(catalog, icd, ncci, text[0] ?? ''),
    linesPerCpuSecond: {
      ncciEdits: rate(new Checker(catalog, { icd, edits: ncci }), text, lines),
      everyEdit: rate(new Checker(catalog, { icd }), text, lines),
      commandLine: commandLine(text, lines),
      parsingJsonAlone: rate(undefined, text, lines),
    },
    edits: EDITS.length,
    target: 'at least 50,000 claim lines a second on one core',
  };
  writeFileSync(fileURLToPath(new URL('check.json', import.meta.url)), `${JSON.stringify(results, null, 2)}\n`);
  console.log(JSON.stringify(results, null, 2));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Visits of one to six lines; diagnoses are billable codes of the date.
 * @param {Icd10cm} icd
 * @returns {Generated[]}
 */
function generate(icd) {
  const random = randomNumbers(20_240_815);
  const { codes, rows } = pairsOf('practitioner');
  const units = unitsOf('practitioner').map(({ code }) => code);
  /** @param {number} n */
  const below = (n) => Math.floor(random() * n);
  const billable = Array.from({ length: icd.table.size }, (_, id) => id).filter((id) =>
    icd.table.billableOn(/** @type {never} */ (id), day(DATE)),
  );
  return Array.from({ length: CLAIMS }, (_, id) => {
    const services = Array.from({ length: 1 + below(5) }, () => ({
      code: units[below(units.length)],
      units: 1 + below(2),
      charge: `${20 + below(400)}.00`,
      pointers: [1],
      ...(below(6) === 0 ? { modifiers: ['59'] } : {}),
    }));
    if (below(4) === 0) {
      const key = rows[below(rows.length)];
      for (const code of [codes[Math.floor(key / 65_536)], codes[key % 65_536]])
        services.push({ code, units: 1, charge: '50.00', pointers: [1] });
    }
    return {
      id,
      form: 'professional',
      date: DATE,
      placeOfService: '11',
      diagnoses: Array.from({ length: 1 + below(4) }, () => ({
        code: icd.table.code(/** @type {never} */ (billable[below(billable.length)])),
      })),
      services,
    };
  });
}

/**
 * From opened catalog to the first claim checked: the tables of a quarter are decoded then.
 * @param {import('@medcode/core/codesets/catalog').Catalog} catalog
 * @param {Icd10cm} icd
 * @param {typeof EDITS} edits
 * @param {string} claim
 */
function cold(catalog, icd, edits, claim) {
  const start = performance.now();
  new Checker(catalog, { icd, edits }).check(CheckInput.parse(JSON.parse(claim)));
  return Math.round(performance.now() - start);
}

/**
 * The median of several passes, with every claim parsed and validated anew outside the measured time.
 * @param {Checker | undefined} checker without one, the parsing alone is measured
 * @param {readonly string[]} text
 * @param {number} lines
 */
function rate(checker, text, lines) {
  const rates = Array.from({ length: PASSES }, () => {
    const inputs = checker === undefined ? [] : text.map((line) => CheckInput.parse(JSON.parse(line)));
    const start = process.cpuUsage();
    if (checker === undefined) for (const line of text) JSON.parse(line);
    else for (const input of inputs) checker.check(input);
    const { user, system } = process.cpuUsage(start);
    return lines / ((user + system) / 1_000_000);
  }).sort((a, b) => a - b);
  return Math.round(rates[Math.floor(PASSES / 2)] ?? 0);
}

/**
 * One process of `medcode check --ndjson` from start to end, as a script would run it: what a run with one claim takes is taken off.
 * @param {readonly string[]} text
 * @param {number} lines
 */
function commandLine(text, lines) {
  const file = join(folder, 'claims.ndjson');
  /** Processor seconds of the process. @param {readonly string[]} some */
  const seconds = (some) => {
    writeFileSync(file, `${some.join('\n')}\n`);
    const { stdout } = spawnSync('/bin/sh', ['-c', '"$0" "$1" check --ndjson < "$2" > "$2.out"; times', process.execPath, BIN, file], {
      env: { ...process.env, MEDCODE_DATA: folder },
      encoding: 'utf8',
    });
    const answered = readFileSync(`${file}.out`, 'utf8').split('\n').length - 1;
    if (answered !== some.length) throw new Error(`${answered} answers for ${some.length} claims`);
    // `times` prints user and system time of the shell, then of what it ran.
    const children = stdout.trim().split('\n')[1] ?? '';
    return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, rest]) => sum + 60 * Number(minutes) + Number(rest), 0);
  };
  const start = seconds(text.slice(0, 1));
  return Math.round(lines / (seconds(text) - start));
}
