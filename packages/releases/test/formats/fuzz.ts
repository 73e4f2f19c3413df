/** Random bytes, cut and mutated fixtures: a parser answers or throws MC_SOURCE_MALFORMED, in bounded time, however the bytes are chunked. */

import { MedcodeError } from '@medcode/core/errors';
import fc from 'fast-check';

type Parse = (source: Iterable<Uint8Array>) => Promise<unknown>;

async function attempt(data: Uint8Array, chunk: number, parse: Parse): Promise<void> {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < data.length; at += chunk) chunks.push(data.subarray(at, at + chunk));
  try {
    await parse(chunks);
  } catch (error) {
    if (!(error instanceof MedcodeError) || error.code !== 'MC_SOURCE_MALFORMED') throw error;
    if (!/^.+: row \d+, (?:column|position) \d+: expected .+, found .+$/s.test(error.message))
      throw new Error(`no place in the message: ${error.message}`, { cause: error });
  }
}

export async function neverButMedcodeError(fixture: string | Uint8Array, parse: Parse, runs = 150): Promise<void> {
  const good = typeof fixture === 'string' ? new TextEncoder().encode(fixture) : fixture;
  const chunk = fc.integer({ min: 1, max: 200 });
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), chunk, (data, size) => attempt(data, size, parse)),
    { numRuns: runs },
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length), chunk, (end, size) => attempt(good.subarray(0, end), size, parse)),
    { numRuns: runs },
  );
  const mutation = fc.record({
    at: fc.nat(good.length),
    drop: fc.integer({ min: 0, max: 12 }),
    put: fc.oneof(
      fc.uint8Array({ maxLength: 6 }),
      fc.string({ maxLength: 6 }).map((text) => new TextEncoder().encode(text)),
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), chunk, async (mutations, size) => {
      let data = Buffer.from(good);
      for (const { at, drop, put } of mutations) data = Buffer.concat([data.subarray(0, at), put, data.subarray(at + drop)]);
      await attempt(data, size, parse);
    }),
    { numRuns: runs * 2 },
  );
}
