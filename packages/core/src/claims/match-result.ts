import type { NextStep } from '../codesets/claim-codes/adjustment-reasons.js';
import type { Balance } from './balance.js';
import type { Coordination } from './coordination.js';

/**
 * Where a claim stands after all answers.
 * - `paid` decided without refusing anything; the payment may be nothing when all is the patient's share
 * - `partially-paid` something refused, something not
 * - `denied` everything that could be paid was refused
 * - `reversed` a decision was taken back and no other came
 * - `forwarded` sent on to another payer without a decision
 * - `accepted`, `rejected` what acknowledgements said, no decision yet
 * - `pending` being worked on, or a forecast
 * - `unmatched` no answer for the claim, or no claim for the answer
 */
export type ClaimStatus =
  | 'paid'
  | 'partially-paid'
  | 'denied'
  | 'reversed'
  | 'forwarded'
  | 'accepted'
  | 'rejected'
  | 'pending'
  | 'unmatched';

/** By what an answer was found to belong to a claim, the surest first. */
export type MatchedBy =
  | 'claim number'
  | 'claim number, case or spaces differ'
  | 'claim number, cut short'
  | 'payer’s claim number'
  | 'patient, date and charge'
  | 'control numbers';

/** A refusal of one claim, its lines put together. */
export interface Denial {
  readonly group: string;
  readonly reason: string;
  readonly remarks: readonly string[];
  readonly amount: string;
  /** Positions of the services in the decision, from 1; none: the whole claim. */
  readonly lines: readonly number[];
  readonly next: NextStep;
}

/** Why a claim was rejected before it was decided: numbers of the claim status (277CA) or of the acknowledgement (999, 997, TA1). */
export interface Rejection {
  readonly kind: '277CA' | '277' | '999' | '997' | 'TA1';
  readonly code: string;
  readonly place?: string;
}

/** An answer that belongs to a claim. */
export interface MatchedAnswer {
  readonly kind: '835' | '277CA' | '277' | '999' | '997' | 'TA1';
  readonly matchedBy: MatchedBy;
  /** CLP02 of an 835, category of a claim status, verdict of an acknowledgement. */
  readonly status: string;
  /** Trace number of the payment. */
  readonly trace?: string;
  readonly payer?: string;
  readonly payerClaimNumber?: string;
  readonly charged?: string;
  readonly paid?: string;
  readonly segment?: number;
}

/** A claim and what became of it. Amounts are decimal text with two decimals. */
export interface MatchedClaim {
  readonly claim: string;
  readonly status: ClaimStatus;
  readonly charged: string;
  readonly paid: string;
  readonly patientResponsibility: string;
  readonly denials: readonly Denial[];
  readonly contractual: string;
  readonly denied: string;
  readonly other: string;
  /** Charge that no decision explains; absent when there is none. */
  readonly unexplained?: string;
  /** Taken back by reversals of payments that are not among the answers. */
  readonly takenBack?: string;
  readonly rejections?: readonly Rejection[];
  readonly answers: readonly MatchedAnswer[];
  /** Why the claim or answer is unmatched, or a choice was made. */
  readonly note?: string;
  /** What the next payer has to be told, where something is left and the claim was not sent on. */
  readonly coordination?: Coordination;
}

/** A payment and whether it adds up. */
export interface MatchedRemittance {
  readonly trace: string | undefined;
  readonly payer: string | undefined;
  readonly date: string | undefined;
  readonly method: string;
  readonly amount: string;
  readonly claims: number;
  /** Sum of provider adjustments as they change the payment: a recovery is negative. */
  readonly providerAdjustments: string;
  readonly balanced: 'balanced' | 'unbalanced' | 'not-checked';
  /** The tests that did not come out. */
  readonly problems: readonly (Balance & { readonly claim?: string })[];
  /** The same payment came before: its claims are not counted again. */
  readonly duplicate: boolean;
}

/** A decision that was not counted, because it came before. */
export interface DuplicateAnswer {
  readonly claim: string;
  readonly trace: string | undefined;
  readonly paid: string;
  readonly note: string;
}

export interface MatchTotals {
  readonly claims: number;
  readonly charged: string;
  readonly paid: string;
  readonly patientResponsibility: string;
  readonly contractual: string;
  readonly denied: string;
  readonly other: string;
  readonly unexplained: string;
  /** Charges of claims without decision. */
  readonly undecided: string;
  readonly takenBack: string;
  readonly byStatus: Readonly<Partial<Record<ClaimStatus, number>>>;
}

export interface MatchResult {
  /** Claims in the order given, then answers that no claim was found for. */
  readonly claims: readonly MatchedClaim[];
  readonly remittances: readonly MatchedRemittance[];
  readonly duplicates: readonly DuplicateAnswer[];
  /** Claim numbers that stand on more than one claim. */
  readonly repeatedNumbers: readonly string[];
  readonly totals: MatchTotals;
}
