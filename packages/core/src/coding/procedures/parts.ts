/**
 * What is done to achieve another operation, by the operations it belongs to: inspections through the same scope (guideline B3.11a),
 * instrumentation of a fusion (B3.10c), anastomoses, and the imaging of a therapeutic endoscopy
 * (B3.1b).
 */
const BELONGS_TO: readonly { readonly part: RegExp; readonly operation: RegExp; readonly together?: true }[] = [
  { part: /^0DJ08/, operation: /^0D[^J][0-9A]8|^06L[23]8|^0F[^J].8|^0DH6|^06L38/ },
  { part: /^0DJ[0D]8/, operation: /^0W3P8/, together: true },
  { part: /^0DJD8/, operation: /^0D[^J][C-R]8|^06[BL]Y/ },
  { part: /^0TJ/, operation: /^0[TV][^J].8/ },
  { part: /^0UJ/, operation: /^0U[^J]/ },
  { part: /^0BJ/, operation: /^0B[^JH].8|^07[^J]78/ },
  { part: /^0WJG|^0WJJ/, operation: /^0[DFUTG][^J].[04]|^0W[^J][GJHF][04]|^07[^J][DCBP][04]/ },
  { part: /^0WJ[9B]/, operation: /^0[B2][^J].[04]|^0W[^J][9B]|^07T7/ },
  { part: /^0WJC/, operation: /^07[^J]7|^0W[^J]C/ },
  { part: /^0CJS/, operation: /^0C[^J][STVR]/ },
  { part: /^09JK/, operation: /^09[^J]/ },
  { part: /^0NJ0/, operation: /^0[0N][^J]|^03[^J]G0/ },
  { part: /^00Q20|^0NB00/, operation: /^00[BCN9]|^03[^J]G0/ },
  { part: /^0[RS]H.04Z/, operation: /^0[RS]G/ },
  { part: /^0D16[04]Z[9A]/, operation: /^0D[BT]6[04]Z[Z]/ },
  { part: /^BF47/, operation: /^0[FD][^J].8/ },
  { part: /^0VS[9B]/, operation: /^0VSC/ },
  { part: /^0T7[678]/, operation: /^0TY/ },
  { part: /^BF11/, operation: /^0F[^J].8/ },
  { part: /^0VJ/, operation: /^0V[^J]/ },
  // What is drawn through the incision of a cesarean is delivered by it.
  { part: /^10D07Z|^10E0/, operation: /^10D00Z/ },
  { part: /^10E0/, operation: /^10D07Z[3-8]/ },
  { part: /^3E03317/, operation: /^3E0[5-8]317/ },
  // Tubes left at the end of an operation in the chest (guideline B6.1b).
  { part: /^0W9[9B]30Z/, operation: /^0B[BTQ][C-RT].[04]|^02[1RQUT]|^07T7|^0BN/, together: true },
];

/** Drops what was done to achieve another procedure of the answer; arthroscopies by their joint. */
export function withoutParts<T extends { readonly code: string }>(drafts: readonly T[], occasionOf: (draft: T) => number | undefined): T[] {
  return drafts.filter((draft, i) => {
    const { code } = draft;
    // Eschar and wound bed cut away for a graft laid at once prepare its site (guideline B3.1b).
    if (
      /^0H[BD].XZZ$/.test(code) &&
      drafts.some((other) => other.code.startsWith(`0HR${code.charAt(3)}`) && occasionOf(other) === occasionOf(draft))
    )
      return false;
    const joint = /^0[RS]J(.)/.exec(code)?.[1];
    if (joint !== undefined)
      return !drafts.some(
        (other) => other.code[2] !== 'J' && /^0[RSML]/.test(other.code) && (other.code[3] === joint || other.code[1] !== code[1]),
      );
    // A drain put in with an incision and drainage is its device (guideline B6.1b).
    if (
      /^0.9/.test(code) &&
      drafts
        .slice(0, i)
        .some((other) => other.code.startsWith(code.slice(0, 4)) && other.code[6] === code[6] && occasionOf(other) === occasionOf(draft))
    )
      return false;
    // A fracture set by hand and then fixed is one reposition (guideline B3.15).
    if (/^0[PQN]S.X/.test(code))
      return !drafts.some((other) => other.code !== code && /^0[PQN]S.[034]/.test(other.code) && other.code[1] === code[1]);
    if (/^0[PQN]S..Z/.test(code) && drafts.some((other) => other.code.startsWith(code.slice(0, 4)) && other.code[5] !== 'Z')) return false;
    return !BELONGS_TO.some(
      ({ part, operation, together }) =>
        part.test(code) &&
        drafts.some(
          (other) => other.code[2] !== 'J' && operation.test(other.code) && (!together || occasionOf(other) === occasionOf(draft)),
        ),
    );
  });
}
