import type { Lexicon } from '../codesets/lexicon.js';
import { wordEnd } from '../codesets/words.js';
import type { Assertion } from '../model/note.js';
import type { SectionKind, Segment } from './structure.js';

type CueType =
  | 'negated'
  | 'possible'
  | 'conditional'
  | 'hypothetical'
  | 'historical'
  | 'background'
  | 'resolved'
  | 'family'
  | 'terminator'
  | 'pseudo';

/** An assertion with two shades that coding treats apart. */
export interface Judgement extends Assertion {
  /** Named among what the patient has had for long ("past medical history of", "known"): current, unless the reader only asks for what is new. */
  readonly background: boolean;
  /** Was there and is over: history outside inpatient care; a diagnosis of the stay in it. */
  readonly resolved: boolean;
}

interface Cue {
  readonly words: readonly string[];
  readonly type: CueType;
  readonly direction: 'forward' | 'backward' | 'both';
  readonly reach: number;
}

/** A cue found in a segment: pieces [from, to) of its pieces. */
interface FoundCue {
  readonly cue: Cue;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A word or a mark that cues may contain. */
interface Piece {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Whether a mention is present, negated, possible, conditional or hypothetical; current or historical; of the patient or another
 * (the ConText family: Chapman et al., J Biomed Inform 34(5), 2001; Harkema et al., 42(5), 2009). Cues come from the lexicon.
 */
export class AssertionReader {
  private readonly byFirst = new Map<string, Cue[]>();
  /** A segment is asked about many times while its note is coded. */
  private readonly prepared = new WeakMap<Segment, SegmentAssertions>();

  constructor(lexicon: Lexicon) {
    for (const row of lexicon.rows('cues')) {
      const words = piecesOf(row['cue'] as string, 0).map((piece) => piece.word);
      const first = words[0];
      if (first === undefined) continue;
      const cue: Cue = {
        words,
        type: row['type'] as CueType,
        direction: (row['direction'] as Cue['direction']) || 'forward',
        reach: row['reach'] ? Number(row['reach']) : Number.POSITIVE_INFINITY,
      };
      const list = this.byFirst.get(first);
      if (list) list.push(cue);
      else this.byFirst.set(first, [cue]);
    }
    for (const list of this.byFirst.values()) list.sort((a, b) => b.words.length - a.words.length);
  }

  /** The cues of a segment, longest at each place, pseudo cues taken out with what they cover. */
  private cues(pieces: readonly Piece[], text: string): FoundCue[] {
    const found: FoundCue[] = [];
    for (let i = 0; i < pieces.length; ) {
      const list = this.byFirst.get((pieces[i] as Piece).word);
      const cue = list && longestCue(list, pieces, i);
      if (!cue) {
        i++;
        continue;
      }
      const to = i + cue.words.length;
      const said = text.slice((pieces[i] as Piece).start, (pieces[to - 1] as Piece).end);
      found.push({ cue, from: i, to, text: said });
      // A denial may stand before or behind what it speaks of: "ruled out MI", "MI ruled out".
      if (cue.type === 'negated') {
        const twins = (list ?? []).filter(
          (twin) => twin !== cue && twin.words.length === cue.words.length && twin.words.every((word, k) => word === cue.words[k]),
        );
        // Behind a comma and before a name it speaks of that name: "chest pain, ruled out MI".
        if (twins.length > 0 && pieces[i - 1]?.word === ',' && NAME.test(pieces[to]?.word ?? '')) {
          found.pop();
          for (const one of [cue, ...twins]) if (one.direction === 'forward') found.push({ cue: one, from: i, to, text: said });
        } else for (const twin of twins) found.push({ cue: twin, from: i, to, text: said });
      }
      i = to;
    }
    return found;
  }

  /** Prepares a segment so that many mentions in it can be judged. */
  prepare(text: string, segment: Segment): SegmentAssertions {
    const known = this.prepared.get(segment);
    if (known) return known;
    const made = this.made(text, segment);
    this.prepared.set(segment, made);
    return made;
  }

  private made(text: string, segment: Segment): SegmentAssertions {
    const pieces = piecesOf(text.slice(segment.start, segment.end), segment.start);
    return new SegmentAssertions(pieces, this.cues(pieces, text), segment.kind);
  }
}

/** A word that may begin a name, not one that goes on about what was said. */
const NAME = /^(?!(?:by|with|on|in|at|as|and|but|after|per|via|today|now|so|then|since|from|this|due)$)\w/;

const DOUBTS: ReadonlySet<string> = new Set(['suspected', 'possible', 'probable', 'likely', 'presumed', 'questionable']);

/** The cues of one segment and what they say of a stretch of it. */
export class SegmentAssertions {
  private readonly pieces: readonly Piece[];
  private readonly found: readonly FoundCue[];
  private readonly kind: SectionKind;

  constructor(pieces: readonly Piece[], found: readonly FoundCue[], kind: SectionKind) {
    this.pieces = pieces;
    this.found = found;
    this.kind = kind;
  }

  /** Whether anything in the segment is said to be absent. */
  get denies(): boolean {
    return this.found.some(({ cue }) => cue.type === 'negated');
  }

  /** Judges the mention at [start, end) of the text. */
  judge(start: number, end: number): Judgement {
    let first = this.pieces.findIndex((piece) => piece.end > start);
    if (first < 0) first = this.pieces.length;
    let last = first;
    while (last < this.pieces.length && (this.pieces[last] as Piece).start < end) last++;
    /** The first cue of each type that reaches the mention. */
    const applying: Partial<Record<CueType, FoundCue>> = {};
    for (const cue of this.found) if (!applying[cue.cue.type] && this.reaches(cue, first, last)) applying[cue.cue.type] = cue;
    const { negated, hypothetical, conditional, resolved, historical, background, family } = applying;
    const possible = applying.possible ?? this.trailing(last);
    const assertion = negated ? 'negated' : hypothetical ? 'hypothetical' : conditional ? 'conditional' : possible ? 'possible' : 'present';
    const byFamilySection = this.kind === 'fh';
    const byHistorySection = this.kind === 'psh';
    const cue = negated ?? hypothetical ?? conditional ?? possible ?? family ?? historical ?? resolved ?? background;
    return {
      assertion,
      temporality: historical || byHistorySection ? 'historical' : 'current',
      experiencer: family || byFamilySection ? 'other' : 'patient',
      background: background !== undefined,
      resolved: resolved !== undefined,
      ...(cue ? { cue: cue.text } : {}),
    };
  }

  /** A doubt set behind the condition that ends its segment: "pneumonia, probable", "lung injury (suspected)". */
  private trailing(from: number): FoundCue | undefined {
    const mark = this.pieces[from]?.word ?? '';
    const doubt = this.pieces[from + 1];
    const next = this.pieces[from + 2]?.word ?? ';';
    if (!/^[,(-]$/.test(mark) || doubt === undefined || !DOUBTS.has(doubt.word) || !/^[);]$/.test(next)) return undefined;
    return {
      cue: { words: [doubt.word], type: 'possible', direction: 'backward', reach: 1 },
      from: from + 1,
      to: from + 2,
      text: doubt.word,
    };
  }

  private reaches(found: FoundCue, first: number, last: number): boolean {
    const { cue, from, to } = found;
    if (cue.type === 'pseudo' || cue.type === 'terminator') return false;
    if (from < last && to > first) return from < first || to > last ? cue.type !== 'historical' && cue.type !== 'background' : false;
    if (to <= first && cue.direction !== 'backward') return first - to <= cue.reach && this.open(to, first);
    if (from >= last && cue.direction !== 'forward') return from - last <= cue.reach && this.open(last, from);
    return false;
  }

  /** No terminator, and no clause mark that ends a scope, between two places. */
  private open(from: number, to: number): boolean {
    for (let i = from; i < to; i++) {
      const { word } = this.pieces[i] as Piece;
      if (word === ';') return false;
      // "2) Hiatal hernia": the next item of a list within the line.
      if (word === ')' && i > from && /^\d{1,2}$/.test((this.pieces[i - 1] as Piece).word)) return false;
    }
    return !this.found.some((found) => found.cue.type === 'terminator' && found.from >= from && found.to <= to);
  }
}

function piecesOf(text: string, offset: number): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  while (start < text.length) {
    let end = wordEnd(text, start, text.length);
    if (end === start) {
      end++;
      if (MARKS.includes(text[start] as string)) pieces.push({ word: text[start] as string, start: offset + start, end: offset + end });
    } else {
      const word = text.slice(start, end).toLowerCase();
      pieces.push({ word: word.includes('’') ? word.replaceAll('’', "'") : word, start: offset + start, end: offset + end });
    }
    start = end;
  }
  return pieces;
}

/** Marks that cues may contain. */
const MARKS = ':?()/;,-';

/** The first of cues, longest first, whose words stand at a place. */
function longestCue(cues: readonly Cue[], pieces: readonly Piece[], at: number): Cue | undefined {
  for (const cue of cues) {
    let k = 1;
    while (k < cue.words.length && pieces[at + k]?.word === cue.words[k]) k++;
    if (k === cue.words.length) return cue;
  }
  return undefined;
}
