import type { Catalog } from '../../codesets/catalog.js';
import { bareCode } from '../../codesets/code.js';
import { MedcodeError } from '../../errors.js';
import type { Release } from '../../model/release.js';
import type { ComorbidityNotCounted, ComorbidityPerson, ComorbidityResult } from './person.js';
import { type PrefixEntry, PrefixMap } from './prefix-map.js';
import { type ComorbidityCodeSystem, type ComorbidityVariant, type ComorbidityWeights, VARIANTS } from './variants.js';

/** Systems as the table of prefixes names them. */
const SYSTEMS: Readonly<Record<ComorbidityCodeSystem, string>> = { icd10: 'ICD-10', icd9cm: 'ICD-9-CM' };

/** One variant for one code system, compiled. */
interface Compiled {
  readonly prefixes: PrefixMap;
  readonly names: readonly string[];
  readonly noFlags: Readonly<Record<string, 0>>;
  /** By weights, then category, in tenths: the frailty score has one decimal. */
  readonly weights: ReadonlyMap<ComorbidityWeights, Int32Array>;
  readonly hierarchies: readonly { readonly severe: number; readonly mild: number }[];
}

/**
 * Comorbidity indices that are lists of diagnosis codes with weights: Charlson (Deyo, D'Hoore, Romano, Quan), Elixhauser (1998, Quan,
 * AHRQ v3.7), Gagne's combined score, the Hospital Frailty Risk Score. Every diagnosis given counts, the principal one included: which
 * diagnoses and how many years to look back is the question of a study, not of the list.
 *
 * A code counts in every category whose list has its beginning. Of two degrees of a disease only the severe one counts; Gagne's score and
 * the frailty score have no such rule.
 *
 * Source: the code lists and weights of the papers, as {@link VARIANTS} names them.
 *
 * @example
 * new ComorbidityIndices(catalog).score({ variant: 'quan', dx: ['E11.22', 'I50.9'] }).score // 3
 */
export class ComorbidityIndices {
  private readonly catalog: Catalog;
  private readonly compiled = new Map<string, Compiled>();
  private named: readonly Release[] | undefined;

  constructor(catalog: Catalog) {
    this.catalog = catalog;
  }

  /**
   * Categories and score of a person.
   * @throws MedcodeError MC_USAGE when the variant has no list for the system or not these weights; MC_RELEASE_MISSING, MC_PACK_DAMAGED
   */
  score({ variant, dx, system: asked, weights: wanted, age }: ComorbidityPerson): ComorbidityResult {
    const definition = VARIANTS[variant];
    const system = asked ?? this.usualSystem(variant);
    const weights = wanted ?? definition.weights[0];
    const { prefixes, names, noFlags, weights: sets, hierarchies } = this.compile(variant, system);
    const points = sets.get(weights);
    if (!points) throw new MedcodeError('MC_USAGE', `the weights of ${variant} are ${definition.weights.join(', ')}, not ${weights}`);
    const codes: (string[] | undefined)[] = new Array<string[] | undefined>(names.length).fill(undefined);
    for (let i = 0; i < dx.length; i++) {
      const given = dx[i] as string;
      const categories = prefixes.ofCode(given);
      if (categories.length === 0) continue;
      const code = bareCode(given);
      for (let c = 0; c < categories.length; c++) {
        const category = categories[c] as number;
        const list = codes[category];
        if (list === undefined) codes[category] = [code];
        else if (!list.includes(code)) list.push(code);
      }
    }
    let notCounted: ComorbidityNotCounted[] | undefined;
    for (const { severe, mild } of hierarchies) {
      const below = codes[mild];
      if (below === undefined || codes[severe] === undefined) continue;
      notCounted ??= [];
      notCounted.push({ flag: names[mild] as string, by: names[severe] as string, codes: below });
      codes[mild] = undefined;
    }
    const flags: Record<string, 0 | 1> = { ...noFlags };
    const found: Record<string, string[]> = {};
    let tenths = 0;
    for (let category = 0; category < names.length; category++) {
      const list = codes[category];
      if (list === undefined) continue;
      const name = names[category] as string;
      flags[name] = 1;
      found[name] = list;
      tenths += points[category] as number;
    }
    const score = tenths / 10;
    const ageScore = definition.ageScore && age !== undefined ? agePoints(age) : undefined;
    return {
      variant,
      system,
      weights,
      flags,
      score,
      ...(ageScore === undefined ? {} : { ageScore, ageAdjustedScore: score + ageScore }),
      codes: found,
      notCounted: notCounted ?? NOTHING,
      releases: this.releases(),
    };
  }

  /** The weight of a category, as the answer names it. */
  weight(variant: ComorbidityVariant, system: ComorbidityCodeSystem, weights: ComorbidityWeights, flag: string): number {
    const { names, weights: sets } = this.compile(variant, system);
    return (sets.get(weights)?.[names.indexOf(flag)] ?? 0) / 10;
  }

  private usualSystem(variant: ComorbidityVariant): ComorbidityCodeSystem {
    return this.categories(variant, 'icd10').length > 0 ? 'icd10' : 'icd9cm';
  }

  private categories(variant: ComorbidityVariant, system: ComorbidityCodeSystem): readonly string[] {
    return this.tryCompile(variant, system)?.names ?? [];
  }

  private compile(variant: ComorbidityVariant, system: ComorbidityCodeSystem): Compiled {
    const compiled = this.tryCompile(variant, system);
    if (!compiled) throw new MedcodeError('MC_USAGE', `${variant} has no list of ${SYSTEMS[system]} codes`);
    return compiled;
  }

  private tryCompile(variant: ComorbidityVariant, system: ComorbidityCodeSystem): Compiled | undefined {
    const key = `${variant} ${system}`;
    let compiled = this.compiled.get(key);
    if (!compiled) {
      const { map, index, canonical, hierarchies, weights } = VARIANTS[variant];
      const names: string[] = [];
      const entries: PrefixEntry[] = [];
      const table = this.catalog.one('charlson/prefixes').table();
      const [maps, categories, systems, prefixes] = ['map', 'category', 'system', 'code_prefix'].map((name) => table.text(name));
      for (let row = 0; row < table.rows; row++) {
        if (maps?.at(row) !== map || systems?.at(row) !== SYSTEMS[system]) continue;
        const name = canonical(categories?.at(row) ?? '');
        let category = names.indexOf(name);
        if (category < 0) category = names.push(name) - 1;
        entries.push({ prefix: prefixes?.at(row) ?? '', category });
      }
      if (entries.length === 0) return undefined;
      compiled = {
        prefixes: new PrefixMap(entries),
        names,
        noFlags: Object.fromEntries(names.map((name) => [name, 0 as const])),
        weights: new Map(weights.map((set) => [set, this.points(index, set, names)])),
        hierarchies: hierarchies
          .map(([severe, mild]) => ({ severe: names.indexOf(severe), mild: names.indexOf(mild) }))
          .filter(({ severe, mild }) => severe >= 0 && mild >= 0),
      };
      this.compiled.set(key, compiled);
    }
    return compiled;
  }

  /** The weight of each category in tenths; a category the weights leave out counts nothing. */
  private points(index: string, set: ComorbidityWeights, names: readonly string[]): Int32Array {
    const table = this.catalog.one('charlson/weights').table();
    const [indices, categories, sets, values] = ['index', 'category', 'weight_set', 'weight'].map((name) => table.text(name));
    const points = new Int32Array(names.length);
    for (let row = 0; row < table.rows; row++) {
      if (indices?.at(row) !== index || sets?.at(row) !== set) continue;
      const category = names.indexOf(categories?.at(row) ?? '');
      if (category >= 0) points[category] = Math.round(Number(values?.at(row)) * 10);
    }
    return points;
  }

  /** The lists are as published and have no window: they answer for any date. */
  private releases(): readonly Release[] {
    this.named ??= [this.catalog.one('charlson/prefixes')].map(({ manifest, origin }) => ({ ...manifest.release, origin }));
    return this.named;
  }
}

const NOTHING: readonly never[] = [];

/** Charlson 1994: a point for each decade from 50 years, at most four. */
function agePoints(age: number): number {
  return Math.max(0, Math.min(4, Math.floor(age / 10) - 4));
}
