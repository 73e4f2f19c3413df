/**
 * The ICD-10-CM index and tables as CSV, as re-cut from the official XML by third parties (no official CSV exists).
 *
 * Layout of the index: `RowID, Letter, Level, Term, See, SeeAlso, NonEssModif, Code` (and `Fy2025RowID, Change` in editions rolled forward);
 * a code may be followed by its manifestation code in brackets. `subcat` and `seecat` of the XML are lost in this form.
 * Layout of the tables: `RowID, [Letter,] Level, Term, SeeAlso, NonEssModif` and six columns of codes. Levels count from 0.
 */
import { indexCode, splitTitle } from './icd10cm-index-terms.js';
import { type IndexCounts, type IndexEntry, indexEntry } from './icd10cm-index-xml.js';
import {
  type DrugColumn,
  type NeoplasmColumn,
  type TableCounts,
  type TableEntry,
  type TableKind,
  tableCell,
  tableEntry,
} from './icd10cm-table-xml.js';
import { fieldRows, type NamedRow, namedRows } from './separated-fields.js';
import { type ByteSource, malformed } from './text-source.js';

const INDEX_HEADER = ['RowID', 'Letter', 'Level', 'Term', 'See', 'SeeAlso', 'NonEssModif', 'Code'] as const;
const CHANGE_COLUMNS = ['Fy2025RowID', 'Change'];

/**
 * The entries of an index, of the same type as from the XML. Returns counts when done (`version` and `title` are empty: the form has neither).
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED, with row and column: other headings, a RowID out of sequence, a level more than one below the row
 * above, neither term nor modifier, a code that is none.
 */
export async function* parseIndexCsv(source: ByteSource, file: string): AsyncGenerator<IndexEntry, IndexCounts> {
  const place = new PlaceInIndex();
  const letters = new Set<string>();
  for await (const row of namedRows(fieldRows(source, file, { delimiter: ',' }), file, INDEX_HEADER, CHANGE_COLUMNS)) {
    letters.add(row.get('Letter'));
    const { level, title, nonEssential, path } = place.next(row);
    const text = row.get('Code').trim();
    const parts = /^(\S+)(?: ?\[([^\]]+)\])?$/.exec(text);
    const code = parts?.[1] === undefined ? undefined : indexCode(parts[1]);
    const manifestation = parts?.[2] === undefined ? undefined : indexCode(parts[2]);
    if ((text !== '' && code === undefined) || (parts?.[2] !== undefined && manifestation === undefined))
      throw row.wrong('Code', 'an ICD-10-CM code');
    yield indexEntry(level, title, nonEssential, path, {
      code,
      manifestation,
      see: filled(row.get('See')),
      seeAlso: filled(row.get('SeeAlso')),
      seeCategory: undefined,
      note: undefined,
    });
  }
  if (place.rows === 0) throw malformed(file, 2, 1, 'the entries of the index', 'the end of the file');
  return { version: '', title: '', letters: letters.size, entries: place.rows };
}

const TABLES: Readonly<Record<TableKind, { header: readonly string[]; columns: Readonly<Record<string, NeoplasmColumn | DrugColumn>> }>> = {
  neoplasm: {
    header: ['RowID', 'Level', 'Term', 'SeeAlso', 'NonEssModif'],
    columns: {
      MalignantPrimary: 'malignantPrimary',
      MalignantSecondary: 'malignantSecondary',
      CaInSitu: 'inSitu',
      Benign: 'benign',
      UncertainBehavior: 'uncertain',
      UnspecifiedBehavior: 'unspecified',
    },
  },
  drug: {
    header: ['RowID', 'Letter', 'Level', 'Term', 'SeeAlso', 'NonEssModif'],
    columns: {
      PoisoningAccidental: 'accidental',
      PoisoningIntentionalSelfHarm: 'intentionalSelfHarm',
      PoisoningAssault: 'assault',
      PoisoningUndetermined: 'undetermined',
      AdverseEffect: 'adverseEffect',
      Underdosing: 'underdosing',
    },
  },
};

/**
 * The lines of the neoplasm or drug table, of the same type as from the XML.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED as {@link parseIndexCsv}.
 */
export async function* parseTableCsv(source: ByteSource, file: string, table: TableKind): AsyncGenerator<TableEntry, TableCounts> {
  const { header, columns } = TABLES[table];
  const place = new PlaceInIndex();
  let codes = 0;
  for await (const row of namedRows(fieldRows(source, file, { delimiter: ',' }), file, [...header, ...Object.keys(columns)])) {
    const { level, title, nonEssential, path } = place.next(row);
    const cells: Partial<Record<NeoplasmColumn | DrugColumn, string>> = {};
    for (const [heading, column] of Object.entries(columns)) {
      const code = tableCell(row.get(heading));
      if (code === undefined) throw row.wrong(heading, 'an ICD-10-CM code or hyphens');
      if (code === '') continue;
      cells[column] = code;
      codes++;
    }
    yield tableEntry(table, level, title, nonEssential, path, cells, {
      see: undefined,
      seeAlso: filled(row.get('SeeAlso')),
      note: undefined,
    });
  }
  if (place.rows === 0) throw malformed(file, 2, 1, 'the lines of the table', 'the end of the file');
  return { table, version: '', entries: place.rows, codes };
}

/** Follows the levels from row to row. */
class PlaceInIndex {
  rows = 0;
  private path: string[] = [];

  next(row: NamedRow<string>): { level: number; title: string; nonEssential: string[]; path: string[] } {
    this.rows++;
    if (row.get('RowID') !== String(this.rows)) throw row.wrong('RowID', String(this.rows));
    const text = row.get('Level');
    const level = /^\d$/.test(text) ? Number(text) : -1;
    if (level < 0 || level > this.path.length) throw row.wrong('Level', `a level from 0 to ${Math.min(9, this.path.length)}`);
    const { title, nonEssential } = splitTitle(row.get('Term'), row.get('NonEssModif'));
    if (title === '') throw row.wrong('Term', 'the words of the term');
    this.path = [...this.path.slice(0, level), title];
    return { level, title, nonEssential, path: this.path };
  }
}

function filled(text: string): string | undefined {
  const tidy = text.trim().replace(/\s+/g, ' ');
  return tidy === '' ? undefined : tidy;
}
