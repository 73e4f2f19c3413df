import { answered } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule } from '../../rule.js';

/** Z codes that are first-listed or principal only (I.C.21.c.16). */
const FIRST_ONLY = /^(?:Z00(?!6)|Z01|Z02|Z04|Z332|Z318[1-4]|Z34|Z38|Z39|Z40|Z42|Z510|Z511|Z52(?!9)|Z76[12]|Z9912)/;
/**
 * Codes that are never first: external causes (I.C.20.a.6), social circumstances (I.C.21.c.17), outcome of delivery, weeks of gestation,
 * resistance, under-immunisation, body mass index, scales and alcohol level (I.B.14).
 */
const NEVER_FIRST = /^(?:[V-Y]|Z16|Z283|Z37|Z3A|Z5[5-9]|Z6[0-5]|Z66|Z67|Z68|Z79|R297|R402)/;

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
