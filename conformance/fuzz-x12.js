// Damaged X12 files: no crash, the same bytes back, sound transaction sets kept, broken ones reported.
// usage: node conformance/fuzz-x12.js [--count 100000] [--seed 1]      prints counts by damage; ends with 1 when an answer was wrong
import { parseArgs } from 'node:util';
import { judge, mutant } from './x12-mutants.js';

const { values } = parseArgs({ options: { count: { type: 'string' }, seed: { type: 'string' } } });
const [count, first] = [Number(values.count ?? 100_000), Number(values.seed ?? 1)];
/** Milliseconds of the processor a file of some kilobytes may take before it counts as hanging. */
const HANGS = 2000;

/** @type {Map<string, number>} */
const damages = new Map();
/** @type {Map<string, number[]>} */
const wrong = new Map();
let slowest = 0;
let [bytes, sound, broken] = [0, 0, 0];
for (let seed = first; seed < first + count; seed++) {
  const made = mutant(seed);
  const before = process.cpuUsage();
  const complaints = judge(made);
  const { user, system } = process.cpuUsage(before);
  const took = (user + system) / 1000;
  slowest = Math.max(slowest, took);
  if (took > HANGS) complaints.push('hangs');
  bytes += made.bytes.length;
  sound += made.sound.length;
  broken += made.broken.length;
  for (const damage of made.damages) damages.set(damage, (damages.get(damage) ?? 0) + 1);
  for (const complaint of complaints) wrong.set(complaint, [...(wrong.get(complaint) ?? []), seed]);
  if ((seed - first) % 10_000 === 9999) console.error(`${seed - first + 1} files`);
}
console.log(
  `${count} files, ${(bytes / 1e6).toFixed(0)} MB, ${sound} sound and ${broken} broken transaction sets, slowest ${slowest.toFixed(0)} ms`,
);
for (const [damage, times] of [...damages].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`  ${damage.padEnd(18)} ${times}`);
for (const [complaint, seeds] of wrong) console.log(`WRONG ${complaint}: ${seeds.length}, seeds ${seeds.slice(0, 10).join(' ')}`);
if (wrong.size === 0) console.log('all answers right');
else process.exitCode = 1;
