/**
 * The form in which loops and segments of an implementation guide are written down here: numbers, positions, usages, repeats and
 * qualifiers of the guide, names in our own words.
 */

/** Required, situational, or not used by the guide. */
export type Usage = 'R' | 'S';

/** Any number of times. */
export const MANY = Number.POSITIVE_INFINITY;

/** How a guide uses one element or component. Elements that a guide does not list are not used. */
export interface ElementUse {
  /** Number in its segment or composite, from 1. */
  readonly number: number;
  readonly usage: Usage;
  /** How often the element may repeat; 1 unless the guide says more. */
  readonly repeat: number;
  /** The only values allowed; absent when any value of the type is. */
  readonly codes?: ReadonlySet<string>;
  /** Components, where the element is a composite. */
  readonly components?: readonly ElementUse[];
}

/** A segment at one place of a guide. The same tag may stand several times in a loop, told apart by its key element (see `KEYS`). */
export interface SegmentUse {
  readonly kind: 'segment';
  readonly tag: string;
  readonly usage: Usage;
  readonly repeat: number;
  /** What a biller calls it. */
  readonly name: string;
  readonly elements: readonly ElementUse[];
  /** Elements that become required when another element has a value: `{ when: [2, '1'], element: 9 }`. */
  readonly demands: readonly Demand[];
}

/** Element `element` is required when element `when[0]` is `when[1]`. */
export interface Demand {
  readonly when: readonly [element: number, value: string];
  readonly element: number;
}

/** A loop: it opens with its first segment, which is always required in it. */
export interface LoopUse {
  readonly kind: 'loop';
  readonly id: string;
  readonly usage: Usage;
  readonly repeat: number;
  readonly name: string;
  readonly parts: readonly (SegmentUse | LoopUse)[];
}

/** A transaction set of one guide, from the segment after ST to the one before SE. */
export interface TransactionGrammar {
  /** ST01: `837`. */
  readonly set: string;
  readonly name: string;
  /** Values of GS08 and ST03 that are read by it; the first is the one written. */
  readonly versions: readonly string[];
  /** GS01: `HC`. */
  readonly functionalId: string;
  readonly body: LoopUse;
}

/**
 * A segment of a guide.
 * @param elements what the guide uses, in the notation of {@link readElements}: `1=85 2=1|2 3 4? 8?=XX 9?`
 */
export function segment(
  tag: string,
  usage: Usage,
  repeat: number,
  name: string,
  elements: string,
  demands: readonly Demand[] = [],
): SegmentUse {
  return { kind: 'segment', tag, usage, repeat, name, elements: readElements(elements), demands };
}

/** A loop of a guide. */
export function loop(id: string, usage: Usage, repeat: number, name: string, ...parts: readonly (SegmentUse | LoopUse)[]): LoopUse {
  return { kind: 'loop', id, usage, repeat, name, parts };
}

/** The same loop where it is used otherwise: the claim loop is required below a dependent and situational below a subscriber. */
export function withUsage(use: LoopUse, usage: Usage): LoopUse {
  return { ...use, usage };
}

/**
 * Reads the notation of elements: a number, `?` when situational, `*5` when it may repeat five times, `=A|B` the values allowed,
 * `(…)` its components; `2-12` stands for each of them.
 */
export function readElements(notation: string): ElementUse[] {
  const uses: ElementUse[] = [];
  const token = /(\d+)(?:-(\d+))?(\?)?(?:\*(\d+))?(?:=([^\s()]+))?(?:\(([^()]*)\))?(?:\s+|$)/y;
  while (token.lastIndex < notation.length) {
    const at = token.lastIndex;
    const match = token.exec(notation);
    if (!match) throw new Error(`not the notation of elements at ${at}: ${notation}`);
    const [, from, to, optional, repeat, codes, components] = match;
    for (let number = Number(from); number <= Number(to ?? from); number++)
      uses.push({
        number,
        usage: optional === undefined ? 'R' : 'S',
        repeat: Number(repeat ?? 1),
        ...(codes === undefined ? {} : { codes: new Set(codes.split('|')) }),
        ...(components === undefined ? {} : { components: readElements(components) }),
      });
  }
  return uses;
}
