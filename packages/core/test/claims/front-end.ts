import { ClaimChecker } from '@medcode/core/claims/x12/rules/rules';
import { segmentsOf } from '@medcode/core/claims/x12/tokenizer';
import { X12Validator } from '@medcode/core/claims/x12/validate';
import { Icd10cm } from '@medcode/core/codesets/icd10cm';
import { openCatalog } from '@medcode/releases/open-catalog';

const catalog = openCatalog(undefined);
const icd = new Icd10cm(catalog);

/** What a payer's front end would complain about. */
export function errorsOf(text: string): string[] {
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
export function pathsOf(value: unknown, at: readonly Step[] = []): (readonly Step[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inside = Array.isArray(value)
    ? value.flatMap((item, i) => pathsOf(item, [...at, i]))
    : Object.entries(value).flatMap(([name, item]) => pathsOf(item, [...at, name]));
  return at.length === 0 ? inside : [at, ...inside];
}

/** A copy with a value left out, or replaced. */
export function changed(value: unknown, [step, ...rest]: readonly Step[], by?: unknown): unknown {
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
