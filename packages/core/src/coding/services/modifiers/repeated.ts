import type { ServiceDraft } from '../service-draft.js';

const AGAIN = /\b(?:repeat(?:ed)?|second|another|additional|x\s?2|twice)\b/i;
const REPEATABLE = /^(?:94640|930(?:00|10|05)|71\d\d\d|73\d\d\d)$/;

/** Adds the second performance of a test or treatment of the day as a line with modifier 76 (CPT Appendix A). */
export function withRepeats(drafts: readonly ServiceDraft[]): ServiceDraft[] {
  return drafts.flatMap((draft) => {
    if (!REPEATABLE.test(draft.code)) return [draft];
    const again = draft.evidence.find(
      (item) =>
        AGAIN.test(item.text) &&
        new RegExp(
          `${AGAIN.source}[^.]{0,40}\\b(?:neb|duoneb|albuterol|treatment|ekg|ecg|x-?ray|film|view)|\\b(?:neb\\w*|treatments?|ekg|ecg)\\b[^.]{0,20}(?:x\\s?2|twice|repeat)`,
          'i',
        ).test(item.text),
    );
    if (!again) return [draft];
    return [
      draft,
      {
        ...draft,
        evidence: [again],
        because: [`${draft.because[0] ?? ''}: again`],
        given: [{ modifier: '76', because: 'repeated by the same clinician on the day' }],
      },
    ];
  });
}
