/**
 * Type of bill, revenue, admission and discharge numbers of institutional claims. The National Uniform Billing Committee keeps the lists
 * (UB-04 Data Specifications Manual, form locators 4, 14, 15, 17, 42); here are numbers alone.
 */

/** Facility and care (the digits after the leading zero), those no longer used included: old claims are corrected too. */
const BILL_TYPES: ReadonlySet<string> = new Set(
  (
    '11 12 13 14 15 16 17 18 21 22 23 24 25 26 27 28 31 32 33 34 35 36 37 38 41 42 43 44 45 46 47 48 51 52 53 54 55 56 57 58 ' +
    '61 62 63 64 65 66 67 68 71 72 73 74 75 76 77 78 79 81 82 83 84 85 86 87 89'
  ).split(' '),
);

/** @param type facility and care without leading zero: `11`, `13` */
export function isBillType(type: string): boolean {
  return BILL_TYPES.has(type);
}

/** Stays that begin with an admission: hospital, swing bed, skilled nursing, religious non-medical institution. */
const INPATIENT: ReadonlySet<string> = new Set(['11', '18', '21', '41']);

export function isInpatientBill(type: string): boolean {
  return INPATIENT.has(type);
}

/** Outpatient departments, clinics and critical access hospitals. */
const OUTPATIENT: ReadonlySet<string> = new Set(['13', '14', '23', '34', '71', '73', '74', '75', '76', '77', '78', '83', '85']);

export function isOutpatientBill(type: string): boolean {
  return OUTPATIENT.has(type);
}

/** Frequency on institutional claims (third digit of the type of bill). */
export function isBillFrequency(frequency: string): boolean {
  return /^[0-9A-KMOPQXYZ]$/.test(frequency);
}

/** Frequency on professional claims: original, corrected, replacement, void. */
export function isProfessionalFrequency(frequency: string): boolean {
  return frequency === '1' || frequency === '6' || frequency === '7' || frequency === '8';
}

/** Frequencies that speak of a claim the payer has already decided: corrected, replacement, void. */
export function namesEarlierClaim(frequency: string): boolean {
  return frequency === '6' || frequency === '7' || frequency === '8';
}

/** First three digits that have revenue codes, as spans: the fourth digit divides the family further. */
const REVENUE_FAMILIES: readonly (readonly [number, number])[] = [
  [1, 2],
  [10, 100],
  [210, 210],
  [310, 310],
];

/** Revenue code of the sum of all lines: no service. */
export const TOTAL_CHARGE_REVENUE = '0001';

/** Four digits in a family that is assigned. */
export function isRevenueCode(text: string): boolean {
  if (!/^\d{4}$/.test(text)) return false;
  if (text === TOTAL_CHARGE_REVENUE) return true;
  const family = Number(text.slice(0, 3));
  return REVENUE_FAMILIES.some(([from, to]) => from <= family && family <= to);
}

/** Priority of admission or visit. */
export function isAdmissionType(text: string): boolean {
  return /^[1-59]$/.test(text);
}

/** Point of origin, those no longer used included. */
export function isAdmissionSource(text: string): boolean {
  return /^[1-9A-G]$/.test(text);
}

const STATUSES: ReadonlySet<string> = new Set(
  '01 02 03 04 05 06 07 08 09 20 21 30 40 41 42 43 50 51 61 62 63 64 65 66 69 70 71 72 81 82 83 84 85 86 87 88 89 90 91 92 93 94 95'.split(
    ' ',
  ),
);

export function isPatientStatus(text: string): boolean {
  return STATUSES.has(text);
}

/** Still a patient: the stay goes on after the statement period. */
export const STILL_PATIENT = '30';

/** Died: at home, in a facility, place unknown. */
export const DECEASED: ReadonlySet<string> = new Set(['20', '40', '41', '42']);
