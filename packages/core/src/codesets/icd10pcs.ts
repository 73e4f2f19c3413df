import { MedcodeError } from '../errors.js';
import { type Day, formatDay } from '../model/date.js';
import type { Release } from '../model/release.js';
import { type Catalog, releaseOn } from './catalog.js';
import { bareCode, codeKey, lowerBound, stemRange } from './code.js';
import { type CodeId, CodeTable } from './code-table.js';
import type { CodeName, LifeEvent } from './icd10cm.js';
import type { PackTable } from './pack.js';

/**
 * Where the label of a value comes from: `code-book` names it for this very code, prefix, section or root operation; `same-table`
 * is what the value means in the nearest code of the same table; `none`: no release at hand has a label.
 */
export type LabelSource = 'code-book' | 'same-table' | 'none';

/** What a value of an axis means. */
export interface PcsLabel {
  /** Empty when {@link source} is `none`. */
  readonly label: string;
  readonly source: LabelSource;
  /** With `same-table`: the code the label was taken from. */
  readonly from?: string;
}

/** One of the seven characters of a code. */
export interface PcsAxis extends PcsLabel {
  /** 1…7. */
  readonly position: number;
  /** What the axis is called in this section: Body Part, Approach, Device, … */
  readonly name: string;
  readonly value: string;
}

/** A root operation and what it means (ICD-10-PCS Reference Manual, appendix A). */
export interface RootOperation {
  readonly code: string;
  readonly value: string;
  readonly definition: string;
  readonly explanation: string;
  readonly examples: string;
}

/** A remark of the code book that belongs to a code. */
export interface PcsNote {
  readonly kind: 'rootOperation' | 'explanation' | 'examples' | 'approach' | 'bodyPartKey' | 'deviceKey';
  readonly text: string;
  /** The value the remark stands at. */
  readonly from: string;
}

/** The answer of a look-up in ICD-10-PCS. */
export interface PcsLookup {
  readonly code: string;
  readonly system: 'icd10pcs';
  readonly date: string;
  readonly valid: boolean;
  /** Every valid ICD-10-PCS code is complete: the lists at hand have no headers. */
  readonly billable: boolean;
  readonly title: string;
  /** Section, body system and root operation, outermost first. */
  readonly parents: readonly CodeName[];
  /** The characters, as far as they are legal. */
  readonly axes: readonly PcsAxis[];
  readonly rootOperation?: RootOperation;
  readonly notes: readonly PcsNote[];
  /** Lists of the Medicare Code Editor the code stands on. */
  readonly flags: readonly string[];
  readonly sex?: 'M' | 'F';
  readonly lifecycle: readonly LifeEvent[];
  readonly reason?: string;
  readonly nearest?: readonly CodeName[];
  readonly releases: readonly Release[];
}

/** A legal value of an axis. */
export interface PcsValue extends PcsLabel {
  readonly value: string;
  /** How many codes valid on the date begin so. */
  readonly codes: number;
  /** One of them, where the value has no label. */
  readonly example?: CodeName;
}

/** A row of a table as it is printed: every value of one axis goes with every value of the others. */
export type PcsRow = readonly {
  readonly position: number;
  readonly name: string;
  readonly values: readonly ({ readonly value: string } & PcsLabel)[];
}[];

/** What may follow the first characters of a code on a date. */
export interface PcsValues {
  readonly prefix: string;
  readonly system: 'icd10pcs';
  readonly date: string;
  /** Meaning of the characters given, as far as they are legal. */
  readonly axes: readonly PcsAxis[];
  readonly rootOperation?: RootOperation;
  /** The axis that comes next and its legal values; absent when the code is complete or nothing begins so. */
  readonly next?: { readonly position: number; readonly name: string; readonly values: readonly PcsValue[] };
  /** From the third character on: the legal combinations of the axes that are open, as the official table prints them. */
  readonly rows: readonly PcsRow[];
  /** Number of codes valid on the date that begin so. */
  readonly total: number;
  /** All of them, when they are at most {@link MOST_CODES}. */
  readonly codes: readonly CodeName[];
  /** Why nothing begins so. */
  readonly reason?: string;
  readonly releases: readonly Release[];
}

/** {@link PcsValues.codes} lists no more codes than this. */
export const MOST_CODES = 200;
const LENGTH = 7;

/** The sections (ICD-10-PCS Reference Manual, chapter 1) and what their axes 4 to 7 are called (ICD-10-PCS Tables 2025). */
const SECTIONS: Readonly<Record<string, { readonly title: string; readonly axes: readonly string[] }>> = {
  0: { title: 'Medical and Surgical', axes: ['Body Part', 'Approach', 'Device', 'Qualifier'] },
  1: { title: 'Obstetrics', axes: ['Body Part', 'Approach', 'Device', 'Qualifier'] },
  2: { title: 'Placement', axes: ['Body Region', 'Approach', 'Device', 'Qualifier'] },
  3: { title: 'Administration', axes: ['Body System/Region', 'Approach', 'Substance', 'Qualifier'] },
  4: { title: 'Measurement and Monitoring', axes: ['Body System', 'Approach', 'Function/Device', 'Qualifier'] },
  5: { title: 'Extracorporeal or Systemic Assistance and Performance', axes: ['Body System', 'Duration', 'Function', 'Qualifier'] },
  6: { title: 'Extracorporeal or Systemic Therapies', axes: ['Body System', 'Duration', 'Qualifier', 'Qualifier'] },
  7: { title: 'Osteopathic', axes: ['Body Region', 'Approach', 'Method', 'Qualifier'] },
  8: { title: 'Other Procedures', axes: ['Body Region', 'Approach', 'Method', 'Qualifier'] },
  9: { title: 'Chiropractic', axes: ['Body Region', 'Approach', 'Method', 'Qualifier'] },
  B: { title: 'Imaging', axes: ['Body Part', 'Contrast', 'Qualifier', 'Qualifier'] },
  C: { title: 'Nuclear Medicine', axes: ['Body Part', 'Radionuclide', 'Qualifier', 'Qualifier'] },
  D: { title: 'Radiation Therapy', axes: ['Treatment Site', 'Modality Qualifier', 'Isotope', 'Qualifier'] },
  F: {
    title: 'Physical Rehabilitation and Diagnostic Audiology',
    axes: ['Body System/Region', 'Type Qualifier', 'Equipment', 'Qualifier'],
  },
  G: { title: 'Mental Health', axes: ['Qualifier', 'Qualifier', 'Qualifier', 'Qualifier'] },
  H: { title: 'Substance Abuse Treatment', axes: ['Qualifier', 'Qualifier', 'Qualifier', 'Qualifier'] },
  X: { title: 'New Technology', axes: ['Body Part', 'Approach', 'Device/Substance/Technology', 'Qualifier'] },
};
/** The third axis where it is not a root operation. */
const THIRD_AXIS: Readonly<Record<string, string>> = {
  B: 'Root Type',
  C: 'Root Type',
  D: 'Modality',
  F: 'Root Type',
  G: 'Root Type',
  H: 'Root Type',
};

/** A body part of section 0: characters 2 and 4 and its label. */
export interface PcsBodyPart {
  readonly system: string;
  readonly value: string;
  readonly label: string;
}

/** A term of the Body Part Key and the label of the body part it is coded as. */
export interface PcsKeyTerm {
  readonly term: string;
  readonly label: string;
}

/** One step of a conversion table: the code it leads to, and the day the newer code of the two took effect. */
export interface PcsStep {
  readonly code: string;
  readonly date: Day;
}

interface Conversions {
  readonly newer: ReadonlyMap<string, readonly PcsStep[]>;
  readonly older: ReadonlyMap<string, readonly PcsStep[]>;
  readonly withoutPredecessor: ReadonlySet<string>;
}

interface KeyTerms {
  readonly body: string[];
  readonly device: string[];
}

/** The code book's tables, ready for look-up. */
interface CodeBook {
  readonly keys: Float64Array;
  readonly axes: readonly Uint16Array[];
  readonly label: (n: number) => string;
  readonly code: (row: number) => string;
  readonly rootOperations: ReadonlyMap<string, RootOperation>;
  readonly bodySystems: ReadonlyMap<string, string>;
  readonly approaches: ReadonlyMap<string, { readonly value: string; readonly definition: string }>;
}

/**
 * ICD-10-PCS over all editions at hand, answering as of a date. Validity comes from the dated lists; labels, definitions and keys from
 * the code book, which carries forward and says so.
 *
 * Authority: ICD-10-PCS Official Guidelines for Coding and Reporting, section A (conventions), and the ICD-10-PCS Reference Manual.
 */
export class Icd10pcs {
  readonly table: CodeTable;
  private readonly catalog: Catalog;
  private readonly tableRows = new WeakMap<PackTable, Map<string, number[]>>();
  private book: CodeBook | undefined;
  private keys: ReadonlyMap<string, KeyTerms> | undefined;
  private conversions: Conversions | undefined;

  /** @throws MedcodeError MC_RELEASE_MISSING when no list of ICD-10-PCS codes is at hand */
  constructor(catalog: Catalog) {
    this.catalog = catalog;
    this.table = new CodeTable(catalog.merged('icd10pcs/codes').table(), catalog.merged('icd10pcs/titles').table());
  }

  codesRelease(date: Day): Release {
    return releaseOn(this.catalog.merged('icd10pcs/codes'), date);
  }

  /** @throws MedcodeError MC_RELEASE_MISSING when no code list at hand covers the date */
  requireCoverage(date: Day): void {
    const release = this.codesRelease(date);
    if (release.carried)
      throw new MedcodeError(
        'MC_RELEASE_MISSING',
        `the ICD-10-PCS code lists at hand run from ${release.effectiveFrom} to ${release.effectiveTo}; nothing is installed for ${formatDay(date)}`,
      );
  }

  name(id: CodeId, date: Day): CodeName {
    return { code: this.table.code(id), title: this.table.title(id, date) };
  }

  /** The name of a code as releases write it; the title is empty when no edition at hand has one. */
  nameOf(code: string, date: Day): CodeName {
    const id = this.table.find(code);
    return { code, title: id === -1 ? '' : this.table.title(id, date) };
  }

  /**
   * Everything the releases say of a procedure code on a date; of a code that is not valid, which character is not legal (the values
   * that are, are named), or when the code began or ended and what replaced it.
   * @param text a code in any case
   * @throws MedcodeError MC_RELEASE_MISSING when no code list covers the date
   * @example pcs.lookup('0DTJ4ZZ', day('2026-11-02')).title // 'Resection of Appendix, Percutaneous Endoscopic Approach'
   */
  lookup(text: string, date: Day): PcsLookup {
    this.requireCoverage(date);
    const code = bareCode(text);
    const id = code.length === LENGTH ? this.table.find(code) : -1;
    const valid = id !== -1 && this.table.billableOn(id, date);
    const axes = this.axesOf(id === -1 ? this.legalPrefix(code, date) : code, date);
    const rootOperation = axes.length < 3 ? undefined : this.rootOperation(code);
    const flags = id === -1 ? [] : this.flags(code, date);
    const sex = flags.includes('FEMALE') ? 'F' : flags.includes('MALE') ? 'M' : undefined;
    return {
      code,
      system: 'icd10pcs',
      date: formatDay(date),
      valid,
      billable: valid,
      title: id === -1 ? '' : this.table.title(id, date),
      parents: axes.slice(0, 3).map(({ position, label }) => ({ code: code.slice(0, position), title: label })),
      axes,
      ...(rootOperation ? { rootOperation } : {}),
      notes: this.notes(axes, rootOperation),
      flags,
      ...(sex ? { sex } : {}),
      lifecycle: id === -1 ? [] : this.lifecycle(id),
      ...(valid ? {} : this.explain(code, id, date)),
      releases: this.releases(date),
    };
  }

  /**
   * The legal values of the next axis after the first characters of a code, with labels, the rows of the official table they stand in,
   * and the complete codes when they are few.
   * @param prefix one to seven characters; none gives the sections
   * @throws MedcodeError MC_RELEASE_MISSING when no code list covers the date
   * @example pcs.values('0DTJ4', day('2026-11-02')).codes.map(({ code }) => code) // ['0DTJ4ZG', '0DTJ4ZZ']
   */
  values(prefix: string, date: Day): PcsValues {
    this.requireCoverage(date);
    const stem = bareCode(prefix);
    const ids = this.codesBelow(stem, date);
    const base = { prefix: stem, system: 'icd10pcs' as const, date: formatDay(date), releases: this.releases(date) };
    if (ids.length === 0) {
      const id = stem.length === LENGTH ? this.table.find(stem) : -1;
      const axes = this.axesOf(this.legalPrefix(stem, date), date);
      return { ...base, axes, rows: [], total: 0, codes: [], reason: this.explain(stem, id, date).reason };
    }
    const rootOperation = this.rootOperation(stem);
    const next = stem.length < LENGTH ? this.nextAxis(stem, ids, date) : undefined;
    return {
      ...base,
      axes: this.axesOf(stem, date),
      ...(rootOperation ? { rootOperation } : {}),
      ...(next ? { next } : {}),
      rows: stem.length >= 3 && stem.length < LENGTH ? this.rows(stem, ids, date) : [],
      total: ids.length,
      codes: ids.length <= MOST_CODES ? ids.map((id) => this.name(id, date)) : [],
    };
  }

  /** The root operation of a code or prefix; undefined where the code book defines none (all sections but 0 and 1). */
  rootOperation(code: string): RootOperation | undefined {
    return code.length < 3 ? undefined : this.codeBook().rootOperations.get(code.charAt(0) + code.charAt(2));
  }

  /** The name of an axis in a section. @param position 1…7 */
  axisName(section: string, position: number): string {
    if (position === 1) return 'Section';
    if (position === 2) return section === 'F' ? 'Section Qualifier' : 'Body System';
    if (position === 3) return THIRD_AXIS[section] ?? 'Root Operation';
    return SECTIONS[section]?.axes[position - 4] ?? `Character ${position}`;
  }

  /** When a code began and ended, what it replaced and what replaced it (ICD-10-PCS conversion table). */
  lifecycle(id: CodeId): LifeEvent[] {
    const events: LifeEvent[] = [];
    const code = this.table.code(id);
    const { release } = this.catalog.merged('icd10pcs/codes').manifest;
    const windows = this.table.windows(id);
    windows.forEach((window, i) => {
      const before = windows[i - 1];
      const after = windows[i + 1];
      if (!before || before.to + 1 !== window.from) events.push({ date: formatDay(window.from), event: 'began' });
      const end = formatDay(window.to);
      if ((!after || after.from !== window.to + 1) && end < release.effectiveTo) events.push({ date: end, event: 'ended' });
    });
    for (const { from, title } of this.table.titles(id).slice(1)) events.push({ date: formatDay(from), event: 'revised', title });
    const { newer, older } = this.conversionSteps();
    for (const [date, codes] of byDate(newer.get(code) ?? []))
      events.push({ date: formatDay(date), event: 'replaces', codes: codes.map((other) => this.nameOf(other, date)) });
    for (const [date, codes] of byDate(older.get(code) ?? []))
      events.push({ date: formatDay(date), event: 'replaced-by', codes: codes.map((other) => this.nameOf(other, date)) });
    return events.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  }

  /**
   * The pairs of the yearly conversion tables, by the newer and by the older code. The older code may go on being valid: then it is what
   * the procedure was reported with before the newer one existed. A newer code that the tables give no predecessor (NOPCS) stands in
   * `withoutPredecessor`.
   */
  conversionSteps(): Conversions {
    if (this.conversions) return this.conversions;
    const newerMap = new Map<string, PcsStep[]>();
    const olderMap = new Map<string, PcsStep[]>();
    const withoutPredecessor = new Set<string>();
    const seen = new Set<string>();
    for (const pack of this.catalog.all('icd10pcs/conversion')) {
      const table = pack.table();
      const newer = table.text('newer');
      const older = table.text('older');
      const date = table.numbers<Int32Array>('date');
      for (let row = 0; row < table.rows; row++) {
        const n = newer.at(row);
        const o = older.at(row);
        if (seen.has(`${n}<${o}`) || n === o) continue;
        seen.add(`${n}<${o}`);
        if (o === NO_PREDECESSOR) withoutPredecessor.add(n);
        else {
          push(newerMap, n, { code: o, date: date[row] as Day });
          push(olderMap, o, { code: n, date: date[row] as Day });
        }
      }
    }
    this.conversions = { newer: newerMap, older: olderMap, withoutPredecessor };
    return this.conversions;
  }

  /** Lists of the Medicare Code Editor a code stands on, on a date. */
  flags(code: string, date: Day): string[] {
    const table = this.catalog.one('icd10pcs/edits').table();
    const codes = table.text('code');
    const flag = table.text('flag');
    const from = table.numbers<Int32Array>('from');
    const to = table.numbers<Int32Array>('to');
    let low = 0;
    let high = table.rows;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (codes.at(middle) < code) low = middle + 1;
      else high = middle;
    }
    const out: string[] = [];
    for (let row = low; row < table.rows && codes.at(row) === code; row++)
      if ((from[row] as number) <= date && date <= (to[row] as number)) out.push(flag.at(row));
    return out;
  }

  /** The seven characters of a code, named and, where the releases say it, explained. */
  axes(code: string, date: Day): PcsAxis[] {
    return this.axesOf(code, date);
  }

  /** Body parts of section 0 as the code book labels them, and the terms of the Body Part Key with the labels they are coded as. */
  anatomy(): { readonly labels: readonly PcsBodyPart[]; readonly terms: readonly PcsKeyTerm[] } {
    const parts = this.catalog.one('icd10pcs/body-parts').table();
    const [section, system, value, label] = [parts.text('section'), parts.text('body_system'), parts.text('code'), parts.text('body_part')];
    const rows = Array.from({ length: parts.rows }, (_, row) => row).filter((row) => section.at(row) === '0');
    const key = this.catalog.one('icd10pcs/body-part-key').table();
    return {
      labels: rows.map((row) => ({ system: system.at(row), value: value.at(row), label: label.at(row) })),
      terms: Array.from({ length: key.rows }, (_, row) => ({ term: key.text('term').at(row), label: key.text('body_part').at(row) })),
    };
  }

  /** Ids of the codes valid on a date that begin with a stem, in order. */
  codesBelow(stem: string, date: Day): CodeId[] {
    if (stem !== '' && codeKey(stem) < 0) return [];
    const { first, last } = stem === '' ? { first: 0, last: this.table.size } : this.table.range(stemRange(stem));
    const out: CodeId[] = [];
    for (let at = first; at < last; at++) if (this.table.billableOn(at as CodeId, date)) out.push(at as CodeId);
    return out;
  }

  private releases(date: Day): Release[] {
    const book = this.catalog.onDate('icd10pcs/tables', date) ?? this.catalog.onDate('icd10pcs/axes', date);
    return [this.codesRelease(date), ...(book ? [releaseOn(book, date)] : [])];
  }

  /** The longest beginning of a text that some code valid on the date has. */
  private legalPrefix(code: string, date: Day): string {
    for (let length = Math.min(code.length, LENGTH); length > 0; length--)
      if (this.hasCodes(code.slice(0, length), date)) return code.slice(0, length);
    return '';
  }

  private hasCodes(stem: string, date: Day): boolean {
    if (codeKey(stem) < 0) return false;
    const { first, last } = this.table.range(stemRange(stem));
    for (let at = first; at < last; at++) if (this.table.billableOn(at as CodeId, date)) return true;
    return false;
  }

  private axesOf(code: string, date: Day): PcsAxis[] {
    return Array.from(code.slice(0, LENGTH), (value, i) => ({
      position: i + 1,
      name: this.axisName(code[0] as string, i + 1),
      value,
      ...this.label(code, i + 1, date),
    }));
  }

  private nextAxis(stem: string, ids: readonly CodeId[], date: Day): NonNullable<PcsValues['next']> {
    const position = stem.length + 1;
    const byValue = new Map<string, CodeId[]>();
    for (const id of ids) push(byValue, this.table.code(id)[stem.length] as string, id);
    const values = [...byValue].map(([value, below]): PcsValue => {
      const label = this.label(stem + value, position, date);
      const example = label.source === 'none' ? { example: this.name(below[0] as CodeId, date) } : {};
      return { value, ...label, codes: below.length, ...example };
    });
    return { position, name: this.axisName(stem[0] ?? '', position), values };
  }

  /**
   * The codes below a prefix as rows of a table: values of an axis that allow the same continuations stand together, as in the printed
   * tables (guideline A9: the values of one row may be combined).
   */
  private rows(stem: string, ids: readonly CodeId[], date: Day): PcsRow[] {
    const rest = ids.map((id) => this.table.code(id).slice(stem.length));
    return products(rest).map((row) =>
      row.map((values, i) => {
        const position = stem.length + 1 + i;
        const before =
          stem +
          row
            .slice(0, i)
            .map((earlier) => earlier[0])
            .join('');
        return {
          position,
          name: this.axisName(stem[0] as string, position),
          values: values.map((value) => ({ value, ...this.label(before + value, position, date) })),
        };
      }),
    );
  }

  /** What the value at a position of a code or prefix means. */
  private label(code: string, position: number, date: Day): PcsLabel {
    const section = code[0] as string;
    const value = code[position - 1] as string;
    if (position === 1) return known(SECTIONS[section]?.title);
    const book = this.codeBook();
    if (position === 2) {
      const system = book.bodySystems.get(section + value);
      if (system) return known(system);
    }
    if (position === 3) {
      const operation = book.rootOperations.get(section + value)?.value;
      if (operation) return known(operation);
    }
    const installed = this.installedLabel(code, position, date);
    if (installed !== undefined) return known(installed);
    const exact = this.bookLabels(stemRange(code), position);
    if (exact.labels.size > 0) return exact.labels.size === 1 ? known([...exact.labels][0]) : NO_LABEL;
    if (position < 4) return NO_LABEL;
    const table = this.bookLabels(stemRange(code.slice(0, 3)), position, value);
    if (table.labels.size === 1)
      return { label: [...table.labels][0] as string, source: 'same-table', from: nearestTo(code, table.rows.map(book.code)) };
    // An approach means the same throughout a section.
    const approach = this.axisName(section, position) === 'Approach' ? book.approaches.get(section + value)?.value : undefined;
    return table.labels.size === 0 ? known(approach) : NO_LABEL;
  }

  /** Labels the code book gives at a position within an interval of codes; with a value, only of codes that have it there. */
  private bookLabels(range: { from: number; to: number }, position: number, value?: string): { labels: Set<string>; rows: number[] } {
    const book = this.codeBook();
    const column = book.axes[position - 1] as Uint16Array;
    const labels = new Set<string>();
    const rows: number[] = [];
    for (let row = lowerBound(book.keys, range.from); row < book.keys.length && (book.keys[row] as number) < range.to; row++) {
      if (value !== undefined && book.code(row)[position - 1] !== value) continue;
      labels.add(book.label(column[row] as number));
      rows.push(row);
    }
    return { labels, rows };
  }

  /** The label in installed ICD-10-PCS Tables of the date, over the rows the code fits; undefined when absent or not the same in all. */
  private installedLabel(code: string, position: number, date: Day): string | undefined {
    const table = this.catalog.onDate('icd10pcs/tables', date)?.table();
    if (!table) return undefined;
    const labels = new Set<string>();
    for (const row of this.installedRows(table).get(code.slice(0, 3)) ?? []) {
      if (
        !Array.from(code).every(
          (value, i) =>
            i < 3 ||
            table
              .text(`values${i + 1}`)
              .at(row)
              .includes(value),
        )
      )
        continue;
      const at = table
        .text(`values${position}`)
        .at(row)
        .indexOf(code[position - 1] as string);
      const label = table.text(`labels${position}`).at(row).split('|')[at];
      if (label) labels.add(label);
    }
    return labels.size === 1 ? [...labels][0] : undefined;
  }

  /** Rows of installed Tables by their three characters, and by the first two. */
  private installedRows(table: PackTable): Map<string, number[]> {
    let rows = this.tableRows.get(table);
    if (!rows) {
      rows = new Map();
      const name = table.text('table');
      for (let row = 0; row < table.rows; row++) {
        push(rows, name.at(row), row);
        push(rows, name.at(row).slice(0, 2), row);
      }
      this.tableRows.set(table, rows);
    }
    return rows;
  }

  private notes(axes: readonly PcsAxis[], rootOperation: RootOperation | undefined): PcsNote[] {
    const notes: PcsNote[] = [];
    const section = axes[0]?.value ?? '';
    if (rootOperation) {
      const from = rootOperation.value;
      notes.push({ kind: 'rootOperation', text: rootOperation.definition, from });
      if (rootOperation.explanation) notes.push({ kind: 'explanation', text: rootOperation.explanation, from });
      if (rootOperation.examples) notes.push({ kind: 'examples', text: rootOperation.examples, from });
    }
    for (const { name, position, value, label, source } of axes) {
      if (source === 'none') continue;
      const approach = name === 'Approach' ? this.codeBook().approaches.get(section + value) : undefined;
      if (approach?.value === label) notes.push({ kind: 'approach', text: approach.definition, from: label });
      const key = this.keyTerms().get(label);
      if (name === 'Body Part' && key && key.body.length > 0) notes.push({ kind: 'bodyPartKey', text: key.body.join('; '), from: label });
      if (position === 6 && key && key.device.length > 0) notes.push({ kind: 'deviceKey', text: key.device.join('; '), from: label });
    }
    return notes;
  }

  private explain(code: string, id: CodeId | -1, date: Day): { reason: string; nearest?: CodeName[] } {
    if (id !== -1) return { reason: this.explainDates(id, date) };
    if (code === '') return { reason: 'an ICD-10-PCS code has seven characters; none was given' };
    const names = (ids: readonly CodeId[]): CodeName[] => ids.map((one) => this.name(one, date));
    if (!/^[0-9A-Z]+$/.test(code))
      return { reason: `"${code.slice(0, 20)}" does not have the form of an ICD-10-PCS code: seven digits or letters, without a dot` };
    if (code.length > LENGTH) {
      const complete = this.table.find(code.slice(0, LENGTH));
      if (complete !== -1 && this.table.billableOn(complete, date))
        return { reason: `too long: ${code.slice(0, LENGTH)} is complete without "${code.slice(LENGTH, 27)}"`, nearest: names([complete]) };
      return { reason: `"${code.slice(0, 20)}" is too long: an ICD-10-PCS code has seven characters` };
    }
    if (/[IO]/.test(code)) {
      const read = code.replace(/[IO]/g, (letter) => (letter === 'I' ? '1' : '0'));
      return {
        reason: 'ICD-10-PCS has the digits 0 and 1, never the letters O and I (guideline A2)',
        nearest: names(this.codesBelow(read, date).slice(0, 5)),
      };
    }
    const legal = this.legalPrefix(code, date);
    const below = this.codesBelow(legal, date);
    const position = legal.length + 1;
    const name = this.axisName(code[0] as string, position);
    if (legal === code) {
      const missing = LENGTH - code.length;
      return {
        reason: `${code} is incomplete: ${missing} more ${missing === 1 ? 'character is' : 'characters are'} needed, first the ${name} (medcode pcs ${code})`,
        ...(below.length <= 5 ? { nearest: names(below) } : {}),
      };
    }
    const values = this.nextAxis(legal, below, date).values;
    const shown = values.slice(0, 12).map(({ value, label }) => (label ? `${value} ${label}` : value));
    const place = legal === '' ? 'no section' : `not a legal value after ${legal}`;
    const more = values.length > shown.length ? `, … (${values.length} in all)` : '';
    return {
      reason: `character ${position} (${name}): "${code.charAt(legal.length)}" is ${place}; legal: ${shown.join(', ')}${more}${this.otherDates(code.slice(0, position), date)}`,
      ...(legal.length >= 3 ? { nearest: this.closest(code, below, date) } : {}),
    };
  }

  /** When codes with a beginning that is not legal on the date were or will be valid. */
  private otherDates(stem: string, date: Day): string {
    const { first, last } = this.table.range(stemRange(stem));
    let begins = Infinity;
    let ended = -Infinity;
    for (let at = first; at < last; at++)
      for (const window of this.table.windows(at as CodeId)) {
        if (window.from > date) begins = Math.min(begins, window.from);
        if (window.to < date) ended = Math.max(ended, window.to);
      }
    if (ended > -Infinity) return `; codes that begin ${stem} ended on ${formatDay(ended as Day)}`;
    return begins < Infinity ? `; codes that begin ${stem} start on ${formatDay(begins as Day)}` : '';
  }

  private explainDates(id: CodeId, date: Day): string {
    const code = this.table.code(id);
    const windows = this.table.windows(id);
    const next = windows.find((window) => window.from > date);
    const ended = windows.filter((window) => window.to < date).at(-1);
    if (!ended)
      return next ? `${code} did not exist yet: it begins on ${formatDay(next.from)}` : `${code} is not valid on ${formatDay(date)}`;
    const successors = (this.conversionSteps().older.get(code) ?? []).filter((step) => step.date > ended.to && step.date <= date);
    const names = successors.slice(0, 6).map((step) => step.code);
    const more = successors.length > names.length ? `, … (${successors.length} in all)` : '';
    const replaced = names.length > 0 ? `; replaced by ${names.join(', ')}${more}` : '';
    return `${code} ended on ${formatDay(ended.to)}${replaced}${next ? `; valid again from ${formatDay(next.from)}` : ''}`;
  }

  /** Codes of a set that differ from a text in at most two characters, the most alike first. */
  private closest(code: string, ids: readonly CodeId[], date: Day): CodeName[] {
    const differences = (other: string): number => Array.from(other).filter((value, i) => value !== code[i]).length;
    return ids
      .map((id) => ({ id, d: differences(this.table.code(id)) }))
      .filter(({ d }) => d <= 2)
      .sort((a, b) => a.d - b.d || a.id - b.id)
      .slice(0, 5)
      .map(({ id }) => this.name(id, date));
  }

  private codeBook(): CodeBook {
    if (this.book) return this.book;
    const axes = this.catalog.one('icd10pcs/axes').table();
    const code = axes.text('code');
    const labels = this.catalog.one('icd10pcs/labels').table().text('label');
    const pairs = <T>(name: string, make: (cell: (column: string) => string) => readonly [string, T]): Map<string, T> => {
      const table = this.catalog.one(name).table();
      return new Map(Array.from({ length: table.rows }, (_, row) => make((column) => table.text(column).at(row))));
    };
    this.book = {
      keys: Float64Array.from({ length: axes.rows }, (_, row) => codeKey(code.at(row))),
      axes: [1, 2, 3, 4, 5, 6, 7].map((axis) => axes.numbers<Uint16Array>(`axis${axis}`)),
      label: (n) => labels.at(n),
      code: (row) => code.at(row),
      rootOperations: pairs('icd10pcs/root-operations', (cell) => [
        cell('section') + cell('code'),
        {
          code: cell('code'),
          value: cell('value'),
          definition: cell('definition'),
          explanation: cell('explanation'),
          examples: cell('examples'),
        },
      ]),
      bodySystems: pairs('icd10pcs/body-systems', (cell) => [cell('section') + cell('code'), cell('title')]),
      approaches: pairs('icd10pcs/approaches', (cell) => [
        cell('section') + cell('code'),
        { value: cell('value'), definition: cell('definition') },
      ]),
    };
    return this.book;
  }

  /** The terms of the Body Part Key and the Device Key by what they are coded as. */
  private keyTerms(): ReadonlyMap<string, KeyTerms> {
    if (this.keys) return this.keys;
    const keys = new Map<string, KeyTerms>();
    const at = (label: string): KeyTerms => {
      const entry = keys.get(label) ?? { body: [], device: [] };
      keys.set(label, entry);
      return entry;
    };
    const body = this.catalog.one('icd10pcs/body-part-key').table();
    for (let row = 0; row < body.rows; row++) at(body.text('body_part').at(row)).body.push(body.text('term').at(row));
    const device = this.catalog.one('icd10pcs/device-key').table();
    for (let row = 0; row < device.rows; row++) at(device.text('use').at(row)).device.push(device.text('term').at(row));
    this.keys = keys;
    return keys;
  }
}

/** What the conversion tables write where a new code has no predecessor. */
const NO_PREDECESSOR = 'NOPCS';
const NO_LABEL: PcsLabel = { label: '', source: 'none' };

function known(label: string | undefined): PcsLabel {
  return label ? { label, source: 'code-book' } : NO_LABEL;
}

/** Of some codes the one that shares most leading characters with another. */
function nearestTo(code: string, others: readonly string[]): string {
  const shared = (other: string): number => {
    let n = 0;
    while (n < code.length && other[n] === code[n]) n++;
    return n;
  };
  return others.reduce((best, other) => (shared(other) > shared(best) ? other : best));
}

/** A set of strings of one length as products of sets of characters. */
function products(strings: readonly string[]): string[][][] {
  if (strings[0] === undefined || strings[0] === '') return [[]];
  const byValue = new Map<string, string[]>();
  for (const text of strings) push(byValue, text[0] as string, text.slice(1));
  const bySame = new Map<string, { values: string[]; rest: string[] }>();
  for (const [value, rest] of byValue) {
    const same = bySame.get(rest.join(' '));
    if (same) same.values.push(value);
    else bySame.set(rest.join(' '), { values: [value], rest });
  }
  return [...bySame.values()].flatMap(({ values, rest }) => products(rest).map((row) => [values, ...row]));
}

function byDate(steps: readonly PcsStep[]): Map<Day, string[]> {
  const out = new Map<Day, string[]>();
  for (const { code, date } of steps) push(out, date, code);
  return out;
}

function push<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
