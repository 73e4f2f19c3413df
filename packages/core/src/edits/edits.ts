import { rule as claimLimits } from './claim-limits/rule.js';
import type { Edit } from './edit.js';

/** Every edit, in the order in which findings of equal severity are told. */
export const EDITS: readonly Edit[] = [
  // code sets
  // tabular notes
  // NCCI
  // fee schedule and OPPS
  // Medicare Code Editor
  // claim form
  // claim limits
  claimLimits,
  // coverage and payers
];
