/**
 * Lists of CMS that have their heading below notices and titles, in one row or spread over several: columns are found by what stands over
 * them, because their places move from year to year.
 */
import type { FieldRow, NamedRow } from './separated-fields.js';
import { malformed, malformedField, shown } from './text-source.js';

export interface Heading<Name extends string> {
  /** What stands in the first cell of the heading's last row. */
  readonly first: RegExp;
  /** Columns that must be there, by the words over them: those of all rows of the heading, one space apart. */
  readonly columns: Readonly<Record<Name, RegExp>>;
  /** How many rows above the last belong to the heading; none by default. */
  readonly above?: number;
}

/** Notices and titles never fill more rows. */
const LONGEST_NOTICE = 60;

/**
 * The text of a cell on one line. Lists pass through DOS programs: byte 0xFF, their no-break space, is white space, and 0x1A their end of file.
 */
export function oneLine(text: string | undefined): string {
  return (text ?? '').replace(/[\s\uFEFF\u00FF\u001A]+/g, ' ').trim();
}

/**
 * The rows below the heading, without those that are empty. A row may be shorter than the heading: what is absent is empty.
 *
 * @param notices called with the text of each row to the end of the heading
 * @throws MedcodeError MC_SOURCE_MALFORMED when there is no such heading, a column is missing or stands twice, or no row follows
 */
export async function* headedRows<Name extends string>(
  rows: AsyncIterable<FieldRow>,
  file: string,
  { first, columns, above = 0 }: Heading<Name>,
  notices: (text: string) => void = () => {},
): AsyncGenerator<NamedRow<Name>> {
  const before: (readonly string[])[] = [];
  let places: ReadonlyMap<Name, number> | undefined;
  let count = 0;
  for await (const { row, fields } of rows) {
    if (places === undefined) {
      notices(fields.map(oneLine).join(' ').trim());
      if (first.test(oneLine(fields[0]))) {
        places = placesOf([...before.slice(before.length - above), fields], columns, file, row);
        continue;
      }
      before.push(fields);
      if (before.length > LONGEST_NOTICE) break;
      continue;
    }
    if (fields.every((field) => oneLine(field) === '')) continue;
    count++;
    const at = places;
    const cell = (name: Name): string => oneLine(fields[at.get(name) as number]);
    yield {
      row,
      get: cell,
      wrong: (name, expected) => malformedField(file, row, (at.get(name) as number) + 1, name, expected, shown(cell(name))),
    };
  }
  if (places === undefined) throw malformed(file, before.length + 1, 1, `a heading that begins ${String(first)}`, 'none');
  if (count === 0) throw malformed(file, before.length + 2, 1, 'rows below the heading', 'the end of the file');
}

function placesOf<Name extends string>(
  heading: readonly (readonly string[])[],
  columns: Readonly<Record<Name, RegExp>>,
  file: string,
  row: number,
): ReadonlyMap<Name, number> {
  const width = Math.max(...heading.map((fields) => fields.length));
  const words = Array.from({ length: width }, (_, i) => oneLine(heading.map((fields) => fields[i] ?? '').join(' ')));
  const places = new Map<Name, number>();
  for (const [name, pattern] of Object.entries(columns) as [Name, RegExp][]) {
    const found = words.flatMap((text, i) => (pattern.test(text) ? [i] : []));
    if (found.length !== 1)
      throw malformedField(file, row, (found[1] ?? 0) + 1, 'heading', `one column ${name} (${String(pattern)})`, `${found.length}`);
    places.set(name, found[0] as number);
  }
  return places;
}
