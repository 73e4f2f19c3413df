/**
 * Codes exempt from present-on-admission reporting.
 *
 * Authority: CMS, "POA Exempt Codes" (ReadMePOAexemptFY26.txt in POAexemptCodesFY26.zip), for section 42 CFR 412.60 reporting; ICD-10-CM Official
 * Guidelines, Appendix I. Layout, tab-separated text (or xlsx): order number, code with dot, long title; the deletions without order number, the
 * revisions with an action "Revise from:" / "Revise to:" after it.
 */
import { fieldRows } from './separated-fields.js';
import { type ByteSource, decodeText, malformed, malformedField, shown } from './text-source.js';
import { sheetFields } from './xlsx.js';

export type PoaExemptList = 'codes' | 'deleted' | 'revised';

export interface PoaExemptCode {
  readonly row: number;
  /** Without dot. */
  readonly code: string;
  readonly title: string;
  /** Order number in the order file of the year; the deletions have none. */
  readonly order: number | undefined;
  /** In the list of revisions: the former or the new title. */
  readonly action: 'reviseFrom' | 'reviseTo' | undefined;
}

export interface PoaExemptCounts {
  /** `codes` for the full list and for the additions, which have the same columns. */
  readonly list: PoaExemptList;
  readonly rows: number;
}

/**
 * The rows of one list of the zip; xlsx when the file's name ends so. Returns which list it is and how many rows it has, to compare with
 * {@link poaReadMeCounts}.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED, with row and column: other headings, a code that is none or stands twice, order numbers that fall, a
 * "Revise from:" without its "Revise to:".
 */
export async function* parsePoaExempt(source: ByteSource, file: string): AsyncGenerator<PoaExemptCode, PoaExemptCounts> {
  let list: PoaExemptList | undefined;
  let names: readonly string[] = [];
  let rows = 0;
  let lastOrder = 0;
  let revising: string | undefined;
  const codes = new Set<string>();
  for await (const { row, fields } of /\.xlsx$/i.test(file) ? sheetFields(source, file) : fieldRows(source, file, { delimiter: '\t' })) {
    const texts = fields.map((field) => field.trim());
    if (list === undefined) {
      ({ list, names } = listOf(texts, file, row));
      continue;
    }
    const wrong = (column: number, expected: string): never => {
      throw malformedField(file, row, column, names[column - 1] ?? 'field', expected, shown(fields[column - 1]));
    };
    if (texts.length !== names.length)
      throw malformed(file, row, Math.min(texts.length, names.length) + 1, `${names.length} fields`, `${texts.length}`);
    const at = names.indexOf('POAexemptCode');
    const printed = (texts[at] ?? '').toUpperCase();
    if (!/^[A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{1,4})?$/.test(printed)) wrong(at + 1, 'an ICD-10-CM code');
    const code = printed.replace('.', '');
    const title = texts[at + 1] ?? '';
    if (title === '') wrong(at + 2, `a title for ${code}`);
    let order: number | undefined;
    if (list !== 'deleted') {
      if (!/^\d{5}$/.test(texts[0] ?? '')) wrong(1, 'a five-digit order number');
      order = Number(texts[0]);
      if (order < lastOrder || (order === lastOrder && list === 'codes')) wrong(1, `an order number above ${lastOrder}`);
      lastOrder = order;
    }
    let action: PoaExemptCode['action'];
    if (list === 'revised') {
      action = texts[1] === 'Revise from:' ? 'reviseFrom' : texts[1] === 'Revise to:' ? 'reviseTo' : wrong(2, 'Revise from: or Revise to:');
      if (action === 'reviseTo' ? revising !== code : revising !== undefined)
        wrong(3, revising === undefined ? 'Revise from: first' : `Revise to: for ${revising}`);
      revising = action === 'reviseFrom' ? code : undefined;
    } else {
      if (codes.has(code)) wrong(at + 1, 'a code once');
      codes.add(code);
    }
    rows++;
    yield { row, code, title, order, action };
  }
  if (list === undefined || rows === 0) throw malformed(file, 1, 1, 'the rows of a POA exempt list', 'the end of the file');
  if (revising !== undefined) throw malformed(file, rows + 2, 1, `Revise to: for ${revising}`, 'the end of the file');
  return { list, rows };
}

function listOf(texts: readonly string[], file: string, row: number): { list: PoaExemptList; names: readonly string[] } {
  const shape = texts.map((text) => (/^Ord(?:er|FY)\d\d$/.test(text) ? 'Order' : text)).join(',');
  const list = (
    {
      'Order,POAexemptCode,Description': 'codes',
      'POAexemptCode,Description': 'deleted',
      'Order,Action,POAexemptCode,Description': 'revised',
    } as const
  )[shape];
  if (list === undefined)
    throw malformedField(
      file,
      row,
      1,
      'heading',
      'Order, POAexemptCode, Description or another heading of the POA exempt lists',
      shown(texts.join(', ')),
    );
  return { list, names: texts };
}

/**
 * The numbers of codes that the read-me of the zip states: file name to rows (revisions count twice, from and to).
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED when it states none.
 */
export async function poaReadMeCounts(source: ByteSource, file: string): Promise<ReadonlyMap<string, number>> {
  let text = '';
  for await (const part of decodeText(source, file, 'windows-1252')) text += part;
  const counts = new Map<string, number>();
  for (const paragraph of text.split(/\r?\n\s*\r?\n/)) {
    const stated = /\(([\w,]+) codes?(?:, listed twice[^)]*for ([\w,]+) lines)?\)/.exec(paragraph);
    if (stated === null) continue;
    const rows = statedNumber(stated[2] ?? stated[1] ?? '');
    if (rows === undefined) throw malformed(file, 1, 1, 'a number of codes', shown(stated[0]));
    for (const name of paragraph.match(/^\S+\.(?:txt|xlsx)\b/gm) ?? []) counts.set(name, rows);
  }
  if (counts.size === 0) throw malformed(file, 1, 1, 'numbers of codes for the files', 'none');
  return counts;
}

const NUMBER_WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** `38,349`, `two`. */
function statedNumber(text: string): number | undefined {
  const word = NUMBER_WORDS.indexOf(text.toLowerCase());
  if (word >= 0) return word;
  return /^\d[\d,]*$/.test(text) ? Number(text.replaceAll(',', '')) : undefined;
}
