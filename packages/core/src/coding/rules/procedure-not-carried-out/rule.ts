import type { Segment } from '../../../notes/structure.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule } from '../../rule.js';
import { REVIEW } from '../../score.js';

const PROCEDURE =
  /\b(?:procedure|surgery|operation|case|colonoscopy|endoscopy|egd|scope|bronchoscopy|cystoscopy|biopsy|catheteri[sz]ation|cath|angioplasty|pci|cardioversion|ablation|d&c|hysteroscopy|arthroscopy|injection|infusion|chemotherapy|transfusion|anesthesia|stress test|mri|block|insertion|replacement|repair|\w+(?:ectomy|otomy|ostomy|plasty|scopy))\b/i;
const NOT_DONE =
  /\b(?:cancell?ed|abort(?:ed)?|terminated|not (?:performed|carried out|done|completed|started)|could not be (?:performed|completed|done)|discontinued|abandoned|stopped early|incomplete)\b/i;
/** What is told of another day, or planned. */
const OTHER_TIME = /\b(?:previous\w*|prior|last (?:week|month|year|visit)|history|in (?:19|20)\d\d|ago|outside|will be|may be|if)\b/i;
const PATIENT =
  /\b(?:patient|pt|she|he|parent|mother|family) (?:declin\w*|refus\w*|changed|withdrew|did not (?:want|wish|consent)|decided|no longer (?:want|wish)\w*)|\bpatient(?:'s)? (?:decision|request|preference)\b/i;
const SMOKING = /\b(?:smok(?:ed|ing)|cigarette|nicotine|tobacco)\b/i;
/** A state of the patient that made going on unsafe. */
const CONTRAINDICATION =
  /\b(?:because of it|contraindicat\w*|unsafe|hypotens\w*|hypertens\w*|(?:blood pressure|bp) (?:too|of|was|\d+)|arrhythmia|fibrillation|rvr|tachycardi\w*|bradycardi\w*|desaturat\w*|hypox\w*|fever|febrile|infection|inr|anticoagula\w*|platelets?|potassium|hyperkal\w*|glucose|chest pain|st[- ](?:elevation|depression)|allerg\w*|reaction|pregnan\w*|not npo|ate|aspiration|unstable)\b/i;

export const rule = defineRule({
  id: 'procedure-not-carried-out',
  title: 'A procedure cancelled or given up is reported with the reason, after the diagnosis it was for',
  sources: [guideline('I.C.21.c.14'), guideline('II.F'), guideline('IV.A.2')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, { note, make, evidenceAt }) {
    const answer = candidates.filter(({ probability }) => probability >= REVIEW);
    const [first] = answer;
    if (!first || answer.some(({ code }) => /^Z53[023589]/.test(code))) return [];
    const said = note.segments.map((segment) => ({ segment, at: notDone(segment, note.text) })).find(({ at }) => at !== undefined);
    if (!said?.at) return [];
    const { segment, at } = said;
    // The reason stands in the sentence, or in the one before it.
    const words = note.text.slice(Math.max(0, segment.start - 160), Math.min(note.text.length, segment.end + 60));
    const code = PATIENT.test(words)
      ? 'Z5329'
      : SMOKING.test(note.text.slice(segment.start, segment.end))
        ? 'Z5301'
        : CONTRAINDICATION.test(words)
          ? 'Z5309'
          : 'Z538';
    const made = make({
      code,
      from: [first],
      evidence: [evidenceAt(at.start, at.end)],
      path: ['Procedure (surgical)', 'not done'],
      order: Number.MAX_SAFE_INTEGER,
      probability: 0.7,
    });
    const known = candidates.filter((candidate) => candidate.code.startsWith('Z53'));
    if (!made) return [];
    const action: Action = known.length > 0 ? { kind: 'replace', candidates: known, by: made } : { kind: 'add', candidate: made };
    return [action, { kind: 'not-first', code }];
  },
});

const NOT_READ: ReadonlySet<string> = new Set([
  'fh',
  'sh',
  'pmh',
  'psh',
  'plan',
  'followup',
  'instructions',
  'ros',
  'copied',
  'meds',
  'allergies',
]);

/** Where a segment says that a procedure of this encounter was not done, or not to its end. */
function notDone({ kind, start, end }: Segment, text: string): { start: number; end: number } | undefined {
  if (NOT_READ.has(kind)) return undefined;
  const said = text.slice(start, end);
  const cue = NOT_DONE.exec(said);
  if (!cue || OTHER_TIME.test(said)) return undefined;
  const from = Math.max(0, cue.index - 60);
  const near = PROCEDURE.exec(said.slice(from, cue.index + cue[0].length + 30));
  if (!near) return undefined;
  const low = Math.min(from + near.index, cue.index);
  return { start: start + low, end: start + Math.max(from + near.index + near[0].length, cue.index + cue[0].length) };
}
