// Where our risk scores differ from those of the PyPI package hccinfhir, on invented beneficiaries: every difference with its cause.
// usage: node bench/compare-hcc.js PYTHON [--check]
// PYTHON: a Python with hccinfhir 0.4.0. Writes bench/hcc-differences.json; with --check it only says whether that is stale.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { RiskModels } from '@medcode/core/groupers/hcc/risk-models';
import { engineOf } from '../conformance/engine.js';
import { beneficiaries, MODEL_YEARS } from './generate-beneficiaries.js';
import { scoredByHccinfhir } from './peers/hccinfhir-lines.js';

/** @typedef {import('@medcode/core/groupers/hcc/person').Beneficiary} Beneficiary @typedef {import('@medcode/core/groupers/hcc/scorer').RiskScore} RiskScore */
/** @typedef {import('./peers/hccinfhir-lines.js').Theirs} Theirs */

const SEED = 20_261_124;
const PEOPLE = 2000;
const PATH = fileURLToPath(new URL('hcc-differences.json', import.meta.url));

/**
 * One person scored differently. `items` are what differs and has no cause yet: `+HCC` and `-HCC`, HCCs that only we or only they list;
 * `+variable` and `-variable`, coefficients that only we or only they add.
 * @typedef {object} Difference
 * @property {Beneficiary} person
 * @property {RiskScore} ours
 * @property {Set<string>} items
 *
 * @typedef {object} Cause
 * @property {'ours' | 'theirs' | 'undecided'} right who follows the published model; undecided where the macro is not at hand or nothing hangs on it
 * @property {string} why
 * @property {(difference: Difference) => string[]} explains the items it explains; all of them once the HCCs are explained
 */

/** HCCs of an item list. @param {Set<string>} items @param {'+' | '-'} sign */
function hccItems(items, sign) {
  return [...items].filter((item) => item.startsWith(`${sign}HCC `));
}

/** Everything, when a condition holds. @param {(difference: Difference) => boolean} holds @returns {Cause['explains']} */
function whole(holds) {
  return (difference) => (holds(difference) ? [...difference.items] : []);
}

/** Some items by name. @param {(item: string, difference: Difference) => boolean} holds @returns {Cause['explains']} */
function some(holds) {
  return (difference) => [...difference.items].filter((item) => holds(item, difference));
}

/**
 * HCCs, and with them the interactions and counts that follow from them when no other HCC differs.
 * @param {(item: string, difference: Difference) => boolean} holds
 * @returns {Cause['explains']}
 */
function hccsAndWhatFollows(holds) {
  return (difference) => {
    const both = [...hccItems(difference.items, '+'), ...hccItems(difference.items, '-')];
    const found = both.filter((item) => holds(item, difference));
    if (found.length === 0) return [];
    return found.length === both.length ? [...difference.items] : found;
  };
}

/** Whether a drop of ours names this HCC for a reason. @param {RiskScore} ours @param {string} item @param {string} reason */
function droppedBy(ours, item, reason) {
  return ours.dropped.some((drop) => drop.reason === reason && `-HCC ${drop.hcc}` === item);
}

/** @type {Record<string, Cause>} */
const CAUSES = {
  'institutional-new-enrollee': {
    right: 'ours',
    why: 'A new enrollee in a long-term institution is scored with the institutional segment there. Under twelve months of Part B there is no year of diagnoses to score: the new enrollee segment applies.',
    explains: whole(
      ({ person }) =>
        !person.model.startsWith('ESRD') && !person.model.startsWith('RxHCC') && person.newEnrollee === true && person.lti === true,
    ),
  },
  'new-enrollee-entitled-by-esrd': {
    right: 'ours',
    why: 'New enrollees of 65 to 69 first entitled by end-stage renal disease (OREC 2, 3) have the single-year cells of all others (AGESEXV2 macro); there the bands of the ESRD models are looked up and not found.',
    explains: some(
      (item, { person, ours }) => ['NE', 'SNPNE'].includes(ours.segment) && ['2', '3'].includes(person.orec ?? '') && item.includes('_NE'),
    ),
  },
  'rx-map-of-plan-tables': {
    right: 'ours',
    why: 'With the model names of the 2027 plan tables no diagnosis is mapped there, so no RxHCC is scored (the HCCs compared are those of its other model name).',
    explains: some((item, { person }) => person.model === 'RxHCC V08' && /^\+(?:\d+|NONAGED_RXHCC\d+)$/.test(item)),
  },
  'rx-hierarchies': {
    right: 'ours',
    why: 'The hierarchies of RxHCC V08 are not applied there.',
    explains: some((item, { person, ours }) => person.model === 'RxHCC V08' && droppedBy(ours, item, 'hierarchy')),
  },
  'rx-new-enrollee-cells': {
    right: 'ours',
    why: 'The new enrollee cells of RxHCC (ESRD, originally disabled, age and sex) are not found there: new enrollees score 0.',
    explains: whole(({ person, ours }) => person.model === 'RxHCC V08' && ours.segment.startsWith('Rx_NE')),
  },
  'rx-originally-disabled': {
    right: 'ours',
    why: 'F65OD, M65OD and ORIGDS, the originally disabled variables of RxHCC, are not added there.',
    explains: some((item) => ['+F65OD', '+M65OD', '+ORIGDS'].includes(item)),
  },
  'code-new-in-year': {
    right: 'ours',
    why: 'The 2025 map there is the first one, without the codes of October 2024, whose dates of service count for 2025; the mid-year final map has them, and another engine agrees.',
    explains: hccsAndWhatFollows((item, { ours }) => item.startsWith('+HCC ') && ours.notes.some((note) => note.startsWith('New within'))),
  },
  'code-new-in-year-hides-another': {
    right: 'ours',
    why: 'The same, where the HCC of the new code takes away one below it.',
    explains: hccsAndWhatFollows(
      (item, { ours }) => droppedBy(ours, item, 'hierarchy') && ours.notes.some((note) => note.startsWith('New within')),
    ),
  },
  'hierarchies-of-2025': {
    right: 'ours',
    why: 'The 2025 hierarchy table there lacks 22 pairs of V28 (below HCC 191, 192, 221, 222) and names the version of ESRD V21 otherwise, so that none of its hierarchies apply. The model version did not change.',
    explains: hccsAndWhatFollows((item, { person, ours }) => person.year === 2025 && droppedBy(ours, item, 'hierarchy')),
  },
  'edit-on-two-hccs': {
    right: 'ours',
    why: 'An edit that refuses a diagnosis refuses it for every HCC it maps to (edit macro: CC is set to -1 and no assignment is made); there one of two HCCs stays, with what it takes away, and which one changes from run to run.',
    explains: hccsAndWhatFollows(
      (_, { ours, items }) => ours.dropped.some(({ reason }) => reason === 'edit') && hccItems(items, '-').length > 0,
    ),
  },
  'hierarchy-of-dropped': {
    right: 'ours',
    why: 'An HCC that a more severe one took away takes nothing away itself (SET0 macro); there it still does (V28: 62 over 63, 63 over 202).',
    explains: hccsAndWhatFollows((item) => item === '+HCC 202'),
  },
  'kidney-hccs-not-listed': {
    right: 'undecided',
    why: 'HCC 135 to 138 are not listed there in ESRD V24; their coefficients are 0 in every segment, so that no score differs.',
    explains: hccsAndWhatFollows((item, { person }) => person.model === 'ESRD V24' && /^\+HCC 13[5-8]$/.test(item)),
  },
  'transplant-months': {
    right: 'ours',
    why: 'Months 1 to 3 after a kidney transplant are paid with the transplant factors; there they get the functioning graft model without its duration, or nothing.',
    explains: whole(({ ours }) => ours.segment.startsWith('TRANSPLANT')),
  },
  'graft-new-enrollee': {
    right: 'undecided',
    why: 'Cells of new enrollees with a functioning graft are not found there (their names have a G), the partial dual flag is added though it belongs to continuing enrollees, and the actuarial adjustment of ESRD V24 is left out. The cells are certain; flag and adjustment are our reading of the coefficient table.',
    explains: whole(({ ours }) => ours.segment === 'GNE'),
  },
  'graft-community-v21': {
    right: 'ours',
    why: 'The segment GC of ESRD V21 is not found there: only the duration is scored.',
    explains: whole(({ person, ours }) => person.model === 'ESRD V21' && ours.segment === 'GC'),
  },
  'graft-institutional-medicaid': {
    right: 'ours',
    why: 'MCAID of the institutional graft segment of ESRD V21 is not added there.',
    explains: some((item, { ours }) => ours.segment === 'GI' && item === '+MCAID'),
  },
  'institutional-factor-of-graft-in-dialysis': {
    right: 'ours',
    why: 'LTI_GE65 and LTI_LT65 belong to the functioning graft institutional score; there they are added to dialysis too, which has its own LTI_Aged and LTI_NonAged.',
    explains: some((item, { ours }) => ['DI', 'DNE'].includes(ours.segment) && ['-LTI_GE65', '-LTI_LT65'].includes(item)),
  },
  'dialysis-new-enrollee-disabled-under-65': {
    right: 'ours',
    why: 'New enrollees on dialysis have originally disabled cells under 65 too (OREC 1); there the variable needs 65 years.',
    explains: some((item, { person, ours }) => ours.segment === 'DNE' && person.orec === '1' && person.age < 65 && item.includes('_NE')),
  },
  'dialysis-new-enrollee-bands': {
    right: 'ours',
    why: 'Dialysis new enrollees have the age bands 65–69 and 85 and over; there the bands of other new enrollees are looked up and not found.',
    explains: some((item, { person, ours }) => ours.segment === 'DNE' && person.age >= 64 && item.includes('_NE')),
  },
};

const { values, positionals } = parseArgs({ options: { check: { type: 'boolean', default: false } }, allowPositionals: true });
const [python] = positionals;
if (python === undefined || !existsSync(python)) {
  console.log(`skipped: compare-hcc needs a Python with hccinfhir 0.4.0${python === undefined ? '' : `; there is none at ${python}`}`);
  process.exit(0);
}
const version = spawnSync(python, ['-c', 'import importlib.metadata as m; print(m.version("hccinfhir"))'], {
  encoding: 'utf8',
}).stdout.trim();
const { catalog } = engineOf('embedded');
const models = new RiskModels(catalog);
/** @type {Record<string, object>} */
const sets = {};
/** @type {Record<string, number>} */
const totals = {};
let all = 0;
let unexplained = 0;
for (const [i, modelYear] of MODEL_YEARS.entries()) {
  const people = beneficiaries(catalog, modelYear, PEOPLE, SEED + i);
  const theirs = scoredByHccinfhir(python, people);
  const counts = { people: people.length, equal: 0, different: 0, unexplained: 0 };
  /** @type {Record<string, number>} */
  const causes = {};
  for (const [n, person] of people.entries()) {
    // The age edits of the Medicare Code Editor are a switch; there they are always on, in V28 alone.
    const ours = models.score({ ...person, mceEdits: person.model === 'V28' });
    const difference = { person, ours, items: itemsOf(ours, theirs[n]) };
    if (difference.items.size === 0) {
      counts.equal++;
      continue;
    }
    counts.different++;
    for (const [name, cause] of Object.entries(CAUSES)) {
      const explained = cause.explains(difference);
      if (explained.length === 0) continue;
      causes[name] = (causes[name] ?? 0) + 1;
      totals[name] = (totals[name] ?? 0) + 1;
      for (const item of explained) difference.items.delete(item);
    }
    if (difference.items.size > 0) {
      counts.unexplained++;
      console.error(JSON.stringify({ items: [...difference.items], segment: ours.segment, person }));
    }
  }
  all += people.length;
  unexplained += counts.unexplained;
  sets[`${modelYear.model} ${modelYear.year}${'plan' in modelYear ? ` ${modelYear.plan}` : ''}`] = { ...counts, causes };
}
const result = {
  measures: `our risk scores against PyPI hccinfhir ${version} on invented beneficiaries; why each difference`,
  seed: SEED,
  people: all,
  unexplained,
  causes: Object.fromEntries(Object.entries(CAUSES).map(([name, { right, why }]) => [name, { people: totals[name] ?? 0, right, why }])),
  sets,
};
const text = `${JSON.stringify(result, null, 2)}\n`;
console.log(JSON.stringify(sets, null, 1));
if (unexplained > 0) process.exitCode = 1;
if (!values.check) writeFileSync(PATH, text);
else if (!existsSync(PATH) || readFileSync(PATH, 'utf8') !== text) {
  console.error('bench/hcc-differences.json is stale');
  process.exitCode = 1;
}

/**
 * What differs between two scores; nothing when HCCs and score are the same.
 * @param {RiskScore} ours
 * @param {Theirs} theirs
 */
function itemsOf(ours, theirs) {
  /** @type {Set<string>} */
  const items = new Set();
  // Segments without disease list none; the HCCs a person has are compared all the same.
  const listed = new Set([...ours.hccs, ...ours.dropped.flatMap(({ reason, hcc }) => (reason === 'segment' && hcc ? [hcc] : []))]);
  for (const hcc of listed) if (!theirs.hccs.includes(hcc)) items.add(`+HCC ${hcc}`);
  for (const hcc of theirs.hccs) if (!listed.has(hcc)) items.add(`-HCC ${hcc}`);
  const mine = new Map(ours.parts.map(({ variable, coefficient }) => [variable.replace(/^(?:RX)?HCC(\d+)$/, '$1'), coefficient]));
  const other = new Map(Object.entries(theirs.coefficients));
  for (const [name, value] of mine) if ((other.get(name) ?? 0) !== value) items.add(`+${name}`);
  for (const [name, value] of other) if ((mine.get(name) ?? 0) !== value) items.add(`-${name}`);
  if (items.size === 0 && Math.abs(ours.score - theirs.score) > 0.0005) items.add('score');
  return items;
}
