import type { Candidate } from './candidate.js';
import type { RuleContext } from './rule.js';

/**
 * Order of the answer: first-listed or principal first. Problems keep the order of the note; manifestations follow their cause,
 * external causes and status codes come last (guidelines I.A.13, I.C.20.a.6, I.C.21.c, II, IV.G).
 */
export function sequence(candidates: readonly Candidate[], { icd, date }: RuleContext): Candidate[] {
  const rank = (candidate: Candidate): number => {
    const { code } = candidate;
    if (/^[V-Y]/.test(code)) return 4;
    if (icd.flags(code, date).includes('MANIF')) return 2;
    if (/^Z(?:[78]|9[0-9])/.test(code)) return 3;
    return candidate.probability >= 0.5 ? 0 : 1;
  };
  const inAnswer = (candidate: Candidate): number => (candidate.probability >= 0.5 ? 0 : 1);
  return [...candidates].sort(
    (a, b) => inAnswer(a) - inAnswer(b) || rank(a) - rank(b) || a.order - b.order || b.probability - a.probability,
  );
}
