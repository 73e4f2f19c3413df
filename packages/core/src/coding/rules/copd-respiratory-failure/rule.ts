import { dottedCode } from '../../../codesets/code.js';
import { answered } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule } from '../../rule.js';

/** Acute infections of the lower respiratory tract (note "code also" at J44.0). */
const LOWER_INFECTION = /^(?:J1[2-8]|J10[0]|J110|J09X1|J2[0-2]|J85[1]|J1282|A481|A37.1)/;

export const rule = defineRule({
  id: 'copd-respiratory-failure',
  title:
    'COPD with a lower respiratory infection is J44.0, also beside its exacerbation; acute on chronic respiratory failure says both its parts',
  sources: [guideline('I.C.10.a.1'), guideline('I.C.10.b.1'), guideline('I.C.10.b.2'), guideline('I.C.10.b.3')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const actions: Action[] = [];
    const [copd] = answered(candidates, /^J44[1-9]/);
    const [infection] = answered(candidates, LOWER_INFECTION);
    const [known] = answered(candidates, /^J440/);
    if (copd && infection && !known) {
      const withInfection = context.make({
        code: 'J440',
        from: [copd, infection],
        path: ['Disease, lung, obstructive', 'with › lower respiratory infection'],
        order: copd.code === 'J449' ? copd.order : copd.order - 0.25,
      });
      if (withInfection)
        actions.push(
          copd.code === 'J449' ? { kind: 'replace', candidates: [copd], by: withInfection } : { kind: 'add', candidate: withInfection },
        );
    }
    const specific = known ?? answered(candidates, /^J44[18]/)[0];
    if (specific)
      for (const plain of answered(candidates, /^J449$/))
        actions.push({ kind: 'drop', candidate: plain, reason: `less specific than ${dottedCode(specific.code)} (${specific.title})` });
    const [acuteOnChronic] = answered(candidates, /^J962/);
    if (acuteOnChronic)
      for (const part of answered(candidates, /^J96[019]/))
        actions.push({ kind: 'drop', candidate: part, reason: `said by ${dottedCode(acuteOnChronic.code)} (${acuteOnChronic.title})` });
    return actions;
  },
});
