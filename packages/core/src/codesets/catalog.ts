import { MedcodeError } from '../errors.js';
import { type Day, day } from '../model/date.js';
import type { PackManifest } from '../model/pack-manifest.js';
import type { Release } from '../model/release.js';
import type { PackTable } from './pack.js';

/** A pack that can be read: its manifest, where it came from, and how to get its decoded table. */
export interface CataloguedPack {
  readonly manifest: PackManifest;
  readonly origin: 'embedded' | 'installed';
  /** Reads and decodes on first use, the same table afterwards. @throws MedcodeError MC_PACK_DAMAGED */
  table(): PackTable;
}

/**
 * The releases at hand. Nothing here asks for "the latest": every choice takes a date of service.
 */
export class Catalog {
  readonly packs: readonly CataloguedPack[];
  /** Every note asks for the same tables of the same dates. */
  private readonly tables = new Map<string, readonly CataloguedPack[]>();
  private readonly editions = new Map<string, CataloguedPack | undefined>();

  constructor(packs: readonly CataloguedPack[]) {
    this.packs = packs;
  }

  /** All packs of a table, embedded before installed, earlier editions first. */
  all(table: string): readonly CataloguedPack[] {
    let packs = this.tables.get(table);
    if (!packs) {
      packs = this.packs
        .filter((pack) => pack.manifest.table === table)
        .sort((a, b) => rank(a) - rank(b) || compareText(a.manifest.release.effectiveFrom, b.manifest.release.effectiveFrom));
      this.tables.set(table, packs);
    }
    return packs;
  }

  /** The only pack of a table. @throws MedcodeError MC_RELEASE_MISSING */
  one(table: string): CataloguedPack {
    const [first] = this.all(table);
    if (!first) throw new MedcodeError('MC_RELEASE_MISSING', `no release of ${table} is at hand`);
    return first;
  }

  /** Of a table that is merged over all editions, the most complete: the installed merge, else the embedded. @throws MedcodeError MC_RELEASE_MISSING */
  merged(table: string): CataloguedPack {
    return this.all(table).at(-1) ?? this.one(table);
  }

  /**
   * The edition that answers for a date: the one whose window holds it, the youngest of several; for content that carries
   * forward, else the last edition before the date, else the first after it.
   */
  onDate(table: string, date: Day): CataloguedPack | undefined {
    const key = `${table} ${date}`;
    if (!this.editions.has(key)) this.editions.set(key, this.editionOn(table, date));
    return this.editions.get(key);
  }

  private editionOn(table: string, date: Day): CataloguedPack | undefined {
    const packs = this.all(table);
    let best: CataloguedPack | undefined;
    for (const pack of packs) {
      const { effectiveFrom, effectiveTo } = pack.manifest.release;
      if (day(effectiveFrom) <= date && date <= day(effectiveTo) && (!best || effectiveFrom >= best.manifest.release.effectiveFrom))
        best = pack;
    }
    if (best) return best;
    const carried = packs.filter((pack) => pack.manifest.release.carryForward === 'carries-forward');
    const from = (pack: CataloguedPack): string => pack.manifest.release.effectiveFrom;
    const before = carried.filter((pack) => day(from(pack)) <= date);
    if (before.length > 0) return before.reduce((a, b) => (from(b) >= from(a) ? b : a));
    for (const pack of carried) if (!best || from(pack) < from(best)) best = pack;
    return best;
  }
}

/** A release as answers print it: with its origin, and `carried` when the date lies outside its window. */
export function releaseOn(pack: CataloguedPack, date: Day): Release {
  const release = pack.manifest.release;
  const inside = day(release.effectiveFrom) <= date && date <= day(release.effectiveTo);
  return { ...release, origin: pack.origin, ...(inside ? {} : { carried: true }) };
}

function rank(pack: CataloguedPack): number {
  return pack.origin === 'embedded' ? 0 : 1;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
