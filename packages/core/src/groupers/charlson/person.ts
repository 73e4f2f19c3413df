import { z } from 'zod';
import type { Release } from '../../model/release.js';
import { ComorbidityCodeSystem, ComorbidityVariant, ComorbidityWeights } from './variants.js';

/** A person's diagnoses, and which index is asked for. */
export const ComorbidityPerson = z.object({
  variant: ComorbidityVariant,
  /** Diagnosis codes, dot optional, any case; what is no code sets nothing. */
  dx: z.array(z.string().max(40)).max(10_000),
  /** The system of the codes; ICD-10 where the variant has it, unless said otherwise. */
  system: ComorbidityCodeSystem.optional(),
  /** The weights; those of the first publication unless said otherwise. */
  weights: ComorbidityWeights.optional(),
  /** In years, for Charlson's points for age. */
  age: z.number().min(0).max(130).optional(),
});
export type ComorbidityPerson = z.infer<typeof ComorbidityPerson>;

/** A category that was found and does not count because a severe form does. */
export interface ComorbidityNotCounted {
  readonly flag: string;
  readonly by: string;
  readonly codes: readonly string[];
}

export interface ComorbidityResult {
  readonly variant: ComorbidityVariant;
  readonly system: ComorbidityCodeSystem;
  readonly weights: ComorbidityWeights;
  /** Every category of the variant, by the names the weights use. */
  readonly flags: Readonly<Record<string, 0 | 1>>;
  readonly score: number;
  /** Points for age, and the score with them: Charlson variants, when an age was given. */
  readonly ageScore?: number;
  readonly ageAdjustedScore?: number;
  /** The codes that set each category, without dot, each once. */
  readonly codes: Readonly<Record<string, readonly string[]>>;
  readonly notCounted: readonly ComorbidityNotCounted[];
  readonly releases: readonly Release[];
}
