import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { claimsFromFhir } from '@medcode/core/claims/fhir/fhir-to-claim';
import { expect, it } from 'vitest';
import { medcodeWith } from './medcode.js';

const folder = mkdtempSync(join(tmpdir(), 'medcode-forms-'));
const medcode = medcodeWith(folder);
const example = (name: string): string => fileURLToPath(new URL(`../../../examples/claims/${name}`, import.meta.url));
const VISIT = [example('office-visit-encounter.json'), '--with', example('office-visit-billing.json')];

it.each([
  ['cms1500', VISIT],
  ['page', VISIT],
  ['ub04', [example('hospital-stay-encounter.json')]],
])('builds a claim as %s: a PDF document that others on the machine cannot read', (form, input) => {
  const out = join(folder, `${form}.pdf`);
  const { status, err } = medcode(['claim', 'build', ...input, '--to', form, '--out', out]);
  expect([status, err.split('\n')[1]?.trim().split(' ')[0]]).toEqual([0, form === 'ub04' ? 'LMH-24-3301' : 'RFC-24-0117']);
  expect(readFileSync(out).subarray(0, 5).toString()).toBe('%PDF-');
  expect(statSync(out).mode & 0o077).toBe(0);
});

it('builds a claim as FHIR that reads back with the lines it was given', () => {
  const { status, out } = medcode(['claim', 'build', ...VISIT, '--to', 'fhir', '--written', '2024-02-12 09:00']);
  const [read] = claimsFromFhir(JSON.parse(out));
  expect([status, read?.claim.id, read?.claim.charge, read?.claim.services.length]).toEqual([0, 'RFC-24-0117', '522.25', 3]);
});

it('refuses a shift that is none', () => {
  expect(medcode(['claim', 'build', ...VISIT, '--to', 'cms1500', '--shift', 'a bit'])).toEqual({
    status: 2,
    out: '',
    err: expect.stringMatching(/^MC_USAGE: --shift takes two numbers of points/),
  });
});
