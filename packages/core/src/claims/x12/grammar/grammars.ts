import { ACKNOWLEDGEMENT, CLAIM_ACKNOWLEDGEMENT } from './acknowledgements.js';
import { CLAIM_STATUS_REQUEST, CLAIM_STATUS_RESPONSE } from './claim-status.js';
import { INSTITUTIONAL_CLAIM_4010, PROFESSIONAL_CLAIM_4010 } from './claims-4010.js';
import { ELIGIBILITY_REQUEST, ELIGIBILITY_RESPONSE } from './eligibility.js';
import type { TransactionGrammar } from './grammar.js';
import { INSTITUTIONAL_CLAIM } from './institutional-claim.js';
import { PROFESSIONAL_CLAIM } from './professional-claim.js';
import { REMITTANCE } from './remittance.js';
import { REMITTANCE_4010 } from './remittance-4010.js';

/** The transactions whose loops are known. */
const GRAMMARS: readonly TransactionGrammar[] = [
  PROFESSIONAL_CLAIM,
  INSTITUTIONAL_CLAIM,
  PROFESSIONAL_CLAIM_4010,
  INSTITUTIONAL_CLAIM_4010,
  REMITTANCE_4010,
  REMITTANCE,
  ACKNOWLEDGEMENT,
  CLAIM_ACKNOWLEDGEMENT,
  CLAIM_STATUS_REQUEST,
  CLAIM_STATUS_RESPONSE,
  ELIGIBILITY_REQUEST,
  ELIGIBILITY_RESPONSE,
];

/**
 * The grammar of a version as GS08 and ST03 name it, `005010X222A1`, and of a transaction set (ST01): a question and its answer share a
 * version. Without a grammar of that set the first of the version is meant: ST01 is damaged or not known.
 */
export function grammarOf(version: string, set?: string): TransactionGrammar | undefined {
  const ofVersion = GRAMMARS.filter(({ versions }) => versions.includes(version));
  return ofVersion.find((grammar) => grammar.set === set) ?? ofVersion[0];
}
