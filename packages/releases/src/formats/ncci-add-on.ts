/**
 * NCCI add-on code edits: which primary procedures an add-on code goes with.
 *
 * Authority: CMS, Medicare NCCI Add-on Code Edits, the file `AOC_VYYYYQN-MCR`. Layout: a notice; then type, add-on code and its deletion date,
 * primary code and its deletion date, effective and deletion date of the edit, instructions; dates are YYYYDDD (year and day of the year).
 * The primary `CCCCC` stands for those a contractor defines. Others pass on primary, add-on and type as a tab-separated list.
 */
import { addDays, type Day, day } from '@medcode/core/model/date';
import { headedRows } from './headed-rows.js';
import { fieldRows, namedRows } from './separated-fields.js';
import { SERVICE_CODE, serviceCode } from './service-code.js';
import type { ByteSource } from './text-source.js';
import { sheetFields } from './xlsx.js';

export interface AddOnRow {
  readonly addOn: string;
  /** Empty: those the contractor defines. */
  readonly primary: string;
  /** 1 all primaries are listed, 2 none is, 3 some are. */
  readonly type: 1 | 2 | 3;
  readonly effective: Day | undefined;
  /** The last day on which edit, add-on code and primary all stand. */
  readonly deletion: Day | undefined;
}

export const ADD_ON_LIST = ['primary_code', 'add_on_code', 'aoc_edit_type'] as const;

export interface AddOnEdits {
  readonly form: 'official' | 'list';
  readonly rows: readonly AddOnRow[];
}

/** @throws MedcodeError MC_SOURCE_MALFORMED, with row and column */
export async function readAddOns(source: ByteSource, file: string, form: 'text' | 'sheet' | 'list'): Promise<AddOnEdits> {
  const rows: AddOnRow[] = [];
  if (form === 'list') {
    for await (const row of namedRows(fieldRows(source, file, { delimiter: '\t' }), file, ADD_ON_LIST)) {
      const { addOn, primary, type } = codes(row);
      rows.push({ addOn, primary, type, effective: undefined, deletion: undefined });
    }
    return { form: 'list', rows };
  }
  const fields = form === 'sheet' ? sheetFields(source, file) : fieldRows(source, file, { delimiter: '\t', encoding: 'windows-1252' });
  const heading = {
    first: /^AOC[_ ]Edit[_ ]Type$/i,
    columns: {
      aoc_edit_type: /^AOC.Edit.Type$/i,
      add_on_code: /^Add.On.Code$/i,
      addOnDeleted: /^AOC.Del.?D(?:a)?t(?:e)?$/i,
      primary_code: /^Primary.Code$/i,
      primaryDeleted: /^Primary.Code.Del.?D(?:a)?t(?:e)?$/i,
      effective: /^AOC.Edit.Eff.?D(?:a)?t(?:e)?$/i,
      deleted: /^AOC.Edit.Del.?D(?:a)?t(?:e)?$/i,
    },
  };
  for await (const row of headedRows(fields, file, heading)) {
    const { addOn, primary, type } = codes(row);
    const date = (name: 'addOnDeleted' | 'primaryDeleted' | 'effective' | 'deleted'): Day | undefined => {
      const text = row.get(name);
      if (text === '') return undefined;
      const parts = /^(\d{4})(\d{3})$/.exec(text);
      const ordinal = Number(parts?.[2]);
      if (parts === null || ordinal < 1 || ordinal > 366) throw row.wrong(name, 'a date YYYYDDD');
      return addDays(day(`${parts[1] ?? ''}-01-01`), ordinal - 1);
    };
    const ends = [date('addOnDeleted'), date('primaryDeleted'), date('deleted')].filter((end) => end !== undefined);
    rows.push({
      addOn,
      primary,
      type,
      effective: date('effective'),
      deletion: ends.length === 0 ? undefined : (Math.min(...ends) as Day),
    });
  }
  return { form: 'official', rows };
}

type CodeColumn = (typeof ADD_ON_LIST)[number];

function codes(row: {
  get(name: CodeColumn): string;
  wrong(name: CodeColumn, expected: string): Error;
}): Pick<AddOnRow, 'addOn' | 'primary' | 'type'> {
  const addOn = serviceCode(row.get('add_on_code').trim());
  const primary = serviceCode(row.get('primary_code').trim());
  const type = row.get('aoc_edit_type').trim();
  if (!SERVICE_CODE.test(addOn)) throw row.wrong('add_on_code', 'a HCPCS or CPT code');
  if (primary !== 'CCCCC' && !SERVICE_CODE.test(primary)) throw row.wrong('primary_code', 'a HCPCS or CPT code or CCCCC');
  if (!/^[123]$/.test(type)) throw row.wrong('aoc_edit_type', '1, 2 or 3');
  return { addOn, primary: primary === 'CCCCC' ? '' : primary, type: Number(type) as AddOnRow['type'] };
}
