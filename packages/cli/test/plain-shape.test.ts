import { plainShape } from '@medcode/cli/plain-shape';
import { CheckInput } from '@medcode/core/edits/subject';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';

/** Values of claims and what else a line may hold in their place. */
const odd = fc.constantFrom<unknown>(null, undefined, 'text', '', 7, -1, 1.5, Number.NaN, true, [], {}, ['I10'], { code: 'I10' });
const rather = <T>(usual: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: odd });
const diagnosis = fc.record(
  {
    code: rather(fc.constantFrom('I10', 'E11.9')),
    role: rather(fc.constantFrom('principal', 'other')),
    band: rather(fc.constant('accept')),
  },
  { requiredKeys: [] },
);
const line = fc.record(
  {
    code: rather(fc.constant('99213')),
    units: rather(fc.constantFrom(1, 2)),
    pointers: rather(fc.array(rather(fc.integer({ min: 1, max: 4 })))),
    rendering: rather(
      fc.record({ type: rather(fc.constantFrom('person', 'organization')), npi: rather(fc.constant('1234567893')) }, { requiredKeys: [] }),
    ),
    unknown: rather(fc.constant('kept')),
  },
  { requiredKeys: [] },
);
const input = fc.record(
  {
    id: rather(fc.oneof(fc.string(), fc.integer())),
    form: rather(fc.constantFrom('professional', 'institutional')),
    date: rather(fc.constant('2026-05-04')),
    patient: rather(fc.record({ age: rather(fc.constantFrom(3, 66)), sex: rather(fc.constantFrom('M', 'F', 'U')) }, { requiredKeys: [] })),
    diagnoses: rather(fc.array(rather(diagnosis), { maxLength: 3 })),
    procedures: rather(fc.constant([])),
    services: rather(fc.array(rather(line), { maxLength: 3 })),
    conditions: rather(fc.array(rather(fc.constant('45')), { maxLength: 2 })),
  },
  { requiredKeys: [] },
);

it('takes no value that the schema would refuse or fill in', () => {
  const isPlain = plainShape(CheckInput);
  // With unknown fields kept, the schema gives back a plain value as it is.
  const keeping = CheckInput.loose();
  let taken = 0;
  fc.assert(
    fc.property(input, (value) => {
      if (!isPlain(value)) return;
      taken++;
      const checked = keeping.safeParse(value);
      expect(checked.error).toBeUndefined();
      expect([checked.data?.diagnoses.length, checked.data?.procedures, checked.data?.services.length]).toEqual([
        value.diagnoses.length,
        value.procedures,
        value.services.length,
      ]);
    }),
    { numRuns: 3000 },
  );
  expect(taken).toBeGreaterThan(100);
});

it('leaves to the schema what it does not know how to judge', () => {
  const refined = z.object({ date: z.string().refine((text) => text.length === 10) });
  expect([
    plainShape(refined)({ date: '2026-05-04' }),
    plainShape(z.object({ n: z.int().positive() }))({ n: 3 }),
    plainShape(z.object({ n: z.int().positive() }))({ n: 0 }),
  ]).toEqual([false, true, false]);
  expect([plainShape(z.date())(new Date(0)), plainShape(z.array(z.string()).min(1))(['a'])]).toEqual([false, false]);
});
