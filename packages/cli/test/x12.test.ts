import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BIN, medcodeWith } from './medcode.js';

const FILE = [
  'ISA*00*          *00*          *ZZ*RIVERSIDE      *ZZ*NORTHPAYER     *261102*0830*^*00501*000000905*0*T*:~',
  'GS*HC*RIVERSIDE*NORTHPAYER*20261102*0830*1*X*005010X222A1~',
  'ST*837*0001*005010X222A1~',
  'CLM*A-17*120***11:B:1*Y*A~',
  'SE*3*0001~',
  'GE*1*1~',
  'IEA*1*000000905~',
].join('\r\n');

let folder = '';
let medcode: ReturnType<typeof medcodeWith>;
const write = (name: string, bytes: string | Uint8Array) => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'medcode-x12-'));
  medcode = medcodeWith(join(folder, 'no-data'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('x12 parse and x12 write', () => {
  it('give a file back byte for byte, in any encoding and however it ends', () => {
    const files = {
      usual: FILE,
      latin: Buffer.from(`${FILE.replace('A-17', 'JOS\u00c9 \u0093X\u0094')}\r\n\0\u00ff`, 'latin1'),
      utf8: `\ufeff${FILE.replace('A-17', 'JOSÉ €')}`,
      cut: FILE.slice(0, -40),
      twice: `${FILE}\n${FILE.replaceAll('*', '|').replaceAll('~', '')}`,
    };
    for (const [name, bytes] of Object.entries(files)) {
      const path = write(`${name}.837`, bytes);
      const parsed = medcode(['x12', 'parse', path]);
      expect([parsed.status, parsed.err]).toEqual([0, '']);
      const lines = write(`${name}.ndjson`, parsed.out);
      const written = spawnSync(process.execPath, [BIN, 'x12', 'write', lines]);
      expect([name, written.status, written.stderr.toString()]).toEqual([name, 0, '']);
      expect(Buffer.compare(written.stdout, Buffer.from(bytes))).toBe(0);
    }
  });

  it('read and write standard input', () => {
    const { out } = medcode(['x12', 'parse', '-'], FILE);
    expect(JSON.parse(out.split('\n')[4] ?? '')).toEqual({
      segment: 4,
      tag: 'CLM',
      at: '000000905/1/0001',
      elements: ['CLM', 'A-17', '120', '', '', ['11', 'B', '1'], 'Y', 'A'],
    });
    expect(medcode(['x12', 'write'], out.replace('"120"', '"95.5"')).out).toBe(FILE.replace('*120*', '*95.5*'));
  });

  it('refuse what they cannot read, by code', () => {
    const refusals = [
      medcode(['x12', 'parse', join(folder, 'none.837')]),
      medcode(['x12', 'parse', folder]),
      medcode(['x12', 'parse', write('empty.837', '')]),
      medcode(['x12', 'write'], ''),
      medcode(['x12', 'write'], '{"tag":"CLM"'),
      medcode(['x12', 'write'], '{"tag":"CLM","elements":["CLM"]}'),
      medcode(['x12', 'parse']),
    ].map(({ status, out, err }) => [status, out, err.split('\n')[0]?.replaceAll(folder, 'FOLDER')]);
    expect(refusals).toEqual([
      [2, '', 'MC_INPUT_UNREADABLE: FOLDER/none.837: there is no such file'],
      [2, '', 'MC_INPUT_UNREADABLE: FOLDER: it is a folder'],
      [2, '', 'MC_INPUT_EMPTY: FOLDER/empty.837 is empty'],
      [2, '', 'MC_INPUT_EMPTY: there is no line'],
      [2, '', 'MC_X12_LINE_INVALID: line 1: it is not JSON'],
      [2, '', 'MC_X12_LINE_INVALID: line 1: no line with delimiters stands before it'],
      [2, '', "MC_USAGE: missing required argument 'file'"],
    ]);
  });

  it('say that a file is no X12, and give it back', () => {
    const { status, out, err } = medcode(['x12', 'parse', '-'], 'a letter, no interchange');
    expect([status, out, err.split('\n')[0]]).toEqual([
      2,
      '{"rest":"a letter, no interchange"}\n',
      'MC_X12_NO_INTERCHANGE: -: there is no ISA segment',
    ]);
    expect(medcode(['x12', 'write'], out).out).toBe('a letter, no interchange');
  });
});
