// Benchmarks: figures and ratios to something plain measured in the same run, on whatever machine this is. Never fails on time.
// usage: node bench/run.js      writes bench/results.json
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Engine } from '@medcode/cli/engine';
import { tokenise } from '@medcode/core/codesets/words';
import { day } from '@medcode/core/model/date';
import { everyNth } from '../conformance/board.js';
import { ACI, aciNotes, CODIESP, codiespNotes } from '../conformance/reference/notes.js';
import { firstMissing, linesOf, readShared } from '../conformance/reference/shared.js';

const DATE = day('2026-04-01');
const root = fileURLToPath(new URL('..', import.meta.url));
const noData = join(root, 'bench', 'no-data');

const began = performance.now();
const engine = new Engine({ MEDCODE_DATA: noData });
const { coder } = engine;
const opened = performance.now() - began;

const results = {
  machine: { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length, platform: platform(), node: process.versions.node },
  open: { milliseconds: round(opened), says: 'packs to a coder, in process' },
  lookup: benchLookup(),
  search: benchSearch(),
  code: benchCode(),
  processes: benchProcesses(),
};
writeFileSync(fileURLToPath(new URL('results.json', import.meta.url)), `${JSON.stringify(results, null, 2)}\n`);
print();

/** Code string and date to id, validity and title: every code of ICD-10-CM in an order that jumps about, several passes. */
function benchLookup() {
  const { table } = engine.icd;
  const codes = Array.from({ length: table.size }, (_, i) => dotted(table.code(/** @type {any} */ ((i * 7919) % table.size))));
  const titles = new Map(codes.map((code) => [code, code]));
  let kept = 0;
  const pass = () => {
    for (const code of codes) {
      const id = table.find(code);
      if (id === -1) continue;
      kept += table.statusOn(id, DATE) + table.title(id, DATE).length;
    }
  };
  const plain = () => {
    for (const code of codes) kept += titles.get(code)?.length ?? 0;
  };
  const perSecond = (/** @type {() => void} */ run, passes = 9) =>
    Array.from({ length: passes }, () => {
      const start = performance.now();
      run();
      return codes.length / ((performance.now() - start) / 1000);
    });
  const [first] = perSecond(pass, 1);
  const rates = perSecond(pass);
  const baseline = perSecond(plain);
  if (kept === 0) throw new Error('nothing was looked up');
  return {
    codes: codes.length,
    firstPassPerSecond: Math.round(first),
    medianPerSecond: Math.round(quantile(rates, 0.5)),
    target: 'at least 1,000,000 a second',
    hashMapPerSecond: Math.round(quantile(baseline, 0.5)),
    ratioToHashMap: round(quantile(rates, 0.5) / quantile(baseline, 0.5)),
  };
}

/** Search beside a linear scan of all titles for those that hold every word of the query. */
function benchSearch() {
  const { table } = engine.icd;
  /** @type {string[]} */
  const titles = [];
  for (let i = 0; i < table.size; i++) {
    const id = /** @type {any} */ (i);
    if (table.billableOn(id, DATE)) titles.push(table.title(id, DATE).toLowerCase());
  }
  const scan = (/** @type {string} */ query) => {
    const words = query
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter(Boolean);
    const found = [];
    for (let i = 0; i < titles.length && found.length < 10; i++) if (words.every((word) => titles[i]?.includes(word))) found.push(i);
    return found;
  };
  /** @type {Record<string, object>} */
  const out = {};
  /** @type {number[]} */
  const allOurs = [];
  /** @type {number[]} */
  const allPlain = [];
  for (const [name, queries] of Object.entries(querySets(titles))) {
    for (const query of queries.slice(0, 200)) engine.search.search(query, DATE, 10);
    const ours = timed(queries, (query) => engine.search.search(query, DATE, 10));
    const plain = timed(queries, scan);
    allOurs.push(...ours);
    allPlain.push(...plain);
    out[name] = besideScan(ours, plain);
  }
  return { ...out, all: { ...besideScan(allOurs, allPlain), target: 'median < 1 ms, p99 < 5 ms' } };
}

/** @param {readonly number[]} ours @param {readonly number[]} scan */
function besideScan(ours, scan) {
  return {
    queries: ours.length,
    medianMs: round(quantile(ours, 0.5)),
    p99Ms: round(quantile(ours, 0.99)),
    scanMedianMs: round(quantile(scan, 0.5)),
    scanP99Ms: round(quantile(scan, 0.99)),
    medianTimesFaster: round(quantile(scan, 0.5) / quantile(ours, 0.5)),
    p99TimesFaster: round(quantile(scan, 0.99) / quantile(ours, 0.99)),
  };
}

/** @param {readonly string[]} titles @returns {Record<string, string[]>} */
function querySets(titles) {
  const sets = {
    typo: 'bench/phrases-variants/llama_typo_enhance_data_10.json.gz',
    abbreviation: 'bench/phrases-variants/llama_abb_enhance_data_10.json.gz',
    sentence: 'bench/phrases-variants/llama_sentence_enhance_data_1.json.gz',
    reorder: 'bench/phrases-variants/llama_reorder_enhance_data_1.json.gz',
  };
  const doid = 'bench/phrases-doid/dev.tsv';
  if (firstMissing([doid, ...Object.values(sets)]) !== undefined) return { titles: everyNth(titles, 50) };
  const variants = Object.entries(sets).map(([name, file]) => {
    /** @type {{ input: string }[]} */
    const rows = JSON.parse(readShared(file));
    return /** @type {const} */ ([name, everyNth(rows, Math.ceil(rows.length / 1000)).map(({ input }) => input)]);
  });
  const phrases = everyNth(linesOf(doid).slice(1), 4).map((line) => line.split('\t')[0]);
  return { doid: phrases, ...Object.fromEntries(variants) };
}

/** Notes coded one after the other, beside only splitting them into words. */
function benchCode() {
  const withBench = firstMissing([ACI, CODIESP]) === undefined;
  const notes = withBench
    ? [...aciNotes(), ...everyNth(codiespNotes('labelled'), 3)].map(({ text }) => text)
    : Array.from({ length: 50 }, () => exampleNote());
  const code = (/** @type {string} */ text) =>
    coder.code({ id: 'bench', text, date: DATE, setting: 'office', profile: 'billing', patient: { age: 60 } });
  for (const text of notes.slice(0, 20)) code(text);
  const ours = timed(notes, code);
  const words = timed(notes, (text) => tokenise(text));
  const characters = notes.reduce((total, text) => total + text.length, 0);
  return {
    notes: notes.length,
    meanCharacters: Math.round(characters / notes.length),
    medianMs: round(quantile(ours, 0.5)),
    p99Ms: round(quantile(ours, 0.99)),
    megabytesPerSecond: round(characters / 1000 / ours.reduce((a, b) => a + b, 0)),
    timesTokenising: round(quantile(ours, 0.5) / quantile(words, 0.5)),
  };
}

/** The commands as a user starts them, beside starting Node alone. */
function benchProcesses() {
  const bin = join(root, 'packages', 'cli', 'bin', 'medcode.js');
  const folder = mkdtempSync(join(tmpdir(), 'medcode-bench-'));
  const file = join(folder, 'note.txt');
  writeFileSync(file, exampleNote());
  const commands = {
    'node alone': ['-e', '0'],
    lookup: [bin, 'lookup', 'E11.22', '--date', '2026-11-02'],
    search: [bin, 'search', 'broken hip left fall', '--date', '2026-11-02'],
    code: [bin, 'code', file, '--date', '2026-11-02'],
  };
  const targets = { lookup: '< 300 ms, < 350 MB', code: '< 1000 ms, < 350 MB' };
  const env = { ...process.env, MEDCODE_DATA: noData };
  /** @type {Record<string, object>} */
  const out = {};
  for (const [name, args] of Object.entries(commands)) {
    const times = Array.from({ length: 9 }, () => {
      const start = performance.now();
      const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
      if (status !== 0) throw new Error(`${name} ended with status ${status}: ${stderr}`);
      return performance.now() - start;
    });
    out[name] = {
      minMs: Math.round(Math.min(...times)),
      medianMs: Math.round(quantile(times, 0.5)),
      residentMB: Math.round(residentKilobytes(args, env) / 1000),
      ...(name in targets ? { target: targets[/** @type {keyof typeof targets} */ (name)] } : {}),
    };
  }
  rmSync(folder, { recursive: true });
  return out;
}

/** Highest resident memory of a child, as it says itself when it ends. @param {readonly string[]} args @param {NodeJS.ProcessEnv} env */
function residentKilobytes(args, env) {
  const report = `import{writeSync}from'node:fs';process.on('exit',()=>writeSync(3,String(process.resourceUsage().maxRSS)))`;
  const { output } = spawnSync(process.execPath, ['--import', `data:text/javascript,${report}`, ...args], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  return Number(output[3]);
}

function exampleNote() {
  const example = join(root, 'examples', 'notes', 'office-visit.txt');
  if (existsSync(example)) return readFileSync(example, 'utf8');
  return [
    'HPI: 66-year-old man here for follow-up of hypertension and type 2 diabetes. Denies chest pain.',
    'Exam: BP 128/76. Lungs clear.',
    'Assessment and Plan:',
    '1. Hypertension, at goal on lisinopril.',
    '2. CKD stage 3a, stable.',
    '3. Type 2 diabetes, A1c 7.1. Continue metformin.',
    '',
  ].join('\n');
}

/** Milliseconds of each item. @template T @param {readonly T[]} items @param {(item: T) => unknown} run */
function timed(items, run) {
  return items.map((item) => {
    const start = performance.now();
    run(item);
    return performance.now() - start;
  });
}

/** @param {readonly number[]} values @param {number} q */
function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 1000) / 1000;
}

/** @param {string} code */
function dotted(code) {
  return code.length > 3 ? `${code.slice(0, 3)}.${code.slice(3)}` : code;
}

function print() {
  const { machine, lookup, search, code, processes, open } = results;
  console.log(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}`);
  console.log(`open       ${open.milliseconds} ms (${open.says})`);
  console.log(
    `look-up    ${lookup.medianPerSecond.toLocaleString('en')}/s, first pass ${lookup.firstPassPerSecond.toLocaleString('en')}/s, ${lookup.ratioToHashMap} × a hash map   (${lookup.target})`,
  );
  for (const [name, figures] of Object.entries(search)) console.log(`search     ${name.padEnd(13)}${line(figures)}`);
  console.log(`code       ${line(code)}`);
  for (const [name, figures] of Object.entries(processes)) console.log(`process    ${name.padEnd(13)}${line(figures)}`);
}

/** @param {object} figures */
function line(figures) {
  return Object.entries(figures)
    .map(([name, value]) => (name === 'target' ? `(${value})` : `${name} ${value}`))
    .join('  ');
}
