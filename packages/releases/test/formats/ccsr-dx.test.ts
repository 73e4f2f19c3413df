import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MedcodeError } from '@medcode/core/errors';
import { CcsrGrouper } from '@medcode/core/groupers/ccsr/grouper';
import { afterAll, describe, expect, it } from 'vitest';
import { parseCcsrDx } from '../../src/formats/ccsr-dx.js';
import { importSources } from '../../src/import/import.js';
import { recognise } from '../../src/import/recognise.js';
import { openCatalog } from '../../src/open-catalog.js';
import { removeTemporary, temporary } from '../import/hand-made.js';
import { neverButMedcodeError } from './fuzz.js';
import { bytes, count, drain, hasShared, shared } from './official-files.js';
import { sheetOf, writeXlsx } from './write-zip.js';

afterAll(removeTemporary);

const HEAD =
  "'ICD-10-CM CODE','ICD-10-CM CODE DESCRIPTION','Default CCSR CATEGORY IP','Default CCSR CATEGORY DESCRIPTION IP','Default CCSR CATEGORY OP','Default CCSR CATEGORY DESCRIPTION OP','CCSR CATEGORY 1','CCSR CATEGORY 1 DESCRIPTION','CCSR CATEGORY 2','CCSR CATEGORY 2 DESCRIPTION','Rationale for Default Assignment'";
const MAPPING = `${HEAD}\r
'E1122',"Sugar, with kidneys",'AAA002',"Sugar",'AAA002',"Sugar",'AAA002',"Sugar",'BBB001',"Kidneys",'One'\r
'B950',"A germ",'XXX000',"Not first",'AAA001',"Germs",'AAA001',"Germs",' ',' ','Two'\r
`;
const LIST = `CCSR_category_code,vocabulary_id,code,code_description
AAA002,ICD10CM,E1122,"Sugar, with kidneys"
BBB001,ICD10CM,E1122,"Sugar, with kidneys"
AAA001,ICD10CM,B950,A germ
,ICD10CM,End of Content,
`;
const E1122 = { row: 2, code: 'E1122', categories: ['AAA002', 'BBB001'] };

describe('CCSR of diagnoses', () => {
  it('reads the mapping file', async () => {
    expect(await drain(parseCcsrDx(bytes(MAPPING), 'DXCCSR_v2099-1.csv', 'text'))).toEqual({
      rows: [
        { ...E1122, inpatient: 'AAA002', outpatient: 'AAA002' },
        { row: 3, code: 'B950', categories: ['AAA001'], inpatient: 'XXX000', outpatient: 'AAA001' },
      ],
      result: {
        form: 'mapping',
        codes: 2,
        version: undefined,
        titles: new Map([
          ['AAA002', 'Sugar'],
          ['BBB001', 'Kidneys'],
          ['AAA001', 'Germs'],
        ]),
      },
    });
  });

  it('reads the list without defaults', async () => {
    expect(await drain(parseCcsrDx(bytes(LIST), 'l.csv', 'text'))).toEqual({
      rows: [
        { ...E1122, inpatient: undefined, outpatient: undefined },
        { row: 4, code: 'B950', categories: ['AAA001'], inpatient: undefined, outpatient: undefined },
      ],
      result: { form: 'list', codes: 2, version: undefined, titles: new Map() },
    });
  });

  it('reads the sheet of the reference file, and refuses flags that do not fit', async () => {
    const head = ['ICD-10-CM Code', 'ICD-10-CM Code Description', 'CCSR Category', 'CCSR Category Description'];
    const rows = (flags: readonly string[]): string[][] => [
      ['Searchable list, v2099.1'],
      [...head, 'Inpatient Default CCSR (Y/N/X)', 'Outpatient Default CCSR (Y/N/X)'],
      ['E1122', 'Sugar', 'AAA002', 'Sugar', flags[0] ?? '', 'Y'],
      ['E1122', 'Sugar', 'BBB001', 'Kidneys', flags[1] ?? '', 'N'],
      ['B950', 'A germ', 'AAA001', 'Germs', 'X', 'Y'],
    ];
    const parse = (flags: readonly string[]) =>
      drain(parseCcsrDx([writeXlsx(sheetOf(rows(flags)), [], 'DX_to_CCSR_Mapping')], 's.xlsx', 'sheet'));
    const { rows: read, result } = await parse(['Y', 'N']);
    expect(read).toEqual([
      { ...E1122, row: 3, inpatient: 'AAA002', outpatient: 'AAA002' },
      { row: 5, code: 'B950', categories: ['AAA001'], inpatient: 'XXX000', outpatient: 'AAA001' },
    ]);
    expect([result.form, result.version, result.codes]).toEqual(['sheet', '2099.1', 2]);
    for (const [flags, message] of [
      [['Y', 'Y'], /row 4, column 5: expected one default for a code .*, found "Y"$/],
      [['X', 'Y'], /row 4, column 5: expected one default for a code .*, found "Y"$/],
      [['N', 'N'], /row 3, column 5: expected Y or X in a row of E1122 .*, found "N"$/],
      [['?', 'N'], /row 3, column 5: expected Y, N or X .*, found "\?"$/],
    ] as const)
      await expect(parse(flags)).rejects.toMatchObject({ code: 'MC_SOURCE_MALFORMED', message: expect.stringMatching(message) });
  });

  it.each([
    [
      'another heading',
      MAPPING.replace('Default CCSR CATEGORY IP', 'IP'),
      /^m\.csv: row 1, column 3: expected "Default CCSR CATEGORY IP" as heading, found "IP"$/,
    ],
    ['a row of another width', MAPPING.replace(",'Two'", ''), /^m\.csv: row 3, position 11: expected 11 fields, found 10$/],
    [
      'a code that is none',
      MAPPING.replace('B950', 'B9-50'),
      /^m\.csv: row 3, column 1: expected an ICD-10-CM code without dot as ICD-10-CM CODE, found "B9-50"$/,
    ],
    ['a code twice', MAPPING.replace('B950', 'E1122'), /^m\.csv: row 3, column 1: expected a code once as ICD-10-CM CODE, found "E1122"$/],
    [
      'a category of another form',
      MAPPING.replace("'BBB001'", "'B1'"),
      /^m\.csv: row 2, column 9: expected a CCSR category such as END002 as CCSR CATEGORY 2, found "B1"$/,
    ],
    [
      'a category twice',
      MAPPING.replace("'BBB001'", "'AAA002'"),
      /^m\.csv: row 2, column 9: expected a category once at E1122 as CCSR CATEGORY 2, found "AAA002"$/,
    ],
    [
      'no category',
      MAPPING.replace("'AAA001',\"Germs\",' '", "' ',' ',' '"),
      /^m\.csv: row 3, column 7: expected a category for B950 as CCSR CATEGORY 1, found an empty field$/,
    ],
    [
      'a default that is none of them',
      MAPPING.replace("'XXX000'", "'ZZZ009'"),
      /^m\.csv: row 3, column 3: expected one of the categories of B950 or XXX000 as Default CCSR CATEGORY IP, found "ZZZ009"$/,
    ],
    [
      'rows of a code apart',
      LIST.replace(',ICD10CM,End of Content,', 'CCC001,ICD10CM,E1122,Sugar'),
      /^m\.csv: row 5, column 3: expected the rows of a code together as code, found "E1122"$/,
    ],
    [
      'another vocabulary',
      LIST.replace('ICD10CM,B950', 'ICD10PCS,B950'),
      /^m\.csv: row 4, column 2: expected ICD10CM as vocabulary_id, found "ICD10PCS"$/,
    ],
    [
      'rows after the end',
      `${LIST}AAA001,ICD10CM,B951,A germ\n`,
      /^m\.csv: row 6, position 1: expected no row after the end of the list, found "AAA001,ICD10CM,B951,A germ"$/,
    ],
    ['no rows', `${HEAD}\n`, /^m\.csv: row 1, position 1: expected the rows of a CCSR mapping, found the end of the file$/],
  ])('refuses %s', async (_, text, message) => {
    const error = await count(parseCcsrDx(bytes(text), 'm.csv', 'text')).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MedcodeError);
    expect((error as MedcodeError).code).toBe('MC_SOURCE_MALFORMED');
    expect((error as MedcodeError).message).toMatch(message);
  });

  it.each([
    ['the mapping file', MAPPING],
    ['the list', LIST],
  ])('answers or refuses %s however it is damaged', async (_, text) => {
    await neverButMedcodeError(text, (source) => count(parseCcsrDx(source, 'm.csv', 'text')), 60);
  });

  it('is recognised by its content, dated by name or codes, and groups once it is imported', async () => {
    const [official, recut, data] = [temporary(), temporary(), temporary()];
    writeFileSync(join(official, 'DXCCSR_v2024-1.csv'), MAPPING);
    // A year of its own: U09.9 began in October 2021.
    writeFileSync(join(recut, 'categories.dat'), LIST.replaceAll('B950', 'U099'));
    for (const [text, kind] of [
      [MAPPING, 'ccsr-dx'],
      [LIST, 'ccsr-dx'],
    ] as const)
      expect(
        await recognise({
          path: 'x.dat',
          name: 'x.dat',
          file: 'x.dat',
          bytes: async function* () {
            yield* bytes(text);
          },
        }),
      ).toEqual({ kind });

    expect(() => new CcsrGrouper(openCatalog(data)).group({ dx: ['E11.22'] })).toThrowError(
      expect.objectContaining({ code: 'MC_RELEASE_MISSING' }),
    );
    const { imported } = await importSources(official, data);
    expect(imported.map(({ table, effectiveFrom, title, rows }) => [table, effectiveFrom, title, rows])).toEqual([
      ['ccsr/dx', '2023-10-01', 'CCSR for ICD-10-CM diagnoses v2024.1, FY2024', 2],
      ['ccsr/categories', '2023-10-01', 'CCSR for ICD-10-CM diagnoses v2024.1, FY2024', 3],
    ]);
    // One version: no date has to choose.
    expect(new CcsrGrouper(openCatalog(data)).group({ dx: ['E11.22', 'b950', 'Z99'] })).toMatchObject({
      categories: { E1122: ['AAA002', 'BBB001'], B950: ['AAA001'], Z99: [] },
      default: { E1122: { inpatient: 'AAA002', outpatient: 'AAA002' }, B950: { inpatient: 'XXX000', outpatient: 'AAA001' } },
      notChecked: [],
      releases: [{ id: 'ccsr/dx/2023-10-01', origin: 'installed' }],
    });

    expect((await importSources(recut, data)).imported).toMatchObject([{ table: 'ccsr/dx', effectiveFrom: '2021-10-01' }]);
    const grouper = new CcsrGrouper(openCatalog(data));
    expect(() => grouper.group({ dx: [] })).toThrowError(expect.objectContaining({ code: 'MC_DATE_MISSING' }));
    expect(grouper.group({ dx: ['U09.9'], date: '2022-03-01' })).toMatchObject({
      categories: { U099: ['AAA001'] },
      default: { U099: { inpatient: null, outpatient: null } },
      notChecked: [{ what: 'default category' }],
      releases: [{ id: 'ccsr/dx/2021-10-01' }],
    });
    expect(grouper.group({ dx: ['U09.9'], date: '2024-03-01' }).categories).toEqual({ U099: [] });
    expect(grouper.group({ dx: ['E11.22'], date: '2026-03-01' }).releases).toMatchObject([{ id: 'ccsr/dx/2023-10-01', carried: true }]);
    expect([grouper.title('BBB001', '2024-03-01'), grouper.title('BBB001', '2022-03-01')]).toEqual(['Kidneys', undefined]);
  });

  it.skipIf(!hasShared)('reads the files at hand (needs ../shared)', { timeout: 60_000 }, async () => {
    const list = await count(parseCcsrDx(shared('local/ccsr/CCSR_DX_mapping.csv.gz'), 'CCSR_DX_mapping.csv', 'text'));
    expect([list.rows, list.result.form]).toEqual([75_238, 'list']);
    const file = 'DXCCSR-Reference-File-v2023-1.xlsx';
    const sheet = await drain(parseCcsrDx(shared(`local/ccsr/${file}`), file, 'sheet'));
    expect([sheet.rows.length, sheet.result.version, sheet.result.titles.size]).toEqual([74_549, '2023.1', 543]);
    const first = sheet.rows.filter(({ inpatient, outpatient }) => inpatient === 'XXX000' && outpatient !== 'XXX000');
    expect(first.length).toBe(1702);
  });
});
