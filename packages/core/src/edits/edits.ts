import { rule as claimLimits } from './claim-limits/rule.js';
import { rule as codeAlso } from './code-also/rule.js';
import { rule as codeFirst } from './code-first/rule.js';
import { rule as diagnosisValid } from './diagnosis-valid/rule.js';
import { rule as duplicateDiagnosis } from './duplicate-diagnosis/rule.js';
import type { Edit } from './edit.js';
import { rule as excludes1 } from './excludes1/rule.js';
import { rule as excludes2 } from './excludes2/rule.js';
import { rule as externalCauseFirst } from './external-cause-first/rule.js';
import { rule as manifestationFirst } from './manifestation-first/rule.js';
import { rule as procedureValid } from './procedure-valid/rule.js';
import { rule as seventhCharacter } from './seventh-character/rule.js';
import { rule as useAdditional } from './use-additional/rule.js';

/** Every edit, in the order in which findings of equal severity are told. */
export const EDITS: readonly Edit[] = [
  // code sets
  diagnosisValid,
  procedureValid,
  duplicateDiagnosis,
  externalCauseFirst,
  manifestationFirst,
  // tabular notes
  seventhCharacter,
  excludes1,
  codeFirst,
  useAdditional,
  codeAlso,
  excludes2,
  // NCCI
  // fee schedule and OPPS
  // Medicare Code Editor
  // claim form
  // claim limits
  claimLimits,
  // coverage and payers
];
