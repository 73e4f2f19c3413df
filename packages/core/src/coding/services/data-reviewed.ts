import type { Evidence } from '../../model/note.js';
import { ASSESSMENT_KINDS, type SectionKind } from '../../notes/structure.js';
import type { MdmElement } from './mdm-element.js';
import { proofOf, type ServiceContext, type ServiceDraft, wordsOf } from './service-draft.js';

const RESULT_KINDS: ReadonlySet<SectionKind> = new Set([
  'labs',
  'imaging',
  'results',
  'plan',
  'course',
  'orders',
  'disposition',
  'addendum',
]);
const REVIEWED = /\b(?:reviewed|ordered|obtained|sent|drawn|checked|performed|repeat|interpreted|results?)\b/i;
const NOT_DONE = /\b(?:no|not|without|defer\w*|declin\w*|refus\w*|hold off(?: on)?|no need for|never|unnecessary|avoid)\b[^.,;]{0,25}$/i;
const OWN_READING =
  /\b(?:I (?:have )?(?:personally |independently )*(?:reviewed|interpreted|read|viewed|visualized)\b[^.]{0,60}\b(?:x-?rays?|images?|imaging|films?|tracing|ekg|ecg|mri|ct|radiographs?|strip)|independent(?:ly)? (?:interpret\w*|visuali[sz]\w*|review(?:ed)?(?: of)?(?: the| by me)? (?:images?|imaging|films?|ct|x-?rays?|mri|ekg|ecg))|(?:my|own|personal) (?:independent )?(?:interpretation|read(?:ing)?)|(?:interpreted|read|viewed|visualized|reviewed) (?:independently |personally )?by (?:me|myself)|personally (?:reviewed|interpreted|viewed) (?:the |her |his |their )?(?:\w+ ){0,3}(?:images?|imaging|films?|tracing|x-?rays?|ct|mri|ekg|ecg|radiographs?))/i;
const RELATION =
  '(?:mother|mom|father|dad|parents?|wife|husband|daughter|son|caregiver|family|guardian|spouse|grandmother|grandfather|sister|brother|ems|paramedics?|nursing home staff|facility staff|foster \\w+)';
const HISTORIAN = new RegExp(
  `\\b(?:history|information|collateral|hpi)\\b[^.]{0,40}\\b(?:from|by|per|via)\\b[^.]{0,20}\\b${RELATION}|\\b(?:per|according to) (?:the |his |her |patient's |pt's )?${RELATION}|\\b${RELATION}\\s+(?:also\\s+)?(?:reports?|reported|states?|stated|says?|said|notes?|noted|provid\\w*|gives?|gave|describes?|denies|confirms|is concerned|feels|brings?|brought)\\b|\\bindependent historian|\\bhistorian:?\\s*${RELATION}`,
  'i',
);
const RECORDS =
  /\b(?:review(?:ed)?|obtained|read)\b[^.]{0,50}\b(?:outside|external|prior|previous|old|discharge|hospital|er|ed|pcp|specialist|cardiology|referring|consult\w*|transfer)\b[^.]{0,25}\b(?:records?|notes?|summar(?:y|ies)|reports?|charts?|documentation|letter)\b|\b(?:outside|external|discharge|hospital) (?:records?|notes?|summary|documentation)\b[^.]{0,30}\breviewed|\b(?:pdmp|prescription monitoring)\b[^.]{0,20}\b(?:reviewed|checked)|\breviewed\b[^.]{0,15}\bpdmp/i;
const DISCUSSED =
  /\b(?:discuss(?:ed|ion)|spoke|consulted|conferred|reviewed (?:the )?case|talked|d\/w|case (?:was )?discussed)\b[^.]{0,40}\b(?:with|by phone with|to)\b[^.]{0,30}\b(?:dr\.?|cardiolog\w*|radiolog\w*|surgeon|surgery|orthoped\w*|ortho|neurolog\w*|neurosurg\w*|hospitalist|intensivist|gastroenterolog\w*|gi|urolog\w*|oncolog\w*|nephrolog\w*|psychiatr\w*|pharmacist|pathologist|pcp|primary care (?:physician|provider|doctor)|specialist|consultant|on-?call|poison control|case manager|social worker|teacher|school|referring|obstetric\w*|ob\/?gyn|infectious disease|pulmon\w*|admitting|accepting|endocrin\w*|rheumatolog\w*|dermatolog\w*|ent)\b/i;
/** Tests read by the author and billed with the reading are no data of the visit. */
const BILLED_TERMS: Readonly<Record<string, string>> = {
  '93000': 'ekg',
  '93010': 'ekg',
  '94010': 'spirometry',
  '94060': 'spirometry',
  '92567': 'tympanogram',
  '92552': 'audiogram',
  '92557': 'audiogram',
};
/** Sites that make two studies of one kind two tests. */
const PLACED = new Set(['xray', 'ct', 'mri', 'ultrasound']);

export interface DataElement extends MdmElement {
  /** How many tests were ordered or reviewed. */
  readonly tests: number;
}

/**
 * Data reviewed and analysed (CPT E/M guidelines, second element). Category 1: tests, each once – ordering includes review –, outside
 * records, an independent historian; category 2: an own reading of a test that is not billed; category 3: discussion with an outside
 * clinician or other source.
 */
export function dataReviewed(context: ServiceContext, billed: readonly ServiceDraft[]): DataElement {
  const { note, tables, terms } = context;
  const billedTerms = new Set(billed.map((draft) => (draft.kind === 'imaging' ? studyOf(draft) : BILLED_TERMS[draft.code])));
  const tests = new Map<string, Evidence>();
  let own: Evidence | undefined;
  let historian: Evidence | undefined;
  let records: Evidence | undefined;
  let discussion: Evidence | undefined;
  note.segments.forEach((segment, number) => {
    if (segment.kind === 'fh' || segment.kind === 'instructions' || segment.kind === 'psh') return;
    const text = wordsOf(note, segment);
    const hits = (terms.hits[number] ?? []).filter((hit) => tables.testTerms.has(hit.value));
    if (
      hits.length > 0 &&
      (ASSESSMENT_KINDS.has(segment.kind) || RESULT_KINDS.has(segment.kind) || REVIEWED.test(text) || /\btoday\b/i.test(text))
    ) {
      const sites = [...(terms.sets[number] as ReadonlySet<string>)].filter((term) => tables.siteTerms.has(term));
      for (const hit of hits) {
        if (billedTerms.has(hit.value) || (hit.value === 'lab-blood' && segment.kind === 'labs')) continue;
        const first = segment.tokens[hit.from];
        const last = segment.tokens[hit.to - 1];
        if (!first || !last || NOT_DONE.test(text.slice(0, first.start - segment.start))) continue;
        const key = PLACED.has(hit.value) ? `${hit.value} ${sites[0] ?? ''}` : hit.value;
        if (PLACED.has(hit.value) && sites.length === 0 && [...tests.keys()].some((other) => other.startsWith(hit.value))) continue;
        if (!tests.has(key)) tests.set(key, proofOf(note, segment, first.start, last.end));
      }
    }
    if (
      !own &&
      OWN_READING.test(text) &&
      !(billedTerms.has('ekg') && /\b(?:ekg|ecg|tracing|rhythm)\b/i.test(text)) &&
      ![...billedTerms].some((term) => term === 'xray' && /x-?ray|film|radiograph/i.test(text))
    )
      own = proofOf(note, segment);
    historian ??= HISTORIAN.test(text) ? proofOf(note, segment) : undefined;
    records ??= RECORDS.test(text) ? proofOf(note, segment) : undefined;
    discussion ??= DISCUSSED.test(text) && !/\bwill\b|\bplan to\b/i.test(text) ? proofOf(note, segment) : undefined;
  });
  // "Labs reviewed" counts where no test is named.
  if (tests.size > 1) tests.delete('lab-blood');
  const points = tests.size + (historian ? 1 : 0) + (records ? 1 : 0);
  const met = [points >= 3, own !== undefined, discussion !== undefined].filter(Boolean).length;
  const evidence = [own, discussion, historian, records, ...tests.values()].filter((item) => item !== undefined).slice(0, 6);
  const parts = [
    tests.size > 0 ? `${tests.size} ${tests.size === 1 ? 'test' : 'tests'}` : '',
    records ? 'outside records' : '',
    historian ? 'an independent historian' : '',
    own ? 'own reading of a test' : '',
    discussion ? 'discussion with an outside clinician' : '',
  ].filter(Boolean);
  const because = parts.join(', ') || 'no data';
  const level = met >= 2 ? 4 : met === 1 ? 3 : points >= 2 || historian ? 2 : 1;
  return { level, because, evidence, tests: tests.size };
}

function studyOf(draft: ServiceDraft): string | undefined {
  return draft.row?.anchor[0];
}
