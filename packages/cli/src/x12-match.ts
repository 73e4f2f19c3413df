import { ClaimMatcher, type MatchResult } from '@medcode/core/claims/match';
import { type Answer, AnswerReader } from '@medcode/core/claims/x12/answers';
import { type ErrorCode, MedcodeError } from '@medcode/core/errors';
import { Claim } from '@medcode/core/model/claim';
import { piecesOf, readX12File } from './x12-file.js';

/** A line of the claims that is no claim. */
export interface UnreadableClaim {
  readonly line: number;
  readonly code: ErrorCode;
  readonly message: string;
}

/**
 * Reads claims and answers and matches them.
 * @throws MedcodeError MC_INPUT_UNREADABLE, MC_X12_NO_INTERCHANGE, MC_X12_NO_ANSWER
 */
export async function matchFiles(
  claims: string,
  answers: readonly string[],
): Promise<{ readonly result: MatchResult; readonly unreadable: readonly UnreadableClaim[] }> {
  const matcher = new ClaimMatcher();
  const unreadable: UnreadableClaim[] = [];
  let line = 0;
  for await (const text of linesOf(claims)) {
    line++;
    if (text.trim() === '') continue;
    const claim = claimOf(text);
    if (typeof claim === 'string') unreadable.push({ line, code: 'MC_LINE_INVALID', message: claim });
    else matcher.addClaim(claim);
  }
  for (const path of answers) {
    const reader = new AnswerReader();
    let found = 0;
    const take = (read: readonly Answer[]) => {
      found += read.length;
      for (const answer of read) {
        if (answer.kind === 'remittance') matcher.addRemittance(answer.remittance);
        else if (answer.kind === 'status') matcher.addStatus(answer.status);
        else matcher.addAcknowledgement(answer.acknowledgement);
      }
    };
    await readX12File(path, (segments) => {
      for (const segment of segments) take(reader.push(segment));
    });
    take(reader.end());
    if (found === 0) throw new MedcodeError('MC_X12_NO_ANSWER', `${path} has no 835, 277, 999, 997 or TA1`);
  }
  return { result: matcher.result(), unreadable };
}

/** The claim of a line, or why it is none. */
function claimOf(text: string): Claim | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'the line is not JSON';
  }
  const checked = Claim.safeParse(value);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  return `${issue?.path.join('.') || 'line'}: ${issue?.message ?? 'invalid'}`;
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of piecesOf(path)) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
