import { fiscalYearWindow } from '@medcode/core/model/date';
import { parseIcd9Titles } from '../formats/icd9-titles.js';
import { editionFrom, fiscalEdition } from './edition.js';
import { byCode, DraftMaker, drained, type ImportContext, type Imported, standingOf } from './importer.js';
import type { SourceMember } from './source-member.js';

/** The long titles of ICD-9-CM. Version 32 (October 2014) is the last; versions count the years from October 1983. */
export async function importIcd9Titles(member: SourceMember, context: ImportContext, system: 'icd9cm' | 'icd9pcs'): Promise<Imported> {
  const maker = new DraftMaker(member, 'icd9-titles 1');
  const { items } = await drained(parseIcd9Titles(maker.source.bytes, member.path, system === 'icd9cm' ? 'diagnosis' : 'procedure'));
  const version = /CMS(\d\d)_DESC|cms_v(\d\d)/i.exec(member.path);
  const number = Number(version?.[1] ?? version?.[2]);
  const edition = Number.isNaN(number) ? fiscalEdition(context.clues(member)) : editionFrom(fiscalYearWindow(1983 + number).from);
  const rows = [...items].sort(byCode);
  const name = `ICD-9-CM ${system === 'icd9cm' ? 'diagnosis' : 'procedure'} titles${Number.isNaN(number) ? '' : ` version ${number},`}`;
  return {
    drafts: [
      maker.draft(`${system}/titles`, name, edition, 'carries-forward', standingOf(member, false), {
        code: rows.map((row) => row.code),
        from: Int32Array.from(rows, () => edition.from),
        title: rows.map((row) => row.title),
      }),
    ],
  };
}
