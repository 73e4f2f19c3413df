import { ncciOf, type PtpTable } from '../../codesets/ncci.js';
import { type Day, day } from '../../model/date.js';
import { editedAs, LineTables, lineNumber } from '../dated-lines.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING, type Report } from '../edit.js';
import type { Subject, SubjectLine } from '../subject.js';

/** Modifiers that may separate the two services of a pair (NCCI Policy Manual, chapter I, section E): anatomic, global surgery, other. */
const ASSOCIATED: ReadonlySet<string> = new Set(
  (
    'E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9 LT RT LC LD RC LM RI ' +
    '24 25 57 58 78 79 27 59 91 XE XP XS XU'
  ).split(' '),
);
/** These counted on the column 2 code alone before this day (CR 11168), on either since. */
const DISTINCT: ReadonlySet<string> = new Set(['59', 'XE', 'XP', 'XS', 'XU']);
const EITHER_SINCE = day('2019-07-01');

/** Two services of one patient, provider and day that are not paid together. */
export const rule = defineEdit({
  id: 'ncci-ptp',
  title: 'Services of a column 1 and column 2 pair are not billed together unless a modifier says they are separate',
  family: 'ncci',
  sources: [
    { authority: 'CMS', document: 'NCCI Policy Manual for Medicare Services', section: 'chapter I, sections A and E' },
    { authority: 'CMS', document: 'Medicare Claims Processing Manual, Pub. 100-04', section: 'chapter 23 § 20.9' },
    {
      authority: 'CMS',
      document: 'Transmittal 2259, CR 11168',
      section: 'modifiers 59 and X on column 1 or 2',
      effectiveFrom: '2019-07-01',
    },
  ],
  needs: ['ncci/ptp-practitioner', 'ncci/ptp-hospital'],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    never: {
      severity: 'error',
      what: '{column2} (line {line}) is not paid beside {column1} (line {otherLine}) on the same day',
      why: 'NCCI {quarter} ({table}, {rows} pairs) has the pair with modifier indicator 0: {rationale}; no modifier changes it',
      todo: 'take {column2} off, or correct the codes if the record shows another service',
    },
    modifier: {
      severity: 'error',
      what: '{column2} (line {line}) is part of {column1} (line {otherLine}) on the same day unless it was separate',
      why: 'NCCI {quarter} ({table}, {rows} pairs) has the pair with modifier indicator 1: {rationale}; neither line has an NCCI modifier',
      todo: 'take {column2} off; if the record shows another site, session or encounter, add the modifier that says so',
    },
  },
  check: (subject, { catalog }, report) => {
    const side = editedAs(subject);
    if (side === undefined) return;
    const lines = subject.lines;
    let coded = 0;
    for (const line of lines) if (line.code !== '') coded++;
    if (coded < 2) return;
    const tables = new LineTables(ncciOf(catalog).ptp[side], 'NCCI PTP edits', report);
    const places: number[] = new Array<number>(lines.length).fill(-1);
    // A line has its place in the table of the day on which it begins; pairs of lines that begin in two quarters are looked up by code.
    let only: PtpTable | undefined;
    let several = false;
    for (let i = 0; i < lines.length; i++) {
      const { code, date } = lines[i] as SubjectLine;
      if (code === '') continue;
      const table = hasPartner(subject, i, side) ? tables.on(date) : undefined;
      if (table === undefined) continue;
      if (only !== undefined && table !== only) several = true;
      only = table;
      places[i] = table.place(code);
    }
    if (only === undefined) return;
    for (let i = 0; i < lines.length; i++) {
      const a = places[i] as number;
      const one = lines[i] as SubjectLine;
      if (a < 0 || (!several && !only.isColumn1(a))) continue;
      for (let j = 0; j < lines.length; j++) {
        const b = places[j] as number;
        const other = lines[j] as SubjectLine;
        if (b < 0 || i === j || one.code === other.code || !together(one, other, side)) continue;
        const date = Math.max(one.date as Day, other.date as Day) as Day;
        const table = several ? tables.on(date) : only;
        if (table === undefined) continue;
        const row = several ? table.row(table.place(one.code), table.place(other.code), date) : table.row(a, b, date);
        if (row >= 0) tell(table, row, one, other, date, side, report, lines);
      }
    }
  },
});

/** Same provider and a day in common. A facility is one provider whoever rendered the service. */
function together(one: SubjectLine, other: SubjectLine, side: 'practitioner' | 'hospital'): boolean {
  return (
    (side === 'hospital' || one.provider === other.provider) &&
    one.date !== undefined &&
    other.date !== undefined &&
    one.date <= (other.dateTo as Day) &&
    other.date <= (one.dateTo as Day)
  );
}

/** Whether a line stands beside another code at all; a line alone needs no table. Lines without a date might, and are asked for one. */
function hasPartner({ lines }: Subject, i: number, side: 'practitioner' | 'hospital'): boolean {
  const one = lines[i] as SubjectLine;
  for (const other of lines)
    if (
      other.code !== '' &&
      other.code !== one.code &&
      (one.date === undefined || other.date === undefined
        ? side === 'hospital' || one.provider === other.provider
        : together(one, other, side))
    )
      return true;
  return false;
}

function tell(
  table: PtpTable,
  row: number,
  one: SubjectLine,
  two: SubjectLine,
  date: Day,
  side: 'practitioner' | 'hospital',
  report: Report,
  lines: readonly SubjectLine[],
): void {
  const indicator = table.indicator(row);
  if (indicator === 9 || (indicator === 1 && separated(one, two, date, side))) return;
  // One finding for a column 2 line and a column 1 code, at the first column 1 line that holds it back.
  for (const earlier of lines) {
    if (earlier === one) break;
    if (earlier.code === one.code && together(earlier, two, side) && (indicator === 0 || !separated(earlier, two, date, side))) return;
  }
  report.hit({
    message: indicator === 0 ? 'never' : 'modifier',
    at: two.at,
    params: {
      column1: one.code,
      column2: two.code,
      indicator,
      line: lineNumber(two),
      otherLine: lineNumber(one),
      quarter: table.quarter,
      table: side === 'hospital' ? 'outpatient hospital' : 'practitioner',
      rows: table.rows,
      rationale: table.why(row),
    },
  });
}

/** Whether a modifier on one of the lines says that the two services were separate. */
function separated(one: SubjectLine, two: SubjectLine, date: Day, side: 'practitioner' | 'hospital'): boolean {
  const either = side === 'hospital' || date >= EITHER_SINCE;
  for (const modifier of two.modifiers) if (ASSOCIATED.has(modifier)) return true;
  for (const modifier of one.modifiers) if (ASSOCIATED.has(modifier) && (either || !DISTINCT.has(modifier))) return true;
  return false;
}
