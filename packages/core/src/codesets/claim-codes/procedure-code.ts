/**
 * The form of procedure codes on claims: CPT (AMA) by its number ranges, HCPCS level II (CMS) by letter and digits. What a number stands
 * for is not here, and being well formed does not make a code valid: validity comes from a release of the date.
 */

/** First and last number of the sections of CPT category I: anaesthesia, surgery, radiology, laboratory, medicine and visits. */
const CPT_SECTIONS: readonly (readonly [number, number])[] = [
  [100, 1999],
  [10004, 69990],
  [70010, 79999],
  [80047, 89398],
  [90281, 99607],
];

/** Letters that begin HCPCS level II codes; D is dental (CDT). F, I, N and O are not in use. */
const HCPCS_LETTERS = 'ABCDEGHJKLMPQRSTUV';

/**
 * Whether a text has the form of a CPT or HCPCS level II code: five digits inside a section, four digits with F, T, U, M or A
 * (category II, III, laboratory analyses, immunization administration), or a letter with four digits.
 * @example isProcedureForm('99213') // true
 */
export function isProcedureForm(text: string): boolean {
  if (text.length !== 5) return false;
  if (!isDigits(text, 1, 4)) return false;
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(4);
  const firstDigit = first >= 48 && first <= 57;
  const lastDigit = last >= 48 && last <= 57;
  if (firstDigit && lastDigit) return isCptNumber(Number(text));
  if (firstDigit) return 'FTUMA'.includes(text[4] as string) && !text.startsWith('0000');
  return lastDigit && HCPCS_LETTERS.includes(text[0] as string) && !text.endsWith('0000');
}

function isDigits(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const c = text.charCodeAt(i);
    if (c < 48 || c > 57) return false;
  }
  return true;
}

function isCptNumber(number: number): boolean {
  return CPT_SECTIONS.some(([from, to]) => from <= number && number <= to);
}

/** Anaesthesia, which is billed by time. 01953 adds burned body surface, 01996 is a day of drug management: neither has minutes. */
export function isTimedAnaesthesia(code: string): boolean {
  return /^0[01]\d{3}$/.test(code) && code >= '00100' && code !== '01953' && code !== '01996';
}

/** Evaluation and management: visits of every kind. */
export function isVisit(code: string): boolean {
  return code.length === 5 && code >= '99202' && code <= '99499';
}

/** Visits to a hospital inpatient: initial, subsequent, discharge, consultations, critical and intensive care. */
export function isInpatientVisit(code: string): boolean {
  if (!/^99[24]\d{2}$/.test(code)) return false;
  const number = Number(code);
  return (number >= 99221 && number <= 99239) || (number >= 99252 && number <= 99255) || (number >= 99468 && number <= 99480);
}

/** Transport by ambulance: mileage, ground and air. */
export function isAmbulance(code: string): boolean {
  return /^A04(?:2[5-9]|3[0-6])$/.test(code);
}

/** Codes for what has no code of its own, which therefore need words: CPT unlisted procedures and HCPCS "not otherwise classified". */
const UNLISTED: ReadonlySet<string> = new Set(
  (
    '01999 15999 17999 19499 20999 21089 21299 21499 21899 22899 22999 23929 24999 25999 26989 27299 27599 27899 28899 29799 29999 30999 ' +
    '31299 31599 31899 32999 33999 36299 37501 37799 38129 38589 38999 39499 39599 40799 40899 41599 41899 42299 42699 42999 43289 43499 ' +
    '43659 43999 44238 44799 44899 44979 45399 45499 45999 46999 47379 47399 47579 47999 48999 49329 49659 49999 50549 50949 51999 53899 ' +
    '54699 55559 55899 58578 58579 58679 58999 59897 59898 59899 60659 60699 64999 66999 67299 67399 67599 67999 68399 68899 69399 69799 ' +
    '69949 69979 76496 76497 76498 76499 76999 77299 77399 77499 77799 78099 78199 78299 78399 78499 78599 78699 78799 78999 79999 81099 ' +
    '81479 81599 84999 85999 86849 86999 87999 88099 88199 88299 88399 88749 89240 89398 90399 90749 90899 90999 91299 92499 92700 93799 ' +
    '93998 94799 95199 95999 96379 96549 96999 97039 97139 97799 99199 99429 99499 99600 ' +
    'A4649 A9699 A9999 B9998 B9999 C9399 E1399 J3490 J3590 J7199 J7599 J7699 J7799 J7999 J8498 J8499 J8597 J8999 J9999 K0108 L0999 L1499 ' +
    'L2999 L3649 L3999 L5999 L7499 L8039 L8499 L8699 Q4082 V2199 V2799 V5298 V5299'
  ).split(' '),
);

export function isUnlisted(code: string): boolean {
  return UNLISTED.has(code);
}
