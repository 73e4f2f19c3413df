import { dottedCode } from '../../../codesets/code.js';
import type { Candidate } from '../../candidate.js';
import { answered, saidAbout, saidOf } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule, type RuleContext } from '../../rule.js';

const HEALED = /\b(?:completely |fully |now )?(?:healed|resolved|closed)\b/i;
/** The last character of L89 by the words of the stage. */
const STAGE = /\bstage\s*(?:(4|iv)|(3|iii)|(2|ii)|(1|i))\b|\b(unstag(?:e)?able)\b|\b(deep tissue (?:pressure )?(?:injury|damage)|dti)\b/gi;
const PROGRESSED =
  /\b(?:progress(?:ed|ion)|evolv(?:ed|ing)|worsen(?:ed|ing)|advanc(?:ed|ing)|deteriorat\w+)\b[^.;\n]{0,30}?\bto\b[^.;\n]{0,15}?\bstage\s*([1-4]|i{1,3}v?|iv)\b/i;
const PRESSURE = /\b(?:pressure|decubitus|bed ?sore|sacral|sacrum|coccyx|ischial|heel)\b/i;
const ROMAN: Readonly<Record<string, string>> = { i: '1', ii: '2', iii: '3', iv: '4' };
const DIALYSIS =
  /\b(?:on|requiring|dependent on|receiving|chronic|maintenance|long[- ]term|undergoes|undergoing) (?:\w+ )?(?:h(?:a)?emodialysis|dialysis|peritoneal dialysis|hd|pd)\b|\b(?:h(?:a)?emodialysis|dialysis|hd|pd)[- ](?:dependent|m\/?w\/?f|t\/?th\/?s|tts|mwf|via|through|three times|3 times|3x|\d days)/i;

export const rule = defineRule({
  id: 'ulcer-and-ckd-stage',
  title: 'A pressure ulcer is coded by its stage while it is open; end stage replaces the stage of kidney disease',
  sources: [
    guideline('I.C.12.a.1'),
    guideline('I.C.12.a.4'),
    guideline('I.C.12.a.5'),
    guideline('I.C.12.a.6'),
    guideline('I.C.14.a.1'),
    guideline('I.C.14.a.2'),
  ],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const actions: Action[] = [];
    const ulcers = answered(candidates, /^L89/);
    for (const ulcer of ulcers) {
      const said = saidOf(ulcer, context);
      if (HEALED.test(said) && !/\bheal(?:ing)\b|\bnot (?:yet )?(?:healed|closed)\b|\bunhealed\b/i.test(said)) {
        actions.push({ kind: 'drop', candidate: ulcer, reason: 'healed pressure ulcers are not coded (guideline I.C.12.a.4)' });
        continue;
      }
      if (ulcer.code.endsWith('9')) actions.push(...staged(ulcer, ulcers, context));
      else if (context.setting === 'inpatient') actions.push(...evolved(ulcer, context));
    }
    const [endStage] = answered(candidates, /^N186$/);
    const [stageFive] = answered(candidates, /^N185$/);
    if (endStage) {
      for (const stage of candidates)
        if (/^N18[1-59]/.test(stage.code))
          actions.push({
            kind: 'drop',
            candidate: stage,
            reason: `with end stage renal disease documented, ${dottedCode('N186')} alone (guideline I.C.14.a.1)`,
          });
    } else if (stageFive && DIALYSIS.test(saidAbout(stageFive, context))) {
      const requiring = context.make({
        code: 'N186',
        from: [stageFive],
        path: ['Disease, kidney, chronic', 'stage 5 › requiring dialysis'],
        order: stageFive.order,
      });
      if (requiring)
        actions.push({ kind: 'replace', candidates: [stageFive], by: requiring }, ...onDialysis(requiring, candidates, context));
    }
    if (endStage) actions.push(...onDialysis(endStage, candidates, context));
    return actions;
  },
});

/** The stage, from other clinicians too, where the note gives one only (I.C.12.a.1, I.B.14). */
function* staged(ulcer: Candidate, ulcers: readonly Candidate[], context: RuleContext): Generator<Action> {
  if (ulcers.length > 1) return;
  const stages = new Map<string, { start: number; end: number }>();
  for (const segment of context.note.segments) {
    const said = context.note.text.slice(segment.start, segment.end);
    if (!PRESSURE.test(said)) continue;
    for (const match of said.matchAll(STAGE)) {
      const stage = match[1] ? '4' : match[2] ? '3' : match[3] ? '2' : match[4] ? '1' : match[5] ? '0' : '6';
      stages.set(stage, { start: segment.start + match.index, end: segment.start + match.index + match[0].length });
    }
  }
  if (stages.size !== 1) return;
  for (const [stage, { start, end }] of stages) {
    const code = ulcer.code.slice(0, -1) + stage;
    const made = context.make({
      code,
      from: [ulcer],
      evidence: [...ulcer.evidence.slice(0, 1), context.evidenceAt(start, end)],
      path: [...ulcer.path, `stage: ${stage}`],
      order: ulcer.order,
    });
    if (made && made.code === code) yield { kind: 'replace', candidates: [ulcer], by: made };
  }
}

/** An ulcer that reaches a higher stage during the stay: the stage on admission and the highest (I.C.12.a.6). */
function* evolved(ulcer: Candidate, context: RuleContext): Generator<Action> {
  const said = PROGRESSED.exec(saidAbout(ulcer, context));
  if (!said) return;
  const stage = said[1]?.toLowerCase() ?? '';
  const number = ROMAN[stage] ?? stage;
  const code = ulcer.code.slice(0, -1) + number;
  if (number <= ulcer.code.slice(-1)) return;
  const higher = context.make({ code, from: [ulcer], path: [...ulcer.path, `highest stage: ${number}`], order: ulcer.order + 0.25 });
  if (higher && higher.code === code) yield { kind: 'add', candidate: higher };
}

/** Dialysis status with end stage renal disease (note at N18.6). */
function* onDialysis(kidney: Candidate, candidates: readonly Candidate[], context: RuleContext): Generator<Action> {
  if (answered(candidates, /^Z992/).length > 0) return;
  for (const segment of context.note.segments) {
    if (segment.kind === 'fh' || segment.kind === 'instructions') continue;
    const said = context.note.text.slice(segment.start, segment.end);
    const match = DIALYSIS.exec(said);
    if (!match || /\b(?:not|no|never|refus\w*|declin\w*|discuss\w*|plan\w*|pre-?)\b[^.;\n]{0,25}$/i.test(said.slice(0, match.index)))
      continue;
    const status = context.make({
      code: 'Z992',
      from: [kidney],
      evidence: [context.evidenceAt(segment.start + match.index, segment.start + match.index + match[0].length)],
      path: ['Dependence', 'on › renal dialysis'],
    });
    const known = candidates.filter(({ code }) => code === 'Z992');
    if (status) yield known.length > 0 ? { kind: 'replace', candidates: known, by: status } : { kind: 'add', candidate: status };
    return;
  }
}
