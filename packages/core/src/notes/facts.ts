import type { Token } from '../codesets/words.js';
import type { Segment } from './structure.js';

/** Patient facts a note states about itself. */
export interface NoteFacts {
  readonly age?: number;
  readonly sex?: 'M' | 'F';
  /** Completed weeks of gestation, and where the note says so. */
  readonly gestation?: { readonly weeks: number; readonly start: number; readonly end: number };
  readonly newPatient: boolean;
}

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
    /\b(\d{1,2})(?:\s*(?:and|\+)?\s*\d\/7|\s*w(?:ee)?k?s?\s*\d?\s*d?)?[\s-]*(?:weeks?|wks?|w)\b[^.\n]{0,30}\b(?:gestation\w*|pregnan\w*|gravid\w*|iup|ga|ega)\b/i.exec(
      text,
    ) ?? /\b(?:gestation(?:al age)?|ega|ga)\b[^.\n]{0,20}?\b(\d{1,2})\s*(?:weeks?|wks?|w|\d\/7)/i.exec(text);
  const gestation = weeks ? { weeks: Number(weeks[1]), start: weeks.index, end: weeks.index + weeks[0].length } : undefined;
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

const SIDES: Readonly<Record<string, Side>> = {
  right: 'right',
  rt: 'right',
  left: 'left',
  lt: 'left',
  lft: 'left',
  bilateral: 'bilateral',
  bilaterally: 'bilateral',
  both: 'bilateral',
  bilat: 'bilateral',
};

/** Sides named in a list of tokens. */
export function sidesIn(tokens: readonly Token[], text: string): Side[] {
  const sides: Side[] = [];
  for (const token of tokens) {
    const side =
      SIDES[token.word] ??
      (token.word === 'r' && text.slice(token.start, token.end) === 'R'
        ? 'right'
        : token.word === 'l' && text.slice(token.start, token.end) === 'L'
          ? 'left'
          : undefined);
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

/** Words that say an injury is past its active treatment (guideline I.C.19.a). */
const HEALING =
  /\b(?:heal(?:ing|ed)|callus|routine healing|cast (?:change|removal|removed)|(?:suture|staple) removal|follow[- ]?up (?:visit )?(?:for|of|after|on)\b[^.\n]{0,50}\b(?:fracture|sprain|injury|surgery)|(?:fracture|injury) follow[- ]?up)\b/i;

/** The episode of care an injury code reports: active treatment unless the note speaks of healing. */
export function episodeOf(text: string, segments: readonly Segment[]): 'initial' | 'subsequent' | 'sequela' {
  const said = segments.map((segment) => text.slice(segment.start, segment.end)).join('\n');
  if (/\bsequela|\blate effect/i.test(said)) return 'sequela';
  return HEALING.test(said) ? 'subsequent' : 'initial';
}
