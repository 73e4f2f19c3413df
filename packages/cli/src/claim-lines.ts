import { ClaimReader } from '@medcode/core/claims/x12/read-837';
import type { Segment } from '@medcode/core/claims/x12/segment';
import { SegmentReader } from '@medcode/core/claims/x12/tokenizer';
import { MedcodeError } from '@medcode/core/errors';

/** Whether a file begins as an X12 interchange; blanks, line ends and a byte-order mark before it do not matter. */
export function beginsX12(piece: Uint8Array): boolean {
  return /^(?:\u00ef\u00bb\u00bf)?\s*ISA[^\p{L}\p{N}\s]/u.test(String.fromCharCode(...piece.subarray(0, 200)));
}

/**
 * Claims as NDJSON: those of an 837 file, read as it arrives, or the input as it is.
 * @throws MedcodeError MC_X12_SEGMENT_TOO_LONG, MC_INPUT_INVALID when an X12 file has no claim
 */
export async function* claimLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array | string> {
  let claims: SegmentsToClaims | undefined;
  let first = true;
  for await (const piece of pieces) {
    if (first && beginsX12(piece)) claims = new SegmentsToClaims();
    first = false;
    if (!claims) yield piece;
    else {
      const text = claims.take(piece);
      if (text !== '') yield text;
    }
  }
  if (claims) yield claims.end();
}

/** Claims of an 837 file, a JSON line each. */
class SegmentsToClaims {
  private readonly segments = new SegmentReader();
  private readonly claims = new ClaimReader();
  private count = 0;

  take(piece: Uint8Array): string {
    return this.lines(this.segments.push(piece));
  }

  end(): string {
    const text = this.lines(this.segments.end());
    const last = this.claims.end();
    if (last) this.count++;
    if (this.count === 0) throw new MedcodeError('MC_INPUT_INVALID', 'the X12 file has no 837 claim of version 005010');
    return last ? `${text}${JSON.stringify(last)}\n` : text;
  }

  private lines(segments: readonly Segment[]): string {
    let text = '';
    for (const segment of segments) {
      const claim = this.claims.read(segment);
      if (!claim) continue;
      this.count++;
      text += `${JSON.stringify(claim)}\n`;
    }
    return text;
  }
}
