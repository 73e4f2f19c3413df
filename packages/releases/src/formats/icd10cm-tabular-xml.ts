/**
 * The ICD-10-CM Tabular List of Diseases and Injuries as XML.
 *
 * Authority: NCHS/CDC, "ICD-10-CM Tabular List" (icd10cm_tabular_YYYY.xml, icd-10-cm-tabular-YYYY.xml) and its schema icd10cm_tabular.xsd (2011-02-07).
 * Layout: `ICD10CM.tabular` > `version`, `introduction`, `chapter` > `section` > `diag` nested up to seven characters; notes are `note` elements in
 * one block element per kind; `sevenChrDef` > `extension char="A"` defines 7th characters for the leaves below.
 *
 * Read but not part of the result: the introduction (conventions, the same in the Guidelines), `sectionIndex` (checked: every section it names
 * exists), the `visualImpairment` table printed under H54, and `note` in `sevenChrDef` (remarks for the printed book).
 */
import { type ByteSource, malformed, shown } from './text-source.js';
import { type XmlEvent, type XmlGrammar, xmlEvents } from './xml-source.js';

export type NoteKind =
  | 'includes'
  | 'inclusionTerm'
  | 'excludes1'
  | 'excludes2'
  | 'codeFirst'
  | 'useAdditionalCode'
  | 'codeAlso'
  | 'notes'
  | 'sevenChrNote';

export interface TabularNote {
  readonly kind: NoteKind;
  readonly text: string;
}

export interface SeventhCharacter {
  readonly char: string;
  readonly text: string;
}

/** A category, subcategory or code as printed. `sevenths` are the 7th characters defined at this very node; leaves below inherit them. */
export interface TabularNode {
  /** Without the dot, upper case. */
  readonly code: string;
  readonly title: string;
  readonly parent: string | undefined;
  /** The `id` of the section (block) the category stands in. */
  readonly section: string;
  /** The chapter's number as printed, `1` to `22`. */
  readonly chapter: string;
  readonly leaf: boolean;
  readonly notes: readonly TabularNote[];
  readonly sevenths: readonly SeventhCharacter[] | undefined;
}

/** A block of categories (`A00-A09`). The title is as printed, with the range. Sections that only head other sections have no categories. */
export interface TabularSection {
  readonly id: string;
  readonly title: string;
  readonly chapter: string;
  readonly notes: readonly TabularNote[];
}

export interface TabularChapter {
  readonly number: string;
  readonly title: string;
  readonly notes: readonly TabularNote[];
}

export interface Tabular {
  readonly version: string;
  readonly title: string;
  readonly chapters: readonly TabularChapter[];
  readonly sections: readonly TabularSection[];
  /** In printed order, which is the order of the order file. */
  readonly nodes: readonly TabularNode[];
}

const NOTE_KINDS: ReadonlySet<string> = new Set<NoteKind>([
  'includes',
  'inclusionTerm',
  'excludes1',
  'excludes2',
  'codeFirst',
  'useAdditionalCode',
  'codeAlso',
  'notes',
  'sevenChrNote',
]);

const BLOCKS = ['inclusionTerm', 'includes', 'excludes1', 'excludes2', 'codeFirst', 'useAdditionalCode', 'codeAlso', 'notes'];
const NOTES_ONLY = { children: ['note'] };
const TEXT = { text: true };

const GRAMMAR: XmlGrammar = {
  root: 'ICD10CM.tabular',
  elements: {
    'ICD10CM.tabular': { children: ['version', 'introduction', 'chapter'] },
    version: TEXT,
    introduction: { children: ['introSection'] },
    introSection: { children: ['title', 'instruction'], attributes: ['type'] },
    instruction: NOTES_ONLY,
    title: TEXT,
    chapter: { children: ['name', 'desc', ...BLOCKS, 'sectionIndex', 'section'] },
    sectionIndex: { children: ['sectionRef'] },
    sectionRef: { text: true, attributes: ['first', 'last', 'id'] },
    section: { children: ['name', 'desc', ...BLOCKS, 'diag'], attributes: ['id', 'oldid'] },
    diag: { children: ['name', 'desc', ...BLOCKS, 'sevenChrNote', 'sevenChrDef', 'visualImpairment', 'diag'], attributes: ['placeholder'] },
    name: TEXT,
    desc: TEXT,
    note: TEXT,
    inclusionTerm: NOTES_ONLY,
    includes: NOTES_ONLY,
    excludes1: NOTES_ONLY,
    excludes2: NOTES_ONLY,
    codeFirst: NOTES_ONLY,
    useAdditionalCode: NOTES_ONLY,
    codeAlso: NOTES_ONLY,
    notes: NOTES_ONLY,
    sevenChrNote: NOTES_ONLY,
    sevenChrDef: { children: ['extension', 'note'] },
    extension: { text: true, attributes: ['char'] },
    visualImpairment: { children: ['visCategory'] },
    visCategory: { children: ['heading', 'value', 'visRange'] },
    visRange: { children: ['heading', 'value', 'visMin', 'visMax'] },
    visMin: { children: ['heading', 'value'] },
    visMax: { children: ['heading', 'value'] },
    heading: TEXT,
    value: TEXT,
  },
};

interface OpenNode {
  readonly kind: 'chapter' | 'section' | 'diag';
  readonly id: string;
  /** Where the finished node goes, so that a parent stands before its children. */
  readonly place: number;
  name: string | undefined;
  title: string | undefined;
  notes: TabularNote[];
  sevenths: SeventhCharacter[] | undefined;
  children: number;
}

/** `E11.311`, `C4A`, `QA0.0101`. */
const PRINTED_CODE = /^[A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{1,4})?$/;

/**
 * Reads a Tabular List. Empty notes are dropped and white space at the ends of a note is taken off; nothing else of a note's wording changes.
 *
 * @param source the bytes of the XML file, unzipped
 * @param file the name used in errors
 * @throws MedcodeError MC_SOURCE_MALFORMED, with row and position: not well formed, an unknown element, a code that does not extend its parent,
 * a code or section twice, a title missing, or a section of the section index that does not follow.
 *
 * @example
 * const tabular = await parseTabular(createReadStream('icd10cm_tabular_2026.xml'), 'icd10cm_tabular_2026.xml');
 */
export async function parseTabular(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, file: string): Promise<Tabular> {
  let version: string | undefined;
  let title: string | undefined;
  let introType = '';
  const chapters: TabularChapter[] = [];
  const sections: (TabularSection | undefined)[] = [];
  const nodes: (TabularNode | undefined)[] = [];
  const codes = new Set<string>();
  const sectionIds = new Set<string>();
  const chapterNumbers = new Set<string>();
  let sectionRefs: { id: string; row: number; position: number }[] = [];
  const stack: OpenNode[] = [];
  let block: NoteKind | undefined;
  let inSeventhDefinition = false;
  let last = { row: 1, position: 1 };

  const wrong = (event: { row: number; position: number }, expected: string, found: string): never => {
    throw malformed(file, event.row, event.position, expected, found);
  };

  function open(event: XmlEvent): void {
    switch (event.name) {
      case 'introSection':
        introType = event.attributes['type'] ?? '';
        break;
      case 'chapter':
        stack.push({
          kind: 'chapter',
          id: '',
          place: chapters.length,
          name: undefined,
          title: undefined,
          notes: [],
          sevenths: undefined,
          children: 0,
        });
        sectionRefs = [];
        break;
      case 'section': {
        const id = (event.attributes['id'] ?? '').trim();
        if (id === '') wrong(event, 'a section with an id', '<section>');
        if (sectionIds.has(id)) wrong(event, 'a section once', `section ${id} again`);
        sectionIds.add(id);
        stack.push({
          kind: 'section',
          id,
          place: sections.length,
          name: undefined,
          title: undefined,
          notes: [],
          sevenths: undefined,
          children: 0,
        });
        sections.push(undefined);
        break;
      }
      case 'diag': {
        const parent = stack.at(-1);
        if (parent?.kind === 'diag' && parent.name === undefined) wrong(event, `<name> of the code before its subdivisions`, '<diag>');
        if (parent !== undefined) parent.children++;
        stack.push({
          kind: 'diag',
          id: '',
          place: nodes.length,
          name: undefined,
          title: undefined,
          notes: [],
          sevenths: undefined,
          children: 0,
        });
        nodes.push(undefined);
        break;
      }
      case 'sevenChrDef': {
        const node = stack.at(-1);
        if (node === undefined) break;
        if (node.sevenths !== undefined) wrong(event, 'one <sevenChrDef> at a code', 'a second one');
        node.sevenths = [];
        inSeventhDefinition = true;
        break;
      }
      default:
        if (NOTE_KINDS.has(event.name)) block = event.name as NoteKind;
    }
  }

  function close(event: XmlEvent): void {
    const node = stack.at(-1);
    switch (event.name) {
      case 'version':
        if (version !== undefined) wrong(event, 'one <version>', 'a second one');
        version = event.text;
        break;
      case 'title':
        if (introType === 'title') title = event.text;
        break;
      case 'name':
        if (node === undefined) break;
        if (node.name !== undefined) wrong(event, 'one <name>', `a second one, ${shown(event.text)}`);
        node.name = nameOf(node, event);
        break;
      case 'desc':
        if (node === undefined) break;
        if (node.title !== undefined) wrong(event, 'one <desc>', `a second one, ${shown(event.text)}`);
        if (event.text === '') wrong(event, `a title for ${node.name ?? node.id}`, 'an empty <desc>');
        node.title = event.text;
        break;
      case 'note':
        // Notes of the introduction have no block, those of a 7th-character definition are printing remarks.
        if (block !== undefined && !inSeventhDefinition && event.text !== '') node?.notes.push({ kind: block, text: event.text });
        break;
      case 'extension': {
        const char = (event.attributes['char'] ?? '').trim().toUpperCase();
        if (!/^[A-Z0-9]$/.test(char)) wrong(event, 'one letter or digit as char of <extension>', shown(char));
        if (event.text === '') wrong(event, `the meaning of 7th character ${char}`, 'an empty <extension>');
        if (node?.sevenths?.some((seventh) => seventh.char === char))
          wrong(event, `7th character ${char} once at ${node.name ?? ''}`, 'it again');
        node?.sevenths?.push({ char, text: event.text });
        break;
      }
      case 'sevenChrDef':
        if (node?.sevenths?.length === 0) wrong(event, `7th characters for ${node.name ?? ''}`, 'an empty <sevenChrDef>');
        inSeventhDefinition = false;
        break;
      case 'sectionRef': {
        const id = (event.attributes['id'] ?? '').trim();
        if (id === '') wrong(event, 'a section reference with an id', '<sectionRef>');
        sectionRefs.push({ id, row: event.row, position: event.position });
        break;
      }
      case 'diag':
        closeDiag(event);
        break;
      case 'section': {
        const section = stack.pop() as OpenNode;
        sections[section.place] = {
          id: section.id,
          title: section.title ?? wrong(event, `a title for section ${section.id}`, 'no <desc>'),
          chapter: chapterNumber(event),
          notes: section.notes,
        };
        break;
      }
      case 'chapter': {
        const chapter = stack.pop() as OpenNode;
        for (const reference of sectionRefs) {
          if (!sectionIds.has(reference.id)) wrong(reference, 'a section of the chapter', `${reference.id}, which does not follow`);
        }
        chapters.push({
          number: chapter.name ?? wrong(event, 'a chapter number', 'no <name>'),
          title: chapter.title ?? wrong(event, `a title for chapter ${chapter.name ?? ''}`, 'no <desc>'),
          notes: chapter.notes,
        });
        break;
      }
      default:
        if (event.name === block) block = undefined;
    }
  }

  function nameOf(node: OpenNode, event: XmlEvent): string {
    if (node.kind === 'section') return event.text;
    if (node.kind === 'chapter') {
      if (!/^\d{1,2}$/.test(event.text)) wrong(event, 'a chapter number', shown(event.text));
      if (chapterNumbers.has(event.text)) wrong(event, 'a chapter once', `chapter ${event.text} again`);
      chapterNumbers.add(event.text);
      return event.text;
    }
    const printed = event.text.toUpperCase();
    if (!PRINTED_CODE.test(printed)) wrong(event, 'an ICD-10-CM code', shown(event.text));
    const code = printed.replace('.', '');
    const above = stack.at(-2);
    if (above?.kind === 'diag') {
      // Not "starts with its parent": editions FY2018 to FY2024 print H54.512A under H54.511.
      if (code.length <= (above.name ?? '').length || !code.startsWith((above.name ?? '').slice(0, 3)))
        wrong(event, `a subdivision of ${above.name ?? ''}`, code);
    } else if (code.length !== 3) wrong(event, 'a three-character category', code);
    if (codes.has(code)) wrong(event, 'a code once', `${code} again`);
    codes.add(code);
    return code;
  }

  function closeDiag(event: XmlEvent): void {
    const node = stack.pop() as OpenNode;
    const code = node.name ?? wrong(event, 'the code of the entry', 'no <name>');
    const above = stack.at(-1);
    const leaf = node.children === 0;
    if (leaf && code.length > 6 && (node.sevenths !== undefined || stack.some((open) => open.sevenths !== undefined))) {
      wrong(event, 'a code of at most six characters below a 7th-character definition', code);
    }
    nodes[node.place] = {
      code,
      title: node.title ?? wrong(event, `a title for ${code}`, 'no <desc>'),
      parent: above?.kind === 'diag' ? above.name : undefined,
      section: stack.find((open) => open.kind === 'section')?.id ?? wrong(event, 'a section around the category', 'none'),
      chapter: chapterNumber(event),
      leaf,
      notes: node.notes,
      sevenths: node.sevenths,
    };
  }

  function chapterNumber(event: XmlEvent): string {
    return stack[0]?.name ?? wrong(event, '<name> of the chapter before its sections', 'none');
  }

  for await (const events of xmlEvents(source as ByteSource, file, GRAMMAR)) {
    for (const event of events) {
      if (event.type === 'open') open(event);
      else close(event);
      last = event;
    }
  }
  if (version === undefined || version === '') wrong(last, '<version> of the Tabular List', 'none');
  if (chapters.length === 0) wrong(last, 'at least one <chapter>', 'none');
  return {
    version: version ?? '',
    title: title ?? '',
    chapters,
    sections: sections.filter((section) => section !== undefined),
    nodes: nodes.filter((node) => node !== undefined),
  };
}

/**
 * The entries of the order file that a Tabular List stands for, in its order, with its ASCII wording.
 *
 * A leaf takes the 7th characters of itself or its nearest ancestor: then the leaf is a header, followed by the leaf padded with X to six
 * characters plus each 7th character, titled `leaf title, 7th character`. A leaf without 7th characters is the code itself; everything else is a
 * header. S06 codes whose 6th character is 7 or 8 (death before regaining consciousness) exist with 7th character A only.
 *
 * Titles are the tabular's, decomposed (NFKD) and with what is not ASCII left out, as CMS prints them in the order file (Ménière → Meniere).
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED when two leaves expand to the same code.
 */
export function expandTabular(tabular: Tabular): { code: string; title: string; billable: boolean }[] {
  const inherited = new Map<string, readonly SeventhCharacter[]>();
  const seen = new Set<string>();
  const entries: { code: string; title: string; billable: boolean }[] = [];
  const add = (code: string, title: string, billable: boolean): void => {
    if (seen.has(code))
      throw malformed(tabular.title || 'Tabular List', entries.length + 1, 1, 'a code once after expansion', `${code} again`);
    seen.add(code);
    entries.push({ code, title: asciiTitle(title), billable });
  };
  for (const node of tabular.nodes) {
    const sevenths = node.sevenths ?? (node.parent === undefined ? undefined : inherited.get(node.parent));
    if (sevenths !== undefined) inherited.set(node.code, sevenths);
    add(node.code, node.title, node.leaf && sevenths === undefined);
    if (!node.leaf || sevenths === undefined) continue;
    const stem = node.code.padEnd(6, 'X');
    const deathOnly = /^S06..[78]$/.test(stem);
    for (const { char, text } of sevenths) {
      if (!deathOnly || char === 'A') add(stem + char, `${node.title}, ${text}`, true);
    }
  }
  return entries;
}

/** The wording of the order file: decomposed, diacritics and everything else outside ASCII left out. */
export function asciiTitle(title: string): string {
  return title.normalize('NFKD').replace(/[^\u0020-\u007E]/g, '');
}
