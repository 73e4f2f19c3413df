import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const shared = fileURLToPath(new URL('../../../shared', import.meta.url));

/** @param {string} path below ../shared */
export function sharedPath(path) {
  return join(shared, path);
}

/** The first of some files and folders that is not there. @param {readonly string[]} paths below ../shared */
export function firstMissing(paths) {
  return paths.find((path) => !existsSync(sharedPath(path)));
}

/** Text of a UTF-8 file, gunzipped when its name says so. @param {string} path below ../shared */
export function readShared(path) {
  const bytes = readFileSync(sharedPath(path));
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** Lines of a file that are not empty. @param {string} path below ../shared */
export function linesOf(path) {
  return readShared(path).split(/\r?\n/).filter(Boolean);
}

/** Names in a folder, sorted. @param {string} path below ../shared */
export function namesIn(path) {
  return readdirSync(sharedPath(path)).sort();
}

/**
 * What a board was measured against: files with the checksum of their bytes; of a folder, of all its files in order.
 * @param {readonly string[]} paths below ../shared
 */
export function fingerprints(paths) {
  return paths.map((path) => {
    const hash = createHash('sha256');
    for (const file of filesBelow(path)) hash.update(readFileSync(sharedPath(file)));
    return { path: `../shared/${path}`, sha256: hash.digest('hex') };
  });
}

/** @param {string} path @returns {string[]} */
function filesBelow(path) {
  if (!statSync(sharedPath(path)).isDirectory()) return [path];
  return namesIn(path).flatMap((name) => filesBelow(`${path}/${name}`));
}
