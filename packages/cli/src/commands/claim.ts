import type { Command } from 'commander';
import type { Shell } from '../shell.js';
import { addClaimBuild } from './claim/build.js';

/** `medcode claim …`: one subcommand a task, each in its own file. */
export function addClaim(program: Command, shell: Shell): void {
  addClaimBuild(program.command('claim').description('make claims of encounters'), shell);
}
