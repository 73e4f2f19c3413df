import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { medcodeWith } from './medcode.js';

const folder = mkdtempSync(join(tmpdir(), 'medcode-x12-answers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const medcode = medcodeWith(folder);
const example = (name: string) => fileURLToPath(new URL(`../../../examples/x12/${name}`, import.meta.url));
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** A payment for the two claims of `two-patients.837`: one paid in part, one denied. */
const remittance = (amount: string) =>
  [
    'ISA*00*          *00*          *ZZ*HARBORCLEAR    *ZZ*RFC48213       *261120*0800*^*00501*000000555*0*T*:',
    'GS*HP*HARBORCLEAR*RFC48213*20261120*0800*1*X*005010X221A1',
    'ST*835*0001',
    `BPR*I*${amount}*C*CHK************20261120`,
    'TRN*1*CK900*1999888777',
    'N1*PR*COASTAL HEALTH PLAN',
    'N3*1 PIER ROAD',
    'N4*PORTLAND*ME*04101',
    'PER*BL*PROVIDER DESK*TE*2075550100',
    'N1*PE*RIVERSIDE FAMILY CLINIC*XX*1470258314',
    'LX*1',
    'CLP*RFC-10034*1*350*200*50*12*CHP1',
    'CAS*CO*45*60**16*40',
    'CAS*PR*1*50',
    'NM1*QC*1*ANYONE*ANY',
    'MOA***N290',
    'CLP*RFC-10058*4*173.25*0*0*12*CHP2',
    'CAS*CO*29*173.25',
    'NM1*QC*1*ANYONE*ANY',
    'SE*18*0001',
    'GE*1*1',
    'IEA*1*000000555',
  ]
    .map((segment) => `${segment}~\n`)
    .join('');

describe('x12 match', () => {
  it('posts a payment to the claims of a claim file, totals that add up, denials by reason', () => {
    const answers = file('paid.835', remittance('200'));
    expect(medcode(['x12', 'match', example('two-patients.837'), answers])).toEqual({
      status: 0,
      err: '',
      out: `2 claims: 1 paid in part · 1 denied

Payments
  CK900  COASTAL HEALTH PLAN · 2026-11-20 · CHK · 200.00 · 2 claims · adds up

  Claim      Status        charged    paid  contract  patient  denied  other  open
  RFC-10034  paid in part   350.00  200.00     60.00    50.00   40.00      –     –
  RFC-10058  denied         173.25       –         –        –  173.25      –     –
  Total                     523.25  200.00     60.00    50.00  213.25      –     –

Denials by reason
  CO-29    173.25 · 1 claim · received after the filing limit · contract or law
           → appeal: RFC-10058
  CO-16    40.00 · 1 claim · information is missing or wrong; the remark says which · the identifier
           of the rendering provider is missing or wrong (N290) · contract or law
           → correct and resubmit: RFC-10034
`,
    });
  });

  it('gives a line a claim, and an exit status when a payment does not add up', () => {
    const answers = file('unbalanced.835', remittance('201'));
    const claims = medcode(['x12', 'claims', example('two-patients.837')]).out;
    const { status, out } = medcode(['x12', 'match', '-', answers, '--ndjson'], claims);
    expect(status).toBe(1);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
        .map(({ claim, status: stands, charged, paid, patientResponsibility, denials }) => ({
          claim,
          status: stands,
          charged,
          paid,
          patientResponsibility,
          denials,
        })),
    ).toEqual([
      {
        claim: 'RFC-10034',
        status: 'partially-paid',
        charged: '350.00',
        paid: '200.00',
        patientResponsibility: '50.00',
        denials: [{ group: 'CO', reason: '16', remarks: ['N290'], amount: '40.00', lines: [], next: 'correct and resubmit' }],
      },
      {
        claim: 'RFC-10058',
        status: 'denied',
        charged: '173.25',
        paid: '0.00',
        patientResponsibility: '0.00',
        denials: [{ group: 'CO', reason: '29', remarks: [], amount: '173.25', lines: [], next: 'appeal' }],
      },
    ]);
  });

  it('names a line that is no claim and goes on', () => {
    const claims = file('claims.ndjson', '{"id":"A","form":"professional","diagnoses":[],"services":[]}\nnot a claim\n');
    const { status, out } = medcode(['x12', 'match', claims, file('paid.835', remittance('200')), '--ndjson']);
    expect(status).toBe(3);
    expect(JSON.parse(out.trimEnd().split('\n').at(-1) ?? '')).toEqual({
      claim: null,
      line: 2,
      error: { code: 'MC_LINE_INVALID', message: 'the line is not JSON' },
    });
  });

  it('refuses files that are no claims or no answers', () => {
    const answers = file('paid.835', remittance('200'));
    expect(medcode(['x12', 'match', example('two-patients.837'), example('two-patients.837')]).err).toMatch(/^MC_X12_NO_ANSWER/);
    expect(medcode(['x12', 'match', answers, answers]).err).toMatch(/^MC_X12_NO_CLAIMS/);
    expect(medcode(['x12', 'match', join(folder, 'none'), answers])).toMatchObject({ status: 2 });
  });
});

describe('x12 ack', () => {
  const at = ['--date', '2026-11-05', '--time', '09:30', '--control', '17'];

  it('answers a claim file with a 999 that x12 match reads back', () => {
    const { status, out } = medcode(['x12', 'ack', example('two-patients.837'), '--type', '999', ...at]);
    expect(status).toBe(0);
    expect(out).toContain('*000000017*');
    expect(out).toBe(medcode(['x12', 'ack', example('two-patients.837'), '--type', '999', ...at]).out);
    const matched = medcode(['x12', 'match', example('two-patients.837'), file('sent.999', out), '--ndjson']);
    expect(
      matched.out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).status),
    ).toEqual(['accepted', 'accepted']);
  });

  it('ends with 1 when something is rejected', () => {
    const office = medcode(['x12', 'ack', example('office-visit.837'), '--type', 'ta1', ...at]);
    expect({ status: office.status, note: office.out.split('\n')[1] }).toEqual({ status: 0, note: 'TA1*000000101*261105*0915*A*000~' });
    const answers = medcode(['x12', 'ack', file('cut.835', remittance('200').replace(/GE[\s\S]*$/, '')), '--type', 'ta1', ...at]);
    expect({ status: answers.status, note: answers.out.split('\n')[1] }).toEqual({ status: 1, note: 'TA1*000000555*261120*0800*R*023~' });
  });

  it('refuses what it cannot answer', () => {
    expect(medcode(['x12', 'ack', file('paid.835', remittance('200')), '--type', '277ca', ...at]).err).toMatch(/^MC_X12_NOTHING_TO_ANSWER/);
    expect(medcode(['x12', 'ack', example('office-visit.837'), '--type', '999', '--time', 'noon']).err).toMatch(/^MC_USAGE/);
  });
});
