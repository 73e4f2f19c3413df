import { ASSESSMENT_KINDS } from '../../notes/structure.js';
import { managementRisk } from './management-risk.js';
import { type Mdm, readMdm } from './mdm.js';
import { MDM_WORDS } from './mdm-element.js';
import type { NoteKind } from './note-kind.js';
import type { ServiceContext, ServiceDraft } from './service-draft.js';
import type { VisitLevel } from './service-tables.js';
import { type Remote, visitFamily } from './visit-setting.js';
import { sentenceWith, totalTime } from './visit-time.js';

/** Minutes beyond the highest level that make each unit of prolonged service (99417, 99418; G2212 starts later, at the level's end). */
const PROLONGED_STEP = 15;
/** Medicare counts prolonged office time from the end of the highest level (CMS, CY2021 Physician Fee Schedule final rule). */
const MEDICARE_TOP: Readonly<Record<string, number>> = { '99205': 74, '99215': 54 };

/** A visit whose level follows from medical decision making or time. */
export function levelled(context: ServiceContext, kind: NoteKind, others: readonly ServiceDraft[]): ServiceDraft[] {
  const { note, diagnoses } = context;
  // A visit is evaluated and managed: without an assessment or plan there is none to bill.
  if (
    !note.sections.some((section) => ASSESSMENT_KINDS.has(section.kind) || section.kind === 'plan' || section.kind === 'course') &&
    kind !== 'visit'
  )
    return [];
  if (diagnoses.length === 0 && context.setting !== 'ed') return [];
  if (NOT_CHARGED.test(note.text)) return [];
  if (onlyProcedure(context, others) || onlyTreatment(context, kind, others)) return [];
  const placed = visitFamily(context, kind);
  if (!placed) return [];
  const levels = context.tables.visitLevels(placed.family);
  const mdm = readMdm(context, others);
  const byMdm = levels.find((entry) => entry.level === mdm.level);
  if (!byMdm) return [];
  const time = totalTime(context);
  const byTime = time ? levels.filter((entry) => entry.minutes !== undefined && time.minutes >= entry.minutes).at(-1) : undefined;
  const chosen = time && byTime && byTime.level > byMdm.level && byTime.code !== byMdm.code ? byTime : byMdm;
  const evidence = chosen === byTime && time ? [time.evidence] : mdm.table.elements.flatMap((element) => element.evidence).slice(0, 6);
  const visit: ServiceDraft = {
    code: chosen.code,
    kind: 'visit',
    units: 1,
    evidence,
    because:
      chosen === byMdm
        ? [`${placed.because}, MDM ${MDM_WORDS[mdm.level]}`, ...explain(mdm), ...nextLevel(levels, chosen, mdm)]
        : [
            `${placed.because}, ${time?.minutes ?? 0} minutes on the day of the visit (${chosen.minutes ?? 0} needed)`,
            `MDM alone: ${MDM_WORDS[mdm.level]}`,
          ],
    mdm: mdm.table,
    family: placed.family,
    ...(placed.family.startsWith('office') ? { given: remoteModifier(placed.remote) } : {}),
  };
  return [visit, ...prolonged(context, levels, time), ...continuingCare(context, placed.family, others)];
}

function remoteModifier(remote: Remote): { modifier: string; because: string }[] {
  if (remote === 'video') return [{ modifier: '95', because: 'by video, for a payer or date that keeps office codes' }];
  return remote === 'audio' ? [{ modifier: '93', because: 'by telephone alone, for a payer or date that keeps office codes' }] : [];
}

function explain(mdm: Mdm): string[] {
  return mdm.table.elements.map((element) => `${element.element} ${element.level} (${element.because})`);
}

function nextLevel(levels: readonly VisitLevel[], chosen: VisitLevel, mdm: Mdm): string[] {
  const next = levels.find((entry) => entry.level > chosen.level && entry.code !== chosen.code);
  return next && mdm.table.next ? [`${next.code} would need ${mdm.table.next}`] : [];
}

function prolonged(context: ServiceContext, levels: readonly VisitLevel[], time: ReturnType<typeof totalTime>): ServiceDraft[] {
  const top = levels.at(-1);
  if (!top?.minutes || !time) return [];
  const medicareEnd = context.medicare ? MEDICARE_TOP[top.code] : undefined;
  const units = Math.floor((time.minutes - (medicareEnd ?? top.minutes)) / PROLONGED_STEP);
  if (units < 1) return [];
  const code = medicareEnd !== undefined ? 'G2212' : context.setting === 'inpatient' ? '99418' : '99417';
  return [
    {
      code,
      kind: 'visit',
      units,
      evidence: [time.evidence],
      because: [`prolonged: ${time.minutes} minutes, ${PROLONGED_STEP} a unit beyond ${medicareEnd ?? top.minutes}`],
      family: 'prolonged',
    },
  ];
}

/** Words of one who is the continuing focus of a patient's care, or cares for one serious or complex condition over time. */
const CONTINUING =
  /\bG2211\b|\blongitudinal (?:care|relationship|management|follow[- ]?up)\b|\bcontinuing focal point\b|\b(?:ongoing|long-?term|continuous) (?:care )?relationship\b/i;

/**
 * G2211 beside an office visit of Medicare where the note says that the care is continuing; not beside a visit that carries 25, unless
 * for prevention or a vaccine (CMS, CY2024 and CY2025 Physician Fee Schedule final rules).
 */
function continuingCare(context: ServiceContext, family: string, others: readonly ServiceDraft[]): ServiceDraft[] {
  if (!context.medicare || !family.startsWith('office')) return [];
  if (others.some(({ kind, row }) => kind !== 'vaccine' && kind !== 'administration' && row?.global !== undefined)) return [];
  const said = sentenceWith(context, CONTINUING);
  if (!said) return [];
  return [
    { code: 'G2211', kind: 'visit', units: 1, evidence: [said], because: ['continuing care beside the visit'], family: 'continuing-care' },
  ];
}

/** The note says itself that its visit is not billed. */
const NOT_CHARGED =
  /\bno (?:separate )?(?:visit|e\/?m|office visit) (?:charge|billed|service)\b|\bvisit (?:is )?(?:within|included in|part of) (?:the |our |her )?global\b|\bno (?:separate )?charge for (?:the |this )?visit\b/i;

const COME_FOR =
  /\b(?:here|presents?|presenting|returns?|scheduled|seen|comes? in|came in|arrives?|visit|in)\s+(?:today\s+)?for\s+(?:(?:a|an|the|his|her|their|planned|scheduled|repeat|routine|next|first|second|third|[\w'-]+)\s+){0,6}?(?:injections?|procedures?|excision|biops(?:y|ies)|removal|cryotherapy|colposcopy|insertion|placement|shots?|vaccin\w*|immuni[sz]ations?|series|botox|iud|nexplanon|vasectomy|circumcision|debridement|allergy shots?|leep|nail trimming|treatment|infusion|depo|draw|foot care|nail care|nail debridement|cystoscopy|laryngoscopy|colonoscopy|endoscopy|nst|non-?stress test|ultrasound|allergy injections?|suture removal|ear wash|ear lavage|fitting|pessary)\b/i;

/** Words that say that a procedure decided before was all there was. */
const NOTHING_ELSE =
  /\b(?:nothing else|no other (?:problems?|concerns?|complaints?|issues?))\s+(?:was |were )?(?:discussed|addressed|today)|\bprocedures? (?:was |were )?(?:scheduled|booked|decided|planned) (?:at|on|during)\b|\bno separate (?:e\/?m|evaluation)|\bexam(?:ination)? limited to the (?:wounds?|lesions?|site)\b/i;

/** The choice was made at this visit. */
const COUNSELLED = /\bcounsel\w*|\boptions (?:were )?(?:discussed|reviewed)|\bdiscussed (?:\w+ ){0,3}options/i;
const PLANNED_REASON = /^Z30\.(?:017|2|43|46)/;

/** A patient who came for a planned procedure alone was not evaluated separately (CPT, Surgery guidelines; modifier 25). */
function onlyProcedure(context: ServiceContext, others: readonly ServiceDraft[]): boolean {
  const done = others.some(
    (draft) =>
      (draft.kind === 'procedure' && (draft.row?.global !== undefined || draft.row?.traits.has('care'))) ||
      draft.kind === 'vaccine' ||
      (draft.kind === 'administration' && draft.code.startsWith('96')),
  );
  if (!done) return false;
  const story = context.note.segments.filter(
    (segment) => segment.kind === 'cc' || segment.kind === 'hpi' || segment.kind === 'subjective' || segment.kind === 'none',
  );
  if (NOTHING_ELSE.test(context.note.text)) return true;
  const problems = context.diagnoses.filter((diagnosis) => !/^[V-Z]/.test(diagnosis.code));
  // Contraception or sterilisation decided on before is all the visit is for (reason for the encounter: Z30).
  if (problems.length === 0 && !COUNSELLED.test(context.note.text) && PLANNED_REASON.test(context.diagnoses[0]?.code ?? '')) return true;
  const came = story.some((segment) => COME_FOR.test(context.note.text.slice(segment.start, segment.end)));
  return (
    came &&
    (problems.length <= 1 || managementRisk(context).level < 3) &&
    !/\bnew problem|\balso (?:complains|reports|notes|wants)/i.test(context.note.text)
  );
}

/** A record of treatment without history or examination, or of therapy by the quarter hour, is no visit. */
function onlyTreatment(context: ServiceContext, kind: NoteKind, others: readonly ServiceDraft[]): boolean {
  if (others.some((draft) => draft.row?.traits.has('each15') || /^9894[0-2]$/.test(draft.code))) return true;
  const kinds = new Set(context.note.sections.map((section) => section.kind));
  if (others.some((draft) => draft.row?.traits.has('monthly')) && !kinds.has('exam')) return true;
  const seen =
    [...kinds].some((one) => SEEN.has(one)) ||
    EXAMINED.test(context.note.text) ||
    (kind === 'visit' && others.length === 0 && kinds.has('plan') && [...kinds].some((one) => ASSESSMENT_KINDS.has(one)));
  return (
    !seen &&
    (context.setting === 'outpatient' ||
      (kind === 'treatment' && others.length > 0) ||
      others.some((draft) => draft.kind === 'administration' && draft.code.startsWith('96')))
  );
}

/** Organs heard and felt: an examination without its title. */
const EXAMINED =
  /\b(?:lungs?|heart|abdomen|abd|chest)\b[^.;]{0,20}\b(?:clear|regular|rrr|soft|nontender|no rub|normal)\b|\bon (?:physical )?exam(?:ination)?\b|\bblood pressure (?:is |was |of )?\d{2,3}\b/i;

const SEEN: ReadonlySet<string> = new Set(['hpi', 'subjective', 'exam', 'ros']);
