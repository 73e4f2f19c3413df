import type { Folding } from '../../codesets/words.js';
import { SMALL_WORDS, type Token, tokenise } from '../../codesets/words.js';

/** A text as stems with the places of hard stops and commas, so that phrases are matched within a clause. */
export interface Stems {
  readonly tokens: readonly Token[];
  /** Empty for small words. */
  readonly stems: readonly string[];
  /** Number of the clause each token stands in. */
  readonly clause: readonly number[];
  /** Commas and brackets before each token, counted from the beginning. */
  readonly commas: readonly number[];
  readonly at: ReadonlyMap<string, readonly number[]>;
}

/** A phrase found: the places of its words, lowest first. */
export interface Found<T> {
  readonly value: T;
  readonly positions: readonly number[];
  readonly from: number;
  readonly to: number;
  /** Content words between its words that are not its own. */
  readonly gap: number;
}

interface Entry<T> {
  readonly words: readonly string[];
  /** The words as written, where they have to stand side by side. */
  readonly written: readonly string[];
  readonly value: T;
  readonly adjacent: boolean;
  readonly capitals: boolean;
  /** "D&C" is not "D/C". */
  readonly joined: boolean;
}

/** Words that only say that something is done. */
const DOING = /^(?:implant|place|insert|surger|procedure|perform|creat|operation)/;
const SIDE_WORDS: ReadonlySet<string> = new Set(['right', 'left', 'bilateral', 'both']);

/** Reads a stretch of text as stems. */
export function stemsOf(text: string, tokens: readonly Token[], folding: Folding): Stems {
  const stems: string[] = [];
  const clause: number[] = [];
  const commas: number[] = [];
  const at = new Map<string, number[]>();
  let clauses = 0;
  let marks = 0;
  tokens.forEach((token, i) => {
    const before = tokens[i - 1];
    if (before) {
      const between = text.slice(before.end, token.start);
      // The colon of a ratio or a time of day is no stop.
      if ((/[.;:!?]/.test(between) && between !== ':') || /\n\s*\n/.test(between)) clauses++;
      if (/[,()]/.test(between)) marks++;
    }
    const stem = SMALL_WORDS.has(token.word) && token.word !== 'with' ? '' : folding.stem(token.word);
    stems.push(stem);
    clause.push(clauses);
    commas.push(marks);
    if (stem === '') return;
    const list = at.get(stem);
    if (list) list.push(i);
    else at.set(stem, [i]);
  });
  return { tokens, stems, clause, commas, at };
}

/** Phrases found by their rarest word; the words stand in any order close together, or, where asked for, in order side by side. */
export class PhraseIndex<T> {
  private readonly folding: Folding;
  private readonly entries: Entry<T>[] = [];
  private anchors: Map<string, Entry<T>[]> | undefined;

  constructor(folding: Folding) {
    this.folding = folding;
  }

  /** @param capitals a lone word of so many letters or fewer is read only in capitals, because it is also a word or a syllable */
  add(text: string, value: T, { adjacent = false, capitals = 0 } = {}): void {
    const written = tokenise(text)
      .map(({ word }) => word)
      .filter((word) => adjacent || !SMALL_WORDS.has(word) || word === 'with');
    const words = written.map((word) => (SMALL_WORDS.has(word) && word !== 'with' ? '' : this.folding.stem(word)));
    const first = words[0];
    if (first === undefined || (words.length === 1 && first.length < 2)) return;
    this.entries.push({
      words: adjacent ? words : [...new Set(words)],
      written,
      value,
      adjacent,
      capitals: words.length === 1 && !text.includes(' ') && first.length <= capitals,
      joined: /\w&\w/.test(text),
    });
    this.anchors = undefined;
  }

  /** All phrases of a text; of two on the same words only the one that uses more. */
  find(text: string, stems: Stems, widest: number): Found<T>[] {
    const anchors = this.anchored();
    const found: Found<T>[] = [];
    for (const [stem, places] of stems.at) {
      const entries = anchors.get(stem);
      if (!entries) continue;
      for (const entry of entries)
        for (const place of places) {
          const one = entry.adjacent ? this.adjacent(entry, stems, place, stem) : near(entry, stems, place, widest);
          if (!one || (entry.capitals && !shouted(text, stems.tokens[one.from] as Token))) continue;
          if (entry.joined && !/&|\band\b/i.test(text.slice(stems.tokens[one.from]?.start, stems.tokens[one.to]?.end))) continue;
          found.push(one);
        }
    }
    return longest(found, stems);
  }

  private anchored(): Map<string, Entry<T>[]> {
    if (this.anchors) return this.anchors;
    const frequency = new Map<string, number>();
    for (const { words } of this.entries) for (const word of words) frequency.set(word, (frequency.get(word) ?? 0) + 1);
    const anchors = new Map<string, Entry<T>[]>();
    for (const entry of this.entries) {
      const rarest = entry.words
        .filter((word) => word !== '')
        .reduce((a, b) => ((frequency.get(b) as number) < (frequency.get(a) as number) ? b : a));
      const list = anchors.get(rarest);
      if (list) list.push(entry);
      else anchors.set(rarest, [entry]);
    }
    this.anchors = anchors;
    return anchors;
  }

  private adjacent(entry: Entry<T>, stems: Stems, place: number, stem: string): Found<T> | undefined {
    const from = place - entry.words.indexOf(stem);
    const to = from + entry.words.length - 1;
    if (from < 0 || to >= stems.stems.length || stems.clause[from] !== stems.clause[to]) return undefined;
    for (let i = 0; i < entry.words.length; i++) {
      if (stems.stems[from + i] !== entry.words[i]) return undefined;
      if (entry.words[i] === '' && stems.tokens[from + i]?.word !== entry.written[i]) return undefined;
    }
    return { value: entry.value, positions: entry.words.map((_, i) => from + i), from, to, gap: 0 };
  }
}

function near<T>(entry: Entry<T>, stems: Stems, place: number, widest: number): Found<T> | undefined {
  const positions = [place];
  let low = place;
  let high = place;
  for (const word of entry.words) {
    if (word === stems.stems[place]) continue;
    let best = -1;
    let distance = Infinity;
    for (const at of stems.at.get(word) ?? []) {
      const d = at > high ? at - high : at < low ? low - at : 0;
      if (d < distance && !positions.includes(at) && stems.clause[at] === stems.clause[place]) {
        best = at;
        distance = d;
      }
    }
    if (best < 0 || distance > widest * 2 + 4) return undefined;
    positions.push(best);
    low = Math.min(low, best);
    high = Math.max(high, best);
  }
  let gap = (stems.commas[high] as number) - (stems.commas[low] as number);
  for (let i = low; i <= high; i++) {
    if (positions.includes(i) || stems.stems[i] === '' || SIDE_WORDS.has(stems.stems[i] as string)) continue;
    // What comes "with" an operation is another one, unless it is the contrast of an image.
    gap += stems.stems[i] === 'with' && stems.stems[i + 1] !== 'contrast' ? 2 : 1;
  }
  if (gap > widest) return undefined;
  return { value: entry.value, positions: positions.sort((a, b) => a - b), from: low, to: high, gap };
}

/** Drops what another phrase covers with more words, and of phrases that share most of their words the looser one. */
function longest<T>(found: readonly Found<T>[], stems: Stems): Found<T>[] {
  const sorted = [...found].sort((a, b) => b.positions.length - a.positions.length || a.gap - b.gap || a.from - b.from);
  const kept: Found<T>[] = [];
  for (const one of sorted) {
    const covered = kept.some((other) => {
      const shared = one.positions.filter((place) => other.positions.includes(place)).length;
      if (shared === one.positions.length || (shared > 1 && one.gap > other.gap)) return true;
      // "Single chamber pacemaker implantation" is no second "pacemaker implantation".
      const rest = one.positions.filter((place) => !other.positions.includes(place));
      if (shared > 0 && other.positions.length > one.positions.length && rest.every((place) => DOING.test(stems.tokens[place]?.word ?? '')))
        return true;
      // "Implantation of biventricular ICD" is no "implantation … ICD", while "CT and MRI of the brain" are both of the brain.
      return shared > 0 && one.gap > other.gap && other.from >= one.from && other.to <= one.to && !listed(one, stems);
    });
    if (!covered) kept.push(one);
  }
  return kept.sort((a, b) => a.from - b.from || a.to - b.to);
}

function listed<T>({ from, to }: Found<T>, stems: Stems): boolean {
  return stems.commas[from] !== stems.commas[to] || stems.tokens.slice(from, to).some(({ word }) => word === 'and' || word === 'or');
}

function shouted(text: string, token: Token): boolean {
  const word = text.slice(token.start, token.end);
  // "tPA" and "rtPA" are abbreviations too.
  return /^[^a-z]*[A-Z][^a-z]*s?$/.test(word) || /^[a-z]{1,2}[A-Z]{2,}$/.test(word);
}
