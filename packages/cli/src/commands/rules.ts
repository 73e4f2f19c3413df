import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CodingRule } from '@medcode/core/coding/rule';
import { CODING_RULES } from '@medcode/core/coding/rules';
import type { Edit } from '@medcode/core/edits/edit';
import { EDITS } from '@medcode/core/edits/edits';
import { RETIRED_EDITS } from '@medcode/core/edits/retired';
import { MedcodeError } from '@medcode/core/errors';
import type { Command } from 'commander';
import { writeOut } from '../output.js';
import { renderEdit, renderRule, renderRules } from '../render/rules.js';
import type { Shell } from '../shell.js';

export function addRules(program: Command, _shell: Shell): void {
  const rules = program
    .command('rules')
    .description('the coding rules and claim edits: what each checks, and by which section of its authority');
  rules
    .command('list')
    .description('every coding rule in the order they are applied, every claim edit in the order findings are told')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  medcode rules list')
    .action(async (options: { json?: boolean }) => {
      const all = [...new Set(CODING_RULES)];
      const json = [...all.map(described), ...EDITS.map(describedEdit)];
      await writeOut(options.json ? `${JSON.stringify(json, null, 2)}\n` : renderRules(all, EDITS));
    });
  rules
    .command('explain')
    .description('what a rule or edit checks, why, an example that fires and one that stays clear')
    .argument('<rule>', 'id of the rule or edit')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  medcode rules explain hypertension-combination\n  medcode rules explain claim-limits')
    .action(async (id: string, options: { json?: boolean }) => {
      const rule = CODING_RULES.find((one) => one.id === id);
      const edit = EDITS.find((one) => one.id === id);
      if (rule) {
        const text = readme(`@medcode/core/coding/rules/${id}/README.md`);
        await writeOut(options.json ? `${JSON.stringify({ ...described(rule), text }, null, 2)}\n` : renderRule(rule, text));
      } else if (edit) {
        const text = readme(`@medcode/core/edits/${id}/README.md`);
        await writeOut(options.json ? `${JSON.stringify({ ...describedEdit(edit), text }, null, 2)}\n` : renderEdit(edit, text));
      } else {
        const retired = RETIRED_EDITS.find((one) => one.id === id);
        const why = retired ? `“${id}” is retired since ${retired.since}: ${retired.reason}` : `there is no rule “${id}”`;
        throw new MedcodeError('MC_RULE_UNKNOWN', why);
      }
    });
}

function readme(specifier: string): string {
  return readFileSync(fileURLToPath(import.meta.resolve(specifier)), 'utf8');
}

/** A rule's data without its functions. */
function described({ id, title, sources, appliesTo, since }: CodingRule): object {
  return { kind: 'coding-rule', id, title, sources, appliesTo, since };
}

function describedEdit({ id, title, family, sources, needs, appliesTo, since, messages }: Edit): object {
  return { kind: 'edit', id, title, family, sources, needs, appliesTo, since, messages };
}
