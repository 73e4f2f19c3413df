import { dottedCode } from '../../../codesets/code.js';
import { type Action, ALL_SETTINGS, defineRule, guideline } from '../../rule.js';

export const rule = defineRule({
  id: 'more-specific-wins',
  title: 'An unspecified code is not reported beside a specific one of its category',
  sources: [guideline('I.B.2'), guideline('I.B.18')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.1.0',
  apply(candidates) {
    const actions: Action[] = [];
    for (const general of candidates) {
      if (!isUnspecified(general.title, general.code)) continue;
      const specific = candidates.find(
        (other) =>
          other !== general &&
          other.code !== general.code &&
          other.code.slice(0, 3) === general.code.slice(0, 3) &&
          !isUnspecified(other.title, other.code) &&
          other.probability >= 0.4 &&
          other.probability >= general.probability - 0.35,
      );
      if (specific)
        actions.push({ kind: 'drop', candidate: general, reason: `less specific than ${dottedCode(specific.code)} (${specific.title})` });
    }
    return actions;
  },
});

function isUnspecified(title: string, code: string): boolean {
  return /\bunspecified\b/i.test(title) || /^.{3}9$/.test(code) || code === 'E119' || code === 'I2510';
}
