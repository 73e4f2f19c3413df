import type { Candidate, Place } from './candidate.js';
import { isConcluded } from './documented.js';
import type { Action, RuleContext } from './rule.js';
import { bandOf } from './score.js';

/** What rules demand of the order. */
export type OrderAction = Extract<Action, { kind: 'before' | 'first' | 'not-first' }>;

/**
 * Order of the answer: first-listed or principal first. Problems keep the order of the note; manifestations follow their cause,
 * external causes and status codes come last (guidelines I.A.13, I.C.20.a.6, I.C.21.c, II, IV.G). What rules demand comes before all
 * that: `before` keeps two codes in their order, `first` and `not-first` speak of the head of the list.
 */
export function sequence(
  candidates: readonly Candidate[],
  demands: readonly OrderAction[],
  { icd, date, note, profile, setting }: RuleContext,
): Candidate[] {
  const ranks = new Map<Candidate, number>();
  // The story and the findings of a stay name much before its diagnoses are listed; they order nothing (guideline II).
  const hasFinal = candidates.some((candidate) => LISTED.has(candidate.place) && isConcluded(candidate, note, FINAL));
  // The diagnosis of the admission is what was thought before study; the final ones decide (UHDDS; guideline II).
  const behind = ({ place, evidence }: Candidate): boolean =>
    setting === 'inpatient' && (!LISTED.has(place) || (hasFinal && evidence.every(({ section }) => section === 'admit-dx')));
  const rank = (candidate: Candidate): number => {
    let known = ranks.get(candidate);
    if (known === undefined) {
      const { code } = candidate;
      if (/^[V-Y]/.test(code)) known = 4;
      else if (icd.flags(code, date).includes('MANIF')) known = 2;
      // Status, history, drugs, resistance, social circumstances: they add to what is treated.
      else if (/^Z(?:1[4-9]|2[18]|3[37]|3A|5[5-9]|6[056]|[78]|9[0-9])/.test(code)) known = 3;
      else known = candidate.probability >= 0.5 && !behind(candidate) ? 0 : 1;
      ranks.set(candidate, known);
    }
    return known;
  };
  const inAnswer = (candidate: Candidate): number => (bandOf(candidate.probability, profile) === 'suggestion' ? 1 : 0);
  const wanted = new Map<string, number>();
  const barred = new Set<string>();
  demands.forEach((demand, i) => {
    if (demand.kind === 'first' && !wanted.has(demand.code)) wanted.set(demand.code, i);
    if (demand.kind === 'not-first') barred.add(demand.code);
  });
  const byRule = (candidate: Candidate): number => wanted.get(candidate.code) ?? Number.MAX_SAFE_INTEGER;
  const ordered = [...candidates].sort(
    (a, b) => inAnswer(a) - inAnswer(b) || byRule(a) - byRule(b) || rank(a) - rank(b) || a.order - b.order || b.probability - a.probability,
  );
  keepBefore(ordered, demands);
  const head = ordered[0];
  if (head && barred.has(head.code)) {
    const other = ordered.findIndex((candidate) => inAnswer(candidate) === 0 && !barred.has(candidate.code) && rank(candidate) < 4);
    if (other > 0) ordered.unshift(...ordered.splice(other, 1));
    keepBefore(ordered, demands);
  }
  return ordered;
}

/** Places where a record lists or weighs its diagnoses. */
const LISTED: ReadonlySet<Place> = new Set(['problem', 'problem-text', 'assessment-text']);

/** Sections of the diagnoses a stay ends with. */
const FINAL: ReadonlySet<string> = new Set(['discharge-dx', 'impression', 'assessment', 'ap', 'postop-dx']);

/** Moves what must stand earlier directly before what follows it; a circle of demands ends after as many steps as there are demands. */
function keepBefore(ordered: Candidate[], demands: readonly OrderAction[]): void {
  for (let round = 0, moved = true; moved && round < demands.length; round++) {
    moved = false;
    for (const demand of demands) {
      if (demand.kind !== 'before') continue;
      const from = ordered.findIndex((candidate) => candidate.code === demand.code);
      const to = ordered.findIndex((candidate) => candidate.code === demand.then);
      if (from <= to || to === -1) continue;
      ordered.splice(to, 0, ...ordered.splice(from, 1));
      moved = true;
    }
  }
}
