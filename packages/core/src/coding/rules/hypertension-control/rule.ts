import { dottedCode } from '../../../codesets/code.js';
import { answered } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, before, defineRule } from '../../rule.js';

/** Codes a hypertension may have when all rules are through. */
const HYPERTENSION = ['I10', 'I110', 'I119', 'I120', 'I129', 'I130', 'I1310', 'I1311', 'I132', 'I150', 'I151', 'I152', 'I158', 'I159'];

export const rule = defineRule({
  id: 'hypertension-control',
  title: 'A hypertensive crisis and resistant hypertension stand beside the hypertension; control has no code',
  sources: [guideline('I.C.9.a.7'), guideline('I.C.9.a.8'), guideline('I.C.9.a.9'), guideline('I.C.9.a.10'), guideline('I.C.9.a.12')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const actions: Action[] = [];
    const [hypertension] = answered(candidates, /^I1[0-5]/);
    const [crisis] = answered(candidates, /^I16/);
    const [resistant] = answered(candidates, /^I1A/);
    if (crisis && !hypertension) {
      // "Code also any identified hypertensive disease": one the note names anywhere is identified.
      const named = candidates.filter(({ code, assertion }) => code === 'I10' && assertion.assertion === 'present');
      const added =
        named.length > 0
          ? context.make({
              code: 'I10',
              from: [crisis],
              evidence: named.flatMap(({ evidence }) => evidence).slice(0, 2),
              path: ['Hypertension', 'with hypertensive crisis: code also'],
              order: crisis.order + 0.25,
            })
          : undefined;
      if (added) actions.push({ kind: 'replace', candidates: named, by: added });
    }
    if (resistant) {
      if (!hypertension) {
        const added = context.make({
          code: 'I10',
          from: [resistant],
          path: ['Hypertension', 'resistant: the hypertension is coded first'],
          order: resistant.order - 0.25,
        });
        if (added) actions.push({ kind: 'add', candidate: added });
      }
      for (const code of HYPERTENSION) actions.push(before(code, resistant.code));
    }
    const diagnosis = hypertension ?? crisis ?? resistant;
    if (diagnosis)
      for (const candidate of candidates)
        if (candidate.code === 'R030')
          actions.push({
            kind: 'drop',
            candidate,
            reason: `an elevated reading is coded only without hypertension: ${dottedCode(diagnosis.code)} (${diagnosis.title})`,
          });
    return actions;
  },
});
