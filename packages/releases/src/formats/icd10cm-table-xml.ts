/**
 * The ICD-10-CM Table of Neoplasms and Table of Drugs and Chemicals as XML.
 *
 * Authority: NCHS/CDC, icd10cm_neoplasm_YYYY.xml, icd10cm_drug_YYYY.xml and their schema icd10cm_drug_neoplasm.xsd.
 * Layout: as the index, with `indexHeading` > `head col="1"…"7"` and `cell col="2"…"7"` at the terms. A cell of hyphens only means "no code".
 */
import { type IndexTerm, indexCode, indexTerms } from './icd10cm-index-terms.js';
import { type ByteSource, malformed, shown } from './text-source.js';

export type NeoplasmColumn = 'malignantPrimary' | 'malignantSecondary' | 'inSitu' | 'benign' | 'uncertain' | 'unspecified';
export type DrugColumn = 'accidental' | 'intentionalSelfHarm' | 'assault' | 'undetermined' | 'adverseEffect' | 'underdosing';
export type TableKind = 'neoplasm' | 'drug';

/** A line of a table. `cells` has only the columns in which a code stands. */
export interface TableEntry {
  readonly table: TableKind;
  readonly level: number;
  readonly title: string;
  readonly nonEssential: string[];
  readonly see?: string;
  readonly seeAlso?: string;
  readonly note?: string;
  /** Codes without dot; a final `-` means that further characters are needed. */
  readonly cells: Readonly<Partial<Record<NeoplasmColumn | DrugColumn, string>>>;
  readonly path: string[];
}

export interface TableCounts {
  readonly table: TableKind;
  readonly version: string;
  readonly entries: number;
  readonly codes: number;
}

interface TableLayout {
  readonly table: TableKind;
  /** The heading of column 1, then the columns in order with what their heading contains. */
  readonly first: RegExp;
  readonly columns: readonly (readonly [NeoplasmColumn | DrugColumn, RegExp])[];
}

export const TABLE_LAYOUTS: readonly TableLayout[] = [
  {
    table: 'neoplasm',
    first: /^neoplasm/i,
    columns: [
      ['malignantPrimary', /primary/i],
      ['malignantSecondary', /secondary/i],
      ['inSitu', /in situ/i],
      ['benign', /benign/i],
      ['uncertain', /uncertain/i],
      ['unspecified', /unspecified/i],
    ],
  },
  {
    table: 'drug',
    first: /^substance/i,
    columns: [
      ['accidental', /accidental/i],
      ['intentionalSelfHarm', /self-?harm/i],
      ['assault', /assault/i],
      ['undetermined', /undetermined/i],
      ['adverseEffect', /adverse/i],
      ['underdosing', /underdosing/i],
    ],
  },
];

/**
 * The lines of a table in printed order. Returns version and counts when done.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED, with row and position: headings that are neither table's, a cell outside the columns or that is no code.
 */
export async function* parseTableXml(source: ByteSource, file: string): AsyncGenerator<TableEntry, TableCounts> {
  let layout: TableLayout | undefined;
  let codes = 0;
  const terms = indexTerms(source, file, (headings, row, position) => {
    layout = TABLE_LAYOUTS.find(({ first }) => first.test(headings.get(1) ?? ''));
    if (layout === undefined)
      throw malformed(file, row, position, 'the headings of the neoplasm or the drug table', shown([...headings.values()].join(' | ')));
    for (const [index, [, heading]] of layout.columns.entries()) {
      const found = headings.get(index + 2);
      if (found === undefined || !heading.test(found))
        throw malformed(file, row, position, `${heading.source} as heading of column ${index + 2}`, shown(found));
    }
    if (headings.size !== layout.columns.length + 1)
      throw malformed(file, row, position, `${layout.columns.length + 1} columns`, `${headings.size}`);
  });
  for (;;) {
    const next = await terms.next();
    const known = layout as TableLayout;
    if (next.done) return { table: known.table, version: next.value.version, entries: next.value.terms, codes };
    const entry = entryOf(next.value, known, file);
    codes += Object.keys(entry.cells).length;
    yield entry;
  }
}

function entryOf(term: IndexTerm, layout: TableLayout, file: string): TableEntry {
  const cells: Partial<Record<NeoplasmColumn | DrugColumn, string>> = {};
  for (const [col, text] of term.cells) {
    const column = layout.columns[col - 2];
    if (column === undefined)
      throw malformed(
        file,
        term.row,
        term.position,
        `a cell in columns 2 to ${layout.columns.length + 1} at ${shown(term.title)}`,
        `column ${col}`,
      );
    const code = tableCell(text);
    if (code === undefined)
      throw malformed(file, term.row, term.position, `an ICD-10-CM code or hyphens in column ${col} of ${shown(term.title)}`, shown(text));
    if (code !== '') cells[column[0]] = code;
  }
  for (const name of ['code', 'seecat', 'subcat']) {
    if (term.texts.has(name)) throw malformed(file, term.row, term.position, `codes in columns at ${shown(term.title)}`, `<${name}>`);
  }
  // One line ("overlapping … tongue") carries words in <manif>, in every edition seen.
  const note = [term.texts.get('note'), term.texts.get('manif')].filter((part) => part !== undefined).join(' ');
  return tableEntry(layout.table, term.level, term.title, term.nonEssential, term.path, cells, {
    see: term.texts.get('see'),
    seeAlso: term.texts.get('seeAlso'),
    note: note === '' ? undefined : note,
  });
}

/** The code of a cell, `''` for "no code" (hyphens, blanks), undefined for anything else. */
export function tableCell(text: string): string | undefined {
  return /^[\s-]*$/.test(text) ? '' : indexCode(text);
}

export function tableEntry(
  table: TableKind,
  level: number,
  title: string,
  nonEssential: string[],
  path: string[],
  cells: TableEntry['cells'],
  fields: Readonly<Record<'see' | 'seeAlso' | 'note', string | undefined>>,
): TableEntry {
  const { see, seeAlso, note } = fields;
  return {
    table,
    level,
    title,
    nonEssential,
    ...(see === undefined ? {} : { see }),
    ...(seeAlso === undefined ? {} : { seeAlso }),
    ...(note === undefined ? {} : { note }),
    cells,
    path,
  };
}
