// Megabytes a second in which the npm package x12-parser reads an X12 file into segments with their elements, by processor time.
// usage: node bench/peers/x12-parser.js MODULES FILE [PASSES]      MODULES: a node_modules folder with x12-parser 1.3.0
import { createReadStream, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [modules, file, passes = '3'] = process.argv.slice(2);
const { X12parser } = createRequire(join(modules, 'x12-parser'))('x12-parser');
const rates = [];
for (let pass = Number(passes); pass > 0; pass--) {
  const before = process.cpuUsage();
  let segments = 0;
  for await (const _segment of createReadStream(file).pipe(new X12parser())) segments++;
  if (segments === 0) throw new Error('nothing was read');
  const { user, system } = process.cpuUsage(before);
  rates.push(statSync(file).size / (user + system));
}
console.log(JSON.stringify({ 'x12-parser': Math.round(Math.max(...rates) * 10) / 10 }));
