import { answered, saidOf, statedCause } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, before, defineRule } from '../../rule.js';

const MALIGNANCY = /^(?:C|D4[5-7])/;
/** Anemia by what drives it, when the sentence gives the cause. */
const BY_TREATMENT =
  /\b(?:chemo(?:therapy)?|immunotherapy|antineoplastic)[- ](?:induced|related|associated)?|\b(?:due|secondary) to (?:\w+ ){0,2}(?:chemo(?:therapy)?|immunotherapy)\b/i;

export const rule = defineRule({
  id: 'neoplasm-anemia',
  title: 'Anemia of a malignancy follows it; anemia of its treatment stands before it with the adverse effect',
  sources: [guideline('I.C.2.c.1'), guideline('I.C.2.c.2')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const actions: Action[] = [];
    const malignancies = answered(candidates, MALIGNANCY);
    const [malignancy] = [...malignancies].sort((a, b) => a.order - b.order);
    if (!malignancy) return [];
    for (const anemia of answered(candidates, /^D(?:63[08]|6481|649)$/)) {
      if (anemia.code === 'D630') {
        actions.push(before(malignancy.code, 'D630'));
        continue;
      }
      if (anemia.code === 'D649' || anemia.code === 'D638') {
        // "Anemia due to colon cancer": the cause is the malignancy itself (I.C.2.c.1).
        const cause = malignancies.find((one) => statedCause(anemia, one, context));
        const combined =
          cause && !BY_TREATMENT.test(saidOf(anemia, context))
            ? context.make({ code: 'D630', from: [anemia, cause], path: ['Anemia', 'in › neoplastic disease'], order: anemia.order })
            : undefined;
        if (combined) actions.push({ kind: 'replace', candidates: [anemia], by: combined }, before(malignancy.code, 'D630'));
        continue;
      }
      actions.push(...ofTreatment());
    }
    return actions;

    function* ofTreatment(): Generator<Action> {
      const anemia = answered(candidates, /^D6481$/)[0];
      if (!anemia) return;
      const effect = candidates.find(({ code }) => code.startsWith('T451X5'));
      if (!effect) {
        const added = context.make({
          code: 'T451X5A',
          from: [anemia],
          path: ['Table of Drugs', 'antineoplastic › adverse effect'],
          order: anemia.order + 0.25,
        });
        if (added) yield { kind: 'add', candidate: added };
      }
      yield before('D6481', effect?.code ?? 'T451X5A');
      // The anemia alone is managed: it is listed first (I.C.2.c.2); an encounter for the treatment has its own rule.
      if (malignancies.every((one) => anemia.order < one.order)) for (const one of malignancies) yield before('D6481', one.code);
    }
  },
});
