import { InpatientCodes } from '@medcode/core/groupers/inpatient-codes';
import { MsdrgGrouper } from '@medcode/core/groupers/msdrg/grouper';
import { MsdrgTables } from '@medcode/core/groupers/msdrg/tables';
import { MSDRG_EDITIONS } from '@medcode/core/groupers/msdrg/versions';
import { failing } from '../board.js';
import { engineOf, releasesOf } from '../engine.js';
import { readClaims } from '../reference/inpatient-claims.js';

/** @typedef {import('@medcode/core/groupers/msdrg/claim').MsdrgResult} MsdrgResult */

/**
 * Output fields as the reference writes them. The stand-in of v44.0 is silent about some, and for hospitals of unknown status with
 * several diagnoses it names one fault where the federal software names several.
 * @type {Readonly<Record<string, { of: (result: MsdrgResult) => string | number, federalOnly?: boolean }>>}
 */
const FIELDS = {
  init_mdc: { of: (r) => r.initial.mdc },
  init_drg: { of: (r) => r.initial.drg },
  init_grc: { of: (r) => r.initial.returnCode },
  final_mdc: { of: (r) => r.final.mdc },
  final_drg: { of: (r) => r.final.drg },
  final_grc: { of: (r) => r.final.returnCode },
  final_base_drg: { of: (r) => r.final.baseDrg },
  med_surg: { of: (r) => r.final.type, federalOnly: true },
  final_drg_severity: { of: (r) => r.final.severity },
  hac_status: { of: (r) => r.hac.status },
  n_hac: { of: (r) => r.hac.count },
  pdx_out: { of: (r) => `${r.pdx.severity}:${r.pdx.poaError}`, federalOnly: true },
  sdx_out: {
    of: (r) => r.sdx.map(({ code, severity, affectsDrg, poaError }) => `${code}:${severity}:${affectsDrg}:${poaError}`).join(';'),
    federalOnly: true,
  },
  px_out: {
    of: (r) => r.px.map(({ code, or, affectsDrg }) => `${code}:${or ? 'OR' : 'nonOR'}:${affectsDrg}`).join(';'),
    federalOnly: true,
  },
};
/** The version whose reference is another open grouper, not the federal software. */
const SECOND_HAND = '440';
const NAMES_ONE_FAULT = 'HAC_STATUS_INVALID_MULT_HACS_POA_NOT_Y_W';

/** @type {readonly import('../board.js').Board[]} */
export const boards = MSDRG_EDITIONS.map(({ version }) => {
  const path = `bench/msdrg-mce/claims_v${version}${version === SECOND_HAND ? '_msdrg120' : ''}.tsv.gz`;
  return {
    name: `msdrg-${version}`,
    measures: `every output field of MS-DRG v${(Number(version) / 10).toFixed(1)}: claims that differ from the ${version === SECOND_HAND ? 'other open grouper' : 'federal software'}`,
    needs: [path],
    modes: ['embedded'],
    sampled: false,
    run: ({ mode }) => compare(version, path, mode),
  };
});

/**
 * @param {string} version
 * @param {string} path
 * @param {import('../board.js').Mode} mode
 */
function compare(version, path, mode) {
  const engine = engineOf(mode);
  const tables = new MsdrgTables(new InpatientCodes(engine.catalog));
  const grouper = new MsdrgGrouper(tables);
  const fields = Object.entries(FIELDS).filter(([, field]) => version !== SECOND_HAND || !field.federalOnly);
  /** @type {Record<string, number>} */
  const different = Object.fromEntries(fields.map(([name]) => [name, 0]));
  /** @type {Record<string, Record<string, number>>} */
  const strata = {};
  /** @type {string[]} */
  const ids = [];
  const seen = { drgs: new Set(), collections: new Set(), excluded: 0, oneFaultNamed: 0 };
  const claims = readClaims(path);
  for (const { id, claim, expected } of claims) {
    const result = grouper.group(claim);
    let equal = true;
    for (const [name, { of }] of fields) {
      if (String(of(result)) === expected[name]) continue;
      if (version === SECOND_HAND && name === 'final_grc' && result.final.returnCode === NAMES_ONE_FAULT) {
        seen.oneFaultNamed++;
        continue;
      }
      different[name] = (different[name] ?? 0) + 1;
      equal = false;
    }
    if (!equal) ids.push(id);
    for (const drg of [expected['init_drg'], expected['final_drg']]) seen.drgs.add(drg);
    const group = tables.version(version).exclusionGroup[tables.codes.diagnoses.find(claim.pdx.code)] ?? 0;
    if (result.sdx.some(({ severity }) => severity === 'CC_EXCLUDED' || severity === 'MCC_EXCLUDED')) {
      seen.collections.add(group);
      seen.excluded++;
    }
    for (const stratum of strataOf(expected, result, claim.hospitalStatus ?? '')) {
      const counts = (strata[stratum] ??= { n: 0, equal: 0 });
      counts['n'] = (counts['n'] ?? 0) + 1;
      counts['equal'] = (counts['equal'] ?? 0) + (equal ? 1 : 0);
    }
  }
  const all = drgsOf(tables, version);
  return {
    releases: releasesOf(engine, ['msdrg/drgFormulas']),
    figures: [
      { name: 'claims with any difference', value: ids.length, n: claims.length, better: /** @type {const} */ ('lower'), target: 0 },
      ...fields.map(([name]) => ({
        name: `${name} different`,
        value: different[name] ?? 0,
        n: claims.length,
        better: /** @type {const} */ ('lower'),
        target: 0,
      })),
    ],
    strata: {
      coverage: {
        drgs: all.size,
        drgsReached: [...all].filter((drg) => seen.drgs.has(String(drg))).length,
        exclusionCollections: new Set(tables.version(version).exclusionGroup).size - 1,
        exclusionCollectionsReached: seen.collections.size,
        claimsWithAnExclusion: seen.excluded,
        claimsWhereTheReferenceNamesOneFaultOfSeveral: seen.oneFaultNamed,
      },
      'DRGs never reached': Object.fromEntries([...all].filter((drg) => !seen.drgs.has(String(drg))).map((drg) => [drg, 0])),
      ...Object.fromEntries(Object.entries(strata).sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))),
    },
    failing: failing(ids),
  };
}

/**
 * @param {Readonly<Record<string, string>>} expected
 * @param {MsdrgResult} result
 * @param {string} hospital
 */
function* strataOf(expected, result, hospital) {
  yield `mdc ${expected['init_mdc']}`;
  yield `drg ${expected['final_drg']}`;
  yield `return code ${expected['final_grc']}`;
  yield `hac status ${expected['hac_status']}`;
  yield `hacs ${expected['n_hac']}`;
  yield `hospital ${hospital}`;
  yield `severity ${expected['final_drg_severity']}`;
  for (const severity of new Set(result.sdx.map((sdx) => sdx.severity))) yield `secondary diagnosis ${severity}`;
}

/** All DRGs of a version but 999. @param {MsdrgTables} tables @param {string} version @returns {Set<number>} */
function drgsOf(tables, version) {
  const drgs = tables.version(version).lists.flatMap((rows) => rows.map(({ drg }) => drg));
  return new Set(drgs.filter((drg) => drg > 0 && drg < 999).sort((a, b) => a - b));
}
