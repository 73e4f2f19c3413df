import { malformed } from '../formats/text-source.js';
import type { ColumnInput, PackDraft } from '../pack-writer.js';
import { compare, draft, FIRST_DAY, LAST_DAY, lines, type OpenSource, openSource, type ReleaseDraft, textTable } from './open-source.js';

const MSDRG: ReleaseDraft = {
  id: 'msdrg/v40-v44',
  title: 'MS-DRG grouper tables v40.0–v44.0',
  effectiveFrom: '2022-10-01',
  effectiveTo: LAST_DAY,
  carryForward: 'window-only',
};
/** Small tables, and tables of which a claim needs a few rows: one JSON value a row, as published. */
const MSDRG_TABLES = [
  'clusterIds',
  'clusterInformation',
  'drgDescriptions',
  'drgFormulas',
  'dxPatterns',
  'genderMdcs',
  'hacDescriptions',
  'hacFormulas',
  'mdcDescriptions',
  'prPatterns',
  'schemeIndex',
];
/** Tables of one number a code and range of versions: columns, so that a grouper starts without reading 200,000 JSON values. */
const MSDRG_CODE_TABLES = { diagnosisAll: 'scheme', procedureAttributes: 'pattern', exclusionIds: 'group' };
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
  for (const [name, column] of Object.entries(MSDRG_CODE_TABLES)) {
    const source = openSource(open, `msdrg/${name}.ndjson.gz`);
    drafts.push(draft(`msdrg/${name}`, MSDRG, [source.source], codeTable(source, column)));
  }
  const groups = openSource(open, 'msdrg/exclusionGroups.ndjson.gz');
  drafts.push(draft('msdrg/exclusionGroups', MSDRG, [groups.source], exclusionGroupTable(groups)));
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

/** Rows `{key, v_from, v_to, value}` as columns, sorted by code and first version. */
function codeTable(source: OpenSource, value: string): Record<string, ColumnInput> {
  const rows = lines(source)
    .map((line) => JSON.parse(line) as { key: string; v_from: number; v_to: number; value: number })
    .sort((a, b) => compare(a.key, b.key) || a.v_from - b.v_from);
  return {
    code: rows.map((row) => row.key),
    fromVersion: Uint16Array.from(rows, (row) => row.v_from),
    toVersion: Uint16Array.from(rows, (row) => row.v_to),
    [value]: Uint16Array.from(rows, (row) => row.value),
  };
}

/** Row i holds the codes of group i + 1, separated by spaces: a group is read when a principal diagnosis first asks for it. */
function exclusionGroupTable(source: OpenSource): Record<string, ColumnInput> {
  const rows = lines(source).map((line, i) => {
    const { key, value } = JSON.parse(line) as { key: number; value: string[] };
    if (key !== i + 1) throw malformed(source.name, i + 1, 1, `group ${i + 1}`, String(key));
    return value.join(' ');
  });
  return { codes: rows };
}
