import { describe, expect, it } from 'vitest';
import { parseIndexCsv, parseTableCsv } from '../../src/formats/icd10cm-index-csv.js';
import { splitTitle } from '../../src/formats/icd10cm-index-terms.js';
import { type IndexEntry, parseIndexXml } from '../../src/formats/icd10cm-index-xml.js';
import { parseTableXml, type TableEntry } from '../../src/formats/icd10cm-table-xml.js';
import { neverButMedcodeError } from './fuzz.js';
import { bytes, count, drain, hasShared, shared, sharedInZip } from './official-files.js';

const INDEX = `<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index><version>2099</version><title>AN INDEX</title>
<letter><title>G</title>
  <mainTerm><title>Grumbling<nemod>(of  the stomach) (-Smith) noise (loud (very))</nemod> NEC</title><seeAlso>Noise</seeAlso><code>R19.1-</code>
    <term level="1"><title>with</title>
      <term level="2"><title>hiccup</title><code>R06.6</code><manif>K93.-</manif></term>
      <term level="2"><title>fish</title><see>category T61</see></term>
    </term>
    <term level="1"><title>by night</title><subcat>R19.1</subcat><note>not by day</note></term>
    <term level="1"><title><nemod>(meal)</nemod></title><see>Hunger</see></term>
  </mainTerm>
  <mainTerm><title>Grunting</title><seecat>R06</seecat></mainTerm>
</letter></ICD10CM.index>
`;

const GRUMBLING = 'Grumbling NEC noise';
const ENTRIES: IndexEntry[] = [
  {
    level: 0,
    title: GRUMBLING,
    nonEssential: ['of the stomach', '-Smith', 'loud (very)'],
    code: 'R191-',
    seeAlso: 'Noise',
    path: [GRUMBLING],
  },
  { level: 1, title: 'with', nonEssential: [], path: [GRUMBLING, 'with'] },
  { level: 2, title: 'hiccup', nonEssential: [], code: 'R066', manifestation: 'K93-', path: [GRUMBLING, 'with', 'hiccup'] },
  { level: 2, title: 'fish', nonEssential: [], seeCategory: 'T61', path: [GRUMBLING, 'with', 'fish'] },
  { level: 1, title: 'by night', nonEssential: [], seeCategory: 'R191', note: 'not by day', path: [GRUMBLING, 'by night'] },
  { level: 1, title: '(meal)', nonEssential: [], see: 'Hunger', path: [GRUMBLING, '(meal)'] },
  { level: 0, title: 'Grunting', nonEssential: [], seeCategory: 'R06', path: ['Grunting'] },
];

const TABLE = `<ICD10CM.index><version>2099</version><indexHeading><head col="1">Substance</head><head col="2">Poisoning Accidental (unintentional)</head>
<head col="3">Poisoning Intentional self-harm</head><head col="4">Poisoning Assault</head><head col="5">Poisoning Undetermined</head>
<head col="6">Adverse effect</head><head col="7">Underdosing</head></indexHeading>
<letter><title>T</title><mainTerm><title>Tea</title><cell col="2">T50.991</cell><cell col="6">T50.995</cell><cell col="7">--</cell>
<term level="1"><title>green</title><see>Leaf</see></term></mainTerm></letter></ICD10CM.index>`;

const CSV = `RowID,Letter,Level,Term,See,SeeAlso,NonEssModif,Code
1,G,0,Grumbling,,Noise,"(loud) (low)",R19.1-
2,G,1,"hiccup, long",,,,R06.6 [K93.-]
3,G,1,fish,category T61,,,
4,G,0,,Hunger,,(meal),
`;

describe('ICD-10-CM index', () => {
  it('reads XML', async () => {
    expect(await drain(parseIndexXml(bytes(INDEX), 'i.xml'))).toEqual({
      rows: ENTRIES,
      result: { version: '2099', title: 'AN INDEX', letters: 1, entries: 7 },
    });
  });

  it('reads CSV to the same type', async () => {
    expect(await drain(parseIndexCsv(bytes(CSV), 'i.csv'))).toEqual({
      rows: [
        { level: 0, title: 'Grumbling', nonEssential: ['loud', 'low'], code: 'R191-', seeAlso: 'Noise', path: ['Grumbling'] },
        { level: 1, title: 'hiccup, long', nonEssential: [], code: 'R066', manifestation: 'K93-', path: ['Grumbling', 'hiccup, long'] },
        { level: 1, title: 'fish', nonEssential: [], seeCategory: 'T61', path: ['Grumbling', 'fish'] },
        { level: 0, title: '(meal)', nonEssential: [], see: 'Hunger', path: ['(meal)'] },
      ],
      result: { version: '', title: '', letters: 1, entries: 4 },
    });
  });

  it('keeps words between modifiers in the title', () => {
    expect(splitTitle('Alder', '(-Reilly) anomaly or syndrome  (leukocyte granulation)')).toEqual({
      title: 'Alder anomaly or syndrome',
      nonEssential: ['-Reilly', 'leukocyte granulation'],
    });
  });

  it.each([
    [
      'a level that is not its depth',
      INDEX.replace('<term level="2"><title>fish', '<term level="3"><title>fish'),
      /^i\.xml: row 7, position \d+: expected level 2, found "3"$/,
    ],
    [
      'a code that is none',
      INDEX.replace('R06.6', 'R6'),
      /row 6, position \d+: expected an ICD-10-CM code in <code> of "hiccup", found "R6"/,
    ],
    ['an unknown element', INDEX.replace('<note>', '<remark>').replace('</note>', '</remark>'), /found <remark>$/],
    ['a term without words', INDEX.replace('<title>fish</title>', '<title/>'), /expected the words of the term, found an empty <title>/],
    [
      'a code after the sub-terms',
      INDEX.replace('</term>\n  </mainTerm>', '</term><code>R19</code>\n  </mainTerm>'),
      /expected one <code>|expected <code> before the terms below/,
    ],
    ['a table', TABLE, /expected an index, which has no columns, found <cell> at "Tea"/],
  ])('refuses %s in XML', async (_what, text, message) => {
    await expect(drain(parseIndexXml(bytes(text), 'i.xml'))).rejects.toMatchObject({
      code: 'MC_SOURCE_MALFORMED',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ['another heading', CSV.replace('SeeAlso', 'Also'), 'i.csv: row 1, column 6: expected "SeeAlso" as heading, found "Also"'],
    ['a level too deep', CSV.replace('2,G,1', '2,G,3'), 'i.csv: row 3, column 3: expected a level from 0 to 1 as Level, found "3"'],
    ['a row lost', CSV.replace(/^2,.*\n/m, ''), 'i.csv: row 3, column 1: expected 2 as RowID, found "3"'],
    ['a field too many', CSV.replace('R06.6', 'R06.6,x'), 'i.csv: row 3, position 9: expected 8 fields, found 9'],
    ['a code that is none', CSV.replace('R19.1-', 'R1'), 'i.csv: row 2, column 8: expected an ICD-10-CM code as Code, found "R1"'],
  ])('refuses %s in CSV', async (_what, text, message) => {
    await expect(drain(parseIndexCsv(bytes(text), 'i.csv'))).rejects.toMatchObject({ code: 'MC_SOURCE_MALFORMED', message });
  });

  it('never throws anything but MedcodeError', async () => {
    await neverButMedcodeError(INDEX, (source) => drain(parseIndexXml(source, 'fuzz')));
    await neverButMedcodeError(TABLE, (source) => drain(parseTableXml(source, 'fuzz')));
    await neverButMedcodeError(CSV, (source) => drain(parseIndexCsv(source, 'fuzz')));
  });
});

describe('ICD-10-CM tables', () => {
  it('read cells by column', async () => {
    const tea = { table: 'drug', nonEssential: [] } as const;
    expect(await drain(parseTableXml(bytes(TABLE), 't.xml'))).toEqual({
      rows: [
        { ...tea, level: 0, title: 'Tea', cells: { accidental: 'T50991', adverseEffect: 'T50995' }, path: ['Tea'] },
        { ...tea, level: 1, title: 'green', see: 'Leaf', cells: {}, path: ['Tea', 'green'] },
      ],
      result: { table: 'drug', version: '2099', entries: 2, codes: 2 },
    });
  });

  it.each([
    [
      'other headings',
      TABLE.replace('Poisoning Assault', 'Poisoning by post'),
      /expected assault as heading of column 4, found "Poisoning by post"/,
    ],
    ['a cell that is no code', TABLE.replace('T50.995', 'T5'), /expected an ICD-10-CM code or hyphens in column 6 of "Tea", found "T5"/],
    ['a column twice', TABLE.replace('<cell col="7">', '<cell col="6">'), /expected a column once, found column 6 again/],
    ['an index', INDEX, /expected the headings of the neoplasm or the drug table/],
  ])('refuse %s', async (_what, text, message) => {
    await expect(drain(parseTableXml(bytes(text), 't.xml'))).rejects.toMatchObject({
      code: 'MC_SOURCE_MALFORMED',
      message: expect.stringMatching(message),
    });
  });
});

const FY2017 = 'local/icd10cm/fy2017/ICD10CM_FY2017_Full_XML.zip';
const FY2025 = 'local/icd10cm/fy2025/';

describe.skipIf(!hasShared)('official indexes and tables (needs ../shared)', () => {
  it.each([
    ['icd10cm_index_2017.xml', 77199, { code: 59412, manifestation: 746, see: 11979, seeAlso: 1704, seeCategory: 145 }],
    ['icd10cm_eindex_2017.xml', 7572, { code: 6208, manifestation: 0, see: 790, seeAlso: 94, seeCategory: 15 }],
  ])('%s', async (path, entries, fields) => {
    const { rows, result } = await drain(parseIndexXml(sharedInZip(FY2017, path), path));
    expect([rows.length, result.entries, result.version]).toEqual([entries, entries, '2017']);
    const counts = Object.fromEntries(
      Object.keys(fields).map((name) => [name, rows.filter((row) => row[name as keyof IndexEntry] !== undefined).length]),
    );
    expect(counts).toEqual(fields);
  });

  it('external causes FY2025: CSV equals XML but for the lost subcategories and tails', async () => {
    const xml = (await drain(parseIndexXml(shared(`${FY2025}icd-10-cm-eindex-2025.xml.gz`), 'x'))).rows;
    const csv = (await drain(parseIndexCsv(shared(`${FY2025}derived_wbdill/ICD10CM_2025_ExternalIndex.csv.gz`), 'c'))).rows;
    expect([xml.length, csv.length]).toEqual([8064, 8064]);
    const key = ({ level, code, see, seeAlso }: IndexEntry): string => JSON.stringify([level, code, see, seeAlso]);
    expect(csv.map(key)).toEqual(xml.map(key));
  });

  it.each([
    ['icd10cm_drug_2017.xml', 'drug', 7416, 39964],
    ['icd10cm_neoplasm_2017.xml', 'neoplasm', 1930, 9009],
  ])('%s', async (path, table, entries, codes) => {
    expect(await count(parseTableXml(sharedInZip(FY2017, path), path))).toEqual({
      rows: entries,
      result: { table, version: '2017', entries, codes },
    });
  });

  it.each([
    ['drug', 'icd-10-cm-drug-2025.xml.gz', 'ICD10CM_2025_Drugs.csv.gz', 7428, 40026],
    ['neoplasm', 'icd-10-cm-neoplasm-2025.xml.gz', 'ICD10CM_2025_neoplasms.csv.gz', 1939, 9018],
  ] as const)('%s table FY2025: CSV has the same cells as XML', async (table, xmlName, csvName, entries, codes) => {
    const xml = await drain(parseTableXml(shared(FY2025 + xmlName), 'x'));
    const csv = await drain(parseTableCsv(shared(`${FY2025}derived_wbdill/${csvName}`), 'c', table));
    expect([xml.rows.length, xml.result.codes, csv.rows.length, csv.result.codes]).toEqual([entries, codes, entries, codes]);
    const cells = ({ level, cells: found }: TableEntry): unknown => [level, found];
    expect(csv.rows.map(cells)).toEqual(xml.rows.map(cells));
  });

  it.each([
    [`${FY2025}derived_wbdill/ICD10CM_2025_Index.csv.gz`, 81024],
    ['local/icd10cm/fy2026/derived/icd10cm-index-2026.DERIVED.csv.gz', 81507],
  ])('%s', async (path, entries) => {
    expect((await count(parseIndexCsv(shared(path), path))).result.entries).toBe(entries);
  });
});
