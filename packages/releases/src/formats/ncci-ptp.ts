/**
 * NCCI procedure-to-procedure edits: pairs of HCPCS/CPT codes that are not paid together.
 *
 * Authority: CMS, Medicare NCCI Procedure to Procedure (PTP) Edits, the files `ccipra-vNNNr0-fN` (practitioners) and `ccioph-vNNNr0-fN`
 * (hospitals) in text and spreadsheet. Layout: notices; a heading over several rows that begins `Column 1`; then column 1, column 2, `*` for
 * edits older than 1996, effective date and deletion date YYYYMMDD (`*`: none), modifier indicator 0, 1 or 9, rationale, separated by tabs.
 * A table comes in parts (f1, f2 …) in the order of column 1. Others pass on the same rows without effective date and flag.
 */
import { type Day, parseDay } from '@medcode/core/model/date';
import { oneLine } from './headed-rows.js';
import { SERVICE_CODE, serviceCode } from './service-code.js';
import { type ByteSource, decodeText, malformed, malformedField, shown } from './text-source.js';
import { sheetFields } from './xlsx.js';

export interface PtpRow {
  readonly column1: string;
  readonly column2: string;
  /** Undefined where the file does not tell it. */
  readonly effective: Day | undefined;
  /** The last day of the edit; undefined while it is in force. */
  readonly deletion: Day | undefined;
  /** 0: no modifier allows both; 1: a modifier may; 9: the edit was deleted from its beginning. */
  readonly modifier: 0 | 1 | 9;
  readonly rationale: string;
}

/** The heading of the list others made. */
export const PTP_LIST = 'column1\tcolumn2\tdeletion_date\tmodifier_indicator\tptp_edit_rationale';
const FORMS = {
  official: {
    width: 7,
    names: ['column 1', 'column 2', 'prior to 1996', 'effective date', 'deletion date', 'modifier', 'rationale'],
    effective: 3,
    deletion: 4,
    modifier: 5,
    rationale: 6,
  },
  list: {
    width: 5,
    names: ['column1', 'column2', 'deletion_date', 'modifier_indicator', 'ptp_edit_rationale'],
    effective: -1,
    deletion: 2,
    modifier: 3,
    rationale: 4,
  },
} as const;

export interface PtpCounts {
  readonly form: keyof typeof FORMS;
  readonly rows: number;
}

/**
 * Reads a file or a part of it, row by row. A table has millions of rows: `each` is called for each instead of a generator that waits.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED, with row and column
 */
export async function readPtp(source: ByteSource, file: string, form: 'text' | 'sheet', each: (row: PtpRow) => void): Promise<PtpCounts> {
  const reader = new PtpReader(file, each);
  if (form === 'sheet') {
    for await (const { row, fields } of sheetFields(source, file)) reader.take(row, fields);
    return reader.end();
  }
  let row = 0;
  let rest = '';
  for await (const text of decodeText(source, file, 'windows-1252')) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() as string;
    if (rest.length > 10_000) throw malformed(file, row + lines.length + 1, 10_000, 'the end of the row', 'more text');
    for (const line of lines) reader.take(++row, (line.endsWith('\r') ? line.slice(0, -1) : line).split('\t'));
  }
  if (rest.replace(/[\r\u001A]/g, '') !== '') reader.take(++row, rest.replace(/[\r\u001A]+$/, '').split('\t'));
  return reader.end();
}

class PtpReader {
  private readonly file: string;
  private readonly each: (row: PtpRow) => void;
  private form: keyof typeof FORMS | undefined;
  private inHeading = false;
  private rows = 0;
  private last = 0;
  /** Dates and rationales recur in millions of rows. */
  private readonly days = new Map<string, Day | undefined>();

  constructor(file: string, each: (row: PtpRow) => void) {
    this.file = file;
    this.each = each;
  }

  take(row: number, fields: readonly string[]): void {
    this.last = row;
    if (this.form === undefined) {
      if (fields.join('\t') === PTP_LIST) this.form = 'list';
      else if (oneLine(fields[0]) === 'Column 1' && oneLine(fields[1]) === 'Column 2') {
        this.form = 'official';
        this.inHeading = true;
      } else if (row > 60) throw malformed(this.file, row, 1, 'the heading Column 1', 'none above');
      return;
    }
    const { width, names, effective, deletion, modifier, rationale } = FORMS[this.form];
    if (this.inHeading && fields[0]?.trim() === '') return;
    this.inHeading = false;
    if (fields.every((field) => field.trim() === '')) return;
    if (fields.length < width) throw malformed(this.file, row, fields.length + 1, `${width} fields`, `${fields.length}`);
    const wrong = (at: number, expected: string): Error =>
      malformedField(this.file, row, at + 1, names[at] ?? 'field', expected, shown(fields[at]));
    const code = (at: number): string => {
      const text = serviceCode((fields[at] as string).trim());
      if (!SERVICE_CODE.test(text)) throw wrong(at, 'a HCPCS or CPT code');
      return text;
    };
    const date = (at: number, optional: boolean): Day | undefined => {
      if (at < 0) return undefined;
      const text = (fields[at] as string).trim();
      if (optional && (text === '*' || text === '')) return undefined;
      if (!this.days.has(text)) this.days.set(text, parseDay(text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')));
      const value = this.days.get(text);
      if (value === undefined) throw wrong(at, optional ? 'a date YYYYMMDD or *' : 'a date YYYYMMDD');
      return value;
    };
    const indicator = (fields[modifier] as string).trim();
    if (indicator !== '0' && indicator !== '1' && indicator !== '9') throw wrong(modifier, '0, 1 or 9');
    this.rows++;
    this.each({
      column1: code(0),
      column2: code(1),
      effective: date(effective, false),
      deletion: date(deletion, true),
      modifier: Number(indicator) as PtpRow['modifier'],
      rationale: (fields[rationale] as string).trim(),
    });
  }

  end(): PtpCounts {
    if (this.form === undefined || this.rows === 0)
      throw malformed(
        this.file,
        this.last + 1,
        1,
        this.form === undefined ? 'the heading Column 1' : 'pairs of codes',
        'the end of the file',
      );
    return { form: this.form, rows: this.rows };
  }
}
