import { formatCents, parseAmount } from '../../../model/money.js';
import type { Segment } from '../segment.js';
import type { SegmentValue, TransactionContent } from '../writer.js';
import { type AnswerOptions, answeringParties, writeAnswer } from './answer.js';
import { type ClaimReturnCode, claimReturnCode } from './claim-status-codes.js';
import type { ReceivedInterchange, ReceivedTransaction } from './received.js';
import type { ReceivedBatch, ReceivedClaim } from './received-claims.js';

/** Version of the implementation guide (GS08, ST03). */
const VERSION = '005010X214';
/** Most returns that one status segment names, and most status segments of a claim. */
const RETURNS_A_SEGMENT = 3;

/**
 * The claim acknowledgement (277CA) of an interchange: every claim of its 837s by itself, accepted or returned with the reason. A claim is
 * returned for an error of any level in it or above it, and when the envelope of its transaction is unsound.
 * @returns undefined when the interchange has no claims
 */
export function writeClaimAcknowledgement(header: Segment, interchange: ReceivedInterchange, options: AnswerOptions): string | undefined {
  let number = 0;
  const groups = interchange.groups.flatMap((group, i) => {
    const transactions = group.transactions.flatMap((transaction): TransactionContent[] => {
      const { batch } = transaction;
      if (!batch?.providers.some(({ claims }) => claims.length > 0)) return [];
      number++;
      return [
        {
          id: '277',
          controlNumber: String(number).padStart(4, '0'),
          version: VERSION,
          segments: transactionSegments(header, transaction, batch, options, number),
        },
      ];
    });
    if (transactions.length === 0) return [];
    return [
      {
        id: 'HN',
        ...answeringParties(group, interchange),
        date: options.date,
        time: options.time,
        controlNumber: i + 1,
        version: VERSION,
        transactions,
      },
    ];
  });
  return groups.length === 0 ? undefined : writeAnswer(header, { groups }, options);
}

interface Tally {
  accepted: number;
  returned: number;
  acceptedCents: number;
  returnedCents: number;
}

function transactionSegments(
  header: Segment,
  transaction: ReceivedTransaction,
  batch: ReceivedBatch,
  { date, time }: AnswerOptions,
  number: number,
): SegmentValue[] {
  const day = date.replaceAll('-', '');
  const clock = time.replace(':', '');
  const trace = batch.reference || transaction.controlNumber;
  const all = tallyOf(batch.providers.flatMap(({ claims }) => claims));
  const reference = `${day}${clock}${String(number).padStart(4, '0')}`;
  const segments: SegmentValue[] = [
    ['BHT', '0085', '08', reference, day, clock, 'TH'],
    ['HL', '1', '', '20', '1'],
    ['NM1', 'PR', '2', nameOf(batch.receiver), '', '', '', '', '46', idOf(batch.receiver, header.element(8))],
    ['TRN', '1', reference],
    ['DTP', '050', 'D8', day],
    ['DTP', '009', 'D8', day],
    ['HL', '2', '1', '21', '1'],
    [
      'NM1',
      '41',
      batch.submitter?.element(2) || '2',
      nameOf(batch.submitter),
      ...firstName(batch.submitter),
      '',
      '',
      '46',
      idOf(batch.submitter, header.element(6)),
    ],
    ['TRN', '2', trace],
    ['STC', ['A1', '19', 'PR'], day, 'WQ', formatCents(all.acceptedCents + all.returnedCents)],
    ...totals(all, ['90', 'AA']),
  ];
  let level = 2;
  for (const { name, claims } of batch.providers) {
    if (claims.length === 0) continue;
    level++;
    const provider = level;
    segments.push(
      ['HL', String(provider), '2', '19', '1'],
      ['NM1', '85', name?.element(2) || '2', nameOf(name), ...firstName(name), '', '', ...identifierOf(name)],
      ['TRN', '1', trace],
      ...totals(tallyOf(claims), ['QA', 'QC']),
    );
    for (const claim of claims) {
      level++;
      segments.push(['HL', String(level), String(provider), 'PT'], ...claimSegments(claim, day));
    }
  }
  return segments;
}

function claimSegments(claim: ReceivedClaim, day: string): SegmentValue[] {
  const { patient, id, charge, billType, period, clearinghouseNumber } = claim;
  const returns = returnCodes(claim);
  const cents = parseAmount(charge);
  const amount = cents === undefined ? '' : formatCents(cents);
  const status = (codes: readonly ClaimReturnCode[]): SegmentValue => {
    const [first, second, third] = codes.map(({ category, status: code, entity }) => [category, code, entity ?? '']);
    return ['STC', first ?? [], day, 'U', amount, '', '', '', '', '', second ?? [], third ?? []];
  };
  const statuses: SegmentValue[] = [];
  if (returns.length === 0) statuses.push(['STC', ['A2', '20', 'PR'], day, 'WQ', amount]);
  for (let i = 0; i < returns.length; i += RETURNS_A_SEGMENT) statuses.push(status(returns.slice(i, i + RETURNS_A_SEGMENT)));
  return [
    [
      'NM1',
      'QC',
      '1',
      nameOf(patient),
      patient?.element(4).trim() ?? '',
      patient?.element(5).trim() ?? '',
      '',
      '',
      'MI',
      usable(claim.member) ?? UNKNOWN,
    ],
    ['TRN', '2', id.trim() || '0'],
    ...statuses,
    ...(clearinghouseNumber === undefined ? [] : [['REF', 'D9', clearinghouseNumber] satisfies SegmentValue]),
    ...(billType === undefined ? [] : [['REF', 'BLT', billType] satisfies SegmentValue]),
    ...(period === undefined ? [] : [periodSegment(period)]),
  ];
}

function periodSegment([first, last]: readonly [string, string]): SegmentValue {
  return first === last ? ['DTP', '472', 'D8', first] : ['DTP', '472', 'RD8', `${first}-${last}`];
}

/** Reasons of a claim, each once. */
function returnCodes({ errors, isInBrokenTransaction, billType }: ReceivedClaim): ClaimReturnCode[] {
  const found = new Map<string, ClaimReturnCode>();
  const add = (code: ClaimReturnCode) => found.set(`${code.category} ${code.status} ${code.entity ?? ''}`, code);
  if (isInBrokenTransaction) add({ category: 'A3', status: '481', entity: undefined });
  for (const { finding, qualifier } of errors) add(claimReturnCode(finding, billType !== undefined, qualifier));
  return [...found.values()];
}

function tallyOf(claims: readonly ReceivedClaim[]): Tally {
  const tally: Tally = { accepted: 0, returned: 0, acceptedCents: 0, returnedCents: 0 };
  for (const claim of claims) {
    const cents = parseAmount(claim.charge) ?? 0;
    if (returnCodes(claim).length === 0) {
      tally.accepted++;
      tally.acceptedCents += cents;
    } else {
      tally.returned++;
      tally.returnedCents += cents;
    }
  }
  return tally;
}

/** QTY and AMT of what is accepted and of what is returned, each where there is any. */
function totals({ accepted, returned, acceptedCents, returnedCents }: Tally, [yes, no]: readonly [string, string]): SegmentValue[] {
  return [
    ...(accepted === 0 ? [] : [['QTY', yes, String(accepted)] satisfies SegmentValue]),
    ...(returned === 0 ? [] : [['QTY', no, String(returned)] satisfies SegmentValue]),
    ...(accepted === 0 ? [] : [['AMT', 'YU', formatCents(acceptedCents)] satisfies SegmentValue]),
    ...(returned === 0 ? [] : [['AMT', 'YY', formatCents(returnedCents)] satisfies SegmentValue]),
  ];
}

const UNKNOWN = 'UNKNOWN';

/** Who is not named in the claim file is called by a word: a name is required. */
function nameOf(segment: Segment | undefined): string {
  return segment?.element(3).trim().slice(0, 60) || UNKNOWN;
}

/** NM104 and NM105 of a person. */
function firstName(segment: Segment | undefined): [string, string] {
  return segment?.element(2) === '1' ? [segment.element(4).trim(), segment.element(5).trim()] : ['', ''];
}

/** NM109, else how the interchange names the party. */
function idOf(segment: Segment | undefined, interchange: string): string {
  return usable(segment?.element(9)) ?? usable(interchange) ?? UNKNOWN;
}

/** A value that fits NM109; what was received may be too short or too long. */
function usable(value: string | undefined): string | undefined {
  const text = value?.trim() ?? '';
  return text.length >= 2 && text.length <= 80 ? text : undefined;
}

/** NPI, tax number, or another number of the provider. */
function identifierOf(segment: Segment | undefined): string[] {
  const value = usable(segment?.element(9));
  if (value === undefined) return [];
  const qualifier = segment?.element(8) ?? '';
  return [qualifier === 'XX' || qualifier === 'FI' ? qualifier : 'SV', value];
}

/** Whether any claim of the interchange is returned. */
export function hasReturns({ groups }: ReceivedInterchange): boolean {
  return groups.some(({ transactions }) =>
    transactions.some(({ batch }) => batch?.providers.some(({ claims }) => claims.some((claim) => returnCodes(claim).length > 0))),
  );
}
