import type { Lexicon } from '../../codesets/lexicon.js';
import { type Day, day } from '../../model/date.js';
import { parseServiceRow, type ServiceRow } from './service-row.js';
import { WordingMap } from './service-terms.js';

/** Levels of medical decision making: 1 straightforward, 2 low, 3 moderate, 4 high (CPT E/M guidelines). */
export type MdmLevel = 1 | 2 | 3 | 4;

/** One code of a family of visits: its level and the least minutes that reach it by time. */
export interface VisitLevel {
  readonly code: string;
  readonly level: MdmLevel;
  readonly minutes: number | undefined;
  readonly what: string;
}

/** A rung of a ladder: the code for measures up to a limit, with the add-on code beyond a start. */
export interface Rung {
  readonly code: string;
  readonly upto: number;
  readonly further: { readonly code: string; readonly step: number; readonly start: number } | undefined;
}

interface Dated {
  readonly from: Day | undefined;
  readonly until: Day | undefined;
}

export interface Vaccine extends Dated {
  readonly code: string;
  readonly what: string;
  readonly components: number;
  readonly route: '' | 'nasal' | 'oral' | 'antibody';
  /** Years of age it is made for. */
  readonly ages: { readonly from: number; readonly to: number };
}

export type DrugClass =
  | 'drug'
  | 'opioid'
  | 'sedative'
  | 'biologic'
  | 'biologic-injection'
  | 'chemo'
  | 'hormonal'
  | 'fluid'
  | 'inhaled'
  | 'device';

/** A drug billed by HCPCS code: the amount one unit stands for. */
export interface Injectable extends Dated {
  readonly name: string;
  readonly code: string;
  readonly amount: number;
  readonly unit: string;
  readonly class: DrugClass;
}

/** The lexicon's tables of services, ready for use. */
export class ServiceTables {
  readonly terms: WordingMap<string>;
  readonly siteTerms = new Set<string>();
  /** Terms that name what is treated: a wound, a lesion, a stone. */
  readonly objectTerms = new Set<string>();
  /** Terms that name a test medical decision making counts. */
  readonly testTerms = new Map<string, 'lab' | 'study'>();
  readonly vaccines: WordingMap<Vaccine>;
  readonly injectables: WordingMap<Injectable>;
  private readonly rowsByAnchor = new Map<string, ServiceRow[]>();
  private readonly ladders = new Map<string, Rung[]>();
  private readonly visits = new Map<string, VisitLevel[]>();

  constructor(lexicon: Lexicon) {
    this.terms = new WordingMap(lexicon);
    this.vaccines = new WordingMap(lexicon);
    this.injectables = new WordingMap(lexicon);
    for (const row of lexicon.rows('services/terms')) {
      const term = row['term'] as string;
      if (row['class'] === 'site') this.siteTerms.add(term);
      else if (row['class'] === 'object') this.objectTerms.add(term);
      else if (row['class'] === 'lab' || row['class'] === 'study') this.testTerms.set(term, row['class']);
      for (const words of (row['words'] as string).split('|')) this.terms.add(words, term);
    }
    for (const cells of lexicon.rows('services/procedures')) {
      const row = parseServiceRow(cells);
      for (const term of row.anchor) push(this.rowsByAnchor, term, row);
    }
    for (const row of lexicon.rows('services/ladders')) {
      const further = /^(\S+) each (\S+) over (\S+)$/.exec(row['further'] as string);
      push(this.ladders, row['ladder'] as string, {
        code: row['code'] as string,
        upto: row['upto'] === '-' ? Number.POSITIVE_INFINITY : Number(row['upto']),
        further: further ? { code: further[1] as string, step: Number(further[2]), start: Number(further[3]) } : undefined,
      });
    }
    for (const row of lexicon.rows('services/visits')) {
      push(this.visits, row['family'] as string, {
        code: row['code'] as string,
        level: Number(row['level']) as MdmLevel,
        minutes: row['minutes'] === '-' ? undefined : Number(row['minutes']),
        what: row['what'] as string,
      });
    }
    for (const row of lexicon.rows('services/vaccines')) {
      const ages = (row['ages'] as string).split('-');
      const vaccine: Vaccine = {
        code: row['code'] as string,
        what: row['what'] as string,
        components: Number(row['components'] || 1),
        route: row['route'] as Vaccine['route'],
        ages: { from: Number(ages[0] || 0), to: Number(ages[1] || Number.POSITIVE_INFINITY) },
        ...dated(row),
      };
      for (const words of (row['words'] as string).split('|')) this.vaccines.add(words, vaccine);
    }
    for (const row of lexicon.rows('services/injectables')) {
      const names = (row['drug'] as string).split('|');
      const drug: Injectable = {
        name: names[0] as string,
        code: row['code'] as string,
        amount: Number(row['amount']),
        unit: row['unit'] as string,
        class: row['class'] as DrugClass,
        ...dated(row),
      };
      for (const name of names) this.injectables.add(name, drug);
    }
  }

  rowsAt(term: string): readonly ServiceRow[] {
    return this.rowsByAnchor.get(term) ?? [];
  }

  /** The rung of a ladder that a measure reaches; without a measure the lowest. */
  rung(ladder: string, measure: number | undefined): Rung | undefined {
    const rungs = this.ladders.get(ladder) ?? [];
    return measure === undefined ? rungs[0] : rungs.find((rung) => measure <= rung.upto);
  }

  /** The codes of a family of visits, lowest level first. */
  visitLevels(family: string): readonly VisitLevel[] {
    return this.visits.get(family) ?? [];
  }
}

/** Whether a dated entry answers on a date of service. */
export function holdsOn(entry: Dated, date: Day): boolean {
  return (entry.from === undefined || entry.from <= date) && (entry.until === undefined || date <= entry.until);
}

function dated(row: Readonly<Record<string, string>>): Dated {
  return { from: row['from'] ? day(row['from']) : undefined, until: row['until'] ? day(row['until']) : undefined };
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
