import { MedcodeError } from '../errors.js';

/**
 * A code as a sortable number: up to seven characters A–Z and 0–9 in base 37, padded on the right, so that
 * comparing keys compares codes and all codes below a stem form one interval. Exact in a double (37^7 < 2^53).
 */
export type CodeKey = number;

const WIDTH = 7;
const BASE = 37;
const POWERS: readonly number[] = Array.from({ length: WIDTH }, (_, i) => BASE ** (WIDTH - 1 - i));
const DIGITS = '\x000123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The key of a code in any spelling (dot optional, case-insensitive), or -1 when the text cannot be a code. */
export function codeKey(text: string): CodeKey {
  let key = 0;
  let position = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    let digit: number;
    if (c >= 48 && c <= 57) digit = c - 47;
    else if (c >= 65 && c <= 90) digit = c - 54;
    else if (c >= 97 && c <= 122) digit = c - 86;
    else if (c === 46 && position > 0) continue;
    else return -1;
    if (position >= WIDTH) return -1;
    key += digit * (POWERS[position] as number);
    position++;
  }
  return position === 0 ? -1 : key;
}

/** The code of a key, without dot, in capitals. */
export function keyCode(key: CodeKey): string {
  let rest = key;
  let out = '';
  for (let i = 0; i < WIDTH; i++) {
    const power = POWERS[i] as number;
    const digit = Math.floor(rest / power);
    if (digit === 0) break;
    out += DIGITS[digit];
    rest -= digit * power;
  }
  return out;
}

/** Number of characters in the code of a key. */
export function keyLength(key: CodeKey): number {
  let rest = key;
  for (let i = 0; i < WIDTH; i++) {
    const power = POWERS[i] as number;
    if (rest < power) return i;
    rest %= power;
  }
  return WIDTH;
}

/** The half-open interval [from, to) of keys of a stem and everything below it. */
export interface KeyRange {
  readonly from: CodeKey;
  readonly to: CodeKey;
}

/** The interval of a stem such as `E11`, `E11.2` or `I69.-`. */
export function stemRange(stem: string): KeyRange {
  return spanRange(stem, stem);
}

/** The interval of a span of stems such as `E08`–`E13`, both ends whole. */
export function spanRange(first: string, last: string): KeyRange {
  const low = bareCode(first);
  const high = bareCode(last);
  const from = codeKey(low);
  const start = codeKey(high);
  if (from < 0 || start < 0) throw new MedcodeError('MC_CODE_MALFORMED', `"${first}–${last}" is not a span of codes`);
  return { from, to: start + (POWERS[high.length - 1] as number) };
}

/** A code as the releases store it: capitals, no dot, no trailing dash. */
export function bareCode(text: string): string {
  if (/^[0-9A-Z@]*$/.test(text)) return text;
  return text.replace(/[.\s]/g, '').replace(/-+$/, '').toUpperCase();
}

/** ICD-10-CM and ICD-9-CM diagnosis form: a dot after the third character when more follow. */
export function dottedCode(code: string): string {
  return code.length > 3 && !code.includes('.') ? `${code.slice(0, 3)}.${code.slice(3)}` : code;
}

/** Index of the first element of a sorted array that is not below `key`. */
export function lowerBound(sorted: Float64Array, key: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
