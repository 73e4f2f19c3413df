import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { BIN, medcodeWith } from './medcode.js';

const CLAIM = fileURLToPath(new URL('../../../examples/claims/pneumonia.json', import.meta.url));
const data = mkdtempSync(join(tmpdir(), 'medcode-group-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

const medcode = medcodeWith(data);

describe('group msdrg', () => {
  it('prints the DRG, what made it and what was edited', () => {
    expect(medcode(['group', 'msdrg', CLAIM])).toEqual({
      status: 0,
      err: '',
      out: `MS-DRG 193  Simple Pneumonia and Pleurisy with MCC
            v43.1 · discharged 2026-05-15
MDC 4       Diseases and Disorders of the Respiratory System · medical · MCC
Weight      1.3144 · mean stay 3.9 days (geometric), 4.9 (arithmetic) · post-acute transfer policy

Diagnoses
  J18.9     principal
  J96.01    MCC · made the DRG
  I50.22    CC
  I11.0     –
  N17.9     CC
  E11.65    –

Medicare Code Editor – no edit
`,
    });
  });

  it('explains, and tells what would be otherwise', () => {
    const { status, out } = medcode(['group', 'msdrg', CLAIM, '--explain', '--what-if', 'drop:J96.01', '--what-if', 'add:I5023']);
    expect(status).toBe(0);
    expect(out).toContain('    ✓ MCC             J96.01\n');
    expect(out).toContain('  drop:J96.01       194 Simple Pneumonia and Pleurisy with CC · weight 1.3144 → 0.8059\n');
    expect(out).toContain('  add:I5023         the DRG stays 193\n');
  });

  it('answers lines with the words of the contract, bad ones in their place', () => {
    const lines = [
      {
        id: 'a',
        dischargeDate: '2026-05-15',
        age: 70,
        sex: 'M',
        dischargeStatus: '01',
        los: 3,
        pdx: { code: 'J18.9', poa: 'Y' },
        sdx: [],
        px: ['5A1955Z'],
      },
      { id: 2, dischargeDate: '2026-05-15', sex: 'M', dischargeStatus: '01' },
      { id: 'c', sex: 'M', dischargeStatus: '01', pdx: { code: 'J189' } },
      { id: 'd', dischargeDate: '2026-05-15', sdx: 'J189' },
    ];
    const run = medcode(['group', 'msdrg', '--ndjson'], [...lines.map((line) => JSON.stringify(line)), '{'].join('\n'));
    expect(run.status).toBe(3);
    expect(
      run.out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      {
        id: 'a',
        version: '431',
        initial: { mdc: 4, drg: 207, returnCode: 'OK' },
        final: { mdc: 4, drg: 207, returnCode: 'OK', baseDrg: 207, type: 'MEDICAL', severity: 'NON_CC' },
        hac: { status: 'NOT_APPLICABLE', count: 0 },
        pdx: { severity: 'NEITHER', poaError: 'POA_NOT_CHECKED' },
        sdx: [],
        px: [{ code: '5A1955Z', or: false, affectsDrg: 'BOTH' }],
        weight: expect.any(Number) as unknown,
        gmlos: expect.any(Number) as unknown,
        amlos: expect.any(Number) as unknown,
        postAcuteTransfer: expect.any(Boolean) as unknown,
        specialPay: false,
        mce: {
          version: '440',
          type: 'PREPAYMENT',
          edits: { INCONSISTENT_WITH_LENGTH_OF_STAY: 1 },
          codes: { '5A1955Z': ['INCONSISTENT_WITH_LENGTH_OF_STAY'] },
        },
      },
      {
        id: 2,
        version: '431',
        initial: { mdc: 0, drg: 999, returnCode: 'INVALID_PDX' },
        final: { mdc: 0, drg: 999, returnCode: 'INVALID_PDX', baseDrg: 999, type: 'NONE', severity: 'NONE' },
        hac: { status: 'NOT_APPLICABLE', count: 0 },
        pdx: { severity: 'NEITHER', poaError: 'POA_NOT_CHECKED' },
        sdx: [],
        px: [],
        weight: null,
        weightReason: 'DRG 999 has no weight in ipps/fy2026',
        mce: { version: '440', type: 'PREPAYMENT', edits: { INVALID_CODE: 1 }, codes: { '': ['INVALID_CODE'] } },
      },
      { id: 'c', error: { code: 'MC_DATE_MISSING', message: 'the discharge date decides which version groups the claim' } },
      { id: 'd', error: { code: 'MC_LINE_INVALID', message: 'sdx: Invalid input: expected array, received string' } },
      { id: null, error: { code: 'MC_LINE_INVALID', message: 'the line is not JSON' } },
    ]);
  });

  it('gives the same answers on two cores, in the same order', () => {
    const lines = Array.from({ length: 6000 }, (_, i) =>
      i % 500 === 7
        ? 'no claim'
        : JSON.stringify({
            id: i,
            dischargeDate: '2026-05-15',
            sex: 'F',
            dischargeStatus: '01',
            pdx: { code: 'J189' },
            sdx: [{ code: i % 2 ? 'J9601' : 'I5022' }],
          }),
    ).join('\n');
    const one = medcode(['group', 'msdrg', '--ndjson'], lines);
    const two = medcode(['group', 'msdrg', '--ndjson', '--jobs', '2'], lines);
    expect([two.status, two.err]).toEqual([3, '']);
    expect(two.out === one.out).toBe(true);
    expect(one.out.split('\n')).toHaveLength(6001);
  });

  it('prints a procedure as it is, though it has the form of a diagnosis', () => {
    const claim = JSON.stringify({
      dischargeDate: '2026-05-15',
      sex: 'M',
      dischargeStatus: '01',
      pdx: 'I2109',
      px: ['B2111ZZ', '4A023N7'],
    });
    const { out } = medcode(['group', 'msdrg', '-', '--explain'], claim);
    expect(out).toContain('Procedures\n  B2111ZZ   not operating room\n');
    expect(out).toContain('  I21.09    principal\n');
    expect(out).not.toContain('B21.11ZZ');
  });

  it('groups another year’s claim with its codes converted', () => {
    const claim = join(data, 'old.json');
    writeFileSync(
      claim,
      JSON.stringify({ dischargeDate: '2022-11-01', sex: 'M', dischargeStatus: '01', pdx: { code: 'J189' }, sdx: [{ code: 'E8881' }] }),
    );
    const { out } = medcode(['group', 'msdrg', claim, '--grouper-version', '431', '--convert']);
    expect(out).toContain('v43.1 · discharged 2022-11-01');
    expect(out).toMatch(/Codes converted\n {2}E88\.81 {4}grouped as E88\.81\d; /);
  });

  it.each([
    [['group', 'msdrg'], 'MC_USAGE:'],
    [['group', 'msdrg', 'none.json'], 'MC_INPUT_UNREADABLE:'],
    [['group', 'msdrg', BIN], 'MC_INPUT_INVALID:'],
    [['group', 'msdrg', CLAIM, '--what-if', 'raise:J189'], 'MC_USAGE:'],
    [['group', 'msdrg', CLAIM, '--grouper-version', '12'], 'MC_RELEASE_MISSING:'],
    [['group', 'msdrg', '--ndjson', '--jobs', 'many'], 'MC_USAGE:'],
  ])('%j fails with %s', (args, code) => {
    const run = medcode(args);
    expect([run.out, run.err.slice(0, code.length)]).toEqual(['', code]);
    expect(run.status).not.toBe(0);
  });
});

describe('group mce', () => {
  it('says in words what is wrong and what to do', () => {
    const claim = join(data, 'edits.json');
    writeFileSync(
      claim,
      JSON.stringify({ dischargeDate: '2026-05-15', sex: 'F', dischargeStatus: '01', pdx: { code: 'W010XXA' }, sdx: [{ code: 'L97402' }] }),
    );
    expect(medcode(['group', 'mce', claim])).toEqual({
      status: 1,
      err: '',
      out: `Medicare Code Editor
  W01.0XXA  is an external cause and cannot be the principal diagnosis: sequence the injury or
            illness first (E_CODE_AS_PDX)
  L97.402   leaves open what the record should say (side or site): look for it in the record
            (UNSPECIFIED)
`,
    });
    expect(medcode(['group', 'mce', '--ndjson'], '{"id":1,"dischargeDate":"2026-05-15","pdx":"J189","dischargeStatus":"01"}\n').out).toBe(
      '{"id":1,"version":"440","type":"NONE","edits":{},"codes":{}}\n',
    );
  });
});
