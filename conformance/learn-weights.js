// Learns the weights of packages/core/src/coding/weights.ts: billing from the even-numbered notes of the gold set, mentions from the
// training cases of CodiEsp, calibration from both. A logistic regression with a quadratic penalty, so that a rare name stays near nothing.
// usage: node conformance/learn-weights.js --part billing|calibration|mentions [--penalty N]   (build after it: npm run build)
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { day } from '@medcode/core/model/date';
import { engineOf } from './engine.js';
import { goldNotes, isForDevelopment } from './reference/gold.js';
import { codiespNotes } from './reference/notes.js';

const { values } = parseArgs({ options: { part: { type: 'string', default: 'billing' }, penalty: { type: 'string', default: '2' } } });
const file = fileURLToPath(new URL('../packages/core/src/coding/weights.ts', import.meta.url));
const current = await import(pathToFileURL(fileURLToPath(new URL('../packages/core/dist/coding/weights.js', import.meta.url))).href);
const { coder } = engineOf('embedded');
/** Names that occur less often keep the weight of nothing. */
const LEAST = 4;

/** Level and slope of examples that were labelled otherwise; learned beside the weights and not kept. */
const APART = ['labelled otherwise', 'score, labelled otherwise'];

/** What each part learns, and from where it starts: learning moves a weight only as far as the notes carry it. */
const PARTS = {
  billing: () => /** @type {const} */ (['BILLING_WEIGHTS', fit(billing(), penalty, LEAST, current.BILLING_WEIGHTS)]),
  calibration: () => /** @type {const} */ (['CALIBRATION_WEIGHTS', fit(calibration(), penalty, 8, { score: 1 })]),
  mentions: () => /** @type {const} */ (['MENTION_WEIGHTS', fit(mentions(), penalty, 8, {})]),
};
const penalty = Number(values.penalty);
const learn = PARTS[/** @type {keyof typeof PARTS} */ (values.part)];
if (!learn) {
  console.error(`--part is one of ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}
const [name, learned] = learn();
writeFileSync(file, exchanged(readFileSync(file, 'utf8'), name, learned));
console.log(name, Object.keys(learned).length);

/** The candidates of the gold set's even notes as the statements left them: right when the code, or one a rule made of its words, is in the answer. */
function billing() {
  return goldNotes()
    .filter(({ id }) => isForDevelopment(id))
    .flatMap((gold) => {
      const right = new Set(gold.diagnoses.map(({ code }) => code));
      return coded(gold).diagnoses.map(({ code, support }) => ({
        names: support.filter((name) => name.includes(': ') || name in current.BILLING_WEIGHTS),
        right: right.has(code),
      }));
    });
}

/**
 * What an answer's codes are worth: their score and properties. The training cases of CodiEsp, coded as stays, add what wording says of a
 * code on notes nobody mended errors on; they label every mention, so they have a level and a slope of their own and weigh a tenth each,
 * or they would outvote the claims.
 */
function calibration() {
  // The score as it is before this step.
  for (const name of Object.keys(current.CALIBRATION_WEIGHTS)) delete current.CALIBRATION_WEIGHTS[name];
  const own = goldNotes()
    .filter(({ id }) => isForDevelopment(id))
    .flatMap((gold) => judged(coded(gold), new Set(gold.diagnoses.map(({ code }) => code))));
  const cases = codiespNotes('labelled')
    .filter(({ stratum }) => stratum === 'train')
    .flatMap(({ id, text, patient, codes }) =>
      judged(coder.code({ id, text, date: day('2024-06-01'), setting: 'inpatient', profile: 'billing', patient }), codes),
    );
  const named = new Set(own.flatMap(({ names }) => names));
  return [...own, ...cases.map((one) => ({ ...one, names: one.names.filter((name) => named.has(name)), weight: 0.1, apart: true }))];
}

/** @param {import('@medcode/core/model/encounter').Encounter} answer @param {ReadonlySet<string>} codes */
function judged(answer, codes) {
  return answer.diagnoses.map(({ code, support, probability }) => ({
    // What is said of one setting alone has decided the score already.
    names: support.filter((name) => !name.includes(': ')),
    right: codes.has(code),
    value: Math.max(-4, Math.min(4, Math.log(probability / (1 - probability)))),
  }));
}

function mentions() {
  return codiespNotes('labelled')
    .filter(({ stratum }) => stratum === 'train')
    .flatMap(({ id, text, patient, codes }) =>
      coder
        .code({ id, text, date: day('2024-06-01'), setting: 'inpatient', profile: 'mentions', patient })
        .diagnoses.map(({ code, support }) => ({ names: support, right: codes.has(code) })),
    );
}

/** @param {import('./reference/gold.js').GoldNote} gold */
function coded({ id, text, date, setting, patient }) {
  return coder.code({ id, text, date: day(date), setting, profile: 'billing', patient });
}

/**
 * @param {readonly { names: readonly string[], right: boolean, value?: number, weight?: number, apart?: boolean }[]} examples
 * @param {number} penalty @param {number} least @param {Readonly<Record<string, number>>} believed
 */
function fit(examples, penalty, least, believed) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { names } of examples) for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const kept = [
    'bias',
    ...(examples[0]?.value === undefined ? [] : ['score', ...APART]),
    ...[...counts].filter(([, n]) => n >= least).map(([name]) => name),
  ];
  const index = new Map(kept.map((name, i) => [name, i]));
  const rows = examples.map(({ names, right, value, weight = 1, apart }) => {
    /** @type {[number, number][]} */
    const row = [[0, 1]];
    if (value !== undefined) row.push([1, value]);
    if (value !== undefined && apart) row.push([2, 1], [3, value]);
    for (const name of new Set(names)) {
      const at = index.get(name);
      if (at !== undefined) row.push([at, 1]);
    }
    return { row, y: right ? 1 : 0, weight };
  });
  const w = new Float64Array(kept.length);
  const second = new Float64Array(kept.length);
  kept.forEach((name, i) => {
    w[i] = believed[name] ?? 0;
  });
  // Coordinate-scaled gradient steps (Adagrad): few names, few thousand examples.
  for (let round = 0; round < 3000; round++) {
    const gradient = new Float64Array(kept.length);
    for (const { row, y, weight } of rows) {
      let z = 0;
      for (const [at, value] of row) z += (w[at] ?? 0) * value;
      const error = weight * (1 / (1 + Math.exp(-z)) - y);
      for (const [at, value] of row) gradient[at] = (gradient[at] ?? 0) + error * value;
    }
    for (let i = 0; i < w.length; i++) {
      const centre = believed[kept[i] ?? ''] ?? 0;
      const g = (gradient[i] ?? 0) + (i === 0 ? 0 : penalty * ((w[i] ?? 0) - centre));
      second[i] = (second[i] ?? 0) + g * g;
      w[i] = (w[i] ?? 0) - (0.5 * g) / Math.sqrt((second[i] ?? 0) + 1e-8);
    }
  }
  const right = rows.filter(({ y }) => y === 1).length;
  let agreed = 0;
  for (const { row, y } of rows) if ((row.reduce((z, [at, value]) => z + (w[at] ?? 0) * value, 0) > 0 ? 1 : 0) === y) agreed++;
  console.log(
    `${examples.length} examples, ${right} right; ${kept.length} names; ${((agreed / rows.length) * 100).toFixed(1)} % of them on the right side`,
  );
  return Object.fromEntries(
    kept
      .map((name, i) => /** @type {const} */ ([name, Math.round((w[i] ?? 0) * 100) / 100]))
      .filter(([name, value]) => (value !== 0 || name === 'bias') && !APART.includes(name))
      .sort(([a], [b]) => (a === 'bias' ? -1 : b === 'bias' ? 1 : a < b ? -1 : 1)),
  );
}

/**
 * The file with one table exchanged; its comments stay and are to be made true by hand.
 * @param {string} text @param {string} name @param {Readonly<Record<string, number>>} entries
 */
function exchanged(text, name, entries) {
  const lines = Object.entries(entries).map(([key, value]) => `  ${/^[a-z]+$/.test(key) ? key : `'${key}'`}: ${value},\n`);
  const table = new RegExp(`(export const ${name}: [^=]+= \\{\\n?)[^}]*(\\};)`);
  if (!table.test(text)) throw new Error(`no table ${name}`);
  return text.replace(table, (_all, head, tail) => `${head.trimEnd()}\n${lines.join('')}${tail}`);
}
