import { dottedCode } from '../../codesets/code.js';
import type { Instruction } from '../../codesets/instructions.js';
import { guideline } from '../../coding/guideline.js';
import { BOTH_FORMS, defineEdit, type EditContext, EVERY_SETTING, type Report } from '../edit.js';
import type { Subject } from '../subject.js';
import {
  holdsFor,
  lineNaming,
  type NotedDiagnosis,
  namedBy,
  namedCodes,
  notedDiagnoses,
  quoted,
  standsBefore,
  TABULAR_LIST,
} from '../tabular-notes.js';

/** What a "code first" note names is reported, and stands before the code the note is at. */
export const rule = defineEdit({
  id: 'code-first',
  title: 'What a "code first" note names is reported and stands before',
  family: 'tabular-notes',
  sources: [guideline('I.A.13'), guideline('I.A.17'), guideline('I.B.7'), TABULAR_LIST],
  needs: ['icd10cm/notes'],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    after: {
      severity: 'warning',
      what: '{first} stands after {code}',
      why: 'the note at {from} says code first: “{note}”',
      todo: 'put {first} before {code}',
    },
    missing: {
      severity: 'warning',
      what: '{code} is reported without the code that must stand first',
      why: 'the note at {from} says code first: “{note}”',
      todo: 'add the documented one of {codes} before {code}, or choose another code for the condition',
    },
    'first-listed': {
      severity: 'warning',
      what: '{code} is listed first, and its underlying condition is not before it',
      why: 'the note at {from} says code first: “{note}”',
      todo: 'report the underlying condition first, or ask the provider for it',
    },
  },
  check: (subject, context, report) => {
    const noted = notedDiagnoses(subject, context, report);
    for (const diagnosis of noted)
      for (const instruction of diagnosis.reaches.codeFirst?.instructions ?? [])
        if (holdsFor(instruction, diagnosis)) check(instruction, diagnosis, noted, subject, context, report);
  },
});

function check(
  instruction: Instruction,
  diagnosis: NotedDiagnosis,
  noted: readonly NotedDiagnosis[],
  { codesOn }: Subject,
  { icd }: EditContext,
  report: Report,
): void {
  const { code, at, rank, key } = diagnosis;
  const named = namedBy(instruction, diagnosis, noted);
  if (named.length > 0) {
    // One of several causes before the code is enough, unless the note asks for each.
    if (!instruction.each && named.some((other) => standsBefore(other, diagnosis))) return;
    const later = named.filter(
      // Where two codes name each other, neither order is wrong.
      (other) => standsBefore(diagnosis, other) && !other.reaches.codeFirst?.naming(code, key),
    );
    for (const first of instruction.each ? later : later.slice(0, 1))
      report.hit({
        message: 'after',
        at: first.at,
        severity: rank === 0 ? 'error' : 'warning',
        params: {
          code: dottedCode(code),
          first: dottedCode(first.code),
          ...quoted(instruction, lineNaming(instruction, diagnosis, first)),
        },
      });
    return;
  }
  // "If applicable" asks for nothing that is not there; notes of sections and chapters are written for some of their codes.
  if (instruction.conditional || instruction.level !== 'code') return;
  // The Medicare Code Editor's list says which codes are manifestations and nothing else.
  const isManifestation = codesOn !== undefined && icd.flags(code, codesOn).includes('MANIF');
  if (!instruction.open)
    report.hit({
      message: 'missing',
      at,
      severity: isManifestation ? 'error' : 'warning',
      params: { code: dottedCode(code), codes: namedCodes(instruction), ...quoted(instruction) },
    });
  // A manifestation in the first place has an edit of its own.
  else if (rank === 0 && !isManifestation)
    report.hit({ message: 'first-listed', at, params: { code: dottedCode(code), ...quoted(instruction) } });
}
