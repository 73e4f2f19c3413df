import { fileURLToPath } from 'node:url';
import { Catalog } from '@medcode/core/codesets/catalog';
import { compileLexicon } from './compile-lexicon.js';
import { compileTermPacks } from './compile-terms.js';
import { derivedFolder, embeddedFolder } from './folders.js';
import { lexiconFrom } from './open-catalog.js';
import { openPackFolder } from './pack-folder.js';
import { encodePack, inMemory, sweepPackFolder, writePackFolder } from './pack-writer.js';

/**
 * Part of `npm run build`: checks the lexicon against the embedded release and compiles it, and the terms search and note reading
 * match, into packs beside the build.
 */
const lexiconFolder = process.argv[2] ?? fileURLToPath(new URL('../../../lexicon', import.meta.url));
const catalog = new Catalog(openPackFolder(embeddedFolder(), 'embedded'));
const lexiconPacks = compileLexicon(lexiconFolder, catalog).map(encodePack);
const lexicon = lexiconFrom(lexiconPacks.map(inMemory));
const termPacks = compileTermPacks(catalog, lexicon).map(encodePack);
sweepPackFolder(derivedFolder(), writePackFolder(derivedFolder(), [...lexiconPacks, ...termPacks]));
