import { answered } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule } from '../../rule.js';

const SCREENING = /^Z1[1-3]/;
/** Sections that say why the patient came or what was done. */
const REASON: ReadonlySet<string> = new Set(['cc', 'indication', 'consult-reason', 'preop-dx', 'procedure']);
/** "Screening for …", "screening mammogram for …": the disease is looked for. */
const BEFORE = /\bscreen(?:ing|ed|s)?\b(?! (?:positive|detected))[^.;:\n]{0,45}?\b(?:for|of)\s+(?:[\w-]+\s+){0,2}$/i;
const AFTER = /^\s*(?:risk\s+)?screen(?:ing)?\b(?!\s*(?:positive|was positive|detected))/i;

export const rule = defineRule({
  id: 'screening-encounter',
  title: 'A screening is coded as such, first when it is why the patient came, with what it finds after it',
  sources: [guideline('I.C.21.c.5')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  admit({ mention, segment }, { note }) {
    if (/^[ZV-Y]/.test(mention.code)) return undefined;
    const looked =
      BEFORE.test(note.text.slice(segment.start, mention.start)) ||
      AFTER.test(note.text.slice(mention.end, Math.min(segment.end, mention.end + 30)));
    return looked ? { reason: 'screened for, not found (guideline I.C.21.c.5)' } : undefined;
  },
  apply(candidates, context) {
    const actions: Action[] = [];
    const found = answered(candidates, /^[A-Y]/);
    for (const screening of candidates.filter(({ code }) => SCREENING.test(code))) {
      const reason = screening.evidence.some(({ section }) => REASON.has(section ?? ''));
      if (!reason || screening.assertion.assertion !== 'present') continue;
      if (screening.probability < 0.8 && found.length > 0) {
        const strongest = Math.max(...found.map(({ probability }) => probability));
        const raised = context.make({
          code: screening.code,
          from: [screening],
          probability: Math.max(screening.probability, strongest),
          path: screening.path,
          order: screening.order,
        });
        if (raised) actions.push({ kind: 'replace', candidates: [screening], by: raised });
      }
      if (screening.probability >= 0.5 || found.length > 0) actions.push({ kind: 'first', code: screening.code });
    }
    return actions;
  },
});
