import { SaxesParser } from 'saxes';
import { MedcodeError } from '../../errors.js';

/** An element of a small XML document, namespaces taken off: C-CDA and the XHTML of FHIR narratives. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

/** Deeper than any clinical document nests; a file that goes further is not one. */
const DEEPEST = 200;

/** @throws MedcodeError MC_INPUT_INVALID when the text is not well-formed XML; entities of its own making are refused, not expanded */
export function xmlTree(text: string): XmlElement {
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  const stack: { name: string; attributes: Record<string, string>; children: (XmlElement | string)[] }[] = [];
  let root: XmlElement | undefined;
  parser.on('error', () => {
    throw new MedcodeError('MC_INPUT_INVALID', `the XML is not well formed at line ${parser.line}`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (stack.length > DEEPEST) throw new MedcodeError('MC_INPUT_INVALID', `the XML nests deeper than ${DEEPEST} elements`);
    stack.push({ name: local(name), attributes, children: [] });
  });
  const words = (part: string): void => {
    stack.at(-1)?.children.push(part);
  };
  parser.on('text', words);
  parser.on('cdata', words);
  parser.on('closetag', () => {
    const done = stack.pop();
    if (!done) return;
    const above = stack.at(-1);
    if (above) above.children.push(done);
    else root = done;
  });
  parser.write(text).close();
  if (!root) throw new MedcodeError('MC_INPUT_INVALID', 'the XML has no element');
  return root;
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

export function elements(parent: XmlElement | undefined, name?: string): XmlElement[] {
  return (parent?.children ?? []).filter(
    (child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name),
  );
}

/** The first element reached by following the names. */
export function descend(from: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined {
  let at = from;
  for (const name of names) at = elements(at, name)[0];
  return at;
}

/** Every element of a name below, in document order. */
export function allBelow(parent: XmlElement, name: string): XmlElement[] {
  return elements(parent).flatMap((child) => (child.name === name ? [child, ...allBelow(child, name)] : allBelow(child, name)));
}

export function textOf(element: XmlElement | undefined): string {
  if (!element) return '';
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

/** Elements that start a line of their own, in the narrative of C-CDA and in XHTML. */
const LINES = new Set([
  'paragraph',
  'item',
  'tr',
  'caption',
  'li',
  'p',
  'div',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'title',
  'table',
  'list',
  'ul',
  'ol',
  'pre',
]);
const UNREAD = new Set(['script', 'style', 'head', 'renderMultiMedia']);

/** A narrative as plain text: a line for each paragraph, item and table row, cells divided by ` | `, runs of blanks read as one. */
export function narrative(element: XmlElement): string {
  const lines: string[] = [''];
  const breakLine = (): void => {
    if (lines.at(-1) !== '') lines.push('');
  };
  const walk = (node: XmlElement): void => {
    for (const child of node.children) {
      if (typeof child === 'string') {
        const piece = child.replace(/\s+/g, ' ');
        const line = lines.at(-1) ?? '';
        lines[lines.length - 1] = line + (line === '' || line.endsWith(' ') ? piece.trimStart() : piece);
      } else if (child.name === 'br') lines.push('');
      else if (UNREAD.has(child.name)) continue;
      else {
        const line = LINES.has(child.name);
        if (line) breakLine();
        if (child.name === 'item' || child.name === 'li') lines[lines.length - 1] = '- ';
        if ((child.name === 'td' || child.name === 'th') && lines.at(-1) !== '')
          lines[lines.length - 1] = `${(lines.at(-1) ?? '').trimEnd()} | `;
        walk(child);
        if (line) breakLine();
      }
    }
  };
  walk(element);
  return lines
    .map((line) => line.trimEnd())
    .filter((line, i, all) => line !== '' || (i > 0 && all[i - 1] !== ''))
    .join('\n')
    .trim();
}
