import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { medcodeWith } from './medcode.js';

const data = mkdtempSync(join(tmpdir(), 'medcode-comorbidity-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

const medcode = medcodeWith(data);
const lines = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('group cmr', () => {
  const stay = {
    date: '2026-05-15',
    sdx: [{ code: 'I50.22', poa: 'Y' }, { code: 'E11.22' }, { code: 'E11.9' }, { code: 'K74.60', poa: 'N' }],
  };

  it('prints measures, indices and what would be otherwise', () => {
    expect(medcode(['group', 'cmr', '--what-if', 'add:E43', '--what-if', 'drop:I50.22'], JSON.stringify(stay))).toEqual({
      status: 0,
      err: '',
      out: `Comorbidity measures · Elixhauser refined v2026.1 · discharged 2026-05-15
Readmission index 11 · mortality index 12

  DIAB_CX             Diabetes with chronic complications · E11.22 · readmission +4, mortality –2
  HF                  Heart failure · I50.22 · readmission +7, mortality +14

Not counted
  DIAB_UNCX           the severe form counts instead (DIAB_CX) · E11.9
  LIVER_MLD           not present on admission · K74.60

What if add:E43, drop:I50.22
  Measures            +WGHTLOSS, –HF
  Readmission index   11 → 10 (–1)
  Mortality index     12 → 11 (–1)

Elixhauser Comorbidity Software Refined v2026.1
`,
    });
  });

  it('answers lines with the fields of the contract, bad ones in their place', () => {
    const input = [
      { id: 'a', ...stay },
      { id: 'b', sdx: 'none' },
      { id: 3, sdx: [] },
      { id: 'd', sdx: [], date: '2026-02-30' },
    ];
    const { status, out } = medcode(['group', 'cmr', '--ndjson'], input.map((line) => JSON.stringify(line)).join('\n'));
    expect(status).toBe(3);
    const [a, b, c, d] = lines(out);
    expect(Object.keys(a ?? {})).toEqual(['id', 'version', 'flags', 'scores', 'codes', 'notCounted', 'notChecked', 'releases']);
    expect(a).toMatchObject({
      id: 'a',
      flags: { CMR_HF: 1, CMR_DIAB_CX: 1, CMR_DIAB_UNCX: 0, CMR_AIDS: 0 },
      scores: { readmission: 11, mortality: 12 },
      codes: { CMR_HF: ['I5022'], CMR_DIAB_CX: ['E1122'] },
    });
    expect([b, c, d]).toMatchObject([
      { id: 'b', error: { code: 'MC_LINE_INVALID' } },
      { id: 3, error: { code: 'MC_DATE_MISSING' } },
      { id: 'd', error: { code: 'MC_DATE_INVALID' } },
    ]);
    expect(lines(medcode(['group', 'cmr', '--ndjson', '--date', '2026-05-15'], '{"id":3,"sdx":[]}').out)).toMatchObject([
      { id: 3, scores: { readmission: 0, mortality: 0 } },
    ]);
  });

  it('refuses what is no claim', () => {
    for (const [input, code] of [
      ['{', 'MC_INPUT_INVALID'],
      ['{"sdx":[1]}', 'MC_INPUT_INVALID'],
      ['{"sdx":[]}', 'MC_DATE_MISSING'],
    ] as const)
      expect(medcode(['group', 'cmr'], input)).toMatchObject({ status: 2, err: expect.stringContaining(code) });
    expect(medcode(['group', 'cmr', '--what-if', 'E43'], JSON.stringify(stay)).err).toContain('MC_USAGE');
  });
});

describe('group charlson', () => {
  it('prints the index', () => {
    const person = { variant: 'quan', dx: ['E11.22', 'E11.9', 'I50.9', 'C78.7'], age: 72 };
    expect(medcode(['group', 'charlson', '--what-if', 'drop:C78.7'], JSON.stringify(person))).toEqual({
      status: 0,
      err: '',
      out: `Charlson index, Quan 2005 · ICD-10 · weights charlson
Score 9 · with 3 for age 12

     6   Metastatic solid tumor · C78.7
     2   Diabetes with chronic complication · E11.22
     1   Congestive heart failure · I50.9

Not counted, because the severe form counts
  Diabetes without chronic complication (below Diabetes with chronic complication) · E11.9

What if drop:C78.7
  Score 9 → 3
  – Metastatic solid tumor

Charlson and Elixhauser variants as published (Quan 2005 and others)
`,
    });
  });

  it('answers lines, bad ones in their place', () => {
    const input = [
      { id: 1, variant: 'deyo', dx: ['428.0', '25000'] },
      { id: 2, variant: 'nobody', dx: [] },
      { id: 3, variant: 'deyo', system: 'icd10', dx: [] },
    ];
    const { status, out } = medcode(['group', 'charlson', '--ndjson'], input.map((line) => JSON.stringify(line)).join('\n'));
    expect(status).toBe(3);
    expect(lines(out)).toMatchObject([
      {
        id: 1,
        score: 2,
        flags: { 'Congestive heart failure': 1, 'AIDS/HIV': 0 },
        codes: { 'Congestive heart failure': ['4280'], 'Diabetes without chronic complication': ['25000'] },
      },
      { id: 2, error: { code: 'MC_LINE_INVALID' } },
      { id: 3, error: { code: 'MC_USAGE' } },
    ]);
  });
});

describe('group ccsr', () => {
  it('says how to install the categories, and gives them once they are', () => {
    expect(medcode(['group', 'ccsr'], '{"dx":["E11.22"]}')).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringMatching(/^MC_RELEASE_MISSING: CCSR is not installed: .*medcode data import/),
    });
    expect(lines(medcode(['group', 'ccsr', '--ndjson'], '{"id":1,"dx":[]}').out)).toMatchObject([
      { id: 1, error: { code: 'MC_RELEASE_MISSING' } },
    ]);
    const file = join(data, 'DXCCSR_v2026-1.csv');
    writeFileSync(
      file,
      `'ICD-10-CM CODE','ICD-10-CM CODE DESCRIPTION','Default CCSR CATEGORY IP','Default CCSR CATEGORY DESCRIPTION IP','Default CCSR CATEGORY OP','Default CCSR CATEGORY DESCRIPTION OP','CCSR CATEGORY 1','CCSR CATEGORY 1 DESCRIPTION'\n'E1122','Sugar','AAA001','Sugars','AAA001','Sugars','AAA001','Sugars'\n'B950','Germ','XXX000','','AAA002','Germs','AAA002','Germs'\n`,
    );
    expect(medcode(['data', 'import', file]).status).toBe(0);
    expect(medcode(['group', 'ccsr', '--date', '2026-03-01'], '{"dx":["E11.22","B95.0","Z99"]}')).toEqual({
      status: 0,
      err: '',
      out: `E11.22
  AAA001    Sugars
  Counted as: inpatient principal AAA001; outpatient first-listed AAA001

B95.0
  AAA002    Germs
  Counted as: inpatient principal none, the code may not stand first; outpatient first-listed AAA002

Z99
  no category: the version does not have this code

CCSR for ICD-10-CM diagnoses v2026.1, FY2026
`,
    });
    expect(lines(medcode(['group', 'ccsr', '--ndjson'], '{"id":"x","dx":["e1122"]}').out)).toMatchObject([
      { id: 'x', categories: { E1122: ['AAA001'] }, default: { E1122: { inpatient: 'AAA001', outpatient: 'AAA001' } } },
    ]);
  });
});
