import { MedcodeError } from '../../errors.js';
import type { Release } from '../../model/release.js';
import { type Adjustment, adjusted, adjustmentOf, divided } from './adjustment.js';
import type { Model, ModelVersion } from './model-versions.js';
import { type Beneficiary, checkedAge, checkedGraftMonths, checkedOrec, dualStatus, isFemale, OLDEST } from './person.js';
import { CONTINUING_BANDS, derivedSegment, FACT, type SegmentDefinition, segmentsOf } from './segments.js';
import { bareDiagnosis, type DiagnosisEdit, type ModelTables } from './tables.js';

/** One addend of a raw score. */
export interface ScorePart {
  /** As the model software names it, without the segment: `F70_74`, `HCC85`, `DIABETES_CHF`, `D4`. */
  readonly variable: string;
  readonly coefficient: number;
  /** The diagnoses behind it, without dots; none for what is no disease. */
  readonly dx: readonly string[];
}

/**
 * Why something did not count: `no-hcc` the diagnosis maps to none; `not-a-code`; `edit` an age or sex edit of the model; `hierarchy` a
 * more severe HCC (`by`); `without-heart-failure` a heart assist device alone; `dialysis-status` not used in ESRD models; `segment` new
 * enrollees and transplant months take no disease.
 */
export type DropReason = 'no-hcc' | 'not-a-code' | 'edit' | 'hierarchy' | 'without-heart-failure' | 'dialysis-status' | 'segment';

export interface Dropped {
  readonly reason: DropReason;
  readonly hcc?: string;
  readonly by?: string;
  readonly dx: readonly string[];
}

/** What could not be looked at, and what it would take. */
export interface ScoreNotChecked {
  readonly what: string;
  readonly reason: string;
  readonly remedy: string;
}

/** A raw risk score with everything that made it. */
export interface RiskScore {
  readonly model: Model;
  readonly year: number;
  readonly segment: string;
  /** How the segment was found: given, or derived from which facts. */
  readonly segmentFrom: string;
  /** HCCs that count, after edits and hierarchies, ascending. */
  readonly hccs: readonly string[];
  /** Sum of the coefficients, before normalisation and coding intensity, three decimals. */
  readonly score: number;
  /** The score after both, where the published numbers are at hand. */
  readonly adjustedScore?: number;
  readonly adjustment: Adjustment | { readonly reason: string };
  /** Set where the coefficients are a proposal of the advance notice. */
  readonly proposed?: true;
  readonly parts: readonly ScorePart[];
  readonly dropped: readonly Dropped[];
  readonly notChecked: readonly ScoreNotChecked[];
  readonly notes: readonly string[];
  readonly releases: readonly Release[];
}

interface CompiledFlag {
  readonly facts: number;
  readonly thousandths: number;
  readonly part: ScorePart;
}

interface Weighted {
  readonly thousandths: number;
  readonly part: ScorePart;
}

interface CompiledInteraction {
  readonly variable: string;
  readonly operands: number;
  readonly when: 'disabled' | 'non-aged' | undefined;
  readonly thousandths: number;
}

interface CompiledSegment {
  readonly definition: SegmentDefinition;
  /** By sex (0 female, 1 male) and age. */
  readonly cells: readonly (readonly (Weighted | undefined)[])[];
  readonly newCells: readonly (readonly (Weighted | undefined)[])[];
  readonly flags: readonly CompiledFlag[];
  readonly hccs: Int32Array;
  readonly interactions: readonly CompiledInteraction[];
  /** By number of payment HCCs, 10 for ten and more. */
  readonly counts: readonly (Weighted | undefined)[];
}

/** A diagnosis: the slots of its HCCs, and the edits on it. */
interface CompiledDiagnosis {
  readonly code: string;
  readonly slots: readonly number[];
  readonly edits: readonly CompiledEdit[];
  readonly newInYear: boolean;
  /** The person this diagnosis was last counted for, so that a repeated one is seen at once. */
  seen: number;
}

interface CompiledEdit extends DiagnosisEdit {
  readonly slots: readonly number[];
}

const ABSENT = -0x80000000;
const NO_DX: readonly string[] = [];
const NOTHING: readonly never[] = [];
/** Actuarial adjustment of new enrollees with a functioning graft: their scores are divided by it (ESRD V24 software). */
const ACTUARIAL = { months4To9: 'actadj_dur4_9', months10AndMore: 'actadj_dur10pl' } as const;

/**
 * One model version in one payment year, ready to score. Tables become typed arrays and small integers once; a score then looks up each
 * diagnosis and adds whole thousandths.
 */
export class Scorer {
  private readonly diagnoses = new Map<string, CompiledDiagnosis>();
  private readonly names: readonly string[];
  private readonly variables: readonly string[];
  private readonly below: readonly (readonly number[])[];
  /** For each slot the operands of interactions it is part of, as bits. */
  private readonly operands: Int32Array;
  private readonly segments = new Map<string, CompiledSegment>();
  private readonly adjustment: Adjustment | { readonly reason: string };
  private readonly actuarial: readonly [Weighted | undefined, Weighted | undefined];
  private readonly removed: readonly number[];
  private readonly onlyWith: { readonly slot: number; readonly others: readonly number[] } | undefined;
  private person = 0;
  /** Diagnoses of the person that are mapped as in the next year's table. */
  private newInYear: string[] = [];
  /** Per slot: the person it was last raised for, then its diagnoses. */
  private readonly raised: Float64Array;
  private readonly gone: Float64Array;
  private readonly raisedBy: string[][];
  /** The slots raised for the person, as they came. */
  private readonly raisedSlots: Int32Array;
  private raisedCount = 0;

  constructor(
    private readonly version: ModelVersion,
    private readonly year: number,
    private readonly tables: ModelTables,
    private readonly releases: readonly Release[],
  ) {
    const hccs = [
      ...new Set([
        ...[...tables.map.values()].flat(),
        ...[...tables.edits.values()].flatMap((edits) => edits.flatMap(({ hcc }) => hcc ?? [])),
      ]),
    ].sort((a, b) => a - b);
    const slotOf = new Map(hccs.map((hcc, slot) => [hcc, slot]));
    const slots = (numbers: readonly number[]): number[] => numbers.flatMap((hcc) => slotOf.get(hcc) ?? []);
    this.names = hccs.map(String);
    this.variables = hccs.map((hcc) => `${version.hccWord}${hcc}`);
    this.below = hccs.map((hcc) => slots(tables.below.get(hcc) ?? []));
    this.raised = new Float64Array(hccs.length);
    this.gone = new Float64Array(hccs.length);
    this.raisedBy = hccs.map(() => []);
    this.raisedSlots = new Int32Array(hccs.length);
    this.removed = slots(version.removed ?? []);
    const [lone] = slots(version.onlyWith ? [version.onlyWith.hcc] : []);
    this.onlyWith = lone === undefined ? undefined : { slot: lone, others: slots(version.onlyWith?.others ?? []) };
    for (const code of new Set([...tables.map.keys(), ...tables.edits.keys()]))
      this.diagnoses.set(code, {
        code,
        slots: slots(tables.map.get(code) ?? []),
        edits: (tables.edits.get(code) ?? []).map((edit) => ({ ...edit, slots: slots(edit.hcc === undefined ? [] : [edit.hcc]) })),
        newInYear: tables.newInYear.has(code),
        seen: 0,
      });
    const bits = new Map<string | number, number>();
    this.operands = new Int32Array(hccs.length);
    for (const operand of new Set(version.interactions.flatMap(({ all }) => all))) {
      const bit = 1 << bits.size;
      bits.set(operand, bit);
      for (const slot of slots(typeof operand === 'number' ? [operand] : (version.groups[operand] ?? [])))
        this.operands[slot] = (this.operands[slot] as number) | bit;
    }
    this.adjustment = adjustmentOf(version.model, year);
    this.actuarial = [this.weighted('ActAdj_DUR4_9', ACTUARIAL.months4To9), this.weighted('ActAdj_DUR10PL', ACTUARIAL.months10AndMore)];
    for (const definition of segmentsOf(version)) this.segments.set(definition.name.toUpperCase(), this.compile(definition, hccs, bits));
  }

  /** Names of the segments of the model. */
  get segmentNames(): string[] {
    return [...this.segments.values()].map(({ definition }) => definition.name);
  }

  /** What an HCC is called, or undefined. */
  label(hcc: string): string | undefined {
    return this.tables.labels.get(Number(hcc));
  }

  /** What a segment is, in words. */
  segmentWords(name: string): string {
    return this.segments.get(name.toUpperCase())?.definition.words ?? '';
  }

  /** @throws MedcodeError MC_PERSON_INVALID */
  score(person: Beneficiary): RiskScore {
    const age = checkedAge(person.age);
    const female = isFemale(person.sex);
    const orec = checkedOrec(person.orec);
    const graftMonths = checkedGraftMonths(person.graftMonths);
    const dual = dualStatus(person.dual);
    const aged = age >= 65;
    const newEnrollee = person.newEnrollee === true;
    const given = person.segment !== undefined;
    const name = given
      ? (person.segment as string)
      : derivedSegment(this.version, {
          aged,
          dual,
          lti: person.lti === true,
          newEnrollee,
          snp: person.snp === true,
          lowIncome: person.lowIncome === true,
          graftMonths,
        });
    const segment = this.segments.get(name) ?? this.segments.get(name.toUpperCase().replace(/_$/, ''));
    if (!segment)
      throw new MedcodeError(
        'MC_PERSON_INVALID',
        `segment: ${JSON.stringify(name.slice(0, 20))} is none of ${this.version.model}: ${this.segmentNames.join(', ')}`,
      );
    const { definition } = segment;
    const fresh = definition.kind === 'new-enrollee';
    // AGESEXV2 macro: a new enrollee of 64 first entitled by age turns 65 in the year, and has the cell of 65.
    const cellAge = fresh && age === 64 && orec === '0' ? 65 : age;
    const lti = person.lti === true || definition.institutional;
    const facts =
      (female ? FACT.FEMALE : FACT.MALE) |
      (cellAge >= 65 ? FACT.AGED : FACT.NON_AGED) |
      (aged && orec === '1' ? FACT.ORIGINALLY_DISABLED : 0) |
      (aged && (orec === '2' || orec === '3') ? FACT.ORIGINALLY_ESRD : 0) |
      (dual === 'none' ? 0 : FACT.MEDICAID) |
      (dual === 'full' ? FACT.FULL_DUAL : FACT.NOT_FULL_DUAL) |
      (dual === 'partial' ? FACT.PARTIAL_DUAL : 0) |
      (lti ? FACT.LTI : 0) |
      (definition.graft && graftMonths !== undefined && graftMonths >= 4
        ? FACT.GRAFT | (graftMonths <= 9 ? FACT.GRAFT_4_9 : FACT.GRAFT_10_PLUS)
        : 0);

    const parts: ScorePart[] = [];
    const dropped: Dropped[] = [];
    let sum = 0;
    const cell = fresh
      ? segment.newCells[this.newCellRow(definition, female, dual, orec, age, person)]?.[cellAge]
      : segment.cells[female ? 0 : 1]?.[cellAge];
    if (cell) {
      parts.push(cell.part);
      sum += cell.thousandths;
    }
    for (const flag of segment.flags)
      if ((facts & flag.facts) === flag.facts) {
        parts.push(flag.part);
        sum += flag.thousandths;
      }
    const slots = this.raise(person, age, female, dropped);
    const takesDisease = definition.kind === 'continuing';
    const hccs: string[] = [];
    if (!takesDisease) for (const slot of slots) dropped.push({ reason: 'segment', hcc: this.names[slot] as string, dx: this.dxOf(slot) });
    else sum += this.addDisease(segment, slots, aged, orec, parts, hccs);
    const scaled = this.scaled(segment, sum, facts, parts);
    const { adjustment } = this;
    const result: { -readonly [K in keyof RiskScore]: RiskScore[K] } = {
      model: this.version.model,
      year: this.year,
      segment: definition.name,
      segmentFrom: given ? 'given' : definition.words,
      hccs,
      score: scaled / 1000,
      adjustment,
      parts,
      dropped,
      notChecked: this.missing(definition, orec, aged, graftMonths, person),
      notes: this.newInYear.length === 0 ? this.tables.notes : [...this.tables.notes, this.noteOnNewCodes()],
      releases: this.releases,
    };
    if (!('reason' in adjustment)) result.adjustedScore = adjusted(scaled, adjustment) / 1000;
    if (this.tables.proposed) result.proposed = true;
    return result;
  }

  private noteOnNewCodes(): string {
    return `New within ${this.year - 1}, mapped as in the table of payment year ${this.year + 1}: ${this.newInYear.join(', ')}.`;
  }

  /** Raises the HCCs of the diagnoses, applies edits and hierarchies; the slots that count, ascending. */
  private raise(person: Beneficiary, age: number, female: boolean, dropped: Dropped[]): number[] {
    const stamp = ++this.person;
    if (this.newInYear.length > 0) this.newInYear = [];
    this.raisedCount = 0;
    const unknown: string[] = [];
    for (const dx of person.dx) {
      const found = this.diagnoses.get(dx);
      if (found === undefined) this.raiseSpelled(dx, age, female, person.mceEdits === true, stamp, unknown, dropped);
      else this.raiseDiagnosis(found, age, female, person.mceEdits === true, stamp, dropped);
    }
    const { raised, gone } = this;
    for (const slot of this.removed)
      if (raised[slot] === stamp) {
        raised[slot] = 0;
        dropped.push({ reason: 'dialysis-status', hcc: this.names[slot] as string, dx: this.dxOf(slot) });
      }
    const { onlyWith } = this;
    if (onlyWith && raised[onlyWith.slot] === stamp && !onlyWith.others.some((slot) => raised[slot] === stamp)) {
      raised[onlyWith.slot] = 0;
      dropped.push({ reason: 'without-heart-failure', hcc: this.names[onlyWith.slot] as string, dx: this.dxOf(onlyWith.slot) });
    }
    // In ascending order, as the macro does: an HCC already taken away takes nothing away itself.
    this.putInOrder();
    const order = this.raisedSlots;
    const count = this.raisedCount;
    for (let i = 0; i < count; i++) {
      const slot = order[i] as number;
      if (raised[slot] !== stamp || gone[slot] === stamp) continue;
      for (const child of this.below[slot] as readonly number[])
        if (raised[child] === stamp && gone[child] !== stamp) {
          gone[child] = stamp;
          dropped.push({ reason: 'hierarchy', hcc: this.names[child] as string, by: this.names[slot] as string, dx: this.dxOf(child) });
        }
    }
    const slots: number[] = [];
    for (let i = 0; i < count; i++) {
      const slot = order[i] as number;
      if (raised[slot] === stamp && gone[slot] !== stamp) slots.push(slot);
    }
    return slots;
  }

  /** Sorts the slots raised for the person: they are few, so each is put in its place. */
  private putInOrder(): void {
    const slots = this.raisedSlots;
    const count = this.raisedCount;
    for (let i = 1; i < count; i++) {
      const slot = slots[i] as number;
      let at = i - 1;
      while (at >= 0 && (slots[at] as number) > slot) {
        slots[at + 1] = slots[at] as number;
        at--;
      }
      slots[at + 1] = slot;
    }
  }

  /** A diagnosis not spelled as in the tables: with a dot, in small letters, or unknown. */
  private raiseSpelled(dx: string, age: number, female: boolean, mce: boolean, stamp: number, unknown: string[], dropped: Dropped[]): void {
    const bare = bareDiagnosis(dx.trim());
    const found = bare === undefined ? undefined : this.diagnoses.get(bare);
    if (found) {
      this.raiseDiagnosis(found, age, female, mce, stamp, dropped);
      return;
    }
    const shown = bare ?? dx.slice(0, 20);
    if (unknown.includes(shown)) return;
    unknown.push(shown);
    dropped.push({ reason: bare === undefined ? 'not-a-code' : 'no-hcc', dx: [shown] });
  }

  private raiseDiagnosis(found: CompiledDiagnosis, age: number, female: boolean, mce: boolean, stamp: number, dropped: Dropped[]): void {
    if (found.seen === stamp) return;
    found.seen = stamp;
    const edit = found.edits.length === 0 ? undefined : applying(found.edits, age, female, mce);
    const slots = edit ? edit.slots : found.slots;
    if (found.newInYear && !edit) this.newInYear.push(found.code);
    if (slots.length === 0) dropped.push({ reason: edit ? 'edit' : 'no-hcc', dx: [found.code] });
    for (const slot of slots) {
      if (this.raised[slot] === stamp) (this.raisedBy[slot] as string[]).push(found.code);
      else {
        this.raised[slot] = stamp;
        this.raisedBy[slot] = [found.code];
        this.raisedSlots[this.raisedCount++] = slot;
      }
    }
  }

  /** Adds HCCs, interactions and their number to the parts. @returns thousandths */
  private addDisease(
    segment: CompiledSegment,
    slots: readonly number[],
    aged: boolean,
    orec: string | undefined,
    parts: ScorePart[],
    hccs: string[],
  ): number {
    let sum = 0;
    let operands = 0;
    for (const slot of slots) {
      hccs.push(this.names[slot] as string);
      operands |= this.operands[slot] as number;
      const thousandths = segment.hccs[slot] as number;
      if (thousandths === ABSENT) continue;
      sum += thousandths;
      parts.push({ variable: this.variables[slot] as string, coefficient: thousandths / 1000, dx: this.dxOf(slot) });
    }
    for (const { variable, operands: needed, when, thousandths } of segment.interactions) {
      if ((operands & needed) !== needed) continue;
      // Nobody under 65 is entitled by age, but for the months before the 65th birthday.
      if (when !== undefined && (aged || (when === 'disabled' && orec === '0'))) continue;
      sum += thousandths;
      const dx: string[] = [];
      for (const slot of slots)
        if ((this.operands[slot] as number) & needed) for (const code of this.dxOf(slot)) if (!dx.includes(code)) dx.push(code);
      parts.push({ variable, coefficient: thousandths / 1000, dx });
    }
    const count = segment.counts[Math.min(slots.length, 10)];
    if (count) {
      sum += count.thousandths;
      parts.push(count.part);
    }
    return sum;
  }

  /** New enrollees with a functioning graft in ESRD V24: the sum divided by the actuarial adjustment of the months. */
  private scaled(segment: CompiledSegment, sum: number, facts: number, parts: ScorePart[]): number {
    if (segment.definition.name !== 'GNE' || !(facts & FACT.GRAFT)) return sum;
    const factor = this.actuarial[facts & FACT.GRAFT_4_9 ? 0 : 1];
    if (!factor) return sum;
    parts.push(factor.part);
    return divided(sum * 1000, factor.thousandths);
  }

  private newCellRow(
    { cell }: SegmentDefinition,
    female: boolean,
    dual: 'none' | 'partial' | 'full',
    orec: string | undefined,
    age: number,
    person: Beneficiary,
  ): number {
    const by = cell?.by;
    const first = by === 'esrd' ? (person.esrd ?? (orec === '2' || orec === '3')) : by === 'full-dual' ? dual === 'full' : dual !== 'none';
    // New enrollees on dialysis have cells for disability before 65 too (E21 macro); the others only from 65 on.
    const disabled = orec === '1' && (age >= 65 || this.hasCellsForDisabledUnder65(cell));
    return (first ? 4 : 0) + (disabled ? 2 : 0) + (female ? 0 : 1);
  }

  private hasCellsForDisabledUnder65(cell: SegmentDefinition['cell']): boolean {
    return cell?.bands[OLDEST] === '85_GT';
  }

  private missing(
    definition: SegmentDefinition,
    orec: string | undefined,
    aged: boolean,
    graftMonths: number | undefined,
    person: Beneficiary,
  ): readonly ScoreNotChecked[] {
    const list: ScoreNotChecked[] = [];
    if (orec === undefined && aged && definition.kind !== 'transplant') list.push(NO_OREC);
    if (definition.graft && (graftMonths === undefined || graftMonths < 4)) list.push(NO_MONTHS);
    if (definition.cell?.by === 'esrd' && person.esrd === undefined && orec === undefined) list.push(NO_ESRD);
    return list.length === 0 ? NOTHING : list;
  }

  private dxOf(slot: number): readonly string[] {
    return this.raisedBy[slot] as readonly string[];
  }

  private weighted(variable: string, key: string): Weighted | undefined {
    const thousandths = this.tables.coefficients.get(key);
    return thousandths === undefined ? undefined : { thousandths, part: { variable, coefficient: thousandths / 1000, dx: NO_DX } };
  }

  private compile(definition: SegmentDefinition, hccs: readonly number[], bits: ReadonlyMap<string | number, number>): CompiledSegment {
    const { coefficients } = this.tables;
    const prefix = definition.prefix.toLowerCase();
    const of = (variable: string): Weighted | undefined => this.weighted(variable, prefix + variable.toLowerCase());
    const { cell } = definition;
    return {
      definition,
      cells: cell ? [] : (['F', 'M'] as const).map((sex) => CONTINUING_BANDS.map((band) => of(`${sex}${band}`))),
      newCells: cell
        ? [false, true].flatMap((first) =>
            [false, true].flatMap((disabled) =>
              (['F', 'M'] as const).map((sex) => cell.bands.map((band) => of(cell.name(first, disabled, sex, band)))),
            ),
          )
        : [],
      flags: definition.flags.flatMap(({ variable, facts, bare }) => {
        const weighted = bare ? this.weighted(variable, variable.toLowerCase()) : of(variable);
        return weighted ? [{ facts, ...weighted }] : [];
      }),
      hccs: Int32Array.from(hccs, (hcc) => coefficients.get(`${prefix}${this.version.hccWord.toLowerCase()}${hcc}`) ?? ABSENT),
      interactions: this.version.interactions.flatMap(({ variable, all, when }) => {
        const thousandths = coefficients.get(prefix + variable.toLowerCase());
        return thousandths === undefined
          ? []
          : [{ variable, when, thousandths, operands: all.reduce<number>((sum, operand) => sum | (bits.get(operand) ?? 0), 0) }];
      }),
      counts: this.version.counts ? Array.from({ length: 11 }, (_, n) => (n === 0 ? undefined : of(n === 10 ? 'D10P' : `D${n}`))) : [],
    };
  }
}

const NO_OREC: ScoreNotChecked = {
  what: 'originally disabled',
  reason: 'the original reason for entitlement is not given',
  remedy: 'give orec (0, 1, 2 or 3)',
};
const NO_MONTHS: ScoreNotChecked = {
  what: 'months since the transplant',
  reason: 'a functioning graft is scored by its months, and none from 4 on are given',
  remedy: 'give graftMonths',
};
const NO_ESRD: ScoreNotChecked = {
  what: 'end-stage renal disease',
  reason: 'neither esrd nor orec is given',
  remedy: 'give esrd (true or false)',
};

/** The edit that applies: the model's own in their order, the first; then, when asked for, those of the Medicare Code Editor. */
function applying(edits: readonly CompiledEdit[], age: number, female: boolean, mce: boolean): CompiledEdit | undefined {
  return (
    (mce ? edits.find((edit) => edit.mce && holds(edit, age, female)) : undefined) ??
    edits.find((edit) => !edit.mce && holds(edit, age, female))
  );
}

/** Whether an edit speaks of this person; bounds that cross mean the ages outside them (19 and 5: not 6 to 18). */
function holds(edit: DiagnosisEdit, age: number, female: boolean): boolean {
  if (edit.female !== undefined && edit.female !== female) return false;
  const { from, to } = edit;
  if (from !== undefined && to !== undefined && from > to) return age >= from || age <= to;
  return (from === undefined || age >= from) && (to === undefined || age <= to);
}
