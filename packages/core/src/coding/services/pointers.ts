import { SMALL_WORDS } from '../../codesets/words.js';
import type { ServiceContext, ServiceDraft } from './service-draft.js';

/** Diagnoses a claim line can point to. */
const MOST = 4;

/** Positions of the diagnoses that justify a service, from 1: a visit points to what was assessed, anything else to its own reason; no service is for an external cause. */
export function pointersOf(draft: ServiceDraft, context: ServiceContext): number[] {
  const { diagnoses } = context;
  if (diagnoses.length === 0) return [];
  const byReason = diagnoses.flatMap((diagnosis, i) => (draft.reasons?.some((reason) => diagnosis.code.startsWith(reason)) ? [i + 1] : []));
  if (draft.kind === 'visit') {
    if (draft.family === 'preventive') return byReason.length > 0 ? byReason.slice(0, 1) : [1];
    const all = diagnoses.map((_, i) => i + 1);
    const problems = all.filter((i) => !/^(?:Z00|Z01\.4|Z23|[V-Y])/.test(diagnoses[i - 1]?.code ?? ''));
    return (problems.length > 0 ? problems : all).slice(0, MOST);
  }
  if (byReason.length > 0) return byReason.slice(0, MOST);
  let best = 0;
  let at: number[] = [];
  diagnoses.forEach((diagnosis, i) => {
    const score = closeness(draft, context, i);
    if (/^(?:Z00|Z23|[V-Y])/.test(diagnosis.code)) return;
    if (score > best) {
      best = score;
      at = [i + 1];
    } else if (score === best && score > 0 && at.length < MOST) at.push(i + 1);
  });
  return at.length > 0 ? at.slice(0, best >= 3 ? MOST : 1) : [1];
}

/** How near a diagnosis stands to a service: in the same sentence or problem, or sharing words with it. */
function closeness(draft: ServiceDraft, context: ServiceContext, index: number): number {
  const diagnosis = context.diagnoses[index];
  if (!diagnosis) return 0;
  const { note, lexicon } = context;
  let score = 0;
  const words = new Set<string>();
  for (const evidence of draft.evidence) {
    const own = note.segments.find((segment) => segment.start <= evidence.start && evidence.start < segment.end);
    for (const token of own?.tokens ?? []) if (!SMALL_WORDS.has(token.word)) words.add(lexicon.folding.stem(token.word));
    for (const reason of diagnosis.evidence) {
      const other = note.segments.find((segment) => segment.start <= reason.start && reason.start < segment.end);
      if (own && own === other) score = Math.max(score, 4);
      else if (own?.problem !== undefined && own.problem === other?.problem && own.section === other.section) score = Math.max(score, 3);
    }
  }
  const said =
    `${diagnosis.title} ${diagnosis.evidence.map((evidence) => evidence.text).join(' ')}`.toLowerCase().match(/[a-z]{4,}/g) ?? [];
  const shared = new Set(said.map((word) => lexicon.folding.stem(word)).filter((stem) => words.has(stem))).size;
  return score + Math.min(shared, 3);
}
