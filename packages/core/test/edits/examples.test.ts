import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Checker } from '@medcode/core/edits/check';
import { PayerPack } from '@medcode/core/edits/payer-rules/pack';
import { CheckInput } from '@medcode/core/edits/subject';
import { describe, expect, it } from 'vitest';
import { catalog, code, icd } from '../coding/engine.js';

const examples = (path: string): string => fileURLToPath(new URL(`../../../../examples/${path}`, import.meta.url));
const read = (path: string): unknown => JSON.parse(readFileSync(examples(path), 'utf8'));
const checker = new Checker(catalog, { icd, payers: [PayerPack.parse(read('payer-rules/riverside-health-plan.json'))] });

describe('the examples', () => {
  it.each(['claims/office-visit.json', 'claims/hospital-stay.json'])('%s is a claim without a finding', (path) => {
    expect(checker.check(CheckInput.parse(read(path))).findings).toEqual([]);
  });

  it('claims/forty-findings.json has forty findings or more, of all families that need no installed table', () => {
    const { findings } = checker.check(CheckInput.parse(read('claims/forty-findings.json')));
    expect(findings.length).toBeGreaterThanOrEqual(40);
    expect(findings.length).toBeLessThan(50);
  });

  it.each(readdirSync(examples('notes')))('notes/%s is coded without an error or warning of the edits', (name) => {
    const setting =
      name.startsWith('discharge') || name.startsWith('operative') ? 'inpatient' : name.startsWith('emergency') ? 'ed' : 'office';
    const encounter = code({ text: readFileSync(examples(`notes/${name}`), 'utf8'), setting });
    const { findings } = checker.check(CheckInput.parse(encounter));
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });
});
