import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { medcodeWith } from './medcode.js';

const folder = mkdtempSync(join(tmpdir(), 'medcode-claim-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const medcode = medcodeWith(join(folder, 'data'));
const example = (name: string): string => fileURLToPath(new URL(`../../../examples/claims/${name}.json`, import.meta.url));
const OFFICE = ['claim', 'build', example('office-visit-encounter'), '--with', example('office-visit-billing'), '--to', '837p'];
const WRITTEN = ['--control', '17', '--written', '2024-08-16 09:30'];

describe('claim build', () => {
  it('writes an 837 to standard output and says what it is on standard error', () => {
    const { status, out, err } = medcode([...OFFICE, ...WRITTEN]);
    expect(status).toBe(0);
    expect(err).toBe('837P, professional claim (005010X222A1)\n  RFC-24-0117  3 lines, 4 diagnoses, 522.25 · file by 2025-02-10\n');
    expect(out.split('\n').filter((line) => /^(?:CLM|HI|SV1|CTP|IEA)/.test(line))).toEqual([
      'CLM*RFC-24-0117*522.25***11:B:1*Y*A*Y*Y~',
      'HI*ABK:E1122*ABF:I129*ABF:N1831*ABF:E785~',
      'SV1*HC:99214:25*185.00*UN*1***1:2:3:4~',
      'SV1*HC:83036*24.50*UN*1***1~',
      'SV1*HC:90677*312.75*UN*1***1~',
      'CTP****0.5*ML~',
      'IEA*1*000000017~',
    ]);
  });

  it('writes a file that passes, whole or not at all, for its owner alone', () => {
    const path = join(folder, 'stay.837');
    const built = medcode(['claim', 'build', example('hospital-stay-encounter'), '--to', '837i', ...WRITTEN, '--out', path]);
    expect([built.status, built.out]).toEqual([0, '']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(medcode(['x12', 'validate', path, '--date', '2024-08-16'])).toEqual({
      status: 0,
      out: '1 transaction, 1 claim: 0 errors, 0 warnings\n',
      err: '',
    });
    const before = readFileSync(path, 'utf8');
    const refused = medcode(['claim', 'build', example('incomplete-encounter'), '--to', '837p', '--out', path]);
    expect(refused.status).toBe(1);
    expect(readFileSync(path, 'utf8')).toBe(before);
    const nowhere = medcode([...OFFICE, ...WRITTEN, '--out', join(folder, 'none', 'x.837')]);
    expect([nowhere.status, nowhere.err.split(':')[0]]).toEqual([2, 'MC_OUTPUT_FAILED']);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('prints all that is missing, and nothing else', () => {
    const { status, out } = medcode(['claim', 'build', example('incomplete-encounter'), '--to', '837p']);
    expect(status).toBe(1);
    expect(out.split('\n').slice(0, 5)).toEqual([
      'No claim was made. 837P, professional claim (005010X222A1) needs 25 more things:',
      '',
      '  /assignment                      whether the provider accepts assignment: A yes, B for laboratory',
      '                                   services, C no',
      '  /benefitsAssigned                whether the patient assigns benefits: Y, N or W',
    ]);
    const json = medcode(['claim', 'build', example('incomplete-encounter'), '--to', '837p', '--json']);
    const { missing } = JSON.parse(json.out) as { missing: { at: string; words: string }[] };
    expect([json.status, missing.length]).toEqual([1, 25]);
    expect(missing.find(({ at }) => at === '/services/1/charge')?.words).toBe('charge of line 2 (69210)');
  });

  it('takes an encounter from standard input and prints JSON', () => {
    const { status, out } = medcode(
      ['claim', 'build', '-', '--with', example('office-visit-billing'), '--to', '837p', ...WRITTEN, '--json'],
      readFileSync(example('office-visit-encounter'), 'utf8'),
    );
    expect(status).toBe(0);
    const answer = JSON.parse(out) as { claims: { id: string }[]; output: string; timelyFiling: unknown };
    expect(Object.keys(answer)).toEqual(['claims', 'remarks', 'timelyFiling', 'output']);
    expect(answer.claims.map(({ id }) => id)).toEqual(['RFC-24-0117']);
    expect(answer.output.startsWith('ISA*00*')).toBe(true);
  });

  it('refuses arguments it does not know', () => {
    const usage = (...args: string[]): [number | null, string] => {
      const { status, err } = medcode([...OFFICE, ...args]);
      return [status, err.slice(0, err.indexOf('\n'))];
    };
    expect(usage('--control', 'x')).toEqual([2, 'MC_USAGE: --control takes a number from 1 to 999999999']);
    expect(usage('--usage', 'Q')).toEqual([2, 'MC_USAGE: --usage takes P or T']);
    expect(usage('--written', 'today')).toEqual([2, 'MC_USAGE: --written takes "YYYY-MM-DD HH:MM"']);
    expect(medcode(['claim', 'build', example('incomplete-encounter'), '--to', 'paper']).status).toBe(2);
  });
});

describe('x12 claims', () => {
  const path = join(folder, 'office.837');
  const text = medcode([...OFFICE, ...WRITTEN]).out;
  writeFileSync(path, text);

  it('prints a claim a line, from a file or standard input', () => {
    const file = medcode(['x12', 'claims', path]);
    expect([file.status, file.err]).toEqual([0, '']);
    expect(file.out.trimEnd().split('\n').length).toBe(1);
    const claim = JSON.parse(file.out) as { id: string; charge: string; diagnoses: { code: string }[] };
    expect([claim.id, claim.charge, claim.diagnoses.map(({ code }) => code)]).toEqual([
      'RFC-24-0117',
      '522.25',
      ['E11.22', 'I12.9', 'N18.31', 'E78.5'],
    ]);
    expect(medcode(['x12', 'claims', '-'], text)).toEqual(file);
  });

  it('marks claims of a transaction that is not whole', () => {
    const broken = text.replace(/^SE\*\d+/m, 'SE*3');
    const expected = { status: 3, err: '1 transaction is quarantined: medcode x12 validate says why\n' };
    writeFileSync(join(folder, 'broken.837'), broken);
    for (const run of [medcode(['x12', 'claims', join(folder, 'broken.837')]), medcode(['x12', 'claims', '-'], broken)]) {
      expect({ status: run.status, err: run.err }).toEqual(expected);
      expect((JSON.parse(run.out) as { id: string; quarantined: unknown }).quarantined).toEqual(['segment-count']);
    }
  });

  it('says when there are no claims to read', () => {
    const other = text.replaceAll('005010X222A1', '004010X098A1');
    const { status, out, err } = medcode(['x12', 'claims', '-'], other);
    expect([status, out, err.split('\n')[0]]).toEqual([
      2,
      '',
      'MC_X12_NO_CLAIMS: standard input has no 837 of version 005010X222 or 005010X223',
    ]);
  });
});

describe('schema', () => {
  it('prints JSON Schema of every name it lists', () => {
    const names = medcode(['schema'])
      .out.trimEnd()
      .split('\n')
      .map((line) => line.replace(/ .*/, ''));
    const some = ['encounter', 'claim', 'billing', 'remittance', 'msdrg'];
    expect(names).toEqual(expect.arrayContaining(some));
    for (const name of some) {
      const { status, out } = medcode(['schema', name]);
      expect([name, status, (JSON.parse(out) as { type?: string }).type]).toEqual([name, 0, 'object']);
    }
    expect(medcode(['schema', 'nothing']).status).toBe(2);
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });
});
