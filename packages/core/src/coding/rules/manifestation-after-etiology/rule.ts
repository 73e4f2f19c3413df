import type { Candidate } from '../../candidate.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, before, defineRule } from '../../rule.js';
import { REVIEW } from '../../score.js';

/** Titles of manifestations (I.A.13). */
const BY_TITLE = /\bin (?:other )?diseases classified elsewhere\b/i;
/** A "code first" note that leaves the disease open. */
const ANY_DISEASE = /^(?:the |any )?underlying (?:disease|condition|disorder)\b/i;
/** What can be the disease of a manifestation whose note leaves it open: no symptom, external cause or circumstance. */
const DISEASE = /^[A-QST]/;

/** The words of the manifestation name its disease, even where no code was made of it. */
const NAMES_CAUSE = /\b(?:due to|secondary to|caused by|from|in|with)\b/i;

export const rule = defineRule({
  id: 'manifestation-after-etiology',
  title: 'A manifestation is never first: the disease it belongs to stands before it, and is asked for when it is not named',
  sources: [guideline('I.A.13')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, { icd, date }) {
    const tabular = icd.tabular(date);
    const actions: Action[] = [];
    for (const manifestation of candidates) {
      const { code, title, probability } = manifestation;
      if (probability < REVIEW) continue;
      const named = tabular.reachesOf(code).codeFirst?.instructions.some(({ lines }) => lines.length > 0) ?? false;
      const open = !named && tabular.notesFor(code).some(({ kind, text }) => kind === 'codeFirst' && ANY_DISEASE.test(text));
      if (!open && !BY_TITLE.test(title) && !icd.flags(code, date).includes('MANIF')) continue;
      actions.push({ kind: 'not-first', code });
      const isEtiology = (other: Candidate): boolean =>
        other.code !== code && (named ? tabular.reference('codeFirst', code, other.code) !== undefined : DISEASE.test(other.code));
      const etiology = candidates.filter((other) => isEtiology(other)).sort((a, b) => b.probability - a.probability);
      const [first] = etiology;
      if (first && first.probability >= REVIEW) {
        if (named) actions.push(before(first.code, code));
        continue;
      }
      if (manifestation.evidence.some(({ text }) => NAMES_CAUSE.test(text))) continue;
      // Diseases the record names, if only in its history, are what the answers may offer.
      const offered = named ? etiology.flatMap(({ evidence }) => evidence[0]?.text ?? []).slice(0, 3) : [];
      actions.push({
        kind: 'query',
        query: 'underlying-disease',
        about: manifestation.evidence[0]?.text ?? title,
        indicators: [...manifestation.evidence.slice(0, 2), ...etiology.flatMap(({ evidence }) => evidence.slice(0, 1))],
        ...(offered.length > 0 ? { options: [...offered, 'another disease, not named in the record'] } : {}),
      });
    }
    return actions;
  },
});
