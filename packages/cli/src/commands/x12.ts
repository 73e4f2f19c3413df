import type { Command } from 'commander';
import type { Shell } from '../shell.js';

/** `medcode x12 …`: one subcommand a task, each in its own file. */
export function addX12(program: Command, _shell: Shell): void {
  program.command('x12').description('read, check, write and answer X12 files: claims, remittances, acknowledgements');
}
