/** Scopes by what they look at: body systems whose operations through the same scope include the look (guideline B3.11a). */
const LOOKED_AT: readonly { readonly inspection: RegExp; readonly operation: RegExp }[] = [
  { inspection: /^0DJ08/, operation: /^0D[^J][0-9A]8|^0F[^J].8|^0W3P8|^0DH6|^06L38/ },
  { inspection: /^0DJD8/, operation: /^0D[^J][C-R]8|^06[BL]Y/ },
  { inspection: /^0TJ/, operation: /^0[TV][^J].8/ },
  { inspection: /^0UJ/, operation: /^0U[^J]/ },
  { inspection: /^0BJ/, operation: /^0B[^JH].8|^07[^J]78/ },
  { inspection: /^0WJG|^0WJJ/, operation: /^0[DFUTG][^J].[04]|^0W[^J][GJHF][04]|^07[^J][DCBP][04]/ },
  { inspection: /^0WJ[9B]/, operation: /^0[B2][^J].[04]|^0W[^J][9B]|^07T7/ },
  { inspection: /^0WJC/, operation: /^07[^J]7|^0W[^J]C/ },
  { inspection: /^0CJS/, operation: /^0C[^J][STVR]/ },
  { inspection: /^09JK/, operation: /^09[^J]/ },
  { inspection: /^0NJ0/, operation: /^0[0N][^J]|^03[^J]G0/ },
  { inspection: /^BF11/, operation: /^0F[^J].8/ },
  { inspection: /^0VJ/, operation: /^0V[^J]/ },
];

/** Drops inspections that were done to achieve another procedure of the answer (guideline B3.11a), arthroscopies by their joint. */
export function withoutInspections<T extends { readonly code: string }>(drafts: readonly T[]): T[] {
  return drafts.filter(({ code }) => {
    const joint = /^0[RS]J(.)/.exec(code)?.[1];
    if (joint !== undefined)
      return !drafts.some(
        (other) => other.code[2] !== 'J' && /^0[RSML]/.test(other.code) && (other.code[3] === joint || other.code[1] !== code[1]),
      );
    // A fracture set by hand and then fixed is one reposition (guideline B3.15).
    if (/^0[PQN]S.X/.test(code)) return !drafts.some((other) => other.code !== code && other.code.startsWith(code.slice(0, 4)));
    const scope = LOOKED_AT.find(({ inspection }) => inspection.test(code));
    return !scope || !drafts.some((other) => other.code[2] !== 'J' && scope.operation.test(other.code));
  });
}
