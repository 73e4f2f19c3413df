import type { CataloguedPack } from '../../codesets/catalog.js';
import { CodeIndex } from '../../codesets/code-index.js';
import type { PackTable } from '../../codesets/pack.js';
import { MedcodeError } from '../../errors.js';

/** A measure that another one takes away: [the measure that counts, the measure taken away]. In the order the program applies them. */
const HIERARCHIES: readonly (readonly [string, string])[] = [
  ['CMR_DIAB_CX', 'CMR_DIAB_UNCX'],
  ['CMR_HTN_CX', 'CMR_HTN_UNCX'],
  ['CMR_CANCER_METS', 'CMR_CANCER_SOLID'],
  ['CMR_CANCER_METS', 'CMR_CANCER_NSITU'],
  ['CMR_CANCER_SOLID', 'CMR_CANCER_NSITU'],
  ['CMR_LIVER_SEV', 'CMR_LIVER_MLD'],
  ['CMR_RENLFL_SEV', 'CMR_RENLFL_MOD'],
];
/** Cerebrovascular disease is one measure with two kinds of codes: acute disease present on admission, and sequelae. */
const STROKE = 'CMR_CBVD';
const STROKE_CODES = 'CMR_CBVD_POA';
const SEQUELA_CODES = 'CMR_CBVD_SQLA';

/** A measure and what it adds to each index. */
export interface Measure {
  readonly name: string;
  readonly readmission: number;
  readonly mortality: number;
}

/** Bits of two measures of which one takes the other away. */
export interface Hierarchy {
  readonly severe: number;
  readonly mild: number;
  /** Whether both are among the measures that need POA. */
  readonly poa: boolean;
}

/**
 * An edition of the software, compiled. Measures that need POA and those that do not have bits of their own, so that a diagnosis is two
 * small masks: `neutral` counts whatever its indicator, `admission` only when present on admission.
 */
export class CmrTables {
  private readonly codes = new CodeIndex(6000);
  /** Codes as printed, by number. */
  readonly printed: string[] = [];
  readonly neutral: Int32Array;
  readonly admission: Int32Array;
  /** The measure of each bit, by the kind of mask. */
  readonly neutralMeasures: readonly Measure[];
  readonly admissionMeasures: readonly Measure[];
  /** Masks of the admission bits of {@link STROKE_CODES} and {@link SEQUELA_CODES}; the first is the measure's own bit. */
  readonly stroke: number;
  readonly sequela: number;
  readonly hierarchies: readonly Hierarchy[];
  /** All measures at 0, in the order of the edition. */
  readonly noFlags: Readonly<Record<string, 0>>;
  /** What each measure says. */
  readonly descriptions: ReadonlyMap<string, string>;

  /** @throws MedcodeError MC_PACK_DAMAGED when the tables do not name the same measures */
  constructor(mapping: PackTable, measures: PackTable, weights: PackTable) {
    const names = column(measures, 'measure');
    const needsPoa = column(measures, 'uses_poa').map((text) => text === 'Yes');
    this.descriptions = new Map(column(measures, 'description').map((text, i) => [names[i] as string, text]));
    this.noFlags = flagsAt0(names);
    const neutralNames = names.filter((_, i) => !needsPoa[i]);
    const admissionNames = names.filter((_, i) => needsPoa[i]);
    const bits = new Map<string, { poa: boolean; bit: number }>();
    neutralNames.forEach((name, i) => bits.set(name, { poa: false, bit: i }));
    admissionNames.forEach((name, i) => bits.set(name, { poa: true, bit: i }));
    const stroke = bits.get(STROKE);
    if (!stroke?.poa || names.length > 60 || admissionNames.length > 30) throw damaged(measures, STROKE);
    bits.set(STROKE_CODES, stroke);
    bits.set(SEQUELA_CODES, { poa: true, bit: admissionNames.length });
    this.stroke = 1 << stroke.bit;
    this.sequela = 1 << admissionNames.length;
    const known = (name: string, table: PackTable): { poa: boolean; bit: number } => {
      const found = bits.get(name);
      if (!found) throw damaged(table, name);
      return found;
    };
    this.hierarchies = HIERARCHIES.map(([severe, mild]) => ({
      severe: 1 << known(severe, measures).bit,
      mild: 1 << known(mild, measures).bit,
      poa: known(severe, measures).poa,
    }));
    const code = mapping.text('code');
    const of = mapping.text('measures');
    this.neutral = new Int32Array(mapping.rows);
    this.admission = new Int32Array(mapping.rows);
    for (let row = 0; row < mapping.rows; row++) {
      const number = this.codes.addRow(code, row);
      if (number !== row) throw damaged(mapping, code.at(row));
      this.printed.push(code.at(row));
      for (const name of of.at(row).split(' ')) {
        const { poa, bit } = known(name, mapping);
        const masks = poa ? this.admission : this.neutral;
        masks[row] = (masks[row] as number) | (1 << bit);
      }
    }
    const weighted = new Map(
      column(weights, 'measure').map((name, row) => [
        name,
        { readmission: number(weights, 'readmission_weight', row), mortality: number(weights, 'mortality_weight', row) },
      ]),
    );
    const measured = (list: readonly string[]): Measure[] =>
      list.map((name) => {
        const found = weighted.get(name);
        if (!found) throw damaged(weights, name);
        return { name, ...found };
      });
    this.neutralMeasures = measured(neutralNames);
    this.admissionMeasures = measured(admissionNames);
  }

  /** The number of a code in any spelling, or -1. Files of fixed width pad codes with spaces. */
  find(code: string): number {
    const number = this.codes.find(code);
    return number < 0 && code.charCodeAt(code.length - 1) <= 32 ? this.codes.find(code.trim()) : number;
  }
}

/** Which codes of the tables a list of POA-exempt codes has, by number. */
export function exemptCodes(tables: CmrTables, list: CataloguedPack): Uint8Array {
  const exempt = new Uint8Array(tables.printed.length);
  const code = list.table().text('code');
  for (let row = 0; row < code.length; row++) {
    const found = tables.find(code.at(row));
    if (found >= 0) exempt[found] = 1;
  }
  return exempt;
}

/**
 * An object with every measure at 0 that is quick to copy: objects read from JSON keep their fields in place, while one that is filled name
 * by name becomes a hash table. The first reading, with null, tells that the fields may hold both.
 */
function flagsAt0(names: readonly string[]): Readonly<Record<string, 0>> {
  JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, null]))));
  return JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, 0])))) as Record<string, 0>;
}

function column(table: PackTable, name: string): string[] {
  const text = table.text(name);
  return Array.from({ length: table.rows }, (_, row) => text.at(row));
}

function number(table: PackTable, name: string, row: number): number {
  const text = table.text(name).at(row);
  if (!/^-?\d+$/.test(text)) throw damaged(table, text);
  return Number(text);
}

function damaged(table: PackTable, what: string): MedcodeError {
  return new MedcodeError('MC_PACK_DAMAGED', `${table.manifest.table}: "${what}" does not fit the other tables of the release`);
}
