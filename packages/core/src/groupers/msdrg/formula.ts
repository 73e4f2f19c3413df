import { MedcodeError } from '../../errors.js';

/**
 * The language of DRG and HAC formulas: names joined by `&` (and), `|` (or) and `~` (not), with parentheses; `~` binds closest, then
 * `&`. A name is an operand that procedures raise, or `PDX:`, `SDX:`, `ANY:`, `ONLY:` with an operand that diagnoses raise, or a function.
 */
export type Formula =
  | { readonly kind: 'leaf'; readonly name: string }
  | { readonly kind: 'not'; readonly of: Formula }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Formula[] };

const TOKEN = /\s*(?:([A-Za-z0-9_:]+)|([&|~()]))/y;

/** @throws MedcodeError MC_PACK_DAMAGED for a text that is no formula */
export function parseFormula(text: string): Formula {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (!match) throw wrong(text);
    tokens.push((match[1] ?? match[2]) as string);
  }
  let at = 0;
  const several = (kind: 'and' | 'or', sign: string, part: () => Formula): Formula => {
    const parts = [part()];
    while (tokens[at] === sign) {
      at++;
      parts.push(part());
    }
    return parts.length === 1 ? (parts[0] as Formula) : { kind, of: parts };
  };
  const or = (): Formula => several('or', '|', () => several('and', '&', unary));
  const unary = (): Formula => {
    const token = tokens[at++];
    if (token === '~') return { kind: 'not', of: unary() };
    if (token === '(') {
      const inner = or();
      if (tokens[at++] !== ')') throw wrong(text);
      return inner;
    }
    if (token === undefined || /^[&|)]$/.test(token)) throw wrong(text);
    return { kind: 'leaf', name: token };
  };
  const formula = or();
  if (at !== tokens.length) throw wrong(text);
  return formula;
}

function wrong(text: string): MedcodeError {
  return new MedcodeError('MC_PACK_DAMAGED', `"${text.slice(0, 80)}" is not a formula`);
}

/** Writes a formula back; parsing it again gives the same formula. */
export function formulaText(formula: Formula): string {
  switch (formula.kind) {
    case 'leaf':
      return formula.name;
    case 'not':
      return `~${enclosed(formula.of)}`;
    default:
      return formula.of.map(enclosed).join(formula.kind === 'and' ? ' & ' : ' | ');
  }
}

function enclosed(formula: Formula): string {
  return formula.kind === 'and' || formula.kind === 'or' ? `(${formulaText(formula)})` : formulaText(formula);
}

/** The names in a formula, in the order they are read. */
export function leaves(formula: Formula): string[] {
  return formula.kind === 'leaf' ? [formula.name] : formula.kind === 'not' ? leaves(formula.of) : formula.of.flatMap(leaves);
}

/** What a leaf asks of a claim. */
export interface Leaf {
  readonly kind: number;
  readonly operand: number;
}

/** Where evaluation ends. */
const TRUE = -1;
const FALSE = -2;
/** Numbers of a step: kind, operand, next step when true, next step when false. */
const STEP = 4;

/**
 * A formula as a thread of steps: each asks one leaf and says where to go on, so that evaluating follows the formula from left to right,
 * stops as soon as it is decided, and needs no stack.
 */
export type Program = Int32Array;

/** @param leaf the meaning of a name; called once for each leaf, in order */
export function compileFormula(formula: Formula, leaf: (name: string) => Leaf): Program {
  const steps: number[] = [];
  // Written from the last leaf to the first, so that the step to go on with is known.
  const write = (part: Formula, whenTrue: number, whenFalse: number): number => {
    switch (part.kind) {
      case 'leaf': {
        const { kind, operand } = leaf(part.name);
        steps.push(kind, operand, whenTrue, whenFalse);
        return steps.length / STEP - 1;
      }
      case 'not':
        return write(part.of, whenFalse, whenTrue);
      case 'and':
        return part.of.reduceRight((next, child) => write(child, next, whenFalse), whenTrue);
      case 'or':
        return part.of.reduceRight((next, child) => write(child, whenTrue, next), whenFalse);
    }
  };
  const first = write(formula, TRUE, FALSE);
  // The first leaf is the last one written: turn the steps round, so that evaluation starts at 0 and walks forward.
  const count = steps.length / STEP;
  const place = (step: number): number => (step < 0 ? step : (count - 1 - step) * STEP);
  const program = new Int32Array(steps.length);
  for (let i = 0; i < count; i++) {
    const to = (count - 1 - i) * STEP;
    program[to] = steps[i * STEP] as number;
    program[to + 1] = steps[i * STEP + 1] as number;
    program[to + 2] = place(steps[i * STEP + 2] as number);
    program[to + 3] = place(steps[i * STEP + 3] as number);
  }
  if (place(first) !== 0) throw new MedcodeError('MC_INTERNAL', 'a formula does not begin with its first leaf');
  return program;
}

/** Knows the truth of leaves for one claim. */
export interface LeafTest {
  holds(kind: number, operand: number): boolean;
}

/** Evaluates a program. */
export function evaluate(program: Program, claim: LeafTest): boolean {
  let at = 0;
  do at = program[at + (claim.holds(program[at] as number, program[at + 1] as number) ? 2 : 3)] as number;
  while (at >= 0);
  return at === TRUE;
}

/** The leaves that an evaluation visits and finds true, in order, as kind and operand one after the other. */
export function trueLeaves(program: Program, claim: LeafTest): number[] {
  const visited: number[] = [];
  let at = 0;
  do {
    const kind = program[at] as number;
    const operand = program[at + 1] as number;
    const holds = claim.holds(kind, operand);
    if (holds) visited.push(kind, operand);
    at = program[at + (holds ? 2 : 3)] as number;
  } while (at >= 0);
  return visited;
}
