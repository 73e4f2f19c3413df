import { Catalog, type CataloguedPack } from '@medcode/core/codesets/catalog';
import { Lexicon, type LexiconFile } from '@medcode/core/codesets/lexicon';
import type { PackTable } from '@medcode/core/codesets/pack';
import { TermIndex } from '@medcode/core/codesets/terms';
import { embeddedPacks, installedPacks } from './installed-state.js';

/**
 * The embedded packs, what was derived from them, and the packs installed in a data folder; of these, computed packs that no longer
 * match what they were made of do not answer (`medcode data list` names them).
 */
export function openCatalog(dataFolder: string | undefined): Catalog {
  const embedded = embeddedPacks();
  const installed = dataFolder === undefined ? [] : installedPacks(dataFolder, embedded).packs;
  return new Catalog([...embedded, ...installed]);
}

/** The lexicon of a set of packs. */
export function lexiconFrom(packs: readonly CataloguedPack[]): Lexicon {
  const tables = new Map<LexiconFile, PackTable>();
  for (const pack of packs) {
    const name = /^lexicon\/(.+)$/.exec(pack.manifest.table)?.[1];
    if (name) tables.set(name as LexiconFile, pack.table());
  }
  return new Lexicon(tables);
}

/** The compiled terms of a code system; installed ones, made with the official index, before the embedded. */
export function termIndexFrom(catalog: Catalog, system: 'icd10cm' | 'icd10pcs' | 'hcpcs'): TermIndex {
  const part = (name: string): PackTable => catalog.merged(`terms/${system}/${name}`).table();
  return new TermIndex({
    vocabulary: part('vocabulary'),
    stems: part('stems'),
    terms: part('terms'),
    words: part('words'),
    postings: part('postings'),
    anchors: part('anchors'),
  });
}
