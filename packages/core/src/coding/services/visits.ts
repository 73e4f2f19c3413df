import { levelled } from './levelled-visit.js';
import type { NoteKind } from './note-kind.js';
import { preventiveVisit, problemBesidePrevention } from './preventive-visits.js';
import type { ServiceContext, ServiceDraft } from './service-draft.js';
import { specialVisit } from './special-visits.js';

/** Evaluation and management of the encounter, most specific kind first. */
export function readVisits(context: ServiceContext, kind: NoteKind, others: readonly ServiceDraft[]): ServiceDraft[] {
  if (kind === 'imaging-report' || kind === 'operative') return [];
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
