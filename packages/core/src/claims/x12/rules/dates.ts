import { type Day, formatDay } from '../../../model/date.js';
import { type ClaimReport, defineRule } from './claim-rule.js';
import { billsDrug, type ClaimView, dateOf } from './claim-view.js';
import { wirePeriod } from './wire-date.js';

export const MADE_AFTER_RECEIPT = defineRule({
  id: '837-made-after-receipt',
  snip: 4,
  severity: 'warning',
  what: 'The file says it was made on {made}, after it came in on {received}.',
  why: 'A file is made before it is sent (BHT04).',
  todo: 'Check the clock of the sender, or the day of receipt.',
  status: 'A7:21',
});
export const MADE_BEFORE_SERVICE = defineRule({
  id: '837-made-before-service',
  snip: 4,
  severity: 'error',
  what: 'The file says it was made on {made}, before every service of its first claim.',
  why: 'Services are billed after they were rendered (BHT04, DTP 472).',
  todo: 'Correct the date of the file.',
  status: 'A7:21',
});
export const PERIOD_REVERSED = defineRule({
  id: '837-period-reversed',
  snip: 4,
  severity: 'error',
  what: 'The period begins on {from} and ends on {to}.',
  why: 'A period begins before it ends (DTP03 with format RD8).',
  todo: 'Exchange or correct the dates.',
  status: 'A7:187',
});
export const SERVICE_IN_FUTURE = defineRule({
  id: '837-service-in-future',
  snip: 4,
  severity: 'error',
  what: 'The service of {date} lies after {received}, when the claim came in.',
  why: 'Services are billed after they were rendered (DTP 472, DTP 434).',
  todo: 'Correct the date of service.',
  status: 'A7:187',
});
export const EVENT_IN_FUTURE = defineRule({
  id: '837-event-in-future',
  snip: 4,
  severity: 'error',
  what: 'The date {date} lies after {received}, when the claim came in.',
  why: 'What the date stands for had to have happened.',
  todo: 'Correct the date.',
  status: 'A7:21',
});
export const EVENT_AFTER_SERVICE = defineRule({
  id: '837-event-after-service',
  snip: 4,
  severity: 'error',
  what: 'The date {date} lies after the last service on {last}.',
  why: 'Onset, accident, last menstruation, last X-ray and last visit come before the services they explain (loop 2300, DTP).',
  todo: 'Correct the date, or the dates of service.',
  status: 'A7:21',
});
export const EVENT_BEFORE_BIRTH = defineRule({
  id: '837-event-before-birth',
  snip: 4,
  severity: 'error',
  what: 'The date {date} lies before the birth of the patient on {born}.',
  why: 'Onset, accident, last menstruation, last X-ray and last visit happen in a life (loop 2300, DTP).',
  todo: 'Correct the date.',
  status: 'A7:21',
});
export const DISCHARGE_BEFORE_ADMISSION = defineRule({
  id: '837-discharge-before-admission',
  snip: 4,
  severity: 'error',
  what: 'The patient is said to be discharged on {discharged}, before admission on {admitted}.',
  why: 'A stay begins before it ends (DTP 435, DTP 096).',
  todo: 'Correct one of the dates.',
  status: 'A7:190',
});
export const SPAN_REVERSED = defineRule({
  id: '837-span-reversed',
  snip: 4,
  severity: 'error',
  what: 'The end on {to} lies before the begin on {from}.',
  why: 'Disability, and time away from work, begin before they end (DTP 360 and 361, DTP 297 and 296, DTP 090 and 091).',
  todo: 'Correct one of the dates.',
  status: 'A7:21',
});
export const ADMISSION_AFTER_SERVICE = defineRule({
  id: '837-admission-after-service',
  snip: 4,
  severity: 'warning',
  what: 'The admission on {admitted} lies after the last service on {last}.',
  why: 'Services to an inpatient follow the admission (DTP 435).',
  todo: 'Check the date of admission.',
  status: 'A7:189',
});
export const ADMISSION_AFTER_STATEMENT = defineRule({
  id: '837-admission-after-statement',
  snip: 4,
  severity: 'error',
  what: 'The admission on {admitted} lies after the statement period, which ends on {last}.',
  why: 'A stay is billed from its admission (DTP 435, DTP 434).',
  todo: 'Correct the date of admission or the statement period.',
  status: 'A7:189',
});
export const SERVICE_OUTSIDE_STATEMENT = defineRule({
  id: '837-service-outside-statement',
  snip: 4,
  severity: 'error',
  what: 'The service of {date} lies outside the statement period {from} to {to}.',
  why: 'A claim bills what was done in its statement period (DTP 472, DTP 434).',
  todo: 'Correct the date of the line or the statement period.',
  status: 'A7:188',
});

export const DATE_RULES = [
  MADE_AFTER_RECEIPT,
  MADE_BEFORE_SERVICE,
  PERIOD_REVERSED,
  SERVICE_IN_FUTURE,
  EVENT_IN_FUTURE,
  EVENT_AFTER_SERVICE,
  EVENT_BEFORE_BIRTH,
  DISCHARGE_BEFORE_ADMISSION,
  SPAN_REVERSED,
  ADMISSION_AFTER_SERVICE,
  ADMISSION_AFTER_STATEMENT,
  SERVICE_OUTSIDE_STATEMENT,
];

/** Dates of loop 2300 that come before the services: onset, start of treatment, last visit, accident, menstruation, X-ray, manifestation. */
const BEFORE_SERVICE: ReadonlySet<string> = new Set(['431', '454', '304', '453', '439', '484', '455']);
/** Dates of loop 2300 that had to have happened, but may follow the services. */
const HAPPENED: ReadonlySet<string> = new Set(['435', '096', '090', '471', '444', '050']);
/** Pairs of begin and end. */
const SPANS = [
  ['360', '361'],
  ['297', '296'],
] as const;

/** SNIP 4: dates in order. A date that cannot be read is a finding of another level. */
export function checkDates(view: ClaimView, received: Day | undefined, report: ClaimReport): void {
  const last = view.period?.to;
  for (const placed of view.claim.all('DTP', undefined, '2300')) {
    const { segment } = placed;
    const qualifier = segment.element(1);
    const period = wirePeriod(segment.element(2), segment.element(3));
    if (!period) continue;
    const { from, to } = period;
    if (from > to) report.at(PERIOD_REVERSED, placed, 'DTP03', { from: formatDay(from), to: formatDay(to) });
    else if (qualifier === '434') {
      if (received !== undefined && to > received)
        report.at(SERVICE_IN_FUTURE, placed, 'DTP03', { date: formatDay(to), received: formatDay(received) });
    } else if (BEFORE_SERVICE.has(qualifier)) {
      if (view.born !== undefined && last !== undefined && view.born <= last && from < view.born)
        report.at(EVENT_BEFORE_BIRTH, placed, 'DTP03', { date: formatDay(from), born: formatDay(view.born) });
      else if (view.professional && last !== undefined && from > last)
        report.at(EVENT_AFTER_SERVICE, placed, 'DTP03', { date: formatDay(from), last: formatDay(last) });
    } else if (HAPPENED.has(qualifier) && received !== undefined && from > received)
      report.at(EVENT_IN_FUTURE, placed, 'DTP03', { date: formatDay(from), received: formatDay(received) });
  }
  checkPairs(view, received, report);
  checkServiceDates(view, received, report);
}

function checkPairs(view: ClaimView, received: Day | undefined, report: ClaimReport): void {
  for (const [begin, end] of SPANS) {
    const from = dateOf(view.claim, begin)?.period.from;
    const to = dateOf(view.claim, end);
    if (to && from !== undefined && to.period.from < from)
      report.at(SPAN_REVERSED, to.placed, 'DTP03', { from: formatDay(from), to: formatDay(to.period.from) });
  }
  const admission = dateOf(view.claim, '435');
  if (!admission) return;
  const admitted = admission.period.from;
  const discharge = dateOf(view.claim, '096');
  if (discharge && discharge.period.from < admitted)
    report.at(DISCHARGE_BEFORE_ADMISSION, discharge.placed, 'DTP03', {
      discharged: formatDay(discharge.period.from),
      admitted: formatDay(admitted),
    });
  const last = view.period && view.period.from <= view.period.to ? view.period.to : undefined;
  if (last === undefined || admitted <= last || (received !== undefined && admitted > received)) return;
  // The patient of an ambulance may be admitted after midnight.
  if (view.professional && view.claim.first('CR1')) return;
  report.at(view.professional ? ADMISSION_AFTER_SERVICE : ADMISSION_AFTER_STATEMENT, admission.placed, 'DTP03', {
    admitted: formatDay(admitted),
    last: formatDay(last),
  });
}

function checkServiceDates(view: ClaimView, received: Day | undefined, report: ClaimReport): void {
  const statement = view.professional ? undefined : view.period;
  for (const line of view.lines) {
    const { served } = line;
    if (!served) continue;
    const { placed, period } = served;
    const { from, to } = period;
    if (from > to) report.at(PERIOD_REVERSED, placed, 'DTP03', { from: formatDay(from), to: formatDay(to) });
    else if (received !== undefined && from > received)
      report.at(SERVICE_IN_FUTURE, placed, 'DTP03', { date: formatDay(from), received: formatDay(received) });
    else if (statement && !billsDrug(line) && statement.from <= statement.to && (from < statement.from || to > statement.to))
      report.at(SERVICE_OUTSIDE_STATEMENT, placed, 'DTP03', {
        date: formatDay(from < statement.from ? from : to),
        from: formatDay(statement.from),
        to: formatDay(statement.to),
      });
  }
}
