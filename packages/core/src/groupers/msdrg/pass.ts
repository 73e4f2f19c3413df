import type { ReturnCode } from './claim.js';
import type { DrgRow } from './tables.js';

/** One pass through the lists of formulas. */
export interface Pass {
  /** The MDC reported. */
  readonly mdc: number;
  readonly returnCode: ReturnCode;
  /** The line that decided; undefined for an ungroupable claim. */
  readonly row: DrgRow | undefined;
  /** Lines that sent the claim to another list, in order. */
  readonly reRoutes: readonly DrgRow[];
}
