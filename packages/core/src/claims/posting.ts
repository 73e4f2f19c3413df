import { ADJUSTMENT_REASONS, type AdjustmentKind, type NextStep, REMARKS } from '../codesets/claim-codes/adjustment-reasons.js';
import type { Adjustment } from '../model/claim.js';
import { type Cents, parseAmount } from '../model/money.js';
import type { RemittedClaim } from './remittance.js';

/** What a payer refused, and why. Amounts in whole cents. */
export interface RefusedAmount {
  readonly group: string;
  readonly reason: string;
  readonly remarks: readonly string[];
  readonly cents: Cents;
  /** Position of the service in the decision, from 1; absent when the whole claim is meant. */
  readonly line?: number;
  /** Code of that service. */
  readonly code?: string;
}

/**
 * One decision divided as it is posted to the patient's account, in whole cents. The parts add up to the charge; what the payer left
 * without a reason stays in `unexplained`.
 */
export interface PostedDecision {
  readonly charged: Cents;
  readonly paid: Cents;
  /** As the payer states it (CLP05); without that, the adjustments of group PR. */
  readonly patientResponsibility: Cents;
  /** Agreed with the payer or set by law: written off. */
  readonly contractual: Cents;
  /** Refused and not laid on the patient. */
  readonly denied: Cents;
  /** Settled by payers that came before (CARC 23). */
  readonly priorPayer: Cents;
  /** Bookkeeping of the payer, corrections, groups OA and PI without refusal. */
  readonly other: Cents;
  readonly unexplained: Cents;
  /** Part of the patient's responsibility that is a refusal (a service that is not covered), not a share. */
  readonly refusedToPatient: Cents;
  readonly denials: readonly RefusedAmount[];
}

/** Divides a decision; amounts that cannot be read count as nothing and end in `unexplained` (the balance says which they are). */
export function postDecision(claim: RemittedClaim): PostedDecision {
  const charged = centsOf(claim.charged);
  const paid = centsOf(claim.paid);
  const sums = { patient: 0, contractual: 0, denied: 0, prior: 0, other: 0, refusedToPatient: 0 };
  const denials: RefusedAmount[] = [];
  const take = (adjustment: Adjustment, charge: Cents, remarks: readonly string[], place: { line?: number; code?: string }) => {
    const cents = centsOf(adjustment.amount);
    const kind = kindOf(adjustment, cents, charge);
    if (kind === 'denial' && cents >= 0) denials.push({ group: adjustment.group, reason: adjustment.reason, remarks, cents, ...place });
    if (adjustment.group === 'PR') {
      sums.patient += cents;
      if (kind === 'denial') sums.refusedToPatient += cents;
    } else if (kind === 'denial') sums.denied += cents;
    else if (kind === 'prior payer') sums.prior += cents;
    else if (kind === 'contractual') sums.contractual += cents;
    else sums.other += cents;
  };
  for (const adjustment of claim.adjustments) take(adjustment, charged, claim.remarks, {});
  claim.services.forEach((service, i) => {
    const remarks = [...new Set(service.remarks.length > 0 ? service.remarks : claim.remarks)];
    const place = { line: i + 1, ...(service.code === '' ? {} : { code: service.code }) };
    for (const adjustment of service.adjustments) take(adjustment, centsOf(service.charged), remarks, place);
  });
  const stated = claim.patientResponsibility === undefined ? undefined : parseAmount(claim.patientResponsibility);
  const patientResponsibility = stated ?? sums.patient;
  const explained = paid + patientResponsibility + sums.contractual + sums.denied + sums.prior + sums.other;
  return {
    charged,
    paid,
    patientResponsibility,
    contractual: sums.contractual,
    denied: sums.denied,
    priorPayer: sums.prior,
    other: sums.other,
    unexplained: charged - explained,
    refusedToPatient: sums.refusedToPatient,
    denials,
  };
}

/** What an adjustment is. A reason without words of ours is a refusal when it takes the whole charge, and else what its group says. */
function kindOf({ group, reason }: Adjustment, cents: Cents, charge: Cents): AdjustmentKind {
  const known = ADJUSTMENT_REASONS[reason]?.kind;
  if (group === 'CR') return 'bookkeeping';
  // A share of the patient that a contract forbids to collect is written off.
  if (known === 'patient') return group === 'PR' ? 'patient' : group === 'CO' ? 'contractual' : 'bookkeeping';
  if (known !== undefined) return known === 'bookkeeping' && group === 'PR' ? 'patient' : known;
  if (cents > 0 && cents === charge) return 'denial';
  return group === 'PR' ? 'patient' : group === 'CO' ? 'contractual' : 'bookkeeping';
}

/** What a biller does about a refusal: what the remark says where it says it, else what the reason says. */
export function nextStep(group: string, reason: string, remarks: readonly string[]): NextStep {
  for (const remark of remarks) {
    const next = REMARKS[remark]?.next;
    if (next !== undefined) return next;
  }
  const known = ADJUSTMENT_REASONS[reason]?.next;
  // Group PR lays a refused amount on the patient, group CO forbids it.
  if (known === 'bill the patient' && group === 'CO') return 'appeal';
  return known ?? (group === 'PR' ? 'bill the patient' : 'appeal');
}

function centsOf(amount: string): Cents {
  return parseAmount(amount) ?? 0;
}
