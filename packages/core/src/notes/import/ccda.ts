import { MedcodeError } from '../../errors.js';
import type { Party } from '../../model/claim.js';
import { parseDay, stampedDate, wholeYears } from '../../model/date.js';
import type { Setting } from '../../model/encounter.js';
import type { ImportedEncounter, NotImported } from './imported.js';
import { allBelow, descend, elements, narrative, textOf, type XmlElement, xmlTree } from './xml-tree.js';

/** Object identifiers of code systems (HL7 OID registry). */
const SYSTEMS: Readonly<Record<string, 'icd10cm' | 'icd10pcs' | 'hcpcs' | 'icd9cm'>> = {
  '2.16.840.1.113883.6.90': 'icd10cm',
  '2.16.840.1.113883.6.4': 'icd10pcs',
  '2.16.840.1.113883.6.12': 'hcpcs',
  '2.16.840.1.113883.6.285': 'hcpcs',
  '2.16.840.1.113883.6.103': 'icd9cm',
};
const NPI = '2.16.840.1.113883.4.6';
/** Encounter classes (ActCode). */
const SETTINGS: Readonly<Record<string, Setting>> = {
  IMP: 'inpatient',
  ACUTE: 'inpatient',
  NONAC: 'inpatient',
  EMER: 'ed',
  AMB: 'office',
  OBSENC: 'outpatient',
};

/**
 * An encounter from a C-CDA document (HL7 CDA R2, C-CDA R2.1): each section's narrative becomes text under its title, so that it is read
 * like any note; codes of known systems in the entries are listed as imported; entries with a negation indicator are not.
 * @throws MedcodeError MC_INPUT_INVALID
 */
export function importCcda(text: string): ImportedEncounter {
  const document = xmlTree(text);
  if (document.name !== 'ClinicalDocument')
    throw new MedcodeError('MC_INPUT_INVALID', `the document element is ${document.name}, not ClinicalDocument`);
  const notImported: NotImported[] = [];
  const visit = descend(document, 'componentOf', 'encompassingEncounter');
  const effective = descend(visit, 'effectiveTime');
  const written = stampedDate(descend(document, 'effectiveTime')?.attributes['value']);
  const date = stampedDate(descend(effective, 'low')?.attributes['value'] ?? effective?.attributes['value']) ?? written;
  const dateTo = stampedDate(descend(effective, 'high')?.attributes['value']);
  const id = idOf(descend(visit, 'id')) ?? idOf(descend(document, 'id')) ?? 'ccda';
  const setting = settingOf(visit);
  const codes = codesOf(document, notImported);
  return {
    id,
    format: 'ccda',
    ...(setting === undefined ? {} : { setting }),
    ...(date === undefined ? {} : { date }),
    ...(dateTo === undefined ? {} : { dateTo }),
    patient: patientOf(document, date),
    documents: documentsOf(document, id, written, notImported),
    ...codes,
    ...attendingOf(visit),
    notImported,
  };
}

function idOf(id: XmlElement | undefined): string | undefined {
  return id?.attributes['extension'] ?? id?.attributes['root'];
}

function settingOf(visit: XmlElement | undefined): Setting | undefined {
  const code = descend(visit, 'code');
  const classes = [code, ...elements(code, 'translation')].map((one) => one?.attributes['code'] ?? '');
  return classes.map((one) => SETTINGS[one]).find((one) => one !== undefined);
}

function patientOf(document: XmlElement, date: string | undefined): ImportedEncounter['patient'] {
  const role = descend(document, 'recordTarget', 'patientRole');
  const patient = descend(role, 'patient');
  const birthDate = stampedDate(descend(patient, 'birthTime')?.attributes['value']);
  const born = birthDate === undefined ? undefined : parseDay(birthDate);
  const on = date === undefined ? undefined : parseDay(date);
  const gender = descend(patient, 'administrativeGenderCode')?.attributes['code'];
  const party = personOf(descend(patient, 'name'));
  return {
    ...(born === undefined || on === undefined ? {} : { age: wholeYears(born, on) }),
    ...(gender === undefined ? {} : { sex: gender === 'M' || gender === 'F' ? gender : 'U' }),
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(party ? { party } : {}),
  };
}

function personOf(name: XmlElement | undefined): Party | undefined {
  if (!name) return undefined;
  const [first, middle] = elements(name, 'given').map((one) => textOf(one).trim());
  const family = textOf(descend(name, 'family')).trim();
  return { type: 'person', ...(family === '' ? {} : { name: family }), ...(first ? { first } : {}), ...(middle ? { middle } : {}) };
}

function attendingOf(visit: XmlElement | undefined): { attending?: Party } {
  const entity =
    descend(visit, 'responsibleParty', 'assignedEntity') ??
    elements(visit, 'encounterParticipant').flatMap((one) => elements(one, 'assignedEntity'))[0];
  const party = personOf(descend(entity, 'assignedPerson', 'name'));
  if (!party) return {};
  const npi = elements(entity, 'id').find(({ attributes }) => attributes['root'] === NPI)?.attributes['extension'];
  return { attending: npi === undefined ? party : { ...party, npi } };
}

function documentsOf(
  document: XmlElement,
  id: string,
  date: string | undefined,
  notImported: NotImported[],
): ImportedEncounter['documents'] {
  const component = descend(document, 'component');
  const plain = descend(component, 'nonXMLBody', 'text');
  const sections = descend(component, 'structuredBody');
  let text = '';
  if (plain) {
    const { mediaType = 'text/plain', representation } = plain.attributes;
    if (representation === 'B64' || !mediaType.startsWith('text/')) {
      notImported.push({ at: 'nonXMLBody', reason: `the body is ${mediaType}, not text` });
    } else text = `${textOf(plain).trim()}\n`;
  }
  if (sections)
    text = elements(sections, 'component')
      .flatMap((one) => sectionText(descend(one, 'section')))
      .join('\n');
  if (text.trim() === '') return [];
  return [{ id: `${id}-document`, text, ...(date === undefined ? {} : { date }), authorRole: 'provider' }];
}

/** A section as a note writes it: its title as a heading, its narrative, its sub-sections. */
function sectionText(section: XmlElement | undefined): string[] {
  if (!section) return [];
  const title = textOf(descend(section, 'title')).trim();
  const text = descend(section, 'text');
  const body = text ? narrative(text) : '';
  const below = elements(section, 'component').flatMap((one) => sectionText(descend(one, 'section')));
  return body === '' ? below : [`${title === '' ? '' : `${title.replace(/:$/, '')}:\n`}${body}\n`, ...below];
}

function codesOf(document: XmlElement, notImported: NotImported[]): Pick<ImportedEncounter, 'diagnoses' | 'procedures' | 'services'> {
  const diagnoses = new Map<string, ImportedEncounter['diagnoses'][number]>();
  const procedures: ImportedEncounter['procedures'] = [];
  const services: ImportedEncounter['services'] = [];
  allBelow(document, 'section').forEach((section, i) => {
    for (const entry of elements(section, 'entry')) {
      for (const statement of [...allBelow(entry, 'observation'), ...allBelow(entry, 'procedure'), ...allBelow(entry, 'act')]) {
        const coded = codedOf(statement);
        if (!coded) continue;
        if (statement.attributes['negationInd'] === 'true') {
          notImported.push({ at: `section[${i + 1}]`, reason: `${coded.code} is stated as absent` });
          continue;
        }
        const title = coded.title === undefined ? {} : { title: coded.title };
        const date = stampedDate(
          descend(statement, 'effectiveTime')?.attributes['value'] ?? descend(statement, 'effectiveTime', 'low')?.attributes['value'],
        );
        if (coded.system === 'icd10cm' || coded.system === 'icd9cm')
          diagnoses.set(coded.code, { code: coded.code, ...(coded.system === 'icd9cm' ? { system: coded.system } : {}), ...title });
        else if (coded.system === 'icd10pcs') procedures.push({ code: coded.code, ...(date === undefined ? {} : { date }), ...title });
        else services.push({ code: coded.code, units: 1, ...(date === undefined ? {} : { date }) });
      }
    }
  });
  return { diagnoses: [...diagnoses.values()], procedures, services };
}

/** The code of a statement in a system medcode knows: its value or code, or a translation of either. */
function codedOf(statement: XmlElement): { code: string; system: (typeof SYSTEMS)[string]; title?: string } | undefined {
  for (const holder of [...elements(statement, 'value'), ...elements(statement, 'code')]) {
    for (const one of [holder, ...elements(holder, 'translation')]) {
      const system = SYSTEMS[one.attributes['codeSystem'] ?? ''];
      const code = one.attributes['code'];
      const title = one.attributes['displayName'];
      if (system && code) return { code, system, ...(title === undefined ? {} : { title }) };
    }
  }
  return undefined;
}
