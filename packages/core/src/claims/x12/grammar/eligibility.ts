import { address } from './claim-parts.js';
import { type LoopUse, loop, MANY, type SegmentUse, segment, type TransactionGrammar } from './grammar.js';

const SOURCE = '1=2B|36|GP|P5|PR 2=1|2 3? 4? 5? 7? 8=24|46|FI|NI|PI|XV|XX 9';
const RECEIVER = '1=1P|2B|36|80|FA|GP|P5|PR 2=1|2 3? 4? 5? 7? 8=24|34|FI|PI|PP|SV|XV|XX 9';
const level = (code: string, name: string, parent: boolean, children: string): SegmentUse =>
  segment('HL', 'R', 1, name, `1 ${parent ? '2 ' : ''}3=${code} 4=${children}`);
const numbers = (name: string): SegmentUse => segment('REF', 'S', 9, name, '1 2 3?');
const refusal = (name: string): SegmentUse => segment('AAA', 'S', 9, name, '1=N|Y 3 4');
const speciality = (name: string): SegmentUse => segment('PRV', 'S', 1, name, '1=AD|AT|BI|CO|CV|H|HH|LA|OT|P1|P2|PC|PE|R|RF|SK|SU 2? 3?');
const diagnoses = (name: string): SegmentUse => segment('HI', 'S', 1, name, '1(1=ABK|BK 2) 2-8?(1=ABF|BF 2)');
const trace = (name: string, repeat: number): SegmentUse => segment('TRN', 'S', repeat, name, '1=1|2 2 3? 4?');
const military = segment('MPI', 'S', 1, 'Military service', '1 2 3 4? 5? 6?=D8|RD8 7?');
const PROCEDURE = '(1 2 3-6? 8?)';

/** What is asked, below a subscriber (C) or dependent (D). */
const question = (suffix: 'C' | 'D', usage: 'R' | 'S'): LoopUse =>
  loop(
    `2110${suffix}`,
    usage,
    99,
    'What is asked',
    segment('EQ', 'R', 1, 'What is asked', `1?*99 2?${PROCEDURE} 3? 5?(1 2-4?)`),
    segment('AMT', 'S', 1, 'Spend-down', '1=PB|R 2'),
    segment('III', 'S', 10, 'Further information', '1=BF|BK|GR|NI|ZZ 2'),
    segment('REF', 'S', 1, 'Referral or authorization', '1=9F|G1 2'),
    segment('DTP', 'S', 1, 'Day or period that is asked about', '1=291 2=D8|RD8 3'),
  );

const questionPerson = (suffix: 'C' | 'D', name: string, names: string, insured: string): LoopUse =>
  loop(
    `2100${suffix}`,
    'R',
    1,
    name,
    segment('NM1', 'R', 1, `${name} name`, names),
    numbers(`${name} further number`),
    ...address('S', name),
    speciality(`${name}: provider`),
    segment('DMG', 'S', 1, `${name} birth date and sex`, '1?=D8 2? 3?=F|M'),
    segment('INS', 'S', 1, `${name}: relationship`, insured),
    diagnoses(`${name} diagnoses`),
    segment('DTP', 'S', 2, `${name}: days`, '1=102|291 2=D8|RD8 3'),
  );

/** Question for eligibility and benefits, 005010X279 with its errata A1. */
export const ELIGIBILITY_REQUEST: TransactionGrammar = {
  set: '270',
  name: 'Question for eligibility (270)',
  versions: ['005010X279A1', '005010X279'],
  functionalId: 'HS',
  body: loop(
    'ST',
    'R',
    1,
    'Question for eligibility',
    segment('BHT', 'R', 1, 'Beginning of the question', '1=0022 2=01|13|36 3? 4 5 6?=RT'),
    loop(
      '2000A',
      'R',
      MANY,
      'Information source level',
      level('20', 'Information source level', false, '1'),
      loop('2100A', 'R', 1, 'Information source', segment('NM1', 'R', 1, 'Information source name', SOURCE)),
      loop(
        '2000B',
        'R',
        MANY,
        'Information receiver level',
        level('21', 'Information receiver level', true, '1'),
        loop(
          '2100B',
          'R',
          1,
          'Information receiver',
          segment('NM1', 'R', 1, 'Information receiver name', RECEIVER),
          numbers('Information receiver further number'),
          ...address('S', 'Information receiver'),
          speciality('Information receiver taxonomy'),
        ),
        loop(
          '2000C',
          'R',
          MANY,
          'Subscriber level',
          level('22', 'Subscriber level', true, '0|1'),
          trace('Trace of the question', 2),
          questionPerson('C', 'Subscriber', '1=IL 2=1|2 3? 4? 5? 7? 8?=II|MI 9?', '1=Y 2=18 17?'),
          question('C', 'S'),
          loop(
            '2000D',
            'S',
            MANY,
            'Dependent level',
            level('23', 'Dependent level', true, '0'),
            trace('Trace of the question', 2),
            questionPerson('D', 'Dependent', '1=03 2=1 3? 4? 5? 7?', '1=N 2=01|19|34 17?'),
            question('D', 'R'),
          ),
        ),
      ),
    ),
  ),
};

const contact = (name: string, repeat: number): SegmentUse => segment('PER', 'S', repeat, name, '1=IC 2? 3? 4? 5? 6? 7? 8?');

/** What is answered. */
const answer = (suffix: 'C' | 'D'): LoopUse =>
  loop(
    `2110${suffix}`,
    'S',
    MANY,
    'Benefit',
    segment('EB', 'R', 1, 'Benefit', `1 2? 3?*99 4-10? 11?=N|U|Y 12?=N|U|W|Y 13?${PROCEDURE} 14?(1 2-4?)`),
    segment('HSD', 'S', 9, 'Amount of service', '1? 2? 3? 4? 5? 6? 7? 8?'),
    numbers('Benefit further number'),
    segment('DTP', 'S', 20, 'Day of the benefit', '1 2=D8|RD8 3'),
    refusal('Why the question cannot be answered'),
    segment('MSG', 'S', 10, 'Message', '1'),
    loop(`2115${suffix}`, 'S', 10, 'Further information', segment('III', 'R', 1, 'Further information', '1? 2? 3? 4?')),
    segment('LS', 'S', 1, 'Begin of the related entities', '1'),
    loop(
      `2120${suffix}`,
      'S',
      23,
      'Related entity',
      segment('NM1', 'R', 1, 'Related entity name', '1 2=1|2 3? 4? 5? 7? 8? 9? 10?'),
      ...address('S', 'Related entity'),
      contact('Related entity contact', 3),
      speciality('Related entity taxonomy'),
    ),
    segment('LE', 'S', 1, 'End of the related entities', '1'),
  );

const answerPerson = (suffix: 'C' | 'D', name: string, names: string, insured: string): LoopUse =>
  loop(
    `2100${suffix}`,
    'R',
    1,
    name,
    segment('NM1', 'R', 1, `${name} name`, names),
    numbers(`${name} further number`),
    ...address('S', name),
    refusal(`${name}: why the question cannot be answered`),
    speciality(`${name}: provider`),
    segment('DMG', 'S', 1, `${name} birth date and sex`, '1?=D8 2? 3?=F|M|U'),
    segment('INS', 'S', 1, `${name}: relationship`, insured),
    diagnoses(`${name} diagnoses`),
    segment('DTP', 'S', 9, `${name}: days`, '1 2=D8|RD8 3'),
    military,
  );

/** Eligibility and benefits, 005010X279 with its errata A1. */
export const ELIGIBILITY_RESPONSE: TransactionGrammar = {
  set: '271',
  name: 'Eligibility (271)',
  versions: ['005010X279A1', '005010X279'],
  functionalId: 'HB',
  body: loop(
    'ST',
    'R',
    1,
    'Eligibility',
    segment('BHT', 'R', 1, 'Beginning of the answer', '1=0022 2=06|11 3? 4 5'),
    loop(
      '2000A',
      'R',
      MANY,
      'Information source level',
      level('20', 'Information source level', false, '0|1'),
      refusal('Why the question cannot be answered'),
      loop(
        '2100A',
        'R',
        1,
        'Information source',
        segment('NM1', 'R', 1, 'Information source name', SOURCE),
        contact('Information source contact', 3),
        refusal('Information source: why the question cannot be answered'),
      ),
      loop(
        '2000B',
        'S',
        MANY,
        'Information receiver level',
        level('21', 'Information receiver level', true, '0|1'),
        loop(
          '2100B',
          'R',
          1,
          'Information receiver',
          segment('NM1', 'R', 1, 'Information receiver name', RECEIVER),
          numbers('Information receiver further number'),
          ...address('S', 'Information receiver'),
          refusal('Information receiver: why the question cannot be answered'),
          speciality('Information receiver taxonomy'),
        ),
        loop(
          '2000C',
          'S',
          MANY,
          'Subscriber level',
          level('22', 'Subscriber level', true, '0|1'),
          trace('Trace of the question', 3),
          answerPerson('C', 'Subscriber', '1=IL 2=1|2 3? 4? 5? 7? 8?=II|MI 9?', '1=Y 2=18 3? 4? 17?'),
          answer('C'),
          loop(
            '2000D',
            'S',
            MANY,
            'Dependent level',
            level('23', 'Dependent level', true, '0'),
            trace('Trace of the question', 3),
            answerPerson('D', 'Dependent', '1=03 2=1 3? 4? 5? 7?', '1=N 2 3? 4? 17?'),
            answer('D'),
          ),
        ),
      ),
    ),
  ),
};
