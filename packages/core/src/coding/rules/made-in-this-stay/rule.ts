import { answered } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, defineRule } from '../../rule.js';

/** What an operation leaves behind. */
const LEFT = /^Z(?:89|9[03-8])/;
/** Palliative care, oxygen at home. */
const SERVICE = /^Z(?:515|9981)/;
/** What was operated on in this stay: a line that names an acute condition and the operation behind it. */
const ACUTE = /\b(?:acute|n?stemi|infarction|perforat\w+|ruptured?|fractures?|strangulated|incarcerated|dissection)\b/i;
const AFTER_OPERATION = /\b(?:s\/p|status[- ]post|treated (?:with|by)|after)\b/i;
const LONG_AGO = /\b(?:prior|previous(?:ly)?|history|ago|years?|old|known|remote|in (?:19|20)\d\d|(?:19|20)\d\d)\b/i;
const DONE_NOW =
  /\b(?:is|was|were|are|has|had)\s+(?:\w+\s+){0,2}(?:placed|implanted|deployed|inserted|performed|done|created|replaced|carried out)\b|\b(?:undergoes|underwent|taken (?:to|for)|receives|received|thrombectomy|(?:emergent|urgent|primary) (?:cardiac |coronary )?(?:catheteri[sz]ation|angiogra\w+|pci|angioplasty))\b|\b(?:implanted|placed|deployed) (?:on )?\d{1,2}\/\d|\bon (?:(?:hospital |post-?op\w* )?day|hd|pod) ?#?\d/i;
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
    const { code } = mention;
    if (place === 'history' || place === 'list') return undefined;
    const isPlace = segment.kind === 'disposition' || DISPOSITION.test(note.text.slice(segment.start, mention.start));
    if (SERVICE.test(code) && place !== 'problem' && isPlace)
      return { reason: 'where the patient goes and with what, not a state or care of this stay' };
    if (!LEFT.test(code)) return undefined;
    const said = note.text.slice(segment.start, segment.end);
    const isNew =
      place === 'problem' || place === 'assessment-text'
        ? ACUTE.test(said) && AFTER_OPERATION.test(said) && !LONG_AGO.test(said)
        : DONE_NOW.test(said) && !EARLIER.test(said);
    return isNew ? { reason: 'done in this stay: a procedure, not a status (guideline I.C.21.c.3)' } : undefined;
  },
  apply(candidates) {
    // Insulin for high potassium or for steroids is not long-term use for diabetes (I.C.4.a.3).
    if (answered(candidates, /^(?:E0[89]|E1[0-3]|O24)/).length > 0) return [];
    return candidates
      .filter(({ code, evidence }) => code === 'Z794' && !evidence.some(({ text }) => /\blong[- ]?term|use\b/i.test(text)))
      .map((candidate): Action => ({ kind: 'drop', candidate, reason: 'insulin given in the stay to a patient without diabetes' }));
  },
});
