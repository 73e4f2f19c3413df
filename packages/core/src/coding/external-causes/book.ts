import { bareCode } from '../../codesets/code.js';
import { type Lexicon, PhraseMap } from '../../codesets/lexicon.js';
import { type Folding, SMALL_WORDS, type Token, tokenise } from '../../codesets/words.js';

/** What a phrase of `lexicon/external-causes.tsv` stands for. */
export interface CauseWord {
  readonly kind: 'event' | 'object' | 'cause' | 'vehicle' | 'role' | 'collision' | 'traffic' | 'dwelling' | 'room' | 'place' | 'activity';
  readonly term: string;
  /** Code or stem without dot; empty when it says nothing alone. */
  readonly code: string;
  /** Class of an event or of the events an object goes with; kind of vehicle or role; words of a room's title. */
  readonly of: string;
}

/** A phrase found in a list of tokens: its first and last place. */
export interface SaidWord {
  readonly value: CauseWord;
  readonly from: number;
  readonly to: number;
}

/** The words of chapter 20, ready for matching. */
export interface CauseBook {
  readonly words: CausePhrases;
  /** Words of work and leisure, in this very form: "at work" is a status, "to work" is not. */
  readonly status: PhraseMap<string>;
}

/** Words a history puts before any noun; phrases are matched without them. */
const DETERMINERS: ReadonlySet<string> = new Set(['a', 'an', 'the', 'his', 'her', 'their', 'my']);

/** Phrases by their first word, matched word by word as stems; prepositions count, determiners do not. */
export class CausePhrases {
  private readonly byFirst = new Map<string, { readonly words: readonly string[]; readonly value: CauseWord }[]>();
  private readonly folding: Folding;

  constructor(folding: Folding) {
    this.folding = folding;
  }

  add(value: CauseWord): void {
    const words = tokenise(value.term)
      .filter(({ word }) => !DETERMINERS.has(word))
      .map(({ word }) => this.stem(word));
    const [first] = words;
    if (first === undefined) return;
    const list = this.byFirst.get(first);
    // Forms of a word that fold to one stem are one phrase; an activity keeps its forms apart.
    if (value.kind !== 'activity' && list?.some((one) => isSame(one.value, value) && one.words.join(' ') === words.join(' '))) return;
    if (list) list.push({ words, value });
    else this.byFirst.set(first, [{ words, value }]);
  }

  /** The phrases of a list of tokens; of those of one kind only the longest on the same words. */
  find(tokens: readonly Token[]): SaidWord[] {
    const places: number[] = [];
    tokens.forEach(({ word }, i) => {
      if (!DETERMINERS.has(word)) places.push(i);
    });
    const stems = places.map((place) => this.stem((tokens[place] as Token).word));
    const found: SaidWord[] = [];
    for (let i = 0; i < stems.length; i++)
      for (const { words, value } of this.byFirst.get(stems[i] as string) ?? [])
        if (words.every((word, k) => stems[i + k] === word))
          found.push({ value, from: places[i] as number, to: places[i + words.length - 1] as number });
    return found.filter((one) => !found.some((other) => isWithin(one, other)));
  }

  private stem(word: string): string {
    return SMALL_WORDS.has(word) ? word : this.folding.stem(word);
  }
}

function isSame(a: CauseWord, b: CauseWord): boolean {
  return a.kind === b.kind && a.of === b.of && a.code === b.code;
}

function isWithin(one: SaidWord, other: SaidWord): boolean {
  if (one === other || one.value.kind !== other.value.kind) return false;
  const ofClass = one.value.kind === 'object' || one.value.kind === 'event';
  if (ofClass && one.value.of !== other.value.of) return false;
  return other.from <= one.from && one.to <= other.to && other.to - other.from > one.to - one.from;
}

const BOOKS = new WeakMap<Lexicon, CauseBook>();

/** The book of a lexicon; made once. */
export function causeBook(lexicon: Lexicon): CauseBook {
  const known = BOOKS.get(lexicon);
  if (known) return known;
  const words = new CausePhrases(lexicon.folding);
  const status = new PhraseMap<string>();
  for (const row of lexicon.rows('external-causes')) {
    const code = row['code'] === '-' ? '' : bareCode(row['code'] as string);
    for (const term of (row['term'] as string).split('|')) {
      if (row['kind'] === 'status') status.add(term, code);
      else words.add({ kind: row['kind'] as CauseWord['kind'], term, code, of: row['of'] as string });
    }
  }
  const book = { words, status };
  BOOKS.set(lexicon, book);
  return book;
}
