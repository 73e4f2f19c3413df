import { isInpatientBill, isRevenueCode, STILL_PATIENT, TOTAL_CHARGE_REVENUE } from '../../codesets/claim-codes/bill-type.js';
import { parseDay } from '../../model/date.js';
import { defineEdit, EVERY_SETTING, type Report } from '../edit.js';
import type { Subject } from '../subject.js';

/** Room and board: revenue codes 010x to 021x; their units are days. */
const ACCOMMODATION = /^0(?:1\d|2[01])\d$/;
/** Leave of absence: days without a bed. */
const LEAVE = /^018\d$/;
/**
 * Families whose outpatient services are reported by HCPCS: therapies, laboratory, imaging, surgery, emergency, clinic, diagnostics,
 * behavioral health. Supplies, pharmacy and recovery also stand without.
 */
const BY_HCPCS = /^0(?:3[0-5]|4[0-8]|51|52|61|73|74|75|9[01])\d$/;
/** Drugs that need detailed coding. */
const DETAILED_DRUGS = '0636';
/** Prospective payment of nursing homes, home health and rehabilitation: the line carries a payment group. */
const PAYMENT_GROUP = /^002[2-4]$/;

export const rule = defineEdit({
  id: 'revenue-code-and-hcpcs',
  title: 'Institutional lines have a revenue code, the HCPCS code it asks for, and as many days as the stay',
  family: 'claim-form',
  sources: [
    { authority: 'X12', document: '005010X223A2', section: 'loop 2400 SV201, SV202, SV205' },
    { authority: 'NUBC', document: 'UB-04 Data Specifications Manual', section: 'form locators 42, 44, 46' },
    { authority: 'CMS', document: 'Medicare Claims Processing Manual, Pub. 100-04', section: 'chapter 4 § 20; chapter 25 § 75.4' },
  ],
  needs: [],
  appliesTo: { forms: ['institutional'], settings: EVERY_SETTING, claimsOnly: true },
  since: '0.1.0',
  messages: {
    'no-revenue': {
      severity: 'error',
      what: 'no revenue code',
      why: 'each line of an institutional claim belongs to a revenue center',
      todo: 'give the revenue code',
    },
    revenue: {
      severity: 'error',
      what: 'revenue code {revenue} does not exist',
      why: 'revenue codes have four digits in a family that is assigned',
      todo: 'correct the revenue code',
    },
    total: {
      severity: 'error',
      what: 'revenue code 0001 among the lines of an electronic claim',
      why: 'the sum stands on paper only; electronically it is the total charge of the claim',
      todo: 'remove the line',
    },
    hcpcs: {
      severity: 'error',
      what: 'revenue code {revenue} without a HCPCS code',
      why: 'outpatient services of this revenue center are reported by HCPCS',
      todo: 'give the code of the service or drug',
    },
    'room-outpatient': {
      severity: 'error',
      what: 'room and board {revenue} on type of bill {type}x',
      why: 'accommodation is billed for stays',
      todo: 'correct the revenue code or the type of bill',
    },
    'no-room': {
      severity: 'warning',
      what: 'a hospital stay without room and board',
      why: 'a stay has a line of accommodation for its days',
      todo: 'add the accommodation, or check the type of bill',
    },
    days: {
      severity: 'error',
      what: '{billed} days of room and board, the statement period has {days}',
      why: 'the day of admission counts and the day of discharge does not; the last day counts while the patient stays on',
      todo: 'correct the units of the accommodation or the dates',
    },
  },
  check: (subject, _context, report) => {
    const { lines, input } = subject;
    const type = input.billType?.replace(/^0/, '');
    const stay = type === undefined ? subject.setting === 'inpatient' : isInpatientBill(type);
    for (const { at, code, revenueCode } of lines) {
      if (revenueCode === undefined || revenueCode === '') report.hit({ message: 'no-revenue', at, params: {} });
      else if (revenueCode === TOTAL_CHARGE_REVENUE) report.hit({ message: 'total', at, params: {} });
      else if (!isRevenueCode(revenueCode)) report.hit({ message: 'revenue', at, params: { revenue: revenueCode } });
      else if (ACCOMMODATION.test(revenueCode)) {
        if (!stay && type !== undefined) report.hit({ message: 'room-outpatient', at, params: { revenue: revenueCode, type } });
      } else if (
        code === '' &&
        (PAYMENT_GROUP.test(revenueCode) || (!stay && (BY_HCPCS.test(revenueCode) || revenueCode === DETAILED_DRUGS)))
      )
        report.hit({ message: 'hcpcs', at, params: { revenue: revenueCode } });
    }
    if (type === '11') accommodation(subject, report);
  },
});

function accommodation({ lines, input, date, dateTo }: Subject, report: Report): void {
  let billed = 0;
  let rooms = 0;
  for (const { revenueCode, units } of lines) {
    if (revenueCode === undefined || !ACCOMMODATION.test(revenueCode)) continue;
    rooms++;
    billed += units;
  }
  if (rooms === 0) {
    if (lines.length > 0) report.hit({ message: 'no-room', at: '/services', params: {} });
    return;
  }
  if (input.date === undefined || input.dateTo === undefined || date === undefined || dateTo === undefined)
    return report.notChecked({ reason: 'the statement period is not stated', needs: ['first and last day of the statement'] });
  if (lines.some(({ revenueCode }) => revenueCode !== undefined && LEAVE.test(revenueCode))) return;
  // Services of the payment window before the admission widen the statement period, not the stay.
  const from = Math.max(date, parseDay(input.admissionDate ?? '') ?? date);
  const days = Math.max(1, dateTo - from + (input.patientStatus === STILL_PATIENT ? 1 : 0));
  if (billed !== days) report.hit({ message: 'days', at: '/services', params: { billed, days } });
}
