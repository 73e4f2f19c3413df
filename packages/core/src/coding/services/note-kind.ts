import type { SectionKind, StructuredNote } from '../../notes/structure.js';

/** What a note is, as far as services depend on it. */
export type NoteKind = 'visit' | 'operative' | 'imaging-report' | 'treatment';

const VISIT_SECTIONS: ReadonlySet<SectionKind> = new Set(['assessment', 'ap', 'plan', 'ros', 'exam']);

const TREATMENT =
  /\b(?:infusion|chemotherapy|hydration|injection|allergy shot|immunization|vaccin\w*|nurse)\s+(?:record|visit|note|center|clinic|administration|encounter|flow ?sheet|suite)\b/i;
/** A clinician who writes of the patient to another has seen the patient. */
const LETTER =
  /\bI (?:have |also |then )?(?:saw|examined|evaluated|reviewed|prescribed|recommended|advised|started|discussed|will see|spent|had the pleasure)\b/;
/** Whom one sees as new or established one sees at a visit. */
const VISITED = /\b(?:new|established|est)\b[^\n]{0,30}\b(?:patient|pt|visit)\b/i;
/** Where the title of a note ends at the latest. */
const TITLE = 80;
/** Characters a first line has at the most. */
const LINE = 400;
const IMAGES =
  /\b(?:x-?rays?|xr|radiographs?|ct|cta|mri|mra|mr (?:brain|head|spine|cervical|thoracic|lumbar|knee|hip|ankle|shoulder|wrist|elbow|abdomen|pelvis)|ultrasound|sonogram|mammo\w*|dexa|dxa|doppler|duplex|echo\w*|nuclear|fluoroscop\w*|exam(?:ination)?:|scan|ekg|ecg|views?|\dv)\b/i;

/** A report gives the category of what it found. */
const CATEGORY = /\b(?:bi|lung|ti|li|pi)-?rads\b/i;

const VITALS = /\b(?:BP|blood pressure|HR|pulse|P)\s*:?\s*\d{2,3}\b/;

/** The first line names the report of a procedure; what was imaged to guide it does not make it a report of images. */
const PROCEDURE_TITLE =
  /^\s*(?:[^\n.:;]{0,40}\s)?(?:operative|operation|op|o\.?r\.?|surgery|surgical|procedure|delivery|injection|endoscopy|endo|colonoscopy|sigmoidoscopy|egd|ercp|eus|cystoscopy|bronchoscopy|hysteroscopy|colposcopy|arthroscopy|vasectomy|debridement|cath(?:eterization)?(?: lab)?)\s+(?:report|note|visit|record|room|dictation|summary)\b/i;

/** A title that ends with the word itself ("PAIN PROCEDURE."). */
const PROCEDURE_ALONE = /^\s*[^\n.:;]{0,30}\b(?:procedure|vasectomy|circumcision|colposcopy|cystoscopy|leep|iud insertion)\s*[.\n]/i;

/** Whether the first line of a note names the report of a procedure. */
export function isTitledProcedure({ text }: StructuredNote): boolean {
  const head = text.slice(0, LINE);
  return PROCEDURE_TITLE.test(head) || PROCEDURE_ALONE.test(head);
}

/** The first line names the record of a test. */
const TEST_TITLE =
  /^\s*[^\n.:;]{0,40}\b(?:emg|ncs|nerve conduction|eeg|pft|pulmonary function|spirometry|audiology|sleep|polysomnogra\w*|urodynamics?|manometry)\b[^\n.:;]{0,20}\b(?:report|study|lab|laboratory|record)\b/i;

/** Whether the first line of a note names the record of a test. */
export function isTitledTest({ text }: StructuredNote): boolean {
  return TEST_TITLE.test(text.slice(0, LINE));
}

/** A report of surgery or of images has sections of its own and neither examination nor plan of a visit. */
export function kindOfNote(note: StructuredNote): NoteKind {
  const kinds = new Set(note.sections.map((section) => section.kind));
  const head = note.text.slice(0, 400);
  const told = kinds.has('hpi') || kinds.has('subjective') || kinds.has('cc');
  const visit =
    kinds.has('ros') ||
    kinds.has('ap') ||
    (kinds.has('assessment') && (kinds.has('exam') || told)) ||
    // A report of images has an impression and may call its title an examination; only a visit has history or measures as well.
    (kinds.has('impression') &&
      !kinds.has('technique') &&
      (VITALS.test(note.text) || (told && !(kinds.has('findings') && IMAGES.test(head)))));
  if (!visit && (TREATMENT.test(head) || isTitledTest(note))) return 'treatment';
  const operative =
    kinds.has('postop-dx') ||
    (kinds.has('procedure') && (kinds.has('technique') || kinds.has('anesthesia') || kinds.has('preop-dx') || kinds.has('findings')));
  if (operative && !visit) return 'operative';
  // A line for the diagnosis does not make a visit of it.
  const examined = told || kinds.has('exam') || kinds.has('ros') || kinds.has('plan');
  if (!examined && isTitledProcedure(note)) return 'operative';
  if (
    (kinds.has('procedure') ||
      /^\s*(?:colonoscopy|egd|upper endoscopy|cystoscopy|bronchoscopy|flexible sigmoidoscopy)\b|\b(?:operative|procedure|endoscopy|colonoscopy|egd|cystoscopy|bronchoscopy|sigmoidoscopy) (?:report|note)\b/i.test(
        head,
      )) &&
    !visit &&
    !IMAGES.test(head)
  )
    return kinds.has('plan') && (kinds.has('hpi') || kinds.has('assessment')) ? 'visit' : 'operative';
  // An impression alone ends visits as well; a report of images begins with what was imaged.
  const titled = kinds.has('findings') || kinds.has('technique') || IMAGES.test(head.slice(0, TITLE));
  const reads =
    CATEGORY.test(note.text) || kinds.has('findings') || kinds.has('impression') || kinds.has('technique') || kinds.has('imaging');
  if (
    !visit &&
    reads &&
    titled &&
    IMAGES.test(head) &&
    !kinds.has('plan') &&
    !kinds.has('ap') &&
    (!kinds.has('hpi') || kinds.has('findings')) &&
    !kinds.has('ros') &&
    !kinds.has('subjective') &&
    !kinds.has('meds')
  )
    return 'imaging-report';
  if (!visit && ![...kinds].some((kind) => VISIT_SECTIONS.has(kind)) && !LETTER.test(note.text) && !VISITED.test(head)) return 'treatment';
  return 'visit';
}
