import { dottedCode } from '../../../codesets/code.js';
import type { Candidate } from '../../candidate.js';
import { answered, saidAbout, saidOf } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule, type RuleContext } from '../../rule.js';

/** 4th character of F10–F16, F18 and F19: use, abuse, dependence; the later says more. */
const LEVELS = '912';
const QUIT = /\bquit (?:smoking )?(?:in |since )?(?:19|20)\d\d|\bquit (?:smoking )?\w+ (?:years?|months?) ago|\b(?:former|ex-?) ?smoker\b/i;
/** Dependence with withdrawal, unspecified where the classification tells kinds apart. */
const WITHDRAWAL: Readonly<Record<string, string>> = { F10: '39', F11: '3', F12: '3', F13: '39', F14: '3', F15: '3', F19: '39' };
const IN_WITHDRAWAL =
  /\b(?:went into|goes into|had|developed|experienced|(?<!risk )(?<!not )in|treated for) (?:(?:mild|moderate|severe|acute|opioid|opiate|alcohol|\w+ine) )?withdrawal\b|\bwithdrawal (?:was|began|symptoms? (?:were|was) (?:treated|managed))/i;
const LINKED =
  /\b(?:due to|related to|associated with|secondary to|induced|caused by|complicated by|contributing to)\b|-(?:related|induced|associated)\b/i;

export const rule = defineRule({
  id: 'substance-use-hierarchy',
  title: 'Of use, abuse and dependence of one substance the last that is documented is coded, with what it brings',
  sources: [guideline('I.C.5.b.2'), guideline('I.C.5.b.3'), guideline('I.C.5.b.1')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const actions: Action[] = [];
    for (const group of bySubstance(answered(candidates, /^F1[0-689][129]/)).values()) actions.push(...oneCode(group, context));
    for (const dependence of answered(candidates, /^F1[0-689]20$/)) {
      const ending = WITHDRAWAL[dependence.code.slice(0, 3)];
      const others = answered(candidates, /^F1/).filter(
        ({ code }) => code !== dependence.code && code.startsWith(dependence.code.slice(0, 4)),
      );
      if (!ending || others.length > 0 || !IN_WITHDRAWAL.test(sentenceOf(dependence, context))) continue;
      const code = dependence.code.slice(0, 4) + ending;
      const made = context.make({ code, from: [dependence], path: [...dependence.path, 'with withdrawal'], order: dependence.order });
      if (made?.code === code) actions.push({ kind: 'replace', candidates: [dependence], by: made });
    }
    const [nicotine] = answered(candidates, /^F172/);
    if (nicotine)
      for (const other of candidates)
        if (/^Z720$|^Z87891$/.test(other.code))
          actions.push({ kind: 'drop', candidate: other, reason: `said by ${dottedCode(nicotine.code)} (${nicotine.title})` });
    // Tobacco use that is said to be over is its history.
    for (const use of answered(candidates, /^Z720$/)) {
      if (nicotine || !QUIT.test(saidAbout(use, context))) continue;
      const history = context.make({ code: 'Z87891', from: [use], path: ['History', 'personal › tobacco dependence'], order: use.order });
      const known = candidates.filter(({ code }) => code === 'Z87891');
      if (history) actions.push({ kind: 'replace', candidates: [use, ...known], by: history });
    }
    return actions;
  },
});

/** From the words of a candidate to the full stop. */
function sentenceOf({ evidence }: Candidate, { note: { text } }: RuleContext): string {
  return evidence.map(({ start, end }) => text.slice(start, end) + (text.slice(end, end + 160).split(/\.\s|\n/)[0] ?? '')).join('\n');
}

function bySubstance(candidates: readonly Candidate[]): Map<string, Candidate[]> {
  const out = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const key = candidate.code.slice(0, 3);
    out.set(key, [...(out.get(key) ?? []), candidate]);
  }
  return out;
}

function* oneCode(group: readonly Candidate[], context: RuleContext): Generator<Action> {
  const level = (candidate: Candidate): number => LEVELS.indexOf(candidate.code.charAt(3));
  const highest = Math.max(...group.map(level));
  const kept: Candidate[] = [];
  const plain: Candidate[] = [];
  for (const candidate of group) {
    // Use alone is reported only with a disorder or condition the provider relates to it (I.C.5.b.3).
    if (/^F1\d90$/.test(candidate.code) && highest === 0 && group.length === 1 && !LINKED.test(saidOf(candidate, context))) {
      yield { kind: 'drop', candidate, reason: 'use without a documented disorder or condition it is related to (guideline I.C.5.b.3)' };
      continue;
    }
    const raised = level(candidate) < highest ? atLevel(candidate, group, highest, context) : candidate;
    if (raised && raised !== candidate) yield { kind: 'replace', candidates: [candidate], by: raised };
    if (!raised) {
      const over = group.find((other) => level(other) === highest) as Candidate;
      yield { kind: 'drop', candidate, reason: `said by ${dottedCode(over.code)} (${over.title})` };
      continue;
    }
    (isPlain(raised) ? plain : kept).push(raised);
  }
  const [complication] = kept;
  if (!complication) return;
  for (const candidate of plain)
    yield { kind: 'drop', candidate, reason: `said by ${dottedCode(complication.code)} (${complication.title})` };
}

/** Intoxication, withdrawal or an induced disorder at the level that is documented: F10.929 with dependence is F10.229. */
function atLevel(candidate: Candidate, group: readonly Candidate[], level: number, context: RuleContext): Candidate | undefined {
  if (isPlain(candidate)) return undefined;
  const code = candidate.code.slice(0, 3) + LEVELS.charAt(level) + candidate.code.slice(4);
  if (context.icd.table.find(code) === -1) return undefined;
  const with_ = group.filter((other) => LEVELS.indexOf(other.code.charAt(3)) === level).slice(0, 1);
  return context.make({
    code,
    from: [candidate, ...with_],
    path: [...candidate.path, 'with the documented dependence or abuse'],
    order: candidate.order,
  });
}

/** Uncomplicated, or in remission. */
function isPlain({ code }: Candidate): boolean {
  return code.length === 5 && (code[4] === '0' || code[4] === '1');
}
