import { dottedCode } from '../../../codesets/code.js';
import { answered, saidOf } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, before, defineRule } from '../../rule.js';

/** Causes the note "code first" at E08 names, with the words for them and the code where no more is said. */
const CAUSES: readonly { readonly words: RegExp; readonly codes: RegExp; readonly code: string }[] = [
  { words: /\bcystic fibrosis\b|\bCF[- ]related\b|\bCFRD\b/i, codes: /^E84/, code: 'E848' },
  { words: /\bcushing/i, codes: /^E24/, code: 'E249' },
  { words: /\bh(?:a)?emochromatosis\b/i, codes: /^E831/, code: 'E83119' },
  { words: /\bacromegaly\b/i, codes: /^E220/, code: 'E220' },
  { words: /\bchronic pancreatitis\b/i, codes: /^K86[01]/, code: 'K861' },
  { words: /\bpancreatic (?:cancer|adenocarcinoma|carcinoma)\b/i, codes: /^C25/, code: 'C259' },
  { words: /\bmalnutrition\b/i, codes: /^E4[0-6]/, code: 'E46' },
];

export const rule = defineRule({
  id: 'secondary-diabetes',
  title: 'Secondary diabetes is coded by its cause, and with the cause',
  sources: [guideline('I.C.4.a'), guideline('I.C.4.a.6')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const actions: Action[] = [];
    const secondary = answered(candidates, /^E(?:08|09|13)/);
    const [first] = secondary;
    if (!first) return [];
    // The type is stated by its cause: the default of diabetes without a type falls away (Excludes1 at E08, E09 and E13).
    for (const candidate of candidates)
      if (
        candidate.code.startsWith('E11') &&
        !/\b(?:type ?(?:2|ii)|t2dm|dm ?(?:2|ii)|niddm)\b/i.test(candidate.evidence.map(({ text }) => text).join(' '))
      )
        actions.push({
          kind: 'drop',
          candidate,
          reason: `the diabetes is documented by its cause: ${dottedCode(first.code)} (${first.title})`,
        });
    for (const diabetes of secondary) {
      if (!diabetes.code.startsWith('E08')) continue;
      const said = saidOf(diabetes, context);
      for (const { words, codes, code } of CAUSES) {
        const cause = answered(candidates, codes)[0];
        if (cause) actions.push(before(cause.code, diabetes.code));
        if (cause || !words.test(said)) continue;
        const added = context.make({
          code,
          from: [diabetes],
          path: ['Diabetes', 'due to underlying condition: coded first'],
          order: diabetes.order - 0.25,
        });
        if (added) actions.push({ kind: 'add', candidate: added }, before(added.code, diabetes.code));
      }
    }
    for (const diabetes of secondary) {
      if (diabetes.code.startsWith('E13')) actions.push(before('E891', diabetes.code));
      if (!diabetes.code.startsWith('E09')) continue;
      for (const drug of candidates.filter(({ code }) => /^T(?:3[6-9]|4|50)/.test(code)))
        actions.push(isAdverseEffect(drug.code) ? before(diabetes.code, drug.code) : before(drug.code, diabetes.code));
    }
    return actions;
  },
});

/** Fifth or sixth character 5 of T36–T50: adverse effect. */
function isAdverseEffect(code: string): boolean {
  return code[5] === '5' || (code[5] === 'X' && code[4] === '5');
}
