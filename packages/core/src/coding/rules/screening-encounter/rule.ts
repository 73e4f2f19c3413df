import type { Candidate } from '../../candidate.js';
import { answered } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule, type RuleContext } from '../../rule.js';

const SCREENING = /^Z1[1-3]/;
/** Sections that say why the patient came or what was done. */
const REASON: ReadonlySet<string> = new Set(['cc', 'indication', 'consult-reason', 'preop-dx', 'procedure']);
/** "Screening for …", "screening mammogram for …": the disease is looked for. */
const BEFORE = /\bscreen(?:ing|ed|s)?\b(?! (?:positive|detected))[^.;:\n]{0,45}?\b(?:for|of)\s+(?:[\w-]+\s+){0,2}$/i;
/** The report of an endoscopy of the colon, and what its indication says when that is the screening. */
const COLONOSCOPY = /\bcolonoscopy\b/i;
const SCREENED = /(?<!\b(?:positive|abnormal|failed)\s)\bscreening\b(?!\s(?:test\s)?(?:positive|abnormal))/i;
/** A screening for the same disease that says how it is done. */
const MAMMOGRAM = /\bscreening mammo\w+|\bmammo\w+ screening/i;
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
    // "Indication: screening" of a colonoscopy is that for colorectal cancer, whatever it finds.
    const indication = colonoscopyForScreening(candidates, context);
    if (indication) {
      actions.push({ kind: 'add', candidate: indication }, { kind: 'first', code: indication.code });
    }
    // Cancer of the breast is screened for by mammogram (Z12.31) unless another way is documented (Z12.39).
    for (const other of candidates.filter(({ code }) => code === 'Z1239')) {
      if (candidates.some(({ code }) => code === 'Z1231') || !MAMMOGRAM.test(context.note.text)) continue;
      const mammogram = context.make({ code: 'Z1231', from: [other], path: [...other.path, 'mammogram'] });
      if (mammogram) actions.push({ kind: 'replace', candidates: [other], by: mammogram });
    }
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

function colonoscopyForScreening(candidates: readonly Candidate[], context: RuleContext): Candidate | undefined {
  const { note } = context;
  if (candidates.some(({ code, probability }) => (code === 'Z1211' && probability >= 0.5) || code.startsWith('Z0'))) return undefined;
  const segment = note.segments.find(({ kind, start, end }) => kind === 'indication' && SCREENED.test(note.text.slice(start, end)));
  if (!segment || !COLONOSCOPY.test(note.text)) return undefined;
  const at = note.text.slice(segment.start, segment.end).search(SCREENED) + segment.start;
  if (context.prepare(segment).judge(at, at + 'screening'.length).assertion !== 'present') return undefined;
  return context.make({
    code: 'Z1211',
    from: [],
    evidence: [context.evidenceAt(segment.start, segment.end)],
    path: ['Screening', 'colonoscopy', 'malignant neoplasm of colon'],
    order: 0,
    probability: 0.9,
  });
}
