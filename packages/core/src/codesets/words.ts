/** A word of a text with its place. Offsets count UTF-16 code units, end exclusive. */
export interface Token {
  readonly start: number;
  readonly end: number;
  /** Folded: lower case, no diacritics, inner periods and apostrophes removed ("Crohn's" → crohns, "q.i.d" → qid). */
  readonly word: string;
}

const PLAIN = /^[a-z0-9]+$/;
const WORD_CHARACTER = /^[\p{L}\p{M}\p{N}]$/u;

/** Whether an ASCII character is part of a word, by its number. */
const ASCII_WORD: readonly boolean[] = Array.from({ length: 128 }, (_, code) => /[A-Za-z0-9]/.test(String.fromCharCode(code)));

/** How many code units of a word stand at a place: none, one, or two for a letter beyond the basic plane. */
function wordUnits(text: string, at: number, to: number): 0 | 1 | 2 {
  const code = text.charCodeAt(at);
  if (code < 128) return ASCII_WORD[code] ? 1 : 0;
  const whole = text.codePointAt(at) as number;
  const units = whole > 0xffff ? 2 : 1;
  return at + units <= to && WORD_CHARACTER.test(String.fromCodePoint(whole)) ? units : 0;
}

/** Where the word that begins at a place ends: letters, marks and digits, joined by apostrophes and periods; the place itself when none does. */
export function wordEnd(text: string, at: number, to: number): number {
  let end = at;
  while (end < to) {
    const units = wordUnits(text, end, to);
    if (units > 0) {
      end += units;
      continue;
    }
    const code = text.charCodeAt(end);
    const joins = code === 0x27 || code === 0x2019 || code === 0x2e;
    if (!joins || end === at || end + 1 >= to || wordUnits(text, end + 1, to) === 0) break;
    end++;
  }
  return end;
}

/**
 * Splits text into words. Hyphens, slashes and other marks separate; periods and apostrophes inside a word do not
 * ("12.5", "Crohn's"), unless they join two ordinary words ("reflux.He", a sentence without its space).
 */
export function tokenise(text: string, from = 0, to = text.length): Token[] {
  const tokens: Token[] = [];
  let start = from;
  while (start < to) {
    const end = wordEnd(text, start, to);
    if (end === start) {
      start++;
      continue;
    }
    const raw = text.slice(start, end);
    if (raw.includes('.') && !/^\d+(?:\.\d+)+$/.test(raw) && !/^(?:\p{L}\.)+\p{L}$/u.test(raw)) {
      let at = start;
      for (const piece of raw.split('.')) {
        if (piece) tokens.push({ start: at, end: at + piece.length, word: foldWord(piece) });
        at += piece.length + 1;
      }
      start = end;
      continue;
    }
    const word = foldWord(raw);
    const before = tokens.at(-1);
    const grading = before && GRADING.get(before.word);
    // "stage 3" and "type II" are one word: otherwise the 2 of "type 2 diabetes, CKD stage 3" would make a stage 2.
    if (before && grading !== undefined && GRADE.test(word) && isGrade(raw, word) && /^[\s:-]*$/.test(text.slice(before.end, start))) {
      tokens[tokens.length - 1] = { start: before.start, end, word: foldWord(`${grading}${ROMAN[word] ?? word}`) };
      start = end;
      continue;
    }
    // The A of "hepatitis A" is a name, not an article.
    const named =
      word === 'a' &&
      before !== undefined &&
      LETTERED.has(before.word) &&
      (raw === 'A' || /^\s*(?:$|virus|infection|vaccin|[,.;)])/.test(text.slice(start + 1, start + 20)));
    tokens.push({ start, end, word: named ? 'letter-a' : word });
    start = end;
  }
  return tokens;
}

/** Words a single letter after them names a kind of. */
const LETTERED: ReadonlySet<string> = new Set([
  'hepatitis',
  'influenza',
  'flu',
  'vitamin',
  'group',
  'hemophilia',
  'haemophilia',
  'hep',
  'strep',
  'streptococcus',
]);

/** Words that a number or letter after them belongs to. */
const GRADING: ReadonlyMap<string, string> = new Map([
  ['type', 'type'],
  ['types', 'type'],
  ['stage', 'stage'],
  ['stages', 'stage'],
  ['grade', 'grade'],
  ['class', 'class'],
]);
const GRADE = /^(?:\d[a-e]?|i{1,3}|iv|v|i{1,3}[abc]|[a-e])$/;

/** A single letter is a grade only as a capital ("type A", not "type a message"). */
function isGrade(raw: string, word: string): boolean {
  return !/^[a-e]$/.test(word) || raw === raw.toUpperCase();
}

/** Folds case, diacritics and inner apostrophes. The same word is always the same string, so that tables of words find it by identity. */
export function foldWord(raw: string): string {
  const known = FOLDED.get(raw);
  if (known !== undefined) return known;
  const computed = computeFold(raw);
  const word = WORDS.get(computed) ?? computed;
  if (FOLDED.size < MOST_KNOWN) {
    FOLDED.set(raw, word);
    WORDS.set(word, word);
  }
  return word;
}

/** Notes repeat their words: each spelling is folded once. */
const FOLDED = new Map<string, string>();
/** The one string of each folded word. */
const WORDS = new Map<string, string>();

function computeFold(raw: string): string {
  const lower = raw.toLowerCase();
  if (PLAIN.test(lower)) return lower;
  const plain = lower
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/æ/g, 'ae')
    .replace(/œ/g, 'oe')
    .replace(/ø/g, 'o');
  return /^\d+(?:\.\d+)+$/.test(plain) ? plain : plain.replace(/['’.]/g, '');
}

/** Small words that carry no meaning of their own in an index entry, a title or a problem heading. */
export const SMALL_WORDS: ReadonlySet<string> = new Set(
  'a an the of in on at to for by from and or with due as is are was be been this that these those its his her their your my any such into per via than'.split(
    ' ',
  ),
);

/** Words that say how much of a code is specified; they choose between siblings and are never required. */
export const QUALIFIER_WORDS: ReadonlySet<string> = new Set(
  'other unspecified specified nos nec classified elsewhere encounter'.split(' '),
);

const OPEN_WORDS: ReadonlySet<string> = new Set(['unspecified', 'nos']);

/** Everyday words that are also spelt like abbreviations; they are read as one only in the capitals the lexicon gives it. */
export const EVERYDAY_WORDS: ReadonlySet<string> = new Set(
  'a i an am as at be by do go he if in is it me my no of on or pa so to up us we all and any are ask ate bad bed big but can car cap cold cut day did die dip ear eat end far few for fit gas get got had has hat her him his hip hit hot how ice its job led leg let lie lot low man map may men met mid mom net new nor not now off old one our out own pad par pat pay pet pie pin pit rag ran rap raw red rib rim rip run sad sat saw say see set she sit ski sob son sun tan tap the tie tip toe too top try two use via war was way wet who why won yes yet you able also back been both care case come does done down each else ever face fact fall fast feel felt from full gave give goes gone good hair half hand hard have head hear heat help here hers high him hold home hour into just keep kept kind knee know last late lead left less life like line list live long look lost made make many mask mass meet more most move much must name near neck need next nice none note only open over pain part past plan play poor rash rest ride rise risk role room rule said same seen self send side sign skin some soon such sure take talk team tell test than that them then they this time told took turn unit used very wait walk want well went were what when will with word work year your'.split(
    ' ',
  ),
);

const ROMAN: Readonly<Record<string, string>> = {
  i: '1',
  ii: '2',
  iii: '3',
  iv: '4',
  v: '5',
  iia: '2a',
  iib: '2b',
  iic: '2c',
  iiia: '3a',
  iiib: '3b',
  iiic: '3c',
};

/**
 * Reduces a folded word to its stem: plural and common verbal endings removed, so that titles, index entries and notes meet.
 * Greek and Latin plurals of anatomy and disease are mapped by rule (vertebrae, diagnoses, metastases).
 */
export function stemWord(word: string): string {
  const known = STEMS.get(word);
  if (known !== undefined) return known;
  const stem = computeStem(word);
  if (STEMS.size < MOST_KNOWN) STEMS.set(word, stem);
  return stem;
}

const STEMS = new Map<string, string>();
/** Words remembered, at most. */
export const MOST_KNOWN = 200_000;

function computeStem(word: string): string {
  const roman = ROMAN[word];
  if (roman !== undefined) return roman;
  // Acronyms without a vowel are not plurals (CRPS).
  if (word.length <= 3 || /\d/.test(word) || !/[aeiouy]/.test(word) || word === 'teething' || word === 'healed') return word;
  // The species is no disease: "grew Klebsiella pneumoniae".
  if (word === 'pneumoniae') return word;
  let w = word;
  if (w.endsWith('ies') && w.length > 4) w = `${w.slice(0, -3)}y`;
  else if (/(?:ss|sh|ch|x|z)es$/.test(w)) w = w.slice(0, -2);
  else if (/[^aeiou]ses$/.test(w) || /(?:o|y|i)ses$/.test(w)) w = `${w.slice(0, -2)}is`;
  else if (w.endsWith('ae') && w.length > 4) w = w.slice(0, -1);
  else if (w.endsWith('s') && !/(?:ss|us|is|ous)$/.test(w)) w = w.slice(0, -1);
  if (w.endsWith('ing') && w.length > 6) w = undouble(w.slice(0, -3));
  else if (w.endsWith('ed') && w.length > 5 && !w.endsWith('eed')) w = undouble(w.slice(0, -2));
  if (w.endsWith('e') && w.length > 4) w = w.slice(0, -1);
  return w;
}

function undouble(w: string): string {
  return /([bdfgmnprt])\1$/.test(w) ? w.slice(0, -1) : w;
}

/** Maps folded words to the stem of the word this project treats as the same (spellings, British forms, organ adjectives). */
export class Folding {
  private readonly same: ReadonlyMap<string, string>;
  /** Notes repeat their words: each is folded once. */
  private readonly known = new Map<string, string>();

  /** @param same folded word → folded word */
  constructor(same: ReadonlyMap<string, string>) {
    const stems = new Map<string, string>();
    for (const [from, to] of same) {
      const target = stemWord(to);
      if (stemWord(from) !== target) stems.set(from, target);
    }
    const byStem = new Map(stems);
    for (const [from, target] of stems) if (!byStem.has(stemWord(from))) byStem.set(stemWord(from), target);
    this.same = byStem;
  }

  stem(word: string): string {
    const known = this.known.get(word);
    if (known !== undefined) return known;
    const plain = stemWord(word);
    const stem = this.same.get(word) ?? this.same.get(plain) ?? plain;
    if (this.known.size < MOST_KNOWN) this.known.set(word, stem);
    return stem;
  }
}

/** Words of an index entry or title as stems: those that must be there, and those in parentheses that may. */
export interface TermWords {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/**
 * Reads the words of a title, inclusion term or index path. Round brackets hold non-essential modifiers
 * (convention I.A.7); square brackets hold a synonym and are read by the caller as a term of its own.
 * @param isTitle whether the classification's own wording is read: there, what follows "without" and words such as "other" and
 *   "encounter" need not be said; an index entry of ours means every word
 */
export function termWords(text: string, folding: Folding, isTitle = false): TermWords {
  const required = new Set<string>();
  const optional = new Set<string>();
  let depth = 0;
  let last = 0;
  const read = (piece: string, into: Set<string>): void => {
    let negative = Infinity;
    for (const token of tokenise(piece)) {
      if (token.word === 'with') negative = Infinity;
      if (SMALL_WORDS.has(token.word)) continue;
      // What a title says is absent ("without damage to nail") need not be said.
      if (isTitle && token.word === 'without') negative = token.end;
      if (token.end >= negative) {
        if (/[,;]/.test(piece.slice(negative, token.start))) negative = Infinity;
        else {
          optional.add(folding.stem(token.word));
          continue;
        }
      }
      ((isTitle ? QUALIFIER_WORDS : OPEN_WORDS).has(token.word) ? optional : into).add(folding.stem(token.word));
    }
  };
  for (let i = 0; i <= text.length; i++) {
    const c = text[i];
    if (c === '(' || c === ')' || c === undefined) {
      read(text.slice(last, i), depth > 0 ? optional : required);
      last = i + 1;
      if (c === '(') depth++;
      else if (c === ')') depth = Math.max(0, depth - 1);
    }
  }
  for (const word of required) optional.delete(word);
  return { required: [...required], optional: [...optional] };
}
