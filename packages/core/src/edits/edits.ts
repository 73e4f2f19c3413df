import { rule as admissionData } from './admission-data/rule.js';
import { rule as ageConflict } from './age-conflict/rule.js';
import { rule as attachments } from './attachments/rule.js';
import { rule as billTypeAndFrequency } from './bill-type-and-frequency/rule.js';
import { rule as chargesAddUp } from './charges-add-up/rule.js';
import { rule as claimLimits } from './claim-limits/rule.js';
import { rule as codeAlso } from './code-also/rule.js';
import { rule as codeFirst } from './code-first/rule.js';
import { rule as coverage } from './coverage/rule.js';
import { rule as diagnosisValid } from './diagnosis-valid/rule.js';
import { rule as duplicateDiagnosis } from './duplicate-diagnosis/rule.js';
import type { Edit } from './edit.js';
import { rule as excludes1 } from './excludes1/rule.js';
import { rule as excludes2 } from './excludes2/rule.js';
import { rule as externalCauseFirst } from './external-cause-first/rule.js';
import { rule as feeScheduleIndicators } from './fee-schedule-indicators/rule.js';
import { rule as firstListedOnly } from './first-listed-only/rule.js';
import { rule as manifestationFirst } from './manifestation-first/rule.js';
import { rule as mce } from './mce/rule.js';
import { rule as modifierValid } from './modifier-valid/rule.js';
import { rule as ncciAddOn } from './ncci-add-on/rule.js';
import { rule as ncciMue } from './ncci-mue/rule.js';
import { rule as ncciPtp } from './ncci-ptp/rule.js';
import { rule as neverFirst } from './never-first/rule.js';
import { rule as npi } from './npi/rule.js';
import { rule as oppsStatus } from './opps-status/rule.js';
import { rule as patientStatus } from './patient-status/rule.js';
import { rule as payerRules } from './payer-rules/rule.js';
import { rule as placeOfService } from './place-of-service/rule.js';
import { rule as poa } from './poa/rule.js';
import { rule as pointers } from './pointers/rule.js';
import { rule as priorPayers } from './prior-payers/rule.js';
import { rule as procedureValid } from './procedure-valid/rule.js';
import { rule as revenueCodeAndHcpcs } from './revenue-code-and-hcpcs/rule.js';
import { rule as serviceDates } from './service-dates/rule.js';
import { rule as serviceValid } from './service-valid/rule.js';
import { rule as seventhCharacter } from './seventh-character/rule.js';
import { rule as sexConflict } from './sex-conflict/rule.js';
import { rule as timelyFiling } from './timely-filing/rule.js';
import { rule as unspecifiedLaterality } from './unspecified-laterality/rule.js';
import { rule as useAdditional } from './use-additional/rule.js';
import { rule as zipAndState } from './zip-and-state/rule.js';

/** Every edit, in the order in which findings of equal severity are told. */
export const EDITS: readonly Edit[] = [
  // code sets
  diagnosisValid,
  procedureValid,
  duplicateDiagnosis,
  externalCauseFirst,
  manifestationFirst,
  modifierValid,
  sexConflict,
  ageConflict,
  firstListedOnly,
  neverFirst,
  unspecifiedLaterality,
  poa,
  serviceValid,
  // tabular notes
  seventhCharacter,
  excludes1,
  codeFirst,
  useAdditional,
  codeAlso,
  excludes2,
  // NCCI
  ncciPtp,
  ncciMue,
  ncciAddOn,
  // fee schedule and OPPS
  feeScheduleIndicators,
  oppsStatus,
  // Medicare Code Editor
  mce,
  // claim form
  pointers,
  chargesAddUp,
  npi,
  serviceDates,
  billTypeAndFrequency,
  revenueCodeAndHcpcs,
  admissionData,
  patientStatus,
  placeOfService,
  zipAndState,
  timelyFiling,
  priorPayers,
  attachments,
  // claim limits
  claimLimits,
  // coverage and payers
  payerRules,
  coverage,
];
