import type { CodedDiagnosis } from '../model/encounter.js';
import type { Candidate } from './candidate.js';
import { codeRanges, holds } from './ranges.js';
import type { RuleContext } from './rule.js';
import { isOnsetDated } from './stay-days.js';

/** Words that place the onset after the order for inpatient admission (Guidelines, Appendix I). */
const AFTER_ADMISSION =
  /\b(?:developed|became|hospital[- ]acquired|icu[- ]acquired|ventilator[- ]associated|post-?operative(?:ly)?(?!\s+(?:diagnos|dx|impression))|post-?op\b(?!\.?\s*(?:diagnos|dx|impression))|(?:hospital day|hd)\s*#?\s*(?:[2-9]|[1-9]\d)\b|(?:pod|post-?op(?:erative)? day)\s*#?\s*\d|(?:day of life|dol)\s*#?\s*(?:[2-9]|[1-9]\d)\b|hospital[- ]onset|nosocomial|in-?hospital (?:fall|onset)|course (?:was |is )?complicated by|after admission|(?:not present|absent) on admission|(?:from|on|since|starting|beginning|onset) (?:on )?(?:day|dol) (?:[2-9]|[1-9]\d)\b|developed in (?:the )?hospital|during (?:(?:this|the|her|his) )?(?:hospitali[sz]ation|admission|stay|hospital stay|hospital course))\b/i;
/** Unless they speak of the time before it; what began in the emergency department was there at the order to admit. */
const BEFORE_ADMISSION =
  /\b(?:prior to|before) (?:admission|arrival|presentation|coming)|\bat home\b|(?<!not present |absent )\bon (?:admission|arrival|presentation)\b|\bpresent(?:ed|ing|s)? (?:with|to)\b|\badmitted (?:with|for)\b|\bin the (?:ed|er|emergency)\b|\b(?:ago|over the (?:past|last)|at work|at (?:his|her|their) (?:nursing|facility))\b/i;
/** "Changed to vancomycin on hospital day 2", "extubated on day 3": the day dates what was done, not when the condition began. */
const TREATED_ON =
  /\b(?:changed|switched|converted|broadened|narrowed|escalated|transitioned|started|begun|given|placed|removed|inserted|exchanged|repeated|underwent|taken to|went to|performed|extubated|weaned|resumed|restarted|discharged|transferred|resolved|improved|cleared|normali[sz]ed|off|drained|washed out|repaired|decortication|surgery|operation|\w+(?:ectomy|ostomy|otomy|plasty|oscopy|centesis))\b[^,;.]{0,50}?\b(?:(?:on|by|from|until) )?(?:hospital day|hd|day|pod|post-?op(?:erative)? day)\s*#?\s*\d+/gi;
/** Said outright, of the condition a block of the record is about. */
const SAID_ABSENT = /\b(?:not|wasn't|absent|never) (?:present )?on admission\b|\bdeveloped (?:in|after) (?:the )?(?:hospital|admission)\b/i;
/** The provider leaves open whether it was there (W), or the record does (U). */
const UNDETERMINED =
  /\b(?:unable to|cannot|can ?not|could not|not possible to) (?:be )?(?:clinically )?determined? (?:clinically )?(?:if|whether)\b[^.\n]{0,60}\b(?:admission|admitted)|\bclinically undetermined\b/i;
const UNKNOWN = /\b(?:unclear|unknown|not documented|uncertain) (?:if|whether)\b[^.\n]{0,60}\b(?:on admission|admitted|pre-?exist)/i;
/** Where the story before the admission is told. */
const BEFORE: ReadonlySet<string> = new Set(['cc', 'hpi', 'subjective', 'pmh', 'psh', 'sh', 'fh', 'admit-dx', 'obhx']);
/** Injury and haemorrhage of delivery arise during the stay, unless the patient comes with them. */
const OF_DELIVERY = /^O(?:70|71[0-8]|72[01])/;
/** Chronic conditions and neoplasms were there, whenever they were found. */
const CHRONIC = /^(?:C|D[0-4]|E1[013]|E66|E78|I10|I1[1-3]|I25|J43|J449|M1[5-9]|M8[01]|Q)/;

/** What happens to a patient in an operation or through one of this stay; there before only where the record says so. */
const OF_CARE = codeRanges(
  'D78.0-D78.1, E36.0-E36.1, G97.3-G97.4, H59.1-H59.2, H95.2-H95.3, I97.4-I97.7, J95.6-J95.7, J95.81, K91.6-K91.7, L76.0-L76.1, M96.8, N99.6-N99.7',
);
const ADVERSE_EFFECT = /^T(?:3[6-9]|4\d|50).{1,2}5/;

/** What the onset of a condition is read from. */
type Stay = Pick<RuleContext, 'note' | 'statements'>;
type Stretch = Pick<Candidate['evidence'][number], 'start' | 'end' | 'section'>;

/**
 * The POA indicator of a diagnosis: exempt by the list of the fiscal year; N when what the record says of it places its onset
 * after admission; W or U when the record leaves it open; else Y, as for all that was there, chronic, or found later but present
 * (Guidelines, Appendix I).
 */
export function poaOf(candidate: Candidate, stay: Stay, exempt: boolean | 'not-checked'): NonNullable<CodedDiagnosis['poa']> {
  if (exempt === true) return 'exempt';
  const { text } = stay.note;
  const said = [...sentences(candidate.evidence, text), ...topics(namings(candidate, stay), text)];
  if (said.some((sentence) => UNDETERMINED.test(sentence))) return 'W';
  if (said.some((sentence) => UNKNOWN.test(sentence))) return 'U';
  return onsetAfterAdmission(candidate, stay) ? 'N' : 'Y';
}

/** Whether what the record says of a condition places its onset after the order for inpatient admission. */
export function onsetAfterAdmission(candidate: Candidate, stay: Stay): boolean {
  const { code, evidence } = candidate;
  if (CHRONIC.test(code)) return false;
  const { text } = stay.note;
  // An adverse effect was there when what it did was there: the indicator is that of its nature, named before the drug.
  const nature = ADVERSE_EFFECT.test(code) ? besides(evidence, stay) : undefined;
  const own = [...evidence, ...(nature?.evidence ?? [])];
  const named = namings({ code: nature?.code ?? code, evidence: own }, stay);
  if (topics(named, text).some((block) => SAID_ABSENT.test(block))) return true;
  const inStay = own.filter(({ section }) => !BEFORE.has(section ?? ''));
  const told = sentences(inStay, text);
  if (told.some((sentence) => BEFORE_ADMISSION.test(sentence))) return false;
  // A list of diagnoses says nothing of onset; one sentence that does decides.
  if (OF_DELIVERY.test(code) || (holds(OF_CARE, code) && inStay.length > 0)) return true;
  const further = sentences(named, text).filter((sentence) => !BEFORE_ADMISSION.test(sentence));
  return [...told, ...further].some(
    (sentence) => AFTER_ADMISSION.test(sentence.replace(TREATED_ON, ' ')) || isOnsetDated(sentence, code, text),
  );
}

/** The places that prove a code, and those in the story of the stay that name its category. */
function namings({ code, evidence }: Pick<Candidate, 'code' | 'evidence'>, { statements }: Stay): Stretch[] {
  // Severe sepsis was there when the sepsis was.
  const categories = code.startsWith('R652') ? ['R65', 'A40', 'A41'] : [code.slice(0, 3)];
  const others = statements
    .filter(
      ({ mention, assertion, segment }) =>
        categories.includes(mention.code.slice(0, 3)) &&
        assertion.assertion === 'present' &&
        assertion.experiencer === 'patient' &&
        !BEFORE.has(segment.kind),
    )
    .map(({ mention: { start, end }, segment: { kind } }) => ({ start, end, section: kind }));
  return [...evidence, ...others];
}

/** What the lines that prove an adverse effect name before the drug: its nature. */
function besides(drugs: Candidate['evidence'], { note, statements }: Stay): Pick<Candidate, 'code' | 'evidence'> | undefined {
  for (const drug of drugs) {
    const said = statements.findLast(
      ({ mention: { start, end, code }, assertion }) =>
        start < drug.start &&
        drug.start - end < NATURE_REACH &&
        !/^[T-Z]/.test(code) &&
        assertion.assertion === 'present' &&
        !note.text.slice(start, drug.start).includes('\n'),
    );
    if (said) return { code: said.mention.code, evidence: [{ ...drug, start: said.mention.start, end: said.mention.end }] };
  }
  return undefined;
}
/** Letters between an adverse effect and its drug, at most. */
const NATURE_REACH = 60;

/** Letters of a line in which the condition stands that the line is about. */
const HEAD = 32;

/** Blocks of the record about a condition: the line that begins with it, and the lines set in below it. */
function topics(named: readonly Stretch[], text: string): string[] {
  return named.flatMap(({ start }) => {
    const from = text.lastIndexOf('\n', start - 1) + 1;
    if (start - from > HEAD) return [];
    const indent = indentAt(text, from);
    let to = lineEnd(text, start);
    while (to < text.length && indentAt(text, to + 1) > indent) to = lineEnd(text, to + 1);
    return [text.slice(from, to)];
  });
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Blanks before the first letter of a line; -1 for an empty one. */
function indentAt(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at >= text.length || text[at] === '\n' || text[at] === '\r' ? -1 : at - from;
}

function sentences(places: readonly Stretch[], text: string): string[] {
  return [...new Set(places.map(({ start, end }) => sentenceAt(text, start, end)))];
}

/** From full stop to full stop; that of "E. coli" and "Dr. A" ends none. */
function sentenceAt(text: string, start: number, end: number): string {
  const ends = (at: number): boolean => {
    const mark = text[at] as string;
    return (
      mark === '\n' ||
      mark === ';' ||
      (mark === '.' && !/\d/.test(text[at + 1] ?? '') && !/(?:\b[A-Z]|\b(?:dr|vs|approx|no))$/i.test(text.slice(Math.max(0, at - 7), at)))
    );
  };
  let from = start;
  while (from > 0 && !ends(from - 1)) from--;
  let to = end;
  while (to < text.length && !ends(to)) to++;
  return text.slice(from, to);
}
