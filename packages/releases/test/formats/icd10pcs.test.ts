import { describe, expect, it } from 'vitest';
import { type PcsDefinitions, parsePcsDefinitions } from '../../src/formats/icd10pcs-definitions-xml.js';
import { parsePcsIndex } from '../../src/formats/icd10pcs-index-xml.js';
import { expandPcsTable, parsePcsTables } from '../../src/formats/icd10pcs-tables-xml.js';
import { parseOrderFile } from '../../src/formats/order-file.js';
import { neverButMedcodeError } from './fuzz.js';
import { bytes, drain, hasShared, shared, sharedInZip } from './official-files.js';

const axis = (position: number, title: string, ...labels: string[]): string =>
  `<axis pos="${position}" values="${labels.length}"><title>${title}</title>${labels.map((label) => `<label code="${label[0]}">${label.slice(1)}</label>`).join('')}</axis>`;
const TABLES = `<ICD10PCS.tabular><version>2099</version><title>Some Tables</title><pcsTable>
${axis(1, 'Section', 'ZHouse')}${axis(2, 'Body System', '1Walls')}
<axis pos="3" values="1"><title>Operation</title><label code="P">Painting</label><definition>Putting on colour</definition></axis>
<pcsRow codes="4">${axis(4, 'Body Part', '0North', '1South')}${axis(5, 'Approach', 'XExternal')}${axis(6, 'Device', 'ABrush', 'BRoller')}${axis(7, 'Qualifier', 'ZNone')}</pcsRow>
</pcsTable></ICD10PCS.tabular>`;

const INDEX = `<ICD10PCS.index><version>2099</version><title>An Index</title><letter><title>P</title>
<mainTerm><title>Painting</title><term level="1"><title>Wall</title><term level="2"><title>North</title><codes>Z1P0</codes></term><term level="2"><title>with roller</title><code>Z1P0XBZ</code></term></term>
<term level="1"><see>Colouring, Walls<tab>Z1P</tab></see></term></mainTerm>
<mainTerm><title>Plaster</title><use>Brush</use></mainTerm><mainTerm><title>Pots</title><tab>Z1Q</tab></mainTerm></letter></ICD10PCS.index>`;

const DEFINITIONS = `<ICD10PCS.definitions><version>2099</version><title>Some Definitions</title><section code="Z"><title>House</title>
<axis pos="3"><title>Operation</title><terms><title>Painting</title><definition>Putting on colour</definition><explanation>Colour only</explanation><includes>Walls</includes><includes>Doors</includes></terms></axis></section>
<deviceAggregation><aggregate><device>Fine Brush</device><operation>Painting</operation><bodySys>Walls</bodySys><parent value="A">Brush</parent></aggregate></deviceAggregation></ICD10PCS.definitions>`;

describe('ICD-10-PCS tables', () => {
  it('read axes and rows and expand to codes', async () => {
    const { rows, result } = await drain(parsePcsTables(bytes(TABLES), 't.xml'));
    expect(result).toEqual({ version: '2099', title: 'Some Tables', tables: 1, rows: 1, codes: 4 });
    expect(
      rows.map(({ code, axes }) => [code, axes.map(({ position, title, values, definition }) => [position, title, values, definition])]),
    ).toEqual([
      [
        'Z1P',
        [
          [1, 'Section', [{ value: 'Z', label: 'House' }], undefined],
          [2, 'Body System', [{ value: '1', label: 'Walls' }], undefined],
          [3, 'Operation', [{ value: 'P', label: 'Painting' }], 'Putting on colour'],
        ],
      ],
    ]);
    expect(rows.flatMap((table) => [...expandPcsTable(table)]).map(({ code, labels }) => `${code} ${labels.join('/')}`)).toEqual([
      'Z1P0XAZ House/Walls/Painting/North/External/Brush/None',
      'Z1P0XBZ House/Walls/Painting/North/External/Roller/None',
      'Z1P1XAZ House/Walls/Painting/South/External/Brush/None',
      'Z1P1XBZ House/Walls/Painting/South/External/Roller/None',
    ]);
  });

  it.each([
    [
      'codes other than stated',
      TABLES.replace('codes="4"', 'codes="5"'),
      /row 4, position \d+: expected 5 codes of the row, as stated, found 4/,
    ],
    [
      'values other than stated',
      TABLES.replace('pos="4" values="2"', 'pos="4" values="3"'),
      /expected 3 values of axis 4, as stated, found 2/,
    ],
    ['an axis out of place', TABLES.replace('pos="5"', 'pos="6"'), /expected axis 5, found axis 6/],
    ['the letter O', TABLES.replace('code="A"', 'code="O"'), /expected a digit or a letter other than I and O, found "O"/],
    ['a value twice', TABLES.replace('code="B"', 'code="A"'), /expected value A once, found it again/],
    ['an index', INDEX, /expected <ICD10PCS.tabular>, found <ICD10PCS.index>/],
  ])('refuse %s', async (_what, text, message) => {
    await expect(drain(parsePcsTables(bytes(text), 't.xml'))).rejects.toMatchObject({
      code: 'MC_SOURCE_MALFORMED',
      message: expect.stringMatching(message),
    });
  });

  it.skipIf(!hasShared).each([
    [
      'local/icd10pcs/fy2025/icd10pcs_tables_2025.xml.gz',
      'local/icd10pcs/order-history/cms_2025_pr.zip',
      'icd10pcs_order_2025.txt',
      { version: '2025', title: '2025 ICD-10-PCS Tables', tables: 908, rows: 2661, codes: 78948 },
    ],
    [
      'local/icd10pcs/fy2026/icd10pcs_tables_2026.xml.gz',
      'local/icd10pcs/order-history/cms_2026_pr.zip',
      'icd10pcs_order_2026.txt',
      { version: '2026', title: '2026 ICD-10-PCS Tables', tables: 914, rows: 2733, codes: 79115 },
    ],
  ])('%s expand to exactly the order file (needs ../shared)', async (path, zip, order, counts) => {
    const { rows, result } = await drain(parsePcsTables(shared(path), path));
    expect(result).toEqual(counts);
    const expanded = rows.flatMap((table) => Array.from(expandPcsTable(table), ({ code }) => code)).sort();
    const official = (await drain(parseOrderFile(sharedInZip(zip, order), order))).rows
      .filter((entry) => entry.billable)
      .map((entry) => entry.code)
      .sort();
    expect(expanded).toEqual(official);
  });
});

describe('ICD-10-PCS index', () => {
  it('reads codes, tables and references', async () => {
    expect(await drain(parsePcsIndex(bytes(INDEX), 'i.xml'))).toEqual({
      rows: [
        { level: 0, title: 'Painting', prefixes: [], path: ['Painting'] },
        { level: 1, title: 'Wall', prefixes: [], path: ['Painting', 'Wall'] },
        { level: 2, title: 'North', prefixes: ['Z1P0'], path: ['Painting', 'Wall', 'North'] },
        { level: 2, title: 'with roller', code: 'Z1P0XBZ', prefixes: [], path: ['Painting', 'Wall', 'with roller'] },
        { level: 1, title: undefined, prefixes: [], see: { term: 'Colouring, Walls', prefixes: ['Z1P'] }, path: ['Painting'] },
        { level: 0, title: 'Plaster', prefixes: [], use: { term: 'Brush', prefixes: [] }, path: ['Plaster'] },
        { level: 0, title: 'Pots', prefixes: ['Z1Q'], path: ['Pots'] },
      ],
      result: { version: '2099', title: 'An Index', mainTerms: 3, entries: 7 },
    });
  });

  it.each([
    ['an entry that says nothing', INDEX.replace('<tab>Z1Q</tab>', ''), /expected a code, table or reference at "Pots", found none/],
    ['a code cut short', INDEX.replace('Z1P0XBZ', 'Z1P0XB'), /expected an ICD-10-PCS code of seven characters, found "Z1P0XB"/],
    ['a level that is not its depth', INDEX.replace('level="2"', 'level="3"'), /expected level 2, found "3"/],
    ['a main term without title', INDEX.replace('<title>Pots</title>', ''), /expected a <title> of the main term, found none/],
  ])('refuses %s', async (_what, text, message) => {
    await expect(drain(parsePcsIndex(bytes(text), 'i.xml'))).rejects.toMatchObject({
      code: 'MC_SOURCE_MALFORMED',
      message: expect.stringMatching(message),
    });
  });

  it.skipIf(!hasShared)('counts FY2025 (needs ../shared)', async () => {
    const { rows, result } = await drain(parsePcsIndex(shared('local/icd10pcs/fy2025/icd10pcs_index_2025.xml.gz'), 'i'));
    expect(result).toEqual({ version: '2025', title: '2025 ICD-10-PCS Index', mainTerms: 3215, entries: 24484 });
    expect({
      codes: rows.filter((row) => row.code !== undefined).length,
      prefixes: rows.reduce((sum, row) => sum + row.prefixes.length, 0),
      see: rows.filter((row) => row.see !== undefined).length,
      use: rows.filter((row) => row.use !== undefined).length,
      targets: rows.reduce((sum, row) => sum + (row.see?.prefixes.length ?? 0) + (row.use?.prefixes.length ?? 0), 0),
    }).toEqual({ codes: 2794, prefixes: 14 + 94 + 11690 + 119, see: 1785, use: 2342, targets: 448 + 1067 + 135 });
  });
});

describe('ICD-10-PCS definitions', () => {
  it('read terms and device aggregates', async () => {
    expect(await parsePcsDefinitions(bytes(DEFINITIONS), 'd.xml')).toEqual<PcsDefinitions>({
      version: '2099',
      title: 'Some Definitions',
      definitions: [
        {
          section: 'Z',
          sectionTitle: 'House',
          axis: 3,
          axisTitle: 'Operation',
          titles: ['Painting'],
          definition: 'Putting on colour',
          explanation: 'Colour only',
          includes: ['Walls', 'Doors'],
        },
      ],
      deviceAggregates: [{ device: 'Fine Brush', operation: 'Painting', bodySystems: ['Walls'], parentValue: 'A', parent: 'Brush' }],
    });
  });

  it.skipIf(!hasShared).each([
    ['2025', 930, 1066, 1912],
    ['2026', 954, 1090, 1966],
  ])('count FY%s (needs ../shared)', async (year, terms, titles, includes) => {
    const found = await parsePcsDefinitions(shared(`local/icd10pcs/fy${year}/icd10pcs_definitions_${year}.xml`), year);
    expect([
      found.version,
      found.definitions.length,
      found.definitions.reduce((sum, entry) => sum + entry.titles.length, 0),
      found.definitions.reduce((sum, entry) => sum + entry.includes.length, 0),
      found.deviceAggregates.length,
    ]).toEqual([year, terms, titles, includes, 60]);
  });
});

it('ICD-10-PCS XML never throws anything but MedcodeError', async () => {
  await neverButMedcodeError(TABLES, (source) => drain(parsePcsTables(source, 'fuzz')));
  await neverButMedcodeError(INDEX, (source) => drain(parsePcsIndex(source, 'fuzz')));
  await neverButMedcodeError(DEFINITIONS, (source) => parsePcsDefinitions(source, 'fuzz'));
});
