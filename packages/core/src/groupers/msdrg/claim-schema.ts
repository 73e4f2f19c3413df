import { z } from 'zod';
import type { MsdrgClaim } from './claim.js';

/** A code as sent; anything that is no text is grouped as an invalid code, as the grouper does with every code it does not know. */
const Code = z.unknown().transform((value) => (typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''));

const POA: Readonly<Record<string, string>> = { '': 'BLANK', '1': 'ONE', ' ': 'BLANK' };
const Diagnosis = z.union([
  z.object({
    code: Code,
    poa: z
      .string()
      .nullish()
      .transform((poa) => (poa === null || poa === undefined ? undefined : (POA[poa] ?? poa.toUpperCase()))),
  }),
  z.string().transform((code) => ({ code: code.trim(), poa: undefined })),
]);

const SEX: Readonly<Record<string, 'M' | 'F' | 'U'>> = { m: 'M', f: 'F', u: 'U', '1': 'M', '2': 'F', '0': 'U', male: 'M', female: 'F' };

/** A claim as JSON gives it. Fields that are not known are ignored. */
export const MsdrgClaimInput = z.object({
  version: z
    .union([z.string(), z.number()])
    .optional()
    .transform((version) => (version === undefined ? undefined : String(version))),
  dischargeDate: z.string().optional(),
  age: z.number().optional(),
  sex: z
    .union([z.string(), z.number()])
    .optional()
    .transform((sex) => SEX[String(sex).toLowerCase()] ?? 'U'),
  dischargeStatus: z
    .union([z.string(), z.number()])
    .optional()
    .transform((status) => (status === undefined ? '' : String(status).padStart(2, '0'))),
  hospitalStatus: z.enum(['NON_EXEMPT', 'EXEMPT', 'UNKNOWN']).optional(),
  los: z.number().optional(),
  admitDx: Code.optional(),
  pdx: Diagnosis.optional().transform((pdx) => pdx ?? { code: '', poa: undefined }),
  sdx: z.array(Diagnosis).default([]),
  px: z.array(Code).default([]),
}) satisfies z.ZodType<MsdrgClaim>;
