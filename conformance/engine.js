import { fileURLToPath } from 'node:url';
import { Engine } from '@medcode/cli/engine';

/** @type {Map<import('./board.js').Mode, Engine>} */
const engines = new Map();

/** The folder of installed packs for the mode `full`, when one is given. */
export const installedFolder = process.env['MEDCODE_CONFORMANCE_DATA'] || undefined;

/**
 * The engine as the command line builds it, once per mode. `embedded` reads a data folder that does not exist, so that what is
 * installed on this machine never decides.
 * @param {import('./board.js').Mode} mode
 */
export function engineOf(mode) {
  let engine = engines.get(mode);
  if (!engine) {
    const folder = mode === 'full' ? installedFolder : fileURLToPath(new URL('no-data', import.meta.url));
    engine = new Engine({ MEDCODE_DATA: folder });
    engines.set(mode, engine);
  }
  return engine;
}

/**
 * The releases at hand of some tables, as result files name them.
 * @param {Engine} engine
 * @param {readonly string[]} tables names, or beginnings that end with `/`
 */
export function releasesOf(engine, tables) {
  const packs = engine.catalog.packs.filter(({ manifest }) =>
    tables.some((table) => (table.endsWith('/') ? manifest.table.startsWith(table) : manifest.table === table)),
  );
  const names = packs.map(({ manifest: { release }, origin }) => `${release.id} ${release.effectiveFrom}…${release.effectiveTo} ${origin}`);
  return [...new Set(names)].sort();
}

/** @param {import('@medcode/core/model/date').Day} day */
export function dayBefore(day) {
  return /** @type {typeof day} */ (day - 1);
}
