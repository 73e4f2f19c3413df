/**
 * Rows of a spreadsheet, as far as official lists use them: values, no formulas, no formatting but dates.
 *
 * Authority: ECMA-376 Office Open XML, SpreadsheetML (18.3 sheets, 18.4 shared strings, 18.8.30 number formats).
 * Errors name the sheet's row and the column's number; those about the archive itself the entry.
 */
import type { FieldRow } from './separated-fields.js';
import { type ByteSource, malformed, malformedField, shown } from './text-source.js';
import { type XmlEvent, type XmlGrammar, xmlEvents } from './xml-source.js';
import { type ZipEntry, zipDirectory } from './zip.js';

/** Text, a number, a truth value; a date is the text `YYYY-MM-DD`. */
export type SheetValue = string | number | boolean;

export interface SheetRow {
  /** As numbered in the sheet, from 1. */
  readonly row: number;
  /** By column, A first; undefined where nothing stands. */
  readonly cells: readonly (SheetValue | undefined)[];
}

const COLUMNS = 16_384;
const VERBATIM = { text: true, verbatim: true };
const grammar = (root: string, elements: XmlGrammar['elements'] = {}): XmlGrammar => ({ root, elements, open: true });

/**
 * The rows of the named sheet, or of the first.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED: not a spreadsheet, no such sheet, a reference to a string or style that is not there, an error value.
 *
 * @example
 * for await (const { row, cells } of sheetRows(createReadStream('icd10cm-conversion-table-FY2026.xlsx'), 'icd10cm-conversion-table-FY2026.xlsx')) …
 */
export async function* sheetRows(source: ByteSource, file: string, sheet?: string): AsyncGenerator<SheetRow> {
  const parts = new Map((await zipDirectory(source, file)).map((entry) => [entry.path, entry]));
  const part = (path: string): ZipEntry => {
    const entry = parts.get(path);
    if (entry === undefined) throw malformed(file, 1, 1, `the part ${path} of a spreadsheet`, 'none');
    return entry;
  };
  const workbook = await readWorkbook(part('xl/workbook.xml'), file);
  const chosen = sheet === undefined ? workbook.sheets[0] : workbook.sheets.find(({ name }) => name === sheet);
  if (chosen === undefined)
    throw malformed(
      file,
      1,
      1,
      sheet === undefined ? 'a sheet' : `the sheet ${shown(sheet)}`,
      workbook.sheets.map(({ name }) => shown(name)).join(', ') || 'none',
    );
  const targets = await readTargets(part('xl/_rels/workbook.xml.rels'), file);
  const path = targets.get(chosen.id);
  if (path === undefined) throw malformed(file, 1, 1, `the place of the sheet ${shown(chosen.name)}`, 'none');
  const strings = parts.has('xl/sharedStrings.xml') ? await readSharedStrings(part('xl/sharedStrings.xml'), file) : [];
  const dateStyles = parts.has('xl/styles.xml') ? await readDateStyles(part('xl/styles.xml'), file) : new Set<number>();
  yield* readSheet(part(path), file, strings, dateStyles, workbook.from1904);
}

/** The rows of the first sheet that have content, as text fields like those of a separated file. */
export async function* sheetFields(source: ByteSource, file: string): AsyncGenerator<FieldRow> {
  for await (const { row, cells } of sheetRows(source, file)) {
    const fields = Array.from(cells, (cell) => (cell === undefined ? '' : String(cell)));
    if (fields.some((field) => field.trim() !== '')) yield { row, fields };
  }
}

async function* events(entry: ZipEntry, file: string, rules: XmlGrammar): AsyncGenerator<XmlEvent> {
  for await (const batch of xmlEvents(entry.bytes(), `${file}/${entry.path}`, rules)) yield* batch;
}

async function readWorkbook(entry: ZipEntry, file: string): Promise<{ sheets: { name: string; id: string }[]; from1904: boolean }> {
  const sheets: { name: string; id: string }[] = [];
  let from1904 = false;
  for await (const { type, name, attributes } of events(entry, file, grammar('workbook'))) {
    if (type !== 'open') continue;
    if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '');
    if (name === 'sheet')
      sheets.push({ name: attributes['name'] ?? '', id: Object.entries(attributes).find(([key]) => /^\w+:id$/.test(key))?.[1] ?? '' });
  }
  return { sheets, from1904 };
}

async function readTargets(entry: ZipEntry, file: string): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  for await (const { type, name, attributes } of events(entry, file, grammar('Relationships'))) {
    if (type !== 'open' || name !== 'Relationship') continue;
    const target = attributes['Target'] ?? '';
    targets.set(attributes['Id'] ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  }
  return targets;
}

async function readSharedStrings(entry: ZipEntry, file: string): Promise<string[]> {
  const strings: string[] = [];
  let text = '';
  let phonetic = 0;
  for await (const event of events(entry, file, grammar('sst', { t: VERBATIM }))) {
    const step = event.type === 'open' ? 1 : -1;
    if (event.name === 'rPh') phonetic += step;
    else if (event.name === 'si' && event.type === 'open') text = '';
    else if (event.name === 'si') strings.push(text);
    else if (event.name === 't' && event.type === 'close' && phonetic === 0) text += event.text;
  }
  return strings;
}

/** The indexes of the cell formats that show a number as a date. */
async function readDateStyles(entry: ZipEntry, file: string): Promise<Set<number>> {
  const dateFormats = new Set<number>([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
  const styles = new Set<number>();
  let inCells = false;
  let style = 0;
  for await (const { type, name, attributes } of events(entry, file, grammar('styleSheet'))) {
    if (name === 'cellXfs') inCells = type === 'open';
    if (type !== 'open') continue;
    if (name === 'numFmt') {
      // Words in quotes, escaped characters and [colours] are not part of the pattern.
      const pattern = (attributes['formatCode'] ?? '').replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '');
      if (/[yd]/i.test(pattern)) dateFormats.add(Number(attributes['numFmtId']));
    }
    if (name === 'xf' && inCells && dateFormats.has(Number(attributes['numFmtId']))) styles.add(style);
    if (name === 'xf' && inCells) style++;
  }
  return styles;
}

async function* readSheet(
  entry: ZipEntry,
  file: string,
  strings: readonly string[],
  dateStyles: ReadonlySet<number>,
  from1904: boolean,
): AsyncGenerator<SheetRow> {
  let row = 0;
  let column = 0;
  let cells: (SheetValue | undefined)[] = [];
  let attributes: Readonly<Record<string, string>> = {};
  let value: string | undefined;
  for await (const event of events(entry, file, grammar('worksheet', { v: VERBATIM, t: VERBATIM }))) {
    if (event.name === 'row' && event.type === 'open') {
      const next = event.attributes['r'] === undefined ? row + 1 : Number(event.attributes['r']);
      if (!Number.isInteger(next) || next <= row)
        throw malformed(file, Math.max(row, 1), 1, `a row after ${row}`, shown(event.attributes['r']));
      row = next;
      column = 0;
      cells = [];
    } else if (event.name === 'row') {
      yield { row, cells };
    } else if (event.name === 'c' && event.type === 'open') {
      const next = event.attributes['r'] === undefined ? column + 1 : columnNumber(event.attributes['r'], row);
      if (next === undefined || next <= column || next > COLUMNS)
        throw malformedField(
          file,
          Math.max(row, 1),
          column + 1,
          'cell',
          `a cell of row ${row} after column ${column}`,
          shown(event.attributes['r']),
        );
      column = next;
      attributes = event.attributes;
      value = undefined;
    } else if (event.name === 'v' && event.type === 'close') {
      value = event.text;
    } else if (event.name === 't' && event.type === 'close') {
      value = (value ?? '') + event.text;
    } else if (event.name === 'c') {
      if (value !== undefined) {
        while (cells.length < column - 1) cells.push(undefined);
        cells.push(cellValue(value));
      }
    }
  }

  function cellValue(text: string): SheetValue {
    const wrong = (expected: string): never => {
      throw malformedField(file, Math.max(row, 1), column, 'cell', expected, shown(text));
    };
    switch (attributes['t'] ?? 'n') {
      case 's': {
        const shared = /^\d{1,9}$/.test(text) ? strings[Number(text)] : undefined;
        return shared ?? wrong(`a shared string below ${strings.length}`);
      }
      case 'str':
      case 'inlineStr':
        return text;
      case 'b':
        return text === '1' ? true : text === '0' ? false : wrong('0 or 1');
      case 'd':
        return /^\d{4}-\d\d-\d\d/.test(text) ? text.slice(0, 10) : wrong('a date');
      case 'n': {
        const number = /^[+-]?[\d.]+(?:[eE][+-]?\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;
        if (!Number.isFinite(number)) wrong('a number');
        if (!dateStyles.has(Number(attributes['s']))) return number;
        // Below 61 the 1900 calendar counts a 29 February that never was; no official date is that old.
        if (number < 61 || number > 200_000) return number;
        return new Date(Date.UTC(from1904 ? 1904 : 1899, from1904 ? 0 : 11, from1904 ? 1 : 30) + Math.floor(number) * 86_400_000)
          .toISOString()
          .slice(0, 10);
      }
      default:
        return wrong('a value');
    }
  }
}

/** `BC7` in row 7 → 55. */
function columnNumber(reference: string, row: number): number | undefined {
  const parts = /^([A-Z]{1,3})(\d{1,7})$/.exec(reference);
  if (parts === null || Number(parts[2]) !== row) return undefined;
  return Array.from(parts[1] as string).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
