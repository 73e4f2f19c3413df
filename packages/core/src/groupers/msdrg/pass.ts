import type { ReturnCode } from './claim.js';
import { evaluate, type LeafTest } from './formula.js';
import type { ClaimState } from './state.js';
import type { DrgRow } from './tables.js';

/** List of the operating room procedures unrelated to the principal diagnosis (DRGs 981–989). */
const UNRELATED = 29;

/** One pass through the lists of formulas. */
export interface Pass {
  /** The MDC reported; 0 for an ungroupable claim. */
  readonly mdc: number;
  readonly returnCode: ReturnCode;
  /** The line that decided; undefined for an ungroupable claim (DRG 999). */
  readonly row: DrgRow | undefined;
  /** Lines that sent the claim to another list, in order. */
  readonly reRoutes: readonly DrgRow[];
}

/**
 * Goes through Pre-MDC and the MDC of the principal diagnosis with the severities and operands as they stand.
 * @param facts the truth of leaves; the claim's own when not given
 */
export function passThroughLists(state: ClaimState, facts: LeafTest = state): Pass {
  if (state.pdxScheme === 0) return ungroupable('INVALID_PDX');
  if (state.principalIsExternalCause) return ungroupable('DX_CANNOT_BE_PDX');
  const reRoutes: DrgRow[] = [];
  let { mdc } = state;
  let row = firstLine(state, 0, facts) ?? firstLine(state, mdc, facts);
  while (row && !row.exit && row.reRoute !== 0) {
    reRoutes.push(row);
    if (row.reRoute !== UNRELATED) mdc = row.reRoute;
    row = firstLine(state, row.reRoute, facts);
  }
  if (!row) return ungroupable('NO_DRG_MATCHES');
  return row.exit ? ungroupable(row.exit) : { mdc, returnCode: 'OK', row, reRoutes };
}

/** The first line of a list that holds. */
function firstLine(state: ClaimState, list: number, facts: LeafTest): DrgRow | undefined {
  state.enter(list);
  const rows = state.version.lists[list] ?? [];
  // What-if facts may be procedures the claim does not have.
  const hasProcedures = state.procedures > 0 || facts !== state;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as DrgRow;
    if (row.needsProcedure && !hasProcedures) continue;
    state.judge(row.suppression);
    if (evaluate(row.program, facts)) return row;
  }
  return undefined;
}

export function ungroupable(returnCode: ReturnCode): Pass {
  return { mdc: 0, returnCode, row: undefined, reRoutes: [] };
}
