import { once } from 'node:events';

/** Writes to standard output and waits while its reader is slow. */
export async function writeOut(text: string | Uint8Array): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** Width of the terminal, or 100 columns where there is none. */
export function width(): number {
  return Math.max(60, Math.min(process.stdout.columns ?? 100, 160));
}
