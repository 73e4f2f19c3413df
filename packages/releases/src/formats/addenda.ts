/**
 * Addenda to order and codes files: what an edition adds, deletes and revises, with the counts it must agree with.
 *
 * Authority: CMS and NCHS, icd10cm_order_addenda_YYYY.txt, icd10cm_codes_addenda_YYYY.txt, order_addenda_YYYY.txt (ICD-10-PCS) and
 * codes_addenda_YYYY.txt, described in icd10OrderFiles.pdf. Layout, positions: 1–13 action; then, in ICD-10-CM order addenda, 14 header flag and a
 * blank; code in seven positions and a blank; in order addenda short title in sixty and a blank; long title. Below, the counts in words.
 *
 * The addenda to the ICD-10-CM index and tabular list are published as PDF only (icd10cm-addenda-2026.zip) and are not read.
 */
import { type ByteSource, malformed, shown, type TextRow, textRows } from './text-source.js';

export type AddendaLayout = 'cm-order' | 'pcs-order' | 'codes';

export interface AddendaEntry {
  readonly row: number;
  readonly action: 'add' | 'delete' | 'reviseFrom' | 'reviseTo';
  readonly code: string;
  /** False for a header: by the flag in ICD-10-CM, by its three characters in ICD-10-PCS. Codes files have no headers. */
  readonly billable: boolean;
  readonly shortTitle: string | undefined;
  readonly longTitle: string;
}

export interface AddendaCounts {
  readonly additions: number;
  readonly deletions: number;
  readonly revisions: number;
  /** Entries in the former and the new edition, as stated. */
  readonly before: number;
  readonly after: number;
}

/** As stated at the end of the file and checked against the rows. `headers` only in order addenda. */
export interface AddendaSummary {
  readonly codes: AddendaCounts;
  readonly headers: AddendaCounts | undefined;
}

const ACTIONS: Readonly<Record<string, AddendaEntry['action']>> = {
  'Add:         ': 'add',
  'Delete:      ': 'delete',
  'Revise from: ': 'reviseFrom',
  'Revise to:   ': 'reviseTo',
};

/**
 * The changes in file order. Returns the counts when done.
 *
 * @param layout which of the layouts; the code sets name their files alike, so the caller says it
 * @throws MedcodeError MC_SOURCE_MALFORMED, with row and position: an unknown action, a row off its columns, counts that disagree with the rows.
 */
export async function* parseAddenda(source: ByteSource, file: string, layout: AddendaLayout): AsyncGenerator<AddendaEntry, AddendaSummary> {
  const seen = { codes: emptyTally(), headers: emptyTally() };
  const trailer: TextRow[] = [];
  let revising: AddendaEntry | undefined;
  let last = 0;
  for await (const line of textRows(source, file)) {
    last = line.row;
    const { row, text } = line;
    const action = ACTIONS[text.slice(0, 13)];
    if (action === undefined) {
      if (/^(?:Add|Delete|Revise)/.test(text)) throw malformed(file, row, 1, 'an action in thirteen positions', shown(text.slice(0, 13)));
      trailer.push(line);
      continue;
    }
    if (trailer.some(({ text: words }) => words.trim() !== ''))
      throw malformed(file, row, 1, 'nothing but counts after the counts', shown(text));
    const entry = entryOf(line, action, layout, file);
    if (action === 'reviseTo' ? revising?.code !== entry.code : revising !== undefined) {
      throw malformed(file, row, 1, revising === undefined ? 'Revise from: first' : `Revise to: for ${revising.code}`, shown(text));
    }
    revising = action === 'reviseFrom' ? entry : undefined;
    const tally = !entry.billable ? seen.headers : seen.codes;
    if (action === 'add') tally.additions++;
    else if (action === 'delete') tally.deletions++;
    else if (action === 'reviseTo') tally.revisions++;
    yield entry;
  }
  if (revising !== undefined) throw malformed(file, last + 1, 1, `Revise to: for ${revising.code}`, 'the end of the file');
  const stated = readTrailer(trailer, file);
  const codes = stated.get('Codes');
  if (codes === undefined) throw malformed(file, last + 1, 1, 'the counts of codes', 'the end of the file');
  const headers = stated.get('Headers');
  if ((headers === undefined) !== (layout === 'codes'))
    throw malformed(
      file,
      last + 1,
      1,
      layout === 'codes' ? 'no counts of headers' : 'the counts of headers',
      headers === undefined ? 'none' : 'them',
    );
  for (const [name, counts, tally] of [
    ['codes', codes, seen.codes],
    ['headers', headers, seen.headers],
  ] as const) {
    if (counts === undefined) continue;
    for (const kind of ['additions', 'deletions', 'revisions'] as const) {
      if (counts[kind] !== tally[kind])
        throw malformed(file, counts.row, 1, `${tally[kind]} ${kind} of ${name}, as in the rows`, String(counts[kind]));
    }
    if (counts.before + counts.additions - counts.deletions !== counts.after) {
      throw malformed(file, counts.row, 1, `${counts.before} + ${counts.additions} - ${counts.deletions} ${name}`, String(counts.after));
    }
  }
  return { codes: withoutRow(codes), headers: headers === undefined ? undefined : withoutRow(headers) };
}

function entryOf({ row, text }: TextRow, action: AddendaEntry['action'], layout: AddendaLayout, file: string): AddendaEntry {
  let at = 13;
  let billable = true;
  if (layout === 'cm-order') {
    if (!/^[01] $/.test(text.slice(13, 15))) throw malformed(file, row, 14, 'header flag 0 or 1 and a blank', shown(text.slice(13, 15)));
    billable = text[13] === '1';
    at = 15;
  }
  const code = text.slice(at, at + 7).trimEnd();
  if (!/^[0-9A-Z]{3,7}$/.test(code) || text[at + 7] !== ' ')
    throw malformed(file, row, at + 1, 'a code of three to seven letters and digits and a blank', shown(text.slice(at, at + 8)));
  if (layout === 'pcs-order') billable = code.length === 7;
  at += 8;
  let shortTitle: string | undefined;
  if (layout !== 'codes') {
    shortTitle = text.slice(at, at + 60).trim();
    if (shortTitle === '') throw malformed(file, row, at + 1, `a short title for ${code}`, 'blanks');
    if (text[at + 60] !== ' ') throw malformed(file, row, at + 61, 'a blank between the titles', shown(text[at + 60]));
    at += 61;
  }
  const longTitle = text.slice(at).trim();
  if (longTitle === '') throw malformed(file, row, at + 1, `a long title for ${code}`, 'blanks');
  return { row, action, code, billable, shortTitle, longTitle };
}

interface StatedCounts extends AddendaCounts {
  readonly row: number;
}

/** `Codes` or `Headers` to the counts stated below it. */
function readTrailer(lines: readonly TextRow[], file: string): Map<string, StatedCounts> {
  const sections = new Map<string, StatedCounts>();
  let section: string | undefined;
  let totals: number[] = [];
  let tally = emptyTally();
  let row = 1;
  const finish = (): void => {
    if (section === undefined) return;
    const [before, after] = totals;
    if (before === undefined || after === undefined) throw malformed(file, row, 1, `the numbers of ${section} before and after`, 'none');
    sections.set(section, { ...tally, before, after, row });
  };
  for (const line of lines) {
    const text = line.text.trim();
    if (text === '' || text === 'of which') continue;
    if (text === 'Codes' || text === 'Headers') {
      finish();
      section = text;
      totals = [];
      tally = emptyTally();
      row = line.row;
      continue;
    }
    const count =
      /^(\d+) (?:(additions|deletions|revisions)|(?:codes|headers) in \S+|revisions to (?:both long and short titles|long title only|short title only))$/.exec(
        text,
      );
    if (count === null || section === undefined)
      throw malformed(file, line.row, 1, 'a count of codes, headers, additions, deletions or revisions', shown(text));
    if (count[2] !== undefined) tally[count[2] as keyof typeof tally] = Number(count[1]);
    else if (/ in \S+$/.test(text)) totals.push(Number(count[1]));
  }
  finish();
  return sections;
}

function emptyTally(): { additions: number; deletions: number; revisions: number } {
  return { additions: 0, deletions: 0, revisions: 0 };
}

function withoutRow({ additions, deletions, revisions, before, after }: StatedCounts): AddendaCounts {
  return { additions, deletions, revisions, before, after };
}
