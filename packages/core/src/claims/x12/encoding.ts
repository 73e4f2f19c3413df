import type { SegmentEncoding } from './segment.js';

/** Characters of the bytes 0x80–0x9F in Windows-1252 (WHATWG Encoding Standard); five bytes stand for themselves. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const BYTE_OF = new Map(Array.from(WINDOWS_1252, (character, index) => [character, 0x80 + index]));
/** Arguments of one call to String.fromCharCode. */
const PIECE = 8192;
const NOT_ASCII = /[^\0-\x7f]/;

/** Bytes as text of one character a byte (U+0000–U+00FF): delimiters are found in it whatever the encoding is. */
export function byteText(bytes: Uint8Array): { readonly text: string; readonly ascii: boolean } {
  // The decoder is fast and right for ASCII; anything else makes fewer characters than bytes, or replacement characters.
  const decoded = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (decoded.length === bytes.length && !decoded.includes('\ufffd')) return { text: decoded, ascii: true };
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return { text, ascii: false };
}

export function isAscii(text: string): boolean {
  return !NOT_ASCII.test(text);
}

/** Whether bytes, as text of one character a byte, are UTF-8. */
export function isUtf8(text: string): boolean {
  return decodeUtf8(text) !== undefined;
}

/** The text that bytes, as text of one character a byte, stand for. Nothing is lost: {@link encodeText} gives the same bytes. */
export function decodeByteText(text: string, encoding: SegmentEncoding): string {
  if (encoding === 'utf-8') return decodeUtf8(text) ?? text;
  return text.replace(/[\x80-\x9f]/g, (character) => WINDOWS_1252[character.charCodeAt(0) - 0x80] ?? character);
}

function decodeUtf8(text: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytesOf(text));
  } catch {
    return undefined;
  }
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Bytes of a text; undefined when the encoding has no byte for one of its characters. */
export function encodeText(text: string, encoding: SegmentEncoding): Uint8Array | undefined {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const byte = code < 0x80 || (code > 0x9f && code < 0x100) ? code : BYTE_OF.get(text[i] as string);
    if (byte === undefined) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}
