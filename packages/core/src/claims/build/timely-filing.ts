import type { Claim } from '../../model/claim.js';
import { addDays, type Day, formatDay, parseDay, yearAfter } from '../../model/date.js';

/** The last day on which a payer takes a claim. */
export interface TimelyFiling {
  /** Id of the claim. */
  readonly claim: string;
  /** YYYY-MM-DD. */
  readonly lastDay: string;
  /** `medicare`: one calendar year (42 CFR 424.44); `payer`: the days that were given for it. */
  readonly by: 'medicare' | 'payer';
}

/** Claim filing indicators of Medicare. */
const MEDICARE = /^M[AB]$/;

/**
 * Medicare counts from the last day of a stay or statement and from the first day of a professional service; a claim of several services
 * is as late as its earliest one (Medicare Claims Processing Manual, Pub. 100-04, chapter 1 section 70.4). A last day on a weekend moves to
 * Monday; federal holidays are not counted here, so the day is never later than it is.
 *
 * @param days of a payer other than Medicare; without them its last day is not known
 */
export function timelyFiling(claim: Claim, days: number | undefined): TimelyFiling | undefined {
  const from = parseDay(claim.form === 'institutional' ? (claim.dateTo ?? claim.date ?? '') : (claim.date ?? ''));
  if (from === undefined) return undefined;
  const medicare = MEDICARE.test(claim.subscriber?.filingIndicator ?? '');
  if (!medicare && days === undefined) return undefined;
  const last = medicare ? workday(yearAfter(from)) : addDays(from, days ?? 0);
  return { claim: claim.id, lastDay: formatDay(last), by: medicare ? 'medicare' : 'payer' };
}

/** The day itself, or the Monday after the weekend it lies in. Day 0 was a Thursday. */
function workday(on: Day): Day {
  const weekday = (((on + 4) % 7) + 7) % 7;
  return weekday === 6 ? addDays(on, 2) : weekday === 0 ? addDays(on, 1) : on;
}
