import { rule as claimLimits } from './claim-limits/rule.js';
import { rule as diagnosisValid } from './diagnosis-valid/rule.js';
import { rule as duplicateDiagnosis } from './duplicate-diagnosis/rule.js';
import type { Edit } from './edit.js';
import { rule as externalCauseFirst } from './external-cause-first/rule.js';
import { rule as manifestationFirst } from './manifestation-first/rule.js';
import { rule as procedureValid } from './procedure-valid/rule.js';

/** Every edit, in the order in which findings of equal severity are told. */
export const EDITS: readonly Edit[] = [
  // code sets
  diagnosisValid,
  procedureValid,
  duplicateDiagnosis,
  externalCauseFirst,
  manifestationFirst,
  // tabular notes
  // NCCI
  // fee schedule and OPPS
  // Medicare Code Editor
  // claim form
  // claim limits
  claimLimits,
  // coverage and payers
];
