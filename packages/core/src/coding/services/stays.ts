import { REPORT_KINDS } from './done.js';
import type { NoteKind } from './note-kind.js';
import { type ServiceContext, type ServiceDraft, wordsOf } from './service-draft.js';

/** What the author of a hospital note bills: services performed, and whether a visit. */
export interface StayServices {
  readonly procedures: readonly ServiceDraft[];
  readonly visits: boolean;
}

const SUMMARY =
  /\b(?:discharge|transfer|delivery|maternity|icu|death|procedure)\s+(?:\/\s*)?(?:\w+\s+){0,2}summary\b|\bsummary of (?:stay|hospitali[sz]ation)\b/i;
const REPORT = /\b(?:operative|operation|procedure|cath(?:eterization)?|endoscopy|brief op)\s+(?:report|note)\b/i;
/** The note of the one who attended the birth. */
const BIRTH = /\bdelivery (?:note|report)\b|\bcesarean\b[^\n]{0,30}\b(?:note|report)\b/i;
/** Words of one who tells how an operation was done. */
const ACCOUNT =
  /\b(?:incision|incised|opened|dissect\w*|divided|clipped|ligated|clamp\w*|sutur\w*|stapled?|closed|closure|drain|cut|resected|excised|retract\w*|mobili[sz]ed|laid|fixed|anastomos\w*|port|trocar|reamed|broached|cemented|harvested|hemostasis|prepped|draped|removed|turned|plated|exposed|cannulat\w*|bypass|implanted|retrieved|swept|tourniquet|ebl|specimen)\b/i;
/** An account of an operation takes at least so many sentences; less is a mention of one. */
const SENTENCES = 3;
const DATED = /^\W{0,3}(\d{1,2}\/\d{1,2})(?:\/\d{2,4})?\b/;

/**
 * A hospital stay is billed by the day and by the operation (CPT, Surgery guidelines; Medicare Claims Processing Manual, chapter 12,
 * sections 30.6.9 and 40.1): the report of an operation bills the operation; a summary that gives the surgeon's own account bills it in
 * place of the visits, which its global period includes; any other summary bills the visit, and what was done on earlier days was billed
 * by those who did it. Care around a delivery is the obstetric package.
 */
export function servicesOfStay(context: ServiceContext, kind: NoteKind, procedures: readonly ServiceDraft[]): StayServices {
  const head = context.note.text.slice(0, 250);
  const delivered =
    context.diagnoses.some(({ code }) => /^(?:Z37|O80|O82)/.test(code)) || procedures.some((draft) => draft.row?.traits.has('delivery'));
  if (delivered) {
    const births = kind === 'operative' && BIRTH.test(head) && procedures.some((draft) => draft.row?.traits.has('delivery'));
    return {
      procedures: births ? procedures.filter(({ row }) => row?.traits.has('delivery') || row?.traits.has('addon')) : [],
      visits: false,
    };
  }
  const operations = procedures.filter(isOperation);
  const summary =
    SUMMARY.test(head) ||
    (!REPORT.test(head) && context.note.sections.some(({ kind: section }) => section === 'course' || section === 'discharge-dx'));
  if (!summary) return { procedures, visits: true };
  const told = context.note.segments.filter((segment) => REPORT_KINDS.has(segment.kind)).map((segment) => wordsOf(context.note, segment));
  const days = new Set(told.flatMap((words) => DATED.exec(words)?.[1] ?? []));
  if (days.size > 1) return { procedures: [], visits: operations.length === 0 && kind !== 'operative' };
  if (REPORT.test(head) || told.filter((words) => ACCOUNT.test(words)).length >= SENTENCES) {
    const reported = operations.filter((draft) =>
      draft.evidence.some(({ section }) => (REPORT_KINDS as ReadonlySet<string | undefined>).has(section)),
    );
    if (reported.length > 0)
      return { procedures: [...reported, ...procedures.filter((draft) => draft.row?.traits.has('addon') === true)], visits: false };
  }
  return { procedures: [], visits: operations.length === 0 };
}

/** Surgery in an operating room, by its global period or by the table. */
function isOperation({ row }: ServiceDraft): boolean {
  return row?.global === 90 || row?.traits.has('operation') === true;
}
