import { parseTableCsv } from '../formats/icd10cm-index-csv.js';
import { type DrugColumn, type NeoplasmColumn, parseTableXml, type TableKind } from '../formats/icd10cm-table-xml.js';
import { fiscalEdition } from './edition.js';
import { DraftMaker, drained, type ImportContext, type Imported, joined, standingOf } from './importer.js';
import { IndexPlace } from './index-words.js';
import type { SourceMember } from './source-member.js';

const NAMES: Readonly<Record<TableKind, string>> = {
  neoplasm: 'ICD-10-CM Table of Neoplasms',
  drug: 'ICD-10-CM Table of Drugs and Chemicals',
};

/** What a column says, for the path, and the words that stand before the line's own. */
const COLUMNS: Readonly<Record<NeoplasmColumn | DrugColumn, readonly [path: string, words: readonly string[]]>> = {
  malignantPrimary: ['malignant primary', ['malignant (primary) neoplasm (tumor)', 'cancer']],
  malignantSecondary: [
    'malignant secondary',
    ['secondary malignant neoplasm (tumor)', 'metastatic (malignant) (neoplasm) cancer', 'metastasis'],
  ],
  inSitu: ['carcinoma in situ', ['carcinoma in situ']],
  benign: ['benign', ['benign neoplasm', 'benign tumor']],
  uncertain: ['uncertain behavior', ['neoplasm of uncertain behavior']],
  unspecified: ['unspecified behavior', ['neoplasm (of unspecified behavior)', 'tumor']],
  accidental: ['poisoning, accidental (unintentional)', ['poisoning (accidental) (unintentional)', '(accidental) overdose']],
  intentionalSelfHarm: ['poisoning, intentional self-harm', ['poisoning, intentional self-harm']],
  assault: ['poisoning, assault', ['poisoning, assault']],
  undetermined: ['poisoning, undetermined', ['poisoning, undetermined']],
  adverseEffect: ['adverse effect', ['adverse effect']],
  underdosing: ['underdosing', ['underdosing']],
};

/** The Table of Neoplasms or of Drugs and Chemicals: a row for every cell with a code. */
export async function importTable(member: SourceMember, context: ImportContext, kind: TableKind, form: 'xml' | 'csv'): Promise<Imported> {
  const maker = new DraftMaker(member, `icd10cm-table-${form} 1`);
  const { items, counts } = await drained(
    form === 'xml' ? parseTableXml(maker.source.bytes, member.path) : parseTableCsv(maker.source.bytes, member.path, kind),
  );
  const version = /20\d\d/.exec(counts.version)?.[0];
  const year = version === undefined ? undefined : Number(version);
  const edition = (year === undefined ? undefined : context.sibling('icd10cm', year)) ?? fiscalEdition(context.clues(member, year));
  const place = new IndexPlace(kind === 'neoplasm' ? 1 : 0);
  const code: string[] = [];
  const text: string[] = [];
  const path: string[] = [];
  for (const entry of items) {
    const { path: shown, wordings } = place.next(entry);
    for (const [column, cell] of Object.entries(entry.cells)) {
      const [name, heads] = COLUMNS[column as NeoplasmColumn | DrugColumn];
      code.push(cell);
      path.push(`${shown} › ${name}`);
      text.push(joined(heads.flatMap((head) => (wordings.length === 0 ? [head] : wordings.map((words) => `${head}, ${words}`)))));
    }
  }
  return {
    drafts: [
      maker.draft(`icd10cm/${kind}`, NAMES[kind], edition, 'carries-forward', standingOf(member, form === 'csv', counts.version), {
        code,
        text,
        path,
      }),
    ],
  };
}
