import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeClaims } from '@medcode/core/claims/x12/write-837';
import { Claim, type ClaimEnvelope } from '@medcode/core/model/claim';
import { afterAll, describe, expect, it } from 'vitest';
import { medcodeWith } from './medcode.js';

const example = (path: string): string => fileURLToPath(new URL(`../../../examples/${path}`, import.meta.url));
const VISIT = example('claims/office-visit.json');
const FORTY = example('claims/forty-findings.json');
const PAYER = example('payer-rules/riverside-health-plan.json');
const data = mkdtempSync(join(tmpdir(), 'medcode-check-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

const medcode = medcodeWith(data);
/** An encounter of which everything can be checked without an installed table. */
const CLEAN = { id: 'clean', setting: 'office', date: '2026-05-04', patient: { age: 66, sex: 'F' }, diagnoses: [{ code: 'I10' }] };

const ENVELOPE: ClaimEnvelope = {
  interchange: {
    sender: { qualifier: 'ZZ', value: 'RIVERSIDE' },
    receiver: { qualifier: 'ZZ', value: 'PLAN' },
    date: '2026-05-05',
    time: '0930',
    version: '00501',
    control: '000000001',
    acknowledgment: '0',
    usage: 'T',
  },
  group: { sender: 'RIVERSIDE', receiver: 'PLAN', date: '2026-05-05', time: '0930', control: '1', version: '005010X222A1' },
  transaction: { control: '0001', purpose: '00', reference: 'B1', date: '2026-05-05', time: '0930', kind: 'CH' },
};

function file(name: string, content: unknown): string {
  const path = join(data, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function parsed(out: string): { rule: string; severity: string; at: string; what: string }[] {
  return (JSON.parse(out) as { findings: { rule: string; severity: string; at: string; what: string }[] }).findings;
}

describe('check', () => {
  it('says what could not be checked and what makes it checkable', () => {
    expect(medcode(['check', VISIT])).toEqual({
      status: 4,
      err: '',
      out: `Claim RFC-2026-0417 · professional claim · 66 F · 2026-05-04
nothing found; not everything could be checked

Not checked
   service-valid: no list of CPT codes is installed for 2026-05-04 → medcode data import
     (pfs/indicators, opps/addendum-b)
   ncci-ptp: no quarter of NCCI PTP edits is installed for 2026-05-04 → medcode data import
     (ncci/ptp-practitioner)
   ncci-mue: no quarter of NCCI MUE (practitioner) is installed for 2026-05-04 → medcode data import
     (ncci/mue-practitioner)
   ncci-add-on: no quarter of NCCI add-on code edits is installed for 2026-05-04 → medcode data
     import (ncci/add-on)
   fee-schedule-indicators: no quarter of physician fee schedule indicators is installed for
     2026-05-04 → medcode data import (pfs/indicators)
   coverage: no coverage policies (LCD, NCD) are given → give coverage lists (--payer FILE)

Releases: ICD-10-CM valid codes by date, FY2016–FY2027 (April 2027 update not yet published) ·
  Medicare Code Editor v44 lists by date · ICD-10-CM Tabular List FY2026 (April 2026 update)
`,
    });
  });

  it('tells a finding in two parts, with the title of the code, grouped by place', () => {
    const encounter = {
      id: 'E-7',
      setting: 'ed',
      date: '2026-11-02',
      patient: { age: 34, sex: 'F' },
      diagnoses: [{ code: 'W010XXA' }, { code: 'M25.569' }, { code: 'Z38.00' }],
    };
    expect(medcode(['check', '-'], JSON.stringify(encounter))).toEqual({
      status: 1,
      err: '',
      out: `Encounter E-7 · emergency · 34 F · 2026-11-02
1 error, 2 warnings, 1 note

Diagnoses
 ✗   1 W01.0XXA    W01.0XXA says how it happened and stands first · Fall on same level from slippin…
       → put the injury or illness it caused before it · an external cause is never the first-listed
         or principal diagnosis (Guidelines I.C.20.a.6)
 !   3 Z38.00      Z38.00 is a diagnosis of newborns (under one year), and the patient is 34
       → check the birth date on file and the code · the Medicare Code Editor lists the ages each of
         these diagnoses can stand with (MCE age conflict)
 !   3 Z38.00      Z38.00 may only be first, and W01.0XXA stands before it · Single liveborn infant…
       → put it first if it is the reason for the encounter, else remove it · these reasons for an
         encounter are first-listed or not reported; records of several encounters of one day may be
         combined (Guidelines I.C.21.c.16)
 ·   2 M25.569     M25.569 leaves the side open; M25.561 is the right, M25.562 the left
       → look for the side in the record, or ask the provider · a code for an unspecified side is
         for records that do not tell the side (Guidelines I.B.13)

Releases: ICD-10-CM valid codes by date, FY2016–FY2027 (April 2027 update not yet published) ·
  Medicare Code Editor v44 lists by date · ICD-10-CM Tabular List FY2026 (April 2026 update),
  carried forward
`,
    });
  });

  it('keeps a claim with forty findings easy to work through', () => {
    const { status, out } = medcode(['check', FORTY, '--payer', PAYER]);
    const findings = parsed(medcode(['check', FORTY, '--payer', PAYER, '--json']).out);
    const lines = out.split('\n');
    expect([status, findings.length >= 40]).toEqual([1, true]);
    // Every finding stands in the list once, under its place, errors before warnings before notes; no line is wider than the terminal.
    expect(lines.filter((line) => /^ [✗!·] /.test(line))).toHaveLength(findings.length);
    expect(lines.filter((line) => /^(?:Claim|Diagnoses|Lines|Not checked)$/.test(line))).toEqual([
      'Claim',
      'Diagnoses',
      'Lines',
      'Not checked',
    ]);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    for (const place of out.split(/\n\n/).slice(1, 4)) {
      const marks = [...place.matchAll(/^ ([✗!·]) /gm)].map(([, mark]) => '✗!·'.indexOf(mark ?? ''));
      expect(marks).toEqual([...marks].sort((a, b) => a - b));
    }
    expect(findings.filter(({ rule }) => rule === 'payer-rules').map(({ what }) => what)).toEqual([
      '70551 without an authorization',
      '6 units of therapy in a day; the plan takes 4',
    ]);
  });

  it('ends with 0, 1, 2 or 4', () => {
    const status = (input: unknown): number | null =>
      medcode(['check', '-'], typeof input === 'string' ? input : JSON.stringify(input)).status;
    expect(status(CLEAN)).toBe(0);
    expect(status({ ...CLEAN, diagnoses: [{ code: 'E11.9' }, { code: 'Z00.00' }] })).toBe(0);
    expect(status({ ...CLEAN, diagnoses: [{ code: 'E11.2' }] })).toBe(1);
    expect(status({ ...CLEAN, date: undefined })).toBe(4);
    expect(status({ ...CLEAN, date: undefined, diagnoses: [{ code: 'I10' }, { code: 'I10' }] })).toBe(1);
    expect(status('nothing')).toBe(2);
  });

  it('answers lines with the words of the contract, bad ones in their place', () => {
    const lines = [
      CLEAN,
      { ...CLEAN, id: 2, diagnoses: [{ code: 'I10' }, { code: 'i10' }] },
      { id: 3, diagnoses: 'I10' },
      { ...CLEAN, id: 4, date: undefined },
    ];
    const run = medcode(['check', '--ndjson'], [...lines.map((line) => JSON.stringify(line)), '{'].join('\n'));
    expect(run.status).toBe(3);
    const releases = ['icd10cm/codes', 'mce/v44/icd10cm', 'icd10cm/tabular/2026-04-01'];
    const answers = run.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { notChecked?: { rule: string; reason: string; needs: string[] }[] });
    const open = answers[3]?.notChecked ?? [];
    expect(answers).toEqual([
      { id: 'clean', findings: [], notChecked: [], releases },
      {
        id: 2,
        findings: [
          {
            rule: 'duplicate-diagnosis',
            message: 'twice',
            severity: 'error',
            at: '/diagnoses/1',
            params: { code: 'I10', first: 1 },
            authority: [
              {
                authority: 'CMS and NCHS',
                document: 'ICD-10-CM Official Guidelines for Coding and Reporting FY2026',
                section: 'I.B.12',
                effectiveFrom: '2025-10-01',
              },
            ],
          },
        ],
        notChecked: [],
        releases,
      },
      { id: 3, error: { code: 'MC_LINE_INVALID', message: 'diagnoses: Invalid input: expected array, received string' } },
      { id: 4, findings: [], notChecked: open, releases: [] },
      { id: null, error: { code: 'MC_LINE_INVALID', message: 'the line is not JSON' } },
    ]);
    expect(open.map(({ rule }) => rule)).toContain('diagnosis-valid');
    expect(new Set(open.map(({ reason, needs }) => [reason, needs].join()))).toEqual(
      new Set(['no date of service is stated,date of service']),
    );
  });

  it('gives the same answers on two cores, with the same exit status', () => {
    const lines = Array.from({ length: 1000 }, (_, i) =>
      JSON.stringify({ ...CLEAN, id: i, diagnoses: [{ code: i % 7 === 0 ? 'E11.2' : 'I10' }], services: [{ code: '99213' }] }),
    ).join('\n');
    const one = medcode(['check', '--ndjson', '--payer', PAYER], lines);
    const two = medcode(['check', '--ndjson', '--jobs', '2', '--payer', PAYER], lines);
    expect([one.status, two.status, two.err]).toEqual([1, 1, '']);
    expect(two.out === one.out).toBe(true);
    expect(one.out.split('\n')).toHaveLength(1001);
  });

  it('reads an encounter as medcode code prints it; suggestions are not checked', () => {
    const encounter = medcode(['code', example('notes/office-visit.txt'), '--date', '2026-11-02', '--json']).out;
    const { diagnoses } = JSON.parse(encounter) as { diagnoses: object[] };
    const { status, out } = medcode(
      ['check', '-', '--json'],
      JSON.stringify({ ...JSON.parse(encounter), diagnoses: [...diagnoses, { code: 'XYZ', band: 'suggestion' }] }),
    );
    expect([status, parsed(out)]).toEqual([4, []]);
  });

  it('reads the claims of an 837 file as it reads the claims themselves', () => {
    const claims = [VISIT, FORTY].map((path) => Claim.parse(JSON.parse(readFileSync(path, 'utf8'))));
    const sound = claims.map((claim) => ({
      ...claim,
      services: claim.services.filter(({ date, charge }) => date !== '2026-05-32' && charge !== '12,50'),
    }));
    const path = file(
      'claims.837',
      writeClaims(sound, () => ENVELOPE),
    );
    const people = medcode(['check', path]);
    const batch = medcode(['check', path, '--ndjson']);
    expect([people.status, batch.status]).toEqual([1, 1]);
    expect(people.out.split('\n').at(-2)).toMatch(
      /^2 claims: \d+ errors, \d+ warnings, \d+ notes; 1 without a finding, 2 not checked in full$/,
    );
    expect(
      batch.out
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { id: string }).id),
    ).toEqual(['RFC-2026-0417', 'RFC-2026-0499']);
    // What 837 cannot say (an age without a birth date) is the only difference.
    const rules = (out: string): string[] => parsed(out).map(({ rule, at }) => `${rule} ${at}`);
    const direct = rules(
      medcode(['check', file('one.json', { ...sound[1], patient: { ...sound[1]?.patient, age: undefined } }), '--json']).out,
    );
    const read = rules(
      medcode([
        'check',
        file(
          'one.837',
          writeClaims(sound.slice(1), () => ENVELOPE),
        ),
        '--json',
      ]).out,
    );
    expect(read).toEqual(direct);
  });

  it.each([
    [['check'], 'MC_USAGE:'],
    [['check', 'none.json'], 'MC_INPUT_UNREADABLE:'],
    [['check', 'none.json', '--ndjson'], 'MC_INPUT_UNREADABLE:'],
    [['check', PAYER], 'MC_INPUT_INVALID:'],
    [['check', VISIT, '--payer', VISIT], 'MC_INPUT_INVALID:'],
    [['check', VISIT, '--date', 'today'], 'MC_DATE_INVALID:'],
    [['check', VISIT, '--ndjson', '--jobs', 'many'], 'MC_USAGE:'],
  ])('%j fails with %s', (args, code) => {
    const run = medcode(args);
    expect([run.status, run.out, run.err.slice(0, code.length)]).toEqual([2, '', code]);
  });
});

describe('rules', () => {
  it('knows the edits too', () => {
    const all = JSON.parse(medcode(['rules', 'list', '--json']).out) as { kind: string; id: string }[];
    expect(all.filter(({ kind }) => kind === 'edit').map(({ id }) => id)).toContain('claim-limits');
    const { status, out } = medcode(['rules', 'explain', 'claim-limits']);
    expect(status).toBe(0);
    expect(out).toMatch(/^A claim has no more diagnoses, procedures, pointers and lines than it can carry\.\n\nWhat it checks\n/);
    expect(medcode(['rules', 'explain', 'no-such-edit']).err).toMatch(/^MC_RULE_UNKNOWN: there is no rule “no-such-edit”/);
  });
});

it('does not let an input without a code pass', () => {
  const message = 'there is no diagnosis, procedure or service to check';
  expect(medcode(['check', '--ndjson'], '{"id":"j"}\n')).toEqual({
    status: 3,
    err: '',
    out: `{"id":"j","error":{"code":"MC_INPUT_INVALID","message":"${message}"}}\n`,
  });
  expect(medcode(['check', 'examples/claims/pneumonia.json'])).toEqual({ status: 2, out: '', err: expect.stringContaining(message) });
});

it('checks the claim a FHIR document holds, or else its encounter', () => {
  const billing = example('claims/office-visit-billing.json');
  const built = medcode(['claim', 'build', example('claims/office-visit-encounter.json'), '--with', billing, '--to', 'fhir']);
  const checked = medcode(['check', '-', '--json'], built.out);
  expect(JSON.parse(checked.out).id).toBe('RFC-24-0117');
  const visit = medcode(['check', example('exchange/visit.fhir.json')]);
  expect(visit.out.split('\n')[0]).toBe('Encounter V-20260302-17 · office · 67 F · 2026-03-02');
});
