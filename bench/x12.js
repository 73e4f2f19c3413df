// Megabytes a second of reading X12, and the memory of reading and writing a large file, beside other readers on the same file.
// Processor time is measured, the best of some passes: other work on the machine does not count.
// usage: node bench/x12.js [--megabytes 100] [--large 1000] [--python PYTHON] [--modules FOLDER]
//   PYTHON: a Python with x12sdk 2.2.0 and pyx12 4.0.0; FOLDER: a node_modules with x12-parser 1.3.0. Writes bench/x12.json with both.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, createReadStream, createWriteStream, mkdtempSync, openSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { EnvelopeFindings } from '@medcode/core/claims/x12/envelope-findings';
import { InterchangeReader } from '@medcode/core/claims/x12/interchange';
import { SegmentLineReader, SegmentLines } from '@medcode/core/claims/x12/segment-lines';
import { SegmentReader } from '@medcode/core/claims/x12/tokenizer';
import { generateClaims } from './generate-x12.js';

/** @typedef {import('@medcode/core/claims/x12/segment').Segment} Segment */

const PASSES = 5;
/** Bytes read at once, as the command does. */
const PIECE = 1 << 16;
const BIN = fileURLToPath(new URL('../packages/cli/bin/medcode.js', import.meta.url));
const { values } = parseArgs({
  options: { megabytes: { type: 'string' }, large: { type: 'string' }, python: { type: 'string' }, modules: { type: 'string' } },
});
const folder = mkdtempSync(join(tmpdir(), 'medcode-bench-x12-'));
try {
  await bench();
} finally {
  rmSync(folder, { recursive: true });
}

async function bench() {
  const file = await generated('claims.837', Number(values.megabytes ?? 100) * 1e6);
  const ours = measure(file);
  const peers = { ...pythonPeers(file), ...nodePeer(file) };
  const large = await generated('large.837', Number(values.large ?? 1000) * 1e6);
  const results = {
    machine: { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length, platform: platform(), node: process.versions.node },
    file: { megabytes: megabytes(file), segments: ours.segments, targets: '150 MB/s as segments, 70 MB/s with all elements' },
    megabytesPerSecond: ours.rates,
    peersMegabytesPerSecond: peers,
    ...('x12sdk' in peers ? { timesX12sdk: round(ours.rates.elements / peers.x12sdk) } : {}),
    command: { ...(await commands(large)), target: '1 GB within 256 MB' },
  };
  if ('x12sdk' in peers && 'x12-parser' in peers)
    writeFileSync(fileURLToPath(new URL('x12.json', import.meta.url)), `${JSON.stringify(results, null, 2)}\n`);
  console.log(JSON.stringify(results, null, 2));
}

/** @param {string} name @param {number} bytes */
async function generated(name, bytes) {
  const path = join(folder, name);
  const out = createWriteStream(path);
  for (const piece of generateClaims({ bytes, lineEnd: '\n' })) if (!out.write(piece)) await once(out, 'drain');
  out.end();
  await once(out, 'close');
  return path;
}

/** @param {string} file */
function measure(file) {
  let kept = 0;
  let segments = 0;
  const rate = (/** @type {() => void} */ run) => {
    let best = 0;
    for (let pass = 0; pass < PASSES; pass++) {
      const before = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(before);
      best = Math.max(best, statSync(file).size / (user + system));
    }
    return round(best);
  };
  const each = (/** @type {(segment: Segment) => void} */ take) => {
    const reader = new SegmentReader();
    for (const piece of pieces(file)) for (const segment of reader.push(piece)) take(segment);
    for (const segment of reader.end()) take(segment);
  };
  each(() => segments++);
  const rates = {
    bytesOnly: rate(() => {
      for (const piece of pieces(file)) kept += piece.length;
    }),
    segments: rate(() => each(({ position }) => (kept += position))),
    tags: rate(() => each(({ tag }) => (kept += tag.length))),
    elements: rate(() => each(({ elements }) => (kept += elements.length))),
    envelopes: rate(() => {
      const envelopes = new InterchangeReader(new EnvelopeFindings(() => kept++));
      each((segment) => envelopes.read(segment));
      envelopes.end();
    }),
    toLines: rate(() => {
      const reader = new SegmentReader();
      const lines = new SegmentLines();
      for (const piece of pieces(file)) kept += lines.lines(reader.push(piece)).length;
      kept += lines.lines(reader.end()).length;
    }),
    toLinesAndBack: rate(() => {
      const reader = new SegmentReader();
      const lines = new SegmentLines();
      const writer = new SegmentLineReader();
      for (const piece of pieces(file))
        for (const line of Buffer.from(lines.lines(reader.push(piece)))
          .toString()
          .split('\n'))
          if (line !== '') kept += writer.read(line).length;
    }),
  };
  if (kept === 0) throw new Error('nothing was read');
  return { segments, rates };
}

/** @param {string} path */
function* pieces(path) {
  const file = openSync(path, 'r');
  const buffer = new Uint8Array(PIECE);
  for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer)) yield buffer.subarray(0, length);
  closeSync(file);
}

/** @param {string} file @returns {{ x12sdk: number, pyx12: number } | {}} */
function pythonPeers(file) {
  if (values.python === undefined) return {};
  return JSON.parse(spawnSync(values.python, [fileURLToPath(new URL('peers/x12.py', import.meta.url)), file], { encoding: 'utf8' }).stdout);
}

/** @param {string} file @returns {{ 'x12-parser': number } | {}} */
function nodePeer(file) {
  if (values.modules === undefined) return {};
  const peer = fileURLToPath(new URL('peers/x12-parser.js', import.meta.url));
  return JSON.parse(spawnSync(process.execPath, [peer, values.modules, file], { encoding: 'utf8' }).stdout);
}

/** `x12 parse FILE | x12 write`: whether the file came back, processor seconds and the highest resident memory of each. @param {string} file */
async function commands(file) {
  const copy = join(folder, 'copy.837');
  const parse = command(['x12', 'parse', file]);
  const write = command(['x12', 'write']);
  parse.child.stdout.pipe(write.child.stdin);
  write.child.stdout.pipe(createWriteStream(copy));
  const [parsed, written] = await Promise.all([parse.usage, write.usage]);
  return { megabytes: megabytes(file), same: await alike(file, copy), parse: parsed, write: written };
}

/** A command that says itself, when it ends, what it took. @param {readonly string[]} args */
function command(args) {
  const report = `import{writeSync}from'node:fs';process.on('exit',()=>writeSync(3,JSON.stringify(process.resourceUsage())))`;
  const child = spawn(process.execPath, ['--import', `data:text/javascript,${report}`, BIN, ...args], {
    stdio: ['pipe', 'pipe', 'inherit', 'pipe'],
  });
  let said = '';
  child.stdio[3]?.on('data', (text) => (said += String(text)));
  const usage = once(child, 'close').then(([status]) => {
    if (status !== 0) throw new Error(`${args.join(' ')} ended with status ${status}`);
    const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(said);
    return { processorSeconds: round((userCPUTime + systemCPUTime) / 1e6), residentMB: Math.round(maxRSS / 1000) };
  });
  return { child, usage };
}

/** @param {string} a @param {string} b */
async function alike(a, b) {
  if (statSync(a).size !== statSync(b).size) return false;
  const other = createReadStream(b)[Symbol.asyncIterator]();
  for await (const piece of createReadStream(a)) if (Buffer.compare(piece, (await other.next()).value) !== 0) return false;
  return true;
}

/** @param {string} path */
function megabytes(path) {
  return Math.round(statSync(path).size / 1e6);
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}
