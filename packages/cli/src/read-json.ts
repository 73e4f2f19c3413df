import { MedcodeError } from '@medcode/core/errors';
import type { z } from 'zod';
import { readTextInput } from './read-input.js';

/**
 * One JSON object of a file or of standard input (`-`), of the shape a command expects.
 * @throws MedcodeError MC_INPUT_UNREADABLE, MC_INPUT_TOO_LARGE, MC_INPUT_EMPTY, MC_INPUT_NOT_TEXT, MC_INPUT_INVALID
 */
export function readJsonInput<T>(path: string, schema: z.ZodType<T>): T {
  let parsed: unknown;
  const text = readTextInput(path);
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new MedcodeError('MC_INPUT_INVALID', 'the input is not JSON');
  }
  const checked = schema.safeParse(parsed);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  throw new MedcodeError('MC_INPUT_INVALID', `${issue?.path.join('.') || 'input'}: ${issue?.message ?? 'invalid'}`);
}
