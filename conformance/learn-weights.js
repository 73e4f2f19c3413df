// Learns the weights of packages/core/src/coding/weights.ts: billing and rules from the even-numbered notes of the gold set, mentions from
// the training cases of CodiEsp. A logistic regression with a quadratic penalty, so that a rare name stays near nothing.
// usage: node conformance/learn-weights.js --part billing|rules|mentions [--penalty N]   (build after it: npm run build)
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

/** What each part learns, and from where it starts: learning moves a weight only as far as the notes carry it. */
const PARTS = {
  billing: () => /** @type {const} */ (['BILLING_WEIGHTS', fit(billing(), penalty, LEAST, current.BILLING_WEIGHTS)]),
  rules: () => /** @type {const} */ (['RULE_WEIGHTS', fit(rules(), penalty, LEAST, { statement: 1 })]),
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
        names: support.filter((name) => !isSettling(name)),
        right: right.has(code),
      }));
    });
}

/** The same after the rules: the probability of the statement, the rules and the kind of the code. */
function rules() {
  return goldNotes()
    .filter(({ id }) => isForDevelopment(id))
    .flatMap((gold) => {
      const right = new Set(gold.diagnoses.map(({ code }) => code));
      return coded(gold).diagnoses.map(({ code, support, probability }) => {
        const names = support.filter(isSettling);
        let settling = current.RULE_WEIGHTS['bias'] ?? 0;
        for (const name of names) settling += current.RULE_WEIGHTS[name] ?? 0;
        const p = Math.min(0.995, Math.max(0.005, probability));
        const statement = (Math.log(p / (1 - p)) - settling) / (current.RULE_WEIGHTS['statement'] ?? 1);
        return { names, right: right.has(code), value: Math.max(-6, Math.min(6, statement)) };
      });
    });
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

/** @param {string} name */
function isSettling(name) {
  return name.startsWith('rule ') || name.startsWith('settled ');
}

/**
 * @param {readonly { names: readonly string[], right: boolean, value?: number }[]} examples
 * @param {number} penalty @param {number} least @param {Readonly<Record<string, number>>} believed
 */
function fit(examples, penalty, least, believed) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { names } of examples) for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const kept = [
    'bias',
    ...(examples[0]?.value === undefined ? [] : ['statement']),
    ...[...counts].filter(([, n]) => n >= least).map(([name]) => name),
  ];
  const index = new Map(kept.map((name, i) => [name, i]));
  const rows = examples.map(({ names, right, value }) => {
    /** @type {[number, number][]} */
    const row = [[0, 1]];
    if (value !== undefined) row.push([1, value]);
    for (const name of new Set(names)) {
      const at = index.get(name);
      if (at !== undefined) row.push([at, 1]);
    }
    return { row, y: right ? 1 : 0 };
  });
  const w = new Float64Array(kept.length);
  const second = new Float64Array(kept.length);
  kept.forEach((name, i) => {
    w[i] = believed[name] ?? 0;
  });
  // Coordinate-scaled gradient steps (Adagrad): few names, few thousand examples.
  for (let round = 0; round < 3000; round++) {
    const gradient = new Float64Array(kept.length);
    for (const { row, y } of rows) {
      let z = 0;
      for (const [at, value] of row) z += (w[at] ?? 0) * value;
      const error = 1 / (1 + Math.exp(-z)) - y;
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
      .filter(([name, value]) => value !== 0 || name === 'bias')
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
