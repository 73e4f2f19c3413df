import { readFileSync, statSync } from 'node:fs';
import { MedcodeError } from '@medcode/core/errors';

/** Largest note file read whole, in bytes. */
const LARGEST_FILE = 12_000_000;

/**
 * Text of a file or of standard input (`-`), in UTF-8, UTF-16 with a byte-order mark, or Windows-1252.
 * @throws MedcodeError MC_INPUT_UNREADABLE, MC_INPUT_TOO_LARGE, MC_INPUT_EMPTY, MC_INPUT_NOT_TEXT
 */
export function readTextInput(path: string): string {
  return decodeText(readBytesInput(path), path);
}

function readBytesInput(path: string): Uint8Array {
  try {
    if (path === '-') return readFileSync(0);
    const stat = statSync(path);
    if (stat.isDirectory()) throw new MedcodeError('MC_INPUT_UNREADABLE', `${path} is a folder`);
    if (stat.size > LARGEST_FILE)
      throw new MedcodeError('MC_INPUT_TOO_LARGE', `${path} has ${stat.size} bytes; ${LARGEST_FILE} are read in one piece`);
    return readFileSync(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** What reading failed with, in the words of the user. */
export function unreadable(path: string, error: unknown): MedcodeError {
  if (error instanceof MedcodeError) return error;
  const code = (error as NodeJS.ErrnoException).code;
  const why = UNREADABLE[code ?? ''] ?? code ?? 'it cannot be read';
  return new MedcodeError('MC_INPUT_UNREADABLE', `${path}: ${why}`, { cause: error });
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'you may not read it',
  EISDIR: 'it is a folder',
};

/** Decodes a text file of a usual encoding. @throws MedcodeError MC_INPUT_EMPTY, MC_INPUT_NOT_TEXT */
export function decodeText(bytes: Uint8Array, name: string): string {
  if (bytes.length === 0) throw new MedcodeError('MC_INPUT_EMPTY', `${name} is empty`);
  const text = decode(bytes);
  if (text === undefined || text.includes('\0')) throw new MedcodeError('MC_INPUT_NOT_TEXT', `${name} is not a text file`);
  const strange = text.slice(0, 20_000).match(/[\x01-\x08\x0e-\x1f\x7f]/g)?.length ?? 0;
  if (strange > 8 && strange > text.slice(0, 20_000).length / 200)
    throw new MedcodeError('MC_INPUT_NOT_TEXT', `${name} is not a text file`);
  if (text.trim() === '') throw new MedcodeError('MC_INPUT_EMPTY', `${name} has no text`);
  return text;
}

function decode(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return tryDecode('utf-16le', bytes.subarray(2));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return tryDecode('utf-16be', bytes.subarray(2));
  return tryDecode('utf-8', bytes) ?? (bytes.includes(0) ? undefined : decodeWindows1252(bytes));
}

function tryDecode(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Characters of the bytes 0x80–0x9F in Windows-1252 (WHATWG Encoding Standard); some Node releases decode them as controls. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function decodeWindows1252(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte >= 0x80 && byte < 0xa0 ? (WINDOWS_1252[byte - 0x80] as string) : String.fromCharCode(byte);
  return text;
}
