import type { Encounter } from '../../model/encounter.js';
import { FHIR_SYSTEM, type FhirIssue, fhirContent } from '../../model/fhir.js';
import { serviceSystem } from './claim-codes.js';
import type { FhirBundle } from './claim-to-fhir.js';

const CLASS = { office: 'AMB', ed: 'EMER', outpatient: 'AMB', inpatient: 'IMP' } as const;
const GENDER = { M: 'male', F: 'female', U: 'unknown' } as const;
const CONDITION = 'http://terminology.hl7.org/CodeSystem';

/**
 * A coded encounter as a FHIR R4 bundle (US Core profiles): Encounter with its diagnoses in rank, Condition for each diagnosis, Procedure
 * for each ICD-10-PCS procedure and service. Suggestions are not part of it: they are not the coder's answer.
 */
export function encounterToFhir(encounter: Encounter): { readonly bundle: FhirBundle } | { readonly issues: readonly FhirIssue[] } {
  const subject = { reference: 'Patient/patient' };
  const visit = { reference: 'Encounter/encounter' };
  const entries: { fullUrl: string; resource: object }[] = [];
  const add = (resourceType: string, id: string, content: object): void => {
    entries.push({ fullUrl: `urn:medcode:${resourceType}/${id}`, resource: { resourceType, id, ...content } });
  };
  const coded = (system: string, code: string, display?: string): object => ({
    coding: [{ system, code, ...(display === undefined || display === '' ? {} : { display }) }],
  });
  const answer = <T extends { readonly band: string }>(items: readonly T[]): T[] => items.filter(({ band }) => band !== 'suggestion');
  const diagnoses = answer(encounter.diagnoses);
  const { sex } = encounter.patient;
  add('Patient', 'patient', sex === undefined ? {} : { gender: GENDER[sex] });
  add('Encounter', 'encounter', {
    identifier: [{ value: encounter.id }],
    status: 'finished',
    class: { system: FHIR_SYSTEM.encounterClass, code: CLASS[encounter.setting] },
    subject,
    period: { start: encounter.date },
    ...(diagnoses.length === 0
      ? {}
      : {
          diagnosis: diagnoses.map((_one, i) => ({
            condition: { reference: `Condition/diagnosis-${i + 1}` },
            use: coded(`${CONDITION}/diagnosis-role`, 'billing'),
            rank: i + 1,
          })),
        }),
  });
  diagnoses.forEach(({ code, title }, i) => {
    add('Condition', `diagnosis-${i + 1}`, {
      clinicalStatus: coded(`${CONDITION}/condition-clinical`, 'active'),
      verificationStatus: coded(`${CONDITION}/condition-ver-status`, 'confirmed'),
      category: [coded(`${CONDITION}/condition-category`, 'encounter-diagnosis')],
      code: coded(FHIR_SYSTEM.icd10cm, code, title),
      subject,
      encounter: visit,
    });
  });
  const procedures = [
    ...answer(encounter.procedures).map(({ code, title }) => coded(FHIR_SYSTEM.icd10pcs, code, title)),
    ...answer(encounter.services).map(({ code }) => coded(serviceSystem(code), code)),
  ];
  procedures.forEach((code, i) => {
    add('Procedure', `procedure-${i + 1}`, { status: 'completed', code, subject, encounter: visit, performedDateTime: encounter.date });
  });
  const bundle: FhirBundle = { resourceType: 'Bundle', type: 'collection', entry: entries };
  const issues = fhirContent(bundle)?.issues ?? [];
  return issues.length > 0 ? { issues } : { bundle };
}
