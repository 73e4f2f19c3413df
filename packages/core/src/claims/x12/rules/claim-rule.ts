import type { Catalog } from '../../../codesets/catalog.js';
import type { Icd10cm } from '../../../codesets/icd10cm.js';
import type { Day } from '../../../model/date.js';
import type { PlacedSegment, X12Finding } from '../finding.js';
import type { Segment } from '../segment.js';

/** What a rule on claims is called, how grave it is, and what it says: in our own words, `{name}` stands for a parameter. */
export interface ClaimRule {
  /** Permanent. */
  readonly id: string;
  readonly snip: Exclude<X12Finding['snip'], 1 | 2>;
  readonly severity: X12Finding['severity'];
  readonly what: string;
  readonly why: string;
  readonly todo: string;
  /** Category and status of a 277CA that rejects for it, by number: `A7:454`. */
  readonly status: string;
}

/** Something that a rule could not look up, told once for each rule and table of a file, with the first date it was asked for. */
export interface UncheckedRule {
  readonly rule: string;
  readonly reason: string;
  /** The table that is missing and the date it is missing for: `hcpcs/codes 2026-11-02`. */
  readonly needs: readonly string[];
}

/** What rules look at beside the claim. */
export interface ClaimContext {
  readonly catalog: Catalog;
  readonly icd: Icd10cm;
  /** The day of receipt; without it, dates are held against the day the file says it was made (BHT04). */
  readonly receivedOn?: Day;
  readonly notChecked: (unchecked: UncheckedRule) => void;
}

/** Where a segment is missing: the segment that stands where it was expected, or the position after the last. */
export interface MissingAt {
  readonly at: Segment | number;
  readonly loop: string;
}

type Params = X12Finding['params'];

/** How the checks report; knows each rule's level and severity. */
export interface ClaimReport {
  /** A value that is wrong, or an element that is missing. */
  at(rule: ClaimRule, placed: PlacedSegment, element: string | undefined, params?: Params): void;
  /** A segment that is missing; nothing is said without a place. */
  missing(rule: ClaimRule, tag: string, place: MissingAt | undefined, params?: Params): void;
  /** @param table what is missing, told once for each rule */
  notChecked(rule: ClaimRule, table: string, tell: () => Omit<UncheckedRule, 'rule'>): void;
}

export function defineRule(rule: ClaimRule): ClaimRule {
  return rule;
}
