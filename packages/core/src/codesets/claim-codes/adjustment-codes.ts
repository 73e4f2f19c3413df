/**
 * Numbers of the code lists that explain adjustments: Claim Adjustment Reason Codes and Remittance Advice Remark Codes (external code
 * lists kept for the standard's users), by form and the ranges given out so far. Their wording is not here.
 */

/** Last number of a series given out so far, with room for those of the coming editions. */
const REASON_SERIES: Readonly<Record<string, readonly [number, number]>> = {
  '': [1, 320],
  A: [0, 8],
  B: [1, 23],
  D: [1, 23],
  P: [1, 40],
  W: [1, 9],
  Y: [1, 3],
};

const REMARK_SERIES: Readonly<Record<string, readonly [number, number]>> = { M: [1, 144], MA: [1, 134], N: [1, 950] };

/** @example isAdjustmentReason('45') // true */
export function isAdjustmentReason(text: string): boolean {
  return inSeries(/^([A-Z]?)([1-9]\d{0,2}|0)$/.exec(text), REASON_SERIES);
}

/** @example isRemarkCode('MA130') // true */
export function isRemarkCode(text: string): boolean {
  return inSeries(/^([A-Z]{1,2})(0?[1-9]\d{0,2})$/.exec(text), REMARK_SERIES);
}

function inSeries(parts: RegExpExecArray | null, series: Readonly<Record<string, readonly [number, number]>>): boolean {
  const span = parts ? series[parts[1] as string] : undefined;
  if (!parts || !span) return false;
  const number = Number(parts[2]);
  return span[0] <= number && number <= span[1];
}

/** Who bears an adjustment. */
export function isAdjustmentGroup(text: string): boolean {
  return /^(?:CO|CR|OA|PI|PR)$/.test(text);
}
