/**
 * Official XML as a stream of elements, checked against the elements the format allows.
 *
 * A format states, for every element, which elements may stand in it, whether text may, and which attributes; anything else is an error with
 * row and position, so that a new element in a future edition is noticed and never skipped.
 */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { type ByteSource, decodeText, malformed, shown, type TextEncoding } from './text-source.js';

export interface XmlElementRule {
  readonly children?: readonly string[];
  readonly attributes?: readonly string[];
  /** Whether the element carries text. White space between elements is always allowed. */
  readonly text?: boolean;
  /** The text as it stands, white space included. */
  readonly verbatim?: boolean;
}

/** Element name to what it may contain. `root` is the name of the document element. */
export interface XmlGrammar {
  readonly root: string;
  readonly elements: Readonly<Record<string, XmlElementRule>>;
  /**
   * For formats that are not ours to close (Office Open XML): elements outside the grammar may stand anywhere and come without text, attributes are
   * free, namespace prefixes are taken off.
   */
  readonly open?: boolean;
}

/** `text` of a close event is the element's own text: white space at the ends taken off, a row end inside read as one blank. */
export interface XmlEvent {
  readonly type: 'open' | 'close';
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly row: number;
  readonly position: number;
}

/** No official file nests deeper than 20 elements. */
const DEEPEST = 64;

const ANYTHING: XmlElementRule = {};

interface OpenElement {
  readonly name: string;
  readonly rule: XmlElementRule;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

/**
 * Elements opened and closed, in document order, one array per chunk of the source.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED when the XML is not well formed or leaves the grammar.
 */
export async function* xmlEvents(source: ByteSource, file: string, grammar: XmlGrammar): AsyncGenerator<readonly XmlEvent[]> {
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  const stack: OpenElement[] = [];
  const rules = new Map(Object.entries(grammar.elements));
  let events: XmlEvent[] = [];
  let rootSeen = false;

  const wrong = (expected: string, found: string): never => {
    throw malformed(file, parser.line, parser.column, expected, found);
  };
  parser.on('error', (error) => {
    wrong('well-formed XML', error.message.replace(/^(?:[^ ]*:)?\d+:\d+: /, ''));
  });
  parser.on('doctype', () => wrong('no document type declaration', 'one'));
  parser.on('opentag', (tag: SaxesTagPlain) => {
    const parent = stack.at(-1);
    if (grammar.open) {
      const name = tag.name.slice(tag.name.indexOf(':') + 1);
      if (parent === undefined && name !== grammar.root) wrong(`<${grammar.root}>`, `<${tag.name}>`);
      rootSeen = true;
      if (stack.length >= DEEPEST) wrong(`at most ${DEEPEST} levels of elements`, `<${tag.name}> below them`);
      stack.push({ name, rule: rules.get(name) ?? ANYTHING, attributes: tag.attributes, text: '' });
      events.push({ type: 'open', name, attributes: tag.attributes, text: '', row: parser.line, position: parser.column });
      return;
    }
    if (parent === undefined) {
      if (rootSeen || tag.name !== grammar.root) wrong(`<${grammar.root}>`, `<${tag.name}>`);
      rootSeen = true;
    } else if (!(parent.rule.children ?? []).includes(tag.name)) {
      wrong(`${(parent.rule.children ?? []).map((name) => `<${name}>`).join(', ') || 'no element'} in <${parent.name}>`, `<${tag.name}>`);
    }
    const rule = rules.get(tag.name);
    if (rule === undefined) return wrong('an element of the format', `<${tag.name}>`);
    const attributes = tag.attributes;
    for (const name of Object.keys(attributes)) {
      if (!(rule.attributes ?? []).includes(name)) wrong(`no attribute ${name} on <${tag.name}>`, `${name}=${shown(attributes[name])}`);
    }
    if (stack.length >= DEEPEST) wrong(`at most ${DEEPEST} levels of elements`, `<${tag.name}> below them`);
    stack.push({ name: tag.name, rule, attributes, text: '' });
    events.push({ type: 'open', name: tag.name, attributes, text: '', row: parser.line, position: parser.column });
  });
  const onText = (text: string): void => {
    const element = stack.at(-1);
    if (element?.rule === ANYTHING) return;
    if (element === undefined || !element.rule.text) {
      if (element !== undefined && grammar.open) return;
      if (text.trim() !== '')
        wrong(element === undefined ? 'no text outside the document element' : `no text in <${element.name}>`, shown(text.trim()));
      return;
    }
    element.text += text;
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', () => {
    const element = stack.pop();
    if (element === undefined) return;
    const text = element.rule.verbatim ? element.text : element.text.trim().replace(/\s*\n\s*/g, ' ');
    events.push({ type: 'close', name: element.name, attributes: element.attributes, text, row: parser.line, position: parser.column });
  });

  const { encoding, chunks } = await declaredEncoding(source, file);
  for await (const text of decodeText(chunks, file, encoding)) {
    parser.write(text);
    if (events.length > 0) yield events;
    events = [];
  }
  if (!rootSeen) throw malformed(file, parser.line, parser.column + 1, `<${grammar.root}>`, 'the end of the file');
  parser.close();
  if (events.length > 0) yield events;
}

/** The encoding of the XML declaration (UTF-8 without one), and the source with the bytes that were looked at put back. */
async function declaredEncoding(source: ByteSource, file: string): Promise<{ encoding: TextEncoding; chunks: AsyncGenerator<Uint8Array> }> {
  const iterator = chunksOf(source);
  const first: Uint8Array[] = [];
  let head = '';
  while (head.length < 200) {
    const next = await iterator.next();
    if (next.done) break;
    first.push(next.value);
    head += Buffer.from(next.value.subarray(0, 200)).toString('latin1');
  }
  const declared = /^(?:\u00EF\u00BB\u00BF)?<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/.exec(head)?.[1]?.toLowerCase() ?? 'utf-8';
  const encoding = (
    { 'utf-8': 'utf-8', utf8: 'utf-8', 'us-ascii': 'utf-8', 'windows-1252': 'windows-1252', 'iso-8859-1': 'windows-1252' } as const
  )[declared];
  if (encoding === undefined) throw malformed(file, 1, 1, 'encoding UTF-8 or Windows-1252', shown(declared));
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* first;
    yield* iterator;
  }
  return { encoding, chunks: all() };
}

async function* chunksOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  yield* source;
}
