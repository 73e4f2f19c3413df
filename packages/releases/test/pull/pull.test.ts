import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { publishedFiles } from '../../src/official-addresses.js';
import { pull } from '../../src/pull.js';
import { OFFICIAL_SOURCES, officialFiles } from '../../src/pull-addresses.js';
import { hasShared, sharedPath } from '../formats/official-files.js';
import { writeZip } from '../formats/write-zip.js';
import { POA, POA_NAME, removeTemporary, stateOf, temporary } from '../import/hand-made.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const servers: Server[] = [];
const NAME = '2026-poa-exempt-codes.zip';
/** Large enough to arrive in several parts, and still the small list. */
const ZIP = writeZip([
  { path: POA_NAME, data: new TextEncoder().encode(POA) },
  { path: 'padding.txt', data: pseudoRandom(300_000), method: 0 },
]);

afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});
afterAll(removeTemporary);

async function serve(answer: Answer): Promise<{ url: string; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/files`, requests };
}

/** Serves bytes as a web server does: ranges with If-Range, ETag, length. */
function file(bytes: Uint8Array, etag = '"one"'): Answer {
  return (request, response) => {
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
    const start = range && request.headers['if-range'] === etag ? Number(range[1]) : 0;
    if (start >= bytes.length) response.writeHead(416).end();
    else if (start > 0)
      response
        .writeHead(206, {
          etag,
          'content-length': bytes.length - start,
          'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}`,
        })
        .end(bytes.subarray(start));
    else response.writeHead(200, { etag, 'content-length': bytes.length, 'content-type': 'application/zip' }).end(bytes);
  };
}

/** Says the whole length, sends a part, and drops the connection. */
function dropping(bytes: Uint8Array, after: number, etag = '"one"'): Answer {
  return (_request, response) => {
    response.writeHead(200, { etag, 'content-length': bytes.length, 'content-type': 'application/zip' });
    response.write(bytes.subarray(0, after), () => setTimeout(() => response.destroy(), 30));
  };
}

/** A tool of the machine, not of a package. */
const OPENSSL = 'openssl';

function hasOpenssl(): boolean {
  return spawnSync(OPENSSL, ['version']).status === 0;
}

const quick = { retries: 0, timeout: 3000 };

async function failing(
  answer: Answer,
  options: Parameters<typeof pull>[2] = {},
): Promise<{ code: string; message: string; data: string; requests: number }> {
  const { url, requests } = await serve(answer);
  const data = temporary();
  const error = (await pull('poa-exempt-2026', data, { ...quick, from: url, ...options }).catch((e: unknown) => e)) as {
    code: string;
    message: string;
  };
  expect(existsSync(join(data, 'manifest.json'))).toBe(false);
  return { code: error.code, message: error.message, data, requests: requests.length };
}

describe('pull', () => {
  it('downloads, checks and imports', async () => {
    const { url, requests } = await serve(file(ZIP));
    const data = temporary();
    const sha256 = createHash('sha256').update(ZIP).digest('hex');
    const report = await pull('poa-exempt-2026', data, { ...quick, from: url, sha256: sha256.toUpperCase() });
    expect(report.imported.map(({ table, rows, status }) => [table, rows, status])).toEqual([['icd10cm/poa-exempt', 2, 'added']]);
    expect(report.downloads).toEqual([{ url: `${url}/${NAME}`, bytes: ZIP.length, sha256 }]);
    expect(requests.map(({ url: path }) => path)).toEqual([`/files/${NAME}`]);
    expect(readdirSync(join(data, 'downloads'))).toEqual([]);
  });

  it('goes on after a dropped connection in the same run', async () => {
    let first = true;
    const { url, requests } = await serve((request, response) => {
      if (first) dropping(ZIP, 120_000)(request, response);
      else file(ZIP)(request, response);
      first = false;
    });
    await pull('poa-exempt-2026', temporary(), { from: url, retries: 2, timeout: 3000 });
    expect(requests).toHaveLength(2);
    expect(requests[1]?.headers).toMatchObject({ range: expect.stringMatching(/^bytes=[1-9]\d*-$/), 'if-range': '"one"' });
  });

  it('goes on in the next run where the last one stopped', async () => {
    let answer = dropping(ZIP, 150_000);
    const { url, requests } = await serve((request, response) => answer(request, response));
    const data = temporary();
    await expect(pull('poa-exempt-2026', data, { ...quick, from: url })).rejects.toMatchObject({ code: 'MC_DOWNLOAD_FAILED' });
    const kept = readFileSync(join(data, 'downloads', `${NAME}.partial`)).length;
    expect(kept).toBeGreaterThan(0);
    answer = file(ZIP);
    await pull('poa-exempt-2026', data, { ...quick, from: url });
    expect(requests[1]?.headers.range).toBe(`bytes=${kept}-`);
    expect(existsSync(join(data, 'manifest.json'))).toBe(true);
  });

  it('begins anew when the file has changed meanwhile', async () => {
    const old = Uint8Array.from(ZIP, (byte) => byte ^ 1);
    let answer = dropping(old, 150_000, '"old"');
    const { url } = await serve((request, response) => answer(request, response));
    const data = temporary();
    await expect(pull('poa-exempt-2026', data, { ...quick, from: url })).rejects.toMatchObject({
      code: expect.stringMatching(/MC_DOWNLOAD/),
    });
    answer = file(ZIP, '"new"');
    await pull('poa-exempt-2026', data, { ...quick, from: url });
    expect(existsSync(join(data, 'manifest.json'))).toBe(true);
  });

  it('begins anew when a server that does not know If-Range sends the rest of another file', async () => {
    const old = Uint8Array.from(ZIP, (byte, i) => (i < 4 ? byte : byte ^ 1));
    let answer = dropping(old, 150_000, '"old"');
    const { url, requests } = await serve((request, response) => answer(request, response));
    const data = temporary();
    await expect(pull('poa-exempt-2026', data, { ...quick, from: url })).rejects.toMatchObject({ code: 'MC_DOWNLOAD_FAILED' });
    answer = (request, response) => {
      if (request.headers.range !== undefined) request.headers['if-range'] = '"new"';
      file(ZIP, '"new"')(request, response);
    };
    const report = await pull('poa-exempt-2026', data, { from: url, retries: 1, timeout: 3000 });
    expect(requests.map(({ headers }) => headers.range !== undefined)).toEqual([false, true, false]);
    expect(report.downloads[0]?.sha256).toBe(createHash('sha256').update(ZIP).digest('hex'));
  });

  it('takes the whole file from a server that ignores ranges', async () => {
    let answer = dropping(ZIP, 150_000);
    const { url, requests } = await serve((request, response) => answer(request, response));
    const data = temporary();
    await expect(pull('poa-exempt-2026', data, { ...quick, from: url })).rejects.toMatchObject({ code: 'MC_DOWNLOAD_FAILED' });
    answer = (_q, r) => r.writeHead(200, { etag: '"one"', 'content-length': ZIP.length }).end(ZIP);
    const report = await pull('poa-exempt-2026', data, { ...quick, from: url });
    expect(requests[1]?.headers.range).toMatch(/^bytes=[1-9]\d*-$/);
    expect(report.downloads[0]).toMatchObject({ bytes: ZIP.length, sha256: createHash('sha256').update(ZIP).digest('hex') });
  });

  it('goes on by Last-Modified where there is no ETag, and begins anew where there is neither', async () => {
    const modified = 'Mon, 01 Dec 2025 15:58:00 GMT';
    for (const validator of [{ 'last-modified': modified }, {}]) {
      let first = true;
      const { url, requests } = await serve((request, response) => {
        const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
        const part = start > 0 ? { 'content-range': `bytes ${start}-${ZIP.length - 1}/${ZIP.length}` } : {};
        response.writeHead(start > 0 ? 206 : 200, { ...validator, ...part, 'content-length': ZIP.length - start });
        if (first) response.write(ZIP.subarray(0, 150_000), () => setTimeout(() => response.destroy(), 30));
        else response.end(ZIP.subarray(start));
        first = false;
      });
      await pull('poa-exempt-2026', temporary(), { from: url, retries: 1, timeout: 3000 });
      expect(requests[1]?.headers['if-range']).toBe(validator['last-modified']);
      expect(requests[1]?.headers.range !== undefined).toBe(validator['last-modified'] !== undefined);
    }
  });

  it('takes a body that was packed for the way', async () => {
    const packed = gzipSync(ZIP);
    const { url } = await serve((_q, r) => r.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed));
    const report = await pull('poa-exempt-2026', temporary(), { ...quick, from: url });
    expect(report.downloads[0]?.bytes).toBe(ZIP.length);
  });

  it('begins anew when the part that is there no longer fits', async () => {
    const { url } = await serve(file(ZIP));
    const data = temporary();
    mkdirSync(join(data, 'downloads'));
    writeFileSync(join(data, 'downloads', `${NAME}.partial`), Buffer.alloc(ZIP.length + 50));
    writeFileSync(join(data, 'downloads', `${NAME}.partial.json`), JSON.stringify({ url: `${url}/${NAME}`, validator: '"one"' }));
    await pull('poa-exempt-2026', data, { from: url, retries: 1, timeout: 3000 });
    expect(existsSync(join(data, 'manifest.json'))).toBe(true);
  });

  it('reports a truncated download, and keeps what came', async () => {
    const { code, message, data } = await failing(dropping(ZIP, 1000));
    expect([code, message]).toEqual(['MC_DOWNLOAD_FAILED', expect.stringContaining(NAME)]);
    expect(readFileSync(join(data, 'downloads', `${NAME}.partial`))).toEqual(Buffer.from(ZIP.subarray(0, 1000)));
  });

  it('notices a download that ends early without a stated length', async () => {
    const { code } = await failing((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/zip' });
      response.end(ZIP.subarray(0, 1000));
    });
    expect(code).toBe('MC_SOURCE_MALFORMED');
  });

  it('reports a checksum that does not match, and keeps nothing', async () => {
    const { code, data } = await failing(file(ZIP), { sha256: '0'.repeat(64) });
    expect(code).toBe('MC_CHECKSUM_MISMATCH');
    expect(readdirSync(join(data, 'downloads'))).toEqual([]);
  });

  it.each([
    [
      'by its type',
      (_q: IncomingMessage, r: ServerResponse) => r.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<p>Sorry</p>'),
    ],
    [
      'by its content',
      (_q: IncomingMessage, r: ServerResponse) =>
        r.writeHead(200, { 'content-type': 'application/zip' }).end('\n<!DOCTYPE html><html></html>'),
    ],
    ['something else', (_q: IncomingMessage, r: ServerResponse) => r.writeHead(200).end('not a zip')],
    ['nothing', (_q: IncomingMessage, r: ServerResponse) => r.writeHead(200, { 'content-length': 0 }).end()],
  ] as const)('recognises a page instead of the file: %s', async (_what, answer) => {
    const { code, data } = await failing(answer);
    expect(code).toBe('MC_DOWNLOAD_NOT_THE_FILE');
    expect(readdirSync(join(data, 'downloads'))).toEqual([]);
  });

  it('keeps nothing when a page comes instead of the rest', async () => {
    let answer = dropping(ZIP, 150_000);
    const { url } = await serve((request, response) => answer(request, response));
    const data = temporary();
    await expect(pull('poa-exempt-2026', data, { ...quick, from: url })).rejects.toMatchObject({ code: 'MC_DOWNLOAD_FAILED' });
    answer = (_q, r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<p>Sorry</p>');
    await expect(pull('poa-exempt-2026', data, { ...quick, from: url })).rejects.toMatchObject({ code: 'MC_DOWNLOAD_NOT_THE_FILE' });
    expect(readdirSync(join(data, 'downloads'))).toEqual([]);
  });

  it('recognises a sound zip of something else', async () => {
    const { code } = await failing(file(writeZip([{ path: 'photo.jpg', data: pseudoRandom(900) }])));
    expect(code).toBe('MC_DOWNLOAD_NOT_THE_FILE');
  });

  it('recognises a damaged zip', async () => {
    const bad = Uint8Array.from(ZIP);
    bad.fill(0xa5, 45, 75);
    const { code } = await failing(file(bad));
    expect(code).toBe('MC_SOURCE_MALFORMED');
  });

  it('does not ask again for what is not there, and asks again after a passing fault', async () => {
    const gone = await failing((_q, r) => r.writeHead(404).end(), { retries: 3 });
    expect([gone.code, gone.requests, gone.message]).toEqual(['MC_DOWNLOAD_FAILED', 1, expect.stringContaining('404')]);
    const busy = await failing((_q, r) => r.writeHead(503).end(), { retries: 1 });
    expect([busy.code, busy.requests]).toEqual(['MC_DOWNLOAD_FAILED', 2]);
  });

  it('follows redirects, not for ever, and not to other protocols', async () => {
    const { url } = await serve((request, response) => {
      if (request.url?.startsWith('/moved/')) file(ZIP)(request, response);
      else response.writeHead(302, { location: `/moved/${NAME}` }).end();
    });
    const data = temporary();
    await pull('poa-exempt-2026', data, { ...quick, from: url });
    expect(existsSync(join(data, 'manifest.json'))).toBe(true);
    const loop = await failing((_q, r) => r.writeHead(302, { location: `/again/${NAME}` }).end());
    expect([loop.code, loop.requests]).toEqual(['MC_DOWNLOAD_FAILED', 6]);
    expect((await failing((_q, r) => r.writeHead(302, { location: 'file:///etc/passwd' }).end())).code).toBe('MC_DOWNLOAD_FAILED');
  });

  it('does not wait for ever', async () => {
    const { code, message } = await failing(
      (_q, r) => {
        r.writeHead(200, { 'content-length': 1000 });
        r.write('PK\u0003\u0004');
      },
      { timeout: 300 },
    );
    expect([code, message]).toEqual(['MC_DOWNLOAD_FAILED', expect.stringContaining('no data')]);
  });

  it('a refused connection and a folder that cannot be written', async () => {
    const { url } = await serve(file(ZIP));
    const blocked = join(temporary(), 'data');
    writeFileSync(blocked, 'a file where the folder should be');
    await expect(pull('poa-exempt-2026', blocked, { ...quick, from: url })).rejects.toMatchObject({ code: 'MC_WRITE_FAILED' });
    await expect(pull('poa-exempt-2026', temporary(), { ...quick, from: 'http://127.0.0.1:9' })).rejects.toMatchObject({
      code: 'MC_DOWNLOAD_FAILED',
    });
  });

  it.runIf(existsSync('/dev/full'))('says so when the disk is full (needs /dev/full)', async () => {
    const { url } = await serve(file(ZIP));
    const data = temporary();
    mkdirSync(join(data, 'downloads'));
    symlinkSync('/dev/full', join(data, 'downloads', `${NAME}.partial`));
    const full = await pull('poa-exempt-2026', data, { ...quick, from: url }).catch((error: unknown) => error);
    expect(full).toMatchObject({ code: 'MC_WRITE_FAILED', message: expect.stringContaining('ENOSPC') });
    expect(existsSync(join(data, 'manifest.json'))).toBe(false);
  });

  it.runIf(hasOpenssl())('does not go from https to http (needs openssl)', async () => {
    const folder = temporary();
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const request = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1';
    execFileSync(OPENSSL, [...request.split(' '), '-keyout', key, '-out', cert], { stdio: 'ignore' });
    const { url, requests } = await serve(file(ZIP));
    const server = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_request, response) =>
      response.writeHead(302, { location: `${url}/${NAME}` }).end(),
    );
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const secure = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    // Nobody vouches for the certificate of this test.
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const sentOn = await pull('poa-exempt-2026', join(folder, 'data'), { ...quick, from: secure }).catch((error: unknown) => error);
    expect(sentOn).toMatchObject({ code: 'MC_DOWNLOAD_FAILED', message: `${secure}/${NAME}: sent on to an address without https` });
    expect(requests).toHaveLength(0);
  });

  it('leaves what is installed as it was when a later pull fails', async () => {
    let answer = file(ZIP);
    const { url } = await serve((request, response) => answer(request, response));
    const data = temporary();
    await pull('poa-exempt-2026', data, { ...quick, from: url });
    const before = stateOf(data);
    answer = (_q, r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
    await expect(pull('poa-exempt-2026', data, { ...quick, from: url })).rejects.toMatchObject({ code: 'MC_DOWNLOAD_NOT_THE_FILE' });
    expect(stateOf(data)).toEqual(before);
  });

  it('knows addresses by name', () => {
    for (const { example } of OFFICIAL_SOURCES)
      for (const { url, name } of officialFiles(example))
        expect([new URL(url).protocol, name]).toEqual(['https:', expect.stringMatching(/\.zip$/)]);
    expect(officialFiles('hcpcs-2025-10')[0]?.url).toBe('https://www.cms.gov/files/zip/october-2025-alpha-numeric-hcpcs-file.zip');
    expect(officialFiles('ICD10CM-2026').map(({ name }) => name)).toEqual([
      'icd10cm-Code Descriptions-2026.zip',
      'icd10cm-table and index-2026.zip',
    ]);
    expect(() => officialFiles('everything')).toThrowError(/icd10cm-YEAR/);
  });

  it('knows where editions were published under other names', () => {
    const addresses = (name: string): string[] => publishedFiles(name).map(({ url }) => url);
    const names = (name: string): string[] => publishedFiles(name).map((one) => one.name);
    expect(addresses('ICD10CM-2027')).toEqual([
      'https://ftp.cdc.gov/pub/Health_Statistics/NCHS/Publications/ICD10CM/2027/icd10cm-code-descriptions-2027.zip',
      'https://ftp.cdc.gov/pub/Health_Statistics/NCHS/Publications/ICD10CM/2027/icd10cm-table-and-index-2027.zip',
    ]);
    expect(names('icd10cm-2025')).toEqual(['ICD10-CM Code Descriptions 2025.zip', 'icd10cm-table-index-2025.zip']);
    expect(addresses('icd10pcs-order-2024')).toEqual([
      'https://www.cms.gov/files/zip/2024-icd-10-pcs-order-file-long-and-abbreviated-titles-updated-12/19/2023.zip',
    ]);
    expect(names('icd10pcs-order-2024')).toEqual(['2024-icd-10-pcs-order-file-long-and-abbreviated-titles-updated-12-19-2023.zip']);
    expect(publishedFiles('icd10cm-2026')).toEqual(officialFiles('icd10cm-2026'));
    for (const { pattern } of OFFICIAL_SOURCES)
      for (const year of [2024, 2025, 2026, 2027])
        for (const { url, name } of publishedFiles(pattern.replace('YEAR', String(year)).replace('MM', '10')))
          expect([new URL(url).protocol, name]).toEqual(['https:', expect.stringMatching(/^[^/]*[A-Za-z][^/]*\.zip$/)]);
    expect(() => publishedFiles('everything')).toThrowError(/icd10cm-YEAR/);
  });

  it.runIf(hasShared)('a real official file over HTTP, cut off twice (needs ../shared)', { timeout: 120_000 }, async () => {
    const zip = readFileSync(sharedPath('local/icd10cm/fy2026/POAexemptCodesFY26.zip'));
    let turn = 0;
    const { url, requests } = await serve((request, response) => {
      turn++;
      if (turn > 2) return file(zip)(request, response);
      const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
      response.writeHead(start > 0 ? 206 : 200, {
        etag: '"one"',
        'content-length': zip.length - start,
        ...(start > 0 ? { 'content-range': `bytes ${start}-${zip.length - 1}/${zip.length}` } : {}),
      });
      response.write(zip.subarray(start, start + 200_000), () => setTimeout(() => response.destroy(), 30));
    });
    const data = temporary();
    const report = await pull('poa-exempt-2026', data, { from: url, retries: 3, timeout: 5000 });
    expect(requests).toHaveLength(3);
    expect(report.imported.map(({ table, rows }) => [table, rows])).toEqual([['icd10cm/poa-exempt', 38_349]]);
    expect(report.downloads[0]?.sha256).toBe(createHash('sha256').update(zip).digest('hex'));
  });
});

function pseudoRandom(size: number): Uint8Array {
  let x = 12345;
  return Uint8Array.from({ length: size }, () => {
    x = (x * 1103515245 + 12345) & 0x7fffffff;
    return x >> 16;
  });
}
