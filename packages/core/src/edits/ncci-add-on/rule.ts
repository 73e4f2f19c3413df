import { ncciOf } from '../../codesets/ncci.js';
import type { Day } from '../../model/date.js';
import { editedAs, LineTables, lineNumber } from '../dated-lines.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING } from '../edit.js';
import type { SubjectLine } from '../subject.js';

/** Critical care goes on with a colleague of the same group: the first hour may be another practitioner's (NCCI Policy Manual, chapter I, section R). */
const SHARED_PRIMARY = '99292';
/** How many primaries a message names. */
const NAMED = 6;

/** A service that exists only beside another. */
export const rule = defineEdit({
  id: 'ncci-add-on',
  title: 'An add-on code has its primary procedure on the same day',
  family: 'ncci',
  sources: [
    { authority: 'CMS', document: 'NCCI Policy Manual for Medicare Services', section: 'chapter I, section R' },
    { authority: 'CMS', document: 'Medicare Claims Processing Manual, Pub. 100-04', section: 'chapter 12 § 30.D' },
  ],
  needs: ['ncci/add-on'],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    missing: {
      severity: 'error',
      what: 'add-on code {code} (line {line}) without its primary on the same day',
      why: 'the add-on edits of {quarter} ({rows} pairs) list all primaries of {code} (type 1): {primaries}',
      todo: 'add the primary if it was performed by the same provider that day, or take {code} off',
    },
    unlisted: {
      severity: 'warning',
      what: 'add-on code {code} (line {line}) beside none of its listed primaries',
      why: 'the add-on edits of {quarter} ({rows} pairs) list some primaries of {code} (type 3): {primaries}; a Medicare contractor may accept others',
      todo: 'check that the contractor accepts the procedure beside it, or add the primary',
    },
    alone: {
      severity: 'error',
      what: 'add-on code {code} (line {line}) with no other service on the same day',
      why: 'an add-on code is never billed by itself; its primaries are defined by the contractor (type {type}, {quarter})',
      todo: 'add the procedure it belongs to, or take {code} off',
    },
  },
  check: (subject, { catalog }, report) => {
    const side = editedAs(subject);
    if (side === undefined) return;
    const tables = new LineTables(ncciOf(catalog).addOns, 'NCCI add-on code edits', report);
    for (const line of subject.lines) {
      if (line.code === '') continue;
      const table = tables.on(line.date);
      const addOn = table?.addOn(line.code, line.date as Day);
      if (table === undefined || addOn === undefined) continue;
      let listed = false;
      let candidate = false;
      for (const other of subject.lines) {
        if (other === line || other.code === '' || other.code === line.code || !sameDay(line, other, side)) continue;
        if (addOn.primaries.has(other.code)) listed = true;
        else if (table.addOn(other.code, line.date as Day) === undefined) candidate = true;
      }
      if (listed) continue;
      const params = {
        code: line.code,
        line: lineNumber(line),
        type: addOn.type,
        primaries: listOf(addOn.primaries),
        quarter: table.quarter,
        rows: table.rows,
      };
      if (addOn.type === 1) report.hit({ message: 'missing', at: line.at, params });
      else if (!candidate) report.hit({ message: 'alone', at: line.at, params });
      else if (addOn.type === 3) report.hit({ message: 'unlisted', at: line.at, params });
      else
        report.notChecked({
          reason: `${line.code} is an add-on code of type 2: its primaries are defined by each Medicare contractor`,
          needs: [`primaries the contractor accepts for ${line.code}`],
          at: line.at,
        });
    }
  },
});

/** On a day in common by the same provider; a facility is one provider. */
function sameDay(line: SubjectLine, other: SubjectLine, side: 'practitioner' | 'hospital'): boolean {
  return (
    (side === 'hospital' || other.provider === line.provider || line.code === SHARED_PRIMARY) &&
    other.date !== undefined &&
    other.date <= (line.dateTo as Day) &&
    (line.date as Day) <= (other.dateTo as Day)
  );
}

function listOf(primaries: ReadonlySet<string>): string {
  const codes = [...primaries];
  const named = codes.slice(0, NAMED).join(', ');
  return codes.length > NAMED ? `${named} and ${codes.length - NAMED} more` : named;
}
