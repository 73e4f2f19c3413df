import { isDecompensated, isLasting } from '../../chronic.js';
import { saidOf } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { onsetAfterAdmission } from '../../poa.js';
import { type Action, defineRule } from '../../rule.js';

/** What brings patients in and a definitive diagnosis of the stay explains. Signs that are coded beside their disease are not here. */
const COMPLAINT =
  /^(?:R0(?:0|11|3[01]|5|6(?!81)|7|9(?!01|2))|R1(?:0|1|4|7|9)|R21|R2989|R3(?:0|1|5)|R4(?:00|10|182|2|51)|R5(?:09$|1|2|3|5)|R6(?:0|1|30|33|34|35|883)|R8281|R9431|M25[56]|M54[2569]|M79(?:6|89)|M6281|H53[18]|J3489|K590)/;
/** Followed up for its own sake. */
const OWN_CARE =
  /\b(?:treated (?:with|for)|managed|work-?up|evaluated|etiology (?:unknown|unclear)|cause (?:unknown|unclear|not found)|unexplained|unrelated|symptomatic treatment)\b/i;
/** What no complaint is owed to: organisms, habits, blood values, codes that only add to others. */
const NO_CAUSE = /^(?:[R-Z]|B9[5-7]|E8[3678]|D6[234]|F1|G893)/;
const INJURED = /^[ST]/;

export const rule = defineRule({
  id: 'presenting-symptom',
  title: 'What the patient came with gives way to the diagnosis the stay made of it',
  sources: [guideline('I.B.4'), guideline('I.B.5'), guideline('II.A'), guideline('III.B')],
  appliesTo: { settings: ['inpatient'], profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const standing = candidates.filter(({ probability }) => probability >= 0.5);
    const found = standing.find(
      ({ code, place }) =>
        place !== 'history' &&
        (INJURED.test(code) || (!NO_CAUSE.test(code) && !COMPLAINT.test(code) && (!isLasting(code) || isDecompensated(code)))),
    );
    if (!found) return [];
    const actions: Action[] = [];
    for (const candidate of candidates) {
      if (candidate.place !== 'story' && candidate.place !== 'history') continue;
      if (!COMPLAINT.test(candidate.code) || OWN_CARE.test(saidOf(candidate, context)) || onsetAfterAdmission(candidate, context)) continue;
      actions.push({ kind: 'drop', candidate, reason: `a complaint the stay explained: ${found.title} (guidelines I.B.5, II.A)` });
    }
    return actions;
  },
});
