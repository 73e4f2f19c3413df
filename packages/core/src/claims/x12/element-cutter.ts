/**
 * Finds the elements of a segment, or the components of a composite, without making a string of each: a claim reader needs a few of
 * them and only asks of the others whether they are empty. One cutter is used for one text after another.
 */
export class ElementCutter {
  /** How many elements there are, the first – of a segment its tag – included. */
  count = 0;
  private raw = '';
  /** Element n stands from `starts[n]` to before `starts[n + 1] - 1`. */
  private readonly starts: number[] = [0];

  cut(raw: string, separator: number): void {
    const { starts } = this;
    const { length } = raw;
    let count = 1;
    for (let i = 0; i < length; i++) if (raw.charCodeAt(i) === separator) starts[count++] = i + 1;
    starts[count] = length + 1;
    this.raw = raw;
    this.count = count;
  }

  /** The text that was cut. */
  get whole(): string {
    return this.raw;
  }

  /** Empty when absent. */
  text(n: number): string {
    if (n >= this.count) return '';
    return this.raw.slice(this.starts[n], (this.starts[n + 1] as number) - 1);
  }

  has(n: number): boolean {
    return n < this.count && (this.starts[n] as number) < (this.starts[n + 1] as number) - 1;
  }

  /** Whether an element is just these characters. */
  is(n: number, text: string): boolean {
    if (n >= this.count) return text === '';
    const start = this.starts[n] as number;
    return (this.starts[n + 1] as number) - 1 - start === text.length && this.raw.startsWith(text, start);
  }

  /** The first character of an element, -1 when it is empty, if the element is no longer than that; -2 when it is. */
  character(n: number): number {
    if (!this.has(n)) return -1;
    const start = this.starts[n] as number;
    return (this.starts[n + 1] as number) - start === 2 ? this.raw.charCodeAt(start) : -2;
  }

  /** Whether an element has something that is not one of those whose bits are set: bit n for element n. */
  hasBeyond(mask: number): boolean {
    const { starts, count } = this;
    for (let n = 1; n < count; n++)
      if ((n > 30 || ((mask >> n) & 1) === 0) && (starts[n + 1] as number) - 1 > (starts[n] as number)) return true;
    return false;
  }

  /** All elements, those whose bits are set left empty. */
  without(mask: number): string[] {
    const texts: string[] = [];
    for (let n = 0; n < this.count; n++) texts.push(n > 0 && n <= 30 && ((mask >> n) & 1) === 1 ? '' : this.text(n));
    while (texts.length > 1 && texts.at(-1) === '') texts.pop();
    return texts;
  }
}
