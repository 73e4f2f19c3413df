import { day } from '../../model/date.js';
import type { SectionKind } from '../../notes/structure.js';
import type { NoteKind } from './note-kind.js';
import { type ServiceContext, wordsOf } from './service-draft.js';

/** How a visit took place, when not in person. */
export type Remote = 'video' | 'audio' | undefined;

const VIDEO =
  /\b(?:telehealth|telemedicine|video|virtual|tele-?visit)\s+(?:visit|encounter|appointment|consult\w*|follow[- ]?up|evaluation|session|platform)|\b(?:conducted|performed|completed|seen|evaluated|provided|done|visit|encounter|session|held)\b[^.]{0,60}\b(?:via|by|using|over|through)\b[^.]{0,40}\b(?:video|telehealth|telemedicine|zoom|doxy|audio[- ]?(?:and|\/|-)?[- ]?(?:video|visual))|\baudio[- ]?(?:and|\/|-|&)?[- ]?(?:video|visual)\b|\bsynchronous\b/i;
const AUDIO =
  /\baudio[- ]only\b|\b(?:telephone|phone)\s+(?:visit|encounter|appointment|consult\w*|follow[- ]?up|evaluation|call visit|e\/m)|\b(?:conducted|performed|completed|evaluated|provided|visit|encounter|session|held)\b[^.]{0,40}\b(?:via|by|using|over)\b[^.]{0,20}\b(?:telephone|phone)\b/i;
const NEW =
  /\bnew (?:pt|patient)\b|\bestablish(?:ing|es)?\s+(?:\w+\s+)?care\b|\bnew to (?:the |this |our |my )?(?:practice|clinic|office|provider|me|area)\b|\bfirst visit\b|\bseen (?:here )?for the first time\b|\binitial (?:office )?(?:visit|consultation)\b|\bpresents? as a new\b|\bnot (?:been )?seen (?:here |in (?:this|our) (?:practice|clinic) )?(?:in|for) (?:the )?(?:last |past |over |more than )*(?:3|three) years\b/i;
/** The title may end with the word alone ("URGENT CARE, new"). */
const TITLED_NEW = /^\s*[^\n]{0,60}[,|:(–-]\s*new\s*(?:[\n.,)|–-]|$)/i;
const ESTABLISHED = /\bestablished (?:patient|pt)\b|\b(?:patient|pt) is established\b|\bnew (?:patient|pt)\s*[:?]\s*no\b/i;

/** A facility note says so in its title; the stay it follows is named later. */
const NURSING_VISIT =
  /\b(?:nursing (?:facility|home)|snf|skilled nursing(?: facility)?|long[- ]term care(?: facility)?|ltc)\b[^.\n]{0,30}\b(?:visit|note|h\s?&\s?p|history|admission|round|progress)\b/i;
/** Where the title of a note ends at the latest. */
const TITLE = 120;

/** The family of `visits.tsv` a visit belongs to; the reader of special visits has been asked before. */
export function visitFamily(context: ServiceContext, kind: NoteKind): { family: string; remote: Remote; because: string } | undefined {
  const { note, setting } = context;
  const head = note.text.slice(0, 900);
  const kinds = new Set(note.sections.map((section) => section.kind));
  const fresh = isNewPatient(context);
  if (setting === 'ed') return { family: 'emergency', remote: undefined, because: 'emergency department' };
  if (setting === 'inpatient' && !NURSING_VISIT.test(head.slice(0, TITLE))) return hospital(head, kinds);
  if (setting === 'outpatient' && /\bobservation\b/i.test(head)) return hospital(head, kinds);
  if (
    /\b(?:nursing (?:facility|home)|snf|skilled nursing|long[- ]term care facility|ltc facility)\b/i.test(head) &&
    !/\bfrom (?:a |the )?(?:nursing|snf|skilled)/i.test(head)
  ) {
    const first =
      /\b(?:initial|admission|new admission|admit|comprehensive)\b/i.test(head.slice(0, 500)) &&
      !/\b(?:follow[- ]?up|subsequent|monthly|routine|regulatory)\b/i.test(head.slice(0, 300));
    return { family: first ? 'nursing-initial' : 'nursing-subsequent', remote: undefined, because: 'nursing facility' };
  }
  if (
    /\b(?:home visit|house call|seen (?:today )?(?:at|in) (?:his|her|their|the patient's) (?:home|residence)|assisted living|group home visit|domiciliary|home[- ]based primary care)\b/i.test(
      head,
    )
  )
    return {
      family: fresh ? 'home-new' : 'home-established',
      remote: undefined,
      because: fresh ? 'home, new patient' : 'home, established patient',
    };
  if (kind === 'treatment' && setting === 'outpatient') return undefined;
  const remote = remoteOf(context);
  const who = fresh ? 'new patient' : 'established patient';
  if (remote !== undefined && context.date >= TELEMEDICINE_CODES && !context.medicare)
    return {
      family: `${remote}-${fresh ? 'new' : 'established'}`,
      remote,
      because: `${remote === 'video' ? 'video visit' : 'audio-only visit'}, ${who}`,
    };
  if (remote === undefined && isConsultation(note.text, head, kinds) && !context.medicare)
    return { family: 'consult-office', remote, because: 'opinion requested by another clinician' };
  return { family: `office-${fresh ? 'new' : 'established'}`, remote, because: who };
}

/** 98000–98015 begin; until then, and for payers that do not take them (Medicare), office codes carry modifier 95 or 93. */
export const TELEMEDICINE_CODES = day('2025-01-01');

function remoteOf(context: ServiceContext): Remote {
  for (const segment of context.note.segments) {
    if (segment.kind === 'plan' || segment.kind === 'followup' || segment.kind === 'instructions') continue;
    const text = wordsOf(context.note, segment);
    if (/\b(?:in[- ]person|return|follow[- ]?up (?:via|by)|schedule|next)\b/i.test(text)) continue;
    if (AUDIO.test(text) && !/\bvideo (?:visit|and audio|was used)\b/i.test(text)) return 'audio';
    if (VIDEO.test(text)) return 'video';
  }
  const head = context.note.text.slice(0, 400);
  return AUDIO.test(head) ? 'audio' : VIDEO.test(head) ? 'video' : undefined;
}

/** New: no service from the same specialty of the group within three years (CPT E/M guidelines); as the note says. */
export function isNewPatient(context: ServiceContext): boolean {
  const { text } = context.note;
  if (ESTABLISHED.test(text)) return false;
  return NEW.test(text) || TITLED_NEW.test(text);
}

function hospital(head: string, kinds: ReadonlySet<SectionKind>): { family: string; remote: Remote; because: string } | undefined {
  const at = (family: string, because: string) => ({ family, remote: undefined, because });
  if (/\b(?:admitted and discharged (?:on )?(?:the )?same|same[- ](?:day|date) (?:admission|admit|discharge|admit))/i.test(head))
    return at('hospital-same-day', 'admitted and discharged on one day');
  if (
    (kinds.has('consult-reason') || /\bconsult(?:ation)?(?: note| report)?\b/i.test(head.slice(0, 250))) &&
    !/\b(?:follow[- ]?up consult|progress note)/i.test(head)
  )
    return at('consult-hospital', 'consultation in hospital');
  if (
    /\b(?:progress note|subsequent|hospital day|hd\s?#?\s?\d|pod\s?#?\s?\d|overnight|interval (?:history|events)|daily note|rounding)\b/i.test(
      head,
    )
  )
    return at('hospital-subsequent', 'further hospital day');
  if (
    /\b(?:history (?:and|&) physical|h\s?&\s?p\b|h and p|admission (?:note|history|h&p)|admit(?:ting)? note|initial hospital)\b/i.test(head)
  )
    return at('hospital-initial', 'first hospital day');
  if (kinds.has('course') || kinds.has('discharge-dx') || kinds.has('discharge-condition')) return undefined;
  if (kinds.has('hpi') && (kinds.has('pmh') || kinds.has('fh') || kinds.has('sh') || kinds.has('meds')))
    return at('hospital-initial', 'first hospital day');
  if (kinds.has('assessment') || kinds.has('ap') || kinds.has('plan')) return at('hospital-subsequent', 'further hospital day');
  return undefined;
}

function isConsultation(text: string, head: string, kinds: ReadonlySet<SectionKind>): boolean {
  if (kinds.has('consult-reason')) return true;
  if (/\b(?:consultation (?:note|report|requested)|requesting (?:physician|provider|clinician))\b/i.test(head)) return true;
  return /\b(?:at the request of|requested (?:a |my |our )?(?:consultation|opinion|evaluation)|(?:asked|requested) (?:to|by)\b[^.]{0,60}\b(?:consult|opinion)|opinion and (?:advice|recommendations?))\b/i.test(
    text,
  );
}
