import {
  compileFormula,
  evaluate,
  type Formula,
  formulaText,
  leaves,
  parseFormula,
  trueLeaves,
} from '@medcode/core/groupers/msdrg/formula';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tables } from './inpatient.js';

const names = ['csect', 'steril', 'PDX:dxc0402', 'SDX:hiv', 'MCC', 'FOUR_STENTS'];
const { formula: anyFormula } = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom(...names).map((name): Formula => ({ kind: 'leaf', name })),
    tie('formula').map((of): Formula => ({ kind: 'not', of })),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('formula'), { minLength: 2, maxLength: 4 }))
      .map(([kind, of]): Formula => ({ kind, of })),
  ),
}));
const truth = fc.array(fc.boolean(), { minLength: names.length, maxLength: names.length });

function plainly(formula: Formula, holds: (name: string) => boolean): boolean {
  switch (formula.kind) {
    case 'leaf':
      return holds(formula.name);
    case 'not':
      return !plainly(formula.of, holds);
    case 'and':
      return formula.of.every((part) => plainly(part, holds));
    case 'or':
      return formula.of.some((part) => plainly(part, holds));
  }
}

describe('formulas', () => {
  it('bind ~ before & before |', () => {
    expect(parseFormula('~a & b | (c | d) & e')).toEqual({
      kind: 'or',
      of: [
        {
          kind: 'and',
          of: [
            { kind: 'not', of: { kind: 'leaf', name: 'a' } },
            { kind: 'leaf', name: 'b' },
          ],
        },
        {
          kind: 'and',
          of: [
            {
              kind: 'or',
              of: [
                { kind: 'leaf', name: 'c' },
                { kind: 'leaf', name: 'd' },
              ],
            },
            { kind: 'leaf', name: 'e' },
          ],
        },
      ],
    });
  });

  it.each(['', 'a &', '(a', 'a b', 'a)', '& a', 'a || b', 'a $ b', '~'])('refuse "%s"', (text) => {
    expect(() => parseFormula(text)).toThrow(/is not a formula/);
  });

  it('never fail otherwise than by refusing', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'PDX:x', '&', '|', '~', '(', ')', ' ') }), (text) => {
        try {
          expect(parseFormula(formulaText(parseFormula(text)))).toEqual(parseFormula(text));
        } catch (error) {
          expect((error as Error).message).toMatch(/is not a formula/);
        }
      }),
    );
  });

  it('mean the same written and read again, and compiled', () => {
    fc.assert(
      fc.property(anyFormula, truth, (formula, values) => {
        const holds = (name: string): boolean => values.at(names.indexOf(name)) === true;
        const again = parseFormula(formulaText(formula));
        const program = compileFormula(again, (name) => ({ kind: 0, operand: names.indexOf(name) }));
        const claim = { holds: (_: number, operand: number): boolean => values.at(operand) === true };
        expect(evaluate(program, claim)).toBe(plainly(formula, holds));
        const visited = trueLeaves(program, claim);
        expect(visited.filter((operand, i) => i % 2 === 1 && values.at(operand) !== true)).toEqual([]);
      }),
    );
  });

  it('of every version name operands that some code raises, or are known conditions', () => {
    const silent = new Set<string>();
    for (const { version } of [{ version: '400' }, { version: '431' }, { version: '440' }])
      for (const rows of tables.version(version).lists)
        for (const row of rows ?? [])
          for (const name of leaves(row.formula)) {
            const bare = name.replace(/^.*:/, '');
            if (/^[A-Z_0-9]+$/.test(bare)) continue;
            if (tables.diagnosisOperand(bare) < 0 && tables.procedureOperand(bare) < 0) silent.add(`${version} ${name}`);
          }
    expect([...silent]).toEqual([]);
  });
});
