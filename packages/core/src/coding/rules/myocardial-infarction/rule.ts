import { dottedCode } from '../../../codesets/code.js';
import { formatDay } from '../../../model/date.js';
import { daysAgo } from '../../../notes/facts.js';
import type { Candidate, Statement } from '../../candidate.js';
import { answered, saidOf, segmentsOf, statedCause } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, before, defineRule, type RuleContext } from '../../rule.js';

/** Four weeks: as long as an infarction is coded as acute (I.C.9.e.1). */
const ACUTE_DAYS = 28;
/** A type 1 infarction and its code when it follows another within four weeks (I.C.9.e.4). */
const SUBSEQUENT: readonly (readonly [RegExp, string])[] = [
  [/^I210/, 'I220'],
  [/^I211/, 'I221'],
  [/^I212/, 'I228'],
  [/^I214/, 'I222'],
  [/^I21[39]/, 'I229'],
];
const OLD = /\b(?:old|remote|prior|previous|history of|h\/o|hx of|healed)\b/i;

export const rule = defineRule({
  id: 'myocardial-infarction',
  title: 'An infarction is acute for four weeks, subsequent within them, old after them; type 2 follows its cause',
  sources: [guideline('I.C.9.e.1'), guideline('I.C.9.e.3'), guideline('I.C.9.e.4'), guideline('I.C.9.e.5')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const actions: Action[] = [];
    const gone = new Set<Candidate>();
    for (const infarction of answered(candidates, /^I21/)) {
      if (!isOld(infarction, context)) continue;
      const old = context.make({
        code: 'I252',
        from: [infarction],
        path: ['Infarct, myocardium', 'healed or old'],
        order: infarction.order,
      });
      if (!old) continue;
      gone.add(infarction);
      actions.push({ kind: 'replace', candidates: [infarction], by: old });
    }
    const acute = answered(candidates, /^I21/).filter((candidate) => !gone.has(candidate));
    const [typeTwo] = acute.filter(({ code }) => code === 'I21A1');
    if (typeTwo) {
      // A type 2 infarction described as NSTEMI or STEMI, or by its demand ischemia, is I21.A1 alone (I.C.9.e.5).
      for (const other of candidates)
        if (/^I21[49]|^I248/.test(other.code) || (/^I21[0-3]/.test(other.code) && sameSegment(other, typeTwo, context)))
          actions.push({ kind: 'drop', candidate: other, reason: `said by ${dottedCode(typeTwo.code)} (${typeTwo.title})` });
      for (const cause of candidates)
        if (cause !== typeTwo && !/^I2[0-5]/.test(cause.code) && statedCause(typeTwo, cause, context))
          actions.push(before(cause.code, typeTwo.code));
      return actions;
    }
    const elevation = acute.find(({ code }) => /^I21[0-3]/.test(code));
    const without = acute.find(({ code }) => code === 'I214');
    if (elevation && without && /\b(?:evolv|convert|progress)\w*\b/i.test(`${saidOf(without, context)} ${saidOf(elevation, context)}`))
      actions.push({
        kind: 'drop',
        candidate: without,
        reason: `evolved or converted: coded as ${dottedCode(elevation.code)} (I.C.9.e.1)`,
      });
    else actions.push(...subsequent(acute, candidates, context));
    return actions;
  },
});

function isOld(infarction: Candidate, context: RuleContext): boolean {
  const said = saidOf(infarction, context);
  const days = daysAgo(said, yearOf(context));
  if (days !== undefined) return days > ACUTE_DAYS;
  return infarction.assertion.temporality === 'historical' && OLD.test(said);
}

/** An infarction of the last four weeks, told apart from the one now assessed, makes this one subsequent. */
function* subsequent(acute: readonly Candidate[], candidates: readonly Candidate[], context: RuleContext): Generator<Action> {
  if (context.setting !== 'inpatient' && context.setting !== 'ed') return;
  const current = acute.find(
    (candidate) => daysAgo(saidOf(candidate, context), yearOf(context)) === undefined && candidate.place === 'problem',
  );
  const code = current && SUBSEQUENT.find(([codes]) => codes.test(current.code))?.[1];
  if (!current || !code) return;
  const first = context.statements.find((statement) => isRecent(statement, current, context));
  if (!first) return;
  const again = context.make({ code, from: [current], path: ['Infarct, myocardium', 'subsequent'], order: current.order });
  const known = candidates.filter((candidate) => candidate !== current && candidate.code.startsWith(first.mention.code.slice(0, 4)));
  const initial = context.make({
    code: known[0]?.code ?? first.mention.code,
    from: [current],
    evidence: [context.evidenceAt(first.mention.start, first.mention.end)],
    path: ['Infarct, myocardium', 'four weeks (28 days) or less'],
    order: current.order + 0.25,
  });
  if (!again || !initial) return;
  yield { kind: 'replace', candidates: [current], by: again };
  yield known.length > 0 ? { kind: 'replace', candidates: known, by: initial } : { kind: 'add', candidate: initial };
}

function isRecent({ mention, segment, assertion }: Statement, current: Candidate, context: RuleContext): boolean {
  if (!/^I21[0-49]/.test(mention.code) || assertion.assertion !== 'present' || assertion.experiencer === 'other') return false;
  if (segmentsOf(current, context.note).includes(segment)) return false;
  const days = daysAgo(context.note.text.slice(segment.start, segment.end), yearOf(context));
  return days !== undefined && days > 0 && days <= ACUTE_DAYS;
}

function sameSegment(a: Candidate, b: Candidate, { note }: RuleContext): boolean {
  const there = segmentsOf(b, note);
  return segmentsOf(a, note).some((segment) => there.includes(segment));
}

function yearOf({ date }: RuleContext): number {
  return Number(formatDay(date).slice(0, 4));
}
