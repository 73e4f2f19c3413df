import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Catalog } from '@medcode/core/codesets/catalog';
import { feeSchedulesOf } from '@medcode/core/codesets/fee-schedule';
import { ncciOf } from '@medcode/core/codesets/ncci';
import { addendaBOf } from '@medcode/core/codesets/opps';
import { knownService } from '@medcode/core/codesets/service-codes';
import { MedcodeError } from '@medcode/core/errors';
import { type Day, day } from '@medcode/core/model/date';
import { afterAll, describe, expect, it } from 'vitest';
import { readAddendumB } from '../../src/formats/addendum-b.js';
import { readFeeSchedule } from '../../src/formats/fee-schedule.js';
import { readAddOns } from '../../src/formats/ncci-add-on.js';
import { readMue } from '../../src/formats/ncci-mue.js';
import { type PtpRow, readPtp } from '../../src/formats/ncci-ptp.js';
import { calendarQuarter } from '../../src/import/edition.js';
import { importSources } from '../../src/import/import.js';
import { openCatalog } from '../../src/open-catalog.js';
import { verifyPacks } from '../../src/verify.js';
import { neverButMedcodeError } from '../formats/fuzz.js';
import { hasShared, sharedPath } from '../formats/official-files.js';
import { writeZip } from '../formats/write-zip.js';
import {
  ADD_ON,
  ADD_ON_NAME,
  ADD_ON_TEXT,
  ADDENDUM,
  ADDENDUM_NAME,
  FEE,
  FEE_NAME,
  MUE,
  MUE_HOSPITAL,
  MUE_HOSPITAL_NAME,
  MUE_NAME,
  PTP_HOSPITAL,
  PTP_PARTS,
  PTP_SHEET,
  ptpText,
} from './edit-files.js';
import { removeTemporary, temporary } from './hand-made.js';

afterAll(removeTemporary);

const SUMMER = day('2024-08-01');

function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporary();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

async function catalogOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<Catalog> {
  const data = temporary();
  await importSources(folderOf(files), data);
  return openCatalog(data);
}

const zipOf = (name: string, data: string | Uint8Array): Uint8Array => writeZip([{ path: name, data }]);
const PTP_ZIPS = {
  'ccipra-v302r0-f1.zip': zipOf('ccipra-v302r0-f1.txt', PTP_PARTS.f1),
  'ccipra-v302r0-f2.zip': zipOf('ccipra-v302r0-f2.TXT', PTP_PARTS.f2),
};

describe('PTP edits', () => {
  it('makes one table of the parts of a quarter, and keeps practitioners and hospitals apart', async () => {
    const data = temporary();
    const report = await importSources(
      folderOf({ ...PTP_ZIPS, 'ccioph-v302r0-f1.zip': zipOf('ccioph-v302r0-f1.txt', PTP_HOSPITAL) }),
      data,
    );
    expect(
      report.imported.map(({ file, table, effectiveFrom, effectiveTo, rows }) => [file, table, effectiveFrom, effectiveTo, rows]),
    ).toEqual([
      ['ccioph-v302r0-f1.zip/ccioph-v302r0-f1.txt', 'ncci/ptp-hospital', '2024-07-01', '2024-09-30', 2],
      ['ccioph-v302r0-f1.zip/ccioph-v302r0-f1.txt', 'ncci/ptp-hospital/codes', '2024-07-01', '2024-09-30', 4],
      ['ccioph-v302r0-f1.zip/ccioph-v302r0-f1.txt', 'ncci/ptp-hospital/rationales', '2024-07-01', '2024-09-30', 2],
      ['ccipra-v302r0-f1.zip/ccipra-v302r0-f1.txt and 1 more', 'ncci/ptp-practitioner', '2024-07-01', '2024-09-30', 9],
      ['ccipra-v302r0-f1.zip/ccipra-v302r0-f1.txt and 1 more', 'ncci/ptp-practitioner/codes', '2024-07-01', '2024-09-30', 12],
      ['ccipra-v302r0-f1.zip/ccipra-v302r0-f1.txt and 1 more', 'ncci/ptp-practitioner/rationales', '2024-07-01', '2024-09-30', 3],
    ]);
    expect(verifyPacks(data).faults).toEqual([]);
    const ncci = ncciOf(openCatalog(data));
    const practitioner = ncci.ptp.practitioner.on(SUMMER);
    const on = (column1: string, column2: string, date: Day = SUMMER) => practitioner?.edit(column1, column2, date);
    expect(on('11042', '97597')).toEqual({ indicator: 1, rationale: 'Misuse of one code with another' });
    expect(on('97597', '11042')).toBeUndefined();
    expect(ncci.ptp.hospital.on(SUMMER)?.edit('11042', '97597', SUMMER)).toEqual({ indicator: 0, rationale: 'More extensive' });
    expect(on('11042', '11055')).toEqual({ indicator: 0, rationale: 'More extensive' });
    expect(
      [on('27447', '27310'), on('27447', '27310', day('2024-08-15')), on('27447', '27310', day('2024-08-16'))].map((one) => one?.indicator),
    ).toEqual([1, 1, undefined]);
    expect([on('27447', '29881'), on('27447', '29881', day('2024-09-01'))].map((one) => one?.indicator)).toEqual([undefined, 1]);
    expect(on('27447', '29871')).toBeUndefined();
    expect([on('80053', '82040', day('2024-07-15')), on('80053', '82040', day('2024-07-16'))].map((one) => one?.indicator)).toEqual([0, 1]);
    expect(on('12345', '54321')).toBeUndefined();
    expect([day('2024-06-30'), day('2024-10-01')].map((date) => ncci.ptp.practitioner.on(date))).toEqual([undefined, undefined]);
  });

  it('keeps quarters side by side', async () => {
    const next = ptpText([['G0438', '99213', '', '20110101', '*', '0', 'More extensive']]);
    const catalog = await catalogOf({ ...PTP_ZIPS, 'ccipra-v303r0-f1.txt': next });
    const at = (date: string) => ncciOf(catalog).ptp.practitioner.on(day(date))?.edit('G0438', '99213', day(date))?.indicator;
    expect([at('2024-09-30'), at('2024-10-01'), at('2024-12-31'), at('2025-01-01')]).toEqual([1, 0, 0, undefined]);
  });

  it('refuses a table with a part missing: what it lacks would pass as clear', async () => {
    const refused = async (files: Readonly<Record<string, string>>): Promise<string> => {
      try {
        await importSources(folderOf(files), temporary());
      } catch (error) {
        if (error instanceof MedcodeError) return `${error.code}: ${error.message}`;
      }
      return 'not refused';
    };
    expect(await refused({ 'ccipra-v302r0-f2.txt': PTP_PARTS.f2 })).toMatch(
      /^MC_SOURCE_MALFORMED: .*expected part f1 of 2024 Q3.*found f2/,
    );
    expect(await refused({ 'ccipra-v302r0-f1.txt': PTP_PARTS.f1 })).toMatch(
      /^MC_SOURCE_MALFORMED: .*to the last codes of column 1.*found f1/,
    );
  });

  it('reads the spreadsheet, with the zeros a number loses', async () => {
    const rows: PtpRow[] = [];
    const counts = await readPtp([PTP_SHEET], 'p.xlsx', 'sheet', (row) => rows.push(row));
    const rationale = 'More extensive';
    expect({ counts, rows }).toEqual({
      counts: { form: 'official', rows: 2 },
      rows: [
        { column1: '00100', column2: '99213', effective: day('2010-01-01'), deletion: undefined, modifier: 1, rationale },
        { column1: 'G0438', column2: '99213', effective: day('2011-01-01'), deletion: day('2024-08-15'), modifier: 0, rationale },
      ],
    });
  });

  it('reads the spreadsheet beside the text once', async () => {
    const report = await importSources(
      folderOf({
        'ccipra-v302r0-f1.zip': writeZip([
          { path: 'ccipra-v302r0-f1.txt', data: PTP_PARTS.f2 },
          { path: 'ccipra-v302r0-f1.xlsx', data: PTP_SHEET },
        ]),
      }),
      temporary(),
    );
    expect(report.skipped.map(({ reason }) => reason)).toEqual(['the same list as the text file beside it']);
  });

  it('answers or refuses however a file is damaged', async () => {
    await neverButMedcodeError(PTP_PARTS.f1, (source) => readPtp(source, 'ccipra-v302r0-f1.txt', 'text', () => {}), 60);
  });
});

describe('MUE', () => {
  it('reads CSV and spreadsheet, each for its services', async () => {
    const catalog = await catalogOf({ [MUE_NAME]: MUE, [MUE_HOSPITAL_NAME]: MUE_HOSPITAL });
    const { practitioner, hospital, dme } = ncciOf(catalog).mue;
    expect(practitioner.on(SUMMER)?.edit('27447')).toEqual({ units: 1, indicator: 2, rationale: 'Anatomy' });
    expect(practitioner.on(SUMMER)?.edit('88350')).toEqual({ units: 4, indicator: 1, rationale: 'Data' });
    expect(practitioner.on(SUMMER)?.edit('G0463')).toBeUndefined();
    expect(hospital.on(SUMMER)?.edit('11042')).toEqual({ units: 2, indicator: 2, rationale: 'Anatomy' });
    expect([dme.on(SUMMER), practitioner.on(day('2024-10-01'))]).toEqual([undefined, undefined]);
  });

  it('answers or refuses however a file is damaged', async () => {
    await neverButMedcodeError(MUE, (source) => readMue(source, MUE_NAME, 'csv'), 60);
  });
});

describe('add-on codes', () => {
  it('reads primaries with their dates, in text as in the spreadsheet', async () => {
    const rows = await readAddOns([new TextEncoder().encode(ADD_ON_TEXT)], 'AOC_V2024Q3-MCR.txt', 'text');
    expect(await readAddOns([ADD_ON], ADD_ON_NAME, 'sheet')).toEqual(rows);
    const table = ncciOf(await catalogOf({ [ADD_ON_NAME]: ADD_ON })).addOns.on(SUMMER);
    const at = (code: string, date: Day = SUMMER) => {
      const found = table?.addOn(code, date);
      return found && { ...found, primaries: [...found.primaries] };
    };
    expect(at('11045')).toEqual({ type: 1, primaries: ['11042'], contractorDefined: false });
    expect(at('22614')).toEqual({ type: 1, primaries: ['22600', '22612'], contractorDefined: false });
    // 2024229 is the sixteenth of August.
    expect(at('22614', day('2024-08-17'))).toEqual({ type: 1, primaries: ['22612'], contractorDefined: false });
    expect(at('69990')).toEqual({ type: 2, primaries: [], contractorDefined: true });
    expect(at('93320')).toEqual({ type: 3, primaries: ['93303'], contractorDefined: true });
    expect(at('11042')).toBeUndefined();
  });

  it('answers or refuses however a file is damaged', async () => {
    await neverButMedcodeError(ADD_ON_TEXT, (source) => readAddOns(source, 'AOC_V2024Q3-MCR.txt', 'text'), 60);
  });
});

describe('fee schedule and Addendum B', () => {
  it('reads indicators by the words over the columns', async () => {
    const table = feeSchedulesOf(await catalogOf({ [FEE_NAME]: FEE })).on(SUMMER);
    const plain = {
      status: 'A',
      component: '0',
      global: 'XXX',
      multiple: '0',
      bilateral: '0',
      assistant: '0',
      coSurgeon: '0',
      team: '0',
      notOutside: false,
      notInFacility: false,
    };
    expect(table?.rows).toBe(10);
    expect(table?.indicators('27447')).toEqual({
      ...plain,
      global: '090',
      multiple: '2',
      bilateral: '1',
      assistant: '2',
      coSurgeon: '2',
      notOutside: true,
    });
    expect(table?.indicators('71046', '26')).toEqual({ ...plain, component: '1', assistant: '9' });
    expect(table?.indicators('99213', '26')).toEqual(plain);
    expect(table?.indicators('99999')).toBeUndefined();
    await neverButMedcodeError(FEE, (source) => readFeeSchedule(source, FEE_NAME, 'csv'), 40);
  });

  it('reads status indicators', async () => {
    const table = addendaBOf(await catalogOf({ [ADDENDUM_NAME]: ADDENDUM })).on(SUMMER);
    expect(['11042', '27447', '33533', 'A4253', '99213', '99999'].map((code) => [table?.status(code), table?.apc(code)])).toEqual([
      ['T', '5052'],
      ['J1', '5115'],
      ['C', ''],
      ['N', ''],
      ['B', ''],
      [undefined, ''],
    ]);
    await neverButMedcodeError(ADDENDUM, (source) => readAddendumB(source, ADDENDUM_NAME, 'csv'), 40);
  });

  it('tells which numbers exist, and says where it cannot', async () => {
    const fee = await catalogOf({ [FEE_NAME]: FEE, [MUE_NAME]: MUE });
    expect(
      ['27447', '88350', '99999', '0001U', 'A4253', 'A9999', 'D0120', '9999', 'x'].map((code) => knownService(fee, code, SUMMER)),
    ).toEqual(['known', 'known', 'unknown', 'not-checked', 'known', 'not-checked', 'not-checked', 'unknown', 'unknown']);
    expect(knownService(fee, '27447', day('2024-10-01'))).toBe('not-checked');
    const opps = await catalogOf({ [ADDENDUM_NAME]: ADDENDUM });
    expect(['33533', '99999', '0001U', 'A9999'].map((code) => knownService(opps, code, SUMMER))).toEqual([
      'known',
      'unknown',
      'unknown',
      'not-checked',
    ]);
  });
});

describe('quarters by names', () => {
  it.each([
    ['2024Q3_northstar/ptp.tsv', '2024-07-01'],
    ['medicare-ncci-2026q2-practitioner-ptp-edits.zip/f1.txt', '2026-04-01'],
    ['MCR_MUE_PractitionerServices_Eff_10-01-2025.csv', '2025-10-01'],
    ['mue_dme_eff20240701.tsv', '2024-07-01'],
    ['AOC_V2025Q4_01-MCR.xlsx', '2025-10-01'],
    ['PPRRVU25_JAN1.csv', '2025-01-01'],
    ['pprrvu24_jul_indicators.tsv', '2024-07-01'],
    ['addendum_b_oct2025_103125.csv', '2025-10-01'],
    ['2026-04/addendum_b.csv', '2026-04-01'],
    ['January_2024_OPPS_Addendum_B.xlsx', '2024-01-01'],
  ])('%s', (path, from) => {
    expect(calendarQuarter({ path, asked: undefined }).from).toBe(day(from));
  });

  it('asks where nothing tells', () => {
    expect(() => calendarQuarter({ path: 'ptp/table.txt', asked: undefined })).toThrow(/tell the quarter/);
    expect(calendarQuarter({ path: 'ptp/table.txt', asked: day('2025-05-05') }).title).toBe('2025 Q2');
  });
});

describe.skipIf(!hasShared)('the tables at hand (needs ../shared)', () => {
  it('reads MUE, add-on codes, fee schedules and addenda whole', async () => {
    const data = temporary();
    const tables: (readonly [string, string, number])[] = [];
    for (const path of ['ncci/2024Q3_northstar/mue_dme_eff20240701.tsv', 'ncci/2024Q3_northstar/add_on_codes_20240603.tsv'])
      for (const { table, effectiveFrom, rows } of (await importSources(sharedPath(`local/${path}`), data, { effectiveFrom: SUMMER }))
        .imported)
        tables.push([table, effectiveFrom, rows]);
    for (const path of ['pfs', 'opps', 'opps-addendum-b'])
      for (const { table, effectiveFrom, rows } of (await importSources(sharedPath(`local/${path}`), data)).imported)
        tables.push([table, effectiveFrom, rows]);
    expect(tables).toEqual([
      ['ncci/mue-dme', '2024-07-01', 2928],
      ['ncci/add-on', '2024-07-01', 7465],
      ['pfs/indicators', '2022-01-01', 17_600],
      ['pfs/indicators', '2024-07-01', 18_664],
      ['opps/addendum-b', '2025-10-01', 18_798],
      ['opps/addendum-b', '2026-04-01', 19_059],
    ]);
  }, 30_000);
});
