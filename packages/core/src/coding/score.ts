import type { TermSource } from '../codesets/terms.js';
import type { CodedDiagnosis, Profile, Setting } from '../model/encounter.js';
import type { Place, Statement } from './candidate.js';

/** Probability from which a code stands as it is. */
export const ACCEPT = 0.8;
/** Probability from which a code is part of the answer and a coder should look. */
export const REVIEW = 0.5;

export function bandOf(probability: number): CodedDiagnosis['band'] {
  return probability >= ACCEPT ? 'accept' : probability >= REVIEW ? 'review' : 'suggestion';
}

/**
 * Log-odds of the place a condition is named in. Where a problem is named matters more than how it is matched (method, point 4):
 * an office visit reports what was assessed, an inpatient stay also what was managed.
 */
const PLACE: Readonly<Record<'outpatient' | 'inpatient', Readonly<Record<Place, number>>>> = {
  outpatient: {
    problem: 2.2,
    'problem-text': -1.6,
    'assessment-text': -1.0,
    'plan-text': -2.2,
    list: -1.2,
    history: -2.5,
    story: -2.2,
    finding: -3,
    other: -3,
  },
  inpatient: {
    problem: 2.4,
    'problem-text': 0.2,
    'assessment-text': 1.2,
    'plan-text': -0.8,
    list: 0.8,
    history: 0.3,
    story: 0.2,
    finding: -1.2,
    other: -1.5,
  },
};
/** When no problem is listed, what the assessment, plan and story say has to carry the visit. */
const WITHOUT_PROBLEMS: Readonly<Partial<Record<Place, number>>> = { 'assessment-text': 1.6, 'plan-text': 0.4, story: 0.1, list: 0.6 };

/** Log-odds of where the wording comes from. */
const SOURCE: Readonly<Record<TermSource, number>> = {
  lexicon: 0.5,
  'lexicon-phrase': 0.5,
  'lexicon-dx': 0.3,
  index: 0.2,
  inclusion: 0,
  title: 0,
  'expanded-title': -0.5,
  table: -0.5,
};
const GAP = -0.25;
const VIA: Readonly<Record<Statement['mention']['via'], number>> = { words: 0, abbreviation: -0.1, synonym: -0.1, spelling: -0.5 };
/** A drug given for the problem that is evidence for the disease; never the only evidence. */
const DRUG = 0.5;
const HISTORICAL = -1.2;
const UNCERTAIN = -0.6;

/** Probability that the statement's code belongs to the answer, before the rules. */
export function score(
  statement: Statement,
  setting: Setting,
  profile: Profile,
  hasProblems: boolean,
  openAxes: number,
  drugSupport: boolean,
): number {
  if (profile === 'mentions') return statement.assertion.assertion === 'negated' ? 0.3 : 0.7;
  const { mention, assertion, place } = statement;
  const base = PLACE[setting === 'inpatient' ? 'inpatient' : 'outpatient'][place];
  const where = hasProblems || setting === 'inpatient' ? base : (WITHOUT_PROBLEMS[place] ?? base);
  const isStatus = mention.code.startsWith('Z');
  const logOdds =
    where +
    SOURCE[mention.source] +
    GAP * mention.gap +
    VIA[mention.via] +
    (assertion.temporality === 'historical' && !isStatus ? HISTORICAL : 0) +
    (assertion.assertion === 'possible' ? UNCERTAIN : 0) +
    (drugSupport ? DRUG : 0) -
    0.1 * openAxes;
  return 1 / (1 + Math.exp(-logOdds));
}
