/**
 * The ICD-10-PCS Index as XML.
 *
 * Authority: CMS, icd10pcs_index_YYYY.xml and its schema icd10pcs_index.xsd. Layout: `ICD10PCS.index` > `letter` > `mainTerm` > `term level="n"`;
 * each may have `code` (complete), `codes` (the first characters of codes), `tab` (a table), `see` and `use`, the two with tables and codes inside.
 */
import { type ByteSource, malformed, shown } from './text-source.js';
import { type XmlEvent, type XmlGrammar, xmlEvents } from './xml-source.js';

export interface PcsIndexTarget {
  /** The term referred to. */
  readonly term: string;
  /** Characters that begin the codes meant, three for a table. */
  readonly prefixes: string[];
}

export interface PcsIndexEntry {
  /** 0 for a main term. */
  readonly level: number;
  /** Undefined for a line that is only a reference of the term above. */
  readonly title: string | undefined;
  /** A complete code. */
  readonly code?: string;
  /** Characters that begin the codes meant, three for a table. */
  readonly prefixes: string[];
  readonly see?: PcsIndexTarget;
  /** The ICD-10-PCS value (body part, device, substance) that the title is coded as. */
  readonly use?: PcsIndexTarget;
  /** Titles from the main term down, the own one included. */
  readonly path: string[];
}

export interface PcsIndexCounts {
  readonly version: string;
  readonly title: string;
  readonly mainTerms: number;
  readonly entries: number;
}

const TERM = ['title', 'code', 'codes', 'tab', 'see', 'use', 'term'];
const TEXT = { text: true };
const REFERENCE = { text: true, children: ['codes', 'tab'] };
const GRAMMAR: XmlGrammar = {
  root: 'ICD10PCS.index',
  elements: {
    'ICD10PCS.index': { children: ['version', 'title', 'letter'] },
    version: TEXT,
    title: TEXT,
    letter: { children: ['title', 'mainTerm'] },
    mainTerm: { children: TERM },
    term: { children: TERM, attributes: ['level'] },
    code: TEXT,
    codes: TEXT,
    tab: TEXT,
    see: REFERENCE,
    use: REFERENCE,
  },
};

interface OpenEntry {
  readonly level: number;
  title: string | undefined;
  code: string | undefined;
  prefixes: string[];
  see: PcsIndexTarget | undefined;
  use: PcsIndexTarget | undefined;
  path: string[];
  given: boolean;
}

/**
 * The entries in printed order, a term before its sub-terms. Returns version and counts when done.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED, with row and position: unknown elements, a level that is not its depth, an entry that says nothing, a code
 * that is none.
 */
export async function* parsePcsIndex(source: ByteSource, file: string): AsyncGenerator<PcsIndexEntry, PcsIndexCounts> {
  let version = '';
  let documentTitle = '';
  let mainTerms = 0;
  let entries = 0;
  const containers: string[] = [];
  const open: OpenEntry[] = [];
  let targetPrefixes: string[] | undefined;
  let ready: PcsIndexEntry[] = [];

  const wrong = (event: XmlEvent, expected: string, found: string): never => {
    throw malformed(file, event.row, event.position, expected, found);
  };

  function give(entry: OpenEntry | undefined, event: XmlEvent, hasTerms: boolean): void {
    if (entry === undefined || entry.given) return;
    entry.given = true;
    if (entry.level === 0 && entry.title === undefined) wrong(event, 'a <title> of the main term', 'none');
    if (!hasTerms && entry.code === undefined && entry.prefixes.length === 0 && entry.see === undefined && entry.use === undefined) {
      wrong(event, `a code, table or reference at ${shown(entry.title ?? '')}`, 'none');
    }
    const { level, title, code, prefixes, see, use, path } = entry;
    ready.push({
      level,
      title,
      ...(code === undefined ? {} : { code }),
      prefixes,
      ...(see === undefined ? {} : { see }),
      ...(use === undefined ? {} : { use }),
      path,
    });
    entries++;
    if (level === 0) mainTerms++;
  }

  function onOpen(event: XmlEvent): void {
    containers.push(event.name);
    if (event.name === 'see' || event.name === 'use') targetPrefixes = [];
    if (event.name !== 'mainTerm' && event.name !== 'term') return;
    const above = open.at(-1);
    give(above, event, true);
    const level = event.name === 'mainTerm' ? 0 : Number(event.attributes['level']);
    if (level !== (above?.level ?? -1) + 1) wrong(event, `level ${(above?.level ?? -1) + 1}`, shown(event.attributes['level']));
    open.push({
      level,
      title: undefined,
      code: undefined,
      prefixes: [],
      see: undefined,
      use: undefined,
      path: above?.path ?? [],
      given: false,
    });
  }

  function onClose(event: XmlEvent): void {
    containers.pop();
    const parent = containers.at(-1);
    const entry = open.at(-1);
    switch (event.name) {
      case 'version':
        version = event.text;
        return;
      case 'title':
        if (parent === 'ICD10PCS.index') documentTitle = event.text;
        if (parent === 'ICD10PCS.index' || parent === 'letter' || entry === undefined) return;
        if (entry.title !== undefined) wrong(event, 'one <title>', 'a second one');
        if (event.text === '') wrong(event, 'the words of the term', 'an empty <title>');
        entry.title = event.text;
        entry.path = [...entry.path, event.text];
        return;
      case 'mainTerm':
      case 'term':
        give(entry, event, false);
        open.pop();
        return;
      case 'letter':
      case 'ICD10PCS.index':
        return;
    }
    if (entry === undefined) return;
    if (entry.given) wrong(event, `<${event.name}> before the terms below`, 'it after them');
    switch (event.name) {
      case 'code':
        if (entry.code !== undefined) wrong(event, 'one <code>', 'a second one');
        if (!/^[0-9A-HJ-NP-Z]{7}$/.test(event.text)) wrong(event, 'an ICD-10-PCS code of seven characters', shown(event.text));
        entry.code = event.text;
        break;
      case 'codes':
      case 'tab': {
        const length = event.name === 'tab' ? '3' : '1,7';
        if (!new RegExp(`^[0-9A-HJ-NP-Z]{${length}}$`).test(event.text))
          wrong(event, event.name === 'tab' ? 'a table of three characters' : 'the first characters of codes', shown(event.text));
        (targetPrefixes ?? entry.prefixes).push(event.text);
        break;
      }
      case 'see':
      case 'use': {
        if (entry[event.name] !== undefined) wrong(event, `one <${event.name}>`, 'a second one');
        const term = event.text.replace(/\s+/g, ' ');
        if (term === '') wrong(event, 'the term referred to', `an empty <${event.name}>`);
        entry[event.name] = { term, prefixes: targetPrefixes ?? [] };
        targetPrefixes = undefined;
        break;
      }
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
  if (version === '' || entries === 0)
    throw malformed(file, 1, 1, version === '' ? '<version> of the index' : 'at least one <mainTerm>', 'none');
  return { version, title: documentTitle, mainTerms, entries };
}
