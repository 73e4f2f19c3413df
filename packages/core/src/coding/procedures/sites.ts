import type { Found, Stems } from './phrases.js';
import type { Part } from './template.js';

/** Words for a tissue rather than a place: where the clause or the occasion names a place too, that is the site. */
const TISSUES: ReadonlySet<string> = new Set(
  'skin cutaneous dermal dermis subcutaneous tissue tissues soft fascia fascial muscle muscles bone bones fat lesion lesions'.split(' '),
);

/** Whether an anatomical term only says which tissue. */
export function isTissue({ positions }: Found<readonly Part[]>, { tokens }: Stems): boolean {
  return positions.every((place) => TISSUES.has(tokens[place]?.word ?? ''));
}

/** Whether something was taken from a place: the words just before it say so. */
export function isDonor({ from }: Found<readonly Part[]>, { tokens, clause }: Stems): boolean {
  for (let at = from - 1; at >= Math.max(0, from - 4); at--) {
    const { word } = tokens[at] as { word: string };
    if (clause[at] !== clause[from] || /^(?:to|onto|over|on|into)$/.test(word)) return false;
    if (/^(?:from|harvested|donor)$/.test(word)) return true;
  }
  return /^donor$/.test(tokens[from + 1]?.word ?? '');
}
