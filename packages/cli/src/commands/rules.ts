import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CodingRule } from '@medcode/core/coding/rule';
import { CODING_RULES } from '@medcode/core/coding/rules';
import { MedcodeError } from '@medcode/core/errors';
import type { Command } from 'commander';
import { writeOut } from '../output.js';
import { renderRule, renderRules } from '../render/rules.js';
import type { Shell } from '../shell.js';

export function addRules(program: Command, _shell: Shell): void {
  const rules = program.command('rules').description('the coding rules: what each checks, and by which section of the guidelines');
  rules
    .command('list')
    .description('every rule with its sources, in the order they are applied')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  medcode rules list')
    .action(async (options: { json?: boolean }) => {
      const all = [...new Set(CODING_RULES)];
      await writeOut(options.json ? `${JSON.stringify(all.map(described), null, 2)}\n` : renderRules(all));
    });
  rules
    .command('explain')
    .description('what a rule checks, why, an example that fires and one that stays clear')
    .argument('<rule>', 'id of the rule')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  medcode rules explain hypertension-combination')
    .action(async (id: string, options: { json?: boolean }) => {
      const rule = CODING_RULES.find((one) => one.id === id);
      if (!rule) throw new MedcodeError('MC_RULE_UNKNOWN', `there is no rule “${id}”`);
      const text = readFileSync(fileURLToPath(import.meta.resolve(`@medcode/core/coding/rules/${id}/README.md`)), 'utf8');
      await writeOut(options.json ? `${JSON.stringify({ ...described(rule), text }, null, 2)}\n` : renderRule(rule, text));
    });
}

/** A rule's data without its functions. */
function described({ id, title, sources, appliesTo, since }: CodingRule): object {
  return { id, title, sources, appliesTo, since };
}
