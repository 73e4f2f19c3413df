import type { X12Finding } from '../finding.js';
import type { Segment } from '../segment.js';
import { type AnswerOptions, writeAnswer } from './answer.js';
import type { ReceivedInterchange } from './received.js';

/** Note codes of TA105 for elements of the ISA segment that are wrong (X12.5; appendix C of the guides). */
const ELEMENT_NOTES: Readonly<Record<string, string>> = {
  ISA01: '010',
  ISA02: '011',
  ISA03: '012',
  ISA04: '013',
  ISA05: '005',
  ISA06: '006',
  ISA07: '007',
  ISA08: '008',
  ISA09: '014',
  ISA10: '015',
  ISA11: '016',
  ISA12: '017',
  ISA13: '018',
  ISA14: '019',
  ISA15: '020',
  ISA16: '027',
  IEA01: '021',
  IEA02: '001',
};

/** The file ends, or goes on with another interchange, before the trailers have come. */
const PREMATURE_END = '023';
const INVALID_STRUCTURE = '022';
const DUPLICATE_NUMBER = '025';
const NO_ERROR = '000';

/** What is wrong with an interchange as TA105 says it, the first thing first; `000` when nothing is. */
export function interchangeNote({ findings, groups }: ReceivedInterchange): string {
  const own = findings.filter(({ severity }) => severity === 'error');
  const note = own.map(noteOf).find((code) => code !== undefined);
  if (note !== undefined) return note;
  const inner = groups.flatMap((group) => [...group.findings, ...group.transactions.flatMap((transaction) => transaction.findings)]);
  if (inner.some(({ rule }) => rule.endsWith('-trailer-missing'))) return PREMATURE_END;
  return inner.some(({ rule }) => rule.endsWith('-header-missing')) ? INVALID_STRUCTURE : NO_ERROR;
}

function noteOf({ rule, element, tag }: X12Finding): string | undefined {
  if (rule === 'interchange-trailer-missing') return PREMATURE_END;
  if (rule === 'interchange-header-missing') return INVALID_STRUCTURE;
  if (rule === 'duplicate-interchange-control-number') return DUPLICATE_NUMBER;
  if (element !== null && ELEMENT_NOTES[element] !== undefined) return ELEMENT_NOTES[element];
  return tag === 'ISA' || tag === 'IEA' ? INVALID_STRUCTURE : undefined;
}

/** The interchange acknowledgement (TA1) of an interchange: received, and accepted or rejected as an envelope. */
export function writeTa1(header: Segment, interchange: ReceivedInterchange, options: AnswerOptions): string {
  const note = interchangeNote(interchange);
  const fields = [interchange.controlNumber, header.element(9), header.element(10), note === NO_ERROR ? 'A' : 'R', note];
  return writeAnswer(header, { acknowledgements: [['TA1', ...fields]], groups: [] }, options);
}
