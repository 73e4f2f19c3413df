import { query as laterality } from './laterality.js';
import { query as organDysfunctionCause } from './organ-dysfunction-cause.js';
import { OPEN_ANSWERS, type QueryTemplate } from './query.js';
import { query as sepsisOrLocalInfection } from './sepsis-or-local-infection.js';
import { query as substanceRemission } from './substance-remission.js';

const TEMPLATES = [laterality, organDysfunctionCause, sepsisOrLocalInfection, substanceRemission] as const;

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
