import { type LoopUse, loop, MANY, type SegmentUse, segment, type TransactionGrammar, type Usage, withUsage } from './grammar.js';

/**
 * The claims of version 004010 (X098A1 professional, X096A1 institutional), superseded in 2012 and still met in archives: loops, order,
 * repeats and what is required, for acknowledging them (997). Where the guides narrow an element to a list of codes that no loop is told
 * apart by, the list is left open here; the segments themselves are checked as those of 005010, which allow a little more.
 */

const contact = (usage: Usage, name: string): SegmentUse =>
  segment('PER', usage, 2, name, '1=IC 2? 3=ED|EM|FX|TE 4 5?=ED|EM|EX|FX|TE 6? 7?=ED|EM|EX|FX|TE 8?');
const place = (usage: Usage, name: string): readonly [SegmentUse, SegmentUse] => [
  segment('N3', usage, 1, `${name} street address`, '1 2?'),
  segment('N4', usage, 1, `${name} city, state and ZIP code`, '1 2 3 4?'),
];
const NUMBERS = '0B|1A|1B|1C|1D|1G|1H|1J|1W|23|2U|B3|BQ|EI|F8|FH|FY|G2|G5|IG|LU|N5|NF|SY|TJ|U3|X4|X5|Y4';
const numbers = (repeat: number, name: string, codes = NUMBERS): SegmentUse => segment('REF', 'S', repeat, name, `1=${codes} 2`);
const date = (codes: string, repeat: number, name: string, usage: Usage = 'S'): SegmentUse =>
  segment('DTP', usage, repeat, name, `1=${codes} 2=D8|DT|RD8|TM 3`);
const amount = (codes: string, repeat: number, name: string): SegmentUse => segment('AMT', 'S', repeat, name, `1=${codes} 2`);
const party = (codes: string, name: string, qualifiers: string, identified: 'R' | 'S'): SegmentUse =>
  segment(
    'NM1',
    'R',
    1,
    name,
    `1=${codes} 2=1|2 3? 4? 5? 6? 7? 8${identified === 'R' ? '' : '?'}=${qualifiers} 9${identified === 'R' ? '' : '?'}`,
  );
const PROVIDER = '24|34|XX';
const provider = (id: string, repeat: number, codes: string, name: string, specialty?: string, address?: Usage): LoopUse =>
  loop(
    id,
    'S',
    repeat,
    name,
    party(codes, `${name} name`, PROVIDER, 'S'),
    ...(specialty === undefined ? [] : [segment('PRV', 'S', 1, `${name} taxonomy`, `1=${specialty} 2 3`)]),
    ...(address === undefined ? [] : place(address, name)),
    numbers(20, `${name} further number`),
  );
const birth = (usage: Usage, name: string): SegmentUse => segment('DMG', usage, 1, `${name} birth date and sex`, '1?=D8 2? 3?=F|M|U');
const attachment = segment('PWK', 'S', 10, 'Attachment', '1 2 5? 6? 7?');
const contract = segment('CN1', 'S', 1, 'Contract', '1 2? 3? 4? 5? 6?');
const fixedFormat = segment('K3', 'S', 10, 'Fixed format data', '1');
const repricing = segment('HCP', 'S', 1, 'Repricing', '1 2 3-15?');
const chiropractic = (repeat: number): SegmentUse => segment('CR2', 'S', repeat, 'Spinal manipulation', '1-12?');
const ambulance = segment('CR1', 'S', 1, 'Ambulance transport', '1? 2? 3? 4? 5? 6? 9? 10?');
const frequency = (id: string): LoopUse =>
  loop(id, 'S', 6, 'Home health plan', segment('CR7', 'R', 1, 'Home health plan', '1 2 3'), segment('HSD', 'S', 3, 'Visits', '1-8?'));
const PROCEDURE = '(1 2 3-6? 7?)';

const header = (versions: string): readonly (SegmentUse | LoopUse)[] => [
  segment('BHT', 'R', 1, 'Beginning of the claim file', '1=0019 2=00|18 3 4 5 6=CH|RP'),
  segment('REF', 'R', 1, 'Version of the claim file', `1=87 2=${versions}`),
  loop('1000A', 'R', 1, 'Submitter', party('41', 'Submitter name', '46', 'R'), contact('R', 'Submitter contact')),
  loop('1000B', 'R', 1, 'Receiver', party('40', 'Receiver name', '46', 'R')),
];

const billing = (id: string, usage: Usage, codes: string, name: string): LoopUse =>
  loop(
    id,
    usage,
    1,
    name,
    party(codes, `${name} name`, PROVIDER, 'R'),
    ...place('R', name),
    numbers(8, `${name} further number`),
    numbers(8, `${name} number for cards`, '06|8U|EM|IJ|RB|ST|TT'),
    contact('S', `${name} contact`),
  );

const subscriber = loop(
  '2010BA',
  'R',
  1,
  'Subscriber',
  party('IL', 'Subscriber name', 'MI|ZZ', 'S'),
  ...place('S', 'Subscriber'),
  birth('S', 'Subscriber'),
  numbers(5, 'Subscriber further number'),
);
const payer = (id: string): LoopUse =>
  loop(
    id,
    'R',
    1,
    'Payer',
    party('PR', 'Payer name', 'PI|XV', 'R'),
    ...place('S', 'Payer'),
    numbers(3, 'Payer further number', '2U|FY|NF|TJ'),
  );
const responsible = (id: string): LoopUse =>
  loop(
    id,
    'S',
    1,
    'Responsible party',
    segment('NM1', 'R', 1, 'Responsible party name', '1=QD 2=1|2 3 4? 5? 6? 7?'),
    ...place('R', 'Responsible party'),
  );
const cardHolder = (id: string): LoopUse =>
  loop(id, 'S', 1, 'Holder of the card', party('AO', 'Holder of the card', 'MI', 'R'), numbers(2, 'Card', 'AB|BB'));
const patient = (numbered: number): LoopUse =>
  loop(
    '2010CA',
    'R',
    1,
    'Patient',
    party('QC', 'Patient name', 'MI|ZZ', 'S'),
    ...place('R', 'Patient'),
    birth('R', 'Patient'),
    numbers(numbered, 'Patient further number'),
  );

/** Another coverage with the parties that its payer knows; `providers` are qualifiers of NM101, each a loop of its own. */
const otherCoverage = (providers: readonly (readonly [id: string, codes: string])[]): LoopUse =>
  loop(
    '2320',
    'S',
    10,
    'Other coverage',
    segment('SBR', 'R', 1, 'Other subscriber', '1=P|S|T 2 3? 4? 5? 9?'),
    segment('CAS', 'S', 5, 'Adjustment of the claim by the other payer', '1 2 3 4-19?'),
    amount('A8|AAE|AU|B1|B6|C4|D|D8|DY|F2|F5|KF|N1|NA|NE|NL|PG|T|T2|T3|YT|YU|YV|YW|YX|ZZ', 15, 'Amount of the other payer'),
    birth('S', 'Other subscriber'),
    segment('OI', 'R', 1, 'Other coverage', '3 4? 5? 6'),
    segment('MIA', 'S', 1, 'Inpatient decision', '1-24?'),
    segment('MOA', 'S', 1, 'Outpatient decision', '1-9?'),
    loop(
      '2330A',
      'R',
      1,
      'Other subscriber',
      party('IL', 'Other subscriber name', 'MI|ZZ', 'R'),
      ...place('S', 'Other subscriber'),
      numbers(3, 'Other subscriber further number'),
    ),
    loop(
      '2330B',
      'R',
      1,
      'Other payer',
      party('PR', 'Other payer name', 'PI|XV', 'R'),
      ...place('S', 'Other payer'),
      contact('S', 'Other payer contact'),
      date('573', 1, 'Decision of the other payer'),
      numbers(3, 'Other payer further number', '2U|F8|FY|NF|TJ'),
      numbers(2, 'Other payer authorization', '9F|G1'),
      numbers(2, 'Other payer adjustment sign', 'T4'),
    ),
    ...providers.map(([id, codes]) =>
      loop(
        id,
        'S',
        2,
        'Other payer’s party',
        segment('NM1', 'R', 1, 'Other payer’s party', `1=${codes} 2=1|2 3? 4? 5? 8? 9?`),
        numbers(3, 'Number at the other payer'),
      ),
    ),
  );

const decision = loop(
  '2430',
  'S',
  25,
  'Decision of another payer on the line',
  segment('SVD', 'R', 1, 'Line as the other payer decided it', `1 2 3?${PROCEDURE} 4? 5 6?`),
  segment('CAS', 'S', 99, 'Adjustment of the line by the other payer', '1 2 3 4-19?'),
  date('573', 1, 'Decision of the other payer', 'R'),
);
const drug = loop(
  '2410',
  'S',
  25,
  'Drug',
  segment('LIN', 'R', 1, 'Drug number', '2 3'),
  segment('CTP', 'S', 1, 'Drug quantity', '1-4? 5?(1)'),
  numbers(1, 'Prescription', 'XZ'),
);

const patientLevel = (claim: LoopUse, numbered: number): LoopUse =>
  loop(
    '2000C',
    'S',
    MANY,
    'Patient level',
    segment('HL', 'R', 1, 'Patient level', '1 2 3=23 4=0'),
    segment('PAT', 'R', 1, 'Patient', '1 2? 3? 4? 5? 6? 7? 8? 9?'),
    patient(numbered),
    withUsage(claim, 'R'),
  );

const body = (versions: string, claim: LoopUse, numbered: number, parties: readonly LoopUse[]): LoopUse =>
  loop(
    'ST',
    'R',
    1,
    'Claim file',
    ...header(versions),
    loop(
      '2000A',
      'R',
      MANY,
      'Billing provider level',
      segment('HL', 'R', 1, 'Billing provider level', '1 3=20 4=1'),
      segment('PRV', 'S', 1, 'Billing provider taxonomy', '1=BI|PT 2 3'),
      segment('CUR', 'S', 1, 'Foreign currency', '1=85 2'),
      billing('2010AA', 'R', '85', 'Billing provider'),
      billing('2010AB', 'S', '87', 'Pay-to provider'),
      loop(
        '2000B',
        'R',
        MANY,
        'Subscriber level',
        segment('HL', 'R', 1, 'Subscriber level', '1 2 3=22 4=0|1'),
        segment('SBR', 'R', 1, 'Subscriber', '1=P|S|T 2?=18 3? 4? 5? 6? 7? 9?'),
        segment('PAT', 'S', 1, 'Subscriber as patient', '1-9?'),
        ...parties,
        claim,
        patientLevel(claim, numbered),
      ),
    ),
  );

const professionalLine = loop(
  '2400',
  'R',
  50,
  'Service line',
  segment('LX', 'R', 1, 'Service line number', '1'),
  segment('SV1', 'R', 1, 'Professional service', `1${PROCEDURE} 2 3 4 5? 7?(1 2-4?) 9? 10? 11? 12? 15?`),
  segment('SV5', 'S', 1, 'Durable medical equipment', '1(1 2) 2 3 4? 5? 6?'),
  attachment,
  ambulance,
  chiropractic(5),
  segment('CR3', 'S', 1, 'Equipment certification', '1 2 3'),
  segment('CR5', 'S', 1, 'Oxygen therapy', '1-18?'),
  segment('CRC', 'S', 6, 'Certification of the line', '1=07|09|11|70|ZZ 2 3 4-7?'),
  date('472', 1, 'Service', 'R'),
  date('011|119|304|330|431|438|439|453|454|455|461|463|471|480|481|484|607|738|739', 20, 'Further date of the line'),
  segment('QTY', 'S', 5, 'Anesthesia units', '1=BF|EC|EM|HM|HO|HP|P3|P4|P5|SG 2'),
  segment('MEA', 'S', 20, 'Test result', '1 2 3'),
  contract,
  numbers(20, 'Number of the line', '6R|9B|9D|9F|BT|EW|F4|G1|OZ|X4'),
  amount('AAE|F4|T', 3, 'Amount of the line'),
  fixedFormat,
  segment('NTE', 'S', 1, 'Line note', '1? 2'),
  segment('PS1', 'S', 1, 'Purchased service', '1 2'),
  segment('HSD', 'S', 1, 'Visits', '1-8?'),
  repricing,
  drug,
  provider('2420A', 1, '82', 'Rendering provider of the line', 'PE'),
  provider('2420B', 1, 'QB', 'Purchased service provider'),
  provider('2420C', 1, '77|FA|LI|TL', 'Service facility of the line', undefined, 'R'),
  provider('2420D', 1, 'DQ', 'Supervising provider of the line'),
  provider('2420E', 1, 'DK', 'Ordering provider', undefined, 'S'),
  provider('2420F', 2, 'DN|P3', 'Referring provider of the line', 'RF'),
  decision,
  loop('2440', 'S', 5, 'Form', segment('LQ', 'R', 1, 'Form', '1 2'), segment('FRM', 'R', 99, 'Answer on the form', '1 2? 3? 4? 5?')),
);

const professional = loop(
  '2300',
  'S',
  100,
  'Claim',
  segment('CLM', 'R', 1, 'Claim', '1 2 5(1 2? 3) 6=N|Y 7 8=N|Y 9 10? 11?(1 2-5?) 12? 16? 20?'),
  date('090|091|096|297|296|304|314|330|360|361|431|435|438|439|453|454|455|471|484|938', 40, 'Date of the claim'),
  attachment,
  contract,
  amount('F5|MA|NE', 3, 'Amount of the claim'),
  numbers(20, 'Number of the claim', '4N|9A|9C|9F|D9|EA|EW|F5|F8|G1|1S|LX|P4|X4'),
  fixedFormat,
  segment('NTE', 'S', 1, 'Claim note', '1 2'),
  ambulance,
  chiropractic(1),
  segment('CRC', 'S', 7, 'Certification', '1=07|75|E1|E2|E3|ZZ 2 3 4-7?'),
  segment('HI', 'S', 1, 'Diagnoses', '1(1=BK 2) 2-8?(1=BF 2)'),
  repricing,
  frequency('2305'),
  provider('2310A', 2, 'DN|P3', 'Referring provider', 'RF'),
  provider('2310B', 1, '82', 'Rendering provider', 'PE'),
  provider('2310C', 1, 'QB', 'Purchased service provider'),
  provider('2310D', 1, '77|FA|LI|TL', 'Service facility', undefined, 'R'),
  provider('2310E', 1, 'DQ', 'Supervising provider'),
  otherCoverage([
    ['2330C', 'QC'],
    ['2330D', 'DN|P3'],
    ['2330E', '82'],
    ['2330F', 'QB'],
    ['2330G', '77|FA|LI|TL'],
    ['2330H', 'DQ'],
  ]),
  professionalLine,
);

const list = (codes: string, repeat: number, name: string): SegmentUse =>
  segment('HI', 'S', repeat, name, `1(1=${codes} 2 3? 4? 5? 6?) 2-12?(1=${codes} 2 3? 4? 5? 6?)`);

const institutional = loop(
  '2300',
  'S',
  100,
  'Claim',
  segment('CLM', 'R', 1, 'Claim', '1 2 5(1 2=A 3) 6? 7? 8=N|Y 9 11?(1 2-5?) 18=N|Y 20?'),
  date('434', 1, 'Statement period', 'R'),
  date('096', 1, 'Discharge hour'),
  date('435', 1, 'Admission'),
  segment('CL1', 'S', 1, 'Admission and discharge', '1? 2? 3? 4?'),
  attachment,
  contract,
  amount('C5|F3|F5|MA', 4, 'Amount of the claim'),
  numbers(20, 'Number of the claim', '4N|9A|9C|9F|D9|DD|EA|F8|G1|G4|LX|P4'),
  fixedFormat,
  segment('NTE', 'S', 11, 'Claim note', '1 2'),
  segment('CR6', 'S', 1, 'Home health care', '1-21?'),
  segment('CRC', 'S', 9, 'Certification', '1=75|76|77|ZZ 2 3 4-7?'),
  segment('HI', 'S', 1, 'Principal and admitting diagnosis', '1(1=BK 2) 2?(1=BJ|BN|ZZ 2) 3?(1=BN 2) 4?(1=BN 2)'),
  list('DR', 1, 'DRG'),
  list('BF', 2, 'Other diagnoses'),
  list('BP|BR', 1, 'Principal procedure'),
  list('BO|BQ', 2, 'Other procedures'),
  list('BI', 2, 'Occurrence spans'),
  list('BH', 2, 'Occurrences'),
  list('BE', 2, 'Values'),
  list('BG', 2, 'Conditions'),
  list('TC', 2, 'Treatments'),
  segment('QTY', 'S', 4, 'Days', '1=CA|CD|LA|NA 2 3?(1)'),
  repricing,
  frequency('2305'),
  provider('2310A', 1, '71', 'Attending provider', 'AT|SU'),
  provider('2310B', 1, '72', 'Operating provider', 'OP'),
  provider('2310C', 1, '73', 'Other provider', 'OT|PE'),
  provider('2310E', 1, 'FA', 'Service facility', 'RP', 'R'),
  otherCoverage([
    ['2330C', 'QC'],
    ['2330D', '71'],
    ['2330E', '72'],
    ['2330F', '73'],
    ['2330H', 'FA'],
  ]),
  loop(
    '2400',
    'R',
    999,
    'Service line',
    segment('LX', 'R', 1, 'Service line number', '1'),
    segment('SV2', 'R', 1, 'Institutional service', `1 2?${PROCEDURE} 3 4 5 6? 7? 10?`),
    segment('PWK', 'S', 5, 'Attachment', '1 2 5? 6? 7?'),
    date('472', 1, 'Service'),
    date('866', 1, 'Assessment'),
    amount('GT|N8', 2, 'Tax'),
    repricing,
    drug,
    provider('2420A', 1, '71', 'Attending provider of the line', 'AT|SU'),
    provider('2420B', 1, '72', 'Operating provider of the line', 'OP'),
    provider('2420C', 1, '73', 'Other provider of the line', 'OT|PE'),
    decision,
  ),
);

/** Professional claim, 004010X098 with its addenda A1. */
export const PROFESSIONAL_CLAIM_4010: TransactionGrammar = {
  set: '837',
  name: 'Professional claim of 4010 (837P)',
  versions: ['004010X098A1', '004010X098'],
  functionalId: 'HC',
  body: body('004010X098A1|004010X098|004010X098DA1|004010X098D', professional, 6, [
    subscriber,
    payer('2010BB'),
    responsible('2010BC'),
    cardHolder('2010BD'),
  ]),
};

/** Institutional claim, 004010X096 with its addenda A1. */
export const INSTITUTIONAL_CLAIM_4010: TransactionGrammar = {
  set: '837',
  name: 'Institutional claim of 4010 (837I)',
  versions: ['004010X096A1', '004010X096'],
  functionalId: 'HC',
  body: body('004010X096A1|004010X096|004010X096DA1|004010X096D', institutional, 6, [
    subscriber,
    cardHolder('2010BB'),
    payer('2010BC'),
    responsible('2010BD'),
  ]),
};
