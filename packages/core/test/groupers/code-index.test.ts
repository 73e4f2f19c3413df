import { CodeIndex } from '@medcode/core/codesets/code-index';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tables } from './inpatient.js';

describe('CodeIndex', () => {
  it('finds every code of both systems in the row it came from, in any spelling', () => {
    for (const [table, index] of [
      ['msdrg/diagnosisAll', tables.codes.diagnoses],
      ['msdrg/procedureAttributes', tables.codes.procedures],
    ] as const) {
      const column = tables.column(table, 'code');
      const numbers = tables.codes.ofRows(table, index);
      const wrong: string[] = [];
      for (let row = 0; row < column.length; row++) {
        const code = column.at(row);
        if (index.find(code) !== numbers[row] || index.find(code.toLowerCase()) !== numbers[row]) wrong.push(code);
      }
      expect(wrong).toEqual([]);
    }
    expect(tables.codes.diagnoses.find('e11.22')).toBe(tables.codes.diagnoses.find('E1122'));
  });

  it('finds nothing else', () => {
    const known = new Set<string>();
    for (const table of ['msdrg/diagnosisAll', 'icd10cm/codes']) {
      const column = tables.column(table, 'code');
      for (let row = 0; row < column.length; row++) known.add(column.at(row));
    }
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('A', 'E', 'Z', '0', '1', '9', '.', '@', 'x'), maxLength: 9 })),
        (text) => {
          const bare = text.replace(/^(...)\./, '$1').toUpperCase();
          expect(tables.codes.diagnoses.find(text) >= 0).toBe(known.has(bare));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('grows beyond what was expected', () => {
    const index = new CodeIndex(1);
    const column = tables.column('msdrg/exclusionIds', 'code');
    for (let row = 0; row < column.length; row++) index.addRow(column, row);
    const lost: string[] = [];
    for (let row = 0; row < column.length; row++) if (index.find(column.at(row)) < 0) lost.push(column.at(row));
    expect(lost).toEqual([]);
  });
});
