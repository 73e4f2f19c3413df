import { address } from './claim-parts.js';
import { loop, MANY, type SegmentUse, segment, type TransactionGrammar } from './grammar.js';

const PROCEDURE = 'AD|ER|HC|HP|IV|N4|N6|NU|UI|WK';
const SUPPLEMENTAL = 'ZK|ZL|ZM|ZN|ZO';
const PROVIDER_NUMBERS = '0B|1A|1B|1C|1D|1G|1H|1J|D3|G2|LU';
const PLB_REASONS =
  '50|51|72|90|AH|AM|AP|B2|B3|BD|BN|C5|CR|CS|CT|CV|CW|DM|E3|FB|FC|GO|HM|IP|IR|IS|J1|L3|L6|LE|LS|OA|OB|PI|PL|RA|RE|SL|TL|WO|WU';

const adjustment = (name: string): SegmentUse => segment('CAS', 'S', 99, name, '1=CO|CR|OA|PI|PR 2 3 4-19?');
const number = (name: string, codes: string, repeat: number): SegmentUse => segment('REF', 'S', repeat, name, `1=${codes} 2`);
const date = (name: string, codes: string, repeat: number): SegmentUse => segment('DTM', 'S', repeat, name, `1=${codes} 2`);
const party = (usage: 'R' | 'S', name: string, elements: string): SegmentUse => segment('NM1', usage, 1, name, elements);

/** What a service was billed as and paid as. */
const procedure = (element: string, optional: '' | '?'): string => `${element}${optional}(1=${PROCEDURE} 2 3-6? 7?)`;

const service = loop(
  '2110',
  'S',
  999,
  'Service',
  segment('SVC', 'R', 1, 'Service', `${procedure('1', '')} 2 3 4? 5? ${procedure('6', '?')} 7?`),
  date('Day of service', '150|151|472', 2),
  adjustment('Adjustment of the service'),
  number('Number of the service', '1S|APC|BB|E9|G1|G3|LU|RB', 8),
  number('Line number of the provider', '6R', 1),
  number('Number of the rendering provider', `${PROVIDER_NUMBERS}|HPI|SY|TJ`, 10),
  number('Payment policy', '0K', 5),
  segment('AMT', 'S', 9, 'Further amount of the service', `1=B6|KH|T|T2|${SUPPLEMENTAL} 2`),
  segment('QTY', 'S', 6, 'Further quantity of the service', `1=${SUPPLEMENTAL} 2`),
  segment('LQ', 'S', 99, 'Remark', '1=HE|RX 2'),
);

const claim = loop(
  '2100',
  'R',
  MANY,
  'Claim',
  segment(
    'CLP',
    'R',
    1,
    'Claim',
    '1 2=1|2|3|4|19|20|21|22|23|25 3 4 5? 6=12|13|14|15|16|17|AM|CH|DS|HM|LM|MA|MB|MC|OF|TV|VA|WC|ZZ 7 8? 9? 11-13?',
  ),
  adjustment('Adjustment of the claim'),
  party('R', 'Patient', '1=QC 2=1 3? 4? 5? 7? 8?=34|HN|II|MI|MR 9?'),
  party('S', 'Insured', '1=IL 2=1|2 3? 4? 5? 7? 8=FI|II|MI 9'),
  party('S', 'Corrected patient or insured', '1=74 2=1|2 3? 4? 5? 7? 8?=C 9?'),
  party('S', 'Rendering provider', '1=82 2=1|2 3? 4? 5? 7? 8=BD|BS|FI|MC|PC|SL|UP|XX 9'),
  party('S', 'Payer the claim was sent on to', '1=TT 2=2 3 8=AD|FI|NI|PI|PP|XV 9'),
  party('S', 'Payer to be billed first', '1=PR 2=2 3 8=AD|FI|NI|PI|PP|XV 9'),
  party('S', 'Other subscriber', '1=GB 2=1|2 3? 4? 5? 7? 8?=FI|II|MI 9?'),
  segment('MIA', 'S', 1, 'Inpatient decision', '1 2-24?'),
  segment('MOA', 'S', 1, 'Outpatient decision', '1-9?'),
  number('Further number of the claim', '1L|1W|28|6P|9A|9C|BB|CE|EA|F8|G1|G3|IG|SY', 5),
  number('Number of the rendering provider', PROVIDER_NUMBERS, 10),
  date('First or last day of the claim', '232|233', 2),
  date('End of coverage', '036', 1),
  date('Receipt of the claim', '050', 1),
  segment('PER', 'S', 2, 'Contact for the claim', '1=CX 2? 3?=EM|FX|TE 4? 5?=EM|EX|FX|TE 6? 7?=EX 8?'),
  segment('AMT', 'S', 13, 'Further amount of the claim', `1=AU|D8|DY|F5|I|NL|T|T2|${SUPPLEMENTAL} 2`),
  segment('QTY', 'S', 14, 'Further quantity of the claim', `1=CA|CD|LA|LE|NE|NR|OU|PS|VS|${SUPPLEMENTAL} 2`),
  service,
);

/** Remittance advice, 005010X221 with its errata A1. */
export const REMITTANCE: TransactionGrammar = {
  set: '835',
  name: 'Remittance advice (835)',
  versions: ['005010X221A1', '005010X221'],
  functionalId: 'HP',
  body: loop(
    'ST',
    'R',
    1,
    'Payment',
    segment(
      'BPR',
      'R',
      1,
      'Payment',
      '1=C|D|H|I|P|U|X 2 3=C|D 4=ACH|BOP|CHK|FWT|NON 5?=CCP|CTX 6?=01|04 7? 8?=DA 9? 10? 11? 12?=01|04 13? 14?=DA|SG 15? 16',
    ),
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
      segment('N1', 'R', 1, 'Payer name', '1=PR 2 3?=XV 4?'),
      ...address('R', 'Payer'),
      segment('REF', 'S', 4, 'Payer further number', '1=2U|EO|HI|NF 2'),
      segment('PER', 'S', 1, 'Payer business contact', '1=CX 2? 3?=EM|FX|TE 4? 5?=EM|EX|FX|TE 6? 7?=EX 8?'),
      segment('PER', 'R', MANY, 'Payer technical contact', '1=BL 2? 3?=EM|TE|UR 4? 5?=EM|EX|FX|TE|UR 6? 7?=EX|FX|UR 8?'),
      segment('PER', 'S', 1, 'Payer web site', '1=IC 3=UR 4'),
    ),
    loop(
      '1000B',
      'R',
      1,
      'Payee',
      segment('N1', 'R', 1, 'Payee name', '1=PE 2 3=FI|XV|XX 4'),
      ...address('S', 'Payee'),
      segment('REF', 'S', MANY, 'Payee further number', '1=0B|D3|PQ|TJ 2'),
      segment('RDM', 'S', 1, 'Delivery of the remittance', '1=BM|EM|FT|OL 2? 3?'),
    ),
    loop(
      '2000',
      'S',
      MANY,
      'Group of claims',
      segment('LX', 'R', 1, 'Number of the group of claims', '1'),
      segment('TS3', 'S', 1, 'Provider summary', '1 2 3 4 5 13? 15? 17? 18? 20-24?'),
      segment('TS2', 'S', 1, 'Inpatient summary', '1-19?'),
      claim,
    ),
    segment(
      'PLB',
      'S',
      MANY,
      'Adjustment of the payment',
      `1 2 3(1=${PLB_REASONS} 2?) 4 ${[5, 7, 9, 11, 13].map((n) => `${n}?(1=${PLB_REASONS} 2?) ${n + 1}?`).join(' ')}`,
    ),
  ),
};
