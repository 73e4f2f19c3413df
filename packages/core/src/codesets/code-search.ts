import type { Day } from '../model/date.js';
import { dottedCode, keyLength, stemRange } from './code.js';
import type { CodeId } from './code-table.js';
import type { Icd10cm } from './icd10cm.js';
import type { Lexicon } from './lexicon.js';
import { TermSearch } from './search.js';
import type { TermIndex } from './terms.js';
import { SMALL_WORDS, tokenise } from './words.js';

/** An answer of a search by words. */
export interface SearchHit {
  readonly code: string;
  readonly title: string;
  readonly score: number;
  /** How the code was found: levels of the index path, or the title. */
  readonly path: readonly string[];
  readonly billable: boolean;
}

/** Search by words in ICD-10-CM as of a date. */
export class CodeSearch {
  private readonly icd: Icd10cm;
  private readonly index: TermIndex;
  private readonly lexicon: Lexicon;
  private readonly terms: TermSearch;

  constructor(icd: Icd10cm, index: TermIndex, lexicon: Lexicon) {
    this.icd = icd;
    this.index = index;
    this.lexicon = lexicon;
    this.terms = new TermSearch(index, lexicon);
  }

  /**
   * Ranked codes for a phrase.
   * @param limit at most this many codes
   * @param headers also give codes that are too short to bill; otherwise a header stands for the billable code below it that fits the words best
   */
  search(query: string, date: Day, limit = 10, headers = false): SearchHit[] {
    const hits = this.terms.find(query, Math.max(40, limit * 3));
    const words = this.queryStems(query);
    const out: SearchHit[] = [];
    const seen = new Set<number>();
    for (const hit of hits) {
      const code = this.index.code(hit.term);
      const id = headers ? this.icd.table.find(code) : this.billableFor(code, words, date);
      if (id === -1 || seen.has(id) || this.icd.table.statusOn(id, date) < 0) continue;
      seen.add(id);
      const title = this.icd.table.title(id, date);
      const text = this.index.textOf(hit.term);
      out.push({
        code: dottedCode(this.icd.table.code(id)),
        title,
        score: Math.round(Math.min(hit.score, 1) * 1000) / 1000,
        path: text ? text.split(' › ') : [title],
        billable: this.icd.table.billableOn(id, date),
      });
      if (out.length >= limit) break;
    }
    return this.closest(query, out);
  }

  /**
   * Hits that score about the same in the order of how closely their titles, or the entries they were found by, follow the query: the qualifying words it says
   * (other, unspecified) and the order of its words. Scoring looks at sets of words and cannot tell these apart.
   */
  private closest(query: string, hits: SearchHit[]): SearchHit[] {
    const floor = (hits[0]?.score ?? 0) - NEAR;
    const near = hits.findIndex((hit) => hit.score < floor);
    const count = near < 0 ? hits.length : near;
    if (count < 2) return hits;
    const words = this.sequence(query);
    const ranked = hits.slice(0, count).map((hit) => ({
      hit,
      follows: Math.max(follows(words, this.sequence(hit.title)), follows(words, this.sequence(hit.path.join(' ')))),
    }));
    ranked.sort((a, b) => b.follows - a.follows);
    return [...ranked.map(({ hit }) => hit), ...hits.slice(count)];
  }

  private sequence(text: string): string[] {
    const words: string[] = [];
    for (const { word } of tokenise(text))
      if (!SMALL_WORDS.has(word)) words.push(this.lexicon.folding.stem(word === 'another' ? 'other' : word));
    return words;
  }

  private queryStems(query: string): Set<string> {
    const words = tokenise(query).map((token) => token.word);
    const stems = new Set<string>();
    words.forEach((word, i) => {
      if (!SMALL_WORDS.has(word)) stems.add(this.lexicon.folding.stem(word));
      for (const abbreviation of this.lexicon.abbreviations.at(words, i))
        for (const part of abbreviation.value.words) stems.add(this.lexicon.folding.stem(part));
    });
    return stems;
  }

  /**
   * The billable code under a stem whose title says most of the query's words and least else; unspecified, closed, initial where
   * the query is silent.
   */
  billableFor(stem: string, words: ReadonlySet<string>, date: Day): CodeId | -1 {
    const table = this.icd.table;
    const exact = table.find(stem);
    if (exact !== -1 && table.billableOn(exact, date)) return exact;
    const { first, last } = table.range(stemRange(stem));
    if (last - first > 4000) return this.icd.defaultBillable(stem, date);
    let best = this.icd.defaultBillable(stem, date);
    if (best === -1) return -1;
    let bestScore = fit(table.title(best, date), words, this.lexicon) + 0.5;
    for (let at = first; at < last; at++) {
      const id = at as CodeId;
      if (keyLength(table.keys[id] as number) === 7 && !matches7th(table.code(id), words)) continue;
      if (!table.billableOn(id, date)) continue;
      const score = fit(table.title(id, date), words, this.lexicon);
      if (score > bestScore) {
        best = id;
        bestScore = score;
      }
    }
    return best;
  }
}

/** Without a word of the query for it, the 7th character is that of the initial encounter. */
function matches7th(code: string, words: ReadonlySet<string>): boolean {
  if (words.has('subsequent') || words.has('sequela') || words.has('initial') || words.has('open')) return true;
  return /[A0]$/.test(code) || !/[A-Z]$/.test(code);
}

const AXIS_WORDS = /\b(right|left|bilateral|first|second|third|initial|subsequent|sequela|upper|lower)\b/;

function fit(title: string, words: ReadonlySet<string>, lexicon: Lexicon): number {
  let score = 0;
  for (const token of tokenise(title)) {
    if (SMALL_WORDS.has(token.word)) continue;
    const stem = lexicon.folding.stem(token.word);
    if (words.has(stem)) score += 1;
    else if (AXIS_WORDS.test(token.word)) score -= token.word === 'initial' ? 0 : 0.6;
    else if (token.word !== 'unspecified' && token.word !== 'encounter' && token.word !== 'closed') score -= 0.25;
  }
  return score;
}

/** Hits this close to the best are ordered by their wording. */
const NEAR = 0.03;

/** Words and pairs of neighbouring words that a title shares with a query, each counted as often as the query has it; half off for every other word. */
function follows(query: readonly string[], title: readonly string[]): number {
  const left = new Map<string, number>();
  query.forEach((word, i) => {
    left.set(word, (left.get(word) ?? 0) + 1);
    const before = query[i - 1];
    if (before !== undefined) left.set(`${before} ${word}`, (left.get(`${before} ${word}`) ?? 0) + 1);
  });
  const take = (key: string): boolean => {
    const n = left.get(key) ?? 0;
    if (n > 0) left.set(key, n - 1);
    return n > 0;
  };
  let score = 0;
  title.forEach((word, i) => {
    score += take(word) ? 1 : -0.5;
    const before = title[i - 1];
    if (before !== undefined && take(`${before} ${word}`)) score += 1;
  });
  return score;
}
