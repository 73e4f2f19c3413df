import { type MueService, type MueTable, ncciOf } from '../../codesets/ncci.js';
import { type Day, formatDay } from '../../model/date.js';
import { editedAs, LineTables, lineNumber } from '../dated-lines.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING, type Report } from '../edit.js';
import type { Subject, SubjectLine } from '../subject.js';

const NAMES: Readonly<Record<MueService, string>> = {
  practitioner: 'practitioner',
  hospital: 'outpatient hospital',
  dme: 'DME supplier',
};

/** More units of a service than a provider reports on a line or a day. */
export const rule = defineEdit({
  id: 'ncci-mue',
  title: 'A service is billed with no more units than its medically unlikely edit allows',
  family: 'ncci',
  sources: [
    { authority: 'CMS', document: 'NCCI Policy Manual for Medicare Services', section: 'chapter I, section V' },
    { authority: 'CMS', document: 'Medicare Claims Processing Manual, Pub. 100-04', section: 'chapter 23 § 20.9.3' },
  ],
  needs: ['ncci/mue-practitioner', 'ncci/mue-hospital', 'ncci/mue-dme'],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    line: {
      severity: 'error',
      what: '{units} units of {code} on one line (line {line}); the most is {limit}',
      why: 'the {table} MUE of {quarter} ({rows} codes) limits a claim line (adjudication indicator 1): {rationale}',
      todo: 'correct the units; services that were repeated or separate go on lines of their own with the modifier that says so',
    },
    policy: {
      severity: 'error',
      what: '{units} units of {code} on {date} (line {line}); the most on a day is {limit}',
      why: 'the {table} MUE of {quarter} ({rows} codes) is absolute for a day (adjudication indicator 2): {rationale}; no modifier and no appeal raises it',
      todo: 'correct code or units; check that a bilateral service has one unit with modifier 50',
    },
    clinical: {
      severity: 'warning',
      what: '{units} units of {code} on {date} (line {line}); more than {limit} on a day is unlikely',
      why: 'the {table} MUE of {quarter} ({rows} codes) rests on clinical benchmarks (adjudication indicator 3): {rationale}; all units of the day are denied at first, and paid on review if they were necessary',
      todo: 'check the units against the record; if they are right, expect a denial and keep the documentation for the appeal',
    },
  },
  check: (subject, { catalog }, report) => {
    const side = editedAs(subject);
    if (side === undefined) return;
    const service = side === 'practitioner' && isSupplier(subject) ? 'dme' : side;
    const tables = new LineTables(ncciOf(catalog).mue[service], `NCCI MUE (${NAMES[service]})`, report);
    const { lines } = subject;
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] as SubjectLine;
      if (line.code === '') continue;
      const table = tables.on(line.date);
      if (table === undefined) continue;
      const row = table.row(line.code);
      if (row < 0) continue;
      const limit = table.limit(row);
      const indicator = table.indicator(row);
      if (indicator === 1) {
        const units = unitsOfADay(subject, line);
        if (units > limit) tell('line', table, row, line, units, service, report);
        continue;
      }
      if (counted(lines, i, side)) continue;
      // All lines of the code, provider and day count together; the finding stands at the line that passes the limit.
      let units = 0;
      let passing = line;
      for (const other of lines) {
        if (other.code !== line.code || !onFirstDayOf(line, other, side)) continue;
        const before = units;
        units += unitsOfADay(subject, other);
        if (before <= limit && units > limit) passing = other;
      }
      if (units > limit) tell(indicator === 2 ? 'policy' : 'clinical', table, row, passing, units, service, report, line.date);
    }
  },
});

/** Whether the other line of the code is of the same provider and has the first day of the line among its days. */
function onFirstDayOf({ date, provider }: SubjectLine, other: SubjectLine, side: 'practitioner' | 'hospital'): boolean {
  const day = date as Day;
  return (
    (side === 'hospital' || other.provider === provider) && other.date !== undefined && other.date <= day && day <= (other.dateTo as Day)
  );
}

/** Whether a line above began on the same day with the same code and provider, and so has told of the day. */
function counted(lines: readonly SubjectLine[], i: number, side: 'practitioner' | 'hospital'): boolean {
  const line = lines[i] as SubjectLine;
  for (let j = 0; j < i; j++) {
    const other = lines[j] as SubjectLine;
    if (other.code === line.code && other.date === line.date && onFirstDayOf(line, other, side)) return true;
  }
  return false;
}

/**
 * Units of a line on one of its days: of several days, the units divided by the days to the nearest whole (NCCI Policy Manual, chapter I,
 * section V). Anesthesia counts minutes; the service itself is one.
 */
function unitsOfADay(subject: Subject, line: SubjectLine): number {
  if (subject.input.services[lineNumber(line) - 1]?.unit === 'MJ') return 1;
  const days = line.date === undefined || line.dateTo === undefined ? 1 : line.dateTo - line.date + 1;
  return days > 1 ? Math.round(line.units / days) : line.units;
}

/** A supplier of durable medical equipment, prosthetics or orthotics, by the taxonomy of the billing provider; else the claim is a practitioner's. */
function isSupplier({ input: { billing } }: Subject): boolean {
  return /^(?:332B|335[EGUV])/.test(billing?.taxonomy ?? '');
}

function tell(
  message: 'line' | 'policy' | 'clinical',
  table: MueTable,
  row: number,
  line: SubjectLine,
  units: number,
  service: MueService,
  report: Report,
  date: Day | undefined = line.date,
): void {
  report.hit({
    message,
    at: line.at,
    params: {
      code: line.code,
      line: lineNumber(line),
      units,
      limit: table.limit(row),
      indicator: table.indicator(row),
      date: formatDay(date as Day),
      quarter: table.quarter,
      table: NAMES[service],
      rows: table.rows,
      rationale: table.why(row),
    },
  });
}
