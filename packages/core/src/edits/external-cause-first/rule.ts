import { dottedCode } from '../../codesets/code.js';
import { guideline } from '../../coding/guideline.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING } from '../edit.js';

/** Chapter 20. */
const EXTERNAL_CAUSE = /^[V-Y]/;

export const rule = defineEdit({
  id: 'external-cause-first',
  title: 'No external cause is the first-listed or principal diagnosis',
  family: 'code-set',
  sources: [
    guideline('I.C.20.a.6'),
    { authority: 'CMS', document: 'Definitions of Medicare Code Edits', section: 'external causes of morbidity as principal diagnosis' },
  ],
  needs: [],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    first: {
      severity: 'error',
      what: '{code} says how it happened and stands first',
      why: 'an external cause is never the first-listed or principal diagnosis',
      todo: 'put the injury or illness it caused before it',
    },
    'pointed-first': {
      severity: 'warning',
      what: 'line {line} points first to {code}, an external cause',
      why: 'an external cause says how it happened, not what was treated',
      todo: 'point first to the injury or illness treated',
    },
  },
  check: ({ diagnoses, lines }, _context, report) => {
    for (const { code, role, at } of diagnoses)
      if (role === 'principal' && EXTERNAL_CAUSE.test(code)) report.hit({ message: 'first', at, params: { code: dottedCode(code) } });
    lines.forEach(({ pointers, at }, i) => {
      const code = pointers[0] === undefined ? undefined : diagnoses[pointers[0] - 1]?.code;
      if (code !== undefined && EXTERNAL_CAUSE.test(code))
        report.hit({ message: 'pointed-first', at, params: { line: i + 1, code: dottedCode(code) } });
    });
  },
});
