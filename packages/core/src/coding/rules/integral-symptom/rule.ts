import { codeKey, dottedCode, type KeyRange, spanRange } from '../../../codesets/code.js';
import type { Lexicon } from '../../../codesets/lexicon.js';
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
    for (const { disease, symptom, why } of integralOf(lexicon)) {
      const cause = confirmed.find((candidate) => holds(disease, candidate.code));
      if (!cause) continue;
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

interface Integral {
  readonly disease: readonly KeyRange[];
  readonly symptom: readonly KeyRange[];
  readonly why: string;
}

/** The table of a lexicon, its spans read once. */
function integralOf(lexicon: Lexicon): readonly Integral[] {
  let known = TABLES.get(lexicon);
  if (!known) {
    known = [...lexicon.rows('integral')].map((row) => ({
      disease: span(row['disease'] as string),
      symptom: span(row['symptom'] as string),
      why: row['why'] as string,
    }));
    TABLES.set(lexicon, known);
  }
  return known;
}

const TABLES = new WeakMap<Lexicon, readonly Integral[]>();

function span(text: string): KeyRange[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [first, last] = part.split('-') as [string, string | undefined];
      return spanRange(first, last || first);
    });
}

function holds(ranges: readonly KeyRange[], code: string): boolean {
  const key = codeKey(code);
  return ranges.some((range) => range.from <= key && key < range.to);
}
