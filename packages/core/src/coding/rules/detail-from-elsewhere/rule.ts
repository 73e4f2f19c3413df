import type { Candidate, Place } from '../../candidate.js';
import { answered } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule, type RuleContext } from '../../rule.js';
import { REVIEW } from '../../score.js';

/** Where the encounter's diagnoses are named. */
const NAMED: ReadonlySet<Place> = new Set(['problem', 'assessment-text', 'list']);
/** Complications of diabetes, injuries, pregnancy and statuses have rules or episodes of their own; a malignancy has one code a site. */
const APART = /^(?:C|E0[89]|E1[0-3]|[OSTVWXYZ])/;

const NO_LOSS =
  /\b(?:no|without|denies|denied|negative for)(?: any)? (?:loss of consciousness|loc)\b|\b(?:did not|didn't|never) lo(?:se|st) consciousness\b/i;
const BRIEF_LOSS =
  /\b(?:brief|momentary|transient) (?:loss of consciousness|loc)\b|\b(?:loss of consciousness|loc|unconscious) (?:for|of|lasting) (?:about |approximately |~)?(?:(?:a )?few (?:seconds|minutes)|\d+ ?sec\w*|(?:[1-9]|[12]\d) ?min\w*)/i;

export const rule = defineRule({
  id: 'detail-from-elsewhere',
  title: 'A diagnosis named without its type takes the one type the rest of the note gives it',
  sources: [guideline('I.B.2'), guideline('I.B.18'), guideline('I.A.9.b')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.3.0',
  apply(candidates, context) {
    const actions: Action[] = [...infarction(candidates, context), ...consciousness(candidates, context)];
    for (const general of candidates) {
      if (general.probability < REVIEW || !NAMED.has(general.place) || APART.test(general.code) || !isOpen(general)) continue;
      const category = candidates.filter((other) => other !== general && other.code.slice(0, 3) === general.code.slice(0, 3));
      // Two types told are two conditions or a contradiction, which the provider must settle.
      if (new Set(category.map(({ code }) => code)).size !== 1) continue;
      const [specific] = category as [Candidate];
      if (specific.probability >= REVIEW || isOpen(specific) || /^Other\b/.test(specific.title) || !isSaid(specific)) continue;
      actions.push({
        kind: 'replace',
        candidates: [general, specific],
        by: {
          ...specific,
          probability: general.probability,
          place: general.place,
          order: general.order,
          evidence: [...general.evidence, ...specific.evidence].slice(0, 4),
          rules: [...new Set([...general.rules, ...specific.rules])],
        },
      });
    }
    return actions;
  },
});

/** An infarction told once with what closed the artery and once with the artery takes both: I63.40 and I63.512 are I63.412. */
function infarction(candidates: readonly Candidate[], context: RuleContext): Action[] {
  const told = answered(candidates, /^I63/);
  const cause = told.find(({ code }) => /^I63[34]0/.test(code));
  const [artery, other] = told.filter(({ code }) => /^I635[1-49]/.test(code));
  if (!cause || !artery || other) return [];
  const code = `I63${cause.code.charAt(3)}${artery.code.slice(4)}`;
  const by = context.make({
    code,
    from: [artery, cause],
    path: [...cause.path, ...artery.path.slice(1)],
    order: Math.min(cause.order, artery.order),
  });
  return by?.code === code ? [{ kind: 'replace', candidates: [cause, artery], by }] : [];
}

/** An injury of the brain coded with its loss of consciousness open takes what the record says of it. */
function consciousness(candidates: readonly Candidate[], context: RuleContext): Action[] {
  const open = answered(candidates, /^S06.X[9A][ABDS]$/);
  if (open.length === 0) return [];
  const { text } = context.note;
  const none = NO_LOSS.exec(text);
  const brief = none ? undefined : (BRIEF_LOSS.exec(text) ?? undefined);
  const said = none ?? brief;
  if (!said) return [];
  return open.flatMap((injury): Action[] => {
    const code = injury.code.slice(0, 5) + (none ? '0' : '1') + injury.code.slice(6);
    const by = context.make({
      code,
      from: [injury],
      evidence: [...injury.evidence.slice(0, 2), context.evidenceAt(said.index, said.index + said[0].length)],
      path: [...injury.path, none ? 'without loss of consciousness' : 'loss of consciousness of 30 minutes or less'],
      order: injury.order,
    });
    return by?.code === code ? [{ kind: 'replace', candidates: [injury], by }] : [];
  });
}

/** The code says that the type is open. */
function isOpen({ code, title }: Candidate): boolean {
  return /\bunspecified\b/i.test(title) || (code.length <= 4 && code[3] === '9');
}

/** Said of the patient, as present. */
function isSaid({ assertion }: Candidate): boolean {
  return assertion.assertion === 'present' && assertion.experiencer === 'patient' && assertion.temporality === 'current';
}
