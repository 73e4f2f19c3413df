import type { CodedDiagnosis, Profile, Setting } from '../model/encounter.js';
import type { Place, Statement } from './candidate.js';
import { isLasting } from './chronic.js';
import { BILLING_WEIGHTS, MENTION_WEIGHTS } from './weights.js';

/** Score from which a code stands as it is where nothing further is known of it: procedures, and codes for every mention. */
export const ACCEPT = 0.8;
/** Score from which a code is part of the answer and a coder should look. */
export const REVIEW = 0.5;

/** The same where every mention counts: half the agreement (F1) to be had is the score from which one more code raises it. */
export const REVIEW_MENTIONS = 0.28;

export function bandOf(score: number, profile: Profile): CodedDiagnosis['band'] {
  if (score >= ACCEPT) return 'accept';
  return score >= (profile === 'mentions' ? REVIEW_MENTIONS : REVIEW) ? 'review' : 'suggestion';
}

/** What else the note says of the condition a statement names. */
export interface Surroundings {
  readonly setting: Setting;
  readonly profile: Profile;
  /** Whether the note lists its problems. */
  readonly hasProblems: boolean;
  /** Axes the note leaves open. */
  readonly openAxes: number;
  /** A drug given for the problem is evidence for the disease; never the only evidence. */
  readonly drugSupport: boolean;
  /** Other segments that name the same category. */
  readonly saidElsewhere: number;
  /** Whether one of them is a problem or a final diagnosis. */
  readonly saidAsProblem: boolean;
}

/**
 * What speaks for a statement leading to a code of the answer and what against it, as names of weights. Where a problem is named matters
 * more than how it is matched (method, point 4): an office visit reports what was assessed, an inpatient stay also what was managed.
 */
export function evidenceNames(statement: Statement, code: string, around: Surroundings): string[] {
  const { mention, assertion, place, segment } = statement;
  const kind = kindOf(code);
  const names = [`source ${mention.source}`, `via ${mention.via}`];
  if (mention.gap > 0) names.push(mention.gap > 2 ? 'gap wide' : 'gap');
  if (mention.words === 1) names.push('one word');
  if (assertion.temporality === 'historical') names.push('historical');
  if (assertion.background) names.push('background');
  if (assertion.resolved) names.push('resolved');
  if (assertion.assertion === 'possible') names.push('possible');
  if (around.openAxes > 0) names.push('axes open');
  if (around.profile === 'mentions') {
    if (assertion.assertion === 'negated') names.push('negated');
    names.push(`section ${segment.kind}`, `type ${kind}`, `category ${code.slice(0, 3)}`, `code ${code}`);
    if (mention.within) names.push('within another', `within another: ${kind}`);
    if (around.saidElsewhere > 0) names.push('said elsewhere');
    return names;
  }
  const care = around.setting === 'inpatient' ? 'inpatient' : around.setting === 'ed' ? 'ed' : 'office';
  names.push(`${care}: ${place}${around.hasProblems ? '' : ', no problems listed'}`, `${care}: section ${segment.kind}`);
  names.push(`${care}: ${kind} ${STRONG.has(place) ? 'assessed' : 'told'}`);
  if (assertion.temporality === 'historical') names.push(`${kind} historical`);
  if (around.drugSupport) names.push(`${care}: drug supports`);
  if (around.saidElsewhere > 0) names.push(`${care}: said elsewhere${around.saidElsewhere > 2 ? ' often' : ''}`);
  if (around.saidAsProblem && !STRONG.has(place)) names.push(`${care}: said as problem`);
  return names;
}

/** The weights by name; names are put together for each statement, which a map takes better than a record. */
const BILLING: ReadonlyMap<string, number> = new Map(Object.entries(BILLING_WEIGHTS));
const MENTION: ReadonlyMap<string, number> = new Map(Object.entries(MENTION_WEIGHTS));

/** Probability that a statement's code belongs to the answer, before the rules. */
export function score(names: readonly string[], profile: Profile): number {
  const weights = profile === 'mentions' ? MENTION : BILLING;
  let logOdds = weights.get('bias') ?? 0;
  for (const name of names) logOdds += weights.get(name) ?? 0;
  return 1 / (1 + Math.exp(-logOdds));
}

const STRONG: ReadonlySet<Place> = new Set(['problem', 'problem-text', 'assessment-text']);

/** The kind of thing a code names, as far as it matters to whether it is reported. */
export function kindOf(code: string): string {
  const letter = code[0] as string;
  if (letter === 'R') return 'symptom';
  if (letter === 'Z') {
    if (code.startsWith('Z79')) return 'long-term drug';
    if (/^Z8[0-4]/.test(code)) return 'family history';
    if (/^Z8[5-7]|^Z91/.test(code)) return 'personal history';
    if (/^Z(?:89|9[03-9])/.test(code)) return 'status';
    return 'encounter';
  }
  if (/^[V-Y]/.test(code)) return 'external cause';
  if (letter === 'S' || letter === 'T') return 'injury';
  if (letter === 'O' || letter === 'P') return 'perinatal';
  if (letter === 'C' || /^D[0-4]/.test(code)) return 'neoplasm';
  if (/^M(?:25|54|79)|^G89/.test(code)) return 'pain';
  return isLasting(code) ? 'lasting disease' : 'disease';
}
