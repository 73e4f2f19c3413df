import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Catalog } from '@medcode/core/codesets/catalog';
import { CodeSearch } from '@medcode/core/codesets/code-search';
import { Icd10cm } from '@medcode/core/codesets/icd10cm';
import { day } from '@medcode/core/model/date';
import { afterAll, describe, expect, it } from 'vitest';
import { diffEditions } from '../../src/diff.js';
import { type ImportReport, importSources } from '../../src/import/import.js';
import { ImportContext } from '../../src/import/importer.js';
import { importOrderFile } from '../../src/import/order-files.js';
import { containers, type SourceMember } from '../../src/import/source-member.js';
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
  HCPCS,
  HCPCS_NAME,
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

const BIN = fileURLToPath(new URL('../../../cli/bin/medcode.js', import.meta.url));
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

/** The mixed folder, imported once for all tests that only read it. */
function mixed(): Promise<{ folder: string; report: ImportReport }> {
  const folder = temporary();
  once ??= importSources(mixedFolder(), folder).then((report) => ({ folder, report }));
  return once;
}
let once: Promise<{ folder: string; report: ImportReport }> | undefined;

describe('importing a folder of mixed files', () => {
  it('reads the official files, names the others, and answers from them', async () => {
    const data = temporary();
    expect(new Icd10cm(openCatalog(data)).poaExempt('Z794', DATE)).toBe('not-checked');
    expect(searchIn(data)('grumblewort')).not.toContain('K30');
    const { report, folder } = await mixed();
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
      'ncci/mue_practitioner.tsv': 'NCCI lists other than PTP, MUE and add-on edits: not imported in this version',
      'noise.bin': 'not recognised',
    });
    const icd = new Icd10cm(openCatalog(folder));
    expect([icd.poaExempt('Z794', DATE), icd.poaExempt('E119', DATE), icd.poaExempt('Z794', day('2024-02-02'))]).toEqual([
      true,
      false,
      'not-checked',
    ]);
    const search = searchIn(folder);
    expect(search('grumblewortian')[0]).toBe('K30');
    expect(search('grumblewort with hiccup')[0]).toBe('R06.6');
    expect(search("mumblewort's syndrome")[0]).toBe('K30');
    expect(verifyPacks(folder).faults).toEqual([]);
  });

  it('is idempotent', async () => {
    const { folder: data } = await mixed();
    const manifest = join(data, 'manifest.json');
    const before = statSync(manifest).mtimeMs;
    const again = await importSources(mixedFolder(), data);
    expect(new Set(again.imported.map(({ status }) => status))).toEqual(new Set(['unchanged']));
    expect(again.computed).toEqual([]);
    expect(statSync(manifest).mtimeMs).toBe(before);
  });

  it('gives the same state file by file, from other places and in another order', async () => {
    const data = temporary();
    for (const path of [file(POA_NAME, POA), file(HCPCS_NAME, HCPCS), file(INDEX_NAME, INDEX), file(GEM_NAME, GEM)])
      await importSources(path, data);
    expect(stateOf(data)).toEqual(stateOf((await mixed()).folder));
  });

  it('follows links, but not in circles and not to nowhere', async () => {
    const [source, elsewhere, data] = [temporary(), temporary(), temporary()];
    writeFileSync(join(source, GEM_NAME), GEM);
    writeFileSync(join(elsewhere, POA_NAME), POA);
    symlinkSync(elsewhere, join(source, 'linked'));
    symlinkSync(source, join(elsewhere, 'back'));
    symlinkSync(join(source, 'absent'), join(source, 'nowhere'));
    const { imported, skipped } = await importSources(source, data);
    expect(imported.map(({ file: name }) => name)).toEqual([GEM_NAME, `linked/${POA_NAME}`]);
    expect(skipped).toEqual([
      { file: 'nowhere', reason: 'a link that leads nowhere' },
      { file: 'linked/back', reason: 'a link back to a folder it stands in' },
    ]);
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
    const context = new ImportContext(new Catalog(embeddedPacks()), undefined);
    const dated = async (name: string, content: string) => {
      const [draft] = (await importOrderFile(await memberOf(file(name, content)), context, 'icd10cm')).drafts;
      return [draft?.manifest.release.effectiveFrom, draft?.manifest.release.effectiveTo];
    };
    const update = orderFile({ E1299: 'A code of the April update' });
    expect(await dated('icd10cm-order-April-2027.txt', update)).toEqual(['2027-04-01', '2027-09-30']);
    expect(await dated('icd10cm_order_2031.txt', orderFile({}))).toEqual(['2026-10-01', '2027-09-30']);
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

  it.skipIf(process.platform === 'win32')('a write that fails half-way', async () => {
    const { data, before } = await installed();
    const source = file(GEM_NAME, gemRows(20_000));
    const run = spawnSync('sh', ['-c', 'ulimit -f 16 && exec "$0" "$@"', process.execPath, BIN, 'data', 'import', source], {
      env: { ...process.env, MEDCODE_DATA: data },
      encoding: 'utf8',
    });
    expect([run.status, run.stderr]).toEqual([2, expect.stringContaining('MC_WRITE_FAILED')]);
    expect(stateOf(data)).toEqual(before);
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
    const results = await Promise.allSettled([importSources(file(POA_NAME, POA), data), importSources(file(GEM_NAME, GEM), data)]);
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

  /** Starts an import as a process of its own and kills it once it says what it does, some milliseconds later. */
  async function killed(source: string, data: string, moment: RegExp, wait = 0): Promise<void> {
    const child = spawn(process.execPath, [BIN, 'data', 'import', source], {
      env: { ...process.env, MEDCODE_DATA: data },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const closed = new Promise((resolve) => child.once('close', resolve));
    await seen(child, moment);
    await new Promise((resolve) => setTimeout(resolve, wait));
    child.kill('SIGKILL');
    await closed;
  }

  it('killed while it reads or computes: the old state stands and the next import succeeds', async () => {
    const data = temporary();
    await importSources(file(POA_NAME, POA), data);
    const before = stateOf(data);
    const source = mixedFolder();
    for (const moment of [/reading .*I9gem/, /compiling/]) {
      await killed(source, data, moment);
      expect(stateOf(data)).toEqual(before);
      expect(existsSync(join(data, LOCK_FILE))).toBe(true);
    }
    await importSources(source, data);
    expect(stateOf(data)).toEqual(stateOf((await mixed()).folder));
  });

  it('killed while it writes: the old state or the new one, and the next import cleans up', async () => {
    const [whole, source, poa] = [temporary(), temporary(), file(POA_NAME, POA)];
    writeFileSync(join(source, GEM_NAME), GEM);
    writeFileSync(join(source, HCPCS_NAME), HCPCS);
    await importSources(poa, whole);
    const before = installedFiles(whole);
    await importSources(source, whole);
    for (const wait of [0, 1, 2, 4]) {
      const data = temporary();
      await importSources(poa, data);
      await killed(source, data, /writing/, wait);
      expect([before, installedFiles(whole)]).toContainEqual(installedFiles(data));
      for (const pack of installedPacks(data, embeddedPacks()).packs) pack.table();
      await importSources(source, data);
      expect(stateOf(data)).toEqual(stateOf(whole));
    }
  });
});

describe('computed packs', () => {
  it('do not answer once their inputs have changed, until they are refreshed', async () => {
    const data = temporary();
    cpSync((await mixed()).folder, data, { recursive: true });
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
  it('dates order files of ICD-10-PCS by the codes in them', { timeout: 120_000 }, async () => {
    const data = temporary();
    const { imported } = await importSources(sharedPath('local/icd10pcs/order-history/cms_2024_pr.zip'), data);
    expect(imported.find(({ table }) => table === 'icd10pcs/order')).toMatchObject({ effectiveFrom: '2024-04-01', rows: 79_543 });
    const diff = diffEditions(openCatalog(data), '2024-04-01', '2024-10-01', 'icd10pcs');
    expect(diff.revised.filter(({ after }) => !after.includes(' '))).toEqual([]);
  });

  it('reads the folder of an edition and an older order file', { timeout: 120_000 }, async () => {
    const [source, data] = [temporary(), temporary()];
    symlinkSync(sharedPath('local/icd10cm/fy2026'), join(source, 'fy2026'));
    symlinkSync(sharedPath('local/icd10cm/order-history/cms_2022_dx.zip'), join(source, 'cms_2022_dx.zip'));
    const { imported } = await importSources(source, data);
    const tables = imported.map(({ table, effectiveFrom, rows }) => [`${table} ${effectiveFrom}`, rows] as const);
    expect(tables.sort(([a], [b]) => (a < b ? -1 : 1))).toEqual([
      ['icd10cm/addenda 2022-04-01', 8],
      ['icd10cm/addenda 2025-10-01', 748],
      ['icd10cm/conversion 2025-10-01', 6967],
      ['icd10cm/index 2025-10-01', 81_503],
      ['icd10cm/order 2022-04-01', 95_528],
      ['icd10cm/order 2025-10-01', 98_186],
      ['icd10cm/poa-exempt 2025-10-01', 38_349],
    ]);
    expect(searchIn(data)('Abderhalden-Kaufmann-Lignac syndrome')[0]).toBe('E72.04');
    expect(verifyPacks(data).faults).toEqual([]);
    const diff = diffEditions(openCatalog(data), '2022-04-01', '2026-04-01');
    expect(diff.titles).toBe('compared');
    expect(diff.revised.length).toBeGreaterThan(20);
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

function installedFiles(data: string): string[] {
  return installedPacks(data, embeddedPacks()).packs.map(({ manifest }) => manifest.file);
}

/** Rows of a General Equivalence Mapping in its order. */
function gemRows(count: number): string {
  return Array.from(
    { length: count },
    (_, i) => `${String(20_000 + (i % 70_000)).padEnd(5)} ${`Z${i % 10}${i % 7}${i % 9}`.padEnd(7)} 10000\n`,
  ).join('');
}

/** A single file as the importers get it. */
async function memberOf(path: string): Promise<SourceMember> {
  for await (const { members } of containers(path)) for (const one of members) return one;
  throw new Error(`${path} is not there`);
}

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
