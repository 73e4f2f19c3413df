import { appendFileSync, readFileSync } from 'node:fs';
import type { ChooseRequest, ExtractRequest, LanguageModel } from '@medcode/core/coding/assist/contract';
import { MedcodeError } from '@medcode/core/errors';

type Ask = (request: ExtractRequest | ChooseRequest) => Promise<unknown>;

function modelOf(ask: Ask): LanguageModel {
  return { extract: ask, choose: ask };
}

/** Longest answer read, in characters. */
const LONGEST_ANSWER = 1_000_000;

/**
 * A model behind an address: each request is posted as JSON, the answer is JSON. All answers to one note together have the time given.
 * @throws MedcodeError MC_USAGE when the address is none of http or https
 */
export function languageModelAt(address: string, milliseconds: number): LanguageModel {
  if (!/^https?:\/\//.test(address) || !URL.canParse(address))
    throw new MedcodeError('MC_USAGE', '--assist takes an http or https address');
  const until = AbortSignal.timeout(milliseconds);
  return modelOf(async (request) => {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal: until,
      redirect: 'error',
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const text = await response.text();
    if (text.length > LONGEST_ANSWER) throw new Error('answer too long');
    return JSON.parse(text) as unknown;
  });
}

/** A model whose requests and answers are kept, a line of JSON each, to be played again. The file holds words of the note. */
export function recorded(model: LanguageModel, file: string): LanguageModel {
  return modelOf(async (request) => {
    const answer = await (request.task === 'extract' ? model.extract(request) : model.choose(request));
    appendFileSync(file, `${JSON.stringify({ request, answer })}\n`);
    return answer;
  });
}

/**
 * Plays recorded answers: the same request gets the same answer, any other none.
 * @throws MedcodeError MC_INPUT_UNREADABLE, MC_LINE_INVALID
 */
export function replayed(file: string): LanguageModel {
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    throw new MedcodeError('MC_INPUT_UNREADABLE', `${file}: the recording could not be read`);
  }
  const answers = new Map<string, unknown>();
  lines.forEach((line, i) => {
    try {
      const { request, answer } = JSON.parse(line) as { request: unknown; answer: unknown };
      answers.set(JSON.stringify(request), answer);
    } catch {
      throw new MedcodeError('MC_LINE_INVALID', `${file}: line ${i + 1} is not a recorded answer`);
    }
  });
  return modelOf(async (request) => {
    const key = JSON.stringify(request);
    if (!answers.has(key)) throw new Error('not recorded');
    return answers.get(key);
  });
}
