import type { CodedDiagnosis } from '../model/encounter.js';
import type { Candidate } from './candidate.js';

/** Words that place the onset after the order for inpatient admission (Guidelines, Appendix I). */
const AFTER_ADMISSION =
  /\b(?:developed|became|hospital[- ]acquired|icu[- ]acquired|ventilator[- ]associated|post-?operative(?:ly)?(?!\s+diagnos)|post-?op\b|(?:hospital day|hd)\s*#?\s*(?:[2-9]|[1-9]\d)\b|(?:pod|post-?op(?:erative)? day)\s*#?\s*\d|(?:day of life|dol)\s*#?\s*(?:[2-9]|[1-9]\d)\b|hospital[- ]onset|nosocomial|in-?hospital (?:fall|onset)|course (?:was |is )?complicated by|after admission|(?:not present|absent) on admission|during (?:(?:this|the|her|his) )?(?:hospitali[sz]ation|admission|stay|hospital stay|hospital course))\b/i;
/** Unless they speak of the time before it; what began in the emergency department was there at the order to admit. */
const BEFORE_ADMISSION =
  /\b(?:prior to|before) (?:admission|arrival|presentation|coming)|\bat home\b|(?<!not present |absent )\bon (?:admission|arrival|presentation)\b|\bpresent(?:ed|ing|s)? (?:with|to)\b|\badmitted (?:with|for)\b|\bin the (?:ed|er|emergency)\b|\b(?:ago|over the (?:past|last)|at work|at (?:his|her|their) (?:nursing|facility))\b/i;
/** The provider leaves open whether it was there (W), or the record does (U). */
const UNDETERMINED =
  /\b(?:unable to|cannot|can ?not|could not|not possible to) (?:be )?determined? (?:clinically )?(?:if|whether)\b[^.\n]{0,60}\b(?:admission|admitted)|\bclinically undetermined\b/i;
const UNKNOWN = /\b(?:unclear|unknown|not documented|uncertain) (?:if|whether)\b[^.\n]{0,60}\b(?:on admission|admitted|pre-?exist)/i;
/** Where the story before the admission is told. */
const BEFORE: ReadonlySet<string> = new Set(['cc', 'hpi', 'subjective', 'pmh', 'psh', 'sh', 'fh', 'admit-dx', 'obhx']);
/** Injury and haemorrhage of delivery arise during the stay, unless the patient comes with them. */
const OF_DELIVERY = /^O(?:70|71[0-8]|72[01])/;
/** Chronic conditions and neoplasms were there, whenever they were found. */
const CHRONIC = /^(?:C|D[0-4]|E1[013]|E66|E78|I10|I1[1-3]|I25|J43|J449|M1[5-9]|M8[01]|Q)/;

/**
 * The POA indicator of a diagnosis: exempt by the list of the fiscal year; N when a sentence that proves it places its onset
 * after admission; W or U when the record leaves it open; else Y, as for all that was there, chronic, or found later but present
 * (Guidelines, Appendix I).
 */
export function poaOf(candidate: Candidate, text: string, exempt: boolean | 'not-checked'): NonNullable<CodedDiagnosis['poa']> {
  if (exempt === true) return 'exempt';
  const said = candidate.evidence.map(({ start, end }) => sentenceAt(text, start, end));
  if (said.some((sentence) => UNDETERMINED.test(sentence))) return 'W';
  if (said.some((sentence) => UNKNOWN.test(sentence))) return 'U';
  return onsetAfterAdmission(candidate, text) ? 'N' : 'Y';
}

/** Whether the sentences that prove a condition place its onset after the order for inpatient admission. */
export function onsetAfterAdmission(candidate: Candidate, text: string): boolean {
  if (CHRONIC.test(candidate.code)) return false;
  const stay = candidate.evidence.filter(({ section }) => !BEFORE.has(section ?? ''));
  const sentences = stay.map(({ start, end }) => sentenceAt(text, start, end));
  if (sentences.some((sentence) => BEFORE_ADMISSION.test(sentence))) return false;
  // A list of diagnoses says nothing of onset; one sentence that does decides.
  return OF_DELIVERY.test(candidate.code) || sentences.some((sentence) => AFTER_ADMISSION.test(sentence));
}

/** From full stop to full stop; that of "E. coli" and "Dr. A" ends none. */
function sentenceAt(text: string, start: number, end: number): string {
  const ends = (at: number): boolean => {
    const mark = text[at] as string;
    return (
      mark === '\n' || mark === ';' || (mark === '.' && !/(?:\b[A-Z]|\b(?:dr|vs|approx|no))$/i.test(text.slice(Math.max(0, at - 7), at)))
    );
  };
  let from = start;
  while (from > 0 && !ends(from - 1)) from--;
  let to = end;
  while (to < text.length && !ends(to)) to++;
  return text.slice(from, to);
}
