import type { Catalog } from '../../codesets/catalog.js';
import { bareCode } from '../../codesets/code.js';
import { type Conversion, convertDiagnosis, convertProcedure } from '../../codesets/convert.js';
import type { Icd10cm } from '../../codesets/icd10cm.js';
import type { Icd10pcs } from '../../codesets/icd10pcs.js';
import { MedcodeError } from '../../errors.js';
import { day } from '../../model/date.js';
import type { MsdrgClaim } from './claim.js';
import { msdrgVersionOf } from './grouper.js';
import { MSDRG_EDITIONS } from './versions.js';

/** What became of a code on the way to another version. */
export interface ConvertedCode {
  readonly from: string;
  /** The code grouped; the old one where nothing stands for it. */
  readonly to: string;
  readonly outcome: Conversion['outcome'];
  /** Other codes that would do: documentation decides among them. */
  readonly choices: readonly string[];
  readonly reason?: string;
}

/** A claim in the codes of another version. */
export interface ConvertedClaim {
  readonly claim: MsdrgClaim;
  /** Codes that are not the same in both versions. */
  readonly conversions: readonly ConvertedCode[];
}

/** The code sets that conversion asks. */
export interface CodeSets {
  readonly catalog: Catalog;
  readonly icd: Icd10cm;
  readonly pcs: Icd10pcs;
}

/**
 * Writes a claim in the codes of the version it is to be grouped by, so that a claim of one year can be grouped as if it were of another.
 * A code with one successor becomes that code; of several the first is taken and the others are named; one without successor stays.
 * Authority: the yearly ICD-10-CM and ICD-10-PCS conversion tables of CMS.
 * @throws MedcodeError MC_DATE_MISSING, MC_DATE_INVALID, MC_RELEASE_MISSING
 */
export function convertClaim(claim: MsdrgClaim, { catalog, icd, pcs }: CodeSets): ConvertedClaim {
  if (claim.dischargeDate === undefined)
    throw new MedcodeError('MC_DATE_MISSING', 'the discharge date says which codes the claim is written in');
  const from = day(claim.dischargeDate);
  const version = msdrgVersionOf(claim);
  const edition = MSDRG_EDITIONS.find((one) => one.version === version);
  if (!edition) throw new MedcodeError('MC_RELEASE_MISSING', `there is no MS-DRG version ${version.slice(0, 12)}`);
  if (edition.from <= from && from <= edition.to) return { claim, conversions: [] };
  const conversions = new Map<string, ConvertedCode>();
  const convert = (text: string, answer: Conversion): string => {
    const code = bareCode(text);
    if (answer.outcome === 'unchanged' || answer.outcome === 'refined') return code;
    const choices = answer.targets.map((target) => bareCode(target.code));
    const to = choices[0] ?? code;
    const reason = answer.reason ?? answer.notChecked[0]?.reason;
    conversions.set(code, { from: code, to, outcome: answer.outcome, choices: choices.slice(1), ...(reason ? { reason } : {}) });
    return to;
  };
  const diagnosis = (code: string): string => convert(code, convertDiagnosis(icd, catalog, code, from, edition.from));
  const converted: MsdrgClaim = {
    ...claim,
    pdx: { ...claim.pdx, code: diagnosis(claim.pdx.code) },
    sdx: claim.sdx.map((sdx) => ({ ...sdx, code: diagnosis(sdx.code) })),
    px: claim.px.map((code) => convert(code, convertProcedure(pcs, catalog, code, from, edition.from))),
  };
  return { claim: converted, conversions: [...conversions.values()] };
}
