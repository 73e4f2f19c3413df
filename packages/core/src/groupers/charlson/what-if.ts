import { changedDiagnoses, type DiagnosisChange } from '../diagnosis-change.js';
import type { ComorbidityIndices } from './index-score.js';
import type { ComorbidityPerson, ComorbidityResult } from './person.js';

/** What other diagnoses would make of a person's index. */
export interface ComorbidityWhatIf {
  readonly changes: readonly DiagnosisChange[];
  readonly changed: ComorbidityResult;
  /** `score` is changed minus base. */
  readonly difference: { readonly gained: readonly string[]; readonly lost: readonly string[]; readonly score: number };
}

/**
 * The index with diagnoses more or less. It says what the list does, not what may be coded.
 * @throws MedcodeError as {@link ComorbidityIndices.score}, and MC_CODE_UNKNOWN for a code to drop that the person does not have
 */
export function comorbidityWhatIf(
  indices: ComorbidityIndices,
  person: ComorbidityPerson,
  base: ComorbidityResult,
  changes: readonly DiagnosisChange[],
): ComorbidityWhatIf {
  const same = (code: string): string => code;
  const changed = indices.score({ ...person, dx: changedDiagnoses(person.dx, changes, same, same) });
  const names = Object.keys(base.flags);
  return {
    changes,
    changed,
    difference: {
      gained: names.filter((name) => changed.flags[name] === 1 && base.flags[name] === 0),
      lost: names.filter((name) => changed.flags[name] === 0 && base.flags[name] === 1),
      score: Math.round((changed.score - base.score) * 10) / 10,
    },
  };
}
