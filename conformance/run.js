// Scoreboards: our answers against each reference, counted, kept in git. conformance/README.md says how to read them.
// usage: node conformance/run.js [--sample] [--check] [--only NAME]…
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { board as assertionNegex } from './boards/assertion-negex.js';
import { board as cmr } from './boards/cmr.js';
import { board as codiespD } from './boards/codiesp-d.js';
import { board as codiespP } from './boards/codiesp-p.js';
import { board as embeddedSize } from './boards/embedded-size.js';
import { board as gold } from './boards/gold.js';
import { board as hcc } from './boards/hcc.js';
import { board as invariants } from './boards/invariants.js';
import { boards as mce } from './boards/mce.js';
import { boards as msdrg } from './boards/msdrg.js';
import { board as ncci } from './boards/ncci.js';
import { board as notesAci } from './boards/notes-aci.js';
import { board as searchDoid } from './boards/search-doid.js';
import { board as searchVariants } from './boards/search-variants.js';
import { board as sectionsMts } from './boards/sections-mts.js';
import { board as tabularNotes } from './boards/tabular-notes.js';
import { board as titles } from './boards/titles.js';
import { board as validity } from './boards/validity.js';
import { board as x12Remittances } from './boards/x12-835.js';
import { board as x12Acknowledgements } from './boards/x12-acknowledgements.js';
import { board as x12ClaimsRoundTrip } from './boards/x12-claims-round-trip.js';
import { board as x12KnownBad } from './boards/x12-known-bad.js';
import { board as x12PlantedDefects } from './boards/x12-planted-defects.js';
import { board as x12RoundTrip } from './boards/x12-round-trip.js';
import { installedFolder } from './engine.js';
import { fingerprints, firstMissing } from './reference/shared.js';

/** @typedef {import('./board.js').Board} Board @typedef {import('./board.js').Answer} Answer @typedef {import('./board.js').Figure} Figure */

/** @type {readonly Board[]} */
const BOARDS = [
  validity,
  titles,
  tabularNotes,
  searchDoid,
  searchVariants,
  assertionNegex,
  sectionsMts,
  notesAci,
  codiespD,
  codiespP,
  gold,
  invariants,
  ...msdrg,
  ...mce,
  cmr,
  hcc,
  x12Remittances,
  x12Acknowledgements,
  x12ClaimsRoundTrip,
  x12RoundTrip,
  ncci,
  x12PlantedDefects,
  x12KnownBad,
  embeddedSize,
];

const options = readOptions();
/** @type {string[][]} */
const table = [];
/** @type {string[]} */
const complaints = [];
for (const board of BOARDS) {
  if (options.only.length > 0 && !options.only.includes(board.name)) continue;
  const missing = firstMissing(board.needs);
  if (missing !== undefined) {
    console.log(`skipped: ${board.name} needs ../shared/${missing}`);
    continue;
  }
  const began = performance.now();
  try {
    complaints.push(...(await play(board)).map((text) => `${board.name}: ${text}`));
  } catch (error) {
    complaints.push(`${board.name}: did not finish`);
    console.error(error);
  }
  console.error(`${board.name} (${((performance.now() - began) / 1000).toFixed(1)} s): ${board.measures}`);
}
printTable();
for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exitCode = 1;

/**
 * Runs a board in every mode at hand, then compares with its result file or writes it.
 * @param {Board} board
 * @returns {Promise<string[]>} what is wrong
 */
async function play(board) {
  const path = fileURLToPath(new URL(`${board.name}.json`, import.meta.url));
  const committed = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
  /** @type {string[]} */
  const wrong = [];
  const head = { board: board.name, measures: board.measures, references: fingerprints(board.needs) };
  /** @type {Record<string, Record<string, object>>} */
  const parts = {};
  for (const mode of board.modes) {
    if (mode === 'full' && installedFolder === undefined) {
      if (committed?.[mode]) parts[mode] = committed[mode];
      continue;
    }
    /** @type {Record<string, object>} */
    const part = {};
    parts[mode] = part;
    for (const extent of options.sample ? [board.sampled ? 'sample' : 'all'] : board.sampled ? ['all', 'sample'] : ['all']) {
      const answer = await board.run({ mode, sample: extent === 'sample' });
      part[extent] = answer;
      const before = committed?.[mode]?.[extent];
      if (options.sample || extent === 'all') addRows(board, `${mode}${extent === 'sample' ? ', sample' : ''}`, answer, before);
      if (options.check) wrong.push(...compare(board, `${mode}, ${extent}`, answer, before));
    }
    if (options.sample && committed?.[mode]) parts[mode] = { ...committed[mode], ...part };
  }
  const text = `${JSON.stringify({ ...head, ...parts }, null, 2)}\n`;
  if (options.check) {
    if (wrong.length === 0 && committed !== undefined && text !== `${JSON.stringify(committed, null, 2)}\n`)
      wrong.push('the committed file is stale; run npm run conformance and commit it');
  } else if (!options.sample) writeFileSync(path, text);
  return wrong;
}

/**
 * @param {Board} board
 * @param {string} where
 * @param {Answer} answer
 * @param {Answer | undefined} before
 */
function compare(board, where, answer, before) {
  if (!before) return [`${where}: nothing is committed; run npm run conformance and commit it`];
  if (board.information) return [];
  return before.figures.flatMap((old) => {
    const now = answer.figures.find(({ name }) => name === old.name);
    if (now && (old.better === 'higher' ? now.value >= old.value : now.value <= old.value)) return [];
    return [`${where}: ${old.name} is ${now ? now.value : 'gone'}, worse than the committed ${old.value}`];
  });
}

/**
 * @param {Board} board
 * @param {string} where
 * @param {Answer} answer
 * @param {Answer | undefined} before
 */
function addRows(board, where, answer, before) {
  for (const { name, value, n, better, target, interval } of answer.figures) {
    const old = before?.figures.find((/** @type {Figure} */ figure) => figure.name === name)?.value;
    const change = old === undefined ? 'new' : old === value ? '=' : `was ${old}`;
    const met = target === undefined ? '' : (better === 'higher' ? value >= target : value <= target) ? 'met' : 'NOT MET';
    const sign = better === 'higher' ? '≥' : '≤';
    table.push([
      board.name,
      where,
      name,
      String(n),
      interval ? `${value} (${interval[0]}–${interval[1]})` : String(value),
      target === undefined ? '' : `${sign} ${target}`,
      met,
      change,
    ]);
  }
}

function printTable() {
  if (table.length === 0) return;
  const rows = [['board', 'data', 'figure', 'n', 'value', 'target', '', 'committed'], ...table];
  const widths = rows[0].map((_, c) => Math.max(...rows.map((row) => row[c].length)));
  for (const row of rows)
    console.log(
      row
        .map((cell, c) => cell.padEnd(widths[c]))
        .join('  ')
        .trimEnd(),
    );
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        sample: { type: 'boolean', default: false },
        check: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
      },
    });
    const unknown = values.only.find((name) => !BOARDS.some((board) => board.name === name));
    if (unknown !== undefined) throw new Error(`no board is called ${unknown}; there are ${BOARDS.map(({ name }) => name).join(', ')}`);
    return values;
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
    process.exit(2);
  }
}
