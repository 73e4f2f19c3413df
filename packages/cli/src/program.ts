import { Command } from 'commander';
import { Engine } from './engine.js';
import type { Shell } from './shell.js';

/** The commands in the order help lists them, each loaded when it is called: one answer should not wait for the code of all. */
const COMMANDS: readonly { readonly name: string; readonly load: () => Promise<(program: Command, shell: Shell) => void> }[] = [
  { name: 'code', load: async () => (await import('./commands/code.js')).addCode },
  { name: 'explain', load: async () => (await import('./commands/explain.js')).addExplain },
  { name: 'read', load: async () => (await import('./commands/read.js')).addRead },
  { name: 'assert', load: async () => (await import('./commands/assert.js')).addAssert },
  { name: 'section', load: async () => (await import('./commands/section.js')).addSection },
  { name: 'rules', load: async () => (await import('./commands/rules.js')).addRules },
  { name: 'lookup', load: async () => (await import('./commands/lookup.js')).addLookup },
  { name: 'search', load: async () => (await import('./commands/search.js')).addSearch },
  { name: 'index', load: async () => (await import('./commands/index-term.js')).addIndex },
  { name: 'browse', load: async () => (await import('./commands/browse.js')).addBrowse },
  { name: 'history', load: async () => (await import('./commands/history.js')).addHistory },
  { name: 'convert', load: async () => (await import('./commands/convert.js')).addConvert },
  { name: 'pcs', load: async () => (await import('./commands/pcs.js')).addPcs },
  { name: 'group', load: async () => (await import('./commands/group.js')).addGroup },
  { name: 'data', load: async () => (await import('./commands/data.js')).addData },
];

/**
 * The commands of `medcode`.
 * @param environment the process's environment
 * @param called the first argument: when it names a command only that one is loaded, else all are
 */
export async function buildProgram(
  environment: Readonly<Record<string, string | undefined>>,
  called?: string,
): Promise<{ program: Command; exit: { code: number } }> {
  const shell: Shell = { engine: new Engine(environment), exit: { code: 0 } };
  const program = new Command('medcode')
    .description('An open medical coding workbench: from the sentence in the note to the code, with its proof.')
    .version('0.1.0')
    .showHelpAfterError('(medcode --help lists the commands)')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'MC_USAGE: ')) })
    .configureHelp({ sortSubcommands: false });
  const one = COMMANDS.filter(({ name }) => name === called);
  for (const { load } of one.length > 0 ? one : COMMANDS) (await load())(program, shell);
  for (const command of program.commands) command.exitOverride();
  return { program, exit: shell.exit };
}
