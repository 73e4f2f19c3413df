import { loop, MANY, type SegmentUse, segment, type TransactionGrammar } from './grammar.js';

const context = segment('CTX', 'S', 10, 'Context of the error', '1*10(1 2?) 2? 3? 4? 5?(1 2? 3?) 6?(1 2?)');

/** Acknowledgement of transactions, 005010X231 with its errata A1. */
export const ACKNOWLEDGEMENT: TransactionGrammar = {
  set: '999',
  name: 'Acknowledgement of transactions (999)',
  versions: ['005010X231A1', '005010X231'],
  functionalId: 'FA',
  body: loop(
    'ST',
    'R',
    1,
    'Acknowledgement of a group',
    segment('AK1', 'R', 1, 'Group that is answered', '1 2 3?'),
    loop(
      '2000',
      'S',
      MANY,
      'Transaction that is answered',
      segment('AK2', 'R', 1, 'Transaction that is answered', '1 2 3?'),
      loop(
        '2100',
        'S',
        MANY,
        'Segment in error',
        segment('IK3', 'R', 1, 'Segment in error', '1 2 3? 4=1|2|3|4|5|6|7|8|I4|I6|I7|I8|I9'),
        context,
        loop(
          '2110',
          'S',
          MANY,
          'Element in error',
          segment('IK4', 'R', 1, 'Element in error', '1(1 2? 3?) 2? 3=1|2|3|4|5|6|7|8|9|10|12|13|I6|I9|I10|I11|I12|I13 4?'),
          context,
        ),
      ),
      segment('IK5', 'R', 1, 'Verdict on the transaction', '1=A|E|M|R|W|X 2-6?'),
    ),
    segment('AK9', 'R', 1, 'Verdict on the group', '1=A|E|M|P|R|W|X 2 3 4 5-9?'),
  ),
};

const status = (name: string, more: string): SegmentUse => segment('STC', 'R', MANY, name, `1(1 2 3?) 2 ${more}`);
const statusOfLevel = (name: string): SegmentUse => segment('STC', 'S', MANY, name, '1(1 2 3?) 2 3=U|WQ 4? 10?(1 2 3?) 11?(1 2 3?) 12?');
const quantity = (code: string, name: string): SegmentUse => segment('QTY', 'S', 1, name, `1=${code} 2`);
const amount = (code: string, name: string): SegmentUse => segment('AMT', 'S', 1, name, `1=${code} 2`);
const number = (code: string, name: string, repeat = 1): SegmentUse => segment('REF', 'S', repeat, name, `1=${code} 2`);

/** Acknowledgement of claims, 005010X214. */
export const CLAIM_ACKNOWLEDGEMENT: TransactionGrammar = {
  set: '277',
  name: 'Acknowledgement of claims (277CA)',
  versions: ['005010X214'],
  functionalId: 'HN',
  body: loop(
    'ST',
    'R',
    1,
    'Acknowledgement of claims',
    segment('BHT', 'R', 1, 'Beginning of the acknowledgement', '1=0085 2=08 3 4 5 6=TH'),
    loop(
      '2000A',
      'R',
      1,
      'Information source level',
      segment('HL', 'R', 1, 'Information source level', '1 3=20 4=1'),
      loop('2100A', 'R', 1, 'Information source', segment('NM1', 'R', 1, 'Information source name', '1=AY|PR 2=2 3 8=46|FI|PI|XV 9')),
      loop(
        '2200A',
        'R',
        1,
        'Trace of the information source',
        segment('TRN', 'R', 1, 'Trace of the information source', '1=1 2'),
        segment('DTP', 'R', 1, 'Day of receipt', '1=050 2=D8 3'),
        segment('DTP', 'R', 1, 'Day of processing', '1=009 2=D8 3'),
      ),
      loop(
        '2000B',
        'R',
        MANY,
        'Information receiver level',
        segment('HL', 'R', 1, 'Information receiver level', '1 2 3=21 4=0|1'),
        loop('2100B', 'R', 1, 'Information receiver', segment('NM1', 'R', 1, 'Information receiver name', '1=41 2=1|2 3? 4? 5? 8=46|94 9')),
        loop(
          '2200B',
          'R',
          1,
          'File that is answered',
          segment('TRN', 'R', 1, 'File that is answered', '1=2 2'),
          status('Status of the file', '3=U|WQ 4 10?(1 2 3?) 11?(1 2 3?)'),
          quantity('90', 'Claims accepted'),
          quantity('AA', 'Claims returned'),
          amount('YU', 'Charges accepted'),
          amount('YY', 'Charges returned'),
        ),
        loop(
          '2000C',
          'S',
          MANY,
          'Provider level',
          segment('HL', 'R', 1, 'Provider level', '1 2 3=19 4=0|1'),
          loop('2100C', 'R', 1, 'Provider', segment('NM1', 'R', 1, 'Provider name', '1=85 2=1|2 3? 4? 5? 7? 8?=FI|SV|XX 9?')),
          loop(
            '2200C',
            'S',
            1,
            'Claims of the provider',
            segment('TRN', 'R', 1, 'Trace of the provider', '1=1|2 2'),
            statusOfLevel('Status of the claims of the provider'),
            number('0B|1G|G2|LU|SY|TJ', 'Provider further number', 3),
            quantity('QA', 'Claims of the provider accepted'),
            quantity('QC', 'Claims of the provider returned'),
            amount('YU', 'Charges of the provider accepted'),
            amount('YY', 'Charges of the provider returned'),
          ),
          loop(
            '2000D',
            'S',
            MANY,
            'Patient level',
            segment('HL', 'R', 1, 'Patient level', '1 2 3=PT'),
            loop('2100D', 'R', 1, 'Patient', segment('NM1', 'R', 1, 'Patient name', '1=QC 2=1 3 4? 5? 7? 8=II|MI 9')),
            loop(
              '2200D',
              'R',
              MANY,
              'Claim',
              segment('TRN', 'R', 1, 'Claim that is answered', '1=2 2'),
              status('Status of the claim', '3=U|WQ 4? 10?(1 2 3?) 11?(1 2 3?) 12?'),
              number('1K', 'Payer claim number'),
              number('D9', 'Clearinghouse number'),
              number('BLT', 'Type of bill'),
              segment('DTP', 'S', 1, 'Day of service of the claim', '1=472 2=D8|RD8 3'),
              loop(
                '2220D',
                'S',
                MANY,
                'Service',
                segment('SVC', 'R', 1, 'Service', '1(1 2 3-6?) 2 4? 7?'),
                status('Status of the service', '3=U 10?(1 2 3?) 11?(1 2 3?) 12?'),
                number('FJ', 'Line number'),
                number('XZ', 'Prescription'),
                segment('DTP', 'S', 1, 'Day of service', '1=472 2=D8|RD8 3'),
              ),
            ),
          ),
        ),
      ),
    ),
  ),
};
