/** The characters that divide an interchange, as its ISA segment states them. `repetition` is absent before version 00402. */
export interface Delimiters {
  readonly element: string;
  readonly component: string;
  readonly repetition: string | undefined;
  readonly segment: string;
}

/**
 * One segment of an interchange. Elements are cut when first asked for: many readers look at the tag only.
 * Element numbers are those of the standard: `element(2)` of a CLM segment is CLM02.
 */
export class Segment {
  /** The segment as written, without its terminator. */
  readonly raw: string;
  /** From 1 at the first segment of the file. */
  readonly position: number;
  readonly delimiters: Delimiters;
  private cut: readonly string[] | undefined;

  constructor(raw: string, position: number, delimiters: Delimiters) {
    this.raw = raw;
    this.position = position;
    this.delimiters = delimiters;
  }

  get tag(): string {
    const end = this.raw.indexOf(this.delimiters.element);
    return end < 0 ? this.raw : this.raw.slice(0, end);
  }

  /** Tag first, then the elements: `elements[2]` of a CLM segment is CLM02. */
  get elements(): readonly string[] {
    this.cut ??= this.raw.split(this.delimiters.element);
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
