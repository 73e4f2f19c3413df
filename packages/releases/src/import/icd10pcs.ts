import { parsePcsDefinitions } from '../formats/icd10pcs-definitions-xml.js';
import { type PcsIndexEntry, parsePcsIndex } from '../formats/icd10pcs-index-xml.js';
import { expandPcsTable, type PcsAxis, parsePcsTables } from '../formats/icd10pcs-tables-xml.js';
import { type Edition, fiscalEdition, listEdition } from './edition.js';
import { compareText, DraftMaker, drained, type ImportContext, type Imported, joined, standingOf } from './importer.js';
import type { SourceMember } from './source-member.js';

/** The ICD-10-PCS Tables, one row for each printed row: the values an axis may take there, as characters, and their labels. */
export async function importPcsTables(member: SourceMember, context: ImportContext): Promise<Imported> {
  const maker = new DraftMaker(member, 'icd10pcs-tables 1');
  const { items, counts } = await drained(parsePcsTables(maker.source.bytes, member.path));
  const year = yearOf(counts.version);
  const edition = listEdition(codesOf(items), context.calendar('icd10pcs'), context.clues(member, year));
  context.told('icd10pcs', year, edition);
  const tables = [...items].sort((a, b) => compareText(a.code, b.code));
  const rows = tables.flatMap((table) => table.rows.map((row) => ({ table, axes: [...table.axes, ...row.axes], codes: row.codes })));
  const columns: Record<string, string[] | Int32Array> = {
    table: rows.map(({ table }) => table.code),
    codes: Int32Array.from(rows, ({ codes }) => codes),
    definition: rows.map(({ table }) => table.axes[2]?.definition ?? ''),
  };
  for (let axis = 1; axis <= 7; axis++) {
    const at = (row: (typeof rows)[number]): PcsAxis => row.axes[axis - 1] as PcsAxis;
    columns[`axis${axis}`] = rows.map((row) => at(row).title);
    columns[`values${axis}`] = rows.map((row) =>
      at(row)
        .values.map(({ value }) => value)
        .join(''),
    );
    columns[`labels${axis}`] = rows.map((row) => joined(at(row).values.map(({ label }) => label)));
  }
  return {
    drafts: [
      maker.draft('icd10pcs/tables', 'ICD-10-PCS Tables', edition, 'window-only', standingOf(member, false, counts.version), columns),
    ],
  };
}

function* codesOf(tables: readonly Parameters<typeof expandPcsTable>[0][]): Generator<string> {
  for (const table of tables) for (const { code } of expandPcsTable(table)) yield code;
}

/** The ICD-10-PCS Index, in the columns of the embedded one. */
export async function importPcsIndex(member: SourceMember, context: ImportContext): Promise<Imported> {
  const maker = new DraftMaker(member, 'icd10pcs-index 1');
  const { items, counts } = await drained(parsePcsIndex(maker.source.bytes, member.path));
  const edition = ofYear(context, member, yearOf(counts.version));
  const rows = items.flatMap(indexRows);
  return {
    drafts: [
      maker.draft('icd10pcs/index', 'ICD-10-PCS Index', edition, 'carries-forward', standingOf(member, false, counts.version), {
        main_term: rows.map((row) => row.main),
        level: rows.map((row) => row.level),
        subterm_path: rows.map((row) => row.below),
        kind: rows.map((row) => row.kind),
        target: rows.map((row) => row.target),
        code: rows.map((row) => row.code),
      }),
    ],
  };
}

interface PcsIndexRow {
  readonly main: string;
  readonly level: string;
  readonly below: string;
  readonly kind: 'code' | 'see' | 'use' | 'heading';
  readonly target: string;
  readonly code: string;
}

function indexRows(entry: PcsIndexEntry): PcsIndexRow[] {
  const [main = '', ...below] = entry.path;
  const base = { main, level: String(entry.level), below: below.join(' › ') };
  const rows: PcsIndexRow[] = [];
  const refer = (kind: 'see' | 'use', target: NonNullable<PcsIndexEntry['see']>): void => {
    for (const code of target.prefixes.length > 0 ? target.prefixes : ['']) rows.push({ ...base, kind, target: target.term, code });
  };
  if (entry.code !== undefined) rows.push({ ...base, kind: 'code', target: '', code: entry.code });
  for (const code of entry.prefixes) rows.push({ ...base, kind: 'code', target: '', code });
  if (entry.see) refer('see', entry.see);
  if (entry.use) refer('use', entry.use);
  if (rows.length === 0) rows.push({ ...base, kind: 'heading', target: '', code: '' });
  return rows;
}

/** The ICD-10-PCS Definitions: what the values of an axis mean and which everyday terms they include. */
export async function importPcsDefinitions(member: SourceMember, context: ImportContext): Promise<Imported> {
  const maker = new DraftMaker(member, 'icd10pcs-definitions 1');
  const { version, definitions } = await parsePcsDefinitions(maker.source.bytes, member.path);
  const edition = ofYear(context, member, yearOf(version));
  return {
    drafts: [
      maker.draft('icd10pcs/definitions', 'ICD-10-PCS Definitions', edition, 'carries-forward', standingOf(member, false, version), {
        section: definitions.map((row) => row.section),
        sectionTitle: definitions.map((row) => row.sectionTitle),
        axis: Uint8Array.from(definitions, (row) => row.axis),
        axisTitle: definitions.map((row) => row.axisTitle),
        titles: definitions.map((row) => joined(row.titles)),
        definition: definitions.map((row) => row.definition ?? ''),
        explanation: definitions.map((row) => row.explanation ?? ''),
        includes: definitions.map((row) => joined(row.includes)),
      }),
    ],
  };
}

function yearOf(version: string): number | undefined {
  const year = /20\d\d/.exec(version)?.[0];
  return year === undefined ? undefined : Number(year);
}

/** The edition of the Tables published with it, else by year and name. */
function ofYear(context: ImportContext, member: SourceMember, year: number | undefined): Edition {
  return (year === undefined ? undefined : context.sibling('icd10pcs', year)) ?? fiscalEdition(context.clues(member, year));
}
