import type { Segment } from './structure.js';

/**
 * Acronyms that are ordinary words, parts of the body or other abbreviations in small letters, wherever they stand: "GAVE" is an
 * ectasia and "gave" is not, "the iliac crest" is no scleroderma, a "pin site" no neoplasia of the prostate.
 */
const SHOUTED: ReadonlySet<string> = new Set(
  (
    'all as it or us was his has had can cap sad add aids bad pad rad ped led gave gist crest dish fit fib odd pin pins vain vin mash nerd ' +
    'mai hie ist boo dub mis iris rar pim fai ein taco prom ttp tah thr tha sab gib std nash mods sirs sids pots pres lems mers sars ' +
    'hr pr er car mat map cat net son'
  ).split(' '),
);

/** What is left of an acronym that ends in s when it is folded as if it were a plural: "PRE" is no PRES, "MCA" no MCAS. */
const CLIPPED: ReadonlySet<string> = new Set('pre sir sid pot lue mca aid lem mer sar pac pacs'.split(' '));

/** Words that are a condition only in the plural or as a noun of another: "piles", "the bends", not "a pile" or "bends forward". */
const OTHERWISE: ReadonlySet<string> = new Set(
  'pile bend prep flush boo axis donor dye shot storm flood hang death sigh corn mole'.split(' '),
);

/** Letters that are a receptor only with their sign or result behind them. */
const WITH_RESULT: ReadonlySet<string> = new Set(['er', 'pr', 'hr']);
const RESULT = /^\s?(?:\+|-|\(|pos|neg)/i;

const CAPITALS = /[A-Z].*[A-Z]/;

/**
 * Whether a single word, read as a condition, stands there as something else.
 * @param written the word as in the text
 * @param folded the word in small letters
 * @param after what follows it in the text
 */
export function isOrdinaryWord(written: string, folded: string, after: string): boolean {
  if (CLIPPED.has(folded) || OTHERWISE.has(folded)) return true;
  if (WITH_RESULT.has(folded) && !RESULT.test(after)) return true;
  return SHOUTED.has(folded) && !CAPITALS.test(written);
}

/** What makes a disease or an organism before it the name of a vaccine ("rotavirus pentavalent", "hepatitis B vaccine"). */
const VACCINE =
  /^[\s,]*(?:(?:virus|[abx]|conjugate|recombinant|live|pentavalent|quadrivalent|trivalent|high[- ]dose|\d+-?valent|seasonal)[\s,]+){0,3}(?:vaccin\w*|immuni[sz]ations?|shots?|boosters?|toxoids?|pentavalent|quadrivalent|trivalent|(?:dose|series|#)\s?#?\d|\d(?:st|nd|rd|th)? dose)\b/i;

/** Whether what stands behind a condition makes it the name of a vaccine. */
export function namesVaccine(text: string, end: number, segment: Segment): boolean {
  return VACCINE.test(text.slice(end, Math.min(segment.end, end + 40)));
}
