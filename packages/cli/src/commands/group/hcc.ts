import type { Command } from 'commander';
import { writeOut } from '../../output.js';
import type { Shell } from '../../shell.js';
import { collect } from '../repeated-option.js';
import { answerStandardInput } from './claim-options.js';
import type { HccSettings } from './hcc-lines.js';

interface HccOptions {
  readonly whatIf: string[];
  readonly jobs?: string;
  readonly json?: boolean;
  readonly ndjson?: boolean;
}

export function addGroupHcc(group: Command, { engine, exit }: Shell): void {
  group
    .command('hcc')
    .description('risk scores of CMS-HCC V24 and V28, ESRD V21 and V24, RxHCC V08: every coefficient and the diagnoses behind it')
    .argument('[file]', 'one beneficiary as a JSON object; without a file, or with -, standard input is read')
    .option(
      '--what-if <change>',
      'also the score with a diagnosis more or less: add:CODE or drop:CODE; repeatable',
      collect,
      [] as string[],
    )
    .option('--json', 'print JSON')
    .option(
      '--ndjson',
      'answer one JSON object a line from standard input: {"id","model","year","age","sex","segment"?,"orec"?,"dual"?,"lti"?,"dx"}',
    )
    .option('--jobs <n>', 'with --ndjson: use this many cores')
    .addHelpText(
      'after',
      `
A beneficiary:
  model        V24, V28, ESRD V21, ESRD V24 or RxHCC V08
  year         payment year (diagnoses are those of the year before): 2025, 2026, 2027
  age, sex     whole years on February 1 of the payment year; M or F
  dx           ICD-10-CM codes
  segment      CNA, CND, CFA, CFD, CPA, CPD, INS, NE, SNPNE …; derived when it is not given
  orec         original reason for entitlement, 0 to 3
  dual         dual eligibility code, NA or 00 to 10
  lti, newEnrollee, snp, lowIncome, esrd    true or false
  graftMonths  ESRD models: months since the kidney transplant; absent: dialysis
  plan         RxHCC: MA-PD, PDP or both
  mceEdits     also the age edits of the Medicare Code Editor, a switch of the model software

Examples:
  echo '{"model":"V28","year":2026,"age":70,"sex":"F","orec":"0","dx":["E11.22","N18.32"]}' | medcode group hcc
  medcode group hcc examples/beneficiaries/diabetes-kidney.json --what-if add:I50.22 --what-if drop:N18.32`,
    )
    .action(async (file: string | undefined, options: HccOptions) => {
      const settings: HccSettings = { dataFolder: engine.dataFolder, whatIf: options.whatIf };
      if (options.ndjson) {
        const { failed } = await answerStandardInput(new URL('./hcc-lines.js', import.meta.url), settings, options.jobs);
        if (failed > 0) exit.code = 3;
        return;
      }
      const { Beneficiary } = await import('@medcode/core/groupers/hcc/person');
      const { HccAnswers } = await import('./hcc-lines.js');
      const { readJsonInput } = await import('../../read-json.js');
      const person = readJsonInput(file ?? '-', Beneficiary);
      const answers = new HccAnswers(settings);
      const score = answers.answer(person);
      if (score.notChecked.length > 0) exit.code = 4;
      if (options.json) return writeOut(`${JSON.stringify(score, null, 2)}\n`);
      const { renderRiskScore } = await import('../../render/group-hcc.js');
      const scorer = answers.models.scorer(person.model, person.year, person.plan);
      await writeOut(renderRiskScore(score, (hcc) => scorer.label(hcc), scorer.segmentWords(score.segment)));
    });
}
