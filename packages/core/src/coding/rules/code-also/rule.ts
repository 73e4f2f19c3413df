import type { Candidate } from '../../candidate.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule } from '../../rule.js';
import { REVIEW } from '../../score.js';

const RULE = 'code-also';
/** Places where the provider names what the patient has now, short of a problem of its own. */
const NAMED: ReadonlySet<Candidate['place']> = new Set(['problem-text', 'assessment-text', 'plan-text', 'list']);
/** What is less likely than this is not worth a coder's look. */
const WORTH_A_LOOK = 0.15;

export const rule = defineRule({
  id: RULE,
  title: 'Where a "code also" note asks for a second code that is documented, both stand, in no fixed order',
  sources: [guideline('I.A.17')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  /** The note is a prompt: a documented second code comes up for review, and no demand is made of the sequence. */
  apply(candidates, { icd, date }) {
    const tabular = icd.tabular(date);
    const answer = candidates.filter(({ probability }) => probability >= REVIEW);
    const actions: Action[] = [];
    for (const other of candidates) {
      if (other.rules.includes(RULE)) continue;
      const asking = answer.find(({ code }) => code !== other.code && tabular.reference('codeAlso', code, other.code));
      if (!asking) continue;
      const { assertion, temporality } = other.assertion;
      const lifted =
        other.probability < REVIEW &&
        other.probability >= WORTH_A_LOOK &&
        NAMED.has(other.place) &&
        assertion === 'present' &&
        temporality === 'current';
      if (other.probability < REVIEW && !lifted) continue;
      actions.push({
        kind: 'replace',
        candidates: [other],
        by: { ...other, probability: Math.max(other.probability, REVIEW), rules: [...other.rules, RULE] },
      });
    }
    return actions;
  },
});
