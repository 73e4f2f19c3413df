import { type Cents, formatCents, parseAmount } from '../model/money.js';
import type { Acknowledgement, ClaimStatusAnswer } from './acknowledgement.js';
import { coordinationOf } from './coordination.js';
import type { ClaimStatus, Denial, MatchedAnswer, MatchedBy, MatchedClaim, Rejection } from './match-result.js';
import { nextStep, type PostedDecision, type RefusedAmount } from './posting.js';
import type { Remittance, RemittedClaim } from './remittance.js';

/** What is kept of a claim for matching. */
export interface ClaimRecord {
  readonly id: string;
  readonly charge: Cents | undefined;
  readonly interchange: string | undefined;
  readonly group: string | undefined;
  readonly transaction: string | undefined;
  readonly payerNumber: string | undefined;
  readonly member: string | undefined;
  readonly name: string;
  readonly date: string | undefined;
  readonly decisions: Decision[];
  status: { readonly answer: ClaimStatusAnswer; readonly by: MatchedBy } | undefined;
  acknowledgement: Acknowledgement | undefined;
}

export interface Decision {
  readonly remittance: Remittance;
  readonly claim: RemittedClaim;
  readonly posted: PostedDecision;
  readonly by: MatchedBy;
}

/**
 * Where a claim stands after all its answers.
 * @param known the claim is one of those sent; else it is known from an answer alone
 */
export function outcomeOf(record: ClaimRecord, known: boolean): MatchedClaim {
  const { id, decisions } = record;
  const position = positionOf(record);
  const { sums, current } = position;
  const rejections = decisions.length === 0 ? rejectionsOf(record) : [];
  const status = known ? statusOf(record, current) : 'unmatched';
  const charged = record.charge ?? chargeOf(record, current);
  const unexplained = current.length === 0 || !isDecided(current) ? 0 : charged - explained(sums);
  const notes = [
    ...(known ? [] : ['no claim has this number']),
    ...(status === 'unmatched' && known ? ['no answer'] : []),
    ...position.notes,
  ];
  const last = current.at(-1);
  const owed = last !== undefined && sums.patientResponsibility > 0 && last.claim.crossover === undefined;
  return {
    claim: id,
    status,
    charged: formatCents(charged),
    paid: formatCents(sums.paid),
    patientResponsibility: formatCents(sums.patientResponsibility),
    denials: denialsOf(current),
    contractual: formatCents(sums.contractual),
    denied: formatCents(sums.denied),
    other: formatCents(sums.other),
    ...(unexplained === 0 ? {} : { unexplained: formatCents(unexplained) }),
    ...(position.takenBack === 0 ? {} : { takenBack: formatCents(position.takenBack) }),
    ...(rejections.length === 0 ? {} : { rejections }),
    answers: answersOf(record),
    ...(notes.length === 0 ? {} : { note: notes.join('; ') }),
    ...(owed ? { coordination: coordinationOf(last.remittance, last.claim) } : {}),
  };
}

/** Whether any decision on the claim stands that says what is paid. */
export function isUndecided(record: ClaimRecord): boolean {
  const { current } = positionOf(record);
  return current.length === 0 || !isDecided(current);
}

/** The charge of an answer without claim: that of its decisions; split decisions have a part each. */
function chargeOf({ decisions, status }: ClaimRecord, current: readonly Decision[]): Cents {
  const [first] = current;
  if (first) return current.filter((other) => payerOf(other) === payerOf(first)).reduce((sum, { posted }) => sum + posted.charged, 0);
  if (decisions.length > 0) return Math.abs((decisions[0] as Decision).posted.charged);
  return status?.answer.charged === undefined ? 0 : (parseAmount(status.answer.charged) ?? 0);
}

interface Sums {
  paid: Cents;
  patientResponsibility: Cents;
  contractual: Cents;
  denied: Cents;
  other: Cents;
}

interface Position {
  readonly sums: Sums;
  /** Decisions that still stand. */
  readonly current: readonly Decision[];
  readonly takenBack: Cents;
  readonly notes: readonly string[];
}

/**
 * What stands after all decisions on a claim. A reversal takes back the decision it mirrors; where that decision is not among the answers,
 * what it takes back is counted apart, so that the payments still add up. Of several payers each pays and writes off; the patient owes
 * what the last one left.
 */
function positionOf({ decisions, charge }: ClaimRecord): Position {
  let current: Decision[] = [];
  let takenBack = 0;
  for (const decision of decisions) {
    if (decision.claim.status !== '22') {
      current.push(decision);
      continue;
    }
    const mirrored = current.findLast(
      ({ claim, posted }) =>
        posted.paid === -decision.posted.paid &&
        posted.charged === -decision.posted.charged &&
        (claim.payerClaimNumber === undefined || samePayerNumber(claim, decision.claim)),
    );
    if (mirrored) current = current.filter((other) => other !== mirrored);
    else takenBack -= decision.posted.paid;
  }
  const notes: string[] = [];
  // A payer that calls a claim the same as one it has decided says nothing new about it (CARC 18).
  const repeated = current.filter(({ posted }) => posted.paid === 0 && posted.denials.some(({ reason }) => reason === '18'));
  if (repeated.length > 0 && repeated.length < current.length) {
    current = current.filter((decision) => !repeated.includes(decision));
    notes.push(`sent ${repeated.length + 1} times: the payer calls it a duplicate`);
  }
  // Denied first and decided anew, without a reversal because nothing was paid: the later decision stands.
  const overtaken = current.filter((decision, i) => {
    const later = current.slice(i + 1).filter((other) => payerOf(other) === payerOf(decision));
    const all = later.reduce((sum, { posted }) => sum + posted.charged, decision.posted.charged);
    return later.length > 0 && decision.posted.paid === 0 && all > (charge ?? decision.posted.charged);
  });
  if (overtaken.length > 0) {
    current = current.filter((decision) => !overtaken.includes(decision));
    notes.push('decided anew');
  }
  const sums: Sums = { paid: 0, patientResponsibility: 0, contractual: 0, denied: 0, other: 0 };
  const payers = [...new Set(current.map(payerOf))];
  for (const { posted } of current) {
    sums.paid += posted.paid;
    sums.contractual += posted.contractual;
    // What a payer before refused is settled when a later one pays it.
    sums.other += posted.other;
  }
  const lastPayer = payers.at(-1);
  for (const decision of current) {
    if (payerOf(decision) !== lastPayer) continue;
    sums.patientResponsibility += decision.posted.patientResponsibility;
    sums.denied += decision.posted.denied;
    // Without the decisions of the payers before, what they settled is known by the last one's word alone.
    if (payers.length === 1) sums.other += decision.posted.priorPayer;
  }
  if (payers.length > 1) notes.push(`decided by ${payers.length} payers`);
  if (charge !== undefined && payers.length === 1 && current.length > 1) {
    const decided = current.reduce((sum, { posted }) => sum + posted.charged, 0);
    notes.push(decided === charge ? `decided in ${current.length} parts` : `decided ${current.length} times`);
  }
  return { sums, current, takenBack, notes };
}

function samePayerNumber(a: RemittedClaim, b: RemittedClaim): boolean {
  return b.payerClaimNumber === undefined || a.payerClaimNumber === b.payerClaimNumber || a.id === b.id;
}

function explained({ paid, patientResponsibility, contractual, denied, other }: Sums): Cents {
  return paid + patientResponsibility + contractual + denied + other;
}

/** Whether decisions say what is paid: those that only send a claim on or forecast do not. */
function isDecided(decisions: readonly Decision[]): boolean {
  return decisions.some(({ claim }) => claim.status !== '23' && claim.status !== '25');
}

function statusOf(record: ClaimRecord, current: readonly Decision[]): ClaimStatus {
  if (record.decisions.length > 0) {
    if (current.length === 0) return 'reversed';
    if (current.every(({ claim }) => claim.status === '23')) return 'forwarded';
    if (!isDecided(current)) return 'pending';
    const paid = current.reduce((sum, { posted }) => sum + posted.paid, 0);
    const refused = current.some(({ posted }) => posted.denials.some(({ cents }) => cents > 0));
    const shared = current.reduce((sum, { posted }) => sum + posted.patientResponsibility - posted.refusedToPatient, 0);
    if (current.every(({ claim }) => claim.status === '4') || (paid <= 0 && refused && shared <= 0)) return 'denied';
    return refused ? 'partially-paid' : 'paid';
  }
  if (record.status) return categoryStatus(record.status.answer);
  if (record.acknowledgement) return record.acknowledgement.verdict === 'rejected' ? 'rejected' : 'accepted';
  return 'unmatched';
}

/** Claim status categories (external code source 507), by their first characters; a rejection among several decides. */
function categoryStatus({ statuses }: ClaimStatusAnswer): ClaimStatus {
  const found = statuses.map(({ category }) => CATEGORY_STATUS[category] ?? CATEGORY_STATUS[category.slice(0, 1)] ?? 'pending');
  for (const status of ['rejected', 'denied', 'pending', 'forwarded', 'paid'] as const) if (found.includes(status)) return status;
  return found[0] ?? 'pending';
}

const CATEGORY_STATUS: Readonly<Record<string, ClaimStatus>> = {
  A0: 'forwarded',
  A1: 'accepted',
  A2: 'accepted',
  A3: 'rejected',
  A4: 'rejected',
  A5: 'accepted',
  A6: 'rejected',
  A7: 'rejected',
  A8: 'rejected',
  F1: 'paid',
  F2: 'denied',
  F3: 'paid',
  P: 'pending',
  R: 'pending',
};

function rejectionsOf({ status, acknowledgement, id }: ClaimRecord): Rejection[] {
  if (status)
    return status.answer.statuses
      .filter(({ category }) => CATEGORY_STATUS[category] === 'rejected')
      .map(({ category, status: code, entity }) => ({
        kind: status.answer.kind,
        code: `${category}:${code}`,
        ...(entity === undefined ? {} : { place: entity }),
      }));
  if (acknowledgement?.verdict !== 'rejected') return [];
  const { kind, errors, codes } = acknowledgement;
  // Errors that name another claim concern this one only in that the whole transaction was refused.
  const own = errors.filter((error) => error.claim === undefined || error.claim === id);
  const found = own.map(
    (error): Rejection => ({
      kind,
      code: error.elementCode ?? error.code,
      place: `${error.tag}${error.element === undefined ? '' : error.element}${error.position === undefined ? '' : ` (segment ${error.position})`}`,
    }),
  );
  return found.length > 0 ? found : codes.map((code) => ({ kind, code }));
}

function answersOf({ decisions, status, acknowledgement }: ClaimRecord): MatchedAnswer[] {
  const found: MatchedAnswer[] = [];
  if (acknowledgement) found.push({ kind: acknowledgement.kind, matchedBy: 'control numbers', status: acknowledgement.verdict });
  if (status)
    found.push({
      kind: status.answer.kind,
      matchedBy: status.by,
      status: status.answer.statuses[0]?.category ?? '',
      segment: status.answer.segment,
      ...(status.answer.payerClaimNumber === undefined ? {} : { payerClaimNumber: status.answer.payerClaimNumber }),
      ...(status.answer.charged === undefined ? {} : { charged: status.answer.charged }),
    });
  for (const { remittance, claim, posted, by } of decisions)
    found.push({
      kind: '835',
      matchedBy: by,
      status: claim.status,
      ...(remittance.trace === undefined ? {} : { trace: remittance.trace.number }),
      ...(remittance.payer?.name === undefined ? {} : { payer: remittance.payer.name }),
      ...(claim.payerClaimNumber === undefined ? {} : { payerClaimNumber: claim.payerClaimNumber }),
      charged: formatCents(posted.charged),
      paid: formatCents(posted.paid),
      segment: claim.segment,
    });
  return found;
}

/** Refusals of the decisions that stand, put together by group, reason and remarks, in the order in which they first appear. */
function denialsOf(current: readonly Decision[]): Denial[] {
  const found = new Map<string, { first: RefusedAmount; cents: Cents; lines: number[] }>();
  for (const { posted } of current)
    for (const refused of posted.denials) {
      const key = [refused.group, refused.reason, ...refused.remarks].join('\u0000');
      const known = found.get(key);
      const lines = refused.line === undefined ? [] : [refused.line];
      if (known) {
        known.cents += refused.cents;
        known.lines.push(...lines);
      } else found.set(key, { first: refused, cents: refused.cents, lines });
    }
  return [...found.values()].map(({ first, cents, lines }) => ({
    group: first.group,
    reason: first.reason,
    remarks: first.remarks,
    amount: formatCents(cents),
    lines,
    next: nextStep(first.group, first.reason, first.remarks),
  }));
}

function payerOf({ remittance }: Decision): string {
  return remittance.trace?.originator || remittance.payer?.id?.value || remittance.payer?.name || '';
}
