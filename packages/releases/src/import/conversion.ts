import { day, fiscalYear } from '@medcode/core/model/date';
import { type CodeSpan, parseCmConversionTable, parsePcsConversionTable } from '../formats/conversion-table.js';
import { fiscalEdition } from './edition.js';
import { compareText, DraftMaker, drained, type ImportContext, type Imported, standingOf } from './importer.js';
import type { SourceMember } from './source-member.js';

interface Pair {
  readonly newer: string;
  readonly older: string;
  readonly date: number;
}

/** The ICD-10-CM conversion table: one row for each earlier code that was ever valid. Spans of codes are opened by the dated lists. */
export async function importCmConversion(member: SourceMember, context: ImportContext): Promise<Imported> {
  const maker = new DraftMaker(member, 'icd10cm-conversion 1');
  const { items, counts } = await drained(parseCmConversionTable(maker.source.bytes, member.path));
  const known = billableCodes(context);
  const pairs: Pair[] = [];
  let unknown = 0;
  for (const { code, effective, previous } of items) {
    const date = day(effective);
    for (const span of previous.flat())
      for (const older of opened(span, known)) {
        if (older === code) continue;
        if (known.size > 0 && !(known.has(older) && known.has(code))) unknown++;
        else pairs.push({ newer: code, older, date });
      }
  }
  const edition = fiscalEdition(context.clues(member, counts.fiscalYear));
  return {
    drafts: [
      maker.draft(
        'icd10cm/conversion',
        'ICD-10-CM conversion table',
        edition,
        'carries-forward',
        standingOf(member, false),
        columns(pairs),
      ),
    ],
    ...(unknown > 0 ? { remark: `${unknown} pairs name a code no edition had; they are left out` } : {}),
  };
}

/** The ICD-10-PCS conversion table, cumulative: its edition is that of the youngest change. */
export async function importPcsConversion(member: SourceMember, context: ImportContext): Promise<Imported> {
  const maker = new DraftMaker(member, 'icd10pcs-conversion 1');
  const { items } = await drained(parsePcsConversionTable(maker.source.bytes, member.path));
  const pairs: Pair[] = [];
  let newest = 0;
  for (const { code, previous, effective } of items) {
    const date = day(effective);
    newest = Math.max(newest, date);
    if (code !== undefined && previous !== undefined && code !== previous) pairs.push({ newer: code, older: previous, date });
  }
  const edition = fiscalEdition(context.clues(member, fiscalYear(newest as ReturnType<typeof day>)));
  return {
    drafts: [
      maker.draft(
        'icd10pcs/conversion',
        'ICD-10-PCS conversion table',
        edition,
        'carries-forward',
        standingOf(member, false),
        columns(pairs),
      ),
    ],
  };
}

function columns(pairs: readonly Pair[]): { newer: string[]; older: string[]; date: Int32Array } {
  const seen = new Set<string>();
  const rows = [...pairs]
    .sort((a, b) => compareText(a.newer, b.newer) || compareText(a.older, b.older) || a.date - b.date)
    .filter(({ newer, older, date }) => {
      const key = `${newer} ${older} ${date}`;
      return !seen.has(key) && seen.add(key);
    });
  return { newer: rows.map((row) => row.newer), older: rows.map((row) => row.older), date: Int32Array.from(rows, (row) => row.date) };
}

function billableCodes(context: ImportContext): ReadonlySet<string> {
  const table = context.embedded.all('icd10cm/codes')[0]?.table();
  const codes = new Set<string>();
  if (!table) return codes;
  const code = table.text('code');
  const billable = table.numbers<Uint8Array>('billable');
  for (let row = 0; row < table.rows; row++) if (billable[row] === 1) codes.add(code.at(row));
  return codes;
}

/** The codes a span means; a whole category or a wide span names no predecessor code and is left out. */
function opened(span: CodeSpan, known: ReadonlySet<string>): string[] {
  if (span.category) return [];
  if (span.first === span.last) return [span.first];
  return [...known].filter((code) => code >= span.first && code <= span.last && code.length === span.first.length).sort();
}
