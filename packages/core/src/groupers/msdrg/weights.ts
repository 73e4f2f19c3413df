import type { Catalog } from '../../codesets/catalog.js';
import { type Day, day } from '../../model/date.js';

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
  private readonly tables = new Map<string, ReadonlyMap<number, DrgWeight>>();

  constructor(catalog: Catalog) {
    this.catalog = catalog;
  }

  /** @param dischargeDate `YYYY-MM-DD` @param version the version that grouped the claim @throws MedcodeError MC_DATE_INVALID */
  of(drg: number, dischargeDate: string | undefined, version: string): DrgWeightAnswer {
    if (dischargeDate === undefined) return { weight: null, reason: 'the claim has no discharge date' };
    const date = day(dischargeDate);
    const pack = this.catalog.onDate('ipps/table5', date);
    if (!pack) return { weight: null, reason: `no Table 5 at hand covers discharges of ${dischargeDate}` };
    const year = fiscalYearOf(version);
    const { effectiveFrom, id } = pack.manifest.release;
    if (Number(effectiveFrom.slice(0, 4)) + 1 !== year)
      return { weight: null, reason: `${id} holds the weights of another version than v${(Number(version) / 10).toFixed(1)}` };
    let weights = this.tables.get(id);
    if (!weights) {
      weights = this.read(date, id);
      this.tables.set(id, weights);
    }
    const weight = weights.get(drg);
    return weight ? { weight } : { weight: null, reason: `DRG ${drg} has no weight in ${id}` };
  }

  private read(date: Day, release: string): Map<number, DrgWeight> {
    const weights = new Map<number, DrgWeight>();
    const table = this.catalog.onDate('ipps/table5', date)?.table();
    if (!table) return weights;
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
    return weights;
  }
}

/** Version 43.x belongs to fiscal year 2026. */
function fiscalYearOf(version: string): number {
  return 1983 + Math.floor(Number(version) / 10);
}
