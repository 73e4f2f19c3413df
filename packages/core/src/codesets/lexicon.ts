import { MedcodeError } from '../errors.js';
import type { PackTable } from './pack.js';
import { Folding, foldWord, MOST_KNOWN, SMALL_WORDS, type Token, tokenise } from './words.js';

/** Columns of each lexicon file; see lexicon/README.md for their meaning. */
export const LEXICON_COLUMNS = {
  index: ['term', 'code', 'also', 'use'],
  'external-causes': ['kind', 'term', 'code', 'of'],
  abbreviations: ['short', 'expansion', 'gate'],
  synonyms: ['phrase', 'means', 'kind'],
  organs: ['adjective', 'noun'],
  spelling: ['written', 'right'],
  integral: ['disease', 'symptom', 'why'],
  drugs: ['drug', 'class', 'supports', 'longterm'],
  sections: ['header', 'kind'],
  'section-words': ['phrase', 'kind', 'weight'],
  cues: ['cue', 'type', 'direction', 'reach'],
  'procedures/operations': ['term', 'code', 'use'],
  'procedures/anatomy': ['term', 'parts'],
  'procedures/devices': ['term', 'title'],
  'procedures/approaches': ['cue', 'approach', 'rank'],
  'procedures/performance': ['cue', 'status', 'reach'],
  'services/terms': ['term', 'words', 'class'],
  'services/procedures': ['code', 'when', 'what', 'traits'],
  'services/ladders': ['ladder', 'code', 'upto', 'further'],
  'services/visits': ['family', 'code', 'level', 'minutes', 'what'],
  'services/vaccines': ['code', 'words', 'what', 'components', 'route', 'ages', 'from', 'until'],
  'services/injectables': ['drug', 'code', 'amount', 'unit', 'class', 'from', 'until'],
} as const;
export type LexiconFile = keyof typeof LEXICON_COLUMNS;

/** Files of the lexicon that are folders: all their `.tsv` files have the same columns and are read as one. */
export const LEXICON_FOLDERS: ReadonlySet<LexiconFile> = new Set(['index', 'services/procedures']);

/** A row of a lexicon file by column name; `line` counts from 1. */
export interface LexiconRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/**
 * Reads a lexicon file: UTF-8 lines of tab-separated cells under one header line; `#` lines and empty lines are comments;
 * cells missing at the end of a line are empty.
 * @throws MedcodeError MC_LEXICON_INVALID with file and line
 */
export function parseLexicon(kind: LexiconFile, content: string, file: string): LexiconRow[] {
  const columns = LEXICON_COLUMNS[kind];
  const rows: LexiconRow[] = [];
  let headerSeen = false;
  content.split(/\r?\n/).forEach((text, i) => {
    if (text === '' || text.startsWith('#')) return;
    const cells = text.split('\t');
    if (!headerSeen) {
      headerSeen = true;
      if (cells.join('\t') !== columns.join('\t'))
        throw new MedcodeError('MC_LEXICON_INVALID', `${file}:${i + 1}: the header must be ${columns.join(', ')}`);
      return;
    }
    if (cells.length > columns.length || !cells[0] || !cells[1])
      throw new MedcodeError('MC_LEXICON_INVALID', `${file}:${i + 1}: ${cells.length} cells, expected ${columns.join(', ')}`);
    rows.push({ line: i + 1, cells: Object.fromEntries(columns.map((column, c) => [column, (cells[c] ?? '').trim()])) });
  });
  return rows;
}

/** A way of naming a condition, with the condition under which a short form may be read so. */
export interface Expansion {
  readonly words: readonly string[];
  readonly text: string;
  readonly gate: Gate;
}

/** Conditions that must all hold before an abbreviation is expanded. */
export interface Gate {
  readonly upper: boolean;
  readonly number: boolean;
  readonly near: readonly string[];
  readonly notNear: readonly string[];
  readonly sections: readonly string[];
}

/** @throws MedcodeError MC_LEXICON_INVALID for an unknown condition */
export function parseGate(text: string, where: string): Gate {
  const gate = { upper: false, number: false, near: [] as string[], notNear: [] as string[], sections: [] as string[] };
  for (const part of text.split(/\s+/).filter(Boolean)) {
    const [name, value] = part.split('=') as [string, string | undefined];
    const list = (value ?? '').split(',').filter(Boolean);
    if (name === 'upper') gate.upper = true;
    else if (name === 'number') gate.number = true;
    else if (name === 'near') gate.near.push(...list.map(foldWord));
    else if (name === 'notnear') gate.notNear.push(...list.map(foldWord));
    else if (name === 'section') gate.sections.push(...list);
    else throw new MedcodeError('MC_LEXICON_INVALID', `${where}: unknown gate "${part}"`);
  }
  return gate;
}

/** A phrase as folded words, for matching token by token. */
export interface Phrase<T> {
  readonly words: readonly string[];
  readonly value: T;
}

const NONE: readonly never[] = [];

function standsAt(phrase: readonly string[], words: readonly string[], position: number): boolean {
  for (let i = 1; i < phrase.length; i++) if (words[position + i] !== phrase[i]) return false;
  return true;
}

/** Phrases by their first word, longest first. */
export class PhraseMap<T> {
  private readonly byFirst = new Map<string, Phrase<T>[]>();

  add(text: string, value: T): void {
    const words = tokenise(text).map((token) => token.word);
    const first = words[0];
    if (first === undefined) return;
    const list = this.byFirst.get(first);
    if (!list) this.byFirst.set(first, [{ words, value }]);
    else {
      const at = list.findIndex((phrase) => phrase.words.length < words.length);
      list.splice(at < 0 ? list.length : at, 0, { words, value });
    }
  }

  /** The phrases that begin with a word, longest first. */
  beginningWith(word: string): readonly Phrase<T>[] {
    return this.byFirst.get(word) ?? NONE;
  }

  /** The longest phrase that stands at a position of a list of words; all phrases of that length. */
  at(words: readonly string[], position: number): readonly Phrase<T>[] {
    return longestAt(this.beginningWith(words[position] as string), words, position);
  }

  get size(): number {
    return this.byFirst.size;
  }
}

/** Of phrases that begin with the word at a position, the longest that stands there; all phrases of that length. */
export function longestAt<T>(list: readonly Phrase<T>[], words: readonly string[], position: number): readonly Phrase<T>[] {
  let found: Phrase<T>[] | undefined;
  for (const phrase of list) {
    if (found && phrase.words.length < (found[0] as Phrase<T>).words.length) break;
    if (!standsAt(phrase.words, words, position)) continue;
    if (found) found.push(phrase);
    else found = [phrase];
  }
  return found ?? NONE;
}

/** An index entry written by this project. */
export interface IndexRow {
  readonly term: string;
  readonly code: string;
  readonly also: readonly string[];
  readonly use: '' | 'dx' | 'phrase' | 'named';
}

/** A drug, the diagnoses it is evidence for and the status code of its long-term use. */
export interface Drug {
  readonly name: string;
  readonly class: string;
  readonly supports: readonly string[];
  readonly longterm: string;
}

/** What the lexicon knows of a folded word, so that a note asks for each of its words once. */
export interface KnownWord {
  readonly word: string;
  readonly stem: string;
  readonly isSmall: boolean;
  /** Phrases that begin with the word. */
  readonly abbreviations: readonly Phrase<Expansion>[];
  readonly synonyms: readonly Phrase<Synonym>[];
  readonly drugs: readonly Phrase<Drug>[];
  /** Counted in the order in which words were first met, for tables of what other rooms know of words; -1 when it is not remembered. */
  readonly number: number;
}

/** What a phrase means. */
interface Synonym {
  readonly words: readonly string[];
  readonly text: string;
}

/** The words of a stretch of text, in order: themselves, their stems, and what is known of them. */
export interface ReadWords {
  readonly words: readonly string[];
  readonly stems: readonly string[];
  readonly known: readonly KnownWord[];
}

/** This project's clinical language, ready for use. */
export class Lexicon {
  readonly folding: Folding;
  readonly abbreviations = new PhraseMap<Expansion>();
  readonly synonyms = new PhraseMap<Synonym>();
  readonly index: readonly IndexRow[];
  readonly drugs = new PhraseMap<Drug>();
  private readonly tables: ReadonlyMap<LexiconFile, PackTable>;
  /** Notes repeat their words: each is looked up once. */
  private readonly knownWords = new Map<string, KnownWord>();
  /** The tokens of a segment are read by many readers while its note is coded. */
  private readonly readTokens = new WeakMap<readonly Token[], ReadWords>();

  constructor(tables: ReadonlyMap<LexiconFile, PackTable>) {
    this.tables = tables;
    const same = new Map<string, string>();
    for (const row of this.rows('spelling')) single(same, row['written'] as string, row['right'] as string);
    for (const row of this.rows('synonyms')) if (row['kind'] === 'british') single(same, row['phrase'] as string, row['means'] as string);
    for (const row of this.rows('organs')) single(same, row['adjective'] as string, row['noun'] as string);
    this.folding = new Folding(same);
    for (const row of this.rows('abbreviations')) {
      const text = row['expansion'] as string;
      this.abbreviations.add(row['short'] as string, {
        text,
        words: wordsOf(text),
        gate: parseGate(row['gate'] ?? '', row['short'] as string),
      });
    }
    for (const row of this.rows('synonyms')) {
      const text = row['means'] as string;
      this.synonyms.add(row['phrase'] as string, { text, words: wordsOf(text) });
    }
    for (const row of this.rows('drugs')) {
      this.drugs.add(row['drug'] as string, {
        name: row['drug'] as string,
        class: row['class'] as string,
        supports: (row['supports'] as string).split(',').filter(Boolean),
        longterm: row['longterm'] as string,
      });
    }
    this.index = [...this.rows('index')].map((row) => ({
      term: row['term'] as string,
      code: row['code'] as string,
      also: (row['also'] ?? '')
        .split(',')
        .map((code) => code.trim())
        .filter(Boolean),
      use: row['use'] as IndexRow['use'],
    }));
  }

  /** What is known of the words of a text; remembered as long as its tokens are. */
  read(tokens: readonly Token[]): ReadWords {
    let read = this.readTokens.get(tokens);
    if (!read) {
      const known = tokens.map(({ word }) => this.known(word));
      read = { words: known.map(({ word }) => word), stems: known.map(({ stem }) => stem), known };
      this.readTokens.set(tokens, read);
    }
    return read;
  }

  known(word: string): KnownWord {
    let known = this.knownWords.get(word);
    if (!known) {
      known = {
        word,
        stem: this.folding.stem(word),
        isSmall: SMALL_WORDS.has(word),
        abbreviations: this.abbreviations.beginningWith(word),
        synonyms: this.synonyms.beginningWith(word),
        drugs: this.drugs.beginningWith(word),
        number: this.knownWords.size < MOST_KNOWN ? this.knownWords.size : -1,
      };
      if (known.number >= 0) this.knownWords.set(word, known);
    }
    return known;
  }

  *rows(file: LexiconFile): Generator<Record<string, string>> {
    const table = this.tables.get(file);
    if (!table) return;
    const columns = LEXICON_COLUMNS[file].map((name) => [name, table.text(name)] as const);
    for (let row = 0; row < table.rows; row++) yield Object.fromEntries(columns.map(([name, column]) => [name, column.at(row)]));
  }
}

function single(same: Map<string, string>, from: string, to: string): void {
  const a = wordsOf(from);
  const b = wordsOf(to);
  if (a.length === 1 && b.length === 1 && a[0] !== b[0] && !same.has(a[0] as string)) same.set(a[0] as string, b[0] as string);
}

function wordsOf(text: string): string[] {
  return tokenise(text).map((token) => token.word);
}

/** One wording of an index row: the words of one alternate per level, as text, with its path for display. */
export interface Wording {
  readonly text: string;
  readonly path: readonly string[];
  /** The entry needs a stated cause for this part (`due to …` level). */
  readonly dueTo: string | undefined;
  /** The entry presumes a link with this part (`with …` level; guideline I.A.15). */
  readonly with: string | undefined;
}

/** Expands an index term (`Diabetes (mellitus) > type 2|type II > with kidney disease|nephropathy`) into its wordings. */
export function wordings(term: string): Wording[] {
  const levels = term.split(' > ').map((level) => level.split('|').map((part) => part.trim()));
  let out: { words: string[]; path: string[]; dueTo: string | undefined; with: string | undefined }[] = [
    { words: [], path: [], dueTo: undefined, with: undefined },
  ];
  levels.forEach((alternates, depth) => {
    const first = alternates[0] as string;
    const link = /^(with|due to)\b/.exec(first)?.[1];
    // Non-essential modifiers after the last alternate belong to all of them.
    const trailing = /(\s*\([^()]*\))+$/.exec(alternates.at(-1) as string)?.[0] ?? '';
    const next: typeof out = [];
    for (const so of out) {
      for (const alternate of alternates) {
        const bare = alternate.replace(/^(with|due to)\s+/, '');
        const full = depth === 0 && alternates.length > 1 && alternate !== alternates.at(-1) ? `${bare}${trailing}` : bare;
        next.push({
          words: [...so.words, full],
          path: [...so.path, link && !alternate.startsWith(link) ? `${link} ${alternate}` : alternate],
          dueTo: link === 'due to' ? bare : so.dueTo,
          with: link === 'with' ? bare : so.with,
        });
      }
    }
    out = next;
  });
  return out.map((w) => ({ text: w.words.join(' '), path: w.path, dueTo: w.dueTo, with: w.with }));
}
