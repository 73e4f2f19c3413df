import type { Authority } from '../../model/finding.js';

/**
 * A question to the provider, as a template. What it may say is bound by the practice brief on compliant queries (AHIMA and ACDIS,
 * Guidelines for Achieving a Compliant Query Practice, 2022 update); {@link lintQuery} proves it.
 */
export interface QueryTemplate {
  readonly id: string;
  /** Our own question; `{about}` stands for the condition as the note words it. */
  readonly question: string;
  /** Answers offered when the rule gives none of its own. */
  readonly options: readonly string[];
  readonly sources: readonly Authority[];
}

/** The answers every query ends with, so that none leads. */
export const OPEN_ANSWERS = ['other (please specify)', 'unable to determine'] as const;

export function defineQuery<const Id extends string>(template: QueryTemplate & { readonly id: Id }): QueryTemplate & { readonly id: Id } {
  return template;
}

/** The practice brief every template answers to. */
export const COMPLIANT_QUERY_PRACTICE: Authority = {
  authority: 'AHIMA and ACDIS',
  document: 'Guidelines for Achieving a Compliant Query Practice (2022 Update)',
  section: 'Query content',
};
