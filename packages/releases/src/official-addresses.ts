import { type OfficialFile, officialFiles } from './pull-addresses.js';

const NCHS = 'https://ftp.cdc.gov/pub/Health_Statistics/NCHS/Publications/ICD10CM';
const CMS = 'https://www.cms.gov/files/zip';
const CMS_ARCHIVE = 'https://www.cms.gov/medicare/coding/icd10/downloads';

/**
 * Editions that were published under other addresses than the pattern of their publication, by name. An authority renames files from
 * one fiscal year to the next, and CMS puts the day of a revision into the address (`…-updated-12/19/2023.zip`).
 */
const PUBLISHED_ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'icd10cm-2024': [`${NCHS}/2024/icd10cm-CodesDescriptions-2024.zip`, `${NCHS}/2024/icd10cm-Table%20and%20Index-2024.zip`],
  'icd10cm-2024-04': [
    `${NCHS}/2024-Update/icd10cm-Codes-Descriptions-April-2024.zip`,
    `${NCHS}/2024-Update/icd10cm-Table%20and%20Index-April-2024.zip`,
  ],
  'icd10cm-2025': [`${NCHS}/2025/ICD10-CM%20Code%20Descriptions%202025.zip`, `${NCHS}/2025/icd10cm-table-index-2025.zip`],
  // The XML files have a zip of their own this time.
  'icd10cm-2026-04': [
    `${NCHS}/2026-update/icd10cm-Code%20Descriptions-April-1-2026.zip`,
    `${NCHS}/2026-update/icd10cm-April-1-2026-XML.zip`,
  ],
  'icd10cm-2027': [`${NCHS}/2027/icd10cm-code-descriptions-2027.zip`, `${NCHS}/2027/icd10cm-table-and-index-2027.zip`],
  'icd10cm-codes-2024': [`${CMS}/2024-code-descriptions-tabular-order-updated-02/01/2024.zip`],
  'icd10cm-index-2024': [`${CMS}/2024-code-tables-tabular-and-index-updated-02/01/2024.zip`],
  'icd10cm-index-2027': [`${CMS}/2027-code-tables-tabular-index.zip`],
  'icd10pcs-2024': [
    `${CMS}/2024-icd-10-pcs-order-file-long-and-abbreviated-titles-updated-12/19/2023.zip`,
    `${CMS}/2024-icd-10-pcs-code-tables-and-index-updated-12/19/2023.zip`,
    `${CMS}/2024-icd-10-pcs-conversion-table-updated-12/19/2023.zip`,
  ],
  'icd10pcs-2025': [
    `${CMS}/2025-icd-10-pcs-order-file-long-and-abbreviated-titles.zip`,
    `${CMS}/2025-icd-10-pcs-code-tables-and-index-updated-07/09/2024.zip`,
    `${CMS}/2025-icd-10-pcs-conversion-table.zip`,
  ],
  'icd10pcs-2026': [
    `${CMS}/2026-icd-10-pcs-order-file-long-and-abbreviated-titles.zip`,
    `${CMS}/2026-icd-10-pcs-code-tables-and-index.zip`,
    `${CMS}/2026-icd-pcs-conversion-table.zip`,
  ],
  'icd10pcs-2027': [
    `${CMS}/2027-icd-10-pcs-order-file-long-abbreviated-titles.zip`,
    `${CMS}/2027-icd-10-pcs-code-tables-index.zip`,
    `${CMS}/2027-icd-10-pcs-conversion-table.zip`,
  ],
  'icd10pcs-order-2024': [`${CMS}/2024-icd-10-pcs-order-file-long-and-abbreviated-titles-updated-12/19/2023.zip`],
  'icd10pcs-order-2027': [`${CMS}/2027-icd-10-pcs-order-file-long-abbreviated-titles.zip`],
  'gems-2018': [
    `${CMS_ARCHIVE}/2018-icd-10-cm-general-equivalence-mappings.zip`,
    `${CMS_ARCHIVE}/2018-icd-10-pcs-general-equivalence-mappings.zip`,
  ],
};

/**
 * The files of a publication where they were published: at an address of their own, else by the pattern.
 * @param name such as `icd10cm-2027`
 * @throws MedcodeError MC_USAGE when no publication is called so
 */
export function publishedFiles(name: string): readonly OfficialFile[] {
  const byPattern = officialFiles(name);
  return PUBLISHED_ELSEWHERE[name.toLowerCase()]?.map((url) => ({ url, name: fileName(url) })) ?? byPattern;
}

/** The last part of the address, together with a day of revision before it: `…-updated-12-19-2023.zip`. */
function fileName(url: string): string {
  return decodeURIComponent((/[^/]+(?:\/\d\d\/\d{4}\.zip)?$/.exec(url) as RegExpExecArray)[0]).replaceAll('/', '-');
}
