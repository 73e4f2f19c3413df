import { dottedCode } from '../../../codesets/code.js';
import type { Candidate } from '../../candidate.js';
import { guideline } from '../../guideline.js';
import { type IntegralRow, integralRowsOf } from '../../integral.js';
import { holds } from '../../ranges.js';
import { type Action, ALL_SETTINGS, defineRule } from '../../rule.js';

export const rule = defineRule({
  id: 'integral-symptom',
  title: 'Signs and symptoms that belong to a confirmed disease are not coded beside it',
  sources: [guideline('I.B.4'), guideline('I.B.5'), guideline('I.C.18.b')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.1.0',
  apply(candidates, { lexicon }) {
    const actions: Action[] = [];
    const confirmed = candidates.filter((candidate) => candidate.probability >= 0.5);
    const causes = new Map<IntegralRow, Candidate>();
    for (const candidate of confirmed)
      for (const row of integralRowsOf(lexicon, candidate.code)) if (!causes.has(row)) causes.set(row, candidate);
    const dropped = new Set<string>();
    for (const [{ disease, symptom, why }, cause] of [...causes].sort(([a], [b]) => a.number - b.number)) {
      for (const candidate of candidates) {
        if (candidate === cause || dropped.has(candidate.code) || !holds(symptom, candidate.code) || holds(disease, candidate.code))
          continue;
        dropped.add(candidate.code);
        actions.push({ kind: 'drop', candidate, reason: `belongs to ${dottedCode(cause.code)} (${cause.title}): ${why}` });
      }
    }
    return actions;
  },
});
