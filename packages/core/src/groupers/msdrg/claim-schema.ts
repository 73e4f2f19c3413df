import { z } from 'zod';
import type { ClaimDiagnosis, MsdrgClaim } from './claim.js';

/** A code as sent; anything that is no text is grouped as an invalid code, as the grouper does with every code it does not know. */
const Code = z.unknown().transform(codeOf);

function codeOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

const POA: Readonly<Record<string, string>> = { '': 'BLANK', '1': 'ONE' };
/** `{"code","poa"}`, or the code alone. */
const Diagnosis = z.unknown().transform((value): ClaimDiagnosis => {
  if (typeof value !== 'object' || value === null) return { code: codeOf(value), poa: undefined };
  const { code, poa } = value as { code?: unknown; poa?: unknown };
  const indicator = codeOf(poa).toUpperCase();
  return { code: codeOf(code), poa: poa === undefined || poa === null ? undefined : (POA[indicator] ?? indicator) };
});

const SEX: Readonly<Record<string, 'M' | 'F' | 'U'>> = { m: 'M', f: 'F', u: 'U', '1': 'M', '2': 'F', '0': 'U', male: 'M', female: 'F' };

const INDICATORS: ReadonlySet<unknown> = new Set([undefined, 'Y', 'N', 'U', 'W', 'BLANK', 'ONE']);
const HOSPITALS: ReadonlySet<unknown> = new Set([undefined, 'NON_EXEMPT', 'EXEMPT', 'UNKNOWN']);
const SEXES: ReadonlySet<unknown> = new Set(['M', 'F', 'U']);

/**
 * Whether a value is a claim already, every field written as the grouper reads it: such a claim needs no copy. What is not may still be
 * one after {@link MsdrgClaimInput} has read it.
 */
export function isPlainClaim(value: object): value is MsdrgClaim {
  const { version, dischargeDate, age, sex, dischargeStatus, hospitalStatus, los, admitDx, pdx, sdx, px } = value as Record<
    string,
    unknown
  >;
  return (
    SEXES.has(sex) &&
    typeof dischargeStatus === 'string' &&
    dischargeStatus.length === 2 &&
    HOSPITALS.has(hospitalStatus) &&
    isOptional(version, 'string') &&
    isOptional(dischargeDate, 'string') &&
    isOptional(age, 'number') &&
    isOptional(los, 'number') &&
    isOptional(admitDx, 'string') &&
    isDiagnosis(pdx) &&
    Array.isArray(sdx) &&
    sdx.every(isDiagnosis) &&
    Array.isArray(px) &&
    px.every(isText)
  );
}

function isOptional(value: unknown, type: 'string' | 'number'): boolean {
  return value === undefined || typeof value === type;
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isDiagnosis(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { code, poa } = value as { code?: unknown; poa?: unknown };
  return typeof code === 'string' && INDICATORS.has(poa);
}

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
  pdx: Diagnosis.default({ code: '', poa: undefined }),
  sdx: z.array(Diagnosis).default([]),
  px: z.array(Code).default([]),
}) satisfies z.ZodType<MsdrgClaim>;
