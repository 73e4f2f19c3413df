import { answered } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { ALL_SETTINGS, defineRule } from '../../rule.js';

export const rule = defineRule({
  id: 'weeks-of-gestation',
  title: 'With a code of chapter 15 the weeks of gestation are reported',
  sources: [guideline('I.C.15.a.3'), guideline('I.C.21.c.11')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.1.0',
  apply(candidates, context) {
    // Not with abortive outcome, delivery status or the puerperium (use-additional note of chapter 15).
    const pregnancy = candidates.find((candidate) => /^O(?:09|[1-7]|8[0-3]|9[89])/.test(candidate.code) && candidate.probability >= 0.5);
    const { gestation } = context.facts;
    if (!pregnancy || !gestation || answered(candidates, /^Z3A/).length > 0) return [];
    const { weeks, start, end } = gestation;
    const code = weeks < 8 ? 'Z3A01' : weeks > 42 ? 'Z3A49' : `Z3A${String(weeks).padStart(2, '0')}`;
    const made = context.make({
      code,
      from: [pregnancy],
      evidence: [context.evidenceAt(start, end)],
      path: ['Pregnancy', `weeks of gestation › ${weeks}`],
      order: Number.MAX_SAFE_INTEGER,
    });
    const known = candidates.filter((candidate) => candidate.code.startsWith('Z3A'));
    if (!made) return [];
    return [known.length > 0 ? { kind: 'replace', candidates: known, by: made } : { kind: 'add', candidate: made }];
  },
});
