/**
 * Two-letter state abbreviations of the United States Postal Service (Publication 28 appendix B), with the District of Columbia,
 * the territories, the freely associated states and the military "states", each with the first three digits of its ZIP codes
 * (USPS Labeling List L002), as spans.
 */
const ZIP_SPANS: Readonly<Record<string, string>> = {
  AA: '340',
  AE: '090-098',
  AP: '962-966',
  AL: '350-369',
  AK: '995-999',
  AS: '967',
  AZ: '850-865',
  AR: '716-729',
  CA: '900-961',
  CO: '800-816',
  CT: '060-069',
  DE: '197-199',
  DC: '200-205 569',
  FL: '320-349',
  FM: '969',
  GA: '300-319 398-399',
  GU: '969',
  HI: '967-968',
  ID: '832-838',
  IL: '600-629',
  IN: '460-479',
  IA: '500-528',
  KS: '660-679',
  KY: '400-427',
  LA: '700-714',
  ME: '039-049',
  MH: '969',
  MD: '206-219',
  MA: '010-027 055',
  MI: '480-499',
  MN: '550-567',
  MS: '386-397',
  MO: '630-658',
  MP: '969',
  MT: '590-599',
  NE: '680-693',
  NV: '889-898',
  NH: '030-038',
  NJ: '070-089',
  NM: '870-884',
  NY: '005-006 063 100-149',
  NC: '270-289',
  ND: '580-588',
  OH: '430-459',
  OK: '730-749',
  OR: '970-979',
  PA: '150-196',
  PR: '006-007 009',
  PW: '969',
  RI: '028-029',
  SC: '290-299',
  SD: '570-577',
  TN: '370-385',
  TX: '733 750-799 885',
  UT: '840-847',
  VT: '050-059',
  VI: '008',
  VA: '201 220-246',
  WA: '980-994',
  WV: '247-268',
  WI: '530-549',
  WY: '820-831 834',
};

/** Provinces and territories of Canada (Canada Post). */
const PROVINCES: ReadonlySet<string> = new Set('AB BC MB NB NL NS NT NU ON PE QC SK YT'.split(' '));

const PREFIXES: ReadonlyMap<string, ReadonlySet<number>> = new Map(
  Object.entries(ZIP_SPANS).map(([state, spans]) => [state, new Set(spans.split(' ').flatMap(numbersOf))]),
);

function numbersOf(span: string): number[] {
  const [from, to] = span.split('-').map(Number);
  return Array.from({ length: (to ?? (from as number)) - (from as number) + 1 }, (_, i) => (from as number) + i);
}

/** Whether a text is the abbreviation of a state, the District, a territory, a freely associated state or a military "state". */
export function isUsState(text: string): boolean {
  return PREFIXES.has(text);
}

export function isCanadianProvince(text: string): boolean {
  return PROVINCES.has(text);
}

/**
 * Whether ZIP codes that begin like this one lie in the state. Says true for states it does not know: only a contradiction is false.
 * @example zipFitsState('432150000', 'OH') // true
 */
export function zipFitsState(zip: string, state: string): boolean {
  return PREFIXES.get(state)?.has(Number(zip.slice(0, 3))) ?? true;
}

/** Five or nine digits, without hyphen, as electronic claims carry ZIP codes; never five zeros. */
export function isZip(text: string): boolean {
  return (text.length === 5 || text.length === 9) && /^\d+$/.test(text) && !text.startsWith('00000');
}

/** A postal code of Canada, with or without its blank: letter digit letter, digit letter digit, in letters that Canada Post uses. */
export function isCanadianPostalCode(text: string): boolean {
  return /^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] ?\d[ABCEGHJ-NPRSTV-Z]\d$/.test(text);
}
