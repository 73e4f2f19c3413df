import { MedcodeError } from '../errors.js';

/**
 * A calendar date as whole days since 1970-01-01 (Arrow `DateDay`). No time, no time zone: a date of service is a date on a chart.
 */
export type Day = number & { readonly __day: unique symbol };

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
const MS_PER_DAY = 86_400_000;

/** Reads `YYYY-MM-DD`. Returns undefined for anything that is not a day of the Gregorian calendar. */
export function parseDay(text: string): Day | undefined {
  const match = PATTERN.exec(text);
  if (!match) return undefined;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const dayOfMonth = Number(match[3]);
  const ms = Date.UTC(year, month - 1, dayOfMonth);
  const back = new Date(ms);
  if (year < 1000 || back.getUTCMonth() !== month - 1 || back.getUTCDate() !== dayOfMonth) return undefined;
  return (ms / MS_PER_DAY) as Day;
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
