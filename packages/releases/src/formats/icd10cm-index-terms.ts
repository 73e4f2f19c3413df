/**
 * The terms of the XML that NCHS uses for the ICD-10-CM indexes and for the neoplasm and drug tables: one document type, `ICD10CM.index`.
 *
 * Authority: NCHS/CDC, icd10cm_index.xsd and icd10cm_drug_neoplasm.xsd (2011-05-29, 2012).
 */
import { type ByteSource, malformed, shown } from './text-source.js';
import { type XmlEvent, type XmlGrammar, xmlEvents } from './xml-source.js';

/** A main term (level 0) or term as it stands, the text fields trimmed. */
export interface IndexTerm {
  readonly level: number;
  readonly title: string;
  readonly nonEssential: string[];
  readonly path: string[];
  readonly texts: ReadonlyMap<string, string>;
  /** `col` to text, for the tables. */
  readonly cells: ReadonlyMap<number, string>;
  readonly row: number;
  readonly position: number;
}

export interface IndexDocument {
  readonly version: string;
  readonly title: string;
  /** `col` to heading; empty in the indexes. */
  readonly headings: ReadonlyMap<number, string>;
  readonly letters: number;
  readonly terms: number;
}

const TERM = ['title', 'see', 'seeAlso', 'code', 'seecat', 'subcat', 'manif', 'warning', 'note', 'cell', 'term'];
const TEXT = { text: true };
const GRAMMAR: XmlGrammar = {
  root: 'ICD10CM.index',
  elements: {
    'ICD10CM.index': { children: ['version', 'title', 'indexHeading', 'letter'], attributes: ['isAddenda'] },
    version: TEXT,
    indexHeading: { children: ['head'] },
    head: { text: true, attributes: ['col'] },
    letter: { children: ['title', 'mainTerm'] },
    mainTerm: { children: TERM },
    term: { children: TERM, attributes: ['level'] },
    title: { text: true, children: ['nemod'] },
    nemod: TEXT,
    see: TEXT,
    seeAlso: TEXT,
    code: TEXT,
    seecat: TEXT,
    subcat: TEXT,
    manif: TEXT,
    warning: TEXT,
    note: TEXT,
    cell: { text: true, attributes: ['col'] },
  },
};

const TERM_TEXTS: ReadonlySet<string> = new Set(['see', 'seeAlso', 'code', 'seecat', 'subcat', 'manif', 'warning', 'note']);

interface OpenTerm {
  level: number;
  title: string | undefined;
  nonEssential: string[];
  path: string[];
  texts: Map<string, string>;
  cells: Map<number, string>;
  given: boolean;
  row: number;
  position: number;
}

/**
 * The terms in printed order, a main term before its terms. Returns the document's version, title and headings.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED: unknown elements, a level that is not its depth, a field of a term twice, a term without a title.
 */
export async function* indexTerms(
  source: ByteSource,
  file: string,
  onHeadings?: (headings: ReadonlyMap<number, string>, row: number, position: number) => void,
): AsyncGenerator<IndexTerm, IndexDocument> {
  let version = '';
  let documentTitle = '';
  let letters = 0;
  let terms = 0;
  let modifiers: string | undefined;
  let first: { row: number; position: number } | undefined;
  const headings = new Map<number, string>();
  const open: OpenTerm[] = [];
  const containers: string[] = [];
  let ready: IndexTerm[] = [];

  const wrong = (event: { row: number; position: number }, expected: string, found: string): never => {
    throw malformed(file, event.row, event.position, expected, found);
  };

  function give(term: OpenTerm | undefined, event: XmlEvent): void {
    if (term === undefined || term.given) return;
    if (term.title === undefined) wrong(event, 'a <title> first in the term', 'none');
    term.given = true;
    terms++;
    ready.push({ ...term, title: term.title ?? '' });
  }

  function column(event: XmlEvent): number {
    const col = event.attributes['col'] ?? '';
    if (!/^[1-9]$/.test(col)) wrong(event, `a column 1 to 9 on <${event.name}>`, shown(col));
    return Number(col);
  }

  function onOpen(event: XmlEvent): void {
    const parent = containers.at(-1);
    containers.push(event.name);
    if (event.name === 'nemod') modifiers = undefined;
    if (event.name !== 'mainTerm' && event.name !== 'term') return;
    if (first === undefined) {
      first = event;
      onHeadings?.(headings, event.row, event.position);
    }
    const level = event.name === 'mainTerm' ? 0 : Number(event.attributes['level']);
    const above = open.at(-1);
    if (parent !== 'letter' || event.name === 'term') {
      give(above, event);
      if (level !== (above?.level ?? -1) + 1) wrong(event, `level ${(above?.level ?? -1) + 1}`, shown(event.attributes['level']));
    }
    open.push({
      level,
      title: undefined,
      nonEssential: [],
      path: above?.path ?? [],
      texts: new Map(),
      cells: new Map(),
      given: false,
      row: event.row,
      position: event.position,
    });
  }

  function onClose(event: XmlEvent): void {
    containers.pop();
    const parent = containers.at(-1);
    const term = open.at(-1);
    switch (event.name) {
      case 'version':
        version = event.text;
        break;
      case 'letter':
        letters++;
        break;
      case 'head': {
        const col = column(event);
        if (headings.has(col)) wrong(event, 'a column once', `column ${col} again`);
        headings.set(col, event.text.replace(/\s+/g, ' '));
        break;
      }
      case 'nemod':
        modifiers = event.text;
        break;
      case 'title':
        if (parent === 'ICD10CM.index') documentTitle = event.text;
        else if (parent !== 'letter' && term !== undefined) {
          if (term.title !== undefined) wrong(event, 'one <title>', `a second one, ${shown(event.text)}`);
          const { title, nonEssential } = splitTitle(event.text, modifiers ?? '');
          if (title === '') wrong(event, 'the words of the term', 'an empty <title>');
          term.title = title;
          term.nonEssential = nonEssential;
          term.path = [...term.path, title];
        }
        modifiers = undefined;
        break;
      case 'cell': {
        const col = column(event);
        if (term?.cells.has(col)) wrong(event, 'a column once', `column ${col} again`);
        if (event.text !== '') term?.cells.set(col, event.text);
        break;
      }
      case 'mainTerm':
      case 'term':
        give(term, event);
        open.pop();
        break;
      default:
        if (!TERM_TEXTS.has(event.name) || term === undefined) break;
        if (term.given) wrong(event, `<${event.name}> before the terms below`, 'it after them');
        if (event.name === 'note' || event.name === 'warning') {
          if (event.text !== '')
            term.texts.set('note', [term.texts.get('note'), event.text].filter((part) => part !== undefined).join(' '));
          break;
        }
        if (term.texts.has(event.name)) wrong(event, `one <${event.name}>`, `a second one, ${shown(event.text)}`);
        if (event.text !== '') term.texts.set(event.name, event.text.replace(/\s+/g, ' '));
    }
  }

  for await (const events of xmlEvents(source, file, GRAMMAR)) {
    for (const event of events) {
      if (event.type === 'open') onOpen(event);
      else onClose(event);
    }
    yield* ready;
    ready = [];
  }
  if (terms === 0) throw malformed(file, 1, 1, 'at least one <mainTerm>', 'none');
  return { version, title: documentTitle, headings, letters, terms };
}

/**
 * A printed term and its nonessential modifiers. Each modifier in parentheses is an entry, without the parentheses. Words that stand between
 * them (`Alder (-Reilly) anomaly (leukocyte)`) are essential and join the title. A term that is nothing but a modifier keeps it as its title.
 */
export function splitTitle(words: string, modifiers: string): { title: string; nonEssential: string[] } {
  const nonEssential: string[] = [];
  let essential = '';
  let depth = 0;
  let current = '';
  for (const char of modifiers) {
    if (char === '(' && depth++ === 0) continue;
    if (char === ')' && depth > 0 && --depth === 0) {
      if (current.trim() !== '') nonEssential.push(tidy(current));
      current = '';
      continue;
    }
    if (depth > 0) current += char;
    else essential += char;
  }
  if (current.trim() !== '') nonEssential.push(tidy(current));
  const title = tidy(words + essential);
  return title === '' ? { title: tidy(modifiers), nonEssential: [] } : { title, nonEssential };
}

function tidy(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

/** `I63.-` → `I63-`, `E08.3` → `E083`; undefined when the text is not one code. A final `-` means that characters must be added. */
export function indexCode(text: string): string | undefined {
  const printed = text.trim().toUpperCase();
  if (!/^[A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{0,4})?-{0,3}$/.test(printed)) return undefined;
  return printed.replace('.', '').replace(/-+$/, '-');
}
