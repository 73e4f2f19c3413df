import { bareCode } from '../../codesets/code.js';
import { MedcodeError } from '../../errors.js';
import type { InpatientCodes } from '../inpatient-codes.js';
import type { MsdrgClaim } from './claim.js';

/**
 * A claim with one thing changed: `add:CODE`, `drop:CODE` or `principal:CODE`. A code added is a secondary diagnosis, present on
 * admission, or a procedure; a code dropped goes with all its copies; a new principal diagnosis changes places with the old one.
 * @throws MedcodeError MC_USAGE for another form, MC_CODE_UNKNOWN for a code to add that is neither a diagnosis nor a procedure, or a
 * code to drop that the claim does not have
 */
export function whatIf(claim: MsdrgClaim, change: string, codes: InpatientCodes): MsdrgClaim {
  const [, verb, text] = /^(add|drop|principal):(\S+)$/.exec(change) ?? [];
  if (verb === undefined || text === undefined)
    throw new MedcodeError('MC_USAGE', `"${change.slice(0, 40)}" is not add:CODE, drop:CODE or principal:CODE`);
  const code = bareCode(text);
  const is = (other: string): boolean => bareCode(other) === code;
  if (verb === 'drop') {
    const sdx = claim.sdx.filter((diagnosis) => !is(diagnosis.code));
    const px = claim.px.filter((procedure) => !is(procedure));
    if (sdx.length === claim.sdx.length && px.length === claim.px.length)
      throw new MedcodeError('MC_CODE_UNKNOWN', `the claim has no secondary diagnosis or procedure ${code.slice(0, 12)}`);
    return { ...claim, sdx, px };
  }
  if (codes.diagnoses.find(code) >= 0) {
    if (verb === 'add') return { ...claim, sdx: [...claim.sdx, { code, poa: 'Y' }] };
    const before = claim.sdx.find((diagnosis) => is(diagnosis.code));
    const rest = claim.sdx.filter((diagnosis) => diagnosis !== before);
    const old = claim.pdx.code === '' || is(claim.pdx.code) ? [] : [claim.pdx];
    return { ...claim, pdx: before ?? { code, poa: 'Y' }, sdx: [...old, ...rest] };
  }
  if (verb === 'add' && codes.procedures.find(code) >= 0) return { ...claim, px: [...claim.px, code] };
  throw new MedcodeError(
    'MC_CODE_UNKNOWN',
    `no release at hand has the ${verb === 'add' ? 'diagnosis or procedure' : 'diagnosis'} ${code.slice(0, 12)}`,
  );
}
