import { MedcodeError } from '@medcode/core/errors';
import { CommanderError } from 'commander';
import { buildProgram } from './program.js';

const { program, exit } = await buildProgram(process.env, process.argv[2]);
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe went away: nothing is left to say.
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
try {
  await program.parseAsync(process.argv);
  process.exitCode = exit.code;
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    const known = error instanceof MedcodeError ? error : new MedcodeError('MC_INTERNAL', (error as Error).name, { cause: error });
    process.stderr.write(`${known.code}: ${known.message}\n${known.remedy}\n`);
    process.exitCode = known.exitCode;
  }
}
