import type { CodeId } from '../codesets/code-table.js';
import type { Assertion, Evidence } from '../model/note.js';
import type { Judgement } from '../notes/assertion.js';
import type { Mention } from '../notes/mentions.js';
import type { Segment } from '../notes/structure.js';

/** A mention with what the note says of it and where it stands. */
export interface Statement {
  readonly mention: Mention;
  readonly segment: Segment;
  readonly assertion: Judgement;
  readonly place: Place;
  /** Rules that had it read otherwise than it stands. */
  readonly by?: readonly string[];
}

/** Where something is said, from the place a coder trusts most to the one trusted least. */
export type Place = 'problem' | 'problem-text' | 'assessment-text' | 'plan-text' | 'list' | 'history' | 'story' | 'finding' | 'other';

/** A code on its way to the answer. Rules add, drop and replace candidates; each keeps its proof. */
export interface Candidate {
  readonly id: CodeId;
  /** Without dot. */
  readonly code: string;
  readonly title: string;
  readonly probability: number;
  /** Names of the weights that made the probability, see `score.ts`. */
  readonly support: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly path: readonly string[];
  readonly rules: readonly string[];
  readonly place: Place;
  /** Order in the note: the segment of its first problem heading, or of its first mention. */
  readonly order: number;
  readonly alternatives: readonly CodeId[];
  /** Axes the note leaves open. */
  readonly open: readonly string[];
  readonly assertion: Assertion;
  /** Codes the note names as not its cause. */
  readonly unrelatedTo: readonly string[];
}

/** Something that was seen and is not coded. */
export interface Dropped {
  readonly evidence: Evidence;
  readonly code: string;
  readonly reason: string;
  readonly by: string;
}
