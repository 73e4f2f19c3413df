import { MedcodeError } from '../errors.js';
import { type Day, formatDay, parseDay } from '../model/date.js';
import type { Release } from '../model/release.js';
import { type Catalog, type CataloguedPack, releaseOn } from './catalog.js';
import { bareCode, codeKey, dottedCode, spanRange, stemRange } from './code.js';
import { type CodeId, CodeTable, type CodeWindow } from './code-table.js';
import { EditDistance } from './myers.js';
import type { TextColumn } from './pack.js';
import { TabularList } from './tabular.js';
import type { TabularNote } from './tabular-note.js';

/** A code as look-ups name it. */
export interface CodeName {
  readonly code: string;
  readonly title: string;
}

/** One thing that happened to a code. */
export interface LifeEvent {
  readonly date: string;
  readonly event: 'began' | 'revised' | 'became-header' | 'became-billable' | 'ended' | 'replaces' | 'replaced-by';
  readonly codes?: readonly CodeName[];
  readonly title?: string;
}

/** The answer of a look-up in ICD-10-CM. */
export interface Lookup {
  readonly code: string;
  readonly system: 'icd10cm';
  readonly date: string;
  /** Exists on the date, headers included. */
  readonly valid: boolean;
  readonly billable: boolean;
  readonly title: string;
  /** Chapter, section and codes above, outermost first. */
  readonly parents: readonly CodeName[];
  readonly children: readonly (CodeName & { readonly billable: boolean })[];
  readonly notes: readonly TabularNote[];
  readonly seventhCharacters?: { readonly from: string; readonly characters: readonly { char: string; text: string }[] };
  readonly sex?: 'M' | 'F';
  readonly ages?: readonly { readonly category: string; readonly from: number; readonly to: number }[];
  readonly flags: readonly string[];
  readonly poaExempt: boolean | 'not-checked';
  readonly lifecycle: readonly LifeEvent[];
  /** Why the code is not valid or not billable, and what to do. */
  readonly reason?: string;
  readonly nearest?: readonly CodeName[];
  readonly releases: readonly Release[];
}

/** Answers by date and code, each computed once: notes repeat their codes. */
class ByDateAndCode<T> {
  private readonly dates = new Map<Day, Map<string, T>>();

  get(date: Day, code: string, compute: () => T): T {
    let codes = this.dates.get(date);
    if (!codes) {
      codes = new Map();
      this.dates.set(date, codes);
    }
    let answer = codes.get(code);
    if (answer === undefined) {
      answer = compute();
      codes.set(code, answer);
    }
    return answer;
  }
}

/** ICD-10-CM over all editions at hand, answering as of a date. */
export class Icd10cm {
  readonly table: CodeTable;
  private readonly catalog: Catalog;
  private readonly tabulars = new Map<string, TabularList>();
  private readonly knownFlags = new ByDateAndCode<readonly string[]>();
  private readonly knownDefaults = new ByDateAndCode<CodeId | -1>();
  private conversions: { newer: Map<string, { code: string; date: Day }[]>; older: Map<string, { code: string; date: Day }[]> } | undefined;

  constructor(catalog: Catalog) {
    this.catalog = catalog;
    this.table = new CodeTable(catalog.merged('icd10cm/codes').table(), catalog.merged('icd10cm/titles').table());
  }

  /** The Tabular List that answers for a date; it carries forward and backward past its own window, which the releases of an answer say. */
  tabular(date: Day): TabularList {
    const notes = this.catalog.onDate('icd10cm/notes', date);
    const sevenths = this.catalog.onDate('icd10cm/sevenths', date);
    const divisions = this.catalog.onDate('icd10cm/divisions', date);
    if (!notes || !sevenths || !divisions) throw new MedcodeError('MC_RELEASE_MISSING', 'no edition of the Tabular List is at hand');
    const key = notes.manifest.file;
    let list = this.tabulars.get(key);
    if (!list) {
      const titleOf = (code: string): string => {
        const id = this.table.find(code);
        return id === -1 ? '' : this.table.title(id, date);
      };
      list = new TabularList(notes.table(), sevenths.table(), divisions.table(), titleOf);
      this.tabulars.set(key, list);
    }
    return list;
  }

  /** Whether dates of service on this day are covered by the code lists at hand. */
  covers(date: Day): boolean {
    return this.codesRelease(date).carried !== true;
  }

  codesRelease(date: Day): Release {
    return releaseOn(this.catalog.merged('icd10cm/codes'), date);
  }

  notesRelease(date: Day): Release | undefined {
    const pack = this.catalog.onDate('icd10cm/notes', date);
    return pack && releaseOn(pack, date);
  }

  /** @throws MedcodeError MC_RELEASE_MISSING when no code list at hand covers the date */
  requireCoverage(date: Day): void {
    const release = this.codesRelease(date);
    if (release.carried)
      throw new MedcodeError(
        'MC_RELEASE_MISSING',
        `the ICD-10-CM code lists at hand run from ${release.effectiveFrom} to ${release.effectiveTo}; nothing is installed for ${formatDay(date)}`,
      );
  }

  name(id: CodeId, date: Day): CodeName {
    return { code: dottedCode(this.table.code(id)), title: this.table.title(id, date) };
  }

  /**
   * Everything the releases say of a code on a date.
   * @param text a code in any spelling
   * @throws MedcodeError MC_RELEASE_MISSING when no code list covers the date
   */
  lookup(text: string, date: Day): Lookup {
    this.requireCoverage(date);
    const code = bareCode(text);
    const id = this.table.find(code);
    const releases = [this.codesRelease(date), this.notesRelease(date)].filter((release) => release !== undefined);
    const base = { code: dottedCode(code), system: 'icd10cm' as const, date: formatDay(date), releases };
    const status = id === -1 ? -1 : this.table.statusOn(id, date);
    if (id === -1) {
      return {
        ...base,
        valid: false,
        billable: false,
        title: '',
        parents: [],
        children: [],
        notes: [],
        flags: [],
        poaExempt: 'not-checked',
        lifecycle: [],
        ...this.explainUnknown(code, date),
      };
    }
    const tabular = this.tabular(date);
    const seventh = this.seventhCharacters(code, date);
    const flags = this.flags(code, date);
    const ages = this.ages(flags, date);
    const sex = flags.includes('FEMALE') ? 'F' : flags.includes('MALE') ? 'M' : undefined;
    const reason = status === 1 ? undefined : this.explainStatus(id, status, date);
    return {
      ...base,
      valid: status >= 0,
      billable: status === 1,
      title: this.table.title(id, date),
      parents: this.parents(id, date),
      children: this.table
        .children(id)
        .filter((child) => this.table.statusOn(child, date) >= 0)
        .map((child) => ({ ...this.name(child, date), billable: this.table.billableOn(child, date) })),
      notes: tabular.notesFor(code),
      ...(seventh ? { seventhCharacters: seventh } : {}),
      ...(sex ? { sex } : {}),
      ...(ages.length > 0 ? { ages } : {}),
      flags,
      poaExempt: this.poaExempt(code, date),
      lifecycle: this.lifecycle(id),
      ...(reason ? { reason } : {}),
    };
  }

  /**
   * 7th characters of a code on a date: those the Tabular List defines for it, of which the dated list knows the code
   * (S06 codes that end in death take A alone).
   */
  seventhCharacters(code: string, date: Day): ReturnType<TabularList['seventhCharacters']> {
    const defined = this.tabular(date).seventhCharacters(code);
    if (!defined || code.length > 6) return defined;
    const valid = defined.characters.filter(({ char }) => {
      const id = this.table.find(code.padEnd(6, 'X') + char);
      return id !== -1 && this.table.statusOn(id, date) >= 0;
    });
    return valid.length === 0 ? defined : { from: defined.from, characters: valid };
  }

  /** Chapter, section and codes above a code, outermost first. */
  parents(id: CodeId, date: Day): CodeName[] {
    const code = this.table.code(id);
    const tabular = this.tabular(date);
    const out: CodeName[] = [];
    const chapter = tabular.chapterOf(code);
    const section = tabular.sectionOf(code);
    if (chapter) out.push({ code: chapter.id, title: chapter.title });
    if (section) out.push({ code: section.id, title: section.title });
    const above: CodeName[] = [];
    for (let parent = this.table.parent(id); parent !== -1; parent = this.table.parent(parent)) {
      if (this.table.statusOn(parent, date) >= 0) above.push(this.name(parent, date));
    }
    return [...out, ...above.reverse()];
  }

  /** Whether a diagnosis is exempt from POA reporting; `not-checked` until the list of that fiscal year is installed. */
  poaExempt(code: string, date: Day): boolean | 'not-checked' {
    const pack = this.catalog.all('icd10cm/poa-exempt').find(({ manifest }) => {
      const { effectiveFrom, effectiveTo } = manifest.release;
      return effectiveFrom <= formatDay(date) && formatDay(date) <= effectiveTo;
    });
    return pack ? isListed(pack, code) : 'not-checked';
  }

  /**
   * The same by the last list before a date that has none: lists change little from year to year, and a code divided since is as exempt
   * as the code it was.
   */
  poaExemptOrLast(code: string, date: Day): boolean | 'not-checked' {
    const exact = this.poaExempt(code, date);
    if (exact !== 'not-checked') return exact;
    const [last] = this.catalog
      .all('icd10cm/poa-exempt')
      .filter(({ manifest }) => manifest.release.effectiveTo < formatDay(date))
      .sort((a, b) => (a.manifest.release.effectiveTo < b.manifest.release.effectiveTo ? 1 : -1));
    const then = last && parseDay(last.manifest.release.effectiveTo);
    if (!last || then === undefined) return 'not-checked';
    for (let id = this.table.find(code); id !== -1; id = this.table.parent(id))
      if (this.table.billableOn(id, then)) return isListed(last, this.table.code(id));
    return 'not-checked';
  }

  /** The same, where no list is of the date or before it, by the first one after it, for a code that was valid on both days. */
  poaExemptOrNearest(code: string, date: Day): boolean | 'not-checked' {
    const before = this.poaExemptOrLast(code, date);
    if (before !== 'not-checked') return before;
    const [first] = this.catalog
      .all('icd10cm/poa-exempt')
      .filter(({ manifest }) => manifest.release.effectiveFrom > formatDay(date))
      .sort((a, b) => (a.manifest.release.effectiveFrom < b.manifest.release.effectiveFrom ? -1 : 1));
    const then = first && parseDay(first.manifest.release.effectiveFrom);
    const id = this.table.find(code);
    if (!first || then === undefined || id === -1 || !this.table.billableOn(id, date) || !this.table.billableOn(id, then))
      return 'not-checked';
    return isListed(first, code);
  }

  /** Flags of the Medicare Code Editor's lists on a date (sex, age, manifestation, external cause, unacceptable as principal, …). */
  flags(code: string, date: Day): readonly string[] {
    return this.knownFlags.get(date, code, () => this.readFlags(code, date));
  }

  private readFlags(code: string, date: Day): string[] {
    const table = this.catalog.one('icd10cm/edits').table();
    const codes = table.text('code');
    const flag = table.text('flag');
    const from = table.numbers<Int32Array>('from');
    const to = table.numbers<Int32Array>('to');
    const out: string[] = [];
    for (let row = firstRow(codes, code); row < codes.length && codes.at(row) === code; row++)
      if ((from[row] as number) <= date && date <= (to[row] as number)) out.push(flag.at(row));
    return out;
  }

  private ages(flags: readonly string[], date: Day): { category: string; from: number; to: number }[] {
    const table = this.catalog.one('mce/ages').table();
    const category = table.text('category');
    const startAge = table.numbers<Int32Array>('startAge');
    const endAge = table.numbers<Int32Array>('endAge');
    const from = table.numbers<Int32Array>('from');
    const to = table.numbers<Int32Array>('to');
    const out: { category: string; from: number; to: number }[] = [];
    for (let row = 0; row < table.rows; row++) {
      if (flags.includes(category.at(row)) && (from[row] as number) <= date && date <= (to[row] as number))
        out.push({ category: category.at(row).toLowerCase(), from: startAge[row] as number, to: endAge[row] as number });
    }
    return out;
  }

  /** When a code began, was revised, changed its standing, ended, and what replaced it, as far as the editions at hand tell. */
  lifecycle(id: CodeId): LifeEvent[] {
    const events: LifeEvent[] = [];
    const windows = this.table.windows(id);
    const code = this.table.code(id);
    const release = this.catalog.merged('icd10cm/codes').manifest.release;
    windows.forEach((window, i) => {
      const before = windows[i - 1];
      if (!before || before.to + 1 !== window.from) events.push({ date: formatDay(window.from), event: 'began' });
      else if (before.billable !== window.billable)
        events.push({ date: formatDay(window.from), event: window.billable ? 'became-billable' : 'became-header' });
      const after = windows[i + 1];
      const end = formatDay(window.to);
      if ((!after || after.from !== window.to + 1) && end < release.effectiveTo) events.push({ date: end, event: 'ended' });
    });
    const titles = this.table.titles(id);
    titles.slice(1).forEach(({ from, title }) => events.push({ date: formatDay(from), event: 'revised', title }));
    const { newer, older } = this.conversionTable();
    for (const [date, codes] of byDate(newer.get(code) ?? []))
      events.push({ date: formatDay(date), event: 'replaces', codes: codes.map((c) => this.nameOf(c, date)) });
    for (const [date, codes] of byDate(older.get(code) ?? []))
      events.push({ date: formatDay(date), event: 'replaced-by', codes: codes.map((c) => this.nameOf(c, date)) });
    return events.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  }

  /** Successors of a code in the yearly conversion tables, up to a date, followed to the end of each chain. */
  convertForward(code: string, from: Day, to: Day): { code: string; via: { code: string; date: string }[] }[] {
    const { older } = this.conversionTable();
    const out: { code: string; via: { code: string; date: string }[] }[] = [];
    const walk = (current: string, since: Day, via: { code: string; date: string }[]): void => {
      const id = this.table.find(current);
      if (id !== -1 && this.table.billableOn(id, to)) out.push({ code: current, via });
      for (const step of older.get(current) ?? []) {
        if (step.date <= since || step.date > to || step.code === current || via.some((seen) => seen.code === step.code)) continue;
        walk(step.code, step.date, [...via, { code: step.code, date: formatDay(step.date) }]);
      }
    };
    walk(bareCode(code), from, []);
    return out;
  }

  /** Predecessors of a code, down to a date. */
  convertBackward(code: string, from: Day, to: Day): { code: string; via: { code: string; date: string }[] }[] {
    const { newer } = this.conversionTable();
    const out: { code: string; via: { code: string; date: string }[] }[] = [];
    const walk = (current: string, via: { code: string; date: string }[]): void => {
      const id = this.table.find(current);
      if (id !== -1 && this.table.billableOn(id, to)) {
        out.push({ code: current, via });
        return;
      }
      for (const step of newer.get(current) ?? []) {
        if (step.date <= from && step.date > to && !via.some((seen) => seen.code === step.code))
          walk(step.code, [...via, { code: step.code, date: formatDay(step.date) }]);
      }
    };
    walk(bareCode(code), []);
    return out;
  }

  private conversionTable(): NonNullable<Icd10cm['conversions']> {
    if (this.conversions) return this.conversions;
    const newerMap = new Map<string, { code: string; date: Day }[]>();
    const olderMap = new Map<string, { code: string; date: Day }[]>();
    const seen = new Set<string>();
    for (const pack of this.catalog.all('icd10cm/conversion')) {
      const table = pack.table();
      const newer = table.text('newer');
      const older = table.text('older');
      const date = table.numbers<Int32Array>('date');
      for (let row = 0; row < table.rows; row++) {
        const n = newer.at(row);
        const o = older.at(row);
        const key = `${n}<${o}`;
        if (seen.has(key)) continue;
        seen.add(key);
        push(newerMap, n, { code: o, date: date[row] as Day });
        push(olderMap, o, { code: n, date: date[row] as Day });
      }
    }
    this.conversions = { newer: newerMap, older: olderMap };
    return this.conversions;
  }

  private nameOf(code: string, date: Day): CodeName {
    const id = this.table.find(code);
    return { code: dottedCode(code), title: id === -1 ? '' : this.table.title(id, date) };
  }

  private explainStatus(id: CodeId, status: -1 | 0 | 1, date: Day): string {
    const code = this.table.code(id);
    if (status === 0) {
      const seventh = this.seventhCharacters(code, date);
      const children = this.table.children(id).filter((child) => this.table.statusOn(child, date) >= 0);
      const complete = children.every((child) => this.table.code(child).length === 7);
      if (complete && seventh && children.length > 0) {
        const pad = 'X'.repeat(6 - code.length);
        const padding = pad ? ` after the placeholder ${pad}` : '';
        const characters = seventh.characters.map(({ char, text }) => `${char} ${text}`).join(', ');
        return `${dottedCode(code)} is too short: it needs a 7th character${padding}: ${characters}`;
      }
      const names = children.slice(0, 12).map((child) => dottedCode(this.table.code(child)));
      return `${dottedCode(code)} is a header, too short to bill: choose ${names.join(', ')}${children.length > names.length ? ', …' : ''}`;
    }
    const windows = this.table.windows(id);
    const last = windows.at(-1) as CodeWindow;
    const first = windows[0] as CodeWindow;
    if (date < first.from) return `${dottedCode(code)} did not exist yet: it begins on ${formatDay(first.from)}`;
    const ended = windows.filter((window) => window.to < date).at(-1) ?? last;
    const successors = (this.conversionTable().older.get(code) ?? []).filter((step) => step.date > ended.from);
    const replaced = successors.length > 0 ? `; replaced by ${successors.map((step) => dottedCode(step.code)).join(', ')}` : '';
    return `${dottedCode(code)} ended on ${formatDay(ended.to)}${replaced}`;
  }

  private explainUnknown(code: string, date: Day): { reason: string; nearest: CodeName[] } {
    const key = codeKey(code);
    if (key < 0 || !/^[A-Z]/.test(code))
      return {
        reason: `"${code.slice(0, 20)}" does not have the form of an ICD-10-CM code: a letter, then up to six letters or digits`,
        nearest: [],
      };
    const nearest = this.nearest(code, date);
    for (let length = code.length - 1; length >= 3; length--) {
      const id = this.table.find(code.slice(0, length));
      if (id === -1 || this.table.statusOn(id, date) < 0) continue;
      const stem = dottedCode(this.table.code(id));
      if (this.table.billableOn(id, date))
        return { reason: `too long: ${stem} is complete without "${code.slice(length)}"`, nearest: [this.name(id, date)] };
      const seventh = this.seventhCharacters(code.slice(0, length), date);
      const legal = seventh?.characters.map(({ char }) => char).join(' ');
      if (seventh && code.length === 7 && legal && !legal.includes(code[6] as string))
        return {
          reason: `"${code.slice(6)}" is not a 7th character of ${stem}: ${seventh.characters.map(({ char, text }) => `${char} ${text}`).join(', ')}`,
          nearest,
        };
      return { reason: `no such code below ${stem} (${this.table.title(id, date)})`, nearest };
    }
    return { reason: 'no edition at hand has this code', nearest };
  }

  /** Codes valid on the date whose spelling is one slip away: a wrong, missing, doubled or exchanged character. */
  nearest(code: string, date: Day): CodeName[] {
    const distance = new EditDistance(code);
    const near: { id: CodeId; d: number }[] = [];
    for (const letter of new Set([code[0] as string, ...confusable(code[0] as string)])) {
      const { first, last } = this.table.range(spanRange(`${letter}0`, `${letter}Z`));
      for (let id = first; id < last; id++) {
        const d = distance.to(this.table.code(id as CodeId), 1);
        if (d <= 1 && this.table.statusOn(id as CodeId, date) >= 0) near.push({ id: id as CodeId, d });
      }
    }
    const shared = (id: CodeId): number => {
      const other = this.table.code(id);
      let n = 0;
      while (n < code.length && other[n] === code[n]) n++;
      return n;
    };
    const looks = (id: CodeId): number => (lookAlike(this.table.code(id)) === lookAlike(code) ? 0 : 1);
    return near
      .sort((a, b) => looks(a.id) - looks(b.id) || a.d - b.d || shared(b.id) - shared(a.id) || a.id - b.id)
      .slice(0, 5)
      .map(({ id }) => this.name(id, date));
  }

  /** Whether a code exists on a date, or a billable one below the stem does. */
  livesOn(stem: string, date: Day): boolean {
    const id = this.table.find(stem);
    if (id !== -1) return this.table.statusOn(id, date) >= 0;
    const { first, last } = this.table.range(stemRange(stem));
    for (let at = first; at < last; at++) if (this.table.billableOn(at as CodeId, date)) return true;
    return false;
  }

  /**
   * The billable code a stem means when nothing more is documented: itself, or down the unspecified sibling at each level
   * (guideline I.B.18); the initial encounter as 7th character. -1 when no such code is valid on the date.
   */
  defaultBillable(stem: string, date: Day): CodeId | -1 {
    const id = this.table.find(stem);
    if (id !== -1 && this.table.billableOn(id, date)) return id;
    return this.knownDefaults.get(date, stem, () => this.unspecifiedBelow(stem, date));
  }

  private unspecifiedBelow(stem: string, date: Day): CodeId | -1 {
    const { first, last } = this.table.range(stemRange(stem));
    let best: CodeId | -1 = -1;
    let bestRank = Infinity;
    for (let at = first; at < last; at++) {
      const candidate = at as CodeId;
      if (!this.table.billableOn(candidate, date)) continue;
      const rank = defaultRank(this.table.title(candidate, date), this.table.code(candidate), bareCode(stem).length);
      if (rank < bestRank) {
        best = candidate;
        bestRank = rank;
      }
    }
    return best;
  }
}

/** Lower is more of a default: unspecified wording and 9 or 0 endings first, then code order. */
function defaultRank(title: string, code: string, stemLength: number): number {
  const lower = title.toLowerCase();
  let rank = 100;
  const unspecified = lower.match(/\bunspecified\b|\bnot otherwise specified\b|\bwithout\b/g)?.length ?? 0;
  rank -= 10 * unspecified;
  const tail = code
    .slice(stemLength)
    .replace(/[A-Z]$/, '')
    .replace(/X+$/, '');
  if (tail.endsWith('9')) rank -= 8;
  else if (tail.endsWith('0')) rank -= 3;
  if (/\bother\b/.test(lower)) rank += 6;
  if (code.length === 7) rank += code.endsWith('A') ? 0 : code.endsWith('B') ? 3 : 5;
  return rank;
}

/** First row of a sorted column that is not below a code. */
function isListed(pack: CataloguedPack, code: string): boolean {
  const column = pack.table().text('code');
  const row = firstRow(column, code);
  return row < column.length && column.at(row) === code;
}

function firstRow(column: TextColumn, code: string): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (column.at(middle) < code) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A code with the letters that are taken for digits written as these. */
function lookAlike(code: string): string {
  return code[0] + code.slice(1).replace(/[OILSZB]/g, (letter) => ({ O: '0', I: '1', L: '1', S: '5', Z: '2', B: '8' })[letter] as string);
}

function confusable(letter: string): string[] {
  return (
    ({ O: ['0'], I: ['1', 'L'], L: ['I'], S: ['5'], Z: ['2'], B: ['8'] } as Record<string, string[]>)[letter]?.filter((c) =>
      /[A-Z]/.test(c),
    ) ?? []
  );
}

function byDate(steps: readonly { code: string; date: Day }[]): Map<Day, string[]> {
  const out = new Map<Day, string[]>();
  for (const { code, date } of steps) {
    const list = out.get(date);
    if (list) list.push(code);
    else out.set(date, [code]);
  }
  return out;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
