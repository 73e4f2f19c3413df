import type { LineAdjudication, OtherPayer } from '../model/claim.js';
import type { Remittance, RemittedClaim } from './remittance.js';

/**
 * What the next payer has to be told of a decision (coordination of benefits): the payer that decided with its adjustments and payment,
 * for loop 2320 of the next claim, and each service's, for its loops 2430.
 */
export interface Coordination {
  readonly otherPayer: Pick<OtherPayer, 'payer' | 'adjustments' | 'paid' | 'paidOn' | 'claimNumber' | 'remarks'>;
  readonly lines: readonly LineAdjudication[];
}

/** The amounts of a decision as the next claim reports them. */
export function coordinationOf(remittance: Remittance, claim: RemittedClaim): Coordination {
  const { payer, payment, producedOn } = remittance;
  const paidOn = payment.date ?? producedOn;
  return {
    otherPayer: {
      ...(payer === undefined ? {} : { payer }),
      adjustments: claim.adjustments,
      paid: claim.paid,
      ...(paidOn === undefined ? {} : { paidOn }),
      ...(claim.payerClaimNumber === undefined ? {} : { claimNumber: claim.payerClaimNumber }),
      ...(claim.remarks.length === 0 ? {} : { remarks: claim.remarks }),
    },
    lines: claim.services.map((service) => ({
      payer: payer?.id?.value ?? payer?.npi ?? payer?.name ?? '',
      paid: service.paid,
      ...(service.code === '' ? {} : { code: service.code }),
      ...(service.modifiers.length === 0 ? {} : { modifiers: service.modifiers }),
      ...(service.units === undefined ? {} : { units: service.units }),
      adjustments: service.adjustments,
      ...(paidOn === undefined ? {} : { paidOn }),
    })),
  };
}
