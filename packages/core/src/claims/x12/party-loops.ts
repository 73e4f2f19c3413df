import type { Claim, ServiceLine } from '../../model/claim.js';

type ClaimPartyField =
  | 'rendering'
  | 'supervising'
  | 'primaryCare'
  | 'facility'
  | 'ambulancePickUp'
  | 'ambulanceDropOff'
  | 'attending'
  | 'operating'
  | 'otherOperating';
type LinePartyField = Exclude<ClaimPartyField, 'attending'> | 'referring' | 'ordering' | 'purchased';

/** Who is named in a loop: NM101, the loop, and the field of the claim or line. */
interface PartyLoop<Field> {
  readonly qualifier: string;
  readonly loop: string;
  readonly field: Field;
}

/** Providers named on one form, in the order in which their loops stand. */
export interface FormParties {
  /** Loops 2310. */
  readonly claim: readonly PartyLoop<ClaimPartyField | 'referring'>[];
  /** Loops 2420. */
  readonly line: readonly PartyLoop<LinePartyField>[];
  /** Loops 2330 behind the payer's; no field names them. */
  readonly otherPayer: readonly Omit<PartyLoop<never>, 'field'>[];
}

/** 005010X222 (professional) and 005010X223 (institutional): NM101 of each provider loop. */
export const PARTY_LOOPS: Readonly<Record<Claim['form'], FormParties>> = {
  professional: {
    claim: [
      { qualifier: 'DN', loop: '2310A', field: 'referring' },
      { qualifier: 'P3', loop: '2310A', field: 'primaryCare' },
      { qualifier: '82', loop: '2310B', field: 'rendering' },
      { qualifier: '77', loop: '2310C', field: 'facility' },
      { qualifier: 'DQ', loop: '2310D', field: 'supervising' },
      { qualifier: 'PW', loop: '2310E', field: 'ambulancePickUp' },
      { qualifier: '45', loop: '2310F', field: 'ambulanceDropOff' },
    ],
    line: [
      { qualifier: '82', loop: '2420A', field: 'rendering' },
      { qualifier: 'QB', loop: '2420B', field: 'purchased' },
      { qualifier: '77', loop: '2420C', field: 'facility' },
      { qualifier: 'DQ', loop: '2420D', field: 'supervising' },
      { qualifier: 'DK', loop: '2420E', field: 'ordering' },
      { qualifier: 'DN', loop: '2420F', field: 'referring' },
      { qualifier: 'P3', loop: '2420F', field: 'primaryCare' },
      { qualifier: 'PW', loop: '2420G', field: 'ambulancePickUp' },
      { qualifier: '45', loop: '2420H', field: 'ambulanceDropOff' },
    ],
    otherPayer: [
      { qualifier: 'DN', loop: '2330C' },
      { qualifier: 'P3', loop: '2330C' },
      { qualifier: '82', loop: '2330D' },
      { qualifier: '77', loop: '2330E' },
      { qualifier: 'DQ', loop: '2330F' },
      { qualifier: '85', loop: '2330G' },
    ],
  },
  institutional: {
    claim: [
      { qualifier: '71', loop: '2310A', field: 'attending' },
      { qualifier: '72', loop: '2310B', field: 'operating' },
      { qualifier: 'ZZ', loop: '2310C', field: 'otherOperating' },
      { qualifier: '82', loop: '2310D', field: 'rendering' },
      { qualifier: '77', loop: '2310E', field: 'facility' },
      { qualifier: 'DN', loop: '2310F', field: 'referring' },
    ],
    line: [
      { qualifier: '72', loop: '2420A', field: 'operating' },
      { qualifier: 'ZZ', loop: '2420B', field: 'otherOperating' },
      { qualifier: '82', loop: '2420C', field: 'rendering' },
      { qualifier: 'DN', loop: '2420D', field: 'referring' },
    ],
    otherPayer: [
      { qualifier: '71', loop: '2330C' },
      { qualifier: '72', loop: '2330D' },
      { qualifier: 'ZZ', loop: '2330E' },
      { qualifier: '77', loop: '2330F' },
      { qualifier: '82', loop: '2330G' },
      { qualifier: 'DN', loop: '2330H' },
      { qualifier: '85', loop: '2330I' },
    ],
  },
};

/** REF01 of claim numbers that have a field of their own in loop 2300. */
export const CLAIM_NUMBERS: readonly (readonly [
  qualifier: string,
  field: 'referralNumber' | 'priorAuthorization' | 'originalClaimNumber' | 'clia' | 'medicalRecordNumber',
])[] = [
  ['9F', 'referralNumber'],
  ['G1', 'priorAuthorization'],
  ['F8', 'originalClaimNumber'],
  ['X4', 'clia'],
  ['EA', 'medicalRecordNumber'],
];

/** The same for loop 2400. */
export const LINE_NUMBERS: readonly (readonly [
  qualifier: string,
  field: keyof ServiceLine & ('control' | 'priorAuthorization' | 'referralNumber' | 'clia'),
])[] = [
  ['G1', 'priorAuthorization'],
  ['6R', 'control'],
  ['X4', 'clia'],
  ['9F', 'referralNumber'],
];

/** DTP01 of dates that have a field of their own in loop 2300. */
export const CLAIM_DATES: readonly (readonly [qualifier: string, field: 'onsetDate' | 'accidentDate' | 'lastMenstrualPeriod'])[] = [
  ['431', 'onsetDate'],
  ['439', 'accidentDate'],
  ['484', 'lastMenstrualPeriod'],
];
