import type { Token } from '../codesets/words.js';
import type { Segment } from './structure.js';

/** Patient facts a note states about itself. */
export interface NoteFacts {
  readonly age?: number;
  readonly sex?: 'M' | 'F';
  /** Completed weeks of gestation. */
  readonly gestationWeeks?: number;
  readonly newPatient: boolean;
}

/** Reads age, sex, weeks of gestation and visit kind from the words of a note. */
export function readFacts(text: string): NoteFacts {
  const head = text.slice(0, 6000);
  const years = /\b(\d{1,3})[\s-]*(?:year|yr|y)s?[\s-]*(?:old|o)\b|\b(\d{1,3})\s*(?:y\/?o|yo)\b/i.exec(head);
  const months = /\b(\d{1,2})[\s-]*(?:month|mo|week|wk|day)s?[\s-]*old\b/i.exec(head);
  const age = years ? Number(years[1] ?? years[2]) : months ? 0 : undefined;
  const female = (head.match(/\b(?:she|her|hers|female|woman|girl|lady|mrs|ms)\b/gi) ?? []).length;
  const male = (head.match(/\b(?:he|his|him|male|man|boy|gentleman|mr)\b/gi) ?? []).length;
  const sex = female > 2 * male ? 'F' : male > 2 * female ? 'M' : undefined;
  const weeks =
    /\b(\d{1,2})(?:\s*(?:and|\+)?\s*\d\/7|\s*w(?:ee)?k?s?\s*\d?\s*d?)?[\s-]*(?:weeks?|wks?|w)\b[^.\n]{0,30}\b(?:gestation|pregnan|gravid|iup|ga|ega)/i.exec(
      text,
    ) ?? /\b(?:gestation(?:al age)?|ega|ga)\b[^.\n]{0,20}?\b(\d{1,2})\s*(?:weeks?|wks?|w|\d\/7)/i.exec(text);
  const gestation = weeks ? Number(weeks[1]) : undefined;
  return {
    ...(age !== undefined && age <= 120 ? { age } : {}),
    ...(sex ? { sex } : {}),
    ...(gestation !== undefined && gestation > 0 && gestation < 45 ? { gestationWeeks: gestation } : {}),
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

/**
 * The side of a mention: named next to it in its segment; else in the text under its problem; else in segments that name the same
 * body part, when they all agree.
 */
export function sideOf(
  text: string,
  segment: Segment,
  start: number,
  end: number,
  below: readonly Segment[],
  elsewhere: readonly Segment[],
): Side | undefined {
  const near = segment.tokens.filter(
    (token) =>
      token.end > start - 30 &&
      token.start < end + 25 &&
      !/[.;]/.test(text.slice(Math.min(token.end, start), Math.max(token.start, Math.min(start, token.start)))),
  );
  const own = agreedSide(sidesIn(near, text));
  if (own) return own;
  if (segment.form !== 'sentence') {
    const wide = agreedSide(sidesIn(segment.tokens, text));
    if (wide) return wide;
  }
  const under = agreedSide(below.flatMap((other) => sidesIn(other.tokens, text)));
  if (under && under !== 'bilateral') return under;
  const far = agreedSide(elsewhere.flatMap((other) => sidesIn(other.tokens, text)));
  return under ?? (far === 'bilateral' ? undefined : far);
}
