/**
 * Categories of chapter 21 that themselves say exposure, family history or screening, and the cues that say the same: "secondhand smoke
 * exposure" is not hypothetical because of "exposure", and a history in the family is not less one for the risk it raises
 * (guideline I.C.21.c.1, c.4, c.5).
 */
const OWN: readonly (readonly [RegExp, RegExp])[] = [
  [/^Z(?:20|77)/, /\b(?:expos\w*|contacts?)\b/i],
  [/^Z8[0-4]/, /\b(?:risks?|family|famil\w+|predispos\w*)\b/i],
  [/^Z1[1-3]/, /\b(?:screen\w*|risk)\b/i],
  [/^Z23/, /\b(?:vaccin\w*|immuni[sz]\w*|due|need\w*)\b/i],
  [/^Z91/, /\b(?:risk|prior|previous|history)\b/i],
];

/** Whether a cue says of a code what the code itself says. */
export function saysItself(code: string, cue: string | undefined): boolean {
  return cue !== undefined && OWN.some(([codes, cues]) => codes.test(code) && cues.test(cue));
}

/** Codes of contact with what another person has: the other person is part of them. */
export function isOfOthers(code: string): boolean {
  return /^Z(?:8[0-4]|20|77)/.test(code);
}
