import type { Lexicon } from '../codesets/lexicon.js';
import type { CodedDiagnosis, CodedService, Setting } from '../model/encounter.js';
import type { NoteFacts } from '../notes/facts.js';
import type { StructuredNote } from '../notes/structure.js';

/** First version: no services. */
export function codeServices(
  note: StructuredNote,
  diagnoses: readonly CodedDiagnosis[],
  setting: Setting,
  facts: NoteFacts,
  lexicon: Lexicon,
): CodedService[] {
  void [note, diagnoses, setting, facts, lexicon];
  return [];
}
