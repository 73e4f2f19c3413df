import { MedcodeError } from '../../errors.js';
import { encodeText } from './encoding.js';
import { isLineEnd } from './header.js';
import { InterchangeReader, placeOf } from './interchange.js';
import { JsonBytes } from './json-bytes.js';
import type { Delimiters, Segment, SegmentEncoding } from './segment.js';

/**
 * An X12 file as lines of JSON, for people with jq or a data frame, and back byte for byte.
 *
 * - `{"interchange","delimiters":{"element","component","repetition","segment"},"lineEnd"}` before the first segment of an interchange:
 *   how the segments after it are written, `lineEnd` being what stands between them;
 * - `{"segment","tag","at","elements"}` for a segment: its position from 1, its control numbers (interchange/group/transaction), and its
 *   elements by their numbers: `elements[5]` is CLM05, `elements[0]` the tag. An element is a text; a composite a list of texts; a repeated
 *   element a list of such lists. Where a segment stands otherwise than `lineEnd` and `delimiters` say, `before` and `terminator` do; where
 *   its bytes are no UTF-8, `encoding` names what they are;
 * - `{"rest"}` for what stands behind the last segment.
 */
export class SegmentLines {
  /** Where the segment stands, as JSON. */
  private at = '';
  private atBytes: Uint8Array = new Uint8Array();
  private delimiters: Delimiters | undefined;
  private lineEnd = '';
  /** The first segment of an interchange waits for the second, which shows the line end. */
  private first: Segment | undefined;
  private readonly out = new JsonBytes();
  private readonly envelopes = new InterchangeReader({
    interchangeStart: (interchange) => this.stand(placeOf(interchange)),
    interchangeSegment: (_segment, interchange) => this.stand(placeOf(interchange)),
    groupStart: (group) => this.stand(placeOf(group)),
    transactionStart: (transaction) => this.stand(placeOf(transaction)),
    transactionEnd: (transaction) => this.stand(placeOf(transaction.trailer ? transaction : transaction.group)),
    groupEnd: (group) => this.stand(placeOf(group.trailer ? group : group.interchange)),
    interchangeEnd: (interchange) => this.stand(interchange.trailer ? placeOf(interchange) : ''),
  });

  /** The lines of the next segments, each with its line end, as UTF-8. */
  lines(segments: readonly Segment[]): Uint8Array {
    for (const segment of segments) {
      if (this.first) this.begin(this.first, segment.surroundings?.before ?? '');
      this.first = undefined;
      if (segment.delimiters === this.delimiters) this.line(segment, this.lineEnd);
      else {
        this.delimiters = segment.delimiters;
        this.first = segment;
      }
    }
    return this.out.take();
  }

  /** The last lines, when the file has ended. @param rest what stands behind the last segment */
  end(rest: { readonly text: string; readonly encoding: SegmentEncoding }): Uint8Array {
    if (this.first) this.begin(this.first, '');
    this.first = undefined;
    if (rest.text !== '') this.out.text(`{"rest":${JSON.stringify(rest.text)}${encodingField(rest.encoding)}}\n`);
    return this.out.take();
  }

  private stand(at: string): void {
    this.at = `,"at":${JSON.stringify(at)},"elements":`;
    this.atBytes = new TextEncoder().encode(this.at);
  }

  private begin(segment: Segment, lineEnd: string): void {
    const { element, component, repetition, segment: terminator } = segment.delimiters;
    const interchange = segment.tag === 'ISA' ? segment.element(13) : null;
    const delimiters = { element, component, repetition: repetition ?? null, segment: terminator };
    this.out.text(`${JSON.stringify({ interchange, delimiters, lineEnd })}\n`);
    this.lineEnd = lineEnd;
    this.line(segment, '');
  }

  private line(segment: Segment, usualBefore: string): void {
    this.envelopes.read(segment);
    const { out } = this;
    const { raw, position, surroundings, delimiters } = segment;
    out.ascii('{"segment":');
    out.number(position);
    if (PLAIN.test(raw)) {
      out.ascii(',"tag":"');
      out.until(raw, delimiters.element);
      out.ascii('"');
      out.set(this.atBytes);
      if (segment.tag === 'ISA') out.list(raw, { element: delimiters.element });
      else out.list(raw, delimiters);
    } else out.text(`,"tag":${JSON.stringify(segment.tag)}${this.at}${elementsJson(segment)}`);
    const { before, terminator, encoding } = surroundings ?? USUAL;
    if (before !== usualBefore) out.text(`,"before":${JSON.stringify(before)}`);
    if (surroundings && terminator !== delimiters.segment) out.text(`,"terminator":${JSON.stringify(terminator)}`);
    if (encoding !== 'utf-8') out.ascii(encodingField(encoding));
    out.ascii('}\n');
  }
}

const USUAL = { before: '', terminator: '', encoding: 'utf-8' } as const;
/** Text that JSON writes as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;

function encodingField(encoding: SegmentEncoding): string {
  return encoding === 'utf-8' ? '' : `,"encoding":"${encoding}"`;
}

/** ISA11 and ISA16 are delimiters, so an ISA segment is not cut further; neither is a tag. */
function elementsJson({ elements, delimiters: { component, repetition } }: Segment): string {
  if (elements[0] === 'ISA') return JSON.stringify(elements);
  const nested = elements.map((element, number) => {
    if (number === 0) return element;
    const repetitions = repetition === undefined ? [element] : element.split(repetition);
    if (repetitions.length > 1) return repetitions.map((one) => one.split(component));
    return element.includes(component) ? element.split(component) : element;
  });
  return JSON.stringify(nested);
}

function oneOf(characters: string): RegExp {
  return new RegExp(`[${characters.replace(/[\\\]^-]/g, '\\$&')}]`);
}

/**
 * Writes an X12 file from the lines of {@link SegmentLines}, changed or not, without the file.
 * Counts and control numbers are written as the lines have them.
 */
export class SegmentLineReader {
  private delimiters: Delimiters | undefined;
  private lineEnd = '';
  private usualBefore = '';
  private number = 0;
  /** What no value may hold; tags are never cut, and ISA11 and ISA16 are delimiters themselves. */
  private dividing: { readonly outer: RegExp; readonly all: RegExp } | undefined;

  /**
   * The text of a line, as UTF-8 text or as bytes of another encoding.
   * @throws MedcodeError MC_X12_LINE_INVALID, MC_X12_VALUE_INVALID
   */
  read(line: string): string | Uint8Array {
    this.number++;
    let parsed: unknown;
    try {
      parsed = JSON.parse(line);
    } catch {
      throw this.invalid('it is not JSON');
    }
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw this.invalid('it is no object');
    const fields = parsed as Readonly<Record<string, unknown>>;
    if ('elements' in fields) return this.segment(fields);
    if ('delimiters' in fields) return this.interchange(fields);
    if ('rest' in fields) return this.encode(this.text(fields, 'rest', ''), fields);
    throw this.invalid('it has neither elements nor delimiters nor rest');
  }

  private interchange(fields: Readonly<Record<string, unknown>>): '' {
    const stated = fields['delimiters'];
    if (typeof stated !== 'object' || stated === null) throw this.invalid('delimiters: expected an object');
    const one = (name: string): string => {
      const value: unknown = (stated as Readonly<Record<string, unknown>>)[name];
      if (typeof value !== 'string' || value.length !== 1) throw this.invalid(`delimiters.${name}: expected one character`);
      return value;
    };
    const repeated = (stated as Readonly<Record<string, unknown>>)['repetition'] ?? undefined;
    const repetition = repeated === undefined ? undefined : one('repetition');
    this.delimiters = { element: one('element'), component: one('component'), repetition, segment: one('segment') };
    const { element, component, segment } = this.delimiters;
    const terminators = isLineEnd(segment) ? '\r\n' : segment;
    this.dividing = { outer: oneOf(element + terminators), all: oneOf(element + terminators + component + (repetition ?? '')) };
    this.lineEnd = this.text(fields, 'lineEnd', '');
    this.usualBefore = '';
    return '';
  }

  private segment(fields: Readonly<Record<string, unknown>>): string | Uint8Array {
    const { delimiters } = this;
    if (!delimiters) throw this.invalid('no line with delimiters stands before it');
    const elements = fields['elements'];
    if (!Array.isArray(elements) || elements.length === 0) throw this.invalid('elements: expected a list that begins with the tag');
    if (fields['tag'] !== elements[0]) throw this.invalid('tag and elements[0] differ');
    const values = elements.map((element: unknown, i) => this.element(element, i, elements[0] as string, delimiters));
    const before = this.text(fields, 'before', this.usualBefore);
    this.usualBefore = this.lineEnd;
    return this.encode(`${before}${values.join(delimiters.element)}${this.text(fields, 'terminator', delimiters.segment)}`, fields);
  }

  private element(element: unknown, number: number, tag: string, { component, repetition }: Delimiters): string {
    if (typeof element === 'string') return this.value(element, number, tag);
    if (!Array.isArray(element)) throw this.invalid(`elements[${number}]: expected a text or a list`);
    const list = element as readonly unknown[];
    if (!list.some((one) => Array.isArray(one))) return this.composite(list, number, tag, component);
    if (repetition === undefined) throw this.invalid(`elements[${number}]: repeated, but the interchange has no repetition separator`);
    return list.map((one) => this.composite(one, number, tag, component)).join(repetition);
  }

  private composite(list: unknown, number: number, tag: string, component: string): string {
    if (!Array.isArray(list)) throw this.invalid(`elements[${number}]: a repeated element is a list of lists`);
    return list
      .map((one: unknown) => {
        if (typeof one !== 'string') throw this.invalid(`elements[${number}]: a component is a text`);
        return this.value(one, number, tag);
      })
      .join(component);
  }

  private value(value: string, number: number, tag: string): string {
    if (this.dividing?.[tag === 'ISA' || number === 0 ? 'outer' : 'all'].test(value))
      throw new MedcodeError('MC_X12_VALUE_INVALID', `line ${this.number}: elements[${number}] holds a delimiter of the interchange`);
    return value;
  }

  private text(fields: Readonly<Record<string, unknown>>, name: string, absent: string): string {
    const value = fields[name];
    if (value === undefined) return absent;
    if (typeof value !== 'string') throw this.invalid(`${name}: expected a text`);
    return value;
  }

  private encode(text: string, fields: Readonly<Record<string, unknown>>): string | Uint8Array {
    const encoding = fields['encoding'];
    if (encoding === undefined || encoding === 'utf-8') return text;
    if (encoding !== 'windows-1252') throw this.invalid('encoding: expected utf-8 or windows-1252');
    const bytes = encodeText(text, encoding);
    if (!bytes) throw new MedcodeError('MC_X12_VALUE_INVALID', `line ${this.number}: a character does not exist in Windows-1252`);
    return bytes;
  }

  private invalid(why: string): MedcodeError {
    return new MedcodeError('MC_X12_LINE_INVALID', `line ${this.number}: ${why}`);
  }
}
