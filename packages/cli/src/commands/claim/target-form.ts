import { buildClaims } from '@medcode/core/claims/build';
import { fillCms1500 } from '@medcode/core/claims/forms/cms1500';
import { drawForms } from '@medcode/core/claims/forms/draw';
import type { FilledForm } from '@medcode/core/claims/forms/form';
import { drawPlainPages } from '@medcode/core/claims/forms/plain-page';
import { fillUb04 } from '@medcode/core/claims/forms/ub04';
import { subjectOf } from '@medcode/core/edits/subject';
import type { Claim } from '@medcode/core/model/claim';
import type { ClaimTarget } from './claim-target.js';

export const targetCms1500 = form('cms1500', 'CMS-1500, data for the printed form (PDF)', 'professional', fillCms1500);
export const targetUb04 = form('ub04', 'UB-04, data for the printed form (PDF)', 'institutional', fillUb04);

/** A page for reading and filing, of either kind of claim. */
export const targetPage: ClaimTarget = {
  name: 'page',
  title: 'plain page (PDF)',
  isDated: false,
  make: async (input) => {
    const built = buildClaims(input, subjectOf(input).form);
    return 'missing' in built ? built : { ...built, output: await drawPlainPages(built.claims) };
  },
};

function form(name: string, title: string, of: Claim['form'], fill: (claim: Claim, created?: string) => FilledForm): ClaimTarget {
  return {
    name,
    title,
    isDated: true,
    make: async (input, { shift }) => {
      const built = buildClaims(input, of);
      if ('missing' in built) return built;
      const filled = built.claims.map((claim) => fill(claim, input.envelope?.date));
      const cut = filled
        .flatMap((one) => one.cut)
        .map(({ box, text, length }) => `box ${box} holds ${length} characters: “${text}” is cut`);
      return { ...built, remarks: [...built.remarks, ...new Set(cut)], output: await drawForms(filled, shift) };
    },
  };
}
