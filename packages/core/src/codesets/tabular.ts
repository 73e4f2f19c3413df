import { type CodeKey, codeKey, type KeyRange, spanRange } from './code.js';
import { type PackTable, RememberedText } from './pack.js';

/** Kinds of note in the ICD-10-CM Tabular List, in the order a coder reads them. */
export const NOTE_KINDS = [
  'includes',
  'inclusionTerm',
  'excludes1',
  'excludes2',
  'codeFirst',
  'useAdditionalCode',
  'codeAlso',
  'notes',
  'sevenChrNote',
] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** A note and the place it stands at: a code, a section (`E08-E13`) or a chapter (`chapter 4`). */
export interface TabularNote {
  readonly kind: NoteKind;
  readonly text: string;
  readonly from: string;
}

export interface Division {
  readonly id: string;
  readonly kind: 'chapter' | 'section';
  readonly title: string;
  readonly range: KeyRange;
}

/** A note with the codes it refers to. */
export interface NoteReference {
  readonly note: TabularNote;
  readonly ranges: readonly KeyRange[];
}

/** The notes, 7th characters and divisions of one edition of the Tabular List. */
export class TabularList {
  private readonly notesByOwner = new Map<string, number[]>();
  private readonly noteKind: RememberedText;
  private readonly noteText: RememberedText;
  private readonly references = new Map<string, readonly NoteReference[]>();
  private readonly seventhsByOwner = new Map<string, { char: string; text: string }[]>();
  readonly chapters: readonly Division[];
  readonly sections: readonly Division[];

  constructor(notes: PackTable, sevenths: PackTable, divisions: PackTable) {
    const owner = notes.text('owner');
    this.noteKind = new RememberedText(notes.text('kind'));
    this.noteText = new RememberedText(notes.text('text'));
    for (let row = 0; row < notes.rows; row++) append(this.notesByOwner, owner.at(row), row);
    const seventhOwner = sevenths.text('owner');
    const char = sevenths.text('char');
    const text = sevenths.text('text');
    for (let row = 0; row < sevenths.rows; row++)
      append(this.seventhsByOwner, seventhOwner.at(row), { char: char.at(row), text: text.at(row) });
    const id = divisions.text('id');
    const kind = divisions.text('kind');
    const title = divisions.text('title');
    const first = divisions.text('first');
    const last = divisions.text('last');
    const all: Division[] = [];
    for (let row = 0; row < divisions.rows; row++) {
      all.push({
        id: id.at(row),
        kind: kind.at(row) as Division['kind'],
        title: title.at(row),
        range: spanRange(first.at(row), last.at(row)),
      });
    }
    this.chapters = all.filter((division) => division.kind === 'chapter');
    this.sections = all.filter((division) => division.kind === 'section');
  }

  chapterOf(code: string): Division | undefined {
    return holding(this.chapters, codeKey(code));
  }

  sectionOf(code: string): Division | undefined {
    return holding(this.sections, codeKey(code));
  }

  /** Notes that stand at a code, section or chapter itself. */
  notesAt(owner: string): TabularNote[] {
    return (this.notesByOwner.get(owner) ?? []).map((row) => ({
      kind: this.noteKind.at(row) as NoteKind,
      text: this.noteText.at(row),
      from: owner,
    }));
  }

  /** Every note that applies to a code: its own, then those of its ancestors, its section and its chapter. Inclusion terms are not inherited. */
  notesFor(code: string): TabularNote[] {
    const out: TabularNote[] = [];
    for (let length = code.length; length >= 3; length--) {
      for (const note of this.notesAt(code.slice(0, length))) {
        if (note.kind !== 'inclusionTerm' || length === code.length) out.push(note);
      }
    }
    const section = this.sectionOf(code);
    // A section of one category has the category's name, and its notes stand there.
    if (section && section.id !== code.slice(0, 3)) out.push(...this.notesAt(section.id));
    const chapter = this.chapterOf(code);
    if (chapter) out.push(...this.notesAt(chapter.id));
    return out;
  }

  /** Inclusion terms of every code: owner and text. */
  *inclusionTerms(): Generator<{ code: string; text: string }> {
    for (const [owner, rows] of this.notesByOwner) {
      for (const row of rows) if (this.noteKind.at(row) === 'inclusionTerm') yield { code: owner, text: this.noteText.at(row) };
    }
  }

  /** 7th characters of a code: those of the nearest self-or-ancestor that defines them (guideline I.A.5). */
  seventhCharacters(code: string): { from: string; characters: readonly { char: string; text: string }[] } | undefined {
    for (let length = Math.min(code.length, 6); length >= 3; length--) {
      const owner = code.slice(0, length);
      const characters = this.seventhsByOwner.get(owner);
      if (characters) return { from: owner, characters };
    }
    return undefined;
  }

  /** The notes that apply to a code and name others, with these; read once per code. */
  referencesOf(code: string): readonly NoteReference[] {
    let known = this.references.get(code);
    if (!known) {
      known = this.notesFor(code)
        .filter((note) => note.kind !== 'inclusionTerm')
        .map((note) => ({ note, ranges: noteRanges(note.text) }))
        .filter(({ ranges }) => ranges.length > 0);
      this.references.set(code, known);
    }
    return known;
  }

  /** The note of a kind at one code that names another. */
  reference(kind: NoteKind, at: string, other: string): TabularNote | undefined {
    const key = codeKey(other);
    return this.referencesOf(at).find(
      ({ note, ranges }) => note.kind === kind && ranges.some((range) => range.from <= key && key < range.to),
    )?.note;
  }

  /**
   * The excludes1 note that keeps two codes apart, looked for at both; undefined when neither excludes the other (guideline I.A.12.a).
   */
  excludes1(a: string, b: string): { note: TabularNote; at: string; other: string } | undefined {
    for (const [at, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const note = this.reference('excludes1', at, other);
      if (note) return { note, at, other };
    }
    return undefined;
  }
}

const CODE = String.raw`[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?`;
/** A code or a span of codes; the dash of an open code ("I69.-") is followed by none. */
const SPAN = new RegExp(String.raw`\b(${CODE})(?:\s*-\s*(${CODE}))?`, 'g');
/** Endings that complete the codes before them: "with .42", "with .14, .24", "with .51-.52", "with final characters -20". */
const ENDINGS = /\bwith\s+(?:final characters?\s+)?((?:[.-][0-9A-Z]{1,4}-?(?:\s*-\s*\.[0-9A-Z]{1,4})?(?:\s*(?:,|and|or)\s*)?)+)/;
/** Places of a note where codes stand: brackets (closed by whatever the printer took), and behind "classified to" and its like. */
const PLACES = /[([]([^()[\]{}]*)(?:[)\]}]|$)|\bclassified (?:to|in|under)\s+([^()]*)|\s((?:[A-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4}-?[,\s]*)+)$/g;

/** The intervals of codes a note refers to. */
export function noteRanges(text: string): KeyRange[] {
  const ranges: KeyRange[] = [];
  for (const place of text.matchAll(PLACES)) {
    const inner = place[1] ?? place[2] ?? place[3] ?? '';
    const endings = ENDINGS.exec(inner);
    const before = endings ? inner.slice(0, endings.index) : inner;
    for (const [, first, last] of before.matchAll(SPAN)) {
      if (first === undefined) continue;
      if (endings) ranges.push(...completed(first, last ?? first, endings[1] as string));
      else ranges.push(spanRange(first, last ?? first));
    }
  }
  return ranges;
}

/** Each category of a span with each ending: "E08-E13 with .42" are E08.42, E09.42, … E13.42. */
function completed(first: string, last: string, endings: string): KeyRange[] {
  const ranges: KeyRange[] = [];
  for (const category of categories(first.slice(0, 3), last.slice(0, 3))) {
    for (const [, from, to] of endings.matchAll(/[.-]([0-9A-Z]{1,4})-?(?:\s*-\s*\.([0-9A-Z]{1,4}))?/g)) {
      if (from === undefined) continue;
      // A dash before the ending stands for one character that may be any.
      const stems = endings.trim().startsWith('-') ? Array.from('0123456789', (any) => category + any) : [category];
      for (const stem of stems) ranges.push(spanRange(stem + from, stem + (to ?? from)));
    }
  }
  return ranges;
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

function holding(divisions: readonly Division[], key: CodeKey): Division | undefined {
  return divisions.find((division) => division.range.from <= key && key < division.range.to);
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
