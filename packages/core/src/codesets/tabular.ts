import { type CodeKey, codeKey, type KeyRange, spanRange } from './code.js';
import { type Instruction, type InstructionKind, instructionsOf, Reach } from './instructions.js';
import { type CodeReference, noteReferences } from './note-references.js';
import { type PackTable, RememberedText } from './pack.js';
import type { NoteKind, TabularNote } from './tabular-note.js';

export interface Division {
  readonly id: string;
  readonly kind: 'chapter' | 'section';
  readonly title: string;
  readonly range: KeyRange;
}

/** What the notes tell of one code, by kind. */
export type Reaches = Readonly<Record<InstructionKind, Reach | undefined>>;

/** The notes, 7th characters and divisions of one edition of the Tabular List. */
export class TabularList {
  private readonly notesByOwner = new Map<string, number[]>();
  private readonly noteKind: RememberedText;
  private readonly noteText: RememberedText;
  private readonly references = new Map<string, readonly CodeReference[]>();
  private readonly instructions = new Map<string, readonly Instruction[]>();
  private readonly reaches = new Map<string, Reaches>();
  private readonly titleOf: (code: string) => string;
  private readonly seventhsByOwner = new Map<string, { char: string; text: string }[]>();
  readonly chapters: readonly Division[];
  readonly sections: readonly Division[];

  /** @param titleOf titles of codes, which a few notes speak of */
  constructor(notes: PackTable, sevenths: PackTable, divisions: PackTable, titleOf: (code: string) => string = () => '') {
    this.titleOf = titleOf;
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
    return this.placesOf(code).flatMap((place) => this.notesAt(place).filter(({ kind }) => kind !== 'inclusionTerm' || place === code));
  }

  /** Where notes for a code may stand: at itself, at its ancestors, its section, its chapter. */
  private placesOf(code: string): string[] {
    const out: string[] = [];
    for (let length = code.length; length >= 3; length--) out.push(code.slice(0, length));
    const section = this.sectionOf(code);
    // A section of one category has the category's name, and its notes stand there.
    if (section && section.id !== code.slice(0, 3)) out.push(section.id);
    const chapter = this.chapterOf(code);
    if (chapter) out.push(chapter.id);
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

  /** The codes a note refers to; read once per wording. */
  private referencesIn(text: string): readonly CodeReference[] {
    let known = this.references.get(text);
    if (!known) {
      known = noteReferences(text, (chapter) => this.chapters.find(({ id }) => id === `chapter ${chapter}`)?.range);
      this.references.set(text, known);
    }
    return known;
  }

  private instructionsAt(place: string): readonly Instruction[] {
    let known = this.instructions.get(place);
    if (!known) {
      known = instructionsOf(this.notesAt(place), (text) => this.referencesIn(text), levelOf(place));
      this.instructions.set(place, known);
    }
    return known;
  }

  /** The instructions that apply to a code, by kind, with the codes they name; read once per code. */
  reachesOf(code: string): Reaches {
    let known = this.reaches.get(code);
    if (!known) {
      known = this.readReaches(code);
      this.reaches.set(code, known);
    }
    return known;
  }

  private readReaches(code: string): Reaches {
    const all = this.placesOf(code).flatMap((place) => this.instructionsAt(place));
    // A code without notes of its own has what the code above it has.
    if (code.length > 3 && this.instructionsAt(code).length === 0 && !all.some(({ scope }) => scope))
      return this.reachesOf(code.slice(0, -1));
    const key = codeKey(code);
    const byKind = new Map<InstructionKind, Instruction[]>();
    for (const instruction of all) {
      const { kind, scope } = instruction;
      if (!scope || scope.some(({ from, to }) => from <= key && key < to)) append(byKind, kind, instruction);
    }
    const reach = (kind: InstructionKind): Reach | undefined => {
      const instructions = byKind.get(kind);
      return instructions && new Reach(instructions, this.titleOf);
    };
    return {
      excludes1: reach('excludes1'),
      excludes2: reach('excludes2'),
      codeFirst: reach('codeFirst'),
      useAdditionalCode: reach('useAdditionalCode'),
      codeAlso: reach('codeAlso'),
    };
  }

  /** The note of a kind at one code that names another. */
  reference(kind: InstructionKind, at: string, other: string): TabularNote | undefined {
    return this.reachesOf(at)[kind]?.naming(other, codeKey(other))?.line.note;
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

/** Where a note stands. */
function levelOf(from: string): Instruction['level'] {
  if (from.startsWith('chapter')) return 'chapter';
  return from.includes('-') ? 'section' : 'code';
}

function holding(divisions: readonly Division[], key: CodeKey): Division | undefined {
  return divisions.find((division) => division.range.from <= key && key < division.range.to);
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
