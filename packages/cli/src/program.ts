import { Command } from 'commander';
import { LookupEngine } from './lookup-engine.js';
import type { CodingShell, Shell } from './shell.js';

type Add<S extends Shell> = (program: Command, shell: S) => void;
/** A command by name, loaded when it is called: one answer should not wait for the code of all. */
type Entry = { readonly name: string } & (
  | { readonly look: () => Promise<Add<Shell>> }
  /** Reads notes. */
  | { readonly read: () => Promise<Add<CodingShell>> }
);

/** In the order help lists them. */
const COMMANDS: readonly Entry[] = [
  { name: 'code', read: async () => (await import('./commands/code.js')).addCode },
  { name: 'explain', read: async () => (await import('./commands/explain.js')).addExplain },
  { name: 'read', read: async () => (await import('./commands/read.js')).addRead },
  { name: 'assert', read: async () => (await import('./commands/assert.js')).addAssert },
  { name: 'section', read: async () => (await import('./commands/section.js')).addSection },
  { name: 'check', look: async () => (await import('./commands/check.js')).addCheck },
  { name: 'rules', look: async () => (await import('./commands/rules.js')).addRules },
  { name: 'lookup', look: async () => (await import('./commands/lookup.js')).addLookup },
  { name: 'search', look: async () => (await import('./commands/search.js')).addSearch },
  { name: 'index', look: async () => (await import('./commands/index-term.js')).addIndex },
  { name: 'browse', look: async () => (await import('./commands/browse.js')).addBrowse },
  { name: 'history', look: async () => (await import('./commands/history.js')).addHistory },
  { name: 'convert', look: async () => (await import('./commands/convert.js')).addConvert },
  { name: 'pcs', look: async () => (await import('./commands/pcs.js')).addPcs },
  { name: 'group', look: async () => (await import('./commands/group.js')).addGroup },
  { name: 'note', look: async () => (await import('./commands/note.js')).addNote },
  { name: 'claim', look: async () => (await import('./commands/claim.js')).addClaim },
  { name: 'x12', look: async () => (await import('./commands/x12.js')).addX12 },
  { name: 'data', look: async () => (await import('./commands/data.js')).addData },
  { name: 'schema', look: async () => (await import('./commands/schema.js')).addSchema },
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
  const exit = { code: 0 };
  const program = new Command('medcode')
    .description('An open medical coding workbench: from the sentence in the note to the code, with its proof.')
    .version('0.1.0')
    .showHelpAfterError('(medcode --help lists the commands)')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'MC_USAGE: ')) })
    .configureHelp({ sortSubcommands: false });
  const one = COMMANDS.filter(({ name }) => name === called);
  let coding: CodingShell | undefined;
  const looking: Shell = { engine: new LookupEngine(environment), exit };
  for (const entry of one.length > 0 ? one : COMMANDS)
    if ('look' in entry) (await entry.look())(program, looking);
    else {
      coding ??= { engine: new (await import('./engine.js')).Engine(environment), exit };
      (await entry.read())(program, coding);
    }
  for (const command of program.commands) command.exitOverride();
  return { program, exit };
}
