import { MedcodeError } from '../errors.js';

/**
 * A calendar date as whole days since 1970-01-01 (Arrow `DateDay`). No time, no time zone: a date of service is a date on a chart.
 */
export type Day = number & { readonly __day: unique symbol };

const MS_PER_DAY = 86_400_000;
const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const HYPHEN = 45;

/** Reads `YYYY-MM-DD`. Returns undefined for anything that is not a day of the Gregorian calendar. */
export function parseDay(text: string): Day | undefined {
  if (text.length !== 10 || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const dayOfMonth = digits(text, 8, 10);
  if (!(year >= 1000) || !(month >= 1 && month <= 12) || !(dayOfMonth >= 1)) return undefined;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (dayOfMonth > (DAYS_OF_MONTH[month - 1] as number) + (leap && month === 2 ? 1 : 0)) return undefined;
  // Days since 1 March of the year 0: leap days stand at the end of such years.
  const shifted = month > 2 ? year : year - 1;
  const months = month > 2 ? month - 3 : month + 9;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return (shifted * 365 + leapDays + Math.floor((153 * months + 2) / 5) + dayOfMonth - 1 - 719_468) as Day;
}

/** A number written in digits alone, else NaN. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Reads `YYYY-MM-DD`. @throws MedcodeError MC_DATE_INVALID */
export function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new MedcodeError('MC_DATE_INVALID', `"${text.slice(0, 40)}" is not a date written YYYY-MM-DD`);
  return parsed;
}

/** Writes a day as `YYYY-MM-DD`. */
export function formatDay(value: Day): string {
  return new Date(value * MS_PER_DAY).toISOString().slice(0, 10);
}

export function addDays(value: Day, days: number): Day {
  return (value + days) as Day;
}

/**
 * The federal fiscal year a date lies in: FY2026 runs from 2025-10-01 to 2026-09-30. Code sets are issued by fiscal year.
 */
export function fiscalYear(value: Day): number {
  const date = new Date(value * MS_PER_DAY);
  return date.getUTCFullYear() + (date.getUTCMonth() >= 9 ? 1 : 0);
}

/** First and last day of a federal fiscal year. */
export function fiscalYearWindow(year: number): { readonly from: Day; readonly to: Day } {
  return { from: day(`${year - 1}-10-01`), to: day(`${year}-09-30`) };
}

/** Completed years of life on a day. */
export function wholeYears(born: Day, on: Day): number {
  const a = new Date(born * MS_PER_DAY);
  const b = new Date(on * MS_PER_DAY);
  const before = b.getUTCMonth() < a.getUTCMonth() || (b.getUTCMonth() === a.getUTCMonth() && b.getUTCDate() < a.getUTCDate());
  return Math.max(0, b.getUTCFullYear() - a.getUTCFullYear() - (before ? 1 : 0));
}

/** The day at the start of a time stamp `YYYYMMDD…`, as HL7 and X12 write dates, as `YYYY-MM-DD`; undefined when it is none. */
export function stampedDate(stamp: string | undefined): string | undefined {
  if (stamp === undefined || !/^\d{8}/.test(stamp)) return undefined;
  const text = `${stamp.slice(0, 4)}-${stamp.slice(4, 6)}-${stamp.slice(6, 8)}`;
  return parseDay(text) === undefined ? undefined : text;
}

/** The same day one calendar year later; 28 February after a leap day. */
export function yearAfter(on: Day): Day {
  const [year, month, dayOfMonth] = formatDay(on).split('-') as [string, string, string];
  const next = Number(year) + 1;
  return (parseDay(`${next}-${month}-${dayOfMonth}`) ?? parseDay(`${next}-02-28`)) as Day;
}
