import type { NextStep } from '../codesets/claim-codes/adjustment-reasons.js';
import type { Claim } from '../model/claim.js';
import { type Cents, formatCents, parseAmount } from '../model/money.js';
import type { Acknowledgement, ClaimStatusAnswer } from './acknowledgement.js';
import { type Balance, balanceRemittance } from './balance.js';
import { type Coordination, coordinationOf } from './coordination.js';
import { nextStep, type PostedDecision, postDecision, type RefusedAmount } from './posting.js';
import type { Remittance, RemittedClaim } from './remittance.js';

/**
 * Where a claim stands after all answers.
 * - `paid` decided without refusing anything; the payment may be nothing when all is the patient's share
 * - `partially-paid` something refused, something not
 * - `denied` everything that could be paid was refused
 * - `reversed` a decision was taken back and no other came
 * - `forwarded` sent on to another payer without a decision
 * - `accepted`, `rejected` what acknowledgements said, no decision yet
 * - `pending` being worked on, or a forecast
 * - `unmatched` no answer for the claim, or no claim for the answer
 */
export type ClaimStatus =
  | 'paid'
  | 'partially-paid'
  | 'denied'
  | 'reversed'
  | 'forwarded'
  | 'accepted'
  | 'rejected'
  | 'pending'
  | 'unmatched';

/** By what an answer was found to belong to a claim, the surest first. */
export type MatchedBy =
  | 'claim number'
  | 'claim number, case or spaces differ'
  | 'claim number, cut short'
  | 'payer’s claim number'
  | 'patient, date and charge'
  | 'control numbers';

/** A refusal of one claim, its lines put together. */
export interface Denial {
  readonly group: string;
  readonly reason: string;
  readonly remarks: readonly string[];
  readonly amount: string;
  /** Positions of the services in the decision, from 1; none: the whole claim. */
  readonly lines: readonly number[];
  readonly next: NextStep;
}

/** Why a claim was rejected before it was decided: numbers of the claim status (277CA) or of the acknowledgement (999, 997, TA1). */
export interface Rejection {
  readonly kind: '277CA' | '277' | '999' | '997' | 'TA1';
  readonly code: string;
  readonly place?: string;
}

/** An answer that belongs to a claim. */
export interface MatchedAnswer {
  readonly kind: '835' | '277CA' | '277' | '999' | '997' | 'TA1';
  readonly matchedBy: MatchedBy;
  /** CLP02 of an 835, category of a claim status, verdict of an acknowledgement. */
  readonly status: string;
  /** Trace number of the payment. */
  readonly trace?: string;
  readonly payer?: string;
  readonly payerClaimNumber?: string;
  readonly charged?: string;
  readonly paid?: string;
  readonly segment?: number;
}

/** A claim and what became of it. Amounts are decimal text with two decimals. */
export interface MatchedClaim {
  readonly claim: string;
  readonly status: ClaimStatus;
  readonly charged: string;
  readonly paid: string;
  readonly patientResponsibility: string;
  readonly denials: readonly Denial[];
  readonly contractual: string;
  readonly denied: string;
  readonly other: string;
  /** Charge that no decision explains; absent when there is none. */
  readonly unexplained?: string;
  /** Taken back by reversals of payments that are not among the answers. */
  readonly takenBack?: string;
  readonly rejections?: readonly Rejection[];
  readonly answers: readonly MatchedAnswer[];
  /** Why the claim or answer is unmatched, or a choice was made. */
  readonly note?: string;
  /** What the next payer has to be told, where something is left and the claim was not sent on. */
  readonly coordination?: Coordination;
}

/** A payment and whether it adds up. */
export interface MatchedRemittance {
  readonly trace: string | undefined;
  readonly payer: string | undefined;
  readonly date: string | undefined;
  readonly method: string;
  readonly amount: string;
  readonly claims: number;
  /** Sum of provider adjustments as they change the payment: a recovery is negative. */
  readonly providerAdjustments: string;
  readonly balanced: 'balanced' | 'unbalanced' | 'not-checked';
  /** The tests that did not come out. */
  readonly problems: readonly (Balance & { readonly claim?: string })[];
  /** The same payment came before: its claims are not counted again. */
  readonly duplicate: boolean;
}

/** A decision that was not counted, because it came before. */
export interface DuplicateAnswer {
  readonly claim: string;
  readonly trace: string | undefined;
  readonly paid: string;
  readonly note: string;
}

export interface MatchTotals {
  readonly claims: number;
  readonly charged: string;
  readonly paid: string;
  readonly patientResponsibility: string;
  readonly contractual: string;
  readonly denied: string;
  readonly other: string;
  readonly unexplained: string;
  /** Charges of claims without decision. */
  readonly undecided: string;
  readonly takenBack: string;
  readonly byStatus: Readonly<Partial<Record<ClaimStatus, number>>>;
}

export interface MatchResult {
  /** Claims in the order given, then answers that no claim was found for. */
  readonly claims: readonly MatchedClaim[];
  readonly remittances: readonly MatchedRemittance[];
  readonly duplicates: readonly DuplicateAnswer[];
  /** Claim numbers that stand on more than one claim. */
  readonly repeatedNumbers: readonly string[];
  readonly totals: MatchTotals;
}

/** What is kept of a claim for matching. */
interface ClaimRecord {
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

interface Decision {
  readonly remittance: Remittance;
  readonly claim: RemittedClaim;
  readonly posted: PostedDecision;
  readonly by: MatchedBy;
}

/** An answer before it has a claim. */
interface Sought {
  readonly id: string;
  readonly payerNumber: string | undefined;
  readonly charge: Cents | undefined;
  readonly member: string | undefined;
  readonly name: string;
  readonly date: string | undefined;
}

/** Shortest number that may be the beginning of a longer one: systems that cut numbers cut them at 12 characters and more. */
const SHORTEST_CUT = 10;

/**
 * Matches answers to the claims they answer and posts them. Claims first, then answers in any order; the result does not depend on the
 * order of the answers except where the same claim is decided twice, which is read in the order of the payments.
 */
export class ClaimMatcher {
  private readonly claims: ClaimRecord[] = [];
  private readonly byId = new Map<string, ClaimRecord[]>();
  private readonly byLooseId = new Map<string, ClaimRecord[]>();
  /** By the first characters of the claim number, for numbers that were cut short. */
  private readonly byPrefix = new Map<string, ClaimRecord[]>();
  private readonly byPayerNumber = new Map<string, ClaimRecord[]>();
  private readonly byTransaction = new Map<string, ClaimRecord[]>();
  private readonly byGroup = new Map<string, ClaimRecord[]>();
  private readonly byInterchange = new Map<string, ClaimRecord[]>();
  private readonly byCharge = new Map<Cents, ClaimRecord[]>();
  private readonly strangers = new Map<string, ClaimRecord>();
  private readonly remittances: MatchedRemittance[] = [];
  private readonly duplicates: DuplicateAnswer[] = [];
  private readonly seenPayments = new Set<string>();

  addClaim(claim: Claim): void {
    const record = recordOf(claim);
    this.claims.push(record);
    add(this.byId, record.id, record);
    add(this.byLooseId, loose(record.id), record);
    if (record.payerNumber !== undefined) add(this.byPayerNumber, record.payerNumber, record);
    if (record.charge !== undefined) add(this.byCharge, record.charge, record);
    add(this.byPrefix, loose(record.id).slice(0, SHORTEST_CUT), record);
    if (record.interchange !== undefined) add(this.byInterchange, unpadded(record.interchange), record);
    if (record.group !== undefined) {
      add(this.byGroup, record.group, record);
      if (record.transaction !== undefined) add(this.byTransaction, `${record.group}/${record.transaction}`, record);
    }
  }

  addRemittance(remittance: Remittance): void {
    const key = paymentKey(remittance);
    const duplicate = this.seenPayments.has(key);
    this.seenPayments.add(key);
    this.remittances.push(matchedRemittance(remittance, duplicate));
    const seen = new Set<string>();
    for (const claim of remittance.claims) {
      const posted = postDecision(claim);
      const content = contentKey(claim);
      if (duplicate || seen.has(content)) {
        this.duplicates.push({
          claim: claim.id,
          trace: remittance.trace?.number,
          paid: formatCents(posted.paid),
          note: duplicate ? 'the payment came before' : 'the same decision stands in this payment before',
        });
        continue;
      }
      seen.add(content);
      const sought: Sought = {
        id: claim.id,
        payerNumber: claim.payerClaimNumber,
        charge: parseAmount(claim.charged),
        member: claim.patient?.id?.value ?? claim.insured?.id?.value,
        name: nameOf(claim.patient),
        date: firstDate(claim),
      };
      const { record, by } = this.find(sought);
      record.decisions.push({ remittance, claim, posted, by });
      // Later answers of the payer may know the claim by the payer's number alone.
      if (claim.payerClaimNumber !== undefined && by !== 'payer’s claim number')
        addOnce(this.byPayerNumber, claim.payerClaimNumber, record);
    }
  }

  addStatus(answer: ClaimStatusAnswer): void {
    const { record, by } = this.find({
      id: answer.id,
      payerNumber: answer.payerClaimNumber,
      charge: answer.charged === undefined ? undefined : parseAmount(answer.charged),
      member: answer.patient?.id?.value,
      name: nameOf(answer.patient),
      date: answer.date,
    });
    record.status = { answer, by };
    if (answer.payerClaimNumber !== undefined && by !== 'payer’s claim number')
      addOnce(this.byPayerNumber, answer.payerClaimNumber, record);
  }

  addAcknowledgement(answer: Acknowledgement): void {
    const { interchange, group, transaction } = answer;
    const answered =
      interchange !== undefined
        ? this.byInterchange.get(unpadded(interchange))
        : transaction !== undefined
          ? this.byTransaction.get(`${group}/${transaction}`)
          : this.byGroup.get(group ?? '');
    // What a transaction was told counts more than what its group or interchange was told.
    for (const record of answered ?? [])
      if (transaction !== undefined || record.acknowledgement?.transaction === undefined) record.acknowledgement = answer;
  }

  result(): MatchResult {
    const order = new Map<ClaimRecord, MatchedClaim>();
    for (const record of this.claims) order.set(record, this.matched(record, true));
    for (const record of this.strangers.values()) order.set(record, this.matched(record, false));
    const repeated = [...this.byId].filter(([, records]) => records.length > 1).map(([id]) => id);
    const claims = [...order.values()];
    return {
      claims,
      remittances: this.remittances,
      duplicates: this.duplicates,
      repeatedNumbers: repeated,
      totals: totalsOf(claims, [...order.keys()]),
    };
  }

  /** The claim an answer belongs to; a record of its own when there is none. */
  private find(sought: Sought): { record: ClaimRecord; by: MatchedBy } {
    const exact = this.byId.get(sought.id);
    if (exact && sought.id !== '') return { record: best(exact, sought), by: 'claim number' };
    const folded = loose(sought.id);
    const similar = folded === '' ? undefined : this.byLooseId.get(folded);
    if (similar) return { record: best(similar, sought), by: 'claim number, case or spaces differ' };
    const cut = this.cutShort(folded);
    if (cut) return { record: cut, by: 'claim number, cut short' };
    const numbered = sought.payerNumber === undefined ? undefined : this.byPayerNumber.get(sought.payerNumber);
    if (numbered) {
      const record = best(numbered, sought);
      return { record, by: record.id === sought.id ? 'claim number' : 'payer’s claim number' };
    }
    const alike = this.samePatient(sought);
    if (alike) return { record: alike, by: 'patient, date and charge' };
    const key = sought.id === '' ? `\u0000${sought.payerNumber ?? ''}` : sought.id;
    let stranger = this.strangers.get(key);
    if (!stranger) {
      stranger = { ...EMPTY, id: sought.id, charge: undefined, name: sought.name, decisions: [] };
      this.strangers.set(key, stranger);
    }
    return { record: stranger, by: 'claim number' };
  }

  /** The one claim whose number begins with the number answered, or the other way round. */
  private cutShort(folded: string): ClaimRecord | undefined {
    if (folded.length < SHORTEST_CUT) return undefined;
    const alike = (this.byPrefix.get(folded.slice(0, SHORTEST_CUT)) ?? []).filter(({ id }) => {
      const own = loose(id);
      return own.startsWith(folded) || folded.startsWith(own);
    });
    return alike.length === 1 ? alike[0] : undefined;
  }

  /** The one claim of the same charge and day whose patient has the same member number or name. */
  private samePatient(sought: Sought): ClaimRecord | undefined {
    if (sought.charge === undefined || sought.charge === 0 || sought.date === undefined) return undefined;
    const alike = (this.byCharge.get(sought.charge) ?? []).filter(
      (record) =>
        record.date === sought.date &&
        ((record.member !== undefined && record.member === sought.member) || (record.name !== '' && record.name === sought.name)),
    );
    return alike.length === 1 ? alike[0] : undefined;
  }

  private matched(record: ClaimRecord, known: boolean): MatchedClaim {
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
}

const EMPTY = {
  interchange: undefined,
  group: undefined,
  transaction: undefined,
  payerNumber: undefined,
  member: undefined,
  date: undefined,
  status: undefined,
  acknowledgement: undefined,
} as const;

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

function matchedRemittance(remittance: Remittance, duplicate: boolean): MatchedRemittance {
  const { payment, trace, payer, claims, providerAdjustments } = remittance;
  const balances = balanceRemittance(remittance);
  const problems = balances.filter(({ verdict }) => verdict !== 'balanced');
  const claimOf = (segment: number) => claims.findLast((claim) => claim.segment <= segment)?.id;
  const moved = providerAdjustments.reduce((sum, { amount }) => sum - (parseAmount(amount) ?? 0), 0);
  const stated = parseAmount(payment.amount);
  return {
    trace: trace?.number,
    payer: payer?.name,
    date: payment.date ?? remittance.producedOn,
    method: payment.method,
    amount: stated === undefined ? payment.amount : formatCents(payment.debit ? -stated : stated),
    claims: claims.length,
    providerAdjustments: formatCents(moved),
    balanced: problems.some(({ verdict }) => verdict === 'unbalanced') ? 'unbalanced' : problems.length > 0 ? 'not-checked' : 'balanced',
    problems: problems.map((problem) => {
      const claim = problem.test === 'payment' ? undefined : claimOf(problem.segment);
      return { ...problem, ...(claim === undefined ? {} : { claim }) };
    }),
    duplicate,
  };
}

function totalsOf(claims: readonly MatchedClaim[], records: readonly ClaimRecord[]): MatchTotals {
  const sum = {
    charged: 0,
    paid: 0,
    patientResponsibility: 0,
    contractual: 0,
    denied: 0,
    other: 0,
    unexplained: 0,
    undecided: 0,
    takenBack: 0,
  };
  const byStatus: Partial<Record<ClaimStatus, number>> = {};
  claims.forEach((claim, i) => {
    const cents = (amount: string | undefined) => (amount === undefined ? 0 : (parseAmount(amount) ?? 0));
    byStatus[claim.status] = (byStatus[claim.status] ?? 0) + 1;
    sum.charged += cents(claim.charged);
    sum.paid += cents(claim.paid);
    sum.patientResponsibility += cents(claim.patientResponsibility);
    sum.contractual += cents(claim.contractual);
    sum.denied += cents(claim.denied);
    sum.other += cents(claim.other);
    sum.unexplained += cents(claim.unexplained);
    sum.takenBack += cents(claim.takenBack);
    const { current } = positionOf(records[i] as ClaimRecord);
    if (current.length === 0 || !isDecided(current)) sum.undecided += cents(claim.charged);
  });
  return {
    claims: claims.length,
    charged: formatCents(sum.charged),
    paid: formatCents(sum.paid),
    patientResponsibility: formatCents(sum.patientResponsibility),
    contractual: formatCents(sum.contractual),
    denied: formatCents(sum.denied),
    other: formatCents(sum.other),
    unexplained: formatCents(sum.unexplained),
    undecided: formatCents(sum.undecided),
    takenBack: formatCents(sum.takenBack),
    byStatus,
  };
}

function recordOf(claim: Claim): ClaimRecord {
  const patient = claim.patient?.party ?? claim.subscriber?.party;
  const { source } = claim;
  return {
    ...EMPTY,
    id: claim.id,
    charge: claim.charge === undefined ? undefined : parseAmount(claim.charge),
    interchange: source?.interchange,
    group: source?.group,
    transaction: source?.transaction,
    payerNumber: claim.originalClaimNumber,
    member: claim.patient?.party?.id?.value ?? claim.subscriber?.party?.id?.value,
    name: nameOf(patient),
    date: claim.date,
    decisions: [],
  };
}

function nameOf(party: { readonly name?: string | undefined; readonly first?: string | undefined } | undefined): string {
  return party?.name === undefined ? '' : loose(`${party.name} ${party.first ?? ''}`);
}

/** First day of service of a decision: the claim's statement period (232), or the first of its services. */
function firstDate({ dates, services }: RemittedClaim): string | undefined {
  const stated = dates.find(({ code }) => code === '232')?.date;
  if (stated !== undefined) return stated;
  const days = services.flatMap(({ date }) => (date === undefined ? [] : [date]));
  return days.sort()[0];
}

function payerOf({ remittance }: Decision): string {
  return remittance.trace?.originator || remittance.payer?.id?.value || remittance.payer?.name || '';
}

/** Of several claims with one number: the one of the same charge and day, else the one that has no decision yet, else the first. */
function best(records: readonly ClaimRecord[], sought: Sought): ClaimRecord {
  const charge = sought.charge === undefined ? undefined : Math.abs(sought.charge);
  const score = (record: ClaimRecord) =>
    (record.charge === charge ? 4 : 0) +
    (record.date !== undefined && record.date === sought.date ? 2 : 0) +
    (record.decisions.length === 0 ? 1 : 0);
  return records.reduce((chosen, record) => (score(record) > score(chosen) ? record : chosen));
}

/** A payment is known by its number, who issued it, and its amount; one without number by where it stood. */
function paymentKey({ trace, payment, payer, source, claims }: Remittance): string {
  const number = trace?.number ?? `${source.interchange}/${source.group}/${source.transaction}`;
  return [number, trace?.originator, payer?.name, payment.amount, payment.date, ...claims.map(contentKey)].join('\u0000');
}

/** What a decision says, wherever it stands in a file. */
function contentKey(claim: RemittedClaim): string {
  return JSON.stringify(claim, (key, value: unknown) => (key === 'segment' ? undefined : value));
}

function loose(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toUpperCase();
}

function add<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

function addOnce<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  if (!map.get(key)?.includes(value)) add(map, key, value);
}

/** Control numbers are filled with zeros in an ISA and often not in a TA1. */
function unpadded(control: string): string {
  return control.trim().replace(/^0+(?=.)/, '');
}
