import { z } from 'zod';
import { Adjustment, Amount, ClaimSource, CodedFact, Contact, Identifier, Party } from '../model/claim.js';

/**
 * A remittance advice: one payment – a check, a transfer, or nothing to pay – and the decisions on claims that add up to it. The shape is
 * that of the 835; amounts are decimal text as the payer wrote it (see `model/claim.ts`) and `claims/balance.ts` adds them in whole cents.
 */

/** One service as the payer decided it (loop 2110). */
export const RemittedService = z.object({
  /** Position of the SVC segment, from 1 at the ISA. */
  segment: z.int(),
  /** What kind of number `code` is: HC HCPCS or CPT, NU revenue code, N4 drug … (SVC01-1). */
  system: z.string(),
  /** The code that was paid. */
  code: z.string(),
  modifiers: z.array(z.string()),
  /** The code that was billed, where the payer decided on another (SVC06). */
  billedCode: z.string().optional(),
  billedModifiers: z.array(z.string()).optional(),
  revenueCode: z.string().optional(),
  charged: Amount,
  paid: Amount,
  /** Units paid; one where the payer says nothing (SVC05). */
  units: z.number().optional(),
  /** Units billed, where they differ (SVC07). */
  billedUnits: z.number().optional(),
  date: z.string().optional(),
  dateTo: z.string().optional(),
  adjustments: z.array(Adjustment),
  /** Remark numbers (RARC, LQ with qualifier HE). */
  remarks: z.array(z.string()),
  /** The provider's own number of the line (REF 6R). */
  control: z.string().optional(),
  ids: z.array(Identifier),
  amounts: z.array(Identifier),
  quantities: z.array(Identifier),
});
export type RemittedService = z.infer<typeof RemittedService>;

/** One decision on one claim (loop 2100). A claim may be decided more than once: reversed and corrected, split, or by several payers. */
export const RemittedClaim = z.object({
  /** Position of the CLP segment, from 1 at the ISA. */
  segment: z.int(),
  /** The provider's own number of the claim (CLP01). */
  id: z.string(),
  /** 1 primary, 2 secondary, 3 tertiary, 4 denied, 19 to 21 the same and sent on, 22 reversal, 23 not ours and sent on, 25 forecast. */
  status: z.string(),
  charged: Amount,
  paid: Amount,
  patientResponsibility: Amount.optional(),
  filingIndicator: z.string().optional(),
  /** The payer's own number of the claim (CLP07). */
  payerClaimNumber: z.string().optional(),
  facility: z.string().optional(),
  frequency: z.string().optional(),
  drg: z.string().optional(),
  /** Adjustments of the claim as a whole; those of a service stand there. */
  adjustments: z.array(Adjustment),
  patient: Party.optional(),
  insured: Party.optional(),
  /** What the payer says the patient's or insured's name or number is (NM1 74). */
  corrected: Party.optional(),
  rendering: Party.optional(),
  /** The payer the claim was sent on to (NM1 TT). */
  crossover: Party.optional(),
  /** The payer that ought to be billed first (NM1 PR). */
  otherPayer: Party.optional(),
  /** Remark numbers of the claim (MIA, MOA). */
  remarks: z.array(z.string()),
  /** Other elements of MIA or MOA, as `MIA04` with what it holds. */
  adjudication: z.array(Identifier),
  dates: z.array(CodedFact),
  ids: z.array(Identifier),
  amounts: z.array(Identifier),
  quantities: z.array(Identifier),
  contacts: z.array(Contact),
  services: z.array(RemittedService),
});
export type RemittedClaim = z.infer<typeof RemittedClaim>;

/** Money that moves beside the claims: interest, recoveries, balances carried forward (PLB). A positive amount makes the payment smaller. */
export const ProviderAdjustment = z.object({
  segment: z.int(),
  provider: z.string(),
  fiscalPeriod: z.string().optional(),
  /** WO recovery, FB balance forward, L6 interest, 72 refund, CS adjustment … */
  reason: z.string(),
  reference: z.string().optional(),
  amount: Amount,
});
export type ProviderAdjustment = z.infer<typeof ProviderAdjustment>;

export const Remittance = z.object({
  source: ClaimSource,
  payment: z.object({
    segment: z.int(),
    /** I remittance only, C payment with it, H notice without payment … (BPR01). */
    handling: z.string(),
    amount: Amount,
    /** D: the payer takes the money from the provider's account. */
    debit: z.boolean(),
    /** ACH, CHK, FWT, BOP, NON. */
    method: z.string(),
    date: z.string().optional(),
  }),
  /** Number of the check or transfer, and who issued it. */
  trace: z.object({ number: z.string(), originator: z.string() }).optional(),
  producedOn: z.string().optional(),
  payer: Party.optional(),
  payee: Party.optional(),
  claims: z.array(RemittedClaim),
  providerAdjustments: z.array(ProviderAdjustment),
});
export type Remittance = z.infer<typeof Remittance>;
