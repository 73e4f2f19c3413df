/** A vaccine a note says was given at the encounter, and where. */
export interface VaccineGiven {
  readonly start: number;
  readonly end: number;
}

const NAMES =
  /\b(?:(?:high[- ]dose |quadrivalent |trivalent |seasonal |adjuvanted )*(?:influenza|flu)(?: (?:vaccine|shot|vacc))?|fluzone|flublok|fluad|flucelvax|tdap|dtap(?:[-/ ]\w+)*|td booster|td vaccine|tetanus (?:booster|shot|vaccine|toxoid)|pcv ?-?(?:13|15|20|21)|ppsv ?-?23|prevnar(?: ?\d+)?|pneumovax|pneumococcal (?:vaccine|conjugate)|mmrv?|proquad|varicella vaccine|varivax|shingrix|rzv|zoster vaccine|hep(?:atitis)? ?[ab](?: (?:vaccine|vacc))|heplisav|engerix|hpv ?-?9|gardasil(?: ?9)?|hpv vaccine|men ?acwy(?:-\w+)?|menb|menveo|bexsero|trumenba|menquadfi|rotavirus(?: vaccine)?|rotateq|rotarix|ipv|hib|pediarix|pentacel|vaxelis|kinrix|quadracel|rsv vaccine|arexvy|abrysvo|covid(?:-19)? (?:vaccine|booster|vaccination)|comirnaty|spikevax|rabies vaccine|immunizations?|vaccines?|vaccinations?|booster)\b/gi;
/** The directions of a dose that was given. */
const GIVEN =
  /\b(?:given|administered|gave|\d(?:\.\d+)? ?ml|im|i\.m\.|intramuscular\w*|subcut\w*|sq|deltoid|thigh|vastus|lot|vis given|received today|today|updated|boosted)\b/i;
/** A dose of another time, or none. */
const NOT_GIVEN =
  /\b(?:declin\w*|refus\w*|due|overdue|utd|up[- ]to[- ]date|defer\w*|next|will|schedul\w*|last|in (?:19|20)\d\d|history|previous\w*|prior|not given|recommend\w*|offer\w*|consider\w*|ago|return|rx|pharmacy|except|delayed|behind|missed|never|no vaccin\w*|titers?|immun(?:e|ity)|serolog\w*|fully|series|antibod\w*|records?|had (?:his|her|the)|outside|plan to|discuss(?:ed)?)\b/i;
/** Diseases and words that are no vaccine unless its dose stands beside them. */
const AMBIGUOUS = /^(?:influenza|flu|hib|ipv|immunizations?|vaccines?|vaccinations?|booster)$/i;
const REACH = 60;

/** The first vaccine given at the encounter; undefined when none is said to be given. Linear in the text. */
export function vaccineGiven(text: string): VaccineGiven | undefined {
  for (const match of text.matchAll(NAMES)) {
    const start = match.index;
    const end = start + match[0].length;
    const clauseStart = Math.max(text.lastIndexOf('\n', start), text.lastIndexOf(';', start), lastStop(text, start)) + 1;
    const before = text.slice(Math.max(clauseStart, start - REACH), start);
    const after = text.slice(end, end + REACH).split(/\n|;|\.(?=\s)/)[0] as string;
    if (NOT_GIVEN.test(before) || NOT_GIVEN.test(after)) continue;
    const dosed = AMBIGUOUS.test(match[0]) ? /^(?:influenza|flu)$/i.test(match[0]) : false;
    if (dosed ? /\b\d(?:\.\d+)? ?ml\b|\bdeltoid\b/i.test(after) : GIVEN.test(after) || GIVEN.test(before)) return { start, end };
  }
  return undefined;
}

/** The end of the last sentence before a place: a stop with white space behind it, so that "0.5 mL" is none. */
function lastStop(text: string, at: number): number {
  for (let i = at - 1; i > 0 && i > at - 2 * REACH; i--) if (text[i] === '.' && /\s/.test(text[i + 1] ?? ' ')) return i;
  return -1;
}

const NAMES_OF_VACCINES =
  /\b(?:vaccin\w*|immuni[sz]\w*|tdap|dtap|mmrv?|pcv ?\d*|ppsv ?\d*|ipv|hib|hpv ?-?\d|men ?acwy|rotateq|rotarix|shingrix)\b/i;

/** Whether words list vaccines that were given: a disease named among them is what they protect from. */
export function listsVaccines(said: string): boolean {
  return NAMES_OF_VACCINES.test(said) && GIVEN.test(said);
}
