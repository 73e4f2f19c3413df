import type { Side } from './facts.js';

/** A burn of one site as a text words it. Offsets into that text. */
export interface SaidBurn {
  /** Category and the characters of site, as T20-T25 count them; the degree stands between. */
  readonly category: '20' | '21' | '22' | '23' | '24' | '25';
  readonly site: string;
  /** Whether the code has a place for the side. */
  readonly sided: boolean;
  readonly side: Side | undefined;
  readonly degree: 1 | 2 | 3;
  readonly corrosion: boolean;
  readonly start: number;
  readonly end: number;
}

/** Body surface involved, in percent, and the part of it that is of third degree. */
export interface BurnExtent {
  readonly total: number;
  readonly third: number;
  readonly start: number;
  readonly end: number;
}

type Site = readonly [RegExp, SaidBurn['category'], string, boolean];

/** Sites as T20-T25 count them; the first that fits a place of the text is its site. */
const SITES: readonly Site[] = [
  [
    /\b(?:back|dorsum|dorsal (?:aspect|surface)) of (?:the |his |her )?(?:(?:right|left|both|R|L) )?hands?\b|\bdorsal hands?\b/gi,
    '23',
    '6',
    true,
  ],
  [/\bupper back\b|\bupper posterior trunk\b/gi, '21', '3', false],
  [/\b(?:lower back|flanks?)\b/gi, '21', '4', false],
  [/\b(?:chest(?: wall)?|breasts?)\b/gi, '21', '1', false],
  [/\b(?:abdom(?:en|inal(?: wall)?)|groin)\b/gi, '21', '2', false],
  [/\bbuttocks?\b/gi, '21', '5', false],
  [/\b(?:penis|scrotum)\b/gi, '21', '6', false],
  [/\b(?:vulva|labia)\b/gi, '21', '7', false],
  [/\bback(?! of)\b/gi, '21', '3', false],
  [/\b(?:trunk|torso)\b/gi, '21', '0', false],
  [/\bforearms?\b/gi, '22', '1', true],
  [/\belbows?\b/gi, '22', '2', true],
  [/\bupper arms?\b/gi, '22', '3', true],
  [/\baxill(?:a|ae|ary)\b/gi, '22', '4', true],
  [/\bshoulders?\b/gi, '22', '5', true],
  [/\bscapular?\b/gi, '22', '6', true],
  [/\b(?:upper extremit(?:y|ies)|arms?)\b/gi, '22', '0', false],
  [/\bpalms?\b|\bpalmar\b/gi, '23', '5', true],
  [/\bthumbs?\b/gi, '23', '2', true],
  [/\bfingers\b/gi, '23', '3', true],
  [/\b(?:(?:index|middle|ring|little|small|pinky) finger|finger)\b/gi, '23', '1', true],
  [/\bwrists?\b/gi, '23', '7', true],
  [/\bhands?\b/gi, '23', '0', true],
  [/\bthighs?\b/gi, '24', '1', true],
  [/\bknees?\b/gi, '24', '2', true],
  [/\b(?:lower legs?|calf|calves|shins?)\b/gi, '24', '3', true],
  [/\b(?:lower extremit(?:y|ies)|legs?)\b/gi, '24', '0', true],
  [/\bankles?\b/gi, '25', '1', true],
  [/\btoes?\b/gi, '25', '3', true],
  [/\b(?:foot|feet)\b/gi, '25', '2', true],
  [/\bears?\b/gi, '20', '1', true],
  [/\blips?\b/gi, '20', '2', false],
  [/\bchin\b/gi, '20', '3', false],
  [/\bnose\b/gi, '20', '4', false],
  [/\bscalp\b/gi, '20', '5', false],
  [/\b(?:forehead|cheeks?)\b/gi, '20', '6', false],
  [/\bneck\b/gi, '20', '7', false],
  [/\b(?:face|facial|head)\b/gi, '20', '0', false],
];
const DEGREES: readonly (readonly [RegExp, 1 | 2 | 3])[] = [
  [
    /\b(?:third|3rd|fourth|4th)(?:[- ]degree)?(?=[- ]degree|[^.;\n]{0,12} degree)[- ]?(?:degree)?|\bfull[- ]thickness(?! (?:skin )?graft)/gi,
    3,
  ],
  [/\b(?:second|2nd)(?=[- ]degree|[^.;\n]{0,16}[- ]degree)(?:[- ]degree)?|\b(?:deep |superficial )?partial[- ]thickness/gi, 2],
  [/\b(?:first|1st)(?=[- ]degree|[^.;\n]{0,16}[- ]degree)(?:[- ]degree)?|\bsuperficial burns?\b/gi, 1],
];
const SIDED = /\b(right|left|bilateral|both|R|L|rt|lt)\b\.?(?=[^,;:.\n]{0,40}$)/gi;
const BURN = /\bburn(?:s|ed|t)?\b|\bscald|\btbsa\b|\bcorrosion/i;
/** What is grafted, was harvested or has healed to a scar is no burn of that site. */
const NO_BURN = /\b(?:donor|harvest\w*|graft\w*|scars?|scarring|contractures?|history of|sunburn)\b/i;
const CHEMICAL = /\b(?:chemical|acid|alkali|lye|corros\w+|caustic)\b/i;

/** Whether a text speaks of burns with their degrees. */
export function speaksOfBurns(text: string): boolean {
  return BURN.test(text) && DEGREES.some(([degree]) => text.search(degree) >= 0);
}

/**
 * The burns a text lists, site by site: "Right forearm, dorsal: full thickness, 4 %", "3rd degree burn R thigh, 2nd degree burn L forearm".
 * In a line that begins with a degree each degree goes with the sites behind it, otherwise each site with the degree behind it.
 * Only for a text of which {@link speaksOfBurns} is true.
 */
export function readBurns(text: string): SaidBurn[] {
  const out: SaidBurn[] = [];
  for (const piece of text.matchAll(/[^\n;]+?(?:\.(?=\s|$)|(?=[\n;])|$)/g))
    out.push(...burnsOf(piece[0], piece.index, CHEMICAL.test(text)));
  return out;
}

interface Hit {
  readonly at: number;
  readonly end: number;
  readonly site?: Site;
  readonly degree?: 1 | 2 | 3;
}

function burnsOf(piece: string, offset: number, corrosion: boolean): SaidBurn[] {
  const degrees: Hit[] = DEGREES.flatMap(([words, degree]) =>
    [...piece.matchAll(words)].map((match) => ({ at: match.index, end: match.index + match[0].length, degree })),
  );
  if (degrees.length === 0) return [];
  const hits = [...degrees, ...sitesOf(piece)].sort((a, b) => a.at - b.at);
  const degreeFirst = hits[0]?.degree !== undefined;
  const out: SaidBurn[] = [];
  let waiting: Hit[] = [];
  let run: 1 | 2 | 3 | undefined;
  let runAt = 0;
  let wasDegree = false;
  let side: Side | undefined;
  const add = (site: Hit, degree: 1 | 2 | 3, from: number, to: number): void => {
    const [, category, digit, sided] = site.site as Site;
    const own = sideBefore(piece.slice(0, site.at));
    side = own ?? (out.length > 0 ? side : undefined);
    if (NO_BURN.test(piece.slice(from, to))) return;
    out.push({ category, site: digit, sided, side: own ?? side, degree, corrosion, start: offset + from, end: offset + to });
  };
  for (const hit of hits) {
    if (hit.degree !== undefined) {
      // "Second and third degree": the higher of degrees named together (I.C.19.d.2).
      if (!wasDegree) runAt = hit.at;
      run = wasDegree && run !== undefined ? (Math.max(run, hit.degree) as 1 | 2 | 3) : hit.degree;
      wasDegree = true;
      if (!degreeFirst) {
        for (const site of waiting) add(site, run, site.at, hit.end);
        waiting = [];
      }
      continue;
    }
    if (degreeFirst && run !== undefined) add(hit, run, runAt, hit.end);
    else waiting.push(hit);
    wasDegree = false;
  }
  return out;
}

/** The sites named in a stretch, none within a longer one. */
function sitesOf(piece: string): Hit[] {
  const out: Hit[] = [];
  for (const site of SITES)
    for (const match of piece.matchAll(site[0])) {
      const end = match.index + match[0].length;
      if (!out.some((other) => match.index < other.end && other.at < end)) out.push({ at: match.index, end, site });
    }
  return out;
}

/** The side that stands last before a site, in its clause. */
function sideBefore(before: string): Side | undefined {
  const said = [...before.matchAll(SIDED)].at(-1)?.[1];
  if (said === undefined) return undefined;
  const word = said.toLowerCase();
  if (word === 'bilateral' || word === 'both') return 'bilateral';
  return word.startsWith('r') ? 'right' : 'left';
}

const SHARE = String.raw`(\d{1,3}(?:\.\d+)?)\s*(?:%|percent)`;
const SURFACE = String.raw`(?:tbsa|bsa|(?:total )?body surface(?: area)?)`;
const EXTENT = new RegExp(String.raw`${SHARE}[^.;\n%]{0,30}?\b${SURFACE}\b|\b${SURFACE}\b[^.;\n%]{0,25}?${SHARE}`, 'gi');
const TOTAL = new RegExp(String.raw`\btotal(?!\s+body)[^.;\n%]{0,25}?${SHARE}|${SHARE}[^.;\n%]{0,20}?\btotal\b(?!\s+body)`, 'i');
const DEEP = String.raw`\b(?:third|3rd|full)[- ](?:degree|thickness)`;
const THIRD = new RegExp(String.raw`${SHARE}[^.;\n%]{0,30}?${DEEP}|${DEEP}[^.;\n%]{0,25}?${SHARE}`, 'i');

/**
 * The extent of burns: the share called total, else the largest one given; of third degree what the same sentence says of it, else what
 * the text says anywhere.
 */
export function readBurnExtent(text: string): BurnExtent | undefined {
  const shares = [...text.matchAll(EXTENT)].map((match) => ({ match, share: Number(match[1] ?? match[2]) }));
  if (shares.length === 0) return undefined;
  const total = TOTAL.exec(text);
  const [largest] = shares.sort((a, b) => b.share - a.share);
  const match = total ?? largest?.match;
  if (!match) return undefined;
  const { index } = match;
  const [words] = match;
  const share = Number(match[1] ?? match[2]);
  if (!(share > 0 && share <= 100)) return undefined;
  const stop = /[.;\n]\s/.exec(text.slice(index + words.length));
  const behind = text.slice(index + words.length, index + words.length + (stop?.index ?? text.length));
  const third = THIRD.exec(behind) ?? THIRD.exec(text);
  return { total: share, third: third ? Math.min(share, Number(third[1] ?? third[2])) : 0, start: index, end: index + words.length };
}
