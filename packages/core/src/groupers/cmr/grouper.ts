import { type Catalog, type CataloguedPack, releaseOn } from '../../codesets/catalog.js';
import { MedcodeError } from '../../errors.js';
import { type Day, day, fiscalYear, formatDay } from '../../model/date.js';
import type { NotChecked } from '../../model/encounter.js';
import type { Release } from '../../model/release.js';
import type { CmrClaim, CmrDiagnosis, CmrNotCounted, CmrResult } from './claim.js';
import { CmrTables, exemptCodes, type Hierarchy, type Measure } from './tables.js';

/** The releases that answer for a discharge date. */
interface Edition {
  readonly version: string;
  readonly tables: CmrTables;
  /** By code number; undefined where no list of that fiscal year is installed. */
  readonly exempt: Uint8Array | undefined;
  readonly fiscalYear: number;
  readonly releases: readonly Release[];
}

/** A measure in words, and what it adds to each index. */
export interface CmrMeasure {
  readonly description: string;
  readonly readmission: number;
  readonly mortality: number;
}

const NOTHING: readonly never[] = [];

/**
 * Elixhauser Comorbidity Software Refined for ICD-10-CM (AHRQ, HCUP): 38 measures from the secondary diagnoses of an inpatient stay and
 * two indices from them. Measures that need it count only diagnoses present on admission (POA `Y` or `W`) or exempt from POA reporting.
 *
 * Source: AHRQ, Elixhauser Comorbidity Software Refined, User Guide, mapping program and index program.
 *
 * @example
 * new CmrGrouper(catalog).group({ date: '2026-05-15', sdx: [{ code: 'I50.22', poa: 'Y' }] }).scores // { readmission: 7, mortality: 14 }
 */
export class CmrGrouper {
  private readonly catalog: Catalog;
  private readonly compiled = new Map<CataloguedPack, CmrTables>();
  private readonly exempt = new Map<CataloguedPack, Uint8Array>();
  private readonly editions = new Map<string, Edition>();
  private lastDate = '';
  private last: Edition | undefined;
  /** The diagnoses of the claim at hand that the tables have: their numbers, and how they stand to the admission. Reused. */
  private numbers = new Int32Array(64);
  private standings = new Uint8Array(64);
  private hits = 0;
  /** The codes of each measure while they are gathered, by bit; empty between claims. */
  private readonly lists: (string[] | undefined)[] = new Array<string[] | undefined>(32).fill(undefined);
  private printed: readonly string[] = NOTHING;

  constructor(catalog: Catalog) {
    this.catalog = catalog;
  }

  /** What a measure says and weighs on a date. */
  measure(flag: string, date: string): CmrMeasure | undefined {
    const { tables } = this.edition(date);
    const description = tables.descriptions.get(flag);
    if (description === undefined) return undefined;
    const measure = [...tables.neutralMeasures, ...tables.admissionMeasures].find(({ name }) => name === flag);
    return measure && { description, readmission: measure.readmission, mortality: measure.mortality };
  }

  /**
   * Measures and indices of a stay.
   * @throws MedcodeError MC_DATE_MISSING, MC_DATE_INVALID; MC_RELEASE_MISSING for a discharge before ICD-10-CM; MC_PACK_DAMAGED
   */
  group({ date, sdx }: CmrClaim): CmrResult {
    if (date === undefined) throw new MedcodeError('MC_DATE_MISSING', 'the discharge date decides which version answers');
    const edition = this.edition(date);
    const { tables } = edition;
    const found = this.read(edition, sdx);
    let { neutral } = found;
    const { admission, absent } = found;
    const { stroke, sequela, hierarchies } = tables;
    // A stroke of this stay says that the sequela may be its own: without a stroke on admission the measure is then left at 0.
    const sequelaOnly = (admission & stroke) === 0 && (admission & sequela) !== 0;
    const strokeInStay = sequelaOnly && (absent & stroke) !== 0;
    const ownBits = sequela - 1;
    let counted = (sequelaOnly && !strokeInStay ? admission | stroke : admission) & ownBits;
    const unsaidSequela = (found.unsaid & sequela) !== 0 && (absent & stroke) === 0;
    let unsaid = (unsaidSequela ? found.unsaid | stroke : found.unsaid) & ownBits & ~counted;
    const before = { neutral, counted };
    for (let i = 0; i < hierarchies.length; i++) {
      const { severe, mild, poa } = hierarchies[i] as Hierarchy;
      if (poa) {
        if ((counted & severe) !== 0) {
          counted &= ~mild;
          unsaid &= ~mild;
        }
      } else if ((neutral & severe) !== 0) neutral &= ~mild;
    }
    const complete = before.neutral === neutral && before.counted === counted && (absent & ownBits & ~counted) === 0 && !strokeInStay;
    const flags: Record<string, 0 | 1 | null> = { ...tables.noFlags };
    const codes: Record<string, readonly string[]> = {};
    const scores = { readmission: 0, mortality: 0 };
    if (neutral !== 0) this.enter(neutral, false, tables, flags, codes, scores);
    if (counted !== 0) this.enter(counted, true, tables, flags, codes, scores);
    for (let left = unsaid; left !== 0; left &= left - 1) flags[(tables.admissionMeasures[lowestBit(left)] as Measure).name] = null;
    return {
      version: edition.version,
      flags,
      scores,
      codes,
      notCounted: complete ? NOTHING : this.notCounted(tables, neutral, counted, before, absent, strokeInStay),
      notChecked: unsaid === 0 ? NOTHING : this.notChecked(edition, unsaid),
      releases: edition.releases,
    };
  }

  /** Looks the diagnoses up and keeps those the tables have; gives the measures they raise by how they stand to the admission. */
  private read({ tables, exempt }: Edition, sdx: CmrClaim['sdx']): { neutral: number; admission: number; absent: number; unsaid: number } {
    if (sdx.length > this.numbers.length) {
      this.numbers = new Int32Array(sdx.length);
      this.standings = new Uint8Array(sdx.length);
    }
    const { numbers, standings } = this;
    let neutral = 0;
    let admission = 0;
    let absent = 0;
    let unsaid = 0;
    let hits = 0;
    for (let i = 0; i < sdx.length; i++) {
      const { code, poa } = sdx[i] as CmrDiagnosis;
      const number = tables.find(code);
      if (number < 0) continue;
      neutral |= tables.neutral[number] as number;
      const measures = tables.admission[number] as number;
      let standing = PRESENT;
      if (measures !== 0) {
        standing = exempt === undefined ? standingWithoutList(poa) : exempt[number] === 1 ? PRESENT : standingOf(poa);
        if (standing === PRESENT) admission |= measures;
        else if (standing === ABSENT) absent |= measures;
        else unsaid |= measures;
      }
      numbers[hits] = number;
      standings[hits] = standing;
      hits++;
    }
    this.hits = hits;
    return { neutral, admission, absent, unsaid };
  }

  /**
   * Sets the measures of a mask, adds their weights and names their codes: one pass over the diagnoses, one over the measures.
   * @param poa whether these measures need POA: of those only diagnoses present on admission have set them, and a sequela may stand for a stroke
   */
  private enter(
    mask: number,
    poa: boolean,
    tables: CmrTables,
    flags: Record<string, 0 | 1 | null>,
    codes: Record<string, readonly string[]>,
    scores: { readmission: number; mortality: number },
  ): void {
    const { numbers, standings, lists, hits } = this;
    const masks = poa ? tables.admission : tables.neutral;
    const measures = poa ? tables.admissionMeasures : tables.neutralMeasures;
    const sequelaToo = poa && (mask & tables.stroke) !== 0;
    for (let i = 0; i < hits; i++) {
      const number = numbers[i] as number;
      let raised = masks[number] as number;
      if (raised === 0 || (poa && standings[i] !== PRESENT)) continue;
      if (sequelaToo && (raised & tables.sequela) !== 0) raised |= tables.stroke;
      for (let left = raised & mask; left !== 0; left &= left - 1) {
        const bit = lowestBit(left);
        const code = tables.printed[number] as string;
        const list = lists[bit];
        if (list === undefined) lists[bit] = [code];
        else if (!list.includes(code)) list.push(code);
      }
    }
    for (let left = mask; left !== 0; left &= left - 1) {
      const bit = lowestBit(left);
      const { name, readmission, mortality } = measures[bit] as Measure;
      flags[name] = 1;
      scores.readmission += readmission;
      scores.mortality += mortality;
      codes[name] = lists[bit] as string[];
      lists[bit] = undefined;
    }
  }

  /** The codes that raise a measure and stand so to the admission, each once. Diagnoses whose measures need no POA stand as present. */
  private codesOf(masks: Int32Array, mask: number, standing: number): string[] {
    const { numbers, standings } = this;
    const { printed } = this;
    const codes: string[] = [];
    for (let i = 0; i < this.hits; i++) {
      const number = numbers[i] as number;
      if (((masks[number] as number) & mask) === 0 || (standing !== ANY && standings[i] !== standing)) continue;
      const code = printed[number] as string;
      if (!codes.includes(code)) codes.push(code);
    }
    return codes;
  }

  private notCounted(
    tables: CmrTables,
    neutral: number,
    counted: number,
    before: { readonly neutral: number; readonly counted: number },
    absent: number,
    strokeInStay: boolean,
  ): CmrNotCounted[] {
    const out: CmrNotCounted[] = [];
    const taken = { neutral: before.neutral & ~neutral, counted: before.counted & ~counted };
    for (const { severe, mild, poa } of tables.hierarchies) {
      const then = poa ? before.counted : before.neutral;
      if (((poa ? taken.counted : taken.neutral) & mild) === 0 || (then & severe) === 0) continue;
      // In situ below solid below metastatic: the first hierarchy that applies says it.
      if (poa) taken.counted &= ~mild;
      else taken.neutral &= ~mild;
      const measures = poa ? tables.admissionMeasures : tables.neutralMeasures;
      out.push({
        flag: (measures[lowestBit(mild)] as Measure).name,
        reason: 'severe-form-counts',
        by: (measures[lowestBit(severe)] as Measure).name,
        codes: poa ? this.codesOf(tables.admission, mild, PRESENT) : this.codesOf(tables.neutral, mild, ANY),
      });
    }
    const stroke = (tables.admissionMeasures[lowestBit(tables.stroke)] as Measure).name;
    if (strokeInStay)
      out.push({ flag: stroke, reason: 'stroke-during-the-stay', codes: this.codesOf(tables.admission, tables.sequela, PRESENT) });
    for (let left = absent & (tables.sequela - 1) & ~counted; left !== 0; left &= left - 1) {
      const bit = lowestBit(left);
      const mask = 1 << bit;
      out.push({
        flag: (tables.admissionMeasures[bit] as Measure).name,
        reason: 'not-present-on-admission',
        codes: this.codesOf(tables.admission, mask === tables.stroke ? mask | tables.sequela : mask, ABSENT),
      });
    }
    return out;
  }

  private notChecked({ tables, exempt, fiscalYear: year }: Edition, unsaid: number): NotChecked[] {
    const mask = (unsaid & tables.stroke) !== 0 ? unsaid | tables.sequela : unsaid;
    const codes = this.codesOf(tables.admission, mask, UNSAID).join(', ');
    const measures: string[] = [];
    for (let left = unsaid; left !== 0; left &= left - 1) measures.push((tables.admissionMeasures[lowestBit(left)] as Measure).name);
    const reason = 'the measure needs to know whether the diagnosis was present on admission, and the claim does not say';
    return [
      {
        what: `${measures.join(', ')} (${codes})`,
        reason: exempt === undefined ? `${reason}; the list of POA-exempt codes of FY${year} is not installed` : reason,
        remedy:
          exempt === undefined
            ? 'give "poa" with the diagnosis; install the list with medcode data import'
            : 'give "poa" with the diagnosis',
      },
    ];
  }

  private edition(date: string): Edition {
    if (this.last !== undefined && date === this.lastDate) return this.last;
    let edition = this.editions.get(date);
    if (!edition) {
      edition = this.open(day(date));
      this.editions.set(date, edition);
    }
    this.lastDate = date;
    this.last = edition;
    this.printed = edition.tables.printed;
    return edition;
  }

  private open(date: Day): Edition {
    const pack = (table: string): CataloguedPack => {
      const found = this.catalog.onDate(table, date);
      if (!found || formatDay(date) < found.manifest.release.effectiveFrom)
        throw new MedcodeError('MC_RELEASE_MISSING', `the comorbidity software reads ICD-10-CM and has no version for ${formatDay(date)}`);
      return found;
    };
    const mapping = pack('cmr/dx-to-measures');
    let tables = this.compiled.get(mapping);
    if (!tables) {
      tables = new CmrTables(mapping.table(), pack('cmr/measures').table(), pack('cmr/index-weights').table());
      this.compiled.set(mapping, tables);
    }
    const text = formatDay(date);
    const list = this.catalog
      .all('icd10cm/poa-exempt')
      .find(({ manifest: { release } }) => release.effectiveFrom <= text && text <= release.effectiveTo);
    let exempt = list && this.exempt.get(list);
    if (list && !exempt) {
      exempt = exemptCodes(tables, list);
      this.exempt.set(list, exempt);
    }
    return {
      version: mapping.manifest.release.id.replace(/^.*\//, ''),
      tables,
      exempt,
      fiscalYear: fiscalYear(date),
      releases: [releaseOn(mapping, date), ...(list ? [releaseOn(list, date)] : [])],
    };
  }
}

/** How a diagnosis stands to the admission. */
const PRESENT = 1;
const ABSENT = 2;
const UNSAID = 3;
/** For measures that do not ask. */
const ANY = 0;

/** By the indicator alone: for codes that the list at hand does not exempt. */
function standingOf(poa: string | null | undefined): number {
  if (poa?.length !== 1) return UNSAID;
  switch (poa.charCodeAt(0) & ~32) {
    case 89: // Y
    case 87: // W
      return PRESENT;
    case 78: // N
    case 85: // U
      return ABSENT;
    default:
      return UNSAID;
  }
}

/**
 * Where no list is at hand the claim is believed when it says that a code is exempt (`1` in the old form of the claim, `E` in state data);
 * with a list the list decides.
 */
function standingWithoutList(poa: string | null | undefined): number {
  const standing = standingOf(poa);
  return standing === UNSAID && (poa === '1' || poa === 'E' || poa === 'exempt') ? PRESENT : standing;
}

/** The number of the lowest bit that is set. */
function lowestBit(mask: number): number {
  return 31 - Math.clz32(mask & -mask);
}
