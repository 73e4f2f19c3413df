import type { Evidence } from '../../model/note.js';
import { levelled } from './levelled-visit.js';
import { managementRisk } from './management-risk.js';
import { readMdm } from './mdm.js';
import type { NoteKind } from './note-kind.js';
import { minutesIn } from './quantities.js';
import { proofOf, type ServiceContext, type ServiceDraft, wordsOf } from './service-draft.js';
import { TELEMEDICINE_CODES } from './visit-setting.js';
import { minutesOf, sentenceWith } from './visit-time.js';

type Reader = (context: ServiceContext, kind: NoteKind, others: readonly ServiceDraft[]) => ServiceDraft[] | undefined;

/** Visits that have codes of their own, asked in this order; the first that answers decides. An empty answer says: no visit is billed. */
const READERS: readonly Reader[] = [
  criticalCare,
  newborn,
  discharge,
  surgicalFollowUp,
  prenatal,
  transition,
  psychiatry,
  checkIn,
  nurseVisit,
];

export function specialVisit(context: ServiceContext, kind: NoteKind, others: readonly ServiceDraft[]): ServiceDraft[] | undefined {
  for (const reader of READERS) {
    const answer = reader(context, kind, others);
    if (answer) return answer;
  }
  return undefined;
}

function draft(code: string, because: string, evidence: readonly (Evidence | undefined)[], family: string, units = 1): ServiceDraft {
  return { code, kind: 'visit', units, evidence: evidence.filter((item) => item !== undefined), because: [because], family };
}

const CRITICAL = /\bcrit(?:ical)? care\b|\bcc time\b/i;

/**
 * Critical care: 30 to 74 minutes, then each further 30 (CPT, Critical Care Services). Medicare counts the first further unit from
 * 104 minutes (CMS, CY2023 Physician Fee Schedule final rule).
 */
function criticalCare(context: ServiceContext): ServiceDraft[] | undefined {
  const minutes = minutesOf(context, CRITICAL);
  if (minutes === undefined || minutes < 30) return undefined;
  const proof = sentenceWith(context, CRITICAL, /\bmin/i) ?? sentenceWith(context, CRITICAL);
  const further = criticalCareUnits(minutes, context.medicare);
  return [
    draft('99291', `critical care, ${minutes} minutes`, [proof], 'critical-care'),
    ...(further > 0 ? [draft('99292', 'critical care, each further 30 minutes', [proof], 'critical-care', further)] : []),
  ];
}

/** Units of 99292. */
export function criticalCareUnits(minutes: number, medicare: boolean): number {
  if (medicare) return Math.max(0, Math.floor((minutes - 74) / 30));
  return minutes < 75 ? 0 : Math.floor((minutes - 75) / 30) + 1;
}

function newborn(context: ServiceContext): ServiceDraft[] | undefined {
  if (context.setting !== 'inpatient') return undefined;
  const head = context.note.text.slice(0, 900);
  if (!/\bnewborn|\bneonate|\bnursery|\bborn (?:at|via|by|to)\b/i.test(head) || (context.patient.age ?? 0) > 0) return undefined;
  if (
    !context.diagnoses.some((diagnosis) => /^(?:Z38|P)/.test(diagnosis.code)) &&
    !/\bnewborn (?:nursery|admission|h&p|history|progress|exam|discharge)/i.test(head)
  )
    return undefined;
  const proof = sentenceWith(context, /newborn|neonate|infant|born/i);
  if (/\b(?:admitted and discharged (?:on )?(?:the )?same|same[- ](?:day|date))\b/i.test(head))
    return [draft('99463', 'newborn admitted and discharged on one day', [proof], 'newborn')];
  if (/\bdischarge (?:summary|note|exam)\b/i.test(head)) return undefined;
  if (/\bprogress note|\bsubsequent|\bday of life [2-9]|\bdol\s?#?[2-9]/i.test(head))
    return [draft('99462', 'newborn, further hospital day', [proof], 'newborn')];
  const resuscitated = sentenceWith(
    context,
    /\b(?:positive pressure ventilation|ppv|chest compressions)\b/i,
    /\b(?:given|provided|performed|required|initiated|for \d+)\b/i,
  );
  return [
    draft('99460', 'newborn, first hospital day', [proof], 'newborn'),
    ...(resuscitated ? [draft('99465', 'newborn resuscitated at delivery', [resuscitated], 'newborn')] : []),
  ];
}

function discharge(context: ServiceContext): ServiceDraft[] | undefined {
  const { note, setting } = context;
  const head = note.text.slice(0, 600);
  const nursing =
    /\b(?:nursing (?:facility|home)|snf|skilled nursing)\b/i.test(head.slice(0, 250)) && /\bdischarge\b/i.test(head.slice(0, 250));
  const hospital = setting === 'inpatient' || (setting === 'outpatient' && /\bobservation\b/i.test(head));
  if (!nursing && !hospital) return undefined;
  const kinds = new Set(note.sections.map((section) => section.kind));
  const summary =
    nursing ||
    /\bdischarge (?:summary|note|day)\b/i.test(head) ||
    kinds.has('discharge-dx') ||
    kinds.has('discharge-condition') ||
    (kinds.has('course') && !/\b(?:progress note|consult|history and physical|h&p)\b/i.test(head));
  if (!summary) return undefined;
  if (/\b(?:admitted and discharged (?:on )?(?:the )?same|same[- ](?:day|date) (?:admission|admit|discharge))/i.test(head))
    return undefined;
  const said = dischargeTime(context);
  const minutes = said ? (minutesIn(said.text) ?? 0) + (/more than|greater than|over|>|exceed/i.test(said.text) ? 1 : 0) : undefined;
  const long = minutes !== undefined && minutes > 30;
  const [short, extended, what] = nursing ? ['99315', '99316', 'nursing facility discharge'] : ['99238', '99239', 'hospital discharge day'];
  return [
    draft(
      long ? extended : short,
      long ? `${what}, more than 30 minutes` : `${what}, 30 minutes or less or time not stated`,
      [said],
      'discharge',
    ),
  ];
}

/** What a note says of the time of discharge: with the word, or as minutes alone, last. */
function dischargeTime(context: ServiceContext): Evidence | undefined {
  const worded = sentenceWith(context, /\b\d{2,3}\s*(?:min|minutes)|\b(?:thirty|forty)/i, /\bdischarg|\btime\b|\bspent\b/i);
  if (worded) return worded;
  const alone = context.note.segments.findLast((segment) =>
    /^\W*(?:\d{2,3}\s*min(?:utes?)?\W*$|\d{2,3} minutes (?:were|was) spent)/i.test(wordsOf(context.note, segment)),
  );
  return alone && proofOf(context.note, alone);
}

/** Visits within the global period of an operation are part of it (Medicare Claims Processing Manual, chapter 12, section 40). */
function surgicalFollowUp(context: ServiceContext): ServiceDraft[] | undefined {
  if (context.setting !== 'office' && context.setting !== 'outpatient') return undefined;
  const said = sentenceWith(
    context,
    /\b(?:post-?\s?op(?:erative)?(?:ly)?\s+(?:visit|check|follow|appointment|day|evaluation|week)|global (?:period|follow)|(?:\d+|one|two|three|four|six)\s+(?:days?|weeks?)\s+(?:s\/p|status[- ]post|after|out from|post-?\s?op\w*|following))/i,
  );
  if (!said || (said.section !== 'cc' && said.section !== 'hpi' && said.section !== 'subjective' && said.section !== 'none'))
    return undefined;
  if (
    !/\b(?:surgery|operat\w*|post-?\s?op\w*|repair|ectomy|plasty|scop\w*|release|orif|excision|arthro\w*|section|global)\b|ectomy\b|plasty\b/i.test(
      said.text,
    )
  )
    return undefined;
  if (/\b(?:unrelated|new (?:problem|complaint|issue)|outside (?:the )?global)\b/i.test(context.note.text)) return undefined;
  if (/\b(?:1[3-9]|[2-9]\d)\s+weeks|\b(?:[4-9]|1\d)\s+months|\byears?\s+(?:s\/p|status|after|out)/i.test(said.text)) return undefined;
  if (context.diagnoses.filter((diagnosis) => !/^[V-Z]/.test(diagnosis.code)).length > 2) return undefined;
  return [draft('99024', 'follow-up within the global period of an operation', [said], 'global')];
}

/** A routine visit of pregnancy belongs to the obstetric package and is billed with the delivery (CPT, Maternity Care and Delivery). */
function prenatal(context: ServiceContext): ServiceDraft[] | undefined {
  if (context.setting === 'inpatient' || context.setting === 'ed') return undefined;
  const routine =
    context.diagnoses.some((diagnosis) => diagnosis.code.startsWith('Z34')) &&
    !context.diagnoses.some((diagnosis) => diagnosis.code.startsWith('O'));
  return routine && !/\b(?:confirm\w* (?:of )?pregnancy|pregnancy confirmation)\b/i.test(context.note.text) ? [] : undefined;
}

function transition(context: ServiceContext, _: NoteKind, others: readonly ServiceDraft[]): ServiceDraft[] | undefined {
  const said = sentenceWith(context, /\b(?:transitional care|tcm\b|transition of care (?:management|visit))/i);
  if (!said) return undefined;
  const days =
    /\b(\d{1,2})\s*(?:calendar )?days?\s+(?:ago|after (?:hospital )?discharge|post-?\s?discharge|since (?:hospital )?discharge|from discharge)|\bwithin\s+(\d{1,2})\s*(?:calendar )?days|\bday\s+(\d{1,2})\s+(?:after|post|since)/i.exec(
      context.note.text,
    );
  const after = days ? Number(days[1] ?? days[2] ?? days[3]) : undefined;
  const mdm = readMdm(context, others);
  if (mdm.level < 3) return undefined;
  const high = mdm.level === 4 && after !== undefined && after <= 7;
  return [
    {
      ...draft(
        high ? '99496' : '99495',
        high
          ? 'transition from hospital, high MDM, seen within 7 days'
          : 'transition from hospital, at least moderate MDM, seen within 14 days',
        [said],
        'transition',
      ),
      mdm: mdm.table,
    },
  ];
}

/** Psychotherapy by time: 16 to 37, 38 to 52, 53 minutes and more; beside a visit as add-on (CPT, Psychiatry). */
const PSYCHOTHERAPY = [
  { from: 53, alone: '90837', beside: '90838' },
  { from: 38, alone: '90834', beside: '90836' },
  { from: 16, alone: '90832', beside: '90833' },
] as const;
const THERAPY =
  /\b(?:psychotherapy|individual therapy|therapy session|cbt session|counseling session|supportive therapy|cognitive behaviou?ral therapy session|individual session|individual counseling)\b/i;

/** The psychotherapy code of so many minutes, alone or beside a visit. */
export function psychotherapyCode(minutes: number, beside: boolean): string | undefined {
  const row = PSYCHOTHERAPY.find((entry) => minutes >= entry.from);
  return row && (beside ? row.beside : row.alone);
}

function psychiatry(context: ServiceContext, kind: NoteKind, others: readonly ServiceDraft[]): ServiceDraft[] | undefined {
  const { text } = context.note;
  const head = text.slice(0, 900);
  if (context.setting === 'ed') return undefined;
  const drugs = managementRisk(context).level >= 3;
  const prescriber = drugs || /\b(?:psychiatrist|m\.?d\.?|d\.?o\.?|pmhnp|aprn|psychiatric nurse practitioner)\b/i.test(text.slice(-400));
  const evaluation =
    /\b(?:psychiatric (?:diagnostic )?evaluation|diagnostic (?:evaluation|interview|assessment)|initial (?:psychiatric|psychological|behavioral health|mental health|psych) (?:evaluation|assessment|intake|visit)|(?:mental health|behavioral health|therapy|psychological|psych) (?:intake|diagnostic)|biopsychosocial assessment)\b/i;
  const evaluated = evaluation.test(head) ? sentenceWith(context, evaluation) : undefined;
  if (evaluated || (evaluation.test(head) && kind !== undefined)) {
    const code = prescriber && drugs ? '90792' : '90791';
    return [draft(code, `psychiatric evaluation ${code === '90792' ? 'with' : 'without'} medical services`, [evaluated], 'psychiatry')];
  }
  const crisis = minutesOf(context, /\bcrisis (?:psychotherapy|intervention|session)|psychotherapy for crisis\b/i);
  if (crisis !== undefined && crisis >= 30) {
    const further = crisis < 75 ? 0 : Math.floor((crisis - 75) / 30) + 1;
    const proof = sentenceWith(context, /\bcrisis\b/i);
    return [
      draft('90839', `psychotherapy for crisis, ${crisis} minutes`, [proof], 'psychiatry'),
      ...(further > 0 ? [draft('90840', 'crisis, each further 30 minutes', [proof], 'psychiatry', further)] : []),
    ];
  }
  const family = sentenceWith(context, /\b(?:family (?:psycho)?therapy|couples (?:psycho)?therapy|conjoint)\b/i);
  if (family && /\b(?:family (?:psycho)?therapy|couples (?:psycho)?therapy|conjoint)\b/i.test(head)) {
    const absent = /\bwithout (?:the )?(?:patient|client)|\b(?:patient|client) not present/i.test(text);
    return [draft(absent ? '90846' : '90847', `family psychotherapy ${absent ? 'without' : 'with'} the patient`, [family], 'psychiatry')];
  }
  if (/\bgroup (?:psycho)?therapy\b/i.test(head))
    return [draft('90853', 'group psychotherapy', [sentenceWith(context, /\bgroup (?:psycho)?therapy\b/i)], 'psychiatry')];
  const proof = sentenceWith(context, THERAPY);
  if (!proof) return undefined;
  const minutes = minutesOf(context, THERAPY) ?? (THERAPY.test(head) ? sessionMinutes(context) : undefined);
  if (minutes === undefined) return undefined;
  const visit = drugs ? levelled(context, kind, others) : [];
  const code = psychotherapyCode(minutes, visit.length > 0);
  if (!code) return undefined;
  return [...visit, draft(code, `psychotherapy, ${minutes} minutes${visit.length > 0 ? ' beside the visit' : ''}`, [proof], 'psychiatry')];
}

/** Length of a session given by its clock times or as a duration. */
function sessionMinutes(context: ServiceContext): number | undefined {
  const span =
    /\b(\d{1,2}):(\d{2})\s*(?:am|pm)?[\s,;]*(?:-|–|to|until|stop\w*|end\w*)[\s:]*(\d{1,2}):(\d{2})\s*(?:am|pm)?/i.exec(context.note.text) ??
    /\bstart\w*[\s:]*([012]\d)([0-5]\d)[\s,;]*(?:-|–|to|until|stop\w*|end\w*)[\s:]*([012]\d)([0-5]\d)\b/i.exec(context.note.text);
  if (span) {
    const minutes = (Number(span[3]) * 60 + Number(span[4]) - Number(span[1]) * 60 - Number(span[2]) + 720) % 720;
    if (minutes > 0) return minutes;
  }
  const said = /\b(\d{2,3})[\s-]*min(?:ute)?s?\b/i.exec(context.note.text);
  return said ? Number(said[1]) : undefined;
}

function checkIn(context: ServiceContext): ServiceDraft[] | undefined {
  const proof = sentenceWith(context, /\b(?:virtual check-?in|brief (?:communication|telephone|virtual|check-?in))\b/i);
  if (proof) {
    const minutes = minutesIn(context.note.text);
    if (minutes !== undefined && minutes > 10) return undefined;
    return [
      draft(
        context.date >= TELEMEDICINE_CODES ? '98016' : 'G2012',
        'brief call about a problem of an established patient',
        [proof],
        'check-in',
      ),
    ];
  }
  if (context.date >= TELEMEDICINE_CODES) return undefined;
  const call = sentenceWith(context, /\b(?:telephone|phone) (?:visit|encounter|call|evaluation)\b/i);
  if (!call || context.setting !== 'office' || /\bvideo\b/i.test(context.note.text.slice(0, 900))) return undefined;
  const minutes = minutesIn(context.note.text);
  if (minutes === undefined || minutes < 5) return undefined;
  return [draft(minutes >= 21 ? '99443' : minutes >= 11 ? '99442' : '99441', `telephone visit, ${minutes} minutes`, [call], 'telephone')];
}

function nurseVisit(context: ServiceContext, _: NoteKind, others: readonly ServiceDraft[]): ServiceDraft[] | undefined {
  if (context.setting !== 'office') return undefined;
  const pattern =
    /\b(?:nurse[- ](?:only )?visit|rn visit|lpn visit|ma visit|nurse[- ]only|nursing visit|nurse (?:bp|blood pressure) check)\b/i;
  if (!pattern.test(context.note.text.slice(0, 500))) return undefined;
  // The nurse's part is in the administration code already (NCCI Policy Manual, chapter XI).
  if (
    others.some(
      (draftOfOther) => draftOfOther.kind === 'administration' || draftOfOther.kind === 'vaccine' || draftOfOther.code.startsWith('951'),
    )
  )
    return [];
  return [draft('99211', 'established patient seen by clinical staff', [sentenceWith(context, pattern)], 'office-established')];
}
