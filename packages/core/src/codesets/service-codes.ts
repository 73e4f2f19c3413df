import type { Day } from '../model/date.js';
import type { Catalog } from './catalog.js';
import { perCatalog } from './dated-tables.js';
import { feeSchedulesOf } from './fee-schedule.js';
import { type HcpcsValidity, hcpcsValidity, listedInHcpcs } from './hcpcs.js';
import { type MueService, ncciOf } from './ncci.js';
import { addendaBOf } from './opps.js';

/** Whether a HCPCS or CPT number exists on a date, as far as the dated tables at hand can tell. */
export type KnownService = 'known' | 'unknown' | 'not-checked';

const SERVICES: readonly MueService[] = ['practitioner', 'hospital', 'dme'];

/** The tables that list all numbers of a kind; without one of them, absence says nothing. */
const COMPLETE = {
  level2: ['hcpcs/codes'],
  category1: ['pfs/indicators', 'opps/addendum-b'],
  laboratory: ['opps/addendum-b'],
  dental: [],
} as const;

/**
 * Which HCPCS/CPT numbers the installed dated tables know. There is no list of CPT numbers to install; the physician fee schedule and
 * Addendum B list them all, payable or not: the fee schedule categories I to III, the addendum also laboratory analyses (endings M and U)
 * and other numbers with a letter at their end. HCPCS level II numbers are complete in their own release alone. Dental numbers (D) are
 * complete nowhere.
 */
export class ServiceCodes {
  private readonly catalog: Catalog;
  private readonly validity: HcpcsValidity;
  private readonly answers = new Map<Day, Map<string, KnownService>>();

  constructor(catalog: Catalog) {
    this.catalog = catalog;
    this.validity = hcpcsValidity(catalog);
  }

  /** @param code capitals, without modifiers */
  known(code: string, date: Day): KnownService {
    let ofDay = this.answers.get(date);
    if (!ofDay) {
      ofDay = new Map();
      this.answers.set(date, ofDay);
    }
    let answer = ofDay.get(code);
    if (answer === undefined) {
      answer = this.ask(code, date);
      ofDay.set(code, answer);
    }
    return answer;
  }

  /**
   * Whether a HCPCS level II number that its missing release cannot tell of is nowhere else either: not in the fee schedule or Addendum B
   * of the date, not among the unlikely units of the date, which list most of what is billed, and in no release of another date.
   */
  isNowhere(code: string, date: Day): boolean {
    if (kindOf(code) !== 'level2' || this.known(code, date) !== 'not-checked') return false;
    const schedule = this.catalog.onDate('pfs/indicators', date) ?? this.catalog.onDate('opps/addendum-b', date);
    const units = SERVICES.every((service) => ncciOf(this.catalog).mue[service].on(date) !== undefined);
    return schedule !== undefined && units && listedInHcpcs(this.catalog)(code) === false;
  }

  /** The tables that would tell, for the codes that are not checked. */
  needs(code: string): readonly string[] {
    return COMPLETE[kindOf(code)];
  }

  private ask(code: string, date: Day): KnownService {
    if (!/^(?:\d{4}[0-9A-Z]|[A-Z]\d{4})$/.test(code)) return 'unknown';
    if (this.validity(code, date) === true) return 'known';
    const ncci = ncciOf(this.catalog);
    if (SERVICES.some((service) => (ncci.mue[service].on(date)?.row(code) ?? -1) >= 0)) return 'known';
    if (feeSchedulesOf(this.catalog).on(date)?.has(code)) return 'known';
    const addendum = addendaBOf(this.catalog).on(date)?.status(code);
    // D in Addendum B marks a code that was discontinued.
    if (addendum !== undefined && addendum !== 'D') return 'known';
    return this.needs(code).some((table) => this.catalog.onDate(table, date) !== undefined) ? 'unknown' : 'not-checked';
  }
}

function kindOf(code: string): keyof typeof COMPLETE {
  if (code.startsWith('D')) return 'dental';
  if (/^[A-Z]/.test(code)) return 'level2';
  return /^\d{4}[\dTF]$/.test(code) ? 'category1' : 'laboratory';
}

/** The numbers a catalog knows: the same object for the same catalog. */
export const serviceCodesOf: (catalog: Catalog) => ServiceCodes = perCatalog((catalog) => new ServiceCodes(catalog));

/**
 * Whether a HCPCS or CPT number exists on a date: `known` when a dated table lists it, `unknown` when a table that lists all numbers of
 * its kind does not, `not-checked` when no such table of the date is at hand.
 *
 * @example knownService(catalog, '27447', day('2024-08-01')) // 'known' where a table of 2024 Q3 is installed
 */
export function knownService(catalog: Catalog, code: string, date: Day): KnownService {
  return serviceCodesOf(catalog).known(code, date);
}
