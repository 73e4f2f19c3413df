import { z } from 'zod';
import { Evidence } from './note.js';

/** Where a rule comes from: the authority's document and the section in it, never its wording. */
export const Authority = z.object({
  authority: z.string(),
  document: z.string(),
  section: z.string(),
  effectiveFrom: z.string().optional(),
  effectiveTo: z.string().optional(),
});
export type Authority = z.infer<typeof Authority>;

/**
 * What a rule says about an encounter. Three answers, not two: missing data is `not-checked` with its reason, never a pass.
 */
export const Finding = z.object({
  rule: z.string(),
  result: z.enum(['finding', 'clear', 'not-checked']),
  severity: z.enum(['error', 'warning', 'info']),
  /** JSON pointer into the encounter, for example `/diagnoses/2`. */
  at: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  evidence: z.array(Evidence),
  authority: z.array(Authority),
  /** For `not-checked`: what is missing. */
  reason: z.string().optional(),
  needs: z.array(z.string()).optional(),
});
export type Finding = z.infer<typeof Finding>;
