#!/usr/bin/env node
// Writes docs/ from what the build says of itself. usage: node scripts/generate.js [--check]
// --check writes nothing and ends with 1 when a file is stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildProgram } from '@medcode/cli/program';
import { CODING_RULES } from '@medcode/core/coding/rules';
import { EDITS } from '@medcode/core/edits/edits';
import { ERRORS } from '@medcode/core/errors';
import { conformancePage } from './conformance-page.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const MADE = '<!-- Made by npm run generate. Do not edit. -->';
/** Help does not depend on the terminal it is made in. */
const HELP_WIDTH = 100;

let check = false;
try {
  check = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values.check;
} catch (error) {
  console.error(error.message);
  process.exit(2);
}

const pages = {
  'docs/errors.md': errors(),
  'docs/cli.md': await commandLine(),
  'docs/coding-rules.md': codingRules(),
  'docs/claim-edits.md': claimEdits(),
  'docs/conformance.md': page(
    'How the groupers were tested',
    conformancePage(join(root, 'conformance'), json('bench/hcc-differences.json'), json('bench/msdrg-generated.json')),
  ),
};
const stale = Object.entries(pages).filter(([name, text]) => {
  const path = join(root, name);
  return !existsSync(path) || readFileSync(path, 'utf8') !== text;
});
if (check) {
  for (const [name] of stale) console.error(`${name} is stale: run npm run generate and commit it`);
  if (stale.length > 0) process.exit(1);
  console.log(`Generated files: ${Object.keys(pages).length}, all fresh`);
} else {
  mkdirSync(join(root, 'docs'), { recursive: true });
  for (const [name, text] of stale) writeFileSync(join(root, name), text);
  console.log(`Generated files: ${Object.keys(pages).length}, ${stale.length} rewritten`);
}

/** @param {string} path */
function json(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

function errors() {
  const rows = Object.entries(ERRORS).map(
    ([code, { httpStatus, exitCode, meaning, remedy }]) =>
      `| \`${code}\` | ${cell(meaning)} | ${cell(remedy)} | ${exitCode} | ${httpStatus} |`,
  );
  return page('Errors', [
    'Every error medcode gives has one of these codes. On the command line it is the first word on standard error, in NDJSON the `error.code` of the line. Codes are permanent.',
    '',
    '| code | meaning | what to do | exit status | HTTP status |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    'Exit status: 0 done, 1 the answer is no (an unknown code, for example), 2 nothing could be done, 3 done with some lines in error, 4 nothing wrong but something not checked.',
  ]);
}

async function commandLine() {
  const { program } = await buildProgram({});
  const sections = commandsBelow(program, []).flatMap(({ path, command }) => [
    '',
    `## ${path.join(' ')}`,
    '',
    '```',
    helpOf(command),
    '```',
  ]);
  return page('The command line', ['`medcode --help` and `medcode COMMAND --help`, as they are printed.', ...sections]);
}

/** A command and those below it, in the order help lists them. */
function commandsBelow(command, above) {
  const path = [...above, command.name()];
  return [{ path, command }, ...command.commands.flatMap((child) => commandsBelow(child, path))];
}

/** Help as `--help` prints it, with the texts added before and after. */
function helpOf(command) {
  let text = '';
  command.configureHelp({ ...command.configureHelp(), helpWidth: HELP_WIDTH });
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return text.trimEnd();
}

function codingRules() {
  const rules = CODING_RULES.flatMap((rule) => {
    const { id, title, sources, appliesTo, since } = rule;
    return [
      '',
      `## ${id}`,
      '',
      `${title}.`,
      '',
      `- Settings: ${appliesTo.settings.join(', ')}`,
      `- Profiles: ${appliesTo.profiles.join(', ')}`,
      `- Since: ${since}`,
      `- Code: \`packages/core/src/coding/rules/${id}/\``,
      ...sources.map((source) => `- Source: ${authority(source)}`),
    ];
  });
  return page('Coding rules', [
    'What turns the conditions a note states into the codes of a claim, in the order the rules are applied. Each code of an answer names the rules that touched it.',
    ...rules,
  ]);
}

function claimEdits() {
  const edits = EDITS.flatMap(({ id, title, family, sources, needs, appliesTo, since, messages }) => [
    '',
    `## ${id}`,
    '',
    `${title}.`,
    '',
    `- Family: ${family}`,
    `- Forms: ${appliesTo.forms.join(', ')}${appliesTo.claimsOnly ? '; asks nothing of an encounter' : ''}`,
    `- Settings: ${appliesTo.settings.join(', ')}`,
    `- Needs: ${needs.length > 0 ? needs.map((table) => `\`${table}\``).join(', ') : 'no table'}`,
    `- Since: ${since}`,
    `- Code: \`packages/core/src/edits/${id}/\``,
    ...sources.map((source) => `- Source: ${authority(source)}`),
    '',
    '| message | severity | what | why | what to do |',
    '|---|---|---|---|---|',
    ...Object.entries(messages).map(
      ([message, { severity, what, why, todo }]) => `| \`${message}\` | ${severity} | ${cell(what)} | ${cell(why)} | ${cell(todo)} |`,
    ),
  ]);
  return page('Claim edits', [
    'What `medcode check` looks at in an encounter or claim, in the order findings of equal severity are told. Words in braces stand for the values of a finding.',
    ...edits,
  ]);
}

function authority({ authority: who, document, section, effectiveFrom, effectiveTo }) {
  const time = effectiveFrom ? `, from ${effectiveFrom}${effectiveTo ? ` to ${effectiveTo}` : ''}` : '';
  return `${who}, *${document}*, section ${section}${time}`;
}

function page(title, lines) {
  return `${[`# ${title}`, '', MADE, '', ...lines].join('\n')}\n`;
}

function cell(text) {
  return text.replaceAll('|', '\\|');
}
