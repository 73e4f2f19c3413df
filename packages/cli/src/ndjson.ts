import { MedcodeError } from '@medcode/core/errors';
import type { z } from 'zod';

/** What a batch run did. */
export interface BatchResult {
  readonly lines: number;
  readonly failed: number;
  /** Exit status of the lines that were answered; see {@link worseExit}. */
  readonly exit: number;
}

/** What of two answers the exit status tells: an error (1) before something not checked (4) before nothing (0). */
export function worseExit(a: number, b: number): number {
  if (a === 1 || b === 1) return 1;
  return Math.max(a, b);
}

/** The output of a line of input, with its line end, and whether it is an error. */
export interface AnsweredLine {
  readonly text: string;
  readonly failed: boolean;
  /** Exit status the answer asks for: 0 where none is given. */
  readonly exit?: number;
}

/** Answers one line of NDJSON. Never throws for a bad line: the answer says what is wrong. */
export type AnswerLine = (line: string) => AnsweredLine;

/** Longest line of a batch, in UTF-16 code units. */
export const LONGEST_LINE = 12_000_000;

/**
 * One JSON object a line in, one a line out, in order, with the same id. A bad line gives an error object in its place and the run
 * goes on.
 * @param answer makes the output object (without `id`) of a valid line
 */
export async function runBatch<T extends { id: string | number }>(
  input: AsyncIterable<Uint8Array | string>,
  write: (text: string) => Promise<void>,
  schema: z.ZodType<T>,
  answer: (line: T) => object,
): Promise<BatchResult> {
  return runLines(input, write, lineAnswerer(schema, answer));
}

/** The same for lines that are already known how to answer. */
export async function runLines(
  input: AsyncIterable<Uint8Array | string>,
  write: (text: string) => Promise<void>,
  answerLine: AnswerLine,
): Promise<BatchResult> {
  let lines = 0;
  let failed = 0;
  let exit = 0;
  for await (const chunk of wholeLines(input)) {
    const answered = answerLines(chunk, answerLine);
    lines += answered.lines;
    failed += answered.failed;
    exit = worseExit(exit, answered.exit);
    if (answered.text !== '') await write(answered.text);
  }
  return { lines, failed, exit };
}

/**
 * How a line is read, checked and answered.
 * @param isReady tells a value that needs neither check nor copy
 * @param exitOf exit status an answer asks for
 * @param write the answer as JSON
 */
export function lineAnswerer<T extends { id: string | number }, A extends object>(
  schema: z.ZodType<T>,
  answer: (line: T) => A,
  isReady: (value: object) => value is T = (_value): _value is T => false,
  exitOf: (answer: A) => number = () => 0,
  write: (answer: A) => string = JSON.stringify,
): AnswerLine {
  const answered = (id: unknown, line: T): AnsweredLine => {
    const said = answer(line);
    return { text: withId(id, write(said)), failed: false, exit: exitOf(said) };
  };
  return (text) => {
    let id: unknown = null;
    try {
      const parsed = parseLine(text);
      if (typeof parsed === 'object' && parsed !== null) {
        if ('id' in parsed) id = parsed.id;
        if (isReady(parsed)) return answered(id, parsed);
      }
      const checked = schema.safeParse(parsed);
      if (!checked.success) {
        const issue = checked.error.issues[0];
        throw new MedcodeError('MC_LINE_INVALID', `${issue?.path.join('.') || 'line'}: ${issue?.message ?? 'invalid'}`);
      }
      return answered(id, checked.data);
    } catch (error) {
      const known = error instanceof MedcodeError ? error : new MedcodeError('MC_INTERNAL', undefined, { cause: error });
      const shown = typeof id === 'string' || typeof id === 'number' ? id : null;
      return { text: `${JSON.stringify({ id: shown, error: { code: known.code, message: known.message } })}\n`, failed: true };
    }
  };
}

/** The answer as a line, its id before everything else. */
function withId(id: unknown, fields: string): string {
  return `{"id":${JSON.stringify(id)}${fields === '{}' ? '' : ','}${fields.slice(1)}\n`;
}

/** Answers every line of a text that is not empty. */
export function answerLines(chunk: string, answerLine: AnswerLine): BatchResult & { readonly text: string } {
  let lines = 0;
  let failed = 0;
  let exit = 0;
  let text = '';
  for (const line of chunk.split('\n')) {
    if (line.trim() === '') continue;
    const answered = answerLine(line);
    lines++;
    if (answered.failed) failed++;
    exit = worseExit(exit, answered.exit ?? 0);
    text += answered.text;
  }
  return { lines, failed, exit, text };
}

function parseLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MedcodeError('MC_LINE_INVALID', 'the line is not JSON');
  }
}

/**
 * The lines that have arrived, as they arrive: one text of whole lines for each piece of input, so that no answer waits for more input.
 * @throws MedcodeError MC_INPUT_TOO_LARGE
 */
export async function* wholeLines(input: AsyncIterable<Uint8Array | string>, longest = LONGEST_LINE): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const chunk of input) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const end = rest.lastIndexOf('\n');
    if (end < 0) {
      if (rest.length > longest) throw new MedcodeError('MC_INPUT_TOO_LARGE', `a line is longer than ${longest} characters`);
      continue;
    }
    yield rest.slice(0, end);
    rest = rest.slice(end + 1);
  }
  rest += decoder.decode();
  if (rest.trim() !== '') yield rest;
}
