import { answered } from '../../documented.js';
import { FIRST_ONLY, NEVER_FIRST } from '../../first-listed-codes.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule } from '../../rule.js';

export const rule = defineRule({
  id: 'external-cause-and-z-position',
  title: 'External causes and social circumstances are never first; some Z codes are first or not coded',
  sources: [guideline('I.C.20.a.6'), guideline('I.C.21.c.16'), guideline('I.C.21.c.17'), guideline('I.B.14')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates) {
    return [
      ...answered(candidates, FIRST_ONLY).map(({ code }): Action => ({ kind: 'first', code })),
      ...answered(candidates, NEVER_FIRST).map(({ code }): Action => ({ kind: 'not-first', code })),
    ];
  },
});
