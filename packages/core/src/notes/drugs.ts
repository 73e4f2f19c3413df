import { type Drug, type KnownWord, type Lexicon, longestAt } from '../codesets/lexicon.js';
import type { Token } from '../codesets/words.js';
import type { Segment, StructuredNote } from './structure.js';

/** A drug a note names, where, and whether the patient takes it. */
export interface DrugMention {
  readonly drug: Drug;
  readonly start: number;
  readonly end: number;
  readonly segment: Segment;
  /** Position in the list of tokens of the segment. */
  readonly token: number;
  /** Not stopped, declined, considered, or an allergy. */
  readonly taken: boolean;
}

const NOT_TAKEN =
  /\b(?:stop(?:ped)?|d\/?c(?:'?d|ed)?|discontinu\w*|held|hold(?:ing)?|off|allerg\w*|intoleran\w*|no longer|not (?:on|taking|tolerat\w*)|never|declin\w*|refus\w*|avoid\w*|previous(?:ly)?|former(?:ly)?|history of|consider\w*|may (?:need|start)|if|without|no|denies|deferred?|failed)\b/i;
const NOT_READ: ReadonlySet<string> = new Set(['allergies', 'fh', 'instructions', 'demographics', 'signature', 'ros']);

/** The drugs a note names, in its order; one pass over the words. */
export function readDrugs(note: StructuredNote, lexicon: Lexicon): DrugMention[] {
  const out: DrugMention[] = [];
  for (const segment of note.segments) {
    if (NOT_READ.has(segment.kind)) continue;
    const { words, known } = lexicon.read(segment.tokens);
    for (let i = 0; i < known.length; i++) {
      const found = longestAt((known[i] as KnownWord).drugs, words, i)[0];
      if (!found) continue;
      const start = (segment.tokens[i] as Token).start;
      const end = (segment.tokens[i + found.words.length - 1] as Token).end;
      // The clause before the drug, and a short way behind it ("metformin stopped").
      const before = note.text.slice(segment.start, start).split(/[,;.]/).at(-1) as string;
      const after = note.text.slice(end, Math.min(segment.end, end + 40)).split(/[,;.]/)[0] as string;
      out.push({
        drug: found.value,
        start,
        end,
        segment,
        token: i,
        taken: !NOT_TAKEN.test(before) && !/\b(?:stopped|discontinu\w*|held|d\/c'?d|allergy|not taken|declined)\b/i.test(after),
      });
      i += found.words.length - 1;
    }
  }
  return out;
}
