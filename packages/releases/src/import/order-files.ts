import { type AddendaEntry, parseAddenda } from '../formats/addenda.js';
import { parseCodesFile, parseOrderFile } from '../formats/order-file.js';
import { fiscalEdition, listEdition } from './edition.js';
import { byCode, compareText, DraftMaker, drained, type ImportContext, type Imported, standingOf } from './importer.js';
import type { SourceMember } from './source-member.js';

const NAMES = { icd10cm: 'ICD-10-CM', icd10pcs: 'ICD-10-PCS' } as const;
type System = keyof typeof NAMES;

interface Row {
  readonly code: string;
  readonly billable: boolean;
  readonly title: string;
  readonly short: string;
}

/** An order file: every code and header of an edition with both titles. Its edition is the date on which exactly its codes were valid. */
export async function importOrderFile(member: SourceMember, context: ImportContext, system: System): Promise<Imported> {
  const maker = new DraftMaker(member, 'order-file 1');
  const { items } = await drained(parseOrderFile(maker.source.bytes, member.path));
  const rows = items.map((entry) => ({ code: entry.code, billable: entry.billable, title: entry.longTitle, short: entry.shortTitle }));
  return orderDraft(member, context, system, maker, rows);
}

/** A codes file: valid codes and long titles only; it stands in where the order file is missing. */
export async function importCodesFile(member: SourceMember, context: ImportContext, system: System): Promise<Imported> {
  const maker = new DraftMaker(member, 'codes-file 1');
  const { items } = await drained(parseCodesFile(maker.source.bytes, member.path));
  return orderDraft(
    member,
    context,
    system,
    maker,
    items.map((entry) => ({ code: entry.code, billable: true, title: entry.longTitle, short: '' })),
  );
}

function orderDraft(member: SourceMember, context: ImportContext, system: System, maker: DraftMaker, rows: readonly Row[]): Imported {
  const valid = rows.filter((row) => row.billable && (system === 'icd10cm' || row.code.length === 7)).map((row) => row.code);
  const edition = listEdition(valid, context.calendar(system), context.clues(member));
  context.told(system, undefined, edition);
  const sorted = [...rows].sort(byCode);
  return {
    drafts: [
      maker.draft(`${system}/order`, `${NAMES[system]} codes and titles`, edition, 'window-only', standingOf(member, false), {
        code: sorted.map((row) => row.code),
        billable: Uint8Array.from(sorted, (row) => (row.billable ? 1 : 0)),
        title: sorted.map((row) => row.title),
        short: sorted.map((row) => row.short),
      }),
    ],
  };
}

/** Addenda of an order file: what the edition added, deleted and revised. They are of the edition of the order file beside them. */
export async function importOrderAddenda(member: SourceMember, context: ImportContext, system: System): Promise<Imported> {
  const maker = new DraftMaker(member, 'order-addenda 1');
  const { items } = await drained(parseAddenda(maker.source.bytes, member.path, system === 'icd10cm' ? 'cm-order' : 'pcs-order'));
  const edition = context.sibling(system) ?? fiscalEdition(context.clues(member));
  if (items.length === 0) return { drafts: [], remark: 'the addenda list no change' };
  const order: Readonly<Record<AddendaEntry['action'], number>> = { delete: 0, reviseFrom: 1, reviseTo: 2, add: 3 };
  const sorted = [...items].sort((a, b) => compareText(a.code, b.code) || order[a.action] - order[b.action]);
  return {
    drafts: [
      maker.draft(`${system}/addenda`, `${NAMES[system]} addenda`, edition, 'window-only', standingOf(member, false), {
        code: sorted.map((row) => row.code),
        action: sorted.map((row) => row.action),
        billable: Uint8Array.from(sorted, (row) => (row.billable ? 1 : 0)),
        title: sorted.map((row) => row.longTitle),
        short: sorted.map((row) => row.shortTitle ?? ''),
      }),
    ],
  };
}
