import { address } from './claim-parts.js';
import { loop, MANY, type SegmentUse, segment, type TransactionGrammar } from './grammar.js';

/** The remittance of version 004010, superseded in 2012: loops, order and repeats, lists of codes left open as in `claims-4010.ts`. */

const NUMBERS = '0B|0K|1A|1B|1C|1D|1G|1H|1J|1L|1S|1W|28|6P|6R|9A|9C|A6|BB|CE|E9|EA|F8|G1|G3|HPI|IG|LU|RB|SY|TJ';
const number = (repeat: number, name: string): SegmentUse => segment('REF', 'S', repeat, name, `1=${NUMBERS} 2`);
const adjustment = (name: string): SegmentUse => segment('CAS', 'S', 99, name, '1=CO|CR|OA|PI|PR 2 3 4-19?');
const party = (usage: 'R' | 'S', code: string, name: string): SegmentUse =>
  segment('NM1', usage, code === 'PR' ? 2 : 1, name, `1=${code} 2=1|2 3? 4? 5? 6? 7? 8? 9?`);
const PROCEDURE = '(1 2 3-6? 7?)';
const date = (name: string, codes: string, repeat: number): SegmentUse => segment('DTM', 'S', repeat, name, `1=${codes} 2`);

const claim = loop(
  '2100',
  'R',
  MANY,
  'Claim',
  segment('CLP', 'R', 1, 'Claim', '1 2 3 4 5? 6 7 8? 9? 11-13?'),
  adjustment('Adjustment of the claim'),
  party('R', 'QC', 'Patient'),
  party('S', 'IL', 'Insured'),
  party('S', '74', 'Corrected patient or insured'),
  party('S', '82', 'Rendering provider'),
  party('S', 'TT', 'Payer the claim was sent on to'),
  party('S', 'PR', 'Payer to be billed first'),
  segment('MIA', 'S', 1, 'Inpatient decision', '1 2-24?'),
  segment('MOA', 'S', 1, 'Outpatient decision', '1-9?'),
  number(15, 'Further number of the claim'),
  date('Day of the claim', '036|050|232|233', 4),
  segment('PER', 'S', 3, 'Contact for the claim', '1=CX 2? 3? 4? 5? 6? 7? 8?'),
  segment('AMT', 'S', 14, 'Further amount of the claim', '1=AU|D8|DY|F5|I|NL|T|T2|ZK|ZL|ZM|ZN|ZO|ZZ 2'),
  segment('QTY', 'S', 15, 'Further quantity of the claim', '1=CA|CD|LA|LE|NA|NE|NR|OU|PS|VS|ZK|ZL|ZM|ZN|ZO 2'),
  loop(
    '2110',
    'S',
    999,
    'Service',
    segment('SVC', 'R', 1, 'Service', `1${PROCEDURE} 2 3 4? 5? 6?${PROCEDURE} 7?`),
    date('Day of service', '150|151|472', 3),
    adjustment('Adjustment of the service'),
    number(17, 'Number of the service'),
    segment('AMT', 'S', 12, 'Further amount of the service', '1=B6|DY|KH|NE|T|T2|ZK|ZL|ZM|ZN|ZO 2'),
    segment('QTY', 'S', 6, 'Further quantity of the service', '1=NE|ZK|ZL|ZM|ZN|ZO 2'),
    segment('LQ', 'S', 99, 'Remark', '1=HE|RX 2'),
  ),
);

/** Remittance advice, 004010X091 with its addenda A1. */
export const REMITTANCE_4010: TransactionGrammar = {
  set: '835',
  name: 'Remittance advice of 4010 (835)',
  versions: ['004010X091A1', '004010X091'],
  functionalId: 'HP',
  body: loop(
    'ST',
    'R',
    1,
    'Payment',
    segment('BPR', 'R', 1, 'Payment', '1 2 3=C|D 4 5-15? 16'),
    segment('TRN', 'R', 1, 'Number of the payment', '1=1 2 3 4?'),
    segment('CUR', 'S', 1, 'Foreign currency', '1=PR 2 3?'),
    segment('REF', 'S', 1, 'Receiver of the file', '1=EV 2'),
    segment('REF', 'S', 1, 'Version of the payer’s system', '1=F2 2'),
    segment('DTM', 'S', 1, 'Day of production', '1=405 2'),
    loop(
      '1000A',
      'R',
      1,
      'Payer',
      segment('N1', 'R', 1, 'Payer name', '1=PR 2? 3? 4?'),
      ...address('R', 'Payer'),
      segment('REF', 'S', 4, 'Payer further number', '1=2U|EO|HI|NF 2'),
      segment('PER', 'S', 1, 'Payer contact', '1=CX 2? 3? 4? 5? 6? 7? 8?'),
    ),
    loop(
      '1000B',
      'R',
      1,
      'Payee',
      segment('N1', 'R', 1, 'Payee name', '1=PE 2? 3 4'),
      ...address('S', 'Payee'),
      segment('REF', 'S', MANY, 'Payee further number', '1=0B|1A|1B|1C|1D|1E|1F|1G|1H|D3|G2|N5|PQ|TJ 2'),
    ),
    loop(
      '2000',
      'S',
      MANY,
      'Group of claims',
      segment('LX', 'R', 1, 'Number of the group of claims', '1'),
      segment('TS3', 'S', 1, 'Provider summary', '1 2 3 4 5 6-24?'),
      segment('TS2', 'S', 1, 'Inpatient summary', '1-19?'),
      claim,
    ),
    segment(
      'PLB',
      'S',
      MANY,
      'Adjustment of the payment',
      `1 2 3(1 2?) 4 ${[5, 7, 9, 11, 13].map((n) => `${n}?(1 2?) ${n + 1}?`).join(' ')}`,
    ),
  ),
};
