import { type LoopUse, loop, type SegmentUse, segment, type Usage } from './grammar.js';

/** Parts that the professional and the institutional claim share, with the values both guides allow. */

/** Order of responsibility of a payer (SBR01). */
export const RESPONSIBILITY = 'A|B|C|D|E|F|G|H|P|S|T|U';
/** Claim filing indicator (SBR09). */
export const FILING = '11|12|13|14|15|16|17|AM|BL|CH|CI|DS|FI|HM|LM|MA|MB|MC|OF|TV|VA|WC|ZZ';
/** Relation of a patient to the subscriber other than self. */
export const RELATION = '01|19|20|21|39|40|53|G8';
/** Delay reason (CLM20). */
export const DELAY = '1|2|3|4|5|6|7|8|9|10|11|15';

const REPORTS =
  '03|04|05|06|07|08|09|10|11|13|15|21|A3|A4|AM|AS|B2|B3|B4|BR|BS|BT|CB|CK|CT|D2|DA|DB|DG|DJ|DS|EB|HC|HR|I5|IR|LA|M1|MT|NN|OB|OC|OD|OE|OX|OZ|P4|P5|PE|PN|PO|PQ|PY|PZ|RB|RR|RT|RX|SG|V5|XP';

export const attachment = segment('PWK', 'S', 10, 'Attachment', `1=${REPORTS} 2=AA|BM|EL|EM|FT|FX 5?=AC 6?`, [
  { when: [2, 'BM'], element: 6 },
  { when: [2, 'EL'], element: 6 },
  { when: [2, 'EM'], element: 6 },
  { when: [2, 'FT'], element: 6 },
  { when: [2, 'FX'], element: 6 },
]);

export const contract = segment('CN1', 'S', 1, 'Contract', '1=01|02|03|04|05|06|09 2? 3? 4? 5? 6?');

/** Header of both claims after ST. */
export const beginning = segment('BHT', 'R', 1, 'Beginning of the claim file', '1=0019 2=00|18 3 4 5 6=31|CH|RP');

export const contact = (repeat: number, usage: Usage = 'S'): SegmentUse =>
  segment('PER', usage, repeat, 'Contact', '1=IC 2? 3=EM|FX|TE 4 5?=EM|EX|FX|TE 6? 7?=EM|EX|FX|TE 8?');

export const telephone = (name: string): SegmentUse => segment('PER', 'S', 1, name, '1=IC 2? 3=TE 4 5?=EX 6?');

export const submitter = loop(
  '1000A',
  'R',
  1,
  'Submitter',
  segment('NM1', 'R', 1, 'Submitter name', '1=41 2=1|2 3 4? 5? 8=46 9'),
  contact(2, 'R'),
);

export const receiver = loop('1000B', 'R', 1, 'Receiver', segment('NM1', 'R', 1, 'Receiver name', '1=40 2=2 3 8=46 9'));

export const address = (usage: Usage, whose: string): readonly [SegmentUse, SegmentUse] => [
  segment('N3', usage, 1, `${whose} street address`, '1 2?'),
  segment('N4', usage, 1, `${whose} city, state and ZIP code`, '1 2? 3? 4? 7?'),
];

export const billingLevel = segment('HL', 'R', 1, 'Billing provider level', '1 3=20 4=1');
export const billingSpecialty = segment('PRV', 'S', 1, 'Billing provider taxonomy', '1=BI 2=PXC 3');
export const currency = segment('CUR', 'S', 1, 'Foreign currency', '1=85 2');

export const payToPlan = loop(
  '2010AC',
  'S',
  1,
  'Pay-to plan',
  segment('NM1', 'R', 1, 'Pay-to plan name', '1=PE 2=2 3 8=PI|XV 9'),
  ...address('R', 'Pay-to plan'),
  segment('REF', 'S', 1, 'Pay-to plan further number', '1=2U|FY|NF 2'),
  segment('REF', 'R', 1, 'Pay-to plan tax number', '1=EI 2'),
);

export const subscriberLevel = segment('HL', 'R', 1, 'Subscriber level', '1 2 3=22 4=0|1');
export const patientLevel = segment('HL', 'R', 1, 'Patient level', '1 2 3=23 4=0');

/** The subscriber's own member number is required when the subscriber is a person. */
export const subscriberName = segment('NM1', 'R', 1, 'Subscriber name', '1=IL 2=1|2 3 4? 5? 7? 8?=II|MI 9?', [
  { when: [2, '1'], element: 8 },
  { when: [2, '1'], element: 9 },
]);
export const subscriberBirth = segment('DMG', 'S', 1, 'Subscriber birth date and sex', '1=D8 2 3=F|M|U');
export const subscriberSocialSecurity = segment('REF', 'S', 1, 'Subscriber social security number', '1=SY 2');
export const casualtyNumber = segment('REF', 'S', 1, 'Property and casualty claim number', '1=Y4 2');

export const payer = (furtherNumbers: number): LoopUse =>
  loop(
    '2010BB',
    'R',
    1,
    'Payer',
    segment('NM1', 'R', 1, 'Payer name', '1=PR 2=2 3 8=PI|XV 9'),
    ...address('S', 'Payer'),
    segment('REF', 'S', 3, 'Payer further number', '1=2U|EI|FY|NF 2'),
    segment('REF', 'S', furtherNumbers, 'Billing provider number at the payer', '1=G2|LU 2'),
  );

export const fixedFormat = segment('K3', 'S', 10, 'Fixed format data', '1');

const adjustments = '1=CO|CR|OA|PI|PR 2 3 4? 5? 6? 7? 8? 9? 10? 11? 12? 13? 14? 15? 16? 17? 18? 19?';
export const claimAdjustment = segment('CAS', 'S', 5, 'Adjustment of the claim by the other payer', adjustments);
export const lineAdjustment = segment('CAS', 'S', 5, 'Adjustment of the line by the other payer', adjustments);

export const amount = (code: string, name: string): SegmentUse => segment('AMT', 'S', 1, name, `1=${code} 2`);

/** Outpatient remarks of the other payer. */
export const outpatientRemarks = segment('MOA', 'S', 1, 'Outpatient remarks of the other payer', '1? 2? 3? 4? 5? 6? 7? 8? 9?');

export const otherSubscriber = (socialSecurityNumbers: number): LoopUse =>
  loop(
    '2330A',
    'R',
    1,
    'Other subscriber',
    segment('NM1', 'R', 1, 'Other subscriber name', '1=IL 2=1|2 3 4? 5? 7? 8=II|MI 9'),
    ...address('S', 'Other subscriber'),
    segment('REF', 'S', socialSecurityNumbers, 'Other subscriber social security number', '1=SY 2'),
  );

export const otherPayer = loop(
  '2330B',
  'R',
  1,
  'Other payer',
  segment('NM1', 'R', 1, 'Other payer name', '1=PR 2=2 3 8=PI|XV 9'),
  ...address('S', 'Other payer'),
  segment('DTP', 'S', 1, 'Date the other payer decided the claim', '1=573 2=D8 3'),
  segment('REF', 'S', 2, 'Other payer further number', '1=2U|EI|FY|NF 2'),
  segment('REF', 'S', 1, 'Other payer prior authorization', '1=G1 2'),
  segment('REF', 'S', 1, 'Other payer referral', '1=9F 2'),
  segment('REF', 'S', 1, 'Other payer claim adjustment sign', '1=T4 2'),
  segment('REF', 'S', 1, 'Other payer claim number', '1=F8 2'),
);

/** A provider as the other payer knows him: qualifier of NM101, kinds of entity, qualifiers of his numbers. */
export const otherPayerProvider = (
  id: string,
  repeat: number,
  whose: string,
  entity: string,
  kinds: string,
  numbers: string,
  most: number,
): LoopUse =>
  loop(
    id,
    'S',
    repeat,
    whose,
    segment('NM1', 'R', 1, whose, `1=${entity} 2=${kinds}`),
    segment('REF', 'R', most, `${whose}, number at that payer`, `1=${numbers} 2`),
  );

/** An individual or group of providers with name, NPI and numbers; `payerOf` when a number may name the payer it belongs to. */
export const provider = (
  id: string,
  repeat: number,
  whose: string,
  entity: string,
  kinds: string,
  numbers: string,
  most: number,
  payerOf: 'line' | 'claim',
  specialty?: string,
): LoopUse =>
  loop(
    id,
    'S',
    repeat,
    whose,
    segment('NM1', 'R', 1, `${whose} name`, `1=${entity} 2=${kinds} 3 4? 5? 7? 8?=XX 9?`),
    ...(specialty === undefined ? [] : [segment('PRV', 'S', 1, `${whose} taxonomy`, `1=${specialty} 2=PXC 3`)]),
    segment('REF', 'S', most, `${whose} further number`, `1=${numbers} 2${payerOf === 'line' ? ' 4?(1=2U 2)' : ''}`),
  );

const pricing = '00|01|02|03|04|05|06|07|08|09|10|11|12|13|14';
/** Repricing by a third party; what the guides add for lines comes in `more`. */
export const repricing = (name: string, more: string, methods = pricing): SegmentUse =>
  segment('HCP', 'S', 1, name, `1=${methods} 2 3? 4? 5? 6? 7? ${more} 13?=T1|T2|T3|T4|T5|T6 14?=1|2|3|4|5 15?=1|2|3|4|5|6`);

/** A drug on a service line. */
export const drug = (qualifiers: string): LoopUse =>
  loop(
    '2410',
    'S',
    1,
    'Drug',
    segment('LIN', 'R', 1, 'Drug number', `2=${qualifiers} 3`),
    segment('CTP', 'R', 1, 'Drug quantity', '4 5(1=F2|GR|ME|ML|UN)'),
    segment('REF', 'S', 1, 'Prescription', '1=VY|XZ 2'),
  );
