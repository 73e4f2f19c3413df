import type { Catalog } from './catalog.js';
import { CodeIndex } from './code-index.js';
import { DatedTables, perCatalog } from './dated-tables.js';
import { quarterName } from './ncci.js';
import { type PackTable, RememberedText } from './pack.js';

/** Addendum B of a quarter: how each code is treated on a hospital's outpatient claim. */
export class AddendumBTable {
  readonly rows: number;
  readonly quarter: string;
  private readonly index: CodeIndex;
  private readonly statuses: RememberedText;
  private readonly apcs: RememberedText;

  constructor(table: PackTable) {
    this.rows = table.rows;
    this.quarter = quarterName(table);
    const code = table.text('code');
    this.index = new CodeIndex(code.length);
    for (let row = 0; row < code.length; row++) this.index.addRow(code, row);
    this.statuses = new RememberedText(table.text('status'));
    this.apcs = new RememberedText(table.text('apc'));
  }

  /** The status indicator of a code (A, C, J1, N …); undefined when the addendum does not list it. */
  status(code: string): string | undefined {
    const row = this.index.find(code);
    return row < 0 ? undefined : this.statuses.at(row);
  }

  /** The ambulatory payment classification, four digits; empty where there is none. */
  apc(code: string): string {
    const row = this.index.find(code);
    return row < 0 ? '' : this.apcs.at(row);
  }
}

/** The addenda of a catalog, by date of service: the same object for the same catalog. */
export const addendaBOf: (catalog: Catalog) => DatedTables<AddendumBTable> = perCatalog(
  (catalog) => new DatedTables(catalog, 'opps/addendum-b', (pack) => new AddendumBTable(pack.table())),
);
