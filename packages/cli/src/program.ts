import { Command } from 'commander';
import { addBrowse } from './commands/browse.js';
import { addCode } from './commands/code.js';
import { addConvert } from './commands/convert.js';
import { addData } from './commands/data.js';
import { addHistory } from './commands/history.js';
import { addIndex } from './commands/index-term.js';
import { addLookup } from './commands/lookup.js';
import { addPcs } from './commands/pcs.js';
import { addSearch } from './commands/search.js';
import { Engine } from './engine.js';
import type { Shell } from './shell.js';

/** The commands of `medcode`. @param environment the process's environment */
export function buildProgram(environment: Readonly<Record<string, string | undefined>>): { program: Command; exit: { code: number } } {
  const shell: Shell = { engine: new Engine(environment), exit: { code: 0 } };
  const program = new Command('medcode')
    .description('An open medical coding workbench: from the sentence in the note to the code, with its proof.')
    .version('0.1.0')
    .showHelpAfterError('(medcode --help lists the commands)')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'MC_USAGE: ')) })
    .configureHelp({ sortSubcommands: false });
  addCode(program, shell);
  addLookup(program, shell);
  addSearch(program, shell);
  addIndex(program, shell);
  addBrowse(program, shell);
  addHistory(program, shell);
  addConvert(program, shell);
  addPcs(program, shell);
  addData(program, shell);
  for (const command of program.commands) command.exitOverride();
  return { program, exit: shell.exit };
}
