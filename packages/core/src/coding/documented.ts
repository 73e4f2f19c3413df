import type { Segment, StructuredNote } from '../notes/structure.js';
import type { Candidate } from './candidate.js';
import type { RuleContext } from './rule.js';
import { REVIEW } from './score.js';

/** Words that state a cause of what stands before them. */
export const DUE_TO =
  /\b(?:(?:due|secondary|attributed|attributable|related) to|caused by|because of|as a result of|from|2\/2|in the setting of|induced by)\b/i;

/** The candidates that are part of the answer, the best documented first: many rules ask before one of them changes the candidates. */
const ANSWERS = new WeakMap<readonly Candidate[], readonly Candidate[]>();

/** The candidates that are part of the answer and whose code is one of these, the best documented first. */
export function answered(candidates: readonly Candidate[], codes: RegExp): Candidate[] {
  let answers = ANSWERS.get(candidates);
  if (!answers) {
    answers = candidates
      .filter(({ probability }) => probability >= REVIEW)
      .sort((a, b) => b.probability - a.probability || a.order - b.order);
    ANSWERS.set(candidates, answers);
  }
  return answers.filter(({ code }) => codes.test(code));
}

/** The segment a place of the note belongs to; undefined between segments. */
export function segmentAt({ segments }: StructuredNote, at: number): Segment | undefined {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle] as Segment).end <= at) low = middle + 1;
    else high = middle;
  }
  const found = segments[low];
  return found !== undefined && found.start <= at ? found : undefined;
}

/** The sentences, items and headings that prove a candidate, each once. */
export function segmentsOf(candidate: Candidate, note: StructuredNote): Segment[] {
  const out = new Set<Segment>();
  for (const { start } of candidate.evidence) {
    const segment = segmentAt(note, start);
    if (segment) out.add(segment);
  }
  return [...out];
}

/** The words of the sentences, items and headings that prove a candidate. */
export function saidOf(candidate: Candidate, { note }: Pick<RuleContext, 'note'>): string {
  return segmentsOf(candidate, note)
    .map(({ start, end }) => note.text.slice(start, end))
    .join('\n');
}

/** These, and all that stands under the problems they head: what a coder reads before deciding on the code. */
export function saidAbout(candidate: Candidate, { note }: Pick<RuleContext, 'note'>): string {
  const read = new Set<Segment>();
  for (const segment of segmentsOf(candidate, note)) {
    read.add(segment);
    const { problem } = segment;
    if (problem === undefined) continue;
    for (let i = problem; i < note.segments.length; i++) {
      const below = note.segments[i] as Segment;
      if (below.problem !== problem) break;
      read.add(below);
    }
  }
  return [...read].map(({ start, end }) => note.text.slice(start, end)).join('\n');
}

/** Letters between an effect and the cause given for it, at most. */
const REACH = 90;

/** Whether a sentence names one candidate's words and, behind them and a word of cause, the other's: "anemia due to chronic kidney disease". */
export function statedCause(effect: Candidate, cause: Candidate, { note }: Pick<RuleContext, 'note'>): boolean {
  return effect.evidence.some((said) =>
    cause.evidence.some((because) => {
      if (because.end <= said.end || because.start > said.end + REACH) return false;
      const segment = segmentAt(note, said.start);
      return segment !== undefined && because.start < segment.end && DUE_TO.test(note.text.slice(said.end, because.end));
    }),
  );
}

/** Headers of lists that leave the principal diagnosis to be named elsewhere. */
const BESIDE = /\b(?:secondary|other|additional|comorbid\w*|associated|chronic|past)\b/i;

/** Whether a candidate is named in a section of these kinds that may name the principal diagnosis. */
export function isConcluded({ evidence }: Candidate, { sections }: StructuredNote, kinds: ReadonlySet<string>): boolean {
  return sections.some(
    ({ kind, header, contentStart, end }) =>
      kinds.has(kind) && !BESIDE.test(header) && evidence.some(({ start }) => contentStart <= start && start < end),
  );
}
