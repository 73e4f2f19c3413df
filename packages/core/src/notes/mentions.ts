import { type Expansion, type KnownWord, type Lexicon, longestAt } from '../codesets/lexicon.js';
import { EditDistance } from '../codesets/myers.js';
import { OPTIONAL, type TermIndex, type TermSource } from '../codesets/terms.js';
import { EVERYDAY_WORDS, SMALL_WORDS, type Token } from '../codesets/words.js';
import { isOrdinaryWord, namesVaccine } from './acronyms.js';
import type { Segment, StructuredNote } from './structure.js';

/** How a condition is named without being affirmed: as absent, or as no cause of another. */
export type Denial = 'absent' | 'unrelated';

/** A term of the index recognised in a segment. */
export interface Mention {
  readonly term: number;
  readonly code: string;
  readonly source: TermSource;
  /** Display path of the term. */
  readonly path: string;
  /** Extent in the text as received. */
  readonly start: number;
  readonly end: number;
  readonly segment: number;
  /** Words between the term's words. */
  readonly gap: number;
  /** Weight of the words matched, required and optional. */
  readonly weight: number;
  /** Number of required words. */
  readonly words: number;
  /** Whether an abbreviation, a lay phrase or a corrected spelling was read. */
  readonly via: 'words' | 'abbreviation' | 'synonym' | 'spelling';
  /** Token positions used. */
  readonly positions: readonly number[];
  /** Set when the words stand behind "without" or "not due to": they are named as absent, or as not the cause. */
  readonly denied: Denial | undefined;
  /** Other terms on the same words that lead elsewhere. */
  readonly others: readonly number[];
  /** All its words are part of a mention that says more ("vomiting" of "nausea and vomiting"); read only where every mention counts. */
  readonly within?: true;
}

/** A phrase read as what it means: how much of the meaning a term must use to claim it. */
interface Meaning {
  readonly weight: number;
}

interface Reading {
  /** Of an abbreviation or phrase: the meaning the word is a part of. */
  readonly meaning?: Meaning;
  /** The word of the meaning stands there itself: "angina", which means angina pectoris, is still the word angina. */
  readonly literal?: boolean;
  readonly position: number;
  /** Last token position the reading stands for. */
  readonly until: number;
  readonly via: Mention['via'];
}

/** Widest gap, in words, between the words of a term in running text. */
const WIDEST_GAP = 2;
/** And in a heading, which names one problem; across a comma the narrower one holds. */
const WIDEST_GAP_IN_HEADING = 4;

/** Stems that can be looked at in the time one is looked up. */
const LOOKS_FOR_A_LOOKUP = 8;

/** A non-essential word that stands there is read all but as if it were essential. */
const OPTIONAL_WORTH = 0.9;
/** Of two terms that say as much, the entry written for coders is believed before the title of a code. */
const LEXICON_TRUST = 1.15;
/** Words that state a cause, or an adjective that does ("diabetic", "drug-induced"). */
const STATED_CAUSE =
  /\b(?:due to|secondary to|caused by|because of|from|following|after|2\/2|related|associated|induced|as a result of|complicating|\w{4,}(?:ic|al|ive|ous))\b/i;
/** What makes the word before it part of something else ("pain-related", "pain clinic", "wound care"). */
const NOT_ALONE =
  /^(?:-(?:related|free|controlled|induced)\b|[- ](?:clinic|service|unit|ward|center|program|management|scale|score|medication|control|care|diary|prevention|precautions?|education|team)\b)/i;
/** Words after which something else is said than before them. */
const TURNS: ReadonlySet<string> = new Set(
  'no not denies denied denying negative neg never vs versus suspect suspected suspicious possible possibly probable probably likely maybe rule ruled excluded concern concerning but however admitted presents presented came comes brought'.split(
    ' ',
  ),
);
/** A size between the words of a condition: "diverticulitis with a 4 cm abscess". */
const MEASURE = /^(?:\d+(?:\.\d+)?(?:cm|mm)?|cm|mm)$/;
const COURSE: ReadonlySet<string> = new Set(['acute', 'subacute', 'chronic']);
const CAUSED: ReadonlySet<string> = new Set(['from', 'due', 'secondary', 'caused']);
const SIDES: ReadonlySet<string> = new Set(['right', 'left', 'bilateral']);

const SOURCE_RANK: Readonly<Record<TermSource, number>> = {
  lexicon: 0,
  'lexicon-phrase': 0,
  'lexicon-dx': 1,
  'lexicon-named': 1,
  index: 2,
  inclusion: 3,
  title: 4,
  'expanded-title': 5,
  table: 6,
};

/**
 * The words by which short forms are judged: those of the section, or of the whole note where the section has few. Gathered when a short
 * form first asks for them.
 */
export class NoteContext {
  private readonly note: StructuredNote;
  private readonly sections: (ReadonlySet<string> | undefined)[] = [];
  private whole: ReadonlySet<string> | undefined;

  constructor(note: StructuredNote) {
    this.note = note;
  }

  of(section: number): ReadonlySet<string> {
    const own = (this.sections[section] ??= wordsOf(this.note.segments.filter((segment) => segment.section === section)));
    if (own.size >= FEW_WORDS) return own;
    this.whole ??= wordsOf(this.note.segments);
    return this.whole;
  }
}

const FEW_WORDS = 40;

function wordsOf(segments: readonly Segment[]): ReadonlySet<string> {
  return new Set(segments.flatMap(({ tokens }) => tokens.map(({ word }) => word)));
}

/** Recognises terms in segments: order-free, anchored on each term's rarest word. */
export class MentionReader {
  private readonly index: TermIndex;
  private readonly lexicon: Lexicon;
  private readonly corrections = new Map<string, number>();
  private readonly wordsByLength: string[][] = [];
  /** Numbers in the index of the stems of known words; -1 for those it does not have. */
  private readonly stemOfWord: number[] = [];
  /** 1 for the stems of the segment that is being read. */
  private readonly present: Uint8Array;

  constructor(index: TermIndex, lexicon: Lexicon) {
    this.index = index;
    this.lexicon = lexicon;
    this.present = new Uint8Array(index.stems.length);
    index.vocabularyWords.forEach((word, i) => {
      if (word.length >= 5 && word.length <= 31 && (index.vocabularyFrequency[i] as number) >= 2)
        (this.wordsByLength[word.length] ??= []).push(word);
    });
  }

  /**
   * Mentions of a segment that no longer mention covers, in text order; where every mention counts, those inside others too.
   * @param context folded words of the section, for the gates of abbreviations
   * @param diagnosisPlace whether terms marked `dx` may be read here
   * @param alive whether a term leads to a code of the date of service
   * @param every whether every mention counts, however little it says
   */
  read(
    text: string,
    segment: Segment,
    segmentNumber: number,
    context: () => ReadonlySet<string>,
    diagnosisPlace: boolean,
    alive: (term: number) => boolean,
    every = false,
  ): Mention[] {
    const { tokens } = segment;
    if (tokens.length === 0) return [];
    const readings = this.readings(text, segment, context);
    const denied = deniedPositions(text, tokens);
    const relaxed = segment.form === 'heading' || segment.form === 'item';
    const metastatic = metastaticPositions(tokens);
    const found: Mention[] = [];
    const { present } = this;
    const stems = [...readings.keys()];
    for (const stem of stems) present[stem] = 1;
    const consider = (terms: readonly number[], anchors: readonly Reading[]): void => {
      for (const term of terms) {
        const source = this.index.sourceOf(term);
        if ((source === 'lexicon-dx' && !diagnosisPlace && !every) || (source === 'lexicon-named' && !every)) continue;
        const { from, to } = this.index.wordsOf(term);
        // One ordinary word of a title or inclusion term ("Activity NEC", "Wound NOS") names a condition only where conditions are listed.
        if (
          !diagnosisPlace &&
          !every &&
          (source === 'title' || source === 'inclusion') &&
          (from + 1 === to || (this.index.words[from + 1] as number) >= OPTIONAL)
        )
          continue;
        let all = true;
        for (let w = from; w < to; w++) {
          const word = this.index.words[w] as number;
          if (word < OPTIONAL && present[word] === 0) {
            all = false;
            break;
          }
        }
        if (!all || !alive(term)) continue;
        for (const anchor of anchors) {
          const mention = this.place(text, segment, segmentNumber, term, source, anchor, from, to, readings, relaxed, denied);
          if (mention && !mixesPrimaryAndSecondary(mention, tokens, metastatic)) found.push(mention);
        }
      }
    };
    for (const stem of stems) {
      const anchors = readings.get(stem) as readonly Reading[];
      const { alone, nexts, byNext } = this.index.anchored(stem);
      consider(alone, anchors);
      if (nexts.length > stems.length * LOOKS_FOR_A_LOOKUP) {
        for (const next of stems) {
          const terms = byNext.get(next);
          if (terms) consider(terms, anchors);
        }
      } else {
        for (const next of nexts) if (present[next] === 1) consider(byNext.get(next) as readonly number[], anchors);
      }
    }
    for (const stem of stems) present[stem] = 0;
    const kept = cover(found, this.index, text, tokens);
    return every ? inTextOrder([...kept, ...inner(found, kept)]) : inTextOrder(kept);
  }

  private place(
    text: string,
    segment: Segment,
    segmentNumber: number,
    term: number,
    source: TermSource,
    anchor: Reading,
    from: number,
    to: number,
    readings: ReadonlyMap<number, Reading[]>,
    relaxed: boolean,
    denied: ReadonlyMap<number, Denial>,
    phrases = true,
  ): Mention | undefined {
    const { tokens } = segment;
    let low = anchor.position;
    let high = anchor.until;
    let weight = 0;
    let words = 0;
    let deniedWords = 0;
    let via: Mention['via'] = 'words';
    const used: number[] = [];
    const order: number[] = [];
    const claimed = new Map<Meaning, number>();
    const borrowed = new Set<Meaning>();
    if (anchor.meaning) claimed.set(anchor.meaning, 0);
    for (let w = from; w < to; w++) {
      const word = this.index.words[w] as number;
      const isOptional = word >= OPTIONAL;
      const stem = (word & ~OPTIONAL) >>> 0;
      const all = readings.get(stem);
      const options = phrases ? all : all?.filter(({ meaning }) => !meaning);
      if (!options) continue;
      let best: Reading | undefined;
      let bestDistance = Infinity;
      for (const option of options) {
        const distance = option.position > high ? option.position - high : option.until < low ? low - option.until : 0;
        // Of two readings of a place, the one whose phrase is in use already, so that a phrase is read whole.
        const inUse = option.meaning !== undefined && claimed.has(option.meaning);
        if (distance < bestDistance || (distance === bestDistance && inUse && !(best?.meaning && claimed.has(best.meaning)))) {
          best = option;
          bestDistance = distance;
        }
      }
      if (!best && !isOptional) return undefined;
      if (!best || (isOptional && (bestDistance > 2 || (best.meaning && !claimed.has(best.meaning))))) continue;
      // What stands behind a comma is said of something else, unless the term needs it ("chronic hepatitis C, viral load sent").
      if (isOptional && isApart(text, tokens, best, low, high)) continue;
      if (!isOptional) {
        words++;
        if (denied.has(best.position)) deniedWords++;
        low = Math.min(low, best.position);
        high = Math.max(high, best.until);
        if (best.via !== 'words') via = best.via;
        order.push(best.position);
      }
      if (best.meaning) {
        claimed.set(best.meaning, (claimed.get(best.meaning) ?? 0) + (this.index.weight[stem] as number));
        if (!best.literal) borrowed.add(best.meaning);
      }
      // Sides are filled as slots from any wording; a term that spells one out says no more for it.
      if (SIDES.has(this.index.stems[stem] as string)) continue;
      for (let p = best.position; p <= best.until; p++) if (!used.includes(p)) used.push(p);
      weight += (this.index.weight[stem] as number) * (isOptional ? OPTIONAL_WORTH : 1) * (best.via === 'spelling' ? 0.9 : 1);
    }
    if (words === 1 && NOT_ALONE.test(text.slice((tokens[high] as Token).end, (tokens[high] as Token).end + 14))) return undefined;
    if (words === 1 && via === 'words') {
      // "ALL" is a leukemia, "all" is not.
      const token = tokens[low] as Token;
      if (
        EVERYDAY_WORDS.has(token.word) &&
        !/[A-Z].*[A-Z]/.test(text.slice(token.start, token.end)) &&
        source !== 'lexicon-dx' &&
        source !== 'lexicon-named' &&
        !relaxed
      )
        return undefined;
      if (isOrdinaryWord(text.slice(token.start, token.end), token.word, text.slice(token.end, token.end + 5))) return undefined;
    }
    if (this.index.causal[term] === 1 && !STATED_CAUSE.test(text.slice((tokens[low] as Token).start, (tokens[high] as Token).end)))
      return undefined;
    let gap = 0;
    for (let p = low; p <= high; p++)
      if (
        !used.includes(p) &&
        !MEASURE.test((tokens[p] as Token).word) &&
        !SMALL_WORDS.has((tokens[p] as Token).word) &&
        !SIDES.has((tokens[p] as Token).word)
      )
        gap++;
    // What is denied or doubted behind a word does not complete the condition before it ("hepatitis C, no cirrhosis").
    for (let p = low + 1; p < high; p++) if (!used.includes(p) && TURNS.has((tokens[p] as Token).word)) return undefined;
    // "Acute blood loss anemia from a bleeding ulcer": the anemia is acute, the ulcer need not be.
    if (COURSE.has((tokens[low] as Token).word))
      for (let p = low + 1; p < high && !used.includes(p); p++) if (CAUSED.has((tokens[p] as Token).word)) return undefined;
    let marks = 0;
    for (let p = low; p < high; p++) {
      const between = text.slice((tokens[p] as Token).end, (tokens[p + 1] as Token).start);
      if (between === ' ') continue;
      if (between.includes('?')) return undefined;
      if (/[,;:()]/.test(between)) marks++;
    }
    // "Bronchiolitis, RSV negative": the test did not find what would make it the closer condition.
    if (marks > 0 && /^(?:negative|neg)$/.test(tokens[high + 1]?.word ?? '')) return undefined;
    gap += relaxed || gap === 0 ? marks : 2 * marks;
    if (used.length === 0) return undefined;
    // Words said to be absent complete no condition ("cystitis without hematuria"), unless the term itself says "without" of them.
    if (deniedWords > 0 && deniedWords < words && !(source.startsWith('lexicon') && this.saysWithout(from, to))) return undefined;
    for (const [meaning, part] of claimed) {
      if (!borrowed.has(meaning) || part >= meaning.weight / 2) continue;
      // "Acid reflux" is an entry of its own, though the phrase also means gastroesophageal reflux: its words are read as they stand.
      return phrases && !anchor.meaning
        ? this.place(text, segment, segmentNumber, term, source, anchor, from, to, readings, relaxed, denied, false)
        : undefined;
    }
    if (source.startsWith('lexicon')) weight *= LEXICON_TRUST;
    if (words > 1 && gap > (relaxed && marks === 0 ? WIDEST_GAP_IN_HEADING : WIDEST_GAP)) return undefined;
    if (source === 'lexicon-phrase' && (gap > 0 || order.some((p, i) => i > 0 && p < (order[i - 1] as number)))) return undefined;
    if (!this.index.code(term).startsWith('Z') && namesVaccine(text, (tokens[high] as Token).end, segment)) return undefined;
    const positions = used.sort((a, b) => a - b);
    const start = (tokens[Math.min(low, positions[0] as number)] as Token).start;
    const end = (tokens[Math.max(high, positions.at(-1) as number)] as Token).end;
    return {
      term,
      code: this.index.code(term),
      source,
      path: this.index.textOf(term),
      start,
      end,
      segment: segmentNumber,
      gap,
      weight,
      words,
      via,
      positions,
      denied: positions.every((position) => denied.has(position)) ? denied.get(positions[0] as number) : undefined,
      others: [],
    };
  }

  private saysWithout(from: number, to: number): boolean {
    for (let w = from; w < to; w++) if (this.index.stems[((this.index.words[w] as number) & ~OPTIONAL) >>> 0] === 'without') return true;
    return false;
  }

  /** Every stem that a place of the segment may stand for: the word itself, what its abbreviation or phrase means, its right spelling. */
  private readings(text: string, segment: Segment, context: () => ReadonlySet<string>): Map<number, Reading[]> {
    const { tokens } = segment;
    const { words, known } = this.lexicon.read(tokens);
    const out = new Map<number, Reading[]>();
    const add = (stem: number | undefined, reading: Reading): void => {
      if (stem === undefined) return;
      const list = out.get(stem);
      if (list) list.push(reading);
      else out.set(stem, [reading]);
    };
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i] as Token;
      const said = known[i] as KnownWord;
      const abbreviations = longestAt(said.abbreviations, words, i);
      const open = abbreviations.find(({ value, words: short }) => this.gateOpens(value, text, segment, i, short.length, context));
      if (open) {
        const meaning = this.meaning(open.value.words);
        for (const word of open.value.words)
          if (!SMALL_WORDS.has(word)) add(this.stem(word), { position: i, until: i + open.words.length - 1, via: 'abbreviation', meaning });
      }
      const synonym = longestAt(said.synonyms, words, i)[0];
      if (synonym && !(open && open.words.length > synonym.words.length)) {
        const meaning = this.meaning(synonym.value.words);
        for (const word of synonym.value.words) {
          if (SMALL_WORDS.has(word)) continue;
          const literal = synonym.words.length === 1 && word === token.word;
          add(this.stem(word), {
            position: i,
            until: i + synonym.words.length - 1,
            via: literal ? 'words' : 'synonym',
            meaning,
            ...(literal ? { literal } : {}),
          });
        }
      }
      if (said.isSmall) continue;
      // Capitals with several meanings are read only as the one whose gate opens, never as the letters themselves.
      if (
        isAmbiguous(abbreviations) &&
        /[A-Z].*[A-Z]/.test(text.slice(token.start, token.end)) &&
        !WITH_SIGN.test(text.slice(token.end, token.end + 1))
      )
        continue;
      const stem = this.stemNumber(said);
      if (stem !== undefined) add(stem, { position: i, until: i, via: 'words' });
      else if (!open && token.word.length >= 6 && /^[a-z]+$/.test(token.word))
        add(this.correction(token.word), { position: i, until: i, via: 'spelling' });
    }
    return out;
  }

  private meaning(words: readonly string[]): Meaning {
    let weight = 0;
    for (const word of words) {
      const stem = SMALL_WORDS.has(word) ? undefined : this.stem(word);
      if (stem !== undefined) weight += this.index.weight[stem] as number;
    }
    return { weight };
  }

  private stem(word: string): number | undefined {
    return this.stemNumber(this.lexicon.known(word));
  }

  private stemNumber({ number, stem }: KnownWord): number | undefined {
    let known = this.stemOfWord[number];
    if (known === undefined) {
      known = this.index.stemNumbers.get(stem) ?? -1;
      if (number >= 0) this.stemOfWord[number] = known;
    }
    return known < 0 ? undefined : known;
  }

  /** The one vocabulary word a single slip away, or undefined. Remembered: notes repeat their words. */
  private correction(word: string): number | undefined {
    const known = this.corrections.get(word);
    if (known !== undefined) return known < 0 ? undefined : known;
    const distance = new EditDistance(word);
    let found: string | undefined;
    for (let length = word.length - 1; length <= word.length + 1; length++) {
      for (const candidate of this.wordsByLength[length] ?? []) {
        if (candidate[0] === word[0] && distance.to(candidate, 1) <= 1) {
          found = candidate;
          break;
        }
      }
    }
    const stem = found === undefined ? undefined : this.index.vocabulary.get(found);
    if (this.corrections.size < 50_000) this.corrections.set(word, stem ?? -1);
    return stem;
  }

  private gateOpens(
    expansion: Expansion,
    text: string,
    segment: Segment,
    i: number,
    length: number,
    context: () => ReadonlySet<string>,
  ): boolean {
    const { gate } = expansion;
    const first = segment.tokens[i] as Token;
    const last = segment.tokens[i + length - 1] as Token;
    if (length === 1 && EVERYDAY_WORDS.has(first.word) && !/[A-Z].*[A-Z]|^[A-Z]$/.test(text.slice(first.start, first.end))) return false;
    if (gate.upper && !/^[^a-z]*[A-Z][^a-z]*s?$/.test(text.slice(first.start, last.end))) return false;
    if (gate.number && !/^\d/.test(segment.tokens[i + length]?.word ?? '')) return false;
    if (gate.sections.length > 0 && !gate.sections.includes(segment.kind)) return false;
    if (gate.near.length > 0 && !gate.near.some((word) => context().has(word))) return false;
    return !gate.notNear.some((word) => context().has(word));
  }
}

/** Whether a comma or bracket parts a reading from the words taken so far. */
function isApart(text: string, tokens: readonly Token[], { position, until }: Reading, low: number, high: number): boolean {
  const [from, to] = position > high ? [high, position] : until < low ? [until, low] : [0, 0];
  return from !== to && /[,;()]/.test(text.slice((tokens[from] as Token).end, (tokens[to] as Token).start));
}

const WITH_SIGN = /^[+-]/;

/** Whether the lexicon knows more than one meaning of a short form of one word. */
function isAmbiguous(abbreviations: readonly { readonly words: readonly string[] }[]): boolean {
  return abbreviations.filter(({ words }) => words.length === 1).length > 1;
}

/** Token positions that speak of spread. */
function metastaticPositions(tokens: readonly Token[]): number[] {
  const positions: number[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const { word } = tokens[i] as Token;
    if (word.startsWith('met') && (word.startsWith('metasta') || word === 'mets')) positions.push(i);
  }
  return positions;
}

const PRIMARY = /^C(?:[0-6]|7[0-6])/;
const SECONDARY = /^C7[789]/;

/**
 * Whether a primary malignancy is put together from the growth on one side and the site on the other side of its spread:
 * "lung cancer metastatic to brain" names no cancer of the brain (guideline I.C.2.l.3).
 */
function mixesPrimaryAndSecondary({ code, positions }: Mention, tokens: readonly Token[], metastatic: readonly number[]): boolean {
  if (metastatic.length === 0) return false;
  const low = positions[0] as number;
  const high = positions.at(-1) as number;
  // "Cancer of the colon with metastasis to lymph nodes": what stands before the spread is where it comes from.
  if (SECONDARY.test(code)) {
    const from = low < high && metastatic.includes(high);
    return from && (tokens[high + 1]?.word === 'to' || tokens.slice(low, high).some(({ word }) => word === 'with'));
  }
  if (!PRIMARY.test(code)) return false;
  if (metastatic.some((position) => low < position && position < high && !positions.includes(position))) return true;
  return tokens.slice(low, high).some(({ word }) => word === 'to' || word === 'with');
}

/** Token positions behind "without", "not due to" and "unrelated to", to the end of the clause. */
function deniedPositions(text: string, tokens: readonly Token[]): ReadonlyMap<number, Denial> {
  const denied = new Map<number, Denial>();
  for (let i = 0; i < tokens.length; i++) {
    const word = (tokens[i] as Token).word;
    if (word !== 'without' && word !== 'w' && word !== 'not' && word !== 'unrelated') continue;
    const rest = tokens
      .slice(i, i + 3)
      .map((token) => token.word)
      .join(' ');
    const unrelated = /^(?:not (?:due|related|secondary) to|unrelated to)\b/.exec(rest);
    const short =
      word === 'w' && tokens[i + 1]?.word === 'o' && text.slice((tokens[i] as Token).end, (tokens[i + 1] as Token).start) === '/';
    if (word !== 'without' && !short && !unrelated) continue;
    const start = i + (unrelated ? unrelated[0].split(' ').length : short ? 2 : 1);
    for (let p = start; p < tokens.length && p < start + 7; p++) {
      const between = text.slice((tokens[p - 1] as Token).end, (tokens[p] as Token).start);
      if (/[;:.]/.test(between) || /^(?:but|with|however|although)$/.test((tokens[p] as Token).word)) break;
      // A comma goes on only in a list that ends with "or" ("without fever, chills or cough").
      if (/,/.test(between) && !tokens.slice(p, p + 5).some((token) => token.word === 'or')) break;
      denied.set(p, unrelated ? 'unrelated' : 'absent');
    }
  }
  return denied;
}

/**
 * Keeps the mentions that say most: a mention whose words all stand in a heavier one is dropped; of several on the same words the
 * best source stands and the others are remembered.
 */
function cover(found: Mention[], index: TermIndex, text: string, tokens: readonly Token[]): Mention[] {
  found.sort(
    (a, b) =>
      b.positions.length - a.positions.length ||
      b.weight - a.weight ||
      a.gap - b.gap ||
      SOURCE_RANK[a.source] - SOURCE_RANK[b.source] ||
      (index.termWeight[a.term] as number) - (index.termWeight[b.term] as number) ||
      a.term - b.term,
  );
  const kept: Mention[] = [];
  for (const mention of found) {
    const holder = kept.find(
      (other) => mention.positions.every((p) => other.positions.includes(p)) || overlapped(mention, other, text, tokens),
    );
    if (!holder) {
      kept.push(mention);
      continue;
    }
    if (holder.positions.length === mention.positions.length && holder.code !== mention.code && holder.others.length < 10) {
      const better = SOURCE_RANK[mention.source] < SOURCE_RANK[holder.source] && mention.weight >= holder.weight * 0.95;
      const at = kept.indexOf(holder);
      kept[at] = better ? { ...mention, others: [holder.term, ...holder.others] } : { ...holder, others: [...holder.others, mention.term] };
    }
  }
  return kept;
}

/** Mentions whose words are all part of one that says more and that lead elsewhere; one on the same words, the best. */
function inner(found: readonly Mention[], kept: readonly Mention[]): Mention[] {
  const out: Mention[] = [];
  for (const mention of found) {
    const { positions, code } = mention;
    const holder = kept.find((other) => positions.length < other.positions.length && positions.every((p) => other.positions.includes(p)));
    if (!holder || holder.code === code || kept.includes(mention)) continue;
    const sameWords = (other: Mention): boolean =>
      other.positions.length === positions.length && positions.every((p) => other.positions.includes(p));
    if (!out.some(sameWords)) out.push({ ...mention, within: true });
  }
  return out;
}

function inTextOrder(mentions: Mention[]): Mention[] {
  return mentions.sort((a, b) => a.start - b.start || b.end - a.end);
}

/**
 * Whether two mentions of one condition overlap without being coordinated: "right hand index finger contusion" is one contusion,
 * "hip and knee pain" is two pains. Only among injuries and within a category, where the one
 * with more words says it.
 */
function overlapped(mention: Mention, other: Mention, text: string, tokens: readonly Token[]): boolean {
  const related = (INJURY.test(mention.code) && INJURY.test(other.code)) || mention.code.slice(0, 3) === other.code.slice(0, 3);
  if (!related) return false;
  if (!mention.positions.some((p) => other.positions.includes(p))) return false;
  const low = Math.min(mention.positions[0] as number, other.positions[0] as number);
  const high = Math.max(mention.positions.at(-1) as number, other.positions.at(-1) as number);
  for (let p = low; p <= high; p++) {
    if (/^(?:and|or|plus|with)$/.test((tokens[p] as Token).word)) return false;
    if (p < high && /[,/&+]/.test(text.slice((tokens[p] as Token).end, (tokens[p + 1] as Token).start))) return false;
  }
  return true;
}

const INJURY = /^[ST]/;
