import { dottedCode } from '../../codesets/code.js';
import { NEVER_FIRST } from '../../coding/first-listed-codes.js';
import { guideline } from '../../coding/guideline.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING } from '../edit.js';

/** Chapter 20 has an edit of its own; coma of no scale may be the reason for an encounter. */
const ELSEWHERE = /^(?:[V-Y]|R4020)/;
/** Codes of which the guidelines say that they are secondary; of the rest, status codes, only that they are additional. */
const SECONDARY = /^(?:Z16|Z283|Z37|Z3A|Z5[5-9]|Z6[0-5]|Z68|R297|R402)/;

export const rule = defineEdit({
  id: 'never-first',
  title: 'Codes that only add to others are not first-listed or principal',
  family: 'code-set',
  sources: [guideline('I.B.14'), guideline('I.C.21.c.3'), guideline('I.C.21.c.17')],
  needs: [],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    first: {
      severity: 'error',
      what: '{code} only adds to other diagnoses and stands first',
      why: 'body mass index, scales, social circumstances, outcome of delivery and weeks of gestation are secondary',
      todo: 'put the condition it belongs to first',
    },
    status: {
      severity: 'warning',
      what: '{code} says a status and stands first',
      why: 'a status is rarely what an encounter is for',
      todo: 'put the reason for the encounter first',
    },
  },
  check: ({ diagnoses }, _context, report) => {
    for (const { code, role, at } of diagnoses)
      if (role === 'principal' && NEVER_FIRST.test(code) && !ELSEWHERE.test(code))
        report.hit({ message: SECONDARY.test(code) ? 'first' : 'status', at, params: { code: dottedCode(code) } });
  },
});
