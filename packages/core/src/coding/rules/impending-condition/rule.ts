import { guideline } from '../../guideline.js';
import { ALL_SETTINGS, defineRule } from '../../rule.js';

/** Directly before the condition, at most one word between. */
const IMPENDING = /\b(impending|threatened|threatening|imminent)\s+(?:[\w-]+\s+)?$/i;
const REACH = 40;

export const rule = defineRule({
  id: 'impending-condition',
  title: 'An impending or threatened condition that did not occur is coded only by an index entry of its own',
  sources: [guideline('I.B.11')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  /**
   * An entry for the impending condition covers the word itself, and is not touched. What did occur is said elsewhere in the note
   * without the word, and that statement carries the code.
   */
  admit({ mention, segment }, { note }) {
    const cue = IMPENDING.exec(note.text.slice(Math.max(segment.start, mention.start - REACH), mention.start));
    if (!cue) return undefined;
    return { reason: `${(cue[1] as string).toLowerCase()}, with no index entry of its own: what underlies it is coded (guideline I.B.11)` };
  },
});
