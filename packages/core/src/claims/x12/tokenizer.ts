import { MedcodeError } from '../../errors.js';
import { byteText, decodeByteText, isAscii, isUtf8 } from './encoding.js';
import { HEADER_WINDOW, isBlank, isLineEnd, isTagAt, readFixedHeader, readHeader, readHeadless } from './header.js';
import { type Delimiters, Segment, type SegmentEncoding, type SegmentSurroundings } from './segment.js';

/** Longest text without a segment terminator, in characters: what is longer is no X12 file. */
const LONGEST_SEGMENT = 16_000_000;

/**
 * The segments of a text, one after the other. Delimiters come from each ISA segment, so one text may hold several interchanges that
 * differ in them; line ends and blanks between segments are no part of any.
 * @throws MedcodeError MC_X12_SEGMENT_TOO_LONG
 * @example [...segmentsOf(text)].map(({ tag }) => tag) // ['ISA', 'GS', 'ST', …]
 */
export function* segmentsOf(text: string): Generator<Segment> {
  const reader = new SegmentReader();
  reader.feed(text);
  for (let segment = reader.next(); segment; segment = reader.next()) yield segment;
  reader.finish();
  for (let segment = reader.next(); segment; segment = reader.next()) yield segment;
}

/**
 * Cuts an X12 file into segments as it arrives, piece by piece, as bytes or as text (not both).
 *
 * Nothing of the file is lost: the `surroundings` of each segment and {@link SegmentReader.rest} hold what stands between and behind the
 * segments. A damaged file gives what can be told apart: an ISA segment of the wrong length is read by what follows it, a segment that is
 * cut off by the next interchange ends there, and text outside an interchange that has no form of a segment is skipped.
 */
export class SegmentReader {
  /** What has not been cut yet, from `gap` on. */
  private text = '';
  /** End of the last segment and its terminator. */
  private gap = 0;
  /** Where cutting goes on. */
  private from = 0;
  /** Place of the next `ISA` in the text, -1 when not looked for, the length of the text when there is none. */
  private isa = -1;
  private ended = false;
  /** Bytes were given: one character is one byte until a segment is made. */
  private bytes = false;
  private ascii = true;
  private inside = false;
  private position = 0;
  /** Delimiters as they stand in the text, and as segments have them. */
  private cutting: Delimiters | undefined;
  private shown: Delimiters | undefined;
  private lines = false;
  private elementCode = 0;
  private segmentCode = 0;
  private last: SegmentSurroundings | undefined;

  /**
   * Takes the next piece of a file.
   * @returns the segments that are whole now
   * @throws MedcodeError MC_X12_SEGMENT_TOO_LONG
   */
  push(chunk: string | Uint8Array): Segment[] {
    this.feed(chunk);
    return this.ready();
  }

  /** The file ends here. @returns its last segments */
  end(): Segment[] {
    this.finish();
    return this.ready();
  }

  /** Text behind the last segment, known after {@link SegmentReader.end}. Of a file without any interchange it is all there is. */
  get rest(): { readonly text: string; readonly encoding: SegmentEncoding } {
    const text = this.text.slice(this.gap);
    const encoding = this.encodingOf(text);
    return { text: this.decode(text, encoding), encoding };
  }

  /** Takes the next piece without cutting it: {@link SegmentReader.next} gives its segments one by one. */
  feed(chunk: string | Uint8Array): void {
    const rest = this.text.slice(this.gap);
    if (typeof chunk === 'string') this.text = rest === '' ? chunk : rest + chunk;
    else {
      const { text, ascii } = byteText(chunk);
      this.bytes = true;
      this.ascii = ascii && (this.ascii || isAscii(rest));
      this.text = rest + text;
    }
    this.from -= this.gap;
    this.gap = 0;
    this.isa = -1;
  }

  /** No piece follows: {@link SegmentReader.next} gives the last segments. */
  finish(): void {
    this.ended = true;
  }

  private ready(): Segment[] {
    const segments: Segment[] = [];
    for (let segment = this.next(); segment; segment = this.next()) segments.push(segment);
    return segments;
  }

  /** The next segment that is whole; undefined when more of the file is needed, or it has ended. */
  next(): Segment | undefined {
    const { text } = this;
    for (;;) {
      const cutting = this.cutting ?? this.findFirst();
      if (!cutting) return this.wait();
      const { element, segment: terminator } = cutting;
      let start = this.from;
      for (let code = text.charCodeAt(start); code <= 32; code = text.charCodeAt(++start))
        if (code === this.elementCode || (code === this.segmentCode && !this.lines)) break;
      this.from = start;
      if (start >= text.length) return this.wait();
      if (this.isa < start) this.findIsa(start);
      if (this.isa === start && text.length - start < HEADER_WINDOW && !this.ended) return this.wait();
      if (this.isa === start) {
        const header = readHeader(text, start);
        if (header) {
          this.use(header.delimiters);
          return this.make(start, header.end, header.end < text.length ? 1 : 0);
        }
      }
      let end = this.endOf(start, terminator);
      const cut = this.nextHeaderBefore(start, end < 0 ? text.length : end);
      if (cut === 'wait') return this.wait();
      if (cut !== undefined) end = cut;
      else if (end < 0 && !this.ended) return this.wait();
      const like = this.inside || (isTagAt(text, start, element) && text.slice(start, start + 4).includes(element));
      if (like) {
        if (cut !== undefined) return this.make(start, this.trimmed(start, end), 0);
        if (end < 0) return this.make(start, this.trimmed(start, text.length), 0);
        return this.make(start, end, 1);
      }
      // Outside an interchange and no segment: text that stands before the next one.
      if (end < 0) {
        this.from = text.length;
        return undefined;
      }
      this.from = cut ?? end + 1;
    }
  }

  /** More is needed; unless the file has no end of a segment for too long. */
  private wait(): undefined {
    if (this.text.length - this.gap > LONGEST_SEGMENT)
      throw new MedcodeError('MC_X12_SEGMENT_TOO_LONG', `after segment ${this.position}: no segment ends in ${LONGEST_SEGMENT} characters`);
    return undefined;
  }

  /** Where the segment that starts here ends. A line end as terminator may be any: files travel between systems. */
  private endOf(start: number, terminator: string): number {
    const { text } = this;
    if (!this.lines) return text.indexOf(terminator, start);
    const lf = text.indexOf('\n', start);
    const cr = text.slice(start, lf < 0 ? text.length : lf).indexOf('\r');
    return cr < 0 ? lf : start + cr;
  }

  /** A whole segment stands between two places; blanks after its last character belong to what follows. */
  private trimmed(start: number, end: number): number {
    let last = end;
    while (last > start + 1 && isBlank(this.text.charCodeAt(last - 1)) && this.text.charCodeAt(last - 1) !== this.elementCode) last--;
    return last;
  }

  /** The place of an interchange header within a segment whose end is lost. */
  private nextHeaderBefore(start: number, end: number): number | 'wait' | undefined {
    const { text } = this;
    while (this.isa < end) {
      if (this.isa > start) {
        if (text.length - this.isa < HEADER_WINDOW && !this.ended) return 'wait';
        if (this.inside ? readFixedHeader(text, this.isa) : readHeader(text, this.isa)) return this.isa;
      }
      this.findIsa(this.isa + 1);
    }
    return undefined;
  }

  private findIsa(from: number): void {
    const found = this.text.indexOf('ISA', from);
    this.isa = found < 0 ? this.text.length : found;
  }

  /** Delimiters of the first interchange; undefined when there is none yet. */
  private findFirst(): Delimiters | undefined {
    const { text } = this;
    let start = this.from;
    while (isBlank(text.charCodeAt(start)) || text.charCodeAt(start) === 0xfeff || text.startsWith('\u00ef\u00bb\u00bf', start)) start++;
    if (text.length - start < HEADER_WINDOW && !this.ended) return undefined;
    const headless = this.from === 0 ? readHeadless(text, start) : undefined;
    if (headless) {
      this.from = start;
      this.use(headless);
      return headless;
    }
    for (this.findIsa(this.from); this.isa < text.length; this.findIsa(this.isa + 1)) {
      if (text.length - this.isa < HEADER_WINDOW && !this.ended) break;
      const header = readHeader(text, this.isa);
      if (!header) continue;
      this.use(header.delimiters);
      this.from = this.isa;
      return header.delimiters;
    }
    // The last characters may be the beginning of the word.
    this.from = Math.max(this.from, Math.min(this.isa, text.length - 2));
    return undefined;
  }

  private use(delimiters: Delimiters): void {
    const { element, component, repetition, segment } = delimiters;
    const shown = (character: string) => (this.bytes ? decodeByteText(character, 'windows-1252') : character);
    this.cutting = delimiters;
    this.shown =
      this.bytes && !isAscii(element + component + (repetition ?? '') + segment)
        ? {
            element: shown(element),
            component: shown(component),
            repetition: repetition === undefined ? undefined : shown(repetition),
            segment: shown(segment),
          }
        : delimiters;
    this.lines = isLineEnd(segment);
    this.elementCode = element.charCodeAt(0);
    this.segmentCode = segment.charCodeAt(0);
    this.inside = true;
  }

  private make(start: number, end: number, terminator: 0 | 1): Segment {
    const { text, gap } = this;
    const shown = this.shown as Delimiters;
    const raw = text.slice(start, end);
    this.position++;
    this.gap = end + terminator;
    this.from = this.gap;
    if (raw.startsWith('IEA')) this.inside = false;
    const encoding = this.ascii ? 'utf-8' : this.encodingOf(text.slice(gap, end + terminator));
    const before = start === gap ? '' : this.decode(text.slice(gap, start), encoding);
    const written = terminator === 0 ? '' : this.lines ? (text[end] as string) : shown.segment;
    return new Segment(this.decode(raw, encoding), this.position, shown, this.surroundings(before, written, encoding));
  }

  /** Segments of a file stand alike, so most share one object. */
  private surroundings(before: string, terminator: string, encoding: SegmentEncoding): SegmentSurroundings | undefined {
    if (before === '' && encoding === 'utf-8' && terminator === this.shown?.segment) return undefined;
    const { last } = this;
    if (last?.before === before && last.terminator === terminator && last.encoding === encoding) return last;
    this.last = { before, terminator, encoding };
    return this.last;
  }

  private encodingOf(text: string): SegmentEncoding {
    if (!this.bytes || this.ascii || isAscii(text)) return 'utf-8';
    return this.shown === this.cutting && isUtf8(text) ? 'utf-8' : 'windows-1252';
  }

  private decode(text: string, encoding: SegmentEncoding): string {
    return this.bytes && !this.ascii && !isAscii(text) ? decodeByteText(text, encoding) : text;
  }
}
