import type { Lexicon } from './lexicon.js';
import { EditDistance } from './myers.js';
import { OPTIONAL, type TermIndex, type TermSource } from './terms.js';
import { EVERYDAY_WORDS, SMALL_WORDS, type Token, tokenise } from './words.js';

/** A term that answers a query. */
export interface TermHit {
  readonly term: number;
  /** 0…1: how much of the query and of the term match. */
  readonly score: number;
}

/** One place of a query and the stems that may stand for it, with what a match by that stem is worth. */
interface Slot {
  readonly alternatives: readonly { readonly stem: number; readonly worth: number }[];
  readonly weight: number;
}

/** How much a query word that the term lacks counts, and a term word that the query lacks. Chosen on the development phrases. */
const QUERY_MISS = 0.75;
const TERM_MISS = 0.4;
const OPTIONAL_MISS = 0.02;
/** A stem with more postings than this is not walked once candidates exist; it is looked up in the candidates instead. */
const COMMON = 4000;
const MISSPELT = 0.85;
const TRUNCATED = 0.9;

const SOURCE_BONUS: Readonly<Record<TermSource, number>> = {
  title: 0.02,
  'expanded-title': 0.01,
  inclusion: 0.015,
  lexicon: 0.03,
  'lexicon-dx': 0.03,
  'lexicon-phrase': 0.02,
  'lexicon-named': 0,
  index: 0.02,
  table: 0,
};

/** Words of sentences that say nothing of a condition, but are rare in titles and would weigh much. */
const SENTENCE_WORDS: ReadonlySet<string> = new Set(
  'has have had having which who whose she he they there but while also been being did does do if so was were will would can could should may might because after it its experiences experienced experiencing suffers suffered suffering patient presents presented'.split(
    ' ',
  ),
);
/** Everyday forms of the words titles choose between. */
const TITLE_FORMS: ReadonlyMap<string, string> = new Map([
  ['another', 'other'],
  ['both', 'bilateral'],
]);

/** Finds terms by words: order-free, forgiving misspellings, truncated words, abbreviations, lay words and British spellings. */
export class TermSearch {
  private readonly index: TermIndex;
  private readonly lexicon: Lexicon;
  private readonly matched: Float32Array;
  private readonly matchedRequired: Float32Array;
  private readonly lastSlot: Int32Array;
  private readonly touched: Uint32Array;
  private readonly speller: Speller;
  private readonly sourceBonus: Float32Array;

  constructor(index: TermIndex, lexicon: Lexicon) {
    this.index = index;
    this.lexicon = lexicon;
    this.matched = new Float32Array(index.size);
    this.matchedRequired = new Float32Array(index.size);
    this.lastSlot = new Int32Array(index.size);
    this.touched = new Uint32Array(index.size);
    this.speller = new Speller(index);
    this.sourceBonus = Float32Array.from(Object.values(SOURCE_BONUS));
  }

  /** The best terms for a query, best first. */
  find(query: string, limit: number): TermHit[] {
    const said = tokenise(query).filter((token) => !SMALL_WORDS.has(token.word));
    const content = said.filter((token) => !SENTENCE_WORDS.has(token.word));
    const tokens = (content.length > 0 ? content : said).map((token) => ({ ...token, word: TITLE_FORMS.get(token.word) ?? token.word }));
    if (tokens.length === 0 || tokens.length > 200) return [];
    let best: TermHit[] = [];
    for (const { words, worth } of this.variants(query, tokens)) {
      const hits = this.score(this.slots(words), limit).map((hit) => ({ term: hit.term, score: hit.score * worth }));
      best = best.length === 0 ? hits : merge(best, hits, limit);
    }
    return best;
  }

  /** The query as written, and with its abbreviations and phrases replaced by what they mean. */
  private variants(query: string, tokens: readonly Token[]): { words: QueryWord[]; worth: number }[] {
    const plain: QueryWord[] = tokens.map((token) => ({ word: token.word, truncated: query[token.end] === '.' && token.word.length > 1 }));
    const words = tokens.map((token) => token.word);
    const expanded: QueryWord[] = [];
    let changed = false;
    const alternatives: QueryWord[][] = [];
    for (let i = 0; i < words.length; ) {
      const synonym = this.lexicon.synonyms.at(words, i)[0];
      const abbreviations = this.lexicon.abbreviations.at(words, i).filter(({ value }) => opens(value.gate, query, tokens, i, words));
      const abbreviation = abbreviations[0];
      const phrase = abbreviation && (!synonym || abbreviation.words.length >= synonym.words.length) ? abbreviation : synonym;
      if (phrase) {
        const first = expanded.length;
        for (const word of phrase.value.words) if (!SMALL_WORDS.has(word)) expanded.push({ word, truncated: false });
        if (phrase === abbreviation && abbreviations[1]) {
          const other = abbreviations[1].value.words.filter((word) => !SMALL_WORDS.has(word)).map((word) => ({ word, truncated: false }));
          alternatives.push([...expanded.slice(0, first), ...other, ...plain.slice(i + phrase.words.length)]);
        }
        changed = true;
        i += phrase.words.length;
      } else {
        expanded.push(plain[i] as QueryWord);
        i++;
      }
    }
    const out = [{ words: plain, worth: 1 }];
    if (changed) out.push({ words: expanded, worth: 0.99 });
    if (alternatives[0]) out.push({ words: alternatives[0], worth: 0.95 });
    return out;
  }

  private slots(words: readonly QueryWord[]): Slot[] {
    const slots: Slot[] = [];
    const seen = new Set<number>();
    for (const { word, truncated } of words) {
      const alternatives: { stem: number; worth: number }[] = [];
      const read = this.index.stemNumbers.get(this.lexicon.folding.stem(word));
      // Some stems stand only in terms that are read in notes and not searched for.
      const known = read !== undefined && this.index.postings(read).length > 0 ? read : undefined;
      if (known !== undefined) {
        if (seen.has(known)) continue;
        seen.add(known);
        alternatives.push({ stem: known, worth: 1 });
      }
      if (truncated || (known === undefined && word.length >= 3)) {
        for (const stem of this.speller.completions(word, truncated ? 12 : 4))
          if (stem !== known) alternatives.push({ stem, worth: TRUNCATED });
      }
      if (known === undefined && word.length >= 4 && !/^\d+$/.test(word)) {
        for (const { stem, distance } of this.speller.corrections(word))
          if (!alternatives.some((a) => a.stem === stem))
            alternatives.push({ stem, worth: distance === 1 ? MISSPELT : MISSPELT * MISSPELT });
      }
      const weight =
        alternatives.length > 0 ? Math.max(...alternatives.slice(0, 3).map((a) => (this.index.weight[a.stem] as number) * a.worth)) : 4;
      slots.push({ alternatives, weight: alternatives.length > 0 ? weight : 2.5 });
    }
    return slots;
  }

  private score(slots: readonly Slot[], limit: number): TermHit[] {
    const { index, matched, matchedRequired, lastSlot } = this;
    const total = slots.reduce((sum, slot) => sum + slot.weight, 0);
    if (total === 0) return [];
    let touchedCount = 0;
    const { touched } = this;
    const size = (slot: Slot): number => slot.alternatives.reduce((sum, a) => sum + index.postings(a.stem).length, 0);
    const order = slots
      .map((slot) => ({ slot, size: size(slot) }))
      .filter(({ slot }) => slot.alternatives.length > 0)
      .sort((a, b) => a.size - b.size);
    let gathered = 0;
    for (let s = 0; s < order.length; s++) {
      const { slot, size: postings } = order[s] as (typeof order)[number];
      // Terms first met now lack every rarer word: once the rarer words weigh enough, only terms already met can be best.
      const probe = touchedCount > 0 && postings > COMMON && gathered > 0.35 * total;
      gathered += slot.weight;
      const mark = s + 1;
      for (const { stem, worth } of slot.alternatives) {
        const full = (index.weight[stem] as number) * worth;
        const gain = Math.min(slot.weight, full);
        const list = index.postings(stem);
        if (probe && touchedCount * 8 < list.length) {
          for (let i = 0; i < touchedCount; i++) {
            const term = touched[i] as number;
            if (lastSlot[term] === mark) continue;
            const found = contains(index, term, stem);
            if (found < 0) continue;
            lastSlot[term] = mark;
            matched[term] = (matched[term] as number) + gain;
            if (found === 0) matchedRequired[term] = (matchedRequired[term] as number) + full;
          }
          continue;
        }
        for (let p = 0; p < list.length; p++) {
          const posting = list[p] as number;
          const term = posting & 0x7fffffff;
          const last = lastSlot[term] as number;
          if (last === mark) continue;
          if (last === 0) {
            if (probe) continue;
            touched[touchedCount++] = term;
          }
          lastSlot[term] = mark;
          matched[term] = (matched[term] as number) + gain;
          if (posting < OPTIONAL) matchedRequired[term] = (matchedRequired[term] as number) + full;
        }
      }
    }
    const hits: TermHit[] = [];
    let floor = 0;
    for (let i = 0; i < touchedCount; i++) {
      const term = touched[i] as number;
      const m = matched[term] as number;
      const required = matchedRequired[term] as number;
      const { from, to } = index.wordsOf(term);
      const missing = Math.max(0, (index.termWeight[term] as number) - required);
      const score =
        m / (m + QUERY_MISS * (total - m) + TERM_MISS * missing + OPTIONAL_MISS * (to - from)) +
        (this.sourceBonus[index.source[term] as number] as number);
      matched[term] = 0;
      matchedRequired[term] = 0;
      lastSlot[term] = 0;
      if (hits.length >= limit && score <= floor) continue;
      insert(hits, { term, score }, limit);
      floor = hits.length >= limit ? (hits.at(-1) as TermHit).score : 0;
    }
    return hits;
  }
}

interface QueryWord {
  readonly word: string;
  readonly truncated: boolean;
}

/** 1: the term holds the stem as optional, 0: as required, -1: not at all. */
function contains(index: TermIndex, term: number, stem: number): 1 | 0 | -1 {
  const { from, to } = index.wordsOf(term);
  for (let w = from; w < to; w++) {
    const word = index.words[w] as number;
    if (word === stem) return 0;
    if (word === (stem | OPTIONAL) >>> 0) return 1;
  }
  return -1;
}

function insert(hits: TermHit[], hit: TermHit, limit: number): void {
  let at = hits.length;
  while (at > 0 && (hits[at - 1] as TermHit).score < hit.score) at--;
  hits.splice(at, 0, hit);
  if (hits.length > limit) hits.pop();
}

function merge(a: readonly TermHit[], b: readonly TermHit[], limit: number): TermHit[] {
  const best = new Map<number, number>();
  for (const { term, score } of [...a, ...b]) best.set(term, Math.max(score, best.get(term) ?? 0));
  return [...best]
    .map(([term, score]) => ({ term, score }))
    .sort((x, y) => y.score - x.score || x.term - y.term)
    .slice(0, limit);
}

function opens(
  gate: { upper: boolean; number: boolean; near: readonly string[]; notNear: readonly string[]; sections: readonly string[] },
  query: string,
  tokens: readonly Token[],
  i: number,
  words: readonly string[],
): boolean {
  const token = tokens[i] as Token;
  if (gate.sections.length > 0) return false;
  if (EVERYDAY_WORDS.has(token.word) && !/[A-Z].*[A-Z]|^[A-Z]$/.test(query.slice(token.start, token.end))) return false;
  if (gate.upper && query.slice(token.start, token.end) !== query.slice(token.start, token.end).toUpperCase()) return false;
  if (gate.number && !/^\d/.test(words[i + 1] ?? '')) return false;
  if (gate.near.length > 0 && !gate.near.some((word) => words.includes(word))) return false;
  return !gate.notNear.some((word) => words.includes(word));
}

/** Corrections and completions of words that no term has. */
class Speller {
  private readonly index: TermIndex;
  /** Vocabulary positions by word length. */
  private readonly byLength: number[][] = [];
  /** The letters of each vocabulary word as a bit set. */
  private readonly letters: Uint32Array;

  constructor(index: TermIndex) {
    this.index = index;
    this.letters = Uint32Array.from(index.vocabularyWords, letterSet);
    index.vocabularyWords.forEach((word, i) => {
      if (word.length > 31) return;
      let list = this.byLength[word.length];
      if (!list) {
        list = [];
        this.byLength[word.length] = list;
      }
      list.push(i);
    });
  }

  /** The nearest words by edit distance (1, or 2 for words of six letters and more); more frequent words first. */
  corrections(word: string): { stem: number; distance: number }[] {
    const limit = word.length >= 6 ? 2 : 1;
    const distance = new EditDistance(word);
    const letters = letterSet(word);
    let best = limit;
    let found: { word: number; d: number }[] = [];
    for (let length = Math.max(3, word.length - limit); length <= word.length + limit; length++) {
      const list = this.byLength[length];
      if (!list) continue;
      for (let k = 0; k < list.length; k++) {
        const i = list[k] as number;
        // One edit changes at most two letters of the set.
        if (bitCount((this.letters[i] as number) ^ letters) > 2 * best) continue;
        const d = distance.to(this.index.vocabularyWords[i] as string, best);
        if (d > best) continue;
        if (d < best) {
          best = d;
          found = [];
        }
        found.push({ word: i, d });
      }
    }
    const sameStart = (i: number): number => ((this.index.vocabularyWords[i] as string)[0] === word[0] ? 0 : 1);
    const frequency = (i: number): number => this.index.vocabularyFrequency[i] as number;
    found.sort((a, b) => a.d - b.d || sameStart(a.word) - sameStart(b.word) || frequency(b.word) - frequency(a.word));
    const out: { stem: number; distance: number }[] = [];
    for (const { word: i, d } of found) {
      const stem = this.index.vocabulary.get(this.index.vocabularyWords[i] as string) as number;
      if (!out.some((o) => o.stem === stem)) out.push({ stem, distance: d });
      if (out.length >= 4) break;
    }
    return out;
  }

  /** Stems of the most frequent words that begin with the letters given. */
  completions(prefix: string, limit: number): number[] {
    const words = this.index.vocabularyWords;
    let low = 0;
    let high = words.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((words[middle] as string) < prefix) low = middle + 1;
      else high = middle;
    }
    const found: number[] = [];
    for (let i = low; i < words.length && (words[i] as string).startsWith(prefix); i++) found.push(i);
    found.sort((a, b) => (this.index.vocabularyFrequency[b] as number) - (this.index.vocabularyFrequency[a] as number));
    const stems = new Set<number>();
    for (const i of found) {
      stems.add(this.index.vocabulary.get(words[i] as string) as number);
      if (stems.size >= limit) break;
    }
    return [...stems];
  }
}

function letterSet(word: string): number {
  let set = 0;
  for (let i = 0; i < word.length; i++) {
    const c = word.charCodeAt(i);
    set |= c >= 97 && c <= 122 ? 1 << (c - 97) : 1 << (26 + (c & 3));
  }
  return set >>> 0;
}

function bitCount(value: number): number {
  let v = value - ((value >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
