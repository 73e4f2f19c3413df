#!/usr/bin/env node
// Every production dependency in package-lock.json carries a licence that may be shipped with an Apache-2.0 product.
// usage: node scripts/check-licences.js
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** SPDX expression → may it be used? OR needs one allowed side, AND both; an id that is not on the list, or any exception (WITH), is refused. */
function isAllowed(expression) {
  const words = expression.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const term = () => {
    const word = words[at++];
    if (word === '(') {
      const inside = either();
      if (words[at++] !== ')') throw new SyntaxError(expression);
      return inside;
    }
    if (word === undefined || /^(?:AND|OR|WITH|\))$/.test(word)) throw new SyntaxError(expression);
    if (words[at] === 'WITH') {
      at += 2;
      return false;
    }
    return ALLOWED.has(word);
  };
  const both = () => {
    let answer = term();
    while (words[at] === 'AND') {
      at++;
      const right = term();
      answer = answer && right;
    }
    return answer;
  };
  const either = () => {
    let answer = both();
    while (words[at] === 'OR') {
      at++;
      const right = both();
      answer = answer || right;
    }
    return answer;
  };
  try {
    const answer = either();
    return at === words.length && answer;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** The licence as package.json states it, in today's form or in the two older ones. */
function stated(manifest) {
  const one = (licence) => (typeof licence === 'string' ? licence : licence?.type);
  if (Array.isArray(manifest.licenses)) return manifest.licenses.map(one).filter(Boolean).join(' OR ');
  return one(manifest.license ?? manifest.licence);
}

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
if (lock.lockfileVersion !== 3) {
  console.error(`package-lock.json has lockfileVersion ${lock.lockfileVersion}; this check reads version 3. Write it with npm 9 or later.`);
  process.exit(1);
}

const offenders = [];
let checked = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  if (entry.dev || entry.link) continue;
  const manifestPath = join(root, path, 'package.json');
  const manifest = existsSync(manifestPath) ? JSON.parse(readFileSync(manifestPath, 'utf8')) : undefined;
  // What is installed is what ships; the lock file speaks for what this platform does not install.
  const licence = manifest ? stated(manifest) : entry.license;
  const name = path === '' ? 'the workspace itself' : (manifest?.name ?? path.replace(/^.*node_modules\//, ''));
  checked++;
  if (!licence) offenders.push(`${name} ${entry.version ?? ''} (${path}): states no licence`);
  else if (!isAllowed(licence)) offenders.push(`${name} ${entry.version ?? ''} (${path || '.'}): ${licence}`);
}

if (offenders.length > 0) {
  console.error('Licences that are not on the list of scripts/check-licences.js:');
  for (const offender of offenders) console.error(`  ${offender}`);
  console.error('Choose another package, or add the licence to the list with a reason in the commit message.');
  process.exit(1);
}
console.log(`Licences: ${checked} production packages, all allowed.`);
