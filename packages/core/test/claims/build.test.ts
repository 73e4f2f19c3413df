import { buildClaims } from '@medcode/core/claims/build';
import { BuildInput } from '@medcode/core/claims/build/input';
import { build837 } from '@medcode/core/claims/build-837';
import { ClaimReader } from '@medcode/core/claims/x12/read-837';
import { ClaimChecker } from '@medcode/core/claims/x12/rules/rules';
import { segmentsOf } from '@medcode/core/claims/x12/tokenizer';
import { X12Validator } from '@medcode/core/claims/x12/validate';
import { Icd10cm } from '@medcode/core/codesets/icd10cm';
import { openCatalog } from '@medcode/releases/open-catalog';
import { describe, expect, it } from 'vitest';
import { CHILD_SECOND_PAYER, COMPLETE, EMERGENCY, OFFICE_VISIT, STAY } from './build-inputs.js';

const catalog = openCatalog(undefined);
const icd = new Icd10cm(catalog);

/** What a payer's front end would complain about. */
function errorsOf(text: string): string[] {
  const errors: string[] = [];
  const raw: string[] = [];
  const checker = new ClaimChecker({ catalog, icd, notChecked: () => undefined });
  const validator = new X12Validator({
    onFinding: ({ severity, rule, segment, element, tag }) => {
      if (severity === 'error') errors.push(`${rule} ${element ?? tag} ${raw[segment - 1] ?? ''}`);
    },
    checkClaim: (scope, report) => checker.check(scope, report),
  });
  for (const segment of segmentsOf(text)) {
    raw.push(segment.raw);
    validator.read(segment);
  }
  validator.end();
  return errors;
}

type Step = string | number;

/** Every value of an object, by its path. */
function pathsOf(value: unknown, at: readonly Step[] = []): (readonly Step[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inside = Array.isArray(value)
    ? value.flatMap((item, i) => pathsOf(item, [...at, i]))
    : Object.entries(value).flatMap(([name, item]) => pathsOf(item, [...at, name]));
  return at.length === 0 ? inside : [at, ...inside];
}

/** A copy with a value left out, or replaced. */
function changed(value: unknown, [step, ...rest]: readonly Step[], by?: unknown): unknown {
  if (step === undefined) return by;
  if (Array.isArray(value))
    return rest.length === 0 && by === undefined
      ? value.filter((_, i) => i !== step)
      : value.map((item, i) => (i === step ? changed(item, rest, by) : item));
  const copy: Record<string, unknown> = { ...(value as Record<string, unknown>) };
  if (rest.length === 0 && by === undefined) delete copy[step];
  else copy[step] = changed(copy[step], rest, by);
  return copy;
}

describe('claims of encounters', () => {
  it.each(COMPLETE)('%s: whole, and without an error', (_, input, form) => {
    const built = build837(input, form);
    expect('missing' in built ? built.missing : []).toEqual([]);
    if ('missing' in built) return;
    expect(built.claims.length).toBe(1);
    expect(errorsOf(built.text)).toEqual([]);
  });

  it.each(COMPLETE)('%s: without any one fact, a whole claim or a list of what is missing, never half a claim', (_, input, form) => {
    let built = 0;
    let refused = 0;
    const wrong: string[] = [];
    for (const path of pathsOf(input)) {
      const parsed = BuildInput.safeParse(changed(input, path));
      if (!parsed.success) continue;
      const result = build837(parsed.data, form);
      if ('missing' in result) {
        refused++;
        if (result.missing.length === 0) wrong.push(`${path.join('/')}: nothing is said to be missing`);
        continue;
      }
      built++;
      for (const error of errorsOf(result.text)) wrong.push(`without ${path.join('/')}: ${error}`);
    }
    expect(wrong).toEqual([]);
    expect(built).toBeGreaterThan(10);
    expect(refused).toBeGreaterThan(20);
  });

  it.each(COMPLETE)('%s: with any one fact spoilt, a whole claim or a list of what is wrong', (_, input, form) => {
    const wrong: string[] = [];
    for (const path of pathsOf(input))
      for (const spoilt of ['', '?', '0', 'Ä~B', -1, 0]) {
        const parsed = BuildInput.safeParse(changed(input, path, spoilt));
        if (!parsed.success) continue;
        const result = build837(parsed.data, form);
        if ('missing' in result) continue;
        for (const error of errorsOf(result.text)) wrong.push(`${path.join('/')} is ${JSON.stringify(spoilt)}: ${error}`);
      }
    expect(wrong).toEqual([]);
  });
});
