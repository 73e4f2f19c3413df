/**
 * The HCPCS Level II contractor file: fixed records of 320 positions.
 *
 * Authority: CMS, "HCPCS Contractor Record" (HCPCS2019_recordlayout.txt). A code is a first record (identification 3 procedure, 7 modifier) and
 * continuation records (4, 8) that carry on the long description only. Positions of the fields stand beside each below.
 * The published file may begin with disclaimers and is in Windows-1252. Dental (D) codes and CPT are not in it.
 */
import { type ByteSource, malformed, shown, type TextRow, textRows } from './text-source.js';

/** Change made in the edition: add, change of data and description, of description, discontinue, of data, none, payment, re-activate, short description, miscellaneous. */
export type HcpcsAction = 'A' | 'B' | 'C' | 'D' | 'F' | 'N' | 'P' | 'R' | 'S' | 'T';

export interface HcpcsRecord {
  readonly row: number;
  readonly kind: 'procedure' | 'modifier';
  /** Five characters, or two for a modifier. */
  readonly code: string;
  readonly longDescription: string;
  readonly shortDescription: string;
  /** Pricing indicators (up to four) and whether several apply. */
  readonly pricing: readonly string[];
  readonly multiplePricing: string | undefined;
  /** References into the coverage issues manual (NCD), the carriers manual, and the statute. */
  readonly coverageIssues: readonly string[];
  readonly carriersManual: readonly string[];
  readonly statute: string | undefined;
  readonly labCertification: readonly string[];
  readonly crossReferences: readonly string[];
  /** D special instructions, C carrier judgement, I not payable, M non-covered, S non-covered by statute. */
  readonly coverage: string | undefined;
  readonly ascGroup: string | undefined;
  readonly ascEffective: string | undefined;
  readonly outpatientGroup: string | undefined;
  readonly outpatientPolicy: string | undefined;
  readonly outpatientEffective: string | undefined;
  readonly processingNote: string | undefined;
  /** Berenson-Eggers type of service. */
  readonly betos: string | undefined;
  readonly typesOfService: readonly string[];
  readonly anesthesiaBaseUnits: number | undefined;
  /** Dates as `YYYY-MM-DD`. */
  readonly added: string;
  /** Blank in one row of the 2019 file (A5513, corrected by CMS afterwards). */
  readonly actionEffective: string | undefined;
  /** Last date of use. */
  readonly terminated: string | undefined;
  readonly action: HcpcsAction;
}

export interface HcpcsCounts {
  readonly procedures: number;
  readonly modifiers: number;
  readonly records: number;
  /** Rows before the first record that are not records, as they stand, blank ones left out. */
  readonly preamble: readonly string[];
}

/**
 * The codes of the file in its order, continuation records joined. Returns the counts when done.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED, with row and position: a record of another length or kind, a sequence number out of order, a continuation
 * of another code or with data, a date that is none, an unknown action code, a code twice.
 */
export async function* parseHcpcs320(source: ByteSource, file: string): AsyncGenerator<HcpcsRecord, HcpcsCounts> {
  const preamble: string[] = [];
  const codes = new Set<string>();
  let open: { record: Omit<HcpcsRecord, 'longDescription'>; sequence: number; description: string[] } | undefined;
  let records = 0;
  let modifiers = 0;
  const finished = (): HcpcsRecord | undefined =>
    open === undefined ? undefined : { ...open.record, longDescription: open.description.join(' ') };

  for await (const line of textRows(source, file, 'windows-1252')) {
    const { row, text } = line;
    const head = /^(?:[A-Z]\d{4}| {3}[0-9A-Z]{2})(\d{5})([3478])/.exec(text);
    if (head === null) {
      if (records > 0)
        throw malformed(file, row, 1, 'a HCPCS record: code, sequence number and record identification', shown(text.slice(0, 11)));
      if (text.trim() !== '') preamble.push(text.trim());
      continue;
    }
    records++;
    const sequence = Number(head[1]);
    const code = text.slice(0, 5).trim();
    const kind = code.length === 2 ? 'modifier' : 'procedure';
    const first = head[2] === '3' || head[2] === '7';
    if ((kind === 'modifier') !== (head[2] === '7' || head[2] === '8'))
      throw malformed(file, row, 11, `record identification ${kind === 'modifier' ? '7 or 8' : '3 or 4'} of a ${kind}`, shown(head[2]));
    const description = text.slice(11, 91).trim();
    if (description === '') throw malformed(file, row, 12, `a long description of ${code}`, 'blanks');
    if (first) {
      // The record may end with its action code: the 27 positions after it are filler.
      if (text.length < 293 || text.length > 320)
        throw malformed(file, row, text.length + 1, 'a record of 320 positions', `${text.length}`);
      const done = finished();
      if (done !== undefined) yield done;
      if (codes.has(code)) throw malformed(file, row, 1, 'a code once', `${code} again`);
      codes.add(code);
      if (kind === 'modifier') modifiers++;
      open = { record: recordOf(line, code, kind, file), sequence, description: [description] };
    } else {
      if (open === undefined || open.record.code !== code)
        throw malformed(file, row, 1, open === undefined ? 'a first record' : `a continuation of ${open.record.code}`, shown(code));
      if (sequence <= open.sequence) throw malformed(file, row, 6, `a sequence number above ${open.sequence}`, shown(head[1]));
      const rest = text.slice(91).search(/\S/);
      if (rest >= 0 || text.length > 320)
        throw malformed(
          file,
          row,
          rest >= 0 ? rest + 92 : 321,
          'blanks after the description of a continuation',
          shown(text.slice(91).trim()),
        );
      open.sequence = sequence;
      open.description.push(description);
    }
  }
  const done = finished();
  if (done === undefined) throw malformed(file, 1, 1, 'HCPCS records', 'the end of the file');
  yield done;
  return { procedures: codes.size - modifiers, modifiers, records, preamble };
}

function recordOf(
  { row, text }: TextRow,
  code: string,
  kind: 'procedure' | 'modifier',
  file: string,
): Omit<HcpcsRecord, 'longDescription'> {
  const field = (from: number, to: number): string | undefined => {
    const value = text.slice(from - 1, to).trim();
    return value === '' ? undefined : value;
  };
  const repeated = (from: number, times: number, width: number): string[] => {
    const values: string[] = [];
    for (let index = 0; index < times; index++) {
      const value = field(from + index * width, from + (index + 1) * width - 1);
      if (value !== undefined) values.push(value);
    }
    return values;
  };
  const date = (from: number): string | undefined => {
    const value = field(from, from + 7);
    if (value === undefined || value === '00000000') return undefined;
    const iso = `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}`;
    if (!/^\d{8}$/.test(value) || Number.isNaN(Date.parse(iso)) || new Date(iso).toISOString().slice(0, 10) !== iso)
      throw malformed(file, row, from, 'a date YYYYMMDD or blanks', shown(value));
    return iso;
  };
  const needed = (value: string | undefined, from: number, what: string): string => {
    if (value === undefined) throw malformed(file, row, from, `${what} of ${code}`, 'blanks');
    return value;
  };
  const action = field(293, 293) ?? '';
  if (!isAction(action)) throw malformed(file, row, 293, 'action code A, B, C, D, F, N, P, R, S or T', shown(action));
  const units = field(266, 268);
  if (units !== undefined && !/^\d{1,3}$/.test(units)) throw malformed(file, row, 266, 'anesthesia base units', shown(units));
  const beyond = text.slice(293).search(/\S/);
  if (beyond >= 0) throw malformed(file, row, 294 + beyond, 'blanks to the end of the record', shown(text.slice(293).trim()));
  return {
    row,
    kind,
    code,
    shortDescription: needed(field(92, 119), 92, 'a short description'),
    pricing: repeated(120, 4, 2),
    multiplePricing: field(128, 128),
    coverageIssues: repeated(129, 3, 6),
    carriersManual: repeated(147, 3, 8),
    statute: field(171, 180),
    labCertification: repeated(181, 8, 3),
    crossReferences: repeated(205, 5, 5),
    coverage: field(230, 230),
    ascGroup: field(231, 232),
    ascEffective: date(233),
    outpatientGroup: field(241, 243),
    outpatientPolicy: field(244, 244),
    outpatientEffective: date(245),
    processingNote: field(253, 256),
    betos: field(257, 259),
    typesOfService: repeated(261, 5, 1),
    anesthesiaBaseUnits: units === undefined ? undefined : Number(units),
    added: needed(date(269), 269, 'a date added'),
    actionEffective: date(277),
    terminated: date(285),
    action,
  };
}

function isAction(text: string): text is HcpcsAction {
  return /^[ABCDFNPRST]$/.test(text);
}
