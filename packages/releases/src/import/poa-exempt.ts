import { parsePoaExempt } from '../formats/poa-exempt.js';
import { sheetRows } from '../formats/xlsx.js';
import { fiscalEdition } from './edition.js';
import { byCode, DraftMaker, drained, type ImportContext, type Imported, standingOf } from './importer.js';
import { headOf, isZip, type SourceMember } from './source-member.js';

/** The list of codes exempt from POA reporting. The heading of its first column tells the fiscal year. */
export async function importPoaExempt(member: SourceMember, context: ImportContext): Promise<Imported> {
  const year = await headingYear(member);
  const maker = new DraftMaker(member, 'poa-exempt 1');
  const { items, counts } = await drained(parsePoaExempt(maker.source.bytes, member.path));
  if (counts.list !== 'codes') return { drafts: [], remark: 'changes of the POA-exempt list: the whole list is read' };
  // The list of additions has the same columns; the whole list has had over 30,000 codes since FY2016.
  if (items.length < 5000 && /add/i.test(member.file))
    return { drafts: [], remark: 'codes added to the POA-exempt list: the whole list is read' };
  const edition = fiscalEdition(context.clues(member, year));
  const rows = [...items].sort(byCode);
  return {
    drafts: [
      maker.draft('icd10cm/poa-exempt', 'Codes exempt from POA reporting', edition, 'window-only', standingOf(member, false), {
        code: rows.map((row) => row.code),
      }),
    ],
  };
}

/** `Order26`, `OrdFY25` → 2026, 2025. */
async function headingYear(member: SourceMember): Promise<number | undefined> {
  const head = await headOf(member.bytes(), 200);
  let heading = head.toString('latin1');
  if (isZip(head)) {
    for await (const { cells } of sheetRows(member.bytes(), member.path)) {
      heading = String(cells[0] ?? '');
      break;
    }
  }
  const year = /Ord(?:er|FY)(\d\d)\b/.exec(heading)?.[1];
  return year === undefined ? undefined : 2000 + Number(year);
}
