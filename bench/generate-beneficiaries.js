import { modelVersion } from '@medcode/core/groupers/hcc/model-versions';
import { readTables } from '@medcode/core/groupers/hcc/tables';
import { randomNumbers } from '../conformance/random-numbers.js';

/** @typedef {import('@medcode/core/groupers/hcc/person').Beneficiary} Beneficiary */

/** Models and payment years whose tables are sound, RxHCC with each of its proposed tables. */
export const MODEL_YEARS = /** @type {const} */ ([
  { model: 'V24', year: 2025 },
  { model: 'V24', year: 2026 },
  { model: 'V28', year: 2025 },
  { model: 'V28', year: 2026 },
  { model: 'V28', year: 2027 },
  { model: 'ESRD V21', year: 2025 },
  { model: 'ESRD V21', year: 2026 },
  { model: 'ESRD V24', year: 2025 },
  { model: 'ESRD V24', year: 2026 },
  { model: 'RxHCC V08', year: 2027, plan: 'both' },
  { model: 'RxHCC V08', year: 2027, plan: 'PDP' },
  { model: 'RxHCC V08', year: 2027, plan: 'MA-PD' },
]);

/**
 * Invented beneficiaries of a model: facts that can be true together, diagnoses drawn from the model's map (and some without an HCC).
 * The same seed gives the same people.
 * @param {import('@medcode/core/codesets/catalog').Catalog} catalog
 * @param {typeof MODEL_YEARS[number]} modelYear
 * @param {number} count
 * @param {number} seed
 * @returns {Beneficiary[]}
 */
export function beneficiaries(catalog, modelYear, count, seed) {
  const { model, year } = modelYear;
  const plan = 'plan' in modelYear ? modelYear.plan : undefined;
  const version = modelVersion(model);
  if (!version) throw new Error(`no model ${model}`);
  const codes = [...readTables(catalog, version, year, plan ?? 'both').map.keys()].sort();
  const random = randomNumbers(seed);
  const chance = (/** @type {number} */ share) => random() < share;
  const pick = (/** @type {readonly string[]} */ list) => list[Math.floor(random() * list.length)];
  return Array.from({ length: count }, () => {
    const age = chance(0.04) ? 64 : chance(0.05) ? Math.floor(random() * 20) : 20 + Math.floor(random() * 85);
    const esrd = version.family === 'esrd';
    const orec =
      age < 65
        ? esrd
          ? pick(['1', '2', '3'])
          : age === 64 && chance(0.5)
            ? '0'
            : pick(['1', '1', '1', '2', '3'])
        : pick(['0', '0', '1', '2', '3']);
    const newEnrollee = chance(0.2);
    const graftMonths = esrd && chance(0.5) ? 1 + Math.floor(random() * 30) : undefined;
    return {
      model,
      year,
      ...(plan === undefined ? {} : { plan }),
      age,
      sex: pick(['F', 'M']),
      orec,
      dual: pick(['NA', 'NA', '00', '01', '02', '03', '04', '05', '06', '08']),
      lti: chance(0.15),
      newEnrollee,
      snp: newEnrollee && chance(0.3),
      lowIncome: chance(0.3),
      ...(graftMonths === undefined ? {} : { graftMonths }),
      dx: Array.from({ length: Math.floor(random() * 14) }, () => (chance(0.1) ? pick(['I10', 'E785', 'Z0000', 'M545']) : pick(codes))),
    };
  });
}
