import { bareCode } from '../../codesets/code.js';
import { MedcodeError } from '../../errors.js';
import { day } from '../../model/date.js';
import { ClaimCodes } from '../inpatient-codes.js';
import type { DiagnosisSeverity, DrgSeverity, MsdrgClaim, MsdrgResult, PoaError } from './claim.js';
import { absent, applyHospitalAcquired, type HacOutcome, poaOf, present } from './hac.js';
import { Marks } from './marks.js';
import { type Pass, passThroughLists } from './pass.js';
import { ClaimState } from './state.js';
import type { DrgRow, MsdrgTables } from './tables.js';
import { msdrgVersionOn } from './versions.js';

const UNGROUPABLE_DRG = 999;
const SEVERITIES: readonly DrgSeverity[] = ['NON_CC', 'CC', 'MCC'];
/** From v41.1 severities left out by the deciding formula are told apart; before, they are reported as they are. */
const TELLS_EXCLUSION_BY_DRG = 411;

/**
 * Groups inpatient claims into MS-DRGs, versions 40.0 to 44.0.
 *
 * Authority: CMS, "ICD-10-CM/PCS MS-DRG Definitions Manual". Keeps working memory from claim to claim; a result depends on its own
 * claim alone.
 */
export class MsdrgGrouper {
  readonly tables: MsdrgTables;
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
    const version = msdrgVersionOf(claim);
    const { state, marks } = this;
    state.load(this.tables.version(version), claim, codes);
    marks.begin();
    const initial = passThroughLists(state);
    const levels = state.level.slice(0, state.secondaries);
    let outcome: HacOutcome | undefined;
    if (initial.row) {
      marks.add(initial, 'INITIAL', levels);
      outcome = applyHospitalAcquired(state, initial);
      if (outcome.final.row) marks.add(outcome.final, 'FINAL', levels);
      if (outcome.status === 'FINAL_DRG_CHANGES') for (const hit of outcome.hits) marks.diagnosis(hit, 'FINAL');
    }
    const final = outcome?.final ?? initial;
    const { row } = final;
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
      hac: { status: outcome?.status ?? 'NOT_APPLICABLE', count: outcome?.numbers.length ?? 0 },
      pdx: { severity: 'NEITHER', poaError: 'POA_NOT_CHECKED' },
      sdx: this.secondaryResults(initial, outcome),
      px: claim.px.map((code, i) => ({ code: bareCode(code), or: state.operatingRoom(i), affectsDrg: marks.ofProcedure(i) })),
    };
  }

  private drgSeverity(row: DrgRow): DrgSeverity {
    if (row.type === 'NONE') return 'NONE';
    this.state.judge(row.suppression);
    return SEVERITIES[this.state.severity()] as DrgSeverity;
  }

  private secondaryResults(initial: Pass, outcome: HacOutcome | undefined): MsdrgResult['sdx'] {
    const { state, marks } = this;
    const suppression = (outcome?.final.row ?? initial.row)?.suppression ?? [];
    return state.claim.sdx.map(({ code }, i) => ({
      code: bareCode(code),
      severity: outcome ? this.diagnosisSeverity(i, suppression, outcome) : 'NEITHER',
      affectsDrg: marks.ofDiagnosis(i),
      poaError: outcome ? this.poaError(i) : 'POA_NOT_CHECKED',
    }));
  }

  private diagnosisSeverity(i: number, suppression: readonly number[], outcome: HacOutcome): DiagnosisSeverity {
    const { state } = this;
    const own = state.ownLevel(i);
    if (own === 0 || state.cancelledByDeath(i)) return 'NEITHER';
    const word = own === 2 ? 'MCC' : 'CC';
    if (state.excluded[i] === 1) return `${word}_EXCLUDED`;
    if (state.version.number >= TELLS_EXCLUSION_BY_DRG && state.suppressedByDrg(i, suppression)) return `${word}_EXCLUDED_BY_DRG_LOGIC`;
    return outcome.hits.has(i) ? 'NEITHER' : word;
  }

  private poaError(i: number): PoaError {
    const { state } = this;
    if (!state.asksForPoa(i)) return 'POA_NOT_CHECKED';
    if (state.claim.hospitalStatus === 'EXEMPT') return 'HOSPITAL_EXEMPT';
    const poa = poaOf(state, i);
    if (present(poa)) return 'POA_RECOGNIZED_YES_POA';
    return absent(poa) ? 'POA_RECOGNIZED_NOT_POA' : 'POA_NOT_RECOGNIZED';
  }
}

/** The version that groups a claim. @throws MedcodeError MC_DATE_MISSING, MC_DATE_INVALID, MC_RELEASE_MISSING */
export function msdrgVersionOf({ version, dischargeDate }: Pick<MsdrgClaim, 'version' | 'dischargeDate'>): string {
  if (version !== undefined) return version;
  if (dischargeDate === undefined) throw new MedcodeError('MC_DATE_MISSING', 'the discharge date decides which version groups the claim');
  return msdrgVersionOn(day(dischargeDate));
}
