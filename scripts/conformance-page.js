// The page for people who have to trust a grouper: what was compared with what, how often it agreed, and what nobody has tested.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Boards of the other groupers, in the order of the page. */
const OTHERS = /^(hcc|cmr|charlson|ccsr)/;

/**
 * Lines of docs/conformance.md.
 * @param {string} folder with the result files
 * @param {{ people: number, unexplained: number, causes: Record<string, { people: number, right: string, why: string }> }} risk the last comparison of invented beneficiaries
 * @param {{ claims: number, different: number, random: number, versions: readonly { version: string, drgsReached: number }[] }} generated the last comparison of generated claims
 */
export function conformancePage(folder, risk, generated) {
  const boards = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  const msdrg = boards.filter(({ board }) => board.startsWith('msdrg-'));
  const mce = boards.filter(({ board }) => board.startsWith('mce-'));
  const others = boards.filter(({ board }) => OTHERS.test(board));
  return [
    'A grouper decides what a stay is paid. This page says how that was tested: claim by claim, against other programs, every output field. The counts are made by `npm run conformance` and kept in `conformance/*.json` with the ids of all claims that differ.',
    '',
    '## MS-DRG grouper',
    '',
    'v40.0 to v43.1 are compared with the federal software; v44.0 with another open grouper, because no federal results were at hand. That other grouper agreed with the federal software on every DRG and MDC of the earlier versions, but not on every mark, so for v44.0 only DRG, MDC, return code, severity and hospital-acquired conditions are compared.',
    '',
    '| version | compared with | claims | fields a claim | claims with any difference | DRGs reached | exclusion lists reached |',
    '|---|---|---|---|---|---|---|',
    ...msdrg.map(msdrgRow),
    '',
    'A field is one output of the grouper: initial and final MDC, DRG and return code, base DRG, medical or surgical, severity, hospital-acquired condition status and count, and for each code its severity, whether it made the DRG, its present-on-admission result and whether it is an operating room procedure.',
    '',
    '### What the claims did not reach',
    '',
    `Agreement says nothing about what no claim tested. Claims made for the purpose (bench/generate-claims.js: for each DRG formula, each exclusion list and each hospital-acquired condition under each indicator, and ${generated.random} at random a version; they reach ${reached(generated.versions)}) have no federal answer; on them initial and final MDC and DRG were compared with msdrg 1.2.0, the other open grouper: ${generated.claims} claims of nine versions, ${generated.different} differences (bench/compare-msdrg.js, last run kept in bench/msdrg-generated.json).`,
    '',
    ...msdrg.map(unreached).filter((line) => line !== ''),
    '',
    '### Hospital-acquired conditions, all versions',
    '',
    '| outcome | claims | agree |',
    '|---|---|---|',
    ...summed(msdrg, (name) => /^(hac status|return code) /.test(name)),
    '',
    '## Medicare Code Editor',
    '',
    'The reference applied one edition of the editor, by discharge date. The open editor that stands in for v44.0 knows no length of stay: that edit is left out there.',
    '',
    '| edit | claims | agree |',
    '|---|---|---|',
    ...summed(mce, () => true, 'claims'),
    ...(others.length === 0
      ? []
      : [
          '',
          '## Risk adjustment and comorbidity measures',
          '',
          '| board | compared | figure | n | value |',
          '|---|---|---|---|---|',
          ...others.flatMap(otherRows),
        ]),
    '',
    '### Where risk scores differ from another program',
    '',
    `${risk.people} invented beneficiaries of all models and payment years were also scored with hccinfhir 0.4.0 (bench/compare-hcc.js, last run kept in bench/hcc-differences.json). Every difference has one of these causes; ${risk.unexplained} are without one. A person can be counted under several.`,
    '',
    '| people | who follows the published model | cause |',
    '|---|---|---|',
    ...Object.values(risk.causes)
      .filter(({ people }) => people > 0)
      .map(({ people, right, why }) => `| ${people} | ${right === 'ours' ? 'medcode' : right} | ${why} |`),
  ];
}

/** @param {readonly { version: string, drgsReached: number }[]} versions */
function reached(versions) {
  const counts = versions.map(({ drgsReached }) => drgsReached);
  return `${Math.min(...counts)} to ${Math.max(...counts)} DRGs of a version; those lacking need several procedures or facts together`;
}

/** @param {any} board */
function msdrgRow({ board, measures, embedded }) {
  const { figures, strata } = embedded.all;
  const { drgs, drgsReached, exclusionCollections, exclusionCollectionsReached } = strata.coverage;
  const reference = measures.includes('federal') ? 'federal software' : 'another open grouper';
  return `| v${versionOf(board)} | ${reference} | ${figures[0].n} | ${figures.length - 1} | ${figures[0].value} | ${drgsReached} of ${drgs} | ${exclusionCollectionsReached} of ${exclusionCollections} |`;
}

/** @param {any} board */
function unreached({ board, embedded }) {
  const drgs = Object.keys(embedded.all.strata['DRGs never reached'] ?? {});
  return drgs.length === 0 ? '' : `- v${versionOf(board)}: DRG ${drgs.join(', ')}`;
}

/**
 * Counts of strata over several boards.
 * @param {readonly any[]} boards
 * @param {(name: string) => boolean} wanted
 * @param {string} n name of the count of claims
 */
function summed(boards, wanted, n = 'n') {
  /** @type {Map<string, { claims: number, equal: number }>} */
  const counts = new Map();
  for (const { embedded } of boards)
    for (const [name, stratum] of Object.entries(embedded.all.strata)) {
      if (!wanted(name) || !(n in stratum)) continue;
      const count = counts.get(name) ?? { claims: 0, equal: 0 };
      count.claims += stratum[n];
      count.equal += stratum.equal;
      counts.set(name, count);
    }
  return [...counts]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(
      ([name, { claims, equal }]) =>
        `| ${name} | ${claims}${claims > 0 && claims < 30 ? ' (few)' : ''} | ${claims === 0 ? 'untested' : equal === claims ? 'all' : `${equal}`} |`,
    );
}

/** @param {any} board */
function otherRows({ board, measures, embedded, full }) {
  const { figures } = (embedded ?? full).all;
  return figures.map(
    (/** @type {any} */ { name, n, value }) => `| ${board} | ${measures.replaceAll('|', '\\|')} | ${name} | ${n} | ${value} |`,
  );
}

/** @param {string} board */
function versionOf(board) {
  return (Number(board.slice(-3)) / 10).toFixed(1);
}
