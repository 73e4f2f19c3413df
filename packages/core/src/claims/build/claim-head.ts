import { namesEarlierClaim } from '../../codesets/claim-codes/bill-type.js';
import type { Claim, Party } from '../../model/claim.js';
import { parseDay } from '../../model/date.js';
import { PARTY_LOOPS } from '../x12/party-loops.js';
import { checkAllowedValues } from './allowed-values.js';
import { coverageOf } from './coverage.js';
import type { BuildInput } from './input.js';
import type { MissingFacts } from './missing.js';
import {
  checkAddress,
  checkContact,
  checkName,
  checkNpi,
  checkTaxNumber,
  checkTaxonomy,
  fits,
  namedProvider,
  PROVIDER_WORDS,
  wireParty,
} from './parties.js';

type Field = keyof Claim & keyof BuildInput;

/** Facts that go to a claim of either form as they are. */
const EITHER: readonly Field[] = [
  'assignment',
  'benefitsAssigned',
  'release',
  'delayReason',
  'admissionDate',
  'priorAuthorization',
  'referralNumber',
  'medicalRecordNumber',
  'submitter',
  'receiver',
  'conditions',
  'attachments',
  'notes',
  'ids',
  'otherPayers',
];
/** Facts that only one form has a place for, with the words for saying that they were left out of the other. */
const ONLY: Readonly<Record<Claim['form'], Readonly<Partial<Record<Field, string>>>>> = {
  professional: {
    placeOfService: 'place of service',
    providerSignature: 'provider’s signature',
    signatureSource: 'source of the patient’s signature',
    relatedCauses: 'related causes',
    accidentState: 'state of the accident',
    accidentCountry: 'country of the accident',
    specialProgram: 'special program',
    onsetDate: 'date of onset',
    accidentDate: 'date of the accident',
    lastMenstrualPeriod: 'last menstrual period',
    dates: 'other dates',
    dischargeDate: 'date of discharge',
    patientPaid: 'what the patient paid',
    clia: 'CLIA number',
    anesthesiaProcedures: 'surgery of the anesthesia',
  },
  institutional: {
    billType: 'type of bill',
    admissionHour: 'hour of admission',
    dischargeHour: 'hour of discharge',
    admissionType: 'type of admission',
    admissionSource: 'point of origin',
    patientStatus: 'patient status',
    drg: 'DRG',
    patientDue: 'what the patient is expected to owe',
    occurrences: 'occurrence codes',
    occurrenceSpans: 'occurrence span codes',
    values: 'value codes',
    treatmentCodes: 'treatment codes',
  },
};
/** Dates and texts of a claim with the words a biller has for them. */
const DATES: readonly (readonly [field: Field, words: string])[] = [
  ['onsetDate', 'date of onset'],
  ['accidentDate', 'date of the accident'],
  ['lastMenstrualPeriod', 'last menstrual period'],
  ['admissionDate', 'date of admission'],
  ['dischargeDate', 'date of discharge'],
];
/** Longest claim number that HIPAA claims carry (005010X222 and X223, CLM01). */
const LONGEST_ID = 20;

/** Everything of a claim but its codes, lines and dates, and what was left out because the form has no place for it. */
export function claimHead(
  input: BuildInput,
  form: Claim['form'],
  missing: MissingFacts,
): { readonly head: Omit<Claim, 'id' | 'diagnoses' | 'services'>; readonly leftOut: string[] } {
  const head: Omit<Claim, 'id' | 'diagnoses' | 'services'> = { form };
  for (const field of [...EITHER, ...(Object.keys(ONLY[form]) as Field[])])
    if (input[field] !== undefined) Object.assign(head, { [field]: input[field] });
  const other = form === 'professional' ? 'institutional' : 'professional';
  const leftOut = (Object.keys(ONLY[other]) as Field[])
    // A discharge ends the statement period; place of service and type of bill tell the forms apart.
    .filter((field) => input[field] !== undefined && !['dischargeDate', 'placeOfService', 'billType'].includes(field))
    .map((field) => ONLY[other][field] as string);
  if (form === 'institutional') delete head.dischargeDate;
  checkAllowedValues(input, form, missing);
  checkId(String(input.id), missing);
  head.frequency = input.frequency ?? '1';
  if (namesEarlierClaim(head.frequency)) {
    if (missing.needs(input.originalClaimNumber, ['originalClaimNumber'], 'payer’s number of the claim that this one corrects or voids'))
      head.originalClaimNumber = input.originalClaimNumber;
  } else if (input.originalClaimNumber !== undefined)
    missing.add(['frequency'], 'whether the claim corrects (7) or voids (8) the one whose payer number is given: it is marked as original');
  missing.needs(input.assignment, ['assignment'], 'whether the provider accepts assignment: A yes, B for laboratory services, C no');
  missing.needs(input.benefitsAssigned, ['benefitsAssigned'], 'whether the patient assigns benefits: Y, N or W');
  missing.needs(input.release, ['release'], 'whether a signed release of information is on file: Y, or I for informed consent');
  head.billing = billingOf(input.billing, missing);
  if (input.payToAddress) {
    head.payToAddress = wireParty(input.payToAddress);
    checkAddress(input.payToAddress.address, ['payToAddress'], 'pay-to address', missing);
  }
  if (input.payToPlan) {
    head.payToPlan = wireParty(input.payToPlan);
    checkName(input.payToPlan, ['payToPlan'], 'pay-to plan', missing);
    checkAddress(input.payToPlan.address, ['payToPlan'], 'pay-to plan', missing);
  }
  Object.assign(head, coverageOf(input, missing));
  for (const { field } of PARTY_LOOPS[form].claim) {
    if (field === 'referring') {
      if (input.referring)
        head.referring = input.referring.map((party, i) => namedProvider(party, field, form, ['referring', i], '', missing));
      continue;
    }
    const party = input[field];
    if (!party) continue;
    head[field] = namedProvider(party, field, form, [field], '', missing);
  }
  for (const { field } of PARTY_LOOPS[other].claim)
    if (input[field] !== undefined && !PARTY_LOOPS[form].claim.some((own) => own.field === field))
      leftOut.push(PROVIDER_WORDS[field] ?? field);
  for (const [field, words] of DATES)
    if (typeof input[field] === 'string' && parseDay(input[field]) === undefined)
      missing.add([field], `${words}: a day as YYYY-MM-DD is expected`);
  checkAttachments(input, missing);
  for (const [i, { value }] of (input.notes ?? []).entries()) fits(value, 80, ['notes', i], 'note of the claim', missing);
  return { head, leftOut };
}

function checkId(id: string, missing: MissingFacts): void {
  if (missing.needs(id, ['id'], 'number of the claim (patient control number)') && id.length > LONGEST_ID)
    missing.add(['id'], `number of the claim: ${id.length} characters, of which a payer returns ${LONGEST_ID}`);
}

function billingOf(given: Party | undefined, missing: MissingFacts): Party {
  const billing: Party = wireParty(given ?? { type: 'organization' });
  const path = ['billing'];
  checkName(billing, path, 'billing provider', missing);
  checkNpi(billing, path, 'billing provider', missing, true);
  checkTaxonomy(billing.taxonomy, path, 'billing provider', missing);
  checkTaxNumber(billing, path, 'billing provider', missing);
  checkAddress(billing.address, path, 'billing provider', missing, true);
  if (billing.contacts) checkContact(billing, path, 'billing provider', missing);
  return billing;
}

/** An attachment that travels apart is found by its control number; only what waits at the provider has none. */
function checkAttachments(input: BuildInput, missing: MissingFacts): void {
  for (const [i, { type, transmission, control }] of (input.attachments ?? []).entries()) {
    missing.needs(type, ['attachments', i, 'type'], `kind of attachment ${i + 1}`);
    if (missing.needs(transmission, ['attachments', i, 'transmission'], `how attachment ${i + 1} travels`) && transmission !== 'AA')
      missing.needs(control, ['attachments', i, 'control'], `control number of attachment ${i + 1}`);
  }
}
