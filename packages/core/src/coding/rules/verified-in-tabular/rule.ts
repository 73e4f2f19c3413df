import { guideline } from '../../guideline.js';
import { ALL_SETTINGS, defineRule } from '../../rule.js';

/** An entry of the index is a stem; the Tabular List says which characters it still needs, and the note fills them (I.B.1). */
export const rule = defineRule({
  id: 'verified-in-tabular',
  title: 'What the index gives is completed in the Tabular List before it is a code',
  sources: [guideline('I.B.1')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing', 'mentions'] },
  since: '0.2.0',
  keptBy: 'coding/slots.ts',
});
