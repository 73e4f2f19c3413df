import { dottedCode } from '../../codesets/code.js';
import type { Instruction } from '../../codesets/instructions.js';
import { guideline } from '../../coding/guideline.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING, type Report } from '../edit.js';
import {
  lineNaming,
  type NotedDiagnosis,
  namedBy,
  namedCodes,
  notedDiagnoses,
  quoted,
  standsBefore,
  TABULAR_LIST,
} from '../tabular-notes.js';

/** Notes whose second code the guidelines require by name, with the section that does: without it the first says half of the condition. */
const REQUIRED: Readonly<Record<string, string>> = {
  I110: 'I.C.9.a.1',
  I120: 'I.C.9.a.2',
  I129: 'I.C.9.a.2',
  I130: 'I.C.9.a.3',
  I1310: 'I.C.9.a.3',
  I1311: 'I.C.9.a.3',
  I132: 'I.C.9.a.3',
  O101: 'I.C.15.c',
  O102: 'I.C.15.c',
  O103: 'I.C.15.c',
  O987: 'I.C.15.f',
  O80: 'I.C.15.n',
};

/** What a "use additional code" note names is reported where it is there, and stands after the code the note is at. */
export const rule = defineEdit({
  id: 'use-additional',
  title: 'What a "use additional code" note names is reported and stands after',
  family: 'tabular-notes',
  sources: [guideline('I.A.13'), guideline('I.A.17'), guideline('I.B.7'), guideline('I.C.9.a'), guideline('I.C.15'), TABULAR_LIST],
  needs: ['icd10cm/notes'],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    before: {
      severity: 'warning',
      what: '{additional} stands before {code}',
      why: 'the note at {from} names it as an additional code: “{note}”',
      todo: 'put {additional} after {code}',
    },
    required: {
      severity: 'warning',
      what: '{code} is reported without the code that completes it',
      why: 'the note at {from} and guideline {guideline} ask for it: “{note}”',
      todo: 'add the documented one of {codes} after {code}',
    },
    reminder: {
      severity: 'info',
      what: '{code} asks for an additional code',
      why: 'the note at {from}: “{note}”',
      todo: 'if the record has it, add one of {codes} after {code}',
    },
  },
  check: (subject, context, report) => {
    const noted = notedDiagnoses(subject, context, report);
    for (const diagnosis of noted)
      for (const instruction of diagnosis.reaches.useAdditionalCode?.instructions ?? []) check(instruction, diagnosis, noted, report);
  },
});

function check(instruction: Instruction, diagnosis: NotedDiagnosis, noted: readonly NotedDiagnosis[], report: Report): void {
  // Circumstances that a patient may have or not are prompts, and any of them may be what the visit is for.
  if (instruction.conditional || instruction.level !== 'code' || instruction.lines.length === 0) return;
  const { code, key, at } = diagnosis;
  const place = quoted(instruction);
  const named = namedBy(instruction, diagnosis, noted);
  for (const additional of named) {
    if (!standsBefore(additional, diagnosis)) continue;
    // "Code first" decides where two codes name each other, and has its own edit.
    if (additional.reaches.codeFirst?.naming(code, key) || diagnosis.reaches.codeFirst?.naming(additional.code, additional.key)) continue;
    report.hit({
      message: 'before',
      at: additional.at,
      params: {
        code: dottedCode(code),
        additional: dottedCode(additional.code),
        ...quoted(instruction, lineNaming(instruction, diagnosis, additional)),
      },
    });
  }
  if (named.length > 0 || instruction.open) return;
  const section = REQUIRED[instruction.from];
  const params = { code: dottedCode(code), codes: namedCodes(instruction), ...place };
  if (section === undefined) report.hit({ message: 'reminder', at, params });
  else report.hit({ message: 'required', at, params: { ...params, guideline: section } });
}
