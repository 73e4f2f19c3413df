import { ClaimMatcher } from '@medcode/core/claims/match';
import type { MatchResult } from '@medcode/core/claims/match-result';
import { type Answer, AnswerReader } from '@medcode/core/claims/x12/answers';
import { ClaimReader } from '@medcode/core/claims/x12/read-837';
import { SegmentReader } from '@medcode/core/claims/x12/tokenizer';
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
 * @throws MedcodeError MC_INPUT_UNREADABLE, MC_INPUT_EMPTY, MC_X12_NO_CLAIMS, MC_X12_NO_INTERCHANGE, MC_X12_NO_ANSWER
 */
export async function matchFiles(
  claims: string,
  answers: readonly string[],
): Promise<{ readonly result: MatchResult; readonly unreadable: readonly UnreadableClaim[] }> {
  const matcher = new ClaimMatcher();
  const unreadable: UnreadableClaim[] = [];
  await readClaims(claims, matcher, unreadable);
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

/** Reads claims from a claim file (837) or from lines of JSON; the first character tells which. */
async function readClaims(path: string, matcher: ClaimMatcher, unreadable: UnreadableClaim[]): Promise<void> {
  const decoder = new TextDecoder();
  let sink: Sink | undefined;
  let start = '';
  const held: Uint8Array[] = [];
  for await (const piece of piecesOf(path)) {
    if (!sink) {
      held.push(piece);
      start += decoder.decode(piece, { stream: true });
      if (start.trim() === '') continue;
      sink = start.trimStart().startsWith('ISA') ? x12Sink(matcher) : lineSink(matcher, unreadable);
      for (const first of held) sink.take(first);
    } else sink.take(piece);
  }
  if (!sink) throw new MedcodeError('MC_INPUT_EMPTY', `${path} is empty`);
  sink.end();
}

interface Sink {
  take(piece: Uint8Array): void;
  end(): void;
}

function x12Sink(matcher: ClaimMatcher): Sink {
  const segments = new SegmentReader();
  const reader = new ClaimReader();
  const add = (claim: Claim | undefined) => {
    if (claim) matcher.addClaim(claim);
  };
  return {
    take: (piece) => {
      for (const segment of segments.push(piece)) add(reader.read(segment));
    },
    end: () => {
      for (const segment of segments.end()) add(reader.read(segment));
      add(reader.end());
      if (reader.transactions === reader.otherTransactions)
        throw new MedcodeError('MC_X12_NO_CLAIMS', 'the claim file has no 837P or 837I of 5010');
    },
  };
}

function lineSink(matcher: ClaimMatcher, unreadable: UnreadableClaim[]): Sink {
  const decoder = new TextDecoder();
  let rest = '';
  let number = 0;
  const take = (line: string) => {
    number++;
    if (line.trim() === '') return;
    const claim = claimOf(line);
    if (typeof claim === 'string') unreadable.push({ line: number, code: 'MC_LINE_INVALID', message: claim });
    else matcher.addClaim(claim);
  };
  return {
    take: (piece) => {
      const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
    },
    end: () => {
      rest += decoder.decode();
      if (rest !== '') take(rest);
    },
  };
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
