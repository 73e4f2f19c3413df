/** Room for a piece of a file as JSON; more is made where it is needed. */
const ROOM = 1 << 19;
const [QUOTE, COMMA, OPEN, CLOSE] = [0x22, 0x2c, 0x5b, 0x5d];

/**
 * JSON as UTF-8, written byte by byte. Files of a gigabyte become four of JSON: as texts, putting them together costs several times
 * the work of reading the file.
 */
export class JsonBytes {
  private bytes = new Uint8Array(ROOM);
  private length = 0;

  /** What was written since it was taken last. */
  take(): Uint8Array {
    const taken = this.bytes.slice(0, this.length);
    this.length = 0;
    return taken;
  }

  /** Any JSON text. */
  text(text: string): void {
    this.set(new TextEncoder().encode(text));
  }

  /** The same, already encoded. */
  set(encoded: Uint8Array): void {
    this.reserve(encoded.length);
    this.bytes.set(encoded, this.length);
    this.length += encoded.length;
  }

  /** JSON text of ASCII characters. */
  ascii(text: string): void {
    this.reserve(text.length);
    const { bytes } = this;
    let { length } = this;
    for (let i = 0; i < text.length; i++) bytes[length++] = text.charCodeAt(i);
    this.length = length;
  }

  /** A whole number from 0. */
  number(value: number): void {
    this.reserve(16);
    let digits = 1;
    for (let least = 10; value >= least; least *= 10) digits++;
    this.length += digits;
    for (let at = this.length - 1, rest = value; digits > 0; at--, digits--) {
      const tens = Math.floor(rest / 10);
      this.bytes[at] = 0x30 + rest - tens * 10;
      rest = tens;
    }
  }

  /** The characters of a text before a separator, or all of them. They need no escape in JSON, here and in {@link JsonBytes.list}. */
  until(text: string, separator: string): void {
    const end = text.indexOf(separator);
    this.ascii(end < 0 ? text : text.slice(0, end));
  }

  /**
   * A list of the elements of a segment: texts; of a composite its components; of a repeated element its repetitions, each a list of
   * components. The first, the tag, is a text.
   */
  list(
    text: string,
    delimiters: { readonly element: string; readonly component?: string; readonly repetition?: string | undefined },
  ): void {
    const element = delimiters.element.charCodeAt(0);
    const component = delimiters.component?.charCodeAt(0) ?? -1;
    const repetition = delimiters.repetition?.charCodeAt(0) ?? -1;
    const composites = delimiters.component !== undefined && text.includes(delimiters.component);
    const repetitions = delimiters.repetition !== undefined && text.includes(delimiters.repetition);
    // One character becomes at most five, an element gets at most seven more.
    this.reserve(text.length * 12 + 16);
    this.bytes[this.length++] = OPEN;
    if (composites || repetitions) this.nested(text, element, component, repetition);
    else this.flat(text, element);
    this.bytes[this.length++] = CLOSE;
  }

  private flat(text: string, element: number): void {
    const { bytes } = this;
    let { length } = this;
    bytes[length++] = QUOTE;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === element) {
        bytes[length++] = QUOTE;
        bytes[length++] = COMMA;
        bytes[length++] = QUOTE;
      } else bytes[length++] = code;
    }
    bytes[length++] = QUOTE;
    this.length = length;
  }

  private nested(text: string, element: number, component: number, repetition: number): void {
    const { bytes } = this;
    let { length } = this;
    for (let from = 0, number = 0; from <= text.length; number++) {
      let end = from;
      let depth = 0;
      for (; end < text.length; end++) {
        const code = text.charCodeAt(end);
        if (code === element) break;
        if (number === 0) continue;
        if (code === repetition) depth = 2;
        else if (code === component && depth === 0) depth = 1;
      }
      if (number > 0) bytes[length++] = COMMA;
      for (let i = 0; i < depth; i++) bytes[length++] = OPEN;
      bytes[length++] = QUOTE;
      for (let i = from; i < end; i++) {
        const code = text.charCodeAt(i);
        if (depth > 0 && (code === component || code === repetition)) {
          bytes[length++] = QUOTE;
          if (code === repetition) bytes[length++] = CLOSE;
          bytes[length++] = COMMA;
          if (code === repetition) bytes[length++] = OPEN;
          bytes[length++] = QUOTE;
        } else bytes[length++] = code;
      }
      bytes[length++] = QUOTE;
      for (let i = 0; i < depth; i++) bytes[length++] = CLOSE;
      from = end + 1;
    }
    this.length = length;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = new Uint8Array((this.length + more) * 2);
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}
