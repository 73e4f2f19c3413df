import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CodeSearch } from '@medcode/core/codesets/code-search';
import { Icd10cm } from '@medcode/core/codesets/icd10cm';
import { day } from '@medcode/core/model/date';
import { afterAll, describe, expect, it } from 'vitest';
import { diffEditions } from '../../src/diff.js';
import { importSources } from '../../src/import/import.js';
import { refreshInstalled } from '../../src/installed.js';
import { LOCK_FILE } from '../../src/installed-lock.js';
import { embeddedPacks, installedPacks } from '../../src/installed-state.js';
import { lexiconFrom, openCatalog, termIndexFrom } from '../../src/open-catalog.js';
import { verifyPacks } from '../../src/verify.js';
import { hasShared, sharedPath } from '../formats/official-files.js';
import { writeZip } from '../formats/write-zip.js';
import {
  GEM,
  GEM_NAME,
  hcpcsRecord,
  INDEX,
  INDEX_NAME,
  mixedFolder,
  orderFile,
  POA,
  POA_NAME,
  removeTemporary,
  stateOf,
  temporary,
} from './hand-made.js';

const DATE = day('2026-02-02');

afterAll(removeTemporary);

function file(name: string, content: string | Uint8Array): string {
  const path = join(temporary(), name);
  writeFileSync(path, content);
  return path;
}

function searchIn(data: string) {
  const catalog = openCatalog(data);
  const search = new CodeSearch(new Icd10cm(catalog), termIndexFrom(catalog, 'icd10cm'), lexiconFrom(catalog.packs));
  return (words: string) => search.search(words, DATE, 3).map((hit) => hit.code);
}

describe('importing a folder of mixed files', () => {
  it('reads the official files, names the others, and answers from them', async () => {
    const source = mixedFolder();
    const data = temporary();
    expect(new Icd10cm(openCatalog(data)).poaExempt('Z794', DATE)).toBe('not-checked');
    expect(searchIn(data)('grumblewort')).not.toContain('K30');
    const report = await importSources(source, data);
    expect(
      report.imported.map(({ table, effectiveFrom, effectiveTo, rows, status }) => [table, effectiveFrom, effectiveTo, rows, status]),
    ).toEqual([
      ['icd10cm/index', '2025-10-01', '2026-09-30', 5, 'added'],
      ['hcpcs/codes', '2025-10-01', '2025-12-31', 2, 'added'],
      ['hcpcs/titles', '2025-10-01', '2025-12-31', 2, 'added'],
      ['hcpcs/modifiers', '2025-10-01', '2025-12-31', 1, 'added'],
      ['gem/icd9cm-icd10cm', '2017-10-01', '2018-09-30', 3, 'added'],
      ['icd10cm/poa-exempt', '2025-10-01', '2026-09-30', 2, 'added'],
    ]);
    expect(Object.fromEntries(report.skipped.map(({ file: name, reason }) => [name, reason]))).toEqual({
      'README.txt': 'a description: for reading',
      'guide.pdf': 'PDF: for reading',
      'icd10cm_index.xsd': 'XML schema: for reading',
      'ncci/mue_practitioner.tsv': 'NCCI edits: not imported in this version',
      'noise.bin': 'not recognised',
    });
    const icd = new Icd10cm(openCatalog(data));
    expect([icd.poaExempt('Z794', DATE), icd.poaExempt('E119', DATE), icd.poaExempt('Z794', day('2024-02-02'))]).toEqual([
      true,
      false,
      'not-checked',
    ]);
    const search = searchIn(data);
    expect(search('grumblewortian')[0]).toBe('K30');
    expect(search('grumblewort with hiccup')[0]).toBe('R06.6');
    expect(search("mumblewort's syndrome")[0]).toBe('K30');
    expect(verifyPacks(data).faults).toEqual([]);
  });

  it('is idempotent, and the same from another place', async () => {
    const [first, second] = [temporary(), temporary()];
    await importSources(mixedFolder(), first);
    await importSources(mixedFolder(), second);
    expect(stateOf(second)).toEqual(stateOf(first));
    const manifest = join(first, 'manifest.json');
    const before = statSync(manifest).mtimeMs;
    const again = await importSources(mixedFolder(), first);
    expect(new Set(again.imported.map(({ status }) => status))).toEqual(new Set(['unchanged']));
    expect(again.computed).toEqual([]);
    expect(statSync(manifest).mtimeMs).toBe(before);
  });

  it('gives the same state whatever the order of imports', async () => {
    const [first, second] = [temporary(), temporary()];
    const files = [file(POA_NAME, POA), file(INDEX_NAME, INDEX), file(GEM_NAME, GEM)];
    for (const path of files) await importSources(path, first);
    for (const path of [...files].reverse()) await importSources(path, second);
    expect(stateOf(second)).toEqual(stateOf(first));
  });
});

describe('editions', () => {
  it('asks for a date where nothing tells it, and takes it', async () => {
    const path = file('gem_i9.txt', GEM);
    const data = temporary();
    await expect(importSources(path, data)).rejects.toMatchObject({
      code: 'MC_SOURCE_UNRECOGNISED',
      message: expect.stringContaining('--effective-from'),
    });
    const { imported } = await importSources(path, data, { effectiveFrom: day('2017-10-01') });
    expect(imported[0]?.effectiveFrom).toBe('2017-10-01');
  });

  it('recognises files by content under any name, and dates them by their content', async () => {
    const data = temporary();
    const { imported } = await importSources(file('download(3).dat', POA), data);
    expect(imported.map(({ table, effectiveFrom }) => [table, effectiveFrom])).toEqual([['icd10cm/poa-exempt', '2025-10-01']]);
  });

  it('ends an edition the day before the next', async () => {
    const data = temporary();
    await importSources(file('HCPC2025_CONTR_ANWEB.txt', `${hcpcsRecord('A0021', 'Ambulance service', '19820101')}\n`), data);
    await importSources(file('HCPC2025_JUL_ANWEB.txt', `${hcpcsRecord('A0021', 'Ambulance service', '19820101')}\n`), data);
    const packs = installedPacks(data, embeddedPacks()).packs.filter(({ manifest }) => manifest.table === 'hcpcs/codes');
    expect(packs.map(({ manifest: { release } }) => [release.effectiveFrom, release.effectiveTo])).toEqual([
      ['2025-01-01', '2025-06-30'],
      ['2025-07-01', '2025-09-30'],
    ]);
  });

  it('carries codes and titles on with an order file of a later year', async () => {
    const data = temporary();
    const changed = orderFile({ E119: 'Type 2 diabetes mellitus without any complication', E1299: 'A code of the future', I10: undefined });
    const { imported } = await importSources(file('icd10cm_order_2028.txt', changed), data);
    expect(imported[0]).toMatchObject({ table: 'icd10cm/order', effectiveFrom: '2027-10-01', effectiveTo: '2028-09-30' });
    const icd = new Icd10cm(openCatalog(data));
    const on = (code: string, date: string) => {
      const { valid, billable, title } = icd.lookup(code, day(date));
      return { valid, billable, title };
    };
    expect(on('E11.9', '2026-11-02').title).toBe('Type 2 diabetes mellitus without complications');
    expect(on('E11.9', '2027-11-02')).toEqual({ valid: true, billable: true, title: 'Type 2 diabetes mellitus without any complication' });
    expect(on('E12.99', '2027-11-02')).toEqual({ valid: true, billable: true, title: 'A code of the future' });
    expect([on('I10', '2027-09-30').valid, on('I10', '2027-11-02').valid]).toEqual([true, false]);
    const diff = diffEditions(openCatalog(data), 'FY2027', 'icd10cm/order/2027-10-01');
    expect(diff.counts).toEqual({ added: 1, deleted: 1, revised: 1, billable: 0 });
  });

  it('takes an update that changes few codes for what its name says', async () => {
    const update = orderFile({ E1299: 'A code of the April update' });
    const { imported } = await importSources(file('icd10cm-order-April-2027.txt', update), temporary());
    expect(imported[0]).toMatchObject({ effectiveFrom: '2027-04-01', effectiveTo: '2027-09-30' });
    const same = await importSources(file('icd10cm_order_2031.txt', orderFile({})), temporary());
    expect(same.imported[0]).toMatchObject({ effectiveFrom: '2026-10-01' });
  });

  it('refuses a list that is cut off', async () => {
    const whole = orderFile({});
    await expect(
      importSources(file('icd10cm_order_2028.txt', whole.slice(0, whole.indexOf('\n', whole.length / 2) + 1)), temporary()),
    ).rejects.toMatchObject({
      code: 'MC_SOURCE_MALFORMED',
    });
  });
});

describe('failures leave the old state', () => {
  async function installed(): Promise<{ data: string; before: Record<string, string> }> {
    const data = temporary();
    await importSources(file(POA_NAME, POA), data);
    return { data, before: stateOf(data) };
  }

  it.each([
    ['a damaged member', () => file(INDEX_NAME, INDEX.replace('</term>', '')), 'MC_SOURCE_MALFORMED'],
    [
      'a damaged zip',
      () => file('a.zip', damaged(writeZip([{ path: INDEX_NAME, data: new TextEncoder().encode(INDEX) }]))),
      'MC_SOURCE_MALFORMED',
    ],
    [
      'a zip cut off',
      () => file('a.zip', writeZip([{ path: INDEX_NAME, data: new TextEncoder().encode(INDEX) }]).subarray(0, 300)),
      'MC_SOURCE_MALFORMED',
    ],
    ['a gzip cut off', () => file(`${GEM_NAME}.gz`, Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1])), 'MC_SOURCE_MALFORMED'],
    ['wrong content', () => file('icd10cm_order_2026.txt', 'Dear customer,\nyour file is not here.\n'), 'MC_SOURCE_UNRECOGNISED'],
    ['a web page', () => file('icd10cm_order_2026.txt', '<!DOCTYPE html><html></html>'), 'MC_SOURCE_UNRECOGNISED'],
    ['nothing', () => file('icd10cm_order_2026.txt', ''), 'MC_SOURCE_UNRECOGNISED'],
    ['an empty folder', () => temporary(), 'MC_SOURCE_UNRECOGNISED'],
    ['no such file', () => join(temporary(), 'absent.zip'), 'MC_INPUT_UNREADABLE'],
  ])('%s', async (_what, make, code) => {
    const { data, before } = await installed();
    await expect(importSources(make(), data)).rejects.toMatchObject({ code });
    expect(stateOf(data)).toEqual(before);
    expect(existsSync(join(data, LOCK_FILE))).toBe(false);
  });

  it('one damaged file among good ones stops the whole import', async () => {
    const { data, before } = await installed();
    const source = mixedFolder();
    writeFileSync(join(source, 'zz_2018_I9gem.txt'), `${GEM}0011  A001    01000\n`);
    await expect(importSources(source, data)).rejects.toMatchObject({
      code: 'MC_SOURCE_MALFORMED',
      message: expect.stringContaining('row 4'),
    });
    expect(stateOf(data)).toEqual(before);
  });

  it('a data folder that cannot be written', async () => {
    const blocked = file('data', 'a file where the folder should be');
    await expect(importSources(file(POA_NAME, POA), blocked)).rejects.toMatchObject({ code: 'MC_WRITE_FAILED' });
    await expect(importSources(file(POA_NAME, POA), '/dev/full/data')).rejects.toMatchObject({ code: 'MC_WRITE_FAILED' });
  });

  it('a disk that fails at the last step', async () => {
    const { data, before } = await installed();
    mkdirSync(join(data, 'manifest.json.partial', 'in the way'), { recursive: true });
    await expect(importSources(file(GEM_NAME, GEM), data)).rejects.toMatchObject({ code: 'MC_WRITE_FAILED' });
    const after = readdirSync(data).filter((name) => !name.startsWith('manifest.json.partial'));
    expect(after.sort()).toEqual(Object.keys(before).sort());
    expect(verifyPacks(data).faults).toEqual([]);
  });
});

describe('two imports at once', () => {
  it('the second is told to wait', async () => {
    const data = temporary();
    const results = await Promise.allSettled([importSources(mixedFolder(), data), importSources(file(GEM_NAME, GEM), data)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const failed = results.find((result) => result.status === 'rejected') as PromiseRejectedResult;
    expect(failed.reason).toMatchObject({ code: 'MC_DATA_BUSY', message: expect.stringContaining('another import') });
    expect(verifyPacks(data).faults).toEqual([]);
  });

  it('a lock of a process that is gone is taken over', async () => {
    const data = temporary();
    writeFileSync(join(data, LOCK_FILE), JSON.stringify({ pid: 2 ** 30, host: hostname() }));
    await importSources(file(GEM_NAME, GEM), data);
    expect(existsSync(join(data, LOCK_FILE))).toBe(false);
    writeFileSync(join(data, LOCK_FILE), JSON.stringify({ pid: 1, host: 'another-machine' }));
    await expect(importSources(file(GEM_NAME, GEM), data)).rejects.toMatchObject({ message: expect.stringContaining('another-machine') });
  });

  it('killed in the middle: the old state stands and the next import succeeds', async () => {
    const data = temporary();
    await importSources(file(POA_NAME, POA), data);
    const before = stateOf(data);
    const source = mixedFolder();
    writeFileSync(join(source, 'icd10cm_order_2028.txt'), orderFile({ E1299: 'A code of the future' }));
    const bin = fileURLToPath(new URL('../../../cli/bin/medcode.js', import.meta.url));
    for (const moment of [/reading .*order/, /merging/]) {
      const child = spawn(process.execPath, [bin, 'data', 'import', source], {
        env: { ...process.env, MEDCODE_DATA: data },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      await seen(child, moment);
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
      expect(stateOf(data)).toEqual(before);
      expect(existsSync(join(data, LOCK_FILE))).toBe(true);
    }
    await importSources(source, data);
    expect(verifyPacks(data).faults).toEqual([]);
    expect(new Icd10cm(openCatalog(data)).lookup('E12.99', day('2028-01-01')).valid).toBe(true);
  });
});

describe('computed packs', () => {
  it('do not answer once their inputs have changed, until they are refreshed', async () => {
    const data = temporary();
    await importSources(file(INDEX_NAME, INDEX), data);
    const path = join(data, 'manifest.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as { packs: { table: string; sources: { sha256: string }[] }[] };
    for (const pack of manifest.packs) if (pack.table.startsWith('terms/')) pack.sources.unshift({ sha256: '0'.repeat(64) });
    writeFileSync(path, JSON.stringify(manifest));
    const { stale } = installedPacks(data, embeddedPacks());
    expect(stale.map(({ table }) => table.split('/').at(-1))).toEqual(['anchors', 'postings', 'stems', 'terms', 'vocabulary', 'words']);
    expect(searchIn(data)('grumblewort with hiccup')[0]).not.toBe('K30');
    expect((await refreshInstalled(data)).length).toBe(6);
    expect(await refreshInstalled(data)).toEqual([]);
    expect(searchIn(data)('grumblewort')[0]).toBe('K30');
  });

  it('verify finds a damaged pack', async () => {
    const data = temporary();
    await importSources(file(GEM_NAME, GEM), data);
    const pack = readdirSync(data).find((name) => name.startsWith('gem-')) as string;
    const bytes = readFileSync(join(data, pack));
    bytes.fill(0xa5, bytes.length >> 1, (bytes.length >> 1) + 8);
    writeFileSync(join(data, pack), bytes);
    expect(verifyPacks(data).faults).toEqual([
      { origin: 'installed', file: pack, fault: expect.stringMatching(/cannot be read|checksum/) },
    ]);
  });
});

describe.runIf(hasShared)('official files (needs ../shared)', () => {
  it('dates order files by the codes in them', { timeout: 120_000 }, async () => {
    const data = temporary();
    for (const zip of ['icd10cm/order-history/cms_2022_dx.zip', 'icd10pcs/order-history/cms_2024_pr.zip'])
      await importSources(sharedPath(`local/${zip}`), data);
    const orders = installedPacks(data, embeddedPacks()).packs.filter(({ manifest }) => manifest.table.endsWith('/order'));
    expect(orders.map(({ manifest }) => [manifest.table, manifest.release.effectiveFrom, manifest.rows])).toEqual([
      ['icd10cm/order', '2022-04-01', 95_528],
      ['icd10pcs/order', '2024-04-01', 79_543],
    ]);
    const diff = diffEditions(openCatalog(data), '2022-04-01', '2026-04-01');
    expect(diff.titles).toBe('compared');
    expect(diff.revised.length).toBeGreaterThan(20);
    const pcs = diffEditions(openCatalog(data), '2024-04-01', '2024-10-01', 'icd10pcs');
    expect(pcs.revised.filter(({ after }) => !after.includes(' '))).toEqual([]);
  });

  it('reads a whole folder of an edition', { timeout: 120_000 }, async () => {
    const data = temporary();
    const { imported } = await importSources(sharedPath('local/icd10cm/fy2026'), data);
    const tables = imported.map(({ table, effectiveFrom, rows }) => [table, effectiveFrom, rows] as const);
    expect(tables.sort(([a], [b]) => (a < b ? -1 : 1))).toEqual([
      ['icd10cm/addenda', '2025-10-01', 748],
      ['icd10cm/conversion', '2025-10-01', 6967],
      ['icd10cm/index', '2025-10-01', 81_503],
      ['icd10cm/order', '2025-10-01', 98_186],
      ['icd10cm/poa-exempt', '2025-10-01', 38_349],
    ]);
    expect(searchIn(data)('Abderhalden-Kaufmann-Lignac syndrome')[0]).toBe('E72.04');
    expect(verifyPacks(data).faults).toEqual([]);
  });

  it('dates ICD-10-PCS tables by the codes they make', { timeout: 120_000 }, async () => {
    const data = temporary();
    const { imported } = await importSources(sharedPath('local/icd10pcs/fy2025'), data);
    expect(imported.map(({ table, effectiveFrom }) => [table, effectiveFrom])).toEqual([
      ['icd10pcs/tables', '2024-10-01'],
      ['icd10pcs/index', '2024-10-01'],
      ['icd10pcs/definitions', '2024-10-01'],
    ]);
  });
});

function damaged(zip: Uint8Array): Uint8Array {
  const out = Uint8Array.from(zip);
  return out.fill(0xa5, 60, 90);
}

function seen(child: ChildProcess, pattern: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (pattern.test(text)) resolve();
    });
    child.once('close', () => reject(new Error(`ended before ${pattern}: ${text}`)));
  });
}
