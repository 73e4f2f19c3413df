import type { Catalog } from '../codesets/catalog.js';
import { CodeIndex } from '../codesets/code-index.js';
import type { MsdrgClaim } from './msdrg/claim.js';

/** The numbers of all diagnosis and procedure codes an inpatient claim may carry, shared by the grouper and the editor. */
export class InpatientCodes {
  readonly catalog: Catalog;
  readonly diagnoses = new CodeIndex(100_000);
  readonly procedures = new CodeIndex(100_000);
  private readonly ofTables = new Map<string, Int32Array>();

  /** @throws MedcodeError MC_RELEASE_MISSING, MC_PACK_DAMAGED */
  constructor(catalog: Catalog) {
    this.catalog = catalog;
    this.ofRows('icd10cm/codes', this.diagnoses);
    this.ofRows('msdrg/diagnosisAll', this.diagnoses);
    this.ofRows('icd10pcs/codes', this.procedures);
    // Clusters of procedures have ids of their own, and claims may carry them.
    this.ofRows('msdrg/procedureAttributes', this.procedures);
  }

  /** The number of the code in each row of a table with a column `code`; codes not met before are added. */
  ofRows(table: string, index: CodeIndex): Int32Array {
    let numbers = this.ofTables.get(table);
    if (!numbers) {
      const pack = this.catalog.one(table).table();
      const code = pack.text('code');
      numbers = new Int32Array(pack.rows);
      for (let row = 0; row < pack.rows; row++) numbers[row] = index.addRow(code, row);
      this.ofTables.set(table, numbers);
    }
    return numbers;
  }
}

/** A claim's codes as numbers, -1 for what is no code; reused from claim to claim. */
export class ClaimCodes {
  private readonly codes: InpatientCodes;
  pdx = -1;
  sdx = new Int32Array(32);
  px = new Int32Array(32);

  constructor(codes: InpatientCodes) {
    this.codes = codes;
  }

  read(claim: MsdrgClaim): void {
    const { diagnoses, procedures } = this.codes;
    const { sdx, px } = claim;
    if (sdx.length > this.sdx.length) this.sdx = new Int32Array(sdx.length);
    if (px.length > this.px.length) this.px = new Int32Array(px.length);
    this.pdx = diagnoses.find(claim.pdx.code);
    for (let i = 0; i < sdx.length; i++) this.sdx[i] = diagnoses.find((sdx[i] as { code: string }).code);
    for (let i = 0; i < px.length; i++) this.px[i] = procedures.find(px[i] as string);
  }
}
