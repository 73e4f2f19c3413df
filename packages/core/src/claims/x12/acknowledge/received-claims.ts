import { parseDay } from '../../../model/date.js';
import type { X12Finding } from '../finding.js';
import type { Segment } from '../segment.js';
import { isoDate } from '../values.js';

/** The claims of an 837 as a claim acknowledgement names them: submitter, receiver, providers, patients. */
export interface ReceivedBatch {
  /** BHT03. */
  readonly reference: string;
  readonly submitter: Segment | undefined;
  readonly receiver: Segment | undefined;
  readonly providers: readonly ReceivedProvider[];
}

export interface ReceivedProvider {
  /** NM1 of loop 2010AA. */
  readonly name: Segment | undefined;
  readonly claims: readonly ReceivedClaim[];
}

export interface ReceivedClaim {
  /** CLM01. */
  readonly id: string;
  /** CLM02, as written. */
  readonly charge: string;
  /** CLM05-1 and CLM05-3 of an institutional claim. */
  readonly billType: string | undefined;
  /** NM1 of the patient: loop 2010CA, else 2010BA. */
  readonly patient: Segment | undefined;
  /** Member number of the subscriber, under which the payer knows the patient. */
  readonly member: string;
  /** Clearinghouse number (REF D9). */
  readonly clearinghouseNumber: string | undefined;
  /** DTP of the service period: 434, or first and last 472. */
  readonly period: readonly [string, string] | undefined;
  /** Every error that concerns the claim: its own, and those of the levels above it. */
  readonly errors: readonly ClaimError[];
  /** The envelope of the transaction is unsound: nothing in it can be trusted. */
  readonly isInBrokenTransaction: boolean;
}

export interface ClaimError {
  readonly finding: X12Finding;
  /** What kind of date, number or list the segment in error is: DTP01, REF01, HI01-1; NM108 of a name. Empty when it is missing. */
  readonly qualifier: string;
}

interface Span {
  readonly from: number;
  to: number;
}

interface ProviderDraft extends Span {
  name: Segment | undefined;
  readonly claims: ClaimDraft[];
}

interface LevelDraft extends Span {
  name: Segment | undefined;
}

interface ClaimDraft extends Span {
  readonly segment: Segment;
  readonly provider: ProviderDraft;
  readonly subscriber: LevelDraft | undefined;
  readonly patient: LevelDraft | undefined;
  clearinghouseNumber: string | undefined;
  statement: string | undefined;
  readonly services: string[];
  isInstitutional: boolean;
}

/** Reads the claims of a transaction and gives each the errors that concern it. */
export function readBatch(segments: readonly Segment[], errors: readonly X12Finding[], isBroken: boolean): ReceivedBatch {
  const reader = new BatchReader();
  for (const segment of segments) reader.take(segment);
  const found = errors.map((finding) => ({
    finding,
    qualifier: qualifierOf(finding, segments[finding.segment - (segments[0]?.position ?? 0)]),
  }));
  const { reference, submitter, receiver, providers } = reader;
  return {
    reference,
    submitter,
    receiver,
    providers: providers.map((provider) => ({
      name: provider.name,
      claims: provider.claims.map((claim) => receivedClaim(claim, found, isBroken)),
    })),
  };
}

class BatchReader {
  reference = '';
  submitter: Segment | undefined;
  receiver: Segment | undefined;
  readonly providers: ProviderDraft[] = [];
  private provider: ProviderDraft | undefined;
  private subscriber: LevelDraft | undefined;
  private patient: LevelDraft | undefined;
  private claim: ClaimDraft | undefined;

  take(segment: Segment): void {
    const { position } = segment;
    switch (segment.tag) {
      case 'BHT':
        this.reference = segment.element(3);
        return;
      case 'HL':
        this.level(segment, position);
        return;
      case 'CLM':
        this.openClaim(segment, position);
        return;
      case 'NM1':
        this.name(segment);
        break;
      case 'REF':
        if (segment.element(1) === 'D9' && this.claim) this.claim.clearinghouseNumber ??= segment.element(2);
        break;
      case 'DTP':
        if (segment.element(1) === '434' && this.claim) this.claim.statement ??= segment.element(3);
        if (segment.element(1) === '472') this.claim?.services.push(...segment.element(3).split('-'));
        break;
      case 'SV2':
      case 'CL1':
        if (this.claim) this.claim.isInstitutional = true;
        break;
    }
    const open = this.claim ?? this.patient ?? this.subscriber ?? this.provider;
    if (open) open.to = position;
  }

  private level(segment: Segment, position: number): void {
    this.claim = undefined;
    this.patient = undefined;
    const span = { from: position, to: position };
    if (segment.element(3) === '20') {
      this.provider = { ...span, name: undefined, claims: [] };
      this.providers.push(this.provider);
      this.subscriber = undefined;
    } else if (segment.element(3) === '22') this.subscriber = { ...span, name: undefined };
    else this.patient = { ...span, name: undefined };
  }

  private name(segment: Segment): void {
    if (this.claim) return;
    switch (segment.element(1)) {
      case '41':
        this.submitter ??= segment;
        return;
      case '40':
        this.receiver ??= segment;
        return;
      case '85':
        if (this.provider) this.provider.name ??= segment;
        return;
      case 'IL':
        if (this.subscriber) this.subscriber.name ??= segment;
        return;
      case 'QC':
        if (this.patient) this.patient.name ??= segment;
        return;
    }
  }

  private openClaim(segment: Segment, position: number): void {
    // A claim without a billing provider above it still has to be answered.
    if (!this.provider) {
      this.provider = { from: position, to: position, name: undefined, claims: [] };
      this.providers.push(this.provider);
    }
    this.claim = {
      from: position,
      to: position,
      segment,
      provider: this.provider,
      subscriber: this.subscriber,
      patient: this.patient,
      clearinghouseNumber: undefined,
      statement: undefined,
      services: [],
      isInstitutional: segment.component(5, 2) === 'A',
    };
    this.provider.claims.push(this.claim);
  }
}

function qualifierOf({ tag }: X12Finding, segment: Segment | undefined): string {
  if (segment?.tag !== tag) return '';
  return tag === 'NM1' ? segment.element(8) : segment.component(1, 1);
}

function receivedClaim(claim: ClaimDraft, errors: readonly ClaimError[], isBroken: boolean): ReceivedClaim {
  const { segment, patient, subscriber, isInstitutional } = claim;
  const period = claim.statement === undefined ? claim.services : claim.statement.split('-');
  const days = period.filter((text) => parseDay(isoDate(text)) !== undefined).sort();
  const first = days[0];
  return {
    id: segment.element(1),
    charge: segment.element(2),
    billType: isInstitutional ? `${segment.component(5, 1)}${segment.component(5, 3)}` : undefined,
    patient: patient?.name ?? subscriber?.name,
    member: subscriber?.name?.element(9) ?? '',
    clearinghouseNumber: claim.clearinghouseNumber,
    period: first === undefined ? undefined : [first, days.at(-1) as string],
    errors: errors.filter(({ finding }) => concerns(finding, claim)),
    isInBrokenTransaction: isBroken,
  };
}

/** Whether an error lies in the claim or in a level above it. What is missing is told at the segment after the level it belongs to. */
function concerns({ segment, tag, loop }: X12Finding, { segment: own, provider, subscriber, patient, ...claim }: ClaimDraft): boolean {
  const level = levelOf(loop);
  if (level === 'header') return true;
  const within = (span: Span | undefined) => span !== undefined && segment >= span.from && segment <= span.to + 1;
  switch (level) {
    case 'provider':
      return within(provider);
    case 'subscriber':
      return within(subscriber);
    case 'patient':
      return within(patient);
    default:
      // The first segment of the next claim may stand where something of this one is missing, and the other way round.
      return tag === 'CLM' || segment === own.position ? tag === 'CLM' && segment === own.position : within(claim);
  }
}

function levelOf(loop: string | null): 'header' | 'provider' | 'subscriber' | 'patient' | 'claim' {
  if (loop === null || loop === 'ST' || loop.startsWith('1000')) return 'header';
  if (loop === '2000A' || loop.startsWith('2010A')) return 'provider';
  if (loop === '2000B' || loop.startsWith('2010B')) return 'subscriber';
  return loop === '2000C' || loop.startsWith('2010C') ? 'patient' : 'claim';
}
