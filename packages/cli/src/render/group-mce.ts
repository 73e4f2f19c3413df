import type { MceEdit, MceResult } from '@medcode/core/groupers/mce/editor';
import { labelled } from './labelled.js';
import { wrap } from './layout.js';

/** What an edit says and what to do about it. */
const EDIT_WORDS: Readonly<Record<MceEdit, string>> = {
  AGE_CONFLICT: 'does not fit the age of the patient: check the age and the code',
  DUPLICATE_OF_PDX: 'repeats the principal diagnosis: remove the copy',
  E_CODE_AS_PDX: 'is an external cause and cannot be the principal diagnosis: sequence the injury or illness first',
  INCONSISTENT_WITH_LENGTH_OF_STAY: 'means more than 96 hours of ventilation, but the stay was four days or less: check both',
  INVALID_ADMIT_DX: 'the admitting diagnosis is not a valid code on the discharge date',
  INVALID_AGE: 'the age is not between 0 and 124 years',
  INVALID_CODE: 'is not a valid code on the discharge date: look it up',
  INVALID_DISCHARGE_STATUS: 'the discharge status is not one in use on the discharge date',
  INVALID_SEX: 'the sex is neither M nor F',
  LIMITED_COVERAGE: 'is covered in some hospitals or cases only: check the coverage conditions',
  MANIFESTATION_AS_PDX: 'is a manifestation and cannot be the principal diagnosis: sequence the disease behind it first',
  NON_COVERED: 'is a procedure Medicare does not cover here',
  QUESTIONABLE_ADMISSION: 'is usually no reason for an admission: check that it was',
  QUESTIONABLE_OBSTETRIC_ADMISSION: 'is a delivery, but no diagnosis gives its outcome: add the code of Z37',
  SEX_CONFLICT: 'does not fit the sex of the patient: check the sex and the code',
  UNACCEPTABLE_PDX: 'cannot be a principal diagnosis: sequence the condition that led to the admission',
  UNSPECIFIED: 'leaves open what the record should say (side or site): look for it in the record',
  WRONG_PROCEDURE_PERFORMED: 'says that the wrong procedure was done: such a stay is billed apart',
};

/** The editor's answer, a line an edit. @param shown how the codes of the claim are printed */
export function renderMce(answer: MceResult, shown: (code: string) => string): string[] {
  const lines: string[] = [];
  const ofCodes = new Set<MceEdit>();
  for (const [code, edits] of Object.entries(answer.codes))
    for (const edit of edits) {
      ofCodes.add(edit);
      lines.push(...labelled(shown(code), `${EDIT_WORDS[edit]} (${edit})`, 2, 10));
    }
  for (const edit of Object.keys(answer.edits) as MceEdit[])
    if (!ofCodes.has(edit)) lines.push(...labelled('claim', `${EDIT_WORDS[edit]} (${edit})`, 2, 10));
  for (const { edit, reason } of answer.notChecked ?? []) lines.push(...wrap(`Not checked: ${edit}, because ${reason}`, 2));
  return [`Medicare Code Editor ${lines.length === 0 ? '– no edit' : ''}`.trimEnd(), ...lines];
}
