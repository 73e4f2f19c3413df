import type { Adjustment } from '../model/claim.js';
import { type Cents, formatCents, parseAmount } from '../model/money.js';
import type { Remittance, RemittedClaim, RemittedService } from './remittance.js';

/**
 * Whether a remittance adds up, to the cent (005010X221A1 section 1.10.2, balancing): each service, each claim and the payment.
 * What cannot be added – an amount that is none – is `not-checked`, never balanced.
 */
export interface Balance {
  readonly test: BalanceTest;
  readonly verdict: 'balanced' | 'unbalanced' | 'not-checked';
  /** Position of the segment that states the total, and that total's element. */
  readonly segment: number;
  readonly element: string;
  /** What the parts add up to, and what the remittance states; decimal text. */
  readonly expected?: string;
  readonly stated?: string;
  /** Stated less expected. */
  readonly difference?: string;
  /** The amount that cannot be read, as `SVC02`. */
  readonly unreadable?: string;
}

/**
 * - `line-payment` charge of the service less its adjustments is what was paid for it (SVC02 − ΣCAS = SVC03)
 * - `claim-payment` charge of the claim less all adjustments, its own and its services', is what was paid (CLP03 − ΣCAS = CLP04)
 * - `claim-charge` charges of the services add up to that of the claim (ΣSVC02 = CLP03)
 * - `patient-share` adjustments of group PR add up to the patient's responsibility (ΣCAS PR = CLP05)
 * - `payment` payments of the claims less provider adjustments are the payment (ΣCLP04 − ΣPLB = BPR02)
 */
export type BalanceTest = 'line-payment' | 'claim-payment' | 'claim-charge' | 'patient-share' | 'payment';

/** The test of one service. */
function balanceService(service: RemittedService): Balance {
  const sum = new Sum();
  sum.add('SVC02', service.charged);
  sum.takeAll('CAS', service.adjustments);
  return sum.against('line-payment', service.segment, 'SVC03', service.paid);
}

/** The tests of one claim and its services. */
export function balanceClaim(claim: RemittedClaim): Balance[] {
  const payment = new Sum();
  payment.add('CLP03', claim.charged);
  payment.takeAll('CAS', claim.adjustments);
  for (const service of claim.services) payment.takeAll('CAS', service.adjustments);
  const found = [...claim.services.map(balanceService), payment.against('claim-payment', claim.segment, 'CLP04', claim.paid)];
  // Services may be left out as a whole (inpatient claims paid by case), never in part.
  if (claim.services.length > 0) {
    const charge = new Sum();
    for (const service of claim.services) charge.add('SVC02', service.charged);
    found.push(charge.against('claim-charge', claim.segment, 'CLP03', claim.charged));
  }
  // A reversal need not repeat the patient's share, and a claim without one need not say zero.
  if (claim.patientResponsibility !== undefined) {
    const share = new Sum();
    for (const { adjustments } of [claim, ...claim.services])
      for (const { group, amount } of adjustments) if (group === 'PR') share.add('CAS', amount);
    found.push(share.against('patient-share', claim.segment, 'CLP05', claim.patientResponsibility));
  }
  return found;
}

/** The test of the payment, claim by claim. */
export class PaymentBalance {
  private readonly sum = new Sum();

  add(claim: RemittedClaim): void {
    this.sum.add('CLP04', claim.paid);
  }

  against({ payment, providerAdjustments }: Remittance): Balance {
    for (const { amount } of providerAdjustments) this.sum.take('PLB', amount);
    const stated = payment.debit && parseAmount(payment.amount) ? `-${payment.amount}` : payment.amount;
    return this.sum.against('payment', payment.segment, 'BPR02', stated);
  }
}

/** Every test of a remittance, in the order of its segments within each level. */
export function balanceRemittance(remittance: Remittance): Balance[] {
  const payment = new PaymentBalance();
  for (const claim of remittance.claims) payment.add(claim);
  return [...remittance.claims.flatMap(balanceClaim), payment.against(remittance)];
}

/** A running sum that remembers the first amount it could not read. */
class Sum {
  private cents: Cents = 0;
  private unreadable: string | undefined;

  add(element: string, amount: string): void {
    const cents = parseAmount(amount);
    if (cents === undefined) this.unreadable ??= element;
    else this.cents += cents;
  }

  take(element: string, amount: string): void {
    const cents = parseAmount(amount);
    if (cents === undefined) this.unreadable ??= element;
    else this.cents -= cents;
  }

  takeAll(element: string, adjustments: readonly Adjustment[]): void {
    for (const { amount } of adjustments) this.take(element, amount);
  }

  against(test: BalanceTest, segment: number, element: string, amount: string): Balance {
    const stated = parseAmount(amount);
    const unreadable = this.unreadable ?? (stated === undefined ? element : undefined);
    if (unreadable !== undefined || stated === undefined)
      return { test, verdict: 'not-checked', segment, element, unreadable: unreadable ?? element };
    return {
      test,
      verdict: stated === this.cents ? 'balanced' : 'unbalanced',
      segment,
      element,
      expected: formatCents(this.cents),
      stated: formatCents(stated),
      difference: formatCents(stated - this.cents),
    };
  }
}
