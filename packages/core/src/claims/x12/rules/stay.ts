import {
  DECEASED,
  isInpatientBill,
  isOutpatientBill,
  STILL_PATIENT,
  TOTAL_CHARGE_REVENUE,
} from '../../../codesets/claim-codes/bill-type.js';
import type { Icd10cm } from '../../../codesets/icd10cm.js';
import { type Day, formatDay } from '../../../model/date.js';
import type { PlacedSegment } from '../finding.js';
import { type ClaimReport, defineRule } from './claim-rule.js';
import { billsDrug, type ClaimView, informationElement } from './claim-view.js';
import { missingInClaim, missingPlace } from './missing-place.js';
import { wirePeriod } from './wire-date.js';

export const STAY_ADMISSION_DATE = defineRule({
  id: '837-stay-admission-date-missing',
  snip: 4,
  severity: 'error',
  what: 'The claim is for a stay (bill type {bill}), and the date of admission is missing.',
  why: 'Inpatient claims carry date and hour of admission (loop 2300, DTP 435; UB-04 form locators 12 and 13).',
  todo: 'Send the date of admission.',
  status: 'A7:189',
});
export const STAY_DISCHARGE_HOUR = defineRule({
  id: '837-stay-discharge-hour-missing',
  snip: 4,
  severity: 'error',
  what: 'The claim ends a stay (bill type {bill}), and the hour of discharge is missing.',
  why: 'Final inpatient claims carry the hour of discharge (loop 2300, DTP 096; UB-04 form locator 16).',
  todo: 'Send the hour of discharge, or patient status 30 when the stay goes on.',
  status: 'A7:233',
});
export const STAY_ADMISSION_TYPE = defineRule({
  id: '837-stay-admission-type-missing',
  snip: 4,
  severity: 'error',
  what: 'The claim is for a stay (bill type {bill}), and the type of admission is missing.',
  why: 'Inpatient claims say how urgent the admission was (CL101; UB-04 form locator 14).',
  todo: 'Enter the type of admission.',
  status: 'A7:231',
});
export const STAY_ADMISSION_SOURCE = defineRule({
  id: '837-stay-admission-source-missing',
  snip: 4,
  severity: 'error',
  what: 'The claim is for a stay (bill type {bill}), and the point of origin is missing.',
  why: 'Inpatient claims say where the patient came from (CL102; UB-04 form locator 15).',
  todo: 'Enter the point of origin.',
  status: 'A7:229',
});
export const ADMITTING_DIAGNOSIS = defineRule({
  id: '837-admitting-diagnosis-missing',
  snip: 4,
  severity: 'error',
  what: 'The claim is for a stay (bill type {bill}), and the admitting diagnosis is missing.',
  why: 'Inpatient claims carry the diagnosis at admission (loop 2300, HI ABJ; UB-04 form locator 69).',
  todo: 'Send the admitting diagnosis.',
  status: 'A7:232',
});
export const REASON_FOR_VISIT = defineRule({
  id: '837-reason-for-visit-missing',
  snip: 4,
  severity: 'error',
  what: 'The claim is for an unscheduled outpatient visit, and the patient’s reason for it is missing.',
  why: 'Emergency, urgent care and observation visits carry the reason (loop 2300, HI APR; UB-04 form locator 70).',
  todo: 'Send the reason for the visit.',
  status: 'A7:673',
});
export const STATUS_AND_FREQUENCY = defineRule({
  id: '837-status-and-frequency',
  snip: 4,
  severity: 'error',
  what: 'Patient status {status} does not go with frequency {frequency} of the bill.',
  why: 'A stay that is billed in parts goes on with status 30 in all but the last; a bill that ends it has another.',
  todo: 'Correct patient status (CL103) or frequency (CLM05-3).',
  status: 'A8:234',
});
export const POA_MISSING = defineRule({
  id: '837-poa-missing',
  snip: 4,
  severity: 'error',
  what: '{code} has no mark of present on admission; other diagnoses of the stay have one.',
  why: 'A hospital that reports present on admission does so for every diagnosis that is not exempt (HI, ninth component).',
  todo: 'Mark the diagnosis Y, N, U or W.',
  status: 'A7:688',
});
export const POA_OUTPATIENT = defineRule({
  id: '837-poa-outpatient',
  snip: 4,
  severity: 'warning',
  what: '{code} is marked present on admission on an outpatient claim (bill type {bill}).',
  why: 'Present on admission belongs to stays.',
  todo: 'Leave the mark out.',
  status: 'A8:688',
});
export const PROCEDURE_WITHOUT_PRINCIPAL = defineRule({
  id: '837-principal-procedure-missing',
  snip: 4,
  severity: 'error',
  what: 'Other procedures are reported, and the principal procedure is missing.',
  why: 'The first procedure is the principal one (loop 2300, HI BBR); others follow it (HI BBQ).',
  todo: 'Send the principal procedure.',
  status: 'A7:465',
});
export const PROCEDURE_OUTPATIENT = defineRule({
  id: '837-procedure-outpatient',
  snip: 4,
  severity: 'warning',
  what: 'An inpatient procedure code is reported on an outpatient claim (bill type {bill}).',
  why: 'ICD-10-PCS is the code set of stays (45 CFR 162.1002); outpatient procedures are billed with HCPCS.',
  todo: 'Leave the procedure out.',
  status: 'A8:465',
});
export const PROCEDURE_DATE = defineRule({
  id: '837-procedure-outside-statement',
  snip: 4,
  severity: 'error',
  what: 'The procedure of {date} is after the statement period, which ends on {last}.',
  why: 'Procedures of a claim were done until its statement period ended.',
  todo: 'Correct the date of the procedure.',
  status: 'A7:187',
});
export const PROCEDURE_EARLY = defineRule({
  id: '837-procedure-before-statement',
  snip: 4,
  severity: 'warning',
  what: 'The procedure of {date} is more than three days before the statement period, which begins on {first}.',
  why: 'Beside the stay itself a claim carries what was done in the three days before it.',
  todo: 'Check the date of the procedure.',
  status: 'A7:187',
});
export const LINE_DATE = defineRule({
  id: '837-line-date-missing',
  snip: 4,
  severity: 'error',
  what: 'The line has no date of service, and the statement period is longer than a day.',
  why: 'Outpatient lines of a longer period each say their day (loop 2400, DTP 472).',
  todo: 'Send the date of service of the line.',
  status: 'A7:187',
});
export const ATTENDING = defineRule({
  id: '837-attending-missing',
  snip: 4,
  severity: 'error',
  what: 'The attending provider is missing.',
  why: 'Every institutional claim names who attended, except for scheduled transport alone (loop 2310A).',
  todo: 'Send the attending provider.',
  status: 'A7:21',
});
export const OPERATING = defineRule({
  id: '837-operating-missing',
  snip: 4,
  severity: 'error',
  what: 'Another operating physician is named, and the operating physician is missing.',
  why: 'The second operating physician (loop 2310C) is named beside the first (loop 2310B).',
  todo: 'Send the operating physician.',
  status: 'A7:21',
});
export const OPERATING_FOR_SURGERY = defineRule({
  id: '837-operating-for-surgery-missing',
  snip: 4,
  severity: 'warning',
  what: 'The surgical procedure {code} is reported, and who operated is missing.',
  why: 'A claim with a surgical procedure names the operating physician (loop 2310B); surgical is section 0 of ICD-10-PCS.',
  todo: 'Send the operating physician.',
  status: 'A7:21',
});
export const DRG_OUTPATIENT = defineRule({
  id: '837-drg-outpatient',
  snip: 4,
  severity: 'warning',
  what: 'A DRG is reported on an outpatient claim (bill type {bill}).',
  why: 'DRGs are of stays (HI DR).',
  todo: 'Leave the DRG out.',
  status: 'A8:21',
});
export const EXTERNAL_CAUSE_CODE = defineRule({
  id: '837-external-cause-code',
  snip: 4,
  severity: 'error',
  what: '{code} is reported as an external cause and is none.',
  why: 'External causes are the codes of chapter 20 of ICD-10-CM, V00 to Y99 (HI ABN).',
  todo: 'Report it as another diagnosis.',
  status: 'A7:255',
});
export const OCCURRENCE_REPEATED = defineRule({
  id: '837-information-repeated',
  snip: 4,
  severity: 'warning',
  what: '{code} is reported twice with the same content.',
  why: 'A condition, occurrence or value is told once.',
  todo: 'Leave out the second.',
  status: 'A7:21',
});
export const SPAN_OF_OCCURRENCE = defineRule({
  id: '837-occurrence-span-reversed',
  snip: 4,
  severity: 'error',
  what: 'The occurrence span begins on {from} and ends on {to}.',
  why: 'A span begins before it ends (HI BI).',
  todo: 'Exchange or correct the dates.',
  status: 'A7:720',
});
export const EXPIRED_DATE = defineRule({
  id: '837-death-occurrence-missing',
  snip: 4,
  severity: 'warning',
  what: 'The patient died (status {status}), and the date of death is missing.',
  why: 'Patient status 20, 40, 41 and 42 go with occurrence code 55 and its date.',
  todo: 'Send occurrence code 55.',
  status: 'A7:719',
});

export const STAY_RULES = [
  STAY_ADMISSION_DATE,
  STAY_DISCHARGE_HOUR,
  STAY_ADMISSION_TYPE,
  STAY_ADMISSION_SOURCE,
  ADMITTING_DIAGNOSIS,
  REASON_FOR_VISIT,
  STATUS_AND_FREQUENCY,
  POA_MISSING,
  POA_OUTPATIENT,
  PROCEDURE_WITHOUT_PRINCIPAL,
  PROCEDURE_OUTPATIENT,
  PROCEDURE_DATE,
  PROCEDURE_EARLY,
  LINE_DATE,
  ATTENDING,
  OPERATING,
  OPERATING_FOR_SURGERY,
  DRG_OUTPATIENT,
  EXTERNAL_CAUSE_CODE,
  OCCURRENCE_REPEATED,
  SPAN_OF_OCCURRENCE,
  EXPIRED_DATE,
];

/** Hospital, where a final bill has the hour of discharge. */
const HOSPITAL = '11';
/** Bills that end a stay: admission to discharge, last of several. */
const FINAL = '14';
/** First and continuing bill of a stay. */
const INTERIM = '23';
/** Revenue families of unscheduled visits: emergency department, urgent care, observation. */
const UNSCHEDULED = /^(?:045\d|0516|0526|0762)$/;
const DAYS_BEFORE = 3;

/** SNIP 4 on institutional claims. */
export function checkStay(view: ClaimView, clm: PlacedSegment, icd: Icd10cm, report: ClaimReport): void {
  const bill = view.facility;
  const has = (...qualifiers: readonly string[]): boolean => view.information.some(({ qualifier }) => qualifiers.includes(qualifier));
  const cl1 = view.claim.first('CL1');
  if (isInpatientBill(bill)) checkInpatient(view, bill, cl1, has, report);
  else if (isOutpatientBill(bill)) checkOutpatient(view, bill, cl1, has, report);
  checkPresentOnAdmission(view, bill, icd, report);
  checkProcedures(view, has, report);
  checkInformation(view, cl1, report);
  const transport =
    view.lines.length > 0 && view.lines.every(({ revenue }) => revenue.startsWith('054') || revenue === TOTAL_CHARGE_REVENUE);
  if (!view.claim.hasLoop('2310A') && !transport)
    report.missing(ATTENDING, 'NM1', missingInClaim(view.scope, '2310A', 'NM1', '71'), { claim: clm.segment.element(1) });
  else if (view.claim.hasLoop('2310C') && !view.claim.hasLoop('2310B'))
    report.missing(OPERATING, 'NM1', missingInClaim(view.scope, '2310B', 'NM1', '72'));
  else if (isInpatientBill(bill) && !view.claim.hasLoop('2310B')) {
    const surgery = view.information.find(({ qualifier, code }) => (qualifier === 'BBR' || qualifier === 'BBQ') && code.startsWith('0'));
    if (surgery) report.missing(OPERATING_FOR_SURGERY, 'NM1', missingInClaim(view.scope, '2310B', 'NM1', '72'), { code: surgery.code });
  }
  const drg = view.information.find(({ qualifier }) => qualifier === 'DR');
  if (drg && isOutpatientBill(bill)) report.at(DRG_OUTPATIENT, drg.placed, 'HI01-1', { bill });
}

type Has = (...qualifiers: readonly string[]) => boolean;

function checkInpatient(view: ClaimView, bill: string, cl1: PlacedSegment | undefined, has: Has, report: ClaimReport): void {
  const { scope, claim, frequency } = view;
  if (!claim.first('DTP', '435')) report.missing(STAY_ADMISSION_DATE, 'DTP', missingInClaim(scope, '2300', 'DTP', '435'), { bill });
  if (!has('ABJ', 'BJ')) report.missing(ADMITTING_DIAGNOSIS, 'HI', missingInClaim(scope, '2300', 'HI', 'ABJ'), { bill });
  if (!cl1) return;
  const status = cl1.segment.element(3);
  if (cl1.segment.element(1) === '') report.at(STAY_ADMISSION_TYPE, cl1, 'CL101', { bill });
  if (cl1.segment.element(2) === '') report.at(STAY_ADMISSION_SOURCE, cl1, 'CL102', { bill });
  if (status !== '' && frequency !== '') {
    const goesOn = status === STILL_PATIENT;
    if ((INTERIM.includes(frequency) && !goesOn) || (FINAL.includes(frequency) && goesOn))
      report.at(STATUS_AND_FREQUENCY, cl1, 'CL103', { status, frequency });
    else if (bill === HOSPITAL && FINAL.includes(frequency) && !claim.first('DTP', '096'))
      report.missing(STAY_DISCHARGE_HOUR, 'DTP', missingInClaim(scope, '2300', 'DTP', '096'), { bill });
  }
}

function checkOutpatient(view: ClaimView, bill: string, cl1: PlacedSegment | undefined, has: Has, report: ClaimReport): void {
  const { scope, period } = view;
  const type = cl1?.segment.element(1) ?? '';
  if (
    ['13', '78', '85'].includes(bill) &&
    ['1', '2', '5'].includes(type) &&
    !has('APR', 'PR') &&
    view.lines.some(({ revenue }) => UNSCHEDULED.test(revenue))
  )
    report.missing(REASON_FOR_VISIT, 'HI', missingInClaim(scope, '2300', 'HI', 'APR'));
  if (period && period.from < period.to)
    view.lines.forEach((line, i) => {
      if (line.revenue === TOTAL_CHARGE_REVENUE || !line.service || line.parts.first('DTP', '472') || billsDrug(line)) return;
      const part = scope.lines[i] ?? [];
      report.missing(LINE_DATE, 'DTP', missingPlace(scope, part, '2400', 'DTP', '472', scope.lines.slice(i + 1)));
    });
}

/** Diagnoses that carry a mark of present on admission: principal, others, external causes. */
const MARKED: ReadonlySet<string> = new Set(['ABK', 'ABF', 'ABN', 'BK', 'BF', 'BN']);

function checkPresentOnAdmission(view: ClaimView, bill: string, icd: Icd10cm, report: ClaimReport): void {
  const marked = view.information.filter(({ qualifier }) => MARKED.has(qualifier));
  const on = view.period?.to;
  const reports = marked.some(({ components }) => (components[8] ?? '') !== '');
  if (!reports) return;
  for (const { placed, element, qualifier, code, components } of marked) {
    const poa = components[8] ?? '';
    const at = `${informationElement(element)}-9`;
    if (poa !== '' && isOutpatientBill(bill)) report.at(POA_OUTPATIENT, placed, at, { code, bill });
    if (poa === '' && bill === HOSPITAL && qualifier.startsWith('A') && on !== undefined && code !== '' && isSubjectToPoa(icd, code, on))
      report.at(POA_MISSING, placed, at, { code });
  }
}

/** Only what the list of exempt codes leaves out for sure: without a list nothing is missed. */
function isSubjectToPoa(icd: Icd10cm, code: string, on: Day): boolean {
  return icd.poaExemptOrNearest(code, on) === false;
}

function checkProcedures(view: ClaimView, has: Has, report: ClaimReport): void {
  const { scope, period, facility } = view;
  const procedures = view.information.filter(({ qualifier }) => ['BBR', 'BBQ', 'BR', 'BQ'].includes(qualifier));
  const [first] = procedures;
  if (!first) return;
  if (!has('BBR', 'BR')) report.missing(PROCEDURE_WITHOUT_PRINCIPAL, 'HI', missingInClaim(scope, '2300', 'HI', 'BBR'));
  else if (isOutpatientBill(facility)) report.at(PROCEDURE_OUTPATIENT, first.placed, 'HI01-1', { bill: facility });
  if (!period || period.from > period.to) return;
  for (const { placed, element, components } of procedures) {
    const date = wirePeriod(components[2] ?? '', components[3] ?? '')?.from;
    const at = `${informationElement(element)}-4`;
    if (date === undefined) continue;
    if (date > period.to) report.at(PROCEDURE_DATE, placed, at, { date: formatDay(date), last: formatDay(period.to) });
    else if (date < period.from - DAYS_BEFORE)
      report.at(PROCEDURE_EARLY, placed, at, { date: formatDay(date), first: formatDay(period.from) });
  }
}

const CONDITIONS: ReadonlySet<string> = new Set(['BG', 'BH', 'BI', 'BE']);

function checkInformation(view: ClaimView, cl1: PlacedSegment | undefined, report: ClaimReport): void {
  const seen = new Set<string>();
  for (const information of view.information) {
    const { placed, element, qualifier, code, components } = information;
    const at = informationElement(element);
    if (qualifier === 'ABN' && code !== '' && !/^[V-Y]/.test(code)) report.at(EXTERNAL_CAUSE_CODE, placed, `${at}-2`, { code });
    if (!CONDITIONS.has(qualifier)) continue;
    const content = components.join(' ');
    if (seen.has(content)) report.at(OCCURRENCE_REPEATED, placed, `${at}-2`, { code });
    seen.add(content);
    const period = qualifier === 'BI' ? wirePeriod(components[2] ?? '', components[3] ?? '') : undefined;
    if (period && period.from > period.to)
      report.at(SPAN_OF_OCCURRENCE, placed, `${at}-4`, { from: formatDay(period.from), to: formatDay(period.to) });
  }
  const status = cl1?.segment.element(3) ?? '';
  if (DECEASED.has(status) && !view.information.some(({ qualifier, code }) => qualifier === 'BH' && code === '55'))
    report.missing(EXPIRED_DATE, 'HI', missingInClaim(view.scope, '2300', 'HI', 'BH'), { status });
}
