import { type ElementType, KEYS, type StandardElement, type SyntaxCondition, standardSegment } from './element-dictionary.js';
import type { ElementUse, LoopUse, SegmentUse, TransactionGrammar } from './grammar.js';

/** An element with what the standard and the guide say of it together. */
export interface CompiledElement {
  /** Reference designator: `CLM02`, `SV101-2`. */
  readonly name: string;
  readonly type: ElementType;
  readonly min: number;
  readonly max: number;
  /** Mandatory by the standard; `required` by the guide. */
  readonly mandatory: boolean;
  readonly required: boolean;
  /** The guide uses it. */
  readonly used: boolean;
  readonly repeat: number;
  readonly codes: ReadonlySet<string> | undefined;
  /** Number of the element (or component) that says in which format this one is written; 0 when none does. */
  readonly format: number;
  /** The guides adopted under HIPAA limit amounts on claims to ten digits. */
  readonly limited: boolean;
  readonly components: readonly CompiledElement[] | undefined;
}

export interface CompiledSegment {
  readonly tag: string;
  readonly use: SegmentUse;
  /** From 0: `elements[1]` is the second element. */
  readonly elements: readonly CompiledElement[];
  /** Number of the last element that has to be there. */
  readonly needed: number;
  readonly conditions: readonly SyntaxCondition[];
  readonly key: { readonly element: number; readonly component: number; readonly codes: ReadonlySet<string> } | undefined;
}

/** A segment or loop at its place in a loop. */
export interface CompiledPart {
  readonly index: number;
  /** Neighbours of the same tag share a place: the standard knows one segment or loop there, and their order is free. */
  readonly place: number;
  readonly required: boolean;
  readonly repeat: number;
  /** The segment itself, or the one that opens the loop. */
  readonly segment: CompiledSegment;
  readonly loop: CompiledLoop | undefined;
}

export interface CompiledLoop {
  readonly id: string;
  readonly use: LoopUse;
  readonly parts: readonly CompiledPart[];
  /** Parts after the one that opens the loop, by tag. */
  readonly byTag: ReadonlyMap<string, readonly CompiledPart[]>;
  /** The part is the level that an HL segment opens. */
  readonly isLevel: boolean;
  readonly hasLoops: boolean;
  readonly noCounts: readonly number[];
}

export interface CompiledGrammar {
  readonly grammar: TransactionGrammar;
  readonly body: CompiledLoop;
  /** Every segment the guide uses. */
  readonly tags: ReadonlySet<string>;
}

const compiled = new WeakMap<TransactionGrammar, CompiledGrammar>();

/** The grammar as tables, made when first asked for. */
export function compileGrammar(grammar: TransactionGrammar): CompiledGrammar {
  const known = compiled.get(grammar);
  if (known) return known;
  const limited = grammar.set === '837' && grammar.versions.some((version) => version.startsWith('005010'));
  const made = { grammar, body: compileLoop(grammar.body, limited, true), tags: new Set(tagsOf(grammar.body)) };
  compiled.set(grammar, made);
  return made;
}

function tagsOf({ parts }: LoopUse): string[] {
  return parts.flatMap((part) => (part.kind === 'loop' ? tagsOf(part) : [part.tag]));
}

function compileLoop(use: LoopUse, limited: boolean, isBody: boolean): CompiledLoop {
  const parts: CompiledPart[] = [];
  const byTag = new Map<string, CompiledPart[]>();
  let place = 0;
  for (const [index, part] of use.parts.entries()) {
    const loop = part.kind === 'loop' ? compileLoop(part, limited, false) : undefined;
    const segment = loop ? (loop.parts[0] as CompiledPart).segment : compileSegment(part as SegmentUse, limited);
    const before = parts.at(-1);
    if (before && (before.segment.tag !== segment.tag || (before.loop === undefined) !== (loop === undefined))) place++;
    const made = { index, place, required: part.usage === 'R', repeat: part.repeat, segment, loop };
    parts.push(made);
    if (index === 0 && !isBody) continue;
    const same = byTag.get(segment.tag);
    if (same) same.push(made);
    else byTag.set(segment.tag, [made]);
  }
  return {
    id: use.id,
    use,
    parts,
    byTag,
    isLevel: parts[0]?.segment.tag === 'HL',
    hasLoops: parts.some(({ loop }) => loop !== undefined),
    noCounts: parts.map(() => 0),
  };
}

/** Elements whose format another element names: number of the value to the number of the format. */
const FORMATS: Readonly<Record<string, readonly [value: number, format: number]>> = {
  DMG: [2, 1],
  DTM: [6, 5],
  DTP: [3, 2],
  INS: [12, 11],
  MPI: [7, 6],
  PAT: [6, 5],
};
/** In a health care code (C022) the fourth component is written as the third says. */
const CODE_FORMAT: readonly [number, number] = [4, 3];

function compileSegment(use: SegmentUse, limited: boolean): CompiledSegment {
  const standard = standardSegment(use.tag);
  if (!standard) throw new Error(`no segment ${use.tag} in the standard`);
  const elements = standard.elements.map((element, i) => compileElement(use.tag, element, use, i + 1, limited, FORMATS[use.tag]));
  const key = KEYS[use.tag];
  const keyed = key && use.elements.find(({ number }) => number === key[0]);
  const codes = key && (key[1] === 0 ? keyed?.codes : keyed?.components?.find(({ number }) => number === key[1])?.codes);
  return {
    tag: use.tag,
    use,
    elements,
    needed: elements.findLastIndex(({ required, mandatory }) => required || mandatory) + 1,
    conditions: standard.conditions,
    key: key && codes ? { element: key[0], component: key[1], codes } : undefined,
  };
}

function compileElement(
  tag: string,
  standard: StandardElement,
  { elements }: SegmentUse,
  number: number,
  limited: boolean,
  formats: readonly [number, number] | undefined,
): CompiledElement {
  const name = `${tag}${String(number).padStart(2, '0')}`;
  const use = elements.find((one) => one.number === number);
  const whole = compileOne(name, standard, use, limited, formats?.[0] === number ? formats[1] : 0);
  if (!standard.components) return whole;
  return {
    ...whole,
    components: standard.components.map((component, i) =>
      compileOne(
        `${name}-${i + 1}`,
        component,
        use === undefined || use.components
          ? use?.components?.find((one) => one.number === i + 1)
          : { number: i + 1, usage: 'S', repeat: 1 },
        limited,
        tag === 'HI' && i + 1 === CODE_FORMAT[0] ? CODE_FORMAT[1] : 0,
      ),
    ),
  };
}

function compileOne(
  name: string,
  standard: StandardElement,
  use: ElementUse | undefined,
  limited: boolean,
  format: number,
): CompiledElement {
  return {
    name,
    type: standard.type,
    min: standard.min,
    max: standard.max,
    mandatory: standard.mandatory,
    required: use?.usage === 'R',
    used: use !== undefined,
    repeat: use?.repeat ?? (standard.repeats ? Number.POSITIVE_INFINITY : 1),
    codes: use?.codes,
    format,
    limited: limited && standard.type === '$',
    components: undefined,
  };
}

const standardOnly = new Map<string, CompiledSegment>();

/** A segment by the standard alone, for transactions whose guide is not at hand and for segments that stand where they should not. */
export function compileStandard(tag: string): CompiledSegment | undefined {
  const known = standardOnly.get(tag);
  if (known) return known;
  const standard = standardSegment(tag);
  if (!standard) return undefined;
  const everything = (elements: readonly StandardElement[]): ElementUse[] =>
    elements.map((element, i) => ({
      number: i + 1,
      usage: 'S',
      repeat: element.repeats ? Number.POSITIVE_INFINITY : 1,
      ...(element.components ? { components: everything(element.components) } : {}),
    }));
  const use: SegmentUse = { kind: 'segment', tag, usage: 'S', repeat: 1, name: tag, elements: everything(standard.elements), demands: [] };
  const made = { ...compileSegment(use, false), key: undefined };
  standardOnly.set(tag, made);
  return made;
}
