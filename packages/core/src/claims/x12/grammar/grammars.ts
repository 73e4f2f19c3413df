import type { TransactionGrammar } from './grammar.js';
import { INSTITUTIONAL_CLAIM } from './institutional-claim.js';
import { PROFESSIONAL_CLAIM } from './professional-claim.js';

/** The transactions whose loops are known. */
const GRAMMARS: readonly TransactionGrammar[] = [PROFESSIONAL_CLAIM, INSTITUTIONAL_CLAIM];

const byVersion = new Map(GRAMMARS.flatMap((grammar) => grammar.versions.map((version) => [version, grammar] as const)));

/** The grammar of a version as GS08 and ST03 name it: `005010X222A1`. */
export function grammarOf(version: string): TransactionGrammar | undefined {
  return byVersion.get(version);
}
