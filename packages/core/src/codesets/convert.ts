import { type Day, day, fiscalYearWindow, formatDay } from '../model/date.js';
import type { NotChecked } from '../model/encounter.js';
import type { Release } from '../model/release.js';
import { type Catalog, releaseOn } from './catalog.js';
import { bareCode, dottedCode } from './code.js';
import type { CodeId, CodeTable, CodeWindow } from './code-table.js';
import type { CodeName, Icd10cm } from './icd10cm.js';
import type { Icd10pcs, PcsStep } from './icd10pcs.js';

/** A code that stands for another on another date. It is billable on the target date. */
export interface ConversionTarget extends CodeName {
  /** Codes and days of change between the two, in order; empty for the code itself. */
  readonly via: readonly { readonly code: string; readonly date: string }[];
}

/**
 * What became of a code: `unchanged`; `refined` – still valid, and some of what it meant has codes of its own; `replaced` by one code;
 * `choice` – one of several, by what is documented; `none` – ended without successor, or without predecessor; `not-valid` on the date
 * it was given for; `not-checked` – no table at hand covers the step.
 */
export type ConversionOutcome = 'unchanged' | 'refined' | 'replaced' | 'choice' | 'none' | 'not-valid' | 'not-checked';

/** The answer of a conversion between two dates. */
export interface Conversion extends CodeName {
  readonly system: 'icd10cm' | 'icd10pcs';
  readonly from: string;
  readonly to: string;
  readonly outcome: ConversionOutcome;
  readonly targets: readonly ConversionTarget[];
  /** Billable codes to look at where no table names a target: those below a code that was split. */
  readonly candidates: readonly CodeName[];
  readonly reason?: string;
  readonly notChecked: readonly NotChecked[];
  readonly releases: readonly Release[];
}

/** The flags of a General Equivalence Mapping, in words (GEMs Technical Documentation, 2018). */
export interface GemFlags {
  /** The two codes do not mean quite the same. */
  readonly approximate: boolean;
  /** There is no plausible code. */
  readonly noMap: boolean;
  /** One code of each choice list of a scenario is needed together. */
  readonly combination: boolean;
  /** Number of the scenario, from 1; 0 without combination. */
  readonly scenario: number;
  /** Number of the choice list within the scenario, from 1; 0 without combination. */
  readonly choiceList: number;
}

/** A way to say an ICD-9-CM code in ICD-10: one code of each list. */
export interface GemScenario {
  /** 0 where one code alone is enough. */
  readonly scenario: number;
  readonly choiceLists: readonly { readonly list: number; readonly targets: readonly (ConversionTarget & GemFlags)[] }[];
}

/** The answer of a conversion from ICD-9-CM. */
export interface GemConversion {
  readonly code: string;
  readonly system: 'icd9cm' | 'icd9pcs';
  readonly targetSystem: 'icd10cm' | 'icd10pcs';
  readonly to: string;
  readonly outcome: 'mapped' | 'no-map' | 'unknown' | 'not-checked';
  readonly scenarios: readonly GemScenario[];
  /** Codes of the mapping that are not valid on the target date and have no successor there. */
  readonly lost: readonly string[];
  readonly reason?: string;
  readonly notChecked: readonly NotChecked[];
  readonly releases: readonly Release[];
}

/**
 * The day a fiscal year stands for: its first, or for a code that began within it, the first day the code was billable.
 * @param windows of the code; none for a target year
 */
export function dayOfFiscalYear(year: number, windows: readonly CodeWindow[] = []): Day {
  const { from, to } = fiscalYearWindow(year);
  const first = windows.find((window) => window.billable && window.to >= from && window.from <= to);
  return first && first.from > from ? first.from : from;
}

/**
 * What an ICD-10-CM code of one date is on another, by the yearly conversion tables, forward or backward, through every step between.
 * @throws MedcodeError MC_RELEASE_MISSING when no code list covers one of the dates
 * @example convertDiagnosis(icd, catalog, 'I48.2', day('2018-10-01'), day('2026-10-01')).targets.map(({ code }) => code)
 */
export function convertDiagnosis(icd: Icd10cm, catalog: Catalog, text: string, from: Day, to: Day): Conversion {
  icd.requireCoverage(from);
  icd.requireCoverage(to);
  const code = bareCode(text);
  const found = to >= from ? icd.convertForward(code, from, to) : icd.convertBackward(code, from, to);
  const id = icd.table.find(code);
  const reason = icd.lookup(text, from).reason;
  return conversion({
    system: 'icd10cm',
    id,
    name: { code: dottedCode(code), title: id === -1 ? '' : icd.table.title(id, from) },
    table: icd.table,
    write: dottedCode,
    from,
    to,
    invalid: id !== -1 && icd.table.billableOn(id, from) ? undefined : (reason ?? 'it is not billable on the date'),
    found: found.filter((target) => icd.table.billableOn(icd.table.find(target.code) as CodeId, to)),
    withoutPredecessor: false,
    catalog,
    releases: [icd.codesRelease(from), icd.codesRelease(to)],
  });
}

/**
 * The same in ICD-10-PCS. A code that stays valid keeps its place among the targets; those the tables name beside it describe some of
 * its procedures more closely.
 * @throws MedcodeError MC_RELEASE_MISSING when no code list covers one of the dates
 */
export function convertProcedure(pcs: Icd10pcs, catalog: Catalog, text: string, from: Day, to: Day): Conversion {
  pcs.requireCoverage(from);
  pcs.requireCoverage(to);
  const code = bareCode(text);
  const id = pcs.table.find(code);
  const { newer, older, withoutPredecessor } = pcs.conversionSteps();
  const valid = id !== -1 && pcs.table.billableOn(id, from);
  const billable = (one: string): boolean => {
    const other = pcs.table.find(one);
    return other !== -1 && pcs.table.billableOn(other, to);
  };
  const forward = to >= from;
  const steps = forward ? older : newer;
  const inside = (step: PcsStep): boolean => (forward ? step.date > from && step.date <= to : step.date <= from && step.date > to);
  return conversion({
    system: 'icd10pcs',
    id,
    name: pcs.nameOf(code, from),
    table: pcs.table,
    write: (one) => one,
    from,
    to,
    invalid: valid ? undefined : (pcs.lookup(code, from).reason ?? 'it is not valid on the date'),
    found: follow(code, (one) => (steps.get(one) ?? []).filter(inside), billable, forward),
    withoutPredecessor: !forward && withoutPredecessor.has(code),
    catalog,
    releases: [pcs.codesRelease(from), pcs.codesRelease(to)],
  });
}

/**
 * ICD-10 codes for an ICD-9-CM code by the General Equivalence Mapping, carried on to a date by the conversion tables. The mapping is a
 * help for finding codes, not a rule for reporting them (GEMs Technical Documentation).
 * @param text with or without dot; the dot tells a procedure (two digits before it) from a diagnosis
 * @param system when the digits could be either; see {@link icd9Systems}
 * @throws MedcodeError MC_RELEASE_MISSING when no ICD-10 code list covers the date
 */
export function convertIcd9(
  systems: { readonly icd: Icd10cm; readonly pcs: Icd10pcs; readonly catalog: Catalog },
  text: string,
  system: 'icd9cm' | 'icd9pcs',
  to: Day,
): GemConversion {
  const { icd, pcs, catalog } = systems;
  const procedure = system === 'icd9pcs';
  const target = procedure ? pcs : icd;
  target.requireCoverage(to);
  const code = bareCode(text);
  const base = {
    code: dottedIcd9(code, system),
    system,
    targetSystem: procedure ? ('icd10pcs' as const) : ('icd10cm' as const),
    to: formatDay(to),
    scenarios: [],
    lost: [],
  };
  const pack = catalog.all(procedure ? 'gem/icd9pcs-icd10pcs' : 'gem/icd9cm-icd10cm').at(-1);
  if (!pack)
    return {
      ...base,
      outcome: 'not-checked',
      reason: 'the mapping of ICD-9-CM diagnoses is not installed',
      notChecked: [
        {
          what: 'General Equivalence Mapping, ICD-9-CM diagnoses to ICD-10-CM',
          reason: 'it is not installed',
          remedy: 'medcode data import 2018_I9gem.txt',
        },
      ],
      releases: [],
    };
  const edition = day(pack.manifest.release.effectiveFrom);
  const releases = [releaseOn(pack, edition), target.codesRelease(to)];
  const table = pack.table();
  const [source, mapped, flags] = [table.text('source'), table.text('target'), table.text('flags')];
  const entries: { target: string; flags: GemFlags }[] = [];
  for (let row = 0; row < table.rows; row++)
    if (source.at(row) === code) entries.push({ target: mapped.at(row), flags: gemFlags(flags.at(row)) });
  if (entries.length === 0)
    return { ...base, outcome: 'unknown', reason: `the mapping has no ICD-9-CM code ${base.code}`, notChecked: [], releases };
  const scenarios = new Map<number, Map<number, (ConversionTarget & GemFlags)[]>>();
  const lost: string[] = [];
  for (const entry of entries) {
    if (entry.flags.noMap) continue;
    const { targets } = procedure
      ? convertProcedure(pcs, catalog, entry.target, edition, to)
      : convertDiagnosis(icd, catalog, entry.target, edition, to);
    // A code that stayed valid is the answer; what was split from it since is for the coder to look up (medcode convert).
    const kept = targets.some(({ via }) => via.length === 0) ? targets.filter(({ via }) => via.length === 0) : targets;
    if (kept.length === 0) lost.push(procedure ? entry.target : dottedCode(entry.target));
    const lists = scenarios.get(entry.flags.scenario) ?? new Map<number, (ConversionTarget & GemFlags)[]>();
    scenarios.set(entry.flags.scenario, lists);
    const list = lists.get(entry.flags.choiceList) ?? [];
    lists.set(entry.flags.choiceList, list);
    for (const one of kept) if (!list.some((other) => other.code === one.code)) list.push({ ...one, ...entry.flags });
  }
  const ways = [...scenarios]
    .sort(([a], [b]) => a - b)
    .map(([scenario, lists]) => ({
      scenario,
      choiceLists: [...lists].sort(([a], [b]) => a - b).map(([list, targets]) => ({ list, targets })),
    }));
  const noMap = entries.every((entry) => entry.flags.noMap);
  const any = ways.some(({ choiceLists }) => choiceLists.some(({ targets }) => targets.length > 0));
  return {
    ...base,
    outcome: any ? 'mapped' : 'no-map',
    scenarios: any ? ways : [],
    lost,
    ...(noMap
      ? { reason: 'the mapping says: no plausible ICD-10 code (flag "no map")' }
      : any
        ? {}
        : { reason: `no code of the mapping, nor a successor of one, is valid on ${formatDay(to)}` }),
    notChecked: [],
    releases,
  };
}

/** The ICD-9-CM systems a code can belong to: by its dot, else by the lists at hand. */
export function icd9Systems(catalog: Catalog, text: string): ('icd9cm' | 'icd9pcs')[] {
  const said = text.trim();
  if (/^\d{2}\.\d{1,2}$/.test(said)) return ['icd9pcs'];
  if (/^[EV]|^\d{3}\./i.test(said)) return ['icd9cm'];
  const code = bareCode(said);
  return (['icd9cm', 'icd9pcs'] as const).filter((system) => {
    const column = catalog.one(`${system}/codes`).table().text('code');
    for (let row = 0; row < column.length; row++) if (column.at(row) === code) return true;
    return false;
  });
}

/** @param text five digits: approximate, no map, combination, scenario, choice list */
export function gemFlags(text: string): GemFlags {
  const digit = (at: number): number => Number(text[at] ?? '0');
  return {
    approximate: digit(0) === 1,
    noMap: digit(1) === 1,
    combination: digit(2) === 1,
    scenario: digit(3),
    choiceList: digit(4),
  };
}

function dottedIcd9(code: string, system: 'icd9cm' | 'icd9pcs'): string {
  const before = system === 'icd9pcs' ? 2 : code.startsWith('E') ? 4 : 3;
  return code.length > before ? `${code.slice(0, before)}.${code.slice(before)}` : code;
}

interface Found {
  readonly code: string;
  readonly via: readonly { readonly code: string; readonly date: string }[];
}

/** Chains of steps from a code to codes that are billable. Forward, the newer codes beside one that stayed valid are found too. */
function follow(code: string, steps: (code: string) => readonly PcsStep[], billable: (code: string) => boolean, forward: boolean): Found[] {
  const found = new Map<string, Found>();
  const seen = new Set([code]);
  let front: Found[] = [{ code, via: [] }];
  while (front.length > 0) {
    const next: Found[] = [];
    for (const { code: current, via } of front) {
      const alive = billable(current);
      if (alive && !found.has(current)) found.set(current, { code: current, via });
      if (alive && (!forward || via.length > 0)) continue;
      for (const step of steps(current)) {
        if (seen.has(step.code)) continue;
        seen.add(step.code);
        next.push({ code: step.code, via: [...via, { code: step.code, date: formatDay(step.date) }] });
      }
    }
    front = next;
  }
  return [...found.values()];
}

function conversion(facts: {
  readonly system: Conversion['system'];
  readonly id: CodeId | -1;
  readonly name: CodeName;
  readonly table: CodeTable;
  readonly write: (code: string) => string;
  readonly from: Day;
  readonly to: Day;
  readonly invalid: string | undefined;
  readonly found: readonly Found[];
  readonly withoutPredecessor: boolean;
  readonly catalog: Catalog;
  readonly releases: readonly Release[];
}): Conversion {
  const { system, id, name, table, write, from, to, catalog } = facts;
  const tables = catalog.all(`${system}/conversion`).at(-1);
  const base = {
    ...name,
    system,
    from: formatDay(from),
    to: formatDay(to),
    candidates: [],
    releases: distinct([...facts.releases, ...(tables ? [releaseOn(tables, to)] : [])]),
  };
  if (facts.invalid !== undefined) return { ...base, outcome: 'not-valid', targets: [], reason: facts.invalid, notChecked: [] };
  const targets = shortest(facts.found).map(({ code, via }) => ({
    code: write(code),
    title: table.title(table.find(code) as CodeId, to),
    via: via.map((step) => ({ code: write(step.code), date: step.date })),
  }));
  const known = tables ? day(tables.manifest.release.effectiveTo) : undefined;
  const beyond = known === undefined || (to > known && to >= from);
  const notChecked = beyond ? [missingTable(system, known)] : [];
  const self = targets.some(({ via }) => via.length === 0);
  const candidates = targets.length === 0 && id !== -1 ? billableBelow(table, id, to).map((one) => nameOf(table, one, to, write)) : [];
  if (targets.length === 0) {
    const ended = `${name.code} is not billable on ${formatDay(to)}`;
    const reason = facts.withoutPredecessor
      ? 'no earlier code stood for this procedure (conversion table: no predecessor)'
      : beyond
        ? `${ended}; ${known === undefined ? 'no conversion table is at hand' : `the conversion table at hand ends on ${formatDay(known)}`}`
        : `${ended}, and the conversion table names ${to >= from ? 'no successor' : 'no predecessor'}`;
    return { ...base, candidates, outcome: beyond ? 'not-checked' : 'none', targets, reason, notChecked };
  }
  const outcome = self ? (targets.length === 1 ? 'unchanged' : 'refined') : targets.length === 1 ? 'replaced' : 'choice';
  return { ...base, outcome, targets, notChecked };
}

function missingTable(system: Conversion['system'], known: Day | undefined): NotChecked {
  const name = system === 'icd10cm' ? 'ICD-10-CM' : 'ICD-10-PCS';
  return {
    what: `${name} conversion table`,
    reason: known === undefined ? 'none is at hand' : `the one at hand ends on ${formatDay(known)}: later changes are not known to it`,
    remedy: `medcode data import <${name} conversion table>`,
  };
}

function nameOf(table: CodeTable, id: CodeId, date: Day, write: (code: string) => string): CodeName {
  return { code: write(table.code(id)), title: table.title(id, date) };
}

/** Billable codes below a code, at most forty. */
function billableBelow(table: CodeTable, id: CodeId, date: Day): CodeId[] {
  const out: CodeId[] = [];
  const walk = (parent: CodeId): void => {
    for (const child of table.children(parent)) {
      if (out.length >= 40) return;
      if (table.billableOn(child, date)) out.push(child);
      else walk(child);
    }
  };
  walk(id);
  return out;
}

/** One way to each code, the one with fewest steps; the code itself first, then by code. */
function shortest(found: readonly Found[]): Found[] {
  const best = new Map<string, Found>();
  for (const one of found) if (one.via.length < (best.get(one.code)?.via.length ?? Infinity)) best.set(one.code, one);
  return [...best.values()].sort((a, b) => Number(a.via.length > 0) - Number(b.via.length > 0) || (a.code < b.code ? -1 : 1));
}

function distinct(releases: readonly Release[]): Release[] {
  return releases.filter((release, i) => releases.findIndex((other) => other.id === release.id) === i);
}
