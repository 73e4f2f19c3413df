import { dottedCode } from '../../../codesets/code.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule } from '../../rule.js';

export const rule = defineRule({
  id: 'excludes1-conflict',
  title: 'Of two codes an Excludes1 note keeps apart, the one documented more strongly stands',
  sources: [guideline('I.A.12.a')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.1.0',
  apply(candidates, { icd, date }) {
    const actions: Action[] = [];
    const tabular = icd.tabular(date);
    const dropped = new Set<string>();
    const likely = candidates.filter((candidate) => candidate.probability >= 0.5);
    likely.forEach((a, i) => {
      for (const b of likely.slice(i + 1)) {
        if (dropped.has(a.code) || dropped.has(b.code) || a.code === b.code) continue;
        const conflict = tabular.excludes1(a.code, b.code);
        if (!conflict) continue;
        // Both stand when both are documented as problems of their own (I.A.12.a: unrelated conditions); a sign or symptom yields.
        const symptom = a.code.startsWith('R') ? a : b.code.startsWith('R') ? b : undefined;
        const loser = symptom ?? (a.place === 'problem' && b.place === 'problem' ? undefined : a.probability < b.probability ? a : b);
        if (!loser) continue;
        dropped.add(loser.code);
        const other = loser === a ? b : a;
        actions.push({
          kind: 'drop',
          candidate: loser,
          reason: `Excludes1 at ${conflict.note.from} keeps it apart from ${dottedCode(other.code)} (${other.title})`,
        });
      }
    });
    return actions;
  },
});
