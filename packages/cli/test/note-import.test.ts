import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { medcodeWith } from './medcode.js';

const medcode = medcodeWith(mkdtempSync(join(tmpdir(), 'medcode-note-')));
const visit = fileURLToPath(new URL('../../../examples/exchange/visit.hl7', import.meta.url));

it('says what came over from a file of another system', () => {
  expect(medcode(['note', 'import', visit])).toEqual({
    status: 0,
    err: '',
    out: [
      'Encounter V-20260302-17 · office visit · 67 F · 2026-03-02 · HL7 version 2',
      '',
      'Documents',
      '    V-20260302-17-MSG0002-1 · 2026-03-02 · provider · 8 lines',
      '',
      'Diagnoses already coded',
      '    I10       Essential (primary) hypertension',
      '    E11.9     Type 2 diabetes mellitus without complications',
      '',
      'Services',
      '    99214',
      '    83036',
      '',
    ].join('\n'),
  });
});

it('hands encounters on to coding, a line each', () => {
  const { out } = medcode(['note', 'import', visit, '--ndjson']);
  const coded = JSON.parse(medcode(['code', '--ndjson'], out).out);
  expect(coded.id).toBe('V-20260302-17');
  expect(coded.diagnoses.map(({ code }: { code: string }) => code)).toEqual(['I10', 'E11.9', 'Z79.84']);
});

it('refuses a file that only looks like one of them', () => {
  expect(medcode(['note', 'import', '-'], '{"resourceType":')).toEqual({
    status: 2,
    out: '',
    err: expect.stringMatching(/^MC_INPUT_INVALID: the FHIR document is not JSON/),
  });
});

it('hands encounters on to checking, a line each', () => {
  const { out } = medcode(['note', 'import', visit, '--ndjson']);
  const { id, findings } = JSON.parse(medcode(['check', '--ndjson'], out).out);
  expect([id, findings.filter(({ severity }: { severity: string }) => severity === 'error')]).toEqual(['V-20260302-17', []]);
});
