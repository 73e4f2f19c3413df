/** The characters that divide an interchange, as its ISA segment states them. `repetition` is absent before version 00402. */
export interface Delimiters {
  readonly element: string;
  readonly component: string;
  readonly repetition: string | undefined;
  readonly segment: string;
}

/** How the bytes of a segment are written. X12 names no encoding: UTF-8 where the bytes are UTF-8, else Windows-1252. */
export type SegmentEncoding = 'utf-8' | 'windows-1252';

/** What stands around a segment in its file: with it a file is written again byte for byte. */
export interface SegmentSurroundings {
  /** Text between the terminator of the segment before and this segment: line ends, blanks, or what is no part of an interchange. */
  readonly before: string;
  /** The terminator as written. Empty where the file, or the interchange, is cut off. */
  readonly terminator: string;
  readonly encoding: SegmentEncoding;
}

/**
 * One segment of an interchange. Elements are cut when first asked for: many readers look at the tag only.
 * Element numbers are those of the standard: `element(2)` of a CLM segment is CLM02.
 *
 * A segment and its elements may share memory with the piece of the file they were read from: keep values, not a million segments.
 */
export class Segment {
  /** The segment as written, without its terminator. */
  readonly raw: string;
  /** From 1 at the first segment of the file. */
  readonly position: number;
  readonly delimiters: Delimiters;
  /** Absent for a segment that was not read from a file, or that stands there as usual: nothing before it, terminated, in UTF-8. */
  readonly surroundings: SegmentSurroundings | undefined;
  private cut: readonly string[] | undefined;

  constructor(raw: string, position: number, delimiters: Delimiters, surroundings?: SegmentSurroundings) {
    this.raw = raw;
    this.position = position;
    this.delimiters = delimiters;
    this.surroundings = surroundings;
    this.cut = undefined;
  }

  get tag(): string {
    const end = this.raw.indexOf(this.delimiters.element);
    return end < 0 ? this.raw : this.raw.slice(0, end);
  }

  /** Tag first, then the elements: `elements[2]` of a CLM segment is CLM02. */
  get elements(): readonly string[] {
    this.cut ??= cutAt(this.raw, this.delimiters.element);
    return this.cut;
  }

  /** Empty when absent. */
  element(number: number): string {
    return this.elements[number] ?? '';
  }

  components(number: number): readonly string[] {
    return this.element(number).split(this.delimiters.component);
  }

  /** `component(5, 1)` is CLM05-1. Empty when absent. */
  component(element: number, number: number): string {
    return this.components(element)[number - 1] ?? '';
  }

  repetitions(number: number): readonly string[] {
    const { repetition } = this.delimiters;
    const value = this.element(number);
    return repetition === undefined ? [value] : value.split(repetition);
  }
}

/** What `split` does, faster for texts as short as segments. */
function cutAt(raw: string, separator: string): string[] {
  const elements: string[] = [];
  let from = 0;
  for (;;) {
    const to = raw.indexOf(separator, from);
    if (to < 0) break;
    elements.push(raw.substring(from, to));
    from = to + 1;
  }
  elements.push(raw.substring(from));
  return elements;
}
