import type { Claim } from '../model/claim.js';
import { type Cents, formatCents, parseAmount } from '../model/money.js';
import type { Acknowledgement, ClaimStatusAnswer } from './acknowledgement.js';
import { balanceRemittance } from './balance.js';
import { type ClaimRecord, isUndecided, outcomeOf } from './claim-outcome.js';
import type { ClaimStatus, DuplicateAnswer, MatchedBy, MatchedClaim, MatchedRemittance, MatchResult, MatchTotals } from './match-result.js';
import { postDecision } from './posting.js';
import type { Remittance, RemittedClaim } from './remittance.js';

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
      if (record.transaction !== undefined) add(this.byTransaction, transactionKey(record.group, record.transaction), record);
    }
  }

  addRemittance(remittance: Remittance): void {
    const contents = remittance.claims.map(contentKey);
    const key = paymentKey(remittance, contents);
    const duplicate = this.seenPayments.has(key);
    this.seenPayments.add(key);
    this.remittances.push(matchedRemittance(remittance, duplicate));
    const seen = new Set<string>();
    for (const [i, claim] of remittance.claims.entries()) {
      const posted = postDecision(claim);
      const content = contents[i] as string;
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
          ? this.byTransaction.get(transactionKey(group, transaction))
          : this.byGroup.get(group ?? '');
    // What a transaction was told counts more than what its group or interchange was told.
    for (const record of answered ?? [])
      if (transaction !== undefined || record.acknowledgement?.transaction === undefined) record.acknowledgement = answer;
  }

  result(): MatchResult {
    const order = new Map<ClaimRecord, MatchedClaim>();
    for (const record of this.claims) order.set(record, outcomeOf(record, true));
    for (const record of this.strangers.values()) order.set(record, outcomeOf(record, false));
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
    if (isUndecided(records[i] as ClaimRecord)) sum.undecided += cents(claim.charged);
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
function paymentKey({ trace, payment, payer, source }: Remittance, contents: readonly string[]): string {
  const number = trace?.number ?? [source.interchange, source.group, source.transaction].join('/');
  return [number, trace?.originator, payer?.name, payment.amount, payment.date, ...contents].join('\u0000');
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

/** GS06 and ST02 together. */
function transactionKey(group: string | undefined, transaction: string): string {
  return `${group ?? ''}/${transaction}`;
}
