import { z } from 'zod';
import { Release } from './release.js';

/** Where the content of a pack came from. */
export const PackSource = z.object({
  file: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Publisher of the content and how it reached us. */
  origin: z.string(),
});
export type PackSource = z.infer<typeof PackSource>;

/** One table of one release, as its manifest describes it. */
export const PackManifest = z.object({
  /** `icd10cm/codes`: the name of the table; several releases may bring the same table. */
  table: z.string(),
  /** File name beside the manifest. */
  file: z.string(),
  rows: z.int().nonnegative(),
  /** sha256 of the uncompressed Arrow bytes. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  release: Release.omit({ origin: true, carried: true }),
  sources: z.array(PackSource),
  /** `public-domain`: facts of US federal releases. `own`: written by this project. `local`: installed by the user, not for redistribution. */
  licence: z.enum(['public-domain', 'own', 'local']),
  importer: z.string(),
});
export type PackManifest = z.infer<typeof PackManifest>;

/** The file `manifest.json` of a folder of packs. */
export const PackFolderManifest = z.object({ format: z.literal(1), packs: z.array(PackManifest) });
export type PackFolderManifest = z.infer<typeof PackFolderManifest>;
