import type { DatedTables } from '../codesets/dated-tables.js';
import { type Day, formatDay } from '../model/date.js';
import { NO_DATE, type Report } from './edit.js';
import type { Subject, SubjectLine } from './subject.js';

/** Number of a line on the claim, from 1, as people count. */
export function lineNumber({ at }: SubjectLine): number {
  return Number(at.slice(at.lastIndexOf('/') + 1)) + 1;
}

/**
 * Opens a dated table for the lines of one subject: names the edition that answered once, and says once for each date where none is at hand.
 */
export class LineTables<T extends object> {
  private readonly tables: DatedTables<T>;
  private readonly name: string;
  private readonly report: Report;
  private answered: T | undefined;
  private missing: Set<Day | undefined> | undefined;

  /** @param name what is missing, in words: `NCCI PTP edits` */
  constructor(tables: DatedTables<T>, name: string, report: Report) {
    this.tables = tables;
    this.name = name;
    this.report = report;
  }

  on(date: Day | undefined): T | undefined {
    const table = date === undefined ? undefined : this.tables.on(date);
    if (table !== undefined) {
      if (table !== this.answered) this.report.used(this.tables.table, date as Day);
      this.answered = table;
      return table;
    }
    this.missing ??= new Set();
    if (this.missing.has(date)) return undefined;
    this.missing.add(date);
    if (date === undefined) this.report.notChecked(NO_DATE);
    else
      this.report.notChecked({
        reason: `no quarter of ${this.name} is installed for ${formatDay(date)}`,
        needs: [`${this.tables.table} ${formatDay(date)}`],
      });
    return undefined;
  }
}

/**
 * Types of bill on which a hospital or another facility bills outpatient services line by line under the outpatient edits: hospital (12, 13,
 * 14), skilled nursing Part B (22, 23), home health (34), outpatient rehabilitation (74, 75), community mental health (76).
 */
const OUTPATIENT_BILLS = /^0?(?:12|13|14|22|23|34|74|75|76)/;

/** Whose edits a claim is under: those of practitioners (with ambulatory surgical centres), of outpatient facilities, or none. */
export function editedAs({ form, setting, input: { billType } }: Subject): 'practitioner' | 'hospital' | undefined {
  if (form === 'professional') return 'practitioner';
  if (billType === undefined) return setting === 'inpatient' ? undefined : 'hospital';
  return OUTPATIENT_BILLS.test(billType) ? 'hospital' : undefined;
}
