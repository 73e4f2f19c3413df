import type { ClaimDiagnosis } from '../../model/claim.js';
import { FHIR_SYSTEM } from '../../model/fhir.js';

/**
 * Codes that a claim's facts have in FHIR R4 and in the CARIN Blue Button guide, one table for writing and reading.
 */
export const CARIN_INFO = 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBSupportingInfoType';
export const CARIN_ROLE = 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBClaimCareTeamRole';
export const CARIN_DIAGNOSIS = 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBClaimDiagnosisType';
export const CARIN_INSTITUTIONAL_DIAGNOSIS = 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBClaimInstitutionalDiagnosisType';
export const INFORMATION_CATEGORY = 'http://terminology.hl7.org/CodeSystem/claiminformationcategory';
/** Facts of a claim that neither R4 nor CARIN gives a slot. */
export const CLAIM_FACT = 'urn:medcode:claim-fact';

export const DIAGNOSIS_TYPE: Readonly<Record<NonNullable<ClaimDiagnosis['role']>, { system: string; code: string }>> = {
  principal: { system: FHIR_SYSTEM.diagnosisType, code: 'principal' },
  other: { system: CARIN_INSTITUTIONAL_DIAGNOSIS, code: 'other' },
  admitting: { system: FHIR_SYSTEM.diagnosisType, code: 'admitting' },
  'reason-for-visit': { system: CARIN_DIAGNOSIS, code: 'patientreasonforvisit' },
  'external-cause': { system: CARIN_INSTITUTIONAL_DIAGNOSIS, code: 'externalcauseofinjury' },
};

/** Who took part, by the field of the claim. */
export const CARE_TEAM_ROLE = {
  rendering: { system: CARIN_ROLE, code: 'rendering' },
  referring: { system: CARIN_ROLE, code: 'referring' },
  supervising: { system: FHIR_SYSTEM.careTeamRole, code: 'supervisor' },
  attending: { system: CARIN_ROLE, code: 'attending' },
  operating: { system: CARIN_ROLE, code: 'operating' },
  otherOperating: { system: CARIN_ROLE, code: 'otheroperating' },
} as const;
export type CareTeamField = keyof typeof CARE_TEAM_ROLE;

/** Facts stated as a code, by the field of the claim: the category, and the system of the code. */
export const CODED_INFO = {
  admissionType: {
    category: { system: CARIN_INFO, code: 'admtype' },
    system: 'https://www.nubc.org/CodeSystem/PriorityTypeOfAdmitOrVisit',
  },
  admissionSource: { category: { system: CARIN_INFO, code: 'pointoforigin' }, system: 'https://www.nubc.org/CodeSystem/PointOfOrigin' },
  patientStatus: { category: { system: CARIN_INFO, code: 'discharge-status' }, system: FHIR_SYSTEM.dischargeStatus },
  drg: {
    category: { system: CARIN_INFO, code: 'drg' },
    system: 'https://www.cms.gov/Medicare/Medicare-Fee-for-Service-Payment/AcuteInpatientPPS/MS-DRG-Classifications-and-Software',
  },
  frequency: { category: { system: CLAIM_FACT, code: 'frequency' }, system: 'https://www.nubc.org/CodeSystem/FrequencyOfBill' },
  billType: { category: { system: CLAIM_FACT, code: 'bill-type' }, system: FHIR_SYSTEM.typeOfBill },
  placeOfService: { category: { system: CLAIM_FACT, code: 'place-of-service' }, system: FHIR_SYSTEM.placeOfService },
} as const;

/** Facts stated as a day. */
export const DATED_INFO = {
  onsetDate: { system: INFORMATION_CATEGORY, code: 'onset' },
  admissionDate: { system: CLAIM_FACT, code: 'admission' },
  dischargeDate: { system: INFORMATION_CATEGORY, code: 'discharge' },
  lastMenstrualPeriod: { system: CLAIM_FACT, code: 'last-menstrual-period' },
} as const;

/** Facts stated as text. */
export const STATED_INFO = {
  referralNumber: { system: CLAIM_FACT, code: 'referral' },
  clia: { system: CLAIM_FACT, code: 'clia' },
  medicalRecordNumber: { system: CLAIM_FACT, code: 'medical-record' },
  patientPaid: { system: CLAIM_FACT, code: 'patient-paid' },
  admissionHour: { system: CLAIM_FACT, code: 'admission-hour' },
  dischargeHour: { system: CLAIM_FACT, code: 'discharge-hour' },
  delayReason: { system: CLAIM_FACT, code: 'delay-reason' },
} as const;

/** Accident types (v3 ActCode, subset of R4's Claim.accident) for CLM11's related causes. */
export const ACCIDENT = { AA: 'MVA', EM: 'WPA', OA: 'ACC' } as const;

/** The system a service's number belongs to: CPT numbers start with a digit, HCPCS Level II with a letter. */
export function serviceSystem(code: string): string {
  return /^\d/.test(code) ? FHIR_SYSTEM.cpt : FHIR_SYSTEM.hcpcs;
}
