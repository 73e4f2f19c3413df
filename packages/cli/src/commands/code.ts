import type { Coder, NoteInput } from '@medcode/core/coding/code-note';
import { MedcodeError } from '@medcode/core/errors';
import type { Encounter } from '@medcode/core/model/encounter';
import { Profile, Setting } from '@medcode/core/model/encounter';
import { Note } from '@medcode/core/model/note';
import type { Command } from 'commander';
import { runBatch } from '../ndjson.js';
import { writeOut } from '../output.js';
import { readTextInput } from '../read-input.js';
import { renderEncounter } from '../render/encounter.js';
import { type CodingShell, requiredDate } from '../shell.js';
import { patientOf } from './patient-options.js';
import { collect } from './repeated-option.js';

interface CodeOptions {
  date?: string;
  setting: string;
  profile: string;
  age?: string;
  sex?: string;
  by: string[];
  assist?: string;
  assistSeconds: string;
  assistRecord?: string;
  assistReplay?: string;
  json?: boolean;
  ndjson?: boolean;
}

/** The note coded, with the help of a language model where one is asked for. */
async function coded(coder: Coder, input: NoteInput, options: CodeOptions): Promise<Encounter> {
  if (options.assist === undefined && options.assistReplay === undefined) return coder.code(input);
  const { codeAssisted } = await import('@medcode/core/coding/assist/assisted');
  const { languageModelAt, recorded, replayed } = await import('../language-model.js');
  if (options.assistReplay !== undefined) return codeAssisted(coder, input, replayed(options.assistReplay));
  const seconds = Number(options.assistSeconds);
  if (!(seconds > 0 && seconds <= 600)) throw new MedcodeError('MC_USAGE', '--assist-seconds takes a number up to 600');
  const model = languageModelAt(options.assist ?? '', seconds * 1000);
  return codeAssisted(coder, input, options.assistRecord === undefined ? model : recorded(model, options.assistRecord));
}

export function addCode(program: Command, { engine, exit }: CodingShell): void {
  program
    .command('code')
    .description('code a note: diagnoses with their proof and path, services, what was not coded and why')
    .argument('[file...]', 'text of the note; - reads standard input; several files are documents of one encounter')
    .option('--date <date>', 'date of service, YYYY-MM-DD')
    .option('--setting <setting>', 'office, ed, outpatient or inpatient', 'office')
    .option('--profile <profile>', 'billing: what goes on a claim; mentions: everything found', 'billing')
    .option('--age <years>', 'age of the patient in whole years')
    .option('--sex <sex>', 'M, F or U')
    .option('--assist <address>', 'let a language model at this http(s) address point at words that were not read; off unless given')
    .option('--assist-seconds <n>', 'time for all its answers to a note', '20')
    .option('--assist-record <file>', 'keep its answers, to be played again; the file holds words of the note')
    .option('--assist-replay <file>', 'play recorded answers instead of asking')
    .option('--json', 'print the encounter as JSON')
    .option(
      '--ndjson',
      'answer one JSON object a line from standard input: {"id","text"|"documents","date"?,"setting"?,"profile"?,"patient"?}',
    )
    .option(
      '--by <role>',
      'who wrote the document at this place of the list: provider, nurse, dietitian, other-clinician, patient; once a document',
      collect,
      [],
    )
    .addHelpText('after', '\nExample:\n  medcode code examples/notes/office-visit.txt --date 2026-11-02')
    .action(async (files: string[], options: CodeOptions, command: Command) => {
      if (options.ndjson) {
        const { CodeLine } = await import('../batch-lines.js');
        const result = await runBatch(process.stdin, writeOut, CodeLine, (line) => {
          const visit = {
            id: String(line.id),
            date: requiredDate(line.date ?? options.date),
            setting: line.setting,
            profile: line.profile,
            patient: line.patient,
          };
          if ((line.text === undefined) === (line.documents === undefined))
            throw new MedcodeError('MC_LINE_INVALID', 'the line needs either a text or documents');
          const { diagnoses, procedures, services, notCoded, queries, notChecked, releases } =
            line.documents === undefined
              ? engine.coder.code({ ...visit, text: line.text ?? '' })
              : engine.coder.codeDocuments({ ...visit, documents: line.documents });
          return { diagnoses, procedures, services, notCoded, queries, notChecked, releases };
        });
        if (result.failed > 0) exit.code = 3;
        return;
      }
      const [file] = files;
      if (file === undefined) return command.error("error: missing required argument 'file'");
      const setting = Setting.safeParse(options.setting);
      const profile = Profile.safeParse(options.profile);
      if (!setting.success) return command.error('error: --setting is one of office, ed, outpatient, inpatient');
      if (!profile.success) return command.error('error: --profile is one of billing, mentions');
      const patient = patientOf(options);
      const date = requiredDate(options.date);
      const visit = { id: file, date, setting: setting.data, profile: profile.data, patient };
      const encounter: Encounter =
        files.length === 1
          ? await coded(engine.coder, { ...visit, text: readTextInput(file) }, options)
          : engine.coder.codeDocuments({
              ...visit,
              documents: files.map((name, i) => {
                const role = Note.shape.authorRole.safeParse(options.by[i]);
                if (!role.success)
                  throw new MedcodeError('MC_USAGE', '--by takes provider, nurse, dietitian, other-clinician, patient or unknown');
                return { id: name, text: readTextInput(name), ...(role.data === undefined ? {} : { authorRole: role.data }) };
              }),
            });
      await writeOut(options.json ? `${JSON.stringify(encounter, null, 2)}\n` : renderEncounter(encounter));
    });
}
