import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule } from '../../rule.js';
import { REVIEW } from '../../score.js';

const BORDERLINE = /\bborder-?line\s+$/i;
const REACH = 16;

export const rule = defineRule({
  id: 'borderline',
  title: 'A borderline condition without an index entry of its own is coded as confirmed, and the provider is asked',
  sources: [guideline('I.B.17')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  /** An entry of its own ("borderline diabetes") covers the word; what is left behind the word is the condition as confirmed. */
  apply(candidates, { note, evidenceAt }) {
    const actions: Action[] = [];
    for (const candidate of candidates) {
      if (candidate.probability < REVIEW) continue;
      const [words] = candidate.evidence;
      const cue = words && BORDERLINE.exec(note.text.slice(Math.max(0, words.start - REACH), words.start));
      if (!cue) continue;
      const indicator = evidenceAt(words.start - cue[0].length, words.end);
      actions.push({ kind: 'query', query: 'borderline', about: words.text, indicators: [indicator] });
    }
    return actions;
  },
});
