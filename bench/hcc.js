// Risk scores from parsed objects a second of processor time (a shared machine should not decide), beside the PyPI package hccinfhir on the
// same beneficiaries in the same run.
// usage: node bench/hcc.js [PYTHON]      PYTHON: a Python with hccinfhir 0.4.0; writes bench/hcc.json
import { existsSync, writeFileSync } from 'node:fs';
import { cpus, platform } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Engine } from '@medcode/cli/engine';
import { RiskModels } from '@medcode/core/groupers/hcc/risk-models';
import { beneficiaries, MODEL_YEARS } from './generate-beneficiaries.js';
import { hccinfhirPerSecond } from './peers/hccinfhir-lines.js';

const SEED = 20_261_124;
const PEOPLE = 20_000;
const PASSES = 9;
const [python] = process.argv.slice(2);
const withPython = python !== undefined && existsSync(python);
if (!withPython) console.log('skipped: hccinfhir beside it needs the path of a Python with hccinfhir 0.4.0');

const { catalog } = new Engine({ MEDCODE_DATA: fileURLToPath(new URL('no-data', import.meta.url)) });
/** @type {Record<string, object>} */
const models = {};
for (const modelYear of MODEL_YEARS) {
  if (modelYear.year !== 2026) continue;
  const people = beneficiaries(catalog, modelYear, PEOPLE, SEED);
  const began = performance.now();
  const scorer = new RiskModels(catalog);
  scorer.scorer(modelYear.model, modelYear.year);
  const compiled = performance.now() - began;
  const text = JSON.stringify(people);
  const rates = Array.from({ length: PASSES }, () => {
    // As JSON gives them, anew for every pass: no string of one person is known to be a code.
    /** @type {typeof people} */
    const parsed = JSON.parse(text);
    const start = process.cpuUsage();
    for (const person of parsed) scorer.score(person);
    const { user, system } = process.cpuUsage(start);
    return people.length / ((user + system) / 1_000_000);
  }).sort((a, b) => a - b);
  const perSecond = Math.round(rates[Math.floor(PASSES / 2)]);
  const theirs = withPython ? hccinfhirPerSecond(python, people.slice(0, 5000)) : undefined;
  models[`${modelYear.model} ${modelYear.year}`] = {
    people: people.length,
    diagnosesEach: Math.round((people.reduce((sum, { dx }) => sum + dx.length, 0) / people.length) * 10) / 10,
    compileMs: Math.round(compiled),
    medianPerCpuSecond: perSecond,
    ...(modelYear.model === 'V28' ? { target: 'at least 200,000 a second' } : {}),
    ...(theirs === undefined ? {} : { hccinfhirPerCpuSecond: theirs, timesHccinfhir: Math.round(perSecond / theirs) }),
  };
}
const machine = { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length, platform: platform(), node: process.versions.node };
const results = { machine, models };
if (withPython) writeFileSync(fileURLToPath(new URL('hcc.json', import.meta.url)), `${JSON.stringify(results, null, 2)}\n`);
console.log(JSON.stringify(models, null, 2));
