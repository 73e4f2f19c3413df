import type { Catalog, CataloguedPack } from '../../codesets/catalog.js';
import { codeKey } from '../../codesets/code.js';
import { CodeTable } from '../../codesets/code-table.js';
import type { PackTable } from '../../codesets/pack.js';
import { MedcodeError } from '../../errors.js';
import { day } from '../../model/date.js';
import type { ModelVersion } from './model-versions.js';

/** An edit on a diagnosis: for these people it goes to another HCC, or to none. */
export interface DiagnosisEdit {
  /** An age edit of the Medicare Code Editor, which the model software applies only when asked. */
  readonly mce: boolean;
  readonly female: boolean | undefined;
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Undefined: the diagnosis counts for nothing. */
  readonly hcc: number | undefined;
}

/** The published tables of one model version for one payment year, read and checked. */
export interface ModelTables {
  /** HCC numbers of each diagnosis, codes without dot. */
  readonly map: ReadonlyMap<string, readonly number[]>;
  /** Codes of the map that came into force within the year of the diagnoses and are mapped as the next payment year's table does. */
  readonly newInYear: ReadonlySet<string>;
  readonly edits: ReadonlyMap<string, readonly DiagnosisEdit[]>;
  /** For each HCC those below it. */
  readonly below: ReadonlyMap<number, readonly number[]>;
  readonly labels: ReadonlyMap<number, string>;
  /** Thousandths by name in lower case: the published tables are not of one mind about capitals. */
  readonly coefficients: ReadonlyMap<string, number>;
  readonly packs: readonly CataloguedPack[];
  readonly proposed: boolean;
  /** What a reader of the score has to know of the tables. */
  readonly notes: readonly string[];
}

/** Which proposed RxHCC table: all plans together, stand-alone drug plans, Medicare Advantage drug plans. */
export type RxPlan = 'MA-PD' | 'PDP' | 'both';
const RX_PLAN_SUFFIX: Readonly<Record<RxPlan, string>> = { both: '_PDP_AND_MAPD', PDP: '_PDP_ONLY', 'MA-PD': '_MAPD_ONLY' };

/**
 * Reads the tables of a model for a payment year. The diagnosis map and the coefficients are of that year and never of another;
 * hierarchies, edits on diagnoses and labels belong to the model version and are read from its last edition.
 * @throws MedcodeError MC_MODEL_NOT_CHECKED when a table of the year is missing or cannot be told apart, MC_RELEASE_MISSING,
 * MC_PACK_DAMAGED
 */
export function readTables(catalog: Catalog, version: ModelVersion, year: number, plan: RxPlan): ModelTables {
  if (!Number.isInteger(year) || year < 1900 || year > 9999)
    throw new MedcodeError('MC_PERSON_INVALID', `year: a payment year such as 2026, not ${year}`);
  // Payment year Y is scored from the diagnoses of Y - 1, which is what the releases' windows say.
  const inDataYear = day(`${year - 1}-07-01`);
  const mapPack = catalog.onDate('hcc/dx-to-cc', inDataYear);
  const map = mapPack && readMap(mapPack.table(), version);
  if (!map || map.size === 0) throw notChecked(version, year, 'no diagnosis map of the year is at hand');
  const newInYear = addNewInYear(catalog, version, year, map);
  const final = catalog.onDate('hcc/coefficients', inDataYear);
  const proposal = final ? undefined : catalog.onDate('hcc/proposed-coefficients', inDataYear);
  const coefficientPack = final ?? proposal;
  if (!coefficientPack) throw notChecked(version, year, 'no coefficients of the year are at hand');
  const named = `${version.coefficients.version}${proposal && version.family === 'rx' ? RX_PLAN_SUFFIX[plan] : ''}`;
  const coefficients = readCoefficients(coefficientPack.table(), version, named, year);
  const hierarchyPack = lastWith(catalog, 'hcc/hierarchies', version.hierarchy.version);
  const editPack = catalog.merged('hcc/dx-edits');
  const labelPack = lastWith(catalog, 'hcc/labels', version.hierarchy.version);
  const below = readHierarchy(hierarchyPack.table(), version);
  const notes: string[] = [];
  if (proposal)
    notes.push(
      `The coefficients of payment year ${year} are PROPOSED (advance notice), not final${version.family === 'rx' ? `; table for ${RX_WORDS[plan]}` : ''}.`,
    );
  if (hierarchyPack.manifest.release.id !== mapPack.manifest.release.id)
    notes.push(
      `Hierarchies and edits of model version ${version.hierarchy.version} as published with ${hierarchyPack.manifest.release.title}: they belong to the model version, not to a year.`,
    );
  return {
    map,
    newInYear,
    edits: readEdits(editPack.table(), version),
    below,
    labels: readLabels(labelPack.table(), version),
    coefficients,
    packs: [...new Set([mapPack, coefficientPack, hierarchyPack, editPack])],
    proposed: proposal !== undefined,
    notes,
  };
}

const RX_WORDS: Readonly<Record<RxPlan, string>> = {
  both: 'both kinds of plan together',
  PDP: 'stand-alone drug plans',
  'MA-PD': 'Medicare Advantage drug plans',
};

function notChecked(version: ModelVersion, year: number, why: string): MedcodeError {
  return new MedcodeError('MC_MODEL_NOT_CHECKED', `${version.model}, payment year ${year}: ${why}`);
}

/** The last edition of a table that knows a model version. */
function lastWith(catalog: Catalog, table: string, version: string): CataloguedPack {
  const found = catalog.all(table).findLast((pack) => {
    const column = pack.table().text('model_version');
    for (let row = 0; row < column.length; row++) if (column.at(row) === version) return true;
    return false;
  });
  if (!found) throw new MedcodeError('MC_RELEASE_MISSING', `no ${table} of model version ${version} is at hand`);
  return found;
}

function readMap(table: PackTable, { mapName }: ModelVersion): Map<string, number[]> {
  const [code, cc, name] = [table.text('diagnosis_code'), table.text('cc'), table.text('model_name')];
  const map = new Map<string, number[]>();
  for (let row = 0; row < table.rows; row++) {
    if (name.at(row) !== mapName) continue;
    const key = code.at(row);
    const hcc = whole(cc.at(row), table);
    const before = map.get(key);
    if (before === undefined) map.set(key, [hcc]);
    else if (!before.includes(hcc)) before.push(hcc);
  }
  return map;
}

/**
 * The table of a payment year is first published before the fiscal year that begins within the year of the diagnoses; the codes of that
 * fiscal year are added to it later (mid-year final mappings), with the HCCs the next payment year's table gives them. Where the table
 * at hand is the first one they are taken from the next. A code of a later date is not.
 */
function addNewInYear(catalog: Catalog, version: ModelVersion, year: number, map: Map<string, number[]>): Set<string> {
  const added = new Set<string>();
  const next = catalog.onDate('hcc/dx-to-cc', day(`${year}-07-01`));
  if (!next) return added;
  const later = [...readMap(next.table(), version)].filter(([code]) => !map.has(code));
  if (later.length === 0) return added;
  const codes = new CodeTable(catalog.one('icd10cm/codes').table(), undefined);
  const [first, last] = [day(`${year - 1}-01-01`), day(`${year - 1}-12-31`)];
  for (const [code, hccs] of later) {
    const id = codes.find(code);
    const from = id === -1 ? undefined : codes.windows(id)[0]?.from;
    if (from === undefined || from < first || from > last) continue;
    map.set(code, hccs);
    added.add(code);
  }
  return added;
}

function readEdits(table: PackTable, { mapName }: ModelVersion): Map<string, DiagnosisEdit[]> {
  const column = (name: string) => table.text(name);
  const [code, kind, sex, from, to, action, hcc, model] = [
    column('icd10'),
    column('edit_type'),
    column('sex'),
    column('age_min'),
    column('age_max'),
    column('action'),
    column('cc_override'),
    column('model_name'),
  ];
  const edits = new Map<string, DiagnosisEdit[]>();
  const optional = (text: string): number | undefined => (text === '' ? undefined : whole(text, table));
  for (let row = 0; row < table.rows; row++) {
    if (model.at(row) !== mapName) continue;
    const key = code.at(row);
    const list = edits.get(key) ?? [];
    const sexCode = sex.at(row);
    list.push({
      mce: kind.at(row) === 'mce_age',
      female: sexCode === '' ? undefined : sexCode === '2',
      from: optional(from.at(row)),
      to: optional(to.at(row)),
      hcc: action.at(row) === 'override' ? whole(hcc.at(row), table) : undefined,
    });
    edits.set(key, list);
  }
  return edits;
}

function readHierarchy(table: PackTable, { hierarchy }: ModelVersion): Map<number, number[]> {
  const [parent, child] = [table.text('cc_parent'), table.text('cc_child')];
  const [domain, name] = [table.text('model_domain'), table.text('model_version')];
  const below = new Map<number, number[]>();
  for (let row = 0; row < table.rows; row++) {
    if (domain.at(row) !== hierarchy.domain || name.at(row) !== hierarchy.version) continue;
    const above = whole(parent.at(row), table);
    const list = below.get(above) ?? [];
    list.push(whole(child.at(row), table));
    below.set(above, list);
  }
  return below;
}

function readLabels(table: PackTable, { hierarchy }: ModelVersion): Map<number, string> {
  const [cc, label] = [table.text('cc'), table.text('label')];
  const [domain, name] = [table.text('model_domain'), table.text('model_version')];
  const labels = new Map<number, string>();
  for (let row = 0; row < table.rows; row++)
    if (domain.at(row) === hierarchy.domain && name.at(row) === hierarchy.version)
      labels.set(whole(cc.at(row).replace(/^\D+/, ''), table), label.at(row));
  return labels;
}

/** A name with two values means two published tables in one: which holds cannot be told, so none is used. */
function readCoefficients(table: PackTable, version: ModelVersion, named: string, year: number): Map<string, number> {
  const [key, value] = [table.text('coefficient'), table.text('value')];
  const [domain, name] = [table.text('model_domain'), table.text('model_version')];
  const coefficients = new Map<string, number>();
  let twice = 0;
  let unequal = 0;
  for (let row = 0; row < table.rows; row++) {
    if (domain.at(row) !== version.coefficients.domain || name.at(row) !== named) continue;
    const lower = key.at(row).toLowerCase();
    const thousandths = inThousandths(value.at(row), table);
    const before = coefficients.get(lower);
    if (before !== undefined) {
      twice++;
      if (before !== thousandths) unequal++;
    }
    coefficients.set(lower, thousandths);
  }
  if (unequal > 0)
    throw notChecked(version, year, `${twice} coefficients stand twice in the table at hand, ${unequal} of them with two values`);
  if (coefficients.size === 0) throw notChecked(version, year, 'the coefficients at hand for the year leave this model out');
  return coefficients;
}

/** A decimal of at most three places as a whole number of thousandths. */
function inThousandths(text: string, table: PackTable): number {
  const match = /^(-?)(\d+)(?:\.(\d{1,3}))?$/.exec(text.trim());
  if (!match)
    throw new MedcodeError('MC_PACK_DAMAGED', `${table.manifest.table}: "${text}" is not a coefficient of at most three decimals`);
  const size = Number(match[2]) * 1000 + Number((match[3] ?? '').padEnd(3, '0'));
  return match[1] === '-' ? -size : size;
}

function whole(text: string, table: PackTable): number {
  const number = Number(text);
  if (!Number.isInteger(number) || text.trim() === '')
    throw new MedcodeError('MC_PACK_DAMAGED', `${table.manifest.table}: "${text}" is not a whole number`);
  return number;
}

/** A code as the tables spell it: no dot, capitals; undefined when the text cannot be a code. */
export function bareDiagnosis(text: string): string | undefined {
  return codeKey(text) === -1 ? undefined : text.replaceAll('.', '').toUpperCase();
}
