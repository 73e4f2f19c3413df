import { levelled } from './levelled-visit.js';
import type { NoteKind } from './note-kind.js';
import { preventiveVisit, problemBesidePrevention } from './preventive-visits.js';
import type { ServiceContext, ServiceDraft } from './service-draft.js';
import { specialVisit } from './special-visits.js';

/** Evaluation and management of the encounter, most specific kind first. */
export function readVisits(context: ServiceContext, kind: NoteKind, others: readonly ServiceDraft[]): ServiceDraft[] {
  if (kind === 'imaging-report' || (kind === 'operative' && !isStay(context))) return [];
  if (others.some((draft) => draft.kind === 'visit')) return [];
  const special = specialVisit(context, kind, others);
  if (special) return special;
  const preventive = preventiveVisit(context);
  if (preventive) {
    const second = problemBesidePrevention(context) ? levelled(context, kind, others) : [];
    return [...preventive, ...second];
  }
  return levelled(context, kind, others);
}

/** The summary of a hospital stay is billed as a visit although it tells of operations that others billed. */
function isStay(context: ServiceContext): boolean {
  return (
    context.setting === 'inpatient' &&
    context.note.sections.some(({ kind }) => kind === 'course' || kind === 'discharge-dx' || kind === 'discharge-condition') &&
    !/\b(?:operative|operation|procedure) (?:report|note)\b/i.test(context.note.text.slice(0, 250))
  );
}
