import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CataloguedPack } from '@medcode/core/codesets/catalog';
import type { PackManifest } from '@medcode/core/model/pack-manifest';
import { derivedFolder, embeddedFolder } from './folders.js';
import { openPackFolder, readPackBytes } from './pack-folder.js';

/** Code systems whose codes and titles are merged over all editions at hand. */
export const MERGED_SYSTEMS = ['icd10cm', 'icd10pcs'] as const;
export type MergedSystem = (typeof MERGED_SYSTEMS)[number];

/** Tables whose words are compiled into terms beside the embedded ones. */
export const TERM_TABLES: ReadonlySet<string> = new Set(['icd10cm/index', 'icd10cm/external-index', 'icd10cm/neoplasm', 'icd10cm/drug']);

/** Whether an installed pack was computed from others here, not imported from a file. */
export function isMerged(manifest: PackManifest): boolean {
  return manifest.importer.startsWith('merge ') || manifest.table.startsWith('terms/');
}

/**
 * The packs a computed pack depends on. What is compiled also depends on how: the embedded terms stand in for the compiler, which
 * gives other bytes once it changes.
 */
export function inputsOf(table: string, embedded: readonly PackManifest[], installed: readonly PackManifest[]): PackManifest[] {
  const system = MERGED_SYSTEMS.find((name) => table === `${name}/codes` || table === `${name}/titles`);
  const merged = (name: MergedSystem): PackManifest[] => [
    ...embedded.filter((pack) => pack.table === `${name}/codes` || pack.table === `${name}/titles`),
    ...installed.filter((pack) => pack.table === `${name}/order`),
  ];
  const inputs =
    system !== undefined
      ? merged(system)
      : [
          ...merged('icd10cm'),
          ...embedded.filter(({ table: name }) => /^(?:lexicon\/|terms\/icd10cm\/|icd10cm\/(?:notes|sevenths|divisions)$)/.test(name)),
          ...installed.filter((pack) => TERM_TABLES.has(pack.table)),
        ];
  return inputs.sort((a, b) => (a.table === b.table ? (a.sha256 < b.sha256 ? -1 : 1) : a.table < b.table ? -1 : 1));
}

/** Whether a computed pack is what its inputs give now. */
export function isFresh(pack: PackManifest, embedded: readonly PackManifest[], installed: readonly PackManifest[]): boolean {
  const inputs = inputsOf(pack.table, embedded, installed);
  return inputs.length === pack.sources.length && inputs.every((input, i) => input.sha256 === pack.sources[i]?.sha256);
}

/** What is installed in a data folder. */
export interface InstalledPacks {
  /** Packs that answer. */
  readonly packs: readonly CataloguedPack[];
  /** Computed packs that no longer match what they were made of; the embedded ones answer instead until `medcode data refresh`. */
  readonly stale: readonly PackManifest[];
}

/** The packs that come with the product: the releases and what was derived from them. */
export function embeddedPacks(): CataloguedPack[] {
  return [...openPackFolder(embeddedFolder(), 'embedded'), ...openPackFolder(derivedFolder(), 'embedded')];
}

/** @throws MedcodeError MC_PACK_DAMAGED when the manifest cannot be read */
export function installedPacks(dataFolder: string, embedded: readonly CataloguedPack[]): InstalledPacks {
  const all = openPackFolder(dataFolder, 'installed');
  const ours = embedded.map((pack) => pack.manifest);
  const imported = all.map((pack) => pack.manifest).filter((manifest) => !isMerged(manifest));
  const packs: CataloguedPack[] = [];
  const stale: PackManifest[] = [];
  for (const pack of all) {
    if (!isMerged(pack.manifest) || isFresh(pack.manifest, ours, imported)) packs.push(pack);
    else stale.push(pack.manifest);
  }
  return { packs, stale };
}

/** The uncompressed Arrow bytes of a pack, checked. @throws MedcodeError MC_PACK_DAMAGED */
export function packBytes({ manifest, origin }: CataloguedPack, dataFolder: string): Uint8Array {
  const folders = origin === 'embedded' ? [embeddedFolder(), derivedFolder()] : [dataFolder];
  const folder = folders.find((candidate) => existsSync(join(candidate, manifest.file))) ?? dataFolder;
  return readPackBytes(join(folder, manifest.file), manifest);
}
