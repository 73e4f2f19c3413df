import { dottedCode } from '../../codesets/code.js';
import { diagnosisDay } from '../dated-codes.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING, NO_SEX } from '../edit.js';

export const rule = defineEdit({
  id: 'sex-conflict',
  title: 'Diagnoses of one sex fit the sex of the patient',
  family: 'code-set',
  sources: [{ authority: 'CMS', document: 'Definitions of Medicare Code Edits', section: 'sex conflict', effectiveTo: '2024-09-30' }],
  needs: ['icd10cm/edits'],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    conflict: {
      severity: 'warning',
      what: '{code} is a diagnosis of {only} patients, and the claim says {sex}',
      why: 'until 2024-09-30 the Medicare Code Editor returned claims whose diagnosis and sex do not fit',
      todo: 'check the sex on file and the code; condition code 45 or modifier KX says that both are right',
    },
  },
  check: (subject, context, report) => {
    const on = diagnosisDay(subject, context, report, 'icd10cm/edits');
    if (on === undefined) return;
    const { sex, setting, form, input } = subject;
    // The provider says that the conflict is none.
    const confirmed = (input.conditions ?? []).includes('45') || subject.lines.some(({ modifiers }) => modifiers.includes('KX'));
    if (confirmed) return;
    let open = false;
    for (const { code, at } of subject.diagnoses) {
      const flags = context.icd.flags(code, on);
      const only = flags.includes('FEMALE') ? 'F' : flags.includes('MALE') ? 'M' : undefined;
      if (only === undefined || only === sex) continue;
      if (sex === undefined || sex === 'U') open = true;
      else
        report.hit({
          message: 'conflict',
          at,
          params: { code: dottedCode(code), only: only === 'F' ? 'female' : 'male', sex: sex === 'F' ? 'female' : 'male' },
          severity: form === 'institutional' && setting === 'inpatient' ? 'error' : 'warning',
        });
    }
    if (open) report.notChecked(NO_SEX);
  },
});
