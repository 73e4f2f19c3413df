import { type Day, formatDay, parseDay } from '../../model/date.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING, NO_DATE, type Report } from '../edit.js';
import type { Subject } from '../subject.js';

/** Outpatient services of this many days before an admission go onto the bill of the stay. */
const PAYMENT_WINDOW = 3;
const CLAIM_DATES = [
  'date',
  'dateTo',
  'onsetDate',
  'accidentDate',
  'admissionDate',
  'dischargeDate',
  'lastMenstrualPeriod',
  'receivedDate',
] as const;

export const rule = defineEdit({
  id: 'service-dates',
  title: 'Dates can be read and lie where they can: in the statement period, in the life of the patient, before receipt',
  family: 'claim-form',
  sources: [
    { authority: 'X12', document: '005010X222A1', section: 'loop 2400 DTP 472' },
    { authority: 'X12', document: '005010X223A2', section: 'loop 2300 DTP 434; loop 2400 DTP 472' },
    { authority: 'CMS', document: 'Medicare Claims Processing Manual, Pub. 100-04', section: 'chapter 25 § 75' },
  ],
  needs: [],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING, claimsOnly: true },
  since: '0.1.0',
  messages: {
    unreadable: {
      severity: 'error',
      what: '{name} “{text}” is no calendar date',
      why: 'every date decides which rules apply',
      todo: 'correct the date',
    },
    reversed: {
      severity: 'error',
      what: 'from {from} to {to}',
      why: 'the last day is not before the first',
      todo: 'correct the dates',
    },
    outside: {
      severity: 'error',
      what: 'on {date}, outside the statement period {from} to {to}',
      why: 'a bill covers services of its own period',
      todo: 'correct the date, or bill the service on its own claim',
    },
    undated: {
      severity: 'error',
      what: 'no date, and the claim covers {from} to {to}',
      why: 'outpatient lines have their own dates when the claim covers several days',
      todo: 'give the date of the service',
    },
    'before-birth': {
      severity: 'error',
      what: 'service on {date}, before the patient was born ({born})',
      why: 'one of the two dates is wrong',
      todo: 'check birth date and date of service',
    },
    'after-death': {
      severity: 'warning',
      what: 'service on {date}, after the patient died ({died})',
      why: 'few services are rendered after death',
      todo: 'check both dates',
    },
    'after-receipt': {
      severity: 'error',
      what: 'service on {date}, after the claim was received ({received})',
      why: 'services are billed after they were rendered',
      todo: 'correct the date, or hold the claim',
    },
    'later-event': {
      severity: 'error',
      what: '{name} {event} is after the service ({date})',
      why: 'what the service was for came before it',
      todo: 'correct one of the dates',
    },
    admission: {
      severity: 'error',
      what: 'admitted on {admission}, after the statement period ends ({to})',
      why: 'the stay begins before its bill ends',
      todo: 'correct the admission date',
    },
  },
  check: (subject, _context, report) => {
    unreadable(subject, report);
    const { input, date, dateTo, form, lines, procedures, setting } = subject;
    if (date === undefined) return report.notChecked(NO_DATE);
    const from = dayOf(input.date);
    const to = dayOf(input.dateTo) ?? dayOf(input.dischargeDate);
    if (from !== undefined && to !== undefined && to < from)
      report.hit({ message: 'reversed', at: '/dateTo', params: { from: formatDay(from), to: formatDay(to) } });
    else if (form === 'institutional' && from !== undefined && to !== undefined) {
      const period = { from: formatDay(from), to: formatDay(to) };
      for (const { at, date: on, dateTo: until } of lines) {
        const stated = input.services[Number(at.split('/')[2])];
        if (stated?.date === undefined) {
          if (setting !== 'inpatient' && to > from) report.hit({ message: 'undated', at, params: period });
        } else if (on !== undefined && (on < from || (until ?? on) > to))
          report.hit({ message: 'outside', at, params: { date: formatDay(on < from ? on : (until ?? on)), ...period } });
      }
      for (const { at, date: on } of procedures)
        if (on !== undefined && (on < from - PAYMENT_WINDOW || on > to))
          report.hit({ message: 'outside', at, params: { date: formatDay(on), ...period } });
    }
    for (const { at, date: on, dateTo: until } of lines)
      if (on !== undefined && until !== undefined && until < on)
        report.hit({ message: 'reversed', at, params: { from: formatDay(on), to: formatDay(until) } });
    againstLife(subject, date, dateTo ?? date, report);
    for (const [name, text] of [
      ['onset', input.onsetDate],
      ['accident', input.accidentDate],
      ['last menstrual period', input.lastMenstrualPeriod],
    ] as const) {
      const event = dayOf(text);
      if (event !== undefined && event > date)
        report.hit({ message: 'later-event', at: '', params: { name, event: formatDay(event), date: formatDay(date) } });
    }
    const admission = dayOf(input.admissionDate);
    if (form === 'institutional' && admission !== undefined && to !== undefined && admission > to)
      report.hit({ message: 'admission', at: '/admissionDate', params: { admission: formatDay(admission), to: formatDay(to) } });
  },
});

function againstLife({ input, lines }: Subject, first: Day, last: Day, report: Report): void {
  const born = dayOf(input.patient?.birthDate ?? input.subscriber?.birthDate);
  const died = dayOf(input.patient?.deathDate);
  const received = dayOf(input.receivedDate);
  if (born !== undefined && first < born)
    report.hit({ message: 'before-birth', at: '/patient/birthDate', params: { date: formatDay(first), born: formatDay(born) } });
  if (died !== undefined && last > died)
    report.hit({ message: 'after-death', at: '/patient/deathDate', params: { date: formatDay(last), died: formatDay(died) } });
  if (received === undefined || last <= received) return;
  const late = lines.filter(({ dateTo }) => dateTo !== undefined && dateTo > received);
  for (const { at, dateTo = last } of late)
    report.hit({ message: 'after-receipt', at, params: { date: formatDay(dateTo), received: formatDay(received) } });
  if (late.length === 0)
    report.hit({ message: 'after-receipt', at: '/date', params: { date: formatDay(last), received: formatDay(received) } });
}

function unreadable({ input }: Subject, report: Report): void {
  const look = (name: string, text: string | undefined, at: string): void => {
    if (text !== undefined && dayOf(text) === undefined)
      report.hit({ message: 'unreadable', at, params: { name, text: text.slice(0, 20) } });
  };
  for (const name of CLAIM_DATES) look(NAMES[name], input[name], `/${name}`);
  look('birth date', input.patient?.birthDate, '/patient/birthDate');
  for (let i = 0; i < input.services.length; i++) {
    look('date', input.services[i]?.date, `/services/${i}`);
    look('last date', input.services[i]?.dateTo, `/services/${i}`);
  }
  for (let i = 0; i < input.procedures.length; i++) look('date', input.procedures[i]?.date, `/procedures/${i}`);
}

const NAMES: Readonly<Record<(typeof CLAIM_DATES)[number], string>> = {
  date: 'date',
  dateTo: 'last date',
  onsetDate: 'onset',
  accidentDate: 'accident',
  admissionDate: 'admission',
  dischargeDate: 'discharge',
  lastMenstrualPeriod: 'last menstrual period',
  receivedDate: 'receipt',
};

function dayOf(text: string | undefined): Day | undefined {
  return text === undefined ? undefined : parseDay(text);
}
