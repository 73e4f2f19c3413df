import type { Catalog } from '../codesets/catalog.js';
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

type Weighed = Pick<InpatientResult, 'weight' | 'weightReason' | 'gmlos' | 'amlos' | 'postAcuteTransfer' | 'specialPay'>;

/**
 * The MS-DRG grouper and the Medicare Code Editor over one numbering of codes: the inpatient side of a claim in one step.
 * @example new InpatientGrouper(catalog).group({ dischargeDate: '2026-05-15', sex: 'M', dischargeStatus: '01', pdx: { code: 'I2109' }, sdx: [], px: [] }).final.drg
 */
export class InpatientGrouper {
  readonly msdrg: MsdrgGrouper;
  readonly mce: MedicareCodeEditor;
  readonly weights: DrgWeights;
  private readonly codes: ClaimCodes;

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
    this.codes.read(claim);
    const result = this.msdrg.groupCodes(claim, this.codes);
    return { ...result, ...this.weigh(claim, result), ...this.edit(claim) };
  }

  private weigh(claim: MsdrgClaim, { version, final }: MsdrgResult): Weighed {
    const answer = this.weights.of(final.drg, claim.dischargeDate, version);
    if (answer.weight === null) return { weight: null, weightReason: answer.reason };
    const { weight, gmlos, amlos, postAcute, specialPay } = answer.weight;
    return { weight, gmlos, amlos, postAcuteTransfer: postAcute, specialPay };
  }

  private edit(claim: MsdrgClaim): Pick<InpatientResult, 'mce' | 'mceReason'> {
    const { dischargeDate } = claim;
    if (dischargeDate === undefined) return { mce: null, mceReason: 'the claim has no discharge date' };
    if (!this.mce.covers(dischargeDate))
      return { mce: null, mceReason: 'the tables of the editor at hand do not cover the discharge date' };
    return { mce: this.mce.editCodes(claim, this.codes) };
  }
}
