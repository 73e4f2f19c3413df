/**
 * Conversion tables between editions: which code a new code takes the place of.
 *
 * Authority: NCHS/CDC, "ICD-10-CM Conversion Table" (xlsx, columns Current code assignment, Effective, Previous Code(s) Assignment); CMS,
 * "ICD-10-PCS Conversion Table" (icd10pcsConversionTable.pdf; tab-separated text and xlsx, eight columns). Both are cumulative.
 */
import { fieldRows } from './separated-fields.js';
import { type ByteSource, malformed, malformedField, shown } from './text-source.js';
import { type SheetValue, sheetFields, sheetRows } from './xlsx.js';

/** Codes from `first` to `last`, both included, without dot; one code when they are equal. */
export interface CodeSpan {
  readonly first: string;
  readonly last: string;
  /** Printed as category or with a final hyphen: every code below is meant. */
  readonly category: boolean;
}

export interface CmConversion {
  readonly row: number;
  readonly code: string;
  /** First day of the code, `YYYY-MM-DD`. */
  readonly effective: string;
  /**
   * One code from each group was needed before ("C56.1 and C56.2": two groups); within a group the codes are alternatives ("C50.919, C50.929").
   * Empty when the table says None: the code has no predecessor.
   */
  readonly previous: readonly (readonly CodeSpan[])[];
  /** The column as printed. */
  readonly previousText: string;
}

export interface CmConversionCounts {
  readonly fiscalYear: number;
  readonly rows: number;
}

const CM_HEADINGS = ['Current code assignment', 'Effective', 'Previous Code(s) Assignment'];
/** The dot is missing in a few rows (W453XXA). */
const CM_CODE = /^[A-Z][0-9A-Z]{2}\.?[0-9A-Z]{0,4}$/;

/**
 * The rows of the ICD-10-CM conversion table. A year means 1 October of that year; other dates stand in full. Rows without content are left out.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED, with row and column: other headings, no fiscal year in the notice above them, a code or a remark that is
 * not understood.
 */
export async function* parseCmConversionTable(source: ByteSource, file: string): AsyncGenerator<CmConversion, CmConversionCounts> {
  let fiscalYear: number | undefined;
  let headed = false;
  let rows = 0;
  for await (const { row, cells } of sheetRows(source, file)) {
    const texts = cells.map((cell) => String(cell ?? '').trim());
    if (texts.every((text) => text === '')) continue;
    if (!headed) {
      if (texts[0] !== CM_HEADINGS[0]) {
        const year = /\bFY ?(\d{4})\b.*Conversion Table/is.exec(texts[0] ?? '')?.[1];
        if (fiscalYear !== undefined || year === undefined)
          throw malformedField(file, row, 1, 'notice', 'the fiscal year of the conversion table', shown(texts[0]));
        fiscalYear = Number(year);
        continue;
      }
      for (const [index, heading] of CM_HEADINGS.entries()) {
        if (texts[index] !== heading) throw malformedField(file, row, index + 1, 'heading', shown(heading), shown(texts[index]));
      }
      headed = true;
      continue;
    }
    for (let index = 3; index < texts.length; index++) {
      if (texts[index] !== '') throw malformedField(file, row, index + 1, 'cell', 'nothing beyond the third column', shown(texts[index]));
    }
    const printed = (texts[0] ?? '').toUpperCase();
    if (!CM_CODE.test(printed)) throw malformedField(file, row, 1, CM_HEADINGS[0] as string, 'an ICD-10-CM code', shown(texts[0]));
    const effective = effectiveDate(cells[1]);
    if (effective === undefined) throw malformedField(file, row, 2, 'Effective', 'a year or a date', shown(texts[1]));
    const previousText = texts[2] ?? '';
    const previous = previousCodes(previousText);
    if (previous === undefined)
      throw malformedField(
        file,
        row,
        3,
        CM_HEADINGS[2] as string,
        'codes joined by commas, semicolons, hyphens or "and", or None',
        shown(previousText),
      );
    rows++;
    yield { row, code: printed.replace('.', ''), effective, previous, previousText };
  }
  if (!headed || fiscalYear === undefined)
    throw malformed(file, 1, 1, `the notice and the heading ${shown(CM_HEADINGS[0])}`, 'the end of the sheet');
  if (rows === 0) throw malformed(file, 3, 1, 'the rows of the table', 'the end of the sheet');
  return { fiscalYear, rows };
}

function effectiveDate(cell: SheetValue | undefined): string | undefined {
  const text = String(cell ?? '').trim();
  if (/^20\d\d$/.test(text)) return `${text}-10-01`;
  return /^20\d\d-\d\d-\d\d$/.test(text) ? text : undefined;
}

/** The groups of a "previous codes" remark; undefined when it is not understood. */
export function previousCodes(text: string): CodeSpan[][] | undefined {
  const printed = text.trim();
  if (/^none$/i.test(printed)) return [];
  // "H02.201, H02.202 and H02.205" is one enumeration; "C56.1 and C56.2" asks for both.
  const enumeration = /,/.test(printed);
  const groups = enumeration ? [printed.replace(/\s+and\s+/gi, ', ')] : printed.split(/\s+(?:and|&)\s+/i);
  const spans = groups.map((group) => {
    const category = /^(?:a )?codes? (?:from|in) categor(?:y|ies)\s+/i;
    return group
      .replace(/^(?:a )?code from\s+(?!categor)/i, '')
      .split(/\s*[,;]\s*/)
      .filter((part) => part !== '')
      .map((part) => codeSpan(part.replace(category, ''), category.test(part)));
  });
  if (spans.some((group) => group.length === 0 || group.some((span) => span === undefined))) return undefined;
  return spans as CodeSpan[][];
}

function codeSpan(text: string, category: boolean): CodeSpan | undefined {
  const single = /^([A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{1,4})?)(\.?-)?$/i.exec(text);
  if (single !== null) {
    const code = (single[1] as string).replace('.', '').toUpperCase();
    return { first: code, last: code, category: category || single[2] !== undefined };
  }
  const range = /^([A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{1,4})?)\s*-\s*([A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{1,4})?)$/i.exec(text);
  if (range === null) return undefined;
  const first = (range[1] as string).replace('.', '').toUpperCase();
  const last = (range[2] as string).replace('.', '').toUpperCase();
  return first <= last ? { first, last, category } : undefined;
}

export interface PcsConversion {
  readonly row: number;
  /** Undefined (`NoPCS`) when the previous code was deleted without a successor. */
  readonly code: string | undefined;
  readonly title: string | undefined;
  /** First day of the change, `YYYY-MM-DD`. */
  readonly effective: string;
  /** Undefined (`NoPCS`) when the code is new without a predecessor. */
  readonly previous: string | undefined;
  readonly previousTitle: string | undefined;
  readonly change: 'New' | 'Deleted' | 'Revised';
  readonly comment: string | undefined;
}

const PCS_HEADINGS = [
  'Current code(s) assignment',
  'Code title',
  'Effective year',
  'Previous code(s) assignment',
  'Predecessor code title',
  'Change type',
  'Comment',
  'Effective month/day [MM.DD]',
];

/**
 * The rows of the ICD-10-PCS conversion table: tab-separated text, or xlsx when the file's name ends so. Text rows without a comment have seven fields.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED, with row and column.
 */
export async function* parsePcsConversionTable(source: ByteSource, file: string): AsyncGenerator<PcsConversion, { readonly rows: number }> {
  let rows = 0;
  let headed = false;
  for await (const { row, fields } of /\.xlsx$/i.test(file) ? sheetFields(source, file) : fieldRows(source, file, { delimiter: '\t' })) {
    const wrong = (column: number, expected: string, found: string | undefined): never => {
      throw malformedField(file, row, column, PCS_HEADINGS[column - 1] ?? 'field', expected, shown(found));
    };
    if (!headed) {
      for (const [index, heading] of PCS_HEADINGS.entries())
        if (fields[index]?.trim() !== heading) wrong(index + 1, shown(heading), fields[index]);
      headed = true;
      continue;
    }
    const texts = fields.map((field) => field.trim());
    while (texts.length > 8 && texts.at(-1) === '') texts.pop();
    if (texts.length === 7) texts.splice(6, 0, '');
    if (texts.length !== 8) throw malformed(file, row, texts.length + 1, '8 fields, or 7 without comment', `${fields.length}`);
    const [code = '', title = '', year = '', previous = '', previousTitle = '', change = '', comment = '', monthDay = ''] = texts;
    const pcs = (text: string, column: number): string | undefined => {
      if (/^NoPCS$/i.test(text)) return undefined;
      return /^[0-9A-HJ-NP-Z]{7}$/.test(text) ? text : wrong(column, 'an ICD-10-PCS code or NoPCS', text);
    };
    const current = pcs(code, 1);
    const former = pcs(previous, 4);
    if (current === undefined && former === undefined) wrong(4, 'a code on one side', previous);
    if (!/^20\d\d$/.test(year)) wrong(3, 'a year', year);
    // Spreadsheets drop the zero of 04.10 and the like: 10.1 is October 1st only as 10.01.
    const day = /^(0?[1-9]|1[0-2])\.(0[1-9]|[12]\d|3[01])$/.exec(monthDay) ?? wrong(8, 'month and day as MM.DD', monthDay);
    if (change !== 'New' && change !== 'Deleted' && change !== 'Revised') return wrong(6, 'New, Deleted or Revised', change);
    rows++;
    yield {
      row,
      code: current,
      title: current === undefined ? undefined : title,
      effective: `${year}-${(day[1] as string).padStart(2, '0')}-${day[2] as string}`,
      previous: former,
      previousTitle: former === undefined ? undefined : previousTitle,
      change,
      comment: comment === '' ? undefined : comment,
    };
  }
  if (rows === 0) throw malformed(file, 1, 1, 'the rows of the conversion table', 'the end of the file');
  return { rows };
}
