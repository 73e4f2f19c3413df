import { dottedCode } from '../../../codesets/code.js';
import { combine } from '../../combine.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule } from '../../rule.js';

/**
 * Conditions the Alphabetic Index lists under Diabetes, with – and the characters that follow the type; `saysIt` where the combination
 * says all the condition's own code would (I.B.9).
 */
const COMPLICATIONS: readonly { readonly when: RegExp; readonly digits: string; readonly words: string; readonly saysIt?: true }[] = [
  { when: /^N18/, digits: '22', words: 'chronic kidney disease' },
  { when: /^(?:G629|G63|G609)/, digits: '42', words: 'polyneuropathy', saysIt: true },
  { when: /^(?:I739|I7020)/, digits: '51', words: 'peripheral angiopathy without gangrene', saysIt: true },
  { when: /^K3184/, digits: '43', words: 'gastroparesis' },
  { when: /^L97[45]/, digits: '621', words: 'foot ulcer' },
];

export const rule = defineRule({
  id: 'diabetes-with',
  title: 'Diabetes and a condition indexed under "with" are linked unless documented as unrelated',
  sources: [guideline('I.A.15'), guideline('I.B.9'), guideline('I.C.4.a')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.1.0',
  apply(candidates, context) {
    const diabetes = candidates.find((candidate) => /^E(?:08|09|10|11|13)9$/.test(candidate.code) && candidate.probability >= 0.5);
    if (!diabetes) return [];
    const actions: Action[] = [];
    let first = true;
    for (const { when, digits, words, saysIt } of COMPLICATIONS) {
      const part = candidates.find(
        (candidate) =>
          when.test(candidate.code) &&
          candidate.probability >= 0.5 &&
          !candidate.unrelatedTo.some((code) => /^E(?:0[89]|1[013])/.test(code)),
      );
      if (!part) continue;
      const combined = combine(
        diabetes.code.slice(0, 3) + digits,
        [diabetes, part],
        ['Diabetes', `with › ${words}`],
        'diabetes-with',
        context,
      );
      if (!combined) continue;
      const placed = { ...combined, order: Math.min(diabetes.order, part.order) - 0.5 };
      actions.push(first ? { kind: 'replace', candidates: [diabetes], by: placed } : { kind: 'add', candidate: placed });
      first = false;
      if (saysIt) actions.push({ kind: 'drop', candidate: part, reason: `said by ${dottedCode(placed.code)} (${placed.title})` });
    }
    return actions;
  },
});
