import { guideline } from '../../guideline.js';
import { ALL_SETTINGS, defineRule } from '../../rule.js';

/** The engine works on positions in a release of the day; a term that leads to no code of that day is not read (I.B.2, IV.F). */
export const rule = defineRule({
  id: 'valid-on-date',
  title: 'Every code is valid, complete and billable on the date of service',
  sources: [guideline('I.B.2'), guideline('IV.F')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing', 'mentions'] },
  since: '0.2.0',
  keptBy: 'coding/slots.ts',
});
