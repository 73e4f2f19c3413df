import type { Catalog } from '../codesets/catalog.js';
import { type Day, day, formatDay } from '../model/date.js';
import { type EditContext, NO_DATE, type Report } from './edit.js';
import type { Subject } from './subject.js';

/**
 * The day whose diagnosis codes apply, when a code list at hand covers it; else says what is missing.
 * @param table the list asked for: `icd10cm/codes`, or `icd10cm/edits` for the lists of the Medicare Code Editor
 */
export function diagnosisDay(
  { codesOn, diagnoses }: Subject,
  context: EditContext,
  report: Report,
  table: 'icd10cm/codes' | 'icd10cm/edits' = 'icd10cm/codes',
): Day | undefined {
  if (diagnoses.length === 0) return undefined;
  return coveredDay(codesOn, table, context, report);
}

/** A day when the window of a table that is merged over all editions holds it; else says what is missing. */
export function coveredDay(
  on: Day | undefined,
  table: 'icd10cm/codes' | 'icd10cm/edits' | 'icd10pcs/codes',
  { catalog }: EditContext,
  report: Report,
): Day | undefined {
  if (on === undefined) {
    report.notChecked(NO_DATE);
    return undefined;
  }
  if (!covers(catalog, table, on)) {
    report.notChecked({ reason: `${TABLE_WORDS[table]} at hand do not cover ${formatDay(on)}`, needs: [`${table} ${formatDay(on)}`] });
    return undefined;
  }
  report.used(table, on);
  return on;
}

interface Window {
  readonly from: Day;
  readonly to: Day;
}
const windows = new WeakMap<Catalog, Map<string, Window>>();

function covers(catalog: Catalog, table: string, on: Day): boolean {
  let tables = windows.get(catalog);
  if (!tables) {
    tables = new Map();
    windows.set(catalog, tables);
  }
  let window = tables.get(table);
  if (!window) {
    const { effectiveFrom, effectiveTo } = catalog.merged(table).manifest.release;
    window = { from: day(effectiveFrom), to: day(effectiveTo) };
    tables.set(table, window);
  }
  return window.from <= on && on <= window.to;
}

const TABLE_WORDS = {
  'icd10cm/codes': 'the ICD-10-CM code lists',
  'icd10cm/edits': 'the lists of the Medicare Code Editor',
  'icd10pcs/codes': 'the ICD-10-PCS code lists',
} as const;
