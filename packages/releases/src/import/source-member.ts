import { createHash } from 'node:crypto';
import { createReadStream, existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { MedcodeError } from '@medcode/core/errors';
import { malformed, type TextEncoding } from '../formats/text-source.js';
import { type ZipEntry, zipEntries } from '../formats/zip.js';

/** One file offered for import: on disk, or inside a zip. */
export interface SourceMember {
  /** The path below what was named, for messages: `icd10cm/cms_2026_dx.zip/icd10cm_order_2026.txt`. */
  readonly path: string;
  /** The name manifests keep: the file, after the name of the zip it came in. Folders of this machine stay out. */
  readonly name: string;
  /** Lower-case file name without `.gz`. */
  readonly file: string;
  /** The content, `.gz` taken off. May be read more than once. */
  bytes(): AsyncGenerator<Uint8Array>;
}

/** Files that were published together: one zip, or the files of one folder. */
export interface SourceContainer {
  readonly members: readonly SourceMember[];
  /** Entries of a folder that hold no file to read, each with the reason. */
  readonly left: readonly { readonly path: string; readonly reason: string }[];
}

/** No official text or XML file is larger. */
const LARGEST_FILE = 500 * 1024 * 1024;

/**
 * The files below a path: a file, a folder with its folders, a zip with the zips inside it. Names in order, so that the same content is
 * always read in the same order. Links are followed, but not back to a folder they stand in; hidden files are left out.
 * @throws MedcodeError MC_INPUT_UNREADABLE; MC_SOURCE_MALFORMED for a damaged zip
 */
export async function* containers(path: string): AsyncGenerator<SourceContainer> {
  const stat = attempt(path, () => statSync(path));
  if (!stat.isDirectory()) {
    yield* fileContainers([{ path, shown: basename(path) }]);
    return;
  }
  yield* folderContainers(path, '', []);
}

/** @param above the real paths of the folders this one stands in */
async function* folderContainers(folder: string, shown: string, above: readonly string[]): AsyncGenerator<SourceContainer> {
  const entries = attempt(folder, () => readdirSync(folder)).filter((name) => !name.startsWith('.'));
  const within = [...above, attempt(folder, () => realpathSync(folder))];
  const files: { path: string; shown: string }[] = [];
  const folders: string[] = [];
  const left: { path: string; reason: string }[] = [];
  for (const name of entries.sort()) {
    const path = join(folder, name);
    const leave = (reason: string): unknown => left.push({ path: shown + name, reason });
    if (attempt(path, () => lstatSync(path)).isSymbolicLink() && !existsSync(path)) {
      leave('a link that leads nowhere');
      continue;
    }
    const stat = attempt(path, () => statSync(path));
    if (stat.isFile()) files.push({ path, shown: shown + name });
    else if (!stat.isDirectory()) leave('no file');
    else if (within.includes(attempt(path, () => realpathSync(path)))) leave('a link back to a folder it stands in');
    else folders.push(name);
  }
  if (left.length > 0) yield { members: [], left };
  yield* fileContainers(files);
  for (const name of folders) yield* folderContainers(join(folder, name), `${shown}${name}/`, within);
}

async function* fileContainers(files: readonly { path: string; shown: string }[]): AsyncGenerator<SourceContainer> {
  const plain: SourceMember[] = [];
  for (const { path, shown } of files) {
    const head = await headOf(fileBytes(path, shown), 4);
    if (isZip(head) && !/\.xlsx$/i.test(path)) yield { members: await zipMembers(path, shown), left: [] };
    else plain.push(member(shown, basename(shown), () => fileBytes(path, shown)));
  }
  if (plain.length > 0) yield { members: plain, left: [] };
}

async function zipMembers(path: string, shown: string): Promise<SourceMember[]> {
  const zip = basename(shown);
  const entries: ZipEntry[] = [];
  for await (const entry of zipEntries([attempt(path, () => readFileSync(path))], shown)) entries.push(entry);
  return entries.map((entry) => member(`${shown}/${entry.path}`, `${zip}/${entry.path}`, () => entry.bytes()));
}

function member(path: string, name: string, raw: () => AsyncGenerator<Uint8Array>): SourceMember {
  const zipped = /\.gz$/i.test(path);
  return {
    path,
    name: name.replace(/\.gz$/i, ''),
    file: basename(path).replace(/\.gz$/i, '').toLowerCase(),
    bytes: () => (zipped ? unzipped(raw(), path) : raw()),
  };
}

async function* fileBytes(path: string, shown: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: 1 << 18 });
  } catch (error) {
    throw unreadable(shown, error);
  }
}

async function* unzipped(source: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  let size = 0;
  const feed = (async () => {
    try {
      for await (const chunk of source) {
        if (gunzip.destroyed) return;
        if (gunzip.write(chunk)) continue;
        await new Promise<void>((resolve) => {
          const go = (): void => {
            gunzip.off('drain', go).off('close', go);
            resolve();
          };
          gunzip.on('drain', go).on('close', go);
        });
      }
      gunzip.end();
    } catch (error) {
      gunzip.destroy(error as Error);
    }
  })();
  try {
    for await (const chunk of gunzip) {
      size += (chunk as Uint8Array).length;
      if (size > LARGEST_FILE) throw malformed(path, 1, LARGEST_FILE, 'at most 500 MB when unpacked', 'more');
      yield chunk as Uint8Array;
    }
    await feed;
  } catch (error) {
    if (error instanceof MedcodeError) throw error;
    throw malformed(path, 1, size + 1, 'sound gzip data', (error as Error).message, error);
  } finally {
    gunzip.destroy();
  }
}

/** The first bytes of a file. */
export async function headOf(source: AsyncIterable<Uint8Array>, length: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= length) break;
  }
  return Buffer.concat(chunks).subarray(0, length);
}

/** The encoding of a list: UTF-8 where all of it is valid, else that of Windows, in which CMS saves lists. */
export async function encodingOf(source: AsyncIterable<Uint8Array>): Promise<TextEncoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of source) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return 'utf-8';
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252';
    throw error;
  }
}

export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5) && (head[3] === 4 || head[3] === 6);
}

/** A source to read once, with the checksum of what was read. */
export function hashed(source: AsyncIterable<Uint8Array>): { readonly bytes: AsyncGenerator<Uint8Array>; sha256(): string } {
  const hash = createHash('sha256');
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      hash.update(chunk);
      yield chunk;
    }
  }
  let digest: string | undefined;
  return {
    bytes: bytes(),
    sha256: () => {
      digest ??= hash.digest('hex');
      return digest;
    },
  };
}

function attempt<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): MedcodeError {
  if (error instanceof MedcodeError) return error;
  const code = (error as NodeJS.ErrnoException).code;
  const why =
    code === 'ENOENT' ? 'there is no such file or folder' : code === 'EACCES' ? 'you may not read it' : (code ?? 'it cannot be read');
  return new MedcodeError('MC_INPUT_UNREADABLE', `${path}: ${why}`, { cause: error });
}
