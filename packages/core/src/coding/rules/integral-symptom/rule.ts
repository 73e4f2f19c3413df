import { codeKey, dottedCode, spanRange } from '../../../codesets/code.js';
import { guideline } from '../../guideline.js';
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
    const dropped = new Set<string>();
    for (const row of lexicon.rows('integral')) {
      const disease = span(row['disease'] as string);
      const symptom = span(row['symptom'] as string);
      const cause = confirmed.find((candidate) => holds(disease, candidate.code));
      if (!cause) continue;
      for (const candidate of candidates) {
        if (candidate === cause || dropped.has(candidate.code) || !holds(symptom, candidate.code) || holds(disease, candidate.code))
          continue;
        dropped.add(candidate.code);
        actions.push({ kind: 'drop', candidate, reason: `belongs to ${dottedCode(cause.code)} (${cause.title}): ${row['why'] as string}` });
      }
    }
    return actions;
  },
});

function span(text: string): { from: number; to: number }[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [first, last] = part.split('-') as [string, string | undefined];
      return spanRange(first, last || first);
    });
}

function holds(ranges: readonly { from: number; to: number }[], code: string): boolean {
  const key = codeKey(code);
  return ranges.some((range) => range.from <= key && key < range.to);
}
