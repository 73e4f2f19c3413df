import { z } from 'zod';
import { IsoDate } from './iso-date.js';

/** Code systems and edit tables medcode keeps dated releases of. */
export const CodeSystem = z.enum(['icd10cm', 'icd10pcs', 'hcpcs', 'icd9cm', 'icd9pcs']);
export type CodeSystem = z.infer<typeof CodeSystem>;

/**
 * Whether content may answer for dates after its last edition.
 * Notes, guidelines, index and lexicon carry forward and every answer says so; validity, edit and payment tables never do.
 */
export const CarryForward = z.enum(['carries-forward', 'window-only']);

/** A dated edition of a code set or edit table, as printed on every answer that used it. */
export const Release = z.object({
  /** For example `icd10cm/notes/2026-04-01`. */
  id: z.string(),
  /** What it holds, in words: `ICD-10-CM tabular notes FY2026 (April update)`. */
  title: z.string(),
  effectiveFrom: IsoDate,
  effectiveTo: IsoDate,
  carryForward: CarryForward,
  origin: z.enum(['embedded', 'installed']),
  /** Set when the release answered for a date outside its own window. */
  carried: z.boolean().optional(),
});
export type Release = z.infer<typeof Release>;
