import type { Claim } from '../model/claim.js';
import type { BuildInput } from './build/input.js';
import { institutionalClaims } from './build/institutional.js';
import { type MissingFact, MissingFacts } from './build/missing.js';
import { professionalClaims } from './build/professional.js';
import { type TimelyFiling, timelyFiling } from './build/timely-filing.js';

/** Whole claims. */
export interface BuiltClaims {
  /** One; several where a professional encounter has more lines or diagnoses than a claim holds. */
  readonly claims: readonly Claim[];
  /** In a biller's words: what was divided, and what stands on no claim. */
  readonly remarks: readonly string[];
  /** The last day on which the payer takes each claim, where it is known. */
  readonly timelyFiling: readonly TimelyFiling[];
}

export type BuildResult = BuiltClaims | { readonly missing: readonly MissingFact[] };

/**
 * Makes claims of an encounter with billing facts: either whole claims, or the list of everything that is missing or cannot be.
 *
 * What is asked for is what the implementation guides demand (005010X222, 005010X223; UB-04 and CMS-1500 alike); who submits and receives
 * a file is asked for where one is written. Whether the codes may stand together is for the edits to say.
 */
export function buildClaims(input: BuildInput, form: Claim['form']): BuildResult {
  const missing = new MissingFacts();
  const remarks: string[] = [];
  const claims = (form === 'professional' ? professionalClaims : institutionalClaims)(input, missing, remarks);
  if (missing.list.length > 0) return { missing: distinct(missing.list) };
  return { claims, remarks, timelyFiling: claims.flatMap((claim) => timelyFiling(claim, input.filingDays) ?? []) };
}

/** What is missing on several claims of one encounter is asked for once. */
function distinct(list: readonly MissingFact[]): MissingFact[] {
  const seen = new Set<string>();
  return list.filter(({ at, words }) => {
    const key = `${at} ${words}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
