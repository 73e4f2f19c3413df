import { bareCode, codeKey } from '../codesets/code.js';
import { MedcodeError } from '../errors.js';

/** A diagnosis more or less: what a what-if question changes. */
export interface DiagnosisChange {
  readonly verb: 'add' | 'drop';
  /** Without dot, in capitals. */
  readonly code: string;
}

/** Reads `add:E11.9` or `drop:E119`. @throws MedcodeError MC_USAGE for another form, MC_CODE_MALFORMED for what is no code */
export function readDiagnosisChange(text: string): DiagnosisChange {
  const [, verb, code = ''] = /^(add|drop):(.*)$/i.exec(text.trim()) ?? [];
  if (verb === undefined) throw new MedcodeError('MC_USAGE', `"${text.slice(0, 40)}" is not add:CODE or drop:CODE`);
  const bare = bareCode(code);
  if (codeKey(bare) < 0) throw new MedcodeError('MC_CODE_MALFORMED', `"${text.slice(0, 40)}" names no code`);
  return { verb: verb.toLowerCase() as DiagnosisChange['verb'], code: bare };
}

/**
 * The diagnoses after the changes, in their order. A code dropped goes with all its copies.
 * @param codeOf the code of a diagnosis, in any spelling
 * @param made the diagnosis that adding a code makes
 * @throws MedcodeError MC_CODE_UNKNOWN for a code to drop that is not among them
 */
export function changedDiagnoses<T>(
  diagnoses: readonly T[],
  changes: readonly DiagnosisChange[],
  codeOf: (diagnosis: T) => string,
  made: (code: string) => T,
): T[] {
  let changed = [...diagnoses];
  for (const { verb, code } of changes) {
    if (verb === 'add') {
      changed.push(made(code));
      continue;
    }
    const rest = changed.filter((diagnosis) => bareCode(codeOf(diagnosis)) !== code);
    if (rest.length === changed.length) throw new MedcodeError('MC_CODE_UNKNOWN', `there is no diagnosis ${code.slice(0, 12)} to drop`);
    changed = rest;
  }
  return changed;
}
