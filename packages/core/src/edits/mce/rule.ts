import type { Catalog } from '../../codesets/catalog.js';
import { bareCode, dottedCode } from '../../codesets/code.js';
import { InpatientCodes } from '../../groupers/inpatient-codes.js';
import { type MceEdit, MedicareCodeEditor } from '../../groupers/mce/editor.js';
import { formatDay, parseDay } from '../../model/date.js';
import { coveredDay } from '../dated-codes.js';
import { defineEdit, type Message, NO_AGE, NO_SEX } from '../edit.js';
import type { Subject } from '../subject.js';

const editors = new WeakMap<Catalog, MedicareCodeEditor>();

/** The editor's edits that no other edit tells. */
const MESSAGES = {
  INCONSISTENT_WITH_LENGTH_OF_STAY: {
    severity: 'error',
    what: '{code} is ventilation of more than 96 hours, and the stay had {days} days',
    why: 'more than 96 consecutive hours do not fit into four days',
    todo: 'check the hours in the record and the dates of the stay',
  },
  INVALID_AGE: {
    severity: 'error',
    what: 'age {age}',
    why: 'the age of a patient is 0 to 124 years',
    todo: 'correct the birth date',
  },
  INVALID_DISCHARGE_STATUS: {
    severity: 'error',
    what: 'patient status {status} is not in use on {date}',
    why: 'the stay cannot be grouped without a discharge status of the day',
    todo: 'take the status from the discharge record',
  },
  INVALID_SEX: {
    severity: 'error',
    what: 'the sex of the patient is stated as unknown',
    why: 'until 2024-09-30 the editor asks for male or female',
    todo: 'take it from the registration',
  },
  LIMITED_COVERAGE: {
    severity: 'warning',
    what: '{code} is covered by Medicare in some cases only',
    why: 'it is on the editor’s list of limited coverage',
    todo: 'check the conditions of its coverage determination',
  },
  NON_COVERED: {
    severity: 'error',
    what: '{code} is a procedure Medicare does not cover here',
    why: 'it is on a list of non-covered procedures, alone or with these diagnoses and this age',
    todo: 'check procedure and diagnoses; bill it as non-covered if it stands',
  },
  QUESTIONABLE_ADMISSION: {
    severity: 'warning',
    what: '{code} is usually no reason to admit a patient',
    why: 'it is on the editor’s list of questionable admissions',
    todo: 'check that the stay was needed and that the principal diagnosis is right',
  },
  QUESTIONABLE_OBSTETRIC_ADMISSION: {
    severity: 'error',
    what: '{code} is a delivery, and no diagnosis gives its outcome',
    why: 'a delivery has a diagnosis of its outcome on the mother’s claim',
    todo: 'add the code of Z37 or of the delivery',
  },
  SEX_CONFLICT: {
    severity: 'error',
    what: '{code} is a procedure of the other sex',
    why: 'until 2024-09-30 the editor returned stays whose procedure and sex do not fit',
    todo: 'check the sex on file and the code',
  },
  UNACCEPTABLE_PDX: {
    severity: 'error',
    what: '{code} cannot be a principal diagnosis',
    why: 'it tells of a circumstance, or needs another diagnosis beside it',
    todo: 'sequence the condition that led to the admission first',
  },
  WRONG_PROCEDURE_PERFORMED: {
    severity: 'error',
    what: '{code} says that the wrong procedure was performed',
    why: 'a stay with a wrong surgery is billed apart from what is covered',
    todo: 'bill the erroneous surgery as no-pay (type of bill 110) and the rest apart',
  },
} satisfies Partial<Record<MceEdit, Message>>;

function told(edit: MceEdit): edit is keyof typeof MESSAGES {
  return edit in MESSAGES;
}

export const rule = defineEdit({
  id: 'mce',
  title: 'Edits of the Medicare Code Editor on a hospital stay',
  family: 'mce',
  sources: [{ authority: 'CMS', document: 'Definitions of Medicare Code Edits', section: 'v43.1 and v44' }],
  needs: ['icd10cm/edits', 'icd10pcs/edits', 'mce/ages', 'mce/discharge-status'],
  appliesTo: { forms: ['institutional'], settings: ['inpatient'] },
  since: '0.1.0',
  messages: MESSAGES,
  check: (subject, context, report) => {
    const { age, sex, diagnoses, procedures, input } = subject;
    const principal = diagnoses.find(({ role }) => role === 'principal');
    if (principal === undefined || principal.code === '' || (input.billType !== undefined && !/^0?(?:11|41)/.test(input.billType))) return;
    const on = coveredDay(subject.codesOn, 'icd10cm/edits', context, report);
    if (on === undefined) return;
    let editor = editors.get(context.catalog);
    if (!editor) {
      editor = new MedicareCodeEditor(new InpatientCodes(context.catalog));
      editors.set(context.catalog, editor);
    }
    const status = input.patientStatus;
    const days = stayDays(subject);
    const result = editor.edit({
      dischargeDate: formatDay(on),
      age,
      sex: sex ?? 'U',
      dischargeStatus: status ?? '',
      los: days,
      pdx: { code: principal.code },
      sdx: diagnoses.filter(({ role }) => role === 'other' || role === 'external-cause').map(({ code }) => ({ code })),
      px: procedures.map(({ code }) => code),
    });
    const params = { date: formatDay(on), days: days ?? 0, age: age ?? 0, status: status ?? '' };
    for (const [code, edits] of Object.entries(result.codes))
      for (const edit of edits) {
        const procedure = procedures.find((one) => bareCode(one.code) === code);
        const thing =
          procedure ??
          (edit === 'UNACCEPTABLE_PDX' || edit === 'QUESTIONABLE_ADMISSION' ? principal : diagnoses.find((one) => one.code === code));
        // Diagnoses of the other sex are told by sex-conflict.
        if (!told(edit) || thing === undefined || (edit === 'SEX_CONFLICT' && (!procedure || sex === undefined || sex === 'U'))) continue;
        report.hit({ message: edit, at: thing.at, params: { ...params, code: procedure ? code : dottedCode(code) } });
      }
    if (result.edits.INVALID_AGE) report.hit({ message: 'INVALID_AGE', at: '/patient', params });
    if (result.edits.INVALID_SEX && sex === 'U') report.hit({ message: 'INVALID_SEX', at: '/patient', params });
    else if (result.edits.INVALID_SEX) report.notChecked(NO_SEX);
    // A claim without a status is told by patient-status.
    if (status === undefined && !subject.isClaim)
      report.notChecked({ reason: 'the patient status is not stated', needs: ['patient status'] });
    if (result.edits.INVALID_DISCHARGE_STATUS && status !== undefined)
      report.hit({ message: 'INVALID_DISCHARGE_STATUS', at: '/patientStatus', params });
    for (const { edit } of result.notChecked ?? []) {
      if (edit === 'INCONSISTENT_WITH_LENGTH_OF_STAY')
        report.notChecked({ reason: 'the length of the stay is not stated', needs: ['admission date and last day'] });
      else if (edit === 'NON_COVERED') report.notChecked(NO_AGE);
    }
  },
});

/** Days from admission to discharge; undefined where either is not stated. */
function stayDays({ input, dateTo }: Subject): number | undefined {
  const from = parseDay(input.admissionDate ?? input.date ?? '');
  const ends = input.dischargeDate !== undefined || input.dateTo !== undefined;
  return from === undefined || dateTo === undefined || !ends ? undefined : dateTo - from;
}
