import type { CodeId } from '../../codesets/code-table.js';
import type { Icd10pcs } from '../../codesets/icd10pcs.js';
import type { Day } from '../../model/date.js';
import type { Side } from '../../notes/facts.js';

/** One of the seven characters of a template. */
export type Slot =
  /** One of these values, the first where the note is silent. */
  | { readonly kind: 'values'; readonly values: string }
  /** The value of the right and of the left side, and of both where the table has one. */
  | { readonly kind: 'side'; readonly right: string; readonly left: string; readonly both: string | undefined }
  /** Any value the table allows. */
  | { readonly kind: 'any' }
  /** The value of the body part the note names. */
  | { readonly kind: 'body' };

/** A beginning of a code with what the note has to fill in, as written in lexicon/procedures/operations.tsv. */
export interface Template {
  readonly text: string;
  readonly slots: readonly Slot[];
  /** Whether the body part is the one the note names (places 2 and 4). */
  readonly body: boolean;
}

/** The body system and body part (characters 2 and 4) an anatomical term stands for, by side. */
export interface Part {
  readonly system: string;
  readonly right: string;
  /** Absent where the part has no sides. */
  readonly left: string | undefined;
  readonly both: string | undefined;
}

const PIECE = /\[([0-9A-Z]+)\]|<([0-9A-Z]{2,3})>|([0-9A-Z])|(\.)|(\*)/y;

/** Reads a template such as `0SR<9B>0J[ZA9]`; undefined when it does not have seven places. */
export function parseTemplate(text: string): Template | undefined {
  const slots: Slot[] = [];
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < text.length) {
    const match = PIECE.exec(text);
    if (!match) return undefined;
    const [, values, sides, fixed, any] = match;
    if (values) slots.push({ kind: 'values', values });
    else if (sides) slots.push({ kind: 'side', right: sides[0] as string, left: sides[1] as string, both: sides[2] });
    else if (fixed) slots.push({ kind: 'values', values: fixed });
    else slots.push({ kind: any ? 'any' : 'body' });
  }
  return slots.length === 7 ? { text, slots, body: slots[3]?.kind === 'body' } : undefined;
}

/** Reads the parts of an anatomical term such as `H<TUV> W8`; undefined when one is malformed. */
export function parseParts(text: string): Part[] | undefined {
  const parts: Part[] = [];
  for (const word of text.split(' ').filter(Boolean)) {
    const match = /^([0-9A-Z])(?:([0-9A-Z])|<([0-9A-Z]{2,3})>)$/.exec(word);
    if (!match) return undefined;
    const [, system, single, sides] = match as unknown as [string, string, string | undefined, string | undefined];
    parts.push({ system, right: single ?? (sides?.[0] as string), left: sides?.[1], both: sides?.[2] });
  }
  return parts.length > 0 ? parts : undefined;
}

/** The values a slot admits, undefined for any. */
export function admitted(slot: Slot): string | undefined {
  if (slot.kind === 'values') return slot.values;
  return slot.kind === 'side' ? slot.right + slot.left + (slot.both ?? '') : undefined;
}

/** Codes valid on a date that begin with four characters, remembered: templates ask for the same tables again and again. */
export class CodesByStem {
  private readonly pcs: Icd10pcs;
  private readonly known = new Map<string, readonly string[]>();

  constructor(pcs: Icd10pcs) {
    this.pcs = pcs;
  }

  below(stem: string, date: Day): readonly string[] {
    const key = `${date} ${stem}`;
    let codes = this.known.get(key);
    if (!codes) {
      codes = this.pcs.codesBelow(stem, date).map((id: CodeId) => this.pcs.table.code(id));
      this.known.set(key, codes);
    }
    return codes;
  }
}

/**
 * The first four characters a template may be filled with for an anatomical term and a side, as far as the tables of the date allow; of
 * both sides two where the table has no value for both (guideline B4.3). Where the row itself lists body parts, all of them come back,
 * the usual one first, and the caller chooses.
 */
export function bodyStems(template: Template, part: Part | undefined, side: Side | undefined, codes: CodesByStem, date: Day): string[] {
  const [section, system, operation, body] = template.slots as [Slot, Slot, Slot, Slot];
  const legal = (stem: string): boolean => codes.below(stem, date).some((code) => fits(template, code));
  for (const root of admitted(operation) ?? '') {
    const stem = (letter: string, value: string): string => `${admitted(section) ?? ''}${letter}${root}${value}`;
    let stems: string[] = [];
    if (body.kind === 'values') {
      for (const letter of admitted(system) ?? '') stems.push(...Array.from(body.values, (value) => stem(letter, value)));
    } else if (body.kind === 'side') {
      stems = sided(body, side, (value) => legal(stem(admitted(system) as string, value))).map((value) =>
        stem(admitted(system) as string, value),
      );
    } else if (part && (admitted(system)?.includes(part.system) ?? true)) {
      stems = sided(part, side, (value) => legal(stem(part.system, value))).map((value) => stem(part.system, value));
    }
    stems = stems.filter(legal);
    if (stems.length > 0) return stems;
  }
  return [];
}

/** The values of a paired part for a side; the right one where the note names none, which the caller reports. */
function sided(part: Pick<Part, 'right' | 'left' | 'both'>, side: Side | undefined, legal: (value: string) => boolean): string[] {
  const { right, left, both } = part;
  if (left === undefined) return [right];
  if (side !== 'bilateral') return [side === 'left' ? left : right];
  return both !== undefined && legal(both) ? [both] : [right, left];
}

/** Whether characters 5 to 7 of a code are such as the template admits. */
export function fits(template: Template, code: string): boolean {
  for (let place = 4; place < 7; place++) {
    const values = admitted(template.slots[place] as Slot);
    if (values !== undefined && !values.includes(code[place] as string)) return false;
  }
  return true;
}
