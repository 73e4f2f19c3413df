import type { ClaimDiagnosis } from '../../model/claim.js';

/**
 * A date of X12 (CCYYMMDD) as `YYYY-MM-DD`; what is not eight digits of a possible month and day stays as it is written.
 * @example isoDate('20260314') // '2026-03-14'
 */
export function isoDate(text: string): string {
  return isX12Date(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : text;
}

/** Whether a text is eight digits with a possible month and day. */
export function isX12Date(text: string): boolean {
  if (text.length !== 8) return false;
  for (let i = 0; i < 8; i++) {
    const c = text.charCodeAt(i);
    if (c < 48 || c > 57) return false;
  }
  const month = (text.charCodeAt(4) - 48) * 10 + text.charCodeAt(5) - 48;
  const day = (text.charCodeAt(6) - 48) * 10 + text.charCodeAt(7) - 48;
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** `YYYY-MM-DD` as X12 writes it; anything else as it is. */
export function x12Date(text: string): string {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return text;
  const digits = text.slice(0, 4) + text.slice(5, 7) + text.slice(8);
  return isX12Date(digits) ? digits : text;
}

/**
 * A quantity of X12 (type R) as a number; undefined when it is none, or has more digits than a number holds.
 */
export function quantity(text: string): number | undefined {
  const { length } = text;
  if (length === 1) {
    const c = text.charCodeAt(0);
    return c >= 48 && c <= 57 ? c - 48 : undefined;
  }
  if (length === 0 || length > 15) return undefined;
  let digits = 0;
  let points = 0;
  for (let i = 0; i < length; i++) {
    const c = text.charCodeAt(i);
    if (c >= 48 && c <= 57) digits++;
    else if (c === 46) points++;
    else if (c !== 45 || i > 0) return undefined;
  }
  return digits > 0 && points <= 1 ? Number(text) : undefined;
}

/** A number as X12 writes it: no exponent, no zeros that say nothing. */
export function quantityText(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(9).replace(/\.?0+$/, '') : text;
}

/**
 * A diagnosis code of X12, which has no dot, with its dot. ICD-9 codes that begin with E have it after the fourth character.
 * @example dotted('E1122', true) // 'E11.22'
 */
export function dotted(code: string, icd10: boolean): string {
  const at = !icd10 && code.charCodeAt(0) === 69 ? 4 : 3;
  return code.length > at ? `${code.slice(0, at)}.${code.slice(at)}` : code;
}

/** The code as X12 writes it: without its dot. */
export function undotted(code: string): string {
  const at = code.indexOf('.');
  return at < 0 ? code : code.slice(0, at) + code.slice(at + 1);
}

/** Qualifiers of diagnoses in HI segments, by role; ICD-9 has the same without the A. */
export const DIAGNOSIS_QUALIFIERS: readonly (readonly [role: NonNullable<ClaimDiagnosis['role']>, qualifier: string])[] = [
  ['principal', 'BK'],
  ['admitting', 'BJ'],
  ['reason-for-visit', 'PR'],
  ['external-cause', 'BN'],
  ['other', 'BF'],
];
