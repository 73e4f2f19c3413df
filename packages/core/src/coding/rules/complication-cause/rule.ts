import { dottedCode } from '../../../codesets/code.js';
import type { Evidence } from '../../../model/note.js';
import type { Candidate } from '../../candidate.js';
import { guideline } from '../../guideline.js';
import { codeRanges, holds } from '../../ranges.js';
import { type Action, ALL_SETTINGS, defineRule } from '../../rule.js';
import { REVIEW } from '../../score.js';

/** Complications of care whose words may only say when they came; those of a device, graft or wound infection name their cause. */
const COMPLICATION = codeRanges(
  'D78, G97.3-G97.8, H59, H95, I97, J95.1-J95.8, K91.3, K91.6-K91.8, L76, M96.8, N99.0, N99.6-N99.8, T81.0-T81.3, T81.8, T88.8',
);
/** Documented as such by its name (I.C.10.d.1). */
const BY_NAME = codeRanges('J95.851');
/** Codes that say of the time after a procedure what no complication is: symptoms, pain, state. */
const NO_DISEASE = /^(?:[RZV-Y]|G89)/;

const AFTER = /\bpost-?\s?(?:op(?:erative(?:ly)?)?|procedural|surgical)\b/i;
const CAUSE =
  /\b(?:due to|secondary to|caused by|result(?:ed|ing)? (?:of|from)|complicat\w+|because of|attributed to|related to|iatrogenic|from (?:the )?(?:surgery|procedure|operation)|injury during)\b/i;
/** Characters before the words in which the adjective may stand. */
const REACH = 20;

export const rule = defineRule({
  id: 'complication-cause',
  title: 'A condition after a procedure is a complication only when cause and effect are documented, and else is asked about',
  sources: [guideline('I.B.16')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  /**
   * "Postoperative" tells the time. The code of the condition itself stands where there is one; where the complication code is all there
   * is, it stays for a coder to look at.
   */
  apply(candidates, { note: { text } }) {
    const actions: Action[] = [];
    const asked: Evidence[] = [];
    for (const candidate of candidates) {
      const [words] = candidate.evidence;
      if (candidate.probability < REVIEW || !words || NO_DISEASE.test(candidate.code) || holds(BY_NAME, candidate.code)) continue;
      const line = lineOf(text, words.start, words.end);
      const before = text.slice(Math.max(line.start, words.start - REACH), words.end);
      if (!AFTER.test(before) || CAUSE.test(text.slice(line.start, line.end))) continue;
      const plain = candidates.find((other) => isPlain(other, candidate));
      if (holds(COMPLICATION, candidate.code)) {
        if (plain)
          actions.push({
            kind: 'drop',
            candidate,
            reason: `no cause and effect is documented (guideline I.B.16): ${dottedCode(plain.code)} (${plain.title}) says the condition`,
          });
        else actions.push({ kind: 'replace', candidates: [candidate], by: { ...candidate, probability: REVIEW } });
      } else if (holds(EXPECTED, candidate.code)) continue;
      if (asked.some(({ start, end }) => start < words.end && words.start < end)) continue;
      asked.push(words);
      actions.push({ kind: 'query', query: 'complication-cause', about: words.text, indicators: [words] });
    }
    return actions;
  },
});

/** Codes whose own wording is the time after a procedure, infections of the wound and devices: what they say is settled. */
const EXPECTED = codeRanges(
  'E89, G97.0-G97.2, G97.9, J95.0, K91.0-K91.2, K91.5, K91.9, M96.0-M96.6, N99.1-N99.5, T80, T81.4-T81.7, T82-T87, O00-O9A',
);

/** Another code on the same words that is no complication code. */
function isPlain(other: Candidate, complication: Candidate): boolean {
  const [words] = complication.evidence;
  return (
    other !== complication &&
    other.probability >= REVIEW &&
    words !== undefined &&
    !holds(COMPLICATION, other.code) &&
    !NO_DISEASE.test(other.code) &&
    other.evidence.some(({ start, end }) => start < words.end && words.start < end)
  );
}

function lineOf(text: string, start: number, end: number): { start: number; end: number } {
  const to = text.slice(end).search(/[.;\n]/);
  const from = Math.max(text.lastIndexOf('\n', start), text.lastIndexOf('. ', start), text.lastIndexOf(';', start)) + 1;
  return { start: from, end: to === -1 ? text.length : end + to };
}
