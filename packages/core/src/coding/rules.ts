import type { CodingRule } from './rule.js';
import { rule as acuteAndChronic } from './rules/acute-and-chronic/rule.js';
import { rule as antineoplasticEncounter } from './rules/antineoplastic-encounter/rule.js';
import { rule as borderline } from './rules/borderline/rule.js';
import { rule as burnSites } from './rules/burn-sites/rule.js';
import { rule as burns } from './rules/burns/rule.js';
import { rule as codeAlso } from './rules/code-also/rule.js';
import { rule as codeFirstAndAdditional } from './rules/code-first-and-additional/rule.js';
import { rule as combinationCode } from './rules/combination-code/rule.js';
import { rule as complicationCause } from './rules/complication-cause/rule.js';
import { rule as confirmedOnly } from './rules/confirmed-only/rule.js';
import { rule as copdRespiratoryFailure } from './rules/copd-respiratory-failure/rule.js';
import { rule as coronaryAngina } from './rules/coronary-angina/rule.js';
import { rule as culturedOrganism } from './rules/cultured-organism/rule.js';
import { rule as detailFromElsewhere } from './rules/detail-from-elsewhere/rule.js';
import { rule as diabetesTypeAndDrugs } from './rules/diabetes-type-and-drugs/rule.js';
import { rule as diabetesWith } from './rules/diabetes-with/rule.js';
import { rule as drugPoisoningAdverseEffect } from './rules/drug-poisoning-adverse-effect/rule.js';
import { rule as excludes1Conflict } from './rules/excludes1-conflict/rule.js';
import { rule as externalCause } from './rules/external-cause/rule.js';
import { rule as externalCauseAndZPosition } from './rules/external-cause-and-z-position/rule.js';
import { rule as familyHistory } from './rules/family-history/rule.js';
import { rule as findingsOfTheStay } from './rules/findings-of-the-stay/rule.js';
import { rule as firstListed } from './rules/first-listed/rule.js';
import { rule as fractureCoding } from './rules/fracture-coding/rule.js';
import { rule as glaucoma } from './rules/glaucoma/rule.js';
import { rule as hypertensionCombination } from './rules/hypertension-combination/rule.js';
import { rule as hypertensionControl } from './rules/hypertension-control/rule.js';
import { rule as impendingCondition } from './rules/impending-condition/rule.js';
import { rule as inChildbirth } from './rules/in-childbirth/rule.js';
import { rule as infarctionArtery } from './rules/infarction-artery/rule.js';
import { rule as injuryEpisode } from './rules/injury-episode/rule.js';
import { rule as integralSymptom } from './rules/integral-symptom/rule.js';
import { rule as laterality } from './rules/laterality/rule.js';
import { rule as longTermDrugs } from './rules/long-term-drugs/rule.js';
import { rule as madeInThisStay } from './rules/made-in-this-stay/rule.js';
import { rule as manifestationAfterEtiology } from './rules/manifestation-after-etiology/rule.js';
import { rule as moreSpecificWins } from './rules/more-specific-wins/rule.js';
import { rule as myocardialInfarction } from './rules/myocardial-infarction/rule.js';
import { rule as namedMoreClosely } from './rules/named-more-closely/rule.js';
import { rule as neoplasmAnemia } from './rules/neoplasm-anemia/rule.js';
import { rule as neoplasmHistory } from './rules/neoplasm-history/rule.js';
import { rule as newborn } from './rules/newborn/rule.js';
import { rule as newbornSize } from './rules/newborn-size/rule.js';
import { rule as notAddressed } from './rules/not-addressed/rule.js';
import { rule as obesityClass } from './rules/obesity-class/rule.js';
import { rule as oncePerEncounter } from './rules/once-per-encounter/rule.js';
import { rule as otherClinicians } from './rules/other-clinicians/rule.js';
import { rule as painG89 } from './rules/pain-g89/rule.js';
import { rule as postoperativeDiagnosis } from './rules/postoperative-diagnosis/rule.js';
import { rule as pregnancyChapter } from './rules/pregnancy-chapter/rule.js';
import { rule as presentingSymptom } from './rules/presenting-symptom/rule.js';
import { rule as presumedLink } from './rules/presumed-link/rule.js';
import { rule as principalInCourse } from './rules/principal-in-course/rule.js';
import { rule as procedureNotCarriedOut } from './rules/procedure-not-carried-out/rule.js';
import { rule as reasonForEncounter } from './rules/reason-for-encounter/rule.js';
import { rule as rehabilitationAdmission } from './rules/rehabilitation-admission/rule.js';
import { rule as restatedCondition } from './rules/restated-condition/rule.js';
import { rule as screeningEncounter } from './rules/screening-encounter/rule.js';
import { rule as secondaryDiabetes } from './rules/secondary-diabetes/rule.js';
import { rule as sepsisLocalInfection } from './rules/sepsis-local-infection/rule.js';
import { rule as sepsisSevere } from './rules/sepsis-severe/rule.js';
import { rule as sequela } from './rules/sequela/rule.js';
import { rule as seventhCharacter } from './rules/seventh-character/rule.js';
import { rule as statusAndHistory } from './rules/status-and-history/rule.js';
import { rule as statusAssertion } from './rules/status-assertion/rule.js';
import { rule as strokeSequela } from './rules/stroke-sequela/rule.js';
import { rule as substanceRemission } from './rules/substance-remission/rule.js';
import { rule as substanceUseHierarchy } from './rules/substance-use-hierarchy/rule.js';
import { rule as ulcerAndCkdStage } from './rules/ulcer-and-ckd-stage/rule.js';
import { rule as uncertainDiagnosis } from './rules/uncertain-diagnosis/rule.js';
import { rule as unspecifiedQuery } from './rules/unspecified-query/rule.js';
import { rule as vaccination } from './rules/vaccination/rule.js';
import { rule as validOnDate } from './rules/valid-on-date/rule.js';
import { rule as verifiedInTabular } from './rules/verified-in-tabular/rule.js';
import { rule as weeksOfGestation } from './rules/weeks-of-gestation/rule.js';

/**
 * The rules in the order they are applied: what makes a code a code; which statements may lead to one, the narrower refusal before the
 * wider; duplicates; what others measured, before a more specific code of lower standing can win; then what replaces, what drops and
 * what adds by the notes, then the duplicates these made; last what asks about the answer.
 */
export const CODING_RULES: readonly CodingRule[] = [
  validOnDate,
  verifiedInTabular,
  seventhCharacter,
  statusAssertion,
  madeInThisStay,
  impendingCondition,
  notAddressed,
  confirmedOnly,
  uncertainDiagnosis,
  postoperativeDiagnosis,
  oncePerEncounter,
  sequela,
  myocardialInfarction,
  infarctionArtery,
  otherClinicians,
  substanceRemission,
  substanceUseHierarchy,
  glaucoma,
  burnSites,
  burns,
  moreSpecificWins,
  detailFromElsewhere,
  acuteAndChronic,
  neoplasmHistory,
  strokeSequela,
  rehabilitationAdmission,
  ulcerAndCkdStage,
  fractureCoding,
  injuryEpisode,
  obesityClass,
  hypertensionControl,
  combinationCode,
  hypertensionCombination,
  coronaryAngina,
  secondaryDiabetes,
  diabetesWith,
  diabetesTypeAndDrugs,
  copdRespiratoryFailure,
  culturedOrganism,
  sepsisSevere,
  drugPoisoningAdverseEffect,
  neoplasmAnemia,
  antineoplasticEncounter,
  presumedLink,
  painG89,
  inChildbirth,
  pregnancyChapter,
  newborn,
  newbornSize,
  screeningEncounter,
  integralSymptom,
  restatedCondition,
  namedMoreClosely,
  findingsOfTheStay,
  presentingSymptom,
  excludes1Conflict,
  weeksOfGestation,
  reasonForEncounter,
  procedureNotCarriedOut,
  vaccination,
  statusAndHistory,
  familyHistory,
  longTermDrugs,
  complicationCause,
  codeAlso,
  codeFirstAndAdditional,
  laterality,
  oncePerEncounter,
  manifestationAfterEtiology,
  borderline,
  sepsisLocalInfection,
  unspecifiedQuery,
  externalCause,
  externalCauseAndZPosition,
  principalInCourse,
  firstListed,
];
