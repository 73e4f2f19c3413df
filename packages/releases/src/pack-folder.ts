import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { CataloguedPack } from '@medcode/core/codesets/catalog';
import { decodePack, PackFolderManifest, type PackManifest, type PackTable } from '@medcode/core/codesets/pack';
import { MedcodeError } from '@medcode/core/errors';

/** Reads `manifest.json` of a folder of packs; undefined when the folder has none. @throws MedcodeError MC_PACK_DAMAGED */
export function readFolderManifest(folder: string): PackFolderManifest | undefined {
  const path = join(folder, 'manifest.json');
  if (!existsSync(path)) return undefined;
  try {
    return PackFolderManifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new MedcodeError('MC_PACK_DAMAGED', `${path} is not a manifest of packs`, { cause: error });
  }
}

/** The packs of a folder, each read, checked against its checksum and decoded on first use. */
export function openPackFolder(folder: string, origin: 'embedded' | 'installed'): CataloguedPack[] {
  const manifest = readFolderManifest(folder);
  return (manifest?.packs ?? []).map((pack) => new FilePack(folder, pack, origin));
}

class FilePack implements CataloguedPack {
  readonly manifest: PackManifest;
  readonly origin: 'embedded' | 'installed';
  private readonly path: string;
  private decoded: PackTable | undefined;

  constructor(folder: string, manifest: PackManifest, origin: 'embedded' | 'installed') {
    this.manifest = manifest;
    this.origin = origin;
    this.path = join(folder, manifest.file);
  }

  table(): PackTable {
    this.decoded ??= decodePack(this.manifest, readPackBytes(this.path, this.manifest));
    return this.decoded;
  }
}

/** The uncompressed bytes of a pack file, checked. @throws MedcodeError MC_PACK_DAMAGED */
export function readPackBytes(path: string, manifest: PackManifest): Uint8Array {
  let bytes: Buffer;
  try {
    bytes = gunzipSync(readFileSync(path));
  } catch (error) {
    throw new MedcodeError('MC_PACK_DAMAGED', `${manifest.file} cannot be read`, { cause: error });
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== manifest.sha256) throw new MedcodeError('MC_PACK_DAMAGED', `${manifest.file} does not match its checksum`);
  return bytes;
}
