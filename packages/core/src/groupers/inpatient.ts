import type { Catalog } from '../codesets/catalog.js';
import { type Day, day } from '../model/date.js';
import { ClaimCodes, InpatientCodes } from './inpatient-codes.js';
import { type MceResult, MedicareCodeEditor } from './mce/editor.js';
import type { MsdrgClaim, MsdrgResult } from './msdrg/claim.js';
import { MsdrgGrouper } from './msdrg/grouper.js';
import { MsdrgTables } from './msdrg/tables.js';
import { DrgWeights } from './msdrg/weights.js';

/** A claim grouped, weighed and edited. */
export interface InpatientResult extends MsdrgResult {
  /** Relative weight of the final DRG (Table 5, after the 10 % cap), null with a reason where no table at hand has it. */
  readonly weight: number | null;
  readonly weightReason?: string;
  /** Geometric and arithmetic mean length of stay of the final DRG, in days. */
  readonly gmlos?: number;
  readonly amlos?: number;
  /** The post-acute care transfer policy, or its special payment, applies to the DRG. */
  readonly postAcuteTransfer?: boolean;
  readonly specialPay?: boolean;
  /** Null with a reason where the editor's tables at hand do not cover the discharge. */
  readonly mce: MceResult | null;
  readonly mceReason?: string;
}

/**
 * The MS-DRG grouper and the Medicare Code Editor over one numbering of codes: the inpatient side of a claim in one step.
 * @example new InpatientGrouper(catalog).group({ dischargeDate: '2026-05-15', sex: 'M', dischargeStatus: '01', pdx: { code: 'I2109' }, sdx: [], px: [] }).final.drg
 */
export class InpatientGrouper {
  readonly msdrg: MsdrgGrouper;
  readonly mce: MedicareCodeEditor;
  readonly weights: DrgWeights;
  private readonly codes: ClaimCodes;
  private lastDate: string | undefined;
  private lastDay: Day | undefined;

  /** @throws MedcodeError MC_RELEASE_MISSING, MC_PACK_DAMAGED */
  constructor(catalog: Catalog) {
    const codes = new InpatientCodes(catalog);
    this.msdrg = new MsdrgGrouper(new MsdrgTables(codes));
    this.mce = new MedicareCodeEditor(codes);
    this.weights = new DrgWeights(catalog);
    this.codes = new ClaimCodes(codes);
  }

  /** @throws MedcodeError MC_RELEASE_MISSING, MC_DATE_MISSING, MC_DATE_INVALID */
  group(claim: MsdrgClaim): InpatientResult {
    const { codes } = this;
    codes.read(claim);
    const on = this.dayOf(claim.dischargeDate);
    const { version, initial, final, hac, pdx, sdx, px } = this.msdrg.groupCodes(claim, codes);
    const weighed = this.weights.of(final.drg, on, version);
    const mce = on !== undefined && this.mce.covers(on) ? this.mce.editCodes(claim, codes, on) : null;
    const result: Writable<InpatientResult> = { version, initial, final, hac, pdx, sdx, px, weight: null, mce };
    if (weighed.weight === null) result.weightReason = weighed.reason;
    else {
      const { weight, gmlos, amlos, postAcute, specialPay } = weighed.weight;
      result.weight = weight;
      result.gmlos = gmlos;
      result.amlos = amlos;
      result.postAcuteTransfer = postAcute;
      result.specialPay = specialPay;
    }
    if (mce === null)
      result.mceReason =
        on === undefined ? 'the claim has no discharge date' : 'the tables of the editor at hand do not cover the discharge date';
    return result;
  }

  /** Claims of a batch often share their date. */
  private dayOf(date: string | undefined): Day | undefined {
    if (date !== this.lastDate) {
      this.lastDay = date === undefined ? undefined : day(date);
      this.lastDate = date;
    }
    return this.lastDay;
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
