/**
 * National Provider Identifier, 45 CFR 162.406: ten digits, the first 1 or 2, the last a check digit by the Luhn formula over the number
 * with the prefix 80840 (health applications, United States).
 */

/** What the prefix 80840 adds to the Luhn sum of the ten digits. */
const PREFIX_SUM = 24;

/**
 * Whether a text is an NPI by form and check digit. That it was issued, and to whom, only the NPPES registry knows.
 * @example isNpi('1234567893') // true
 */
export function isNpi(text: string): boolean {
  if (text.length !== 10) return false;
  const first = text.charCodeAt(0);
  if (first !== 49 && first !== 50) return false;
  let sum = PREFIX_SUM;
  for (let i = 0; i < 10; i++) {
    let digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return false;
    if (i % 2 === 0) {
      digit *= 2;
      if (digit > 9) digit -= 9;
    }
    sum += digit;
  }
  return sum % 10 === 0;
}
