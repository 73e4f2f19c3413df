import { MedcodeError } from '../../errors.js';
import type {
  Adjustment,
  Claim,
  ClaimDiagnosis,
  ClaimEnvelope,
  ClaimPatient,
  KeptSegment,
  LineAdjudication,
  OtherPayer,
  Party,
  QualifiedDate,
  ServiceLine,
  Subscriber,
} from '../../model/claim.js';
import { CLAIM_DATES, CLAIM_NUMBERS, LINE_NUMBERS, PARTY_LOOPS } from './party-loops.js';
import type { Delimiters } from './segment.js';
import { DIAGNOSIS_QUALIFIERS, quantityText, undotted, x12Date } from './values.js';
import { USUAL_DELIMITERS } from './writer.js';

/** Codes in one HI segment, and adjustments in one CAS segment, at most. */
const CODES_A_SEGMENT = 12;
const ADJUSTMENTS_A_SEGMENT = 6;

/** Segments in the order in which they stand in a loop: what no field names is put where its tag belongs. */
const ORDER: Readonly<Record<string, string>> = {
  ST: 'BHT REF',
  '2000A': 'HL PRV CUR',
  '2000B': 'HL SBR PAT',
  '2000C': 'HL PAT',
  '2300': 'CLM DTP CL1 PWK CN1 AMT REF K3 NTE CR1 CR2 CR3 CRC HI QTY HCP',
  '2320': 'SBR CAS AMT DMG OI MIA MOA',
  '2400': 'LX SV1 SV2 SV5 PWK CR1 CR3 CRC DTP QTY MEA CN1 REF AMT K3 NTE PS1 HCP',
  '2410': 'LIN CTP REF',
  '2430': 'SVD CAS DTP AMT',
  '2440': 'LQ FRM',
  name: 'NM1 PRV N3 N4 DMG DTP REF PER',
};
const RANKS: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map(
  Object.entries(ORDER).map(([loop, tags]) => [loop, new Map(tags.split(' ').map((tag, i) => [tag, i]))]),
);

/** A segment with the loop it stands in. */
interface LoopSegment {
  readonly loop: string;
  readonly repeat: number;
  readonly elements: string[];
}

/**
 * Writes claims as 837 interchanges, professional (005010X222) and institutional (005010X223).
 *
 * Claims of one submitter and receiver stand in one transaction; those of one billing provider, subscriber and patient stand together
 * under their levels, in the order given. Segments stand in the order of the guides and are counted here. What `kept` holds is put back in
 * its place. Fields that the claim's form has no place for are not written.
 *
 * @param envelopeOf control segments by form; without it each claim stands in the envelope it was read from
 * @throws MedcodeError MC_CLAIM_ENVELOPE when a claim has none, MC_X12_VALUE_INVALID when a value has a character that divides the interchange
 */
export function writeClaims(claims: readonly Claim[], envelopeOf?: (form: Claim['form']) => ClaimEnvelope): string {
  const interchanges = grouped(claims, (claim) => {
    const envelope = envelopeFor(claim, envelopeOf);
    return keyOf([envelope.interchange, envelope.delimiters]);
  });
  return interchanges.map((own) => writeInterchange(own, (claim) => envelopeFor(claim, envelopeOf))).join('');
}

type WholeEnvelope = ClaimEnvelope & { readonly [part in 'interchange' | 'group']: NonNullable<ClaimEnvelope[part]> };

function envelopeFor(claim: Claim, envelopeOf: ((form: Claim['form']) => ClaimEnvelope) | undefined): WholeEnvelope {
  const envelope = envelopeOf?.(claim.form) ?? claim.source?.envelope;
  if (!envelope?.interchange || !envelope.group) throw new MedcodeError('MC_CLAIM_ENVELOPE');
  return { ...envelope, interchange: envelope.interchange, group: envelope.group };
}

function writeInterchange(claims: readonly Claim[], envelopeFor: (claim: Claim) => WholeEnvelope): string {
  const { interchange, delimiters } = envelopeFor(claims[0] as Claim);
  const to: Delimiters = delimiters === undefined ? USUAL_DELIMITERS : { repetition: undefined, ...delimiters };
  const text = new InterchangeText(to);
  const { authorization, security, sender, receiver } = interchange;
  text.add([
    'ISA',
    authorization?.qualifier ?? '00',
    (authorization?.value ?? '').padEnd(10),
    security?.qualifier ?? '00',
    (security?.value ?? '').padEnd(10),
    sender.qualifier,
    sender.value.padEnd(15),
    receiver.qualifier,
    receiver.value.padEnd(15),
    /^20\d\d-/.test(interchange.date) ? x12Date(interchange.date).slice(2) : interchange.date,
    interchange.time,
    to.repetition ?? 'U',
    interchange.version,
    interchange.control,
    interchange.acknowledgment,
    interchange.usage,
    to.component,
  ]);
  const groups = grouped(claims, (claim) => {
    const { group, transaction } = envelopeFor(claim);
    return keyOf([group, transaction.version === undefined, keptIn(claim, 'GS')]);
  });
  for (const own of groups) {
    const first = own[0] as Claim;
    const { group } = envelopeFor(first);
    const control = ['GS', 'HC', group.sender, group.receiver, x12Date(group.date), group.time, group.control, 'X', group.version];
    text.add(
      completed([{ loop: 'GS', repeat: 1, elements: control }], keptIn(first, 'GS'), (elements) => elements)[0]?.elements ?? control,
    );
    const transactions = grouped(own, (claim) =>
      keyOf([envelopeFor(claim).transaction, claim.form, claim.submitter, claim.receiver, keptIn(claim, 'ST'), keptIn(claim, '1000')]),
    );
    /** Numbers given, with the place in a file that had them. */
    const used = new Map<string, number | undefined>();
    for (const those of transactions) {
      const envelope = envelopeFor(those[0] as Claim);
      const { segment } = envelope.transaction;
      let { control: number } = envelope.transaction;
      // A file that gives a number twice is written as it is; a transaction that becomes two gets a second number.
      while (used.has(number) && (segment === undefined || used.get(number) === segment)) number = nextNumber(number);
      used.set(number, segment);
      const segments = transactionSegments(those, envelope, to);
      const { version } = envelope.transaction;
      text.add(version === undefined ? ['ST', '837', number] : ['ST', '837', number, version]);
      for (const elements of segments) text.add(elements);
      text.add(['SE', String(segments.length + 2), number]);
    }
    text.add(['GE', String(transactions.length), group.control]);
  }
  text.add(['IEA', String(groups.length), interchange.control]);
  return text.text;
}

/** The number that follows, as wide as this one. */
function nextNumber(number: string): string {
  return /^\d{1,9}$/.test(number) ? String(Number(number) + 1).padStart(number.length, '0') : `${number}1`;
}

/** The text of an interchange, segment by segment. */
class InterchangeText {
  text = '';

  constructor(private readonly delimiters: Delimiters) {}

  add(elements: readonly string[]): void {
    this.text += `${elements.join(this.delimiters.element)}${this.delimiters.segment}\n`;
  }
}

/** Segments between ST and SE, elements without trailing empty ones. */
function transactionSegments(claims: readonly Claim[], envelope: ClaimEnvelope, delimiters: Delimiters): string[][] {
  const segments: string[][] = [];
  const writer = new LoopWriter(delimiters);
  const first = claims[0] as Claim;
  const { transaction } = envelope;
  const separator = separatorsOf(first);
  const put = (kept: readonly KeptSegment[], from: ReturnType<typeof separatorsOf>): void => {
    for (const { elements } of completed(writer.take(), kept, (own) => writer.translated(own, from))) segments.push(elements);
  };
  writer.add('ST', [
    'BHT',
    '0019',
    transaction.purpose,
    transaction.reference,
    x12Date(transaction.date),
    transaction.time,
    transaction.kind,
  ]);
  if (first.submitter) writer.party('1000A', '41', first.submitter);
  if (first.receiver) writer.party('1000B', '40', first.receiver);
  put([...keptIn(first, 'ST'), ...keptIn(first, '1000')], separator);
  let level = 0;
  const billingKept = (claim: Claim) => [...keptIn(claim, '2000A'), ...keptIn(claim, '2010A')];
  const subscriberKept = (claim: Claim) => [...keptIn(claim, '2000B'), ...keptIn(claim, '2010B')];
  const patientKept = (claim: Claim) => [...keptIn(claim, '2000C'), ...keptIn(claim, '2010C')];
  for (const ofBilling of grouped(claims, (claim) => keyOf([claim.billing, claim.payToAddress, claim.payToPlan, billingKept(claim)]))) {
    const { billing, payToAddress, payToPlan } = ofBilling[0] as Claim;
    const billingLevel = ++level;
    writer.add('2000A', ['HL', String(billingLevel), '', '20', '1']);
    if (billing?.taxonomy !== undefined) writer.add('2000A', ['PRV', 'BI', 'PXC', billing.taxonomy]);
    if (billing) writer.party('2010AA', '85', billing);
    if (payToAddress) writer.party('2010AB', '87', payToAddress);
    if (payToPlan) writer.party('2010AC', 'PE', payToPlan);
    put(billingKept(ofBilling[0] as Claim), separator);
    const bySubscriber = grouped(ofBilling, (claim) =>
      keyOf([claim.subscriber, claim.payer, isSelf(claim) ? selfFacts(claim.patient) : 'dependent', subscriberKept(claim)]),
    );
    for (const ofSubscriber of bySubscriber) {
      const head = ofSubscriber[0] as Claim;
      const self = isSelf(head);
      const subscriberLevel = ++level;
      writer.add('2000B', ['HL', String(subscriberLevel), String(billingLevel), '22', self ? '0' : '1']);
      if (head.subscriber) writer.policy('2000B', head.subscriber);
      if (self && head.patient) writer.patient('2000B', selfFacts(head.patient));
      if (head.subscriber?.party) {
        const { party, birthDate, sex } = head.subscriber;
        writer.party('2010BA', 'IL', party, () => writer.demographics('2010BA', birthDate, sex));
      }
      if (head.payer) writer.party('2010BB', 'PR', head.payer);
      put(subscriberKept(head), separator);
      for (const ofPatient of self ? [ofSubscriber] : grouped(ofSubscriber, (claim) => keyOf([claim.patient, patientKept(claim)]))) {
        const { patient } = ofPatient[0] as Claim;
        if (!self && patient) {
          writer.add('2000C', ['HL', String(++level), String(subscriberLevel), '23', '0']);
          writer.patient('2000C', patient);
          const { party, birthDate, sex } = patient;
          if (party) writer.party('2010CA', 'QC', party, () => writer.demographics('2010CA', birthDate, sex));
          put(patientKept(ofPatient[0] as Claim), separator);
        }
        for (const claim of ofPatient) for (const elements of claimSegments(claim, writer)) segments.push(elements);
      }
    }
  }
  return segments;
}

/** Whether the patient is the subscriber, so that no level of the patient's own is written. */
function isSelf({ patient }: Claim): boolean {
  return patient === undefined || patient.relationship === '18';
}

/** What the subscriber's level says of a subscriber who is the patient. */
function selfFacts(patient: ClaimPatient | undefined): ClaimPatient {
  const facts: ClaimPatient = {};
  if (patient?.deathDate !== undefined) facts.deathDate = patient.deathDate;
  if (patient?.weight !== undefined) facts.weight = patient.weight;
  if (patient?.pregnant !== undefined) facts.pregnant = patient.pregnant;
  return facts;
}

/** Segments of a claim from its CLM on. */
function claimSegments(claim: Claim, writer: LoopWriter): string[][] {
  const segments: string[][] = [];
  const from = separatorsOf(claim);
  const kept = claim.kept ?? [];
  const put = (own: readonly KeptSegment[]): void => {
    for (const { elements } of completed(writer.take(), own, (written) => writer.translated(written, from))) segments.push(elements);
  };
  writer.claim(claim);
  put(
    kept.filter(
      ({ loop, line, otherPayer }) => line === undefined && otherPayer === undefined && (loop === '2300' || loop.startsWith('2310')),
    ),
  );
  for (const [i, otherPayer] of (claim.otherPayers ?? []).entries()) {
    writer.otherPayer(otherPayer);
    put(kept.filter((one) => one.otherPayer === i + 1));
  }
  for (const [i, line] of claim.services.entries()) {
    writer.line(line, claim.form, i + 1);
    put(kept.filter((one) => one.line === i + 1));
  }
  return segments;
}

/** Makes segments from the fields of a claim. */
class LoopWriter {
  private segments: LoopSegment[] = [];
  private readonly begun = new Map<string, number>();
  private repeat = 1;
  private readonly dividers: readonly string[];

  constructor(private readonly delimiters: Delimiters) {
    const { element, component, repetition, segment } = delimiters;
    this.dividers = repetition === undefined ? [element, component, segment] : [element, component, repetition, segment];
  }

  /** The segments made since this was asked last: those of a level, a claim, another payer or a line. */
  take(): LoopSegment[] {
    const { segments } = this;
    this.segments = [];
    this.begun.clear();
    this.repeat = 1;
    return segments;
  }

  /** Adds a segment when any of its elements says something. An array is a composite. */
  add(loop: string, elements: readonly (string | undefined | readonly (string | undefined)[])[]): void {
    const texts = elements.map((element, n) => {
      if (typeof element === 'string') return this.plain(element, elements[0] as string, n);
      if (element === undefined) return '';
      const parts = element.map((part) => this.plain(part ?? '', elements[0] as string, n));
      return trimmed(parts).join(this.delimiters.component);
    });
    trimmed(texts);
    if (texts.length > 1) this.segments.push({ loop, repeat: this.repeat, elements: texts });
  }

  private plain(text: string, tag: string, n: number): string {
    for (const divider of this.dividers)
      if (text.includes(divider))
        throw new MedcodeError(
          'MC_X12_VALUE_INVALID',
          `${tag}${String(n).padStart(2, '0')} has the character ${divider}, which divides the interchange`,
        );
    return text;
  }

  /** Elements as another interchange wrote them, in the delimiters of this one. */
  translated(elements: readonly string[], from: { readonly component: string; readonly repetition: string | undefined }): string[] {
    const { element, component, repetition, segment } = this.delimiters;
    return elements.map((text, n) => {
      let own = text;
      if (from.component !== component) own = own.replaceAll(from.component, component);
      if (from.repetition !== undefined && repetition !== undefined && from.repetition !== repetition)
        own = own.replaceAll(from.repetition, repetition);
      for (const divider of [element, segment])
        if (own.includes(divider))
          throw new MedcodeError(
            'MC_X12_VALUE_INVALID',
            `${elements[0] ?? ''}${String(n).padStart(2, '0')} has the character ${divider}, which divides the interchange`,
          );
      return own;
    });
  }

  private start(loop: string): void {
    this.repeat = (this.begun.get(loop) ?? 0) + 1;
    this.begun.set(loop, this.repeat);
  }

  /** A loop of a person or organization. `demographics` writes what stands between address and numbers. */
  party(loop: string, qualifier: string, party: Party, between?: () => void): void {
    this.start(loop);
    const { npi, id, address } = party;
    this.add(loop, [
      'NM1',
      qualifier,
      party.type === 'person' ? '1' : '2',
      party.name,
      party.first,
      party.middle,
      party.prefix,
      party.suffix,
      npi === undefined ? id?.qualifier : 'XX',
      npi ?? id?.value,
    ]);
    if (party.taxonomy !== undefined && loop > '2310')
      this.add(loop, ['PRV', loop === '2310A' && qualifier === '71' ? 'AT' : 'PE', 'PXC', party.taxonomy]);
    if (address) {
      this.add(loop, ['N3', ...address.lines]);
      this.add(loop, ['N4', address.city, address.state, address.zip, address.country, '', '', address.subdivision]);
    }
    between?.();
    for (const { qualifier: kind, value } of party.ids ?? []) this.add(loop, ['REF', kind, value]);
    for (const { function: task, name, numbers } of party.contacts ?? [])
      this.add(loop, ['PER', task, name, ...numbers.flatMap(({ qualifier: kind, value }) => [kind, value])]);
    this.repeat = 1;
  }

  policy(loop: string, subscriber: Subscriber): void {
    const { responsibility, relationship, groupNumber, groupName, insuranceType, filingIndicator } = subscriber;
    this.segments.push({
      loop,
      repeat: 1,
      elements: trimmed(
        ['SBR', responsibility, relationship, groupNumber, groupName, insuranceType, '', '', '', filingIndicator].map((text, n) =>
          this.plain(text ?? '', 'SBR', n),
        ),
      ),
    });
  }

  patient(loop: string, { relationship, deathDate, weight, pregnant }: ClaimPatient): void {
    this.add(loop, [
      'PAT',
      relationship,
      '',
      '',
      '',
      deathDate === undefined ? '' : 'D8',
      deathDate === undefined ? '' : x12Date(deathDate),
      weight === undefined ? '' : '01',
      weight,
      pregnant,
    ]);
  }

  demographics(loop: string, birthDate: string | undefined, sex: string | undefined): void {
    this.add(loop, ['DMG', birthDate === undefined ? '' : 'D8', birthDate === undefined ? '' : x12Date(birthDate), sex]);
  }

  claim(claim: Claim): void {
    const professional = claim.form === 'professional';
    const loop = '2300';
    const { facilityQualifier = professional ? 'B' : 'A', relatedCauses = [] } = claim;
    const facility = professional ? claim.placeOfService : claim.billType;
    this.add(loop, [
      'CLM',
      claim.id,
      claim.charge,
      '',
      '',
      facility === undefined && claim.frequency === undefined ? '' : [facility, facilityQualifier, claim.frequency],
      claim.providerSignature,
      claim.assignment,
      claim.benefitsAssigned,
      claim.release,
      claim.signatureSource,
      [relatedCauses[0], relatedCauses[1], relatedCauses[2], claim.accidentState, claim.accidentCountry],
      claim.specialProgram,
      ...Array<string>(7).fill(''),
      claim.delayReason,
    ]);
    if (!professional) {
      if (claim.dischargeHour !== undefined) this.add(loop, ['DTP', '096', 'TM', claim.dischargeHour]);
      if (claim.date !== undefined)
        this.date(loop, { qualifier: '434', date: claim.date, ...(claim.dateTo === undefined ? {} : { dateTo: claim.dateTo }) });
    }
    for (const [qualifier, field] of CLAIM_DATES) if (claim[field] !== undefined) this.date(loop, { qualifier, date: claim[field] });
    for (const date of claim.dates ?? []) this.date(loop, date);
    const { admissionDate, admissionHour } = claim;
    if (admissionDate !== undefined)
      if (admissionHour === undefined) this.date(loop, { qualifier: '435', date: admissionDate });
      else this.add(loop, ['DTP', '435', 'DT', x12Date(admissionDate) + admissionHour]);
    if (professional && claim.dischargeHour !== undefined) this.add(loop, ['DTP', '096', 'TM', claim.dischargeHour]);
    if (claim.dischargeDate !== undefined) this.date(loop, { qualifier: '096', date: claim.dischargeDate });
    this.add(loop, ['CL1', claim.admissionType, claim.admissionSource, claim.patientStatus]);
    this.attachments(loop, claim.attachments);
    if (professional && claim.patientPaid !== undefined) this.add(loop, ['AMT', 'F5', claim.patientPaid]);
    if (!professional && claim.patientDue !== undefined) this.add(loop, ['AMT', 'F3', claim.patientDue]);
    for (const [qualifier, field] of CLAIM_NUMBERS) if (claim[field] !== undefined) this.add(loop, ['REF', qualifier, claim[field]]);
    for (const { qualifier, value } of claim.ids ?? []) this.add(loop, ['REF', qualifier, value]);
    for (const { qualifier, value } of claim.notes ?? []) this.add(loop, ['NTE', qualifier, value]);
    this.information(claim);
    for (const { qualifier, loop: own, field } of PARTY_LOOPS[claim.form].claim)
      if (field === 'referring') for (const party of claim.referring ?? []) this.party(own, qualifier, party);
      else if (claim[field]) this.party(own, qualifier, claim[field]);
  }

  private date(loop: string, { qualifier, date, dateTo }: QualifiedDate): void {
    if (dateTo === undefined) this.add(loop, ['DTP', qualifier, 'D8', x12Date(date)]);
    else this.add(loop, ['DTP', qualifier, 'RD8', `${x12Date(date)}-${x12Date(dateTo)}`]);
  }

  private attachments(loop: string, attachments: Claim['attachments']): void {
    for (const { type, transmission, control } of attachments ?? [])
      this.add(loop, ['PWK', type, transmission, '', '', control === undefined ? '' : 'AC', control]);
  }

  /** The HI segments: diagnoses, procedures and the codes of the bill. */
  private information(claim: Claim): void {
    const { diagnoses, procedures = [] } = claim;
    const coded = diagnoses.map((diagnosis, i) => ({ role: diagnosis.role ?? (i === 0 ? 'principal' : 'other'), diagnosis }));
    if (claim.form === 'professional') this.codes(coded.map(({ role, diagnosis }) => diagnosisComponents(role, diagnosis)));
    else
      for (const [role] of DIAGNOSIS_QUALIFIERS) {
        if (role === 'other' && claim.drg !== undefined) this.codes([['DR', claim.drg]]);
        this.codes(coded.filter((one) => one.role === role).map(({ diagnosis }) => diagnosisComponents(role, diagnosis)));
      }
    for (const wanted of ['principal', 'other'] as const)
      this.codes(
        procedures
          .filter(({ role }, i) => (role ?? (i === 0 ? 'principal' : 'other')) === wanted)
          .map(({ code, date, system }) => {
            const qualifier = (system === 'icd9pcs' ? 'B' : 'BB') + (wanted === 'principal' ? 'R' : 'Q');
            return [qualifier, undotted(code), date === undefined ? '' : 'D8', date === undefined ? '' : x12Date(date)];
          }),
      );
    this.codes((claim.anesthesiaProcedures ?? []).map((code, i) => [i === 0 ? 'BP' : 'BO', code]));
    this.codes(
      (claim.occurrenceSpans ?? []).map(({ code, date = '', dateTo = date }) => ['BI', code, 'RD8', `${x12Date(date)}-${x12Date(dateTo)}`]),
    );
    this.codes((claim.occurrences ?? []).map(({ code, date = '' }) => ['BH', code, 'D8', x12Date(date)]));
    this.codes((claim.values ?? []).map(({ code, amount }) => ['BE', code, '', '', amount]));
    this.codes((claim.conditions ?? []).map((code) => ['BG', code]));
    this.codes((claim.treatmentCodes ?? []).map((code) => ['TC', code]));
    if (claim.form === 'professional' && claim.drg !== undefined) this.codes([['DR', claim.drg]]);
  }

  private codes(composites: readonly (readonly (string | undefined)[])[]): void {
    for (let i = 0; i < composites.length; i += CODES_A_SEGMENT) this.add('2300', ['HI', ...composites.slice(i, i + CODES_A_SEGMENT)]);
  }

  otherPayer(otherPayer: OtherPayer): void {
    const loop = '2320';
    this.policy(loop, otherPayer.subscriber);
    this.adjustments(loop, otherPayer.adjustments);
    if (otherPayer.paid !== undefined) this.add(loop, ['AMT', 'D', otherPayer.paid]);
    if (otherPayer.nonCovered !== undefined) this.add(loop, ['AMT', 'A8', otherPayer.nonCovered]);
    if (otherPayer.remainingLiability !== undefined) this.add(loop, ['AMT', 'EAF', otherPayer.remainingLiability]);
    this.add(loop, ['OI', '', '', otherPayer.assignment, otherPayer.signatureSource, '', otherPayer.release]);
    this.add(loop, ['MOA', '', '', ...(otherPayer.remarks ?? [])]);
    if (otherPayer.subscriber.party) this.party('2330A', 'IL', otherPayer.subscriber.party);
    if (otherPayer.payer)
      this.party('2330B', 'PR', otherPayer.payer, () => {
        if (otherPayer.paidOn !== undefined) this.date('2330B', { qualifier: '573', date: otherPayer.paidOn });
        if (otherPayer.claimNumber !== undefined) this.add('2330B', ['REF', 'F8', otherPayer.claimNumber]);
      });
  }

  private adjustments(loop: string, adjustments: readonly Adjustment[]): void {
    for (let i = 0; i < adjustments.length; ) {
      const { group } = adjustments[i] as Adjustment;
      const elements: string[] = ['CAS', group];
      for (let n = 0; n < ADJUSTMENTS_A_SEGMENT && adjustments[i]?.group === group; n++, i++) {
        const { reason, amount, quantity } = adjustments[i] as Adjustment;
        elements.push(reason, amount, quantity === undefined ? '' : quantityText(quantity));
      }
      this.add(loop, elements);
    }
  }

  line(line: ServiceLine, form: Claim['form'], position: number): void {
    const loop = '2400';
    this.segments.push({ loop, repeat: 1, elements: ['LX', String(line.line ?? position)] });
    const { units, unit = units === undefined ? undefined : 'UN' } = line;
    const quantity = units === undefined ? '' : quantityText(units);
    const service = serviceComponents(line);
    if (form === 'professional')
      this.add(loop, [
        'SV1',
        service,
        line.charge,
        unit,
        quantity,
        line.placeOfService,
        '',
        line.pointers?.map(String),
        '',
        line.emergency,
        '',
        line.epsdt,
        line.familyPlanning,
        '',
        '',
        line.copayStatus,
      ]);
    else this.add(loop, ['SV2', line.revenueCode, service, line.charge, unit, quantity, '', line.nonCovered]);
    this.attachments(loop, line.attachments);
    if (line.date !== undefined)
      this.date(loop, { qualifier: '472', date: line.date, ...(line.dateTo === undefined ? {} : { dateTo: line.dateTo }) });
    for (const date of line.dates ?? []) this.date(loop, date);
    for (const [qualifier, field] of LINE_NUMBERS) if (line[field] !== undefined) this.add(loop, ['REF', qualifier, line[field]]);
    for (const { qualifier, value } of line.ids ?? []) this.add(loop, ['REF', qualifier, value]);
    for (const { qualifier, value } of line.notes ?? []) this.add(loop, ['NTE', qualifier, value]);
    if (line.drug) {
      const { ndc, quantity: amount, unit: measure, prescription, linkNumber } = line.drug;
      this.start('2410');
      this.add('2410', ['LIN', '', 'N4', ndc]);
      this.add('2410', ['CTP', '', '', '', amount === undefined ? '' : quantityText(amount), measure]);
      if (prescription !== undefined) this.add('2410', ['REF', 'XZ', prescription]);
      if (linkNumber !== undefined) this.add('2410', ['REF', 'VY', linkNumber]);
      this.repeat = 1;
    }
    for (const { qualifier, loop: own, field } of PARTY_LOOPS[form].line) if (line[field]) this.party(own, qualifier, line[field]);
    for (const adjudication of line.adjudications ?? []) this.adjudication(adjudication);
  }

  private adjudication(answer: LineAdjudication): void {
    const loop = '2430';
    this.start(loop);
    this.add(loop, [
      'SVD',
      answer.payer,
      answer.paid,
      serviceComponents(answer),
      answer.revenueCode,
      answer.units === undefined ? '' : quantityText(answer.units),
      answer.bundledLine,
    ]);
    this.adjustments(loop, answer.adjustments);
    if (answer.paidOn !== undefined) this.date(loop, { qualifier: '573', date: answer.paidOn });
    if (answer.remainingLiability !== undefined) this.add(loop, ['AMT', 'EAF', answer.remainingLiability]);
    this.repeat = 1;
  }
}

function diagnosisComponents(role: NonNullable<ClaimDiagnosis['role']>, { code, system, poa, written }: ClaimDiagnosis): readonly string[] {
  const qualifier = DIAGNOSIS_QUALIFIERS.find(([own]) => own === role)?.[1] ?? 'BF';
  const bare = undotted(code);
  return [
    system === 'icd9cm' ? qualifier : `A${qualifier}`,
    written !== undefined && undotted(written) === bare ? written : bare,
    '',
    '',
    '',
    '',
    '',
    '',
    // Exempt from reporting: the indicator is left out (5010; before, it was 1).
    poa === undefined || poa === 'exempt' ? '' : poa,
  ];
}

function serviceComponents({
  code,
  codeQualifier = code === undefined ? '' : 'HC',
  modifiers = [],
  description,
}: Pick<ServiceLine, 'code' | 'codeQualifier' | 'modifiers' | 'description'>): readonly (string | undefined)[] {
  const [first, second, third, fourth] = modifiers;
  return [codeQualifier, code, first, second, third, fourth, description];
}

function trimmed(texts: string[]): string[] {
  while (texts.length > 0 && texts.at(-1) === '') texts.pop();
  return texts;
}

/** Kept segments of the levels above a claim, by the beginning of their loop. */
function keptIn(claim: Claim, loop: string): readonly KeptSegment[] {
  return claim.kept?.filter((kept) => kept.loop.startsWith(loop) && kept.line === undefined && kept.otherPayer === undefined) ?? [];
}

function separatorsOf({ source }: Claim): { readonly component: string; readonly repetition: string | undefined } {
  const delimiters = source?.envelope?.delimiters;
  return {
    component: delimiters?.component ?? USUAL_DELIMITERS.component,
    repetition: delimiters?.repetition ?? USUAL_DELIMITERS.repetition,
  };
}

/** The segments of a level, claim, payer or line with those that no field names in their places. */
function completed(
  segments: readonly LoopSegment[],
  kept: readonly KeptSegment[],
  translated: (elements: readonly string[]) => readonly string[],
): readonly LoopSegment[] {
  if (kept.length === 0) return segments;
  const all = [...segments];
  for (const { loop, repeat = 1, rest, empty, elements } of kept) {
    const own = [...translated(elements)];
    const part = rest && all.find((one) => one.loop === loop && one.repeat === repeat && one.elements[0] === own[0]);
    if (part) complete(part.elements, own, empty);
    else all.push({ loop, repeat, elements: own });
  }
  return all
    .map((segment, i) => ({ segment, i, rank: rankOf(segment) }))
    .sort(
      (a, b) => compareText(placeOf(a.segment), placeOf(b.segment)) || a.segment.repeat - b.segment.repeat || a.rank - b.rank || a.i - b.i,
    )
    .map(({ segment }) => segment);
}

/** Puts elements that no field holds into a segment. Where a number is the same but written otherwise, it is written as it was. */
function complete(elements: string[], rest: readonly string[], empty: readonly number[] = []): void {
  for (const n of empty) if (n < elements.length) elements[n] = '';
  for (let n = 1; n < rest.length; n++) {
    const kept = rest[n] as string;
    if (kept === '') continue;
    while (elements.length <= n) elements.push('');
    const own = elements[n] as string;
    const changed = own !== '' && Number.isFinite(Number(own)) && Number.isFinite(Number(kept)) && Number(own) !== Number(kept);
    if (!changed) elements[n] = kept;
  }
  trimmed(elements);
}

function placeOf({ loop }: LoopSegment): string {
  return loop === 'ST' ? '' : loop;
}

function rankOf({ loop, elements }: LoopSegment): number {
  const ranks = RANKS.get(loop) ?? RANKS.get('name');
  return ranks?.get(elements[0] as string) ?? ranks?.size ?? 0;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Items that have the same key, in the order in which their keys come first. */
function grouped<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const own = key(item);
    const group = groups.get(own);
    if (group) group.push(item);
    else groups.set(own, [item]);
  }
  return [...groups.values()];
}

/** The same text for the same values, whatever the order of their fields. */
function keyOf(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => compareText(a, b)))
      : part,
  );
}
