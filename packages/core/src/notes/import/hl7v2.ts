import type { Party, ServiceLine, Subscriber } from '../../model/claim.js';
import { parseDay, stampedDate, wholeYears } from '../../model/date.js';
import type { Setting, Sex } from '../../model/encounter.js';
import type { Note } from '../../model/note.js';
import { type Hl7Message, type Hl7Segment, hl7Messages } from './hl7v2-message.js';
import type { ImportedEncounter, NotImported } from './imported.js';

/**
 * Encounters from HL7 version 2 messages: ADT (visit, diagnoses DG1, procedures PR1), DFT (charges FT1), MDM and ORU (documents in OBX).
 * Messages of one visit – same visit or account number – become one encounter; later messages win where they say more.
 * Source: HL7 v2.5.1 chapters 3 (ADT), 6 (DFT), 7 (ORU), 9 (MDM).
 * @throws MedcodeError MC_INPUT_INVALID
 * @example importHl7v2('MSH|^~\\&|HIS|A|M|B|202603021010||ADT^A08|7|P|2.5\rPID|||12||Doe^Ann||19600102|F\rPV1||O')[0]?.patient.sex // 'F'
 */
export function importHl7v2(text: string): ImportedEncounter[] {
  const visits = new Map<string, ImportedEncounter>();
  hl7Messages(text).forEach((message, i) => {
    const read = readMessage(message, i);
    const before = visits.get(read.id);
    visits.set(read.id, before ? together(before, read) : read);
  });
  return [...visits.values()];
}

/** Patient class (table 0004) as the setting the guidelines know. */
const SETTINGS: Readonly<Record<string, Setting>> = {
  I: 'inpatient',
  E: 'ed',
  O: 'outpatient',
  R: 'outpatient',
  C: 'office',
  B: 'inpatient',
};
const ROLES: Readonly<Record<string, NonNullable<ImportedEncounter['diagnoses'][number]['role']>>> = { A: 'admitting' };
/** Coding methods (table 0396 and names in use) of the code systems medcode knows. */
const SYSTEMS: Readonly<Record<string, string>> = {
  I10: 'icd10cm',
  I10C: 'icd10cm',
  ICD10: 'icd10cm',
  'ICD-10': 'icd10cm',
  'ICD-10-CM': 'icd10cm',
  I10P: 'icd10pcs',
  'ICD-10-PCS': 'icd10pcs',
  I9: 'icd9cm',
  I9C: 'icd9cm',
  C4: 'hcpcs',
  CPT: 'hcpcs',
  CPT4: 'hcpcs',
  HCPCS: 'hcpcs',
  HPC: 'hcpcs',
};

function readMessage({ segments }: Hl7Message, number: number): ImportedEncounter {
  const first = (tag: string): Hl7Segment | undefined => segments.find((segment) => segment.tag === tag);
  const header = first('MSH');
  const pid = first('PID');
  const visit = first('PV1');
  const notImported: NotImported[] = [];
  const id = visit?.value(19) || pid?.value(18) || header?.value(10) || `message-${number + 1}`;
  const admitted = stampedDate(visit?.value(44));
  const discharged = stampedDate(visit?.value(45));
  const { diagnoses, procedures, services } = codesOf(segments, notImported);
  const date =
    admitted ??
    services[0]?.date ??
    stampedDate(first('TXA')?.value(4)) ??
    stampedDate(first('OBR')?.value(7)) ??
    stampedDate(first('EVN')?.value(6));
  const birthDate = stampedDate(pid?.value(7));
  const born = birthDate === undefined ? undefined : parseDay(birthDate);
  const on = date === undefined ? undefined : parseDay(date);
  const patientClass = visit?.value(2) ?? '';
  const setting = SETTINGS[patientClass];
  if (patientClass !== '' && setting === undefined)
    notImported.push({ at: 'PV1-2', reason: `patient class ${patientClass} has no setting` });
  const attending = visit && personOf(visit, 7);
  const party = pid && personOf(pid, 5, false);
  return {
    id,
    format: 'hl7v2',
    ...(setting === undefined ? {} : { setting }),
    ...(date === undefined ? {} : { date }),
    ...(discharged === undefined ? {} : { dateTo: discharged }),
    patient: {
      ...(born === undefined || on === undefined ? {} : { age: wholeYears(born, on) }),
      ...sexOf(pid?.value(8)),
      ...(birthDate === undefined ? {} : { birthDate }),
      ...(party ? { party: withAddress(party, pid) } : {}),
    },
    documents: documentsOf(segments, `${id}-${header?.value(10) || number + 1}`, notImported),
    diagnoses,
    procedures,
    services,
    ...(attending ? { attending } : {}),
    ...insuranceOf(segments),
    ...stated('admissionType', visit?.value(4)),
    ...stated('admissionSource', visit?.value(14)),
    ...stated('patientStatus', visit?.value(36)),
    notImported,
  };
}

function stated<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined || value === '' ? {} : ({ [key]: value } as { [P in K]: string });
}

function sexOf(value: string | undefined): { sex?: Sex } {
  if (value === undefined || value === '') return {};
  return { sex: value === 'M' || value === 'F' ? value : 'U' };
}

/** A name of data type XPN, or of XCN, which has an identifier before it. */
function personOf(segment: Hl7Segment, field: number, identified = true): Party | undefined {
  const at = identified ? 1 : 0;
  const name = segment.value(field, 1 + at);
  const id = identified ? segment.value(field, 1) : '';
  if (name === '' && id === '') return undefined;
  return {
    type: 'person',
    ...stated('name', name),
    ...stated('first', segment.value(field, 2 + at)),
    ...stated('middle', segment.value(field, 3 + at)),
    ...stated('suffix', segment.value(field, 4 + at)),
    ...(id === '' ? {} : /^[12]\d{9}$/.test(id) ? { npi: id } : { id: { qualifier: segment.value(field, 9) || 'local', value: id } }),
  };
}

function withAddress(party: Party, pid: Hl7Segment): Party {
  const street = [pid.value(11, 1), pid.value(11, 2)].filter((line) => line !== '');
  const address = {
    lines: street,
    ...stated('city', pid.value(11, 3)),
    ...stated('state', pid.value(11, 4)),
    ...stated('zip', pid.value(11, 5).replace('-', '')),
    ...stated('country', pid.value(11, 6)),
  };
  const number = pid.value(3);
  return {
    ...party,
    ...(number === '' ? {} : { ids: [{ qualifier: pid.value(3, 5) || 'MR', value: number }] }),
    ...(street.length === 0 && address.city === undefined ? {} : { address }),
  };
}

function codesOf(
  segments: readonly Hl7Segment[],
  notImported: NotImported[],
): Pick<ImportedEncounter, 'diagnoses' | 'procedures' | 'services'> {
  const diagnoses: ImportedEncounter['diagnoses'] = [];
  const procedures: ImportedEncounter['procedures'] = [];
  const services: ServiceLine[] = [];
  const finals = segments.some((segment) => segment.tag === 'DG1' && segment.value(6) === 'F');
  segments.forEach((segment, i) => {
    const at = `${segment.tag}[${i + 1}]`;
    if (segment.tag === 'DG1') {
      const code = segment.value(3);
      const system = systemOf(segment.value(3, 3) || segment.value(2));
      if (code === '') notImported.push({ at, reason: 'a diagnosis in words without a code' });
      // Working diagnoses are superseded once final ones are there (table 0052).
      else if (finals && segment.value(6) === 'W') notImported.push({ at, reason: 'a working diagnosis beside final ones' });
      else
        diagnoses.push({
          code,
          ...(ROLES[segment.value(6)] === undefined ? {} : { role: ROLES[segment.value(6)] }),
          ...(system === undefined || system === 'icd10cm' ? {} : { system }),
          ...stated('title', segment.value(3, 2) || segment.value(4)),
          ...stated('poa', segment.value(26)),
        });
    } else if (segment.tag === 'PR1') {
      const code = segment.value(3);
      const system = systemOf(segment.value(3, 3) || segment.value(2));
      const date = stampedDate(segment.value(5));
      if (code === '') notImported.push({ at, reason: 'a procedure in words without a code' });
      else if (system === 'hcpcs') services.push({ code, units: 1, ...(date === undefined ? {} : { date }) });
      else
        procedures.push({
          code,
          ...(date === undefined ? {} : { date }),
          ...(system === undefined || system === 'icd10pcs' ? {} : { system }),
          ...stated('title', segment.value(3, 2) || segment.value(4)),
        });
    } else if (segment.tag === 'FT1') {
      const line = chargeOf(segment);
      if (line) services.push(line);
      else notImported.push({ at, reason: `a financial entry of type ${segment.value(6) || 'unknown'} is no charge` });
    }
  });
  // DG1-15 is the diagnosis's priority: 1 stands first; it is no reason to drop the order of the message otherwise.
  const priority = new Map(
    segments.filter(({ tag }) => tag === 'DG1').map((segment) => [segment.value(3), Number(segment.value(15)) || Number.POSITIVE_INFINITY]),
  );
  const ranked = diagnoses.some(({ code }) => Number.isFinite(priority.get(code)))
    ? diagnoses.toSorted((a, b) => compareRank(priority.get(a.code), priority.get(b.code)))
    : diagnoses;
  return { diagnoses: ranked, procedures, services };
}

function compareRank(a = Number.POSITIVE_INFINITY, b = Number.POSITIVE_INFINITY): number {
  return a === b ? 0 : a - b;
}

/** A charge (FT1-6 CG); credits and payments are not services. */
function chargeOf(segment: Hl7Segment): ServiceLine | undefined {
  const type = segment.value(6);
  if (type !== '' && type !== 'CG') return undefined;
  const code = segment.value(25) || segment.value(7);
  const modifiers = Array.from({ length: segment.repetitions(26) }, (_, i) => segment.value(26, 1, i)).filter((one) => one !== '');
  const units = Number(segment.value(10));
  const date = stampedDate(segment.value(4));
  const rendering = personOf(segment, 20);
  return {
    ...stated('code', code),
    modifiers,
    units: Number.isFinite(units) && units > 0 ? units : 1,
    ...stated('charge', segment.value(11) || segment.value(12)),
    ...(date === undefined ? {} : { date }),
    ...(rendering ? { rendering } : {}),
  };
}

function systemOf(method: string): string | undefined {
  return SYSTEMS[method.toUpperCase()];
}

/** Text of OBX segments: one document for each OBR or TXA they stand under; a result with a number is a line of it. */
function documentsOf(segments: readonly Hl7Segment[], id: string, notImported: NotImported[]): Note[] {
  const documents: { title: string; lines: string[]; author: string; date: string | undefined }[] = [];
  segments.forEach((segment, i) => {
    if (segment.tag === 'OBR' || segment.tag === 'TXA') {
      const title = segment.tag === 'OBR' ? segment.value(4, 2) || segment.value(4) : segment.value(2, 2);
      const date = stampedDate(segment.value(segment.tag === 'OBR' ? 7 : 4));
      documents.push({ title, lines: [], author: segment.tag === 'TXA' ? 'provider' : 'other-clinician', date });
    } else if (segment.tag === 'OBX') {
      const type = segment.value(2);
      if (documents.length === 0) documents.push({ title: '', lines: [], author: 'unknown', date: undefined });
      const lines = documents.at(-1)?.lines ?? [];
      if (type === 'ED' || type === 'RP') notImported.push({ at: `OBX[${i + 1}]`, reason: `an attachment of type ${type} is not text` });
      else if (/^(?:TX|FT|ST)$/.test(type)) lines.push(segment.text(5));
      else
        lines.push([segment.value(3, 2) || segment.value(3), segment.value(5), segment.value(6)].filter((part) => part !== '').join(' '));
    } else if (segment.tag === 'NTE') documents.at(-1)?.lines.push(segment.text(3));
  });
  return documents
    .filter(({ lines }) => lines.some((line) => line.trim() !== ''))
    .map(({ title, lines, author, date }, i) => ({
      id: `${id}-${i + 1}`,
      text: `${title === '' ? '' : `${title}\n\n`}${lines.join('\n')}\n`,
      ...(date === undefined ? {} : { date }),
      authorRole: author as NonNullable<Note['authorRole']>,
    }));
}

/** Policies in the order of the message: IN1-1 is the rank. */
function insuranceOf(segments: readonly Hl7Segment[]): Pick<ImportedEncounter, 'subscribers'> {
  const policies = segments.filter(({ tag }) => tag === 'IN1');
  if (policies.length === 0) return {};
  return {
    subscribers: policies.map((policy, i) => {
      const person = personOf(policy, 16, false);
      const member = policy.value(36) || policy.value(49);
      const birthDate = stampedDate(policy.value(18));
      const subscriber: Subscriber = {
        responsibility: 'PST'[i] ?? 'U',
        ...stated('groupNumber', policy.value(8)),
        ...stated('groupName', policy.value(9)),
        ...(policy.value(17) === 'SEL' || policy.value(17) === '18' ? { relationship: '18' } : {}),
        party: { ...(person ?? { type: 'person' }), ...(member === '' ? {} : { id: { qualifier: 'MI', value: member } }) },
        ...(birthDate === undefined ? {} : { birthDate }),
      };
      const name = policy.value(4);
      return {
        subscriber,
        ...(name === '' ? {} : { payer: { type: 'organization' as const, name, ...payerNumber(policy.value(3)) } }),
      };
    }),
  };
}

function payerNumber(value: string): { id?: { qualifier: string; value: string } } {
  return value === '' ? {} : { id: { qualifier: 'PI', value } };
}

/** Two messages of one visit: documents add up, codes and facts of the later one replace those of the earlier when it has any. */
function together(before: ImportedEncounter, after: ImportedEncounter): ImportedEncounter {
  return {
    ...before,
    ...after,
    patient: { ...before.patient, ...after.patient, ...partyOf(before, after) },
    documents: [...before.documents, ...after.documents],
    diagnoses: after.diagnoses.length > 0 ? after.diagnoses : before.diagnoses,
    procedures: after.procedures.length > 0 ? after.procedures : before.procedures,
    services: [...before.services, ...after.services],
    notImported: [...before.notImported, ...after.notImported],
  };
}

/** Of a name with address and one without, the address stays. */
function partyOf(before: ImportedEncounter, after: ImportedEncounter): { party?: Party } {
  if (!before.patient.party || !after.patient.party) return {};
  return { party: { ...before.patient.party, ...after.patient.party } };
}
