import type { Token } from '../codesets/words.js';
import { NUMBER_WORDS } from './number-words.js';
import type { Segment } from './structure.js';

/** Patient facts a note states about itself. */
export interface NoteFacts {
  readonly age?: number;
  readonly sex?: 'M' | 'F';
  /** Completed weeks of gestation, and where the note says so. */
  readonly gestation?: { readonly weeks: number; readonly start: number; readonly end: number };
  readonly newPatient: boolean;
}

/** Words of a note about a pregnancy, and weeks as such notes write them: "32 weeks 4 days", "32w4d", "32 4/7", "at 32 weeks". */
const PREGNANCY =
  /\b(?:pregnan\w*|g\d+\s?p\d+|gravida|prenatal|antepartum|obstetric\w*|fetal|iup|trimester|labor and delivery|l&d|cesarean|deliver(?:y|ed))\b/i;
const WEEKS_AND_DAYS =
  /\b(\d{1,2})\s*(?:weeks?|wks?|w)\s*(?:and\s*|\+\s*)?\d\s*(?:days?|d|\/7)\b|\b(?:at|now)\s+(\d{1,2})\s*(?:weeks|wks?|w)\b(?!\s*(?:ago|post|old|of age))|\b(\d{1,2})\s+\d\/7\s*(?:weeks?|wks?|w)?\b/i;

/** Reads age, sex, weeks of gestation and visit kind from the words of a note. */
export function readFacts(text: string): NoteFacts {
  const head = text.slice(0, 6000);
  const years = /\b(\d{1,3})[\s-]*(?:year|yr|y)s?[\s-]*(?:old|o)\b|\b(\d{1,3})\s*(?:y\/?o|yo)\b/i.exec(head);
  const infant = /\b(\d{1,2})[\s-]*(month|mo|week|wk|day)s?[\s-]*old\b/i.exec(head);
  const age = years
    ? Number(years[1] ?? years[2])
    : infant
      ? /^mo/i.test(infant[2] as string)
        ? Math.floor(Number(infant[1]) / 12)
        : 0
      : undefined;
  const female = (head.match(/\b(?:she|her|hers|female|woman|girl|lady|mrs|ms)\b/gi) ?? []).length;
  const male = (head.match(/\b(?:he|his|him|male|man|boy|gentleman|mr)\b/gi) ?? []).length;
  const sex = female > 2 * male ? 'F' : male > 2 * female ? 'M' : undefined;
  const weeks =
    /\b(\d{1,2})(?:\s*(?:and|\+)?\s*\d\/7|\+\d|\s*w(?:ee)?k?s?\s*\d?\s*d?)?[\s-]*(?:weeks?|wks?|w)\b[^.\n]{0,30}\b(?:gestation\w*|pregnan\w*|gravid\w*|iup|ga|ega)\b/i.exec(
      text,
    ) ??
    /\b(?:gestation(?:al age)?|ega|ga|iup|pregnan(?:cy|t))\b[^.\n]{0,20}?\b(\d{1,2})\s*(?:weeks?|wks?|w|\d\/7)(?!\s*(?:ago|later|post))/i.exec(
      text,
    ) ??
    (PREGNANCY.test(text) ? WEEKS_AND_DAYS.exec(text) : null);
  const gestation = weeks
    ? { weeks: Number(weeks[1] ?? weeks[2] ?? weeks[3]), start: weeks.index, end: weeks.index + weeks[0].length }
    : undefined;
  return {
    ...(age !== undefined && age <= 120 ? { age } : {}),
    ...(sex ? { sex } : {}),
    ...(gestation && gestation.weeks > 0 && gestation.weeks < 45 ? { gestation } : {}),
    newPatient: /\bnew patient\b|\bestablish(?:ing)? care\b|\binitial (?:visit|consultation)\b|\bpresents? as a new\b/i.test(text),
  };
}

/** Trimester of a number of completed weeks (guideline I.C.15.a.3). */
export function trimesterOf(weeks: number | undefined): 'first' | 'second' | 'third' | undefined {
  if (weeks === undefined) return undefined;
  return weeks < 14 ? 'first' : weeks < 28 ? 'second' : 'third';
}

export type Side = 'right' | 'left' | 'bilateral';

const SIDES: ReadonlyMap<string, Side> = new Map([
  ['right', 'right'],
  ['rt', 'right'],
  ['left', 'left'],
  ['lt', 'left'],
  ['lft', 'left'],
  ['bilateral', 'bilateral'],
  ['bilaterally', 'bilateral'],
  ['both', 'bilateral'],
  ['bilat', 'bilateral'],
]);

/** Sides and eyes by one letter or two, that stand for them in capitals alone. */
const CAPITALS: ReadonlyMap<string, Side> = new Map([
  ['R', 'right'],
  ['L', 'left'],
  ['OD', 'right'],
  ['OS', 'left'],
  ['OU', 'bilateral'],
]);

/** Sides named in a list of tokens. */
export function sidesIn(tokens: readonly Token[], text: string): Side[] {
  const sides: Side[] = [];
  for (const token of tokens) {
    const side = SIDES.get(token.word) ?? (token.word.length <= 2 ? CAPITALS.get(text.slice(token.start, token.end)) : undefined);
    if (side) sides.push(side);
  }
  return sides;
}

/** One side when the words agree; right and left together are bilateral. */
export function agreedSide(sides: readonly Side[]): Side | undefined {
  const set = new Set(sides);
  if (set.has('bilateral') || (set.has('right') && set.has('left'))) return 'bilateral';
  return set.has('right') ? 'right' : set.has('left') ? 'left' : undefined;
}

/** Words between a side and the body part it belongs to, at most. */
const SIDE_REACH = 3;

/**
 * The side of a mention: named beside it or in its heading; else beside the same body part in the text under its problem; else beside
 * that body part anywhere in the note, when the note does not contradict itself.
 * @param isBodyPart whether a folded word names the body part of the mention
 */
export function sideOf(
  text: string,
  segment: Segment,
  start: number,
  end: number,
  isBodyPart: ((word: string) => boolean) | undefined,
  below: readonly Segment[],
  elsewhere: readonly Segment[],
): Side | undefined {
  const { tokens } = segment;
  const first = tokens.findIndex((token) => token.end > start);
  let last = first;
  while (last + 1 < tokens.length && (tokens[last + 1] as Token).start < end) last++;
  const near = tokens
    .slice(Math.max(0, first - SIDE_REACH), last + 1 + SIDE_REACH)
    .filter(
      (token) => !/[.;]/.test(text.slice(Math.min(token.end, start), Math.max(token.start, end) === token.start ? token.start : start)),
    );
  const own = agreedSide(sidesIn(segment.form === 'sentence' ? near : tokens, text));
  if (own) return own;
  if (!isBodyPart) return agreedSide(below.flatMap((other) => sidesIn(other.tokens, text)));
  return tally(below, text, isBodyPart) ?? tally(elsewhere, text, isBodyPart);
}

/** The side named beside a body part in several segments: the only one, or the one that clearly prevails. */
function tally(segments: readonly Segment[], text: string, isBodyPart: (word: string) => boolean): Side | undefined {
  const counts = { right: 0, left: 0, bilateral: 0 };
  for (const { tokens } of segments) {
    tokens.forEach((token, i) => {
      if (!isBodyPart(token.word)) return;
      for (const side of sidesIn(tokens.slice(Math.max(0, i - SIDE_REACH), i), text).slice(-2)) counts[side]++;
    });
  }
  if (counts.right + counts.left + counts.bilateral === 0) return undefined;
  if (counts.bilateral >= Math.max(counts.right, counts.left)) return 'bilateral';
  if (counts.right > 2 * counts.left) return 'right';
  if (counts.left > 2 * counts.right) return 'left';
  return undefined;
}

/** The one trimester that words name. */
export function namedTrimester(said: string): 'first' | 'second' | 'third' | undefined {
  const named = [
    ...new Set([...said.matchAll(/\b(first|second|third|1st|2nd|3rd)[- ]trimester\b/gi)].map(([, one]) => (one as string).toLowerCase())),
  ];
  if (named.length !== 1) return undefined;
  const only = named[0] as string;
  return only.startsWith('1') || only === 'first' ? 'first' : only.startsWith('2') || only === 'second' ? 'second' : 'third';
}

/** Words that say an injury is past its active treatment (guideline I.C.19.a). */
const HEALING =
  /\b(?:heal(?:ing|ed)|callus|routine healing|cast (?:change|removal|removed)|(?:suture|staple) removal|subsequent (?:visit|encounter|care)|follow[- ]?up (?:visit )?(?:for|of|after|on)\b[^.\n]{0,50}\b(?:fracture|sprain|injury|surgery)|(?:fracture|sprain|injury) (?:follow[- ]?up|f\/u)|f\/u (?:for |of |after |on )?[^.\n]{0,50}\b(?:fracture|sprain|injury|surgery))\b/i;

/** The episode of care an injury code reports: active treatment unless the note speaks of healing. */
export function episodeOf(text: string, segments: readonly Segment[]): 'initial' | 'subsequent' | 'sequela' {
  const said = segments.map((segment) => text.slice(segment.start, segment.end)).join('\n');
  if (/\bsequela|\blate effect/i.test(said)) return 'sequela';
  return HEALING.test(said) ? 'subsequent' : 'initial';
}

const UNITS: Readonly<Record<string, number>> = { hour: 0, day: 1, week: 7, wk: 7, month: 30, mo: 30, year: 365, yr: 365 };

/**
 * How many days ago something happened, at least, when the words say so: "two weeks ago", "3 months prior", "in 2018" (counted to the
 * end of that year). Undefined when nothing is said, or when a year alone does not decide.
 * @param year year of the date of service
 */
export function daysAgo(said: string, year: number): number | undefined {
  const ago =
    /\b(\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|few|many)\s*\+?\s*(hour|day|week|wk|month|mo|year|yr)s?\s+(?:ago|prior|earlier|back)\b/i.exec(
      said,
    );
  if (ago) {
    const count = Number(ago[1]) || NUMBER_WORDS[(ago[1] as string).toLowerCase()] || 2;
    return count * (UNITS[(ago[2] as string).toLowerCase()] as number);
  }
  const calendar =
    /\b(?:in|from|since|of|on|circa|~|\w+ectomy|stroke|cva|mi|infarction|stemi)\s+(?:\w+\s+|\d{1,2}\/(?:\d{1,2}\/)?)?((?:19|20)\d\d)\b|\(((?:19|20)\d\d)\)/i.exec(
      said,
    );
  const then = calendar ? Number(calendar[1] ?? calendar[2]) : undefined;
  return then !== undefined && then < year - 1 ? (year - then - 1) * 365 : undefined;
}
