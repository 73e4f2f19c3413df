import { codeKey, keyCode } from './code.js';
import { type PackTable, RememberedText } from './pack.js';
import { type Folding, QUALIFIER_WORDS, SMALL_WORDS, stemWord, termWords, tokenise } from './words.js';

/** Where a term comes from; also how far it is trusted. */
export const TERM_SOURCES = [
  'title',
  'expanded-title',
  'inclusion',
  'lexicon',
  'lexicon-dx',
  'lexicon-phrase',
  'index',
  'table',
  'lexicon-named',
] as const;
export type TermSource = (typeof TERM_SOURCES)[number];

/** A wording that leads to a code or, with a stem, to the codes below it. */
export interface TermInput {
  readonly code: string;
  readonly source: TermSource;
  readonly text: string;
  /** For display, when it differs from the text: levels joined by ` › `. */
  readonly path?: string;
  /** The term holds a cause that has to be stated as one (a `due to` level). */
  readonly causal?: boolean;
}

/** The arrays of a compiled {@link TermIndex}, as they stand in packs. */
export interface TermArrays {
  readonly vocabulary: { readonly word: readonly string[]; readonly stem: Uint32Array; readonly frequency: Uint32Array };
  readonly stems: {
    readonly stem: readonly string[];
    readonly weight: Float32Array;
    readonly postingStart: Uint32Array;
    readonly anchorStart: Uint32Array;
  };
  readonly terms: {
    readonly key: Float64Array;
    readonly source: Uint8Array;
    readonly causal: Uint8Array;
    readonly text: readonly string[];
    readonly wordStart: Uint32Array;
    readonly weight: Float32Array;
  };
  readonly words: { readonly word: Uint32Array };
  readonly postings: { readonly term: Uint32Array };
  readonly anchors: { readonly term: Uint32Array };
}

/** Set on a word of a term that may be absent. */
export const OPTIONAL = 0x80000000;

/**
 * Compiles wordings into the arrays of an index: for search, postings of every stem; for reading notes, each term hung on its rarest stem.
 * The same terms in the same order give the same arrays.
 */
export function compileTerms(terms: readonly TermInput[], folding: Folding): TermArrays {
  const stemIds = new Map<string, number>();
  const stemCounts: number[] = [];
  const vocabulary = new Map<string, { stem: number; frequency: number }>();
  const stemId = (stem: string): number => {
    let id = stemIds.get(stem);
    if (id === undefined) {
      id = stemIds.size;
      stemIds.set(stem, id);
      stemCounts.push(0);
    }
    return id;
  };
  const seen = new Set<string>();
  const kept: { key: number; source: number; causal: boolean; text: string; required: number[]; optional: number[] }[] = [];
  for (const term of terms) {
    const { required, optional } = termWords(term.text, folding, !term.source.startsWith('lexicon'));
    if (required.length === 0) continue;
    const req = required.map(stemId);
    const key = codeKey(term.code.replace(/[.-]/g, ''));
    const opt = optional.map(stemId);
    const sorted = (ids: readonly number[]): string => [...ids].sort((a, b) => a - b).join(',');
    // A line of a table is searched for and a name is read: neither stands for the other.
    const signature = `${key}:${sorted(req)}:${sorted(opt)}${term.source === 'table' ? ' table' : ''}`;
    if (seen.has(signature) || (term.source === 'table' && seen.has(signature.slice(0, -6)))) continue;
    seen.add(signature);
    kept.push({
      key,
      source: TERM_SOURCES.indexOf(term.source),
      causal: term.causal === true,
      text: term.path ?? (term.source === 'title' || term.source === 'expanded-title' ? '' : term.text),
      required: req,
      optional: opt,
    });
    // What only names a condition is read in notes and never searched for: it says nothing of how rare a word is.
    if (term.source === 'lexicon-named') continue;
    for (const id of req) (stemCounts[id] as number)++;
    for (const id of opt) (stemCounts[id] as number)++;
    for (const token of tokenise(term.text)) {
      if (SMALL_WORDS.has(token.word)) continue;
      const entry = vocabulary.get(token.word);
      if (entry) entry.frequency++;
      else vocabulary.set(token.word, { stem: stemId(folding.stem(token.word)), frequency: 1 });
    }
  }
  const stemCount = stemIds.size;
  for (let id = stemCounts.length; id < stemCount; id++) stemCounts.push(0);
  const n = kept.length;
  const searched = kept.filter((term) => TERM_SOURCES[term.source] !== 'lexicon-named').length;
  const weight = Float32Array.from(stemCounts, (count) => Math.log(1 + searched / (1 + count)));
  for (const word of QUALIFIER_WORDS) {
    const id = stemIds.get(stemWord(word));
    if (id !== undefined) weight[id] = Math.min(weight[id] as number, 0.7);
  }
  const totalWords = kept.reduce((sum, term) => sum + term.required.length + term.optional.length, 0);
  const words = new Uint32Array(totalWords);
  const wordStart = new Uint32Array(n + 1);
  const termWeight = new Float32Array(n);
  const postingStart = new Uint32Array(stemCount + 1);
  const anchorCount = new Uint32Array(stemCount);
  const anchorOf = new Int32Array(n);
  let at = 0;
  kept.forEach((term, t) => {
    const source = TERM_SOURCES[term.source] as TermSource;
    const posted = source === 'lexicon-named' ? 0 : 1;
    wordStart[t] = at;
    let total = 0;
    let anchor = term.required[0] as number;
    for (const id of term.required) {
      words[at++] = id;
      total += weight[id] as number;
      postingStart[id + 1] = (postingStart[id + 1] as number) + posted;
      if ((stemCounts[id] as number) < (stemCounts[anchor] as number)) anchor = id;
    }
    for (const id of term.optional) {
      words[at++] = (id | OPTIONAL) >>> 0;
      postingStart[id + 1] = (postingStart[id + 1] as number) + posted;
    }
    termWeight[t] = total;
    anchorOf[t] = readable(source) ? anchor : -1;
    if (readable(source)) anchorCount[anchor] = (anchorCount[anchor] as number) + 1;
  });
  wordStart[n] = at;
  for (let i = 0; i < stemCount; i++) postingStart[i + 1] = (postingStart[i + 1] as number) + (postingStart[i] as number);
  const postings = new Uint32Array(postingStart[stemCount] as number);
  const fill = postingStart.slice();
  const anchorStart = new Uint32Array(stemCount + 1);
  for (let i = 0; i < stemCount; i++) anchorStart[i + 1] = (anchorStart[i] as number) + (anchorCount[i] as number);
  const anchors = new Uint32Array(anchorStart[stemCount] as number);
  const fillAnchors = anchorStart.slice();
  for (let t = 0; t < n; t++) {
    const posted = kept[t]?.source !== TERM_SOURCES.indexOf('lexicon-named');
    for (let w = wordStart[t] as number; posted && w < (wordStart[t + 1] as number); w++) {
      const word = words[w] as number;
      const id = (word & ~OPTIONAL) >>> 0;
      postings[fill[id] as number] = word >= OPTIONAL ? (t | OPTIONAL) >>> 0 : t;
      fill[id] = (fill[id] as number) + 1;
    }
    const anchor = anchorOf[t] as number;
    if (anchor >= 0) {
      anchors[fillAnchors[anchor] as number] = t;
      fillAnchors[anchor] = (fillAnchors[anchor] as number) + 1;
    }
  }
  const surface = [...vocabulary.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    vocabulary: {
      word: surface.map(([word]) => word),
      stem: Uint32Array.from(surface, ([, entry]) => entry.stem),
      frequency: Uint32Array.from(surface, ([, entry]) => entry.frequency),
    },
    stems: {
      stem: [...stemIds.keys()],
      weight,
      postingStart: postingStart.subarray(0, stemCount),
      anchorStart: anchorStart.subarray(0, stemCount),
    },
    terms: {
      key: Float64Array.from(kept, (term) => term.key),
      source: Uint8Array.from(kept, (term) => term.source),
      causal: Uint8Array.from(kept, (term) => (term.causal ? 1 : 0)),
      text: kept.map((term) => term.text),
      wordStart: wordStart.subarray(0, n),
      weight: termWeight,
    },
    words: { word: words },
    postings: { term: postings },
    anchors: { term: anchors },
  };
}

/** Whether terms of a source may be recognised in a note. Titles of expanded codes are found by filling slots, not by words. */
function readable(source: TermSource): boolean {
  return source !== 'expanded-title';
}

/** Terms that share their rarest word. */
export interface AnchoredTerms {
  /** No other word is needed. */
  readonly alone: readonly number[];
  /** The rarest other words they need. */
  readonly nexts: readonly number[];
  /** By the rarest other word they need. */
  readonly byNext: ReadonlyMap<number, readonly number[]>;
}

const LEFT_OVER: ReadonlySet<string> = new Set(['other', 'specifi', 'specified', 'elsewher', 'elsewhere']);

/** A compiled index of terms over raw arrays. */
export class TermIndex {
  readonly stemNumbers: ReadonlyMap<string, number>;
  readonly stems: readonly string[];
  readonly weight: Float32Array;
  readonly key: Float64Array;
  readonly source: Uint8Array;
  readonly causal: Uint8Array;
  readonly termWeight: Float32Array;
  readonly words: Uint32Array;
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly vocabularyWords: readonly string[];
  readonly vocabularyFrequency: Uint32Array;
  private readonly text: RememberedText;
  private readonly codes: (string | undefined)[];
  private readonly wordStart: Uint32Array;
  private readonly postingStart: Uint32Array;
  private readonly postingTerms: Uint32Array;
  private readonly anchorStart: Uint32Array;
  private readonly anchorTerms: Uint32Array;
  private readonly groups: (AnchoredTerms | undefined)[];

  constructor(tables: {
    vocabulary: PackTable;
    stems: PackTable;
    terms: PackTable;
    words: PackTable;
    postings: PackTable;
    anchors: PackTable;
  }) {
    const stem = tables.stems.text('stem');
    const stems: string[] = [];
    const numbers = new Map<string, number>();
    for (let i = 0; i < stem.length; i++) {
      const text = stem.at(i);
      stems.push(text);
      numbers.set(text, i);
    }
    this.stems = stems;
    this.groups = new Array<AnchoredTerms | undefined>(stems.length);
    this.stemNumbers = numbers;
    this.weight = tables.stems.numbers<Float32Array>('weight');
    this.postingStart = tables.stems.numbers<Uint32Array>('postingStart');
    this.anchorStart = tables.stems.numbers<Uint32Array>('anchorStart');
    this.key = tables.terms.numbers<Float64Array>('key');
    this.source = tables.terms.numbers<Uint8Array>('source');
    this.causal = tables.terms.numbers<Uint8Array>('causal');
    this.termWeight = tables.terms.numbers<Float32Array>('weight');
    this.text = new RememberedText(tables.terms.text('text'));
    this.codes = new Array<string | undefined>(this.key.length);
    this.wordStart = tables.terms.numbers<Uint32Array>('wordStart');
    this.words = tables.words.numbers<Uint32Array>('word');
    this.postingTerms = tables.postings.numbers<Uint32Array>('term');
    this.anchorTerms = tables.anchors.numbers<Uint32Array>('term');
    const vocabularyStem = tables.vocabulary.numbers<Uint32Array>('stem');
    this.vocabularyFrequency = tables.vocabulary.numbers<Uint32Array>('frequency');
    const column = tables.vocabulary.text('word');
    const words: string[] = [];
    const vocabulary = new Map<string, number>();
    for (let i = 0; i < column.length; i++) {
      const word = column.at(i);
      words.push(word);
      vocabulary.set(word, vocabularyStem[i] as number);
    }
    this.vocabulary = vocabulary;
    this.vocabularyWords = words;
  }

  get size(): number {
    return this.key.length;
  }

  code(term: number): string {
    return (this.codes[term] ??= keyCode(this.key[term] as number));
  }

  sourceOf(term: number): TermSource {
    return TERM_SOURCES[this.source[term] as number] as TermSource;
  }

  /** The wording for display; empty for titles. */
  textOf(term: number): string {
    return this.text.at(term);
  }

  /** Stem numbers of a term, {@link OPTIONAL} set on those that may be absent: positions [from, to) of `words`. */
  wordsOf(term: number): { from: number; to: number } {
    return { from: this.wordStart[term] as number, to: term + 1 < this.size ? (this.wordStart[term + 1] as number) : this.words.length };
  }

  /** Terms that hold a stem, in order; {@link OPTIONAL} set where the term may lack it. */
  postings(stem: number): Uint32Array {
    return this.postingTerms.subarray(
      this.postingStart[stem],
      stem + 1 < this.postingStart.length ? this.postingStart[stem + 1] : this.postingTerms.length,
    );
  }

  /** The terms whose rarest word is a stem and that words alone may reach, grouped by the word to look for next. */
  anchored(stem: number): AnchoredTerms {
    return (this.groups[stem] ??= this.grouped(stem));
  }

  private grouped(stem: number): AnchoredTerms {
    const alone: number[] = [];
    const byNext = new Map<number, number[]>();
    const end = stem + 1 < this.anchorStart.length ? (this.anchorStart[stem + 1] as number) : this.anchorTerms.length;
    for (let i = this.anchorStart[stem] as number; i < end; i++) {
      const term = this.anchorTerms[i] as number;
      if (this.sourceOf(term) === 'table' || this.isOther(term)) continue;
      const { from, to } = this.wordsOf(term);
      let next = -1;
      for (let w = from; w < to; w++) {
        const word = this.words[w] as number;
        if (word >= OPTIONAL || word === stem) continue;
        if (next === -1 || (this.weight[word] as number) > (this.weight[next] as number)) next = word;
      }
      if (next === -1) alone.push(term);
      else {
        const list = byNext.get(next);
        if (list) list.push(term);
        else byNext.set(next, [term]);
      }
    }
    return { alone, nexts: [...byNext.keys()], byNext };
  }

  /** Titles that begin with "Other" name what is left over; words alone do not reach them. */
  private isOther(term: number): boolean {
    const source = this.sourceOf(term);
    if (source !== 'title' && source !== 'inclusion') return false;
    const { from, to } = this.wordsOf(term);
    for (let w = from; w < to; w++) {
      const word = this.words[w] as number;
      if (word >= OPTIONAL && LEFT_OVER.has(this.stems[(word & ~OPTIONAL) >>> 0] as string)) return true;
    }
    return false;
  }
}
