import { readFileSync } from 'node:fs';
import { BillingFacts, BuildInput, withBillingFacts } from '@medcode/core/claims/build/input';

function example(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../../examples/claims/${name}.json`, import.meta.url), 'utf8'));
}

const written = { control: 17, date: '2024-09-02', time: '0930' };

function complete(input: BuildInput): BuildInput {
  return { ...input, envelope: { ...input.envelope, ...written } };
}

/** An office visit of a subscriber: encounter and billing facts apart. */
export const OFFICE_VISIT = complete(
  withBillingFacts(BuildInput.parse(example('office-visit-encounter')), BillingFacts.parse(example('office-visit-billing'))),
);

/** A stay that Medicare pays. */
export const STAY = complete(BuildInput.parse(example('hospital-stay-encounter')));

const party = (name: string, first: string, npi: string) => ({ type: 'person' as const, name, first, npi });

/** A child after a car accident: parent's policy, second payer after a first that decided each line, a corrected claim with attachments. */
export const CHILD_SECOND_PAYER: BuildInput = BuildInput.parse({
  ...OFFICE_VISIT,
  id: 'RFC-24-0200',
  frequency: '7',
  originalClaimNumber: '24228PMH001',
  diagnoses: [{ code: 'S52.501A' }, { code: 'V43.62XA' }, { code: 'Y92.410' }],
  services: [
    {
      code: '25600',
      units: 1,
      pointers: [1, 2],
      charge: '640.00',
      modifiers: ['LT'],
      ordering: party('ALDER', 'NORA', '1245678903'),
      notes: [{ qualifier: 'ADD', value: 'SPLINT APPLIED' }],
      adjudications: [
        {
          payer: 'OLDOAK',
          paid: '400.00',
          code: '25600',
          units: 1,
          adjustments: [
            { group: 'CO', reason: '45', amount: '140.00' },
            { group: 'PR', reason: '2', amount: '100.00' },
          ],
          paidOn: '2024-08-28',
        },
      ],
    },
    {
      code: '73110',
      units: 1,
      pointers: [1],
      charge: '90.00',
      adjudications: [{ payer: 'OLDOAK', paid: '90.00', code: '73110', units: 1, adjustments: [], paidOn: '2024-08-28' }],
    },
  ],
  fees: {},
  relatedCauses: ['AA'],
  accidentDate: '2024-08-13',
  accidentState: 'IL',
  supervising: party('ALDER', 'NORA', '1245678903'),
  referring: [party('FERRARA', 'LUCA', '1356789010')],
  attachments: [{ type: 'RB', transmission: 'EL', control: 'XR-77' }],
  notes: [{ qualifier: 'ADD', value: 'CORRECTED SIDE' }],
  patient: {
    relationship: '19',
    birthDate: '2015-05-09',
    sex: 'F',
    party: {
      type: 'person',
      name: 'HALVORSEN',
      first: 'LENA',
      address: { lines: ['9 ORCHARD LANE'], city: 'SPRINGFIELD', state: 'IL', zip: '62704' },
    },
  },
  subscriber: { ...OFFICE_VISIT.subscriber, responsibility: 'S' },
  otherPayers: [
    {
      subscriber: {
        responsibility: 'P',
        relationship: '19',
        filingIndicator: 'CI',
        party: { type: 'person', name: 'HALVORSEN', first: 'GRETA', id: { qualifier: 'MI', value: 'OOK55' } },
      },
      payer: { type: 'organization', name: 'OLD OAK HEALTH', id: { qualifier: 'PI', value: 'OLDOAK' } },
      adjustments: [],
      paid: '490.00',
      assignment: 'Y',
      release: 'Y',
      claimNumber: 'OO-9912',
    },
  ],
});

/** An unplanned visit to the emergency department. */
export const EMERGENCY: BuildInput = BuildInput.parse({
  ...STAY,
  id: 'LMH-24-4410',
  setting: 'ed',
  billType: '131',
  date: '2024-08-21',
  admissionDate: undefined,
  admissionHour: undefined,
  dischargeDate: undefined,
  dischargeHour: undefined,
  diagnoses: [{ code: 'S93.401A' }, { code: 'W10.9XXA' }, { code: 'M25.571', role: 'reason-for-visit' }],
  procedures: [],
  operating: undefined,
  values: undefined,
  services: [
    { code: '99283', revenueCode: '0450', units: 1, charge: '612.00', modifiers: ['25'] },
    { code: '73610', revenueCode: '0320', units: 1, charge: '211.40', modifiers: ['RT'] },
  ],
});

export const COMPLETE = [
  ['office visit', OFFICE_VISIT, 'professional'],
  ['child, second payer', CHILD_SECOND_PAYER, 'professional'],
  ['stay', STAY, 'institutional'],
  ['emergency', EMERGENCY, 'institutional'],
] as const;
