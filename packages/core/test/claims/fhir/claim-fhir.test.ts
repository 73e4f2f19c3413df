import { benefitToFhir } from '@medcode/core/claims/fhir/benefit-to-fhir';
import { claimToFhir } from '@medcode/core/claims/fhir/claim-to-fhir';
import { encounterToFhir } from '@medcode/core/claims/fhir/encounter-to-fhir';
import { claimsFromFhir } from '@medcode/core/claims/fhir/fhir-to-claim';
import type { Claim, Party } from '@medcode/core/model/claim';
import { fhirContent } from '@medcode/core/model/fhir';
import { importFhir } from '@medcode/core/notes/import/fhir';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const billing: Party = {
  type: 'organization',
  name: 'Riverside Family Clinic',
  npi: '1003000126',
  ids: [{ qualifier: 'EI', value: '311234567' }],
  address: { lines: ['12 River Road'], city: 'Milford', state: 'OH', zip: '451501234' },
};
const member: Party = { type: 'person', name: 'Marlowe', first: 'Iris', middle: 'J', id: { qualifier: 'MI', value: 'VMH4471' } };
const okafor: Party = { type: 'person', name: 'Okafor', first: 'Daniel', npi: '1215930367', taxonomy: '207Q00000X' };

const visit: Claim = {
  id: 'RFC-1001',
  form: 'professional',
  charge: '160.50',
  placeOfService: '11',
  frequency: '7',
  originalClaimNumber: 'VMH-55',
  date: '2026-03-02',
  dateTo: '2026-03-02',
  relatedCauses: ['AA'],
  accidentDate: '2026-02-27',
  accidentState: 'OH',
  onsetDate: '2026-02-28',
  priorAuthorization: 'PA-9',
  patientPaid: '20.00',
  billing,
  payer: { type: 'organization', name: 'Valley Mutual Health', id: { qualifier: 'PI', value: '00431' } },
  subscriber: { responsibility: 'P', relationship: '18', groupNumber: 'GRP-77', filingIndicator: 'CI', party: member },
  patient: {
    relationship: '18',
    party: { type: 'person', name: 'Marlowe', first: 'Iris', middle: 'J' },
    birthDate: '1958-06-14',
    sex: 'F',
  },
  rendering: okafor,
  otherPayers: [
    {
      subscriber: { responsibility: 'S', party: { type: 'person', name: 'Paul Marlowe', id: { qualifier: 'MI', value: 'X1' } } },
      payer: { type: 'organization', name: 'Second Mutual', id: { qualifier: 'PI', value: '777' } },
      adjustments: [],
    },
  ],
  diagnoses: [
    { code: 'I10', role: 'principal' },
    { code: 'E11.9', role: 'other' },
  ],
  services: [
    {
      line: 1,
      code: '99214',
      modifiers: ['25'],
      units: 1,
      charge: '142.00',
      pointers: [1, 2],
      date: '2026-03-02',
      placeOfService: '11',
      rendering: okafor,
    },
    { line: 2, code: '83036', units: 1, charge: '18.50', pointers: [2], date: '2026-03-02' },
  ],
};
const stay: Claim = {
  id: 'H-7',
  form: 'institutional',
  charge: '18230.10',
  billType: '11',
  frequency: '1',
  date: '2026-05-01',
  dateTo: '2026-05-04',
  admissionDate: '2026-05-01',
  admissionHour: '1430',
  admissionType: '1',
  admissionSource: '1',
  patientStatus: '01',
  drg: '193',
  billing,
  payer: { type: 'organization', name: 'Valley Mutual Health', id: { qualifier: 'PI', value: '00431' } },
  subscriber: { responsibility: 'P', relationship: '18', party: member },
  patient: { relationship: '18', party: { type: 'person', name: 'Marlowe', first: 'Iris', middle: 'J' }, sex: 'F' },
  attending: okafor,
  diagnoses: [
    { code: 'J18.9', role: 'principal', poa: 'Y' },
    { code: 'R05.9', role: 'admitting' },
    { code: 'Z87.891', role: 'other', poa: 'exempt' },
  ],
  procedures: [{ code: '0BJ08ZZ', date: '2026-05-02' }],
  services: [{ line: 1, revenueCode: '0120', units: 3, unit: 'DA', charge: '18230.10', date: '2026-05-01', dateTo: '2026-05-04' }],
};

function written(claim: Claim): object {
  const made = claimToFhir(claim, '2026-06-01');
  if (!('bundle' in made)) throw new Error(JSON.stringify(made.issues));
  return made.bundle;
}

it.each([
  ['a professional claim', visit],
  ['an institutional claim', stay],
])('carries %s to FHIR and back', (_name, claim) => {
  const bundle = JSON.parse(JSON.stringify(written(claim)));
  // The subscriber of a claim for oneself is the patient resource: its name comes back on both.
  expect(claimsFromFhir(bundle)).toEqual([{ claim }]);
});

it('writes amounts as the decimal they are', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999_99 }), (cents) => {
      const charge = `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
      const [back] = claimsFromFhir(JSON.parse(JSON.stringify(written({ ...visit, charge }))));
      expect(back?.claim.charge).toBe(charge);
    }),
  );
});

it('hands out no bundle that breaks R4', () => {
  expect(claimToFhir({ ...visit, charge: 'twelve' }, '2026-06-01')).toEqual({
    issues: [{ at: 'Claim/claim: total.value', message: expect.any(String) }],
  });
});

it('reads an explanation of benefit with what was paid', () => {
  const bundle = JSON.parse(JSON.stringify(written(visit)));
  const entry = bundle.entry.find(({ resource }: { resource: { resourceType: string } }) => resource.resourceType === 'Claim');
  entry.resource = {
    ...entry.resource,
    resourceType: 'ExplanationOfBenefit',
    outcome: 'complete',
    total: [
      { category: { coding: [{ code: 'submitted' }] }, amount: { value: 160.5, currency: 'USD' } },
      { category: { coding: [{ code: 'benefit' }] }, amount: { value: 120, currency: 'USD' } },
    ],
    payment: { amount: { value: 120, currency: 'USD' } },
  };
  const { charge: _charge, ...rest } = visit;
  expect(claimsFromFhir(bundle)).toEqual([{ claim: rest, adjudicated: { submitted: '160.50', benefit: '120.00' }, paid: '120.00' }]);
});

it('tells a coded encounter in FHIR so that it reads back', () => {
  const made = encounterToFhir({
    id: 'V1',
    setting: 'office',
    profile: 'billing',
    date: '2026-03-02',
    patient: { age: 67, sex: 'F' },
    documents: [],
    diagnoses: [
      {
        code: 'I10',
        system: 'icd10cm',
        title: 'Essential (primary) hypertension',
        probability: 1,
        band: 'accept',
        evidence: [],
        path: [],
        rules: [],
        origin: 'coder',
        support: [],
        alternatives: [],
      },
      {
        code: 'R05.9',
        system: 'icd10cm',
        title: 'Cough',
        probability: 0.2,
        band: 'suggestion',
        evidence: [],
        path: [],
        rules: [],
        origin: 'engine',
        support: [],
        alternatives: [],
      },
    ],
    procedures: [],
    services: [{ code: '99214', units: 1, modifiers: [], pointers: [1], band: 'accept', evidence: [], because: [] }],
    notCoded: [],
    queries: [],
    notChecked: [],
    releases: [],
  });
  if (!('bundle' in made)) throw new Error('no bundle');
  expect(fhirContent(made.bundle)?.issues).toEqual([]);
  expect(importFhir(JSON.parse(JSON.stringify(made.bundle)))).toEqual([
    {
      id: 'encounter',
      format: 'fhir',
      setting: 'office',
      date: '2026-03-02',
      patient: { sex: 'F' },
      documents: [],
      diagnoses: [{ code: 'I10', title: 'Essential (primary) hypertension' }],
      procedures: [],
      services: [{ code: '99214', units: 1, date: '2026-03-02' }],
      notImported: [],
    },
  ]);
});

it('tells a payer’s decision as an explanation of benefit', () => {
  const empty = { adjustments: [], remarks: [], ids: [], amounts: [], quantities: [] };
  const made = benefitToFhir(
    visit,
    {
      ...empty,
      segment: 1,
      id: visit.id,
      status: '1',
      charged: '160.50',
      paid: '100.25',
      patientResponsibility: '20',
      payerClaimNumber: 'VM-77',
      adjudication: [],
      dates: [],
      contacts: [],
      services: [
        {
          ...empty,
          segment: 2,
          system: 'HC',
          code: '99214',
          modifiers: ['25'],
          charged: '142',
          paid: '100.25',
          adjustments: [
            { group: 'CO', reason: '45', amount: '21.75' },
            { group: 'PR', reason: '2', amount: '20' },
          ],
        },
        {
          ...empty,
          segment: 3,
          system: 'HC',
          code: '83036',
          modifiers: [],
          charged: '18.5',
          paid: '0',
          adjustments: [{ group: 'CO', reason: '97', amount: '18.5' }],
        },
      ],
    },
    { created: '2026-03-20', date: '2026-03-19' },
  );
  if (!('bundle' in made)) throw new Error(JSON.stringify(made.issues));
  const benefit = made.bundle.entry.at(-1)?.resource as Record<string, unknown>;
  expect({
    type: benefit['resourceType'],
    payment: benefit['payment'],
    item: (benefit['item'] as Record<string, unknown>[])[1]?.['adjudication'],
  }).toEqual({
    type: 'ExplanationOfBenefit',
    payment: { amount: { value: 100.25, currency: 'USD' }, date: '2026-03-19' },
    item: [
      {
        category: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/adjudication', code: 'submitted' }] },
        amount: { value: 18.5, currency: 'USD' },
      },
      {
        category: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/adjudication', code: 'benefit' }] },
        amount: { value: 0, currency: 'USD' },
      },
      {
        category: { coding: [{ system: 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication', code: 'discount' }] },
        reason: { coding: [{ system: 'https://x12.org/codes/claim-adjustment-reason-codes', code: '97' }], text: 'CO' },
        amount: { value: 18.5, currency: 'USD' },
      },
    ],
  });
  const [back] = claimsFromFhir(JSON.parse(JSON.stringify(made.bundle)));
  expect([back?.paid, back?.adjudicated]).toEqual([
    '100.25',
    { submitted: '160.50', benefit: '100.25', memberliability: '20.00', discount: '21.75', noncovered: '18.50' },
  ]);
});
