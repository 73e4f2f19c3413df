import { answered } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, defineRule, type RuleContext } from '../../rule.js';

const BORN =
  /\b(?:newborn|neonate|infant|baby|male|female|boy|girl|twin [ab12]?)\b[^.\n]{0,80}?\b(?:born|delivered|delivery|birth)\b|\bborn (?:via|by|at|to|vaginally)\b|\bdelivered (?:via|by|vaginally)\b|\bliveborn\b/i;
/** Born elsewhere or home already: no birth record (I.C.16.a.2). */
const ELSEWHERE =
  /\b(?:transferred (?:from|in)|readmi\w+|admitted from home|returns? to|outside hospital|day[- ]old .{0,40}\bpresents?|brought (?:in|to))\b/i;
const CESAREAN = /\b(?:c(?:a?e)?sarean|c[- ]?section|cs delivery|ltcs)\b/i;
const VAGINAL = /\b(?:vaginal(?:ly)?|svd|nsvd|vbac|vacuum[- ]assisted|forceps)\b/i;
/** What the disease is called in the perinatal period; the default when the record does not say community-acquired (I.C.16.a.5). */
const PERINATAL: readonly (readonly [RegExp, string])[] = [
  [/^E162$/, 'P704'],
  [/^A419$/, 'P369'],
  [/^J189$/, 'P239'],
  [/^R17$/, 'P599'],
  [/^D696$/, 'P610'],
  [/^R569$/, 'P90'],
  [/^N390$/, 'P393'],
  [/^J96[09]/, 'P285'],
  [/^(?:R0603|J80)$/, 'P220'],
];

export const rule = defineRule({
  id: 'newborn',
  title: 'A birth record begins with Z38, and what begins around birth is coded in chapter 16',
  sources: [guideline('I.C.16.a.1'), guideline('I.C.16.a.2'), guideline('I.C.16.a.3'), guideline('I.C.16.a.5'), guideline('I.C.15.a.5')],
  appliesTo: { settings: ['inpatient', 'ed', 'outpatient', 'office'], profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    if (context.patient.age !== 0) return [];
    const actions: Action[] = [];
    // Chapter 15 is for the mother's record (I.C.15.a.5).
    for (const candidate of candidates)
      if (/^(?:O|Z37|Z3A|Z34)/.test(candidate.code))
        actions.push({ kind: 'drop', candidate, reason: 'on the record of the mother only (guideline I.C.15.a.5)' });
    if (context.setting !== 'inpatient') return actions;
    const known = answered(candidates, /^Z38/);
    const conditions = answered(candidates, /^[A-Z]/).filter(({ code }) => !/^(?:O|Z3)/.test(code));
    const birth = birthCode(context);
    const from = known.length > 0 ? known.slice(0, 1) : conditions.slice(0, 1);
    if (birth && from.length > 0 && !(known.length === 1 && known[0]?.code === birth.code)) {
      const made = context.make({
        code: birth.code,
        from,
        evidence: known.length > 0 ? [...(known[0]?.evidence ?? [])] : [context.evidenceAt(birth.start, birth.end)],
        path: ['Newborn', 'born in hospital'],
      });
      const all = candidates.filter(({ code }) => code.startsWith('Z38'));
      if (made) actions.push(all.length > 0 ? { kind: 'replace', candidates: all, by: made } : { kind: 'add', candidate: made });
    }
    const code = birth?.code ?? known[0]?.code;
    if (!code) return actions;
    actions.push({ kind: 'first', code });
    for (const condition of conditions) {
      const perinatal = PERINATAL.find(([codes]) => codes.test(condition.code))?.[1];
      const made =
        perinatal && context.make({ code: perinatal, from: [condition], path: [...condition.path, 'newborn'], order: condition.order });
      if (made) actions.push({ kind: 'replace', candidates: [condition], by: made });
    }
    return actions;
  },
});

/** Z38 by number and delivery, where the note is the record of the birth. */
function birthCode({ note }: RuleContext): { code: string; start: number; end: number } | undefined {
  const { text } = note;
  const born = BORN.exec(text);
  if (!born || ELSEWHERE.test(text)) return undefined;
  const place = { start: born.index, end: born.index + born[0].length };
  if (/\bborn (?:at home|en route|outside)\b/i.test(text)) return { code: 'Z381', ...place };
  const cesarean = CESAREAN.test(text);
  const vaginal = VAGINAL.test(text);
  if (cesarean === vaginal && !cesarean) return undefined;
  const mode = cesarean ? '1' : '0';
  if (/\btriplets?\b/i.test(text)) return { code: cesarean ? 'Z3862' : 'Z3861', ...place };
  if (/\btwins?\b/i.test(text)) return { code: `Z383${mode}`, ...place };
  return { code: `Z380${mode}`, ...place };
}
