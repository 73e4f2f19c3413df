import { query as anemiaType } from './anemia-type.js';
import { query as asthmaSeverity } from './asthma-severity.js';
import { query as atrialFibrillationType } from './atrial-fibrillation-type.js';
import { query as borderline } from './borderline.js';
import { query as ckdStage } from './ckd-stage.js';
import { query as complicationCause } from './complication-cause.js';
import { query as depressionSeverity } from './depression-severity.js';
import { query as diabetesControl } from './diabetes-control.js';
import { query as encephalopathyType } from './encephalopathy-type.js';
import { query as heartFailureAcuity } from './heart-failure-acuity.js';
import { query as heartFailureType } from './heart-failure-type.js';
import { query as infectionOrganism } from './infection-organism.js';
import { query as laterality } from './laterality.js';
import { query as lateralityConflict } from './laterality-conflict.js';
import { query as malnutritionSeverity } from './malnutrition-severity.js';
import { query as obesityClass } from './obesity-class.js';
import { query as organDysfunctionCause } from './organ-dysfunction-cause.js';
import { query as pneumoniaOrganism } from './pneumonia-organism.js';
import { query as pressureUlcerStage } from './pressure-ulcer-stage.js';
import { OPEN_ANSWERS, type QueryTemplate } from './query.js';
import { query as respiratoryFailureAcuity } from './respiratory-failure-acuity.js';
import { query as respiratoryFailureType } from './respiratory-failure-type.js';
import { query as sepsisOrLocalInfection } from './sepsis-or-local-infection.js';
import { query as substanceRemission } from './substance-remission.js';
import { query as underlyingDisease } from './underlying-disease.js';

const TEMPLATES = [
  anemiaType,
  asthmaSeverity,
  atrialFibrillationType,
  borderline,
  ckdStage,
  complicationCause,
  depressionSeverity,
  diabetesControl,
  encephalopathyType,
  heartFailureAcuity,
  heartFailureType,
  infectionOrganism,
  laterality,
  lateralityConflict,
  malnutritionSeverity,
  obesityClass,
  organDysfunctionCause,
  pneumoniaOrganism,
  pressureUlcerStage,
  respiratoryFailureAcuity,
  respiratoryFailureType,
  sepsisOrLocalInfection,
  substanceRemission,
  underlyingDisease,
] as const;

/** The questions a rule can ask, by id; ids are permanent. */
export type QueryId = (typeof TEMPLATES)[number]['id'];

export const QUERIES: ReadonlyMap<QueryId, QueryTemplate> = new Map(TEMPLATES.map((template) => [template.id, template]));

/** The question and the answers of a query, filled in. */
export function draftQuery(id: QueryId, about: string, options?: readonly string[]): { question: string; options: string[] } {
  const template = QUERIES.get(id) as QueryTemplate;
  return {
    question: template.question.replaceAll('{about}', about.replace(/\s+/g, ' ').trim()),
    options: [...new Set([...(options ?? template.options), ...OPEN_ANSWERS])],
  };
}
