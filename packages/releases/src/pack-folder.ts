import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { CataloguedPack } from '@medcode/core/codesets/catalog';
import { decodePack, type PackTable } from '@medcode/core/codesets/pack';
import { MedcodeError } from '@medcode/core/errors';
import type { PackFolderManifest, PackManifest } from '@medcode/core/model/pack-manifest';

/**
 * Reads `manifest.json` of a folder of packs; undefined when the folder has none. Its shape was checked when it was written and each
 * pack has a checksum, so that starting stays quick; `medcode data verify` checks every field.
 * @throws MedcodeError MC_PACK_DAMAGED
 */
export function readFolderManifest(folder: string): PackFolderManifest | undefined {
  const path = join(folder, 'manifest.json');
  if (!existsSync(path)) return undefined;
  try {
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as PackFolderManifest;
    if (
      manifest.format !== 1 ||
      !Array.isArray(manifest.packs) ||
      manifest.packs.some(
        (pack) => typeof pack?.file !== 'string' || typeof pack.table !== 'string' || typeof pack.release?.effectiveFrom !== 'string',
      )
    )
      throw new Error('not a manifest');
    return manifest;
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
