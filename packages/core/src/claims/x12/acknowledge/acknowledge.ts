import type { AnswerOptions } from './answer.js';
import { hasReturns, writeClaimAcknowledgement } from './claims-277ca.js';
import { interchangeNote, writeTa1 } from './interchange-ta1.js';
import type { ReceivedInterchange } from './received.js';
import { hasRejections, writeTransactionAcknowledgements } from './transactions-999.js';

/** Which answer: to the interchange (TA1), to its transactions (999, or 997 before 005010), to its claims (277CA). */
export type AcknowledgementType = 'ta1' | '999' | '277ca';

export interface AnsweredInterchange {
  /** The answer as X12; undefined when there is nothing to answer: no claim for a 277CA, no group for a 999, no ISA. */
  readonly text: string | undefined;
  /** Something was rejected. */
  readonly rejected: boolean;
}

/** Answers an interchange that was received, as its receiver does. One without ISA names nobody to answer to. */
export function answerInterchange(
  interchange: ReceivedInterchange,
  type: AcknowledgementType,
  options: AnswerOptions,
): AnsweredInterchange {
  if (!interchange.header) return { text: undefined, rejected: true };
  switch (type) {
    case 'ta1':
      return { text: writeTa1(interchange.header, interchange, options), rejected: interchangeNote(interchange) !== '000' };
    case '999':
      return { text: writeTransactionAcknowledgements(interchange.header, interchange, options), rejected: hasRejections(interchange) };
    default:
      return { text: writeClaimAcknowledgement(interchange.header, interchange, options), rejected: hasReturns(interchange) };
  }
}
