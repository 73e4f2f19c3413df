import type { Command } from 'commander';
import type { Shell } from '../shell.js';
import { addX12Ack } from './x12/ack.js';
import { addX12Claims } from './x12/claims.js';
import { addX12Match } from './x12/match.js';
import { addX12Parse } from './x12/parse.js';
import { addX12Validate } from './x12/validate.js';
import { addX12Write } from './x12/write.js';

/** `medcode x12 …`: one subcommand a task, each in its own file. */
export function addX12(program: Command, shell: Shell): void {
  const x12 = program.command('x12').description('read, check, write and answer X12 files: claims, remittances, acknowledgements');
  addX12Parse(x12);
  addX12Write(x12);
  addX12Claims(x12, shell);
  addX12Validate(x12, shell);
  addX12Ack(x12, shell);
  addX12Match(x12, shell);
}
