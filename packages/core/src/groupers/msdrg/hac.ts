import type { HacStatus, ReturnCode } from './claim.js';
import { evaluate } from './formula.js';
import { LeafKind } from './leaves.js';
import { type Pass, passThroughLists, ungroupable } from './pass.js';
import type { ClaimState } from './state.js';

/** HAC formulas know no list: clusters suppress nothing there. */
const NO_LIST = -1;
const NO_HITS: ReadonlySet<number> = new Set();

/** What the hospital-acquired condition provision made of a claim. */
export interface HacOutcome {
  readonly status: HacStatus;
  /** Numbers of the conditions found. */
  readonly numbers: readonly number[];
  readonly final: Pass;
  /** Places of the secondary diagnoses found to be hospital-acquired conditions. */
  readonly hits: ReadonlySet<number>;
}

/**
 * A condition acquired in the hospital counts neither as CC nor as MCC: takes the severity of those found and groups again.
 * Authority: 42 CFR 412.2(b) and 412.60, section 1886(d)(4)(D) of the Social Security Act; appendix I of the Definitions Manual.
 */
export function applyHospitalAcquired(state: ClaimState, initial: Pass): HacOutcome {
  const hospital = state.claim.hospitalStatus ?? 'NON_EXEMPT';
  const candidates = hospital === 'EXEMPT' ? [] : candidatesOf(state);
  const { numbers, hits } = candidates.length === 0 ? NOTHING : conditions(state, candidates);
  if (numbers.length === 0) return { status: 'NOT_APPLICABLE', numbers, final: initial, hits: NO_HITS };
  const fail = (returnCode: ReturnCode): HacOutcome => ({
    status: 'FINAL_DRG_UNGROUPABLE',
    numbers,
    final: ungroupable(returnCode),
    hits,
  });
  if (hospital === 'UNKNOWN') {
    if (state.secondaries > 1) return fail('HAC_STATUS_INVALID_MULT_HACS_POA_NOT_Y_W');
    return fail(absent(poaOf(state, 0)) ? 'HAC_STATUS_INVALID_POA_N_OR_U' : 'HAC_STATUS_INVALID_POA_INVALID_OR_1');
  }
  // Once a condition is found every candidate needs its indicator, also one whose own condition lacks its procedure.
  for (const candidate of candidates) if (!absent(poaOf(state, candidate))) return fail('HAC_MISSING_ONE_POA');
  for (const hit of hits) state.level[hit] = 0;
  const final = passThroughLists(state);
  const changed = final.row?.drg !== initial.row?.drg;
  return { status: changed ? 'FINAL_DRG_CHANGES' : 'FINAL_DRG_NO_CHANGE', numbers, final, hits };
}

const NOTHING: { numbers: number[]; hits: Set<number> } = { numbers: [], hits: new Set() };

/** CCs and MCCs of a list of conditions that are not said to have been there on admission. */
function candidatesOf(state: ClaimState): number[] {
  const found: number[] = [];
  for (let i = 0; i < state.secondaries; i++)
    if ((state.level[i] as number) > 0 && state.isHacListed(i) && !present(poaOf(state, i))) found.push(i);
  return found;
}

function conditions(state: ClaimState, candidates: readonly number[]): { numbers: number[]; hits: Set<number> } {
  state.enter(NO_LIST);
  const raisedBy = (operand: number): number[] => candidates.filter((i) => state.raisesHac(i, operand));
  const claim = {
    holds(kind: number, operand: number): boolean {
      if (kind === LeafKind.PDX) return state.tables.schemeHacOperands.has(state.pdxScheme, operand);
      return kind === LeafKind.SDX ? raisedBy(operand).length > 0 : state.holds(kind, operand);
    },
  };
  const numbers = new Set<number>();
  const hits = new Set<number>();
  for (const formula of state.version.hacs) {
    if (!evaluate(formula.program, claim)) continue;
    numbers.add(formula.hac);
    for (const operand of formula.secondary) for (const i of raisedBy(operand)) hits.add(i);
  }
  return { numbers: [...numbers], hits };
}

/** The present-on-admission indicator of a secondary diagnosis, BLANK when there is none. */
export function poaOf(state: ClaimState, secondary: number): string {
  return state.claim.sdx[secondary]?.poa || 'BLANK';
}

/** Present on admission, or clinically undetermined. */
export function present(poa: string): boolean {
  return poa === 'Y' || poa === 'W';
}

/** Not present on admission, or documentation insufficient. */
export function absent(poa: string): boolean {
  return poa === 'N' || poa === 'U';
}
