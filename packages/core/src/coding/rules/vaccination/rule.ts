import { listsVaccines, vaccineGiven } from '../../../notes/vaccines.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule } from '../../rule.js';
import { REVIEW } from '../../score.js';

/** Diseases that vaccines prevent. */
const PREVENTABLE = /^(?:A08|A3[3-7]|A39|A80|A82|B01|B02|B0[56]|B1[5-9]|B26|B97|J09|J1[0-8]|U07)/;

export const rule = defineRule({
  id: 'vaccination',
  title: 'A vaccine given at the encounter is reported once, and counselling on it is part of it',
  sources: [guideline('I.C.21.c.2')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  admit({ mention, segment }, { note }) {
    if (!PREVENTABLE.test(mention.code) || !listsVaccines(note.text.slice(segment.start, segment.end))) return undefined;
    return { reason: 'the disease a vaccine is given against' };
  },
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
