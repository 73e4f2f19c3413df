import { isAdmissionSource, isAdmissionType, isInpatientBill } from '../../codesets/claim-codes/bill-type.js';
import { defineEdit, EVERY_SETTING } from '../edit.js';

/** Frequencies of a bill that ends the stay. */
const FINAL = /^[14]$/;
const HOUR = /^(?:[01]\d|2[0-3])(?:[0-5]\d)?$|^99$/;

export const rule = defineEdit({
  id: 'admission-data',
  title: 'Institutional claims say when, how and why the patient came',
  family: 'claim-form',
  sources: [
    { authority: 'X12', document: '005010X223A2', section: 'loop 2300 DTP 435, DTP 096, CL1, HI BJ, HI PR' },
    { authority: 'NUBC', document: 'UB-04 Data Specifications Manual', section: 'form locators 12 to 16, 69, 70' },
    { authority: 'CMS', document: 'Medicare Claims Processing Manual, Pub. 100-04', section: 'chapter 25 § 75' },
  ],
  needs: [],
  appliesTo: { forms: ['institutional'], settings: EVERY_SETTING, claimsOnly: true },
  since: '0.1.0',
  messages: {
    'no-date': {
      severity: 'error',
      what: 'no admission date',
      why: 'a stay is billed with the day it began',
      todo: 'give the admission date',
    },
    'no-hour': {
      severity: 'error',
      what: 'no {kind} hour',
      why: 'hospital stays are billed with the hours of admission and, on the last bill, of discharge',
      todo: 'give the hour',
    },
    hour: {
      severity: 'error',
      what: '“{hour}” is no {kind} hour',
      why: 'hours are written HH or HHMM, 99 where unknown',
      todo: 'correct the hour',
    },
    'no-type': {
      severity: 'error',
      what: 'no priority of the admission or visit',
      why: 'every institutional claim says how urgent it was',
      todo: 'give the type: 1 emergency, 2 urgent, 3 elective, 4 newborn, 5 trauma, 9 unknown',
    },
    type: {
      severity: 'error',
      what: 'priority of admission “{type}” does not exist',
      why: 'it is 1 to 5 or 9',
      todo: 'correct the type of admission',
    },
    'no-source': {
      severity: 'error',
      what: 'no point of origin',
      why: 'the claim says from where the patient came',
      todo: 'give the point of origin',
    },
    source: {
      severity: 'error',
      what: 'point of origin “{source}” does not exist',
      why: 'the points of origin are a list of single characters, newborns having their own',
      todo: 'correct the point of origin',
    },
    'no-admitting': {
      severity: 'error',
      what: 'no admitting diagnosis',
      why: 'a stay is billed with the diagnosis known when the patient was admitted',
      todo: 'add the admitting diagnosis',
    },
    'no-reason': {
      severity: 'error',
      what: 'no reason for the visit',
      why: 'unscheduled outpatient visits (emergency, urgent or trauma, in revenue centers 045x, 0516, 0762) say what the patient came for',
      todo: 'add one to three diagnoses as reason for the visit',
    },
  },
  check: ({ input, lines, diagnoses }, _context, report) => {
    const { admissionDate, admissionHour, dischargeHour, admissionType, admissionSource, frequency } = input;
    if (input.billType === undefined) return report.notChecked({ reason: 'the type of bill is not stated', needs: ['type of bill'] });
    const type = input.billType.replace(/^0/, '');
    const stay = isInpatientBill(type);
    const hospital = type === '11';
    if (stay && admissionDate === undefined) report.hit({ message: 'no-date', at: '/admissionDate', params: {} });
    for (const { kind, hour, at, needed } of [
      { kind: 'admission', hour: admissionHour, at: '/admissionHour', needed: hospital },
      {
        kind: 'discharge',
        hour: dischargeHour,
        at: '/dischargeHour',
        needed: hospital && frequency !== undefined && FINAL.test(frequency),
      },
    ]) {
      if (hour === undefined) {
        if (needed) report.hit({ message: 'no-hour', at, params: { kind } });
      } else if (!HOUR.test(hour)) report.hit({ message: 'hour', at, params: { kind, hour: hour.slice(0, 10) } });
    }
    if (admissionType === undefined) report.hit({ message: 'no-type', at: '/admissionType', params: {} });
    else if (!isAdmissionType(admissionType))
      report.hit({ message: 'type', at: '/admissionType', params: { type: admissionType.slice(0, 10) } });
    // Specimens that came without the patient (14x) have no point of origin.
    if (admissionSource === undefined) {
      if (type !== '14') report.hit({ message: 'no-source', at: '/admissionSource', params: {} });
    } else if (!isAdmissionSource(admissionSource))
      report.hit({ message: 'source', at: '/admissionSource', params: { source: admissionSource.slice(0, 10) } });
    if (stay && !diagnoses.some(({ role }) => role === 'admitting')) report.hit({ message: 'no-admitting', at: '/diagnoses', params: {} });
    if (
      (type === '13' || type === '78' || type === '85') &&
      admissionType !== undefined &&
      /^[125]$/.test(admissionType) &&
      lines.some(({ revenueCode }) => revenueCode !== undefined && /^(?:045\d|0516|0762)$/.test(revenueCode)) &&
      !diagnoses.some(({ role }) => role === 'reason-for-visit')
    )
      report.hit({ message: 'no-reason', at: '/diagnoses', params: {} });
  },
});
