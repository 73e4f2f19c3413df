import { bareCode, dottedCode } from '../../codesets/code.js';
import type { Address, Claim, Party, ServiceLine, Subscriber } from '../../model/claim.js';
import { FHIR_SYSTEM, type FhirClaim, type FhirIssue, type FhirResource, fhirContent } from '../../model/fhir.js';
import { formatCents, parseAmount } from '../../model/money.js';
import {
  ACCIDENT,
  CARE_TEAM_ROLE,
  type CareTeamField,
  CODED_INFO,
  DATED_INFO,
  DIAGNOSIS_TYPE,
  STATED_INFO,
  serviceSystem,
} from './claim-codes.js';

export interface FhirBundle {
  readonly resourceType: 'Bundle';
  readonly type: 'collection';
  readonly entry: readonly { readonly fullUrl: string; readonly resource: object }[];
}

/**
 * A claim as a FHIR R4 bundle: Claim with its Patient, Coverages, payer, billing provider and care team. Where R4 has no slot, the codes
 * of the CARIN Blue Button guide are used; the bundle is checked against R4 before it is handed out.
 * @param created day the claim resource is made, `YYYY-MM-DD`
 * @returns the bundle, or what R4 finds wrong with it (a claim without a service date, an unreadable amount)
 */
export function claimToFhir(claim: Claim, created: string): { readonly bundle: FhirBundle } | { readonly issues: readonly FhirIssue[] } {
  const resources = new Resources();
  const patient = resources.add('Patient', 'patient', patientResource(claim));
  const provider = resources.party('billing', claim.billing ?? { type: 'organization' });
  const insurer = resources.party('payer', claim.payer ?? { type: 'organization' });
  const insurance = insuranceOf(claim, resources, patient, insurer);
  const team = careTeamOf(claim, resources);
  resources.add('Claim', 'claim', {
    identifier: [{ value: claim.id }],
    status: 'active',
    type: coded(FHIR_SYSTEM.claimType, claim.form),
    use: 'claim',
    patient: { reference: patient },
    ...(claim.date === undefined ? {} : { billablePeriod: { start: claim.date, end: claim.dateTo ?? claim.date } }),
    created,
    provider: { reference: provider },
    insurer: { reference: insurer },
    priority: coded(FHIR_SYSTEM.processPriority, 'normal'),
    ...(claim.originalClaimNumber === undefined
      ? {}
      : {
          related: [
            {
              relationship: coded('http://terminology.hl7.org/CodeSystem/ex-relatedclaimrelationship', 'prior'),
              reference: { value: claim.originalClaimNumber },
            },
          ],
        }),
    ...(team.length === 0 ? {} : { careTeam: team.map(({ reference, role }, i) => ({ sequence: i + 1, provider: { reference }, role })) }),
    ...supportingInfo(claim),
    ...(claim.diagnoses.length === 0
      ? {}
      : {
          diagnosis: claim.diagnoses.map(({ code, role, poa }, i) => ({
            sequence: i + 1,
            diagnosisCodeableConcept: coded(FHIR_SYSTEM.icd10cm, dottedCode(bareCode(code))),
            type: [{ coding: [DIAGNOSIS_TYPE[role ?? (i === 0 ? 'principal' : 'other')]] }],
            ...(poa === undefined ? {} : { onAdmission: coded(FHIR_SYSTEM.poa, poa === 'exempt' ? '1' : poa) }),
          })),
        }),
    ...(claim.procedures === undefined || claim.procedures.length === 0
      ? {}
      : {
          procedure: claim.procedures.map(({ code, date }, i) => ({
            sequence: i + 1,
            ...(date === undefined ? {} : { date }),
            procedureCodeableConcept: coded(FHIR_SYSTEM.icd10pcs, bareCode(code)),
          })),
        }),
    insurance,
    ...accidentOf(claim),
    item: claim.services.map((line, i) => itemOf(line, i, team, resources)),
    ...(claim.charge === undefined ? {} : { total: money(claim.charge) }),
  });
  const bundle: FhirBundle = { resourceType: 'Bundle', type: 'collection', entry: resources.entries };
  const issues = fhirContent(bundle)?.issues ?? [];
  return issues.length > 0 ? { issues } : { bundle };
}

/** The resources of the bundle under names that are the same for the same claim. */
class Resources {
  readonly entries: { fullUrl: string; resource: object }[] = [];
  private readonly urls = new Map<string, string>();

  add(resourceType: FhirResource['resourceType'], id: string, content: object): string {
    const reference = `${resourceType}/${id}`;
    this.entries.push({ fullUrl: `urn:medcode:${reference}`, resource: { resourceType, id, ...content } });
    return reference;
  }

  /** The same party is one resource, however often the claim names it. */
  party(id: string, party: Party): string {
    const key = JSON.stringify(party);
    const known = this.urls.get(key);
    if (known !== undefined) return known;
    const identifier = identifiersOf(party);
    const rest = {
      ...(identifier.length === 0 ? {} : { identifier }),
      ...(party.taxonomy === undefined ? {} : { qualification: [{ code: coded('http://nucc.org/provider-taxonomy', party.taxonomy) }] }),
    };
    const reference =
      party.type === 'organization'
        ? this.add('Organization', id, {
            ...(identifier.length === 0 ? {} : { identifier }),
            ...(party.name === undefined ? {} : { name: party.name }),
            ...addressOf(party.address),
          })
        : this.add('Practitioner', id, { ...rest, ...nameOf(party) });
    this.urls.set(key, reference);
    return reference;
  }
}

function coded(system: string, code: string): { coding: { system: string; code: string }[] } {
  return { coding: [{ system, code }] };
}

/** FHIR writes amounts as JSON numbers; the number is the decimal text, not a computed value. */
function money(text: string): { value: number; currency: 'USD' } {
  const cents = parseAmount(text);
  return { value: cents === undefined ? Number.NaN : Number(formatCents(cents)), currency: 'USD' };
}

function identifiersOf(party: Party): object[] {
  return [
    ...(party.npi === undefined ? [] : [{ system: FHIR_SYSTEM.npi, value: party.npi }]),
    ...[party.id, ...(party.ids ?? [])].flatMap((one) => (one === undefined ? [] : [{ type: { text: one.qualifier }, value: one.value }])),
  ];
}

function nameOf(party: Party): object {
  const given = [party.first, party.middle].filter((part) => part !== undefined);
  return {
    name: [
      {
        ...(party.name === undefined ? {} : { family: party.name }),
        ...(given.length === 0 ? {} : { given }),
        ...(party.prefix === undefined ? {} : { prefix: [party.prefix] }),
        ...(party.suffix === undefined ? {} : { suffix: [party.suffix] }),
      },
    ],
  };
}

function addressOf(address: Address | undefined): object {
  if (!address) return {};
  const { lines, city, state, zip, country } = address;
  return {
    address: [
      {
        ...(lines.length === 0 ? {} : { line: lines }),
        ...(city === undefined ? {} : { city }),
        ...(state === undefined ? {} : { state }),
        ...(zip === undefined ? {} : { postalCode: zip }),
        ...(country === undefined ? {} : { country }),
      },
    ],
  };
}

const GENDER: Readonly<Record<string, string>> = { M: 'male', F: 'female', U: 'unknown' };

/** The patient, who on most claims is the subscriber. */
function patientResource(claim: Claim): object {
  const { patient, subscriber } = claim;
  const party = patient?.party ?? subscriber?.party;
  const birthDate = patient?.birthDate ?? (patient?.party ? undefined : subscriber?.birthDate);
  const sex = patient?.sex ?? (patient?.party ? undefined : subscriber?.sex);
  return {
    ...(party ? { identifier: identifiersOf(party), ...nameOf(party) } : {}),
    ...(sex === undefined ? {} : { gender: GENDER[sex] ?? 'unknown' }),
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(patient?.deathDate === undefined ? {} : { deceasedDateTime: patient.deathDate }),
    ...addressOf(party?.address),
  };
}

function insuranceOf(claim: Claim, resources: Resources, patient: string, insurer: string): FhirClaim['insurance'] {
  const own = coverage(claim.subscriber ?? { responsibility: 'P' }, claim.patient?.relationship, patient, insurer);
  const policies = [{ reference: resources.add('Coverage', 'coverage-1', own), focal: true }];
  claim.otherPayers?.forEach(({ subscriber, payer }, i) => {
    const payor = payer ? resources.party(`payer-${i + 2}`, payer) : insurer;
    policies.push({
      reference: resources.add('Coverage', `coverage-${i + 2}`, coverage(subscriber, undefined, patient, payor)),
      focal: false,
    });
  });
  return policies.map(({ reference, focal }, i) => ({
    sequence: i + 1,
    focal,
    coverage: { reference },
    ...(focal && claim.priorAuthorization !== undefined ? { preAuthRef: [claim.priorAuthorization] } : {}),
  }));
}

const RELATIONSHIP: Readonly<Record<string, string>> = { '18': 'self', '01': 'spouse', '19': 'child' };
const ORDER: Readonly<Record<string, number>> = { P: 1, S: 2, T: 3 };

function coverage(subscriber: Subscriber, relationship: string | undefined, patient: string, payor: string): object {
  const { party, groupNumber, groupName, filingIndicator, responsibility } = subscriber;
  const relation = relationship ?? subscriber.relationship;
  const order = ORDER[responsibility];
  return {
    status: 'active',
    ...(filingIndicator === undefined ? {} : { type: { text: filingIndicator } }),
    ...(party?.id === undefined ? {} : { subscriberId: party.id.value }),
    ...(party?.name === undefined
      ? {}
      : { subscriber: { display: [party.first, party.middle, party.name].filter((part) => part !== undefined).join(' ') } }),
    beneficiary: { reference: patient },
    ...(relation === undefined ? {} : { relationship: coded(FHIR_SYSTEM.relationship, RELATIONSHIP[relation] ?? 'other') }),
    payor: [{ reference: payor }],
    ...(groupNumber === undefined && groupName === undefined
      ? {}
      : {
          class: [
            {
              type: coded('http://terminology.hl7.org/CodeSystem/coverage-class', 'group'),
              value: groupNumber ?? groupName,
              ...(groupName === undefined ? {} : { name: groupName }),
            },
          ],
        }),
    ...(order === undefined ? {} : { order }),
  };
}

interface TeamMember {
  readonly reference: string;
  readonly role: object;
}

function careTeamOf(claim: Claim, resources: Resources): TeamMember[] {
  const team: TeamMember[] = [];
  for (const field of Object.keys(CARE_TEAM_ROLE) as CareTeamField[]) {
    const named = claim[field];
    (Array.isArray(named) ? named : named ? [named] : []).forEach((party, i) => {
      const reference = resources.party(`${field.toLowerCase()}${i === 0 ? '' : `-${i + 1}`}`, party);
      team.push({ reference, role: { coding: [CARE_TEAM_ROLE[field]] } });
    });
  }
  claim.services.forEach((line, i) => {
    if (!line.rendering) return;
    const reference = resources.party(lineParty(i), line.rendering);
    if (!team.some((one) => one.reference === reference)) team.push({ reference, role: { coding: [CARE_TEAM_ROLE.rendering] } });
  });
  return team;
}

function supportingInfo(claim: Claim): { supportingInfo?: object[] } {
  const facts: object[] = [];
  const add = (fact: object): void => {
    facts.push({ sequence: facts.length + 1, ...fact });
  };
  for (const field of Object.keys(CODED_INFO) as (keyof typeof CODED_INFO)[]) {
    const { category, system } = CODED_INFO[field];
    const code = claim[field];
    if (code !== undefined) add({ category: { coding: [category] }, code: coded(system, code) });
  }
  for (const field of Object.keys(DATED_INFO) as (keyof typeof DATED_INFO)[]) {
    const timingDate = claim[field];
    if (timingDate !== undefined) add({ category: { coding: [DATED_INFO[field]] }, timingDate });
  }
  for (const field of Object.keys(STATED_INFO) as (keyof typeof STATED_INFO)[]) {
    const valueString = claim[field];
    if (valueString !== undefined) add({ category: { coding: [STATED_INFO[field]] }, valueString });
  }
  return facts.length === 0 ? {} : { supportingInfo: facts };
}

function accidentOf(claim: Claim): { accident?: object } {
  if (claim.accidentDate === undefined) return {};
  const cause = claim.relatedCauses?.find((one): one is keyof typeof ACCIDENT => one in ACCIDENT);
  return {
    accident: {
      date: claim.accidentDate,
      ...(cause === undefined ? {} : { type: coded(FHIR_SYSTEM.encounterClass, ACCIDENT[cause]) }),
      ...(claim.accidentState === undefined ? {} : { locationAddress: { state: claim.accidentState } }),
    },
  };
}

function itemOf(line: ServiceLine, i: number, team: readonly TeamMember[], resources: Resources): object {
  const { code, modifiers, pointers, revenueCode, date, dateTo, placeOfService, units, unit, charge, rendering } = line;
  const reference = rendering && resources.party(lineParty(i), rendering);
  const member = team.findIndex((one) => one.reference === reference);
  return {
    sequence: line.line ?? i + 1,
    ...(member < 0 ? {} : { careTeamSequence: [member + 1] }),
    ...(pointers === undefined || pointers.length === 0 ? {} : { diagnosisSequence: pointers }),
    ...(revenueCode === undefined ? {} : { revenue: coded(FHIR_SYSTEM.revenue, revenueCode) }),
    // R4 demands a product or service; a line that bills a revenue code alone repeats it, as CARIN has it.
    productOrService: code === undefined ? coded(FHIR_SYSTEM.revenue, revenueCode ?? '') : coded(serviceSystem(code), code),
    ...(modifiers === undefined || modifiers.length === 0
      ? {}
      : { modifier: modifiers.map((modifier) => coded(/^\d/.test(modifier) ? FHIR_SYSTEM.cpt : FHIR_SYSTEM.hcpcs, modifier)) }),
    ...(date === undefined
      ? {}
      : dateTo === undefined || dateTo === date
        ? { servicedDate: date }
        : { servicedPeriod: { start: date, end: dateTo } }),
    ...(placeOfService === undefined ? {} : { locationCodeableConcept: coded(FHIR_SYSTEM.placeOfService, placeOfService) }),
    ...(units === undefined ? {} : { quantity: { value: units, ...(unit === undefined ? {} : { code: unit }) } }),
    ...(charge === undefined ? {} : { net: money(charge) }),
  };
}

/** Id of a rendering provider that only a line names. */
function lineParty(line: number): string {
  return `rendering-line-${line + 1}`;
}
