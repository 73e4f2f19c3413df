import { bareCode, type CodeKey, codeKey, type KeyRange, spanRange } from './code.js';

/** Part that codes play in a note. */
export type ReferenceRole =
  /** The codes the note is about: excluded, to stand first, to be added. */
  | 'named'
  /** Words that tell of a condition: "pneumoconiosis with tuberculosis, any type in A15 (J65)", "code to condition in Chapter 15". */
  | 'described'
  /** The codes below the note's place for which the note is written: "for codes G31.0-G31.83". */
  | 'scope'
  /** Codes left out: "any type except those in B36.-". */
  | 'excepted';

/** A code or a span of codes as written, ends without dot and dash. */
export interface ReferenceSpan {
  readonly first: string;
  readonly last: string;
}

/** What stands at a position of a code: "with fifth or sixth character 1-4". */
export interface CharacterDemand {
  /** Positions from 1. Of several the last counts that holds a character and no placeholder: T36.95 has none at the sixth, T36.0X5 has. */
  readonly positions: readonly number[];
  /** What may stand there, one or two characters. */
  readonly values: readonly string[];
}

/** A list of codes in a note with what is said of all of them. */
export interface CodeReference {
  /** As written: `T36-T50 with fifth or sixth character 5`. */
  readonly text: string;
  /** Place in the note, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly role: ReferenceRole;
  readonly spans: readonly ReferenceSpan[];
  /** The intervals of codes meant; the endings of "E08-E13 with .42" are in them. */
  readonly ranges: readonly KeyRange[];
  readonly characters?: CharacterDemand;
  /** A word the title of the code must have: "E08-E10, E11, E13 with ketoacidosis". */
  readonly word?: string;
  /** The chapter meant, where the note names it by number: "code (Chapter 20) to identify external cause". */
  readonly chapter?: number;
}

/** A letter, a digit, a digit or letter; two letters only with what follows of a code (QA0.01), because CD4 is none. */
const CODE = String.raw`(?:[A-Z][0-9][0-9A-Z]|[A-Z]{2}[0-9](?=\.[0-9A-Z-]))(?:\.[0-9A-Z]{1,4})?`;
/** A span with every dash the printers put between its ends: `A00-A09`, `F10.-F19.-`, `F10.--F19.-`, `P28.3- - P28.4-`, `S06.1- to S06.6-`. */
const SPAN = String.raw`${CODE}(?:\.?-?(?:\s*-+\s*|\s+to\s+)${CODE})?\.?-?(?![A-Za-z0-9])`;
const LIST = new RegExp(String.raw`(?<![A-Za-z0-9./])${SPAN}(?:(?:\s*[,;.]\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+)${SPAN})*`, 'g');
const ENDS = new RegExp(String.raw`(${CODE})(?:\.?-?(?:\s*-+\s*|\s+to\s+)(${CODE}))?`, 'g');
/** Endings that complete the codes before them: "with .42", ", with .17, .27, .97", "with .51-.52", "with final characters .00 or .01", "with final characters -20". */
const ENDINGS =
  /^\)?\.?,?\s*with\s+(?:final characters?\s+)?((?:\.[0-9A-Z]{1,4}(?:-\.[0-9A-Z]{1,4}|-)?|-[0-9A-Z]{1,4})(?:(?:[,.]?\s+(?:and\s+|or\s+)?)(?:\.[0-9A-Z]{1,4}(?:-\.[0-9A-Z]{1,4}|-)?|-[0-9A-Z]{1,4}))*)(?![0-9A-Z])/;
const NTH = String.raw`(?:fourth|fifth|sixth|six|seventh|4th|5th|6th|7th)`;
/** "with fifth or sixth character 1-4 or 6", "with 5th character .6", "with fifth to sixth characters 51", "with final character 6". */
const CHARACTERS = new RegExp(
  String.raw`^\)?\.?,?\s*with\s+(final|${NTH}(?:\s+(?:or|and|to)\s+${NTH})?)[\s-]characters?\s+(to indicate intent|\.?[0-9A-Z]{1,2}(?:-[0-9A-Z])?(?:(?:,\s*|\s+(?:and|or)\s+)[0-9A-Z](?:-[0-9A-Z])?)*)(?![0-9A-Za-z])`,
);
/** Initial, later and late encounters of open fractures (guideline I.C.19.c). */
const OPEN_FRACTURE = /^\)?\.?,?\s*with open fracture 7th character\b/;
const OPEN_FRACTURE_CHARACTERS: CharacterDemand = { positions: [7], values: 'BCEFHJMNQR'.split('') };
const WORD = /^\)?,?\s*with\s+([a-z]{5,})$/;
const CHAPTER = /\bchapter (\d{1,2})\b/gi;
/** How far the words around a list of codes are looked at. */
const WORDS_BEFORE = 40;
const WORDS_BEHIND = 200;
const POSITION: Readonly<Record<string, number>> = {
  fourth: 4,
  fifth: 5,
  sixth: 6,
  six: 6,
  seventh: 7,
  '4th': 4,
  '5th': 5,
  '6th': 6,
  '7th': 7,
};

/**
 * The codes a note of the Tabular List refers to.
 * @param text the note as printed
 * @param chapterRange the codes of a chapter, for notes that name one by number
 * @returns in the order of the note; every code-like mention is in one of them
 * @example noteReferences('diabetes mellitus (E08-E13 with .42)')[0]?.text // 'E08-E13 with .42'
 */
export function noteReferences(text: string, chapterRange?: (chapter: number) => KeyRange | undefined): CodeReference[] {
  const found: CodeReference[] = [];
  for (const match of text.matchAll(LIST)) {
    const list = match[0];
    const start = match.index;
    const before = text.slice(Math.max(0, start - WORDS_BEFORE), start);
    if (/\bvitamin\s$/.test(before)) continue;
    const spans: ReferenceSpan[] = [];
    for (const [, first, last] of list.matchAll(ENDS))
      if (first !== undefined) spans.push({ first: bareCode(first), last: bareCode(last ?? first) });
    const listEnd = start + list.length;
    const said = demandOf(text.slice(listEnd, listEnd + WORDS_BEHIND), spans);
    const end = listEnd + said.length;
    const role: ReferenceRole = /\bexcept(?: those| as)?(?: in)?\s$/.test(before)
      ? 'excepted'
      : /\bfor codes?\s$/.test(before)
        ? 'scope'
        : 'named';
    found.push({
      text: text.slice(start, end),
      start,
      end,
      role,
      spans,
      ranges: said.ranges,
      ...(said.characters ? { characters: said.characters } : {}),
      ...(said.word === undefined ? {} : { word: said.word }),
    });
  }
  for (const match of text.matchAll(CHAPTER)) {
    const chapter = Number(match[1]);
    const range = chapterRange?.(chapter);
    const [name] = match;
    const place = { text: name, start: match.index, end: match.index + name.length };
    if (range) found.push({ ...place, role: 'named', spans: [], ranges: [range], chapter });
  }
  const anyBracketed = found.some((reference) => bracketed(text, reference));
  return found.map((reference) =>
    // A chapter outside of brackets tells where a condition is classified: "code to condition in Chapter 15" does not mean all of it.
    reference.role === 'named' && (anyBracketed || reference.chapter !== undefined) && !bracketed(text, reference)
      ? { ...reference, role: 'described' as const }
      : reference,
  );
}

/**
 * Whether a reference means a code.
 * @param code capitals, without dot
 * @param titleOf title of a code, where the reference asks for a word of it
 */
export function refersTo(reference: CodeReference, code: string, titleOf: (code: string) => string, key: CodeKey = codeKey(code)): boolean {
  if (!reference.ranges.some(({ from, to }) => from <= key && key < to)) return false;
  if (reference.characters && !holdsCharacters(reference.characters, code)) return false;
  return reference.word === undefined || titleOf(code).toLowerCase().includes(reference.word);
}

function holdsCharacters({ positions, values }: CharacterDemand, code: string): boolean {
  for (let i = positions.length - 1; i >= 0; i--) {
    const at = (positions[i] as number) - 1;
    if (at >= code.length || (code[at] === 'X' && i > 0)) continue;
    return values.some((value) => code.startsWith(value, at));
  }
  return false;
}

interface Said {
  /** Characters of the text behind the list that belong to the reference. */
  readonly length: number;
  readonly ranges: readonly KeyRange[];
  readonly characters?: CharacterDemand;
  readonly word?: string;
}

/** What the words behind a list of codes say of them. */
function demandOf(tail: string, spans: readonly ReferenceSpan[]): Said {
  const endings = ENDINGS.exec(tail);
  if (endings) {
    const list = endings[1] as string;
    // A dash before the ending stands for one character that may be any: "I69. with final characters -20".
    const open = [...list.matchAll(/(?<![0-9A-Z.])-([0-9A-Z]{1,4})/g)].map(([, value]) => value as string);
    const length = endings[0].length;
    if (open.length > 0) return { length, ranges: plain(spans), characters: { positions: [5], values: open } };
    return { length, ranges: spans.flatMap((span) => completed(span, list)) };
  }
  const characters = CHARACTERS.exec(tail);
  if (characters) {
    const [all, position = '', values = ''] = characters;
    const ranges = plain(spans);
    if (values === 'to indicate intent') return { length: all.length, ranges };
    return { length: all.length, ranges, characters: { positions: positionsOf(position), values: valuesOf(values) } };
  }
  const fracture = OPEN_FRACTURE.exec(tail);
  if (fracture) return { length: fracture[0].length, ranges: plain(spans), characters: OPEN_FRACTURE_CHARACTERS };
  const word = WORD.exec(tail);
  return word?.[1] === undefined ? { length: 0, ranges: plain(spans) } : { length: word[0].length, ranges: plain(spans), word: word[1] };
}

function plain(spans: readonly ReferenceSpan[]): KeyRange[] {
  return spans.map(({ first, last }) => spanRange(first, last));
}

/** "Fifth to sixth characters 51" begin at the fifth; the final character is the one before the 7th that is no placeholder. */
function positionsOf(words: string): number[] {
  if (words === 'final') return [4, 5, 6];
  const [first = 0, second = first] = [...words.matchAll(new RegExp(NTH, 'g'))].map(([nth]) => POSITION[nth] as number);
  return first === second || words.includes(' to ') ? [first] : [first, second];
}

function valuesOf(list: string): string[] {
  return [...list.matchAll(/([0-9A-Z]{1,2})(?:-([0-9A-Z]))?/g)].flatMap(([, first = '', last]) => {
    if (last === undefined) return [first];
    const out: string[] = [];
    for (let c = first.charCodeAt(0); c <= last.charCodeAt(0); c++) out.push(String.fromCharCode(c));
    return out;
  });
}

/** Each category of a span with each ending: "E08-E13 with .42" are E08.42, E09.42, … E13.42. */
function completed({ first, last }: ReferenceSpan, endings: string): KeyRange[] {
  return categories(first.slice(0, 3), last.slice(0, 3)).flatMap((category) =>
    [...endings.matchAll(/\.([0-9A-Z]{1,4})(?:-\.([0-9A-Z]{1,4})|-)?/g)].map(([, from = '', to = from]) =>
      spanRange(category + from, category + to),
    ),
  );
}

/** Categories from one to another whose last two characters are digits; others (C7A) only as ends. */
function categories(first: string, last: string): string[] {
  const number = (category: string): number => Number(category.slice(1));
  if (first === last || first[0] !== last[0] || Number.isNaN(number(first)) || Number.isNaN(number(last)))
    return [...new Set([first, last])];
  const out: string[] = [];
  for (let n = number(first); n <= number(last); n++) out.push(`${first.slice(0, 1)}${String(n).padStart(2, '0')}`);
  return out;
}

/** Whether a reference stands in a bracket, closed by whatever the printer took. */
function bracketed(text: string, { start }: CodeReference): boolean {
  for (let i = start - 1; i >= 0; i--) {
    const c = text[i] as string;
    if (c === '(' || c === '[') return true;
    if (c === ')' || c === ']' || c === '}') return false;
  }
  return false;
}
