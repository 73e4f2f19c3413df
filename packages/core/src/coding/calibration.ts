import { SMALL_WORDS } from '../codesets/words.js';
import type { Setting } from '../model/encounter.js';
import type { Evidence } from '../model/note.js';
import type { StructuredNote } from '../notes/structure.js';
import type { Candidate, Dropped } from './candidate.js';
import { kindOf } from './score.js';
import { CALIBRATION_WEIGHTS } from './weights.js';

/**
 * Probability from which a code of the answer stands as it is: chosen on the even-numbered gold notes by cross-validation, where 0.95 of
 * such codes are right. Errors were mended on those notes; on notes nobody has worked on fewer are right.
 */
export const ACCEPT = 0.95;

/** The whole answer a code stands in, and what was seen beside it. */
export interface Company {
  readonly note: StructuredNote;
  readonly setting: Setting;
  /** Codes of the answer, in sequence. */
  readonly answer: readonly Candidate[];
  readonly dropped: readonly Dropped[];
  /** What the queries to the provider rest on. */
  readonly asked: readonly Evidence[];
}

/** An answer longer than this holds codes named in passing. */
const LONG_ANSWER = 8;
/** Characters from which a note is long. */
const LONG_NOTE = 3500;

/** Log-odds beyond which a score says no more. */
const MOST = 4;
/** Properties of a code of the answer, or a suggestion, by which its score is corrected to a probability; each a name of a weight. */
export function properties(candidate: Candidate, company: Company): string[] {
  const { code, title, support, rules, place, evidence } = candidate;
  const care = company.setting === 'inpatient' ? 'inpatient' : company.setting === 'ed' ? 'ed' : 'office';
  const names = [care, `place ${place}`, `kind ${kindOf(code)}`];
  if (support.some((name) => name.endsWith('no problems listed'))) names.push('no problems listed');
  if (support.some((name) => name.includes('drug supports'))) names.push('drug supports');
  if (support.some((name) => name.includes('said elsewhere'))) names.push('said elsewhere');
  if (support.some((name) => name.includes('said as problem'))) names.push('said as problem');
  if (support.length === 0) names.push('read by a rule');
  if (rules.length > 0) names.push('touched by a rule');
  if (/\bunspecified\b/i.test(title)) names.push('unspecified');
  if (/^Other\b|\bother specified\b/.test(title)) names.push('other specified');
  if (evidence.length > 1) names.push('several places');
  if (evidence.length > 3) names.push('many places');
  if (candidate.alternatives.length > 0) names.push('alternatives');
  if (candidate.alternatives.length > 3) names.push('many alternatives');
  const left = leftOver(candidate, company.note);
  if (left > 0) names.push('words left over');
  if (left > 2) names.push('many words left over');
  if (company.answer[0] === candidate) names.push('first');
  if (company.answer.length > LONG_ANSWER) names.push('long answer');
  if (company.note.text.length > LONG_NOTE) names.push('long note');
  const others = company.answer.filter((other) => other !== candidate);
  if (others.some((other) => other.evidence.some((one) => overlapsAny(one, evidence)))) names.push('words shared');
  if (others.some((other) => other.code.slice(0, 3) === code.slice(0, 3))) names.push('category twice');
  if (company.dropped.some((one) => one.code === code)) names.push('refused elsewhere');
  else if (company.dropped.some((one) => one.code.slice(0, 3) === code.slice(0, 3))) names.push('category refused elsewhere');
  if (company.asked.some((one) => overlapsAny(one, evidence))) names.push('asked about');
  if (company.answer.length <= 1) names.push('alone');
  return names;
}

function overlapsAny(one: Evidence, others: readonly Evidence[]): boolean {
  return others.some((other) => one.start < other.end && other.start < one.end);
}

/** Words of the heading, item or sentence that the code was read in and that it does not account for. */
function leftOver({ evidence: [first] }: Candidate, { segments }: StructuredNote): number {
  const segment = first && segments.find(({ start, end }) => start <= first.start && first.start < end);
  if (!segment) return 0;
  return segment.tokens.filter(({ word, start, end }) => !SMALL_WORDS.has(word) && (end <= first.start || first.end <= start)).length;
}

/**
 * Probability that a code belongs to the answer. It rises with the score and is corrected by the names of what spoke for the code and of
 * its properties; the score alone decides what the answer holds.
 */
export function calibrated(score: number, names: readonly string[]): number {
  const bounded = Math.max(-MOST, Math.min(MOST, Math.log(score / (1 - score))));
  let logOdds = (CALIBRATION_WEIGHTS['bias'] ?? 0) + (CALIBRATION_WEIGHTS['score'] ?? 1) * bounded;
  for (const name of names) logOdds += CALIBRATION_WEIGHTS[name] ?? 0;
  return 1 / (1 + Math.exp(-logOdds));
}
