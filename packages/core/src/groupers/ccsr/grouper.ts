import { z } from 'zod';
import { type Catalog, type CataloguedPack, releaseOn } from '../../codesets/catalog.js';
import { bareCode } from '../../codesets/code.js';
import { CodeIndex } from '../../codesets/code-index.js';
import type { TextColumn } from '../../codesets/pack.js';
import { MedcodeError } from '../../errors.js';
import { day } from '../../model/date.js';
import type { NotChecked } from '../../model/encounter.js';
import type { Release } from '../../model/release.js';

export const CcsrDiagnoses = z.object({
  /** ICD-10-CM codes, dot optional, any case. */
  dx: z.array(z.string().max(40)).max(10_000),
  /** Date of service, YYYY-MM-DD: chooses among several installed versions. */
  date: z.string().max(40).optional(),
});
export type CcsrDiagnoses = z.infer<typeof CcsrDiagnoses>;

/** The category that stands for a code as principal diagnosis of a stay, and as first-listed diagnosis of a visit. */
export interface CcsrDefault {
  /** `XXX000`: the code may not stand first. Null when the installed list has no defaults. */
  readonly inpatient: string | null;
  readonly outpatient: string | null;
}

export interface CcsrResult {
  /** By code without dot: up to six categories; none for a code the version does not have. */
  readonly categories: Readonly<Record<string, readonly string[]>>;
  /** For the codes that have categories. */
  readonly default: Readonly<Record<string, CcsrDefault>>;
  readonly notChecked: readonly NotChecked[];
  readonly releases: readonly Release[];
}

const TABLE = 'ccsr/dx';

interface Version {
  readonly pack: CataloguedPack;
  readonly codes: CodeIndex;
  readonly categories: readonly (readonly string[])[];
  readonly inpatient: TextColumn;
  readonly outpatient: TextColumn;
  readonly titles: ReadonlyMap<string, string>;
}

/**
 * Clinical Classifications Software Refined (CCSR) for ICD-10-CM diagnoses, AHRQ HCUP. A code may belong to several categories; a count of
 * principal or first-listed diagnoses takes the default one.
 */
export class CcsrGrouper {
  private readonly catalog: Catalog;
  private readonly versions = new Map<CataloguedPack, Version>();

  constructor(catalog: Catalog) {
    this.catalog = catalog;
  }

  /**
   * The categories of diagnoses. Without a date the only installed version answers; with several a date has to choose.
   * @throws MedcodeError MC_RELEASE_MISSING when none is installed; MC_DATE_MISSING, MC_DATE_INVALID, MC_PACK_DAMAGED
   */
  group({ dx, date }: CcsrDiagnoses): CcsrResult {
    const version = this.version(date);
    const categories: Record<string, readonly string[]> = {};
    const byDefault: Record<string, CcsrDefault> = {};
    let unknownDefault = false;
    for (const given of dx) {
      const code = bareCode(given);
      const number = version.codes.find(code);
      categories[code] = number < 0 ? [] : (version.categories[number] as readonly string[]);
      if (number < 0) continue;
      const inpatient = version.inpatient.at(number) || null;
      const outpatient = version.outpatient.at(number) || null;
      byDefault[code] = { inpatient, outpatient };
      unknownDefault ||= inpatient === null || outpatient === null;
    }
    const { manifest, origin } = version.pack;
    return {
      categories,
      default: byDefault,
      notChecked: unknownDefault
        ? [
            {
              what: 'default category',
              reason: 'the installed list has none',
              remedy: "import AHRQ's mapping file DXCCSR_vYYYY-N.csv or the reference file beside it with medcode data import",
            },
          ]
        : [],
      releases: [date === undefined ? { ...manifest.release, origin } : releaseOn(version.pack, day(date))],
    };
  }

  /** What a category is called, where the installed files say it. */
  title(category: string, date: string | undefined): string | undefined {
    return this.version(date).titles.get(category);
  }

  private version(date: string | undefined): Version {
    const packs = this.catalog.all(TABLE);
    if (packs.length === 0)
      throw new MedcodeError(
        'MC_RELEASE_MISSING',
        'CCSR is not installed: download the CCSR for ICD-10-CM diagnoses from AHRQ HCUP and give the file to medcode data import',
      );
    if (date === undefined && packs.length > 1)
      throw new MedcodeError('MC_DATE_MISSING', `${packs.length} versions of CCSR are installed: the date decides which one answers`);
    const pack = (date === undefined ? packs[0] : this.catalog.onDate(TABLE, day(date))) as CataloguedPack;
    let version = this.versions.get(pack);
    if (!version) {
      version = this.compile(pack);
      this.versions.set(pack, version);
    }
    return version;
  }

  private compile(pack: CataloguedPack): Version {
    const table = pack.table();
    const codes = new CodeIndex(table.rows);
    const code = table.text('code');
    const text = table.text('categories');
    const categories: string[][] = [];
    for (let row = 0; row < table.rows; row++) {
      if (codes.addRow(code, row) !== row) throw new MedcodeError('MC_PACK_DAMAGED', `${TABLE}: "${code.at(row)}" stands twice`);
      categories.push(text.at(row).split('|'));
    }
    const { effectiveFrom } = pack.manifest.release;
    const named = this.catalog.all('ccsr/categories').find(({ manifest }) => manifest.release.effectiveFrom === effectiveFrom);
    const titles = new Map<string, string>();
    if (named) {
      const names = named.table();
      for (let row = 0; row < names.rows; row++) titles.set(names.text('category').at(row), names.text('title').at(row));
    }
    return { pack, codes, categories, inpatient: table.text('inpatient'), outpatient: table.text('outpatient'), titles };
  }
}
