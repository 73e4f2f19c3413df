import { Catalog } from '@medcode/core/codesets/catalog';
import { CmrGrouper } from '@medcode/core/groupers/cmr/grouper';
import { encodePack, inMemory } from '@medcode/releases/pack-writer';
import { failing } from '../board.js';
import { engineOf, releasesOf } from '../engine.js';
import { comorbidityProgram } from '../reference/comorbidity-program.js';

const PROGRAM = 'releases/local/elixhauser/CMR_v2025.1.zip';
/** In the last fiscal year of the program. */
const DATE = '2025-03-01';
const POA = ['Y', 'W', 'N', 'U', ''];
/** The version that answers is the next one: it left one code out, and codes that began later it has in addition. */
const LEFT_OUT = new Set(['R939']);

/** @type {import('../board.js').Board} */
export const board = {
  name: 'cmr',
  measures: "every code of AHRQ's comorbidity program with every POA indicator, the program's list of exempt codes installed; all weights",
  needs: [PROGRAM],
  modes: ['embedded'],
  sampled: false,
  async run({ mode }) {
    const engine = engineOf(mode);
    const program = await comorbidityProgram(PROGRAM);
    const grouper = new CmrGrouper(withList(engine.catalog, [...program.exempt].sort()));
    const noDiagnosis = grouper.group({ date: DATE, sdx: [] });
    const needsPoa = new Set(needingPoa(engine.catalog));
    /** @type {string[]} */
    const ids = [];
    const counts = { codes: program.measures.size, exempt: 0, compared: 0, leftOut: 0 };
    for (const [code, raised] of program.measures) {
      if (LEFT_OUT.has(code)) {
        counts.leftOut++;
        continue;
      }
      const exempt = program.exempt.has(code);
      if (exempt) counts.exempt++;
      for (const poa of POA) {
        const present = exempt || poa === 'Y' || poa === 'W';
        const names = raised.map((name) => (name === 'CBVD_POA' || name === 'CBVD_SQLA' ? 'CBVD' : name));
        const expected = names.filter((name) => present || !needsPoa.has(`CMR_${name}`));
        const result = grouper.group({ date: DATE, sdx: [{ code, poa }] });
        const set = Object.keys(result.flags).filter((flag) => result.flags[flag] === 1);
        const sum = (/** @type {Map<string, number>} */ weights) =>
          expected.reduce((total, name) => total + (weights.get(name) ?? Number.NaN), 0);
        const same =
          set.sort().join() ===
            expected
              .map((name) => `CMR_${name}`)
              .sort()
              .join() &&
          result.scores.readmission === sum(program.readmission) &&
          result.scores.mortality === sum(program.mortality);
        counts.compared++;
        if (!same) ids.push(`${code} ${poa || 'no indicator'}`);
      }
    }
    const names = Object.keys(noDiagnosis.flags);
    const weights = names.filter((flag) => {
      const measure = grouper.measure(flag, DATE);
      const name = flag.replace('CMR_', '');
      return measure?.readmission !== program.readmission.get(name) || measure?.mortality !== program.mortality.get(name);
    });
    return {
      releases: releasesOf(engine, ['cmr/']),
      figures: [
        { name: 'codes with an indicator that differ', value: ids.length, n: counts.compared, better: 'lower', target: 0 },
        { name: 'measures whose weights differ', value: weights.length, n: names.length, better: 'lower', target: 0 },
      ],
      strata: { program: counts },
      failing: failing([...ids, ...weights]),
    };
  },
};

/** The catalog with a list of POA-exempt codes of FY2025. @param {Catalog} catalog @param {string[]} code */
function withList(catalog, code) {
  const manifest = {
    table: 'icd10cm/poa-exempt',
    release: {
      id: 'icd10cm/poa-exempt/2024-10-01',
      title: 'Codes exempt from POA reporting FY2025',
      effectiveFrom: '2024-10-01',
      effectiveTo: '2025-09-30',
      carryForward: /** @type {const} */ ('window-only'),
    },
    sources: [],
    licence: /** @type {const} */ ('local'),
    importer: 'poa-exempt 1',
  };
  return new Catalog([...catalog.packs, inMemory(encodePack({ manifest, columns: { code } }))]);
}

/** @param {Catalog} catalog */
function needingPoa(catalog) {
  const table = catalog.one('cmr/measures').table();
  const names = Array.from({ length: table.rows }, (_, row) => table.text('measure').at(row));
  return names.filter((_, row) => table.text('uses_poa').at(row) === 'Yes');
}
