import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerInterchange } from '../../../src/claims/x12/acknowledge/acknowledge.js';
import { ReceivedFile } from '../../../src/claims/x12/acknowledge/received.js';
import { segmentsOf } from '../../../src/claims/x12/tokenizer.js';
import { X12Validator } from '../../../src/claims/x12/validate.js';

type Edit =
  | { readonly delete: number }
  | { readonly replace: number; readonly by: string }
  | { readonly after: number; readonly insert: string };

interface Defects {
  /** A sound claim file, from ST to SE. */
  readonly base: readonly string[];
  /** Each: what is changed, and what the standard asks to be answered between AK2 and AK9, with the reason. */
  readonly cases: readonly {
    readonly id: string;
    readonly why: string;
    readonly edits: readonly Edit[];
    readonly expected: readonly string[];
  }[];
}

const defects: Defects = JSON.parse(readFileSync(new URL('acknowledgements/professional.json', import.meta.url), 'utf8'));

/** The base with its edits; SE counts the segments unless it was edited itself. */
function edited(base: readonly string[], edits: readonly Edit[]): string[] {
  const lines = base.map((line) => [line]);
  for (const edit of edits) {
    if ('delete' in edit) lines[edit.delete - 1] = [];
    else if ('replace' in edit) lines[edit.replace - 1] = [edit.by];
    else lines[edit.after - 1]?.push(edit.insert);
  }
  const flat = lines.flat();
  const isTrailerEdited = edits.some((edit) => 'replace' in edit && edit.replace === base.length);
  return isTrailerEdited ? flat : [...flat.slice(0, -1), `SE*${flat.length}*0001`];
}

function wrapped(transaction: readonly string[], version = '005010X222A1'): string {
  return [
    'ISA*00*          *00*          *ZZ*RIVERSIDE      *ZZ*PRAIRIE        *261101*0900*^*00501*000000077*0*T*:',
    `GS*HC*RIVERSIDE*PRAIRIE*20261101*0900*12*X*${version}`,
    ...transaction,
    'GE*1*12',
    'IEA*1*000000077',
  ]
    .map((segment) => `${segment}~`)
    .join('');
}

function answerText(text: string, type: 'ta1' | '999' | '277ca'): string {
  const received = new ReceivedFile();
  for (const segment of segmentsOf(text)) received.read(segment);
  received.end();
  return received.interchanges.map((one) => answerInterchange(one, type, { date: '2026-11-05', time: '09:30' }).text ?? '').join('');
}

function answered(text: string, type: 'ta1' | '999' | '277ca'): string[] {
  return [...segmentsOf(answerText(text, type))].map(({ raw }) => raw);
}

describe('999 of claim files with one defect each', () => {
  it.each(defects.cases.map((one) => [one.id, one] as const))('%s', (_id, { edits, expected }) => {
    const answer = answered(wrapped(edited(defects.base, edits)), '999');
    const from = answer.findIndex((segment) => segment.startsWith('AK2'));
    const to = answer.findIndex((segment) => segment.startsWith('AK9'));
    expect(answer.slice(from + 1, to)).toEqual(expected);
  });
});

describe('answers to envelopes', () => {
  it('writes a whole 999, sender and receiver changed', () => {
    expect(answered(wrapped(defects.base), '999')).toEqual([
      'ISA*00*          *00*          *ZZ*PRAIRIE        *ZZ*RIVERSIDE      *261105*0930*^*00501*000000077*0*T*:',
      'GS*FA*PRAIRIE*RIVERSIDE*20261105*0930*1*X*005010X231A1',
      'ST*999*0001*005010X231A1',
      'AK1*HC*12*005010X222A1',
      'AK2*837*0001*005010X222A1',
      'IK5*A',
      'AK9*A*1*1*1',
      'SE*6*0001',
      'GE*1*1',
      'IEA*1*000000077',
    ]);
  });

  it('answers a group before 005010 with a 997', () => {
    const text = wrapped(['ST*834*0001', 'BGN*00*1*20261101', 'SE*3*0001'], '004010X095A1').replaceAll('*00501*', '*00401*');
    expect(answered(text, '999').slice(1, -2)).toEqual([
      'GS*FA*PRAIRIE*RIVERSIDE*20261105*0930*1*X*004010',
      'ST*997*0001',
      'AK1*HC*12',
      'AK2*834*0001',
      'AK5*A',
      'AK9*R*1*1*0*1',
      'SE*6*0001',
    ]);
  });

  it('tells of a file that was cut off what is missing at each level', () => {
    const cut = wrapped(defects.base).split('SE*')[0] ?? '';
    const lines = answered(cut, '999');
    expect(lines.filter((segment) => /^(IK5|AK9)/.test(segment))).toEqual(['IK5*R*2', 'AK9*R*1*1*0*3']);
    expect(answered(cut, 'ta1')[1]).toBe('TA1*000000077*261101*0900*R*023');
  });

  it.each([
    ['sound', (text: string) => text, 'A*000'],
    ['date of the interchange', (text: string) => text.replace('*261101*0900*^', '*261301*0900*^'), 'R*014'],
    ['time of the interchange', (text: string) => text.replace('*0900*^', '*2560*^'), 'R*015'],
    ['qualifier of the sender', (text: string) => text.replace('*ZZ*RIVERSIDE', '*99*RIVERSIDE'), 'R*005'],
    ['test indicator', (text: string) => text.replace('*0*T*:', '*0*X*:'), 'R*020'],
    ['count of groups', (text: string) => text.replace('IEA*1*', 'IEA*2*'), 'R*021'],
    ['control number of the trailer', (text: string) => text.replace('IEA*1*000000077', 'IEA*1*000000078'), 'R*001'],
  ])('says in a TA1 what is wrong with the interchange: %s', (_what, change, expected) => {
    expect(
      answered(change(wrapped(defects.base)), 'ta1')[1]
        ?.split('*')
        .slice(4)
        .join('*'),
    ).toBe(expected);
  });

  it('accepts a part of a group', () => {
    const second = edited(defects.base, [{ delete: 2 }]).map((segment) => segment.replace('*0001', '*0002'));
    const text = wrapped([...defects.base, ...second]).replace('GE*1*', 'GE*2*');
    expect(answered(text, '999').filter((segment) => /^(AK2|IK|AK9)/.test(segment))).toEqual([
      'AK2*837*0001*005010X222A1',
      'IK5*A',
      'AK2*837*0002*005010X222A1',
      'IK3*BHT*2**3',
      'IK5*R*5',
      'AK9*P*2*2*1',
    ]);
  });
});

describe('277CA', () => {
  it('answers each claim by itself, with totals that add up', () => {
    const text = wrapped(edited(defects.base, [{ replace: 35, by: 'DMG*D8*20151301*F' }]));
    expect(answered(text, '277ca').slice(2, -2)).toEqual([
      'ST*277*0001*005010X214',
      'BHT*0085*08*2026110509300001*20261105*0930*TH',
      'HL*1**20*1',
      'NM1*PR*2*PRAIRIE HEALTH PLAN*****46*PHP77',
      'TRN*1*2026110509300001',
      'DTP*050*D8*20261105',
      'DTP*009*D8*20261105',
      'HL*2*1*21*1',
      'NM1*41*2*RIVERSIDE FAMILY CLINIC*****46*RFC01',
      'TRN*2*B100',
      'STC*A1:19:PR*20261105*WQ*280.00',
      'QTY*90*1',
      'QTY*AA*1',
      'AMT*YU*200.00',
      'AMT*YY*80.00',
      'HL*3*2*19*1',
      'NM1*85*2*RIVERSIDE FAMILY CLINIC*****XX*1234567893',
      'TRN*1*B100',
      'QTY*QA*1',
      'QTY*QC*1',
      'AMT*YU*200.00',
      'AMT*YY*80.00',
      'HL*4*3*PT',
      'NM1*QC*1*ALDER*MARA****MI*M100',
      'TRN*2*RFC-1',
      'STC*A2:20:PR*20261105*WQ*200.00',
      'DTP*472*D8*20261028',
      'HL*5*3*PT',
      'NM1*QC*1*BIRCH*LENA****MI*M200',
      'TRN*2*RFC-2',
      'STC*A7:158:QC*20261105*U*80.00',
      'DTP*472*D8*20261028',
      'SE*33*0001',
    ]);
  });

  const statuses = (edits: readonly Edit[]) =>
    answered(wrapped(edited(defects.base, edits)), '277ca')
      .filter((segment) => segment.startsWith('STC') && !segment.startsWith('STC*A1'))
      .map((segment) => segment.split('*')[1]);

  it.each<readonly [string, readonly Edit[], readonly (string | undefined)[]]>([
    ['an error of the header concerns every claim', [{ delete: 2 }], ['A6:21', 'A6:21']],
    ['an error of the provider concerns every claim below', [{ delete: 8 }], ['A6:126:85', 'A6:126:85']],
    ['an error of a subscriber concerns the claims below', [{ delete: 12 }], ['A6:21', 'A2:20:PR']],
    ['a missing diagnosis', [{ delete: 19 }], ['A6:255', 'A2:20:PR']],
    ['a missing service date of the last line', [{ delete: 40 }], ['A2:20:PR', 'A6:187']],
    ['an unsound envelope returns all', [{ replace: 41, by: 'SE*40*0001' }], ['A3:481', 'A3:481']],
  ])('%s', (_what, edits, expected) => {
    expect(statuses(edits)).toEqual(expected);
  });

  it('is itself without a fault, like every answer', () => {
    for (const type of ['ta1', '999', '277ca'] as const)
      for (const { id, edits } of defects.cases) {
        const findings: unknown[] = [];
        const validator = new X12Validator({ onFinding: (finding) => findings.push({ id, finding }) });
        for (const segment of segmentsOf(answerText(wrapped(edited(defects.base, edits)), type))) validator.read(segment);
        validator.end();
        expect(findings).toEqual([]);
      }
  });

  it('has nothing to say about a file without claims', () => {
    expect(answered(wrapped(['ST*835*0001', 'SE*2*0001']), '277ca')).toEqual([]);
  });
});

describe('answers to anything', () => {
  it('are written, whatever was received', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.nat(),
            fc.integer({ min: 0, max: 6 }),
            fc.constantFrom('', '*', ':', '~', '^', '\n', '\t', 'é', 'HL', '~ISA*', '~GE*1*1~'),
          ),
          {
            minLength: 1,
            maxLength: 6,
          },
        ),
        fc.constantFrom('ta1' as const, '999' as const, '277ca' as const),
        (damages, type) => {
          let text = wrapped(defects.base);
          for (const [where, length, by] of damages) {
            // The interchange has to be one: what stands before GS is left alone.
            const at = 107 + (where % (text.length - 107));
            text = text.slice(0, at) + by + text.slice(at + length);
          }
          const answer = answered(text, type);
          expect(answer.length === 0 || answer[0]?.startsWith('ISA')).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
