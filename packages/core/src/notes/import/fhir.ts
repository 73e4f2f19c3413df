import { MedcodeError } from '../../errors.js';
import type { Party } from '../../model/claim.js';
import { parseDay, wholeYears } from '../../model/date.js';
import type { Setting, Sex } from '../../model/encounter.js';
import {
  type CodeableConcept,
  FHIR_SYSTEM,
  type FhirCondition,
  type FhirEncounter,
  type FhirPatient,
  type FhirProcedure,
  type FhirResource,
  type FhirResourceType,
  fhirContent,
} from '../../model/fhir.js';
import type { Note } from '../../model/note.js';
import { importCcda } from './ccda.js';
import type { ImportedEncounter, NotImported } from './imported.js';
import { narrative, xmlTree } from './xml-tree.js';

/** Encounter classes (v3 ActCode). */
const SETTINGS: Readonly<Record<string, Setting>> = {
  IMP: 'inpatient',
  ACUTE: 'inpatient',
  NONAC: 'inpatient',
  EMER: 'ed',
  AMB: 'office',
  VR: 'office',
  OBSENC: 'outpatient',
  SS: 'outpatient',
};
type ImportedSystem = 'icd10cm' | 'icd10pcs' | 'hcpcs' | 'icd9cm';
const SYSTEMS: Readonly<Record<string, ImportedSystem>> = {
  [FHIR_SYSTEM.icd10cm]: 'icd10cm',
  'urn:oid:2.16.840.1.113883.6.90': 'icd10cm',
  [FHIR_SYSTEM.icd10pcs]: 'icd10pcs',
  'urn:oid:2.16.840.1.113883.6.4': 'icd10pcs',
  [FHIR_SYSTEM.cpt]: 'hcpcs',
  [FHIR_SYSTEM.hcpcs]: 'hcpcs',
  'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets': 'hcpcs',
  'urn:oid:2.16.840.1.113883.6.285': 'hcpcs',
  [FHIR_SYSTEM.icd9cm]: 'icd9cm',
};

interface Held {
  readonly all: readonly FhirResource[];
  of<T extends FhirResourceType>(type: T): Extract<FhirResource, { resourceType: T }>[];
}

/**
 * Encounters from FHIR R4: a Bundle or a single resource. Documents come from DocumentReference (text, HTML, C-CDA attachments),
 * Composition narratives and DiagnosticReport; codes from Condition and Procedure, in the rank of Encounter.diagnosis. Conditions that are
 * refuted or entered in error, and procedures not done, are named and left out.
 * @throws MedcodeError MC_INPUT_INVALID when it is no FHIR, or a resource breaks the rules of R4
 */
export function importFhir(document: unknown): ImportedEncounter[] {
  const content = fhirContent(document);
  if (!content) throw new MedcodeError('MC_INPUT_INVALID', 'this is no FHIR resource: resourceType is missing');
  const [issue] = content.issues;
  if (issue) throw new MedcodeError('MC_INPUT_INVALID', `${issue.at}: ${issue.message}`);
  const resources = content.resources.map(({ resource }) => resource);
  const unread = content.unread.map(({ at, type }): NotImported => ({ at, reason: `${type} is not read` }));
  const held: Held = {
    all: resources,
    of: <T extends FhirResourceType>(type: T) =>
      resources.filter((one): one is Extract<FhirResource, { resourceType: T }> => one.resourceType === type),
  };
  const encounters = held.of('Encounter');
  const documents = documentsOf(held, unread);
  if (encounters.length === 0) return [encounterFrom(undefined, held, documents, unread, true)];
  return encounters.map((encounter) => encounterFrom(encounter, held, documents, unread, encounters.length === 1));
}

function encounterFrom(
  encounter: FhirEncounter | undefined,
  held: Held,
  documents: readonly (Note & { encounter: string | undefined })[],
  unread: readonly NotImported[],
  only: boolean,
): ImportedEncounter {
  const notImported: NotImported[] = [...unread];
  // With one encounter everything in the bundle is of it, also what names no encounter.
  const mine = (reference: string | undefined): boolean => only || (reference !== undefined && idIn(reference) === encounter?.id);
  const conditions = held.of('Condition').filter((one) => mine(one.encounter?.reference));
  const date = dateOf(encounter?.period?.start) ?? dateOf(documents[0]?.date);
  const dateTo = dateOf(encounter?.period?.end);
  const patient = held.of('Patient')[0];
  const setting = SETTINGS[encounter?.class.code ?? ''];
  const status = encounter?.hospitalization?.dischargeDisposition?.coding?.[0]?.code;
  const { procedures, services } = proceduresOf(
    held.of('Procedure').filter((one) => mine(one.encounter?.reference)),
    notImported,
  );
  return {
    id: encounter?.id ?? encounter?.identifier?.[0]?.value ?? patient?.id ?? 'fhir',
    format: 'fhir',
    ...(setting === undefined ? {} : { setting }),
    ...(date === undefined ? {} : { date }),
    ...(dateTo === undefined ? {} : { dateTo }),
    patient: patientOf(patient, date),
    documents: documents.filter((one) => mine(one.encounter)).map(({ encounter: _of, ...note }) => note),
    diagnoses: diagnosesOf(encounter, conditions, notImported),
    procedures,
    services,
    ...(status === undefined ? {} : { patientStatus: status }),
    notImported,
  };
}

function idIn(reference: string): string {
  return (
    reference
      .replace(/^urn:uuid:/, '')
      .split('/')
      .at(-1) ?? ''
  );
}

function dateOf(stamp: string | undefined): string | undefined {
  const text = stamp?.slice(0, 10) ?? '';
  return parseDay(text) === undefined ? undefined : text;
}

function patientOf(patient: FhirPatient | undefined, date: string | undefined): ImportedEncounter['patient'] {
  if (!patient) return {};
  const birthDate = dateOf(patient.birthDate);
  const born = birthDate === undefined ? undefined : parseDay(birthDate);
  const on = date === undefined ? undefined : parseDay(date);
  const sex: Sex | undefined =
    patient.gender === undefined ? undefined : patient.gender === 'male' ? 'M' : patient.gender === 'female' ? 'F' : 'U';
  const name = patient.name?.[0];
  const party: Party | undefined = name && {
    type: 'person',
    ...(name.family === undefined ? {} : { name: name.family }),
    ...(name.given?.[0] === undefined ? {} : { first: name.given[0] }),
    ...(name.given?.[1] === undefined ? {} : { middle: name.given[1] }),
  };
  return {
    ...(born === undefined || on === undefined ? {} : { age: wholeYears(born, on) }),
    ...(sex === undefined ? {} : { sex }),
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(party ? { party } : {}),
  };
}

function codedOf(concept: CodeableConcept | undefined): { code: string; system: ImportedSystem; title?: string } | undefined {
  for (const { system, code, display } of concept?.coding ?? []) {
    const known = SYSTEMS[system ?? ''];
    if (known && code) return { code, system: known, ...(display === undefined ? {} : { title: display }) };
  }
  return undefined;
}

function diagnosesOf(
  encounter: FhirEncounter | undefined,
  conditions: readonly FhirCondition[],
  notImported: NotImported[],
): ImportedEncounter['diagnoses'] {
  const rank = new Map(encounter?.diagnosis?.map(({ condition, rank: r }, i) => [idIn(condition.reference ?? ''), r ?? i + 1]));
  const use = new Map(encounter?.diagnosis?.map((one) => [idIn(one.condition.reference ?? ''), one.use?.coding?.[0]?.code]));
  const ranked = conditions.toSorted((a, b) => (rank.get(a.id ?? '') ?? 1e6) - (rank.get(b.id ?? '') ?? 1e6));
  return ranked.flatMap((condition) => {
    const at = `Condition/${condition.id ?? ''}`;
    const verified = condition.verificationStatus?.coding?.[0]?.code;
    if (verified === 'refuted' || verified === 'entered-in-error') return leftOut(notImported, at, `the condition is ${verified}`);
    const coded = codedOf(condition.code);
    if (!coded) return leftOut(notImported, at, 'the condition has no ICD-10-CM code');
    const admitting = use.get(condition.id ?? '') === 'AD' ? { role: 'admitting' as const } : {};
    return [
      {
        code: coded.code,
        ...(coded.system === 'icd10cm' ? {} : { system: coded.system }),
        ...(coded.title === undefined ? {} : { title: coded.title }),
        ...admitting,
      },
    ];
  });
}

function leftOut(notImported: NotImported[], at: string, reason: string): [] {
  notImported.push({ at, reason });
  return [];
}

function proceduresOf(found: readonly FhirProcedure[], notImported: NotImported[]): Pick<ImportedEncounter, 'procedures' | 'services'> {
  const procedures: ImportedEncounter['procedures'] = [];
  const services: ImportedEncounter['services'] = [];
  for (const procedure of found) {
    const at = `Procedure/${procedure.id ?? ''}`;
    if (procedure.status === 'not-done' || procedure.status === 'entered-in-error') {
      notImported.push({ at, reason: `the procedure is ${procedure.status}` });
      continue;
    }
    const coded = codedOf(procedure.code);
    const date = dateOf(procedure.performedDateTime ?? procedure.performedPeriod?.start);
    const on = date === undefined ? {} : { date };
    if (!coded) notImported.push({ at, reason: 'the procedure has no code of a system medcode knows' });
    else if (coded.system === 'hcpcs') services.push({ code: coded.code, units: 1, ...on });
    else procedures.push({ code: coded.code, ...on, ...(coded.title === undefined ? {} : { title: coded.title }) });
  }
  return { procedures, services };
}

function documentsOf(held: Held, unread: NotImported[]): (Note & { encounter: string | undefined })[] {
  const documents: (Note & { encounter: string | undefined })[] = [];
  const add = (
    id: string,
    text: string | undefined,
    date: string | undefined,
    role: NonNullable<Note['authorRole']>,
    encounter?: string,
  ): void => {
    if (text === undefined || text.trim() === '') return;
    const on = dateOf(date);
    documents.push({ id, text, ...(on === undefined ? {} : { date: on }), authorRole: role, encounter });
  };
  held.of('DocumentReference').forEach((one, i) => {
    const id = `DocumentReference/${one.id ?? i + 1}`;
    if (one.status === 'entered-in-error') return unread.push({ at: id, reason: 'the document is entered in error' });
    const encounter = encounterNamed(one['context']);
    one.content.forEach(({ attachment }, n) => {
      const text = attachmentText(attachment);
      if (text === undefined) unread.push({ at: id, reason: `an attachment of type ${attachment.contentType ?? 'unknown'} without text` });
      add(n === 0 ? id : `${id}-${n + 1}`, text, one.date, 'provider', encounter);
    });
  });
  held.of('Composition').forEach((one, i) => {
    const sections = one.section ?? [];
    add(`Composition/${one.id ?? i + 1}`, sections.flatMap(sectionText).join('\n'), one.date, 'provider');
  });
  held.of('DiagnosticReport').forEach((one, i) => {
    const id = `DiagnosticReport/${one.id ?? i + 1}`;
    const forms = one.presentedForm?.map(attachmentText).filter((text) => text !== undefined) ?? [];
    add(id, [...forms, one.conclusion ?? ''].filter((text) => text !== '').join('\n'), one.effectiveDateTime, 'other-clinician');
  });
  return documents;
}

/** Reference of `DocumentReference.context.encounter`. */
function encounterNamed(context: unknown): string | undefined {
  const encounter = (context as { encounter?: { reference?: unknown }[] } | undefined)?.encounter;
  const reference = Array.isArray(encounter) ? encounter[0]?.reference : undefined;
  return typeof reference === 'string' ? reference : undefined;
}

type Sections = NonNullable<Extract<FhirResource, { resourceType: 'Composition' }>['section']>;

function sectionText(section: Sections[number]): string[] {
  const body = section.text ? narrative(xmlTree(section.text.div)) : '';
  const title = section.title === undefined ? '' : `${section.title}:\n`;
  return [...(body === '' ? [] : [`${title}${body}\n`]), ...(section.section ?? []).flatMap(sectionText)];
}

function attachmentText(attachment: { contentType?: string | undefined; data?: string | undefined }): string | undefined {
  if (attachment.data === undefined) return undefined;
  const type = (attachment.contentType ?? 'text/plain').split(';')[0]?.trim();
  const text = decoded(attachment.data);
  if (text === undefined) return undefined;
  if (type === 'text/plain') return text;
  if (type === 'text/html' || type === 'application/xhtml+xml') return htmlText(text);
  if (type === 'application/xml' || type === 'text/xml' || type === 'application/hl7-cda+xml')
    return text.includes('ClinicalDocument') ? importCcda(text).documents[0]?.text : undefined;
  return undefined;
}

/** HTML that is well formed is read as such; of other HTML the tags are taken off. */
function htmlText(html: string): string {
  try {
    return narrative(xmlTree(html));
  } catch {
    return html
      .replace(/<(?:script|style)[\s\S]*?<\/(?:script|style)>/gi, '')
      .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h\d)[^>]*>/gi, '\n')
      .replace(/<[^>]*>/g, '')
      .replace(/&nbsp;/g, ' ')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&');
  }
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 as UTF-8 text; undefined when it is neither. */
function decoded(data: string): string | undefined {
  const clean = data.replace(/\s|=+$/g, '');
  const bytes = new Uint8Array(Math.floor((clean.length * 3) / 4));
  let held = 0;
  let bits = 0;
  let length = 0;
  for (const character of clean) {
    const value = BASE64.indexOf(character);
    if (value < 0) return undefined;
    held = ((held << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = (held >> bits) & 0xff;
    }
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length));
  } catch {
    return undefined;
  }
}
