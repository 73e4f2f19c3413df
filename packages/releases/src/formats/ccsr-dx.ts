/**
 * Clinical Classifications Software Refined for ICD-10-CM diagnoses: the categories of each code, and the one that stands for it as
 * principal diagnosis of a stay or first-listed diagnosis of a visit.
 *
 * Authority: AHRQ HCUP, "Clinical Classifications Software Refined (CCSR) for ICD-10-CM Diagnoses", user guide and reference file. Layouts:
 * - mapping file (`DXCCSR_vYYYY-N.csv`): a row a code, every field between apostrophes or quotes; code and title, the default categories for
 *   inpatient and outpatient data with their titles, up to six categories with their titles, blank where there are fewer; further columns may follow;
 * - sheet `DX_to_CCSR_Mapping` of the reference file (xlsx): a row a code and category, with Y, N or X (no default) for both kinds of data;
 * - the same rows as a list of comma-separated fields without the defaults, as others pass them on; its last row may say that it ends.
 */
import { type FieldRow, fieldRows } from './separated-fields.js';
import { type ByteSource, malformed, malformedField, shown } from './text-source.js';
import { sheetRows } from './xlsx.js';

/** The default category of a code that may not stand first. */
export const NO_DEFAULT = 'XXX000';
const SHEET = 'DX_to_CCSR_Mapping';
const MOST_CATEGORIES = 6;
const MAPPING_HEAD = [
  'ICD-10-CM CODE',
  'ICD-10-CM CODE DESCRIPTION',
  'Default CCSR CATEGORY IP',
  'Default CCSR CATEGORY DESCRIPTION IP',
  'Default CCSR CATEGORY OP',
  'Default CCSR CATEGORY DESCRIPTION OP',
] as const;
const LIST_HEAD = ['CCSR_category_code', 'vocabulary_id', 'code', 'code_description'] as const;
const SHEET_HEAD = [
  'ICD-10-CM Code',
  'ICD-10-CM Code Description',
  'CCSR Category',
  'CCSR Category Description',
  'Inpatient Default CCSR (Y/N/X)',
  'Outpatient Default CCSR (Y/N/X)',
] as const;

export type CcsrForm = 'mapping' | 'list' | 'sheet';

/** A diagnosis and its categories, in the order of the file. */
export interface CcsrDiagnosis {
  readonly row: number;
  /** Without dot. */
  readonly code: string;
  readonly categories: readonly string[];
  /** {@link NO_DEFAULT} where the code may not stand first; undefined in lists without defaults. */
  readonly inpatient: string | undefined;
  readonly outpatient: string | undefined;
}

export interface CcsrCounts {
  readonly form: CcsrForm;
  readonly codes: number;
  /** `2025.1`, where the file states it. */
  readonly version: string | undefined;
  /** Titles of the categories, where the file has them. */
  readonly titles: ReadonlyMap<string, string>;
}

/**
 * The diagnoses of a mapping in any of its forms; a spreadsheet when `form` says so, else told by the heading.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED, with row and column: another heading, a code that is none or stands twice, a category of another
 * form or twice at one code, more than six, a default that is none of the code's categories.
 */
export async function* parseCcsrDx(source: ByteSource, file: string, form: 'text' | 'sheet'): AsyncGenerator<CcsrDiagnosis, CcsrCounts> {
  const reader = new CcsrReader(file);
  if (form === 'sheet') {
    for await (const { row, cells } of sheetRows(source, file, SHEET)) {
      const fields = Array.from({ length: Math.max(cells.length, SHEET_HEAD.length) }, (_, i) => String(cells[i] ?? ''));
      yield* reader.sheetRow({ row, fields });
    }
  } else for await (const row of fieldRows(source, file, { delimiter: ',' })) yield* reader.textRow(row);
  return yield* reader.end();
}

/** A code whose rows are being read. */
interface Open {
  readonly row: number;
  readonly code: string;
  readonly categories: string[];
  inpatient: string | undefined;
  outpatient: string | undefined;
}

class CcsrReader {
  private readonly file: string;
  private form: CcsrForm | undefined;
  private names: readonly string[] = [];
  private version: string | undefined;
  private open: Open | undefined;
  private ended = false;
  private last = 1;
  private readonly codes = new Set<string>();
  private readonly titles = new Map<string, string>();

  constructor(file: string) {
    this.file = file;
  }

  *textRow({ row, fields }: FieldRow): Generator<CcsrDiagnosis> {
    if (fields.length === 1 && fields[0]?.trim() === '') return;
    this.last = row;
    if (this.form === undefined) {
      const heads = fields.map((field, i) => bare(i === 0 ? field.replace(/^\uFEFF/, '') : field));
      const list = heads[0] === LIST_HEAD[0];
      this.head(heads, list ? LIST_HEAD : MAPPING_HEAD, row);
      this.form = list ? 'list' : 'mapping';
      if (list && heads.length !== LIST_HEAD.length)
        throw malformedField(this.file, row, LIST_HEAD.length + 1, 'heading', 'no further column', shown(heads[LIST_HEAD.length]));
      if (!list) this.categoryHeads(heads, row);
      this.names = heads;
      return;
    }
    if (fields.length !== this.names.length)
      throw malformed(this.file, row, Math.min(fields.length, this.names.length) + 1, `${this.names.length} fields`, `${fields.length}`);
    if (this.ended) throw malformed(this.file, row, 1, 'no row after the end of the list', shown(fields.join(',')));
    if (this.form === 'mapping') yield this.mappingRow(row, fields.map(bare));
    else
      yield* this.listRow(
        row,
        fields.map((field) => field.trim()),
      );
  }

  *sheetRow({ row, fields }: FieldRow): Generator<CcsrDiagnosis> {
    const texts = fields.map((field) => field.trim());
    if (texts.every((text) => text === '')) return;
    this.last = row;
    if (this.form === undefined) {
      const stated = /\bv(\d{4}[.-]\d)\b/.exec(texts[0] ?? '');
      if (stated && texts[1] === '') {
        this.version = (stated[1] as string).replace('-', '.');
        return;
      }
      this.head(texts, SHEET_HEAD, row);
      this.form = 'sheet';
      this.names = SHEET_HEAD;
      return;
    }
    if (/^end of content$/i.test(texts[0] ?? '')) {
      this.ended = true;
      return;
    }
    if (this.ended) throw malformed(this.file, row, 1, 'no row after the end of the list', shown(texts[0]));
    const [code = '', , category = '', title = '', inpatient = '', outpatient = ''] = texts;
    yield* this.next(row, this.checkedCode(code, row, 1));
    const open = this.open as Open;
    this.addCategory(open, category, title, row, 3);
    open.inpatient = this.flag(open.inpatient, inpatient, category, row, 5);
    open.outpatient = this.flag(open.outpatient, outpatient, category, row, 6);
  }

  *end(): Generator<CcsrDiagnosis, CcsrCounts> {
    yield* this.flush();
    if (this.form === undefined || this.codes.size === 0)
      throw malformed(this.file, this.last, 1, 'the rows of a CCSR mapping', 'the end of the file');
    return { form: this.form, codes: this.codes.size, version: this.version, titles: this.titles };
  }

  private mappingRow(row: number, texts: readonly string[]): CcsrDiagnosis {
    const code = this.checkedCode(texts[0] ?? '', row, 1);
    if (this.codes.has(code)) throw this.wrong(row, 1, 'a code once', texts[0]);
    this.codes.add(code);
    const open: Open = { row, code, categories: [], inpatient: undefined, outpatient: undefined };
    for (let at = MAPPING_HEAD.length; at + 1 < this.names.length && /^CCSR CATEGORY \d$/.test(this.names[at] ?? ''); at += 2) {
      const category = texts[at] ?? '';
      if (category !== '') this.addCategory(open, category, texts[at + 1] ?? '', row, at + 1);
    }
    if (open.categories.length === 0) throw this.wrong(row, MAPPING_HEAD.length + 1, `a category for ${code}`, '');
    const byDefault = (at: number): string => {
      const category = texts[at] ?? '';
      if (category !== NO_DEFAULT && !open.categories.includes(category))
        throw this.wrong(row, at + 1, `one of the categories of ${code} or ${NO_DEFAULT}`, category);
      return category;
    };
    return { row, code, categories: open.categories, inpatient: byDefault(2), outpatient: byDefault(4) };
  }

  private *listRow(row: number, texts: readonly string[]): Generator<CcsrDiagnosis> {
    const [category = '', vocabulary = '', code = ''] = texts;
    if (category === '' && /^end of content$/i.test(code)) {
      this.ended = true;
      return;
    }
    if (vocabulary !== 'ICD10CM') throw this.wrong(row, 2, 'ICD10CM', vocabulary);
    yield* this.next(row, this.checkedCode(code, row, 3));
    this.addCategory(this.open as Open, category, '', row, 1);
  }

  /** Begins the code of a row where the row before had another. */
  private *next(row: number, code: string): Generator<CcsrDiagnosis> {
    if (this.open?.code === code) return;
    yield* this.flush();
    if (this.codes.has(code)) throw this.wrong(row, this.form === 'list' ? 3 : 1, 'the rows of a code together', code);
    this.codes.add(code);
    this.open = { row, code, categories: [], inpatient: undefined, outpatient: undefined };
  }

  private *flush(): Generator<CcsrDiagnosis> {
    const { open } = this;
    if (open === undefined) return;
    this.open = undefined;
    if (this.form === 'sheet')
      for (const [place, kind] of [
        [5, 'inpatient'],
        [6, 'outpatient'],
      ] as const)
        if (open[kind] === undefined) throw this.wrong(open.row, place, `Y or X in a row of ${open.code}`, 'N');
    yield open;
  }

  private flag(before: string | undefined, flag: string, category: string, row: number, place: number): string | undefined {
    if (flag !== 'Y' && flag !== 'N' && flag !== 'X') throw this.wrong(row, place, 'Y, N or X', flag);
    if (flag === 'N') return before;
    // X stands at every row of a code that has no default.
    const here = flag === 'Y' ? category : NO_DEFAULT;
    if (before !== undefined && (before !== here || flag === 'Y')) throw this.wrong(row, place, 'one default for a code', flag);
    return here;
  }

  private addCategory(open: Open, category: string, title: string, row: number, place: number): void {
    if (!/^[A-Z]{3}\d{3}$/.test(category)) throw this.wrong(row, place, 'a CCSR category such as END002', category);
    if (open.categories.includes(category)) throw this.wrong(row, place, `a category once at ${open.code}`, category);
    if (open.categories.length === MOST_CATEGORIES)
      throw this.wrong(row, place, `at most ${MOST_CATEGORIES} categories at a code`, category);
    open.categories.push(category);
    if (title !== '') this.titles.set(category, title);
  }

  private checkedCode(text: string, row: number, place: number): string {
    if (!/^[A-Z]\d[0-9A-Z]{1,5}$/.test(text)) throw this.wrong(row, place, 'an ICD-10-CM code without dot', text);
    return text;
  }

  private head(found: readonly string[], expected: readonly string[], row: number): void {
    for (const [i, name] of expected.entries())
      if (found[i] !== name) throw malformedField(this.file, row, i + 1, 'heading', shown(name), shown(found[i]));
  }

  /** After the defaults: pairs of a category and its title, up to six; other columns behind them are left. */
  private categoryHeads(heads: readonly string[], row: number): void {
    const first = MAPPING_HEAD.length;
    for (const [i, name] of ['CCSR CATEGORY 1', 'CCSR CATEGORY 1 DESCRIPTION'].entries())
      if (heads[first + i] !== name) throw malformedField(this.file, row, first + i + 1, 'heading', shown(name), shown(heads[first + i]));
  }

  private wrong(row: number, place: number, expected: string, found: string | undefined): Error {
    return malformedField(this.file, row, place, this.names[place - 1] ?? 'field', expected, shown(found));
  }
}

/** A field without the apostrophes the mapping file puts around it. */
function bare(field: string): string {
  const text = field.trim();
  return (/^'.*'$/s.test(text) ? text.slice(1, -1) : text).trim();
}
