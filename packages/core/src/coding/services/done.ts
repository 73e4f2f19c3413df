import { formatDay } from '../../model/date.js';
import type { SectionKind, Segment } from '../../notes/structure.js';
import { isTitledTest } from './note-kind.js';
import { type ServiceContext, titleOf, wordsOf } from './service-draft.js';

/** Sections that report what was done. */
export const REPORT_KINDS: ReadonlySet<SectionKind> = new Set([
  'procedure',
  'findings',
  'technique',
  'specimen',
  'preop-dx',
  'postop-dx',
  'anesthesia',
]);

/** Sections that tell of other days, other people or what is still to come. */
const ELSEWHERE_KINDS: ReadonlySet<SectionKind> = new Set([
  'psh',
  'pmh',
  'fh',
  'sh',
  'obhx',
  'problem-list',
  'instructions',
  'followup',
  'allergies',
  'ros',
  'signature',
  'demographics',
  'consult-reason',
  'copied',
]);
/** Sections that tell the story: what is said there was done here only if the words say so. */
const STORY_KINDS: ReadonlySet<SectionKind> = new Set(['cc', 'hpi', 'subjective', 'indication', 'meds', 'none', 'course']);

const COMING =
  /\b(?:will|would|should|may|might|could|plan(?:s|ned|ning)? (?:for|to|on|is)|planned|order(?:ed|s|ing)?|schedul\w*|refer(?:red|ral|rals|s)?|recommend\w*|consider\w*|return|rtc|pending|await\w*|defer\w*|declin\w*|refus\w*|offer(?:ed)?|candidate|needs?|if|next|future|upcoming|to be|advised?|request\w*|hold off|unable to|not able to|cancel\w*|postpon\w*|eligible|due for|due in|discussed|options?|risks of|prior auth\w*|repeat in|recheck|set up|arrange\w*|obtain|get|proceed with|awaiting|interested in|wants?|prefers?|today we will)\b/i;
/** Words that make a sentence an order even where something else in it was done. */
const ORDERED =
  /\b(?:order(?:ed|s|ing)?|referr(?:ed|al|als)|refer|schedul\w*|recommend\w*|declin\w*|refus\w*|defer(?:red|s)?|will|would|should|plan(?:s|ned)? (?:for|to)|due for|overdue|consider\w*|pending)\b/i;
const ELSEWHERE =
  /\b(?:last (?:week|month|year|visit|night|time|colonoscopy|mammogram|pap)|previous(?:ly)?|prior|outside|ago|yesterday|in (?:19|20)\d\d|history of|h\/o|status post|s\/p|(?:at|in) (?:an? |the )?(?:urgent care|outside|er\b|emergency)|at home|at the pharmacy|elsewhere|from (?:the )?(?:ed|er|hospital|outside)|since the|per (?:pt|patient)|had (?:a|an|her|his)|up to date|utd|most recent|earlier this (?:year|month)|by (?:her|his|their) (?:pcp|surgeon|cardiologist))\b|\b(?:on|from|dated?)\s+\d{1,2}\/\d{1,2}(?:\/\d{2,4})?\b/i;
const ACTED =
  /\b(?:performed|done|obtained|given|administered|completed|injected|aspirated|placed|applied|removed|excised|repaired|closed|sutured|drained|incised|irrigated|lavaged|collected|taken|underwent|received|tolerated|advanced|inserted|debrided|trimmed|pared|treated|cauterized|ablated|prepped|anesthetized|reduced|splinted|casted|intubated|cardioverted|infused|evacuated|extracted|retrieved|introduced|snipped|relocated|pulled|numbed|grasped|tubed|sewn|stapled|packed|ligated|banded|dilated|deployed|lanced|froze|put on|popped out|came out|out (?:intact|in (?:one|1) piece)|hyperpronat\w*|bleeding (?:stopped|controlled)|hemostasis|fitted|punctured|resected|pinned|withdrawn|harvested|biopsied|frozen|anesthesia|consent|sterile|ran|under my direction|directed by me|read|interpreted|reviewed with|flushed|instilled|destroyed|successful(?:ly)?|without complication\w*|no complications?|lot)\b/i;
const HERE =
  /\b(?:today|in[- ](?:the )?(?:office|clinic|house|room|ed|department)|office|at (?:the )?bedside|bedside|point[- ]of[- ]care|poct?|this visit|during (?:the|this) visit|here|in-office|by me|on arrival|this (?:morning|afternoon))\b/i;
const RESULT =
  /\b(?:positive|negative|neg|pos|normal|abnormal|show(?:s|ed|ing)?|reveal\w*|demonstrat\w*|read as|result(?:s|ed)?|detected|non-?reactive|reactive|sinus|trace|scored?|pass(?:ed)?|fail(?:ed)?|within normal|wnl|unremarkable|reading|no (?:acute|fracture|st)|type [abc])\b|[:=]\s*\+?\d|\b\d+(?:\.\d+)?\s*(?:%|mg|\/\d)|\bof \d|(?:^|[\s(])[-+](?:$|[\s,.)])/i;

/** Begun and ended by the clock. */
const TIMED = /\bstart(?:ed)?\W{0,3}\d{1,2}:?\d{2}\b[^.;]*\b(?:stop|end)/i;

const NOT_AHEAD = /\b(?:not|no|without|never|denies|declin\w*|refus\w*|defer\w*|negative for|avoid\w*)\b[^.;:]{0,40}$/i;
/** What comes right after these words was done on another day, whatever else the sentence tells. */
const PAST_AHEAD = /\b(?:s\/p|status post|h\/o|hx of|history of)\s+(?:\w+\s+){0,2}$/i;
const NOT_BEHIND =
  /^[^.;:]{0,12}\b(?:not (?:performed|done|given|administered|obtained|indicated|needed|necessary|placed|available|tolerated)|(?:was |were |is )?(?:declined|refused|deferred|held|not))\b/i;

const MEASURED = /\b\d+(?:\.\d+)?\s?(?:mm|cm|ml|mg)\b/i;
/** Time spent is written down for what was done. */
const MINUTES = /\d\s*min/i;

const OPERATIONS = /^operations?$/i;

const CALLED_OFF = /\b(?:case|procedure|surgery|operation) (?:was )?(?:cancell?ed|aborted|terminated|discontinued|called off)\b/i;

/** A line that begins with the name of a test reports it ("Vision screening: 20/20"). */
const LEADING = 2;

const DAY_BEHIND = /^[^.;:]{0,15}?\b(\d{1,2})\/(\d{1,2})\b(?!\s*(?:%|score|correct))/;

/** Whether a date right after a test is another than the day of the visit. */
function ofAnotherDay({ date }: ServiceContext, behind: string): boolean {
  const match = DAY_BEHIND.exec(behind);
  if (!match) return false;
  const month = Number(match[1]);
  const dayOfMonth = Number(match[2]);
  if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > 31) return false;
  const [, ownMonth, ownDay] = formatDay(date).split('-').map(Number);
  return month !== ownMonth || dayOfMonth !== ownDay;
}

/** Those who are told, asked or heard are not those it was done to. */
const SPOKEN_WITH =
  /\b(?:counsel\w*|discuss\w*|explain\w*|consent\w*|review\w*|spoke|offered)\b[^.;]{0,40}\b(?:mother|mom|father|dad|parents?|guardian|daughter|son|wife|husband|spouse|family|caregiver|sister|brother|grandmother)\b/i;
/** The result of a test right after its name. */
const RESULT_BEHIND =
  /^[^.;:=]{0,40}[:=]\s*(?:pass\w*|normal|abnormal|neg\w*|pos\w*|trace|fail\w*|non-?reactive|reactive|within|[+-]?\d)|^[^.;:=]{0,12}\b(?:passed|failed)\b/i;
/** Sections that run on into the next paragraph when their title stands at the beginning of a line of prose. */
const RUN_ON: ReadonlySet<SectionKind> = new Set(['ros', 'pmh', 'psh', 'fh', 'sh', 'allergies', 'meds', 'demographics', 'obhx']);

/** Whether a segment stands after the paragraph to which the title of its section belongs ("Past: knee surgery." then the examination). */
export function leftSection({ note, kind }: ServiceContext, segment: Segment): boolean {
  const section = note.sections[segment.section];
  if (!section) return false;
  // A report gives who and why in a line each; the next line tells what was done.
  const lined =
    section.kind === 'demographics' ||
    (kind === 'operative' && (section.kind === 'indication' || (section.kind === 'assessment' && segment.form === 'sentence')));
  if (!lined && !RUN_ON.has(section.kind)) return false;
  const between = note.text.slice(section.contentStart, segment.start);
  return /^[ \t]*\S/.test(between) && (lined ? /\n/ : /\n[ \t]*\r?\n/).test(between);
}

/** Whether the lines just before, of the same paragraph, say that this was done here. */
function saidBefore({ note }: ServiceContext, segment: Segment): boolean {
  const at = note.segments.indexOf(segment);
  for (let i = at - 1; i >= 0 && i >= at - NEAR; i--) {
    const other = note.segments[i] as Segment;
    if (other.section !== segment.section || /\n[ \t]*\r?\n/.test(note.text.slice(other.end, segment.start))) return false;
    if (HERE.test(wordsOf(note, other))) return RESULT.test(wordsOf(note, segment));
  }
  return false;
}

/** Sentences back to which the place of a series of tests is said. */
const NEAR = 3;

export type DoneKind = 'act' | 'test' | 'here' | 'imaging' | 'counsel';

/**
 * Why an event was not done in this encounter, or undefined when it was: a service is billed when it was performed, not when it is
 * ordered, planned, referred for, declined, remembered or denied.
 * @param from, to tokens of the segment that name the event
 * @param stated whether the words give details only the doer knows (views, sizes, doses)
 */
export function refusalOf(
  context: ServiceContext,
  segment: Segment,
  from: number,
  to: number,
  kind: DoneKind,
  stated: boolean,
): string | undefined {
  const section = context.note.sections[segment.section];
  const left = leftSection(context, segment);
  const header = left ? '' : (section?.header ?? '');
  const title = left ? '' : titleOf(context.note, segment);
  const sectionKind = left ? 'none' : segment.kind;
  if (
    /\b(?:plan(?:ned)?|future|pending|ordered|orders|prior|previous|outside|past|history|historical|recommend)/i.test(header) &&
    !/today|performed|and plan|\/\s*plan|&/i.test(header) &&
    sectionKind !== 'plan' &&
    sectionKind !== 'orders'
  )
    return 'its section tells of other days';
  // A facility bills the operation it had scheduled and stopped, with 73 or 74 (CPT Appendix A).
  if (/\bscheduled\b/i.test(`${header} ${segment.label}`) && kind === 'act' && CALLED_OFF.test(context.note.text)) return undefined;
  if (/\b(?:planned|scheduled|pending|future)\b/i.test(segment.label)) return 'its label tells of other days';
  // "Operations" of a report are those of the day; of a history, those of the past.
  const operated = context.kind === 'operative' && OPERATIONS.test(header);
  if (ELSEWHERE_KINDS.has(sectionKind) && !operated) return `told in the section ${sectionKind}`;
  const text = wordsOf(context.note, segment);
  const first = segment.tokens[from];
  const last = segment.tokens[to - 1];
  if (!first || !last) return 'no words';
  const asserted = context.judge(segment, first.start, last.end);
  if (asserted.experiencer === 'other' && !SPOKEN_WITH.test(text)) return 'said of someone else';
  // A cue after the event denies a complication or a finding ("placed without difficulty", "strep: negative").
  const ahead = text.slice(0, first.start - segment.start);
  const behind = text.slice(last.end - segment.start, last.end - segment.start + 40);
  if (asserted.assertion === 'negated' && NOT_AHEAD.test(ahead)) return 'said not to be done';
  if (PAST_AHEAD.test(ahead)) return 'told of another day';
  if (NOT_BEHIND.test(behind)) return 'said not to be done';
  if ((kind === 'imaging' || kind === 'test') && ofAnotherDay(context, behind)) return 'told of another day';
  const resulted = kind !== 'act' && RESULT_BEHIND.test(text.slice(last.end - segment.start, last.end - segment.start + 60));
  if (!resulted && (asserted.assertion === 'hypothetical' || asserted.assertion === 'conditional')) return asserted.assertion;
  const before = text.slice(0, last.end - segment.start);
  const isReport =
    REPORT_KINDS.has(sectionKind) ||
    operated ||
    ((kind === 'test' || kind === 'here') && context.kind === 'treatment' && isTitledTest(context.note)) ||
    (context.kind === 'operative' && (sectionKind === 'none' || segment.form === 'heading')) ||
    // A heading in the course of the stay begins the account of what was done at that hour.
    (sectionKind === 'course' && segment.form === 'heading') ||
    /\b(?:(?:pft|pulmonary function|vascular|eeg|emg|sleep|echo) lab(?:oratory)?|performed|today|in[- ]office|in[- ]clinic|poct?|point[- ]of[- ]care|procedures?|administered|given)\b/i.test(
      title,
    );
  const here =
    HERE.test(text) ||
    /today|office|clinic|poct?|point of care|in-house/i.test(title) ||
    ((kind === 'test' || kind === 'imaging') && saidBefore(context, segment));
  // A sentence that begins with the act and gives a measure reports it ("Shave biopsy of 6 mm papule, left temple").
  const acted = ACTED.test(text) || TIMED.test(text) || (kind === 'act' && sectionKind === 'none' && from === 0 && MEASURED.test(text));
  const coming = COMING.test(text);
  const elsewhere = ELSEWHERE.test(text);
  if (sectionKind === 'orders' && !here && !acted) return 'ordered';
  if (isReport)
    return elsewhere && !acted && !here
      ? 'told of another day'
      : coming && !acted && COMING.test(before) && sectionKind !== 'procedure'
        ? 'still to come'
        : undefined;
  if (elsewhere && !here && !(kind === 'counsel' && MINUTES.test(text))) return 'told of another day';
  if (asserted.temporality === 'historical' && !here) return 'historical';
  // What follows the complaint itself is told by the author, not by the patient.
  const story = STORY_KINDS.has(sectionKind) && !(sectionKind === 'cc' && segment.start > (section?.contentStart ?? 0) + 1);
  switch (kind) {
    case 'act':
      if (coming && !(acted && (here || !(COMING.test(before) || ORDERED.test(text))))) return 'still to come';
      if (story && !(here && acted) && !(sectionKind === 'course' && acted) && !(sectionKind === 'none' && acted))
        return 'told, not reported';
      return acted || here ? undefined : 'not said to be done';
    case 'test':
      if (coming && !(acted || (here && RESULT.test(text)))) return 'still to come';
      return here || (acted && (!story || sectionKind === 'none')) ? undefined : 'not said to be done here';
    case 'here':
      if (coming && !acted && !RESULT.test(text)) return 'still to come';
      if (story && sectionKind !== 'none' && sectionKind !== 'course' && !(from <= LEADING && RESULT.test(text)))
        return here && (acted || RESULT.test(text)) ? undefined : 'told, not reported';
      return here || acted || RESULT.test(text) ? undefined : 'no result';
    case 'imaging':
      if (coming && !(acted && here) && !RESULT.test(text)) return 'still to come';
      if (story && !here) return 'told, not reported';
      return (here && (acted || RESULT.test(text))) || (here && stated) || (stated && (RESULT.test(text) || acted))
        ? undefined
        : 'not said to be done here';
    case 'counsel':
      return asserted.assertion === 'negated' && !MINUTES.test(text) ? 'said not to be done' : undefined;
  }
}
