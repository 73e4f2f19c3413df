import { dottedCode } from '../../codesets/code.js';
import { guideline } from '../../coding/guideline.js';
import { diagnosisDay } from '../dated-codes.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING } from '../edit.js';

export const rule = defineEdit({
  id: 'manifestation-first',
  title: 'No manifestation is the first-listed or principal diagnosis',
  family: 'code-set',
  sources: [
    guideline('I.A.13'),
    { authority: 'CMS', document: 'Definitions of Medicare Code Edits', section: 'manifestation code as principal diagnosis' },
  ],
  needs: ['icd10cm/edits'],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    first: {
      severity: 'error',
      what: '{code} is a manifestation and stands first',
      why: 'the disease that causes a manifestation is sequenced before it',
      todo: 'put the underlying disease first: its code is named in the “code first” note',
    },
  },
  check: (subject, context, report) => {
    const on = diagnosisDay(subject, context, report, 'icd10cm/edits');
    if (on === undefined) return;
    for (const { code, role, at } of subject.diagnoses)
      if (role === 'principal' && context.icd.flags(code, on).includes('MANIF'))
        report.hit({ message: 'first', at, params: { code: dottedCode(code) } });
  },
});
