import { dottedCode } from '../../../codesets/code.js';
import { tokenise } from '../../../codesets/words.js';
import type { Candidate } from '../../candidate.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule, type RuleContext } from '../../rule.js';
import { REVIEW } from '../../score.js';
import { sibling } from '../../slots.js';

/** Conditions whose bare words do not stand for their compounds: "pulmonary hypertension", "respiratory depression". */
const OTHER = /^(?:I10|F3[29]|F41)/;
const UNCOMPLICATED = ', uncomplicated';
const LISTED: ReadonlySet<Candidate['place']> = new Set(['problem', 'problem-text', 'assessment-text']);

export const rule = defineRule({
  id: 'restated-condition',
  title: 'The bare word for a condition the record lists in more words is no second condition',
  sources: [guideline('I.B.2'), guideline('I.A.18'), guideline('I.B.12')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const listed = candidates.filter(({ place, probability }) => LISTED.has(place) && probability >= REVIEW);
    const words = new Map(listed.map((candidate) => [candidate, candidate.evidence.map(({ text }) => wordsOf(text))]));
    const denied = affirmedElsewhere(candidates, context);
    return candidates.flatMap((bare): Action[] => {
      const affirmed = denied.get(bare);
      if (affirmed)
        return [
          {
            kind: 'drop',
            candidate: bare,
            reason: `the record says with what this code says without: ${dottedCode(affirmed.code)} (${affirmed.title})`,
          },
        ];
      if (!isOpen(bare) || OTHER.test(bare.code)) return [];
      const said = bare.evidence.map(({ text }) => wordsOf(text));
      const full = listed.find(
        (other) =>
          other !== bare &&
          other.code !== bare.code &&
          (!other.code.startsWith('Z') || bare.code.startsWith('Z')) &&
          !LISTED.has(bare.place) &&
          said.every((few) => (words.get(other) ?? []).some((many) => many.size > few.size && [...few].every((word) => many.has(word)))),
      );
      return full
        ? [{ kind: 'drop', candidate: bare, reason: `the record lists it in more words: ${dottedCode(full.code)} (${full.title})` }]
        : [];
    });
  },
});

/** Codes that say without what the same title says with in another code of the answer. */
function affirmedElsewhere(candidates: readonly Candidate[], { icd, date }: RuleContext): Map<Candidate, Candidate> {
  const out = new Map<Candidate, Candidate>();
  for (const without of candidates) {
    if (without.title.endsWith(UNCOMPLICATED)) {
      const stem = without.title.slice(0, -UNCOMPLICATED.length);
      const complicated = candidates.find(
        (other) => other.probability >= REVIEW && other.title.startsWith(stem) && /^,? with\b/.test(other.title.slice(stem.length)),
      );
      if (complicated) out.set(without, complicated);
      continue;
    }
    if (!/\bwithout\b/.test(without.title)) continue;
    const id = sibling(icd, without.id, (title) => title.replace(/\bwithout\b/, 'with'), date);
    const found = id === undefined ? undefined : candidates.find((other) => other.id === id && other.probability >= REVIEW);
    if (found) out.set(without, found);
  }
  return out;
}

/** A code that names a condition and leaves the rest open. */
function isOpen({ title, path }: Candidate): boolean {
  return /\bunspecified\b/i.test(title) || path.length === 1;
}

function wordsOf(text: string): Set<string> {
  return new Set(tokenise(text).map(({ word }) => word));
}
