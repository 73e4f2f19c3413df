/**
 * Zip archives as CMS and NCHS publish them, read without trusting them.
 *
 * Authority: PKWARE APPNOTE.TXT (zip). In errors, `row` is the number of the entry in the archive's directory and `position` the byte in the entry.
 */
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import { type ByteSource, malformed, shown } from './text-source.js';

/** All entries of an archive together, unpacked. The largest official archive unpacks to 22 MB. */
export const LARGEST_ZIP = 500 * 1024 * 1024;
const MOST_ENTRIES = 10_000;

export interface ZipEntry {
  /** The path in the archive with `/`; entries of an archive inside the archive are `inner.zip/path`. */
  readonly path: string;
  /** Unpacked bytes. */
  readonly size: number;
  /** The unpacked bytes, checked against size and CRC-32 on the way. May be read once or more, while the iteration stands at the entry or later. */
  bytes(): AsyncGenerator<Uint8Array>;
}

/**
 * The files of a zip archive in directory order, folders left out. Archives inside the archive (one level) are opened in place.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED: not a zip or damaged, encrypted, an unknown compression, a path that leaves the archive or stands in it
 * twice, more than 10,000 entries or 500 MB unpacked.
 *
 * @example
 * for await (const entry of zipEntries(createReadStream('2026-code-descriptions.zip'), '2026-code-descriptions.zip')) …
 */
export async function* zipEntries(source: ByteSource, file: string): AsyncGenerator<ZipEntry> {
  const budget = { left: LARGEST_ZIP };
  for (const entry of await directory(await collect(source, file), file, budget)) {
    if (!entry.path.toLowerCase().endsWith('.zip')) {
      yield entry;
      continue;
    }
    const inner = `${file}/${entry.path}`;
    for (const nested of await directory(await collect(entry.bytes(), inner), inner, budget)) {
      yield { path: `${entry.path}/${nested.path}`, size: nested.size, bytes: () => nested.bytes() };
    }
  }
}

/** The entries of one archive without opening archives inside it, as for `.xlsx`. */
export async function zipDirectory(source: ByteSource, file: string): Promise<readonly ZipEntry[]> {
  return directory(await collect(source, file), file, { left: LARGEST_ZIP });
}

async function collect(source: ByteSource, file: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > LARGEST_ZIP) throw malformed(file, 1, LARGEST_ZIP, 'an archive of at most 500 MB', 'more');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function directory(archive: Buffer, file: string, budget: { left: number }): Promise<ZipEntry[]> {
  const zip = await opened(archive, file);
  const entries: ZipEntry[] = [];
  const paths = new Set<string>();
  for (const [index, entry] of (await listed(zip, file)).entries()) {
    const row = index + 1;
    if (entry.fileName.endsWith('/')) continue;
    if (entry.isEncrypted()) throw malformed(file, row, 1, 'an entry that is not encrypted', shown(entry.fileName));
    if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
      throw malformed(file, row, 1, 'a stored or deflated entry', `compression ${entry.compressionMethod} for ${shown(entry.fileName)}`);
    if (/^[A-Za-z]:|^\/|(?:^|\/)\.\.(?:\/|$)|[\u0000-\u001F]/.test(entry.fileName))
      throw malformed(file, row, 1, 'a path inside the archive', shown(entry.fileName));
    if (paths.has(entry.fileName)) throw malformed(file, row, 1, 'a path once', `${shown(entry.fileName)} again`);
    paths.add(entry.fileName);
    budget.left -= entry.uncompressedSize;
    if (budget.left < 0) throw malformed(file, row, 1, 'at most 500 MB when unpacked', `more, with ${shown(entry.fileName)}`);
    entries.push({ path: entry.fileName, size: entry.uncompressedSize, bytes: () => unpacked(zip, entry, file, row) });
  }
  return entries;
}

function opened(archive: Buffer, file: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(archive, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, zip) => {
      if (error) reject(malformed(file, 1, 1, 'a zip archive', error.message, error));
      else resolve(zip);
    });
  });
}

function listed(zip: yauzl.ZipFile, file: string): Promise<yauzl.Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: yauzl.Entry[] = [];
    zip.on('error', (error: Error) => reject(malformed(file, entries.length + 1, 1, 'a sound archive directory', error.message, error)));
    zip.on('entry', (entry: yauzl.Entry) => {
      entries.push(entry);
      if (entries.length > MOST_ENTRIES) reject(malformed(file, entries.length, 1, `at most ${MOST_ENTRIES} entries`, 'more'));
      else zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.readEntry();
  });
}

async function* unpacked(zip: yauzl.ZipFile, entry: yauzl.Entry, file: string, row: number): AsyncGenerator<Uint8Array> {
  let read = 0;
  let sum = 0;
  try {
    const stream = await new Promise<AsyncIterable<Buffer>>((resolve, reject) => {
      zip.openReadStream(entry, (error, readable) => (error ? reject(error) : resolve(readable)));
    });
    for await (const chunk of stream) {
      read += chunk.length;
      sum = crc32(chunk, sum);
      yield chunk;
    }
  } catch (error) {
    throw malformed(
      file,
      row,
      read + 1,
      `sound data of ${shown(entry.fileName)}`,
      error instanceof Error ? error.message : 'an error',
      error,
    );
  }
  if (sum !== entry.crc32 || read !== entry.uncompressedSize)
    throw malformed(file, row, read + 1, `data of ${shown(entry.fileName)} with its checksum`, 'other data');
}
