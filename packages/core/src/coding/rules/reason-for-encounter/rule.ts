import type { Candidate, Statement } from '../../candidate.js';
import { answered, saidAbout, saidOf } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule, type RuleContext } from '../../rule.js';

/** Why someone comes: examinations, screenings, follow-up, aftercare, fittings, counselling. */
const REASON = /^Z(?:0[0-4]|08|09|1[1-3]|3[0-2]|36|39|4[0-9]|518|52|76)/;
/** Of these, what the title of a note may say alone. */
const TITLE = /^Z(?:00|014|02|08|1[1-3])/;
const TITLE_LINES = 2;
/** Longest line of a title, in characters. */
const TITLE_LENGTH = 100;
/** Longest first sentence that is a title with the story behind it on the line: "Well child check, 4 years. Growing well, …". */
const TITLE_SENTENCE = 60;
const TOLD =
  /\b(?:was|were|is|are|has|had|have|last|prior|previous|due|declin\w+|order\w*|refer\w*|schedul\w+|recommend\w*|discuss\w*|after|since)\b/i;
const COMES_FOR =
  /\b(?:(?:here|presents?|presenting|seen|visit|comes?(?: in)?|came(?: in)?|scheduled|encounter|admit(?:ted)?|referred|arrives?|returns?)(?: today| back| now)? (?:for|to)|reason for)\b/i;
const ROUTINE = /^Z(?:000[01]|0012[19])$/;
const GYNECOLOGY = /\b(?:gyn\w*|pelvic|pap\b|well[- ]woman|cervi\w+|breasts?|woman)\b/i;
const NORMAL = /\b(?:no|without|w\/o) (?:new )?abnormal/i;
const ABNORMAL = /\babnormal/i;
/** Follow-up after a treatment that is over, not the next visit of one that goes on. */
const TREATMENT_OVER = /\b(?:complet\w+|finished|resolved|healed|surveillance|after (?:surgery|treatment|excision|resection)|cured)\b/i;

export const rule = defineRule({
  id: 'reason-for-encounter',
  title: 'A reason for the encounter is what brought the patient today, not a service told of, planned or done in passing',
  sources: [
    guideline('I.C.21.c.5'),
    guideline('I.C.21.c.8'),
    guideline('I.C.21.c.13'),
    guideline('I.C.15.a.1'),
    guideline('IV.G'),
    guideline('IV.P'),
  ],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  restate: (statements, context) => statements.map((statement) => restated(statement, context)),
  admit(statement, { note }) {
    const { mention, segment, place } = statement;
    if (!REASON.test(mention.code) || place === 'problem' || place === 'assessment-text' || place === 'list') return undefined;
    if (segment.kind === 'cc' || segment.kind === 'indication' || segment.kind === 'consult-reason') return undefined;
    if (COMES_FOR.test(note.text.slice(segment.start, mention.start))) return undefined;
    return { reason: 'a service told of or planned, not the reason for this encounter' };
  },
  apply(candidates, context) {
    const actions: Action[] = [];
    for (const candidate of answered(candidates, /^Z0(?:0|14)/)) {
      const code = examination(candidate, context);
      if (code === candidate.code) continue;
      const made = context.make({ code, from: [candidate], path: [...candidate.path, 'by age and findings'] });
      if (made) actions.push({ kind: 'replace', candidates: [candidate], by: made });
    }
    for (const candidate of answered(candidates, /^Z09/)) {
      if (answered(candidates, /^Z08/).length > 0) actions.push({ kind: 'drop', candidate, reason: 'said by Z08' });
      else if (!TREATMENT_OVER.test(saidAbout(candidate, context)))
        actions.push({ kind: 'drop', candidate, reason: 'no follow-up after completed treatment (guideline I.C.21.c.8)' });
    }
    // A gynecological examination includes the screening of the cervix (note at Z12.4).
    if (answered(candidates, /^Z014/).length > 0)
      for (const candidate of candidates.filter(({ code }) => code === 'Z124'))
        actions.push({ kind: 'drop', candidate, reason: 'part of the gynecological examination' });
    // The provider must state that the pregnancy is incidental to the encounter (I.C.15.a.1).
    for (const candidate of candidates)
      if (candidate.code === 'Z331' && !/\bincidental/i.test(saidOf(candidate, context)))
        actions.push({ kind: 'drop', candidate, reason: 'the pregnancy is not documented as incidental (guideline I.C.15.a.1)' });
    return actions;
  },
});

/** A reason in the title of the note weighs as one the assessment names; the general examination is that of the patient's age. */
function restated(statement: Statement, context: RuleContext): Statement {
  const { mention, place } = statement;
  const { age } = context.patient;
  const child = age !== undefined && age < 18 && /^Z000[01]$/.test(mention.code);
  const title = place !== 'problem' && isTitle(statement, context);
  if (!child && !title) return statement;
  return {
    ...statement,
    ...(child ? { mention: { ...mention, code: mention.code === 'Z0000' ? 'Z00129' : 'Z00121' } } : {}),
    ...(title ? { place: 'problem' as const } : {}),
    by: [...(statement.by ?? []), 'reason-for-encounter'],
  };
}

/** Whether a reason stands in the title of the note: on one of its first lines, and that line is short. */
function isTitle({ mention, segment, assertion }: Statement, { note: { text } }: RuleContext): boolean {
  if (!TITLE.test(mention.code) || segment.line > TITLE_LINES || assertion.assertion !== 'present') return false;
  const from = text.lastIndexOf('\n', mention.start) + 1;
  const to = text.indexOf('\n', mention.end);
  if (text.slice(from, mention.end).search(/[.;]\s/) >= 0) return false;
  const line = text.slice(from, to === -1 ? text.length : to);
  if (line.length <= TITLE_LENGTH) return true;
  const sentence = /^.*?\.(?=\s)/.exec(line)?.[0] ?? line;
  return sentence.length <= TITLE_SENTENCE && !TOLD.test(sentence);
}

/** The code of a general examination for the age, and for whether its own words say that it found something (IV.P). */
function examination(candidate: Candidate, context: RuleContext): string {
  const { code } = candidate;
  const own = saidOf(candidate, context);
  const gynecologic = /^Z0141[19]$/.test(code);
  if (!gynecologic && !ROUTINE.test(code)) return code;
  const found = NORMAL.test(own) ? false : ABNORMAL.test(own) || /^Z0(?:001|0121)$/.test(code);
  if (gynecologic && GYNECOLOGY.test(own)) return found || (code === 'Z01411' && !NORMAL.test(own)) ? 'Z01411' : 'Z01419';
  const { age } = context.patient;
  const child = age === undefined ? code.startsWith('Z001') : age < 18;
  return child ? (found ? 'Z00121' : 'Z00129') : found ? 'Z0001' : 'Z0000';
}
