import type { Catalog } from './catalog.js';
import { CodeIndex } from './code-index.js';
import { DatedTables, perCatalog } from './dated-tables.js';
import { quarterName } from './ncci.js';
import type { PackTable, TextColumn } from './pack.js';

/**
 * Payment policy indicators of a code, as the Medicare Physician Fee Schedule writes them (CMS, Medicare Claims Processing Manual,
 * Pub. 100-04, chapter 23, addendum: MPFSDB record layout).
 */
export interface FeeIndicators {
  /** A active, B bundled, C contractor-priced, I not valid for Medicare, N non-covered … */
  readonly status: string;
  /** Professional and technical component: 0 to 9. */
  readonly component: string;
  /** 000, 010, 090 days; MMM maternity, XXX none, YYY contractor, ZZZ with another service. */
  readonly global: string;
  readonly multiple: string;
  readonly bilateral: string;
  readonly assistant: string;
  readonly coSurgeon: string;
  readonly team: string;
  /** Hardly or never done outside a facility. */
  readonly notOutside: boolean;
  /** Hardly or never done in a facility. */
  readonly notInFacility: boolean;
}

/** Indicators of a quarter, by code; the rows of the components 26, TC and 53 stand beside that of the whole service. */
export class FeeScheduleTable {
  readonly rows: number;
  readonly quarter: string;
  private readonly index: CodeIndex;
  private readonly starts: number[] = [];
  private readonly modifier: TextColumn;
  private readonly table: PackTable;
  private readonly known = new Map<number, FeeIndicators>();

  constructor(table: PackTable) {
    this.table = table;
    this.rows = table.rows;
    this.quarter = quarterName(table);
    const code = table.text('code');
    this.modifier = table.text('modifier');
    this.index = new CodeIndex(code.length);
    for (let row = 0; row < code.length; row++) if (this.index.addRow(code, row) === this.starts.length) this.starts.push(row);
    this.starts.push(code.length);
  }

  has(code: string): boolean {
    return this.index.find(code) >= 0;
  }

  /** The indicators of a service, or of one of its components where the table lists it. */
  indicators(code: string, component = ''): FeeIndicators | undefined {
    const place = this.index.find(code);
    if (place < 0) return undefined;
    for (let row = this.starts[place] as number; row < (this.starts[place + 1] as number); row++)
      if (this.modifier.at(row) === component) return this.at(row);
    return component === '' ? undefined : this.indicators(code);
  }

  private at(row: number): FeeIndicators {
    let found = this.known.get(row);
    if (!found) {
      const cell = (name: string): string => this.table.text(name).at(row);
      found = {
        status: cell('status'),
        component: cell('component'),
        global: cell('global'),
        multiple: cell('multiple'),
        bilateral: cell('bilateral'),
        assistant: cell('assistant'),
        coSurgeon: cell('coSurgeon'),
        team: cell('team'),
        notOutside: cell('notOutside') === 'NA',
        notInFacility: cell('notInFacility') === 'NA',
      };
      this.known.set(row, found);
    }
    return found;
  }
}

/** The fee schedules of a catalog, by date of service: the same object for the same catalog. */
export const feeSchedulesOf: (catalog: Catalog) => DatedTables<FeeScheduleTable> = perCatalog(
  (catalog) => new DatedTables(catalog, 'pfs/indicators', (pack) => new FeeScheduleTable(pack.table())),
);
