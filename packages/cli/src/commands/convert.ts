import { bareCode } from '@medcode/core/codesets/code';
import type { CodeWindow } from '@medcode/core/codesets/code-table';
import { convertDiagnosis, convertIcd9, convertProcedure, dayOfFiscalYear, icd9Systems } from '@medcode/core/codesets/convert';
import { Icd10pcs } from '@medcode/core/codesets/icd10pcs';
import { MedcodeError } from '@medcode/core/errors';
import { type Day, day } from '@medcode/core/model/date';
import { type Command, Option } from 'commander';
import { writeOut } from '../output.js';
import { renderConversion, renderGemConversion } from '../render/convert.js';
import type { Shell } from '../shell.js';

const SYSTEMS = ['icd10cm', 'icd10pcs', 'icd9cm', 'icd9pcs'] as const;
type System = (typeof SYSTEMS)[number];

interface Options {
  readonly from?: string;
  readonly to?: string;
  readonly system?: System;
  readonly json?: boolean;
}

export function addConvert(program: Command, { engine, exit }: Shell): void {
  program
    .command('convert')
    .description('what a code of one year is in another, forward or backward; or the ICD-10 codes for an ICD-9-CM code')
    .argument('<code>', 'ICD-10-CM, ICD-10-PCS or, with --from icd9, ICD-9-CM code')
    .option('--from <when>', 'fiscal year (2024), date, or icd9')
    .option('--to <when>', 'fiscal year or date')
    .addOption(new Option('--system <system>', 'code system, where the code does not tell').choices(SYSTEMS))
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
A fiscal year stands for its first day, October 1 of the year before.

Examples:
  medcode convert I48.2 --from 2019 --to 2026
  medcode convert 0DTJ4ZZ --from 2024 --to 2027
  medcode convert 47.01 --from icd9 --to 2027`,
    )
    .action(async (code: string, options: Options) => {
      const { from, to } = options;
      if (from === undefined || to === undefined)
        throw new MedcodeError('MC_DATE_MISSING', `give ${from === undefined ? '--from' : '--to'}: a fiscal year (2027) or a date`);
      const pcs = new Icd10pcs(engine.catalog);
      const { icd, catalog } = engine;
      if (/^icd-?9$/i.test(from)) {
        const answer = convertIcd9({ icd, pcs, catalog }, code, icd9System(code, options.system), whenOf(to));
        exit.code = answer.outcome === 'not-checked' ? 4 : answer.outcome === 'mapped' ? 0 : 1;
        await writeOut(options.json ? `${JSON.stringify(answer, null, 2)}\n` : renderGemConversion(answer));
        return;
      }
      const bare = bareCode(code);
      const told = /^\d/.test(bare) || (bare.length === 7 && icd.table.find(bare) === -1);
      const procedure = options.system === undefined ? told : options.system === 'icd10pcs';
      const { table } = procedure ? pcs : icd;
      const id = table.find(bare);
      const start = whenOf(from, id === -1 ? [] : table.windows(id));
      const answer = procedure
        ? convertProcedure(pcs, catalog, code, start, whenOf(to))
        : convertDiagnosis(icd, catalog, code, start, whenOf(to));
      exit.code = answer.outcome === 'not-valid' || answer.outcome === 'none' ? 1 : answer.notChecked.length > 0 ? 4 : 0;
      await writeOut(options.json ? `${JSON.stringify(answer, null, 2)}\n` : renderConversion(answer));
    });

  /** @throws MedcodeError MC_USAGE when the code could be either, MC_CODE_UNKNOWN when no list has it */
  function icd9System(code: string, said: System | undefined): 'icd9cm' | 'icd9pcs' {
    if (said === 'icd9cm' || said === 'icd9pcs') return said;
    const systems = icd9Systems(engine.catalog, code);
    const [first, second] = systems;
    if (first === undefined) throw new MedcodeError('MC_CODE_UNKNOWN', `the lists of ICD-9-CM codes have no "${code.slice(0, 20)}"`);
    if (second !== undefined)
      throw new MedcodeError(
        'MC_USAGE',
        `${code} is a procedure and a diagnosis of ICD-9-CM: write the dot, or give --system icd9cm or icd9pcs`,
      );
    return first;
  }
}

/** @throws MedcodeError MC_DATE_INVALID */
function whenOf(text: string, windows: readonly CodeWindow[] = []): Day {
  const year = /^(?:FY)?((?:19|20)\d\d)$/i.exec(text)?.[1];
  return year === undefined ? day(text) : dayOfFiscalYear(Number(year), windows);
}
