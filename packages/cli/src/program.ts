import { MedcodeError } from '@medcode/core/errors';
import { type Day, day } from '@medcode/core/model/date';
import { Command } from 'commander';
import { addCode } from './commands/code.js';
import { addData } from './commands/data.js';
import { addLookup } from './commands/lookup.js';
import { addSearch } from './commands/search.js';
import { Engine } from './engine.js';

/** What every command gets: the engine, and where to put its exit status. */
export interface Shell {
  readonly engine: Engine;
  readonly exit: { code: number };
}

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
  addData(program, shell);
  for (const command of program.commands) command.exitOverride();
  return { program, exit: shell.exit };
}

/** The date of service of a command. @throws MedcodeError MC_DATE_MISSING, MC_DATE_INVALID */
export function requiredDate(text: string | undefined): Day {
  if (text === undefined) throw new MedcodeError('MC_DATE_MISSING', 'the date of service decides which release answers');
  return day(text);
}
