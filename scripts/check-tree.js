#!/usr/bin/env node
// Nothing of one machine, and nothing heavy, is in the files git keeps.
// usage: node scripts/check-tree.js
import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const LIMIT = 6 * 1024 * 1024;
const HEAVY_ALLOWED = 'packages/releases/packs/';
const PUBLIC_REGISTRY = 'registry.npmjs.org';

// Spelled in pieces, so that this file passes its own check.
const machineFolders = ['work', 'root', 'home/[\\w.-]+', 'Users/[\\w.-]+'].join('|');
const CHECKS = [
  {
    pattern: new RegExp(`(?<![\\w.)*-])/(?:${machineFolders})/`),
    says: 'a path of one machine; write it relative to the repository',
  },
  { pattern: new RegExp('[A-Za-z]:\\\\{1,2}Users\\\\'), says: 'a path of one machine; write it relative to the repository' },
  {
    pattern: new RegExp('(?:registry|resolved)\\b[^\\n]{0,40}https?://(?:localhost|127\\.|0\\.0\\.0\\.0|\\[::1\\])', 'i'),
    says: `a registry on one machine; use ${PUBLIC_REGISTRY}, or leave it out`,
  },
  {
    pattern: new RegExp('(?:localhost|127\\.0\\.0\\.1):4873\\b'),
    says: `a registry on one machine; use ${PUBLIC_REGISTRY}, or leave it out`,
  },
];

/** In the files npm reads, any registry but the public one is a mistake. */
function privateRegistry(name, line) {
  if (!/(?:^|\/)(?:package-lock\.json|\.npmrc)$/.test(name)) return undefined;
  const address = /(?:"resolved":\s*"|registry\s*=\s*"?)https?:\/\/([^/"\s]+)/.exec(line);
  return address && address[1] !== PUBLIC_REGISTRY ? `the registry host ${address[1]}; use ${PUBLIC_REGISTRY}, or leave it out` : undefined;
}

const names = execFileSync('git', ['-C', root, 'ls-files', '-z'], { encoding: 'utf8', maxBuffer: 1 << 28 })
  .split('\0')
  .filter(Boolean);
const places = [];
let files = 0;
for (const name of names) {
  const path = join(root, name);
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) continue;
  files++;
  if (stat.size > LIMIT && !name.startsWith(HEAVY_ALLOWED)) {
    places.push(`${name}: ${(stat.size / 1024 / 1024).toFixed(1)} MB; files over ${LIMIT / 1024 / 1024} MB live in ${HEAVY_ALLOWED} only`);
  }
  const bytes = readFileSync(path);
  if (bytes.subarray(0, 8192).includes(0)) continue;
  bytes
    .toString('utf8')
    .split('\n')
    .forEach((line, index) => {
      const said = [...CHECKS.filter(({ pattern }) => pattern.test(line)).map(({ says }) => says), privateRegistry(name, line)];
      for (const says of new Set(said.filter(Boolean))) places.push(`${name}:${index + 1}: ${says}`);
    });
}

if (files === 0) {
  console.error('git ls-files names no file here: this check reads a git checkout.');
  process.exit(1);
}
if (places.length > 0) {
  for (const place of places.slice(0, 100)) console.error(place);
  if (places.length > 100) console.error(`… and ${places.length - 100} more`);
  console.error(`${places.length} ${places.length === 1 ? 'place' : 'places'} in the tree to mend.`);
  process.exit(1);
}
console.log(`Tree: ${files} files, nothing of one machine, nothing over ${LIMIT / 1024 / 1024} MB outside ${HEAVY_ALLOWED}`);
