import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const BIN = fileURLToPath(new URL('../bin/medcode.js', import.meta.url));

/** What a run of the command ended with and printed. */
export interface Run {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the real command with the packs of a data folder and nothing else of this machine's settings. */
export function medcodeWith(data: string): (args: readonly string[], input?: string) => Run {
  return (args, input = '') => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
      input,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: { PATH: process.env['PATH'], MEDCODE_DATA: data, NO_COLOR: '1' },
    });
    return { status, out: stdout, err: stderr };
  };
}
