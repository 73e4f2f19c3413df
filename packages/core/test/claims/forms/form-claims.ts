import type { Claim, Party } from '@medcode/core/model/claim';

const billing: Party = {
  type: 'organization',
  name: 'Riverside Family Clinic',
  npi: '1003000126',
  taxonomy: '207Q00000X',
  ids: [{ qualifier: 'EI', value: '31-1234567' }],
  address: { lines: ['12 River Road'], city: 'Milford', state: 'OH', zip: '451501234' },
  contacts: [{ numbers: [{ qualifier: 'TE', value: '5135550142' }] }],
};
const member: Party = {
  type: 'person',
  name: 'Marlowe',
  first: 'Iris',
  middle: 'J',
  id: { qualifier: 'MI', value: 'VMH4471' },
  address: { lines: ['18 Alder Street'], city: 'Milford', state: 'OH', zip: '45150' },
};
const okafor: Party = { type: 'person', name: 'Okafor', first: 'Daniel', npi: '1215930367', taxonomy: '207Q00000X' };
const payer: Party = {
  type: 'organization',
  name: 'Valley Mutual Health',
  id: { qualifier: 'PI', value: '00431' },
  address: { lines: ['PO Box 900'], city: 'Dayton', state: 'OH', zip: '45401' },
};

/** A visit with an accident, a drug, a replaced claim: most boxes of the professional form. */
export const VISIT: Claim = {
  id: 'RFC-1001',
  form: 'professional',
  charge: '160.50',
  placeOfService: '11',
  frequency: '7',
  originalClaimNumber: 'VMH-55',
  providerSignature: 'Y',
  assignment: 'A',
  benefitsAssigned: 'Y',
  release: 'Y',
  relatedCauses: ['AA'],
  accidentState: 'OH',
  date: '2026-03-02',
  onsetDate: '2026-02-28',
  accidentDate: '2026-02-27',
  patientPaid: '20',
  priorAuthorization: 'PA-9',
  billing,
  payer,
  subscriber: {
    responsibility: 'P',
    relationship: '18',
    groupNumber: 'GRP-77',
    groupName: 'Valley PPO',
    filingIndicator: 'CI',
    party: member,
    birthDate: '1958-06-14',
    sex: 'F',
  },
  rendering: okafor,
  referring: [okafor],
  facility: billing,
  diagnoses: [{ code: 'I10' }, { code: 'e11.9' }],
  services: [
    {
      code: '99214',
      modifiers: ['25'],
      units: 1,
      charge: '142',
      pointers: [1, 2],
      drug: { ndc: '00002871501', unit: 'ML', quantity: 1.5 },
    },
    { code: '83036', units: 1, charge: '18.5', pointers: [2], dateTo: '2026-03-03' },
  ],
};

/** A stay with everything coded: most locators of the institutional form. */
export const STAY: Claim = {
  id: 'H-7',
  form: 'institutional',
  charge: '18250.10',
  billType: '11',
  frequency: '1',
  date: '2026-05-01',
  dateTo: '2026-05-04',
  admissionDate: '2026-05-01',
  admissionHour: '1430',
  dischargeHour: '1100',
  admissionType: '1',
  admissionSource: '1',
  patientStatus: '01',
  drg: '193',
  medicalRecordNumber: 'MR-44817',
  release: 'Y',
  benefitsAssigned: 'Y',
  billing,
  payer,
  subscriber: { responsibility: 'S', relationship: '18', filingIndicator: 'MA', party: member, birthDate: '1958-06-14', sex: 'F' },
  otherPayers: [
    {
      subscriber: { responsibility: 'P', party: member },
      payer: { type: 'organization', name: 'First Mutual' },
      adjustments: [],
      paid: '9000.5',
    },
  ],
  attending: okafor,
  operating: okafor,
  diagnoses: [
    { code: 'J18.9', role: 'principal', poa: 'Y' },
    { code: 'R05.9', role: 'admitting' },
    { code: 'Z87.891', role: 'other', poa: 'exempt' },
    { code: 'N17.9', role: 'other', poa: 'N' },
    { code: 'W19.XXXA', role: 'external-cause' },
  ],
  procedures: [{ code: '0BJ08ZZ', date: '2026-05-02' }],
  services: [
    { revenueCode: '0120', units: 3, charge: '18230.10', date: '2026-05-01' },
    { revenueCode: '0300', code: '83036', modifiers: ['QW'], units: 1, charge: '20', nonCovered: '5', date: '2026-05-01' },
  ],
  conditions: ['02', 'C1'],
  occurrences: [{ code: '11', date: '2026-04-30' }],
  occurrenceSpans: [{ code: '71', date: '2026-03-01', dateTo: '2026-03-05' }],
  values: [{ code: '01', amount: '120' }],
};
