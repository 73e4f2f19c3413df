import type { Assertion } from '../model/note.js';
import type { AssertionReader, Judgement } from './assertion.js';
import type { SectionKind, Segment, StructuredNote } from './structure.js';

/** What a text says of a phrase, and where the phrase stands in it; without a place the whole text's main clause was judged. */
export interface PhraseAssertion extends Assertion {
  readonly start?: number;
  readonly end?: number;
}

/**
 * What a note says of a phrase: present, negated, possible, conditional or hypothetical; current or historical; of the patient or
 * another. The phrase is found without regard to case and white space; where it is said several times the first decides; where it is
 * not found, the text as a whole is judged.
 * @example judgePhrase(coder.structure('Denies chest pain.'), 'chest pain', reader).assertion // 'negated'
 */
export function judgePhrase(note: StructuredNote, phrase: string, reader: AssertionReader): PhraseAssertion {
  const found = find(note.text, phrase);
  const { start, end } = found ?? mainClause(note);
  const inside = note.segments.filter((segment) => segment.start < end && segment.end > start);
  const first = inside[0];
  const last = inside.at(-1);
  if (!first || !last) return { assertion: 'present', temporality: 'current', experiencer: 'patient', ...found };
  const whole: Segment = { ...first, start: Math.min(first.start, start), end: Math.max(last.end, end) };
  return { ...assertionOf(reader.prepare(note.text, whole).judge(start, end), first.kind, note.text.slice(start, end)), ...found };
}

/** Sections of what was before: histories, habits and known allergies. */
const HISTORIES: ReadonlySet<SectionKind> = new Set(['pmh', 'psh', 'sh', 'obhx', 'allergies', 'immunizations']);
/** Habits are part of the social history wherever they are told. */
const HABIT =
  /^(?:tobacco|alcohol|drugs?|smok\w*|(?:illicit|recreational|iv|other) drugs?|etoh)(?: (?:use|abuse))?$|^smokes\b|\b(?:drug|alcohol|tobacco) (?:use|abuse)$/i;

/** "No history of" speaks of the past as "history of" does. */
const PAST_IN_CUE = /\b(?:history|hx|h\/o|previous|prior)\b/i;

/** A judgement as it is told: what is over is no longer there; what stands among histories is history. */
export function assertionOf(judgement: Judgement, kind: SectionKind, words: string): Assertion {
  const { assertion, temporality, experiencer, cue, background, resolved } = judgement;
  return {
    assertion: resolved && assertion === 'present' ? 'negated' : assertion,
    temporality:
      background ||
      experiencer === 'other' ||
      (cue !== undefined && PAST_IN_CUE.test(cue)) ||
      HISTORIES.has(kind) ||
      HABIT.test(words.replace(/\s+/g, ' ').trim())
        ? 'historical'
        : temporality,
    experiencer,
    ...(cue === undefined ? {} : { cue }),
  };
}

/** Where a phrase stands in a text, whatever its case and white space. */
function find(text: string, phrase: string): { start: number; end: number } | undefined {
  const words = phrase.trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) return undefined;
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+');
  // Whole words first: "rash" is not in "crash". And not a label, where the text goes on to speak of the thing.
  const match =
    new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?!['’]?[\\p{L}\\p{N}])(?!\\s*:)`, 'iu').exec(text) ??
    new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?!['’]?[\\p{L}\\p{N}])`, 'iu').exec(text) ??
    new RegExp(pattern, 'iu').exec(text);
  return match ? { start: match.index, end: match.index + match[0].length } : undefined;
}

/** The last word of the first sentence: what is said of it is said of the sentence. */
function mainClause(note: StructuredNote): { start: number; end: number } {
  const token = note.segments[0]?.tokens.at(-1);
  return token ? { start: token.start, end: token.end } : { start: 0, end: 0 };
}
