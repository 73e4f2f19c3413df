import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { MedcodeError } from '@medcode/core/errors';

/** The file that keeps two imports into one data folder apart. */
export const LOCK_FILE = '.import-lock';

/**
 * Runs work while this process alone may write the data folder. A lock left by a process that is gone is taken over.
 * @throws MedcodeError MC_DATA_BUSY when another import is at work, MC_WRITE_FAILED when the folder cannot be written
 */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const path = join(folder, LOCK_FILE);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new MedcodeError('MC_WRITE_FAILED', `${folder}: ${(error as NodeJS.ErrnoException).code ?? 'cannot be made'}`, { cause: error });
  }
  const own = JSON.stringify({ pid: process.pid, host: hostname() });
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(path, own, { flag: 'wx' });
      break;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code !== 'EEXIST') throw new MedcodeError('MC_WRITE_FAILED', `${folder}: ${code ?? 'cannot be written'}`, { cause: error });
      const holder = readHolder(path);
      if (attempt > 3 || (holder && isAlive(holder)))
        throw new MedcodeError(
          'MC_DATA_BUSY',
          `another import is writing ${folder}${holder ? ` (process ${holder.pid} on ${holder.host})` : ''}: wait until it is done${holder && holder.host !== hostname() ? `; if it is gone, remove ${path}` : ''}`,
        );
      takeAway(path);
    }
  }
  try {
    return await work();
  } finally {
    if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true });
  }
}

interface Holder {
  readonly pid: number;
  readonly host: string;
}

function readHolder(path: string): Holder | undefined {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder>;
    return typeof value.pid === 'number' && typeof value.host === 'string' ? { pid: value.pid, host: value.host } : undefined;
  } catch {
    return undefined;
  }
}

/** On another machine nothing can be told; it counts as at work. */
function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  if (holder.pid === process.pid) return true;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Renamed first, so that of two processes that found the same dead lock only one removes it. */
function takeAway(path: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  rmSync(aside, { force: true });
}
