import type { PackDraft } from '../pack-writer.js';
import { draft, FIRST_DAY, LAST_DAY, lines, openSource, type ReleaseDraft, textTable } from './open-source.js';

const MSDRG: ReleaseDraft = {
  id: 'msdrg/v40-v44',
  title: 'MS-DRG grouper tables v40.0–v44.0',
  effectiveFrom: '2022-10-01',
  effectiveTo: LAST_DAY,
  carryForward: 'window-only',
};
const MSDRG_TABLES = [
  'clusterIds',
  'clusterInformation',
  'diagnosisAll',
  'drgDescriptions',
  'drgFormulas',
  'dxPatterns',
  'exclusionGroups',
  'exclusionIds',
  'genderMdcs',
  'hacDescriptions',
  'hacFormulas',
  'hacOperands',
  'mdcDescriptions',
  'prPatterns',
  'procedureAttributes',
  'schemeIndex',
];
const IPPS: ReleaseDraft = {
  id: 'ipps/fy2026',
  title: 'IPPS FY2026 final rule tables',
  effectiveFrom: '2025-10-01',
  effectiveTo: '2026-09-30',
  carryForward: 'window-only',
};
const IPPS_FILES = [
  'table5_fy2026_final.tsv',
  'table6i_mcc_fy2026.tsv.gz',
  'table6j_cc_fy2026.tsv.gz',
  'table6k_part1_fy2026.tsv.gz',
  'table6k_part2_alive_only_fy2026.tsv',
  'table6k_part3_drg_severity_exclusions_fy2026.tsv.gz',
];
const CMR: ReleaseDraft = {
  id: 'cmr/v2026.1',
  title: 'Elixhauser Comorbidity Software Refined v2026.1',
  effectiveFrom: FIRST_DAY,
  effectiveTo: '2026-09-30',
  carryForward: 'carries-forward',
};
const CHARLSON: ReleaseDraft = {
  id: 'charlson/variants',
  title: 'Charlson and Elixhauser variants as published (Quan 2005 and others)',
  effectiveFrom: FIRST_DAY,
  effectiveTo: LAST_DAY,
  carryForward: 'carries-forward',
};

/** Grouper tables travel as published: text cells for delimited files, one JSON value a row for the rest. */
export async function grouperDrafts(open: string): Promise<PackDraft[]> {
  const drafts: PackDraft[] = [];
  for (const name of MSDRG_TABLES) {
    const source = openSource(open, `msdrg/${name}.ndjson.gz`);
    drafts.push(draft(`msdrg/${name}`, MSDRG, [source.source], { json: lines(source) }));
  }
  const table = async (file: string, name: string, release: ReleaseDraft, delimiter: ',' | '\t'): Promise<void> => {
    const source = openSource(open, file);
    drafts.push(draft(name, release, [source.source], await textTable(source, delimiter)));
  };
  for (const file of IPPS_FILES) await table(`ipps/${file}`, `ipps/${file.replace(/_fy2026.*$/, '')}`, IPPS, '\t');
  for (const year of [2025, 2026, 2027]) {
    const release: ReleaseDraft = {
      id: `hcc/${year}`,
      title: `CMS risk adjustment payment year ${year}`,
      effectiveFrom: `${year - 1}-01-01`,
      effectiveTo: `${year - 1}-12-31`,
      carryForward: 'window-only',
    };
    const files = [
      `ra_dx_to_cc_${year}`,
      `ra_eligible_cpt_hcpcs_${year}`,
      year === 2027 ? 'ra_proposed_coefficients_2027' : `ra_coefficients_${year}`,
    ];
    if (year !== 2027) files.push(`ra_hierarchies_${year}`);
    if (year === 2026) files.push('ra_labels_2026', 'ra_dx_edits', 'hcc_is_chronic');
    for (const file of files)
      await table(
        `hcc/${file}.csv.gz`,
        `hcc/${file
          .replace(/^ra_/, '')
          .replace(/_20\d\d$/, '')
          .replaceAll('_', '-')}`,
        release,
        ',',
      );
  }
  for (const file of ['dx_to_measures_v2026-1.tsv.gz', 'index_weights.tsv', 'measures_v2026-1.tsv'])
    await table(`cmr/${file}`, `cmr/${file.replace(/(_v2026-1)?\.tsv.*$/, '').replaceAll('_', '-')}`, CMR, '\t');
  for (const file of ['prefixes.tsv.gz', 'weights.tsv'])
    await table(`charlson/${file}`, `charlson/${file.replace(/\.tsv.*$/, '')}`, CHARLSON, '\t');
  return drafts;
}
