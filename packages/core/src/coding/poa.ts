import type { CodedDiagnosis } from '../model/encounter.js';
import type { Candidate } from './candidate.js';

/** Words that place the onset after the order for inpatient admission (Guidelines, Appendix I). */
const AFTER_ADMISSION =
  /\b(?:developed|hospital[- ]acquired|ventilator[- ]associated|post-?operative(?:ly)?(?!\s+diagnos)|post-?op\b|(?:on|by) (?:hospital day|hd|pod|post-?operative day)\s*#?\s*[2-9]|hospital[- ]onset|nosocomial|during (?:this|the|her|his) (?:hospitali[sz]ation|admission|stay))\b/i;
/** Unless they speak of the time before it. */
const BEFORE_ADMISSION =
  /\b(?:prior to|before) (?:admission|arrival|presentation)|\bat home\b|\bon (?:admission|arrival|presentation)\b|\bpresent(?:ed|ing|s)? with\b/i;

/**
 * The POA indicator of a diagnosis: exempt by the list of the fiscal year; N when a sentence that proves it places its onset
 * after admission; else Y, as for all that was there, chronic, or found later but present (Guidelines, Appendix I).
 */
export function poaOf(candidate: Candidate, text: string, exempt: boolean | 'not-checked'): NonNullable<CodedDiagnosis['poa']> {
  if (exempt === true) return 'exempt';
  const sentences = candidate.evidence.map(({ start, end }) => sentenceAt(text, start, end));
  // A list of diagnoses says nothing of onset; one sentence that does decides, unless another speaks of the time before.
  const later =
    sentences.some((sentence) => AFTER_ADMISSION.test(sentence)) && !sentences.some((sentence) => BEFORE_ADMISSION.test(sentence));
  return later ? 'N' : 'Y';
}

function sentenceAt(text: string, start: number, end: number): string {
  let from = start;
  while (from > 0 && !/[.;\n]/.test(text[from - 1] as string)) from--;
  let to = end;
  while (to < text.length && !/[.;\n]/.test(text[to] as string)) to++;
  return text.slice(from, to);
}
