/**
 * NCCI medically unlikely edits: the most units of a HCPCS/CPT code.
 *
 * Authority: CMS, Medicare NCCI Medically Unlikely Edits, the files `MCR_MUE_PractitionerServices_Eff_MM-DD-YYYY` (also
 * OutpatientHospitalServices, DMESupplierServices) as CSV and spreadsheet. Layout: notices; then code, value, adjudication indicator with its
 * words (`2 Date of Service Edit: Policy`), rationale. Others pass on the same rows as a tab-separated list that names the service in each row.
 */
import { headedRows } from './headed-rows.js';
import { fieldRows, namedRows } from './separated-fields.js';
import { SERVICE_CODE, serviceCode } from './service-code.js';
import { type ByteSource, malformed, type TextEncoding } from './text-source.js';
import { sheetFields } from './xlsx.js';

export type MueService = 'practitioner' | 'hospital' | 'dme';

export interface MueRow {
  readonly code: string;
  readonly units: number;
  /** 1 claim line, 2 date of service by policy, 3 date of service by clinical benchmark. */
  readonly indicator: 1 | 2 | 3;
  readonly rationale: string;
}

export const MUE_LIST = ['hcpcs_code', 'mue_units', 'mue_mai', 'mue_rationale', 'mue_service'] as const;
const SERVICES: readonly (readonly [RegExp, MueService])[] = [
  [/practitioner/i, 'practitioner'],
  [/hospital|facility/i, 'hospital'],
  [/\bDME\b|DME[ _]?Supplier/i, 'dme'],
];

/** Of which table a heading, a cell or a file name speaks. */
export function mueService(text: string): MueService | undefined {
  return SERVICES.find(([pattern]) => pattern.test(text))?.[1];
}

export interface MueTable {
  readonly form: 'official' | 'list';
  readonly service: MueService;
  readonly rows: readonly MueRow[];
}

/** @throws MedcodeError MC_SOURCE_MALFORMED, with row and column: another heading, a code twice, a value that is no number */
export async function readMue(
  source: ByteSource,
  file: string,
  form: 'csv' | 'sheet' | 'list',
  encoding: TextEncoding = 'utf-8',
): Promise<MueTable> {
  const rows: MueRow[] = [];
  const seen = new Set<string>();
  let service: MueService | undefined;
  const listed = form === 'list';
  const reader = listed
    ? namedRows(fieldRows(source, file, { delimiter: '\t' }), file, MUE_LIST)
    : headedRows(
        form === 'sheet' ? sheetFields(source, file) : fieldRows(source, file, { delimiter: ',', encoding }),
        file,
        {
          first: /^HCPCS\/ ?CPT Code$/i,
          columns: { hcpcs_code: /^HCPCS/i, mue_units: /MUE Values?$/i, mue_mai: /Adjudication Indicator/i, mue_rationale: /Rationale/i },
        },
        (notice) => {
          service ??= mueService(notice);
        },
      );
  for await (const row of reader) {
    const code = serviceCode(row.get('hcpcs_code').trim());
    if (!SERVICE_CODE.test(code)) throw row.wrong('hcpcs_code', 'a HCPCS or CPT code');
    if (seen.has(code)) throw row.wrong('hcpcs_code', 'a code once');
    seen.add(code);
    const units = row.get('mue_units').trim().replace(/,/g, '');
    if (!/^\d{1,7}$/.test(units)) throw row.wrong('mue_units', 'a number of units');
    const indicator = /^([123])\b/.exec(row.get('mue_mai').trim())?.[1];
    if (indicator === undefined) throw row.wrong('mue_mai', '1, 2 or 3');
    if (listed) {
      const named = mueService((row as { get(name: 'mue_service'): string }).get('mue_service'));
      if (named === undefined || (service !== undefined && named !== service))
        throw (row as { wrong(name: string, expected: string): Error }).wrong('mue_service', 'one service for all rows');
      service = named;
    }
    rows.push({
      code,
      units: Number(units),
      indicator: Number(indicator) as MueRow['indicator'],
      rationale: row.get('mue_rationale').trim(),
    });
  }
  service ??= mueService(file.split('/').at(-1) ?? file);
  if (service === undefined)
    throw malformed(file, 1, 1, 'a heading that names the services (practitioner, outpatient hospital, DME supplier)', 'none');
  return { form: listed ? 'list' : 'official', service, rows };
}
