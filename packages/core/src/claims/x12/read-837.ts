import type {
  Address,
  Adjustment,
  Claim,
  ClaimDiagnosis,
  ClaimEnvelope,
  ClaimPatient,
  ClaimSource,
  Contact,
  Identifier,
  KeptSegment,
  LineAdjudication,
  OtherPayer,
  Party,
  QualifiedDate,
  ServiceLine,
  Subscriber,
} from '../../model/claim.js';
import { ElementCutter } from './element-cutter.js';
import { CLAIM_DATES, CLAIM_NUMBERS, type FormParties, LINE_NUMBERS, PARTY_LOOPS } from './party-loops.js';
import type { Delimiters, Segment } from './segment.js';
import { DIAGNOSIS_QUALIFIERS, dotted, isoDate, isX12Date, quantity } from './values.js';

/** What the segments that come next belong to. */
type Place = 'none' | 'transaction' | 'party' | 'kept' | 'level' | 'claim' | 'other-payer' | 'line' | 'drug' | 'adjudication' | 'form';
/** How far down the hierarchy of HL segments reading has come. */
type Level = 'header' | 'billing' | 'subscriber' | 'patient';

const LEVEL_LOOP: Readonly<Record<Level, string>> = { header: 'ST', billing: '2000A', subscriber: '2000B', patient: '2000C' };

/** Tags as numbers, their characters as bytes: comparing them makes no string of the tag of each segment. */
const enum Tag {
  ISA = 0x495341,
  GS = 0x475300,
  ST = 0x535400,
  BHT = 0x424854,
  HL = 0x484c00,
  SE = 0x534500,
  GE = 0x474500,
  IEA = 0x494541,
  NM1 = 0x4e4d31,
  N3 = 0x4e3300,
  N4 = 0x4e3400,
  PER = 0x504552,
  REF = 0x524546,
  PRV = 0x505256,
  DMG = 0x444d47,
  PAT = 0x504154,
  SBR = 0x534252,
  CLM = 0x434c4d,
  CL1 = 0x434c31,
  DTP = 0x445450,
  PWK = 0x50574b,
  AMT = 0x414d54,
  NTE = 0x4e5445,
  HI = 0x484900,
  CAS = 0x434153,
  OI = 0x4f4900,
  MOA = 0x4d4f41,
  LX = 0x4c5800,
  SV1 = 0x535631,
  SV2 = 0x535632,
  LIN = 0x4c494e,
  CTP = 0x435450,
  SVD = 0x535644,
  LQ = 0x4c5100,
}

/** Role and code set of a diagnosis by its qualifier. */
interface DiagnosisKind {
  readonly role: NonNullable<ClaimDiagnosis['role']>;
  readonly icd10: boolean;
}
const DIAGNOSES: ReadonlyMap<string, DiagnosisKind> = new Map(
  DIAGNOSIS_QUALIFIERS.flatMap(([role, qualifier]): [string, DiagnosisKind][] => [
    [qualifier, { role, icd10: false }],
    [`A${qualifier}`, { role, icd10: true }],
  ]),
);
const SEXES = ['F', 'M', 'U'] as const;
const REFERENCES = { claim: new Map(CLAIM_NUMBERS), line: new Map(LINE_NUMBERS) };
const DATES = new Map(CLAIM_DATES);

/** Elements of a segment as bits: `bits(1, 2)` for the first two. */
function bits(...numbers: readonly number[]): number {
  return numbers.reduce((mask, n) => mask | (1 << n), 0);
}
const NAME_ELEMENTS = bits(1, 2, 3, 4, 5, 6, 7, 8, 9);
const CLM_ELEMENTS = bits(1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 20);
const SBR_ELEMENTS = bits(1, 2, 3, 4, 5, 9);
const PAT_ELEMENTS = bits(1, 5, 6, 7, 8, 9);
const SV1_ELEMENTS = bits(1, 2, 3, 4, 5, 7, 9, 11, 12, 15);
const SV2_ELEMENTS = bits(1, 2, 3, 4, 5, 7);
const SVD_ELEMENTS = bits(1, 2, 3, 4, 5, 6);

/**
 * Reads claims from the segments of 837 transactions, professional (005010X222) and institutional (005010X223), as they arrive.
 *
 * The reader needs no faultless file: it keeps its place by HL03, CLM, SBR, LX, SVD and NM101 alone, leaves what it cannot read as text,
 * and puts every element that no field of a claim names into `kept`. What claims share – envelope, submitter, billing provider,
 * subscriber, payer, patient – is the same object in each; do not change it in one of them.
 *
 * @example
 * const reader = new ClaimReader();
 * for (const segment of segmentsOf(text)) {
 *   const claim = reader.read(segment);
 *   if (claim) …
 * }
 * const last = reader.end();
 */
export class ClaimReader {
  /** Transactions read, and those that are no 837 of a version this reader knows. */
  transactions = 0;
  otherTransactions = 0;

  private delimiters: Delimiters | undefined;
  private elementSeparator = 42;
  private componentSeparator = 58;
  private readonly segment = new ElementCutter();
  private readonly composite = new ElementCutter();
  private readonly inner = new ElementCutter();

  private interchange: ClaimEnvelope['interchange'];
  private group: ClaimEnvelope['group'];
  private readonly groupKept: KeptSegment[] = [];
  private source: ClaimSource = {};
  private parties: FormParties = PARTY_LOOPS.professional;
  private form: Claim['form'] = 'professional';
  private reading = false;

  private level: Level = 'header';
  private place: Place = 'none';
  private loop = 'ST';
  /** Repetition of the loop, from 1. */
  private repeat = 1;
  private party: Party | undefined;
  /** How often each loop of the scope – level, claim, other payer, line – has begun. */
  private readonly begun = new Map<string, number>();
  private kept: Record<Level | 'claim', KeptSegment[]> = { header: [], billing: [], subscriber: [], patient: [], claim: [] };

  private submitter: Party | undefined;
  private receiver: Party | undefined;
  private billing: Party | undefined;
  private billingTaxonomy: string | undefined;
  private payToAddress: Party | undefined;
  private payToPlan: Party | undefined;
  private subscriber: Subscriber | undefined;
  private payer: Party | undefined;
  private patient: ClaimPatient | undefined;
  /** The patient facts that stand in the subscriber's own level. */
  private self: ClaimPatient | undefined;

  private claim: Claim | undefined;
  private otherPayer: OtherPayer | undefined;
  private line: ServiceLine | undefined;
  private adjudication: LineAdjudication | undefined;

  /**
   * Takes the next segment of a file.
   * @returns the claim that is complete with it, if one is
   */
  read(segment: Segment): Claim | undefined {
    const { raw } = segment;
    if (segment.delimiters !== this.delimiters) this.use(segment.delimiters);
    const cutter = this.segment;
    cutter.cut(raw, this.elementSeparator);
    const third = raw.charCodeAt(2);
    const last = third === this.elementSeparator || raw.length < 3 ? 0 : third;
    const packed: unknown = (raw.charCodeAt(0) << 16) | (raw.charCodeAt(1) << 8) | last;
    const tag = packed as Tag;
    if (this.reading)
      switch (tag) {
        case Tag.NM1:
          this.readName();
          return undefined;
        case Tag.N3:
          this.readStreet();
          return undefined;
        case Tag.N4:
          this.readCity();
          return undefined;
        case Tag.REF:
          this.readReference();
          return undefined;
        case Tag.DTP:
          this.readDate();
          return undefined;
        case Tag.HI:
          this.readInformation();
          return undefined;
        case Tag.LX:
          this.startLine();
          return undefined;
        case Tag.SV1:
          this.readProfessionalService();
          return undefined;
        case Tag.SV2:
          this.readInstitutionalService();
          return undefined;
        case Tag.CLM: {
          const done = this.finish();
          this.startClaim(segment.position);
          return done;
        }
        case Tag.HL: {
          const done = this.finish();
          this.startLevel();
          return done;
        }
        case Tag.DMG:
          this.readDemographics();
          return undefined;
        case Tag.SBR:
          this.readSubscriber();
          return undefined;
        case Tag.PAT:
          this.readPatient();
          return undefined;
        case Tag.PER:
          this.readContact();
          return undefined;
        case Tag.PRV:
          this.readTaxonomy();
          return undefined;
        case Tag.CL1:
          this.readAdmission();
          return undefined;
        case Tag.PWK:
          this.readAttachment();
          return undefined;
        case Tag.AMT:
          this.readAmount();
          return undefined;
        case Tag.NTE:
          this.readNote();
          return undefined;
        case Tag.CAS:
          this.readAdjustments();
          return undefined;
        case Tag.OI:
          this.readOtherInsurance();
          return undefined;
        case Tag.MOA:
          this.readRemarks();
          return undefined;
        case Tag.LIN:
          this.startDrug();
          return undefined;
        case Tag.CTP:
          this.readDrugQuantity();
          return undefined;
        case Tag.SVD:
          this.startAdjudication();
          return undefined;
        case Tag.LQ:
          this.startForm();
          return undefined;
        case Tag.BHT:
          this.readBeginning();
          return undefined;
        case Tag.ISA:
        case Tag.GS:
        case Tag.ST:
        case Tag.SE:
        case Tag.GE:
        case Tag.IEA:
          break;
        default:
          this.keep();
          return undefined;
      }
    else if (tag !== Tag.ISA && tag !== Tag.GS && tag !== Tag.ST) return undefined;
    const done = this.finish();
    this.reading = false;
    if (tag === Tag.ISA) this.readInterchange();
    else if (tag === Tag.GS) this.readGroup();
    else if (tag === Tag.ST) this.startTransaction(segment.position);
    return done;
  }

  /** The file ends here. @returns its last claim, if it was cut off within one */
  end(): Claim | undefined {
    return this.finish();
  }

  private use(delimiters: Delimiters): void {
    this.delimiters = delimiters;
    this.elementSeparator = delimiters.element.charCodeAt(0);
    this.componentSeparator = delimiters.component.charCodeAt(0);
  }

  // Envelope

  private readInterchange(): void {
    const isa = this.segment;
    const identifier = (n: number): Identifier => ({ qualifier: isa.text(n), value: isa.text(n + 1).trimEnd() });
    const authorization = identifier(1);
    const security = identifier(3);
    const date = isa.text(9);
    this.interchange = {
      sender: identifier(5),
      receiver: identifier(7),
      date: isX12Date(`20${date}`) ? isoDate(`20${date}`) : date,
      time: isa.text(10),
      version: isa.text(12),
      control: isa.text(13),
      acknowledgment: isa.text(14),
      usage: isa.text(15),
    };
    if (authorization.qualifier !== '00' || authorization.value !== '') this.interchange.authorization = authorization;
    if (security.qualifier !== '00' || security.value !== '') this.interchange.security = security;
    this.group = undefined;
  }

  private readGroup(): void {
    const gs = this.segment;
    this.group = {
      sender: gs.text(2),
      receiver: gs.text(3),
      date: isoDate(gs.text(4)),
      time: gs.text(5),
      control: gs.text(6),
      version: gs.text(8),
    };
    this.groupKept.length = 0;
    if (!gs.is(1, 'HC') || !gs.is(7, 'X')) this.groupKept.push({ loop: 'GS', rest: true, elements: gs.without(bits(2, 3, 4, 5, 6, 8)) });
  }

  private startTransaction(position: number): void {
    const st = this.segment;
    const version = st.has(3) ? st.text(3) : (this.group?.version ?? '');
    const professional = version.startsWith('005010X222');
    this.transactions++;
    if (!st.is(1, '837') || !(professional || version.startsWith('005010X223'))) {
      this.otherTransactions++;
      return;
    }
    this.reading = true;
    this.form = professional ? 'professional' : 'institutional';
    this.parties = PARTY_LOOPS[this.form];
    const transaction: ClaimEnvelope['transaction'] = {
      control: st.text(2),
      segment: position,
      purpose: '',
      reference: '',
      date: '',
      time: '',
      kind: '',
    };
    if (st.has(3)) transaction.version = st.text(3);
    const envelope: ClaimEnvelope = { delimiters: delimitersOf(this.delimiters as Delimiters), transaction };
    this.source = { transaction: transaction.control, version, envelope };
    if (this.interchange) {
      this.source.interchange = this.interchange.control;
      envelope.interchange = this.interchange;
    }
    if (this.group) {
      this.source.group = this.group.control;
      envelope.group = this.group;
    }
    this.enter('header');
    this.place = 'transaction';
    this.submitter = undefined;
    this.receiver = undefined;
    this.kept.header = [...this.groupKept];
    this.clearBilling();
  }

  private readBeginning(): void {
    const bht = this.segment;
    const transaction = this.source.envelope?.transaction;
    if (!transaction || this.place !== 'transaction') return this.keep();
    transaction.purpose = bht.text(2);
    transaction.reference = bht.text(3);
    transaction.date = isoDate(bht.text(4));
    transaction.time = bht.text(5);
    transaction.kind = bht.text(6);
    if (!bht.is(1, '0019') || bht.hasBeyond(bits(1, 2, 3, 4, 5, 6))) this.keepRest(bits(2, 3, 4, 5, 6));
  }

  // Levels

  private clearBilling(): void {
    this.billing = undefined;
    this.billingTaxonomy = undefined;
    this.payToAddress = undefined;
    this.payToPlan = undefined;
    this.kept.billing = [];
    this.clearSubscriber();
  }

  private clearSubscriber(): void {
    this.subscriber = undefined;
    this.payer = undefined;
    this.self = undefined;
    this.kept.subscriber = [];
    this.clearPatient();
  }

  private clearPatient(): void {
    this.patient = undefined;
    this.kept.patient = [];
  }

  private enter(level: Level): void {
    this.level = level;
    this.place = 'level';
    this.loop = LEVEL_LOOP[level];
    this.repeat = 1;
    this.party = undefined;
    this.begun.clear();
  }

  private startLevel(): void {
    const hl = this.segment;
    if (hl.is(3, '20')) {
      this.clearBilling();
      this.enter('billing');
    } else if (hl.is(3, '22')) {
      this.clearSubscriber();
      this.enter('subscriber');
    } else if (hl.is(3, '23')) {
      this.clearPatient();
      this.patient = {};
      this.enter('patient');
    } else {
      this.enter(this.level);
      this.keep();
    }
  }

  private readSubscriber(): void {
    if (this.claim) return this.startOtherPayer();
    if (this.level !== 'subscriber' || this.subscriber?.responsibility !== undefined) return this.keep();
    const before = this.subscriber;
    this.subscriber = this.policy();
    if (before?.party) this.subscriber.party = before.party;
    this.place = 'level';
    this.loop = '2000B';
    if (this.segment.hasBeyond(SBR_ELEMENTS)) this.keepRest(SBR_ELEMENTS);
  }

  private policy(): Subscriber {
    const sbr = this.segment;
    const policy: Subscriber = { responsibility: sbr.text(1) };
    if (sbr.has(2)) policy.relationship = sbr.text(2);
    if (sbr.has(3)) policy.groupNumber = sbr.text(3);
    if (sbr.has(4)) policy.groupName = sbr.text(4);
    if (sbr.has(5)) policy.insuranceType = sbr.text(5);
    if (sbr.has(9)) policy.filingIndicator = sbr.text(9);
    return policy;
  }

  private readPatient(): void {
    const pat = this.segment;
    const level = this.level;
    if (this.claim || this.place !== 'level' || (level !== 'subscriber' && level !== 'patient')) return this.keep();
    const patient: ClaimPatient = level === 'patient' ? (this.patient ?? {}) : {};
    // 18 at this level says that the patient is the subscriber, which an own level denies: no field can hold both.
    const named = level === 'patient' ? !pat.is(1, '18') : !pat.has(1);
    const dated = pat.is(5, 'D8') || (!pat.has(5) && !pat.has(6));
    const weighed = pat.is(7, '01') || (!pat.has(7) && !pat.has(8));
    if (!named || !dated || !weighed || (level === 'subscriber' && this.self)) return this.keep();
    if (pat.has(1)) patient.relationship = pat.text(1);
    if (pat.has(5)) patient.deathDate = isoDate(pat.text(6));
    if (pat.has(7)) patient.weight = pat.text(8);
    if (pat.has(9)) patient.pregnant = pat.text(9);
    if (level === 'patient') this.patient = patient;
    else this.self = patient;
    if (pat.hasBeyond(PAT_ELEMENTS)) this.keepRest(PAT_ELEMENTS);
  }

  // Names

  private readName(): void {
    const nm1 = this.segment;
    const qualifier = nm1.text(1);
    if (!this.claim) this.readLevelName(qualifier);
    else if (this.line) this.readLineName(qualifier, this.line);
    else if (this.otherPayer) this.readOtherPayerName(qualifier, this.otherPayer);
    else this.readClaimName(qualifier, this.claim);
  }

  private readLevelName(qualifier: string): void {
    switch (this.level) {
      case 'header':
        if (qualifier === '41' && !this.submitter) this.submitter = this.startParty('1000A');
        else if (qualifier === '40' && !this.receiver) this.receiver = this.startParty('1000B');
        else this.startKept(qualifier === '41' ? '1000A' : qualifier === '40' ? '1000B' : '1000');
        return;
      case 'billing':
        if (qualifier === '85' && !this.billing) {
          this.billing = this.startParty('2010AA');
          if (this.billingTaxonomy !== undefined) this.billing.taxonomy = this.billingTaxonomy;
        } else if (qualifier === '87' && !this.payToAddress) this.payToAddress = this.startParty('2010AB');
        else if (qualifier === 'PE' && !this.payToPlan) this.payToPlan = this.startParty('2010AC');
        else this.startKept(qualifier === '85' ? '2010AA' : qualifier === '87' ? '2010AB' : qualifier === 'PE' ? '2010AC' : '2010A');
        return;
      case 'subscriber':
        if (qualifier === 'IL' && this.subscriber && !this.subscriber.party) this.subscriber.party = this.startParty('2010BA');
        else if (qualifier === 'PR' && !this.payer) this.payer = this.startParty('2010BB');
        else this.startKept(qualifier === 'IL' ? '2010BA' : qualifier === 'PR' ? '2010BB' : '2010B');
        return;
      case 'patient':
        if (qualifier === 'QC' && this.patient && !this.patient.party) this.patient.party = this.startParty('2010CA');
        else this.startKept(qualifier === 'QC' ? '2010CA' : '2010C');
        return;
    }
  }

  private readClaimName(qualifier: string, claim: Claim): void {
    for (const { qualifier: own, loop, field } of this.parties.claim) {
      if (own !== qualifier) continue;
      if (field === 'referring') {
        claim.referring ??= [];
        claim.referring.push(this.startParty(loop));
      } else if (claim[field] === undefined) claim[field] = this.startParty(loop);
      else this.startKept(loop);
      return;
    }
    this.startKept('2310');
  }

  private readLineName(qualifier: string, line: ServiceLine): void {
    for (const { qualifier: own, loop, field } of this.parties.line) {
      if (own !== qualifier) continue;
      if (line[field] === undefined) line[field] = this.startParty(loop);
      else this.startKept(loop);
      return;
    }
    this.startKept('2420');
  }

  private readOtherPayerName(qualifier: string, otherPayer: OtherPayer): void {
    if (qualifier === 'IL' && !otherPayer.subscriber.party) otherPayer.subscriber.party = this.startParty('2330A');
    else if (qualifier === 'PR' && !otherPayer.payer) otherPayer.payer = this.startParty('2330B');
    else if (qualifier === 'IL') this.startKept('2330A');
    else if (qualifier === 'PR') this.startKept('2330B');
    else this.startKept(this.parties.otherPayer.find((one) => one.qualifier === qualifier)?.loop ?? '2330');
  }

  private startLoop(loop: string): void {
    const before = this.begun.get(loop);
    this.repeat = before === undefined ? 1 : before + 1;
    this.begun.set(loop, this.repeat);
    this.loop = loop;
  }

  private startKept(loop: string): void {
    this.startLoop(loop);
    this.place = 'kept';
    this.party = undefined;
    this.keep();
  }

  private startParty(loop: string): Party {
    const nm1 = this.segment;
    this.startLoop(loop);
    this.place = 'party';
    const party: Party = { type: nm1.is(2, '1') ? 'person' : 'organization' };
    if (nm1.has(3)) party.name = nm1.text(3);
    if (nm1.has(4)) party.first = nm1.text(4);
    if (nm1.has(5)) party.middle = nm1.text(5);
    if (nm1.has(6)) party.prefix = nm1.text(6);
    if (nm1.has(7)) party.suffix = nm1.text(7);
    if (nm1.is(8, 'XX')) party.npi = nm1.text(9);
    else if (nm1.has(8) || nm1.has(9)) party.id = { qualifier: nm1.text(8), value: nm1.text(9) };
    this.party = party;
    const kind = nm1.character(2);
    if (kind === -1) this.keepElements(nm1.without(NAME_ELEMENTS), true, [2]);
    else if (kind !== 49 && kind !== 50) this.keepRest(NAME_ELEMENTS & ~bits(2));
    else if (nm1.count > 10 && nm1.hasBeyond(NAME_ELEMENTS)) this.keepRest(NAME_ELEMENTS);
    return party;
  }

  private readStreet(): void {
    const { party, segment } = this;
    if (this.place !== 'party' || !party || (party.address && party.address.lines.length > 0)) return this.keep();
    const lines: string[] = [];
    for (let n = 1; n < segment.count; n++) lines.push(segment.text(n));
    while (lines.length > 0 && lines.at(-1) === '') lines.pop();
    if (party.address) party.address.lines = lines;
    else party.address = { lines };
  }

  private readCity(): void {
    const { party, segment: n4 } = this;
    if (this.place !== 'party' || !party || (party.address && hasCity(party.address))) return this.keep();
    party.address ??= { lines: [] };
    const { address } = party;
    if (n4.has(1)) address.city = n4.text(1);
    if (n4.has(2)) address.state = n4.text(2);
    if (n4.has(3)) address.zip = n4.text(3);
    if (n4.has(4)) address.country = n4.text(4);
    if (n4.has(7)) address.subdivision = n4.text(7);
    if (n4.count > 5 && n4.hasBeyond(bits(1, 2, 3, 4, 7))) this.keepRest(bits(1, 2, 3, 4, 7));
  }

  private readContact(): void {
    const { party, segment: per } = this;
    if (this.place !== 'party' || !party || per.hasBeyond(bits(1, 2, 3, 4, 5, 6, 7, 8))) return this.keep();
    const contact: Contact = { numbers: [] };
    if (per.has(1)) contact.function = per.text(1);
    if (per.has(2)) contact.name = per.text(2);
    for (let n = 3; n < 9; n += 2)
      if (per.has(n) || per.has(n + 1)) contact.numbers.push({ qualifier: per.text(n), value: per.text(n + 1) });
    party.contacts ??= [];
    party.contacts.push(contact);
  }

  private readTaxonomy(): void {
    const { party, segment: prv } = this;
    const plain = prv.is(2, 'PXC') && prv.has(3) && !prv.hasBeyond(bits(1, 2, 3));
    if (this.place === 'level' && this.level === 'billing' && !this.billing && this.billingTaxonomy === undefined) {
      if (!plain || !prv.is(1, 'BI')) return this.keep();
      this.billingTaxonomy = prv.text(3);
      return;
    }
    if (this.place !== 'party' || !party || party.taxonomy !== undefined) return this.keep();
    if (!plain || !prv.is(1, this.loop === '2310A' && this.form === 'institutional' ? 'AT' : 'PE') || this.loop < '2310')
      return this.keep();
    party.taxonomy = prv.text(3);
  }

  private readDemographics(): void {
    const dmg = this.segment;
    const own = this.loop === '2010BA' ? this.subscriber : this.loop === '2010CA' ? this.patient : undefined;
    if (this.place !== 'party' || !own || own.birthDate !== undefined || own.sex !== undefined) return this.keep();
    const dated = dmg.is(1, 'D8');
    if (dated) own.birthDate = isoDate(dmg.text(2));
    const sex = SEXES.find((one) => dmg.is(3, one));
    const known = sex !== undefined;
    if (known) own.sex = sex;
    const named = (dated ? bits(1, 2) : 0) | (known ? bits(3) : 0);
    if (dmg.hasBeyond(named)) this.keepRest(named);
  }

  // Claim

  private startClaim(position: number): void {
    const clm = this.segment;
    const { composite, form, source } = this;
    const claim: Claim = {
      id: clm.text(1),
      form,
      source: { ...source, segment: position },
      diagnoses: [],
      services: [],
    };
    this.claim = claim;
    this.kept.claim = [];
    this.place = 'claim';
    this.loop = '2300';
    this.repeat = 1;
    this.party = undefined;
    this.begun.clear();
    let mask = CLM_ELEMENTS;
    if (clm.has(2)) claim.charge = clm.text(2);
    if (clm.has(5)) {
      composite.cut(clm.text(5), this.componentSeparator);
      if (composite.has(0)) {
        if (form === 'professional') claim.placeOfService = composite.text(0);
        else claim.billType = composite.text(0);
      }
      if (!composite.is(1, form === 'professional' ? 'B' : 'A')) claim.facilityQualifier = composite.text(1);
      if (composite.has(2)) claim.frequency = composite.text(2);
      if (composite.count > 3) mask &= ~bits(5);
    }
    if (clm.has(6)) claim.providerSignature = clm.text(6);
    if (clm.has(7)) claim.assignment = clm.text(7);
    if (clm.has(8)) claim.benefitsAssigned = clm.text(8);
    if (clm.has(9)) claim.release = clm.text(9);
    if (clm.has(10)) claim.signatureSource = clm.text(10);
    if (clm.has(11)) {
      composite.cut(clm.text(11), this.componentSeparator);
      const causes: string[] = [];
      for (let n = 0; n < 3; n++) if (composite.has(n)) causes.push(composite.text(n));
      if (causes.length > 0) claim.relatedCauses = causes;
      if (composite.has(3)) claim.accidentState = composite.text(3);
      if (composite.has(4)) claim.accidentCountry = composite.text(4);
      if (composite.count > 5) mask &= ~bits(11);
    }
    if (clm.has(12)) claim.specialProgram = clm.text(12);
    if (clm.has(20)) claim.delayReason = clm.text(20);
    if (clm.hasBeyond(mask)) this.keepRest(mask);
  }

  private readAdmission(): void {
    const { claim, segment: cl1 } = this;
    if ((this.place !== 'claim' || !claim || claim.admissionType) ?? claim.admissionSource ?? claim.patientStatus) return this.keep();
    if (cl1.has(1)) claim.admissionType = cl1.text(1);
    if (cl1.has(2)) claim.admissionSource = cl1.text(2);
    if (cl1.has(3)) claim.patientStatus = cl1.text(3);
    if (cl1.hasBeyond(bits(1, 2, 3))) this.keepRest(bits(1, 2, 3));
  }

  private readDate(): void {
    const dtp = this.segment;
    const qualifier = dtp.text(1);
    if (dtp.count !== 4) return this.keep();
    const { place, claim } = this;
    if (place === 'line') return this.readLineDate(qualifier, this.line as ServiceLine);
    if (place === 'claim') return this.readClaimDate(qualifier, claim as Claim);
    if (qualifier === '573' && dtp.is(2, 'D8')) {
      const answer =
        place === 'adjudication' ? this.adjudication : this.loop === '2330B' && place === 'party' ? this.otherPayer : undefined;
      if (answer && answer.paidOn === undefined) {
        answer.paidOn = isoDate(dtp.text(3));
        return;
      }
    }
    this.keep();
  }

  private readLineDate(qualifier: string, line: ServiceLine): void {
    if (qualifier === '472' && line.date === undefined) {
      const dtp = this.segment;
      if (dtp.is(2, 'D8')) {
        line.date = isoDate(dtp.text(3));
        return;
      }
      const period = this.period();
      if (!period) return this.keep();
      [line.date, line.dateTo] = period;
      return;
    }
    const date = this.qualifiedDate(qualifier);
    if (!date) return this.keep();
    line.dates ??= [];
    line.dates.push(date);
  }

  private readClaimDate(qualifier: string, claim: Claim): void {
    const dtp = this.segment;
    const institutional = this.form === 'institutional';
    const single = dtp.is(2, 'D8');
    if (qualifier === '434' && institutional && claim.date === undefined) {
      const period = single ? undefined : this.period();
      if (single) claim.date = isoDate(dtp.text(3));
      else if (period) [claim.date, claim.dateTo] = period;
      else this.keep();
      return;
    }
    if (qualifier === '435' && claim.admissionDate === undefined && (single || dtp.is(2, 'DT'))) {
      const text = dtp.text(3);
      if (single) claim.admissionDate = isoDate(text);
      else if (text.length > 8 && isX12Date(text.slice(0, 8))) {
        claim.admissionDate = isoDate(text.slice(0, 8));
        claim.admissionHour = text.slice(8);
      } else this.keep();
      return;
    }
    if (qualifier === '096') {
      if (dtp.is(2, 'TM') && claim.dischargeHour === undefined) {
        claim.dischargeHour = dtp.text(3);
        return;
      }
      if (single && claim.dischargeDate === undefined) {
        claim.dischargeDate = isoDate(dtp.text(3));
        return;
      }
    }
    const field = DATES.get(qualifier);
    if (field !== undefined && single && claim[field] === undefined) {
      claim[field] = isoDate(dtp.text(3));
      return;
    }
    const date = this.qualifiedDate(qualifier);
    if (!date) return this.keep();
    claim.dates ??= [];
    claim.dates.push(date);
  }

  /** A date as a field of no name holds it; undefined when it has another form. */
  private qualifiedDate(qualifier: string): QualifiedDate | undefined {
    const dtp = this.segment;
    if (dtp.is(2, 'D8')) return { qualifier, date: isoDate(dtp.text(3)) };
    const period = this.period();
    return period && { qualifier, date: period[0], dateTo: period[1] };
  }

  /** First and last day of a DTP segment of the form RD8. */
  private period(): [string, string] | undefined {
    const dtp = this.segment;
    return dtp.is(2, 'RD8') ? periodOf(dtp.text(3)) : undefined;
  }

  private readAttachment(): void {
    const pwk = this.segment;
    const into = this.place === 'claim' ? this.claim : this.place === 'line' ? this.line : undefined;
    const controlled = pwk.is(5, 'AC') && pwk.has(6);
    if (!into || pwk.hasBeyond(bits(1, 2, 5, 6)) || !(controlled || (!pwk.has(5) && !pwk.has(6)))) return this.keep();
    into.attachments ??= [];
    const attachment: NonNullable<Claim['attachments']>[number] = { type: pwk.text(1), transmission: pwk.text(2) };
    if (controlled) attachment.control = pwk.text(6);
    into.attachments.push(attachment);
  }

  private readAmount(): void {
    const { segment: amt, place, claim, otherPayer, adjudication } = this;
    if (amt.count !== 3 || !amt.has(2)) return this.keep();
    const amount = amt.text(2);
    if (place === 'claim' && claim) {
      if (this.form === 'professional' && amt.is(1, 'F5') && claim.patientPaid === undefined) claim.patientPaid = amount;
      else if (this.form === 'institutional' && amt.is(1, 'F3') && claim.patientDue === undefined) claim.patientDue = amount;
      else this.keep();
    } else if (place === 'other-payer' && otherPayer) {
      if (amt.is(1, 'D') && otherPayer.paid === undefined) otherPayer.paid = amount;
      else if (amt.is(1, 'EAF') && otherPayer.remainingLiability === undefined) otherPayer.remainingLiability = amount;
      else if (amt.is(1, 'A8') && otherPayer.nonCovered === undefined) otherPayer.nonCovered = amount;
      else this.keep();
    } else if (place === 'adjudication' && adjudication && amt.is(1, 'EAF') && adjudication.remainingLiability === undefined)
      adjudication.remainingLiability = amount;
    else this.keep();
  }

  private readReference(): void {
    const { segment: ref, place } = this;
    if (ref.count > 3 && ref.hasBeyond(bits(1, 2))) return this.keep();
    const qualifier = ref.text(1);
    const value = ref.text(2);
    if (place === 'line' || place === 'claim') {
      const into = (place === 'line' ? this.line : this.claim) as ServiceLine & Claim;
      const field = place === 'line' ? REFERENCES.line.get(qualifier) : REFERENCES.claim.get(qualifier);
      if (field !== undefined && into[field as 'clia'] === undefined) into[field as 'clia'] = value;
      else {
        into.ids ??= [];
        into.ids.push({ qualifier, value });
      }
    } else if (place === 'party' && this.party) {
      if (qualifier === 'F8' && this.loop === '2330B' && this.otherPayer?.claimNumber === undefined && this.otherPayer) {
        this.otherPayer.claimNumber = value;
        return;
      }
      this.party.ids ??= [];
      this.party.ids.push({ qualifier, value });
    } else if (place === 'drug' && this.line?.drug && (qualifier === 'XZ' || qualifier === 'VY')) {
      const { drug } = this.line;
      const field = qualifier === 'XZ' ? 'prescription' : 'linkNumber';
      if (drug[field] === undefined) drug[field] = value;
      else this.keep();
    } else this.keep();
  }

  private readNote(): void {
    const { segment: nte, place } = this;
    const into = place === 'claim' ? this.claim : place === 'line' ? this.line : undefined;
    if (!into || nte.count !== 3) return this.keep();
    into.notes ??= [];
    into.notes.push({ qualifier: nte.text(1), value: nte.text(2) });
  }

  private readInformation(): void {
    const { claim, segment: hi, composite } = this;
    // Health care codes stand in the claim's own loop; a file that has them behind a provider still means the claim.
    if (!claim || this.line || this.otherPayer) return this.keep();
    let left: string[] | undefined;
    for (let n = 1; n < hi.count; n++) {
      if (!hi.has(n)) continue;
      composite.cut(hi.text(n), this.componentSeparator);
      if (!this.readCode(claim)) {
        left ??= ['HI'];
        left.push(composite.whole);
      }
    }
    if (left) this.kept.claim.push({ loop: '2300', elements: left });
  }

  /** A composite of an HI segment. Returns false when no field holds it. */
  private readCode(claim: Claim): boolean {
    const { composite } = this;
    const code = composite.text(1);
    if (code === '') return false;
    const qualifier = composite.text(0);
    const known = DIAGNOSES.get(qualifier);
    if (known) {
      if (composite.count > 2 && composite.hasBeyond(bits(1, 8))) return false;
      const diagnosis: ClaimDiagnosis = { code: dotted(code, known.icd10), role: known.role };
      if (code.includes('.')) {
        diagnosis.code = code;
        diagnosis.written = code;
      }
      if (!known.icd10) diagnosis.system = 'icd9cm';
      if (composite.has(8)) diagnosis.poa = composite.text(8);
      claim.diagnoses.push(diagnosis);
      return true;
    }
    switch (qualifier) {
      case 'BBR':
      case 'BBQ':
      case 'BR':
      case 'BQ': {
        const dated = composite.is(2, 'D8');
        if (composite.hasBeyond(dated ? bits(1, 2, 3) : bits(1))) return false;
        claim.procedures ??= [];
        const procedure: NonNullable<Claim['procedures']>[number] = { code, role: qualifier.endsWith('R') ? 'principal' : 'other' };
        if (dated) procedure.date = isoDate(composite.text(3));
        if (qualifier.length === 2) procedure.system = 'icd9pcs';
        claim.procedures.push(procedure);
        return true;
      }
      case 'BH':
      case 'BI': {
        if (!composite.is(2, qualifier === 'BH' ? 'D8' : 'RD8') || composite.hasBeyond(bits(1, 2, 3))) return false;
        const text = composite.text(3);
        if (qualifier === 'BH') {
          claim.occurrences ??= [];
          claim.occurrences.push({ code, date: isoDate(text) });
          return true;
        }
        const period = periodOf(text);
        if (!period) return false;
        claim.occurrenceSpans ??= [];
        claim.occurrenceSpans.push({ code, date: period[0], dateTo: period[1] });
        return true;
      }
      case 'BE':
        if (composite.hasBeyond(bits(1, 4))) return false;
        claim.values ??= [];
        claim.values.push(composite.has(4) ? { code, amount: composite.text(4) } : { code });
        return true;
      case 'DR':
        if (claim.drg !== undefined) return false;
        if (composite.count > 2) return false;
        claim.drg = code;
        return true;
      case 'BG':
      case 'TC':
      case 'BP':
      case 'BO': {
        if (composite.count > 2) return false;
        if (qualifier === 'BP' && claim.anesthesiaProcedures) return false;
        if (qualifier === 'BO' && !claim.anesthesiaProcedures) return false;
        const field = qualifier === 'BG' ? 'conditions' : qualifier === 'TC' ? 'treatmentCodes' : 'anesthesiaProcedures';
        claim[field] ??= [];
        claim[field].push(code);
        return true;
      }
      default:
        return false;
    }
  }

  // Other payers

  private startOtherPayer(): void {
    const claim = this.claim as Claim;
    this.otherPayer = { subscriber: this.policy(), adjustments: [] };
    claim.otherPayers ??= [];
    claim.otherPayers.push(this.otherPayer);
    this.line = undefined;
    this.place = 'other-payer';
    this.loop = '2320';
    this.repeat = 1;
    this.begun.clear();
    if (this.segment.hasBeyond(SBR_ELEMENTS)) this.keepRest(SBR_ELEMENTS);
  }

  private readAdjustments(): void {
    const { segment: cas, place } = this;
    const answer = place === 'adjudication' ? this.adjudication : place === 'other-payer' ? this.otherPayer : undefined;
    if (!answer || cas.count > 20) return this.keep();
    const group = cas.text(1);
    const read: Adjustment[] = [];
    for (let n = 2; n < cas.count; n += 3) {
      if (!cas.has(n) && !cas.has(n + 1) && !cas.has(n + 2)) continue;
      const adjustment: Adjustment = { group, reason: cas.text(n), amount: cas.text(n + 1) };
      if (cas.has(n + 2)) {
        const units = quantity(cas.text(n + 2));
        if (units === undefined) return this.keep();
        adjustment.quantity = units;
      }
      read.push(adjustment);
    }
    if (read.length === 0) return this.keep();
    answer.adjustments.push(...read);
  }

  private readOtherInsurance(): void {
    const { otherPayer, segment: oi } = this;
    if (this.place !== 'other-payer' || !otherPayer) return this.keep();
    if ((otherPayer.assignment ?? otherPayer.signatureSource ?? otherPayer.release) !== undefined) return this.keep();
    if (oi.has(3)) otherPayer.assignment = oi.text(3);
    if (oi.has(4)) otherPayer.signatureSource = oi.text(4);
    if (oi.has(6)) otherPayer.release = oi.text(6);
    if (oi.hasBeyond(bits(3, 4, 6))) this.keepRest(bits(3, 4, 6));
  }

  private readRemarks(): void {
    const { otherPayer, segment: moa } = this;
    if (this.place !== 'other-payer' || !otherPayer || otherPayer.remarks) return this.keep();
    const remarks: string[] = [];
    for (let n = 3; n < 8 && moa.has(n); n++) remarks.push(moa.text(n));
    if (remarks.length === 0) return this.keep();
    otherPayer.remarks = remarks;
    const named = remarks.reduce((mask, _, i) => mask | bits(3 + i), 0);
    if (moa.hasBeyond(named)) this.keepRest(named);
  }

  // Lines

  private startLine(): void {
    const { claim, segment: lx } = this;
    if (!claim) return this.keep();
    this.otherPayer = undefined;
    const line: ServiceLine = {};
    const number = quantity(lx.text(1));
    const plain = number !== undefined && Number.isInteger(number) && number > 0 && lx.is(1, String(number));
    if (plain) line.line = number;
    claim.services.push(line);
    this.line = line;
    this.place = 'line';
    this.loop = '2400';
    this.repeat = 1;
    this.party = undefined;
    if (this.begun.size > 0) this.begun.clear();
    if (!plain || lx.count > 2) this.keepRest(plain ? bits(1) : 0);
  }

  private readProfessionalService(): void {
    const { line, segment: sv1 } = this;
    if (this.place !== 'line' || !line || line.code !== undefined || line.charge !== undefined) return this.keep();
    let mask = SV1_ELEMENTS;
    if (sv1.has(1) && !this.readService(line, sv1.text(1))) mask &= ~bits(1);
    if (sv1.has(2)) line.charge = sv1.text(2);
    if (sv1.has(3)) line.unit = sv1.text(3);
    mask &= this.readUnits(line, 4);
    if (sv1.has(5)) line.placeOfService = sv1.text(5);
    if (sv1.has(7) && !this.readPointers(line, sv1.text(7))) mask &= ~bits(7);
    if (sv1.has(9)) line.emergency = sv1.text(9);
    if (sv1.has(11)) line.epsdt = sv1.text(11);
    if (sv1.has(12)) line.familyPlanning = sv1.text(12);
    if (sv1.has(15)) line.copayStatus = sv1.text(15);
    if (sv1.hasBeyond(mask)) this.keepRest(mask);
  }

  private readInstitutionalService(): void {
    const { line, segment: sv2 } = this;
    if (this.place !== 'line' || !line || line.code !== undefined || line.charge !== undefined || line.revenueCode !== undefined)
      return this.keep();
    let mask = SV2_ELEMENTS;
    if (sv2.has(1)) line.revenueCode = sv2.text(1);
    if (sv2.has(2) && !this.readService(line, sv2.text(2))) mask &= ~bits(2);
    if (sv2.has(3)) line.charge = sv2.text(3);
    if (sv2.has(4)) line.unit = sv2.text(4);
    mask &= this.readUnits(line, 5);
    if (sv2.has(7)) line.nonCovered = sv2.text(7);
    if (sv2.hasBeyond(mask)) this.keepRest(mask);
  }

  /** Reads units. Returns the bits of what they leave to name: all, but for the element when a number does not hold how it is written. */
  private readUnits(into: { units?: number | undefined }, n: number): number {
    const { segment } = this;
    if (!segment.has(n)) return ~0;
    const text = segment.text(n);
    const units = quantity(text);
    if (units === undefined) return ~bits(n);
    into.units = units;
    return text.length === 1 || String(units) === text ? ~0 : ~bits(n);
  }

  /** Reads the composite of a procedure: code set, code, up to four modifiers, description. Returns false when it has something else. */
  private readService(into: Pick<ServiceLine, 'code' | 'codeQualifier' | 'modifiers' | 'description'>, text: string): boolean {
    const { inner } = this;
    inner.cut(text, this.componentSeparator);
    if (inner.has(1)) into.code = inner.text(1);
    if (!inner.is(0, 'HC')) into.codeQualifier = inner.text(0);
    if (inner.count <= 2) return true;
    let modifiers: string[] | undefined;
    let gap = false;
    for (let n = 2; n < 6 && n < inner.count; n++)
      if (inner.has(n)) {
        modifiers ??= [];
        if (modifiers.length < n - 2) gap = true;
        modifiers.push(inner.text(n));
      }
    if (modifiers) into.modifiers = modifiers;
    if (inner.has(6)) into.description = inner.text(6);
    return inner.count <= 7 && !gap;
  }

  private readPointers(line: ServiceLine, text: string): boolean {
    const pointers: number[] = [];
    let plain = true;
    let value = 0;
    for (let i = 0; i <= text.length; i++) {
      const c = i < text.length ? text.charCodeAt(i) : this.componentSeparator;
      if (c === this.componentSeparator) {
        if (value === 0) return false;
        pointers.push(value);
        value = 0;
      } else if (c >= 48 && c <= 57 && value < 1000) {
        if (c === 48 && value === 0) plain = false;
        value = value * 10 + c - 48;
      } else return false;
    }
    line.pointers = pointers;
    return plain;
  }

  private startDrug(): void {
    const { line, segment: lin } = this;
    if (!line) return this.keep();
    this.startLoop('2410');
    if (line.drug || !lin.is(2, 'N4') || lin.has(1)) {
      this.place = 'kept';
      return this.keep();
    }
    this.place = 'drug';
    line.drug = { ndc: lin.text(3) };
    if (lin.hasBeyond(bits(2, 3))) this.keepRest(bits(2, 3));
  }

  private readDrugQuantity(): void {
    const drug = this.line?.drug;
    const { segment: ctp } = this;
    if (this.place !== 'drug' || !drug || drug.quantity !== undefined || drug.unit !== undefined) return this.keep();
    const mask = bits(4, 5) & this.readQuantity(drug);
    if (ctp.has(5)) drug.unit = ctp.text(5);
    if (ctp.hasBeyond(mask)) this.keepRest(mask);
  }

  private readQuantity(drug: NonNullable<ServiceLine['drug']>): number {
    const read: { units?: number } = {};
    const mask = this.readUnits(read, 4);
    if (read.units !== undefined) drug.quantity = read.units;
    return mask;
  }

  private startAdjudication(): void {
    const { line, segment: svd } = this;
    if (!line) return this.keep();
    this.startLoop('2430');
    this.place = 'adjudication';
    const adjudication: LineAdjudication = { payer: svd.text(1), paid: svd.text(2), adjustments: [] };
    let mask = SVD_ELEMENTS;
    if (svd.has(3) && !this.readService(adjudication, svd.text(3))) mask &= ~bits(3);
    if (svd.has(4)) adjudication.revenueCode = svd.text(4);
    mask &= this.readUnits(adjudication, 5);
    if (svd.has(6)) adjudication.bundledLine = svd.text(6);
    line.adjudications ??= [];
    line.adjudications.push(adjudication);
    this.adjudication = adjudication;
    if (svd.hasBeyond(mask)) this.keepRest(mask);
  }

  private startForm(): void {
    if (!this.line) return this.keep();
    this.startLoop('2440');
    this.place = 'form';
    this.keep();
  }

  // What no field names

  private keep(): void {
    this.keepElements(this.segment.without(0), false);
  }

  /** Keeps the elements whose bits are not set. */
  private keepRest(named: number): void {
    this.keepElements(this.segment.without(named), true);
  }

  private keepElements(elements: string[], rest: boolean, empty?: number[]): void {
    const kept: KeptSegment = { loop: this.loop, elements };
    if (rest) kept.rest = true;
    if (empty) kept.empty = empty;
    const { claim } = this;
    if (claim && this.line) kept.line = claim.services.length;
    else if (claim && this.otherPayer) kept.otherPayer = claim.otherPayers?.length ?? 1;
    if (this.repeat > 1) kept.repeat = this.repeat;
    this.kept[claim ? 'claim' : this.level].push(kept);
  }

  // The whole

  private finish(): Claim | undefined {
    const { claim } = this;
    if (!claim) return undefined;
    if (this.submitter) claim.submitter = this.submitter;
    if (this.receiver) claim.receiver = this.receiver;
    if (this.billing) claim.billing = this.billing;
    if (this.payToAddress) claim.payToAddress = this.payToAddress;
    if (this.payToPlan) claim.payToPlan = this.payToPlan;
    if (this.subscriber) claim.subscriber = this.subscriber;
    if (this.payer) claim.payer = this.payer;
    if (this.patient) claim.patient = this.patient;
    else if (this.subscriber) claim.patient = this.patientOf(this.subscriber);
    if (this.form === 'professional') setPeriod(claim);
    const { header, billing, subscriber, patient, claim: own } = this.kept;
    if (header.length + billing.length + subscriber.length + patient.length + own.length > 0)
      claim.kept = [...header, ...billing, ...subscriber, ...patient, ...own];
    this.claim = undefined;
    this.line = undefined;
    this.otherPayer = undefined;
    this.adjudication = undefined;
    return claim;
  }

  /** The subscriber as the patient. */
  private patientOf(subscriber: Subscriber): ClaimPatient {
    if (this.self?.relationship === '18') return this.self;
    const patient: ClaimPatient = { relationship: '18' };
    if (subscriber.party) patient.party = subscriber.party;
    if (subscriber.birthDate !== undefined) patient.birthDate = subscriber.birthDate;
    const { sex } = subscriber;
    if (sex === 'M' || sex === 'F' || sex === 'U') patient.sex = sex;
    this.self = { ...patient, ...this.self };
    return this.self;
  }
}

function hasCity({ city, state, zip, country, subdivision }: Address): boolean {
  return (city ?? state ?? zip ?? country ?? subdivision) !== undefined;
}

/** First and last day of a period written with a hyphen; undefined when it has another form. */
function periodOf(text: string): [string, string] | undefined {
  return text.length === 17 && text.charCodeAt(8) === 45 ? [isoDate(text.slice(0, 8)), isoDate(text.slice(9))] : undefined;
}

function delimitersOf({ element, component, repetition, segment }: Delimiters): NonNullable<ClaimEnvelope['delimiters']> {
  return repetition === undefined ? { element, component, segment } : { element, component, repetition, segment };
}

/** First and last day of all lines: a professional claim states no period of its own. */
function setPeriod(claim: Claim): void {
  let from: string | undefined;
  let to: string | undefined;
  for (const { date, dateTo = date } of claim.services) {
    if (date === undefined || dateTo === undefined) continue;
    if (from === undefined || date < from) from = date;
    if (to === undefined || dateTo > to) to = dateTo;
  }
  if (from === undefined || to === undefined) return;
  claim.date = from;
  if (to !== from) claim.dateTo = to;
}
