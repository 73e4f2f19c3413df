import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The packs that come with the product. */
export function embeddedFolder(): string {
  return fileURLToPath(new URL('../packs', import.meta.url));
}

/** What the build derives from embedded packs and lexicon. */
export function derivedFolder(): string {
  return fileURLToPath(new URL('../derived', import.meta.url));
}

/**
 * Where installed packs live: `$MEDCODE_DATA`, or the platform's user data folder.
 * @param environment the process's environment, so that callers decide
 */
export function dataFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const chosen = environment['MEDCODE_DATA'];
  if (chosen) return chosen;
  if (platform() === 'win32') return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'medcode');
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Application Support', 'medcode');
  return join(environment['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'medcode');
}
