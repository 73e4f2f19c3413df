import type { Day } from '../../../model/date.js';

const MS_PER_DAY = 86_400_000;
/** The dates of a file are few: each is computed once. */
const known = new Map<string, Day | undefined>();
const MOST_KNOWN = 5000;

/** Reads a date as X12 writes it, CCYYMMDD; undefined when it is no day of the calendar. */
export function wireDay(text: string): Day | undefined {
  if (text.length !== 8) return undefined;
  if (known.has(text)) return known.get(text);
  if (known.size >= MOST_KNOWN) known.clear();
  const day = /^\d{8}$/.test(text) ? calendarDay(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6))) : undefined;
  known.set(text, day);
  return day;
}

function calendarDay(year: number, month: number, dayOfMonth: number): Day | undefined {
  const ms = Date.UTC(year, month - 1, dayOfMonth);
  const back = new Date(ms);
  if (year < 1000 || back.getUTCMonth() !== month - 1 || back.getUTCDate() !== dayOfMonth) return undefined;
  return (ms / MS_PER_DAY) as Day;
}

/** A day or a stretch of days. */
export interface WirePeriod {
  readonly from: Day;
  readonly to: Day;
}

/** Reads what a DTP segment carries by its format: D8 a day, DT day and time, RD8 two days. Undefined for times alone and for what is no date. */
export function wirePeriod(format: string, text: string): WirePeriod | undefined {
  if (format === 'RD8') {
    const hyphen = text.indexOf('-');
    const from = wireDay(text.slice(0, hyphen));
    const to = wireDay(text.slice(hyphen + 1));
    return hyphen < 0 || from === undefined || to === undefined ? undefined : { from, to };
  }
  const day = format === 'D8' || format === 'DT' ? wireDay(text.slice(0, 8)) : undefined;
  return day === undefined ? undefined : { from: day, to: day };
}
