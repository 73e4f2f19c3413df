import { type Balance, type BalanceTest, balanceClaim, PaymentBalance } from '../balance.js';
import { RemittanceReader } from './remittance-835.js';
import type { Segment } from './segment.js';

/** A rule on the sums of a remittance (SNIP 3). `{name}` stands for a parameter. */
export interface BalanceRule {
  readonly id: string;
  readonly loop: string;
  readonly severity: 'error' | 'warning';
  readonly what: string;
  readonly why: string;
  readonly todo: string;
}

const WHY = 'A remittance adds up to the cent at service, claim and payment (005010X221A1 section 1.10.2).';

/** What is said of each test. */
export const BALANCE_RULES: Readonly<Record<BalanceTest, BalanceRule>> = {
  'line-payment': {
    id: '835-line-payment',
    loop: '2110',
    severity: 'error',
    what: 'The charge of the service less its adjustments is {expected}; {element} says {stated}.',
    why: WHY,
    todo: 'Look for an adjustment that is missing, and for elements out of their places.',
  },
  'claim-payment': {
    id: '835-claim-payment',
    loop: '2100',
    severity: 'error',
    what: 'The charge of the claim less all adjustments is {expected}; {element} says {stated}.',
    why: WHY,
    todo: 'Look for an adjustment that is missing or stands on the claim and on a service.',
  },
  'claim-charge': {
    id: '835-claim-charge',
    loop: '2100',
    severity: 'error',
    what: 'The charges of the services are {expected} together; {element} says {stated}.',
    why: WHY,
    todo: 'Look for a service that is missing.',
  },
  'patient-share': {
    id: '835-patient-share',
    loop: '2100',
    severity: 'warning',
    what: 'The adjustments of group PR are {expected} together; {element} says {stated}.',
    why: 'The patient’s responsibility is made of adjustments of group PR (005010X221A1, CLP05).',
    todo: 'Ask the payer what the patient owes before billing it.',
  },
  payment: {
    id: '835-payment',
    loop: 'ST',
    severity: 'error',
    what: 'The payments of the claims less the adjustments of the payment are {expected}; {element} says {stated}.',
    why: WHY,
    todo: 'Look for a claim or a provider adjustment (PLB) that is missing.',
  },
};

/** Adds up a remittance segment by segment; of its claims it keeps the last one only. */
export class RemittanceBalances {
  private readonly payment = new PaymentBalance();
  private readonly reader = new RemittanceReader({
    onClaim: (claim) => {
      this.payment.add(claim);
      this.found.push(...balanceClaim(claim));
    },
  });
  private found: Balance[] = [];

  push(segment: Segment): void {
    this.reader.push(segment);
  }

  /** What does not come out so far, which is then forgotten. What cannot be added has an error of form of its own. */
  take(): Balance[] {
    const { found } = this;
    this.found = [];
    return found.filter(({ verdict }) => verdict === 'unbalanced');
  }

  /** The transaction is over. */
  end(): Balance[] {
    const remittance = this.reader.end();
    if (remittance) this.found.push(this.payment.against(remittance));
    return this.take();
  }
}
