import type { CodeIndex } from '../../codesets/code-index.js';
import type { PackTable, TextColumn } from '../../codesets/pack.js';
import { MedcodeError } from '../../errors.js';
import type { InpatientCodes } from '../inpatient-codes.js';
import { compileFormula, type Formula, leaves, type Program, parseFormula } from './formula.js';
import { CONTRIBUTING, LeafKind, namedLeaf } from './leaves.js';
import { OperandSets } from './operand-sets.js';

/** Severity of a secondary diagnosis: 0 none, 1 CC, 2 MCC. */
export type Level = 0 | 1 | 2;
const LEVELS: Readonly<Record<string, Level>> = { NCC: 0, CC: 1, MCC: 2 };

/** One line of a list of DRG formulas; the first that holds decides. */
export interface DrgRow {
  readonly list: number;
  readonly rank: number;
  readonly drg: number;
  readonly baseDrg: number;
  readonly type: 'MEDICAL' | 'SURGICAL' | 'NONE';
  /** The list to go on with, or 0. */
  readonly reRoute: number;
  /** The error this line stands for, instead of a DRG. */
  readonly exit: 'INVALID_SEX' | 'INVALID_DISCHARGE_STATUS' | undefined;
  /** Operands whose secondary diagnoses do not count as CC or MCC under this line. */
  readonly suppression: readonly number[];
  /** Nothing but a procedure can make it hold. */
  readonly needsProcedure: boolean;
  readonly formula: Formula;
  readonly program: Program;
}

/** A hospital-acquired condition and one of the formulas that find it. */
export interface HacFormula {
  readonly hac: number;
  /** HAC operands the formula asks of secondary diagnoses. */
  readonly secondary: readonly number[];
  readonly program: Program;
}

/** Several procedures that count as one: of each choice one code is needed. */
export interface Cluster {
  readonly id: string;
  /** Lists in which the codes of a satisfied cluster lose operands of their own. */
  readonly suppressionLists: readonly number[];
  /** Numbers of the procedure codes of each choice. */
  readonly choices: readonly (readonly number[])[];
  /** Operands the cluster raises. */
  readonly pattern: number;
}

/** The tables of all versions, each version compiled when a claim first needs it. */
export class MsdrgTables {
  readonly codes: InpatientCodes;
  /** Names of the operands that diagnoses and procedures raise; their places are the operand numbers. */
  readonly diagnosisOperands: string[] = [];
  readonly procedureOperands: string[] = [];
  /** Operands of each scheme of diagnoses, of its HAC pattern, and of each pattern of procedures; place 0 is "no such code". */
  readonly schemeOperands: OperandSets;
  readonly schemeHacOperands: OperandSets;
  readonly schemeMdc: Uint8Array;
  readonly schemeLevel: Uint8Array;
  readonly patternOperands: OperandSets;
  private readonly compiled = new Map<string, MsdrgVersion>();
  private readonly diagnosisNumbers = new Map<string, number>();
  private readonly procedureNumbers = new Map<string, number>();

  /** @throws MedcodeError MC_RELEASE_MISSING, MC_PACK_DAMAGED */
  constructor(codes: InpatientCodes) {
    this.codes = codes;
    const diagnosisPatterns = this.patterns('msdrg/dxPatterns', this.diagnosisNumbers, this.diagnosisOperands);
    this.patternOperands = new OperandSets(this.patterns('msdrg/prPatterns', this.procedureNumbers, this.procedureOperands));
    const schemes = this.rows<{ key: number; value: Scheme }>('msdrg/schemeIndex');
    this.schemeMdc = new Uint8Array(schemes.length + 1);
    this.schemeLevel = new Uint8Array(schemes.length + 1);
    const pattern = (number: number): readonly number[] => (number === 0 ? [] : (diagnosisPatterns[number - 1] as readonly number[]));
    schemes.forEach(({ key, value }, i) => {
      if (key !== i + 1) throw damaged(`scheme ${key} stands at ${i + 1}`);
      this.schemeMdc[key] = value.mdc;
      this.schemeLevel[key] = LEVELS[value.severity] ?? 0;
    });
    this.schemeOperands = new OperandSets(
      schemes.map(({ value }) => [...new Set([...pattern(value.operandsPattern), ...pattern(value.dxCatListPattern)])]),
    );
    this.schemeHacOperands = new OperandSets(schemes.map(({ value }) => pattern(value.hacOperandPattern)));
  }

  /** The rows of a table of JSON values. */
  rows<T>(table: string): T[] {
    const json = this.column(table, 'json');
    return Array.from({ length: json.length }, (_, row) => JSON.parse(json.at(row)) as T);
  }

  column(table: string, column: string): TextColumn {
    return this.pack(table).text(column);
  }

  pack(table: string): PackTable {
    return this.codes.catalog.one(table).table();
  }

  /** The number of an operand that diagnoses raise; -1 when none does. */
  diagnosisOperand(name: string): number {
    return this.diagnosisNumbers.get(name) ?? -1;
  }

  procedureOperand(name: string): number {
    return this.procedureNumbers.get(name) ?? -1;
  }

  /** @param version `400` … `440` @throws MedcodeError MC_RELEASE_MISSING */
  version(version: string): MsdrgVersion {
    let tables = this.compiled.get(version);
    if (!tables) {
      tables = new MsdrgVersion(this, Number(version));
      this.compiled.set(version, tables);
    }
    return tables;
  }

  private patterns(table: string, numbers: Map<string, number>, names: string[]): number[][] {
    const patterns: number[][] = [];
    for (const { key, value } of this.rows<{ key: number; value: string[] }>(table)) {
      if (key !== patterns.length + 1) throw damaged(`${table}: pattern ${key} stands at ${patterns.length + 1}`);
      patterns.push(
        value.map((name) => {
          let number = numbers.get(name);
          if (number === undefined) {
            number = names.push(name) - 1;
            numbers.set(name, number);
          }
          return number;
        }),
      );
    }
    return patterns;
  }
}

interface Scheme {
  readonly mdc: number;
  readonly severity: string;
  readonly operandsPattern: number;
  readonly hacOperandPattern: number;
  readonly dxCatListPattern: number;
}

/** Row of a table with a range of versions. */
interface Versioned<T> {
  readonly key: string;
  readonly v_from: number;
  readonly v_to: number;
  readonly value: T;
}

interface FormulaRow {
  readonly mdc: number;
  readonly rank: number;
  readonly baseDrg: number;
  readonly drg: number;
  readonly surgical: string;
  readonly reRouteMdcId: number;
  readonly formula: string;
  readonly severitySuppressionOperand: readonly string[];
}

/** The tables of one version, by the numbers of codes and operands. */
export class MsdrgVersion {
  readonly number: number;
  readonly tables: MsdrgTables;
  /** Scheme of each diagnosis, pattern of each procedure; 0 for a code the version does not have. */
  readonly scheme: Uint16Array;
  readonly pattern: Uint16Array;
  /** The group of secondary codes that each principal diagnosis cancels; 0 for none. */
  readonly exclusionGroup: Uint16Array;
  /** MDC of a diagnosis for men and for women where it depends on the sex; 0 elsewhere. */
  readonly maleMdc: Uint8Array;
  readonly femaleMdc: Uint8Array;
  /** Formulas by list: 0 Pre-MDC, 1–25 the MDCs, 29 procedures unrelated to the principal diagnosis. */
  readonly lists: readonly (readonly DrgRow[])[];
  readonly hacs: readonly HacFormula[];
  private readonly cancelled: (Uint8Array | undefined)[] = [];
  private clustersOf: Map<number, Cluster[]> | undefined;

  constructor(tables: MsdrgTables, number: number) {
    this.tables = tables;
    this.number = number;
    const scheme = this.codes('msdrg/diagnosisAll', 'scheme', tables.codes.diagnoses);
    if (!scheme.found) throw new MedcodeError('MC_RELEASE_MISSING', `there is no MS-DRG version ${String(number).slice(0, 12)}`);
    this.scheme = scheme.values;
    this.pattern = this.codes('msdrg/procedureAttributes', 'pattern', tables.codes.procedures).values;
    this.exclusionGroup = this.codes('msdrg/exclusionIds', 'group', tables.codes.diagnoses).values;
    this.maleMdc = new Uint8Array(tables.codes.diagnoses.size);
    this.femaleMdc = new Uint8Array(tables.codes.diagnoses.size);
    for (const { key, value } of this.rows<{ maleMdc: number; femaleMdc: number }>('msdrg/genderMdcs')) {
      const id = tables.codes.diagnoses.find(key);
      this.maleMdc[id] = value.maleMdc;
      this.femaleMdc[id] = value.femaleMdc;
    }
    const lists: DrgRow[][] = [];
    for (const { key, value } of this.rows<FormulaRow[]>('msdrg/drgFormulas')) {
      const rows = value.map((row) => this.drgRow(Number(key), row)).filter((row) => row !== undefined);
      lists[Number(key)] = rows.sort((a, b) => a.rank - b.rank);
    }
    this.lists = lists;
    this.hacs = this.rows<{ hacNumber: number; formula: string }[]>('msdrg/hacFormulas').flatMap(({ value }) =>
      value.map((row) => this.hacFormula(row)),
    );
  }

  /** Whether a principal diagnosis of this exclusion group cancels the CC or MCC of a secondary diagnosis. */
  cancels(group: number, secondary: number): boolean {
    let members = this.cancelled[group];
    if (!members) {
      members = new Uint8Array((this.tables.codes.diagnoses.size >> 3) + 1);
      for (const code of this.tables
        .column('msdrg/exclusionGroups', 'codes')
        .at(group - 1)
        .split(' ')) {
        const id = this.tables.codes.diagnoses.find(code);
        members[id >> 3] = (members[id >> 3] as number) | (1 << (id & 7));
      }
      this.cancelled[group] = members;
    }
    return ((members[secondary >> 3] as number) & (1 << (secondary & 7))) !== 0;
  }

  /** Clusters a procedure is part of. */
  clusters(procedure: number): readonly Cluster[] {
    this.clustersOf ??= this.readClusters();
    return this.clustersOf.get(procedure) ?? NO_CLUSTERS;
  }

  private readClusters(): Map<number, Cluster[]> {
    const { procedures } = this.tables.codes;
    const byId = new Map<string, Cluster>();
    for (const { key, value } of this.rows<{ suppressionMdcs: number[]; choices: { codes: string[] }[] }>('msdrg/clusterInformation'))
      byId.set(key, {
        id: key,
        suppressionLists: value.suppressionMdcs,
        choices: value.choices.map((choice) => choice.codes.map((code) => procedures.find(code))),
        pattern: this.pattern[procedures.find(key)] ?? 0,
      });
    const of = new Map<number, Cluster[]>();
    for (const { key, value } of this.rows<string[]>('msdrg/clusterIds'))
      of.set(
        procedures.find(key),
        value.map((id) => byId.get(id)).filter((cluster) => cluster !== undefined),
      );
    return of;
  }

  private rows<T>(table: string): Versioned<T>[] {
    return this.tables.rows<Versioned<T>>(table).filter((row) => row.v_from <= this.number && this.number <= row.v_to);
  }

  /** A table of one number a code, for this version. */
  private codes(table: string, column: string, index: CodeIndex): { values: Uint16Array; found: boolean } {
    const pack = this.tables.pack(table);
    const ids = this.tables.codes.ofRows(table, index);
    const from = pack.numbers<Uint16Array>('fromVersion');
    const to = pack.numbers<Uint16Array>('toVersion');
    const value = pack.numbers<Uint16Array>(column);
    const values = new Uint16Array(index.size);
    let found = false;
    for (let row = 0; row < pack.rows; row++) {
      if ((from[row] as number) > this.number || this.number > (to[row] as number)) continue;
      values[ids[row] as number] = value[row] as number;
      found = true;
    }
    return { values, found };
  }

  /** Lines that stand for nothing – no DRG, no other list, no error – are left out. */
  private drgRow(list: number, row: FormulaRow): DrgRow | undefined {
    const formula = parseFormula(row.formula);
    const names = leaves(formula);
    const exit = names.includes('INVALID_SEX') ? 'INVALID_SEX' : names.includes('INVALID_DSTAT') ? 'INVALID_DISCHARGE_STATUS' : undefined;
    if (row.drg === 0 && row.reRouteMdcId === 0 && exit === undefined) return undefined;
    const type = row.surgical === 'MEDICAL' || row.surgical === 'SURGICAL' ? row.surgical : 'NONE';
    return {
      list,
      rank: row.rank,
      drg: row.drg,
      baseDrg: row.baseDrg,
      type,
      reRoute: row.reRouteMdcId,
      exit,
      suppression: row.severitySuppressionOperand.map((name) => this.tables.diagnosisOperand(name)).filter((operand) => operand >= 0),
      formula,
      needsProcedure: !mayHoldWithoutProcedures(formula, this.tables),
      program: compileFormula(formula, (name) =>
        namedLeaf(row.drg === NORMAL_NEWBORN_ELSE && name === FALL_THROUGH ? 'SDX_NOT_INCIDENT' : name, this.tables),
      ),
    };
  }

  private hacFormula(row: { hacNumber: number; formula: string }): HacFormula {
    const formula = parseFormula(row.formula);
    return {
      hac: row.hacNumber,
      secondary: leaves(formula)
        .filter((name) => name.startsWith('SDX:'))
        .map((name) => this.tables.diagnosisOperand(name.slice(4))),
      program: compileFormula(formula, (name) => namedLeaf(name, this.tables)),
    };
  }
}

/** DRG 794 reads its leaf for the remaining diagnoses as "any that does not leave the newborn normal", codes of the list or not. */
const NORMAL_NEWBORN_ELSE = 794;
const FALL_THROUGH = 'SDX:mdc15fallthrough';
/** Whether a formula can hold for a claim without procedures. */
function mayHoldWithoutProcedures(formula: Formula, tables: MsdrgTables): boolean {
  switch (formula.kind) {
    case 'leaf':
      return CONTRIBUTING[formula.name] === undefined && namedLeaf(formula.name, tables).kind !== LeafKind.PROCEDURE;
    case 'not':
      return true;
    case 'and':
      return formula.of.every((part) => mayHoldWithoutProcedures(part, tables));
    case 'or':
      return formula.of.some((part) => mayHoldWithoutProcedures(part, tables));
  }
}

const NO_CLUSTERS: readonly Cluster[] = [];

function damaged(what: string): MedcodeError {
  return new MedcodeError('MC_PACK_DAMAGED', `MS-DRG tables: ${what}`);
}
