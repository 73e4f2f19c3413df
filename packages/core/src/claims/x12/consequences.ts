import type { X12Finding } from './finding.js';
import { KEYS } from './grammar/element-dictionary.js';

/** Reference designators of the qualifiers that tell uses of a segment apart. */
const designators = new Set(
  Object.entries(KEYS).map(
    ([tag, [element, component]]) => `${tag}${String(element).padStart(2, '0')}${component > 0 ? `-${component}` : ''}`,
  ),
);
/** Segments whose value means what their qualifier says. */
const QUALIFIED = new Set(['NM1', 'REF', 'PRV', 'PER', 'DTP', 'AMT', 'DMG']);
/** Segments whose amounts are added up: while one of them is in error, sums say nothing. */
const SUMMED = new Set(['CLM', 'LX', 'SV1', 'SV2', 'SVD', 'CAS', 'AMT', 'SBR']);
/** Loops whose segments take part in sums. */
const SUMMED_LOOPS = /^(?:232|24[03])/;

/** What a rule on claims finds because something else is in error: by rule, the causes. */
const CAUSES: Readonly<Record<string, (cause: X12Finding) => boolean>> = {
  '837-decision-date-missing': ({ rule }) => rule === '837-line-payer-unknown',
  '837-earlier-payer-missing': ({ loop, tag, rule }) => loop === '2320' && (tag === 'SBR' || rule === 'segment-unknown'),
  '837-external-cause-code': ({ rule }) => rule === '837-diagnosis-code',
  '837-insurance-type-missing': ({ tag, element }) => tag === 'SBR' && element !== null,
  '837-line-number': ({ rule }) => rule === 'line-number',
  '837-line-payer-unknown': ({ loop, tag, rule }) => loop === '2330B' && (tag === 'NM1' || rule === 'segment-unknown'),
  '837-payer-paid-missing': ({ loop, tag }) => loop === '2320' && tag === 'AMT',
  '837-payer-paid-total': ({ rule }) => rule === '837-line-payer-unknown',
  '837-procedure-before-statement': ({ tag, loop, element }) => tag === 'DTP' && loop === '2300' && element !== null,
  '837-procedure-outside-statement': ({ tag, loop, element }) => tag === 'DTP' && loop === '2300' && element !== null,
  '837-pointer-unknown': ({ tag, loop }) => tag === 'HI' && loop === '2300',
};
/** Rules that say the same of each line: once is enough for each value. */
const ONCE = new Set(['837-line-payer-unknown']);

/**
 * One fault is told once: the findings of rules on a claim without those that only follow from another – the same element, what a wrong
 * qualifier says about its value, a sum of which a part is in error, a segment that lacks in a loop that is damaged.
 * @param structure findings on syntax and guide in the claim and above it
 * @param found findings of the rules on the claim
 */
export function withoutConsequences(structure: readonly X12Finding[], found: readonly X12Finding[]): X12Finding[] {
  // Separators too many say nothing of what is missing.
  const causes = structure.filter(({ severity, rule }) => severity === 'error' && rule !== 'trailing-delimiter');
  const once = new Set<string>();
  return found.filter((finding) => {
    const because = CAUSES[finding.rule];
    if (causes.some((cause) => follows(finding, cause) || because?.(cause))) return false;
    if (because && found.some((other) => other !== finding && other.rule !== finding.rule && because(other))) return false;
    if (!ONCE.has(finding.rule)) return true;
    const key = `${finding.rule} ${JSON.stringify(finding.params)}`;
    if (once.has(key)) return false;
    once.add(key);
    return true;
  });
}

function follows({ segment, tag, element, loop, snip }: X12Finding, cause: X12Finding): boolean {
  if (cause.segment === segment && cause.tag === tag)
    if (QUALIFIED.has(tag) || cause.element === null || cause.element.slice(0, 5) === element?.slice(0, 5)) return true;
  if (snip === 3 && SUMMED.has(cause.tag)) return true;
  // A segment lacks where one of its name has a wrong qualifier, or where one of its loop, or of the loops beside it, is damaged.
  if (element === null && cause.tag === tag && cause.element !== null && designators.has(cause.element)) return true;
  if (cause.element !== null) return false;
  if (snip === 3 && SUMMED_LOOPS.test(cause.loop ?? '')) return true;
  return (
    element === null &&
    (cause.loop === loop || ((cause.tag === 'NM1' || cause.rule === 'segment-unknown') && cause.loop?.slice(0, 4) === loop?.slice(0, 4)))
  );
}
