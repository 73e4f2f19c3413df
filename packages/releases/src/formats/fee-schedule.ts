/**
 * Payment policy indicators of the Medicare Physician Fee Schedule.
 *
 * Authority: CMS, National Physician Fee Schedule Relative Value File (`PPRRVUyy_MMM.csv`) and its record layout. Layout: notices with the year
 * and the release in words; a heading over five rows whose last begins `HCPCS,MOD`; a row for each code and modifier. Others pass on the
 * indicators alone as a tab-separated list.
 */
import { headedRows } from './headed-rows.js';
import { fieldRows, type NamedRow, namedRows } from './separated-fields.js';
import { SERVICE_CODE, serviceCode } from './service-code.js';
import type { ByteSource, TextEncoding } from './text-source.js';
import { sheetFields } from './xlsx.js';

/** The indicators as the file writes them; an empty text is no indicator. */
export interface FeeScheduleRow {
  readonly code: string;
  /** Empty, 26, TC or 53. */
  readonly modifier: string;
  readonly status: string;
  readonly component: string;
  readonly global: string;
  readonly multiple: string;
  readonly bilateral: string;
  readonly assistant: string;
  readonly coSurgeon: string;
  readonly team: string;
  readonly endoscopicBase: string;
  readonly supervision: string;
  readonly imagingFamily: string;
  /** NA where the service is hardly or never done outside a facility. */
  readonly notOutside: string;
  /** NA where it is hardly or never done in a facility. */
  readonly notInFacility: string;
}

export const FEE_SCHEDULE_LIST = [
  'hcpcs_code',
  'mod',
  'status',
  'pctc',
  'glob',
  'pre_op',
  'intra_op',
  'post_op',
  'mult_proc',
  'bilat_surg',
  'asst_surg',
  'co_surg',
  'team_surg',
  'endo_base',
  'phys_diag_pro',
  'diag_img_fam',
  'non_na',
  'fac_na',
  'not_used_mcr',
] as const;

const OFFICIAL = {
  hcpcs_code: /HCPCS$/i,
  mod: /^MOD$/i,
  status: /STATUS CODE$/i,
  pctc: /PCTC IND$/i,
  glob: /GLOB DAYS$/i,
  mult_proc: /MULT PROC$/i,
  bilat_surg: /BILAT SURG$/i,
  asst_surg: /ASST SURG$/i,
  co_surg: /CO- SURG$/i,
  team_surg: /TEAM SURG$/i,
  endo_base: /ENDO BASE$/i,
  phys_diag_pro: /SUPERVISION OF DIAGNOSTIC PROCEDURES$/i,
  diag_img_fam: /IMAGING FAMILY INDICATOR$/i,
  non_na: /NON-FAC.* NA INDICATOR$/i,
  fac_na: /^FACILITY NA INDICATOR$/i,
} as const;

const RULES: Readonly<Record<string, readonly [RegExp, string]>> = {
  mod: [/^(?:|26|TC|53)$/, '26, TC, 53 or nothing'],
  status: [/^[A-Z]$/, 'a status letter'],
  pctc: [/^\d$/, 'one digit'],
  glob: [/^(?:000|010|090|MMM|XXX|YYY|ZZZ)$/, 'days or MMM, XXX, YYY, ZZZ'],
  mult_proc: [/^\d$/, 'one digit'],
  bilat_surg: [/^[01239]$/, '0, 1, 2, 3 or 9'],
  asst_surg: [/^[0129]$/, '0, 1, 2 or 9'],
  co_surg: [/^[0129]$/, '0, 1, 2 or 9'],
  team_surg: [/^[0129]$/, '0, 1, 2 or 9'],
  non_na: [/^(?:|NA)$/, 'NA or nothing'],
  fac_na: [/^(?:|NA)$/, 'NA or nothing'],
};

export interface FeeSchedule {
  readonly form: 'official' | 'list';
  readonly rows: readonly FeeScheduleRow[];
  /** What stands above the heading: names year and release. */
  readonly notices: string;
}

type Column = keyof typeof OFFICIAL;

/** @throws MedcodeError MC_SOURCE_MALFORMED, with row and column */
export async function readFeeSchedule(
  source: ByteSource,
  file: string,
  form: 'csv' | 'sheet' | 'list',
  encoding: TextEncoding = 'utf-8',
): Promise<FeeSchedule> {
  const rows: FeeScheduleRow[] = [];
  let notices = '';
  const seen = new Set<string>();
  const reader: AsyncIterable<NamedRow<Column>> =
    form === 'list'
      ? namedRows(fieldRows(source, file, { delimiter: '\t' }), file, FEE_SCHEDULE_LIST)
      : headedRows(
          form === 'sheet' ? sheetFields(source, file) : fieldRows(source, file, { delimiter: ',', encoding }),
          file,
          { first: /^HCPCS$/i, columns: OFFICIAL, above: 4 },
          (notice) => {
            notices += `${notice}\n`;
          },
        );
  for await (const row of reader) {
    const code = serviceCode(row.get('hcpcs_code').trim());
    if (!SERVICE_CODE.test(code)) throw row.wrong('hcpcs_code', 'a HCPCS or CPT code');
    const cell = (name: Column): string => {
      const text = row.get(name).trim();
      const rule = RULES[name];
      // Spreadsheets take the leading zeros off the days.
      const value = name === 'glob' && /^\d{1,2}$/.test(text) ? text.padStart(3, '0') : text;
      if (rule && !rule[0].test(value)) throw row.wrong(name, rule[1]);
      return value;
    };
    const modifier = cell('mod');
    if (seen.has(`${code} ${modifier}`)) throw row.wrong('hcpcs_code', 'code and modifier once');
    seen.add(`${code} ${modifier}`);
    rows.push({
      code,
      modifier,
      status: cell('status'),
      component: cell('pctc'),
      global: cell('glob'),
      multiple: cell('mult_proc'),
      bilateral: cell('bilat_surg'),
      assistant: cell('asst_surg'),
      coSurgeon: cell('co_surg'),
      team: cell('team_surg'),
      endoscopicBase: cell('endo_base'),
      supervision: cell('phys_diag_pro'),
      imagingFamily: cell('diag_img_fam'),
      notOutside: cell('non_na'),
      notInFacility: cell('fac_na'),
    });
  }
  return { form: form === 'list' ? 'list' : 'official', rows, notices };
}
