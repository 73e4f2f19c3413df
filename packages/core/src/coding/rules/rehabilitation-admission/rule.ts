import { dottedCode } from '../../../codesets/code.js';
import type { Candidate } from '../../candidate.js';
import { answered } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, defineRule, type RuleContext } from '../../rule.js';
import { DEFICIT, sequelaeOf } from '../stroke-sequela/rule.js';

/** The admission is for rehabilitation; a discharge to it is none. */
const FOR_REHABILITATION =
  /\b(?:admi(?:tted|ssion|t)|here|encounter|stay)\b[^.\n]{0,50}\b(?:to|for|in)\b[^.\n]{0,30}\brehab(?:ilitation)?\b|\brehab(?:ilitation)? (?:admission|stay)\b|\binpatient rehabilitation (?:following|after|for)\b/i;
const REHABILITATED = /\brehab(?:ilitation)? (?:admission|diagnos[ie]s|dx|course|facility|unit)\b/i;
const DISCHARGE = /\b(?:discharg\w*|dispo(?:sition)?|plan\w*|recommend\w*|candidate|referr?\w*|transfer(?:red)? to)\b/i;
const NOT_READ: ReadonlySet<string> = new Set(['plan', 'disposition', 'followup', 'instructions', 'pmh', 'psh', 'orders']);
/** 7th characters of active treatment and their like in healing. */
const HEALING: Readonly<Record<string, string>> = { A: 'D', B: 'E', C: 'F' };

export const rule = defineRule({
  id: 'rehabilitation-admission',
  title: 'An admission for rehabilitation lists first the condition it is for, as it is now',
  sources: [guideline('II.K'), guideline('I.C.9.d.1'), guideline('I.C.19.a')],
  appliesTo: { settings: ['inpatient'], profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    if (!isRehabilitation(context)) return [];
    const actions: Action[] = [];
    const strokes = answered(candidates, /^I6[0-3]/);
    const [stroke] = strokes;
    const [left] = answered(candidates, /^I69/);
    if (left) {
      actions.push({ kind: 'first', code: left.code });
      // The other deficits named with the stroke are its sequelae too.
      const further = stroke ? [...sequelaeOf(stroke, inOrder(answered(candidates, DEFICIT)), context)] : [];
      actions.push(...further);
      for (const event of further.length > 0 ? strokes.slice(1) : strokes)
        actions.push({
          kind: 'drop',
          candidate: event,
          reason: `its care is over; the stay is for ${dottedCode(left.code)} (${left.title})`,
        });
    } else if (stroke) {
      const made = [...sequelaeOf(stroke, inOrder(answered(candidates, DEFICIT)), context)];
      if (made.length > 0) actions.push(...made);
      else {
        const unspecified = context.make({
          code: `I69${stroke.code.charAt(2)}0`,
          from: [stroke],
          path: ['Sequelae', 'stroke'],
          order: stroke.order,
        });
        if (unspecified) actions.push({ kind: 'replace', candidates: [stroke], by: unspecified });
      }
      for (const action of actions)
        if (action.kind === 'replace' && action.by.code.startsWith('I69')) actions.push({ kind: 'first', code: action.by.code });
    }
    for (const injury of answered(candidates, /^S.{5}[ABC]$/)) {
      const stem = injury.code.slice(0, -1);
      const wanted = [HEALING[injury.code.charAt(6)] ?? 'D', 'D'].find((character) => context.icd.table.find(stem + character) !== -1);
      const healing =
        wanted && context.make({ code: stem + wanted, from: [injury], path: [...injury.path, 'rehabilitation'], order: injury.order });
      if (healing) actions.push({ kind: 'replace', candidates: [injury], by: healing });
    }
    // The joint is replaced, the arthritis gone: aftercare of the replacement (II.K).
    const [joint] = answered(candidates, /^Z966/);
    if (joint && answered(candidates, /^[SM]8?/).every(({ code }) => !/^(?:S|M80|M84)/.test(code))) {
      const aftercare = context.make({
        code: 'Z471',
        from: [joint],
        path: ['Aftercare', 'following › joint replacement'],
        order: joint.order - 0.25,
      });
      if (aftercare && answered(candidates, /^Z471/).length === 0)
        actions.push({ kind: 'add', candidate: aftercare }, { kind: 'first', code: 'Z471' });
    }
    return actions;
  },
});

function inOrder(candidates: Candidate[]): Candidate[] {
  return candidates.sort((a, b) => a.order - b.order);
}

function isRehabilitation({ note }: RuleContext): boolean {
  return note.segments.some((segment) => {
    if (NOT_READ.has(segment.kind)) return false;
    const section = note.sections[segment.section];
    if (section && REHABILITATED.test(section.header)) return true;
    const reason = section && /\b(?:reason for (?:admission|encounter)|admission)\b/i.test(section.header) ? `admission for ` : '';
    const said = reason + note.text.slice(segment.start, segment.end);
    return FOR_REHABILITATION.test(said) && !DISCHARGE.test(said);
  });
}
