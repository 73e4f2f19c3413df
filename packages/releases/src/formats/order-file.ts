/**
 * ICD-10-CM and ICD-10-PCS order files and codes files.
 *
 * Authority: CMS and NCHS, "ICD-10 Order Files" (icd10OrderFiles.pdf) and "ICD-10-PCS Order File" (icd10pcsOrderFile.pdf).
 * Layout of the order file, positions: 1–5 order number, 7–13 code without dot, 15 header flag (0 header, 1 valid for HIPAA transactions),
 * 17–76 short title, 78–end long title. Layout of the codes file: 1–7 code, 9–end long title; valid codes only.
 */
import { type ByteSource, malformed, shown, textRows } from './text-source.js';

export interface OrderFileEntry {
  readonly order: number;
  readonly code: string;
  /** Valid for submission; false for a header. */
  readonly billable: boolean;
  readonly shortTitle: string;
  readonly longTitle: string;
}

export interface OrderFileCounts {
  readonly entries: number;
  readonly billable: number;
}

export interface CodesFileEntry {
  readonly code: string;
  readonly longTitle: string;
}

/** ICD-10-CM: `A00`, `S72001A`; ICD-10-PCS: `0016070` and its three-character tables. */
const CODE = /^[0-9A-Z]{3,7}$/;

/**
 * The entries of an order file. Returns the counts when done.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED on a row off the columns, an order number out of sequence, a code twice, a title missing, or an empty file.
 *
 * @example
 * for await (const entry of parseOrderFile(createReadStream('icd10cm_order_2026.txt'), 'icd10cm_order_2026.txt')) …
 */
export async function* parseOrderFile(source: ByteSource, file: string): AsyncGenerator<OrderFileEntry, OrderFileCounts> {
  const codes = new Set<string>();
  let billableCount = 0;
  let last = 0;
  for await (const { row, text } of textRows(source, file)) {
    for (const blank of [5, 13, 15, 76]) {
      const found = text[blank];
      if (found !== ' ') throw malformed(file, row, blank + 1, 'a blank between the columns', shown(found));
    }
    const number = text.slice(0, 5);
    if (!/^\d{5}$/.test(number)) throw malformed(file, row, 1, 'a five-digit order number', shown(number));
    const order = Number(number);
    if (order !== last + 1) throw malformed(file, row, 1, `order number ${last + 1}`, shown(number));
    last = order;
    const code = codeAt(text, 6, file, row, codes);
    const flag = text[14];
    if (flag !== '0' && flag !== '1') throw malformed(file, row, 15, 'header flag 0 or 1', shown(flag));
    const shortTitle = text.slice(16, 76).trim();
    if (shortTitle === '') throw malformed(file, row, 17, `a short title for ${code}`, 'blanks');
    const longTitle = text.slice(77).trim();
    if (longTitle === '') throw malformed(file, row, 78, `a long title for ${code}`, 'blanks');
    if (flag === '1') billableCount++;
    yield { order, code, billable: flag === '1', shortTitle, longTitle };
  }
  if (last === 0) throw malformed(file, 1, 1, 'the rows of an order file', 'the end of the file');
  return { entries: last, billable: billableCount };
}

/**
 * The entries of a codes file (icd10cm_codes_2026.txt, icd10pcs_codes_2026.txt).
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED as {@link parseOrderFile}.
 */
export async function* parseCodesFile(source: ByteSource, file: string): AsyncGenerator<CodesFileEntry, { readonly entries: number }> {
  const codes = new Set<string>();
  for await (const { row, text } of textRows(source, file)) {
    if (text[7] !== ' ') throw malformed(file, row, 8, 'a blank between code and title', shown(text[7]));
    const code = codeAt(text, 0, file, row, codes);
    const longTitle = text.slice(8).trim();
    if (longTitle === '') throw malformed(file, row, 9, `a title for ${code}`, 'blanks');
    yield { code, longTitle };
  }
  if (codes.size === 0) throw malformed(file, 1, 1, 'the rows of a codes file', 'the end of the file');
  return { entries: codes.size };
}

function codeAt(text: string, at: number, file: string, row: number, codes: Set<string>): string {
  const code = text.slice(at, at + 7).trimEnd();
  if (!CODE.test(code)) throw malformed(file, row, at + 1, 'a code of three to seven letters and digits', shown(code));
  if (codes.has(code)) throw malformed(file, row, at + 1, 'a code once', `${code} again`);
  codes.add(code);
  return code;
}
