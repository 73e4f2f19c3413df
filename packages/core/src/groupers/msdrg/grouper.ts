import { bareCode } from '../../codesets/code.js';
import { MedcodeError } from '../../errors.js';
import { day } from '../../model/date.js';
import { ClaimCodes } from '../inpatient-codes.js';
import type { DiagnosisSeverity, DrgSeverity, HacStatus, MsdrgClaim, MsdrgResult, PoaError, ReturnCode } from './claim.js';
import { evaluate } from './formula.js';
import { Marks } from './marks.js';
import type { Pass } from './pass.js';
import { ClaimState } from './state.js';
import type { DrgRow, MsdrgTables } from './tables.js';
import { msdrgVersionOn } from './versions.js';

/** List of the operating room procedures unrelated to the principal diagnosis (DRGs 981–989). */
const UNRELATED = 29;
const UNGROUPABLE_DRG = 999;
const SEVERITIES: readonly DrgSeverity[] = ['NON_CC', 'CC', 'MCC'];
/** HAC formulas know no list: clusters suppress nothing there. */
const NO_LIST = -1;

/** What the hospital-acquired condition provision made of a claim. */
interface HacOutcome {
  readonly status: HacStatus;
  readonly count: number;
  readonly final: Pass;
  /** Secondary diagnoses found to be hospital-acquired conditions. */
  readonly hits: ReadonlySet<number>;
}

/**
 * Groups inpatient claims into MS-DRGs, versions 40.0 to 44.0.
 *
 * Authority: CMS, "ICD-10-CM/PCS MS-DRG Definitions Manual"; hospital-acquired conditions: 42 CFR 412.2(b) and appendix I of the manual.
 * Keeps working memory from claim to claim; a result depends on its own claim alone.
 */
export class MsdrgGrouper {
  private readonly tables: MsdrgTables;
  private readonly state: ClaimState;
  private readonly marks: Marks;
  private readonly codes: ClaimCodes;

  constructor(tables: MsdrgTables) {
    this.tables = tables;
    this.state = new ClaimState(tables);
    this.marks = new Marks(this.state);
    this.codes = new ClaimCodes(tables.codes);
  }

  /**
   * Groups a claim. Unknown codes, a missing principal diagnosis or an impossible sex give the grouper's own return codes.
   * @throws MedcodeError MC_RELEASE_MISSING, MC_DATE_INVALID, MC_DATE_MISSING
   */
  group(claim: MsdrgClaim): MsdrgResult {
    this.codes.read(claim);
    return this.groupCodes(claim, this.codes);
  }

  /** Groups a claim whose codes have been read. */
  groupCodes(claim: MsdrgClaim, codes: ClaimCodes): MsdrgResult {
    const version = claim.version ?? versionFor(claim.dischargeDate);
    const { state, marks } = this;
    state.load(this.tables.version(version), claim, codes);
    marks.begin();
    const initial = this.pass();
    const levels = state.level.slice(0, state.secondaries);
    let outcome: HacOutcome = { status: 'NOT_APPLICABLE', count: 0, final: initial, hits: NONE };
    if (initial.row) {
      marks.add(initial, 'INITIAL', levels);
      outcome = this.hospitalAcquired(initial);
      if (outcome.final.row) marks.add(outcome.final, 'FINAL', levels);
      if (outcome.status === 'FINAL_DRG_CHANGES') for (const hit of outcome.hits) marks.diagnosis(hit, 'FINAL');
    }
    const { final } = outcome;
    const row = final.row;
    return {
      version,
      initial: { mdc: initial.mdc, drg: initial.row?.drg ?? UNGROUPABLE_DRG, returnCode: initial.returnCode },
      final: {
        mdc: final.mdc,
        drg: row?.drg ?? UNGROUPABLE_DRG,
        returnCode: final.returnCode,
        baseDrg: row?.baseDrg ?? UNGROUPABLE_DRG,
        type: row?.type ?? 'NONE',
        severity: row ? this.drgSeverity(row) : 'NONE',
      },
      hac: { status: outcome.status, count: outcome.count },
      pdx: { severity: 'NEITHER', poaError: 'POA_NOT_CHECKED' },
      sdx: this.secondaryResults(initial, outcome),
      px: this.procedureResults(),
    };
  }

  /** From list 0 on; levels and operands as they stand. */
  private pass(): Pass {
    const { state } = this;
    if (state.pdxScheme === 0) return ungroupable('INVALID_PDX');
    if (state.principalIsExternalCause) return ungroupable('DX_CANNOT_BE_PDX');
    const reRoutes: DrgRow[] = [];
    let { mdc } = state;
    let list = 0;
    for (;;) {
      const row = this.first(list);
      if (!row && list === 0) {
        list = mdc;
        continue;
      }
      if (!row) return ungroupable('NO_DRG_MATCHES');
      if (row.exit) return ungroupable(row.exit);
      if (row.reRoute === 0) return { mdc, returnCode: 'OK', row, reRoutes };
      reRoutes.push(row);
      list = row.reRoute;
      if (list !== UNRELATED) mdc = list;
    }
  }

  private first(list: number): DrgRow | undefined {
    const { state } = this;
    state.enter(list);
    const rows = state.version.lists[list] ?? [];
    for (let i = 0; i < rows.length; i++) if (state.decides(rows[i] as DrgRow)) return rows[i];
    return undefined;
  }

  private drgSeverity(row: DrgRow): DrgSeverity {
    if (row.type === 'NONE') return 'NONE';
    this.state.judge(row.suppression);
    return SEVERITIES[this.state.severity()] as DrgSeverity;
  }

  /** Appendix I of the manual: a condition acquired in the hospital counts neither as CC nor as MCC. */
  private hospitalAcquired(initial: Pass): HacOutcome {
    const { state } = this;
    const nothing: HacOutcome = { status: 'NOT_APPLICABLE', count: 0, final: initial, hits: NONE };
    const hospital = state.claim.hospitalStatus ?? 'NON_EXEMPT';
    if (hospital === 'EXEMPT') return nothing;
    const candidates: number[] = [];
    for (let i = 0; i < state.secondaries; i++)
      if ((state.level[i] as number) > 0 && this.hacOperands(i).length > 0 && !present(this.poa(i))) candidates.push(i);
    if (candidates.length === 0) return nothing;
    const { numbers, hits } = this.conditions(candidates);
    if (numbers.size === 0) return nothing;
    const fail = (returnCode: ReturnCode): HacOutcome => ({
      status: 'FINAL_DRG_UNGROUPABLE',
      count: numbers.size,
      final: ungroupable(returnCode),
      hits,
    });
    if (hospital === 'UNKNOWN') {
      if (state.secondaries > 1) return fail('HAC_STATUS_INVALID_MULT_HACS_POA_NOT_Y_W');
      return fail(absent(this.poa(0)) ? 'HAC_STATUS_INVALID_POA_N_OR_U' : 'HAC_STATUS_INVALID_POA_INVALID_OR_1');
    }
    for (const hit of hits) if (!absent(this.poa(hit))) return fail('HAC_MISSING_ONE_POA');
    for (const hit of hits) state.level[hit] = 0;
    const final = this.pass();
    const same = final.row?.drg === initial.row?.drg;
    return { status: same ? 'FINAL_DRG_NO_CHANGE' : 'FINAL_DRG_CHANGES', count: numbers.size, final, hits };
  }

  private conditions(candidates: readonly number[]): { numbers: Set<number>; hits: Set<number> } {
    const { state } = this;
    const { tables, version } = state;
    state.enter(NO_LIST);
    const raisedBy = (operand: number): number[] => candidates.filter((i) => this.hacOperands(i).includes(operand));
    const principal = tables.schemeHacOperands[state.pdxScheme] as Uint16Array;
    const claim = {
      holds: (kind: number, operand: number): boolean =>
        kind === 1 ? principal.includes(operand) : kind === 2 ? raisedBy(operand).length > 0 : state.holds(kind, operand),
    };
    const numbers = new Set<number>();
    const hits = new Set<number>();
    for (const formula of version.hacs) {
      if (!evaluate(formula.program, claim)) continue;
      numbers.add(formula.hac);
      for (const operand of formula.secondary) for (const i of raisedBy(operand)) hits.add(i);
    }
    return { numbers, hits };
  }

  private hacOperands(secondary: number): Uint16Array {
    return this.tables.schemeHacOperands[this.state.sdxScheme[secondary] as number] as Uint16Array;
  }

  private poa(secondary: number): string {
    return this.state.claim.sdx[secondary]?.poa ?? 'BLANK';
  }

  private secondaryResults(initial: Pass, outcome: HacOutcome): MsdrgResult['sdx'] {
    const { state, marks } = this;
    const suppression = (outcome.final.row ?? initial.row)?.suppression ?? [];
    return state.claim.sdx.map(({ code }, i) => ({
      code: bare(code),
      severity: initial.row ? this.diagnosisSeverity(i, suppression, outcome.hits) : 'NEITHER',
      affectsDrg: marks.ofDiagnosis(i),
      poaError: initial.row ? this.poaError(i) : 'POA_NOT_CHECKED',
    }));
  }

  private diagnosisSeverity(i: number, suppression: readonly number[], hits: ReadonlySet<number>): DiagnosisSeverity {
    const { state } = this;
    const own = this.tables.schemeLevel[state.sdxScheme[i] as number] as number;
    if (own === 0 || state.cancelledByDeath(i)) return 'NEITHER';
    const word = own === 2 ? 'MCC' : 'CC';
    if (state.excluded[i] === 1) return `${word}_EXCLUDED`;
    if (state.version.number >= 411 && state.suppressedByDrg(i, suppression)) return `${word}_EXCLUDED_BY_DRG_LOGIC`;
    return hits.has(i) ? 'NEITHER' : word;
  }

  private poaError(i: number): PoaError {
    const operands = this.hacOperands(i);
    const only = this.tables.diagnosisOperand('hac11_pdx');
    if (!operands.some((operand) => operand !== only)) return 'POA_NOT_CHECKED';
    if (this.state.claim.hospitalStatus === 'EXEMPT') return 'HOSPITAL_EXEMPT';
    const poa = this.poa(i);
    return present(poa) ? 'POA_RECOGNIZED_YES_POA' : absent(poa) ? 'POA_RECOGNIZED_NOT_POA' : 'POA_NOT_RECOGNIZED';
  }

  private procedureResults(): MsdrgResult['px'] {
    const { state, marks } = this;
    return state.claim.px.map((code, i) => ({ code: bare(code), or: state.operatingRoom(i), affectsDrg: marks.ofProcedure(i) }));
  }
}

const NONE: ReadonlySet<number> = new Set();

function ungroupable(returnCode: ReturnCode): Pass {
  return { mdc: 0, returnCode, row: undefined, reRoutes: [] };
}

/** @throws MedcodeError MC_DATE_MISSING, MC_DATE_INVALID, MC_RELEASE_MISSING */
function versionFor(dischargeDate: string | undefined): string {
  if (dischargeDate === undefined) throw new MedcodeError('MC_DATE_MISSING', 'the discharge date decides which version groups the claim');
  return msdrgVersionOn(day(dischargeDate));
}

/** Present on admission, or clinically undetermined. */
function present(poa: string): boolean {
  return poa === 'Y' || poa === 'W';
}

/** Not present on admission, or documentation insufficient. */
function absent(poa: string): boolean {
  return poa === 'N' || poa === 'U';
}

/** How releases write a code; most claims write it so. */
function bare(code: string): string {
  return /^[0-9A-Z@]*$/.test(code) ? code : bareCode(code);
}
