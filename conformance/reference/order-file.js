import { readFileSync } from 'node:fs';
import { parseOrderFile } from '@medcode/releases/formats/order-file';
import { zipEntries } from '@medcode/releases/formats/zip';
import { sharedPath } from './shared.js';

/**
 * A line of an ICD-10 order file.
 * @typedef {import('@medcode/releases/formats/order-file').OrderFileEntry} OrderRow
 */

/**
 * The order file inside a zip as CMS publishes it.
 * @param {string} path of the zip, below ../shared
 * @returns {Promise<OrderRow[]>}
 */
export async function readOrderFile(path) {
  for await (const entry of zipEntries([readFileSync(sharedPath(path))], path)) {
    if (!/icd10(?:cm|pcs)[-_]order[-_]\d{4}\.txt$/.test(entry.path)) continue;
    const rows = [];
    for await (const row of parseOrderFile(entry.bytes(), entry.path)) rows.push(row);
    return rows;
  }
  throw new Error(`${path} holds no order file`);
}
