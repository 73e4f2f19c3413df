import { bareCode, dottedCode } from '@medcode/core/codesets/code';

/**
 * How the codes of a claim are printed: diagnoses with their dot, procedures and what is no code as they are. Only the claim tells the
 * two apart: `B2111ZZ` is a procedure and has the form of a diagnosis.
 */
export function codeWriter(procedures: readonly string[]): (code: string) => string {
  const known = new Set(procedures.map(bareCode));
  return (code) => (known.has(code) || !/^[A-Z]\d[0-9A-Z]/.test(code) ? code : dottedCode(code));
}
