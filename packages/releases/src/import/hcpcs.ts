import { type Day, day, parseDay } from '@medcode/core/model/date';
import { type HcpcsRecord, parseHcpcs320 } from '../formats/hcpcs-320.js';
import { fieldRows, namedRows } from '../formats/separated-fields.js';
import { malformed } from '../formats/text-source.js';
import type { PackDraft } from '../pack-writer.js';
import { type Edition, quarterEdition } from './edition.js';
import { byCode, DraftMaker, drained, type ImportContext, type Imported, joined, type Standing, standingOf } from './importer.js';
import type { SourceMember } from './source-member.js';

/** What both forms of the file tell of a code. */
interface Row {
  readonly kind: 'procedure' | 'modifier';
  readonly code: string;
  readonly title: string;
  readonly short: string;
  readonly from: Day;
  readonly to: Day | undefined;
  readonly action: string;
  readonly actionDate: string;
  readonly coverage: string;
  readonly pricing: string;
  readonly multiplePricing: string;
  readonly betos: string;
  readonly typeOfService: string;
}

/** The HCPCS Level II contractor file of 320 positions. */
export async function importHcpcs320(member: SourceMember, context: ImportContext): Promise<Imported> {
  const maker = new DraftMaker(member, 'hcpcs-320 1');
  const { items } = await drained(parseHcpcs320(maker.source.bytes, member.path));
  const newest = items.reduce(
    (last, record) => (record.actionEffective !== undefined && record.actionEffective > last ? record.actionEffective : last),
    '',
  );
  const edition = quarterEdition(context.clues(member), parseDay(newest));
  return { drafts: drafts(maker, edition, standingOf(member, false), items.map(rowOfRecord)) };
}

function rowOfRecord(record: HcpcsRecord): Row {
  return {
    kind: record.kind,
    code: record.code,
    title: record.longDescription,
    short: record.shortDescription,
    from: day(record.added),
    to: record.terminated === undefined ? undefined : day(record.terminated),
    action: record.action,
    actionDate: record.actionEffective ?? '',
    coverage: record.coverage ?? '',
    pricing: joined(record.pricing),
    multiplePricing: record.multiplePricing ?? '',
    betos: record.betos ?? '',
    typeOfService: record.typesOfService.join(''),
  };
}

const CSV_COLUMNS = [
  'hcpcs',
  'kind',
  'long_description',
  'short_description',
  'price1',
  'price2',
  'price3',
  'price4',
  'multiple_pricing',
  'cim1',
  'cim2',
  'cim3',
  'mcm1',
  'mcm2',
  'mcm3',
  'statute',
  'lab_cert',
  'xref',
  'coverage',
  'asc',
  'processing_note',
  'betos',
  'tos',
  'anesthesia_units',
  'added_date',
] as const;

/** The same file re-cut as CSV, without action codes and termination dates. */
export async function importHcpcsCsv(member: SourceMember, context: ImportContext): Promise<Imported> {
  const maker = new DraftMaker(member, 'hcpcs-csv 1');
  const rows: Row[] = [];
  const codes = new Set<string>();
  for await (const row of namedRows(fieldRows(maker.source.bytes, member.path, { delimiter: ',' }), member.path, CSV_COLUMNS)) {
    const code = row.get('hcpcs').trim();
    const kind = row.get('kind');
    if (kind !== 'procedure' && kind !== 'modifier') throw row.wrong('kind', 'procedure or modifier');
    if (!(kind === 'modifier' ? /^[0-9A-Z]{2}$/ : /^[A-Z]\d{4}$/).test(code)) throw row.wrong('hcpcs', `the code of a ${kind}`);
    if (codes.has(code)) throw row.wrong('hcpcs', 'a code once');
    codes.add(code);
    const from = parseDay(
      row
        .get('added_date')
        .trim()
        .replace(/^(\d{4})(\d\d)(\d\d)(?:\.0)?$/, '$1-$2-$3'),
    );
    if (from === undefined) throw row.wrong('added_date', 'a date YYYYMMDD');
    if (row.get('long_description').trim() === '') throw row.wrong('long_description', 'text');
    rows.push({
      kind,
      code,
      title: row.get('long_description').trim(),
      short: row.get('short_description').trim(),
      from,
      to: undefined,
      action: '',
      actionDate: '',
      coverage: row.get('coverage').trim(),
      pricing: joined(['price1', 'price2', 'price3', 'price4'].map((name) => row.get(name as 'price1').trim()).filter(Boolean)),
      multiplePricing: row.get('multiple_pricing').trim(),
      betos: row.get('betos').trim(),
      typeOfService: row.get('tos').trim(),
    });
  }
  if (rows.length === 0) throw malformed(member.path, 2, 1, 'HCPCS codes', 'the end of the file');
  const edition = quarterEdition(context.clues(member), undefined);
  return { drafts: drafts(maker, edition, standingOf(member, true), rows) };
}

/** A code goes on to the end of the edition unless it is terminated before; codes terminated before the edition stay for older dates. */
function drafts(maker: DraftMaker, edition: Edition, standing: Standing, rows: readonly Row[]): PackDraft[] {
  const sorted = [...rows].sort(byCode);
  const end = (row: Row): Day => (row.to !== undefined && row.to < edition.to ? row.to : edition.to);
  const procedures = sorted.filter((row) => row.kind === 'procedure' && row.from <= end(row));
  const modifiers = sorted.filter((row) => row.kind === 'modifier' && row.from <= end(row));
  const dates = (of: readonly Row[]) => ({
    code: of.map((row) => row.code),
    from: Int32Array.from(of, (row) => row.from),
    to: Int32Array.from(of, end),
  });
  return [
    maker.draft('hcpcs/codes', 'HCPCS Level II codes', edition, 'window-only', standing, {
      ...dates(procedures),
      billable: Uint8Array.from(procedures, () => 1),
      short: procedures.map((row) => row.short),
      action: procedures.map((row) => row.action),
      actionDate: procedures.map((row) => row.actionDate),
      coverage: procedures.map((row) => row.coverage),
      pricing: procedures.map((row) => row.pricing),
      multiplePricing: procedures.map((row) => row.multiplePricing),
      betos: procedures.map((row) => row.betos),
      typeOfService: procedures.map((row) => row.typeOfService),
    }),
    maker.draft('hcpcs/titles', 'HCPCS Level II titles', edition, 'carries-forward', standing, {
      code: procedures.map((row) => row.code),
      from: Int32Array.from(procedures, () => edition.from),
      title: procedures.map((row) => row.title),
    }),
    maker.draft('hcpcs/modifiers', 'HCPCS Level II modifiers', edition, 'window-only', standing, {
      ...dates(modifiers),
      title: modifiers.map((row) => row.title),
      short: modifiers.map((row) => row.short),
      coverage: modifiers.map((row) => row.coverage),
    }),
  ];
}
