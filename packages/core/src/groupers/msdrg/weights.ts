import type { Catalog } from '../../codesets/catalog.js';
import { type Day, fiscalYear, formatDay } from '../../model/date.js';

/** What Medicare's Table 5 says of a DRG in a fiscal year. */
export interface DrgWeight {
  /** Relative weight after the 10 % cap on decreases, as the table writes it. */
  readonly weight: number;
  /** Geometric and arithmetic mean length of stay, in days. */
  readonly gmlos: number;
  readonly amlos: number;
  /** Post-acute care transfer policy, and its special payment methodology, apply. */
  readonly postAcute: boolean;
  readonly specialPay: boolean;
  readonly release: string;
}

/** A weight, or why there is none. */
export type DrgWeightAnswer = { readonly weight: DrgWeight } | { readonly weight: null; readonly reason: string };

/**
 * Relative weights by discharge date. A year's weights are never carried to another year.
 * Authority: CMS, IPPS final rule, Table 5.
 */
export class DrgWeights {
  private readonly catalog: Catalog;
  /** By fiscal year; null where no table at hand covers it. */
  private readonly years = new Map<number, WeightTable | null>();

  private lastDay: Day | undefined;
  private lastYear = 0;

  constructor(catalog: Catalog) {
    this.catalog = catalog;
  }

  /** @param on the day of discharge @param version the version that grouped the claim */
  of(drg: number, on: Day | undefined, version: string): DrgWeightAnswer {
    if (on === undefined) return { weight: null, reason: 'the claim has no discharge date' };
    if (on !== this.lastDay) {
      this.lastDay = on;
      this.lastYear = fiscalYear(on);
    }
    const year = this.lastYear;
    let table = this.years.get(year);
    if (table === undefined) {
      table = this.read(on);
      this.years.set(year, table);
    }
    if (table === null) return { weight: null, reason: `no Table 5 at hand covers discharges of ${formatDay(on)}` };
    if (year !== fiscalYearOf(version))
      return { weight: null, reason: `${table.release} holds the weights of another version than v${(Number(version) / 10).toFixed(1)}` };
    const weight = table.weights.get(drg);
    return weight ? { weight } : { weight: null, reason: `DRG ${drg} has no weight in ${table.release}` };
  }

  private read(on: Day): WeightTable | null {
    const pack = this.catalog.onDate('ipps/table5', on);
    if (!pack) return null;
    const release = pack.manifest.release.id;
    const weights = new Map<number, DrgWeight>();
    const table = pack.table();
    const cell = (name: string, row: number): string => table.text(name).at(row);
    for (let row = 0; row < table.rows; row++) {
      if (cell('weight_10pct_cap', row) === '') continue;
      weights.set(Number(cell('drg', row)), {
        weight: Number(cell('weight_10pct_cap', row)),
        gmlos: Number(cell('gmlos', row)),
        amlos: Number(cell('amlos', row)),
        postAcute: cell('post_acute', row) === 'Yes',
        specialPay: cell('special_pay', row) === 'Yes',
        release,
      });
    }
    return { release, weights };
  }
}

/** Table 5 of a fiscal year. */
interface WeightTable {
  readonly release: string;
  readonly weights: ReadonlyMap<number, DrgWeight>;
}

/** Version 43.x belongs to fiscal year 2026. */
function fiscalYearOf(version: string): number {
  return 1983 + Math.floor(Number(version) / 10);
}
