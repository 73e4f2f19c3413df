import { dottedCode } from '../../codesets/code.js';
import { guideline } from '../../coding/guideline.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING, type Report } from '../edit.js';
import { type NotedDiagnosis, notedDiagnoses, quoted, TABULAR_LIST } from '../tabular-notes.js';

/** An Excludes2 note says that a condition is not part of the code; a patient may have both, and both are then reported. */
export const rule = defineEdit({
  id: 'excludes2',
  title: 'Two diagnoses with an Excludes2 note between them are each documented',
  family: 'tabular-notes',
  sources: [guideline('I.A.12.b'), TABULAR_LIST],
  needs: ['icd10cm/notes'],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    both: {
      severity: 'info',
      what: '{code} does not include {other}; both may stand',
      why: 'the Excludes2 note at {from}: “{note}”',
      todo: 'see that the record names both conditions',
    },
  },
  check: (subject, context, report) => {
    const noted = notedDiagnoses(subject, context, report);
    for (let j = 1; j < noted.length; j++) {
      const b = noted[j] as NotedDiagnosis;
      if (isCondition(b)) remind(b, noted, j, report);
    }
  },
});

/** One reminder is enough to look at the record again. */
function remind(b: NotedDiagnosis, noted: readonly NotedDiagnosis[], end: number, report: Report): void {
  for (let i = 0; i < end; i++) {
    const a = noted[i] as NotedDiagnosis;
    if (a.key === b.key || !isCondition(a)) continue;
    // Notes of sections and chapters guide the choice of a code, and say nothing of a pair.
    const fromA = a.reaches.excludes2?.ofCodes.naming(b.code, b.key);
    const found = fromA ?? b.reaches.excludes2?.ofCodes.naming(a.code, a.key);
    if (!found) continue;
    const [code, other] = fromA ? [a, b] : [b, a];
    report.hit({
      message: 'both',
      at: b.at,
      params: { code: dottedCode(code.code), other: dottedCode(other.code), ...quoted(found.instruction, found.line.note.text) },
    });
    return;
  }
}

/** Status, history and external cause stand beside whatever they bear on. */
function isCondition({ code }: NotedDiagnosis): boolean {
  return code < 'V';
}
