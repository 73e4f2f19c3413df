import { dottedCode } from '../../../codesets/code.js';
import type { Candidate } from '../../candidate.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule } from '../../rule.js';

export const rule = defineRule({
  id: 'more-specific-wins',
  title: 'An unspecified code is not reported beside a specific one of its category',
  sources: [guideline('I.B.2'), guideline('I.B.18')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.1.0',
  apply(candidates) {
    const actions: Action[] = [];
    for (const general of candidates) {
      const specific = candidates.find(
        (other) =>
          other.code !== general.code &&
          other.probability >= 0.4 &&
          other.probability >= general.probability - 0.35 &&
          saysMore(other, general),
      );
      if (specific)
        actions.push({ kind: 'drop', candidate: general, reason: `less specific than ${dottedCode(specific.code)} (${specific.title})` });
    }
    return actions;
  },
});

/** Whether a code says of the same condition what another leaves open. */
function saysMore(specific: Candidate, general: Candidate): boolean {
  if (/\bunspecified site\b/i.test(general.title) && specific.code[0] === general.code[0] && sameWords(specific, general))
    return !/\bunspecified site\b/i.test(specific.title);
  if (specific.code.slice(0, 3) !== general.code.slice(0, 3)) return false;
  // One name read twice: "chronic AF (atrial fibrillation)" is one fibrillation, though chronic leaves open whether permanent.
  if (/^Unspecified\b/.test(general.title) && !/^Unspecified\b/.test(specific.title) && sameWords(specific, general)) return true;
  if (!isUnspecified(general)) return false;
  // "Infarction due to unspecified occlusion of the left middle cerebral artery" leaves one axis open, not the condition.
  if (isUnspecified(specific) && !(general.code.length === 4 && general.code[3] === '9' && isPartlyOpen(specific))) return false;
  // Within a category, the code for the condition as a whole (4th character 9) or an unspecified sibling of the same subcategory.
  return general.code[3] === '9' || general.code.slice(0, 4) === specific.code.slice(0, 4);
}

function isUnspecified({ title, code }: Candidate): boolean {
  return /\bunspecified\b/i.test(title) || /^.{3}9$/.test(code) || code === 'I2510';
}

/** A code of another subcategory that leaves open no more than one of its axes. */
function isPartlyOpen({ title, code }: Candidate): boolean {
  return code.length > 4 && code[3] !== '9' && !/\bunspecified$/i.test(title);
}

/** Whether two candidates rest on overlapping words. */
function sameWords(a: Candidate, b: Candidate): boolean {
  return a.evidence.some((one) => b.evidence.some((other) => one.start < other.end && other.start < one.end));
}
