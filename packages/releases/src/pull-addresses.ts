import { MedcodeError } from '@medcode/core/errors';

/** An official file: where it is published and under which name. */
export interface OfficialFile {
  readonly url: string;
  /** The file name, also on a mirror. */
  readonly name: string;
}

/** A publication that can be pulled. */
export interface OfficialSource {
  /** `icd10cm-YEAR`; `YEAR` is a fiscal year, `YEAR-MM` a quarter. */
  readonly pattern: string;
  readonly title: string;
  /** The page of the authority, to look when an address has moved. */
  readonly page: string;
  readonly example: string;
  readonly files: (year: number, month: string | undefined) => readonly string[];
}

const NCHS = 'https://ftp.cdc.gov/pub/Health_Statistics/NCHS/Publications/ICD10CM';
const CMS = 'https://www.cms.gov/files';
const MONTHS: Readonly<Record<string, string>> = { '01': 'january', '04': 'april', '07': 'july', '10': 'october' };

/** Publications by name. Addresses follow the pattern the authority has used for years; `page` says where to look when one does not answer. */
export const OFFICIAL_SOURCES: readonly OfficialSource[] = [
  {
    pattern: 'icd10cm-YEAR',
    title: 'ICD-10-CM codes and titles, Tabular List, Index and tables of a fiscal year',
    page: 'https://www.cdc.gov/nchs/icd/icd-10-cm/files.html',
    example: 'icd10cm-2026',
    files: (year) => [`${NCHS}/${year}/icd10cm-Code%20Descriptions-${year}.zip`, `${NCHS}/${year}/icd10cm-table%20and%20index-${year}.zip`],
  },
  {
    pattern: 'icd10cm-YEAR-04',
    title: 'ICD-10-CM, April update of a fiscal year',
    page: 'https://www.cdc.gov/nchs/icd/icd-10-cm/files.html',
    example: 'icd10cm-2026-04',
    files: (year) => [
      `${NCHS}/${year}-Update/icd10cm-Codes-Descriptions-April-${year}.zip`,
      `${NCHS}/${year}-Update/icd10cm-table-index-April-${year}.zip`,
    ],
  },
  {
    pattern: 'icd10cm-codes-YEAR',
    title: 'ICD-10-CM codes and titles only, as CMS publishes them',
    page: 'https://www.cms.gov/medicare/coding-billing/icd-10-codes',
    example: 'icd10cm-codes-2026',
    files: (year) => [`${CMS}/zip/${year}-code-descriptions-tabular-order.zip`],
  },
  {
    pattern: 'icd10cm-index-YEAR',
    title: 'ICD-10-CM Tabular List, Index and tables only, as CMS publishes them',
    page: 'https://www.cms.gov/medicare/coding-billing/icd-10-codes',
    example: 'icd10cm-index-2026',
    files: (year) => [`${CMS}/zip/${year}-code-tables-tabular-and-index.zip`],
  },
  {
    pattern: 'icd10cm-conversion-YEAR',
    title: 'ICD-10-CM conversion table',
    page: 'https://www.cms.gov/medicare/coding-billing/icd-10-codes',
    example: 'icd10cm-conversion-2026',
    files: (year) => [`${CMS}/zip/${year}-conversion-table.zip`],
  },
  {
    pattern: 'poa-exempt-YEAR',
    title: 'codes exempt from present-on-admission reporting',
    page: 'https://www.cms.gov/medicare/payment/fee-for-service-providers/hospital-aquired-conditions-hac/coding',
    example: 'poa-exempt-2026',
    files: (year) => [`${CMS}/zip/${year}-poa-exempt-codes.zip`],
  },
  {
    pattern: 'icd10pcs-YEAR',
    title: 'ICD-10-PCS codes and titles, Tables, Index, Definitions and conversion table',
    page: 'https://www.cms.gov/medicare/coding-billing/icd-10-codes',
    example: 'icd10pcs-2026',
    files: (year) => [
      `${CMS}/zip/${year}-icd-10-pcs-order-file-long-and-abbreviated-titles.zip`,
      `${CMS}/zip/${year}-icd-10-pcs-code-tables-and-index.zip`,
      `${CMS}/zip/${year}-icd-10-pcs-conversion-table.zip`,
    ],
  },
  {
    pattern: 'icd10pcs-order-YEAR',
    title: 'ICD-10-PCS codes and titles only',
    page: 'https://www.cms.gov/medicare/coding-billing/icd-10-codes',
    example: 'icd10pcs-order-2026',
    files: (year) => [`${CMS}/zip/${year}-icd-10-pcs-order-file-long-and-abbreviated-titles.zip`],
  },
  {
    pattern: 'hcpcs-YEAR-MM',
    title: 'HCPCS Level II of a quarter (01, 04, 07, 10)',
    page: 'https://www.cms.gov/medicare/coding-billing/healthcare-common-procedure-system/quarterly-update',
    example: 'hcpcs-2026-01',
    files: (year, month) => [`${CMS}/zip/${MONTHS[month ?? ''] ?? 'january'}-${year}-alpha-numeric-hcpcs-file.zip`],
  },
  {
    pattern: 'gems-2018',
    title: 'General Equivalence Mappings between ICD-9 and ICD-10, the last edition',
    page: 'https://www.cms.gov/medicare/coding-billing/icd-10-codes/icd-10-cm-icd-10-pcs-gem-archive',
    example: 'gems-2018',
    files: () => [
      `${CMS}/zip/2018-icd-10-cm-general-equivalence-mappings.zip`,
      `${CMS}/zip/2018-icd-10-pcs-general-equivalence-mappings.zip`,
    ],
  },
];

/** The files of a name such as `icd10cm-2026`. @throws MedcodeError MC_USAGE when no publication is called so */
export function officialFiles(name: string): OfficialFile[] {
  const lower = name.toLowerCase();
  for (const { pattern, files } of OFFICIAL_SOURCES) {
    const form = new RegExp(`^${pattern.replace('YEAR', '(20[1-4]\\d)').replace('MM', '(01|04|07|10)')}$`);
    const match = form.exec(lower);
    if (!match) continue;
    return files(Number(match[1]), match[2]).map((url) => ({ url, name: decodeURIComponent(url.slice(url.lastIndexOf('/') + 1)) }));
  }
  throw new MedcodeError(
    'MC_USAGE',
    `no publication is called "${name.slice(0, 40)}"; there are ${OFFICIAL_SOURCES.map(({ pattern }) => pattern).join(', ')}`,
  );
}
