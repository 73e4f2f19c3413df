import type { CodeKey, KeyRange } from './code.js';
import { type CodeReference, refersTo } from './note-references.js';
import type { NoteKind, NoteReference, TabularNote } from './tabular-note.js';

/** Kinds of note that tell a coder what to report beside a code, and what not. */
export type InstructionKind = Extract<NoteKind, 'excludes1' | 'excludes2' | 'codeFirst' | 'useAdditionalCode' | 'codeAlso'>;

/**
 * An instruction as it is printed: a heading ("underlying disease, such as:") with the lines below it, or a line that stands alone.
 */
export interface Instruction {
  readonly kind: InstructionKind;
  /** Code, section or chapter it is printed at. */
  readonly from: string;
  readonly level: 'code' | 'section' | 'chapter';
  /** First line. */
  readonly heading: string;
  /** Lines that name codes. */
  readonly lines: readonly NoteReference[];
  /** It holds for some patients only and says so: "if applicable", "if known", "any associated". */
  readonly conditional: boolean;
  /** Codes it does not name satisfy it as well: "such as", or no code is named at all. */
  readonly open: boolean;
  /** Each line asks for a code of its own, where it applies: "any associated:". */
  readonly each: boolean;
  /** The codes below its place that it is written for, where not all: "for codes G31.0-G31.83". */
  readonly scope?: readonly KeyRange[];
}

/**
 * "If applicable" and its like; what is "associated", "complicating" or present is not there in every patient; and a bare "code to
 * identify:" stands above lists of circumstances (tobacco, alcohol) that a patient may have or not.
 */
const CONDITIONAL =
  /\b(?:if|when|where applicable|any|associated|complicating|presence of)\b|^(?:, )?(?:use )?(?:additional )?codes?(?:\(s\))? (?:to (?:identify|specify)|\(?for\)?):\s*$/i;
const OPEN = /\bsuch as\b|\be\.g\./i;
const EACH = /\b(?:any|all)\b|\bcodes?\(?s?\)? to (?:identify|specify):/i;
/** "Use additional" and "code also" print a line for each demand; below "code first" lines without heading are alternatives. */
const OWN_DEMAND = /^(?:,\s*)?(?:codes?\b|code\(s\)|from categor|to identify|for |external cause code)/i;

/**
 * The instructions among the notes that stand at one place, with what they refer to.
 * @param notes in printed order
 */
export function instructionsOf(
  notes: readonly TabularNote[],
  references: (text: string) => readonly CodeReference[],
  level: Instruction['level'],
): Instruction[] {
  const blocks = new Map<InstructionKind, TabularNote[]>();
  for (const note of notes) {
    if (!isInstruction(note.kind)) continue;
    const block = blocks.get(note.kind);
    if (block) block.push(note);
    else blocks.set(note.kind, [note]);
  }
  return [...blocks].flatMap(([kind, block]) => parts(kind, block, references, level));
}

function isInstruction(kind: NoteKind): kind is InstructionKind {
  return kind === 'excludes1' || kind === 'excludes2' || kind === 'codeFirst' || kind === 'useAdditionalCode' || kind === 'codeAlso';
}

/** Divides the lines of one kind at one place into instructions. */
function parts(
  kind: InstructionKind,
  block: readonly TabularNote[],
  references: (text: string) => readonly CodeReference[],
  level: Instruction['level'],
): Instruction[] {
  const groups: TabularNote[][] = [];
  for (const note of block) {
    const heads = note.text.trimEnd().endsWith(':');
    const own = kind === 'excludes1' || kind === 'excludes2' || (kind !== 'codeFirst' && OWN_DEMAND.test(note.text));
    if (groups.length === 0 || heads || own) groups.push([note]);
    else (groups.at(-1) as TabularNote[]).push(note);
  }
  // A condition before the first comma is said of all that follows: "Code first, if applicable: …".
  const [first] = block as [TabularNote];
  const whole = first.text.startsWith(',') && CONDITIONAL.test(first.text);
  return groups.map((group): Instruction => {
    const [{ from, text: heading }] = group as [TabularNote];
    const lines = group
      .map((note): NoteReference => ({ note, references: references(note.text).filter(({ role }) => role === 'named') }))
      .filter((line) => line.references.length > 0);
    const scope = references(heading).flatMap(({ role, ranges }) => (role === 'scope' ? ranges : []));
    // A line that names a condition without a code: whatever code the condition has satisfies it.
    const bare = group.some(({ text }) => !text.trimEnd().endsWith(':') && references(text).length === 0);
    return {
      kind,
      from,
      level,
      heading,
      lines,
      conditional: whole || CONDITIONAL.test(heading),
      open: lines.length === 0 || bare || group.some(({ text }) => OPEN.test(text)),
      each: EACH.test(heading),
      ...(scope.length > 0 ? { scope } : {}),
    };
  });
}

/** The lines of one kind that stand for a code, with the intervals they reach together: most codes of a claim lie in none. */
export class Reach {
  private readonly bounds: Float64Array;
  private near: Reach | undefined;

  constructor(
    readonly instructions: readonly Instruction[],
    private readonly titleOf: (code: string) => string,
  ) {
    this.bounds = merged(
      instructions.flatMap(({ lines }) => lines.flatMap(({ references }) => references.flatMap(({ ranges }) => ranges))),
    );
  }

  /** The instructions that stand at codes; those of sections and chapters name whole other chapters. */
  get ofCodes(): Reach {
    this.near ??= new Reach(
      this.instructions.filter(({ level }) => level === 'code'),
      this.titleOf,
    );
    return this.near;
  }

  /** Whether a code may be named, by its intervals alone. */
  holds(key: CodeKey): boolean {
    const { bounds } = this;
    let low = 0;
    let high = bounds.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((bounds[middle] as number) <= key) low = middle + 1;
      else high = middle;
    }
    return (low & 1) === 1;
  }

  /** The first instruction and line that name a code. */
  naming(code: string, key: CodeKey): { readonly instruction: Instruction; readonly line: NoteReference } | undefined {
    if (!this.holds(key)) return undefined;
    for (const instruction of this.instructions) {
      const line = this.lineNaming(instruction, code, key);
      if (line) return { instruction, line };
    }
    return undefined;
  }

  /** Whether one of its instructions names a code. */
  names(instruction: Instruction, code: string, key: CodeKey): boolean {
    return this.holds(key) && this.lineNaming(instruction, code, key) !== undefined;
  }

  /** The first line of an instruction that names a code. */
  lineNaming({ lines }: Instruction, code: string, key: CodeKey): NoteReference | undefined {
    return lines.find(({ references }) => references.some((reference) => refersTo(reference, code, this.titleOf, key)));
  }
}

/** Intervals joined where they touch: from, to, from, to, … ascending. */
function merged(ranges: readonly KeyRange[]): Float64Array {
  const sorted = [...ranges].sort((a, b) => a.from - b.from);
  const out: number[] = [];
  for (const { from, to } of sorted) {
    if (to <= from) continue;
    const last = out.at(-1);
    if (last !== undefined && from <= last) out[out.length - 1] = Math.max(last, to);
    else out.push(from, to);
  }
  return Float64Array.from(out);
}
