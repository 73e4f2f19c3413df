import { guideline } from '../../guideline.js';
import { defineRule } from '../../rule.js';

/** Behind a condition, in its sentence: it was left for another time. */
const LEFT_OUT =
  /^[^.;]{0,60}?\b(?:not|wasn't|weren't|was not|were not) (?:addressed|discussed|evaluated|assessed|managed|reviewed|treated)\b(?! with| by| at (?:the|that))/i;
/** Before a condition, in its sentence. */
const NOT_FOR =
  /\b(?:not (?:seen|here|being seen|evaluated|treated) (?:today )?for|did not (?:address|discuss|evaluate)|not (?:addressed|discussed|evaluated) (?:today|this visit|at this visit)\s*[:-])[^.;]{0,60}$/i;
/** Opens the sentence behind a heading that names the condition. */
const NEXT = /^[\s:.,–—-]*not (?:addressed|discussed|evaluated|assessed|managed|reviewed)\b/i;

export const rule = defineRule({
  id: 'not-addressed',
  title: 'A condition the note says was not addressed is not a diagnosis of the encounter',
  sources: [guideline('IV.J'), guideline('IV.I')],
  appliesTo: { settings: ['office', 'ed', 'outpatient'], profiles: ['billing'] },
  since: '0.3.0',
  admit({ mention, segment }, { note }) {
    const after = note.text.slice(mention.end, segment.end);
    const before = note.text.slice(segment.start, mention.start);
    const isLeftOut =
      LEFT_OUT.test(after) ||
      NOT_FOR.test(before) ||
      (segment.form !== 'sentence' && NEXT.test(note.text.slice(segment.end, segment.end + 40)));
    return isLeftOut ? { reason: 'the note says that it was not addressed at the encounter (guideline IV.J)' } : undefined;
  },
});
