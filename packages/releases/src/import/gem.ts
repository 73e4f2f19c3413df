import { fiscalYearWindow } from '@medcode/core/model/date';
import { parseGem } from '../formats/gem.js';
import { editionFrom, namedYear } from './edition.js';
import { compareText, DraftMaker, drained, type ImportContext, type Imported, standingOf } from './importer.js';
import type { SourceMember } from './source-member.js';

const NAMES = { icd9cm: 'ICD-9-CM diagnoses', icd10cm: 'ICD-10-CM', icd9pcs: 'ICD-9-CM procedures', icd10pcs: 'ICD-10-PCS' } as const;
export type GemTable = 'gem/icd9cm-icd10cm' | 'gem/icd10cm-icd9cm' | 'gem/icd9pcs-icd10pcs' | 'gem/icd10pcs-icd9pcs';

/** A General Equivalence Mapping in one direction; the flags stay as printed. Only the name tells its year. */
export async function importGem(member: SourceMember, context: ImportContext, table: GemTable): Promise<Imported> {
  const maker = new DraftMaker(member, 'gem 1');
  const { items } = await drained(parseGem(maker.source.bytes, member.path));
  const year = namedYear(context.clues(member), 'the year of the mapping');
  const edition = { ...editionFrom(fiscalYearWindow(year).from), title: '' };
  const [from, to] = table.slice(4).split('-') as [keyof typeof NAMES, keyof typeof NAMES];
  const none = to.endsWith('pcs') ? 'NoPCS' : 'NoDx';
  const rows = items
    .map((entry) => ({
      ...entry,
      target: entry.target ?? none,
      flags: [entry.approximate, entry.noMap, entry.combination].map(Number).join('') + entry.scenario + entry.choiceList,
    }))
    .sort((a, b) => compareText(a.source, b.source) || a.row - b.row);
  return {
    drafts: [
      maker.draft(
        table,
        `General Equivalence Mapping ${year}, ${NAMES[from]} to ${NAMES[to]}`,
        edition,
        'carries-forward',
        standingOf(member, false),
        { source: rows.map((row) => row.source), target: rows.map((row) => row.target), flags: rows.map((row) => row.flags) },
        `${table}/${year}`,
      ),
    ],
  };
}
