import { ClaimReader } from '@medcode/core/claims/x12/read-837';
import { segmentsOf } from '@medcode/core/claims/x12/tokenizer';
import { writeClaims } from '@medcode/core/claims/x12/write-837';
import type { Claim } from '@medcode/core/model/claim';
import { describe, expect, it } from 'vitest';

const ISA = 'ISA*00*          *00*          *ZZ*RIVERSIDE      *ZZ*PRAIRIE        *240816*0930*^*00501*000000017*0*T*:~';
const HEAD = [
  'BHT*0019*00*17*20240816*0930*CH',
  'NM1*41*2*RIVERSIDE FAMILY CLINIC*****46*RFC01',
  'PER*IC*BILLING*TE*2175550142',
  'NM1*40*2*PRAIRIE MUTUAL*****46*PMH77',
  'HL*1**20*1',
  'PRV*BI*PXC*261QP2300X',
  'NM1*85*2*RIVERSIDE FAMILY CLINIC*****XX*1234567893',
  'N3*120 RIVERSIDE DRIVE',
  'N4*SPRINGFIELD*IL*627011942',
  'REF*EI*371234560',
  'HL*2*1*22*0',
  'SBR*P*18*G5520******CI',
  'NM1*IL*1*HALVORSEN*PETER****MI*PMH884120',
  'DMG*D8*19580302*M',
  'NM1*PR*2*PRAIRIE MUTUAL*****PI*PMH77',
];

function file(body: readonly string[], version = '005010X222A1'): string {
  const segments = [`GS*HC*RIVERSIDE*PRAIRIE*20240816*0930*17*X*${version}`, `ST*837*0001*${version}`, ...HEAD, ...body];
  return `${ISA}${[...segments, `SE*${HEAD.length + body.length + 2}*0001`, 'GE*1*17', 'IEA*1*000000017'].map((one) => `${one}~`).join('\n')}`;
}

function read(text: string): Claim[] {
  const reader = new ClaimReader();
  return [...[...segmentsOf(text)].map((segment) => reader.read(segment)), reader.end()].filter((claim) => claim !== undefined);
}

/** The only claim of a file. */
function one(text: string): Claim {
  const [claim, ...more] = read(text);
  if (!claim || more.length > 0) throw new Error('the file has one claim');
  return claim;
}

/** What a claim says of itself, without what stands above it. */
function own(claim: Claim): Partial<Claim> {
  const { source: _, submitter: _s, receiver: _r, billing: _b, subscriber: _p, payer: _y, patient: _q, ...rest } = claim;
  return rest;
}

/** Segments of the claims, without counts and levels. */
function body(text: string): string[] {
  return [...segmentsOf(text)].map(({ raw }) => raw).filter((raw) => !/^(?:HL|SE|GE|IEA)\*/.test(raw));
}

describe('a claim read from 837', () => {
  it('names its elements', () => {
    const text = file([
      'CLM*A-17*209.50***11:B:1*Y*A*Y*Y',
      'DTP*431*D8*20240810',
      'DTP*304*D8*20240701',
      'REF*D9*CH9',
      'NTE*ADD*SEEN TWICE',
      'HI*ABK:E1122*ABF:I10',
      'NM1*82*1*OKONKWO*MAYA****XX*1987654328',
      'PRV*PE*PXC*207Q00000X',
      'LX*1',
      'SV1*HC:99214:25*185*UN*1***1:2',
      'DTP*472*D8*20240814',
      'REF*6R*L1',
      'LX*2',
      'SV1*HC:J1885*24.5*UN*1.5***1',
      'DTP*472*RD8*20240814-20240815',
      'LIN**N4*00005200010',
      'CTP****2*ML',
    ]);
    expect(read(text)).toEqual([
      {
        id: 'A-17',
        form: 'professional',
        source: {
          interchange: '000000017',
          group: '17',
          transaction: '0001',
          segment: 19,
          version: '005010X222A1',
          envelope: {
            delimiters: { element: '*', component: ':', repetition: '^', segment: '~' },
            interchange: {
              sender: { qualifier: 'ZZ', value: 'RIVERSIDE' },
              receiver: { qualifier: 'ZZ', value: 'PRAIRIE' },
              date: '2024-08-16',
              time: '0930',
              version: '00501',
              control: '000000017',
              acknowledgment: '0',
              usage: 'T',
            },
            group: { sender: 'RIVERSIDE', receiver: 'PRAIRIE', date: '2024-08-16', time: '0930', control: '17', version: '005010X222A1' },
            transaction: {
              control: '0001',
              segment: 3,
              version: '005010X222A1',
              purpose: '00',
              reference: '17',
              date: '2024-08-16',
              time: '0930',
              kind: 'CH',
            },
          },
        },
        charge: '209.50',
        placeOfService: '11',
        frequency: '1',
        providerSignature: 'Y',
        assignment: 'A',
        benefitsAssigned: 'Y',
        release: 'Y',
        date: '2024-08-14',
        dateTo: '2024-08-15',
        onsetDate: '2024-08-10',
        dates: [{ qualifier: '304', date: '2024-07-01' }],
        ids: [{ qualifier: 'D9', value: 'CH9' }],
        notes: [{ qualifier: 'ADD', value: 'SEEN TWICE' }],
        submitter: {
          type: 'organization',
          name: 'RIVERSIDE FAMILY CLINIC',
          id: { qualifier: '46', value: 'RFC01' },
          contacts: [{ function: 'IC', name: 'BILLING', numbers: [{ qualifier: 'TE', value: '2175550142' }] }],
        },
        receiver: { type: 'organization', name: 'PRAIRIE MUTUAL', id: { qualifier: '46', value: 'PMH77' } },
        billing: {
          type: 'organization',
          name: 'RIVERSIDE FAMILY CLINIC',
          npi: '1234567893',
          taxonomy: '261QP2300X',
          ids: [{ qualifier: 'EI', value: '371234560' }],
          address: { lines: ['120 RIVERSIDE DRIVE'], city: 'SPRINGFIELD', state: 'IL', zip: '627011942' },
        },
        subscriber: {
          responsibility: 'P',
          relationship: '18',
          groupNumber: 'G5520',
          filingIndicator: 'CI',
          party: { type: 'person', name: 'HALVORSEN', first: 'PETER', id: { qualifier: 'MI', value: 'PMH884120' } },
          birthDate: '1958-03-02',
          sex: 'M',
        },
        payer: { type: 'organization', name: 'PRAIRIE MUTUAL', id: { qualifier: 'PI', value: 'PMH77' } },
        patient: {
          relationship: '18',
          party: { type: 'person', name: 'HALVORSEN', first: 'PETER', id: { qualifier: 'MI', value: 'PMH884120' } },
          birthDate: '1958-03-02',
          sex: 'M',
        },
        rendering: { type: 'person', name: 'OKONKWO', first: 'MAYA', npi: '1987654328', taxonomy: '207Q00000X' },
        diagnoses: [
          { code: 'E11.22', role: 'principal' },
          { code: 'I10', role: 'other' },
        ],
        services: [
          {
            line: 1,
            code: '99214',
            modifiers: ['25'],
            charge: '185',
            unit: 'UN',
            units: 1,
            pointers: [1, 2],
            date: '2024-08-14',
            control: 'L1',
          },
          {
            line: 2,
            code: 'J1885',
            charge: '24.5',
            unit: 'UN',
            units: 1.5,
            pointers: [1],
            date: '2024-08-14',
            dateTo: '2024-08-15',
            drug: { ndc: '00005200010', quantity: 2, unit: 'ML' },
          },
        ],
      },
    ]);
  });

  it('keeps what no field names, in its place', () => {
    const segments = [
      'CLM*A-17*10***11:B:1*Y*A*Y*Y*********X',
      'CN1*02*550',
      'HI*ABK:E1122*QQ:1*ABF',
      'HCP*03*182.88',
      'NM1*82*1*OKONKWO*MAYA****XX*1987654328**EXTRA',
      'NM1*82*1*SECOND',
      'REF*G2*7',
      'NM1*A1*2*NOBODY KNOWS',
      'SBR*S*18',
      'NM1*85*2',
      'REF*LU*5',
      'LX*1',
      'SV1*HC:99214*10*UN*1.00***1*X',
      'MEA*TR*HT*11.4',
      'LQ*UT*01.02',
      'FRM*12*N',
    ];
    const claim = one(file(segments));
    expect(claim.kept).toEqual([
      { loop: '2300', rest: true, elements: ['CLM', ...Array(17).fill(''), 'X'] },
      { loop: '2300', elements: ['CN1', '02', '550'] },
      { loop: '2300', elements: ['HI', 'QQ:1', 'ABF'] },
      { loop: '2300', elements: ['HCP', '03', '182.88'] },
      { loop: '2310B', rest: true, elements: ['NM1', ...Array(10).fill(''), 'EXTRA'] },
      { loop: '2310B', repeat: 2, elements: ['NM1', '82', '1', 'SECOND'] },
      { loop: '2310B', repeat: 2, elements: ['REF', 'G2', '7'] },
      { loop: '2310', elements: ['NM1', 'A1', '2', 'NOBODY KNOWS'] },
      { loop: '2330G', otherPayer: 1, elements: ['NM1', '85', '2'] },
      { loop: '2330G', otherPayer: 1, elements: ['REF', 'LU', '5'] },
      { loop: '2400', line: 1, rest: true, elements: ['SV1', '', '', '', '1.00', '', '', '', 'X'] },
      { loop: '2400', line: 1, elements: ['MEA', 'TR', 'HT', '11.4'] },
      { loop: '2440', line: 1, elements: ['LQ', 'UT', '01.02'] },
      { loop: '2440', line: 1, elements: ['FRM', '12', 'N'] },
    ]);
    // A number that was changed is written as changed, whatever the file had.
    const edited = { ...claim, services: claim.services.map((line) => ({ ...line, units: 3 })) };
    expect(body(writeClaims([edited])).filter((raw) => raw.startsWith('SV1'))).toEqual(['SV1*HC:99214*10*UN*3***1*X']);
  });

  it('leaves as text what cannot be read', () => {
    const segments = [
      'CLM*A-17*ten***11:B:1*Y*A*Y*Y',
      'DTP*431*D8*2024081',
      'DTP*439*D8*20241399',
      'HI*ABK:E11.22*ABF:abc',
      'LX*x',
      'SV1*HC:99214*1O*UN*many***A',
      'DTP*472*D8*tomorrow',
    ];
    const claim = one(file(segments));
    expect(own(claim)).toEqual({
      id: 'A-17',
      form: 'professional',
      charge: 'ten',
      placeOfService: '11',
      frequency: '1',
      providerSignature: 'Y',
      assignment: 'A',
      benefitsAssigned: 'Y',
      release: 'Y',
      date: 'tomorrow',
      onsetDate: '2024081',
      accidentDate: '20241399',
      diagnoses: [
        { code: 'E11.22', role: 'principal', written: 'E11.22' },
        { code: 'abc', role: 'other' },
      ],
      services: [{ code: '99214', charge: '1O', unit: 'UN', date: 'tomorrow' }],
      kept: [
        { loop: '2400', line: 1, rest: true, elements: ['LX', 'x'] },
        { loop: '2400', line: 1, rest: true, elements: ['SV1', '', '', '', 'many', '', '', 'A'] },
      ],
    });
    expect(body(writeClaims([claim]))).toEqual(body(file(segments)));
  });

  it('reads a file without its end, and what is no claim of these versions not at all', () => {
    const whole = file(['CLM*A-17*10***11:B:1', 'LX*1', 'SV1*HC:99214*10*UN*1']);
    const cut = whole.slice(0, whole.indexOf('SE*'));
    expect(read(cut).map(({ id, services }) => [id, services.length])).toEqual([['A-17', 1]]);
    const other = new ClaimReader();
    for (const segment of segmentsOf(file(['CLM*A-17*10***11::1'], '004010X098A1'))) other.read(segment);
    expect([other.end(), other.transactions, other.otherTransactions]).toEqual([undefined, 1, 1]);
  });

  it('writes claims of one patient and of a dependent under their levels', () => {
    const text = file([
      'CLM*A*10***11:B:1',
      'CLM*B*20***11:B:1',
      'HL*3*1*22*1',
      'SBR*P**G5520******CI',
      'NM1*IL*1*HALVORSEN*GRETA****MI*PMH1',
      'NM1*PR*2*PRAIRIE MUTUAL*****PI*PMH77',
      'HL*4*3*23*0',
      'PAT*19',
      'NM1*QC*1*HALVORSEN*LENA',
      'CLM*C*30***11:B:1',
    ]);
    const claims = read(text);
    expect(claims.map(({ id, patient }) => [id, patient?.relationship, patient?.party?.first])).toEqual([
      ['A', '18', 'PETER'],
      ['B', '18', 'PETER'],
      ['C', '19', 'LENA'],
    ]);
    expect(claims[0]?.billing).toBe(claims[2]?.billing);
    expect([...segmentsOf(writeClaims(claims))].map(({ raw }) => raw)).toEqual([...segmentsOf(text)].map(({ raw }) => raw));
  });

  it('does not write a value that would divide the file', () => {
    const claim = one(file(['CLM*A-17*10***11:B:1']));
    expect(() => writeClaims([{ ...claim, id: 'A*17' }])).toThrow(
      expect.objectContaining({ code: 'MC_X12_VALUE_INVALID', message: 'CLM01 has the character *, which divides the interchange' }),
    );
    const { source: _, ...without } = claim;
    expect(() => writeClaims([without])).toThrow(expect.objectContaining({ code: 'MC_CLAIM_ENVELOPE' }));
  });
});
