import { type Day, day, formatDay } from '../../model/date.js';
import { NO_DATE, type Report } from '../edit.js';
import type { Subject } from '../subject.js';
import type { PayerPack } from './pack.js';

interface Window {
  readonly effectiveFrom?: string | undefined;
  readonly effectiveTo?: string | undefined;
}

/** Whether a pack is for this claim, on its date; else says what is missing. Rules of payers are never carried past their window. */
export function applies(pack: PayerPack, { input, date }: Subject, report: Report): boolean {
  if (pack.payerNumbers !== undefined) {
    const number = input.payer?.id?.value;
    if (number === undefined) {
      report.notChecked({ reason: `the claim does not say whether ${pack.payer} is its payer`, needs: ['payer number'] });
      return false;
    }
    if (!pack.payerNumbers.includes(number)) return false;
  }
  if (date === undefined) {
    report.notChecked(NO_DATE);
    return false;
  }
  if (inside(pack, date)) return true;
  report.notChecked({
    reason: `the rules of ${pack.payer} at hand run from ${pack.effectiveFrom}${pack.effectiveTo === undefined ? '' : ` to ${pack.effectiveTo}`}`,
    needs: [`rules of ${pack.payer} for ${formatDay(date)} (--payer FILE)`],
  });
  return false;
}

/** Whether a day lies in a window; what has no bound is open there. */
export function inside({ effectiveFrom, effectiveTo }: Window, on: Day): boolean {
  return (effectiveFrom === undefined || day(effectiveFrom) <= on) && (effectiveTo === undefined || on <= day(effectiveTo));
}

/** The diagnoses a line points to; where it points to none, all of the claim. */
export function diagnosesOf({ diagnoses }: Subject, pointers: readonly number[]): string[] {
  if (pointers.length === 0) return diagnoses.map(({ code }) => code);
  return pointers.flatMap((pointer) => diagnoses[pointer - 1]?.code ?? []);
}
