import { guideline } from '../../guideline.js';
import { ALL_SETTINGS, defineRule } from '../../rule.js';

/** Placeholders and 7th characters are part of the codes of the day; the slot is filled from the episode of care (I.A.4, I.A.5). */
export const rule = defineRule({
  id: 'seventh-character',
  title: 'A 7th character stands in the seventh place, behind placeholders, and says the episode of care',
  sources: [guideline('I.A.4'), guideline('I.A.5')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing', 'mentions'] },
  since: '0.2.0',
  keptBy: 'coding/slots.ts',
});
