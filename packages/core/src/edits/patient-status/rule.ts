import { isInpatientBill, isPatientStatus, STILL_PATIENT } from '../../codesets/claim-codes/bill-type.js';
import { parseDay } from '../../model/date.js';
import { defineEdit, EVERY_SETTING } from '../edit.js';

/** Bills after which the stay goes on: first and continuing of a series. */
const GOES_ON = /^[23]$/;
/** Bills that end it: from admission to discharge, and the last of a series. */
const ENDS = /^[14]$/;
/** Statuses that are of hospice patients alone. */
const HOSPICE_DEATH = /^4[012]$/;

export const rule = defineEdit({
  id: 'patient-status',
  title: 'The patient status exists and fits the type of bill and its frequency',
  family: 'claim-form',
  sources: [
    { authority: 'X12', document: '005010X223A2', section: 'loop 2300 CL103' },
    { authority: 'NUBC', document: 'UB-04 Data Specifications Manual', section: 'form locator 17' },
    { authority: 'CMS', document: 'Medicare Claims Processing Manual, Pub. 100-04', section: 'chapter 1 § 50.2; chapter 25 § 75.2' },
  ],
  needs: [],
  appliesTo: { forms: ['institutional'], settings: EVERY_SETTING, claimsOnly: true },
  since: '0.1.0',
  messages: {
    missing: {
      severity: 'error',
      what: 'no patient status',
      why: 'every institutional claim says where the patient is at the end of the statement period',
      todo: 'take the status from the discharge record; 30 while the patient stays',
    },
    unknown: {
      severity: 'error',
      what: 'patient status “{status}” does not exist',
      why: 'the statuses are a list of two digits',
      todo: 'correct the status',
    },
    'still-patient': {
      severity: 'error',
      what: 'still a patient (30) on a bill of frequency {frequency}, which ends the stay',
      why: 'a bill to the end of the stay says where the patient went',
      todo: 'correct the status, or bill as 2 or 3 while the stay goes on',
    },
    discharged: {
      severity: 'error',
      what: 'status {status} on a bill of frequency {frequency}, after which the stay goes on',
      why: 'interim bills are of patients who stay on: 30',
      todo: 'correct the status, or bill as 4 when it is the last',
    },
    hospice: {
      severity: 'error',
      what: 'status {status} on type of bill {type}x',
      why: '40 to 42 tell where a hospice patient died, on bills of hospices',
      todo: 'report 20 for a patient who died',
    },
    'not-dead': {
      severity: 'warning',
      what: 'the patient has a date of death in the stay, and status {status}',
      why: 'a patient who died in the stay has status 20',
      todo: 'check both',
    },
  },
  check: ({ input, dateTo }, _context, report) => {
    const { patientStatus: status, billType, frequency } = input;
    if (status === undefined) return report.hit({ message: 'missing', at: '/patientStatus', params: {} });
    if (!isPatientStatus(status)) return report.hit({ message: 'unknown', at: '/patientStatus', params: { status: status.slice(0, 10) } });
    if (billType === undefined) return report.notChecked({ reason: 'the type of bill is not stated', needs: ['type of bill'] });
    const type = billType.replace(/^0/, '');
    if (HOSPICE_DEATH.test(status) && !/^8[12]$/.test(type))
      report.hit({ message: 'hospice', at: '/patientStatus', params: { status, type } });
    if (!isInpatientBill(type)) return;
    if (frequency !== undefined && ENDS.test(frequency) && status === STILL_PATIENT)
      report.hit({ message: 'still-patient', at: '/patientStatus', params: { frequency } });
    if (frequency !== undefined && GOES_ON.test(frequency) && status !== STILL_PATIENT)
      report.hit({ message: 'discharged', at: '/patientStatus', params: { status, frequency } });
    const died = parseDay(input.patient?.deathDate ?? '');
    if (died !== undefined && dateTo !== undefined && died <= dateTo && status !== '20')
      report.hit({ message: 'not-dead', at: '/patientStatus', params: { status } });
  },
});
