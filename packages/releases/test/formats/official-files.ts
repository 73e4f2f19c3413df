/** The real files of `../shared/releases`, beside the repository. Tests that need them say so in their name and are skipped without them. */
import { createReadStream, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import { zipEntries } from '../../src/formats/zip.js';

const ROOT = fileURLToPath(new URL('../../../../../shared/releases/', import.meta.url));

export const hasShared = existsSync(ROOT);

export function sharedPath(path: string): string {
  return ROOT + path;
}

/** The bytes of a file; a name ending in .gz is unzipped. */
export function shared(path: string): AsyncIterable<Uint8Array> {
  const raw = createReadStream(ROOT + path, { highWaterMark: 1 << 16 });
  return path.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
}

export async function sharedText(path: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of shared(path)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

export function bytes(text: string): Uint8Array[] {
  return [new TextEncoder().encode(text)];
}

/** What a streaming parser yields and returns. */
export async function drain<Row, Result>(parsed: AsyncGenerator<Row, Result>): Promise<{ rows: Row[]; result: Result }> {
  const rows: Row[] = [];
  for (;;) {
    const next = await parsed.next();
    if (next.done) return { rows, result: next.value };
    rows.push(next.value);
  }
}

/** Reads to the end and keeps only the count and what is returned. */
export async function count<Row, Result>(parsed: AsyncGenerator<Row, Result>): Promise<{ rows: number; result: Result }> {
  let rows = 0;
  for (;;) {
    const next = await parsed.next();
    if (next.done) return { rows, result: next.value };
    rows++;
  }
}

/** One file of a zip in `../shared/releases`. */
export async function* sharedInZip(zip: string, path: string): AsyncGenerator<Uint8Array> {
  for await (const entry of zipEntries(shared(zip), zip)) {
    if (entry.path !== path) continue;
    yield* entry.bytes();
    return;
  }
  throw new Error(`${zip} has no ${path}`);
}
