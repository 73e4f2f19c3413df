// Typed claims a second from an 837P file in memory, one core, beside cutting it into segments alone; and the memory of the command that
// prints them from a large file.
// A second is one of processor time, all threads of the process together: it says the same on a busy machine.
// usage: node bench/x12-claims.js [MEGABYTES]      writes bench/x12-claims.json
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { cpus, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ClaimReader } from '@medcode/core/claims/x12/read-837';
import { SegmentReader } from '@medcode/core/claims/x12/tokenizer';
import { generateClaims } from './generate-x12.js';

const SEED = 20_261_124;
const PASSES = 15;
/** Bytes handed over at once, as a file is read. */
const PIECE = 1 << 17;
const megabytes = Number(process.argv[2] ?? '200');
if (!(megabytes > 0)) throw new Error('the size of the file is a number of megabytes');

const bytes = new TextEncoder().encode([...generateClaims({ bytes: 24_000_000, seed: SEED })].join(''));
const segments = { perSecond: /** @type {number[]} */ ([]) };
const claims = { perSecond: /** @type {number[]} */ ([]), count: 0 };
for (let pass = 0; pass < PASSES; pass++) {
  segments.perSecond.push(megabytesASecond(() => undefined));
  claims.count = 0;
  const reader = new ClaimReader();
  claims.perSecond.push(
    megabytesASecond((segment) => {
      if (reader.read(segment)) claims.count++;
    }),
  );
  if (reader.end()) claims.count++;
}
const results = {
  machine: { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length, platform: platform(), node: process.versions.node },
  inProcess: {
    megabytes: Math.round(bytes.length / 1e6),
    claims: claims.count,
    segmentsMegabytesPerSecond: median(segments.perSecond),
    claimsMegabytesPerSecond: median(claims.perSecond),
    claimsPerSecond: Math.round((claims.count / bytes.length) * 1e6 * median(claims.perSecond)),
    target: 'claims: at least 40 MB a second',
  },
  command: await command(),
};
writeFileSync(fileURLToPath(new URL('x12-claims.json', import.meta.url)), `${JSON.stringify(results, null, 2)}\n`);
console.log(JSON.stringify(results, null, 2));

/** @param {(segment: import('@medcode/core/claims/x12/segment').Segment) => void} take */
function megabytesASecond(take) {
  const reader = new SegmentReader();
  const start = process.cpuUsage();
  for (let at = 0; at < bytes.length; at += PIECE) for (const segment of reader.push(bytes.subarray(at, at + PIECE))) take(segment);
  for (const segment of reader.end()) take(segment);
  const { user, system } = process.cpuUsage(start);
  return bytes.length / (user + system);
}

/** `medcode x12 claims` on a large file, its output thrown away. Linux says how much memory it took. */
async function command() {
  const folder = mkdtempSync(join(tmpdir(), 'medcode-bench-'));
  try {
    const path = join(folder, 'claims.837');
    const file = openSync(path, 'w');
    for (const piece of generateClaims({ bytes: megabytes * 1e6, seed: SEED + 1 })) writeSync(file, piece);
    closeSync(file);
    const bin = fileURLToPath(new URL('../packages/cli/bin/medcode.js', import.meta.url));
    const child = spawn(process.execPath, [bin, 'x12', 'claims', path], { stdio: ['ignore', 'ignore', 'inherit'] });
    const ended = once(child, 'exit');
    const status = `/proc/${child.pid}/status`;
    let peak = 0;
    const timer = setInterval(() => {
      const kilobytes = existsSync(status) ? /VmHWM:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
      if (kilobytes !== undefined) peak = Math.max(peak, Number(kilobytes));
    }, 50);
    const [code] = await ended;
    clearInterval(timer);
    if (code !== 0) throw new Error(`medcode x12 claims ended with ${code}`);
    const size = statSync(path).size / 1e6;
    return {
      megabytes: Math.round(size),
      ...(peak > 0 ? { peakMegabytesOfMemory: Math.round(peak / 1024) } : {}),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {number[]} rates */
function median(rates) {
  return Math.round(rates.toSorted((a, b) => a - b)[Math.floor(rates.length / 2)] ?? 0);
}
