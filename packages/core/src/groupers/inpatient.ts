import type { Catalog } from '../codesets/catalog.js';
import { ClaimCodes, InpatientCodes } from './inpatient-codes.js';
import { type MceResult, MedicareCodeEditor } from './mce/editor.js';
import type { MsdrgClaim, MsdrgResult } from './msdrg/claim.js';
import { MsdrgGrouper } from './msdrg/grouper.js';
import { MsdrgTables } from './msdrg/tables.js';

/** The MS-DRG grouper and the Medicare Code Editor over one numbering of codes. */
export class InpatientGrouper {
  readonly msdrg: MsdrgGrouper;
  readonly mce: MedicareCodeEditor;
  private readonly codes: ClaimCodes;

  /** @throws MedcodeError MC_RELEASE_MISSING, MC_PACK_DAMAGED */
  constructor(catalog: Catalog) {
    const codes = new InpatientCodes(catalog);
    this.msdrg = new MsdrgGrouper(new MsdrgTables(codes));
    this.mce = new MedicareCodeEditor(codes);
    this.codes = new ClaimCodes(codes);
  }

  /**
   * Groups and edits a claim; a claim without a discharge date is grouped by its version alone and not edited.
   * @throws MedcodeError MC_RELEASE_MISSING, MC_DATE_MISSING, MC_DATE_INVALID
   */
  group(claim: MsdrgClaim): { readonly msdrg: MsdrgResult; readonly mce: MceResult | undefined } {
    this.codes.read(claim);
    const msdrg = this.msdrg.groupCodes(claim, this.codes);
    return { msdrg, mce: claim.dischargeDate === undefined ? undefined : this.mce.editCodes(claim, this.codes) };
  }
}
