import { MedcodeError } from '@medcode/core/errors';
import type { z } from 'zod';

/** What a batch run did. */
export interface BatchResult {
  readonly lines: number;
  readonly failed: number;
}

/** Longest line of a batch, in UTF-16 code units. */
const LONGEST_LINE = 12_000_000;

/**
 * One JSON object a line in, one a line out, in order, with the same id. A bad line gives an error object in its place and the run
 * goes on.
 * @param answer makes the output object (without `id`) of a valid line
 */
export async function runBatch<T extends { id: string | number }>(
  input: AsyncIterable<Uint8Array | string>,
  write: (line: string) => Promise<void>,
  schema: z.ZodType<T>,
  answer: (line: T) => object,
): Promise<BatchResult> {
  let lines = 0;
  let failed = 0;
  for await (const text of linesOf(input)) {
    if (text.trim() === '') continue;
    lines++;
    let id: unknown = null;
    let out: object;
    try {
      const parsed = parseLine(text);
      if (typeof parsed === 'object' && parsed !== null && 'id' in parsed) id = parsed.id;
      const checked = schema.safeParse(parsed);
      if (!checked.success) {
        const issue = checked.error.issues[0];
        throw new MedcodeError('MC_LINE_INVALID', `${issue?.path.join('.') || 'line'}: ${issue?.message ?? 'invalid'}`);
      }
      out = { id, ...answer(checked.data) };
    } catch (error) {
      failed++;
      const known = error instanceof MedcodeError ? error : new MedcodeError('MC_INTERNAL', undefined, { cause: error });
      out = { id: typeof id === 'string' || typeof id === 'number' ? id : null, error: { code: known.code, message: known.message } };
    }
    await write(`${JSON.stringify(out)}\n`);
  }
  return { lines, failed };
}

function parseLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MedcodeError('MC_LINE_INVALID', 'the line is not JSON');
  }
}

async function* linesOf(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const chunk of input) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    let at = rest.indexOf('\n');
    if (at < 0 && rest.length > LONGEST_LINE)
      throw new MedcodeError('MC_INPUT_TOO_LARGE', `a line is longer than ${LONGEST_LINE} characters`);
    while (at >= 0) {
      yield rest.slice(0, at);
      rest = rest.slice(at + 1);
      at = rest.indexOf('\n');
    }
  }
  rest += decoder.decode();
  if (rest.trim() !== '') yield rest;
}
