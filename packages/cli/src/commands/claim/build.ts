import type { BillingFacts, BuildInput } from '@medcode/core/claims/build/input';
import { MedcodeError } from '@medcode/core/errors';
import type { Command } from 'commander';
import { writeOut } from '../../output.js';
import { readJsonInput } from '../../read-json.js';
import type { Shell } from '../../shell.js';
import { writeWhole } from '../../write-file.js';
import type { TargetOptions } from './claim-target.js';
import { TARGETS } from './targets.js';

interface BuildOptions {
  readonly to: string;
  readonly with?: string;
  readonly out?: string;
  readonly control?: string;
  readonly usage?: string;
  readonly written?: string;
  readonly shift?: string;
  readonly json?: boolean;
}

const NAMES = TARGETS.map(({ name }) => name).join(', ');

export function addClaimBuild(claim: Command, { exit }: Shell): void {
  claim
    .command('build')
    .description('make a claim of an encounter with billing facts: either a whole one, or the list of everything that is missing')
    .argument('<file>', 'encounter as JSON, as medcode code --json prints it; - reads standard input')
    .requiredOption('--to <form>', NAMES)
    .option(
      '--with <file>',
      'billing facts as JSON: provider, payer, subscriber, patient, charges, dates, under the names a claim has for them',
    )
    .option('--out <file>', 'write the claim to this file, all or nothing, instead of standard output')
    .option('--control <number>', 'control number of the interchange')
    .option('--usage <letter>', 'P production, T test')
    .option('--written <time>', 'day and time of writing, "YYYY-MM-DD HH:MM"; otherwise now')
    .option('--shift <right,down>', 'move what is printed on a form, in points: no two printers feed alike')
    .option('--json', 'print JSON: claims, remarks, last days of filing and the output, or what is missing')
    .addHelpText(
      'after',
      `
Billing facts may also stand in the encounter's own file. medcode schema billing lists them all. Charges stand on the lines, or in "fees" by
code for one unit. Between whom the claim travels stands in "envelope": sender, receiver, usage, control.

A professional encounter of more than 50 services or 12 diagnoses becomes several claims, each with its own diagnoses; an institutional one
of more than 999 lines is refused. What stands on no claim is said.

Exit status: 0 built, 1 something is missing (nothing is written).

Examples:
  medcode claim build examples/claims/office-visit-encounter.json --with examples/claims/office-visit-billing.json --to 837p --control 17
  medcode claim build examples/claims/office-visit-encounter.json --with examples/claims/office-visit-billing.json --to cms1500 --out claim.pdf
  medcode claim build examples/claims/incomplete-encounter.json --to 837p`,
    )
    .action(async (file: string, options: BuildOptions) => {
      const entry = TARGETS.find(({ name }) => name === options.to);
      if (!entry) throw new MedcodeError('MC_USAGE', `--to takes ${NAMES}`);
      const target = await entry.load();
      const input = await readInput(file, options);
      const made = await target.make(target.isDated ? withEnvelope(input, options) : input, shiftOf(options.shift));
      const { renderBuilt, renderMissing } = await import('../../render/claim-build.js');
      if ('missing' in made) {
        exit.code = 1;
        return writeOut(options.json ? json(made) : renderMissing(made.missing, target.title));
      }
      const { output, ...built } = made;
      if (options.out !== undefined) writeWhole(options.out, output);
      if (options.json) {
        const text = typeof output === 'string' ? output : Buffer.from(output).toString('base64');
        return writeOut(json(options.out === undefined ? { ...built, output: text } : built));
      }
      process.stderr.write(renderBuilt(built, target.title));
      if (options.out === undefined) await writeOut(output);
    });
}

async function readInput(file: string, options: BuildOptions): Promise<BuildInput> {
  const { BillingFacts, BuildInput, withBillingFacts } = await import('@medcode/core/claims/build/input');
  const encounter: BuildInput = readJsonInput(file, BuildInput);
  if (options.with === undefined) return encounter;
  if (file === '-' && options.with === '-')
    throw new MedcodeError('MC_USAGE', 'standard input holds the encounter or the billing facts, not both');
  const facts: BillingFacts = readJsonInput(options.with, BillingFacts);
  return withBillingFacts(encounter, facts);
}

function shiftOf(text: string | undefined): TargetOptions {
  if (text === undefined) return {};
  const match = /^(-?\d{1,2}(?:\.\d)?),(-?\d{1,2}(?:\.\d)?)$/.exec(text);
  if (!match) throw new MedcodeError('MC_USAGE', '--shift takes two numbers of points, as 2,-1.5');
  return { shift: { x: Number(match[1]), y: Number(match[2]) } };
}

/** The envelope as the options complete it. */
function withEnvelope(input: BuildInput, { control, usage, written }: BuildOptions): BuildInput {
  const envelope: BuildInput['envelope'] = { ...input.envelope };
  if (control !== undefined) {
    const number = Number(control);
    if (!Number.isInteger(number) || number < 1 || number > 999_999_999)
      throw new MedcodeError('MC_USAGE', '--control takes a number from 1 to 999999999');
    envelope.control = number;
  }
  if (usage !== undefined) {
    if (usage !== 'P' && usage !== 'T') throw new MedcodeError('MC_USAGE', '--usage takes P or T');
    envelope.usage = usage;
  }
  if (written !== undefined || envelope.date === undefined || envelope.time === undefined) {
    const at = /^(\d{4}-\d\d-\d\d)[ T](\d\d):?(\d\d)$/.exec(written ?? new Date().toISOString().slice(0, 16));
    if (!at) throw new MedcodeError('MC_USAGE', '--written takes "YYYY-MM-DD HH:MM"');
    envelope.date = at[1] as string;
    envelope.time = (at[2] as string) + (at[3] as string);
  }
  return { ...input, envelope };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
