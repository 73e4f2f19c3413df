import type { PackTable } from '@medcode/core/codesets/pack';
import { MedcodeError } from '@medcode/core/errors';
import { addDays, type Day, day, fiscalYear, fiscalYearWindow, formatDay } from '@medcode/core/model/date';
import { malformed } from '../formats/text-source.js';

/** A dated edition of a code set, as a file's content or name tells it. The end is cut later by the next edition at hand. */
export interface Edition {
  readonly from: Day;
  readonly to: Day;
  /** In words: `FY2026`, `FY2026 (April update)`, `October 2025`. */
  readonly title: string;
}

/** What is known of an edition before a date is settled. */
export interface EditionClues {
  /** Path below what was named, zips included. */
  readonly path: string;
  /** The fiscal year the content states. */
  readonly fiscalYear?: number;
  /** The day `--effective-from` names. */
  readonly asked: Day | undefined;
}

const MONTHS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[^a-z])(?:april|apr)(?:[^a-z]|$)/i, '04-01'],
  [/(?:^|[^a-z])(?:january|jan)(?:[^a-z]|$)/i, '01-01'],
  [/(?:^|[^a-z])(?:july|jul)(?:[^a-z]|$)/i, '07-01'],
  [/(?:^|[^a-z])(?:october|oct)(?:[^a-z]|$)/i, '10-01'],
];

/** The year and the month names a path gives, its own name before those of the zip and folders around it. */
function named(path: string): { year: number | undefined; fiscal: boolean; month: string | undefined } {
  const parts = path.split('/').reverse();
  let year: number | undefined;
  let fiscal = false;
  let month: string | undefined;
  for (const part of parts) {
    month ??= MONTHS.find(([word]) => word.test(part))?.[1];
    if (year !== undefined) continue;
    const fy = /FY[ _-]?(?:20)?(\d\d)(?!\d)/i.exec(part);
    const full = /(?:^|\D)(20[0-4]\d)(?!\d)/.exec(part);
    const glued = /[A-Za-z](20[0-4]\d)(?!\d)/.exec(part);
    if (fy) {
      year = 2000 + Number(fy[1]);
      fiscal = true;
    } else if (full ?? glued) year = Number(((full ?? glued) as RegExpExecArray)[1]);
  }
  return { year, fiscal, month };
}

/**
 * The edition of a fiscal-year code set: the day asked for where the content does not speak against it, else the fiscal year of the
 * content and the month of the names, else the names alone.
 * @throws MedcodeError MC_SOURCE_UNRECOGNISED when neither tells
 */
export function fiscalEdition(clues: EditionClues): Edition {
  const { year, fiscal, month } = named(clues.path);
  if (clues.asked !== undefined && (clues.fiscalYear === undefined || fiscalYear(clues.asked) === clues.fiscalYear))
    return editionFrom(clues.asked);
  // "October 2025" begins FY2026, but icd10cm_order_2025.txt of an October zip belongs to FY2025: alone, a year is a fiscal year.
  const stated = clues.fiscalYear ?? year;
  if (stated === undefined)
    throw new MedcodeError(
      'MC_SOURCE_UNRECOGNISED',
      `${clues.path}: neither content nor names tell the fiscal year; give --effective-from YYYY-MM-DD`,
    );
  const { from } = fiscalYearWindow(stated);
  return editionFrom(
    month === '04-01'
      ? day(`${stated}-04-01`)
      : month === '01-01' && !fiscal && clues.fiscalYear !== undefined
        ? day(`${stated}-01-01`)
        : from,
  );
}

/** The edition that begins on a day, to the end of its fiscal year. */
export function editionFrom(from: Day): Edition {
  const year = fiscalYear(from);
  const { from: first, to } = fiscalYearWindow(year);
  const month = new Date(from * 86_400_000).toLocaleString('en-US', { month: 'long', timeZone: 'UTC' });
  return { from, to, title: from === first ? `FY${year}` : `FY${year} (${month} update)` };
}

/**
 * The quarter or year of a HCPCS file: its names first (HCPC2025_OCT), a year alone is the annual file of 1 January.
 * @throws MedcodeError MC_SOURCE_UNRECOGNISED
 */
export function quarterEdition(clues: EditionClues, newest: Day | undefined): Edition {
  const { year, month } = named(clues.path);
  const quarter = (from: Day, annual: boolean): Edition => {
    const [y, m] = formatDay(from).split('-').map(Number) as [number, number];
    const end = annual ? day(`${y}-12-31`) : addDays(day(m >= 10 ? `${y + 1}-01-01` : `${y}-${String(m + 3).padStart(2, '0')}-01`), -1);
    return { from, to: end, title: annual ? `${y}` : `${MONTH_NAMES[m - 1] ?? ''} ${y}` };
  };
  if (clues.asked !== undefined) return quarter(clues.asked, false);
  if (year !== undefined) return quarter(day(`${year}-${month ?? '01-01'}`), month === undefined);
  if (newest !== undefined) {
    const [y, m] = formatDay(newest).split('-').map(Number) as [number, number];
    return quarter(day(`${y}-${String(3 * Math.floor((m - 1) / 3) + 1).padStart(2, '0')}-01`), false);
  }
  throw new MedcodeError(
    'MC_SOURCE_UNRECOGNISED',
    `${clues.path}: neither content nor names tell the quarter; give --effective-from YYYY-MM-DD`,
  );
}

const QUARTER_WORDS: readonly (readonly [RegExp, number])[] = [
  [/(?:^|[^a-z])jan(?:uary)?(?![a-z])/i, 1],
  [/(?:^|[^a-z])apr(?:il)?(?![a-z])/i, 2],
  [/(?:^|[^a-z])july?(?![a-z])/i, 3],
  [/(?:^|[^a-z])oct(?:ober)?(?![a-z])/i, 4],
];

/**
 * The calendar quarter of an edit or payment table: what the content says, else its name, else the names of the zip and folders around it –
 * `2024Q3`, `Eff_07-01-2024`, `eff20240701`, `2026-04`, `oct2025`, `PPRRVU24_JUL`. Such a table never answers outside its quarter.
 * @param stated texts of the file that may tell it, before the path
 * @throws MedcodeError MC_SOURCE_UNRECOGNISED
 */
export function calendarQuarter(clues: EditionClues, stated: readonly string[] = []): Edition {
  if (clues.asked !== undefined) {
    const [year, month] = formatDay(clues.asked).split('-').map(Number) as [number, number];
    return quarterOf(year, Math.ceil(month / 3));
  }
  for (const text of [...stated, ...clues.path.split('/').reverse()]) {
    const found = quarterIn(text);
    if (found) return found;
  }
  throw new MedcodeError(
    'MC_SOURCE_UNRECOGNISED',
    `${clues.path}: neither content nor names tell the quarter; give --effective-from YYYY-MM-DD`,
  );
}

export function quarterOf(year: number, quarter: number): Edition {
  const from = day(`${year}-${String(3 * quarter - 2).padStart(2, '0')}-01`);
  const next = quarter === 4 ? day(`${year + 1}-01-01`) : day(`${year}-${String(3 * quarter + 1).padStart(2, '0')}-01`);
  return { from, to: addDays(next, -1), title: `${year} Q${quarter}` };
}

function quarterIn(text: string): Edition | undefined {
  const named = /(?<!\d)(20\d\d)[ _-]?q([1-4])(?!\d)/i.exec(text) ?? /(?<!\d)(20\d\d)-quarter-([1-4])(?!\d)/i.exec(text);
  if (named) return quarterOf(Number(named[1]), Number(named[2]));
  const month = (year: string | undefined, number: string | undefined): Edition | undefined =>
    Number(number) >= 1 && Number(number) <= 12 ? quarterOf(Number(year), Math.ceil(Number(number) / 3)) : undefined;
  const us = /(?<!\d)(\d\d)-(\d\d)-(20\d\d)(?!\d)/.exec(text);
  if (us) return month(us[3], us[1]);
  const compact = /eff(?:ective)?[ _-]?(20\d\d)(\d\d)\d\d(?!\d)/i.exec(text);
  if (compact) return month(compact[1], compact[2]);
  const plain = /(?<!\d)(20\d\d)-(\d\d)(?!\d)/.exec(text);
  if (plain) return month(plain[1], plain[2]);
  const word = QUARTER_WORDS.find(([pattern]) => pattern.test(text))?.[1];
  const year =
    /(?<!\d)(20\d\d)(?!\d)/.exec(text)?.[1] ?? (/rvu(\d\d)(?!\d)/i.exec(text) ? `20${/rvu(\d\d)/i.exec(text)?.[1] ?? ''}` : undefined);
  return word !== undefined && year !== undefined ? quarterOf(Number(year), word) : undefined;
}

const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A year that only names tell. @throws MedcodeError MC_SOURCE_UNRECOGNISED */
export function namedYear(clues: EditionClues, what: string): number {
  if (clues.asked !== undefined) return fiscalYear(clues.asked);
  const { year } = named(clues.path);
  if (year === undefined)
    throw new MedcodeError('MC_SOURCE_UNRECOGNISED', `${clues.path}: the name does not tell ${what}; give --effective-from YYYY-MM-DD`);
  return year;
}

/** Dates on which lists of valid codes changed, and which codes were valid between them: judges which edition a list of codes is. */
export class ValidityCalendar {
  private readonly starts: Int32Array;
  private readonly last: Day;
  private readonly windows = new Map<string, number[]>();
  private readonly sizes: Int32Array;

  /** @param codes the embedded pack `<system>/codes` */
  constructor(codes: PackTable) {
    const code = codes.text('code');
    const from = codes.numbers<Int32Array>('from');
    const to = codes.numbers<Int32Array>('to');
    const billable = codes.numbers<Uint8Array>('billable');
    const edges = new Set<number>();
    let last = 0;
    for (let row = 0; row < codes.rows; row++) {
      edges.add(from[row] as number);
      edges.add((to[row] as number) + 1);
      last = Math.max(last, to[row] as number);
    }
    edges.delete(last + 1);
    this.last = last as Day;
    this.starts = Int32Array.from([...edges].sort((a, b) => a - b));
    const change = new Int32Array(this.starts.length + 1);
    for (let row = 0; row < codes.rows; row++) {
      if (billable[row] !== 1) continue;
      const key = code.at(row);
      const list = this.windows.get(key) ?? [];
      const span = [this.at(from[row] as number), this.at((to[row] as number) + 1)] as const;
      list.push(...span);
      this.windows.set(key, list);
      change[span[0]] = (change[span[0]] as number) + 1;
      change[span[1]] = (change[span[1]] as number) - 1;
    }
    this.sizes = sums(change);
  }

  private at(value: number): number {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.starts[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The day from which the valid codes were these, and the number of codes that differ there. */
  editionOf(codes: Iterable<string>): { from: Day; until: Day; differing: number; valid: number; latest: boolean } {
    const change = new Int32Array(this.starts.length + 1);
    let size = 0;
    for (const code of codes) {
      size++;
      const list = this.windows.get(code);
      if (!list) continue;
      for (let i = 0; i < list.length; i += 2) {
        change[list[i] as number] = (change[list[i] as number] as number) + 1;
        change[list[i + 1] as number] = (change[list[i + 1] as number] as number) - 1;
      }
    }
    const shared = sums(change);
    let best = 0;
    const differing = (i: number): number => size + (this.sizes[i] as number) - 2 * (shared[i] as number);
    for (let i = 1; i < this.starts.length; i++) if (differing(i) < differing(best)) best = i;
    return {
      from: (this.starts[best] ?? 0) as Day,
      until: ((best + 1 < this.starts.length ? (this.starts[best + 1] as number) - 1 : this.last) ?? 0) as Day,
      differing: differing(best),
      valid: this.sizes[best] ?? 0,
      latest: best === this.starts.length - 1,
    };
  }
}

function sums(change: Int32Array): Int32Array {
  let total = 0;
  return change.map((value) => {
    total += value;
    return total;
  });
}

/** Lists that differ in so few codes from the codes valid on a date are of that date: published lists carry a few slips. */
const SLIPS = 20;

/** No edition has changed more than a twentieth of the codes; a list that differs more is cut off, or another list. */
const MOST_CHANGED = 0.1;

/**
 * The edition of a list of valid codes: the date on which exactly these were valid; where the lists at hand do not reach, the fiscal
 * year by names.
 * @throws MedcodeError MC_SOURCE_MALFORMED when the list is no whole edition; MC_SOURCE_UNRECOGNISED when nothing tells the year
 */
export function listEdition(codes: Iterable<string>, calendar: ValidityCalendar | undefined, clues: EditionClues): Edition {
  const match = calendar?.editionOf(codes);
  if (match && match.differing > match.valid * MOST_CHANGED)
    throw malformed(
      clues.path,
      1,
      1,
      `about ${match.valid} valid codes, as every edition has`,
      `${match.differing} that differ from the nearest edition`,
    );
  if (match && match.differing <= SLIPS) {
    if (clues.asked !== undefined && match.from <= clues.asked && clues.asked <= match.until) return editionFrom(clues.asked);
    let byName: Edition | undefined;
    try {
      byName = fiscalEdition(clues);
    } catch {
      byName = undefined;
    }
    if (byName === undefined) return editionFrom(match.from);
    // An edition without a change of codes is of the date its name says; so is one that changes few codes after the last known change.
    const within = match.from <= byName.from && byName.from <= match.until;
    return within || (match.differing > 0 && match.latest && byName.from > match.from) ? byName : editionFrom(match.from);
  }
  return fiscalEdition(clues);
}
