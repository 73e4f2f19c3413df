import type { Day } from '../model/date.js';
import type { Catalog } from './catalog.js';
import { CodeTable } from './code-table.js';
import { perCatalog } from './dated-tables.js';
import type { PackTable } from './pack.js';

/** Whether a code is in the HCPCS level II release of a date; undefined for CPT numbers and where no release of the date is at hand. */
export type HcpcsValidity = (code: string, date: Day) => boolean | undefined;

/** Validity of HCPCS level II codes from the releases of a catalog. No release is carried to dates outside its window. */
export function hcpcsValidity(catalog: Catalog): HcpcsValidity {
  const tables = new Map<PackTable, CodeTable>();
  return (code, date) => {
    if (!/^[A-V]/.test(code)) return undefined;
    const pack = catalog.onDate('hcpcs/codes', date)?.table();
    if (!pack) return undefined;
    let table = tables.get(pack);
    if (!table) {
      table = new CodeTable(pack, undefined);
      tables.set(pack, table);
    }
    const id = table.find(code);
    return id !== -1 && table.billableOn(id, date);
  };
}

/** Whether any release at hand, of whatever date, has a HCPCS level II code, deleted or not; undefined when there is none. */
export const listedInHcpcs: (catalog: Catalog) => (code: string) => boolean | undefined = perCatalog((catalog) => {
  let tables: CodeTable[] | undefined;
  return (code) => {
    tables ??= catalog.all('hcpcs/codes').map((pack) => new CodeTable(pack.table(), undefined));
    return tables.length === 0 ? undefined : tables.some((table) => table.find(code) !== -1);
  };
});
