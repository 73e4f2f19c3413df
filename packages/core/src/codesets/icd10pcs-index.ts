import type { Catalog } from './catalog.js';
import { SMALL_WORDS, tokenise } from './words.js';

/** A line of the ICD-10-PCS Index. */
export interface PcsIndexEntry {
  readonly term: string;
  /** Sub-terms, outermost first. */
  readonly path: readonly string[];
  /** `use` is a line of the Body Part Key, Device Key or Substance Key: the term is coded as the target. */
  readonly kind: 'code' | 'see' | 'use';
  readonly target: string;
  /** The first characters of the code, or the whole code; empty with `use`. */
  readonly code: string;
}

interface Line {
  readonly entry: PcsIndexEntry;
  readonly term: readonly string[];
  readonly all: readonly string[];
}

/**
 * The ICD-10-PCS Index: from the words of an operative report to the first characters of a code. The Index is a way in, never the last
 * word: the table decides (Guidelines A6 to A8).
 */
export class PcsIndex {
  private readonly lines: readonly Line[];

  /** @throws MedcodeError MC_RELEASE_MISSING when no Index is at hand */
  constructor(catalog: Catalog) {
    const table = catalog.one('icd10pcs/index').table();
    const cell = (name: string) => table.text(name);
    const [term, path, kind, target, code] = [cell('main_term'), cell('subterm_path'), cell('kind'), cell('target'), cell('code')];
    const lines: Line[] = [];
    for (let row = 0; row < table.rows; row++) {
      const type = kind.at(row);
      if (type !== 'code' && type !== 'see' && type !== 'use') continue;
      const entry: PcsIndexEntry = {
        term: term.at(row),
        path: path.at(row).split(' | ').filter(Boolean),
        kind: type,
        target: target.at(row),
        code: code.at(row),
      };
      const own = wordsOf(entry.term);
      lines.push({ entry, term: own, all: [...own, ...entry.path.flatMap(wordsOf)] });
    }
    this.lines = lines;
  }

  /**
   * Lines whose main term begins with the first word asked for and which hold all the words (each may be cut short).
   * @example index.find('appendectomy').map(({ target }) => target) // ['Excision, Appendix', 'Resection, Appendix']
   */
  find(words: string, limit = 40): PcsIndexEntry[] {
    const wanted = wordsOf(words);
    const first = wanted[0];
    if (first === undefined) return [];
    const rank = ({ term, all }: Line): number => (term.join(' ') === wanted.join(' ') ? 0 : 1000) + all.length;
    return this.lines
      .filter(({ term, all }) => term[0]?.startsWith(first) && wanted.every((word) => all.some((own) => own.startsWith(word))))
      .sort((a, b) => rank(a) - rank(b))
      .slice(0, limit)
      .map(({ entry }) => entry);
  }

  /** "See" lines without sub-terms whose main term stands whole among the words, with the words that are left. */
  referred(words: readonly string[]): { readonly entry: PcsIndexEntry; readonly rest: readonly string[] }[] {
    const out: { entry: PcsIndexEntry; rest: string[] }[] = [];
    for (const { entry, term } of this.lines) {
      if (entry.kind !== 'see' || entry.path.length > 0 || term.length === 0 || !term.every((word) => words.includes(word))) continue;
      out.push({ entry, rest: words.filter((word) => !term.includes(word)) });
    }
    return out;
  }
}

function wordsOf(text: string): string[] {
  return tokenise(text)
    .map(({ word }) => word)
    .filter((word) => !SMALL_WORDS.has(word));
}
