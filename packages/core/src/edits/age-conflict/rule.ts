import type { Catalog } from '../../codesets/catalog.js';
import { dottedCode } from '../../codesets/code.js';
import type { Day } from '../../model/date.js';
import { diagnosisDay } from '../dated-codes.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING, NO_AGE } from '../edit.js';

interface AgeList {
  readonly flag: string;
  readonly from: Day;
  readonly to: Day;
  readonly start: number;
  readonly end: number;
}
const WORDS: Readonly<Record<string, string>> = { NEWBORN: 'newborns', PEDIATRIC: 'children', MATERNITY: 'pregnancy', ADULT: 'adults' };
const lists = new WeakMap<Catalog, readonly AgeList[]>();

export const rule = defineEdit({
  id: 'age-conflict',
  title: 'Diagnoses of newborns, children, pregnancy and adults fit the age of the patient',
  family: 'code-set',
  sources: [{ authority: 'CMS', document: 'Definitions of Medicare Code Edits', section: 'age conflict' }],
  needs: ['icd10cm/edits', 'mce/ages'],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    conflict: {
      severity: 'warning',
      what: '{code} is a diagnosis of {group} ({ages}), and the patient is {age}',
      why: 'the Medicare Code Editor lists the ages each of these diagnoses can stand with',
      todo: 'check the birth date on file and the code',
    },
  },
  check: (subject, context, report) => {
    const on = diagnosisDay(subject, context, report, 'icd10cm/edits');
    if (on === undefined) return;
    const { age, setting, form } = subject;
    let open = false;
    for (const { code, at } of subject.diagnoses) {
      const flags = context.icd.flags(code, on);
      if (flags.length === 0) continue;
      for (const { flag, from, to, start, end } of listsOf(context.catalog)) {
        if (on < from || on > to || !flags.includes(flag)) continue;
        if (age === undefined) open = true;
        else if (age < start || age > end)
          report.hit({
            message: 'conflict',
            at,
            params: {
              code: dottedCode(code),
              group: WORDS[flag] ?? flag,
              ages: end === 0 ? 'under one year' : `${start} to ${end} years`,
              age,
            },
            severity: form === 'institutional' && setting === 'inpatient' ? 'error' : 'warning',
          });
      }
    }
    if (open) report.notChecked(NO_AGE);
  },
});

function listsOf(catalog: Catalog): readonly AgeList[] {
  let found = lists.get(catalog);
  if (!found) {
    const table = catalog.one('mce/ages').table();
    const numbers = (name: string): Int32Array => table.numbers<Int32Array>(name);
    found = Array.from({ length: table.rows }, (_, row) => ({
      flag: table.text('category').at(row),
      from: numbers('from')[row] as Day,
      to: numbers('to')[row] as Day,
      start: numbers('startAge')[row] as number,
      end: numbers('endAge')[row] as number,
    }));
    lists.set(catalog, found);
  }
  return found;
}
