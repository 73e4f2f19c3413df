import { type Day, formatDay, parseDay, yearAfter } from '../../model/date.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING, NO_DATE } from '../edit.js';

/** Claim filing indicators of Medicare. */
const MEDICARE = /^M[AB]$/;

export const rule = defineEdit({
  id: 'timely-filing',
  title: 'Medicare receives a claim within one calendar year of the service',
  family: 'claim-form',
  sources: [
    { authority: 'CMS', document: '42 CFR', section: '424.44' },
    { authority: 'CMS', document: 'Medicare Claims Processing Manual, Pub. 100-04', section: 'chapter 1 § 70' },
  ],
  needs: [],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING, claimsOnly: true },
  since: '0.1.0',
  messages: {
    late: {
      severity: 'error',
      what: 'service of {date}, received {received}: after the last day, {last}',
      why: 'Medicare pays only claims received within one calendar year of the service',
      todo: 'see whether one of the exceptions holds; else it cannot be billed',
    },
    delayed: {
      severity: 'warning',
      what: 'service of {date}, received {received} after the last day, {last}, with delay reason {reason}',
      why: 'a delay reason does not by itself extend the year; four exceptions do',
      todo: 'be ready to show the exception',
    },
  },
  check: ({ input, date, dateTo, form, lines }, _context, report) => {
    // Other payers have limits of their own, which their rules state (--payer).
    if (input.subscriber?.filingIndicator === undefined || !MEDICARE.test(input.subscriber.filingIndicator)) return;
    if (date === undefined) return report.notChecked(NO_DATE);
    const received = parseDay(input.receivedDate ?? '');
    if (received === undefined)
      return report.notChecked({ reason: 'the day Medicare received the claim is not stated', needs: ['receivedDate'] });
    const reason = input.delayReason;
    const tell = (on: Day, at: string): void => {
      const last = yearAfter(on);
      if (received <= last) return;
      const params = { date: formatDay(on), received: formatDay(received), last: formatDay(last) };
      if (reason === undefined) report.hit({ message: 'late', at, params });
      else report.hit({ message: 'delayed', at, params: { ...params, reason } });
    };
    // A stay is timed by its last day, a service line by its own first day.
    if (form === 'institutional') return tell(dateTo ?? date, '/receivedDate');
    const days = new Set(lines.map(({ date: on = date }) => on));
    if (days.size <= 1) tell([...days][0] ?? date, '/receivedDate');
    else for (const { at, date: on = date } of lines) tell(on, at);
  },
});
