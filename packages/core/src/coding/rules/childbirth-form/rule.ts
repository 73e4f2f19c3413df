import { answered } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, defineRule, type RuleContext } from '../../rule.js';

/** Delivery in this stay: told as done, or its outcome coded. */
const DELIVERED =
  /\b(?:(?:vaginal|cesarean|operative|assisted|forceps|vacuum)(?:[- ]assisted)? (?:delivery|birth) (?:of|at|on|with|was|under)|c(?:a?e)?sarean (?:section|delivery) (?:was |is )?(?:performed|done|under|with)|delivered (?:a|an|by|via|vaginally|of))\b/i;
const BEFORE_NOW = /\b(?:previous|prior|history of|hx of|ago|last pregnancy)\b[^.\n]{0,40}$/i;
/** Titles of the form that speaks of pregnancy, and of the one that speaks of childbirth. */
const IN_PREGNANCY = /\b(?:trimester|in pregnancy)\b/i;
const IN_CHILDBIRTH = /\b(?:complicating childbirth|in childbirth)\b/i;

export const rule = defineRule({
  id: 'childbirth-form',
  title: 'A complication of pregnancy in the stay of the delivery takes the code that speaks of childbirth',
  sources: [guideline('I.C.15.a.3'), guideline('I.C.15.b.4')],
  appliesTo: { settings: ['inpatient'], profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const { text } = context.note;
    if (context.patient.sex === 'M' || context.patient.age === 0) return [];
    const told = DELIVERED.exec(text);
    const here = answered(candidates, /^(?:Z37|O8[02])/).length > 0 || (told !== null && !BEFORE_NOW.test(text.slice(0, told.index)));
    if (!here) return [];
    const actions: Action[] = [];
    for (const candidate of candidates) {
      if (!candidate.code.startsWith('O') || !IN_PREGNANCY.test(candidate.title) || IN_CHILDBIRTH.test(candidate.title)) continue;
      const code = childbirthOf(candidate.code, context);
      const made = code && context.make({ code, from: [candidate], path: [...candidate.path, 'in childbirth'], order: candidate.order });
      if (made && made.code === code) actions.push({ kind: 'replace', candidates: [candidate], by: made });
    }
    return actions;
  },
});

/** The sibling for childbirth: the last character says it (O14.14), or the one before (O24.420). */
function childbirthOf(code: string, { icd, date }: RuleContext): string | undefined {
  const siblings = [`${code.slice(0, -1)}4`, `${code.slice(0, -1)}2`, `${code.slice(0, -2)}2${code.slice(-1)}`, code.slice(0, -2) + '2'];
  return siblings.find((sibling) => {
    const id = icd.table.find(sibling);
    return sibling !== code && id !== -1 && icd.table.billableOn(id, date) && IN_CHILDBIRTH.test(icd.table.title(id, date));
  });
}
