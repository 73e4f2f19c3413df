import type { Lexicon } from '../../codesets/lexicon.js';
import { type Token, tokenise } from '../../codesets/words.js';
import type { SectionKind, StructuredNote } from '../../notes/structure.js';

/** A wording of terms, vaccines or drugs, as stems. */
interface Wording<T> {
  readonly stems: readonly string[];
  readonly value: T;
}

/** Where a wording stands in a segment: tokens [from, to). */
export interface Hit<T> {
  readonly value: T;
  readonly from: number;
  readonly to: number;
  /** It stands in the title over the segment, not in its words. */
  readonly titled?: true;
}

/** Wordings by the stem of their first word; finds all of them in one pass over the words of a text. */
export class WordingMap<T> {
  private readonly byFirst = new Map<string, Wording<T>[]>();
  private readonly lexicon: Lexicon;

  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon;
  }

  add(words: string, value: T): void {
    const stems = tokenise(words).map((token) => this.lexicon.folding.stem(token.word));
    const first = stems[0];
    if (first === undefined) return;
    const list = this.byFirst.get(first);
    if (list) list.push({ stems, value });
    else this.byFirst.set(first, [{ stems, value }]);
  }

  /** Every wording in a list of stems, in order of place. */
  find(stems: readonly string[]): Hit<T>[] {
    const hits: Hit<T>[] = [];
    for (let i = 0; i < stems.length; i++) {
      const list = this.byFirst.get(stems[i] as string);
      if (!list) continue;
      for (const { stems: wanted, value } of list) {
        let k = 1;
        while (k < wanted.length && wanted[k] === stems[i + k]) k++;
        if (k === wanted.length) hits.push({ value, from: i, to: i + k });
      }
    }
    return hits;
  }

  /** Every wording of a list of stems, each place belonging to the longest that covers it. */
  longest(stems: readonly string[]): Hit<T>[] {
    const hits = this.find(stems);
    return hits.filter(
      (hit) =>
        !hits.some((other) => other !== hit && other.from <= hit.from && other.to >= hit.to && other.to - other.from > hit.to - hit.from),
    );
  }
}

/** The stems of a note's words and the terms they name, segment by segment. */
export interface NoteTerms {
  readonly stems: readonly (readonly string[])[];
  readonly hits: readonly (readonly Hit<string>[])[];
  /** The terms of each segment. */
  readonly sets: readonly ReadonlySet<string>[];
  /** The terms of the whole note. */
  readonly all: ReadonlySet<string>;
  /** Segments that tell of the condition and where it is: the examination, the assessment. */
  readonly telling: readonly number[];
}

const NONE: ReadonlySet<string> = new Set();

/** Sections whose title may name the service their text reports ("X-rays: 3 views of the right knee"). */
const TITLED_KINDS: ReadonlySet<SectionKind> = new Set([
  'imaging',
  'labs',
  'results',
  'procedure',
  'findings',
  'technique',
  'other',
  'orders',
]);

const TOLD_KINDS: ReadonlySet<string> = new Set([
  'assessment',
  'ap',
  'impression',
  'exam',
  'cc',
  'hpi',
  'subjective',
  'indication',
  'preop-dx',
  'postop-dx',
  'none',
]);

/** Reads the terms of every segment of a note; what a title names belongs to the first segment under it. */
export function readTerms(note: StructuredNote, terms: WordingMap<string>, lexicon: Lexicon): NoteTerms {
  const stem = (token: Token): string => lexicon.folding.stem(token.word);
  const stems = note.segments.map(({ tokens }) => lexicon.read(tokens).stems);
  // A title with nothing under it ("COLONOSCOPY") names what the next section reports.
  const titles = note.sections.map(({ header, kind }) =>
    TITLED_KINDS.has(kind) && header !== '' ? terms.find(tokenise(header).map(stem)).map(({ value }) => value) : [],
  );
  let section = -1;
  const hits = note.segments.map((segment, i) => {
    const found = terms.find(stems[i] as readonly string[]);
    const labelled =
      segment.label !== '' && segment.label !== note.segments[i - 1]?.label
        ? terms.find(tokenise(segment.label).map(stem)).map(({ value }) => value)
        : [];
    if (segment.tokens.length === 0) return found;
    if (segment.section === section)
      return labelled.length === 0 ? found : [...found, ...labelled.map((value) => ({ value, from: 0, to: 1 }))];
    const named = titles.slice(section + 1, segment.section + 1).flat();
    section = segment.section;
    return named.length + labelled.length === 0
      ? found
      : [
          ...found,
          ...named.map((value) => ({ value, from: 0, to: 1, titled: true as const })),
          ...labelled.map((value) => ({ value, from: 0, to: 1 })),
        ];
  });
  const sets = hits.map((found) => (found.length === 0 ? NONE : new Set(found.map((hit) => hit.value))));
  const telling = note.segments.flatMap(({ kind }, i) => (TOLD_KINDS.has(kind) ? [i] : []));
  const all = new Set(sets.flatMap((set) => [...set]));
  return { stems, hits, sets, all, telling };
}
