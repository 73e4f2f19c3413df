import { day } from '@medcode/core/model/date';
import { grouperDrafts } from './embedded/groupers.js';
import { icd9Drafts } from './embedded/icd9.js';
import { editorDrafts, icd10cmDrafts } from './embedded/icd10cm.js';
import { icd10pcsDrafts } from './embedded/icd10pcs.js';
import { all, editorEnd, FIRST_DAY, openSource } from './embedded/open-source.js';
import { type MceCodeSystem, parseMceValidCodes } from './formats/mce-tables.js';
import type { PackDraft } from './pack-writer.js';
import type { ValidityRow } from './validity.js';

/**
 * The drafts of all embedded packs, made from the folder of open releases. Validity comes from the dated lists of the Medicare Code
 * Editor, notes and titles from the Tabular List, the changes of FY2027 from the published change list.
 * @throws MedcodeError MC_SOURCE_MALFORMED with file and row when a source breaks its form or its counts
 */
export async function embeddedDrafts(open: string): Promise<PackDraft[]> {
  const valid = openSource(open, 'mce/valid_codes.tsv.gz');
  const rows = await all(parseMceValidCodes(valid.bytes, valid.name));
  const billable = (system: MceCodeSystem): ValidityRow[] =>
    rows
      .filter((row) => row.system === system)
      .map((row) => ({ code: row.code, from: day(row.from), to: editorEnd(row.to), billable: true }))
      .filter((row) => row.to >= day(FIRST_DAY));
  return [
    ...(await icd10cmDrafts(open, valid, billable('ICD10CM'))),
    ...(await editorDrafts(open)),
    ...(await icd10pcsDrafts(open, valid, billable('ICD10PCS'))),
    ...(await icd9Drafts(open)),
    ...(await grouperDrafts(open)),
  ];
}
