#!/usr/bin/env node
// Lays out the folder of a new claim edit and registers it; the parity test then names what is still to be written.
// usage: npm run new:rule <id>
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const edits = join(dirname(fileURLToPath(import.meta.url)), '..', 'packages/core/src/edits');
const [id] = process.argv.slice(2);
if (id === undefined || !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id)) {
  console.error('usage: npm run new:rule <id>   (lower case, words joined by hyphens: ncci-ptp)');
  process.exit(2);
}
const folder = join(edits, id);
const registry = join(edits, 'edits.ts');
const retired = readFileSync(join(edits, 'retired.ts'), 'utf8');
if (existsSync(folder) || retired.includes(`'${id}'`)) {
  console.error(existsSync(folder) ? `${id} exists already` : `${id} is retired: ids are never used again`);
  process.exit(1);
}
const name = id.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());

mkdirSync(folder);
writeFileSync(
  join(folder, 'rule.ts'),
  `import { BOTH_FORMS, defineEdit, EVERY_SETTING } from '../edit.js';

export const rule = defineEdit({
  id: '${id}',
  title: '',
  family: 'claim-form',
  sources: [],
  needs: [],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {},
  check: (_subject, _context, _report) => {},
});
`,
);
writeFileSync(
  join(folder, 'README.md'),
  `# ${id}

## What it checks

## Why

## Example that fires

## Example that stays clear

## When it cannot be checked
`,
);
writeFileSync(join(folder, 'cases.json'), '[]\n');
const text = readFileSync(registry, 'utf8');
const withImport = text.replace(/\n\n\/\*\*/, `\nimport { rule as ${name} } from './${id}/rule.js';\n\n/**`);
writeFileSync(registry, withImport.replace(/\n\];\n$/, `\n  ${name},\n];\n`));
console.log(`packages/core/src/edits/${id}: write rule.ts, README.md and cases.json, put it in its place in edits.ts, then
  npx biome check --write packages/core/src/edits
  npx vitest run packages/core/test/edits`);
