import type { Delimiters } from './segment.js';

/** An interchange header found in a text: where its terminator stands, and what the segment says. */
export interface FoundHeader {
  readonly end: number;
  readonly delimiters: Delimiters;
}

/** Offsets of the sixteen separators of an ISA segment, whose elements have fixed widths (X12.5, appendix C of the guides). */
const SEPARATORS = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103];
const LENGTH = 106;
/** Characters in which a header, whole or damaged, and the segment after it are looked for. */
export const HEADER_WINDOW = 512;
/** The first version whose ISA11 is the repetition separator. */
const REPETITION_SINCE = '00402';
const USUAL_COMPONENT = ':';
/** What may follow a header. */
const NEXT_TAGS = '(?:GS|TA1|TA3|ISB|ST|IEA)';

/**
 * Reads the delimiters of the ISA segment that begins at a place of a text: by its fixed widths, or, where it has another length, by what
 * follows it.
 * @returns undefined when no header begins here
 */
export function readHeader(text: string, start: number): FoundHeader | undefined {
  return readFixedHeader(text, start) ?? readDamagedHeader(text, start) ?? readFixedHeader(text, start, false);
}

/**
 * The same for a header of exactly the widths of the standard.
 * @param followed whether a segment has to follow it
 */
export function readFixedHeader(text: string, start: number, followed = true): FoundHeader | undefined {
  if (!text.startsWith('ISA', start) || start + LENGTH > text.length) return undefined;
  const element = text[start + 3] as string;
  if (!mayDivide(element) || SEPARATORS.some((offset) => text[start + offset] !== element)) return undefined;
  const component = text[start + 104] as string;
  const segment = text[start + 105] as string;
  if (!mayDivide(component) || !(mayDivide(segment) || isLineEnd(segment))) return undefined;
  if (component === element || segment === element || segment === component) return undefined;
  const next = afterBlanks(text, start + LENGTH, element);
  if (isLineEnd(segment) && endsLine(text, next, component)) return undefined;
  if (followed && next < text.length && !isTagAt(text, next, element)) return undefined;
  const end = start + LENGTH - 1;
  if (endOf(text.slice(start, end), segment) >= 0) return undefined;
  return { end, delimiters: delimitersOf(element, component, segment, text.slice(start + 84, start + 89), text[start + 82] as string) };
}

/** An ISA segment with elements too long, too short, missing or doubled: it ends where the next segment begins. */
function readDamagedHeader(text: string, start: number): FoundHeader | undefined {
  if (!text.startsWith('ISA', start)) return undefined;
  const window = text.slice(start, start + HEADER_WINDOW);
  const element = window[3];
  if (element === undefined || !mayDivide(element)) return undefined;
  const following = new RegExp(`(?<![A-Za-z0-9${quoted(element)}])${NEXT_TAGS}${quoted(element)}`).exec(window.slice(4));
  if (!following) return undefined;
  const next = following.index + 4;
  let length = next;
  while (length > 4 && isBlank(window.charCodeAt(length - 1)) && !isSeparatorControl(window.charCodeAt(length - 1))) length--;
  const head = window.slice(0, length);
  const elements = head.split(element);
  const last = elements.at(-1) ?? '';
  const [beforeLast, final] = [last.at(-2) ?? '', last.at(-1) ?? ''];
  const lineEnd = length < next ? (window[length] as string) : '';
  const inLine = final !== '' && mayDivide(final) && final !== element;
  // One sign at the end of the line is the component separator when the line end terminates, the terminator when ISA16 is missing.
  const terminated = inLine && (beforeLast !== '' && mayDivide(beforeLast) ? true : lineEnd === '' || endsLine(text, start + next, final));
  if (!terminated && !isLineEnd(lineEnd)) return undefined;
  const segment = terminated ? final : lineEnd;
  const stated = terminated ? beforeLast : final;
  const component = stated !== '' && mayDivide(stated) && stated !== element && stated !== segment ? stated : USUAL_COMPONENT;
  return {
    end: start + endOf(window, segment),
    delimiters: delimitersOf(element, component, segment, elements[12] ?? '', elements[11] ?? ''),
  };
}

/**
 * Delimiters of a text that begins with a functional group or a transaction set whose interchange header is lost: the element separator
 * follows the tag, the terminator stands before the next segment.
 */
export function readHeadless(text: string, start: number): Delimiters | undefined {
  const match = /^(?:GS|ST|TA1)([^A-Za-z0-9\s])/.exec(text.slice(start, start + 4));
  const element = match?.[1];
  if (element === undefined) return undefined;
  const separator = quoted(element);
  const following = new RegExp(`([^A-Za-z0-9 ${separator}])\\s*(?:ST|BHT|BPR|BGN|AK1|GE|SE|GS|IEA)${separator}`);
  const found = following.exec(text.slice(start, start + HEADER_WINDOW));
  const segment = found?.[1];
  return segment === undefined ? undefined : { element, component: USUAL_COMPONENT, repetition: undefined, segment };
}

/** The first terminator of a text, where a line end as terminator may be any line end. */
function endOf(text: string, segment: string): number {
  return isLineEnd(segment) ? text.search(/[\r\n]/) : text.indexOf(segment);
}

function delimitersOf(element: string, component: string, segment: string, version: string, isa11: string): Delimiters {
  const repeats = version >= REPETITION_SINCE && isa11.length === 1 && mayDivide(isa11);
  const repetition = repeats && isa11 !== element && isa11 !== component && isa11 !== segment ? isa11 : undefined;
  return { element, component, repetition, segment };
}

/** Whether the line that begins here ends with a character: so a line end is not what terminates it. */
function endsLine(text: string, from: number, character: string): boolean {
  const end = text.slice(from, from + HEADER_WINDOW).search(/[\r\n]/);
  return end > 0 && text[from + end - 1] === character;
}

/** Whether a segment's tag and an element separator stand here; a text that ends within the tag may go on with one. */
export function isTagAt(text: string, start: number, element: string): boolean {
  const first = text.charCodeAt(start);
  if (!(first >= 65 && first <= 90)) return false;
  for (let length = 1; length <= 3; length++) {
    const at = start + length;
    if (at >= text.length || (length > 1 && text[at] === element)) return true;
    if (!isAlphanumeric(text.charCodeAt(at))) return false;
  }
  return false;
}

function afterBlanks(text: string, from: number, element: string): number {
  let at = from;
  while (at < text.length && isBlank(text.charCodeAt(at)) && text[at] !== element) at++;
  return at;
}

/** Whether a character can be a delimiter: no letter, no digit, no blank, no line end. */
function mayDivide(character: string): boolean {
  const code = character.charCodeAt(0);
  return !isAlphanumeric(code) && (code > 32 || code === 9 || isSeparatorControl(code) || (code > 0 && code < 9));
}

/** FS, GS, RS, US: control characters meant for dividing. */
function isSeparatorControl(code: number): boolean {
  return code >= 28 && code <= 31;
}

export function isLineEnd(character: string): boolean {
  return character === '\n' || character === '\r';
}

/** A blank, a line end, or another control character that means nothing between segments (NUL, Ctrl-Z). */
export function isBlank(code: number): boolean {
  return code <= 32;
}

function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function quoted(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
}
