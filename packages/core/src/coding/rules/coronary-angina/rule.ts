import { dottedCode } from '../../../codesets/code.js';
import type { Candidate } from '../../candidate.js';
import { answered, saidAbout, segmentsOf } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, before, defineRule, type RuleContext } from '../../rule.js';

/** Kinds of angina (I20.-) and the last character of the combination codes I25.11- and I25.7-. */
const KIND: readonly (readonly [RegExp, string])[] = [
  [/^I200/, '0'],
  [/^I201/, '1'],
  [/^I202/, '2'],
  [/^I208/, '8'],
  [/^I209/, '9'],
];
/** Vessels without angina and the stem of their combination with it; for grafts the kind of graft is read from the words. */
const VESSEL: readonly (readonly [RegExp, (said: string) => string])[] = [
  [/^I2510$/, () => 'I2511'],
  [
    /^I25810$/,
    (said) =>
      /\b(?:saphenous|vein|svg)\b/i.test(said)
        ? 'I2571'
        : /\b(?:lima|rima|mammary|radial artery|arterial graft)\b/i.test(said)
          ? 'I2572'
          : 'I2570',
  ],
  [/^I25811$/, () => 'I2575'],
  [/^I25812$/, () => 'I2576'],
];
const COMBINED = /^I25(?:11|7)/;

export const rule = defineRule({
  id: 'coronary-angina',
  title: 'Coronary atherosclerosis with angina is one code, and infarction stands before it',
  sources: [guideline('I.C.9.b'), guideline('I.A.15')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const actions: Action[] = [];
    const anginas = answered(candidates, /^I20/);
    const combined = answered(candidates, COMBINED);
    const vessels = answered(candidates, /^I25(?:10$|81)/);
    const angina = mostSpecific(anginas.filter(({ unrelatedTo }) => !unrelatedTo.some((code) => code.startsWith('I25'))));
    const graft = combined.find(({ code }) => code.startsWith('I257'));
    if (graft) {
      // A graft with angina says all that the same words gave for the vessel without it and the native vessel.
      for (const part of [...vessels, ...combined])
        if (part !== graft && (part.code === 'I25810' || shares(part, graft, context)))
          actions.push({ kind: 'drop', candidate: part, reason: `said by ${dottedCode(graft.code)} (${graft.title})` });
    }
    const whole = graft ?? combined.find(({ code }) => !code.endsWith('9')) ?? combined[0];
    if (whole) {
      const kind = angina && KIND.find(([codes]) => codes.test(angina.code))?.[1];
      const specific =
        kind && kind !== '9' && whole.code.endsWith('9')
          ? context.make({
              code: whole.code.slice(0, -1) + kind,
              from: [whole],
              evidence: [...whole.evidence, ...(angina?.evidence ?? [])].slice(0, 4),
              path: whole.path,
            })
          : undefined;
      if (specific) actions.push({ kind: 'replace', candidates: [whole], by: specific });
      const stands = specific ?? whole;
      for (const part of [...anginas, ...(graft ? [] : vessels.filter(({ code }) => code === 'I2510'))])
        if (!part.unrelatedTo.some((code) => code.startsWith('I25')))
          actions.push({ kind: 'drop', candidate: part, reason: `said by ${dottedCode(stands.code)} (${stands.title})` });
      actions.push(...infarctionBefore(candidates, [stands.code]));
      return actions;
    }
    const [vessel] = vessels.filter(({ unrelatedTo }) => !unrelatedTo.some((code) => code.startsWith('I20')));
    const stem = vessel && VESSEL.find(([codes]) => codes.test(vessel.code))?.[1](saidAbout(vessel, context));
    const kind = angina && KIND.find(([codes]) => codes.test(angina.code))?.[1];
    const both =
      vessel && angina && stem && kind
        ? context.make({
            code: stem + kind,
            from: [vessel, angina],
            path: ['Disease, coronary artery', 'with › angina pectoris'],
            order: Math.min(vessel.order, angina.order),
          })
        : undefined;
    if (both) actions.push({ kind: 'replace', candidates: [...new Set([...vessels, ...anginas])], by: both });
    actions.push(...infarctionBefore(candidates, both ? [both.code] : vessels.map(({ code }) => code)));
    return actions;
  },
});

/** A patient with coronary disease who comes with an infarction: the infarction first (I.C.9.b). */
function infarctionBefore(candidates: readonly Candidate[], coronary: readonly string[]): Action[] {
  return answered(candidates, /^I2[12]/).flatMap(({ code }) => coronary.map((then): Action => before(code, then)));
}

function mostSpecific(anginas: readonly Candidate[]): Candidate | undefined {
  return anginas.find(({ code }) => code !== 'I209') ?? anginas[0];
}

function shares(a: Candidate, b: Candidate, { note }: RuleContext): boolean {
  const there = segmentsOf(b, note);
  return segmentsOf(a, note).some((segment) => there.includes(segment));
}
