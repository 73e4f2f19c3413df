import type { Segment } from './segment.js';

/** What is wrong with an interchange, at one place. */
export interface X12Finding {
  /** Position of the segment, from 1 at the first ISA; a missing segment is reported at the segment standing where it was expected. */
  readonly segment: number;
  /** Tag of the segment that is wrong or missing. */
  readonly tag: string;
  /** Reference designator: `CLM02`, `SV101-2`; null when the whole segment is meant. */
  readonly element: string | null;
  /** Loop of the implementation guide: `2300`, `2010BA`; `ISA`, `GS`, `ST` for the envelope. */
  readonly loop: string | null;
  /** 1 syntax, 2 implementation guide, 3 balancing, 4 situational, 5 code sets, 7 payer. */
  readonly snip: 1 | 2 | 3 | 4 | 5 | 7;
  readonly severity: 'error' | 'warning';
  /** Permanent id of the rule. */
  readonly rule: string;
  /** Control numbers of interchange, group and transaction the segment stands in: `000000905/1/987654`. */
  readonly at: string;
  /** The provider's number of the claim (CLM01), for what is wrong inside a claim. */
  readonly claim?: string;
  /** Values for the rule's message: our own words are rendered from it. */
  readonly params: Readonly<Record<string, string | number>>;
}

/** A segment with the loop it was found to stand in. */
export interface PlacedSegment {
  readonly segment: Segment;
  readonly loop: string;
}

/**
 * A claim of an 837 with everything that stands above it: the segments of its header, billing provider, subscriber and patient levels.
 * What SNIP levels 3 to 7 look at. `lines` are the 2400 loops, each with its inner loops; `otherPayers` the 2320 loops, likewise.
 */
export interface ClaimScope {
  readonly kind: '837P' | '837I';
  readonly header: readonly PlacedSegment[];
  readonly billing: readonly PlacedSegment[];
  readonly subscriber: readonly PlacedSegment[];
  /** Absent when the patient is the subscriber. */
  readonly patient: readonly PlacedSegment[] | undefined;
  /** Loops 2300 and 2310. */
  readonly claim: readonly PlacedSegment[];
  readonly otherPayers: readonly (readonly PlacedSegment[])[];
  readonly lines: readonly (readonly PlacedSegment[])[];
}

/** How a rule reports: where, and with what. `at` and `segment` come from the segment named. */
export type ReportX12 = (finding: {
  readonly segment: Segment | number;
  readonly tag: string;
  readonly element?: string;
  readonly loop: string;
  readonly snip: X12Finding['snip'];
  readonly rule: string;
  readonly severity?: 'error' | 'warning';
  readonly params?: X12Finding['params'];
}) => void;
