import { dottedCode } from '../../codesets/code.js';
import { guideline } from '../../coding/guideline.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING } from '../edit.js';
import { type NotedDiagnosis, notedDiagnoses, quoted, TABULAR_LIST } from '../tabular-notes.js';

/** Two codes that an Excludes1 note keeps apart are reported together only for conditions that have nothing to do with one another. */
export const rule = defineEdit({
  id: 'excludes1',
  title: 'Two diagnoses that an Excludes1 note keeps apart are not reported together',
  family: 'tabular-notes',
  sources: [guideline('I.A.12.a'), TABULAR_LIST],
  needs: ['icd10cm/notes'],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    conflict: {
      severity: 'error',
      what: '{code} and {other} exclude each other',
      why: 'the Excludes1 note at {from} names {other}: “{note}”',
      todo: 'keep the code the record supports; both stand only when it says the two conditions are unrelated',
    },
    symptom: {
      severity: 'error',
      what: 'the sign or symptom {symptom} and {disease} exclude each other',
      why: 'the Excludes1 note at {from} keeps them apart: “{note}”',
      todo: 'report the disease alone; the symptom stands beside it only when the record gives it another cause',
    },
  },
  check: (subject, context, report) => {
    const noted = notedDiagnoses(subject, context, report);
    for (let i = 0; i < noted.length; i++) {
      const a = noted[i] as NotedDiagnosis;
      for (let j = i + 1; j < noted.length; j++) {
        const b = noted[j] as NotedDiagnosis;
        if (a.key === b.key) continue;
        let [code, other] = [a, b];
        let found = a.reaches.excludes1?.naming(b.code, b.key);
        if (!found) {
          [code, other] = [b, a];
          found = b.reaches.excludes1?.naming(a.code, a.key);
        }
        if (!found) continue;
        const { instruction, line } = found;
        const place = quoted(instruction, line.note.text);
        // Notes at a section or chapter are written for all of its codes at once and miss more often.
        const severity = instruction.level === 'code' ? 'error' : 'warning';
        const isSymptom = (one: NotedDiagnosis): boolean => one.code.startsWith('R');
        if (isSymptom(code) === isSymptom(other)) {
          report.hit({
            message: 'conflict',
            at: b.at,
            severity,
            params: { code: dottedCode(code.code), other: dottedCode(other.code), ...place },
          });
          continue;
        }
        const [symptom, disease] = isSymptom(code) ? [code, other] : [other, code];
        report.hit({
          message: 'symptom',
          at: symptom.at,
          severity,
          params: { symptom: dottedCode(symptom.code), disease: dottedCode(disease.code), ...place },
        });
      }
    }
  },
});
