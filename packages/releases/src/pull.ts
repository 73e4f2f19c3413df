import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { MedcodeError } from '@medcode/core/errors';
import { type ImportReport, importSources } from './import/import.js';
import { withLock } from './installed-lock.js';
import { publishedFiles } from './official-addresses.js';
import type { OfficialFile } from './pull-addresses.js';

/** How a download behaves; the defaults suit the official servers. */
export interface PullOptions {
  /** Take the file of this name from another place: a mirror, or a server in a test. */
  readonly from?: string;
  /** The checksum the file must have. */
  readonly sha256?: string;
  readonly progress?: (message: string) => void;
  /** Longest wait for an answer or for more data, in milliseconds. */
  readonly timeout?: number;
  /** How often a dropped connection is taken up again. */
  readonly retries?: number;
}

/** What was downloaded and imported. */
export interface PullReport extends ImportReport {
  readonly downloads: readonly { readonly url: string; readonly bytes: number; readonly sha256: string }[];
}

const MOST_REDIRECTS = 5;
/** No official file is larger. */
const LARGEST_DOWNLOAD = 500 * 1024 * 1024;

/**
 * Downloads the official files of a name and imports them. A download that was cut off goes on where it stopped, in this run or the next.
 * @param name as `medcode data pull --help` lists them: `icd10cm-2026`, `hcpcs-2025-10`
 * @throws MedcodeError MC_USAGE for an unknown name; MC_DOWNLOAD_FAILED, MC_DOWNLOAD_NOT_THE_FILE, MC_CHECKSUM_MISMATCH; and as importing
 */
export async function pull(name: string, dataFolder: string, options: PullOptions = {}): Promise<PullReport> {
  const files = publishedFiles(name);
  if (options.sha256 !== undefined && files.length !== 1)
    throw new MedcodeError('MC_USAGE', `${name} is ${files.length} files; a checksum can be given for one`);
  const folder = join(dataFolder, 'downloads');
  const done: { url: string; bytes: number; sha256: string; path: string }[] = [];
  try {
    await withLock(folder, async () => {
      for (const file of files) done.push(await download(file, folder, options));
    });
  } catch (error) {
    // Whole files of this name would be fetched again; only what a later run can go on with stays.
    for (const { path } of done) rmSync(path, { force: true });
    throw error;
  }
  const imported: ImportReport['imported'][number][] = [];
  const skipped: ImportReport['skipped'][number][] = [];
  const computed = new Set<string>();
  try {
    for (const { path } of done) {
      const report = await importSources(path, dataFolder, options.progress ? { progress: options.progress } : {});
      imported.push(...report.imported);
      skipped.push(...report.skipped);
      for (const table of report.computed) computed.add(table);
    }
  } catch (error) {
    if (error instanceof MedcodeError && error.code === 'MC_SOURCE_UNRECOGNISED')
      throw new MedcodeError('MC_DOWNLOAD_NOT_THE_FILE', `what was downloaded is none of the files of ${name} (${error.message})`, {
        cause: error,
      });
    throw error;
  } finally {
    for (const { path } of done) rmSync(path, { force: true });
  }
  return { imported, skipped, computed: [...computed], downloads: done.map(({ url, bytes, sha256 }) => ({ url, bytes, sha256 })) };
}

/** What is kept beside a partial file: the answer that it is a part of. */
interface PartialState {
  readonly url: string;
  readonly validator: string | undefined;
  readonly size: number | undefined;
}

async function download(
  file: OfficialFile,
  folder: string,
  options: PullOptions,
): Promise<{ url: string; bytes: number; sha256: string; path: string }> {
  const url = options.from === undefined ? file.url : mirrored(options.from, file.name);
  const partial = join(folder, `${file.name}.partial`);
  const stateFile = `${partial}.json`;
  const retries = options.retries ?? 3;
  for (let attempt = 0; ; attempt++) {
    try {
      await fetchInto(url, file, partial, stateFile, options);
      break;
    } catch (error) {
      const passing = error instanceof Dropped;
      if (!passing) throw error;
      if (attempt >= retries) throw new MedcodeError('MC_DOWNLOAD_FAILED', `${url}: ${error.message}`, { cause: error });
      options.progress?.(`${file.name}: ${error.message}, going on`);
      await new Promise((resolve) => setTimeout(resolve, Math.min(200 * 2 ** attempt, 5000)));
    }
  }
  const sha256 = await checksum(partial);
  const bytes = statSync(partial).size;
  if (options.sha256 !== undefined && options.sha256.toLowerCase() !== sha256) {
    discard(partial, stateFile);
    throw new MedcodeError('MC_CHECKSUM_MISMATCH', `${url}: sha256 ${sha256}, expected ${options.sha256.toLowerCase()}`);
  }
  const path = join(folder, file.name);
  writing(folder, () => renameSync(partial, path));
  rmSync(stateFile, { force: true });
  return { url, bytes, sha256, path };
}

/** The connection went away, or the answer says to come back: what is there is kept and taken up again. */
class Dropped extends Error {}

async function fetchInto(url: string, file: OfficialFile, partial: string, stateFile: string, options: PullOptions): Promise<void> {
  const timeout = options.timeout ?? 60_000;
  const state = readState(stateFile);
  let start = existsSync(partial) ? statSync(partial).size : 0;
  if (start > 0 && (state?.url !== url || state.validator === undefined)) {
    // Without a validator nobody can tell whether the rest belongs to the same file.
    discard(partial, stateFile);
    start = 0;
  }
  if (start > 0 && state?.size === start) {
    checkBeginning(partial, stateFile, file, url);
    return;
  }
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), timeout);
  };
  try {
    wait();
    const headers: Record<string, string> = { 'accept-encoding': 'identity', 'user-agent': 'medcode' };
    if (start > 0) {
      headers['range'] = `bytes=${start}-`;
      headers['if-range'] = state?.validator as string;
    }
    const response = await followed(url, headers, abort.signal);
    if (response.status === 416) {
      discard(partial, stateFile);
      throw new Dropped('the part that is there does not fit the file any more');
    }
    if (response.status >= 500 || response.status === 429 || response.status === 408)
      throw new Dropped(`the server answered ${response.status}`);
    if (response.status !== 200 && response.status !== 206)
      throw new MedcodeError(
        'MC_DOWNLOAD_FAILED',
        `${url}: the server answered ${response.status}${response.status === 404 ? ' (no such file; medcode data pull lists the pages where the authorities publish)' : ''}`,
      );
    if (/text\/html|application\/xhtml/i.test(response.headers.get('content-type') ?? '')) {
      discard(partial, stateFile);
      throw new MedcodeError('MC_DOWNLOAD_NOT_THE_FILE', `${url}: a web page came instead of ${file.name}`);
    }
    const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '');
    if (response.status === 206 && Number(range?.[1]) !== start) {
      discard(partial, stateFile);
      throw new Dropped('the server sent another part than was asked for');
    }
    if (response.status === 200) start = 0;
    const answer = describedBy(response, range?.[2]);
    const kept = start > 0 ? state : undefined;
    const size = answer.size ?? kept?.size;
    const validator = answer.validator ?? kept?.validator;
    if (kept && (validator !== kept.validator || (kept.size !== undefined && size !== kept.size))) {
      // A server that does not know If-Range sends the rest of the new file to who holds the beginning of the old one.
      discard(partial, stateFile);
      throw new Dropped('the file has changed meanwhile');
    }
    if (size !== undefined && size > LARGEST_DOWNLOAD) {
      discard(partial, stateFile);
      throw new MedcodeError('MC_DOWNLOAD_NOT_THE_FILE', `${url}: ${size} bytes, more than any official file`);
    }
    writing(partial, () => {
      if (start === 0) writeFileSync(partial, '');
      writeFileSync(stateFile, JSON.stringify({ url, validator, size } satisfies PartialState));
    });
    const received = await store(response, partial, start, wait, (at) =>
      options.progress?.(`${file.name}: ${megabytes(at)}${size === undefined ? '' : ` of ${megabytes(size)}`} MB`),
    );
    if (size !== undefined && received < size) throw new Dropped(`the connection ended after ${received} of ${size} bytes`);
    if (received > (size ?? LARGEST_DOWNLOAD)) {
      discard(partial, stateFile);
      throw new MedcodeError(
        'MC_DOWNLOAD_NOT_THE_FILE',
        `${url}: more bytes came than ${size === undefined ? 'any official file has' : 'the server had said'}`,
      );
    }
    checkBeginning(partial, stateFile, file, url);
  } catch (error) {
    if (error instanceof MedcodeError || error instanceof Dropped) throw error;
    throw new Dropped(abort.signal.aborted ? `no data for ${Math.round(timeout / 1000)} s` : `the connection failed (${reason(error)})`);
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}

/** What an answer says of the whole file. A body that was packed for the way has another length, and its parts cannot be joined. */
function describedBy(response: Response, whole: string | undefined): Omit<PartialState, 'url'> {
  if (!/^(?:identity)?$/i.test(response.headers.get('content-encoding') ?? '')) return { size: undefined, validator: undefined };
  const size = response.status === 206 ? whole : response.headers.get('content-length');
  const etag = response.headers.get('etag');
  return {
    size: size === null || size === undefined || size === '*' ? undefined : Number(size),
    validator: etag?.startsWith('"') ? etag : (response.headers.get('last-modified') ?? undefined),
  };
}

async function followed(url: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
  let at = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await fetch(at, { headers, signal, redirect: 'manual' });
    const location = response.headers.get('location');
    if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return response;
    await response.body?.cancel();
    const next = new URL(location, at);
    if (new URL(at).protocol === 'https:' && next.protocol !== 'https:')
      throw new MedcodeError('MC_DOWNLOAD_FAILED', `${url}: sent on to an address without https`);
    if (next.protocol !== 'https:' && next.protocol !== 'http:')
      throw new MedcodeError('MC_DOWNLOAD_FAILED', `${url}: sent on to ${next.protocol}`);
    at = next.href;
  }
  throw new MedcodeError('MC_DOWNLOAD_FAILED', `${url}: sent on more than ${MOST_REDIRECTS} times`);
}

/** Writes the body behind what is there; gives the size of the file then. */
async function store(response: Response, partial: string, start: number, wait: () => void, tell: (at: number) => void): Promise<number> {
  const handle = writing(partial, () => {
    if (start > 0) truncateSync(partial, start);
    return openSync(partial, start > 0 ? 'a' : 'w');
  });
  let at = start;
  let told = at;
  try {
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      wait();
      writing(partial, () => {
        for (let done = 0; done < chunk.length; ) done += writeSync(handle, chunk, done);
      });
      at += chunk.length;
      if (at > LARGEST_DOWNLOAD) break;
      if (at - told > 4_000_000) {
        told = at;
        tell(at);
      }
    }
  } finally {
    closeSync(handle);
  }
  tell(at);
  return at;
}

/** A page of a portal or of a proxy may come under the name and type of the file. */
function checkBeginning(partial: string, stateFile: string, file: OfficialFile, url: string): void {
  const head = Buffer.alloc(512);
  const handle = openSync(partial, 'r');
  const read = readSync(handle, head, 0, head.length, 0);
  closeSync(handle);
  const text = head.subarray(0, read).toString('latin1');
  const page = /^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head)/i.test(text);
  const zip = /\.(?:zip|xlsx)$/i.test(file.name);
  if (!page && !(zip && !text.startsWith('PK'))) return;
  discard(partial, stateFile);
  throw new MedcodeError(
    'MC_DOWNLOAD_NOT_THE_FILE',
    `${url}: ${page ? 'a web page' : read === 0 ? 'nothing' : 'something that is no zip'} came instead of ${file.name}`,
  );
}

function mirrored(base: string, name: string): string {
  let url: URL;
  try {
    url = new URL(encodeURIComponent(name), base.endsWith('/') ? base : `${base}/`);
  } catch {
    throw new MedcodeError('MC_USAGE', `--from ${base.slice(0, 80)} is not an address`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new MedcodeError('MC_USAGE', '--from takes an http or https address');
  return url.href;
}

function readState(path: string): PartialState | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as PartialState;
  } catch {
    return undefined;
  }
}

function discard(partial: string, stateFile: string): void {
  rmSync(partial, { force: true });
  rmSync(stateFile, { force: true });
}

async function checksum(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

/** @throws MedcodeError MC_WRITE_FAILED */
function writing<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new MedcodeError('MC_WRITE_FAILED', `${path}: ${(error as NodeJS.ErrnoException).code ?? 'cannot be written'}`, { cause: error });
  }
}

function reason(error: unknown): string {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause;
  return cause?.code ?? cause?.message ?? (error as Error).message;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
