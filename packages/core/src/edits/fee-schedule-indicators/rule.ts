import { type FeeIndicators, type FeeScheduleTable, feeSchedulesOf } from '../../codesets/fee-schedule.js';
import type { Day } from '../../model/date.js';
import { LineTables, lineNumber } from '../dated-lines.js';
import { defineEdit, EVERY_SETTING, type Message, type Report } from '../edit.js';
import type { Subject, SubjectLine } from '../subject.js';

const SOURCE = 'the fee schedule of {quarter} ({rows} rows) gives {code} {indicator}';

const OF_PROCEDURE = 'the fee schedule of {quarter} ({rows} rows) gives {procedure} {indicator}';

const message = (severity: Message['severity'], what: string, why: string, todo: string): Message => ({
  severity,
  what: `${what} (line {line})`,
  why: `${SOURCE}: ${why}`,
  todo,
});

const MESSAGES: Readonly<Record<string, Message>> = {
  bilateral: message(
    'error',
    'modifier 50 does not go with {code}',
    'it is not paid as a bilateral procedure',
    'take modifier 50 off; a code that is bilateral already is billed once',
  ),
  assistant: message(
    'error',
    'an assistant ({modifier}) is not paid for {code}',
    'Medicare does not pay an assistant at surgery',
    'take the line off, or correct the code',
  ),
  'assistant-documented': message(
    'warning',
    'an assistant ({modifier}) for {code} needs documentation',
    'an assistant is paid only where the record shows the need',
    'send the operative note that shows why an assistant was needed',
  ),
  'co-surgeon': message(
    'error',
    'two surgeons (62) are not paid for {code}',
    'co-surgeons are not permitted',
    'take modifier 62 off, or bill as surgeon and assistant',
  ),
  'co-surgeon-documented': message(
    'warning',
    'two surgeons (62) for {code} need documentation',
    'co-surgeons are paid only where the record shows the need',
    'send the operative notes of both surgeons',
  ),
  team: message('error', 'a team (66) is not paid for {code}', 'team surgeons are not permitted', 'take modifier 66 off'),
  'team-documented': message(
    'warning',
    'a team (66) for {code} needs documentation',
    'a team is paid only by report',
    'send the operative notes',
  ),
  component: message(
    'error',
    'modifier {modifier} does not go with {code}',
    'the service has no such component',
    'take modifier {modifier} off, or use the code of the component',
  ),
  multiple: message(
    'warning',
    'modifier 51 does not go with {code}',
    'the rules for several procedures do not apply to it',
    'take modifier 51 off',
  ),
  split: message(
    'error',
    'modifier {modifier} does not go with {code}',
    'there is no care before or after it that could be split',
    'take modifier {modifier} off',
  ),
  'visit-same-day': {
    severity: 'warning',
    what: 'visit {code} (line {line}) beside {procedure} without modifier {modifier}',
    why: `${OF_PROCEDURE}: a visit on its day, of a major procedure also on the day before, is part of it unless it was significant and separate`,
    todo: 'add modifier {modifier} if the record shows a separate visit (57: the decision for major surgery), or take the visit off',
  },
  'visit-after': {
    severity: 'warning',
    what: 'visit {code} (line {line}) within {days} days after {procedure} without modifier 24',
    why: `${OF_PROCEDURE}: visits of the same provider in that time are part of it`,
    todo: 'add modifier 24 if the visit was for something else, or take it off',
  },
  'not-for-medicare': message(
    'warning',
    'Medicare does not use {code}',
    'Medicare has another code for the service',
    'use the code Medicare uses',
  ),
  'not-paid': message('info', 'Medicare does not pay {code} by itself', '{meaning}', 'nothing if this is expected'),
  'facility-only': message(
    'warning',
    '{code} is hardly ever done outside a facility',
    'no amount is set for such places',
    'check the place of service {place}',
  ),
  'office-only': message(
    'info',
    '{code} is hardly ever done in a facility',
    'no amount is set for such places',
    'check the place of service {place}',
  ),
};

/** Why a status is not paid by itself, in our own words. */
const UNPAID: Readonly<Record<string, string>> = {
  B: 'it is bundled into other services',
  E: 'it is excluded from the fee schedule by regulation',
  N: 'Medicare does not cover it',
  P: 'it is bundled, or excluded as incident to another service',
  X: 'it is no physician service by statute and is paid elsewhere, if at all',
};
/** Places of service that are paid the facility amount (Pub. 100-04, chapter 26 § 10.5). */
const FACILITIES: ReadonlySet<string> = new Set('19 21 22 23 24 26 31 34 41 42 51 52 53 56 61'.split(' '));
const ASSISTANT = ['80', '81', '82', 'AS'];
/** Which of 26 and TC a PC/TC indicator admits. */
const COMPONENTS: Readonly<Record<string, readonly string[]>> = { 1: ['26', 'TC'], 6: ['26'], 8: ['26'] };

/** Modifiers, places and days against the indicators of the physician fee schedule. */
export const rule = defineEdit({
  id: 'fee-schedule-indicators',
  title: 'Modifiers, places and visits agree with the indicators of the physician fee schedule',
  family: 'fee-schedule',
  sources: [
    { authority: 'CMS', document: 'Medicare Claims Processing Manual, Pub. 100-04', section: 'chapter 23, addendum: MPFSDB record layout' },
    { authority: 'CMS', document: 'Medicare Claims Processing Manual, Pub. 100-04', section: 'chapter 12 §§ 20.4.3, 40.1-40.8' },
  ],
  needs: ['pfs/indicators'],
  appliesTo: { forms: ['professional'], settings: EVERY_SETTING },
  since: '0.1.0',
  messages: MESSAGES,
  check: (subject, { catalog }, report) => {
    const tables = new LineTables(feeSchedulesOf(catalog), 'physician fee schedule indicators', report);
    const medicare = /^M[AB]$/.test(subject.input.subscriber?.filingIndicator ?? '');
    for (const line of subject.lines) {
      if (line.code === '') continue;
      const table = tables.on(line.date);
      const facts = table?.indicators(line.code);
      if (table === undefined || facts === undefined) continue;
      const teller = new Teller(table, line, report);
      if (line.modifiers.length > 0) modifiers(line, facts, teller);
      place(line, facts, teller);
      if (medicare) payment(facts, teller);
      if (isVisit(line.code)) visit(subject, line, table, teller);
    }
  },
});

/** Says what one line got wrong. */
class Teller {
  private readonly table: FeeScheduleTable;
  private readonly line: SubjectLine;
  private readonly report: Report;

  constructor(table: FeeScheduleTable, line: SubjectLine, report: Report) {
    this.table = table;
    this.line = line;
    this.report = report;
  }

  hit(key: string, indicator: string, more: Readonly<Record<string, string | number>> = {}): void {
    const { quarter, rows } = this.table;
    const { code, at } = this.line;
    this.report.hit({ message: key, at, params: { code, line: lineNumber(this.line), indicator, quarter, rows, ...more } });
  }
}

function modifiers({ modifiers: on }: SubjectLine, facts: FeeIndicators, teller: Teller): void {
  const has = (modifier: string): boolean => on.includes(modifier);
  if (has('50') && /[029]/.test(facts.bilateral)) teller.hit('bilateral', `bilateral indicator ${facts.bilateral}`);
  const assistant = ASSISTANT.find(has);
  // 0 paid where documented, 1 never, 2 paid, 9 no surgery.
  if (assistant !== undefined && facts.assistant !== '2')
    teller.hit(facts.assistant === '0' ? 'assistant-documented' : 'assistant', `assistant indicator ${facts.assistant}`, {
      modifier: assistant,
    });
  if (has('62') && facts.coSurgeon !== '2')
    teller.hit(facts.coSurgeon === '1' ? 'co-surgeon-documented' : 'co-surgeon', `co-surgeon indicator ${facts.coSurgeon}`);
  if (has('66') && facts.team !== '2') teller.hit(facts.team === '1' ? 'team-documented' : 'team', `team indicator ${facts.team}`);
  for (const modifier of ['26', 'TC'])
    if (has(modifier) && !COMPONENTS[facts.component]?.includes(modifier))
      teller.hit('component', `PC/TC indicator ${facts.component}`, { modifier });
  if (has('51') && /[09]/.test(facts.multiple)) teller.hit('multiple', `multiple procedure indicator ${facts.multiple}`);
  for (const modifier of ['54', '55', '56'])
    if (has(modifier) && !/^(?:010|090|YYY)$/.test(facts.global)) teller.hit('split', `global days ${facts.global}`, { modifier });
}

/** Only services with a price of their own have a place where they are hardly ever done. */
function place({ placeOfService: stated, modifiers: on }: SubjectLine, facts: FeeIndicators, teller: Teller): void {
  if (stated === undefined || !/[ART]/.test(facts.status) || on.includes('26')) return;
  const facility = FACILITIES.has(stated);
  if (!facility && facts.notOutside && !facts.notInFacility) teller.hit('facility-only', 'NA outside facilities', { place: stated });
  if (facility && facts.notInFacility && !facts.notOutside) teller.hit('office-only', 'NA in facilities', { place: stated });
}

function payment({ status }: FeeIndicators, teller: Teller): void {
  if (status === 'I') teller.hit('not-for-medicare', 'status I');
  const meaning = UNPAID[status];
  if (meaning !== undefined) teller.hit('not-paid', `status ${status}`, { meaning });
}

/** Evaluation and management services, with those of eye doctors. */
function isVisit(code: string): boolean {
  return /^99[2-4]\d\d$/.test(code) || /^920(?:02|04|12|14)$/.test(code);
}

/** A visit on the day of a procedure of the same provider, the day before a major one, or in its global period (chapter 12 § 40.1). */
function visit({ lines }: Subject, line: SubjectLine, table: FeeScheduleTable, teller: Teller): void {
  const on = line.modifiers;
  const date = line.date as Day;
  for (const other of lines) {
    if (other === line || other.provider !== line.provider || other.date === undefined || other.code === '' || isVisit(other.code))
      continue;
    const global = table.indicators(other.code)?.global;
    if (global !== '000' && global !== '010' && global !== '090') continue;
    const after = date - other.date;
    const major = global === '090';
    const params = { procedure: other.code, days: Number(global) };
    if (after === 0 || (after === -1 && major)) {
      if (on.includes('25') || on.includes('57') || on.includes('24')) continue;
      teller.hit('visit-same-day', `global days ${global}`, { ...params, modifier: major ? '57 or 25' : '25' });
      return;
    }
    if (after > 0 && after <= params.days && !on.includes('24')) {
      teller.hit('visit-after', `global days ${global}`, params);
      return;
    }
  }
}
