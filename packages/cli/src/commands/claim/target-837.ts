import { build837 } from '@medcode/core/claims/build-837';
import type { Claim } from '@medcode/core/model/claim';
import type { ClaimTarget } from './claim-target.js';

export const target837P = target('837p', '837P, professional claim (005010X222A1)', 'professional');
export const target837I = target('837i', '837I, institutional claim (005010X223A2)', 'institutional');

function target(name: string, title: string, form: Claim['form']): ClaimTarget {
  return {
    name,
    title,
    isDated: true,
    make: (input) => {
      const built = build837(input, form);
      if ('missing' in built) return Promise.resolve(built);
      const { text, ...rest } = built;
      return Promise.resolve({ ...rest, output: text });
    },
  };
}
