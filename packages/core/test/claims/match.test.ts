import { describe, expect, it } from 'vitest';
import { ClaimMatcher } from '../../src/claims/match.js';
import type { MatchResult } from '../../src/claims/match-result.js';
import { AnswerReader } from '../../src/claims/x12/answers.js';
import { segmentsOf } from '../../src/claims/x12/tokenizer.js';
import type { Claim } from '../../src/model/claim.js';
import { interchange, remittance } from './remittances.js';

function claim(id: string, charge: string, more: Partial<Claim> = {}): Claim {
  return {
    id,
    form: 'professional',
    charge,
    date: '2026-02-10',
    source: { interchange: '000000031', group: '31', transaction: '0001' },
    subscriber: {
      responsibility: 'P',
      party: { type: 'person', name: 'ALDER', first: 'MARA', id: { qualifier: 'MI', value: 'M100' } },
    },
    diagnoses: [],
    services: [],
    ...more,
  };
}

function matched(claims: readonly Claim[], ...files: readonly string[]): MatchResult {
  const matcher = new ClaimMatcher();
  for (const one of claims) matcher.addClaim(one);
  for (const file of files) {
    const reader = new AnswerReader();
    const answers = [...[...segmentsOf(file)].flatMap((segment) => reader.push(segment)), ...reader.end()];
    for (const answer of answers) {
      if (answer.kind === 'remittance') matcher.addRemittance(answer.remittance);
      else if (answer.kind === 'status') matcher.addStatus(answer.status);
      else matcher.addAcknowledgement(answer.acknowledgement);
    }
  }
  return matcher.result();
}

const brief = ({ claims }: MatchResult) =>
  claims.map(({ claim: id, status, charged, paid, patientResponsibility, contractual, denied, other, unexplained, takenBack }) =>
    [id, status, charged, paid, patientResponsibility, contractual, denied, other, unexplained ?? '', takenBack ?? ''].join(' ').trimEnd(),
  );

const PAID = [
  'CLP*RFC-1*1*200*96*24*12*PHP1*11*1',
  'NM1*QC*1*ALDER*MARA****MI*M100',
  'SVC*HC:99213*150*96**1',
  'DTM*472*20260210',
  'CAS*CO*45*30',
  'CAS*PR*2*24',
  'REF*6R*L1',
  'SVC*HC:36415*50*0**1',
  'DTM*472*20260210',
  'CAS*CO*97*50',
  'LQ*HE*M15',
];

describe('matching remittances', () => {
  it('posts a claim paid in part, with the refusal, its remark and what to do', () => {
    const { claims, remittances, totals } = matched([claim('RFC-1', '200.00')], remittance('96', 'CK500', PAID));
    expect(claims).toEqual([
      {
        claim: 'RFC-1',
        status: 'partially-paid',
        charged: '200.00',
        paid: '96.00',
        patientResponsibility: '24.00',
        denials: [{ group: 'CO', reason: '97', remarks: ['M15'], amount: '50.00', lines: [2], next: 'correct and resubmit' }],
        contractual: '30.00',
        denied: '50.00',
        other: '0.00',
        answers: [
          {
            kind: '835',
            matchedBy: 'claim number',
            status: '1',
            trace: 'CK500',
            payer: 'Prairie Health Plan',
            payerClaimNumber: 'PHP1',
            charged: '200.00',
            paid: '96.00',
            segment: 14,
          },
        ],
        coordination: {
          otherPayer: {
            payer: {
              type: 'organization',
              name: 'Prairie Health Plan',
              id: { qualifier: 'XV', value: '77001' },
              address: { lines: ['12 Grain Road'], city: 'Lincoln', state: 'NE', zip: '685010000' },
              contacts: [{ function: 'BL', name: 'Provider desk', numbers: [{ qualifier: 'TE', value: '4025550100' }] }],
            },
            adjustments: [],
            paid: '96',
            paidOn: '2026-03-01',
            claimNumber: 'PHP1',
          },
          lines: [
            {
              payer: '77001',
              paid: '96',
              code: '99213',
              units: 1,
              adjustments: [
                { group: 'CO', reason: '45', amount: '30' },
                { group: 'PR', reason: '2', amount: '24' },
              ],
              paidOn: '2026-03-01',
            },
            {
              payer: '77001',
              paid: '0',
              code: '36415',
              units: 1,
              adjustments: [{ group: 'CO', reason: '97', amount: '50' }],
              paidOn: '2026-03-01',
            },
          ],
        },
      },
    ]);
    expect(remittances).toEqual([
      {
        trace: 'CK500',
        payer: 'Prairie Health Plan',
        date: '2026-03-01',
        method: 'CHK',
        amount: '96.00',
        claims: 1,
        providerAdjustments: '0.00',
        balanced: 'balanced',
        problems: [],
        duplicate: false,
      },
    ]);
    expect(totals).toEqual({
      claims: 1,
      charged: '200.00',
      paid: '96.00',
      patientResponsibility: '24.00',
      contractual: '30.00',
      denied: '50.00',
      other: '0.00',
      unexplained: '0.00',
      undecided: '0.00',
      takenBack: '0.00',
      byStatus: { 'partially-paid': 1 },
    });
  });

  it('tells paid, owed by the patient alone, denied, sent on and forecast apart', () => {
    const ids = ['A', 'B', 'C', 'D', 'E', 'F'];
    const answer = remittance('80', 'CK501', [
      'CLP*A*1*100*80*0*12*P1',
      'CAS*CO*45*20',
      'CLP*B*1*100*0*70*12*P2',
      'CAS*CO*45*30',
      'CAS*PR*1*70',
      'CLP*C*4*100*0*0*12*P3',
      'CAS*CO*29*100',
      'CLP*D*23*100*0**12*P4',
      'CAS*OA*B11*100',
      'CLP*E*25*100*0*10*12*P5',
      'CAS*CO*45*10',
      'CAS*OA*101*80',
      'CAS*PR*3*10',
      'CLP*F*1*100*0*100*12*P6',
      'CAS*PR*204*100',
    ]);
    const result = matched(
      ids.map((id) => claim(id, '100')),
      answer,
    );
    expect(
      result.claims.map(({ claim: id, status, denials }) => [id, status, denials.map(({ reason, next }) => `${reason} ${next}`)]),
    ).toEqual([
      ['A', 'paid', []],
      ['B', 'paid', []],
      ['C', 'denied', ['29 appeal']],
      ['D', 'forwarded', []],
      ['E', 'pending', []],
      ['F', 'denied', ['204 bill the patient']],
    ]);
    expect(result.remittances[0]?.balanced).toBe('balanced');
  });

  it('takes a reversal and a correction together as one decision', () => {
    const corrected = [
      'CLP*RFC-1*22*-200*-96**12*PHP1',
      'CAS*CO*45*-80',
      'CAS*PR*2*-24',
      'CLP*RFC-1*1*200*120*30*12*PHP2',
      'CAS*CO*45*50',
      'CAS*PR*2*30',
    ];
    const first = ['CLP*RFC-1*1*200*96*24*12*PHP1', 'CAS*CO*45*80', 'CAS*PR*2*24'];
    // With the first payment at hand the reversal takes it back; without it, what it takes back is shown apart.
    expect(brief(matched([claim('RFC-1', '200')], remittance('96', 'CK1', first), remittance('24', 'CK2', corrected)))).toEqual([
      'RFC-1 paid 200.00 120.00 30.00 50.00 0.00 0.00',
    ]);
    expect(brief(matched([claim('RFC-1', '200')], remittance('24', 'CK2', corrected)))).toEqual([
      'RFC-1 paid 200.00 120.00 30.00 50.00 0.00 0.00  96.00',
    ]);
    expect(brief(matched([claim('RFC-1', '200')], remittance('96', 'CK1', first), remittance('0', 'CK2', corrected.slice(0, 3))))).toEqual([
      'RFC-1 reversed 200.00 0.00 0.00 0.00 0.00 0.00',
    ]);
  });

  it('adds what several payers paid; the patient owes what the last one left', () => {
    const primary = remittance('64', 'CK1', ['CLP*RFC-1*1*100*64*16*12*P1', 'CAS*CO*45*20', 'CAS*PR*2*16']);
    const secondary = remittance('12', 'CK2', ['CLP*RFC-1*2*100*12*4*12*S1', 'CAS*OA*23*84', 'CAS*PR*3*4']).replace(
      '1999888777',
      '1444333222',
    );
    const result = matched([claim('RFC-1', '100')], primary, secondary);
    expect(brief(result)).toEqual(['RFC-1 paid 100.00 76.00 4.00 20.00 0.00 0.00']);
    expect(result.claims[0]?.note).toBe('decided by 2 payers');
    // The secondary's word alone: what came before is other money.
    expect(brief(matched([claim('RFC-1', '100')], secondary))).toEqual(['RFC-1 paid 100.00 12.00 4.00 0.00 0.00 84.00']);
  });

  it('adds the parts of a claim that the payer split', () => {
    const answer = remittance('100', 'CK1', ['CLP*RFC-1*1*70*60*0*12*P1', 'CAS*CO*45*10', 'CLP*RFC-1*1*50*40*0*12*P2', 'CAS*CO*45*10']);
    const result = matched([claim('RFC-1', '120')], answer);
    expect(brief(result)).toEqual(['RFC-1 paid 120.00 100.00 0.00 20.00 0.00 0.00']);
    expect(result.claims[0]?.note).toBe('decided in 2 parts');
  });

  it('takes the later decision over an earlier denial that nothing had to take back', () => {
    const denied = remittance('0', 'CK1', ['CLP*RFC-1*4*200*0*0*12*PHP1', 'CAS*CO*16*200', 'MOA***N290']);
    const paid = remittance('150', 'CK2', ['CLP*RFC-1*1*200*150*0*12*PHP2', 'CAS*CO*45*50']);
    const result = matched([claim('RFC-1', '200')], denied, paid);
    expect(brief(result)).toEqual(['RFC-1 paid 200.00 150.00 0.00 50.00 0.00 0.00']);
    expect(result.claims[0]?.note).toBe('decided anew');
    expect(matched([claim('RFC-1', '200')], denied).claims[0]?.denials).toEqual([
      { group: 'CO', reason: '16', remarks: ['N290'], amount: '200.00', lines: [], next: 'correct and resubmit' },
    ]);
  });

  it('does not count a payment twice, nor a claim the payer calls a duplicate', () => {
    const first = remittance('96', 'CK500', PAID);
    const twice = matched([claim('RFC-1', '200')], first, first);
    expect(twice.duplicates).toEqual([{ claim: 'RFC-1', trace: 'CK500', paid: '96.00', note: 'the payment came before' }]);
    expect(twice.totals.paid).toBe('96.00');
    const refused = remittance('0', 'CK501', ['CLP*RFC-1*4*200*0*0*12*PHP9', 'CAS*OA*18*200']);
    const result = matched([claim('RFC-1', '200')], first, refused);
    expect(brief(result)).toEqual(['RFC-1 partially-paid 200.00 96.00 24.00 30.00 50.00 0.00']);
    expect(result.claims[0]?.note).toBe('sent 2 times: the payer calls it a duplicate');
  });

  it('finds a claim whose number was folded, cut or lost, and says how', () => {
    const by = (result: MatchResult) =>
      result.claims.map(({ claim: id, status, answers }) => [id, status, answers.map(({ matchedBy }) => matchedBy)]);
    const paid = (id: string, payerNumber = 'Z1') =>
      remittance('100', 'CK1', [`CLP*${id}*1*100*100*0*12*${payerNumber}`, 'NM1*QC*1*Alder*Mara****MI*M100', 'DTM*232*20260210']);
    expect(by(matched([claim('Rfc-20260210-000123', '100')], paid('RFC-20260210-000123')))).toEqual([
      ['Rfc-20260210-000123', 'paid', ['claim number, case or spaces differ']],
    ]);
    expect(by(matched([claim('RFC-20260210-000123', '100')], paid('RFC-20260210-0001')))).toEqual([
      ['RFC-20260210-000123', 'paid', ['claim number, cut short']],
    ]);
    expect(by(matched([claim('X', '100', { originalClaimNumber: 'PHP7' })], paid('UNKNOWN', 'PHP7')))).toEqual([
      ['X', 'paid', ['payer’s claim number']],
    ]);
    expect(by(matched([claim('X', '100'), claim('Y', '101')], paid('UNKNOWN')))).toEqual([
      ['X', 'paid', ['patient, date and charge']],
      ['Y', 'unmatched', []],
    ]);
    // Two claims fit: none is taken.
    expect(by(matched([claim('X', '100'), claim('Y', '100')], paid('UNKNOWN')))).toEqual([
      ['X', 'unmatched', []],
      ['Y', 'unmatched', []],
      ['UNKNOWN', 'unmatched', ['claim number']],
    ]);
    expect(by(matched([claim('RFC-20260210-000123', '9'), claim('RFC-20260210-000124', '9')], paid('RFC-20260210-0001')))).toEqual([
      ['RFC-20260210-000123', 'unmatched', []],
      ['RFC-20260210-000124', 'unmatched', []],
      ['RFC-20260210-0001', 'unmatched', ['claim number']],
    ]);
  });

  it('says of each payment whether it adds up, and where not', () => {
    const { remittances } = matched(
      [],
      remittance('90', 'CK1', ['CLP*A*1*100*80*0*12*P1', 'CAS*CO*45*15', 'PLB*1234567893*20261231*WO:OLD*5*L6*-1.5']),
    );
    expect(remittances[0]).toMatchObject({ balanced: 'unbalanced', providerAdjustments: '-3.50' });
    expect(remittances[0]?.problems).toEqual([
      {
        test: 'claim-payment',
        verdict: 'unbalanced',
        segment: 14,
        element: 'CLP04',
        expected: '85.00',
        stated: '80.00',
        difference: '-5.00',
        claim: 'A',
      },
      {
        test: 'payment',
        verdict: 'unbalanced',
        segment: 4,
        element: 'BPR02',
        expected: '76.50',
        stated: '90.00',
        difference: '13.50',
      },
    ]);
  });

  it('does not call balanced what cannot be read', () => {
    const { remittances } = matched([], remittance('8O', 'CK1', ['CLP*A*1*100*80*0*12*P1', 'CAS*CO*45*20']));
    expect(remittances[0]?.balanced).toBe('not-checked');
    expect(remittances[0]?.problems).toEqual([
      { test: 'payment', verdict: 'not-checked', segment: 4, element: 'BPR02', unreadable: 'BPR02' },
    ]);
  });
});

describe('matching acknowledgements', () => {
  const rejected999 = interchange('005010X231A1', '999', 'FA', '000000102', [
    'AK1*HC*31*005010X222A1',
    'AK2*837*0001*005010X222A1',
    'IK3*CLM*22*2300*8',
    'CTX*CLM01:A',
    'IK4*2*782*1',
    'IK5*R*I5',
    'AK2*837*0002*005010X222A1',
    'IK5*A',
    'AK9*P*2*2*1',
  ]);
  const claims = [
    claim('A', '100'),
    claim('B', '100'),
    claim('C', '100', { source: { interchange: '000000031', group: '31', transaction: '0002' } }),
  ];

  it('takes the verdict of a transaction for its claims', () => {
    expect(matched(claims, rejected999).claims.map(({ claim: id, status, rejections }) => [id, status, rejections ?? []])).toEqual([
      ['A', 'rejected', [{ kind: '999', code: '1', place: 'CLM2 (segment 22)' }]],
      ['B', 'rejected', [{ kind: '999', code: 'I5' }]],
      ['C', 'accepted', []],
    ]);
  });

  it('takes the claim status over the acknowledgement, and the payment over both', () => {
    const status = interchange('005010X214', '277', 'HN', '000000103', [
      'BHT*0085*08*77*20260215*0900*TH',
      'HL*1**20*1',
      'NM1*PR*2*Prairie Health Plan*****PI*77001',
      'TRN*1*T1',
      'DTP*050*D8*20260215',
      'DTP*009*D8*20260215',
      'HL*2*1*21*1',
      'NM1*41*2*Riverside Family Clinic*****46*RFC',
      'TRN*2*BATCH1',
      'STC*A1:19:PR*20260215*WQ*200',
      'HL*3*2*19*1',
      'NM1*85*2*Riverside Family Clinic*****XX*1234567893',
      'HL*4*3*PT',
      'NM1*QC*1*ALDER*MARA****MI*M100',
      'TRN*2*A',
      'STC*A2:20:PR*20260215*WQ*100',
      'REF*1K*PHP55',
      'DTP*472*D8*20260210',
      'HL*5*3*PT',
      'NM1*QC*1*ALDER*MARA****MI*M100',
      'TRN*2*C',
      'STC*A7:562:85*20260215*U*100',
    ]);
    const paid = remittance('100', 'CK1', ['CLP*LOST*1*100*100*0*12*PHP55']);
    expect(
      matched(claims, rejected999, status).claims.map(({ claim: id, status: stands, rejections }) => [id, stands, rejections ?? []]),
    ).toEqual([
      ['A', 'accepted', []],
      ['B', 'rejected', [{ kind: '999', code: 'I5' }]],
      ['C', 'rejected', [{ kind: '277CA', code: 'A7:562', place: '85' }]],
    ]);
    expect(brief(matched(claims, rejected999, status, paid))[0]).toBe('A paid 100.00 100.00 0.00 0.00 0.00 0.00');
  });

  it('takes the verdict on an interchange or group for all in it', () => {
    const ta1 = [
      'ISA*00*          *00*          *ZZ*PRAIRIEHEALTH  *ZZ*RIVERSIDECLIN  *260301*0800*^*00501*000000104*0*T*:',
      'TA1*000000031*260210*0800*R*020',
      'IEA*0*000000104',
    ]
      .map((segment) => `${segment}~`)
      .join('');
    expect(matched(claims, ta1).claims.map(({ status, rejections }) => [status, rejections])).toEqual(
      claims.map(() => ['rejected', [{ kind: 'TA1', code: '020' }]]),
    );
    const group = interchange('004010', '997', 'FA', '000000105', ['AK1*HC*31', 'AK9*R*2*2*0*3']);
    expect(matched(claims, group).claims.map(({ status, rejections }) => [status, rejections])).toEqual(
      claims.map(() => ['rejected', [{ kind: '997', code: '3' }]]),
    );
  });
});
