/**
 * Addendum B of the outpatient prospective payment system: how each HCPCS/CPT code is treated on a hospital's outpatient claim.
 *
 * Authority: CMS, Hospital OPPS Addendum A and B updates. Layout: notices with the year; a heading that begins `HCPCS Code`; short descriptor
 * (not kept: it is the AMA's for CPT numbers), status indicator, APC, weight, rate, copayments. Others pass on code, indicator and rate.
 */
import { headedRows } from './headed-rows.js';
import { fieldRows } from './separated-fields.js';
import { SERVICE_CODE, serviceCode } from './service-code.js';
import type { ByteSource, TextEncoding } from './text-source.js';
import { sheetFields } from './xlsx.js';

export interface AddendumBRow {
  readonly code: string;
  /** A, B, C, E1, J1, N, Q1 … */
  readonly status: string;
  /** Ambulatory payment classification; empty where there is none or the list does not tell it. */
  readonly apc: string;
}

export interface AddendumB {
  readonly form: 'official' | 'list';
  readonly rows: readonly AddendumBRow[];
}

/** @throws MedcodeError MC_SOURCE_MALFORMED, with row and column */
export async function readAddendumB(
  source: ByteSource,
  file: string,
  form: 'csv' | 'sheet' | 'list',
  encoding: TextEncoding = 'utf-8',
): Promise<AddendumB> {
  const rows: AddendumBRow[] = [];
  const seen = new Set<string>();
  const fields = form === 'sheet' ? sheetFields(source, file) : fieldRows(source, file, { delimiter: ',', encoding });
  const official = { hcpcs: /^HCPCS/i, status: /^(?:SI|Status Indicator)$/i, apc: /^APC$/i };
  const listed = { hcpcs: /^hcpcs$/, status: /^status_indicator$/, apc: /^hcpcs$/ };
  for await (const row of headedRows(fields, file, {
    first: form === 'list' ? /^hcpcs$/ : /^HCPCS(?: Code)?$/i,
    columns: form === 'list' ? listed : official,
  })) {
    const code = serviceCode(row.get('hcpcs'));
    if (!SERVICE_CODE.test(code)) throw row.wrong('hcpcs', 'a HCPCS or CPT code');
    if (seen.has(code)) throw row.wrong('hcpcs', 'a code once');
    seen.add(code);
    const status = row.get('status').toUpperCase();
    if (!/^[A-Z]\d?$/.test(status)) throw row.wrong('status', 'a status indicator such as J1');
    const apc = form === 'list' ? '' : row.get('apc');
    if (!/^(?:\d{1,5})?$/.test(apc)) throw row.wrong('apc', 'a number or nothing');
    rows.push({ code, status, apc: apc === '' ? '' : apc.padStart(4, '0') });
  }
  return { form: form === 'list' ? 'list' : 'official', rows };
}
