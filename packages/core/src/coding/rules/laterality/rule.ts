import type { CodeId } from '../../../codesets/code-table.js';
import type { Candidate } from '../../candidate.js';
import { combine } from '../../combine.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule, type RuleContext } from '../../rule.js';
import { REVIEW } from '../../score.js';
import { sibling } from '../../slots.js';

const RULE = 'laterality';
/** Places that state what was assessed; what the story or the findings name on the other side contradicts it. */
const ASSESSED: ReadonlySet<Candidate['place']> = new Set(['problem', 'problem-text', 'assessment-text', 'list']);
/** Bilateral codes that stand apart from the pair of their sides: arthrosis of hip and knee by its cause. */
const ARTHROSIS: Readonly<Record<string, string>> = { M161: 'M160', M163: 'M162', M165: 'M164', M171: 'M170', M173: 'M172' };

export const rule = defineRule({
  id: RULE,
  title: 'A condition has its side: both sides have one code, no side and contradictory sides are asked for',
  sources: [guideline('I.B.13'), guideline('I.B.14')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const actions: Action[] = [];
    const merged = new Set<Candidate>();
    for (const right of candidates) {
      if (!/\bright\b/i.test(right.title)) continue;
      const leftId = sibling(context.icd, right.id, (title) => title.replace(/\bright\b/, 'left'), context.date);
      const left = leftId === undefined ? undefined : candidates.find(({ id }) => id === leftId);
      if (!left || Math.max(left.probability, right.probability) < REVIEW) continue;
      if (ASSESSED.has(left.place) === ASSESSED.has(right.place)) {
        if (Math.min(left.probability, right.probability) < REVIEW) continue;
        const both = bilateral(right, left, context);
        if (!both) continue;
        merged.add(right).add(left);
        actions.push({ kind: 'replace', candidates: [right, left], by: both });
      } else {
        const indicators = [...right.evidence.slice(0, 2), ...left.evidence.slice(0, 2)];
        const assessed = ASSESSED.has(right.place) ? right : left;
        const other = assessed === right ? left : right;
        merged.add(other);
        actions.push(
          { kind: 'query', query: 'laterality-conflict', about: assessed.evidence[0]?.text ?? assessed.title, indicators },
          {
            kind: 'drop',
            candidate: other,
            reason: `the assessment names the other side (${assessed.title}); the sides contradict each other`,
          },
        );
      }
    }
    for (const candidate of candidates)
      if (!merged.has(candidate) && candidate.probability >= REVIEW && candidate.open.includes('laterality'))
        actions.push({
          kind: 'query',
          query: 'laterality',
          about: candidate.evidence[0]?.text ?? candidate.title,
          indicators: candidate.evidence,
        });
    return actions;
  },
});

/** The code for both sides, when the category has one. */
function bilateral(right: Candidate, left: Candidate, context: RuleContext): Candidate | undefined {
  const { icd, date } = context;
  const id: CodeId | undefined = sibling(
    icd,
    right.id,
    (title) => title.replace(/\bright (eye|ear)\b/, 'bilateral').replace(/\bright\b/, 'bilateral'),
    date,
  );
  const code = id === undefined ? ARTHROSIS[right.code.slice(0, 4)] : icd.table.code(id);
  if (code === undefined) return undefined;
  const combined = combine(code, [right, left], [...right.path.slice(0, -1), 'laterality: bilateral'], RULE, context);
  return combined && { ...combined, order: Math.min(right.order, left.order) };
}
