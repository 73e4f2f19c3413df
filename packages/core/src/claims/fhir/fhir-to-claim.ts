import { MedcodeError } from '../../errors.js';
import type { Claim, Party, ServiceLine, Subscriber } from '../../model/claim.js';
import { stampedDate } from '../../model/date.js';
import type { Sex } from '../../model/encounter.js';
import {
  type CodeableConcept,
  FHIR_SYSTEM,
  type FhirClaim,
  type FhirExplanationOfBenefit,
  type FhirPatient,
  type FhirResource,
  type FhirResourceType,
  fhirContent,
} from '../../model/fhir.js';
import { formatCents, parseAmount } from '../../model/money.js';
import { ACCIDENT, CARE_TEAM_ROLE, type CareTeamField, CODED_INFO, DATED_INFO, DIAGNOSIS_TYPE, STATED_INFO } from './claim-codes.js';

/** A claim read from FHIR, and what the payer answered when it came as an ExplanationOfBenefit. */
export interface ClaimFromFhir {
  readonly claim: Claim;
  /** Totals by adjudication category (`submitted`, `benefit`, `deductible` …), decimal text. */
  readonly adjudicated?: Readonly<Record<string, string>>;
  readonly paid?: string;
}

/**
 * The claims of a FHIR R4 document: a Bundle with Claim or ExplanationOfBenefit and the resources they name, or one of these alone. None
 * when it holds other resources only: those are encounters, and `importFhir` reads them.
 * @throws MedcodeError MC_INPUT_INVALID when it is no FHIR or breaks the rules of R4
 */
export function claimsFromFhir(document: unknown): ClaimFromFhir[] {
  const content = fhirContent(document);
  if (!content) throw new MedcodeError('MC_INPUT_INVALID', 'this is no FHIR resource: resourceType is missing');
  const [issue] = content.issues;
  if (issue) throw new MedcodeError('MC_INPUT_INVALID', `${issue.at}: ${issue.message}`);
  const named = new Named(content.resources);
  return content.resources.flatMap(({ resource }) =>
    resource.resourceType === 'Claim' || resource.resourceType === 'ExplanationOfBenefit' ? [claimFrom(resource, named)] : [],
  );
}

/** Resources by the references that name them: type and id, or the entry's full address. */
class Named {
  private readonly byReference = new Map<string, FhirResource>();

  constructor(resources: readonly { readonly url: string | undefined; readonly resource: FhirResource }[]) {
    for (const { url, resource } of resources) {
      if (url !== undefined) this.byReference.set(url, resource);
      if (resource.id !== undefined) this.byReference.set(`${resource.resourceType}/${resource.id}`, resource);
    }
  }

  /** @param contained resources inside the one that refers */
  get<T extends FhirResourceType>(
    reference: string | undefined,
    ...types: readonly T[]
  ): Extract<FhirResource, { resourceType: T }> | undefined {
    const found = reference === undefined ? undefined : this.byReference.get(reference);
    return found && types.includes(found.resourceType as T) ? (found as Extract<FhirResource, { resourceType: T }>) : undefined;
  }
}

function claimFrom(resource: FhirClaim | FhirExplanationOfBenefit, named: Named): ClaimFromFhir {
  const form = codeIn(resource.type, FHIR_SYSTEM.claimType) === 'institutional' ? 'institutional' : 'professional';
  const patient = named.get(resource.patient.reference, 'Patient');
  const policies = resource.insurance.map(({ focal, coverage, ...rest }) => ({
    focal,
    coverage: named.get(coverage.reference, 'Coverage'),
    authorization: (rest['preAuthRef'] as readonly string[] | undefined)?.[0],
  }));
  const own = policies.find(({ focal }) => focal) ?? policies[0];
  const relation = RELATION[codeIn(own?.coverage?.relationship, FHIR_SYSTEM.relationship) ?? ''];
  const billing = partyAt(resource.provider.reference, named);
  const payer = partyAt(resource.insurer?.reference ?? own?.coverage?.payor[0]?.reference, named);
  const team = resource.careTeam ?? [];
  const party = patient && patientParty(patient);
  const sex: Sex | undefined = patient?.gender === undefined ? undefined : (SEX[patient.gender] ?? 'U');
  const self = relation === '18';
  const total = resource.resourceType === 'Claim' ? resource.total?.value : undefined;
  const others = policies.filter((one) => one !== own);
  const claim: Claim = {
    id: resource.identifier?.[0]?.value ?? resource.id ?? 'claim',
    form,
    ...(total === undefined ? {} : { charge: amountOf(total) }),
    ...(resource.billablePeriod?.start === undefined ? {} : { date: resource.billablePeriod.start.slice(0, 10) }),
    ...(resource.billablePeriod?.end === undefined ? {} : { dateTo: resource.billablePeriod.end.slice(0, 10) }),
    ...originalOf(resource),
    ...infoOf(resource),
    ...accidentOf(resource),
    ...(own?.authorization === undefined ? {} : { priorAuthorization: own.authorization }),
    ...(billing ? { billing } : {}),
    ...(payer ? { payer } : {}),
    subscriber: subscriberOf(own?.coverage, self ? party : undefined, 'P'),
    patient: {
      ...(relation === undefined ? {} : { relationship: relation }),
      ...(party ? { party } : {}),
      ...(patient?.birthDate === undefined ? {} : { birthDate: patient.birthDate }),
      ...(sex === undefined ? {} : { sex }),
      ...(patient?.deceasedDateTime === undefined ? {} : { deathDate: patient.deceasedDateTime.slice(0, 10) }),
    },
    ...careTeamOf(resource, named),
    ...(others.length === 0
      ? {}
      : {
          otherPayers: others.map(({ coverage }) => {
            const other = partyAt(coverage?.payor[0]?.reference, named);
            return { subscriber: subscriberOf(coverage, undefined, 'S'), ...(other ? { payer: other } : {}), adjustments: [] };
          }),
        }),
    diagnoses: diagnosesOf(resource, named),
    ...proceduresOf(resource, named),
    services: (resource.item ?? []).map((item) => lineOf(item, team, named)),
  };
  if (resource.resourceType === 'Claim') return { claim };
  const adjudicated: Record<string, string> = {};
  for (const { category, amount } of resource.total ?? []) {
    const code = category.coding?.[0]?.code;
    if (code !== undefined && amount.value !== undefined) adjudicated[code] = amountOf(amount.value);
  }
  const paid = resource.payment?.amount?.value;
  return { claim, adjudicated, ...(paid === undefined ? {} : { paid: amountOf(paid) }) };
}

/** An amount as its shortest decimal text, as FHIR wrote it, with two decimals. */
function amountOf(value: number): string {
  const cents = parseAmount(String(value));
  if (cents === undefined) throw new MedcodeError('MC_INPUT_INVALID', 'an amount has fractions of a cent');
  return formatCents(cents);
}

function codeIn(concept: CodeableConcept | undefined, system: string): string | undefined {
  return concept?.coding?.find((one) => one.system === system)?.code;
}

const RELATION: Readonly<Record<string, string>> = { self: '18', spouse: '01', child: '19', other: 'G8' };
const SEX: Readonly<Record<string, Sex>> = { male: 'M', female: 'F' };
const RESPONSIBILITY: Readonly<Record<number, string>> = { 1: 'P', 2: 'S', 3: 'T' };

function subscriberOf(
  coverage: Extract<FhirResource, { resourceType: 'Coverage' }> | undefined,
  self: Party | undefined,
  order: string,
): Subscriber {
  const group = coverage?.class?.find(({ type }) => codeIn(type, 'http://terminology.hl7.org/CodeSystem/coverage-class') === 'group');
  const filing = (coverage?.['type'] as CodeableConcept | undefined)?.text;
  const member = coverage?.subscriberId;
  const named =
    self ?? (coverage?.subscriber?.display === undefined ? undefined : ({ type: 'person', name: coverage.subscriber.display } as const));
  return {
    responsibility: RESPONSIBILITY[coverage?.order ?? 0] ?? order,
    ...(self ? { relationship: '18' } : {}),
    ...(group === undefined ? {} : { groupNumber: group.value, ...(group.name === undefined ? {} : { groupName: group.name }) }),
    ...(filing === undefined ? {} : { filingIndicator: filing }),
    ...(named === undefined && member === undefined
      ? {}
      : {
          party: { ...(named ?? { type: 'person' as const }), ...(member === undefined ? {} : { id: { qualifier: 'MI', value: member } }) },
        }),
  };
}

function patientParty(patient: FhirPatient): Party {
  return { type: 'person', ...nameOf(patient.name?.[0]), ...addressOf(patient.address?.[0]) };
}

function nameOf(name: NonNullable<FhirPatient['name']>[number] | undefined): Partial<Party> {
  return {
    ...(name?.family === undefined ? {} : { name: name.family }),
    ...(name?.given?.[0] === undefined ? {} : { first: name.given[0] }),
    ...(name?.given?.[1] === undefined ? {} : { middle: name.given[1] }),
    ...(name?.prefix?.[0] === undefined ? {} : { prefix: name.prefix[0] }),
    ...(name?.suffix?.[0] === undefined ? {} : { suffix: name.suffix[0] }),
  };
}

function addressOf(address: NonNullable<FhirPatient['address']>[number] | undefined): Partial<Party> {
  if (!address) return {};
  return {
    address: {
      lines: address.line ?? [],
      ...(address.city === undefined ? {} : { city: address.city }),
      ...(address.state === undefined ? {} : { state: address.state }),
      ...(address.postalCode === undefined ? {} : { zip: address.postalCode.replace('-', '') }),
      ...(address.country === undefined ? {} : { country: address.country }),
    },
  };
}

function partyAt(reference: string | undefined, named: Named): Party | undefined {
  const resource = named.get(reference, 'Organization', 'Practitioner');
  if (!resource) return undefined;
  const identifiers = resource.identifier ?? [];
  const npi = identifiers.find(({ system }) => system === FHIR_SYSTEM.npi)?.value;
  const others = identifiers.flatMap(({ system, type, value }) =>
    value === undefined || system === FHIR_SYSTEM.npi ? [] : [{ qualifier: type?.text ?? type?.coding?.[0]?.code ?? 'local', value }],
  );
  const taxonomy = (resource['qualification'] as readonly { code?: CodeableConcept }[] | undefined)
    ?.map(({ code }) => codeIn(code, 'http://nucc.org/provider-taxonomy'))
    .find((code) => code !== undefined);
  // A payer's or member's number stands in NM109 when there is no NPI; with one, further numbers are secondary (REF).
  const [first, ...rest] = npi === undefined ? others : [undefined, ...others];
  return {
    type: resource.resourceType === 'Organization' ? 'organization' : 'person',
    ...(resource.resourceType === 'Organization'
      ? resource.name === undefined
        ? {}
        : { name: resource.name }
      : nameOf(resource.name?.[0])),
    ...(npi === undefined ? {} : { npi }),
    ...(first === undefined ? {} : { id: first }),
    ...(rest.length === 0 ? {} : { ids: rest.filter((one) => one !== undefined) }),
    ...(taxonomy === undefined ? {} : { taxonomy }),
    ...(resource.resourceType === 'Organization' ? addressOf(resource.address?.[0]) : {}),
  };
}

function originalOf(resource: FhirClaim | FhirExplanationOfBenefit): Partial<Claim> {
  const prior = resource.related?.find(({ relationship }) => relationship?.coding?.[0]?.code === 'prior')?.reference?.value;
  return prior === undefined ? {} : { originalClaimNumber: prior };
}

function infoOf(resource: FhirClaim | FhirExplanationOfBenefit): Partial<Claim> {
  const found: Record<string, string> = {};
  for (const { category, code, timingDate, valueString } of resource.supportingInfo ?? []) {
    const is = (one: { readonly system: string; readonly code: string }): boolean => codeIn(category, one.system) === one.code;
    for (const [field, info] of Object.entries(CODED_INFO)) {
      const value = is(info.category) ? code?.coding?.[0]?.code : undefined;
      if (value !== undefined) found[field] = value;
    }
    for (const [field, info] of Object.entries(DATED_INFO))
      if (is(info) && timingDate !== undefined) found[field] = timingDate.slice(0, 10);
    for (const [field, info] of Object.entries(STATED_INFO)) if (is(info) && valueString !== undefined) found[field] = valueString;
    // CARIN states the type of bill with its frequency, the last digit.
    const bill = is({ system: 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBSupportingInfoType', code: 'typeofbill' })
      ? code?.coding?.[0]?.code?.replace(/^0/, '')
      : undefined;
    if (bill?.length === 3) Object.assign(found, { billType: bill.slice(0, 2), frequency: bill.slice(2) });
  }
  return found;
}

function accidentOf(resource: FhirClaim | FhirExplanationOfBenefit): Partial<Claim> {
  const accident = resource['accident'] as { date?: string; type?: CodeableConcept; locationAddress?: { state?: string } } | undefined;
  if (accident?.date === undefined || stampedDate(accident.date.replaceAll('-', '')) === undefined) return {};
  const type = accident.type?.coding?.[0]?.code;
  const cause = Object.entries(ACCIDENT).find(([, code]) => code === type)?.[0];
  return {
    accidentDate: accident.date.slice(0, 10),
    ...(cause === undefined ? {} : { relatedCauses: [cause] }),
    ...(accident.locationAddress?.state === undefined ? {} : { accidentState: accident.locationAddress.state }),
  };
}

function careTeamOf(resource: FhirClaim | FhirExplanationOfBenefit, named: Named): Partial<Claim> {
  const found: Partial<Record<CareTeamField, Party[]>> = {};
  for (const { provider, role } of resource.careTeam ?? []) {
    const party = partyAt(provider.reference, named);
    if (!party) continue;
    for (const [field, { system, code }] of Object.entries(CARE_TEAM_ROLE) as [CareTeamField, { system: string; code: string }][])
      if (codeIn(role, system) === code) found[field] = [...(found[field] ?? []), party];
  }
  const { referring, ...single } = found;
  return { ...Object.fromEntries(Object.entries(single).map(([field, [first]]) => [field, first])), ...(referring ? { referring } : {}) };
}

function diagnosesOf(resource: FhirClaim | FhirExplanationOfBenefit, named: Named): Claim['diagnoses'] {
  return (resource.diagnosis ?? [])
    .toSorted((a, b) => a.sequence - b.sequence)
    .flatMap((one, i) => {
      const concept = one.diagnosisCodeableConcept ?? named.get(one.diagnosisReference?.reference, 'Condition')?.code;
      const coding = concept?.coding?.find(({ code }) => code !== undefined);
      if (coding?.code === undefined) return [];
      const type = one.type?.flatMap((concept_) => concept_.coding ?? []).map(({ code }) => code);
      const role = (Object.entries(DIAGNOSIS_TYPE) as [NonNullable<Claim['diagnoses'][number]['role']>, { code: string }][]).find(
        ([, { code }]) => type?.includes(code),
      )?.[0];
      const poa = one.onAdmission?.coding?.[0]?.code?.toUpperCase();
      return [
        {
          code: coding.code,
          role: role ?? (i === 0 ? ('principal' as const) : ('other' as const)),
          ...(poa === undefined ? {} : { poa: poa === '1' ? 'exempt' : poa }),
          ...(coding.system === FHIR_SYSTEM.icd9cm ? { system: 'icd9cm' } : {}),
        },
      ];
    });
}

function proceduresOf(resource: FhirClaim | FhirExplanationOfBenefit, named: Named): Partial<Claim> {
  const procedures = (resource.procedure ?? []).flatMap(({ date, procedureCodeableConcept, procedureReference }) => {
    const concept = procedureCodeableConcept ?? named.get(procedureReference?.reference, 'Procedure')?.code;
    const code = concept?.coding?.find((one) => one.code !== undefined)?.code;
    return code === undefined ? [] : [{ code, ...(date === undefined ? {} : { date: date.slice(0, 10) }) }];
  });
  return procedures.length === 0 ? {} : { procedures };
}

type Item = NonNullable<FhirClaim['item']>[number];

function lineOf(item: Item, team: NonNullable<FhirClaim['careTeam']>, named: Named): ServiceLine {
  const service = item.productOrService.coding?.find(({ system }) => system !== FHIR_SYSTEM.revenue)?.code;
  const revenue = codeIn(item.revenue, FHIR_SYSTEM.revenue) ?? codeIn(item.productOrService, FHIR_SYSTEM.revenue);
  const modifiers = item.modifier?.flatMap(({ coding }) => (coding?.[0]?.code === undefined ? [] : [coding[0].code]));
  const place = item.locationCodeableConcept?.coding?.[0]?.code;
  const member = team.find(({ sequence }) => sequence === item.careTeamSequence?.[0]);
  const rendering = member && partyAt(member.provider.reference, named);
  const from = (item.servicedDate ?? item.servicedPeriod?.start)?.slice(0, 10);
  const to = item.servicedPeriod?.end?.slice(0, 10);
  return {
    line: item.sequence,
    ...(service === undefined ? {} : { code: service }),
    ...(modifiers === undefined ? {} : { modifiers }),
    ...(item.quantity?.value === undefined ? {} : { units: item.quantity.value }),
    ...(item.quantity?.code === undefined ? {} : { unit: item.quantity.code }),
    ...(item.net?.value === undefined ? {} : { charge: amountOf(item.net.value) }),
    ...(item.diagnosisSequence === undefined ? {} : { pointers: item.diagnosisSequence }),
    ...(from === undefined ? {} : { date: from }),
    ...(to === undefined || to === from ? {} : { dateTo: to }),
    ...(place === undefined ? {} : { placeOfService: place }),
    ...(revenue === undefined ? {} : { revenueCode: revenue }),
    ...(rendering ? { rendering } : {}),
  };
}
