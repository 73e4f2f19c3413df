import { gunzipSync } from 'node:zlib';
import { Catalog, type CataloguedPack } from '@medcode/core/codesets/catalog';
import { decodePack, type PackTable } from '@medcode/core/codesets/pack';
import { MedcodeError } from '@medcode/core/errors';
import { day, formatDay } from '@medcode/core/model/date';
import type { PackManifest } from '@medcode/core/model/pack-manifest';
import { compileTermPacks } from './compile-terms.js';
import { withLock } from './installed-lock.js';
import { embeddedPacks, inputsOf, isFresh, isMerged, MERGED_SYSTEMS, type MergedSystem, TERM_TABLES } from './installed-state.js';
import { lexiconFrom } from './open-catalog.js';
import { openPackFolder, readFolderManifest } from './pack-folder.js';
import { type EncodedPack, encodePack, type PackDraft, sweepPackFolder, writePackFolder } from './pack-writer.js';

const NAMES: Readonly<Record<MergedSystem, string>> = { icd10cm: 'ICD-10-CM', icd10pcs: 'ICD-10-PCS' };

/**
 * Computes the merged codes and titles and the compiled terms of a set of installed packs. Nothing is computed where nothing that
 * goes into it is installed; what is fresh already is kept.
 * @param existing computed packs that are kept where they are fresh
 */
export function computeMerged(
  embedded: readonly CataloguedPack[],
  installed: readonly CataloguedPack[],
  existing: readonly CataloguedPack[],
  progress: (message: string) => void = () => {},
): { readonly packs: EncodedPack[]; readonly kept: PackManifest[] } {
  const ours = embedded.map((pack) => pack.manifest);
  const theirs = installed.map((pack) => pack.manifest);
  const packs: EncodedPack[] = [];
  const kept: PackManifest[] = [];
  const merged: CataloguedPack[] = [];
  const make = (draft: PackDraft): void => {
    const sources = inputsOf(draft.manifest.table, ours, theirs).map((input) => ({
      file: `${input.table}@${input.release.effectiveFrom}`,
      sha256: input.sha256,
      origin: ours.includes(input) ? 'embedded pack' : 'installed pack',
    }));
    const pack = encodePack({ ...draft, manifest: { ...draft.manifest, licence: 'local', sources } });
    packs.push(pack);
    merged.push(installedInMemory(pack));
  };
  const reuse = (tables: readonly string[]): boolean => {
    const found = existing.filter(({ manifest }) => tables.includes(manifest.table) && isFresh(manifest, ours, theirs));
    if (found.length !== tables.length) return false;
    kept.push(...found.map((pack) => pack.manifest));
    merged.push(...found);
    return true;
  };
  for (const system of MERGED_SYSTEMS) {
    const orders = installed.filter((pack) => pack.manifest.table === `${system}/order`).sort(byEdition);
    if (orders.length === 0 || reuse([`${system}/codes`, `${system}/titles`])) continue;
    progress(`merging ${NAMES[system]} codes and titles of ${orders.length} editions`);
    const codes = mergeCodes(system, embedded, orders);
    make(codes);
    make(mergeTitles(system, embedded, orders, new Set(codes.columns['code'] as readonly string[])));
  }
  const parts = ours.filter((pack) => pack.table.startsWith('terms/icd10cm/')).map((pack) => pack.table);
  const hasWords = theirs.some((pack) => TERM_TABLES.has(pack.table) || pack.table === 'icd10cm/order');
  if (hasWords && parts.length > 0 && !reuse(parts)) {
    progress('compiling the words of index, tables and titles');
    const catalog = new Catalog([...embedded, ...installed, ...merged]);
    for (const draft of compileTermPacks(catalog, lexiconFrom(embedded), ['icd10cm'])) make(draft);
  }
  return { packs, kept };
}

/**
 * Makes the computed packs of a data folder anew where they no longer match.
 * @returns the packs that were made
 * @throws MedcodeError MC_WRITE_FAILED, MC_PACK_DAMAGED
 */
export function refreshInstalled(dataFolder: string, progress?: (message: string) => void): Promise<PackManifest[]> {
  return withLock(dataFolder, async () => {
    const before = readFolderManifest(dataFolder);
    if (!before) return [];
    const embedded = embeddedPacks();
    const all = openPackFolder(dataFolder, 'installed');
    const installed = all.filter((pack) => !isMerged(pack.manifest));
    const { packs, kept } = computeMerged(
      embedded,
      installed,
      all.filter((pack) => isMerged(pack.manifest)),
      progress,
    );
    storeInstalled(dataFolder, packs, [...installed.map((pack) => pack.manifest), ...kept]);
    return packs.map((pack) => pack.manifest);
  });
}

/**
 * Writes the new state of a data folder and removes what it no longer names. A failure leaves the old state.
 * @throws MedcodeError MC_WRITE_FAILED
 */
export function storeInstalled(dataFolder: string, packs: readonly EncodedPack[], keep: readonly PackManifest[]): void {
  const before = readFolderManifest(dataFolder);
  try {
    sweepPackFolder(dataFolder, writePackFolder(dataFolder, packs, keep));
  } catch (error) {
    try {
      sweepPackFolder(dataFolder, before ?? { format: 1, packs: [] });
    } catch {
      // The folder cannot be written at all: the first error says so.
    }
    throw error;
  }
}

/**
 * Removes what an interrupted command left beside the packs.
 * @throws MedcodeError MC_WRITE_FAILED
 */
export function sweepInstalled(dataFolder: string): void {
  const manifest = readFolderManifest(dataFolder);
  if (!manifest) return;
  try {
    sweepPackFolder(dataFolder, manifest);
  } catch (error) {
    throw new MedcodeError('MC_WRITE_FAILED', `${dataFolder}: ${(error as NodeJS.ErrnoException).code ?? 'cannot be written'}`, {
      cause: error,
    });
  }
}

/** Embedded validity stands inside its window; editions that follow it without a gap carry it on. */
function mergeCodes(system: MergedSystem, embedded: readonly CataloguedPack[], orders: readonly CataloguedPack[]): PackDraft {
  const base = new Catalog(embedded).one(`${system}/codes`);
  const table = base.table();
  const code = table.text('code');
  const from = table.numbers<Int32Array>('from');
  const to = table.numbers<Int32Array>('to');
  const billable = table.numbers<Uint8Array>('billable');
  const rows = Array.from({ length: table.rows }, (_, i) => ({
    code: code.at(i),
    from: from[i] as number,
    to: to[i] as number,
    billable: billable[i] as number,
  }));
  let end = day(base.manifest.release.effectiveTo);
  for (const order of orders) {
    const first = day(order.manifest.release.effectiveFrom);
    const last = day(order.manifest.release.effectiveTo);
    if (first !== end + 1 || last <= end) continue;
    const edition = order.table();
    const codes = edition.text('code');
    const flags = edition.numbers<Uint8Array>('billable');
    const valid = new Map<string, number>();
    for (let i = 0; i < edition.rows; i++) if (system === 'icd10cm' || codes.at(i).length === 7) valid.set(codes.at(i), flags[i] as number);
    for (const row of rows) {
      if (row.to !== end || valid.get(row.code) !== row.billable) continue;
      row.to = last;
      valid.delete(row.code);
    }
    for (const [name, flag] of valid) rows.push({ code: name, from: first, to: last, billable: flag });
    end = last;
  }
  rows.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : a.from - b.from));
  return {
    manifest: {
      table: `${system}/codes`,
      release: {
        ...base.manifest.release,
        title: `${NAMES[system]} valid codes by date, ${base.manifest.release.effectiveFrom} to ${formatDay(end)}`,
        effectiveTo: formatDay(end),
      },
      sources: [],
      licence: 'local',
      importer: 'merge 1',
    },
    columns: {
      code: rows.map((row) => row.code),
      from: Int32Array.from(rows, (row) => row.from),
      to: Int32Array.from(rows, (row) => row.to),
      billable: Uint8Array.from(rows, (row) => row.billable),
    },
  };
}

/**
 * Titles of every edition, a row where the wording changes; where embedded titles are in force on the day of an edition, they stand.
 * @param known the codes that have dates; titles of others (headers of ICD-10-PCS tables) are left out
 */
function mergeTitles(
  system: MergedSystem,
  embedded: readonly CataloguedPack[],
  orders: readonly CataloguedPack[],
  known: ReadonlySet<string>,
): PackDraft {
  const base = new Catalog(embedded).one(`${system}/titles`);
  const table = base.table();
  const code = table.text('code');
  const from = table.numbers<Int32Array>('from');
  const title = table.text('title');
  const byCode = new Map<string, { from: number; title: string; ours: boolean }[]>();
  const add = (name: string, row: { from: number; title: string; ours: boolean }): void => {
    const list = byCode.get(name);
    if (list) list.push(row);
    else byCode.set(name, [row]);
  };
  let last = 0;
  for (let i = 0; i < table.rows; i++) {
    add(code.at(i), { from: from[i] as number, title: title.at(i), ours: true });
    last = Math.max(last, from[i] as number);
  }
  for (const order of orders) {
    const edition = order.table();
    const codes = edition.text('code');
    const titles = edition.text('title');
    const first = day(order.manifest.release.effectiveFrom);
    for (let i = 0; i < edition.rows; i++) {
      const name = codes.at(i);
      if (first <= last && byCode.get(name)?.some((row) => row.ours && row.from <= first)) continue;
      add(name, { from: first, title: titles.at(i), ours: false });
    }
  }
  const rows: { code: string; from: number; title: string }[] = [];
  for (const name of [...byCode.keys()].filter((key) => known.has(key)).sort()) {
    let wording: string | undefined;
    const editions = (byCode.get(name) as { from: number; title: string; ours: boolean }[]).sort(
      (a, b) => a.from - b.from || Number(b.ours) - Number(a.ours),
    );
    for (const row of editions) {
      if (row.title === wording) continue;
      wording = row.title;
      rows.push({ code: name, from: row.from, title: row.title });
    }
  }
  const release = base.manifest.release;
  const end = orders.reduce(
    (latest, order) => (order.manifest.release.effectiveTo > latest ? order.manifest.release.effectiveTo : latest),
    release.effectiveTo,
  );
  return {
    manifest: {
      table: `${system}/titles`,
      release: { ...release, title: `${NAMES[system]} long titles of all editions at hand`, effectiveTo: end },
      sources: [],
      licence: 'local',
      importer: 'merge 1',
    },
    columns: { code: rows.map((row) => row.code), from: Int32Array.from(rows, (row) => row.from), title: rows.map((row) => row.title) },
  };
}

/** A pack that is about to be installed. */
export function installedInMemory(pack: EncodedPack): CataloguedPack {
  let decoded: PackTable | undefined;
  return {
    manifest: pack.manifest,
    origin: 'installed',
    table: () => {
      decoded ??= decodePack(pack.manifest, gunzipSync(pack.file));
      return decoded;
    },
  };
}

function byEdition(a: CataloguedPack, b: CataloguedPack): number {
  return a.manifest.release.effectiveFrom < b.manifest.release.effectiveFrom ? -1 : 1;
}
