import { type Day, fiscalYear } from '@medcode/core/model/date';
import { parseCcsrDx } from '../formats/ccsr-dx.js';
import { fiscalEdition } from './edition.js';
import { byCode, compareText, DraftMaker, drained, type ImportContext, type Imported, joined, standingOf } from './importer.js';
import { headOf, isZip, type SourceMember } from './source-member.js';

/**
 * The categories of diagnoses (CCSR). A version is made for a fiscal year and keeps the codes of all years before it; the sheet states it, the
 * mapping file has it in its name, and a list without either is of the year of its youngest code.
 */
export async function importCcsrDx(member: SourceMember, context: ImportContext): Promise<Imported> {
  const maker = new DraftMaker(member, 'ccsr-dx 1');
  const form = isZip(await headOf(member.bytes(), 4)) ? 'sheet' : 'text';
  const { items, counts } = await drained(parseCcsrDx(maker.source.bytes, member.path, form));
  const version = counts.version ?? /_v(\d{4}[.-]\d)/i.exec(member.file)?.[1]?.replace('-', '.');
  const year = version === undefined ? youngestYear(context, items) : Number(version.slice(0, 4));
  const edition = fiscalEdition(context.clues(member, year));
  const rows = [...items].sort(byCode);
  const standing = standingOf(member, counts.form === 'list');
  const name = `CCSR for ICD-10-CM diagnoses${version === undefined ? '' : ` v${version},`}`;
  const drafts = [
    maker.draft('ccsr/dx', name, edition, 'carries-forward', standing, {
      code: rows.map(({ code }) => code),
      categories: rows.map(({ categories }) => joined(categories)),
      inpatient: rows.map(({ inpatient }) => inpatient ?? ''),
      outpatient: rows.map(({ outpatient }) => outpatient ?? ''),
    }),
  ];
  const titles = [...counts.titles].sort(([a], [b]) => compareText(a, b));
  if (titles.length > 0)
    drafts.push(
      maker.draft('ccsr/categories', name, edition, 'carries-forward', standing, {
        category: titles.map(([category]) => category),
        title: titles.map(([, title]) => title),
      }),
    );
  return { drafts };
}

/** The fiscal year in which the youngest of the codes began. */
function youngestYear(context: ImportContext, items: readonly { readonly code: string }[]): number | undefined {
  const table = context.embedded.all('icd10cm/codes')[0]?.table();
  if (!table) return undefined;
  const code = table.text('code');
  const from = table.numbers<Int32Array>('from');
  const first = new Map<string, number>();
  for (let row = 0; row < table.rows; row++) {
    const key = code.at(row);
    first.set(key, Math.min(first.get(key) ?? Number.POSITIVE_INFINITY, from[row] as number));
  }
  let youngest = 0;
  for (const item of items) youngest = Math.max(youngest, first.get(item.code) ?? 0);
  return youngest === 0 ? undefined : fiscalYear(youngest as Day);
}
