import { changedDiagnoses, type DiagnosisChange } from '../diagnosis-change.js';
import type { CmrClaim, CmrResult } from './claim.js';
import type { CmrGrouper } from './grouper.js';

/** What other secondary diagnoses would make of a stay. */
export interface CmrWhatIf {
  readonly changes: readonly DiagnosisChange[];
  readonly changed: CmrResult;
  readonly difference: {
    readonly gained: readonly string[];
    readonly lost: readonly string[];
    /** Changed minus base. */
    readonly readmission: number;
    readonly mortality: number;
  };
}

/**
 * The stay with diagnoses more or less; one added was present on admission. It says what the software does, not what may be coded.
 * @throws MedcodeError as {@link CmrGrouper.group}, and MC_CODE_UNKNOWN for a code to drop that the claim does not have
 */
export function cmrWhatIf(grouper: CmrGrouper, claim: CmrClaim, base: CmrResult, changes: readonly DiagnosisChange[]): CmrWhatIf {
  const sdx = changedDiagnoses(
    claim.sdx,
    changes,
    ({ code }) => code,
    (code) => ({ code, poa: 'Y' }),
  );
  const changed = grouper.group({ ...claim, sdx });
  const names = Object.keys(base.flags);
  return {
    changes,
    changed,
    difference: {
      gained: names.filter((name) => changed.flags[name] === 1 && base.flags[name] !== 1),
      lost: names.filter((name) => changed.flags[name] !== 1 && base.flags[name] === 1),
      readmission: changed.scores.readmission - base.scores.readmission,
      mortality: changed.scores.mortality - base.scores.mortality,
    },
  };
}
