import { embeddedDrafts } from './embedded.js';
import { embeddedFolder } from './folders.js';
import { encodePack, sweepPackFolder, writePackFolder } from './pack-writer.js';

/** `npm run build:embedded`: compiles `../shared/releases/open` into the packs that come with the product. */
const open = process.argv[2] ?? '../shared/releases/open';
const packs = (await embeddedDrafts(open)).map(encodePack);
const folder = embeddedFolder();
const manifest = writePackFolder(folder, packs);
sweepPackFolder(folder, manifest);
const bytes = packs.reduce((sum, pack) => sum + pack.file.length, 0);
process.stdout.write(`${packs.length} packs, ${(bytes / 1e6).toFixed(1)} MB\n`);
