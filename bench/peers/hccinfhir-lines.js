import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** @typedef {import('@medcode/core/groupers/hcc/person').Beneficiary} Beneficiary */
/** @typedef {{ score: number, hccs: string[], coefficients: Record<string, number> }} Theirs */

const SCRIPT = fileURLToPath(new URL('score_with_hccinfhir.py', import.meta.url));
const MODELS = {
  V24: 'CMS-HCC Model V24',
  V28: 'CMS-HCC Model V28',
  'ESRD V21': 'CMS-HCC ESRD Model V21',
  'ESRD V24': 'CMS-HCC ESRD Model V24',
};
const RX = { both: 'RxHCC Model V08 PDP_AND_MAPD', PDP: 'RxHCC Model V08 PDP_ONLY', 'MA-PD': 'RxHCC Model V08 MAPD_ONLY' };

/**
 * Beneficiaries as lines for score_with_hccinfhir.py.
 * @param {readonly Beneficiary[]} people
 * @param {boolean} [mapOnly] RxHCC under the name whose diagnosis map is found there
 */
function hccinfhirLines(people, mapOnly = false) {
  return people
    .map((person) =>
      JSON.stringify({
        model: person.plan ? (mapOnly ? 'RxHCC Model V08' : RX[person.plan]) : MODELS[/** @type {keyof typeof MODELS} */ (person.model)],
        files: {
          dx_cc_mapping_filename: `ra_dx_to_cc_${person.year}.csv`,
          hierarchies_filename: `ra_hierarchies_${Math.min(person.year, 2026)}.csv`,
          coefficients_filename: person.year === 2027 ? 'ra_proposed_coefficients_2027.csv' : `ra_coefficients_${person.year}.csv`,
        },
        facts: {
          age: person.age,
          sex: person.sex,
          orec: person.orec,
          dual_elgbl_cd: person.dual,
          lti: person.lti,
          new_enrollee: person.newEnrollee,
          snp: person.snp,
          low_income: person.lowIncome,
          graft_months: person.graftMonths,
          // The ESRD models are for people whose entitlement now is by end-stage renal disease.
          ...(person.model.startsWith('ESRD') ? { crec: '2' } : {}),
        },
        dx: person.dx,
      }),
    )
    .join('\n');
}

/** @param {string} python @param {'score' | 'time'} what @param {readonly Beneficiary[]} people @param {boolean} [mapOnly] */
function run(python, what, people, mapOnly) {
  const { status, stdout, stderr } = spawnSync(python, [SCRIPT, what], {
    input: hccinfhirLines(people, mapOnly),
    encoding: 'utf8',
    // Which of two HCCs an edit takes away there hangs on the order of a set: a fixed seed makes the counts repeatable.
    env: { ...process.env, PYTHONHASHSEED: '0' },
    maxBuffer: 1_000_000_000,
  });
  if (status !== 0) throw new Error(stderr.slice(-2000));
  return stdout.trim().split('\n');
}

/**
 * Scores and HCCs. The plan tables of RxHCC find no diagnosis there; the HCCs are taken from the model's other name, so that map and
 * hierarchies are compared all the same.
 * @param {string} python
 * @param {readonly Beneficiary[]} people
 * @returns {Theirs[]}
 */
export function scoredByHccinfhir(python, people) {
  const scores = run(python, 'score', people).map((line) => /** @type {Theirs} */ (JSON.parse(line)));
  if (people[0]?.plan === undefined) return scores;
  const listed = run(python, 'score', people, true).map((line) => /** @type {Theirs} */ (JSON.parse(line)));
  return scores.map((score, i) => ({ ...score, hccs: listed[i]?.hccs ?? [] }));
}

/** Scores a second of processor time, the best of three passes from its own person objects. @param {string} python @param {readonly Beneficiary[]} people */
export function hccinfhirPerSecond(python, people) {
  /** @type {{ people: number, seconds: number }} */
  const { people: count, seconds } = JSON.parse(run(python, 'time', people)[0] ?? '');
  return Math.round(count / seconds);
}
