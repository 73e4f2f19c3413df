import type { Acknowledgement, ClaimStatusAnswer } from '../acknowledgement.js';
import type { Remittance } from '../remittance.js';
import { AcknowledgementReader } from './acknowledgement-answers.js';
import { ClaimStatusReader } from './claim-status-277.js';
import { RemittanceReader } from './remittance-835.js';
import type { Segment } from './segment.js';

/** Anything that answers a claim. */
export type Answer =
  | { readonly kind: 'remittance'; readonly remittance: Remittance }
  | { readonly kind: 'status'; readonly status: ClaimStatusAnswer }
  | { readonly kind: 'acknowledgement'; readonly acknowledgement: Acknowledgement };

/** Reads all answers – 835, 277CA, 277, 999, 997, TA1 – from segments of one or more interchanges, each as soon as it is complete. */
export class AnswerReader {
  private readonly remittances = new RemittanceReader();
  private readonly statuses = new ClaimStatusReader();
  private readonly acknowledgements = new AcknowledgementReader();

  push(segment: Segment): Answer[] {
    return answers(this.remittances.push(segment), this.statuses.push(segment), this.acknowledgements.push(segment));
  }

  /** Ends the file: what was read of a transaction without trailer. */
  end(): Answer[] {
    return answers(this.remittances.end(), this.statuses.end(), undefined);
  }
}

function answers(
  remittance: Remittance | undefined,
  status: ClaimStatusAnswer | undefined,
  acknowledgement: Acknowledgement | undefined,
): Answer[] {
  const found: Answer[] = [];
  if (remittance) found.push({ kind: 'remittance', remittance });
  if (status) found.push({ kind: 'status', status });
  if (acknowledgement) found.push({ kind: 'acknowledgement', acknowledgement });
  return found;
}
