import { MedcodeError } from '@medcode/core/errors';
import type { Command } from 'commander';
import type { z } from 'zod';
import { writeOut } from '../output.js';
import type { Shell } from '../shell.js';

/** What a schema describes: a line or file that a command reads, or one that it prints. */
interface Entry {
  readonly name: string;
  readonly of: string;
  readonly io: 'input' | 'output';
  readonly load: () => Promise<z.ZodType>;
}

const SCHEMAS: readonly Entry[] = [
  { name: 'code', of: 'a line of medcode code --ndjson', io: 'input', load: async () => (await import('../batch-lines.js')).CodeLine },
  {
    name: 'coded',
    of: 'what medcode code --json prints',
    io: 'output',
    load: async () => (await import('@medcode/core/model/encounter')).Encounter,
  },
  { name: 'read', of: 'a line of medcode read --ndjson', io: 'input', load: async () => (await import('../batch-lines.js')).ReadLine },
  {
    name: 'assert',
    of: 'a line of medcode assert --ndjson',
    io: 'input',
    load: async () => (await import('../batch-lines.js')).AssertLine,
  },
  {
    name: 'search',
    of: 'a line of medcode search --ndjson',
    io: 'input',
    load: async () => (await import('../batch-lines.js')).SearchLine,
  },
  {
    name: 'lookup',
    of: 'a line of medcode lookup --ndjson',
    io: 'input',
    load: async () => (await import('../batch-lines.js')).LookupLine,
  },
  {
    name: 'encounter',
    of: 'what medcode check reads',
    io: 'input',
    load: async () => (await import('@medcode/core/edits/subject')).CheckInput,
  },
  {
    name: 'build',
    of: 'what medcode claim build reads',
    io: 'input',
    load: async () => (await import('@medcode/core/claims/build/input')).BuildInput,
  },
  {
    name: 'billing',
    of: 'what medcode claim build --with reads',
    io: 'input',
    load: async () => (await import('@medcode/core/claims/build/input')).BillingFacts,
  },
  { name: 'claim', of: 'a line of medcode x12 claims', io: 'output', load: async () => (await import('@medcode/core/model/claim')).Claim },
  {
    name: 'remittance',
    of: 'a remittance as read from an 835',
    io: 'output',
    load: async () => (await import('@medcode/core/claims/remittance')).Remittance,
  },
  {
    name: 'imported',
    of: 'what medcode note import prints',
    io: 'output',
    load: async () => (await import('@medcode/core/notes/import/imported')).ImportedEncounter,
  },
  {
    name: 'msdrg',
    of: 'a line of medcode group msdrg and mce',
    io: 'input',
    load: async () => (await import('@medcode/core/groupers/msdrg/claim-schema')).MsdrgClaimInput,
  },
  {
    name: 'hcc',
    of: 'a line of medcode group hcc',
    io: 'input',
    load: async () => (await import('@medcode/core/groupers/hcc/person')).Beneficiary,
  },
  {
    name: 'cmr',
    of: 'a line of medcode group cmr',
    io: 'input',
    load: async () => (await import('@medcode/core/groupers/cmr/claim')).CmrClaim,
  },
  {
    name: 'charlson',
    of: 'a line of medcode group charlson',
    io: 'input',
    load: async () => (await import('@medcode/core/groupers/charlson/person')).ComorbidityPerson,
  },
  {
    name: 'ccsr',
    of: 'a line of medcode group ccsr',
    io: 'input',
    load: async () => (await import('@medcode/core/groupers/ccsr/grouper')).CcsrDiagnoses,
  },
];

export function addSchema(program: Command, _shell: Shell): void {
  const column = Math.max(...SCHEMAS.map(({ name }) => name.length)) + 2;
  program
    .command('schema')
    .description('JSON Schema of an input or output')
    .argument('[name]', 'which one; without it all names are listed')
    .addHelpText(
      'after',
      `\nNames:\n${SCHEMAS.map(({ name, of }) => `  ${name.padEnd(column)}${of}`).join('\n')}\n\nExample:\n  medcode schema claim > claim.schema.json`,
    )
    .action(async (name: string | undefined) => {
      if (name === undefined) return writeOut(`${SCHEMAS.map((entry) => `${entry.name.padEnd(column)}${entry.of}`).join('\n')}\n`);
      const entry = SCHEMAS.find((one) => one.name === name);
      if (!entry)
        throw new MedcodeError('MC_USAGE', `there is no schema of this name; there are ${SCHEMAS.map((one) => one.name).join(', ')}`);
      const { toJSONSchema } = await import('zod');
      const schema = toJSONSchema(await entry.load(), { io: entry.io, unrepresentable: 'any' });
      await writeOut(`${JSON.stringify({ title: entry.name, description: entry.of, ...schema }, null, 2)}\n`);
    });
}
