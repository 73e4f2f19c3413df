/**
 * Rows of fields separated by commas or tabs and quoted as spreadsheets do (RFC 4180): the form in which CMS, NCHS and others publish lists.
 */
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { type ByteSource, decodeText, malformed, malformedField, shown, type TextEncoding } from './text-source.js';

export interface FieldRow {
  /** The line of the file on which the row ends, counted from 1. */
  readonly row: number;
  readonly fields: readonly string[];
}

export interface FieldOptions {
  readonly delimiter: ',' | '\t';
  readonly encoding?: TextEncoding;
}

/**
 * All rows with the fields as they stand, white space included.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED on quotes that do not close or stand inside a field, and on bytes that are not text.
 */
export async function* fieldRows(source: ByteSource, file: string, options: FieldOptions): AsyncGenerator<FieldRow> {
  const parser = parse({
    delimiter: options.delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: 1_000_000,
    record_delimiter: ['\r\n', '\n'],
  });
  pipeline(Readable.from(decodeText(source, file, options.encoding)), parser, () => {
    // An error reaches the loop below through the parser.
  });
  try {
    for await (const item of parser) {
      const { record, info } = item as { record: string[]; info: { lines: number } };
      yield { row: info.lines, fields: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const place = error as unknown as { lines?: number; column?: number | string };
    const column = typeof place.column === 'number' ? place.column + 1 : 1;
    throw malformedField(
      file,
      Math.max(1, place.lines ?? 1),
      column,
      'field',
      'quoted fields as in RFC 4180',
      `"${error.message.replace(/\s+/g, ' ')}"`,
      error,
    );
  }
}

/** A row by the names of its header, with a reader of single fields that knows its place. */
export interface NamedRow<Name extends string> {
  readonly row: number;
  /** The field as it stands. */
  get(name: Name): string;
  /** The error for this field. */
  wrong(name: Name, expected: string): Error;
}

/**
 * The rows below a header that must be exactly `header`, in order; `optional` names may follow it.
 * Every row must have as many fields as the header.
 */
export async function* namedRows<Name extends string>(
  rows: AsyncIterable<FieldRow>,
  file: string,
  header: readonly Name[],
  optional: readonly string[] = [],
): AsyncGenerator<NamedRow<Name>> {
  let width = 0;
  const columns = new Map<string, number>(header.map((name, index) => [name, index]));
  for await (const { row, fields } of rows) {
    if (width === 0) {
      for (const [index, name] of header.entries()) {
        const found = index === 0 ? fields[index]?.replace(/^\uFEFF/, '') : fields[index];
        if (found?.trim() !== name) throw malformedField(file, row, index + 1, 'heading', shown(name), shown(found));
      }
      for (let index = header.length; index < fields.length; index++) {
        if (!optional.includes((fields[index] ?? '').trim()))
          throw malformedField(file, row, index + 1, 'heading', 'no further column', shown(fields[index]));
      }
      width = fields.length;
      continue;
    }
    if (fields.length !== width) throw malformed(file, row, Math.min(fields.length, width) + 1, `${width} fields`, `${fields.length}`);
    const at = (name: Name): number => columns.get(name) as number;
    yield {
      row,
      get: (name) => fields[at(name)] as string,
      wrong: (name, expected) => malformedField(file, row, at(name) + 1, name, expected, shown(fields[at(name)])),
    };
  }
  if (width === 0) throw malformed(file, 1, 1, `the heading ${shown(header[0])}`, 'the end of the file');
}
