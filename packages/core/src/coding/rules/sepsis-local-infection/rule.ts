import type { Candidate } from '../../candidate.js';
import { answered, statedCause } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { onsetAfterAdmission } from '../../poa.js';
import { type Action, ALL_SETTINGS, before, defineRule, type RuleContext } from '../../rule.js';
import { SEPSIS } from '../sepsis-severe/rule.js';

/** Localized infections: of brain, heart valve, lung, bowel, biliary tract, peritoneum, skin, joint, bone, kidney and urinary tract. */
const LOCAL =
  /^(?:A0[0-49]|B00|G0[0-2469]|I33|J0[1-6]|J1[0-8]|J2[0-2]|J69|J8[56]|K35|K37|K5[07].*[248]|K57[0-9][02]|K61|K630|K65|K750|K81|K830|L0[0-8]|M00|M46[2-5]|M726|M86|N1[0-2]|N136|N151|N30|N34|N390|N41|N45|N7[0-3]|O23)/;
/** Infections due to a device or a procedure. */
const AFTER_CARE = /^(?:T80[2]|T814[0-39]|T826|T827|T83[56]|T84[56]|T857|O86)/;

export const rule = defineRule({
  id: 'sepsis-local-infection',
  title: 'Sepsis stands before the local infection it comes from, unless it arose after admission',
  sources: [guideline('I.C.1.d.4'), guideline('I.C.1.d.5')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const sepsis = answered(candidates, SEPSIS);
    const [first] = sepsis;
    if (!first) return [];
    const actions: Action[] = [];
    for (const infection of answered(candidates, LOCAL)) {
      const [earlier, later] = isLater(first, infection, context) ? [infection, first] : [first, infection];
      actions.push(before(earlier.code, later.code));
      if (earlier === infection) actions.push({ kind: 'not-first', code: first.code });
    }
    // The infection of a device or wound the sepsis is said to come from is coded before the sepsis (I.C.1.d.5.b).
    for (const complication of answered(candidates, AFTER_CARE))
      if (complication !== first && (/^(?:T81|O86)/.test(complication.code) || statedCause(first, complication, context)))
        actions.push(before(complication.code, first.code));
    return actions;
  },
});

/** Admitted with the infection alone, septic afterwards. */
function isLater(sepsis: Candidate, infection: Candidate, context: RuleContext): boolean {
  return context.setting === 'inpatient' && onsetAfterAdmission(sepsis, context) && !onsetAfterAdmission(infection, context);
}
