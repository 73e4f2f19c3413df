import type { X12Finding } from '../finding.js';
import type { Segment } from '../segment.js';
import type { SegmentValue, TransactionContent } from '../writer.js';
import { type AnswerOptions, answeringParties, writeAnswer } from './answer.js';
import { dataElementNumber } from './data-element-numbers.js';
import type { ReceivedElementError, ReceivedGroup, ReceivedInterchange, ReceivedSegmentError, ReceivedTransaction } from './received.js';

/** The version of acknowledgement a group is answered in: 999 since 005010, 997 before. */
export type AcknowledgementVersion = '999' | '997';

/** Version of the implementation guide of the 999 (GS08, ST03), and of the 997, which has none. */
const VERSION_999 = '005010X231A1';
const VERSION_997 = '004010';

/** Most errors of a kind that a trailer of a transaction or group names. */
const MOST_CODES = 5;

export function acknowledgementVersion({ version }: ReceivedGroup): AcknowledgementVersion {
  return version.startsWith('004') || version.startsWith('003') ? '997' : '999';
}

/** Codes of errors that the 997 does not know, as the nearest that it does. */
const CODES_997: Readonly<Record<string, string>> = { I4: '2', I6: '2', I7: '3', I8: '3', I9: '2' };
const ELEMENT_CODES_997: Readonly<Record<string, string>> = {
  '12': '3',
  '13': '3',
  I6: '7',
  I9: '1',
  I10: '3',
  I11: '1',
  I12: '8',
  I13: '3',
};

/**
 * The acknowledgement (999, or 997 for groups before 005010) of every group of an interchange, each in a group of its own. A group without
 * GS has no number to answer to: the TA1 says that the interchange is broken.
 * @returns undefined when there is no group
 */
export function writeTransactionAcknowledgements(
  header: Segment,
  interchange: ReceivedInterchange,
  options: AnswerOptions,
): string | undefined {
  const named = interchange.groups.filter((group) => group.header !== undefined);
  if (named.length === 0) return undefined;
  const groups = named.map((group, i) => {
    const version = acknowledgementVersion(group);
    return {
      id: 'FA',
      ...answeringParties(group, interchange),
      date: options.date,
      time: options.time,
      controlNumber: i + 1,
      version: version === '999' ? VERSION_999 : VERSION_997,
      transactions: [acknowledgement(group, version)],
    };
  });
  return writeAnswer(header, { groups }, options);
}

function acknowledgement(group: ReceivedGroup, version: AcknowledgementVersion): TransactionContent {
  const segments: SegmentValue[] = [
    ['AK1', group.id, group.controlNumber, ...(version === '999' ? [group.version] : [])],
    ...group.transactions.flatMap((transaction) => transactionSegments(transaction, version)),
    groupTrailer(group),
  ];
  return { id: version, controlNumber: '0001', ...(version === '999' ? { version: VERSION_999 } : {}), segments };
}

/** AK2 to IK5 (999) or AK5 (997). */
export function transactionSegments(transaction: ReceivedTransaction, version: AcknowledgementVersion): SegmentValue[] {
  // A stretch without ST has nothing that an answer could name; its group says that it is broken.
  if (!transaction.header) return [];
  const codes = transactionCodes(transaction, version);
  const stated = transaction.header.element(3);
  return [
    ['AK2', transaction.id.trim(), transaction.controlNumber.trim(), ...(version === '999' && stated !== '' ? [stated] : [])],
    ...transaction.segments.flatMap((error) => errorSegments(error, version)),
    [version === '999' ? 'IK5' : 'AK5', codes.length === 0 ? 'A' : 'R', ...codes.slice(0, MOST_CODES)],
  ];
}

/** IK3 with its contexts and IK4, or AK3 with AK4. */
function errorSegments(error: ReceivedSegmentError, version: AcknowledgementVersion): SegmentValue[] {
  const { tag, position, loop, claim, code, elements } = error;
  const shown = version === '999' ? code : (CODES_997[code] ?? code);
  const segments: SegmentValue[] = [
    [version === '999' ? 'IK3' : 'AK3', tag.slice(0, 3), String(position), version === '999' ? loopCode(loop) : '', shown],
  ];
  if (version === '999' && claim !== undefined) segments.push(['CTX', ['CLM01', claim.slice(0, LONGEST_NUMBER)]]);
  for (const element of elements) {
    segments.push(elementSegment(tag, element, version));
    if (version === '999' && element.trigger !== undefined)
      segments.push([
        'CTX',
        'SITUATIONAL TRIGGER',
        tag,
        String(position),
        loopCode(loop),
        String(element.trigger),
        dataElementNumber(tag, element.trigger) ?? '',
      ]);
  }
  return segments;
}

/** Characters of a claim number in CTX01-2, and of a loop in IK303. */
const LONGEST_NUMBER = 35;
const LONGEST_LOOP = 4;

function loopCode(loop: string | undefined): string {
  return (loop ?? '').slice(0, LONGEST_LOOP);
}

function elementSegment(tag: string, error: ReceivedElementError, version: AcknowledgementVersion): SegmentValue {
  const { element, component, code, value } = error;
  const place = component === undefined ? String(element) : [String(element), String(component)];
  const shown = version === '999' ? code : (ELEMENT_CODES_997[code] ?? code);
  return [version === '999' ? 'IK4' : 'AK4', place, dataElementNumber(tag, element, component) ?? '', shown, value ?? ''];
}

/** Numbers of what is wrong with a transaction (IK502 to IK506): its envelope first, then its segments. */
export function transactionCodes({ header, trailer, findings, segments }: ReceivedTransaction, version: AcknowledgementVersion): string[] {
  const codes = new Set(findings.map(envelopeCode));
  // A number that has a fault of its own in ST02 does not agree with SE02 either: both are told.
  if (header && trailer && header.element(2) !== trailer.element(2)) codes.add('3');
  // The standard is broken, or only what the guide makes of it.
  for (const { code, elements } of segments) {
    const guide = code === '8' ? elements.every((element) => element.code.startsWith('I')) : code.startsWith('I');
    codes.add(guide && version === '999' ? 'I5' : '5');
  }
  return [...codes].sort((a, b) => a.localeCompare(b));
}

function envelopeCode({ rule, element }: X12Finding): string {
  switch (rule) {
    case 'transaction-trailer-missing':
      return '2';
    case 'transaction-control-number':
      return '3';
    case 'segment-count':
      return '4';
    case 'implementation-version':
      return 'I6';
    case 'duplicate-transaction-control-number':
      return '23';
  }
  if (element === 'ST01') return '6';
  if (element === 'ST02') return '7';
  if (element === 'SE01') return '4';
  return element === 'SE02' ? '3' : '5';
}

/** AK9: accepted, accepted in part, rejected; how many were announced, received, accepted. */
function groupTrailer(group: ReceivedGroup): SegmentValue {
  const { transactions, trailer, findings } = group;
  const version = acknowledgementVersion(group);
  const accepted = transactions.filter((one) => one.header !== undefined && transactionCodes(one, version).length === 0).length;
  const codes = [...new Set(findings.filter(({ severity }) => severity === 'error').map(groupCode))].sort((a, b) => a.localeCompare(b));
  const announced = trailer?.element(1) ?? '';
  const verdict = codes.length > 0 ? 'R' : accepted === transactions.length ? 'A' : accepted === 0 ? 'R' : 'P';
  return [
    'AK9',
    verdict,
    /^\d{1,6}$/.test(announced) ? String(Number(announced)) : String(transactions.length),
    String(transactions.length),
    String(codes.length > 0 ? 0 : accepted),
    ...codes.slice(0, MOST_CODES),
  ];
}

function groupCode({ rule, element }: X12Finding): string {
  switch (rule) {
    case 'group-trailer-missing':
      return '3';
    case 'group-control-number':
      return '4';
    case 'transaction-count':
      return '5';
    case 'duplicate-group-control-number':
      return '19';
  }
  if (element === 'GS01') return '1';
  if (element === 'GS08') return '2';
  return element === 'GS06' || element === 'GE02' ? '6' : '5';
}

/** Whether any transaction or group of the interchange is rejected. */
export function hasRejections({ groups }: ReceivedInterchange): boolean {
  return groups.some((group) => group.header === undefined || groupTrailer(group)[1] !== 'A');
}
