import { z } from 'zod';
import type { NotChecked } from '../../model/encounter.js';
import type { Release } from '../../model/release.js';

/** A diagnosis beside the principal one. */
export const CmrDiagnosis = z.object({
  /** ICD-10-CM, dot optional, any case. */
  code: z.string().max(40),
  /** Present on admission: `Y N U W`; `1`, `E` or `exempt` where the claim says that the code is exempt; empty or absent when not reported. */
  poa: z.string().max(10).nullish(),
});
export type CmrDiagnosis = z.infer<typeof CmrDiagnosis>;

/** An inpatient stay as the comorbidity software reads it. */
export const CmrClaim = z.object({
  /** Discharge date, YYYY-MM-DD: chooses the version and the list of POA-exempt codes. */
  date: z.string().max(40).optional(),
  /** The principal diagnosis is never a comorbidity. */
  pdx: z.union([z.string().max(40), CmrDiagnosis]).nullish(),
  sdx: z.array(CmrDiagnosis).max(1000),
});
export type CmrClaim = z.infer<typeof CmrClaim>;

/** Why a code did not set a measure, or a measure that was set does not count. */
export type CmrReason = 'not-present-on-admission' | 'severe-form-counts' | 'stroke-during-the-stay';

export interface CmrNotCounted {
  readonly flag: string;
  readonly reason: CmrReason;
  /** The measure that counts instead. */
  readonly by?: string;
  /** Without dot. */
  readonly codes: readonly string[];
}

/** Comorbidity measures and the two indices of a stay. */
export interface CmrResult {
  /** The edition of the software: `v2026.1`. */
  readonly version: string;
  /** Every measure: 1, 0, or null where only a code without POA indicator speaks for it. */
  readonly flags: Readonly<Record<string, 0 | 1 | null>>;
  /** Sums of the weights of the measures that are 1: 30-day readmission from any cause, and death in hospital. */
  readonly scores: { readonly readmission: number; readonly mortality: number };
  /** The codes that set each measure, without dot, each once. */
  readonly codes: Readonly<Record<string, readonly string[]>>;
  readonly notCounted: readonly CmrNotCounted[];
  readonly notChecked: readonly NotChecked[];
  readonly releases: readonly Release[];
}
