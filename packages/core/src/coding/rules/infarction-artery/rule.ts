import { dottedCode } from '../../../codesets/code.js';
import { answered } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, defineRule, type RuleContext } from '../../rule.js';

/** Arteries and the code of the ST elevation infarction their occlusion makes (Alphabetic Index, Infarct, myocardium, ST elevation). */
const ARTERIES: readonly (readonly [RegExp, string])[] = [
  [/\bleft main\b/i, 'I2101'],
  [/\b(?:lad|left anterior descending|diagonal)\b/i, 'I2102'],
  [/\b(?:rca|right coronary(?: artery)?|posterior descending|r?pda)\b/i, 'I2111'],
  [/\b(?:lcx|left circumflex|circumflex|om[12]?|obtuse marginal)\b/i, 'I2121'],
];
/** A clause that names the artery of the infarction. */
const CULPRIT = /\bculprit\b|\b(?:thrombotic|acute|total|100 ?%)[^.;\n]{0,40}\bocclu\w*|\bthrombotically occluded/i;
/** Infarctions whose artery is left open. */
const OPEN = /^I21(?:09|19|29|3)$/;

export const rule = defineRule({
  id: 'infarction-artery',
  title: 'An ST elevation infarction is coded by the artery the record names as its cause, once',
  sources: [guideline('I.C.9.e.1'), guideline('I.B.2')],
  appliesTo: { settings: ['inpatient', 'ed'], profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const actions: Action[] = [];
    const elevations = answered(candidates, /^I21[0-3]/);
    const [first] = elevations.filter(({ code }) => OPEN.test(code));
    let [named] = elevations.filter(({ code }) => !OPEN.test(code));
    const code = first && !named ? culprit(context) : undefined;
    if (first && code) {
      named = context.make({ code, from: [first], path: [...first.path, 'by artery'], order: first.order });
      if (named) actions.push({ kind: 'replace', candidates: [first], by: named });
    }
    const specific = named ?? elevations.find((candidate) => candidate.code !== 'I213');
    if (specific)
      for (const open of elevations)
        if (open !== specific && (open.code === 'I213' || (named && OPEN.test(open.code))) && !(code && open === first))
          actions.push({ kind: 'drop', candidate: open, reason: `less specific than ${dottedCode(specific.code)} (${specific.title})` });
    return actions;
  },
});

/** The one artery named in clauses of the culprit; none where they name several. */
function culprit({ note: { text } }: RuleContext): string | undefined {
  const found = new Set<string>();
  for (const clause of text.split(/[.,;\n]/))
    if (CULPRIT.test(clause)) for (const [artery, code] of ARTERIES) if (artery.test(clause)) found.add(code);
  const [only, other] = found;
  return other === undefined ? only : undefined;
}
