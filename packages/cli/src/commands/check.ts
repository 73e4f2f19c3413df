import type { CheckResult } from '@medcode/core/edits/check';
import type { PayerPack } from '@medcode/core/edits/payer-rules/pack';
import type { CheckInput } from '@medcode/core/edits/subject';
import { MedcodeError } from '@medcode/core/errors';
import { day } from '@medcode/core/model/date';
import type { Command } from 'commander';
import { claimLines } from '../claim-lines.js';
import { jobCount, runJobs } from '../jobs.js';
import { type BatchResult, runLines, worseExit } from '../ndjson.js';
import { writeOut } from '../output.js';
import { decodeText } from '../read-input.js';
import { readJsonInput } from '../read-json.js';
import type { Shell } from '../shell.js';
import { piecesOf } from '../x12-file.js';
import type { CheckSettings } from './check-lines.js';
import { collect } from './repeated-option.js';

/** Most that is read at once for people, in bytes. */
const LARGEST = 64_000_000;

interface CheckOptions {
  date?: string;
  payer: string[];
  jobs?: string;
  json?: boolean;
  ndjson?: boolean;
}

export function addCheck(program: Command, { engine, exit }: Shell): void {
  program
    .command('check')
    .description('check an encounter or claims against code sets, tabular notes, NCCI, claim rules and payers: what, why, what to do')
    .argument('[file]', 'encounter or claim as JSON or FHIR, claims as NDJSON or as an 837 file; - reads standard input')
    .option('--date <date>', 'date of service of inputs that state none, YYYY-MM-DD')
    .option('--payer <file>', 'rules of a payer, as JSON; may be given several times', collect, [] as string[])
    .option('--json', 'print JSON')
    .option('--ndjson', 'answer a line for each encounter or claim of the file or standard input')
    .option('--jobs <n>', 'with --ndjson: use this many cores')
    .addHelpText(
      'after',
      '\nExit status: 0 no error, 1 an error, 4 no error but something not checked; 3 when lines could not be read.\n' +
        '\nExamples:\n  medcode check examples/claims/office-visit.json\n  medcode code note.txt --date 2026-11-02 --json | medcode check -',
    )
    .action(async (file: string | undefined, options: CheckOptions, command: Command) => {
      if (options.date !== undefined) day(options.date);
      const settings: CheckSettings = { dataFolder: engine.dataFolder, date: options.date, payers: await payerPacks(options.payer) };
      if (options.ndjson) {
        const result = await checkLines(file, settings, options.jobs);
        exit.code = result.failed > 0 ? 3 : result.exit;
        return;
      }
      if (file === undefined) return command.error("error: missing required argument 'file'");
      const inputs = await readInputs(file);
      const { exitOf, openChecker } = await import('./check-lines.js');
      const check = openChecker(settings);
      const { renderChecked, renderTotals, toJson } = await import('../render/check.js');
      const answers = inputs.map((input): { input: CheckInput; result: CheckResult } => ({ input, result: check(input) }));
      exit.code = answers.reduce((code, { result }) => worseExit(code, exitOf(result)), 0);
      if (options.json) {
        const json = answers.map(({ input, result }) => toJson(input, result));
        return writeOut(`${JSON.stringify(json.length === 1 ? json[0] : json, null, 2)}\n`);
      }
      const texts = answers.map(({ input, result }) => renderChecked(input, result, settings.date, engine.icd));
      await writeOut(`${texts.join('\n')}${answers.length > 1 ? `\n${renderTotals(answers.map(({ result }) => result))}` : ''}`);
    });
}

async function checkLines(file: string | undefined, settings: CheckSettings, jobs: string | undefined): Promise<BatchResult> {
  const input = claimLines(piecesOf(file ?? '-'));
  const count = jobCount(jobs);
  if (count > 1) return runJobs(input, writeOut, count, { module: new URL('./check-lines.js', import.meta.url).href, settings });
  const { openLines } = await import('./check-lines.js');
  return runLines(input, writeOut, await openLines(settings));
}

/** One input, or one a line, or the claims of an 837 file or a FHIR document. An input without an id is called by the name of its file. */
async function readInputs(file: string): Promise<CheckInput[]> {
  const { CheckInput } = await import('@medcode/core/edits/subject');
  const text = await readText(file);
  const document = jsonOf(text);
  if (typeof document === 'object' && document !== null && 'resourceType' in document) return fhirInputs(document);
  const values = document ?? text.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [lineOf(line, i + 1)]));
  return (Array.isArray(values) ? values : [values]).map((value: unknown, i, all) => {
    const named =
      typeof value === 'object' && value !== null && !('id' in value) ? { id: all.length === 1 ? file : i + 1, ...value } : value;
    const checked = CheckInput.safeParse(named);
    if (checked.success) return checked.data;
    const issue = checked.error.issues[0];
    const where = all.length === 1 ? '' : `input ${i + 1}, `;
    throw new MedcodeError('MC_INPUT_INVALID', `${where}${issue?.path.join('.') || 'input'}: ${issue?.message ?? 'invalid'}`);
  });
}

/** The claims of a FHIR document; without claims, its encounters. */
async function fhirInputs(document: object): Promise<CheckInput[]> {
  const { claimsFromFhir } = await import('@medcode/core/claims/fhir/fhir-to-claim');
  const claims = claimsFromFhir(document);
  if (claims.length > 0) return claims.map(({ claim }) => ({ ...claim, procedures: claim.procedures ?? [] }));
  return (await import('@medcode/core/notes/import/fhir')).importFhir(document);
}

/** The whole input as text; an 837 file as its claims, a line each. */
async function readText(file: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of claimLines(piecesOf(file))) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    size += bytes.length;
    if (size > LARGEST)
      throw new MedcodeError('MC_INPUT_TOO_LARGE', `${file} is longer than ${LARGEST} bytes; --ndjson reads files of any length`);
    pieces.push(bytes);
  }
  return decodeText(Buffer.concat(pieces), file);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function lineOf(line: string, number: number): unknown {
  const value = jsonOf(line);
  if (value === undefined) throw new MedcodeError('MC_INPUT_INVALID', `line ${number} is not JSON`);
  return value;
}

async function payerPacks(files: readonly string[]): Promise<PayerPack[]> {
  if (files.length === 0) return [];
  const { PayerPack } = await import('@medcode/core/edits/payer-rules/pack');
  return files.map((file) => readJsonInput(file, PayerPack));
}
