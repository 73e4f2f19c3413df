import { bareCode } from '../../codesets/code.js';
import type { CodeIndex } from '../../codesets/code-index.js';
import type { PackTable } from '../../codesets/pack.js';
import { MedcodeError } from '../../errors.js';
import { type Day, day } from '../../model/date.js';
import { ClaimCodes, type InpatientCodes } from '../inpatient-codes.js';
import type { MsdrgClaim } from '../msdrg/claim.js';

/** Edits of the Medicare Code Editor, as claims name them. */
export const MCE_EDITS = [
  'AGE_CONFLICT',
  'DUPLICATE_OF_PDX',
  'E_CODE_AS_PDX',
  'INCONSISTENT_WITH_LENGTH_OF_STAY',
  'INVALID_ADMIT_DX',
  'INVALID_AGE',
  'INVALID_CODE',
  'INVALID_DISCHARGE_STATUS',
  'INVALID_SEX',
  'LIMITED_COVERAGE',
  'MANIFESTATION_AS_PDX',
  'NON_COVERED',
  'QUESTIONABLE_ADMISSION',
  'QUESTIONABLE_OBSTETRIC_ADMISSION',
  'SEX_CONFLICT',
  'UNACCEPTABLE_PDX',
  'UNSPECIFIED',
  'WRONG_PROCEDURE_PERFORMED',
] as const;
export type MceEdit = (typeof MCE_EDITS)[number];

/** What the editor says of a claim. */
export interface MceResult {
  /** The edition of the editor's tables. */
  readonly version: string;
  /** `PREPAYMENT` when there is any edit. */
  readonly type: 'NONE' | 'PREPAYMENT';
  /** How often each edit occurs, by name. */
  readonly edits: Readonly<Partial<Record<MceEdit, number>>>;
  /** Edits of single codes. */
  readonly codes: Readonly<Record<string, readonly MceEdit[]>>;
  /** Edits that would have looked at something the claim does not say. */
  readonly notChecked?: readonly { readonly edit: MceEdit; readonly reason: string }[];
}

/** Flags of the editor's code lists that edits ask for, as bits. */
const FLAG_NAMES = [
  'ADULT',
  'CSECT',
  'DELOUT',
  'ECODEPDX',
  'FEMALE',
  'LCOV',
  'LOS',
  'MALE',
  'MANIF',
  'MATERNITY',
  'NCOV_A',
  'NCOV_B',
  'NCOV_B_KXP',
  'NCOV_B_PXP',
  'NCOV_D',
  'NCOV_F',
  'NCOV_G',
  'NEWBORN',
  'PEDIATRIC',
  'QADM',
  'REQSDX',
  'UNACCEPTABLE',
  'UNSPECIFIED',
  'VAGDEL',
  'WRNGPROC',
] as const;
type Flag = (typeof FLAG_NAMES)[number];
const BIT = Object.fromEntries(FLAG_NAMES.map((name, i) => [name, 1 << i])) as Record<Flag, number>;
const AGE_FLAGS = BIT.ADULT | BIT.MATERNITY | BIT.NEWBORN | BIT.PEDIATRIC;
const COVERAGE_FLAGS = BIT.NCOV_A | BIT.NCOV_B_PXP | BIT.NCOV_D | BIT.NCOV_F | BIT.NCOV_G | BIT.LCOV;

/** The edition of the tables, as its discharges: MCE 44 follows MCE 43.1. */
const VERSION = '440';
/** Edits about the sex of the patient ended with the discharges of this day (FY2025 IPPS final rule). */
const LAST_DAY_OF_SEX_EDITS = day('2024-09-30');
const OLDEST = 124;
/** Longest stay, in days, that is too short for mechanical ventilation of more than 96 consecutive hours. */
const SHORT_STAY = 4;
/** Age, in years, above which intracranial bypass (list F) is covered no more. */
const BYPASS_AGE = 60;

interface AgeRange {
  readonly bit: number;
  readonly from: Day;
  readonly to: Day;
  readonly start: number;
  readonly end: number;
}

/**
 * The Medicare Code Editor: edits on an inpatient claim by its discharge date.
 *
 * Authority: CMS, "Definitions of Medicare Code Edits", v43.1 and v44.
 */
export class MedicareCodeEditor {
  private readonly codes: InpatientCodes;
  private readonly claimCodes: ClaimCodes;
  private readonly diagnoses: CodeFlags;
  private readonly procedures: CodeFlags;
  private readonly ages: readonly AgeRange[];
  private readonly statuses: ReadonlyMap<number, readonly { readonly from: Day; readonly to: Day }[]>;
  private readonly from: Day;
  private readonly to: Day;

  /** @throws MedcodeError MC_RELEASE_MISSING, MC_PACK_DAMAGED */
  constructor(codes: InpatientCodes) {
    const { catalog } = codes;
    const table = (name: string): PackTable => catalog.one(name).table();
    this.codes = codes;
    this.claimCodes = new ClaimCodes(codes);
    this.diagnoses = new CodeFlags(codes, codes.diagnoses, 'icd10cm');
    this.procedures = new CodeFlags(codes, codes.procedures, 'icd10pcs');
    const ages = table('mce/ages');
    this.ages = Array.from({ length: ages.rows }, (_, row) => ({
      bit: BIT[ages.text('category').at(row) as Flag],
      from: ages.numbers('from')[row] as Day,
      to: ages.numbers('to')[row] as Day,
      start: ages.numbers('startAge')[row] as number,
      end: ages.numbers('endAge')[row] as number,
    }));
    this.statuses = statusWindows(table('mce/discharge-status'));
    const release = catalog.one('icd10cm/edits').manifest.release;
    this.from = day(release.effectiveFrom);
    this.to = day(release.effectiveTo);
  }

  /**
   * Edits a claim.
   * @throws MedcodeError MC_DATE_MISSING, MC_DATE_INVALID, MC_RELEASE_MISSING outside the discharges of the tables
   */
  edit(claim: MsdrgClaim): MceResult {
    if (claim.dischargeDate === undefined)
      throw new MedcodeError('MC_DATE_MISSING', 'the discharge date decides which edits apply to the claim');
    const on = day(claim.dischargeDate);
    if (!this.covers(on))
      throw new MedcodeError('MC_RELEASE_MISSING', 'the tables of the Medicare Code Editor at hand do not cover this discharge date');
    this.claimCodes.read(claim);
    return this.editCodes(claim, this.claimCodes, on);
  }

  /** Whether the tables at hand edit discharges of a date. */
  covers(on: Day): boolean {
    return this.from <= on && on <= this.to;
  }

  /** Edits a claim whose codes have been read, on a day the tables cover. */
  editCodes(claim: MsdrgClaim, codes: ClaimCodes, on: Day): MceResult {
    const found = new Findings();
    const edited: EditedClaim = { claim, codes, on, found };
    this.editClaim(edited);
    this.editProcedures(edited, this.editDiagnoses(edited));
    return found.result();
  }

  private editClaim({ claim, on, found }: EditedClaim): void {
    if (claim.admitDx && this.diagnoses.flagsOn(this.codes.diagnoses.find(claim.admitDx), on) < 0) found.claim('INVALID_ADMIT_DX');
    if (claim.age !== undefined && !possibleAge(claim.age)) found.claim('INVALID_AGE');
    if (on <= LAST_DAY_OF_SEX_EDITS && claim.sex !== 'M' && claim.sex !== 'F') found.claim('INVALID_SEX');
    const status = /^\d{1,2}$/.test(claim.dischargeStatus) ? this.statuses.get(Number(claim.dischargeStatus)) : undefined;
    if (!status?.some(({ from, to }) => from <= on && on <= to)) found.claim('INVALID_DISCHARGE_STATUS');
  }

  /** @returns the flags of all diagnoses together */
  private editDiagnoses(edited: EditedClaim): number {
    const { claim, codes, on, found } = edited;
    const { pdx, sdx } = claim;
    let seen = 0;
    for (let i = -1; i < sdx.length; i++) {
      const { code } = i < 0 ? pdx : (sdx[i] as { code: string });
      const id = i < 0 ? codes.pdx : (codes.sdx[i] as number);
      const flags = this.diagnoses.flagsOn(id, on);
      if (flags < 0) {
        found.code('INVALID_CODE', code);
        continue;
      }
      if (i >= 0 && id === codes.pdx) found.code('DUPLICATE_OF_PDX', code);
      if (flags === 0) continue;
      seen |= flags;
      if (i < 0) editPrincipal(edited, code, flags);
      if (flags & BIT.UNSPECIFIED) found.code('UNSPECIFIED', code);
      if (flags & AGE_FLAGS) this.editAge(edited, code, flags);
      if (flags & (BIT.MALE | BIT.FEMALE)) editSex(edited, code, flags);
      if (flags & BIT.WRNGPROC) found.code('WRONG_PROCEDURE_PERFORMED', code);
    }
    return seen;
  }

  private editAge({ claim: { age }, on, found }: EditedClaim, code: string, flags: number): void {
    if (age === undefined) return found.unchecked('AGE_CONFLICT', 'the claim has no age');
    if (!possibleAge(age)) return;
    for (const { bit, from, to, start, end } of this.ages) {
      if (!(flags & bit) || on < from || on > to || (start <= age && age <= end)) continue;
      found.code('AGE_CONFLICT', code);
      return;
    }
  }

  /** @param diagnoses the flags of all diagnoses together */
  private editProcedures(edited: EditedClaim, diagnoses: number): void {
    const { claim, codes, on, found } = edited;
    for (let i = 0; i < claim.px.length; i++) {
      const code = claim.px[i] as string;
      const flags = this.procedures.flagsOn(codes.px[i] as number, on);
      if (flags < 0) {
        // A field of zeros is an empty field.
        if (!/^0+$/.test(code)) found.code('INVALID_CODE', code);
        continue;
      }
      if (flags === 0) continue;
      if (flags & (BIT.MALE | BIT.FEMALE)) editSex(edited, code, flags);
      if (flags & COVERAGE_FLAGS) this.editCoverage(edited, code, flags, diagnoses);
      if (flags & (BIT.CSECT | BIT.VAGDEL) && !(diagnoses & BIT.DELOUT)) found.code('QUESTIONABLE_OBSTETRIC_ADMISSION', code);
      if (flags & BIT.LOS) {
        if (claim.los === undefined) found.unchecked('INCONSISTENT_WITH_LENGTH_OF_STAY', 'the claim has no length of stay');
        else if (claim.los <= SHORT_STAY) found.code('INCONSISTENT_WITH_LENGTH_OF_STAY', code);
      }
    }
  }

  /** Procedures Medicare does not pay for, or pays for in some hospitals only; what is not covered is not said to be limited as well. */
  private editCoverage({ claim, codes, on, found }: EditedClaim, code: string, flags: number, diagnoses: number): void {
    if (flags & BIT.NCOV_F && claim.age === undefined) found.unchecked('NON_COVERED', 'the claim has no age');
    const tooOld = claim.age !== undefined && claim.age > BYPASS_AGE;
    const withKidney = (): boolean => claim.px.some((_, i) => this.procedures.hasFlag(codes.px[i] as number, on, BIT.NCOV_B_KXP));
    if (
      flags & BIT.NCOV_A ||
      (flags & BIT.NCOV_D && diagnoses & BIT.NCOV_D) ||
      (flags & BIT.NCOV_F && tooOld) ||
      (flags & BIT.NCOV_G && diagnoses & BIT.NCOV_G) ||
      // Pancreas transplants are covered together with a kidney transplant, or for type 1 diabetes.
      (flags & BIT.NCOV_B_PXP && !(diagnoses & BIT.NCOV_B) && !withKidney())
    )
      found.code('NON_COVERED', code);
    else if (flags & BIT.LCOV) found.code('LIMITED_COVERAGE', code);
  }
}

/** A claim being edited. */
interface EditedClaim {
  readonly claim: MsdrgClaim;
  readonly codes: ClaimCodes;
  readonly on: Day;
  readonly found: Findings;
}

function editPrincipal({ claim, found }: EditedClaim, code: string, flags: number): void {
  if (flags & BIT.ECODEPDX) found.code('E_CODE_AS_PDX', code);
  if (flags & BIT.MANIF) found.code('MANIFESTATION_AS_PDX', code);
  if (flags & BIT.UNACCEPTABLE || (flags & BIT.REQSDX && claim.sdx.length === 0)) found.code('UNACCEPTABLE_PDX', code);
  if (flags & BIT.QADM) found.code('QUESTIONABLE_ADMISSION', code);
}

function editSex({ claim: { sex }, found }: EditedClaim, code: string, flags: number): void {
  if ((flags & BIT.MALE && sex !== 'M') || (flags & BIT.FEMALE && sex !== 'F')) found.code('SEX_CONFLICT', code);
}

function possibleAge(age: number): boolean {
  return age >= 0 && age <= OLDEST;
}

/** Edits of one claim, collected. */
class Findings {
  /** One entry an occurrence. */
  private readonly found: MceEdit[] = [];
  private readonly codes: Record<string, MceEdit[]> = {};
  private open: { edit: MceEdit; reason: string }[] | undefined;

  claim(edit: MceEdit): void {
    this.found.push(edit);
  }

  code(edit: MceEdit, code: string): void {
    this.claim(edit);
    const bare = bareCode(code);
    const edits = (this.codes[bare] ??= []);
    if (!edits.includes(edit)) edits.push(edit);
  }

  unchecked(edit: MceEdit, reason: string): void {
    this.open ??= [];
    if (!this.open.some((other) => other.edit === edit)) this.open.push({ edit, reason });
  }

  result(): MceResult {
    const edits: Partial<Record<MceEdit, number>> = {};
    for (const edit of this.found.sort()) edits[edit] = (edits[edit] ?? 0) + 1;
    const result: MceResult = { version: VERSION, type: this.found.length > 0 ? 'PREPAYMENT' : 'NONE', edits, codes: this.codes };
    return this.open ? { ...result, notChecked: this.open } : result;
  }
}

/** The codes of one system with the dates they were valid and the flags they had. */
class CodeFlags {
  private readonly size: number;
  private readonly codes: PackTable;
  private readonly codeIds: Int32Array;
  private readonly edits: PackTable;
  private readonly editIds: Int32Array;
  /** Days on which something changes, ascending; the period before the first is empty. */
  private readonly changes: Int32Array;
  /** Flags of each code in a period, -1 where it is not valid; made when a claim first falls into the period. */
  private readonly periods: (Int32Array | undefined)[] = [];
  private lastDay = -1;
  private lastPeriod: Int32Array = new Int32Array(0);

  constructor(codes: InpatientCodes, index: CodeIndex, system: 'icd10cm' | 'icd10pcs') {
    this.codes = codes.catalog.one(`${system}/codes`).table();
    this.codeIds = codes.ofRows(`${system}/codes`, index);
    this.edits = codes.catalog.one(`${system}/edits`).table();
    this.editIds = codes.ofRows(`${system}/edits`, index);
    this.size = index.size;
    const days = new Set<number>();
    for (const table of [this.codes, this.edits]) {
      addDistinct(table.numbers<Int32Array>('from'), 0, days);
      addDistinct(table.numbers<Int32Array>('to'), 1, days);
    }
    this.changes = Int32Array.from(days).sort();
  }

  /** The flags of a code on a day, or -1 when it is not a valid code then. */
  flagsOn(id: number, on: Day): number {
    if (id < 0) return -1;
    if (on !== this.lastDay) {
      this.lastDay = on;
      this.lastPeriod = this.period(on);
    }
    return this.lastPeriod[id] as number;
  }

  hasFlag(id: number, on: Day, flag: number): boolean {
    const flags = this.flagsOn(id, on);
    return flags > 0 && (flags & flag) !== 0;
  }

  private period(on: Day): Int32Array {
    let at = 0;
    while (at < this.changes.length && (this.changes[at] as number) <= on) at++;
    const period = this.periods[at] ?? this.flagsOfPeriod(on);
    this.periods[at] = period;
    return period;
  }

  private flagsOfPeriod(on: Day): Int32Array {
    const flags = new Int32Array(this.size).fill(-1);
    const inForce = (table: PackTable, take: (row: number) => void): void => {
      const from = table.numbers<Int32Array>('from');
      const to = table.numbers<Int32Array>('to');
      for (let row = 0; row < table.rows; row++) if ((from[row] as number) <= on && on <= (to[row] as number)) take(row);
    };
    const billable = this.codes.numbers<Uint8Array>('billable');
    inForce(this.codes, (row) => {
      if (billable[row] === 1) flags[this.codeIds[row] as number] = 0;
    });
    const names = this.edits.text('flag');
    inForce(this.edits, (row) => {
      const id = this.editIds[row] as number;
      if (flags[id] !== -1) flags[id] = (flags[id] as number) | (BIT[names.at(row) as Flag] ?? 0);
    });
    return flags;
  }
}

/** Adds the distinct values of a column, in which equal values stand together, each moved by some days. */
function addDistinct(column: Int32Array, days: number, to: Set<number>): void {
  let last: number | undefined;
  for (const value of column) {
    if (value !== last) to.add(value + days);
    last = value;
  }
}

function statusWindows(table: PackTable): Map<number, { from: Day; to: Day }[]> {
  const windows = new Map<number, { from: Day; to: Day }[]>();
  const json = table.text('json');
  for (let row = 0; row < table.rows; row++) {
    const { key, row: window } = JSON.parse(json.at(row)) as { key: string; row: { from: string; to: string } };
    const list = windows.get(Number(key)) ?? [];
    windows.set(Number(key), list);
    list.push({ from: day(window.from), to: day(window.to) });
  }
  return windows;
}
