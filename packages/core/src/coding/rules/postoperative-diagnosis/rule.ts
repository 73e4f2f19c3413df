import { guideline } from '../../guideline.js';
import { ALL_SETTINGS, defineRule, type RuleContext } from '../../rule.js';

/** The postoperative diagnosis repeats the one before the operation. */
const SAME = /\b(?:same|unchanged|as above|as pre-?op\w*|see above)\b/i;

export const rule = defineRule({
  id: 'postoperative-diagnosis',
  title: 'The diagnosis after the operation takes the place of the one before it',
  sources: [guideline('IV.N'), guideline('II.A')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  admit({ segment }, context) {
    if (segment.kind !== 'preop-dx' || !isConfirmedAfter(context)) return undefined;
    return { reason: 'thought before the operation; the postoperative diagnosis is coded (guideline IV.N)' };
  },
});

/** The record gives a diagnosis after the operation in words of its own. */
function isConfirmedAfter({ note, statements }: RuleContext): boolean {
  const after = note.segments.filter(({ kind }) => kind === 'postop-dx');
  if (after.length === 0 || after.some(({ start, end }) => SAME.test(note.text.slice(start, end)))) return false;
  return statements.some(({ segment }) => segment.kind === 'postop-dx');
}
