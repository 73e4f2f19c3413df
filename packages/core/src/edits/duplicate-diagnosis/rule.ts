import { dottedCode } from '../../codesets/code.js';
import { guideline } from '../../coding/guideline.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING } from '../edit.js';

export const rule = defineEdit({
  id: 'duplicate-diagnosis',
  title: 'No diagnosis is reported twice in one encounter',
  family: 'code-set',
  sources: [guideline('I.B.12')],
  needs: [],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    twice: {
      severity: 'error',
      what: '{code} stands here again, first as number {first}',
      why: 'each code is reported once, whatever number of findings or sides it stands for',
      todo: 'remove the copy and let the lines point to number {first}',
    },
  },
  check: ({ diagnoses }, _context, report) => {
    for (let i = 1; i < diagnoses.length; i++) {
      const { code, role, at } = diagnoses[i] as (typeof diagnoses)[number];
      // What brought the patient in may also be what was found.
      if (code === '' || role === 'admitting' || role === 'reason-for-visit') continue;
      for (let j = 0; j < i; j++) {
        const other = diagnoses[j] as (typeof diagnoses)[number];
        if (other.code !== code || other.role === 'admitting' || other.role === 'reason-for-visit') continue;
        report.hit({ message: 'twice', at, params: { code: dottedCode(code), first: Number(other.at.split('/')[2]) + 1 } });
        break;
      }
    }
  },
});
