import type { Candidate } from './candidate.js';

/** Words that give a condition a cause. */
const CAUSE = /\b(?:due to|secondary to|caused by|because of|related to|as a result of|from)\b|\b\w+-induced\b/i;
/** Characters behind a condition in which its cause is named. */
const REACH = 40;

/**
 * Whether the note gives a condition a cause on a line that does not name the other condition: then a presumed link to that one does not
 * hold (guideline I.A.15). A cause within the words of the condition may be what its own code says (the organism of a pneumonia), so the
 * caller chooses whether these are looked at.
 */
export function hasOtherCause(condition: Candidate, presumed: Candidate, text: string, where: 'behind' | 'within or behind'): boolean {
  return condition.evidence.some(({ start, end }) => {
    const from = text.lastIndexOf('\n', start);
    const rest = text.slice(where === 'behind' ? end : start, end + REACH).split(/[.;\n]/)[0] ?? '';
    return CAUSE.test(rest) && !presumed.evidence.some((other) => text.lastIndexOf('\n', other.start) === from);
  });
}
