import { z } from 'zod';

/**
 * The FHIR R4 (4.0.1) resources that encounters and claims travel in, as far as medcode reads and writes them. Required elements,
 * cardinalities and the codes of required bindings are checked; elements that are not named here are let through unread.
 *
 * Amounts: FHIR's JSON has them as numbers. They are written from, and read back into, decimal text; no arithmetic is done on them.
 */

/** Code systems by the addresses FHIR and US Core name them with. */
export const FHIR_SYSTEM = {
  icd10cm: 'http://hl7.org/fhir/sid/icd-10-cm',
  icd10pcs: 'http://www.cms.gov/Medicare/Coding/ICD10',
  cpt: 'http://www.ama-assn.org/go/cpt',
  hcpcs: 'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
  icd9cm: 'http://hl7.org/fhir/sid/icd-9-cm',
  npi: 'http://hl7.org/fhir/sid/us-npi',
  placeOfService: 'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set',
  revenue: 'https://www.nubc.org/CodeSystem/RevenueCodes',
  typeOfBill: 'https://www.nubc.org/CodeSystem/TypeOfBill',
  poa: 'https://www.nubc.org/CodeSystem/PresentOnAdmissionIndicator',
  dischargeStatus: 'https://www.nubc.org/CodeSystem/PatDischargeStatus',
  claimType: 'http://terminology.hl7.org/CodeSystem/claim-type',
  diagnosisType: 'http://terminology.hl7.org/CodeSystem/ex-diagnosistype',
  processPriority: 'http://terminology.hl7.org/CodeSystem/processpriority',
  encounterClass: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  relationship: 'http://terminology.hl7.org/CodeSystem/subscriber-relationship',
  careTeamRole: 'http://terminology.hl7.org/CodeSystem/claimcareteamrole',
  adjudication: 'http://terminology.hl7.org/CodeSystem/adjudication',
} as const;

const Text = z.string();
/** `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or with a time. */
const DateTime = z.string().regex(/^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?)?)?$/);

const Coding = z.looseObject({ system: Text.optional(), code: Text.optional(), display: Text.optional() });
export const CodeableConcept = z.looseObject({ coding: z.array(Coding).optional(), text: Text.optional() });
export type CodeableConcept = z.infer<typeof CodeableConcept>;
const Reference = z.looseObject({ reference: Text.optional(), display: Text.optional(), type: Text.optional() });
const FhirIdentifier = z.looseObject({ system: Text.optional(), value: Text.optional(), type: CodeableConcept.optional() });
const Period = z.looseObject({ start: DateTime.optional(), end: DateTime.optional() });
const Money = z.looseObject({ value: z.number().optional(), currency: Text.optional() });
const Quantity = z.looseObject({ value: z.number().optional(), unit: Text.optional(), code: Text.optional() });
const HumanName = z.looseObject({
  family: Text.optional(),
  given: z.array(Text).optional(),
  prefix: z.array(Text).optional(),
  suffix: z.array(Text).optional(),
  text: Text.optional(),
});
const FhirAddress = z.looseObject({
  line: z.array(Text).optional(),
  city: Text.optional(),
  state: Text.optional(),
  postalCode: Text.optional(),
  country: Text.optional(),
});
const Attachment = z.looseObject({ contentType: Text.optional(), data: Text.optional(), url: Text.optional(), title: Text.optional() });

const base = { id: Text.optional(), identifier: z.array(FhirIdentifier).optional() };
const FinancialStatus = z.enum(['active', 'cancelled', 'draft', 'entered-in-error']);

export const FhirPatient = z.looseObject({
  resourceType: z.literal('Patient'),
  ...base,
  name: z.array(HumanName).optional(),
  gender: z.enum(['male', 'female', 'other', 'unknown']).optional(),
  birthDate: DateTime.optional(),
  deceasedDateTime: DateTime.optional(),
  address: z.array(FhirAddress).optional(),
});
export type FhirPatient = z.infer<typeof FhirPatient>;

export const FhirOrganization = z.looseObject({
  resourceType: z.literal('Organization'),
  ...base,
  name: Text.optional(),
  address: z.array(FhirAddress).optional(),
});

export const FhirPractitioner = z.looseObject({ resourceType: z.literal('Practitioner'), ...base, name: z.array(HumanName).optional() });

export const FhirCoverage = z.looseObject({
  resourceType: z.literal('Coverage'),
  ...base,
  status: FinancialStatus,
  subscriber: Reference.optional(),
  subscriberId: Text.optional(),
  beneficiary: Reference,
  relationship: CodeableConcept.optional(),
  payor: z.array(Reference).min(1),
  class: z.array(z.looseObject({ type: CodeableConcept, value: Text, name: Text.optional() })).optional(),
  order: z.int().positive().optional(),
});
export type FhirCoverage = z.infer<typeof FhirCoverage>;

export const FhirEncounter = z.looseObject({
  resourceType: z.literal('Encounter'),
  ...base,
  status: z.enum(['planned', 'arrived', 'triaged', 'in-progress', 'onleave', 'finished', 'cancelled', 'entered-in-error', 'unknown']),
  class: Coding,
  subject: Reference.optional(),
  period: Period.optional(),
  diagnosis: z
    .array(z.looseObject({ condition: Reference, use: CodeableConcept.optional(), rank: z.int().positive().optional() }))
    .optional(),
  hospitalization: z.looseObject({ admitSource: CodeableConcept.optional(), dischargeDisposition: CodeableConcept.optional() }).optional(),
  participant: z.array(z.looseObject({ individual: Reference.optional() })).optional(),
});
export type FhirEncounter = z.infer<typeof FhirEncounter>;

export const FhirCondition = z.looseObject({
  resourceType: z.literal('Condition'),
  ...base,
  clinicalStatus: CodeableConcept.optional(),
  verificationStatus: CodeableConcept.optional(),
  category: z.array(CodeableConcept).optional(),
  code: CodeableConcept.optional(),
  subject: Reference,
  encounter: Reference.optional(),
});
export type FhirCondition = z.infer<typeof FhirCondition>;

export const FhirProcedure = z.looseObject({
  resourceType: z.literal('Procedure'),
  ...base,
  status: z.enum(['preparation', 'in-progress', 'not-done', 'on-hold', 'stopped', 'completed', 'entered-in-error', 'unknown']),
  code: CodeableConcept.optional(),
  subject: Reference,
  encounter: Reference.optional(),
  performedDateTime: DateTime.optional(),
  performedPeriod: Period.optional(),
});
export type FhirProcedure = z.infer<typeof FhirProcedure>;

const sequence = z.int().positive();
const claimParts = {
  status: FinancialStatus,
  type: CodeableConcept,
  subType: CodeableConcept.optional(),
  use: z.enum(['claim', 'preauthorization', 'predetermination']),
  patient: Reference,
  billablePeriod: Period.optional(),
  created: DateTime,
  provider: Reference,
  insurer: Reference.optional(),
  related: z
    .array(z.looseObject({ claim: Reference.optional(), relationship: CodeableConcept.optional(), reference: FhirIdentifier.optional() }))
    .optional(),
  careTeam: z.array(z.looseObject({ sequence, provider: Reference, role: CodeableConcept.optional() })).optional(),
  supportingInfo: z
    .array(
      z.looseObject({
        sequence,
        category: CodeableConcept,
        code: CodeableConcept.optional(),
        timingDate: DateTime.optional(),
        timingPeriod: Period.optional(),
        valueString: Text.optional(),
      }),
    )
    .optional(),
  diagnosis: z
    .array(
      z
        .looseObject({
          sequence,
          diagnosisCodeableConcept: CodeableConcept.optional(),
          diagnosisReference: Reference.optional(),
          type: z.array(CodeableConcept).optional(),
          onAdmission: CodeableConcept.optional(),
        })
        .refine((one) => (one.diagnosisCodeableConcept === undefined) !== (one.diagnosisReference === undefined), {
          message: 'a diagnosis has a code or a reference, one of the two',
        }),
    )
    .optional(),
  procedure: z
    .array(
      z.looseObject({
        sequence,
        date: DateTime.optional(),
        procedureCodeableConcept: CodeableConcept.optional(),
        procedureReference: Reference.optional(),
      }),
    )
    .optional(),
  insurance: z.array(z.looseObject({ sequence: sequence.optional(), focal: z.boolean(), coverage: Reference })).min(1),
  item: z
    .array(
      z.looseObject({
        sequence,
        careTeamSequence: z.array(sequence).optional(),
        diagnosisSequence: z.array(sequence).optional(),
        revenue: CodeableConcept.optional(),
        productOrService: CodeableConcept,
        modifier: z.array(CodeableConcept).optional(),
        servicedDate: DateTime.optional(),
        servicedPeriod: Period.optional(),
        locationCodeableConcept: CodeableConcept.optional(),
        quantity: Quantity.optional(),
        unitPrice: Money.optional(),
        net: Money.optional(),
      }),
    )
    .optional(),
  total: z.unknown().optional(),
};

export const FhirClaim = z.looseObject({
  resourceType: z.literal('Claim'),
  ...base,
  ...claimParts,
  priority: CodeableConcept,
  total: Money.optional(),
});
export type FhirClaim = z.infer<typeof FhirClaim>;

const Adjudications = z.array(z.looseObject({ category: CodeableConcept, reason: CodeableConcept.optional(), amount: Money.optional() }));

export const FhirExplanationOfBenefit = z.looseObject({
  resourceType: z.literal('ExplanationOfBenefit'),
  ...base,
  ...claimParts,
  insurer: Reference,
  outcome: z.enum(['queued', 'complete', 'error', 'partial']),
  adjudication: Adjudications.optional(),
  total: z.array(z.looseObject({ category: CodeableConcept, amount: Money })).optional(),
  payment: z.looseObject({ amount: Money.optional(), date: DateTime.optional() }).optional(),
});
export type FhirExplanationOfBenefit = z.infer<typeof FhirExplanationOfBenefit>;

export const FhirDocumentReference = z.looseObject({
  resourceType: z.literal('DocumentReference'),
  ...base,
  status: z.enum(['current', 'superseded', 'entered-in-error']),
  type: CodeableConcept.optional(),
  date: DateTime.optional(),
  content: z.array(z.looseObject({ attachment: Attachment })).min(1),
});
export type FhirDocumentReference = z.infer<typeof FhirDocumentReference>;

const Narrative = z.looseObject({ status: Text, div: Text });
interface CompositionSection {
  title?: string | undefined;
  text?: z.infer<typeof Narrative> | undefined;
  section?: CompositionSection[] | undefined;
}
const Section: z.ZodType<CompositionSection> = z.looseObject({
  title: Text.optional(),
  text: Narrative.optional(),
  get section() {
    return z.array(Section).optional();
  },
});
export const FhirComposition = z.looseObject({
  resourceType: z.literal('Composition'),
  ...base,
  identifier: z.unknown().optional(),
  status: z.enum(['preliminary', 'final', 'amended', 'entered-in-error']),
  type: CodeableConcept,
  date: DateTime,
  title: Text,
  section: z.array(Section).optional(),
});

export const FhirDiagnosticReport = z.looseObject({
  resourceType: z.literal('DiagnosticReport'),
  ...base,
  status: z.enum([
    'registered',
    'partial',
    'preliminary',
    'final',
    'amended',
    'corrected',
    'appended',
    'cancelled',
    'entered-in-error',
    'unknown',
  ]),
  code: CodeableConcept,
  effectiveDateTime: DateTime.optional(),
  conclusion: Text.optional(),
  presentedForm: z.array(Attachment).optional(),
});

/** What medcode reads of FHIR, by resource type. */
export const FHIR_RESOURCES = {
  Patient: FhirPatient,
  Organization: FhirOrganization,
  Practitioner: FhirPractitioner,
  Coverage: FhirCoverage,
  Encounter: FhirEncounter,
  Condition: FhirCondition,
  Procedure: FhirProcedure,
  Claim: FhirClaim,
  ExplanationOfBenefit: FhirExplanationOfBenefit,
  DocumentReference: FhirDocumentReference,
  Composition: FhirComposition,
  DiagnosticReport: FhirDiagnosticReport,
} as const;
export type FhirResourceType = keyof typeof FHIR_RESOURCES;
export type FhirResource = z.infer<(typeof FHIR_RESOURCES)[FhirResourceType]>;

/** What is wrong with a resource: where and what. */
export interface FhirIssue {
  /** `Claim/12: item.0.productOrService`. */
  readonly at: string;
  readonly message: string;
}

/** The resources of a bundle or of a single resource, and what is wrong with them; types that medcode does not read are named. */
export interface FhirContent {
  readonly resources: readonly { readonly url: string | undefined; readonly resource: FhirResource }[];
  readonly issues: readonly FhirIssue[];
  readonly unread: readonly { readonly at: string; readonly type: string }[];
}

const Entry = z.looseObject({ fullUrl: Text.optional(), resource: z.looseObject({ resourceType: Text, id: Text.optional() }).optional() });
const Bundle = z.looseObject({ resourceType: z.literal('Bundle'), entry: z.array(Entry).optional() });

/** Reads and validates a parsed FHIR document: a Bundle or one resource. Undefined when it is neither. */
export function fhirContent(document: unknown): FhirContent | undefined {
  const single = z.looseObject({ resourceType: Text, id: Text.optional() }).safeParse(document);
  if (!single.success) return undefined;
  const bundle = Bundle.safeParse(document);
  const entries = bundle.success ? (bundle.data.entry ?? []) : [{ fullUrl: undefined, resource: single.data }];
  const resources: { url: string | undefined; resource: FhirResource }[] = [];
  const issues: FhirIssue[] = [];
  const unread: { at: string; type: string }[] = [];
  entries.forEach(({ fullUrl, resource }, i) => {
    if (!resource) return;
    const at = resource.id === undefined ? `${resource.resourceType}[${i}]` : `${resource.resourceType}/${resource.id}`;
    const schema = Object.hasOwn(FHIR_RESOURCES, resource.resourceType)
      ? FHIR_RESOURCES[resource.resourceType as FhirResourceType]
      : undefined;
    if (!schema) return unread.push({ at, type: resource.resourceType });
    const checked = schema.safeParse(resource);
    if (checked.success) return resources.push({ url: fullUrl, resource: checked.data });
    for (const issue of checked.error.issues) issues.push({ at: `${at}: ${issue.path.join('.')}`, message: issue.message });
  });
  return { resources, issues, unread };
}
