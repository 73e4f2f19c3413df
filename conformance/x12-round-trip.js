import { SegmentLineReader, SegmentLines } from '@medcode/core/claims/x12/segment-lines';
import { SegmentReader } from '@medcode/core/claims/x12/tokenizer';

/**
 * An X12 file as `medcode x12 parse` prints it, read in pieces of a length.
 * @param {Uint8Array} bytes
 * @param {number} length
 */
export function linesOfFile(bytes, length) {
  const reader = new SegmentReader();
  const lines = new SegmentLines();
  /** @type {Uint8Array[]} */
  const out = [];
  for (let at = 0; at < bytes.length; at += length) out.push(lines.lines(reader.push(bytes.subarray(at, at + length))));
  out.push(lines.lines(reader.end()), lines.end(reader.rest));
  return Buffer.concat(out).toString('utf8');
}

/** The file that `medcode x12 write` makes of such lines. @param {string} lines */
export function writeLines(lines) {
  const reader = new SegmentLineReader();
  return Buffer.concat(
    lines
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => Buffer.from(reader.read(line))),
  );
}
