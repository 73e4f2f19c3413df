import type { Command } from 'commander';
import type { Shell } from '../shell.js';
import { addX12Match } from './x12/match.js';

/** `medcode x12 …`: one subcommand a task, each in its own file. */
export function addX12(program: Command, shell: Shell): void {
  const x12 = program.command('x12').description('read, check, write and answer X12 files: claims, remittances, acknowledgements');
  addX12Match(x12, shell);
}
