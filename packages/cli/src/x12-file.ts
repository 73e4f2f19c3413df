import { createReadStream } from 'node:fs';
import type { Segment } from '@medcode/core/claims/x12/segment';
import { SegmentReader } from '@medcode/core/claims/x12/tokenizer';
import { MedcodeError } from '@medcode/core/errors';
import { unreadable } from './read-input.js';

/** Bytes read at once. Longer texts are kept apart by the collector of V8, which more than halves the speed. */
const PIECE = 1 << 16;

/** The bytes of a file or of standard input (`-`), piece by piece. @throws MedcodeError MC_INPUT_UNREADABLE */
export async function* piecesOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    const stream = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: PIECE });
    for await (const piece of stream) yield piece as Uint8Array;
  } catch (error) {
    throw unreadable(path, error);
  }
}

/**
 * Reads an X12 file or standard input (`-`) without holding it: the segments of each piece of it are handed on in their order.
 * @param take is waited for before more is read
 * @param reader to ask for the text behind the last segment afterwards
 * @throws MedcodeError MC_INPUT_UNREADABLE, MC_INPUT_EMPTY, MC_X12_SEGMENT_TOO_LONG, MC_X12_NO_INTERCHANGE (when the file has ended)
 */
export async function readX12File(
  path: string,
  take: (segments: readonly Segment[]) => void | Promise<void>,
  reader: SegmentReader = new SegmentReader(),
): Promise<void> {
  let bytes = 0;
  let count = 0;
  for await (const piece of piecesOf(path)) {
    bytes += piece.length;
    const segments = reader.push(piece);
    count += segments.length;
    if (segments.length > 0) await take(segments);
  }
  const last = reader.end();
  count += last.length;
  if (last.length > 0) await take(last);
  if (bytes === 0) throw new MedcodeError('MC_INPUT_EMPTY', `${path} is empty`);
  if (count === 0) throw new MedcodeError('MC_X12_NO_INTERCHANGE', `${path}: there is no ISA segment`);
}
