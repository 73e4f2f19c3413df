/**
 * Bytes of an official file to text, strictly: what is not valid in the encoding is reported with its row and position, never replaced.
 *
 * CMS and NCHS publish text as ASCII, UTF-8 or Windows-1252, with LF or CRLF row ends, sometimes ended by the DOS end-of-file byte (0x1A).
 */
import { MedcodeError } from '@medcode/core/errors';

export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export type TextEncoding = 'utf-8' | 'windows-1252';

/** One row of a text file, without its row end; `row` counts from 1. */
export interface TextRow {
  readonly row: number;
  readonly text: string;
}

/** Longest row of any official file is under 4,000 characters; a longer one means that the file is not text. */
const LONGEST_ROW = 1_000_000;

/** The one form of every error of a format: file, row, position, what was expected, what stood there. */
export function malformed(file: string, row: number, position: number, expected: string, found: string, cause?: unknown): MedcodeError {
  return new MedcodeError(
    'MC_SOURCE_MALFORMED',
    `${file}: row ${row}, position ${position}: expected ${expected}, found ${found}`,
    cause === undefined ? undefined : { cause },
  );
}

/** The same for files of fields: `column` counts from 1 and is named when the format names it. */
export function malformedField(
  file: string,
  row: number,
  column: number,
  name: string,
  expected: string,
  found: string,
  cause?: unknown,
): MedcodeError {
  return new MedcodeError(
    'MC_SOURCE_MALFORMED',
    `${file}: row ${row}, column ${column}: expected ${expected} as ${name}, found ${found}`,
    cause === undefined ? undefined : { cause },
  );
}

/** What stood there, printable and short. */
export function shown(text: string | undefined): string {
  if (text === undefined) return 'nothing';
  if (text === '') return 'an empty field';
  const cut = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return JSON.stringify(cut);
}

/**
 * Decodes bytes chunk by chunk. A UTF-8 byte-order mark is dropped.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED at the first byte that the encoding does not allow.
 */
export async function* decodeText(source: ByteSource, file: string, encoding: TextEncoding = 'utf-8'): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let row = 1;
  let rowStart = 0; // characters decoded when the row began
  let decoded = 0;
  let carried: Uint8Array = new Uint8Array(0); // the bytes of a character cut by the end of the chunk
  for await (const chunk of source) {
    let bytes: Uint8Array = chunk;
    if (carried.length > 0) {
      bytes = new Uint8Array(carried.length + chunk.length);
      bytes.set(carried);
      bytes.set(chunk, carried.length);
    }
    const end = encoding === 'utf-8' ? endOfWholeCharacters(bytes) : bytes.length;
    const whole = bytes.subarray(0, end);
    carried = bytes.slice(end);
    const text = decodeWhole(whole);
    if (text === '') continue;
    const last = text.lastIndexOf('\n');
    if (last >= 0) {
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) row++;
      rowStart = decoded + last + 1;
    }
    decoded += text.length;
    yield text;
  }
  if (carried.length > 0)
    throw malformed(file, row, decoded - rowStart + 1, `${encoding} text`, 'a character cut off at the end of the file');

  function decodeWhole(bytes: Uint8Array): string {
    try {
      // ignoreBOM only matters for the very first bytes: later U+FEFF are kept by decoding them as a stream.
      return decoder.decode(bytes, { stream: true });
    } catch (cause) {
      const good = validPrefix(bytes, encoding);
      const before = new TextDecoder(encoding).decode(bytes.subarray(0, good));
      const ends = before.split('\n').length - 1;
      const position = ends > 0 ? before.length - before.lastIndexOf('\n') : decoded - rowStart + before.length + 1;
      throw malformed(file, row + ends, position, `${encoding} text`, `byte 0x${(bytes[good] ?? 0).toString(16).padStart(2, '0')}`, cause);
    }
  }
}

/**
 * The rows of a text file. LF and CRLF end a row; the DOS end-of-file byte after the last row is taken off.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED on bytes that are not text.
 */
export async function* textRows(source: ByteSource, file: string, encoding: TextEncoding = 'utf-8'): AsyncGenerator<TextRow> {
  let row = 0;
  let rest = '';
  for await (const text of decodeText(source, file, encoding)) {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    if (rest.length > LONGEST_ROW) throw malformed(file, row + parts.length + 1, LONGEST_ROW, 'the end of the row', 'more text');
    for (const part of parts) {
      row++;
      yield { row, text: checked(part.endsWith('\r') ? part.slice(0, -1) : part, file, row) };
    }
  }
  if (rest.endsWith('\u001A')) rest = rest.slice(0, -1);
  if (rest.endsWith('\r')) rest = rest.slice(0, -1);
  if (rest !== '') yield { row: row + 1, text: checked(rest, file, row + 1) };
}

function checked(text: string, file: string, row: number): string {
  const at = text.search(/[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/);
  if (at >= 0)
    throw malformed(
      file,
      row,
      at + 1,
      'text',
      `the control character U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`,
    );
  return text;
}

/** Index after the last complete UTF-8 character of `bytes`; only the last three bytes can belong to an unfinished one. */
function endOfWholeCharacters(bytes: Uint8Array): number {
  const length = bytes.length;
  for (let back = 1; back <= 3 && back <= length; back++) {
    const byte = bytes[length - back] ?? 0;
    if (byte < 0x80) return length;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? length - back : length;
    }
  }
  return length;
}

/** How many bytes at the start are valid: found by steps, then byte by byte, then back to the beginning of the broken character. */
function validPrefix(bytes: Uint8Array, encoding: TextEncoding): number {
  const valid = (from: number, to: number): boolean => {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(from, to));
      return true;
    } catch {
      return false;
    }
  };
  const step = 4096;
  let from = 0;
  for (;;) {
    const to = Math.min(from + step, bytes.length);
    const whole = from + endOfWholeCharacters(bytes.subarray(from, to));
    if (whole === from || !valid(from, whole)) break;
    from = whole;
  }
  let good = Math.min(from + step, bytes.length);
  while (good > from && !valid(from, good)) good--;
  return good;
}
