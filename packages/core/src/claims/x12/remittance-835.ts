import type { Adjustment, Identifier, Party } from '../../model/claim.js';
import { parseDay } from '../../model/date.js';
import type { ProviderAdjustment, Remittance, RemittedClaim, RemittedService } from '../remittance.js';
import type { Segment } from './segment.js';

/**
 * Reads remittance advice from the segments of interchanges: 005010X221A1, and 004010X091A1, which has the same segments where
 * they are read here. What is not a transaction 835 is passed over. One remittance is held at a time.
 *
 * The reader takes what the payer sent, in the order it was sent: a loop begins at its first segment (CLP, SVC), and a segment belongs to
 * the loop that is open. Whether the file is well formed is `x12 validate`'s question.
 */
export class RemittanceReader {
  private interchange = '';
  private group = '';
  private version = '';
  private draft: Draft | undefined;

  /** @param options `onClaim` takes each claim when it is complete; the remittance then has none */
  constructor(private readonly options: { readonly onClaim?: (claim: RemittedClaim) => void } = {}) {}

  /** Takes the next segment; answers the remittance that it completes, if any. */
  push(segment: Segment): Remittance | undefined {
    switch (segment.tag) {
      case 'ISA':
        this.interchange = segment.element(13);
        return this.end();
      case 'GS':
        this.group = segment.element(6);
        this.version = segment.element(8);
        return this.end();
      case 'ST': {
        const before = this.end();
        if (segment.element(1) === '835')
          this.draft = new Draft(this.options.onClaim, {
            interchange: this.interchange,
            group: this.group,
            transaction: segment.element(2),
            segment: segment.position,
            version: segment.element(3) || this.version,
          });
        return before;
      }
      case 'SE':
      case 'GE':
      case 'IEA':
        return this.end();
      default:
        this.draft?.take(segment);
        return undefined;
    }
  }

  /** Ends the file: answers a remittance whose trailer never came. */
  end(): Remittance | undefined {
    const { draft } = this;
    this.draft = undefined;
    draft?.closeClaim();
    return draft?.remittance;
  }
}

/** All remittances of a stream of segments, each as soon as it is complete. */
export function* remittancesOf(segments: Iterable<Segment>): Generator<Remittance> {
  const reader = new RemittanceReader();
  for (const segment of segments) {
    const remittance = reader.push(segment);
    if (remittance) yield remittance;
  }
  const last = reader.end();
  if (last) yield last;
}

/** A remittance being read: which loop is open, and who was named last. */
class Draft {
  readonly remittance: Remittance;
  private claim: RemittedClaim | undefined;
  private service: RemittedService | undefined;
  private party: Party | undefined;

  constructor(
    private readonly onClaim: ((claim: RemittedClaim) => void) | undefined,
    source: Remittance['source'],
  ) {
    this.remittance = {
      source,
      payment: { segment: source.segment ?? 0, handling: '', amount: '', debit: false, method: '' },
      claims: [],
      providerAdjustments: [],
    };
  }

  take(segment: Segment): void {
    switch (segment.tag) {
      case 'BPR':
        this.payment(segment);
        return;
      case 'TRN':
        this.remittance.trace ??= { number: segment.element(2), originator: segment.element(3) };
        return;
      case 'N1':
        this.payerOrPayee(segment);
        return;
      case 'N3':
        if (this.party) this.party.address = { ...this.party.address, lines: segment.elements.slice(1).filter((line) => line !== '') };
        return;
      case 'N4':
        if (this.party) this.party.address = { lines: [], ...this.party.address, ...cityOf(segment) };
        return;
      case 'LX':
        this.closeClaim();
        return;
      case 'CLP':
        this.openClaim(segment);
        return;
      case 'SVC':
        this.openService(segment);
        return;
      case 'CAS':
        (this.service ?? this.claim)?.adjustments.push(...adjustmentsOf(segment));
        return;
      case 'NM1':
        this.named(segment);
        return;
      case 'MIA':
      case 'MOA':
        this.adjudication(segment);
        return;
      case 'REF':
        this.reference(segment);
        return;
      case 'DTM':
        this.date(segment);
        return;
      case 'AMT':
        (this.service ?? this.claim)?.amounts.push(qualified(segment));
        return;
      case 'QTY':
        (this.service ?? this.claim)?.quantities.push(qualified(segment));
        return;
      case 'LQ':
        if (this.service && segment.element(2) !== '') this.service.remarks.push(segment.element(2));
        return;
      case 'PER':
        this.contact(segment);
        return;
      case 'PLB':
        this.closeClaim();
        this.remittance.providerAdjustments.push(...providerAdjustmentsOf(segment));
        return;
    }
  }

  private payment(segment: Segment): void {
    const date = dateOf(segment.element(16));
    this.remittance.payment = {
      segment: segment.position,
      handling: segment.element(1),
      amount: segment.element(2),
      debit: segment.element(3) === 'D',
      method: segment.element(4),
      ...(date === undefined ? {} : { date }),
    };
  }

  /** The first payer and payee are those of loops 1000A and 1000B. */
  private payerOrPayee(segment: Segment): void {
    const party: Party = { type: 'organization' };
    if (segment.element(2) !== '') party.name = segment.element(2);
    identify(party, segment.element(3), segment.element(4));
    this.party = party;
    if (segment.element(1) === 'PR') this.remittance.payer ??= party;
    if (segment.element(1) === 'PE') this.remittance.payee ??= party;
  }

  private openClaim(segment: Segment): void {
    this.closeClaim();
    const responsibility = segment.element(5);
    const claim: RemittedClaim = {
      segment: segment.position,
      id: segment.element(1),
      status: segment.element(2),
      charged: segment.element(3),
      paid: segment.element(4),
      ...(responsibility === '' ? {} : { patientResponsibility: responsibility }),
      adjustments: [],
      remarks: [],
      adjudication: [],
      dates: [],
      ids: [],
      amounts: [],
      quantities: [],
      contacts: [],
      services: [],
    };
    for (const [field, number] of CLP_FIELDS) if (segment.element(number) !== '') claim[field] = segment.element(number);
    this.claim = claim;
    this.party = undefined;
  }

  /** The claim that is open is complete. */
  closeClaim(): void {
    if (this.claim) {
      if (this.onClaim) this.onClaim(this.claim);
      else this.remittance.claims.push(this.claim);
    }
    this.claim = undefined;
    this.service = undefined;
  }

  private openService(segment: Segment): void {
    if (!this.claim) return;
    const [system = '', code = '', ...modifiers] = segment.components(1);
    const billed = segment.element(6) === '' ? undefined : segment.components(6);
    const revenueCode = segment.element(4);
    const units = numberOf(segment.element(5));
    const billedUnits = numberOf(segment.element(7));
    this.service = {
      segment: segment.position,
      system,
      code,
      modifiers: modifiersOf(modifiers),
      ...(billed === undefined ? {} : { billedCode: billed[1] ?? '', billedModifiers: modifiersOf(billed.slice(2)) }),
      ...(revenueCode === '' ? {} : { revenueCode }),
      charged: segment.element(2),
      paid: segment.element(3),
      ...(units === undefined ? {} : { units }),
      ...(billedUnits === undefined ? {} : { billedUnits }),
      adjustments: [],
      remarks: [],
      ids: [],
      amounts: [],
      quantities: [],
    };
    this.claim.services.push(this.service);
  }

  private named(segment: Segment): void {
    if (!this.claim || this.service) return;
    const field = NM1_FIELDS[segment.element(1)];
    const party: Party = { type: segment.element(2) === '1' ? 'person' : 'organization' };
    const names = [segment.element(3), segment.element(4), segment.element(5), segment.element(7)] as const;
    if (names[0] !== '') party.name = names[0];
    if (names[1] !== '') party.first = names[1];
    if (names[2] !== '') party.middle = names[2];
    if (names[3] !== '') party.suffix = names[3];
    identify(party, segment.element(8), segment.element(9));
    if (field !== undefined) this.claim[field] ??= party;
  }

  private adjudication(segment: Segment): void {
    if (!this.claim) return;
    const places = segment.tag === 'MIA' ? MIA_REMARKS : MOA_REMARKS;
    segment.elements.forEach((value, i) => {
      if (i === 0 || value === '' || !this.claim) return;
      if (places.has(i)) this.claim.remarks.push(value);
      else this.claim.adjudication.push({ qualifier: `${segment.tag}${String(i).padStart(2, '0')}`, value });
    });
  }

  private reference(segment: Segment): void {
    const id: Identifier = { qualifier: segment.element(1), value: segment.element(2) };
    if (this.service) {
      if (id.qualifier === '6R') this.service.control = id.value;
      this.service.ids.push(id);
    } else if (this.claim) this.claim.ids.push(id);
    else if (this.party) this.party.ids = [...(this.party.ids ?? []), id];
  }

  private date(segment: Segment): void {
    const qualifier = segment.element(1);
    const date = dateOf(segment.element(2)) ?? '';
    if (this.service) {
      // 472 is the day of a service, 150 and 151 the first and last day of a span.
      if (qualifier === '150' || qualifier === '472') this.service.date = date;
      if (qualifier === '151') this.service.dateTo = date;
    } else if (this.claim) this.claim.dates.push({ code: qualifier, date });
    else if (qualifier === '405') this.remittance.producedOn = date;
  }

  private contact(segment: Segment): void {
    const numbers: Identifier[] = [];
    for (const i of [3, 5, 7])
      if (segment.element(i) !== '') numbers.push({ qualifier: segment.element(i), value: segment.element(i + 1) });
    const contact = {
      function: segment.element(1),
      ...(segment.element(2) === '' ? {} : { name: segment.element(2) }),
      numbers,
    };
    if (this.claim) this.claim.contacts.push(contact);
    else if (this.party) this.party.contacts = [...(this.party.contacts ?? []), contact];
  }
}

const CLP_FIELDS = [
  ['filingIndicator', 6],
  ['payerClaimNumber', 7],
  ['facility', 8],
  ['frequency', 9],
  ['drg', 11],
] as const;

/** Entity identifiers of NM101 in loop 2100. */
const NM1_FIELDS: Readonly<Record<string, 'patient' | 'insured' | 'corrected' | 'rendering' | 'crossover' | 'otherPayer'>> = {
  QC: 'patient',
  IL: 'insured',
  74: 'corrected',
  82: 'rendering',
  TT: 'crossover',
  PR: 'otherPayer',
};

/** Elements that hold remark numbers: MIA05 and MIA20 to MIA23, MOA03 to MOA07. */
const MIA_REMARKS: ReadonlySet<number> = new Set([5, 20, 21, 22, 23]);
const MOA_REMARKS: ReadonlySet<number> = new Set([3, 4, 5, 6, 7]);

/** CAS: a group, then up to six times reason, amount and quantity. */
function adjustmentsOf(segment: Segment): Adjustment[] {
  const found: Adjustment[] = [];
  for (let i = 2; i <= 17; i += 3) {
    const reason = segment.element(i);
    const amount = segment.element(i + 1);
    if (reason === '' && amount === '') continue;
    const quantity = numberOf(segment.element(i + 2));
    found.push({ group: segment.element(1), reason, amount, ...(quantity === undefined ? {} : { quantity }) });
  }
  return found;
}

/** PLB: provider and fiscal period, then up to six times a reason with its reference and an amount. */
function providerAdjustmentsOf(segment: Segment): ProviderAdjustment[] {
  const found: ProviderAdjustment[] = [];
  const fiscalPeriod = dateOf(segment.element(2));
  for (let i = 3; i <= 13; i += 2) {
    if (segment.element(i) === '' && segment.element(i + 1) === '') continue;
    const reference = segment.component(i, 2);
    found.push({
      segment: segment.position,
      provider: segment.element(1),
      ...(fiscalPeriod === undefined ? {} : { fiscalPeriod }),
      reason: segment.component(i, 1),
      ...(reference === '' ? {} : { reference }),
      amount: segment.element(i + 1),
    });
  }
  return found;
}

/** SVC01 and SVC06 hold up to four modifiers, then words of the payer. */
function modifiersOf(components: readonly string[]): string[] {
  return components.slice(0, 4).filter((modifier) => modifier !== '');
}

function qualified(segment: Segment): Identifier {
  return { qualifier: segment.element(1), value: segment.element(2) };
}

function identify(party: Party, qualifier: string, value: string): void {
  if (value === '') return;
  if (qualifier === 'XX') party.npi = value;
  else party.id = { qualifier, value };
}

function cityOf(segment: Segment): { city?: string; state?: string; zip?: string; country?: string } {
  const [city, state, zip, country] = [segment.element(1), segment.element(2), segment.element(3), segment.element(4)];
  return { ...(city ? { city } : {}), ...(state ? { state } : {}), ...(zip ? { zip } : {}), ...(country ? { country } : {}) };
}

/** CCYYMMDD as YYYY-MM-DD; what is no day stays as written, nothing is undefined. */
function dateOf(text: string): string | undefined {
  if (text === '') return undefined;
  const date = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  return parseDay(date) === undefined ? text : date;
}

/** A count: never money. */
function numberOf(text: string): number | undefined {
  return /^-?\d*\.?\d+$/.test(text) ? Number(text) : undefined;
}
