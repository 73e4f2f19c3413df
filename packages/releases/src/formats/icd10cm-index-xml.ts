/**
 * The ICD-10-CM Index to Diseases and Injuries and the External Cause of Injuries Index as XML.
 *
 * Authority: NCHS/CDC, "ICD-10-CM Index" (icd10cm_index_YYYY.xml, icd10cm_eindex_YYYY.xml) and its schema icd10cm_index.xsd (2011-05-29).
 * Layout: `ICD10CM.index` > `letter` > `mainTerm` > `term level="1"…"9"`; each has a `title` with nonessential modifiers in `nemod`, and
 * `code`, `manif` (the bracketed manifestation code), `see`, `seeAlso`, `seecat` (see category), `subcat` (see subcategory).
 */
import { type IndexTerm, indexCode, indexTerms } from './icd10cm-index-terms.js';
import { type ByteSource, malformed, shown } from './text-source.js';

export interface IndexEntry {
  /** 0 for a main term. */
  readonly level: number;
  readonly title: string;
  readonly nonEssential: string[];
  /** Without dot; a final `-` means that further characters are needed. */
  readonly code?: string;
  readonly manifestation?: string;
  readonly see?: string;
  readonly seeAlso?: string;
  /** The category or subcategory of "see category", without dot. */
  readonly seeCategory?: string;
  /** A printed note or warning at the term. */
  readonly note?: string;
  /** Titles from the main term down, the own one included. */
  readonly path: string[];
}

export interface IndexCounts {
  readonly version: string;
  readonly title: string;
  readonly letters: number;
  readonly entries: number;
}

/**
 * The entries of an index in printed order, a term before its sub-terms. Returns version, title and counts when done.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED, with row and position: not well formed, unknown elements, a level that is not its depth, a code that is
 * none, a table (see `icd10cm-table-xml.ts`) instead of an index.
 *
 * @example
 * for await (const entry of parseIndexXml(createReadStream('icd10cm_index_2017.xml'), 'icd10cm_index_2017.xml')) …
 */
export async function* parseIndexXml(source: ByteSource, file: string): AsyncGenerator<IndexEntry, IndexCounts> {
  const terms = indexTerms(source, file);
  for (;;) {
    const next = await terms.next();
    if (next.done) {
      const { version, title, letters, terms: entries } = next.value;
      if (version === '') throw malformed(file, 1, 1, '<version> of the index', 'none');
      return { version, title, letters, entries };
    }
    yield entryOf(next.value, file);
  }
}

function entryOf(term: IndexTerm, file: string): IndexEntry {
  if (term.cells.size > 0)
    throw malformed(file, term.row, term.position, 'an index, which has no columns', `<cell> at ${shown(term.title)}`);
  const code = (name: string): string | undefined => {
    const text = term.texts.get(name);
    if (text === undefined) return undefined;
    const read = indexCode(text);
    if (read === undefined)
      throw malformed(file, term.row, term.position, `an ICD-10-CM code in <${name}> of ${shown(term.title)}`, shown(text));
    return read;
  };
  return indexEntry(term.level, term.title, term.nonEssential, term.path, {
    code: code('code'),
    manifestation: code('manif'),
    see: term.texts.get('see'),
    seeAlso: term.texts.get('seeAlso'),
    seeCategory: code('seecat') ?? code('subcat'),
    note: term.texts.get('note'),
  });
}

/** An entry of whatever form the index came in; `see category Y35` becomes {@link IndexEntry.seeCategory}. */
export function indexEntry(
  level: number,
  title: string,
  nonEssential: string[],
  path: string[],
  fields: Readonly<Record<'code' | 'manifestation' | 'see' | 'seeAlso' | 'seeCategory' | 'note', string | undefined>>,
): IndexEntry {
  const { code, manifestation, seeAlso, note } = fields;
  let { see, seeCategory } = fields;
  const category = see === undefined ? undefined : /^(?:sub)?category (\S+)$/i.exec(see)?.[1];
  const named = category === undefined ? undefined : indexCode(category);
  if (named !== undefined && seeCategory === undefined) {
    seeCategory = named;
    see = undefined;
  }
  return {
    level,
    title,
    nonEssential,
    ...(code === undefined ? {} : { code }),
    ...(manifestation === undefined ? {} : { manifestation }),
    ...(see === undefined ? {} : { see }),
    ...(seeAlso === undefined ? {} : { seeAlso }),
    ...(seeCategory === undefined ? {} : { seeCategory }),
    ...(note === undefined ? {} : { note }),
    path,
  };
}
