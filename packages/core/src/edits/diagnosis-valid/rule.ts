import { dottedCode } from '../../codesets/code.js';
import type { CodeId } from '../../codesets/code-table.js';
import type { Icd10cm } from '../../codesets/icd10cm.js';
import { seventhCharacterFault } from '../../codesets/seventh-character.js';
import { guideline } from '../../coding/guideline.js';
import { type Day, formatDay } from '../../model/date.js';
import { diagnosisDay } from '../dated-codes.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING, type Hit } from '../edit.js';

export const rule = defineEdit({
  id: 'diagnosis-valid',
  title: 'Every diagnosis is a billable ICD-10-CM code on its date',
  family: 'code-set',
  sources: [
    guideline('I.B.2'),
    { authority: 'HHS', document: '45 CFR', section: '162.1002' },
    { authority: 'CMS', document: 'Medicare Claims Processing Manual, Pub. 100-04', section: 'chapter 23 § 10' },
  ],
  needs: ['icd10cm/codes'],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    incomplete: {
      severity: 'error',
      what: '{reason}',
      why: 'a diagnosis is reported to the last character the code set has for it',
      todo: 'choose the code below {code} that the record supports',
    },
    ended: {
      severity: 'error',
      what: '{reason}',
      why: 'a claim takes the codes in force on {date}',
      todo: 'report {replacement}',
    },
    'not-yet': {
      severity: 'error',
      what: '{reason}',
      why: 'a claim takes the codes in force on {date}',
      todo: 'report {replacement}',
    },
    unknown: {
      severity: 'error',
      what: '{code} is no ICD-10-CM code: {reason}',
      why: 'no release has it',
      todo: 'correct the code{nearest}',
    },
  },
  check: (subject, context, report) => {
    const on = diagnosisDay(subject, context, report);
    if (on === undefined) return;
    const { icd } = context;
    for (const { code, at } of subject.diagnoses) {
      if (code === '') continue;
      const id = icd.table.find(code);
      if (id !== -1 && icd.table.statusOn(id, on) === 1) continue;
      // What is wrong with a 7th character is told by seventh-character.
      if (seventhCharacterFault(icd, code, on)) continue;
      report.hit({ at, ...told(icd, code, id, on) });
    }
  },
});

function told(icd: Icd10cm, code: string, id: CodeId | -1, on: Day): Pick<Hit, 'message' | 'params'> {
  const { reason = '', nearest = [] } = icd.lookup(code, on);
  const shown = dottedCode(code);
  const date = formatDay(on);
  if (id === -1) {
    const near = nearest.length > 0 ? `; near it: ${nearest.map((one) => one.code).join(', ')}` : '';
    return { message: 'unknown', params: { code: shown, date, reason, nearest: near } };
  }
  if (icd.table.statusOn(id, on) === 0) return { message: 'incomplete', params: { code: shown, date, reason } };
  const windows = icd.table.windows(id);
  const before = windows.filter(({ to }) => to < on).at(-1);
  const after = windows.find(({ from }) => from > on);
  const others = before ? icd.convertForward(code, before.from, on) : icd.convertBackward(code, after?.from ?? on, on);
  const replacement = others.map((other) => dottedCode(other.code)).join(' or ') || 'the code of that date that says the same';
  return { message: before ? 'ended' : 'not-yet', params: { code: shown, date, reason, replacement } };
}
