import { MedcodeError } from '../../errors.js';
import type { Delimiters } from './segment.js';

/** Delimiters that most trading partners use. */
export const USUAL_DELIMITERS: Delimiters = { element: '*', component: ':', repetition: '^', segment: '~' };

/** A value to write: a text; the components of a composite; or the repetitions of an element, each a list of components. */
export type ElementValue = string | readonly string[] | readonly (readonly string[])[];
/** The tag, then the elements by their numbers: `['CLM', 'A-17', '120', '', '', ['11', 'B', '1']]`. */
export type SegmentValue = readonly [tag: string, ...elements: ElementValue[]];

/** ISA: who sends to whom. What a header has to repeat of itself (ISA11, ISA16, IEA) is not asked for. */
export interface InterchangeHeader {
  /** ISA05 and ISA06, likewise ISA07 and ISA08; ids of at most 15 characters. */
  readonly sender: { readonly qualifier: string; readonly id: string };
  readonly receiver: { readonly qualifier: string; readonly id: string };
  /** YYYY-MM-DD and HH:MM of writing, for ISA09 and ISA10. */
  readonly date: string;
  readonly time: string;
  /** ISA13, from 0 to 999999999. */
  readonly controlNumber: number;
  /** ISA15: production or test. */
  readonly usage: 'P' | 'T';
  /** ISA12. */
  readonly version?: string;
  /** ISA14: a TA1 is asked for. */
  readonly acknowledgment?: boolean;
  /** ISA01 to ISA04; without it both are empty. */
  readonly authorization?: { readonly qualifier: string; readonly id: string };
  readonly security?: { readonly qualifier: string; readonly id: string };
}

/** GS. */
export interface GroupHeader {
  /** GS01: `HC` for claims, `FA` for acknowledgements. */
  readonly id: string;
  /** GS02 and GS03. */
  readonly sender: string;
  readonly receiver: string;
  readonly date: string;
  readonly time: string;
  /** GS06, from 1 to 999999999. */
  readonly controlNumber: number;
  /** GS08. */
  readonly version: string;
}

/** ST. */
export interface TransactionHeader {
  /** ST01: `837`. */
  readonly id: string;
  /** ST02, four to nine characters. */
  readonly controlNumber: string;
  /** ST03; absent in acknowledgements that have none (997). */
  readonly version?: string;
}

export interface WriterOptions {
  readonly delimiters?: Delimiters;
  /** Written behind each terminator. */
  readonly lineEnd?: '' | '\n' | '\r\n';
}

/** A whole interchange, its counts left to the writer. */
export interface InterchangeContent extends InterchangeHeader, WriterOptions {
  /** TA1 segments. */
  readonly acknowledgements?: readonly SegmentValue[];
  readonly groups: readonly (GroupHeader & { readonly transactions: readonly TransactionContent[] })[];
}

export interface TransactionContent extends TransactionHeader {
  /** Between ST and SE. */
  readonly segments: Iterable<SegmentValue>;
}

/**
 * An interchange as text.
 * @throws MedcodeError MC_X12_VALUE_INVALID
 */
export function writeInterchange(content: InterchangeContent): string {
  let text = '';
  const writer = new InterchangeWriter((piece) => {
    text += piece;
  }, content);
  writer.interchange(content);
  for (const acknowledgement of content.acknowledgements ?? []) writer.segment(acknowledgement);
  for (const group of content.groups) {
    writer.group(group);
    for (const transaction of group.transactions) {
      writer.transaction(transaction);
      for (const segment of transaction.segments) writer.segment(segment);
    }
  }
  writer.end();
  return text;
}

/**
 * Writes interchanges piece by piece, as large as they may be. Each header ends what stands before it at its level: trailers, counts and
 * control numbers are written by themselves, ISA11 and ISA16 from the delimiters.
 *
 * Trailing empty elements and components are left out, as X12.6 demands. A value that holds a delimiter, or does not fit an element of the
 * envelope, is refused by MC_X12_VALUE_INVALID, which names the element and not the value: nothing is replaced unasked.
 */
export class InterchangeWriter {
  private readonly write: (text: string) => void;
  private readonly delimiters: Delimiters;
  private readonly closing: string;
  private readonly dividing: RegExp;
  private interchangeNumber: string | undefined;
  private groupNumber: string | undefined;
  private transactionNumber: string | undefined;
  private groups = 0;
  private transactions = 0;
  private segments = 0;

  constructor(write: (text: string) => void, { delimiters = USUAL_DELIMITERS, lineEnd = '' }: WriterOptions = {}) {
    const { element, component, repetition, segment } = delimiters;
    const characters = [element, component, segment, ...(repetition === undefined ? [] : [repetition])];
    if (new Set(characters).size !== characters.length || characters.some((one) => one.length !== 1 || /[A-Za-z0-9 ]/.test(one)))
      throw new MedcodeError('MC_X12_VALUE_INVALID', 'delimiters are single characters, all different, no letters, digits or blanks');
    this.write = write;
    this.delimiters = delimiters;
    this.closing = segment + lineEnd;
    this.dividing = new RegExp(`[${characters.map((one) => one.replace(/[\\\]^-]/, '\\$&')).join('')}\\r\\n]`);
  }

  /** ISA. */
  interchange(header: InterchangeHeader): void {
    this.endInterchange();
    const { element, component, repetition } = this.delimiters;
    const { sender, receiver, version = '00501', authorization, security } = header;
    const elements = [
      between('ISA01', authorization?.qualifier ?? '00', 2, 2),
      fixed('ISA02', authorization?.id ?? '', 10),
      between('ISA03', security?.qualifier ?? '00', 2, 2),
      fixed('ISA04', security?.id ?? '', 10),
      between('ISA05', sender.qualifier, 2, 2),
      fixed('ISA06', sender.id, 15),
      between('ISA07', receiver.qualifier, 2, 2),
      fixed('ISA08', receiver.id, 15),
      dateText('ISA09', header.date).slice(2),
      timeText('ISA10', header.time),
    ];
    const number = numberText('ISA13', header.controlNumber).padStart(9, '0');
    for (const [index, value] of elements.entries()) this.check(value, `ISA${String(index + 1).padStart(2, '0')}`);
    if (!/^\d{5}$/.test(version)) throw refused('ISA12', 'five digits are expected');
    const last = [repetition ?? 'U', version, number, header.acknowledgment ? '1' : '0', header.usage, component];
    this.write(`ISA${element}${[...elements, ...last].join(element)}${this.closing}`);
    this.interchangeNumber = number;
    this.groups = 0;
  }

  /** GS. */
  group(header: GroupHeader): void {
    this.endGroup();
    if (this.interchangeNumber === undefined) throw new Error('a group is written inside an interchange');
    this.groups++;
    this.transactions = 0;
    this.groupNumber = numberText('GS06', header.controlNumber);
    this.put([
      'GS',
      between('GS01', header.id, 2, 2),
      between('GS02', header.sender, 2, 15),
      between('GS03', header.receiver, 2, 15),
      dateText('GS04', header.date),
      timeText('GS05', header.time),
      this.groupNumber,
      'X',
      between('GS08', header.version, 1, 12),
    ]);
  }

  /** ST. */
  transaction(header: TransactionHeader): void {
    this.endTransaction();
    if (this.groupNumber === undefined) throw new Error('a transaction set is written inside a group');
    this.transactions++;
    this.segments = 0;
    this.transactionNumber = between('ST02', header.controlNumber, 4, 9);
    this.put(['ST', between('ST01', header.id, 3, 3), this.transactionNumber, header.version ?? '']);
  }

  /** A segment of the transaction set, or, before the first group, of the interchange (TA1). */
  segment(segment: SegmentValue): void {
    this.put(segment);
  }

  /** Ends everything that is open. Another interchange may follow. */
  end(): void {
    this.endInterchange();
  }

  private endTransaction(): void {
    if (this.transactionNumber === undefined) return;
    this.put(['SE', String(this.segments + 1), this.transactionNumber]);
    this.transactionNumber = undefined;
  }

  private endGroup(): void {
    this.endTransaction();
    if (this.groupNumber === undefined) return;
    this.put(['GE', String(this.transactions), this.groupNumber]);
    this.groupNumber = undefined;
  }

  private endInterchange(): void {
    this.endGroup();
    if (this.interchangeNumber === undefined) return;
    this.put(['IEA', String(this.groups), this.interchangeNumber]);
    this.interchangeNumber = undefined;
  }

  private put(segment: SegmentValue): void {
    if (this.interchangeNumber === undefined) throw new Error('a segment is written inside an interchange');
    const { element: separator } = this.delimiters;
    const [tag] = segment;
    if (!/^[A-Z][A-Z0-9]{1,2}$/.test(tag)) throw refused('tag', 'two or three capital letters and digits are expected');
    let text: string = tag;
    let pending = '';
    for (let i = 1; i < segment.length; i++) {
      pending += separator;
      const value = this.element(segment[i] as ElementValue, tag, i);
      if (value === '') continue;
      text += pending + value;
      pending = '';
    }
    this.segments++;
    this.write(text + this.closing);
  }

  private element(value: ElementValue, tag: string, number: number): string {
    const { component, repetition } = this.delimiters;
    if (typeof value === 'string') return this.check(value, tag, number);
    const composite = (components: readonly string[]) => {
      let length = components.length;
      while (length > 0 && components[length - 1] === '') length--;
      return components
        .slice(0, length)
        .map((one) => this.check(one, tag, number))
        .join(component);
    };
    if (!isRepeated(value)) return composite(value);
    if (repetition === undefined && value.length > 1) throw refused(nameOf(tag, number), 'the interchange has no repetition separator');
    return value.map(composite).join(repetition);
  }

  private check(value: string, tag: string, number?: number): string {
    if (this.dividing.test(value)) throw refused(number === undefined ? tag : nameOf(tag, number), 'it holds a delimiter or a line end');
    return value;
  }
}

function isRepeated(value: readonly string[] | readonly (readonly string[])[]): value is readonly (readonly string[])[] {
  return Array.isArray(value[0]);
}

function nameOf(tag: string, number: number): string {
  return `${tag}${String(number).padStart(2, '0')}`;
}

function refused(element: string, why: string): MedcodeError {
  return new MedcodeError('MC_X12_VALUE_INVALID', `${element}: ${why}`);
}

/** A value of a fixed width, blanks behind it. */
function fixed(element: string, value: string, width: number): string {
  return between(element, value, 0, width).padEnd(width);
}

function between(element: string, value: string, least: number, most: number): string {
  if (value.length < least || value.length > most) throw refused(element, `${least} to ${most} characters are expected`);
  return value;
}

function numberText(element: string, value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > 999_999_999)
    throw refused(element, 'a whole number of at most nine digits is expected');
  return String(value);
}

/** CCYYMMDD of YYYY-MM-DD. */
function dateText(element: string, date: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) throw refused(element, 'a date as YYYY-MM-DD is expected');
  return date.replaceAll('-', '');
}

/** HHMM of HH:MM. */
function timeText(element: string, time: string): string {
  if (!/^\d\d:\d\d$/.test(time)) throw refused(element, 'a time as HH:MM is expected');
  return time.replace(':', '');
}
