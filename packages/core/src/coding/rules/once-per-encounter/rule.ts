import type { Candidate } from '../../candidate.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule } from '../../rule.js';

/** Further mentions raise the probability a little, and only so many of them: a note that repeats itself proves no more. */
const HEARD = 3;
const FURTHER = 0.3;

export const rule = defineRule({
  id: 'once-per-encounter',
  title: 'A code is reported once per encounter',
  sources: [guideline('I.B.12')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing', 'mentions'] },
  since: '0.1.0',
  apply(candidates) {
    const actions: Action[] = [];
    const byCode = new Map<string, Candidate[]>();
    for (const candidate of candidates) {
      const list = byCode.get(candidate.code);
      if (list) list.push(candidate);
      else byCode.set(candidate.code, [candidate]);
    }
    for (const group of byCode.values()) {
      if (group.length < 2) continue;
      const best = group.reduce((a, b) => (b.probability > a.probability ? b : a));
      const further = group
        .filter((candidate) => candidate !== best)
        .sort((a, b) => b.probability - a.probability)
        .slice(0, HEARD);
      const inverse = further.reduce((rest, candidate) => rest * (1 - candidate.probability * FURTHER), 1 - best.probability);
      actions.push({
        kind: 'replace',
        candidates: group,
        by: {
          ...best,
          probability: Math.min(0.99, 1 - inverse),
          evidence: [best, ...group.filter((candidate) => candidate !== best)].flatMap((candidate) => candidate.evidence).slice(0, 6),
          order: Math.min(...group.map((candidate) => (candidate.place === best.place ? candidate.order : best.order))),
        },
      });
    }
    return actions;
  },
});
