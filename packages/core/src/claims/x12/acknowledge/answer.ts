import { MedcodeError } from '../../../errors.js';
import { type InterchangeContent, USUAL_DELIMITERS, writeInterchange } from '../writer.js';
import type { ReceivedGroup, ReceivedInterchange } from './received.js';

/** When and under which number an answer is written: core has no clock and deals out no numbers. */
export interface AnswerOptions {
  /** YYYY-MM-DD and HH:MM. */
  readonly date: string;
  readonly time: string;
  /** Control number of the answer (ISA13), by default that of what is answered. Several interchanges are numbered on from it. */
  readonly control?: number;
}

/** Writes the answer to one interchange: sender and receiver change places, delimiters and usage stay. */
export function writeAnswer(
  { header, controlNumber }: ReceivedInterchange,
  content: Pick<InterchangeContent, 'groups' | 'acknowledgements'>,
  { date, time, control }: AnswerOptions,
): string {
  if (!header) throw new MedcodeError('MC_X12_NO_INTERCHANGE', 'an interchange without ISA cannot be answered: nobody is named to send to');
  const { delimiters } = header;
  const version = header.element(12);
  const party = (qualifier: number) => ({ qualifier: header.element(qualifier) || 'ZZ', id: header.element(qualifier + 1).trim() });
  return writeInterchange({
    sender: party(7),
    receiver: party(5),
    date,
    time,
    controlNumber: control ?? (/^\d{1,9}$/.test(controlNumber) ? Number(controlNumber) : 1),
    usage: header.element(15) === 'P' ? 'P' : 'T',
    version: /^\d{5}$/.test(version) ? version : '00501',
    delimiters:
      version >= '00402' ? { ...delimiters, repetition: delimiters.repetition ?? freeSeparator(Object.values(delimiters)) } : delimiters,
    lineEnd: '\n',
    ...content,
  });
}

/** Who answers whom, as GS02 and GS03 name them. */
export function answeringParties({ header }: ReceivedGroup, interchange: ReceivedInterchange): { sender: string; receiver: string } {
  const named = (number: number, element: number) => {
    const own = header?.element(number).trim() ?? '';
    const value = own.length >= 2 ? own : (interchange.header?.element(element).trim() ?? '');
    return value.slice(0, 15).padEnd(2, '0');
  };
  return { sender: named(3, 8), receiver: named(2, 6) };
}

function freeSeparator(used: readonly (string | undefined)[]): string {
  return [USUAL_DELIMITERS.repetition, '!', '|', '\\'].find((one) => one !== undefined && !used.includes(one)) ?? '^';
}
