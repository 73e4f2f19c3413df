import { MedcodeError } from '../../errors.js';

/** One thing a row asks for: any of these terms. */
export type Alternatives = readonly string[];

/** Measures a row may set limits to; read from the words of the event, the note or the patient. */
export const MEASURES = ['size', 'count', 'views', 'muscles', 'minutes', 'weeks', 'age', 'sex', 'payer'] as const;
export type Measure = (typeof MEASURES)[number];

export interface MeasureLimit {
  readonly measure: Measure;
  readonly relation: '<' | '<=' | '=' | '>=' | '>';
  readonly value: string;
}

/** A service as the lexicon describes it: what must be said for it, and how it behaves on a claim. */
export interface ServiceRow {
  /** CPT or HCPCS number, or `ladder:` and the name of a ladder of numbers. */
  readonly code: string;
  readonly what: string;
  /** What must stand in the sentence itself. */
  readonly anchor: Alternatives;
  /** What must stand in the sentence or near it. */
  readonly needs: readonly Alternatives[];
  readonly without: readonly string[];
  readonly limits: readonly MeasureLimit[];
  readonly traits: ReadonlySet<string>;
  /** Global period in days where it has one (Medicare Physician Fee Schedule). */
  readonly global: 0 | 10 | 90 | undefined;
  /** Codes that are part of this one and not reported beside it. */
  readonly over: readonly string[];
  /** Beginnings of the diagnosis codes that are the reason for it. */
  readonly reasons: readonly string[];
  /** Beginnings of the diagnosis codes with which it is not reported. */
  readonly unless: readonly string[];
  /** Measure by which lengths or counts of several places are added up. */
  readonly sum: string | undefined;
  readonly units: string | undefined;
  /** The measure a ladder is climbed by. */
  readonly by: 'size' | 'count';
  /** The code of the reading alone, for a test someone else recorded. */
  readonly read: string | undefined;
  readonly from: string | undefined;
  readonly until: string | undefined;
}

/** Traits without a value; lexicon/README.md says what each means. */
const TRAITS: ReadonlySet<string> = new Set([
  'g0',
  'g10',
  'g90',
  'sided',
  'both',
  'digit',
  'site',
  'test',
  'imaging',
  'split',
  'here',
  'counsel',
  'waived',
  'addon',
  'beside',
  'base',
  'endoscopy',
  'biopsy',
  'fracture',
  'splint',
  'delivery',
  'visit',
  'care',
  'critical',
  'each15',
  'monthly',
  'operation',
]);
const VALUED: ReadonlySet<string> = new Set(['over', 'for', 'unless', 'sum', 'units', 'from', 'until', 'read', 'by']);

const SERVICE_CODE = /^(?:\d{4}[0-9T]|[A-CEGHJ-MP-V]\d{4})$/;

/** Whether a text has the form of a CPT (HCPCS level I) or HCPCS level II number. */
export function isServiceCode(text: string): boolean {
  return SERVICE_CODE.test(text);
}

/**
 * Reads one row of `lexicon/services/procedures`.
 * @throws MedcodeError MC_LEXICON_INVALID for a malformed number, condition or trait
 */
export function parseServiceRow(cells: Readonly<Record<string, string>>): ServiceRow {
  const code = cells['code'] as string;
  const fault = (what: string): never => {
    throw new MedcodeError('MC_LEXICON_INVALID', `${code}: ${what}`);
  };
  if (!code.startsWith('ladder:') && !isServiceCode(code)) fault('has not the form of a CPT or HCPCS code');
  const positive: Alternatives[] = [];
  const without: string[] = [];
  const limits: MeasureLimit[] = [];
  for (const part of (cells['when'] as string).split(' ').filter(Boolean)) {
    const limit = /^([a-z]+)(<=|>=|<|>|=)([\w.]+)$/.exec(part);
    if (limit) {
      const measure = limit[1] as Measure;
      if (!MEASURES.includes(measure)) fault(`unknown measure "${measure}"`);
      limits.push({ measure, relation: limit[2] as MeasureLimit['relation'], value: limit[3] as string });
    } else if (part.startsWith('!')) without.push(part.slice(1));
    else positive.push(part.split('|'));
  }
  const [anchor, ...needs] = positive;
  const traits = new Set<string>();
  const valued = new Map<string, string>();
  for (const trait of (cells['traits'] ?? '').split(' ').filter(Boolean)) {
    const [name, value] = trait.split('=') as [string, string | undefined];
    if (value === undefined && TRAITS.has(name)) traits.add(name);
    else if (value !== undefined && VALUED.has(name)) valued.set(name, value);
    else fault(`unknown trait "${trait}"`);
  }
  const list = (name: string): string[] => (valued.get(name) ?? '').split(',').filter(Boolean);
  return {
    code,
    what: cells['what'] as string,
    anchor: anchor ?? fault('names no term'),
    needs,
    without,
    limits,
    traits,
    global: traits.has('g90') ? 90 : traits.has('g10') ? 10 : traits.has('g0') ? 0 : undefined,
    over: list('over'),
    reasons: list('for'),
    unless: list('unless'),
    sum: valued.get('sum'),
    units: valued.get('units'),
    by: valued.get('by') === 'count' ? 'count' : 'size',
    read: valued.get('read'),
    from: valued.get('from'),
    until: valued.get('until'),
  };
}

/**
 * Whether a row asks for everything another asks for, and more: then it is the closer description and the other is not reported
 * beside it.
 */
export function isCloser(row: ServiceRow, other: ServiceRow): boolean {
  const asks = (one: ServiceRow): readonly Alternatives[] => [one.anchor, ...one.needs];
  const covers = asks(other).every((wanted) => asks(row).some((given) => given.every((term) => wanted.includes(term))));
  if (!covers) return false;
  const more = asks(row).length + row.limits.length - asks(other).length - other.limits.length;
  return more > 0;
}
