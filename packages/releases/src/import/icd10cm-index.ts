import { parseIndexCsv } from '../formats/icd10cm-index-csv.js';
import { parseIndexXml } from '../formats/icd10cm-index-xml.js';
import { fiscalEdition } from './edition.js';
import { DraftMaker, drained, type ImportContext, type Imported, joined, standingOf } from './importer.js';
import { IndexPlace, isRemark } from './index-words.js';
import type { SourceMember } from './source-member.js';

const NAMES = {
  'icd10cm/index': 'ICD-10-CM Index to Diseases and Injuries',
  'icd10cm/external-index': 'ICD-10-CM External Cause of Injuries Index',
} as const;

/** The Alphabetic Index or the External Cause Index, every line in printed order, with its words for matching. */
export async function importIndex(
  member: SourceMember,
  context: ImportContext,
  table: keyof typeof NAMES,
  form: 'xml' | 'csv',
): Promise<Imported> {
  const maker = new DraftMaker(member, `icd10cm-index-${form} 1`);
  const { items, counts } = await drained(
    form === 'xml' ? parseIndexXml(maker.source.bytes, member.path) : parseIndexCsv(maker.source.bytes, member.path),
  );
  const version = /20\d\d/.exec(counts.version)?.[0];
  const year = version === undefined ? undefined : Number(version);
  const edition = (year === undefined ? undefined : context.sibling('icd10cm', year)) ?? fiscalEdition(context.clues(member, year));
  const place = new IndexPlace();
  const rows = items
    .map((entry) => ({ entry, ...place.next(entry) }))
    .filter(({ entry }) => !isRemark(entry.title) || entry.code !== undefined);
  const standing = standingOf(member, form === 'csv', counts.version);
  return {
    drafts: [
      maker.draft(table, NAMES[table], edition, 'carries-forward', standing, {
        level: Int32Array.from(rows, ({ entry }) => entry.level),
        title: rows.map(({ entry }) => entry.title),
        nonEssential: rows.map(({ entry }) => entry.nonEssential.join('; ')),
        code: rows.map(({ entry }) => entry.code ?? ''),
        manifestation: rows.map(({ entry }) => entry.manifestation ?? ''),
        see: rows.map(({ entry }) => entry.see ?? (entry.seeCategory === undefined ? '' : `category ${entry.seeCategory}`)),
        seeAlso: rows.map(({ entry }) => entry.seeAlso ?? ''),
        path: rows.map(({ path }) => path),
        text: rows.map(({ wordings }) => joined(wordings)),
      }),
    ],
  };
}
