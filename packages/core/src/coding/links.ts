import { dottedCode } from '../codesets/code.js';
import type { Candidate } from './candidate.js';
import { hasOtherCause } from './cause.js';
import { combine } from './combine.js';
import { codeRanges, holds } from './ranges.js';
import type { Action, RuleContext } from './rule.js';
import { REVIEW } from './score.js';
import { sibling } from './slots.js';

/** Two conditions the classification joins, and the code that says both. */
export interface Link {
  /** The condition that changes its code. */
  readonly base: ReturnType<typeof codeRanges>;
  /** The condition it is joined with. */
  readonly other: ReturnType<typeof codeRanges>;
  /** The code for both, without dot; undefined when these two do not go together. */
  readonly gives: (base: Candidate, other: Candidate, context: RuleContext, answer: readonly Candidate[]) => string | undefined;
  /** The joining sub-term, for the path. */
  readonly words: string;
  /** `other`: its code stays for what it adds; `all`: the code of the base stays as well; absent: the new code says it all. */
  readonly keeps?: 'other' | 'all';
  /** Only when no further condition of a table could claim the other one: a bleeding has one source, or the record must say which. */
  readonly alone?: true;
}

/** A row of a table of links; lists of codes as {@link codeRanges} reads them. */
export function link(
  base: string,
  other: string,
  gives: Link['gives'] | string,
  words: string,
  more: Pick<Link, 'keeps' | 'alone'> = {},
): Link {
  return { base: codeRanges(base), other: codeRanges(other), gives: typeof gives === 'string' ? () => gives : gives, words, ...more };
}

/** The sibling whose title says with what the title of the base says without. */
export function retitled(from: string, to: string): Link['gives'] {
  return ({ id }, _other, { icd, date }) => {
    const found = sibling(icd, id, (title) => title.replace(from, to), date);
    return found === undefined ? undefined : icd.table.code(found);
  };
}

/** Replaces each base whose partner is part of the answer, row after row, so that a combination can be combined further. */
export function joinLinked(links: readonly Link[], candidates: readonly Candidate[], rule: string, context: RuleContext): Action[] {
  const actions: Action[] = [];
  let answer = candidates.filter(({ probability }) => probability >= REVIEW);
  const claimants = (other: Candidate): number =>
    new Set(
      links.filter((one) => one.alone && holds(one.other, other.code)).flatMap((one) => answer.filter(({ code }) => holds(one.base, code))),
    ).size;
  const said = new Map<Candidate, Candidate>();
  for (const row of links)
    for (const base of answer.filter(({ code }) => holds(row.base, code)))
      for (const other of answer) {
        if (other === base || said.has(base) || !holds(row.other, other.code) || !answer.includes(base)) continue;
        if (isUnrelated(base, other, context)) continue;
        if (row.alone && claimants(other) > 1) continue;
        const code = row.gives(base, other, context, answer);
        const made = code === undefined ? undefined : combine(code, [base, other], [...base.path, row.words], rule, context);
        if (!made) continue;
        const there = answer.find((candidate) => candidate.code === made.code && candidate !== base && candidate !== other);
        if (there) {
          if (row.keeps !== 'all') said.set(base, there);
          if (row.keeps === undefined) said.set(other, there);
          continue;
        }
        const placed = { ...made, order: Math.min(base.order, other.order), place: base.place };
        answer = answer.filter((candidate) => candidate !== base || row.keeps === 'all');
        answer.push(placed);
        actions.push(row.keeps === 'all' ? { kind: 'add', candidate: placed } : { kind: 'replace', candidates: [base], by: placed });
        if (row.keeps === undefined) said.set(other, placed);
      }
  for (const [other, by] of said) {
    // A combination may have been combined further; what it says stays said.
    actions.push({ kind: 'drop', candidate: other, reason: `said by ${dottedCode(by.code)} (${by.title})` });
  }
  return actions;
}

/** Whether the note names one of two as not the cause of the other, gives one another cause, or says that it comes without. */
function isUnrelated(base: Candidate, other: Candidate, { note }: RuleContext): boolean {
  const denied = (one: Candidate, two: Candidate): boolean => one.unrelatedTo.some((code) => two.code.startsWith(code.slice(0, 3)));
  return (
    denied(base, other) ||
    denied(other, base) ||
    base.evidence.some(({ text }) => /\bwithout\b/i.test(text)) ||
    hasOtherCause(other, base, note.text, 'behind') ||
    hasOtherCause(base, other, note.text, 'behind')
  );
}
