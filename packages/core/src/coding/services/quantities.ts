/** Numbers a service note states in words or digits, read from the text of one event. */

import { NUMBER_WORDS } from '../../notes/number-words.js';

const COUNT_WORD = '(\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|single)';

function numberOf(word: string): number {
  return NUMBER_WORDS[word.toLowerCase()] ?? Number(word);
}

const LENGTH =
  /(\d+(?:\.\d+)?)(?:\s*(?:x|×|by)\s*(\d+(?:\.\d+)?))?(?:\s*(?:x|×|by)\s*(\d+(?:\.\d+)?))?[\s-]*(cm|mm|centimeters?|millimeters?)\b/gi;
const MARGIN =
  /(\d+(?:\.\d+)?)[\s-]*(cm|mm)\s+(?:surgical\s+|clear\s+)?margins?|margins?\s+(?:of|were|was)\s+(\d+(?:\.\d+)?)[\s-]*(cm|mm)/i;

/** Lengths in centimetres in order of place, the largest side of each; margins are left out. */
export function lengthsIn(text: string): number[] {
  const margin = MARGIN.exec(text);
  const out: number[] = [];
  for (const match of text.matchAll(LENGTH)) {
    if (margin && match.index >= margin.index && match.index < margin.index + margin[0].length) continue;
    const sides = [match[1], match[2], match[3]].filter((side) => side !== undefined).map(Number);
    out.push(Math.max(...sides) * (/^m/i.test(match[4] as string) ? 0.1 : 1));
  }
  return out.map((value) => Math.round(value * 100) / 100);
}

const DEFECT = /\bdefects?\b[^\d.;]{0,40}?(\d+(?:\.\d+)?)(?:\s*(?:x|×|by)\s*(\d+(?:\.\d+)?))?\s*(cm|mm)\b/i;

/** The total length of hernia defects, by which their repair is billed (CPT, Hernia Repair guidelines). */
export function defectLength(text: string): number | undefined {
  const match = DEFECT.exec(text);
  return match ? Math.max(Number(match[1]), Number(match[2] ?? 0)) * (/^m/i.test(match[3] as string) ? 0.1 : 1) : undefined;
}

/**
 * The size an excision is billed by: the greatest diameter of the lesion plus twice the narrowest margin (CPT, Excision guidelines);
 * as stated where the note states the excised diameter.
 */
export function excisedDiameter(text: string): number | undefined {
  const stated = /excised diameter\D{0,20}(\d+(?:\.\d+)?)\s*(cm|mm)/i.exec(text);
  if (stated) return Number(stated[1]) * (stated[2] === 'mm' ? 0.1 : 1);
  const lengths = lengthsIn(text);
  const size = lengths[0];
  if (size === undefined) return undefined;
  const margin = MARGIN.exec(text);
  const width = margin ? Number(margin[1] ?? margin[3]) * ((margin[2] ?? margin[4]) === 'mm' ? 0.1 : 1) : 0;
  return Math.round((size + 2 * width) * 100) / 100;
}

const COUNTED = new RegExp(
  `(?<![.\\d-])\\b${COUNT_WORD}[\\s]+(?:(?!(?:cm|mm|mg|ml|min|yo|y|yr|year|years|month|months|week|weeks|day|days|old|gauge)\\b)[a-z-]+\\s+){0,4}?(?:lesions?|aks?|sks?|keratos[ei]s|warts?|verrucae?|tags?|acrochordons?|nails?|toenails?|callus(?:es)?|corns?|biops(?:y|ies)|areas?|sites?|papules?|condylomata?|polyps?|molluscum|moles?|nevi|muscles?|regions?|injections?|tests?|allergens?|patches|lacerations?)\\b`,
  'gi',
);
const TIMES =
  /\b(?:x|×)\s*(\d{1,3})\b|\((?:x\s*)?(\d{1,3})\)\s*(?:total)?|\btotal(?: number)?(?: of)?:?\s*(\d{1,3})\b(?!\s*(?:min|cm|mm|ml|mg|hour))|#\s*(?:of\s+\w+\s*:?\s*)?(\d{1,2})\b/i;

const SITES =
  '(?:forehead|temples?|ears?|cheeks?|nose|scalp|brow|face|lip|chin|neck|chest|back|shoulders?|arms?|forearms?|hands?|fingers?|legs?|thighs?|feet|foot|soles?|heels?)';
/** Numbers of a list of places ("forehead 3, left temple 2"; "3 on the scalp, 2 on the left ear"). */
const AT_SITES = new RegExp(
  `\\b${SITES}\\s*(?:[x×:=(]\\s*)?(\\d{1,2})\\b(?!\\s*(?:mm|cm|x|×|\\.\\d|\\/))|(?<![.\\d-])\\b(\\d{1,2})\\s+(?:on\\s+)?(?:the\\s+)?(?:l|r|lt|rt|left|right|both)?\\s*${SITES}\\b`,
  'gi',
);

/** How many lesions, sites or pieces a text speaks of. */
export function countIn(text: string): number | undefined {
  const stated = TIMES.exec(text);
  const total = stated ? Number(stated[3] ?? Number.NaN) : Number.NaN;
  if (!Number.isNaN(total)) return total;
  const range = /\b(?:toe)?nails?\s+1\s*[-–]\s*(10|[2-9])\b/i.exec(text);
  if (range) return Number(range[1]);
  const bySite = [...text.matchAll(AT_SITES)].map((match) => Number(match[1] ?? match[2]));
  if (bySite.length > 1) return bySite.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  for (const match of text.matchAll(COUNTED)) sum += numberOf(match[1] as string);
  if (sum > 0) return sum;
  const times = stated ? Number(stated[1] ?? stated[2] ?? stated[4]) : Number.NaN;
  return Number.isNaN(times) || times === 0 ? undefined : times;
}

const PROJECTIONS =
  /\b(?:ap|pa|lateral|lat|obliques?|sunrise|merchant|skyline|patellar|mortise|axillary|axial|scapular y|y view|odontoid|flexion|extension|tunnel|grashey|upright|supine|decubitus|internal rotation|external rotation)\b/gi;

/** How many views a radiograph has: stated, or the projections named. */
export function viewsIn(text: string): number | undefined {
  const stated = new RegExp(`\\b${COUNT_WORD}\\s*[- ]?\\s*(?:or more )?views?\\b|\\bviews?:?\\s*(\\d)\\b|\\b(\\d)\\s?v\\b`, 'i').exec(text);
  if (stated) return numberOf((stated[1] ?? stated[2] ?? stated[3]) as string);
  const named = new Set<string>();
  for (const match of text.matchAll(PROJECTIONS)) named.add(match[0].toLowerCase().replace(/^lat$/, 'lateral'));
  if (/\bportable\b/i.test(text) && named.size <= 1) return 1;
  return named.size > 0 ? named.size : undefined;
}

const MUSCLES =
  /\b(?:trapezius|rhomboids?|levator|splenius|supraspinatus|infraspinatus|glute(?:us|al)|piriformis|quadratus|deltoid|scalenes?|sternocleidomastoid|paraspinals?|multifidus|latissimus|teres|iliocostalis)\b/gi;

/** How many muscles are named or counted. */
export function musclesIn(text: string): number | undefined {
  const stated = new RegExp(`(?<![.\\d-])\\b${COUNT_WORD}[\\s]+(?:\\w+\\s+)?muscles?\\b`, 'i').exec(text);
  if (stated) return numberOf(stated[1] as string);
  const named = new Set([...text.matchAll(MUSCLES)].map((match) => match[0].toLowerCase().replace(/s$/, '')));
  return named.size > 0 ? named.size : undefined;
}

/** Minutes stated in a text: the largest. */
export function minutesIn(text: string): number | undefined {
  let best: number | undefined;
  for (const match of text.matchAll(
    /\b(?:(\d{1,2})\s*(?:hours?|hrs?|h)\b(?:\s*(?:and\s*)?(\d{1,2})\s*(?:minutes?|mins?|m)\b)?|(\d{1,3})[\s-]*(?:minutes?|mins?)\b)/gi,
  )) {
    const value = match[3] !== undefined ? Number(match[3]) : Number(match[1]) * 60 + Number(match[2] ?? 0);
    if (best === undefined || value > best) best = value;
  }
  return best;
}

/** A time of day as minutes after midnight: `14:05`, `1405`, `2:05 pm`. */
export function clockTime(text: string): number | undefined {
  const match = /^(\d{1,2}):?(\d{2})\s*(a|p)?\.?m?\.?$/i.exec(text.trim());
  if (!match) return undefined;
  let hour = Number(match[1]);
  const minute = Number(match[2]);
  const half = match[3]?.toLowerCase();
  if (half === 'p' && hour < 12) hour += 12;
  if (half === 'a' && hour === 12) hour = 0;
  return hour < 24 && minute < 60 ? hour * 60 + minute : undefined;
}

/** Minutes from one time of day to the next occurrence of another. */
export function minutesBetween(start: number, stop: number): number {
  return (stop - start + 1440) % 1440;
}
