import type { ServiceContext, ServiceDraft } from '../service-draft.js';
import { COURSE_OF_SURGERY } from './course-of-surgery.js';
import { DISTINCT_PROCEDURE } from './distinct-procedure.js';
import type { ModifierRule } from './modifier.js';
import { COMPONENTS, RED_CELLS, SCREENINGS, WAIVED } from './payer-and-component.js';
import { SEPARATE_VISIT } from './separate-visit.js';
import { SIDES_AND_DIGITS } from './sides-and-digits.js';

/** Every modifier rule in the order modifiers stand on a claim line: those that price first, those that inform last. */
const MODIFIER_RULES: readonly ModifierRule[] = [
  ...SEPARATE_VISIT,
  ...COMPONENTS,
  ...COURSE_OF_SURGERY,
  ...DISTINCT_PROCEDURE,
  ...SIDES_AND_DIGITS,
  ...SCREENINGS,
  ...WAIVED,
  ...RED_CELLS,
];

/** The modifiers of a service with the reason of each: those its reader decided last. */
export function modifiersOf(
  draft: ServiceDraft,
  drafts: readonly ServiceDraft[],
  context: ServiceContext,
): { modifier: string; because: string }[] {
  const out: { modifier: string; because: string }[] = [];
  for (const rule of MODIFIER_RULES) {
    const because = rule.when(draft, { drafts, context });
    if (because !== undefined && !out.some((found) => found.modifier === rule.modifier)) out.push({ modifier: rule.modifier, because });
  }
  return [...out, ...(draft.given ?? [])];
}
