import { describe, expect, it } from 'vitest';
import { sheetRows } from '../../src/formats/xlsx.js';
import { neverButMedcodeError } from './fuzz.js';
import { drain, hasShared, shared, sharedInZip } from './official-files.js';
import { writeXlsx, writeZip } from './write-zip.js';

const SHEET =
  '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row r="3"><c r="A3" s="1"><v>45017</v></c><c r="B3"><v>2017</v></c>' +
  '<c r="C3" t="inlineStr"><is><r><t>in</t></r><r><t xml:space="preserve"> line </t></r></is></c><c r="D3" t="b"><v>1</v></c><c r="E3" t="str"><f>A1</f><v>text</v></c><c r="F3" s="1"/></row>';
const STRINGS = ['<t xml:space="preserve"> first </t>', '<r><t>sec</t></r><r><t>ond</t></r><rPh sb="0" eb="1"><t>spoken</t></rPh>'];

describe('spreadsheets', () => {
  it('give rows of values, dates as text', async () => {
    expect((await drain(sheetRows([writeXlsx(SHEET, STRINGS)], 'x.xlsx', 'Sheet1'))).rows).toEqual([
      { row: 1, cells: [' first ', undefined, 'second'] },
      { row: 3, cells: ['2023-04-01', 2017, 'in line ', true, 'text'] },
    ]);
  });

  it.each([
    [
      'no spreadsheet',
      writeZip([{ path: 'a', data: 'x' }]),
      undefined,
      'x.xlsx: row 1, position 1: expected the part xl/workbook.xml of a spreadsheet, found none',
    ],
    ['no such sheet', writeXlsx(SHEET, STRINGS), 'Other', 'x.xlsx: row 1, position 1: expected the sheet "Other", found "Sheet1"'],
    [
      'a string that is not there',
      writeXlsx(SHEET, ['<t>one</t>']),
      undefined,
      'x.xlsx: row 1, column 3: expected a shared string below 1 as cell, found "1"',
    ],
    [
      'an error value',
      writeXlsx('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>'),
      undefined,
      'x.xlsx: row 1, column 1: expected a value as cell, found "#REF!"',
    ],
    ['rows that go back', writeXlsx('<row r="2"/><row r="1"/>'), undefined, 'x.xlsx: row 2, position 1: expected a row after 2, found "1"'],
    [
      'a cell of another row',
      writeXlsx('<row r="2"><c r="A3"><v>1</v></c></row>'),
      undefined,
      'x.xlsx: row 2, column 1: expected a cell of row 2 after column 0 as cell, found "A3"',
    ],
  ])('refuse %s', async (_what, data, sheet, message) => {
    await expect(drain(sheetRows([data], 'x.xlsx', sheet))).rejects.toMatchObject({ code: 'MC_SOURCE_MALFORMED', message });
  });

  it('never throw anything but MedcodeError', () =>
    neverButMedcodeError(writeXlsx(SHEET, STRINGS), (source) => drain(sheetRows(source, 'fuzz')), 80));

  it('never throw anything but MedcodeError on a mutated sheet', () =>
    neverButMedcodeError(SHEET, (source) => drain(sheetRows([writeXlsx(Buffer.concat([...source]).toString(), STRINGS)], 'fuzz')), 80));

  it.skipIf(!hasShared)('give the official ones (needs ../shared)', async () => {
    expect((await drain(sheetRows(shared('local/icd10cm/fy2026/ICD-10-CM-CONVERSION-TABLE-FY2026.xlsx'), 'c'))).rows.length).toBe(5896);
    expect((await drain(sheetRows(sharedInZip('local/icd9cm/cms_v32.zip', 'CMS32_DESC_LONG_SHORT_DX.xlsx'), 'i'))).rows.length).toBe(14568);
  });
});
