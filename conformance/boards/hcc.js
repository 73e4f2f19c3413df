import { RiskModels } from '@medcode/core/groupers/hcc/risk-models';
import { failing } from '../board.js';
import { engineOf, releasesOf } from '../engine.js';
import { linesOf } from '../reference/shared.js';

/**
 * A beneficiary as two independent engines scored it alike.
 * @typedef {object} Reference
 * @property {string} id
 * @property {string} model
 * @property {string} segment
 * @property {number} age
 * @property {string} sex
 * @property {string} orec
 * @property {string} dual_elgbl_cd
 * @property {boolean} lti
 * @property {string[]} diagnosis_codes
 * @property {string[]} expected_hccs
 * @property {number} expected_raw_score
 * @property {string[]} expected_interactions
 */

const SETS = [
  { name: 'V24-2025', year: 2025, file: 'bench/hcc/v24_2025_agreed.ndjson.gz' },
  { name: 'V28-2026', year: 2026, file: 'bench/hcc/v28_2026_agreed.ndjson.gz' },
];

/** @type {import('../board.js').Board} */
export const board = {
  name: 'hcc',
  measures:
    'risk scores of beneficiaries that two other engines score alike: HCCs, raw score, segment from the facts, variables beside the HCCs',
  needs: SETS.map(({ file }) => file),
  modes: ['embedded'],
  sampled: false,
  run({ mode }) {
    const engine = engineOf(mode);
    const models = new RiskModels(engine.catalog);
    /** @type {import('../board.js').Figure[]} */
    const figures = [];
    /** @type {Record<string, Record<string, number>>} */
    const strata = {};
    /** @type {string[]} */
    const ids = [];
    for (const { name, year, file } of SETS) {
      const people = linesOf(file).map((line) => /** @type {Reference} */ (JSON.parse(line)));
      const unequal = { hccs: 0, score: 0, segment: 0, variables: 0 };
      for (const person of people) {
        const wrong = compare(models, person, year);
        const stratum = `${name} ${person.segment}`;
        const counts = (strata[stratum] ??= { n: 0, unequal: 0 });
        counts['n']++;
        if (wrong.length > 0) counts['unequal']++;
        for (const what of wrong) {
          unequal[what]++;
          ids.push(`${person.id} ${what}`);
        }
      }
      for (const [what, value] of Object.entries(unequal))
        figures.push({ name: `${name}: ${what} unequal`, value, n: people.length, better: 'lower', target: 0 });
    }
    return { releases: releasesOf(engine, ['hcc/']), figures, strata, failing: failing(ids) };
  },
};

/**
 * What differs. The reference lists every variable that is true; ours are those with a coefficient in the segment, so ours have to be
 * among them, and the equal score says that none is missing.
 * @param {RiskModels} models
 * @param {Reference} person
 * @param {number} year
 * @returns {('hccs' | 'score' | 'segment' | 'variables')[]}
 */
function compare(models, person, year) {
  const { model, age, sex, orec, lti } = person;
  const facts = { model, year, age, sex, orec, lti, dual: person.dual_elgbl_cd, dx: person.diagnosis_codes };
  const ours = models.score({ ...facts, segment: person.segment });
  const variables = ours.parts.map(({ variable }) => variable).filter((variable) => !/^HCC\d+$/.test(variable) && variable !== 'ORIGDS');
  /** @type {ReturnType<typeof compare>} */
  const wrong = [];
  if (ours.hccs.join() !== person.expected_hccs.join()) wrong.push('hccs');
  if (ours.score !== person.expected_raw_score) wrong.push('score');
  if (models.score(facts).segment !== person.segment) wrong.push('segment');
  if (!variables.every((variable) => person.expected_interactions.includes(variable))) wrong.push('variables');
  return wrong;
}
