import type { Catalog } from '../../../codesets/catalog.js';
import { CodeTable } from '../../../codesets/code-table.js';
import { type ServiceCodes, serviceCodesOf } from '../../../codesets/service-codes.js';
import { type Day, parseDay } from '../../../model/date.js';

/** What a code list of a date says of a code. */
export type CodeStatus = 'billable' | 'header' | 'unknown' | 'not-on-date' | 'not-checked';

/** Lists that are one table over all dates. */
type DatedList = 'icd10cm/codes' | 'icd10pcs/codes' | 'icd9cm/codes' | 'icd9pcs/codes';

interface OpenList {
  readonly table: CodeTable;
  readonly from: Day;
  readonly to: Day;
}

/** Standing of codes on dates of service, each asked of the tables once: claims repeat their codes. */
export class CodeStandings {
  /** HCPCS and CPT. */
  readonly services: ServiceCodes;
  private readonly catalog: Catalog;
  private readonly lists = new Map<DatedList, OpenList | undefined>();
  private readonly known = new Map<DatedList, Map<Day, Map<string, CodeStatus>>>();

  constructor(catalog: Catalog) {
    this.catalog = catalog;
    this.services = serviceCodesOf(catalog);
  }

  /** Standing of a code in a list on a date; `not-checked` outside the dates the list covers. */
  of(list: DatedList, code: string, on: Day): CodeStatus {
    const codes = mapOf(mapOf(this.known, list), on);
    let status = codes.get(code);
    if (status === undefined) {
      status = this.look(list, code, on);
      codes.set(code, status);
    }
    return status;
  }

  private look(list: DatedList, code: string, on: Day): CodeStatus {
    const open = this.open(list);
    if (!open || on < open.from || on > open.to) return 'not-checked';
    const id = open.table.find(code);
    if (id === -1) return 'unknown';
    const status = open.table.statusOn(id, on);
    return status === 1 ? 'billable' : status === 0 ? 'header' : 'not-on-date';
  }

  private open(list: DatedList): OpenList | undefined {
    if (!this.lists.has(list)) {
      const pack = this.catalog.all(list).at(-1);
      const from = pack && parseDay(pack.manifest.release.effectiveFrom);
      const to = pack && parseDay(pack.manifest.release.effectiveTo);
      this.lists.set(
        list,
        pack && from !== undefined && to !== undefined ? { table: new CodeTable(pack.table(), undefined), from, to } : undefined,
      );
    }
    return this.lists.get(list);
  }
}

function mapOf<K, L, V>(maps: Map<K, Map<L, V>>, key: K): Map<L, V> {
  let map = maps.get(key);
  if (!map) {
    map = new Map();
    maps.set(key, map);
  }
  return map;
}
