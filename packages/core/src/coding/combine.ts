import type { Candidate } from './candidate.js';
import type { RuleContext } from './rule.js';

/** A combination code made of candidates, with the evidence of all; undefined when the code is not billable on the date. */
export function combine(
  code: string,
  parts: readonly Candidate[],
  path: readonly string[],
  rule: string,
  { icd, date }: RuleContext,
): Candidate | undefined {
  const id = icd.table.find(code);
  const first = parts[0];
  if (id === -1 || !first || !icd.table.billableOn(id, date)) return undefined;
  return {
    ...first,
    id,
    code,
    title: icd.table.title(id, date),
    probability: Math.min(...parts.map((part) => part.probability)),
    evidence: parts.flatMap((part) => part.evidence.slice(0, 2)),
    path,
    rules: [...new Set([...parts.flatMap((part) => part.rules), rule])],
    alternatives: [],
    open: [],
  };
}
