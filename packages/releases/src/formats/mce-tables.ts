/**
 * Tables of the Medicare Code Editor as decoded from the grouper and editor software.
 *
 * Authority: CMS, "Definitions of Medicare Code Edits"; the columns by open/mce/README.md. Dates are inclusive; the end of the software's release
 * stands for "no end known" (2027-03-31 in v44). Flags are the software's internal names, not official edit numbers.
 */
import { z } from 'zod';
import { dateField, fieldOf, filledField, tsvRows } from './open-tsv.js';
import type { NamedRow } from './separated-fields.js';
import { type ByteSource, malformed, malformedField, shown, textRows } from './text-source.js';

export type MceCodeSystem = 'ICD10CM' | 'ICD10PCS' | 'ICD9CM' | 'ICD9PCS';

export interface MceValidCode {
  readonly system: MceCodeSystem;
  readonly code: string;
  readonly from: string;
  readonly to: string;
}

export interface MceEditCode extends MceValidCode {
  readonly flag: string;
}

export interface MceMasterCode extends MceValidCode {
  readonly flags: readonly string[];
}

const CODES: Readonly<Record<MceCodeSystem, RegExp>> = {
  ICD10CM: /^[A-Z][0-9A-Z]{2,6}$/,
  ICD10PCS: /^[0-9A-HJ-NP-Z]{7}$/,
  ICD9CM: /^[0-9VE]\d{2,4}$/,
  ICD9PCS: /^\d{2,4}$/,
};
const FLAG = /^[A-Z][A-Z0-9_]*$/;

function validCode<Name extends string>(row: NamedRow<Name | 'code_system' | 'code' | 'from' | 'to'>): MceValidCode {
  const system = fieldOf(
    row,
    'code_system',
    /^(?:ICD10CM|ICD10PCS|ICD9CM|ICD9PCS)$/,
    'ICD10CM, ICD10PCS, ICD9CM or ICD9PCS',
  ) as MceCodeSystem;
  const code = fieldOf(row, 'code', CODES[system], `an ${system} code`);
  const from = dateField(row, 'from');
  const to = dateField(row, 'to');
  if (to < from) throw row.wrong('to', `a date not before ${from}`);
  return { system, code, from, to };
}

/** valid_codes.tsv and icd9_valid_codes.tsv: a row per code and time of validity. */
export async function* parseMceValidCodes(source: ByteSource, file: string): AsyncGenerator<MceValidCode> {
  for await (const row of tsvRows(source, file, ['code_system', 'code', 'from', 'to'])) yield validCode(row);
}

/** edit_code_lists.tsv: a row per code, flag and time. */
export async function* parseMceEditCodes(source: ByteSource, file: string): AsyncGenerator<MceEditCode> {
  for await (const row of tsvRows(source, file, ['code_system', 'flag', 'code', 'from', 'to']))
    yield { ...validCode(row), flag: fieldOf(row, 'flag', FLAG, 'a flag in capitals') };
}

/** code_master.tsv: validity and flags in one, flags separated by commas. */
export async function* parseMceCodeMaster(source: ByteSource, file: string): AsyncGenerator<MceMasterCode> {
  for await (const row of tsvRows(source, file, ['code_system', 'code', 'from', 'to', 'flags'])) {
    const flags = row.get('flags') === '' ? [] : row.get('flags').split(',');
    if (flags.some((flag) => !FLAG.test(flag))) throw row.wrong('flags', 'flags in capitals separated by commas');
    yield { ...validCode(row), flags };
  }
}

/** attribute_flags.tsv: readable flag name and the software's own. */
export async function* parseMceFlags(
  source: ByteSource,
  file: string,
): AsyncGenerator<{ readonly name: string; readonly softwareFlag: string }> {
  for await (const row of tsvRows(source, file, ['name', 'software_flag']))
    yield { name: fieldOf(row, 'name', FLAG, 'a flag in capitals'), softwareFlag: filledField(row, 'software_flag') };
}

const date = z.iso.date();
const period = { from: date, to: date };
const AGE_ROW = z.strictObject({
  key: z.string().min(1),
  row: z.strictObject({ startAge: z.int().min(0).max(150), endAge: z.int().min(0).max(150), key: z.string().min(1), ...period }),
});
const DISCHARGE_ROW = z.strictObject({ key: z.string().min(1), row: z.strictObject({ key: z.string().min(1), ...period }) });

export interface MceAgeRange {
  /** The flag of the codes it applies to: ADULT, MATERNITY, NEWBORN, PEDIATRIC. */
  readonly flag: string;
  readonly name: string;
  /** In completed years, both included. */
  readonly startAge: number;
  readonly endAge: number;
  readonly from: string;
  readonly to: string;
}

export interface MceDischargeStatus {
  readonly status: string;
  readonly from: string;
  readonly to: string;
}

/** ageRows.ndjson: the ages of the age conflict edits. */
export async function* parseMceAgeRanges(source: ByteSource, file: string): AsyncGenerator<MceAgeRange> {
  for await (const { row, value } of jsonLines(source, file, AGE_ROW)) {
    const { startAge, endAge, key, from, to } = value.row;
    if (endAge < startAge) throw malformedField(file, row, 1, 'endAge', `an age not below ${startAge}`, String(endAge));
    yield { flag: value.key, name: key, startAge, endAge, from, to };
  }
}

/** dischargeStatRows.ndjson: the discharge statuses and when they were valid. */
export async function* parseMceDischargeStatuses(source: ByteSource, file: string): AsyncGenerator<MceDischargeStatus> {
  for await (const { row, value } of jsonLines(source, file, DISCHARGE_ROW)) {
    if (value.key !== value.row.key) throw malformedField(file, row, 1, 'key', shown(value.key), shown(value.row.key));
    yield { status: value.key, from: value.row.from, to: value.row.to };
  }
}

async function* jsonLines<Shape extends z.ZodType<{ row: { from: string; to: string } }>>(
  source: ByteSource,
  file: string,
  shape: Shape,
): AsyncGenerator<{ row: number; value: z.output<Shape> }> {
  let rows = 0;
  for await (const { row, text } of textRows(source, file)) {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (error) {
      throw malformed(file, row, 1, 'a JSON object', shown(text), error);
    }
    const parsed = shape.safeParse(json);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw malformed(file, row, 1, `${issue?.path.join('.') || 'the object'} as in the table (${issue?.message ?? ''})`, shown(text));
    }
    if (parsed.data.row.to < parsed.data.row.from)
      throw malformed(file, row, 1, `row.to not before ${parsed.data.row.from}`, shown(parsed.data.row.to));
    rows++;
    yield { row, value: parsed.data };
  }
  if (rows === 0) throw malformed(file, 1, 1, 'the rows of the table', 'the end of the file');
}
