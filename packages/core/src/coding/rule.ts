import type { Icd10cm } from '../codesets/icd10cm.js';
import type { Lexicon } from '../codesets/lexicon.js';
import type { Day } from '../model/date.js';
import type { Patient, Profile, Setting } from '../model/encounter.js';
import type { Authority } from '../model/finding.js';
import type { Evidence } from '../model/note.js';
import type { NoteFacts } from '../notes/facts.js';
import type { Candidate } from './candidate.js';

/** What a rule decided. Nothing is dropped without its reason. */
export type Action =
  | { readonly kind: 'drop'; readonly candidate: Candidate; readonly reason: string }
  | { readonly kind: 'replace'; readonly candidates: readonly Candidate[]; readonly by: Candidate }
  | { readonly kind: 'add'; readonly candidate: Candidate };

/** What a rule may look at. */
export interface RuleContext {
  readonly icd: Icd10cm;
  readonly lexicon: Lexicon;
  readonly date: Day;
  readonly setting: Setting;
  readonly profile: Profile;
  readonly patient: Patient;
  readonly facts: NoteFacts;
  /** Quotes the note, with section and line. */
  readonly evidenceAt: (start: number, end: number) => Evidence;
}

/** A guideline as code: one folder, one rule, its README and its cases. */
export interface CodingRule {
  readonly id: string;
  readonly title: string;
  readonly sources: readonly Authority[];
  readonly appliesTo: { readonly settings: readonly Setting[]; readonly profiles: readonly Profile[] };
  readonly since: string;
  /** Decides over all candidates at once; pure. */
  readonly apply: (candidates: readonly Candidate[], context: RuleContext) => readonly Action[];
}

export function defineRule(rule: CodingRule): CodingRule {
  return rule;
}

export const ALL_SETTINGS: readonly Setting[] = ['office', 'ed', 'outpatient', 'inpatient'];

/** The Official Guidelines a rule cites, by section. */
export function guideline(section: string): Authority {
  return {
    authority: 'CMS and NCHS',
    document: 'ICD-10-CM Official Guidelines for Coding and Reporting FY2026',
    section,
    effectiveFrom: '2025-10-01',
  };
}
