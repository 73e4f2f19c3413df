/** Sex as a claim states it; `U` when unknown. */
export type Sex = 'M' | 'F' | 'U';

/** An inpatient claim as far as grouping and editing need it. Codes in any spelling; one that is no code is grouped as invalid. */
export interface MsdrgClaim {
  /** A version such as `431`; without it the discharge date chooses. */
  readonly version?: string | undefined;
  /** `YYYY-MM-DD`. */
  readonly dischargeDate?: string | undefined;
  /** Age in years at admission. */
  readonly age?: number | undefined;
  readonly sex: Sex;
  /** Patient discharge status, two digits (UB-04 form locator 17). */
  readonly dischargeStatus: string;
  /** Whether the hospital-acquired condition provision applies to the hospital; NON_EXEMPT when not given. */
  readonly hospitalStatus?: HospitalStatus | undefined;
  /** Length of stay in days. */
  readonly los?: number | undefined;
  /** Admitting diagnosis. */
  readonly admitDx?: string | undefined;
  readonly pdx: ClaimDiagnosis;
  readonly sdx: readonly ClaimDiagnosis[];
  /** Procedures, the principal procedure first. */
  readonly px: readonly string[];
}

export interface ClaimDiagnosis {
  readonly code: string;
  /** Present on admission: `Y N U W`, `ONE` or `1` (exempt, version 4010), `BLANK` or empty. */
  readonly poa?: string | undefined;
}

export type HospitalStatus = 'NON_EXEMPT' | 'EXEMPT' | 'UNKNOWN';

export type ReturnCode =
  | 'OK'
  | 'DX_CANNOT_BE_PDX'
  | 'INVALID_PDX'
  | 'INVALID_SEX'
  | 'INVALID_DISCHARGE_STATUS'
  | 'NO_DRG_MATCHES'
  | 'HAC_MISSING_ONE_POA'
  | 'HAC_STATUS_INVALID_MULT_HACS_POA_NOT_Y_W'
  | 'HAC_STATUS_INVALID_POA_N_OR_U'
  | 'HAC_STATUS_INVALID_POA_INVALID_OR_1';

export type DrgSeverity = 'MCC' | 'CC' | 'NON_CC' | 'NONE';
export type HacStatus = 'NOT_APPLICABLE' | 'FINAL_DRG_NO_CHANGE' | 'FINAL_DRG_CHANGES' | 'FINAL_DRG_UNGROUPABLE';
export type DiagnosisSeverity =
  | 'MCC'
  | 'CC'
  | 'NEITHER'
  | 'CC_EXCLUDED'
  | 'MCC_EXCLUDED'
  | 'CC_EXCLUDED_BY_DRG_LOGIC'
  | 'MCC_EXCLUDED_BY_DRG_LOGIC';
export type AffectsDrg = 'NONE' | 'INITIAL' | 'FINAL' | 'BOTH';
export type PoaError = 'POA_NOT_CHECKED' | 'POA_RECOGNIZED_YES_POA' | 'POA_RECOGNIZED_NOT_POA' | 'POA_NOT_RECOGNIZED' | 'HOSPITAL_EXEMPT';

/** A claim grouped: before the hospital-acquired condition provision (initial) and after it (final). */
export interface MsdrgResult {
  readonly version: string;
  readonly initial: { readonly mdc: number; readonly drg: number; readonly returnCode: ReturnCode };
  readonly final: {
    readonly mdc: number;
    readonly drg: number;
    readonly returnCode: ReturnCode;
    readonly baseDrg: number;
    readonly type: 'MEDICAL' | 'SURGICAL' | 'NONE';
    readonly severity: DrgSeverity;
  };
  readonly hac: { readonly status: HacStatus; readonly count: number };
  readonly pdx: { readonly severity: 'NEITHER'; readonly poaError: 'POA_NOT_CHECKED' };
  readonly sdx: readonly {
    readonly code: string;
    readonly severity: DiagnosisSeverity;
    readonly affectsDrg: AffectsDrg;
    readonly poaError: PoaError;
  }[];
  readonly px: readonly { readonly code: string; readonly or: boolean; readonly affectsDrg: AffectsDrg }[];
}
