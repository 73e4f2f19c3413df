import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { MedcodeError } from '@medcode/core/errors';

/** Writes a file, all of it or nothing: whoever reads the name finds the old content or the new. @throws MedcodeError MC_OUTPUT_FAILED */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const part = `${path}.${process.pid}.part`;
  try {
    // Claims are about patients: others on the machine need not read them.
    writeFileSync(part, content, { mode: 0o600, flush: true });
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw new MedcodeError('MC_OUTPUT_FAILED', `${path}: ${(error as NodeJS.ErrnoException).code ?? 'it cannot be written'}`, {
      cause: error,
    });
  }
}
