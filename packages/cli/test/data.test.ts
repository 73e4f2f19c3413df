import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { medcodeWith, type Run } from './medcode.js';

const folder = mkdtempSync(join(tmpdir(), 'medcode-data-'));
const data = join(folder, 'installed');
const poa = join(folder, 'POAexemptCodesFY26.txt');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = medcodeWith(data);
const medcode = (...args: string[]): Run => run(args);

beforeAll(() => {
  writeFileSync(poa, 'Order26\tPOAexemptCode\tDescription\r\n00011\tZ79.4\tLong term (current) use of insulin\r\n');
});

describe('medcode data', () => {
  it('imports, and the look-up answers what it could not before', () => {
    expect(medcode('lookup', 'Z79.4', '--date', '2026-02-02').out).toContain('POA reporting: not checked');
    const imported = medcode('data', 'import', poa);
    expect([imported.status, imported.out]).toEqual([
      0,
      'added      icd10cm/poa-exempt        2025-10-01 … 2026-09-30         1 rows  Codes exempt from P…\n1 tables: 1 added, 0 replaced, 0 unchanged\n',
    ]);
    expect(imported.err).toContain('reading POAexemptCodesFY26.txt');
    expect(medcode('lookup', 'Z79.4', '--date', '2026-02-02').out).toContain('POA reporting: exempt');
    expect(JSON.parse(medcode('data', 'import', poa, '--json').out)).toMatchObject({
      imported: [{ status: 'unchanged', rows: 1 }],
      skipped: [],
      computed: [],
    });
  });

  it('lists releases with window, rows, origin, source and checksum', () => {
    const { out } = medcode('data', 'list', '--table', 'icd10cm/poa-exempt');
    expect(out).toMatch(/icd10cm\/poa-exempt {2}2025-10-01 … 2026-09-30 +1 rows {2}installed {2}[0-9a-f]{12}\n.*POAexemptCodesFY26\.txt/);
    const all = JSON.parse(medcode('data', 'list', '--json').out) as { packs: { table: string; origin: string }[]; stale: unknown[] };
    expect(all.packs.filter(({ origin }) => origin === 'installed')).toHaveLength(1);
    expect(all.packs.some(({ table }) => table === 'icd10cm/codes')).toBe(true);
    expect(all.stale).toEqual([]);
  });

  it('compares editions', () => {
    const diff = JSON.parse(medcode('data', 'diff', '2025-10-01', '2026-10-01', '--json').out) as {
      counts: unknown;
      deleted: { code: string }[];
    };
    expect(diff.counts).toEqual({ added: 238, deleted: 21, revised: 4, billable: 15 });
    expect(diff.deleted).toHaveLength(21);
    const older = medcode('data', 'diff', 'FY2020', 'FY2021', '--limit', '1');
    expect([older.status, older.out]).toEqual([4, expect.stringContaining('titles not compared')]);
    expect(medcode('data', 'diff', 'yesterday', 'today').status).toBe(2);
    expect(medcode('data', 'diff', '2025-10-01', '2041-10-01').err).toContain('MC_RELEASE_MISSING');
  });

  it('exports CSV and Arrow', () => {
    expect(medcode('data', 'export', 'icd10cm/poa-exempt', '--csv').out).toBe('code\r\nZ794\r\n');
    const file = join(folder, 'codes.arrow');
    expect(medcode('data', 'export', 'icd10cm/codes', '--arrow', '--output', file).status).toBe(0);
    expect(readFileSync(file).subarray(0, 6).toString()).toBe('ARROW1');
    expect(medcode('data', 'export', 'icd10cm/codes', '--csv').out.slice(0, 90)).toContain('code,from,to,billable\r\nA00,2015-10-01,');
    expect(medcode('data', 'export', 'icd10cm/codes').status).toBe(2);
    expect(medcode('data', 'export', 'nothing/there', '--csv').err).toContain('MC_RELEASE_MISSING');
  });

  it('names publications, and refuses unknown names', () => {
    expect(medcode('data', 'pull').out).toContain('https://www.cdc.gov/nchs/icd/icd-10-cm/files.html');
    expect(medcode('data', 'pull', 'everything').status).toBe(2);
    expect(medcode('data', 'pull', 'poa-exempt-2026', '--from', 'http://127.0.0.1:9').err).toContain('MC_DOWNLOAD_FAILED');
  });

  it('has help with an example for every command', () => {
    for (const verb of ['list', 'import', 'pull', 'verify', 'diff', 'refresh', 'export'])
      expect(medcode('data', verb, '--help').out).toMatch(/Examples?:\n {2}medcode data/);
  });

  it('refuses what it does not know', () => {
    const text = join(folder, 'letter.txt');
    writeFileSync(text, 'Dear customer\n');
    expect(medcode('data', 'import', text)).toMatchObject({ status: 2, err: expect.stringContaining('MC_SOURCE_UNRECOGNISED') });
    expect(medcode('data', 'import', join(folder, 'absent'))).toMatchObject({
      status: 2,
      err: expect.stringContaining('MC_INPUT_UNREADABLE'),
    });
    expect(medcode('data', 'import', poa, '--effective-from', 'soon')).toMatchObject({
      status: 2,
      err: expect.stringContaining('MC_DATE_INVALID'),
    });
  });

  it('verifies, and says what is damaged', () => {
    expect(medcode('data', 'verify')).toMatchObject({ status: 0, out: expect.stringMatching(/packs, .* rows: all sound\n$/) });
    expect(medcode('data', 'refresh').out).toBe('Everything is up to date.\n');
    const pack = readdirSync(data).find((name) => name.startsWith('icd10cm-poa')) as string;
    writeFileSync(join(data, pack), 'damaged');
    expect(medcode('data', 'verify')).toMatchObject({ status: 1, out: expect.stringContaining(`damaged  installed  ${pack}`) });
  });
});
