import { z } from 'zod';
import { Sex } from './encounter.js';

/**
 * A claim: one patient, one provider's bill to one payer, as a biller reads it. The words are those of the claim standards; the shape is
 * the same for a professional claim (CMS-1500, 837P) and an institutional one (UB-04, 837I), and the coded part – `diagnoses`,
 * `procedures`, `services` – is the shape an {@link Encounter} has, so that edits read both alike.
 *
 * Amounts are decimal text as the claim writes it (`"12.5"`): no binary fraction ever holds money; `parseAmount` gives whole cents.
 * Dates are `YYYY-MM-DD`; a date that cannot be read stays as it was written and an edit says so.
 */

/** An amount of US money as decimal text; see `parseAmount` in `model/money.ts`. */
export const Amount = z.string();

/** Qualifier and value, as REF01/REF02 and NM108/NM109 carry them. */
export const Identifier = z.object({ qualifier: z.string(), value: z.string() });
export type Identifier = z.infer<typeof Identifier>;

export const Address = z.object({
  lines: z.array(z.string()),
  city: z.string().optional(),
  state: z.string().optional(),
  zip: z.string().optional(),
  country: z.string().optional(),
  subdivision: z.string().optional(),
});
export type Address = z.infer<typeof Address>;

/** A person or office to call: `numbers` with their qualifiers (TE, FX, EM, EX …). */
export const Contact = z.object({ function: z.string().optional(), name: z.string().optional(), numbers: z.array(Identifier) });
export type Contact = z.infer<typeof Contact>;

/** Anyone named on a claim. */
export const Party = z.object({
  type: z.enum(['person', 'organization']),
  /** Last name of a person, name of an organization. */
  name: z.string().optional(),
  first: z.string().optional(),
  middle: z.string().optional(),
  prefix: z.string().optional(),
  suffix: z.string().optional(),
  /** National Provider Identifier. */
  npi: z.string().optional(),
  /** The identifier when it is no NPI: member, payer or submitter number with its qualifier (MI, PI, 46 …). */
  id: Identifier.optional(),
  /** Further identifiers (tax number EI/SY, licence 0B, location number LU …). */
  ids: z.array(Identifier).optional(),
  /** Provider taxonomy number. */
  taxonomy: z.string().optional(),
  address: Address.optional(),
  contacts: z.array(Contact).optional(),
});
export type Party = z.infer<typeof Party>;

/** Why a payer paid less than charged: group (CO, PR, OA, PI, CR), reason number (CARC), amount, units. */
export const Adjustment = z.object({
  group: z.string(),
  reason: z.string(),
  amount: Amount,
  quantity: z.number().optional(),
});
export type Adjustment = z.infer<typeof Adjustment>;

/** The person whose policy it is, and the policy. */
export const Subscriber = z.object({
  /** P primary, S secondary, T tertiary … (SBR01). */
  responsibility: z.string(),
  /** Relation of the patient to the subscriber, on the subscriber's own level only 18 (self). */
  relationship: z.string().optional(),
  groupNumber: z.string().optional(),
  groupName: z.string().optional(),
  insuranceType: z.string().optional(),
  /** Claim filing indicator (SBR09): MB, CI, BL … */
  filingIndicator: z.string().optional(),
  party: Party.optional(),
  birthDate: z.string().optional(),
  sex: z.string().optional(),
});
export type Subscriber = z.infer<typeof Subscriber>;

/** Another payer of the same claim (COB): its policy and, when it has answered, what it adjusted and paid. */
export const OtherPayer = z.object({
  subscriber: Subscriber,
  payer: Party.optional(),
  adjustments: z.array(Adjustment),
  /** What it paid on the whole claim. */
  paid: Amount.optional(),
  remainingLiability: Amount.optional(),
  nonCovered: Amount.optional(),
  paidOn: z.string().optional(),
  claimNumber: z.string().optional(),
  assignment: z.string().optional(),
  signatureSource: z.string().optional(),
  release: z.string().optional(),
  remarks: z.array(z.string()).optional(),
});
export type OtherPayer = z.infer<typeof OtherPayer>;

/** What another payer decided on one service line (SVD, CAS, DTP 573). */
export const LineAdjudication = z.object({
  /** Number of the payer, as the NM1 segment of its own loop has it. */
  payer: z.string(),
  paid: Amount,
  /** The procedure it decided on, where it differs from the one billed too. */
  code: z.string().optional(),
  /** See {@link ServiceLine}. */
  codeQualifier: z.string().optional(),
  modifiers: z.array(z.string()).optional(),
  description: z.string().optional(),
  revenueCode: z.string().optional(),
  units: z.number().optional(),
  /** Line the service was bundled into (SVD06). */
  bundledLine: z.string().optional(),
  adjustments: z.array(Adjustment),
  paidOn: z.string().optional(),
  remainingLiability: Amount.optional(),
});
export type LineAdjudication = z.infer<typeof LineAdjudication>;

export const ClaimDiagnosis = z.object({
  /** With its dot in what is printed; read with or without. */
  code: z.string(),
  role: z.enum(['principal', 'other', 'admitting', 'reason-for-visit', 'external-cause']).optional(),
  /** Y N U W, `1` or `exempt`. */
  poa: z.string().optional(),
  /** Absent: ICD-10-CM. */
  system: z.string().optional(),
  /** As a file wrote it, where that is not the code without its dot. */
  written: z.string().optional(),
});
export type ClaimDiagnosis = z.infer<typeof ClaimDiagnosis>;

export const ClaimProcedure = z.object({
  code: z.string(),
  date: z.string().optional(),
  /** Absent: the first is the principal procedure. */
  role: z.enum(['principal', 'other']).optional(),
  /** Absent: ICD-10-PCS. */
  system: z.string().optional(),
});
export type ClaimProcedure = z.infer<typeof ClaimProcedure>;

export const Drug = z.object({
  ndc: z.string(),
  quantity: z.number().optional(),
  unit: z.string().optional(),
  prescription: z.string().optional(),
  /** Number that links the drugs of a compound where there is no prescription number (REF VY). */
  linkNumber: z.string().optional(),
});

/** A date with the qualifier of DTP01 (`454` first treatment, `304` last seen …); `dateTo` when it is a period. */
export const QualifiedDate = z.object({ qualifier: z.string(), date: z.string(), dateTo: z.string().optional() });
export type QualifiedDate = z.infer<typeof QualifiedDate>;

/** Paper or electronic attachment that goes with a claim (PWK): report type, how it travels, its control number. */
export const Attachment = z.object({ type: z.string(), transmission: z.string(), control: z.string().optional() });
export type Attachment = z.infer<typeof Attachment>;

export const ServiceLine = z.object({
  /** Number of the line on the claim (LX01). */
  line: z.int().positive().optional(),
  /** HCPCS or CPT number; absent on institutional lines that bill a revenue code alone. */
  code: z.string().optional(),
  /** Code set of `code` (SV101-1, SV202-1). Absent: HC, HCPCS. */
  codeQualifier: z.string().optional(),
  modifiers: z.array(z.string()).optional(),
  description: z.string().optional(),
  units: z.number().optional(),
  /** UN units, MJ minutes, DA days … Absent: units. */
  unit: z.string().optional(),
  charge: Amount.optional(),
  nonCovered: Amount.optional(),
  /** Positions in `diagnoses`, from 1. */
  pointers: z.array(z.int().positive()).optional(),
  date: z.string().optional(),
  /** Last day when the line spans several. */
  dateTo: z.string().optional(),
  /** Other dates of the line. */
  dates: z.array(QualifiedDate).optional(),
  placeOfService: z.string().optional(),
  revenueCode: z.string().optional(),
  emergency: z.string().optional(),
  epsdt: z.string().optional(),
  familyPlanning: z.string().optional(),
  copayStatus: z.string().optional(),
  drug: Drug.optional(),
  rendering: Party.optional(),
  supervising: Party.optional(),
  ordering: Party.optional(),
  referring: Party.optional(),
  purchased: Party.optional(),
  facility: Party.optional(),
  operating: Party.optional(),
  otherOperating: Party.optional(),
  primaryCare: Party.optional(),
  ambulancePickUp: Party.optional(),
  ambulanceDropOff: Party.optional(),
  /** The provider's own number of the line (REF 6R): payers answer with it. */
  control: z.string().optional(),
  priorAuthorization: z.string().optional(),
  referralNumber: z.string().optional(),
  clia: z.string().optional(),
  ids: z.array(Identifier).optional(),
  attachments: z.array(Attachment).optional(),
  notes: z.array(Identifier).optional(),
  adjudications: z.array(LineAdjudication).optional(),
});
export type ServiceLine = z.infer<typeof ServiceLine>;

/** Code with date or period and amount, as UB-04 value, occurrence and condition codes carry them. */
export const CodedFact = z.object({
  code: z.string(),
  date: z.string().optional(),
  dateTo: z.string().optional(),
  amount: Amount.optional(),
});
export type CodedFact = z.infer<typeof CodedFact>;

/**
 * A segment, or what is left of one, that no field of the claim names: kept in its place, so that nothing is lost. Elements stand as
 * written, tag first; composites are joined by the separator of the interchange (`source.envelope.delimiters`), else by a colon.
 */
export const KeptSegment = z.object({
  loop: z.string(),
  /** Position of the service line in `services`, from 1. */
  line: z.int().optional(),
  /** Position of the payer in `otherPayers`, from 1. */
  otherPayer: z.int().optional(),
  /** Which repetition of the loop, from 1; absent for the first. */
  repeat: z.int().optional(),
  /** Fields name the segment's other elements: these are empty here, and what is not empty completes the segment. */
  rest: z.boolean().optional(),
  /** Numbers of elements that are empty though a field says something by default. */
  empty: z.array(z.int()).optional(),
  elements: z.array(z.string()),
});
export type KeptSegment = z.infer<typeof KeptSegment>;

/**
 * What stands around a claim in its interchange: control segments ISA, GS, ST and BHT. A file that lacks the first or second of them is
 * read nevertheless, but not written without them.
 */
export const ClaimEnvelope = z.object({
  delimiters: z.object({ element: z.string(), component: z.string(), repetition: z.string().optional(), segment: z.string() }).optional(),
  interchange: z
    .object({
      /** ISA01/02 and ISA03/04; absent when empty with qualifier 00. */
      authorization: Identifier.optional(),
      security: Identifier.optional(),
      sender: Identifier,
      receiver: Identifier,
      date: z.string(),
      time: z.string(),
      version: z.string(),
      control: z.string(),
      /** ISA14: 1 when a TA1 is asked for. */
      acknowledgment: z.string(),
      /** ISA15: P production, T test. */
      usage: z.string(),
    })
    .optional(),
  group: z
    .object({
      sender: z.string(),
      receiver: z.string(),
      date: z.string(),
      time: z.string(),
      control: z.string(),
      version: z.string(),
    })
    .optional(),
  transaction: z.object({
    control: z.string(),
    /** Position of the ST segment in the file it was read from, from 1. */
    segment: z.int().optional(),
    /** ST03. */
    version: z.string().optional(),
    /** BHT02: 00 original, 18 sent again. */
    purpose: z.string(),
    reference: z.string(),
    date: z.string(),
    time: z.string(),
    /** BHT06: CH chargeable, RP reporting, 31 subrogation. */
    kind: z.string(),
  }),
});
export type ClaimEnvelope = z.infer<typeof ClaimEnvelope>;

/** Where a claim was read from, for matching answers back to it. */
export const ClaimSource = z.object({
  /** ISA13, GS06, ST02. */
  interchange: z.string().optional(),
  group: z.string().optional(),
  transaction: z.string().optional(),
  /** Position of the CLM segment, from 1 at the ISA. */
  segment: z.int().optional(),
  version: z.string().optional(),
  envelope: ClaimEnvelope.optional(),
});
export type ClaimSource = z.infer<typeof ClaimSource>;

/** The patient, who may be the subscriber: then `relationship` is 18 and `party` the subscriber's own. */
export const ClaimPatient = z.object({
  /** Relation to the subscriber (PAT01): 18 self, 01 spouse, 19 child … */
  relationship: z.string().optional(),
  party: Party.optional(),
  birthDate: z.string().optional(),
  /** Whole years on the first day of service, where no birth date is given. */
  age: z.number().nonnegative().max(150).optional(),
  sex: Sex.optional(),
  deathDate: z.string().optional(),
  /** Pounds. */
  weight: z.string().optional(),
  /** Y when pregnant. */
  pregnant: z.string().optional(),
});
export type ClaimPatient = z.infer<typeof ClaimPatient>;

export const Claim = z.object({
  /** The provider's own number for the claim (patient control number, CLM01). */
  id: z.string(),
  form: z.enum(['professional', 'institutional']),
  source: ClaimSource.optional(),
  /** Total charge (CLM02). */
  charge: Amount.optional(),
  /** Place of service number of a professional claim. */
  placeOfService: z.string().optional(),
  /** First two digits of the type of bill, without leading zero and frequency: `11`, `13` … */
  billType: z.string().optional(),
  /** CLM05-2 where it is not the usual one: B for a place of service, A for a type of bill. */
  facilityQualifier: z.string().optional(),
  /** 1 original, 7 replacement, 8 void … (third digit of the type of bill). */
  frequency: z.string().optional(),
  /** The payer's own number of the claim that this one replaces or voids (REF F8). */
  originalClaimNumber: z.string().optional(),
  providerSignature: z.string().optional(),
  /** Assignment of the provider (CLM07): A, B, C. */
  assignment: z.string().optional(),
  /** Assignment of benefits by the patient (CLM08): Y, N, W. */
  benefitsAssigned: z.string().optional(),
  /** Release of information (CLM09): Y, I. */
  release: z.string().optional(),
  signatureSource: z.string().optional(),
  /** Related causes (CLM11): AA automobile, EM employment, OA other accident. */
  relatedCauses: z.array(z.string()).optional(),
  accidentState: z.string().optional(),
  accidentCountry: z.string().optional(),
  /** Special program (CLM12): 02 physically handicapped children, 03 special federal funding … */
  specialProgram: z.string().optional(),
  delayReason: z.string().optional(),
  /** Statement period: first and last day (institutional), or of all service lines (professional). */
  date: z.string().optional(),
  dateTo: z.string().optional(),
  onsetDate: z.string().optional(),
  accidentDate: z.string().optional(),
  admissionDate: z.string().optional(),
  /** HHMM. */
  admissionHour: z.string().optional(),
  dischargeHour: z.string().optional(),
  dischargeDate: z.string().optional(),
  lastMenstrualPeriod: z.string().optional(),
  /** Other dates of the claim. */
  dates: z.array(QualifiedDate).optional(),
  admissionType: z.string().optional(),
  admissionSource: z.string().optional(),
  /** Patient discharge status, two digits. */
  patientStatus: z.string().optional(),
  drg: z.string().optional(),
  /** What the patient has paid (professional) and what the patient is expected to owe (institutional). */
  patientPaid: Amount.optional(),
  patientDue: Amount.optional(),
  priorAuthorization: z.string().optional(),
  referralNumber: z.string().optional(),
  clia: z.string().optional(),
  medicalRecordNumber: z.string().optional(),
  submitter: Party.optional(),
  receiver: Party.optional(),
  billing: Party.optional(),
  payToAddress: Party.optional(),
  payToPlan: Party.optional(),
  subscriber: Subscriber.optional(),
  payer: Party.optional(),
  patient: ClaimPatient.optional(),
  rendering: Party.optional(),
  referring: z.array(Party).optional(),
  supervising: Party.optional(),
  primaryCare: Party.optional(),
  facility: Party.optional(),
  ambulancePickUp: Party.optional(),
  ambulanceDropOff: Party.optional(),
  attending: Party.optional(),
  operating: Party.optional(),
  otherOperating: Party.optional(),
  otherPayers: z.array(OtherPayer).optional(),
  diagnoses: z.array(ClaimDiagnosis),
  procedures: z.array(ClaimProcedure).optional(),
  services: z.array(ServiceLine),
  /** HCPCS or CPT numbers of the surgery an anesthesia claim belongs to, the main one first (HI BP, BO). */
  anesthesiaProcedures: z.array(z.string()).optional(),
  conditions: z.array(z.string()).optional(),
  occurrences: z.array(CodedFact).optional(),
  occurrenceSpans: z.array(CodedFact).optional(),
  values: z.array(CodedFact).optional(),
  treatmentCodes: z.array(z.string()).optional(),
  attachments: z.array(Attachment).optional(),
  notes: z.array(Identifier).optional(),
  ids: z.array(Identifier).optional(),
  /** Segments of the interchange that no field above names. */
  kept: z.array(KeptSegment).optional(),
});
export type Claim = z.infer<typeof Claim>;
