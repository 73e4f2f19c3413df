import { z } from 'zod';
import { Amount, Identifier, Party } from '../model/claim.js';

/** One error a receiver found in a transaction (999 IK3/IK4, 997 AK3/AK4). */
export const AcknowledgedError = z.object({
  tag: z.string(),
  /** Position of the segment in its transaction, from 1 at the ST. */
  position: z.int().optional(),
  loop: z.string().optional(),
  /** Number of the segment error (IK304). */
  code: z.string(),
  /** Position of the element, with its component and repetition: `5`, `5:1` (IK401). */
  element: z.string().optional(),
  /** Number of the element error (IK403). */
  elementCode: z.string().optional(),
  value: z.string().optional(),
  /** The claim the error stands in, where the receiver says so (CTX CLM01). */
  claim: z.string().optional(),
});
export type AcknowledgedError = z.infer<typeof AcknowledgedError>;

/** What a receiver says of an interchange, a group or a transaction: TA1, 997, 999. The numbers are those of what was sent. */
export const Acknowledgement = z.object({
  kind: z.enum(['TA1', '997', '999']),
  /** ISA13 of what was sent: TA1 only. */
  interchange: z.string().optional(),
  /** GS06 of what was sent. */
  group: z.string().optional(),
  /** ST02 of what was sent; absent when the whole interchange or group is meant. */
  transaction: z.string().optional(),
  verdict: z.enum(['accepted', 'accepted with errors', 'rejected']),
  /** Numbers of the reasons: TA105, IK502 to IK506, AK905 to AK909. */
  codes: z.array(z.string()),
  errors: z.array(AcknowledgedError),
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;

/** Category, status and entity number of a claim status (STC01, STC10, STC11). */
export const ClaimStatusCode = z.object({ category: z.string(), status: z.string(), entity: z.string().optional() });
export type ClaimStatusCode = z.infer<typeof ClaimStatusCode>;

/** What a payer or clearinghouse says of one claim before it is paid: 277CA, or a 277 asked for by a 276. */
export const ClaimStatusAnswer = z.object({
  kind: z.enum(['277CA', '277']),
  /** Position of the claim's TRN segment, from 1 at the ISA. */
  segment: z.int(),
  /** The provider's own number of the claim. */
  id: z.string(),
  statuses: z.array(ClaimStatusCode),
  /** WQ accepted, U rejected (STC03). */
  action: z.string().optional(),
  charged: Amount.optional(),
  paid: Amount.optional(),
  payerClaimNumber: z.string().optional(),
  patient: Party.optional(),
  date: z.string().optional(),
  ids: z.array(Identifier),
  message: z.string().optional(),
});
export type ClaimStatusAnswer = z.infer<typeof ClaimStatusAnswer>;
