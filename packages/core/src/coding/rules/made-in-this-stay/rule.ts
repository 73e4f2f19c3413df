import { answered } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, defineRule } from '../../rule.js';

/** What an operation leaves behind. */
const LEFT = /^Z(?:89|9[03-8])/;
const DONE_NOW =
  /\b(?:is|was|were|are|has|had)\s+(?:\w+\s+){0,2}(?:placed|implanted|deployed|inserted|performed|done|created|replaced|carried out)\b|\b(?:undergoes|underwent|taken (?:to|for)|receives|received)\b/i;
const EARLIER = /\b(?:prior|previous(?:ly)?|history|ago|years?|status[- ]post|s\/p|old|known|existing|remote|chronic|in (?:19|20)\d\d)\b/i;
/** Where the patient goes, or comes from, is no care given here. */
const DISPOSITION = /\b(?:discharged?|disposition|transfer(?:red)?|returns?|returned|goes|went|sent)\b[^.;]{0,40}$/i;

export const rule = defineRule({
  id: 'made-in-this-stay',
  title: 'What this stay put in place or took out is a procedure, not a status, and where the patient goes is not care',
  sources: [guideline('I.C.21.c.3'), guideline('III.A')],
  appliesTo: { settings: ['inpatient'], profiles: ['billing'] },
  since: '0.2.0',
  admit({ mention, segment, place }, { note }) {
    if (place !== 'story') return undefined;
    if (mention.code.startsWith('Z515') && DISPOSITION.test(note.text.slice(segment.start, mention.start)))
      return { reason: 'where the patient went, not palliative care in this stay' };
    if (!LEFT.test(mention.code)) return undefined;
    const said = note.text.slice(segment.start, segment.end);
    return DONE_NOW.test(said) && !EARLIER.test(said)
      ? { reason: 'done in this stay: a procedure, not a status (guideline I.C.21.c.3)' }
      : undefined;
  },
  apply(candidates) {
    // Insulin for high potassium or for steroids is not long-term use for diabetes (I.C.4.a.3).
    if (answered(candidates, /^(?:E0[89]|E1[0-3]|O24)/).length > 0) return [];
    return candidates
      .filter(({ code, evidence }) => code === 'Z794' && !evidence.some(({ text }) => /\blong[- ]?term|use\b/i.test(text)))
      .map((candidate): Action => ({ kind: 'drop', candidate, reason: 'insulin given in the stay to a patient without diabetes' }));
  },
});
