import { MedcodeError } from '../errors.js';
import { type Day, day } from '../model/date.js';
import type { Catalog, CataloguedPack } from './catalog.js';
import { CodeIndex } from './code-index.js';
import { DatedTables, perCatalog } from './dated-tables.js';
import { type PackTable, RememberedText, type TextColumn } from './pack.js';

/** Whose procedure-to-procedure edits. */
export type PtpSetting = 'practitioner' | 'hospital';
/** Whose medically unlikely edits. */
export type MueService = 'practitioner' | 'hospital' | 'dme';

/** What a procedure-to-procedure edit says: 0 no modifier allows both codes, 1 an NCCI-associated modifier may, 9 the edit was deleted from its beginning. */
export interface PtpEdit {
  readonly indicator: 0 | 1 | 9;
  /** Why the pair exists, in the words of the table. */
  readonly rationale: string;
}

/** The most units of a code. */
export interface MueEdit {
  readonly units: number;
  /** Adjudication indicator: 1 a claim line, 2 a date of service by policy, 3 a date of service by clinical benchmark. */
  readonly indicator: 1 | 2 | 3;
  readonly rationale: string;
}

/** The primaries of an add-on code on a date. */
export interface AddOn {
  /** 1 all acceptable primaries are listed, 2 none is, 3 some are. */
  readonly type: 1 | 2 | 3;
  readonly primaries: ReadonlySet<string>;
  /** Whether contractors define primaries beside those listed. */
  readonly contractorDefined: boolean;
}

/** `2024 Q3`: the quarter of an edition. */
export function quarterName({ manifest }: PackTable): string {
  const [year = '', month = ''] = manifest.release.effectiveFrom.split('-');
  return `${year} Q${Math.ceil(Number(month) / 3)}`;
}

/** Codes of a sorted column, numbered by their place. */
function indexOf(codes: TextColumn): CodeIndex {
  const index = new CodeIndex(codes.length);
  for (let row = 0; row < codes.length; row++) index.addRow(codes, row);
  return index;
}

/**
 * Procedure-to-procedure edits of a quarter. The pairs of a column 1 code stand together in the order of column 2, so that a pair is found
 * by a hash of each code and one search in a small typed array.
 */
export class PtpTable {
  /** How many pairs the quarter has. */
  readonly rows: number;
  readonly quarter: string;
  private readonly from: Day;
  private readonly index: CodeIndex;
  private readonly starts: Uint32Array;
  private readonly column2: Uint16Array;
  private readonly modifier: Uint8Array;
  private readonly rationale: Uint8Array;
  private readonly first: Uint8Array;
  private readonly last: Uint8Array;
  private readonly rationales: RememberedText;

  constructor(pairs: PackTable, codes: PackTable, rationales: PackTable) {
    this.rows = pairs.rows;
    this.quarter = quarterName(pairs);
    this.from = day(pairs.manifest.release.effectiveFrom);
    this.index = indexOf(codes.text('code'));
    this.starts = codes.numbers<Uint32Array>('first');
    this.column2 = pairs.numbers<Uint16Array>('column2');
    this.modifier = pairs.numbers<Uint8Array>('modifier');
    this.rationale = pairs.numbers<Uint8Array>('rationale');
    this.first = pairs.numbers<Uint8Array>('first');
    this.last = pairs.numbers<Uint8Array>('last');
    this.rationales = new RememberedText(rationales.text('rationale'));
  }

  /** The place of a code in the table, or -1 when no edit names it. */
  place(code: string): number {
    return this.index.find(code);
  }

  /** Whether a code, by its place, is column 1 of any pair. */
  isColumn1(place: number): boolean {
    return this.end(place) > (this.starts[place] as number);
  }

  /** The row of a pair in force on a date, by the places of its codes, or -1. */
  row(column1: number, column2: number, date: Day): number {
    const { column2: seconds } = this;
    const end = this.end(column1);
    let low = this.starts[column1] as number;
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((seconds[middle] as number) < column2) low = middle + 1;
      else high = middle;
    }
    const since = date - this.from;
    for (; low < end && seconds[low] === column2; low++)
      if ((this.first[low] as number) <= since && since <= (this.last[low] as number)) return low;
    return -1;
  }

  /** The indicator of a row. */
  indicator(row: number): PtpEdit['indicator'] {
    return this.modifier[row] as PtpEdit['indicator'];
  }

  /** Why the pair of a row exists. */
  why(row: number): string {
    return this.rationales.at(this.rationale[row] as number);
  }

  /** The edit of a pair on a date inside the quarter. */
  edit(column1: string, column2: string, date: Day): PtpEdit | undefined {
    const a = this.place(column1);
    const b = this.place(column2);
    const row = a < 0 || b < 0 ? -1 : this.row(a, b, date);
    return row < 0 ? undefined : { indicator: this.indicator(row), rationale: this.why(row) };
  }

  private end(place: number): number {
    return place + 1 < this.starts.length ? (this.starts[place + 1] as number) : this.rows;
  }
}

/** Medically unlikely edits of a quarter. Some values are confidential: a code that is absent has no published limit. */
export class MueTable {
  readonly rows: number;
  readonly quarter: string;
  private readonly index: CodeIndex;
  private readonly units: Int32Array;
  private readonly indicators: Uint8Array;
  private readonly rationales: TextColumn;

  constructor(table: PackTable) {
    this.rows = table.rows;
    this.quarter = quarterName(table);
    this.index = indexOf(table.text('code'));
    this.units = table.numbers<Int32Array>('units');
    this.indicators = table.numbers<Uint8Array>('indicator');
    this.rationales = table.text('rationale');
  }

  /** The row of a code, or -1. */
  row(code: string): number {
    return this.index.find(code);
  }

  limit(row: number): number {
    return this.units[row] as number;
  }

  indicator(row: number): MueEdit['indicator'] {
    return this.indicators[row] as MueEdit['indicator'];
  }

  why(row: number): string {
    return this.rationales.at(row);
  }

  edit(code: string): MueEdit | undefined {
    const row = this.row(code);
    return row < 0 ? undefined : { units: this.limit(row), indicator: this.indicator(row), rationale: this.why(row) };
  }
}

/** Add-on code edits of a quarter. */
export class AddOnTable {
  readonly rows: number;
  readonly quarter: string;
  private readonly places = new Map<string, { readonly first: number; end: number }>();
  private readonly primary: TextColumn;
  private readonly types: Uint8Array;
  private readonly from: Int32Array;
  private readonly to: Int32Array;
  private readonly known = new Map<string, AddOn | undefined>();

  constructor(table: PackTable) {
    this.rows = table.rows;
    this.quarter = quarterName(table);
    const code = table.text('code');
    for (let row = 0; row < table.rows; row++) {
      const text = code.at(row);
      const place = this.places.get(text);
      if (place) place.end = row + 1;
      else this.places.set(text, { first: row, end: row + 1 });
    }
    this.primary = table.text('primary');
    this.types = table.numbers<Uint8Array>('type');
    this.from = table.numbers<Int32Array>('from');
    this.to = table.numbers<Int32Array>('to');
  }

  /** The primaries of a code on a date; undefined when it is no add-on code. */
  addOn(code: string, date: Day): AddOn | undefined {
    const place = this.places.get(code);
    if (place === undefined) return undefined;
    const key = `${code} ${date}`;
    if (!this.known.has(key)) this.known.set(key, this.read(place.first, place.end, date));
    return this.known.get(key);
  }

  private read(first: number, end: number, date: Day): AddOn | undefined {
    const primaries = new Set<string>();
    let type = 0;
    let contractorDefined = false;
    for (let row = first; row < end; row++) {
      if (date < (this.from[row] as number) || date > (this.to[row] as number)) continue;
      type = Math.max(type, this.types[row] as number);
      const primary = this.primary.at(row);
      if (primary === '') contractorDefined = true;
      else primaries.add(primary);
    }
    return type === 0 ? undefined : { type: type as AddOn['type'], primaries, contractorDefined: contractorDefined || type !== 1 };
  }
}

/** The NCCI tables of a catalog, opened on a date of service. None answers outside its quarter. */
export class Ncci {
  readonly ptp: Readonly<Record<PtpSetting, DatedTables<PtpTable>>>;
  readonly mue: Readonly<Record<MueService, DatedTables<MueTable>>>;
  readonly addOns: DatedTables<AddOnTable>;

  constructor(catalog: Catalog) {
    const ptp = (table: string): DatedTables<PtpTable> =>
      new DatedTables(catalog, table, (pack) => {
        const beside = (name: string): PackTable => companion(catalog, pack, `${table}/${name}`).table();
        return new PtpTable(pack.table(), beside('codes'), beside('rationales'));
      });
    const mue = (table: string): DatedTables<MueTable> => new DatedTables(catalog, table, (pack) => new MueTable(pack.table()));
    this.ptp = { practitioner: ptp('ncci/ptp-practitioner'), hospital: ptp('ncci/ptp-hospital') };
    this.mue = { practitioner: mue('ncci/mue-practitioner'), hospital: mue('ncci/mue-hospital'), dme: mue('ncci/mue-dme') };
    this.addOns = new DatedTables(catalog, 'ncci/add-on', (pack) => new AddOnTable(pack.table()));
  }
}

/** The NCCI tables of a catalog: the same object for the same catalog. */
export const ncciOf: (catalog: Catalog) => Ncci = perCatalog((catalog) => new Ncci(catalog));

/** Another table of the same edition. @throws MedcodeError MC_PACK_DAMAGED */
function companion(catalog: Catalog, pack: CataloguedPack, table: string): CataloguedPack {
  const { effectiveFrom } = pack.manifest.release;
  const found = catalog.all(table).find((one) => one.origin === pack.origin && one.manifest.release.effectiveFrom === effectiveFrom);
  if (!found) throw new MedcodeError('MC_PACK_DAMAGED', `${pack.manifest.table}: ${table} of ${effectiveFrom} is missing`);
  return found;
}
