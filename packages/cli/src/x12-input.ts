import { createReadStream } from 'node:fs';
import type { Segment } from '@medcode/core/claims/x12/segment';
import { SegmentReader } from '@medcode/core/claims/x12/tokenizer';
import { MedcodeError } from '@medcode/core/errors';

/** The pieces of a file, or of standard input (`-`), as they are read. @throws MedcodeError MC_INPUT_UNREADABLE */
export async function* piecesOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of path === '-' ? process.stdin : createReadStream(path)) yield piece as Uint8Array;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EACCES'
          ? 'you may not read it'
          : code === 'EISDIR'
            ? 'it is a folder'
            : undefined;
    if (why === undefined) throw error;
    throw new MedcodeError('MC_INPUT_UNREADABLE', `${path}: ${why}`, { cause: error });
  }
}

/** The segments of an X12 file, or of standard input (`-`), as they are read. @throws MedcodeError MC_INPUT_UNREADABLE */
export async function* segmentsOfFile(path: string): AsyncGenerator<Segment> {
  const reader = new SegmentReader();
  for await (const piece of piecesOf(path)) yield* reader.push(piece);
  yield* reader.end();
}
