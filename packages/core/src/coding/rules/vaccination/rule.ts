import { vaccineGiven } from '../../../notes/vaccines.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule } from '../../rule.js';
import { REVIEW } from '../../score.js';

export const rule = defineRule({
  id: 'vaccination',
  title: 'A vaccine given at the encounter is reported once, and counselling on it is part of it',
  sources: [guideline('I.C.21.c.2')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const actions: Action[] = [];
    const known = candidates.filter(({ code }) => code === 'Z23');
    const coded = known.some(({ probability }) => probability >= REVIEW);
    const [first] = candidates;
    const given = coded || !first ? undefined : vaccineGiven(context.note.text);
    if (first && given) {
      const made = context.make({
        code: 'Z23',
        from: [first],
        evidence: [context.evidenceAt(given.start, given.end)],
        path: ['Vaccination', 'encounter for'],
        order: Number.MAX_SAFE_INTEGER,
        probability: 0.85,
      });
      if (made) actions.push(known.length > 0 ? { kind: 'replace', candidates: known, by: made } : { kind: 'add', candidate: made });
    }
    if (coded || given)
      for (const candidate of candidates)
        if (candidate.code === 'Z7185')
          actions.push({ kind: 'drop', candidate, reason: 'the vaccine was given; counselling before it is part of the service' });
    return actions;
  },
});
