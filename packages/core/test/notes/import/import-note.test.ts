import { readFileSync } from 'node:fs';
import { MedcodeError } from '@medcode/core/errors';
import { exchangeFormat, importNote } from '@medcode/core/notes/import/import-note';
import { ImportedEncounter } from '@medcode/core/notes/import/imported';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const example = (name: string): string => readFileSync(new URL(`../../../../../examples/exchange/${name}`, import.meta.url), 'utf8');
const read = (text: string): ImportedEncounter[] => importNote(text, 'test');

describe('HL7 version 2', () => {
  it('makes one encounter of the messages of a visit: admission, note, charges', () => {
    const provider = { type: 'person', name: 'Okafor', first: 'Daniel', middle: 'R', npi: '1003000126' };
    expect(read(example('visit.hl7'))).toEqual([
      {
        id: 'V-20260302-17',
        format: 'hl7v2',
        setting: 'office',
        date: '2026-03-02',
        patient: {
          age: 67,
          sex: 'F',
          birthDate: '1958-06-14',
          party: {
            type: 'person',
            name: 'Marlowe',
            first: 'Iris',
            middle: 'J',
            ids: [{ qualifier: 'MR', value: '44817' }],
            address: { lines: ['18 Alder Street'], city: 'Milford', state: 'OH', zip: '45150' },
          },
        },
        documents: [
          {
            id: 'V-20260302-17-MSG0002-1',
            text: 'Progress note\n\nChief complaint: follow-up of blood pressure and diabetes\n\nAssessment:\n1. Hypertension, at goal on lisinopril\n2. Type 2 diabetes, A1c 6.8, continue metformin\n',
            date: '2026-03-02',
            authorRole: 'provider',
          },
        ],
        diagnoses: [
          { code: 'I10', title: 'Essential (primary) hypertension' },
          { code: 'E11.9', title: 'Type 2 diabetes mellitus without complications' },
        ],
        procedures: [],
        services: [
          { code: '99214', modifiers: [], units: 1, charge: '142.00', date: '2026-03-02', rendering: provider },
          { code: '83036', modifiers: [], units: 1, charge: '18.50', date: '2026-03-02', rendering: provider },
        ],
        attending: provider,
        subscribers: [
          {
            subscriber: {
              responsibility: 'P',
              groupNumber: 'GRP-77',
              relationship: '18',
              party: { type: 'person', id: { qualifier: 'MI', value: 'VMH4471' } },
            },
            payer: { type: 'organization', name: 'Valley Mutual Health', id: { qualifier: 'PI', value: '00431' } },
          },
        ],
        notImported: [],
      },
    ]);
  });

  it('resolves escapes, reads deleted values as empty and keeps what it cannot use by name', () => {
    const text = [
      'MSH|^~\\&|A|B|C|D|20260105||ORU^R01|77|P|2.5',
      'PID|1||9||""||19700230|X',
      'PV1|1|Z',
      'DG1|1|||something in words|20260105|F',
      'DG1|2||J45.909^Asthma^I10|||W',
      'FT1|1|||20260105||PY||||1|20',
      'OBR|1|||71046^Chest film|||20260104',
      'OBX|1|TX|||left \\T\\ right\\.br\\lower \\S\\ upper \\F\\ \\X41\\',
      'OBX|2|NM|718-7^Hemoglobin||13.2|g/dL',
      'OBX|3|ED|||^application^pdf^Base64^AAAA',
    ].join('\r');
    expect(read(text)).toEqual([
      {
        id: '77',
        format: 'hl7v2',
        date: '2026-01-04',
        patient: { sex: 'U' },
        documents: [
          {
            id: '77-77-1',
            text: 'Chest film\n\nleft & right\nlower ^ upper | A\nHemoglobin 13.2 g/dL\n',
            date: '2026-01-04',
            authorRole: 'other-clinician',
          },
        ],
        diagnoses: [],
        procedures: [],
        services: [],
        notImported: [
          { at: 'DG1[4]', reason: 'a diagnosis in words without a code' },
          { at: 'DG1[5]', reason: 'a working diagnosis beside final ones' },
          { at: 'FT1[6]', reason: 'a financial entry of type PY is no charge' },
          { at: 'PV1-2', reason: 'patient class Z has no setting' },
          { at: 'OBX[10]', reason: 'an attachment of type ED is not text' },
        ],
      },
    ]);
  });

  it('answers any text with encounters of the stated shape or an error by code', () => {
    const piece = fc.constantFrom(
      'MSH|^~\\&|',
      'PID|',
      'PV1|1|I',
      'DG1|1||',
      'OBX|1|TX|||',
      'FT1|',
      '^',
      '~',
      '\\',
      '&',
      '|',
      '\r',
      '\n',
      '20260101',
      'E11.9',
      '\\.br\\',
      '\\X4',
      '\x0b',
      '\x1c',
      'IN1|1|',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 6 })), { maxLength: 60 }), (pieces) => {
        try {
          for (const one of read(`MSH|^~\\&|A|B|C|D|20260105||ADT^A01|7|P|2.5\r${pieces.join('')}`)) ImportedEncounter.parse(one);
        } catch (error) {
          expect(error).toBeInstanceOf(MedcodeError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('C-CDA', () => {
  it('reads sections under their titles and codes from the entries, negated ones apart', () => {
    expect(read(example('visit.ccda.xml'))).toEqual([
      {
        id: 'V-20260302-17',
        format: 'ccda',
        setting: 'office',
        date: '2026-03-02',
        dateTo: '2026-03-02',
        patient: { age: 67, sex: 'F', birthDate: '1958-06-14', party: { type: 'person', name: 'Marlowe', first: 'Iris', middle: 'J' } },
        documents: [
          {
            id: 'V-20260302-17-document',
            text: 'History of present illness:\nHere for blood pressure and diabetes. Denies chest pain.\n\nAssessment:\n- Hypertension, at goal on lisinopril\n- Type 2 diabetes, A1c 6.8, continue metformin\n',
            date: '2026-03-02',
            authorRole: 'provider',
          },
        ],
        diagnoses: [{ code: 'I10', title: 'Essential (primary) hypertension' }],
        procedures: [],
        services: [],
        attending: { type: 'person', name: 'Okafor', first: 'Daniel', npi: '1003000126' },
        notImported: [{ at: 'section[2]', reason: 'R07.9 is stated as absent' }],
      },
    ]);
  });

  it.each([
    ['cut short', example('visit.ccda.xml').slice(0, 900)],
    ['with an entity of its own', '<!DOCTYPE a [<!ENTITY b "c">]><ClinicalDocument><title>&b;</title></ClinicalDocument>'],
    ['nested beyond reason', `<ClinicalDocument>${'<a>'.repeat(500)}${'</a>'.repeat(500)}</ClinicalDocument>`],
  ])('refuses XML that is %s', (_name, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'MC_INPUT_INVALID' }));
  });

  it('reads tables row by row', () => {
    const table =
      '<table><thead><tr><th>Drug</th><th>Dose</th></tr></thead><tbody><tr><td>Lisinopril</td><td>20 <content>mg</content></td></tr></tbody></table>';
    const [one] = read(
      `<ClinicalDocument><component><structuredBody><component><section><title>Medications</title><text>${table}</text></section></component></structuredBody></component></ClinicalDocument>`,
    );
    expect(one?.documents[0]?.text).toBe('Medications:\nDrug | Dose\nLisinopril | 20 mg\n');
  });
});

describe('FHIR', () => {
  it('reads a bundle: rank of the diagnoses, documents in base64, refuted conditions apart', () => {
    expect(read(example('visit.fhir.json'))).toEqual([
      {
        id: 'V-20260302-17',
        format: 'fhir',
        setting: 'office',
        date: '2026-03-02',
        dateTo: '2026-03-02',
        patient: { age: 67, sex: 'F', birthDate: '1958-06-14', party: { type: 'person', name: 'Marlowe', first: 'Iris', middle: 'J' } },
        documents: [
          {
            id: 'DocumentReference/d1',
            text: 'Chief complaint: follow-up\n\nAssessment:\n1. Hypertension, at goal on lisinopril\n2. Type 2 diabetes, A1c 6.8, continue metformin\n',
            date: '2026-03-02',
            authorRole: 'provider',
          },
        ],
        diagnoses: [
          { code: 'I10', title: 'Essential (primary) hypertension' },
          { code: 'E11.9', title: 'Type 2 diabetes mellitus without complications' },
        ],
        procedures: [],
        services: [],
        notImported: [{ at: 'Condition/c3', reason: 'the condition is refuted' }],
      },
    ]);
  });

  it('names the resource that breaks the rules of R4', () => {
    const bundle = { resourceType: 'Bundle', entry: [{ resource: { resourceType: 'Procedure', id: 'x', status: 'done', subject: {} } }] };
    expect(() => read(JSON.stringify(bundle))).toThrow(
      expect.objectContaining({ code: 'MC_INPUT_INVALID', message: expect.stringContaining('Procedure/x: status') }),
    );
  });
});

it('takes anything else as the text of a note', () => {
  expect(exchangeFormat('Assessment: {"a": 1} < 3')).toBe('text');
  expect(read('MSHA is no message')).toEqual([
    {
      id: 'test',
      format: 'text',
      patient: {},
      documents: [{ id: 'test', text: 'MSHA is no message' }],
      diagnoses: [],
      procedures: [],
      services: [],
      notImported: [],
    },
  ]);
});
