import { dottedCode } from '../../codesets/code.js';
import { guideline } from '../../coding/guideline.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING } from '../edit.js';
import { namedBy, namedCodes, notedDiagnoses, quoted, TABULAR_LIST } from '../tabular-notes.js';

/** A "code also" note may ask for a second code; the order of the two is free. */
export const rule = defineEdit({
  id: 'code-also',
  title: 'What a "code also" note names is reported as well',
  family: 'tabular-notes',
  sources: [guideline('I.A.17'), TABULAR_LIST],
  needs: ['icd10cm/notes'],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    reminder: {
      severity: 'info',
      what: '{code} may need a second code',
      why: 'the note at {from} says code also: “{note}”',
      todo: 'if the record has it, add one of {codes}; the order follows the reason for the visit',
    },
  },
  check: (subject, context, report) => {
    const noted = notedDiagnoses(subject, context, report);
    for (const diagnosis of noted)
      for (const instruction of diagnosis.reaches.codeAlso?.instructions ?? []) {
        if (instruction.conditional || instruction.open || instruction.level !== 'code') continue;
        if (namedBy(instruction, diagnosis, noted).length > 0) continue;
        report.hit({
          message: 'reminder',
          at: diagnosis.at,
          params: {
            code: dottedCode(diagnosis.code),
            codes: namedCodes(instruction),
            ...quoted(instruction),
          },
        });
      }
  },
});
