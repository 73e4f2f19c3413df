import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { embeddedDrafts } from '../src/embedded.js';
import { embeddedFolder } from '../src/folders.js';
import { readFolderManifest } from '../src/pack-folder.js';
import { encodePack } from '../src/pack-writer.js';

const open = fileURLToPath(new URL('../../../../shared/releases/open', import.meta.url));

it.skipIf(!existsSync(open))('the embedded packs are what the open releases compile to (needs ../shared)', async () => {
  const made = (await embeddedDrafts(open)).map((draft) => encodePack(draft).manifest).sort((a, b) => (a.file < b.file ? -1 : 1));
  expect(made).toEqual(readFolderManifest(embeddedFolder())?.packs);
});
