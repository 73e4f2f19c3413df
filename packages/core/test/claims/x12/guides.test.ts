import { describe, expect, it } from 'vitest';
import type { X12Finding } from '../../../src/claims/x12/finding.js';
import { segmentsOf } from '../../../src/claims/x12/tokenizer.js';
import { X12Validator } from '../../../src/claims/x12/validate.js';

/** A sound transaction of a guide; the test takes each segment away and changes it in other ways. */
interface Sample {
  readonly version: string;
  readonly group: string;
  readonly set: string;
  readonly segments: readonly string[];
  /** Numbers of the segments (from 1 after ST) that may be missing. */
  readonly optional: readonly number[];
}

const SAMPLES: Readonly<
  Record<'270' | '271' | '276' | '277' | '277CA' | '835' | '835 of 4010' | '837P of 4010' | '837I of 4010' | '999', Sample>
> = {
  835: {
    version: '005010X221A1',
    group: 'HP',
    set: '835',
    segments: [
      'BPR*I*90*C*ACH*CCP*01*081000032*DA*123456*1999888777**01*081000032*DA*654321*20260301',
      'TRN*1*EFT77*1999888777',
      'DTM*405*20260228',
      'N1*PR*PRAIRIE HEALTH PLAN',
      'N3*12 GRAIN ROAD',
      'N4*LINCOLN*NE*68501',
      'PER*BL*PROVIDER DESK*TE*4025550100',
      'N1*PE*RIVERSIDE FAMILY CLINIC*XX*1234567893',
      'LX*1',
      'CLP*RFC-1*1*150*96*24*12*PHP1*11*1',
      'CAS*CO*45*10',
      'NM1*QC*1*ALDER*MARA****MI*M100',
      'MOA***MA01',
      'DTM*232*20260210',
      'AMT*AU*120',
      'SVC*HC:99213:25*150*106**1',
      'DTM*472*20260210',
      'CAS*CO*45*20',
      'CAS*PR*2*24',
      'REF*6R*L1',
      'LQ*HE*N381',
      'PLB*1234567893*20261231*WO:OLD1*6',
    ],
    optional: [3, 11, 13, 14, 15, 17, 18, 19, 20, 21, 22],
  },
  '835 of 4010': {
    version: '004010X091A1',
    group: 'HP',
    set: '835',
    segments: [
      'BPR*I*90*C*CHK************20260301',
      'TRN*1*EFT77*1999888777',
      'N1*PR*PRAIRIE HEALTH PLAN',
      'N3*12 GRAIN ROAD',
      'N4*LINCOLN*NE*68501',
      'N1*PE*RIVERSIDE FAMILY CLINIC*FI*471112222',
      'LX*1',
      'CLP*RFC-1*1*150*90*0*12*PHP1',
      'NM1*QC*1*ALDER*MARA****MI*M100',
      'SVC*HC:99213*150*90**1',
      'DTM*150*20050210',
      'DTM*151*20050210',
      'CAS*CR*45*60',
    ],
    optional: [11, 12, 13],
  },
  '837P of 4010': {
    version: '004010X098A1',
    group: 'HC',
    set: '837',
    segments: [
      'BHT*0019*00*B1*20050301*0900*CH',
      'REF*87*004010X098A1',
      'NM1*41*2*RIVERSIDE FAMILY CLINIC*****46*RFC01',
      'PER*IC*OFFICE*TE*4025550100',
      'NM1*40*2*PRAIRIE HEALTH PLAN*****46*PHP77',
      'HL*1**20*1',
      'NM1*85*2*RIVERSIDE FAMILY CLINIC*****24*471112222',
      'N3*40 WILLOW LANE',
      'N4*LINCOLN*NE*68510',
      'REF*1D*33340',
      'HL*2*1*22*0',
      'SBR*P*18*******MC',
      'NM1*IL*1*ALDER*MARA****MI*M100',
      'N3*9 ELM COURT',
      'N4*LINCOLN*NE*68510',
      'DMG*D8*19800412*F',
      'NM1*PR*2*PRAIRIE HEALTH PLAN*****PI*77001',
      'CLM*RFC-1*150***11::1*Y*A*Y*Y*B',
      'HI*BK:4660',
      'LX*1',
      'SV1*HC:99213*150*UN*1***1',
      'DTP*472*D8*20050210',
      'REF*6R*L1',
    ],
    optional: [10, 14, 15, 16, 19, 23],
  },
  '837I of 4010': {
    version: '004010X096A1',
    group: 'HC',
    set: '837',
    segments: [
      'BHT*0019*00*B1*20050301*0900*CH',
      'REF*87*004010X096A1',
      'NM1*41*2*PINE RIVER HOSPITAL*****46*PRH01',
      'PER*IC*OFFICE*TE*4025550100',
      'NM1*40*2*PRAIRIE HEALTH PLAN*****46*PHP77',
      'HL*1**20*1',
      'NM1*85*2*PINE RIVER HOSPITAL*****24*471112222',
      'N3*1 RIVER ROAD',
      'N4*LINCOLN*NE*68510',
      'HL*2*1*22*0',
      'SBR*P*18*******MC',
      'NM1*IL*1*ALDER*MARA****MI*M100',
      'NM1*PR*2*PRAIRIE HEALTH PLAN*****PI*77001',
      'CLM*RFC-1*150***11:A:1*Y*A*Y*Y*********N',
      'DTP*434*RD8*20050201-20050204',
      'CL1*1*1*01',
      'HI*BK:4660*BJ:4660',
      'NM1*71*1*REED*ANNA****24*999887777',
      'PRV*AT*ZZ*207Q00000X',
      'LX*1',
      'SV2*0120**150*DA*3',
      'DTP*472*D8*20050201',
    ],
    optional: [16, 17, 19, 22],
  },
  999: {
    version: '005010X231A1',
    group: 'FA',
    set: '999',
    segments: [
      'AK1*HC*12*005010X222A1',
      'AK2*837*0001*005010X222A1',
      'IK3*NM1*13*2010*8',
      'CTX*CLM01:RFC-1',
      'IK4*8*66*I9',
      'CTX*SITUATIONAL TRIGGER*NM1*13*2010*2*1065',
      'IK5*R*I5',
      'AK9*R*1*1*0',
    ],
    optional: [4, 5, 6],
  },
  '277CA': {
    version: '005010X214',
    group: 'HN',
    set: '277',
    segments: [
      'BHT*0085*08*77*20260215*0900*TH',
      'HL*1**20*1',
      'NM1*PR*2*PRAIRIE HEALTH PLAN*****PI*77001',
      'TRN*1*T1',
      'DTP*050*D8*20260215',
      'DTP*009*D8*20260215',
      'HL*2*1*21*1',
      'NM1*41*2*RIVERSIDE FAMILY CLINIC*****46*RFC01',
      'TRN*2*B100',
      'STC*A1:19:PR*20260215*WQ*150',
      'QTY*90*1',
      'AMT*YU*150',
      'HL*3*2*19*1',
      'NM1*85*2*RIVERSIDE FAMILY CLINIC*****XX*1234567893',
      'HL*4*3*PT',
      'NM1*QC*1*ALDER*MARA****MI*M100',
      'TRN*2*RFC-1',
      'STC*A2:20:PR*20260215*WQ*150',
      'REF*1K*PHP1',
      'DTP*472*D8*20260210',
    ],
    optional: [11, 12, 19, 20],
  },
  276: {
    version: '005010X212',
    group: 'HR',
    set: '276',
    segments: [
      'BHT*0010*13*Q1*20260301*0900',
      'HL*1**20*1',
      'NM1*PR*2*PRAIRIE HEALTH PLAN*****PI*77001',
      'HL*2*1*21*1',
      'NM1*41*2*RIVERSIDE FAMILY CLINIC*****46*RFC01',
      'HL*3*2*19*1',
      'NM1*1P*2*RIVERSIDE FAMILY CLINIC*****XX*1234567893',
      'HL*4*3*22*0',
      'DMG*D8*19800412*F',
      'NM1*IL*1*ALDER*MARA****MI*M100',
      'TRN*1*T1',
      'REF*EJ*RFC-1',
      'AMT*T3*150',
      'DTP*472*D8*20260210',
    ],
    optional: [9, 12, 13, 14],
  },
  277: {
    version: '005010X212',
    group: 'HN',
    set: '277',
    segments: [
      'BHT*0010*08*A1*20260302*0900*DG',
      'HL*1**20*1',
      'NM1*PR*2*PRAIRIE HEALTH PLAN*****PI*77001',
      'HL*2*1*21*1',
      'NM1*41*2*RIVERSIDE FAMILY CLINIC*****46*RFC01',
      'HL*3*2*19*1',
      'NM1*1P*2*RIVERSIDE FAMILY CLINIC*****XX*1234567893',
      'HL*4*3*22*0',
      'NM1*IL*1*ALDER*MARA****MI*M100',
      'TRN*2*T1',
      'STC*P1:20*20260302**150',
      'REF*EJ*RFC-1',
      'DTP*472*D8*20260210',
    ],
    optional: [12, 13],
  },
  270: {
    version: '005010X279A1',
    group: 'HS',
    set: '270',
    segments: [
      'BHT*0022*13*Q1*20260301*0900',
      'HL*1**20*1',
      'NM1*PR*2*PRAIRIE HEALTH PLAN*****PI*77001',
      'HL*2*1*21*1',
      'NM1*1P*2*RIVERSIDE FAMILY CLINIC*****XX*1234567893',
      'HL*3*2*22*0',
      'TRN*1*T1*9RFC000001',
      'NM1*IL*1*ALDER*MARA****MI*M100',
      'DMG*D8*19800412',
      'DTP*291*D8*20260301',
      'EQ*30',
    ],
    optional: [7, 9, 10, 11],
  },
  271: {
    version: '005010X279A1',
    group: 'HB',
    set: '271',
    segments: [
      'BHT*0022*11*Q1*20260301*0901',
      'HL*1**20*1',
      'NM1*PR*2*PRAIRIE HEALTH PLAN*****PI*77001',
      'HL*2*1*21*1',
      'NM1*1P*2*RIVERSIDE FAMILY CLINIC*****XX*1234567893',
      'HL*3*2*22*0',
      'TRN*2*T1*9RFC000001',
      'NM1*IL*1*ALDER*MARA****MI*M100',
      'DTP*346*D8*20260101',
      'EB*1**30^98',
      'EB*B**98***27*25*****N',
      'LS*2120',
      'NM1*P3*1*REED*ANNA****XX*1234567893',
      'LE*2120',
    ],
    optional: [7, 9, 10, 11, 12, 13, 14],
  },
};

function findingsOf({ version, group, set }: Sample, segments: readonly string[]): X12Finding[] {
  const findings: X12Finding[] = [];
  const text = [
    'ISA*00*          *00*          *ZZ*PRAIRIE        *ZZ*RIVERSIDE      *260301*0800*^*00501*000000011*0*T*:',
    `GS*${group}*PRAIRIE*RIVERSIDE*20260301*0800*1*X*${version}`,
    `ST*${set}*0001${set === '835' || version.startsWith('004010') ? '' : `*${version}`}`,
    ...segments,
    `SE*${segments.length + 2}*0001`,
    'GE*1*1',
    'IEA*1*000000011',
  ]
    .map((segment) => `${segment}~`)
    .join('');
  const validator = new X12Validator({ onFinding: (finding) => findings.push(finding) });
  for (const segment of segmentsOf(text)) validator.read(segment);
  expect(validator.end().notChecked).toEqual([]);
  return findings;
}

describe.each(Object.entries(SAMPLES))('guide of the %s', (_name, sample) => {
  it('has nothing against a sound transaction', () => {
    expect(findingsOf(sample, sample.segments)).toEqual([]);
  });

  it('misses every segment that is required, and none that is not', () => {
    sample.segments.forEach((segment, i) => {
      const tag = segment.split('*')[0];
      const form = findingsOf(sample, sample.segments.toSpliced(i, 1)).filter(({ snip }) => snip < 3);
      const missed = form.some((finding) => finding.rule.endsWith('-missing') && finding.tag === tag);
      if (sample.optional.includes(i + 1)) expect({ segment, missed }).toEqual({ segment, missed: false });
      else expect({ segment, found: form.length > 0 }).toEqual({ segment, found: true });
    });
  });

  it('knows no segment of another transaction', () => {
    const foreign = findingsOf(sample, [...sample.segments.slice(0, -1), 'RMR*IV*1**10', ...sample.segments.slice(-1)]);
    expect(foreign.map(({ rule, tag }) => `${rule} ${tag}`)).toContain('segment-not-allowed RMR');
  });
});

describe('sums of a remittance', () => {
  const sample = SAMPLES['835'];
  const changed = (from: string, to: string) =>
    findingsOf(
      sample,
      sample.segments.map((segment) => segment.replace(from, to)),
    ).map(({ segment, tag, element, loop, snip, severity, rule, at, params }) => ({
      where: [segment, tag, element, loop].join(' '),
      what: `${rule} ${severity} ${snip} ${at}`,
      params,
    }));

  it('are told where they do not come out, once each', () => {
    expect(changed('SVC*HC:99213:25*150*106', 'SVC*HC:99213:25*150*107')).toEqual([
      {
        where: '19 SVC SVC03 2110',
        what: '835-line-payment error 3 000000011/1/0001',
        params: { element: 'SVC03', expected: '106.00', stated: '107.00', difference: '1.00' },
      },
    ]);
    expect(changed('CLP*RFC-1*1*150*96*24', 'CLP*RFC-1*1*150*96*25')).toEqual([
      {
        where: '13 CLP CLP05 2100',
        what: '835-patient-share warning 3 000000011/1/0001',
        params: { element: 'CLP05', expected: '24.00', stated: '25.00', difference: '1.00' },
      },
    ]);
    expect(changed('BPR*I*90*', 'BPR*I*90.01*')).toEqual([
      {
        where: '4 BPR BPR02 ST',
        what: '835-payment error 3 000000011/1/0001',
        params: { element: 'BPR02', expected: '90.00', stated: '90.01', difference: '0.01' },
      },
    ]);
  });

  it('say nothing about an amount that is none: that is an error of form', () => {
    expect(changed('BPR*I*90*', 'BPR*I*9O*').map(({ what }) => what)).toEqual(['number-invalid error 1 000000011/1/0001']);
  });
});

describe('TA1', () => {
  it('is checked as part of the envelope', () => {
    const findings: X12Finding[] = [];
    const validator = new X12Validator({ onFinding: (finding) => findings.push(finding) });
    const text =
      'ISA*00*          *00*          *ZZ*PRAIRIE        *ZZ*RIVERSIDE      *260301*0800*^*00501*000000011*0*T*:~TA1*000000077*261301*0900*Q*000~IEA*0*000000011~';
    for (const segment of segmentsOf(text)) validator.read(segment);
    validator.end();
    expect(findings.map(({ rule, element, segment }) => [segment, element, rule].join(' '))).toEqual([
      '2 TA102 envelope-date',
      '2 TA104 envelope-element-code',
    ]);
  });
});
