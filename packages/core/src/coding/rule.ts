import type { Icd10cm } from '../codesets/icd10cm.js';
import type { Lexicon } from '../codesets/lexicon.js';
import type { Day } from '../model/date.js';
import type { Patient, Profile, Setting } from '../model/encounter.js';
import type { Authority } from '../model/finding.js';
import type { Evidence } from '../model/note.js';
import type { SegmentAssertions } from '../notes/assertion.js';
import type { DrugMention } from '../notes/drugs.js';
import type { NoteFacts } from '../notes/facts.js';
import type { Segment, StructuredNote } from '../notes/structure.js';
import type { Candidate, Statement } from './candidate.js';
import type { QueryId } from './queries/queries.js';

/**
 * What a rule decided. Nothing is dropped without its reason. `before`, `first` and `not-first` are constraints on the sequence; they
 * name codes (without dot), so that they outlive what later rules do to the candidates.
 */
export type Action =
  | { readonly kind: 'drop'; readonly candidate: Candidate; readonly reason: string }
  | { readonly kind: 'replace'; readonly candidates: readonly Candidate[]; readonly by: Candidate }
  | { readonly kind: 'add'; readonly candidate: Candidate }
  | { readonly kind: 'before'; readonly code: string; readonly then: string }
  | { readonly kind: 'first'; readonly code: string }
  | { readonly kind: 'not-first'; readonly code: string }
  | {
      readonly kind: 'query';
      readonly query: QueryId;
      /** What the question is about, put into the template's sentence: a condition as the note words it, never a code or a new diagnosis. */
      readonly about: string;
      readonly indicators: readonly Evidence[];
      /** Clinically supported answers; the template adds "other" and "unable to determine". Absent: those of the template. */
      readonly options?: readonly string[];
    };

/** Why a statement does not lead to a code. */
export interface Refusal {
  readonly reason: string;
}

/** A code a rule makes that no mention gave. */
export interface NewCandidate {
  /** Code or stem, without dot; a stem is completed to the code that says no more than what is documented. */
  readonly code: string;
  /** What the code rests on: its standing in the answer is that of the weakest of these; none when a rule read the note itself. */
  readonly from: readonly Candidate[];
  /** Proof beyond that of `from`; with none, the evidence of `from` is taken. */
  readonly evidence?: readonly Evidence[];
  readonly path: readonly string[];
  /** Place in the note's order; that of the first of `from` when absent. */
  readonly order?: number;
  /** Probability, when it is not the least of `from`; needed when `from` is empty. */
  readonly probability?: number;
}

/** What a rule may look at. */
export interface RuleContext {
  readonly icd: Icd10cm;
  readonly lexicon: Lexicon;
  readonly date: Day;
  readonly setting: Setting;
  readonly profile: Profile;
  readonly patient: Patient;
  readonly facts: NoteFacts;
  /** The drugs the note names; read when first asked for. */
  readonly drugs: readonly DrugMention[];
  /** The note as received, with its sections and segments. */
  readonly note: StructuredNote;
  /** Everything the note says of conditions, also what is negated, historical or of others. */
  readonly statements: readonly Statement[];
  /** Quotes the note, with section and line. */
  readonly evidenceAt: (start: number, end: number) => Evidence;
  /** A segment made ready so that stretches of it can be judged. */
  readonly prepare: (segment: Segment) => SegmentAssertions;
  /** A candidate for a code the rule decided on; undefined when nothing billable on the date answers to it. */
  readonly make: (made: NewCandidate) => Candidate | undefined;
}

/** A guideline as code: one folder, one rule, its README and its cases. */
export interface CodingRule {
  readonly id: string;
  readonly title: string;
  readonly sources: readonly Authority[];
  readonly appliesTo: { readonly settings: readonly Setting[]; readonly profiles: readonly Profile[] };
  readonly since: string;
  /** Reads statements as the guideline has them read, before any is refused or becomes a candidate. Pure. */
  readonly restate?: (statements: readonly Statement[], context: RuleContext) => readonly Statement[];
  /** Whether a single statement may lead to a code at all; asked before candidates are made. Pure. */
  readonly admit?: (statement: Statement, context: RuleContext) => Refusal | undefined;
  /** Decides over all candidates at once. Pure. */
  readonly apply?: (candidates: readonly Candidate[], context: RuleContext) => readonly Action[];
  /** Where the pipeline itself keeps the rule, for rules that are no separate step: a module of core, such as `coding/slots.ts`. */
  readonly keptBy?: string;
}

export function defineRule(rule: CodingRule): CodingRule {
  return rule;
}

export const ALL_SETTINGS: readonly Setting[] = ['office', 'ed', 'outpatient', 'inpatient'];

/** The demand that one code stand before another. */
export function before(code: string, second: string): Action {
  // oxlint-disable-next-line unicorn/no-thenable -- a demand is never awaited
  return { kind: 'before', code, then: second };
}
