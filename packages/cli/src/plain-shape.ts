import type { z } from 'zod';

type Test = (value: unknown) => boolean;

/** The parts of a schema that are read here; zod names them so. */
interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly options?: readonly z.ZodType[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly checks?: readonly unknown[];
}

/**
 * Tells, without making a copy, that a value is what a schema would give back but for fields the schema does not know: nothing to
 * convert, nothing to fill in, nothing to refuse. False says only that the schema itself must be asked.
 */
export function plainShape<T>(schema: z.ZodType<T>): (value: unknown) => value is T {
  const test = testOf(schema);
  return (value): value is T => test(value);
}

function testOf(schema: z.ZodType): Test {
  const { type, innerType, element, shape, options, entries, checks } = schema.def as unknown as Definition;
  const plain = checks === undefined || checks.length === 0;
  if (!plain && type !== 'number') return () => false;
  switch (type) {
    case 'string':
      return (value) => typeof value === 'string';
    case 'number': {
      const unbounded = (schema.def as { format?: string }).format === undefined;
      if (plain && unbounded) return (value) => typeof value === 'number' && Number.isFinite(value);
      // The schema is asked once for each of the small numbers that positions and counts are.
      const known = new Map<unknown, boolean>();
      return (value) => {
        let fine = known.get(value);
        if (fine === undefined) {
          fine = schema.safeParse(value).success;
          if (known.size < 2000) known.set(value, fine);
        }
        return fine;
      };
    }
    case 'enum': {
      const known = new Set<unknown>(Object.values(entries ?? {}));
      return (value) => known.has(value);
    }
    case 'optional': {
      const inner = testOf(innerType as z.ZodType);
      return (value) => value === undefined || inner(value);
    }
    case 'default':
      return testOf(innerType as z.ZodType);
    case 'union': {
      const tests = (options ?? []).map(testOf);
      return (value) => tests.some((one) => one(value));
    }
    case 'array': {
      const inner = testOf(element as z.ZodType);
      return (value) => {
        if (!Array.isArray(value)) return false;
        for (let i = 0; i < value.length; i++) if (!inner(value[i])) return false;
        return true;
      };
    }
    case 'object': {
      const fields = Object.entries(shape ?? {}).map(([name, field]) => ({ name, test: testOf(field) }));
      const known = new Map(fields.map(({ name, test }) => [name, test]));
      const needed = fields.filter(({ test }) => !test(undefined)).map(({ name }) => name);
      return (value) => {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
        const record = value as Readonly<Record<string, unknown>>;
        for (let i = 0; i < needed.length; i++) if (record[needed[i] as string] === undefined) return false;
        // A record has few of the many fields it could have.
        for (const name in record) {
          const test = known.get(name);
          if (test && !test(record[name])) return false;
        }
        return true;
      };
    }
    default:
      return () => false;
  }
}
