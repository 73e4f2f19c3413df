import { dottedCode } from '../../codesets/code.js';
import { FIRST_ONLY } from '../../coding/first-listed-codes.js';
import { guideline } from '../../coding/guideline.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING } from '../edit.js';

export const rule = defineEdit({
  id: 'first-listed-only',
  title: 'Z codes that may only be first-listed or principal stand first',
  family: 'code-set',
  sources: [guideline('I.C.21.c.16')],
  needs: [],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    later: {
      severity: 'warning',
      what: '{code} may only be first, and {first} stands before it',
      why: 'these reasons for an encounter are first-listed or not reported; records of several encounters of one day may be combined',
      todo: 'put it first if it is the reason for the encounter, else remove it',
    },
  },
  check: ({ diagnoses }, _context, report) => {
    const first = diagnoses.find(({ role }) => role === 'principal');
    // Two such reasons on one day: each is first of its own encounter (or both treat a neoplasm, guideline I.C.2.e.2).
    if (first === undefined || FIRST_ONLY.test(first.code)) return;
    for (const { code, role, at } of diagnoses)
      if (role === 'other' && FIRST_ONLY.test(code))
        report.hit({ message: 'later', at, params: { code: dottedCode(code), first: dottedCode(first.code) } });
  },
});
