import { buildClaims } from '@medcode/core/claims/build';
import { claimToFhir } from '@medcode/core/claims/fhir/claim-to-fhir';
import { subjectOf } from '@medcode/core/edits/subject';
import { MedcodeError } from '@medcode/core/errors';
import type { ClaimTarget } from './claim-target.js';

/** A bundle; where the encounter becomes several claims, a bundle a line, as FHIR's bulk data has it. */
export const targetFhir: ClaimTarget = {
  name: 'fhir',
  title: 'FHIR R4 claim',
  isDated: true,
  make: (input) => {
    const built = buildClaims(input, subjectOf(input).form);
    if ('missing' in built) return Promise.resolve(built);
    const bundles = built.claims.map((claim) => {
      const made = claimToFhir(claim, input.envelope?.date ?? claim.dateTo ?? claim.date ?? '');
      if ('bundle' in made) return made.bundle;
      const [issue] = made.issues;
      throw new MedcodeError('MC_INPUT_INVALID', `${issue?.at ?? 'claim'}: ${issue?.message ?? 'breaks the rules of FHIR R4'}`);
    });
    const [only] = bundles;
    const output = bundles.length === 1 ? `${JSON.stringify(only, null, 2)}\n` : bundles.map((one) => `${JSON.stringify(one)}\n`).join('');
    return Promise.resolve({ ...built, output });
  },
};
