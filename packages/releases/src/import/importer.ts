import type { Catalog } from '@medcode/core/codesets/catalog';
import { type Day, formatDay } from '@medcode/core/model/date';
import type { PackSource } from '@medcode/core/model/pack-manifest';
import type { Release } from '@medcode/core/model/release';
import type { ColumnInput, PackDraft } from '../pack-writer.js';
import { type Edition, type EditionClues, ValidityCalendar } from './edition.js';
import { hashed, type SourceMember } from './source-member.js';

/**
 * How a file relates to what the authority published. Where two files bring the same table of the same edition, the better one stands:
 * `official`, then `re-cut` (another form of the official content), then `derived` (rolled forward from an older edition by others).
 */
export type Standing = 'official' | 're-cut' | 'derived';

const ORIGINS: Readonly<Record<Standing, string>> = {
  official: 'official file, given by the user',
  're-cut': 're-cut of the official file by a third party, given by the user',
  derived: 'derived from official files by a third party, not official, given by the user',
};

/** A table that comes in several files; finished when all files have been read. */
export interface UnfinishedTable {
  /** @throws MedcodeError MC_SOURCE_MALFORMED when a file is missing */
  finish(): { readonly file: string; readonly drafts: readonly PackDraft[] };
}

/** What importers know beside the file. */
export class ImportContext {
  readonly embedded: Catalog;
  readonly asked: Day | undefined;
  /** Tables that come in several files, by table and quarter. */
  readonly unfinished = new Map<string, UnfinishedTable>();
  private readonly calendars = new Map<string, ValidityCalendar>();
  /** Editions that files of the same publication told, by code system and fiscal year. */
  private readonly siblings = new Map<string, Edition>();

  constructor(embedded: Catalog, asked: Day | undefined) {
    this.embedded = embedded;
    this.asked = asked;
  }

  /** The dated list of valid codes that judges of which edition a list is. */
  calendar(system: 'icd10cm' | 'icd10pcs'): ValidityCalendar | undefined {
    let calendar = this.calendars.get(system);
    const pack = this.embedded.all(`${system}/codes`)[0];
    if (!calendar && pack) {
      calendar = new ValidityCalendar(pack.table());
      this.calendars.set(system, calendar);
    }
    return calendar;
  }

  clues(member: SourceMember, year?: number): EditionClues {
    return { path: member.path, asked: this.asked, ...(year === undefined ? {} : { fiscalYear: year }) };
  }

  startContainer(): void {
    this.siblings.clear();
  }

  told(system: string, year: number | undefined, edition: Edition): void {
    this.siblings.set(`${system} ${year ?? ''}`, edition);
    this.siblings.set(`${system} `, edition);
  }

  /** The edition another file of the publication told, for files whose content has a year only or nothing. */
  sibling(system: string, year?: number): Edition | undefined {
    return this.siblings.get(`${system} ${year ?? ''}`);
  }
}

/** What an importer makes of one file. */
export interface Imported {
  readonly drafts: readonly PackDraft[];
  /** Why nothing was made of it, or what is noteworthy. */
  readonly remark?: string;
  /** The file is a part of a table that {@link ImportContext.unfinished} keeps until all files have been read. */
  readonly kept?: true;
}

export type Importer = (member: SourceMember, context: ImportContext) => Promise<Imported>;

export function standingOf(member: SourceMember, reCut: boolean, content = ''): Standing {
  if (/derived/i.test(member.file) || /derived/i.test(content)) return 'derived';
  return reCut ? 're-cut' : 'official';
}

/** How good a pack is against another of the same table and edition. */
export function quality(manifest: { readonly sources: readonly PackSource[]; readonly importer: string }): number {
  const origin = manifest.sources[0]?.origin;
  const standing = origin === ORIGINS.official ? 4 : origin === ORIGINS['re-cut'] ? 2 : 0;
  return standing + (manifest.importer.includes('codes-file') ? 0 : 1);
}

export function isDerived(manifest: { readonly sources: readonly PackSource[] }): boolean {
  return manifest.sources[0]?.origin === ORIGINS.derived;
}

const NOT_OFFICIAL: Readonly<Record<Standing, string>> = { official: '', 're-cut': ', re-cut', derived: ', derived, not official' };

/** Makes the drafts of the tables of one file. */
export class DraftMaker {
  readonly source: { readonly bytes: AsyncGenerator<Uint8Array>; sha256(): string };
  private readonly member: SourceMember;
  private readonly importer: string;

  /** @param importer name and version, as manifests keep them */
  constructor(member: SourceMember, importer: string) {
    this.member = member;
    this.importer = importer;
    this.source = hashed(member.bytes());
  }

  /** The file as manifests name it; its checksum is known when it has been read. */
  packSource(standing: Standing): PackSource {
    return { file: this.member.name, sha256: this.source.sha256(), origin: ORIGINS[standing] };
  }

  draft(
    table: string,
    name: string,
    edition: Edition,
    carryForward: Release['carryForward'],
    standing: Standing,
    columns: Readonly<Record<string, ColumnInput>>,
    id = `${table}/${formatDay(edition.from)}`,
  ): PackDraft {
    return {
      manifest: {
        table,
        release: {
          id,
          title: `${name} ${edition.title}`.trim() + NOT_OFFICIAL[standing],
          effectiveFrom: formatDay(edition.from),
          effectiveTo: formatDay(edition.to),
          carryForward,
        },
        sources: [this.packSource(standing)],
        licence: 'local',
        importer: this.importer,
      },
      columns,
    };
  }
}

/** Reads a generator to its end; gives what it yielded and what it returned. */
export async function drained<T, R>(generator: AsyncGenerator<T, R>): Promise<{ readonly items: T[]; readonly counts: R }> {
  const items: T[] = [];
  for (;;) {
    const next = await generator.next();
    if (next.done) return { items, counts: next.value };
    items.push(next.value);
  }
}

export function byCode(a: { readonly code: string }, b: { readonly code: string }): number {
  return compareText(a.code, b.code);
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Several values in one cell. No official value contains the bar. */
export function joined(values: readonly string[]): string {
  return values.join('|');
}
