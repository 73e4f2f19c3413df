import { readAddendumB } from '../formats/addendum-b.js';
import { calendarQuarter } from './edition.js';
import { byCode, DraftMaker, type ImportContext, type Imported, standingOf } from './importer.js';
import { encodingOf, headOf, isZip, type SourceMember } from './source-member.js';

/** How each code is treated on a hospital's outpatient claim. */
export async function importAddendumB(member: SourceMember, context: ImportContext): Promise<Imported> {
  const maker = new DraftMaker(member, 'addendum-b 1');
  const head = await headOf(member.bytes(), 64);
  const form = isZip(head) ? 'sheet' : head.toString('latin1').startsWith('hcpcs,short_descriptor') ? 'list' : 'csv';
  const { rows, form: kind } = await readAddendumB(maker.source.bytes, member.path, form, await encodingOf(member.bytes()));
  const edition = calendarQuarter(context.clues(member));
  const sorted = [...rows].sort(byCode);
  return {
    drafts: [
      maker.draft(
        'opps/addendum-b',
        'OPPS Addendum B',
        edition,
        'window-only',
        standingOf(member, kind === 'list' || /nodesc/i.test(member.file)),
        {
          code: sorted.map(({ code }) => code),
          status: sorted.map(({ status }) => status),
          apc: sorted.map(({ apc }) => apc),
        },
      ),
    ],
  };
}
