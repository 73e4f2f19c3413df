import type { Catalog } from '../../codesets/catalog.js';
import { MedcodeError } from '../../errors.js';
import { MODELS, modelVersion } from './model-versions.js';
import type { Beneficiary } from './person.js';
import { type RiskScore, Scorer } from './scorer.js';
import { type RxPlan, readTables } from './tables.js';

/**
 * CMS risk adjustment: CMS-HCC V24 and V28, ESRD V21 and V24, RxHCC V08, each in the payment years whose tables are at hand and sound.
 * A model is compiled when it is first asked for.
 *
 * @example
 * new RiskModels(catalog).score({ model: 'V28', year: 2026, age: 70, sex: 'F', orec: '0', dx: ['E11.9'] }).score // 0.561
 */
export class RiskModels {
  private readonly scorers = new Map<string, Map<number, Scorer>>();

  constructor(private readonly catalog: Catalog) {}

  /**
   * The raw risk score of a person with the coefficient of every variable and the diagnoses behind it (CMS model software of the model
   * version: AGESEXV2, the edit, hierarchy and main macros).
   * @throws MedcodeError MC_MODEL_UNKNOWN, MC_MODEL_NOT_CHECKED, MC_PERSON_INVALID, MC_RELEASE_MISSING, MC_PACK_DAMAGED
   */
  score(person: Beneficiary): RiskScore {
    return this.scorer(person.model, person.year, person.plan).score(person);
  }

  /** @throws MedcodeError MC_MODEL_UNKNOWN, MC_MODEL_NOT_CHECKED, MC_PERSON_INVALID, MC_RELEASE_MISSING, MC_PACK_DAMAGED */
  scorer(model: string, year: number, plan: RxPlan = 'both'): Scorer {
    const name = plan === 'both' ? model : `${model} ${plan}`;
    let years = this.scorers.get(name);
    const ready = years?.get(year);
    if (ready) return ready;
    const version = modelVersion(model);
    if (!version)
      throw new MedcodeError(
        'MC_MODEL_UNKNOWN',
        `no model is called ${JSON.stringify(model.slice(0, 40))}; there are ${MODELS.join(', ')}`,
      );
    const tables = readTables(this.catalog, version, year, plan);
    const releases = tables.packs.map(({ manifest, origin }) => ({ ...manifest.release, origin }));
    const scorer = new Scorer(
      version,
      year,
      tables,
      releases.filter(({ id }, i) => releases.findIndex((one) => one.id === id) === i),
    );
    years ??= new Map();
    years.set(year, scorer);
    this.scorers.set(name, years);
    return scorer;
  }
}
