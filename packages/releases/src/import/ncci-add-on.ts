import { type AddOnRow, readAddOns } from '../formats/ncci-add-on.js';
import type { ColumnInput } from '../pack-writer.js';
import { calendarQuarter, type Edition } from './edition.js';
import { compareText, DraftMaker, type ImportContext, type Imported, standingOf } from './importer.js';
import { headOf, isZip, type SourceMember } from './source-member.js';

/** Add-on codes with their primaries. */
export async function importAddOns(member: SourceMember, context: ImportContext): Promise<Imported> {
  const maker = new DraftMaker(member, 'ncci-add-on 1');
  const head = await headOf(member.bytes(), 64);
  const form = isZip(head) ? 'sheet' : head.toString('latin1').startsWith('primary_code\t') ? 'list' : 'text';
  const { rows, form: kind } = await readAddOns(maker.source.bytes, member.path, form);
  const edition = calendarQuarter(context.clues(member));
  return {
    drafts: [
      maker.draft(
        'ncci/add-on',
        'NCCI add-on code edits',
        edition,
        'window-only',
        standingOf(member, kind === 'list'),
        addOnColumns(rows, edition),
      ),
    ],
  };
}

/** The pairs in force in the quarter, in the order of the add-on code. */
function addOnColumns(rows: readonly AddOnRow[], { from, to }: Edition): Readonly<Record<string, ColumnInput>> {
  const inForce = rows
    .map((row) => ({
      ...row,
      first: row.effective !== undefined && row.effective > from ? row.effective : from,
      last: row.deletion !== undefined && row.deletion < to ? row.deletion : to,
    }))
    .filter(({ first, last }) => first <= last)
    .sort((a, b) => compareText(a.addOn, b.addOn) || compareText(a.primary, b.primary) || a.first - b.first);
  return {
    code: inForce.map(({ addOn }) => addOn),
    primary: inForce.map(({ primary }) => primary),
    type: Uint8Array.from(inForce, ({ type }) => type),
    from: Int32Array.from(inForce, ({ first }) => first),
    to: Int32Array.from(inForce, ({ last }) => last),
  };
}
