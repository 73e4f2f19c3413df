import type { Day } from '../model/date.js';
import type { Catalog, CataloguedPack } from './catalog.js';

/**
 * The editions of one table of a catalog, each compiled when a date first asks for it. Edit and payment tables answer inside their window
 * only: outside, there is none.
 */
export class DatedTables<T> {
  readonly table: string;
  private readonly catalog: Catalog;
  private readonly compile: (pack: CataloguedPack) => T;
  private readonly byDay = new Map<Day, T | undefined>();
  private readonly byPack = new Map<CataloguedPack, T>();

  constructor(catalog: Catalog, table: string, compile: (pack: CataloguedPack) => T) {
    this.catalog = catalog;
    this.table = table;
    this.compile = compile;
  }

  /** The compiled edition of a date, or undefined where none is at hand. @throws MedcodeError MC_PACK_DAMAGED */
  on(date: Day): T | undefined {
    const known = this.byDay.get(date);
    if (known !== undefined || this.byDay.has(date)) return known;
    const pack = this.catalog.onDate(this.table, date);
    let compiled = pack && this.byPack.get(pack);
    if (pack && compiled === undefined) {
      compiled = this.compile(pack);
      this.byPack.set(pack, compiled);
    }
    this.byDay.set(date, compiled);
    return compiled;
  }
}

/** One value for each catalog, made when it is first asked for. */
export function perCatalog<T>(make: (catalog: Catalog) => T): (catalog: Catalog) => T {
  const made = new WeakMap<Catalog, T>();
  return (catalog) => {
    let value = made.get(catalog);
    if (value === undefined) {
      value = make(catalog);
      made.set(catalog, value);
    }
    return value;
  };
}
