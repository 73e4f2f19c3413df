import { OPEN_ANSWERS } from './query.js';

/** Words of payment and measured quality; a query may not mention what an answer would bring. */
const IMPACT =
  /\b(?:pay(?:s|ing|ment|er)?|paid|reimburs\w*|revenue|money|dollars?|profit|denials?|den(?:y|ied)|drgs?|ms-drgs?|cc|mcc|hccs?|risk[- ]adjust\w*|raf|case[- ]mix|severity of illness|soi|rom|quality (?:score|metric|measure)s?|bill(?:ing|able)?|charges?|coverage|medical necessity|code[sd]?|coding)\b/i;
/** Words that push towards an answer. */
const LEADING =
  /\b(?:please (?:document|add|confirm|agree)|should (?:be|have been) (?:documented|diagnosed)|don['’]t you|would you agree|do you agree|isn['’]t it|can we|we need|need you to|must|clearly|obviously|as you know|likely has|meets criteria for|confirm that|suggests?|indicat(?:es|ive) (?:of|that)|consistent with)\b/i;

/** A query as it is sent, or a template with its default options. */
export interface DraftedQuery {
  readonly question: string;
  readonly options: readonly string[];
  /** Verbatim indicators; a template has none of its own. */
  readonly indicators?: readonly { readonly text: string; readonly document: string }[];
}

/**
 * What a drafted query does against compliant practice; empty when nothing. Indicators are the provider's and the record's own words and
 * are not judged, only required.
 * Source: AHIMA and ACDIS, Guidelines for Achieving a Compliant Query Practice (2022 Update).
 */
export function lintQuery({ question, options, indicators }: DraftedQuery): string[] {
  const problems: string[] = [];
  const impact = [question, ...options].map((text) => IMPACT.exec(text)?.[0]).find(Boolean);
  if (impact !== undefined) problems.push(`speaks of payment, quality scores or codes: "${impact}"`);
  const leading = LEADING.exec(question)?.[0];
  if (leading !== undefined) problems.push(`leads towards an answer: "${leading}"`);
  if (!question.trimEnd().endsWith('?')) problems.push('asks no question');
  if (/^(?:is|are|was|were|does|do|did|has|have|can|could)\b/i.test(question)) problems.push('can be answered with yes or no');
  const own = options.filter((option) => !(OPEN_ANSWERS as readonly string[]).includes(option));
  if (own.length === 1) problems.push('offers one answer only');
  for (const answer of OPEN_ANSWERS) if (!options.includes(answer)) problems.push(`does not offer "${answer}"`);
  if (new Set(options.map((option) => option.toLowerCase())).size !== options.length) problems.push('offers an answer twice');
  if (indicators?.length === 0) problems.push('quotes no indicator from the record');
  return problems;
}
