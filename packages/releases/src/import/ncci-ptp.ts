import { MedcodeError } from '@medcode/core/errors';
import type { PackSource } from '@medcode/core/model/pack-manifest';
import { type PtpRow, readPtp } from '../formats/ncci-ptp.js';
import { malformed } from '../formats/text-source.js';
import type { ColumnInput, PackDraft } from '../pack-writer.js';
import { calendarQuarter, type Edition, quarterOf } from './edition.js';
import { compareText, DraftMaker, type ImportContext, type Imported, type Standing, standingOf, type UnfinishedTable } from './importer.js';
import { headOf, isZip, type SourceMember } from './source-member.js';

type Table = 'ncci/ptp-practitioner' | 'ncci/ptp-hospital';
const NAMES: Readonly<Record<Table, string>> = {
  'ncci/ptp-practitioner': 'NCCI PTP edits, practitioners',
  'ncci/ptp-hospital': 'NCCI PTP edits, outpatient hospital',
};

/**
 * Reads a table of procedure-to-procedure edits or one of its parts. Parts of a quarter make one table when all files have been read.
 * @throws MedcodeError MC_SOURCE_UNRECOGNISED when the name does not tell practitioner or hospital, or nothing tells the quarter
 */
export async function importPtp(member: SourceMember, context: ImportContext): Promise<Imported> {
  const maker = new DraftMaker(member, 'ncci-ptp 1');
  const table: Table | undefined = /ccipra|practitioner/i.test(member.path)
    ? 'ncci/ptp-practitioner'
    : /ccioph|hospital/i.test(member.path)
      ? 'ncci/ptp-hospital'
      : undefined;
  if (table === undefined)
    throw new MedcodeError(
      'MC_SOURCE_UNRECOGNISED',
      `${member.path}: the name does not tell whether the edits are those of practitioners (ccipra) or of hospitals (ccioph)`,
    );
  // Version 30.2 is the third quarter of 2024: a version a year since 1995, a release a quarter.
  const version = /cci(?:pra|oph)[-_ ]?v(\d\d)([0-3])r/i.exec(member.file);
  const edition =
    version && context.asked === undefined
      ? quarterOf(1994 + Number(version[1]), Number(version[2]) + 1)
      : calendarQuarter(context.clues(member));
  const part = /[-_]f(\d+)\.\w+$/i.exec(member.file)?.[1];
  const pairs = new PtpPairs(edition);
  const sheet = isZip(await headOf(member.bytes(), 4));
  const counts = await readPtp(maker.source.bytes, member.path, sheet ? 'sheet' : 'text', (row) => pairs.add(row));
  const standing = standingOf(member, counts.form === 'list');
  if (part === undefined) return { drafts: ptpDrafts(maker, table, edition, standing, pairs) };
  const key = `${table} ${edition.from}`;
  const known = context.unfinished.get(key);
  const parts = known instanceof PtpParts ? known : new PtpParts(table, edition, standing);
  context.unfinished.set(key, parts);
  parts.add(Number(part), { member, maker, pairs });
  return { drafts: [], kept: true };
}

/** Pairs in force in a quarter, gathered compactly: a table has millions. */
class PtpPairs {
  readonly codes = new Map<string, number>();
  readonly rationales = new Map<string, number>();
  column1 = new Uint16Array(1 << 16);
  column2 = new Uint16Array(1 << 16);
  modifier = new Uint8Array(1 << 16);
  rationale = new Uint8Array(1 << 16);
  /** First and last day in force, counted from the first day of the quarter. */
  first = new Uint8Array(1 << 16);
  last = new Uint8Array(1 << 16);
  size = 0;
  private readonly edition: Edition;

  constructor(edition: Edition) {
    this.edition = edition;
  }

  /** Keeps the pair when it is in force on a day of the quarter. Without effective date it is taken to be in force from its first day. */
  add({ column1, column2, effective, deletion, modifier, rationale }: PtpRow): void {
    const { from, to } = this.edition;
    const first = effective !== undefined && effective > from ? effective : from;
    const last = deletion !== undefined && deletion < to ? deletion : to;
    if (first > last || (effective !== undefined && deletion !== undefined && deletion < effective)) return;
    this.put(this.code(column1), this.code(column2), modifier, numbered(this.rationales, rationale, 255), first - from, last - from);
  }

  /** Takes over the pairs of another part. */
  join(other: PtpPairs): void {
    const codes = [...other.codes.keys()].map((code) => this.code(code));
    const rationales = [...other.rationales.keys()].map((text) => numbered(this.rationales, text, 255));
    for (let i = 0; i < other.size; i++)
      this.put(
        codes[other.column1[i] as number] as number,
        codes[other.column2[i] as number] as number,
        other.modifier[i] as number,
        rationales[other.rationale[i] as number] as number,
        other.first[i] as number,
        other.last[i] as number,
      );
  }

  private code(code: string): number {
    return numbered(this.codes, code, 65_535);
  }

  private put(column1: number, column2: number, modifier: number, rationale: number, first: number, last: number): void {
    const i = this.size++;
    if (i === this.column1.length) {
      const grow = <T extends Uint8Array | Uint16Array>(old: T): T => {
        const next = new (old.constructor as new (length: number) => T)(old.length * 2);
        next.set(old);
        return next;
      };
      this.column1 = grow(this.column1);
      this.column2 = grow(this.column2);
      this.modifier = grow(this.modifier);
      this.rationale = grow(this.rationale);
      this.first = grow(this.first);
      this.last = grow(this.last);
    }
    this.column1[i] = column1;
    this.column2[i] = column2;
    this.modifier[i] = modifier;
    this.rationale[i] = rationale;
    this.first[i] = first;
    this.last[i] = last;
  }
}

function numbered(known: Map<string, number>, text: string, most: number): number {
  let number = known.get(text);
  if (number === undefined) {
    number = known.size;
    if (number > most) throw new MedcodeError('MC_SOURCE_MALFORMED', `PTP edits: more than ${most + 1} different codes or rationales`);
    known.set(text, number);
  }
  return number;
}

/**
 * The tables of a quarter: all codes in order, each with the row where its pairs as column 1 begin; the pairs in the order of column 1 and
 * column 2, column 2 as the position of its code. A look-up is then two searches in small typed arrays.
 */
function ptpColumns(pairs: PtpPairs): Readonly<Record<'pairs' | 'codes' | 'rationales', Readonly<Record<string, ColumnInput>>>> {
  const codes = [...pairs.codes.keys()].sort(compareText);
  const place = new Uint16Array(codes.length);
  codes.forEach((code, i) => {
    place[pairs.codes.get(code) as number] = i;
  });
  // Column 1, column 2 and row in one number that sorts: below 2^53 for any table of CMS.
  const order = new Float64Array(pairs.size);
  for (let i = 0; i < pairs.size; i++) {
    const key = (place[pairs.column1[i] as number] as number) * codes.length + (place[pairs.column2[i] as number] as number);
    order[i] = key * pairs.size + i;
  }
  order.sort();
  const first = new Uint32Array(codes.length);
  const column2 = new Uint16Array(pairs.size);
  const pick = (from: Uint8Array): Uint8Array => Uint8Array.from(order, (key) => from[key % pairs.size] as number);
  let next = 0;
  for (let row = 0; row < pairs.size; row++) {
    const i = (order[row] as number) % pairs.size;
    const column1 = place[pairs.column1[i] as number] as number;
    while (next <= column1) first[next++] = row;
    column2[row] = place[pairs.column2[i] as number] as number;
  }
  while (next < codes.length) first[next++] = pairs.size;
  return {
    pairs: { column2, modifier: pick(pairs.modifier), rationale: pick(pairs.rationale), first: pick(pairs.first), last: pick(pairs.last) },
    codes: { code: codes, first },
    rationales: { rationale: [...pairs.rationales.keys()] },
  };
}

function ptpDrafts(maker: DraftMaker, table: Table, edition: Edition, standing: Standing, pairs: PtpPairs): PackDraft[] {
  const columns = ptpColumns(pairs);
  const draft = (name: string, which: keyof typeof columns): PackDraft =>
    maker.draft(name, NAMES[table], edition, 'window-only', standing, columns[which]);
  return [draft(table, 'pairs'), draft(`${table}/codes`, 'codes'), draft(`${table}/rationales`, 'rationales')];
}

interface Part {
  readonly member: SourceMember;
  readonly maker: DraftMaker;
  readonly pairs: PtpPairs;
}

/** The parts of a table, which come in several zips. */
class PtpParts implements UnfinishedTable {
  private readonly table: Table;
  private readonly edition: Edition;
  private readonly standing: Standing;
  private readonly parts = new Map<number, Part>();

  constructor(table: Table, edition: Edition, standing: Standing) {
    this.table = table;
    this.edition = edition;
    this.standing = standing;
  }

  add(number: number, part: Part): void {
    if (!this.parts.has(number)) this.parts.set(number, part);
  }

  /**
   * One table of all parts. A table with a part missing would call pairs clear that are not: parts are numbered from 1 without a gap, and
   * column 1 goes from CPT numbers to the letters of HCPCS level II in every table.
   * @throws MedcodeError MC_SOURCE_MALFORMED when a part is missing
   */
  finish(): { readonly file: string; readonly drafts: readonly PackDraft[] } {
    const numbers = [...this.parts.keys()].sort((a, b) => a - b);
    const first = this.parts.get(numbers[0] as number) as Part;
    const path = first.member.path;
    const missing = numbers.findIndex((number, i) => number !== i + 1);
    const found = numbers.map((number) => `f${number}`).join(', ');
    if (missing >= 0) throw malformed(path, 1, 1, `part f${missing + 1} of ${this.edition.title}, given together with the others`, found);
    const last = this.parts.get(numbers.length) as Part;
    if (![...last.pairs.codes.keys()].some((code, i) => /^[A-Z]/.test(code) && last.pairs.column1.subarray(0, last.pairs.size).includes(i)))
      throw malformed(path, 1, 1, `all parts of ${this.edition.title}, to the last codes of column 1, given together`, found);
    const pairs = new PtpPairs(this.edition);
    const sources: PackSource[] = [];
    for (const number of numbers) {
      const part = this.parts.get(number) as Part;
      pairs.join(part.pairs);
      sources.push(part.maker.packSource(this.standing));
    }
    const drafts = ptpDrafts(first.maker, this.table, this.edition, this.standing, pairs);
    const file = numbers.length === 1 ? path : `${path} and ${numbers.length - 1} more`;
    return { file, drafts: drafts.map((draft) => ({ ...draft, manifest: { ...draft.manifest, sources } })) };
  }
}
