import { type LoopUse, loop, MANY, type SegmentUse, segment, type TransactionGrammar } from './grammar.js';

const number = (code: string, name: string): SegmentUse => segment('REF', 'S', 1, name, `1=${code} 2`);
const PROCEDURE = '1(1=AD|ER|HC|HP|IV|N4|NU|WK 2 3-6?)';
const level = (code: string, name: string, parent: boolean, children: string): SegmentUse =>
  segment('HL', 'R', 1, name, `1 ${parent ? '2 ' : ''}3=${code} ${children}`);

const payer = (...more: readonly SegmentUse[]): LoopUse =>
  loop('2100A', 'R', 1, 'Payer', segment('NM1', 'R', 1, 'Payer name', '1=PR 2=2 3 8=PI|XV 9'), ...more);
const receiver = loop(
  '2100B',
  'R',
  1,
  'Information receiver',
  segment('NM1', 'R', 1, 'Information receiver name', '1=41 2=1|2 3? 4? 5? 8=46 9'),
);
const provider = loop('2100C', 'R', 2, 'Provider', segment('NM1', 'R', 1, 'Provider name', '1=1P 2=1|2 3? 4? 5? 7? 8=FI|SV|XX 9'));
const subscriber = loop('2100D', 'R', 1, 'Subscriber', segment('NM1', 'R', 1, 'Subscriber name', '1=IL 2=1|2 3 4? 5? 7? 8=24|II|MI 9'));
const dependent = loop('2100E', 'R', 1, 'Dependent', segment('NM1', 'R', 1, 'Dependent name', '1=QC 2=1 3 4? 5? 7?'));

/** The claim that is asked about, below a subscriber (D) or dependent (E). */
const question = (suffix: 'D' | 'E', usage: 'R' | 'S'): LoopUse =>
  loop(
    `2200${suffix}`,
    usage,
    MANY,
    'Claim that is asked about',
    segment('TRN', 'R', 1, 'Trace of the question', '1=1 2'),
    number('1K', 'Payer claim number'),
    number('BLT', 'Type of bill'),
    number('LU', 'Application or location'),
    number('6P', 'Group number'),
    number('EJ', 'Patient control number'),
    number('XZ', 'Prescription'),
    number('D9', 'Clearinghouse number'),
    segment('AMT', 'S', 1, 'Charge of the claim', '1=T3 2'),
    segment('DTP', 'S', 1, 'Service period', '1=472 2=D8|RD8 3'),
    loop(
      `2210${suffix}`,
      'S',
      MANY,
      'Service that is asked about',
      segment('SVC', 'R', 1, 'Service', `${PROCEDURE} 2 4? 7`),
      number('FJ', 'Line number'),
      segment('DTP', 'R', 1, 'Day of service', '1=472 2=D8|RD8 3'),
    ),
  );

/** Question for the status of claims, 005010X212. */
export const CLAIM_STATUS_REQUEST: TransactionGrammar = {
  set: '276',
  name: 'Question for the status of claims (276)',
  versions: ['005010X212', '005010X212E1', '005010X212E2'],
  functionalId: 'HR',
  body: loop(
    'ST',
    'R',
    1,
    'Question for the status of claims',
    segment('BHT', 'R', 1, 'Beginning of the question', '1=0010 2=13 3 4 5'),
    loop(
      '2000A',
      'R',
      MANY,
      'Payer level',
      level('20', 'Payer level', false, '4=1'),
      payer(),
      loop(
        '2000B',
        'R',
        MANY,
        'Information receiver level',
        level('21', 'Information receiver level', true, '4=1'),
        receiver,
        loop(
          '2000C',
          'R',
          MANY,
          'Provider level',
          level('19', 'Provider level', true, '4=1'),
          provider,
          loop(
            '2000D',
            'R',
            MANY,
            'Subscriber level',
            level('22', 'Subscriber level', true, '4=0|1'),
            segment('DMG', 'S', 1, 'Subscriber birth date and sex', '1=D8 2 3?=F|M'),
            subscriber,
            question('D', 'S'),
            loop(
              '2000E',
              'S',
              MANY,
              'Dependent level',
              level('23', 'Dependent level', true, '4?=0'),
              segment('DMG', 'R', 1, 'Dependent birth date and sex', '1=D8 2 3?=F|M'),
              dependent,
              question('E', 'R'),
            ),
          ),
        ),
      ),
    ),
  ),
};

const STATUS = '1(1 2 3? 4?) 2 4-9? 10?(1 2 3? 4?) 11?(1 2 3? 4?)';
const status = segment('STC', 'R', MANY, 'Status', STATUS);

const answer = (suffix: 'D' | 'E', usage: 'R' | 'S'): LoopUse =>
  loop(
    `2200${suffix}`,
    usage,
    MANY,
    'Claim that is answered',
    segment('TRN', 'R', 1, 'Trace of the question', '1=2 2'),
    status,
    number('1K', 'Payer claim number'),
    number('BLT', 'Type of bill'),
    number('EJ', 'Patient control number'),
    number('XZ', 'Prescription'),
    number('VV', 'Voucher'),
    number('D9', 'Clearinghouse number'),
    segment('DTP', 'S', 1, 'Service period', '1=472 2=D8|RD8 3'),
    loop(
      `2220${suffix}`,
      'S',
      MANY,
      'Service that is answered',
      segment('SVC', 'R', 1, 'Service', `${PROCEDURE} 2 3? 4? 7?`),
      status,
      number('FJ', 'Line number'),
      segment('DTP', 'R', 1, 'Day of service', '1=472 2=D8|RD8 3'),
    ),
  );

/** A level that cannot be answered further down: its trace and why. */
const trace = (suffix: 'B' | 'C', code: string): LoopUse =>
  loop(`2200${suffix}`, 'S', 1, 'Trace of the level', segment('TRN', 'R', 1, 'Trace of the level', `1=${code} 2`), status);

/** Status of claims, 005010X212. */
export const CLAIM_STATUS_RESPONSE: TransactionGrammar = {
  set: '277',
  name: 'Status of claims (277)',
  versions: ['005010X212', '005010X212E1', '005010X212E2'],
  functionalId: 'HN',
  body: loop(
    'ST',
    'R',
    1,
    'Status of claims',
    segment('BHT', 'R', 1, 'Beginning of the answer', '1=0010 2=08 3 4 5 6=DG'),
    loop(
      '2000A',
      'R',
      MANY,
      'Payer level',
      level('20', 'Payer level', false, '4=1'),
      payer(segment('PER', 'S', 1, 'Payer contact', '1=IC 2? 3 4 5? 6? 7? 8?')),
      loop(
        '2000B',
        'R',
        MANY,
        'Information receiver level',
        level('21', 'Information receiver level', true, '4=0|1'),
        receiver,
        trace('B', '2'),
        loop(
          '2000C',
          'S',
          MANY,
          'Provider level',
          level('19', 'Provider level', true, '4=0|1'),
          provider,
          trace('C', '1|2'),
          loop(
            '2000D',
            'S',
            MANY,
            'Subscriber level',
            level('22', 'Subscriber level', true, '4=0|1'),
            subscriber,
            answer('D', 'S'),
            loop('2000E', 'S', MANY, 'Dependent level', level('23', 'Dependent level', true, '4?=0'), dependent, answer('E', 'R')),
          ),
        ),
      ),
    ),
  ),
};
