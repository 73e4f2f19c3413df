import { bareCode } from '../../codesets/code.js';

/** Codes a rule names, made ready for matching. */
export class CodePatterns {
  private readonly whole = new Set<string>();
  private readonly stems: string[] = [];
  private readonly spans: { readonly from: string; readonly to: string }[] = [];

  /** @param patterns whole codes, stems with a star, spans; see `CodePattern` */
  constructor(patterns: readonly string[]) {
    for (const pattern of patterns) {
      const [from = '', to] = pattern.split('-');
      if (to !== undefined) this.spans.push({ from: bareCode(from), to: bareCode(to) });
      else if (from.endsWith('*')) this.stems.push(bareCode(from.slice(0, -1)));
      else this.whole.add(bareCode(from));
    }
  }

  /** @param code in capitals, without dot */
  has(code: string): boolean {
    return (
      this.whole.has(code) ||
      this.stems.some((stem) => code.startsWith(stem)) ||
      // The end of a span is inside it with all that begins so.
      this.spans.some(({ from, to }) => code >= from && code.slice(0, to.length) <= to)
    );
  }
}
