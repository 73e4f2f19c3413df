import { type Day, day } from '../../model/date.js';

/** Place of Service numbers in use (CMS Place of Service Code Set, CMS Manual 100-04 chapter 26 section 10.5). */
const NUMBERS: ReadonlySet<string> = new Set(
  (
    '01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 31 32 33 34 41 42 49 50 51 52 53 54 55 56 57 58 ' +
    '60 61 62 65 66 71 72 81 99'
  ).split(' '),
);

/** First day of the numbers that came later than the claim formats in use. */
const BEGAN: ReadonlyMap<string, Day> = new Map([
  ['02', day('2017-01-01')],
  ['10', day('2022-01-01')],
  ['19', day('2016-01-01')],
  ['27', day('2023-10-01')],
  ['58', day('2020-01-01')],
]);

/** Whether a place of service number could be billed on a date; without a date, whether it is in use at all. */
export function isPlaceOfService(number: string, on?: Day): boolean {
  if (!NUMBERS.has(number)) return false;
  const began = BEGAN.get(number);
  return began === undefined || on === undefined || on >= began;
}

/** Places where the patient is an inpatient: hospital, psychiatric hospital, inpatient rehabilitation. */
export const INPATIENT_PLACES: ReadonlySet<string> = new Set(['21', '51', '61']);
