import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MedcodeError } from '@medcode/core/errors';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { importSources } from '../../src/import/import.js';
import { recognise } from '../../src/import/recognise.js';
import type { SourceMember } from '../../src/import/source-member.js';
import { GEM, HCPCS, INDEX, POA, removeTemporary, temporary } from './hand-made.js';

afterAll(removeTemporary);

function member(content: string | Uint8Array, name = 'download.dat'): SourceMember {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    path: name,
    name,
    file: name.toLowerCase(),
    async *bytes() {
      yield bytes;
    },
  };
}

const ORDER =
  '00001 A00     0 Cholera                                                      Cholera\n00002 A000    1 Cholera, biovar cholerae                                     Cholera due to Vibrio cholerae 01, biovar cholerae\n';
const TABLE = (first: string): string =>
  `<?xml version="1.0"?><ICD10CM.index><version>2026</version><indexHeading><head col="1">${first}</head></indexHeading></ICD10CM.index>`;

describe('recognition by content', () => {
  it.each([
    ['icd10cm-order', ORDER],
    ['icd10pcs-order', '00001 001     0 Bypass                                                       Bypass, central nervous system\n'],
    ['icd10cm-codes-file', 'A000    Cholera due to Vibrio cholerae 01, biovar cholerae\nA001    Cholera due to\n'],
    ['icd10pcs-codes-file', '0016070 Bypass Cerebral Ventricle to Nasopharynx\n'],
    [
      'icd10cm-order-addenda',
      'Delete:      1 B880    Other acariasis                                              Other acariasis\n\nHeaders\n  2 headers in icd10cm_order_2025.txt\n',
    ],
    ['icd10cm-tabular', '<?xml version="1.0"?>\n<!-- <x> --><ICD10CM.tabular><version>2026</version></ICD10CM.tabular>'],
    ['icd10cm-index-xml', INDEX],
    ['icd10cm-external-index-xml', INDEX.replace('INDEX TO DISEASES and INJURIES', 'EXTERNAL CAUSE of INJURIES INDEX')],
    ['icd10cm-neoplasm-xml', TABLE('Neoplasm')],
    ['icd10cm-drug-xml', TABLE('Substance')],
    ['icd10cm-index-csv', 'RowID,Letter,Level,Term,See,SeeAlso,NonEssModif,Code\n1,A,0,Abasia,,,,F44.4\n'],
    ['icd10cm-external-index-csv', 'RowID,Letter,Level,Term,See,SeeAlso,NonEssModif,Code\n1,A,0,Abandonment,,,,X58\n'],
    ['poa-exempt', POA],
    ['icd10pcs-conversion', 'Current code(s) assignment\tCode title\tEffective year\n'],
    ['gem/icd9cm-icd10cm', GEM],
    ['gem/icd10cm-icd9cm', 'A000    0010  00000\nB0089   NoDx  11000\n'],
    ['gem/icd9pcs-icd10pcs', '0001 6A750Z4 10000\n'],
    ['gem/icd10pcs-icd9pcs', '0016070 0231 10000\n'],
    ['icd9cm-titles', '0010  Cholera due to vibrio cholerae, but at length\nV5867 Long-term (current) use of insulin\n'],
    ['icd9pcs-titles', '0001 Therapeutic ultrasound of vessels of head and neck\n0002 Therapeutic ultrasound of heart\n'],
    ['icd10pcs-tables', '<ICD10PCS.tabular/>'],
    ['icd10pcs-index', '<ICD10PCS.index/>'],
    ['icd10pcs-definitions', '<ICD10PCS.definitions/>'],
    ['hcpcs-320', HCPCS],
  ])('%s', async (kind, content) => {
    expect(await recognise(member(content))).toEqual({ kind });
    expect(await recognise(member(`\ufeff${content}`))).toEqual({ kind });
  });

  it('says why a file is not read', async () => {
    const reason = async (content: string | Uint8Array, name: string) => {
      const answer = await recognise(member(content, name));
      return 'skip' in answer ? answer.skip : answer.kind;
    };
    expect(await reason('%PDF-1.4', 'x.pdf')).toMatch(/PDF/);
    expect(await reason('<xs:schema/>', 'icd10cm_index.xsd')).toMatch(/schema/);
    expect(await reason('<html>', 'icd10cm_order_2026.txt')).toMatch(/web page/);
    expect(await reason('A,B\n1,2\n', 'PPRRVU26.csv')).toBe(
      'amounts and localities of the physician fee schedule: not imported in this version',
    );
    expect(await reason('ISA*00*          *00*', 'claim.837')).toBe('claim samples: not imported in this version');
    expect(await reason('0010  Cholera d/t vib cholerae\n', 'CMS32_DESC_SHORT_DX.txt')).toMatch(/short titles/);
  });

  it('answers for any bytes, and the import ends in an error with a code', async () => {
    const starts = [ORDER, POA, GEM, HCPCS, INDEX, 'PK\u0003\u0004', '%PDF', '<?xml version="1.0"?><ICD10PCS.tabular>', '\u001f\u008b'];
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc
        .tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 60 }), fc.nat(200))
        .map(([start, tail, cut]) => Buffer.concat([Buffer.from(start, 'latin1').subarray(0, cut), tail])),
    );
    const name = fc.constantFrom('a.txt', 'a.xml', 'a.xlsx', 'icd10cm_order_2026.txt', 'x.csv', 'POAexemptCodesFY26.xlsx');
    await fc.assert(
      fc.asyncProperty(content, name, async (bytes, file) => {
        try {
          await recognise(member(bytes, file));
        } catch (error) {
          if (!(error instanceof MedcodeError)) throw error;
        }
      }),
      { numRuns: 400 },
    );
    const [folder, data] = [temporary(), temporary()];
    await fc.assert(
      fc.asyncProperty(content, name, async (bytes, file) => {
        const path = join(folder, file);
        writeFileSync(path, bytes);
        try {
          await importSources(path, data);
        } catch (error) {
          if (!(error instanceof MedcodeError)) throw error;
        }
      }),
      { numRuns: 60 },
    );
  });
});
