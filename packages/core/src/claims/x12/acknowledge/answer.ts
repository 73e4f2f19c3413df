import type { Delimiters, Segment } from '../segment.js';
import { type ElementValue, type InterchangeContent, type SegmentValue, USUAL_DELIMITERS, writeInterchange } from '../writer.js';
import type { ReceivedGroup, ReceivedInterchange } from './received.js';

/** When and under which number an answer is written: core has no clock and deals out no numbers. */
export interface AnswerOptions {
  /** YYYY-MM-DD and HH:MM. */
  readonly date: string;
  readonly time: string;
  /** Control number of the answer (ISA13), by default that of what is answered. */
  readonly control?: number;
}

/** Writes the answer to the interchange of an ISA: sender and receiver change places, delimiters and usage stay. */
export function writeAnswer(
  header: Segment,
  content: Pick<InterchangeContent, 'groups' | 'acknowledgements'>,
  { date, time, control }: AnswerOptions,
): string {
  const version = header.element(12);
  const delimiters = answeringDelimiters(header.delimiters, version);
  const clean = cleaner(delimiters);
  const party = (qualifier: number) => ({
    qualifier: /^[0-9A-Z]{2}$/.test(header.element(qualifier)) ? header.element(qualifier) : 'ZZ',
    id: clean(header.element(qualifier + 1))
      .trim()
      .slice(0, LONGEST_PARTY),
  });
  const segment = ([tag, ...elements]: SegmentValue): SegmentValue => [tag, ...elements.map((value) => cleaned(value, clean))];
  return writeInterchange({
    sender: party(7),
    receiver: party(5),
    date,
    time,
    controlNumber: control ?? (/^\d{1,9}$/.test(header.element(13)) ? Number(header.element(13)) : 1),
    usage: header.element(15) === 'P' ? 'P' : 'T',
    version: /^\d{5}$/.test(version) ? version : '00501',
    delimiters,
    lineEnd: '\n',
    acknowledgements: (content.acknowledgements ?? []).map(segment),
    groups: content.groups.map((group) => ({
      ...group,
      sender: clean(group.sender),
      receiver: clean(group.receiver),
      transactions: group.transactions.map((transaction) => ({ ...transaction, segments: [...transaction.segments].map(segment) })),
    })),
  });
}

/** Characters of ISA06 and GS02. */
const LONGEST_PARTY = 15;
/** The first version whose ISA11 is the repetition separator. */
const REPETITION_SINCE = '00402';

/** Those of what is answered, with a repetition separator where the version has one. */
function answeringDelimiters({ element, component, repetition, segment }: Delimiters, version: string): Delimiters {
  if (version < REPETITION_SINCE) return { element, component, repetition: undefined, segment };
  const used = [element, component, segment];
  const free = [USUAL_DELIMITERS.repetition, '!', '|', '\\'].find((one) => one !== undefined && !used.includes(one));
  return { element, component, repetition: repetition ?? free, segment };
}

/** What was received may hold characters that would divide the answer: separators become blanks, control characters question marks. */
function cleaner({ element, component, repetition, segment }: Delimiters): (text: string) => string {
  const separators = new Set([element, component, segment, repetition ?? element]);
  const shown = (character: string) => (separators.has(character) ? ' ' : /[\x00-\x1f\x7f]/.test(character) ? '?' : character);
  return (text) => text.replace(/[^A-Za-z0-9 ]/g, shown);
}

function cleaned(value: ElementValue, clean: (text: string) => string): ElementValue {
  return typeof value === 'string' ? clean(value) : (value as readonly string[]).map(clean);
}

/** Who answers whom, as GS02 and GS03 name them. */
export function answeringParties({ header }: ReceivedGroup, interchange: ReceivedInterchange): { sender: string; receiver: string } {
  const named = (number: number, element: number) => {
    const own = header?.element(number).trim() ?? '';
    const value = own.length >= 2 ? own : (interchange.header?.element(element).trim() ?? '');
    return value.slice(0, LONGEST_PARTY).padEnd(2, '0');
  };
  return { sender: named(3, 8), receiver: named(2, 6) };
}
