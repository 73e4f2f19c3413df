import { Beneficiary } from '@medcode/core/groupers/hcc/person';
import { RiskModels } from '@medcode/core/groupers/hcc/risk-models';
import type { RiskScore } from '@medcode/core/groupers/hcc/scorer';
import { type Change, readChange, type WhatIf, whatIf } from '@medcode/core/groupers/hcc/what-if';
import { openCatalog } from '@medcode/releases/open-catalog';
import { LineId } from '../../line-id.js';
import { type AnswerLine, lineAnswerer } from '../../ndjson.js';

/** How `medcode group hcc` was called; travels to the threads of `--jobs`. */
export interface HccSettings {
  readonly dataFolder: string | undefined;
  readonly whatIf: readonly string[];
}

const Line = Beneficiary.extend({ id: LineId });

/** Scores beneficiaries as the command was told to. */
export class HccAnswers {
  readonly models: RiskModels;
  private readonly changes: readonly Change[];

  /** @throws MedcodeError MC_USAGE, MC_CODE_MALFORMED */
  constructor(settings: HccSettings) {
    this.changes = settings.whatIf.map(readChange);
    this.models = new RiskModels(openCatalog(settings.dataFolder));
  }

  /** @throws MedcodeError MC_MODEL_UNKNOWN, MC_MODEL_NOT_CHECKED, MC_PERSON_INVALID, MC_RELEASE_MISSING, MC_PACK_DAMAGED */
  answer(person: Beneficiary): RiskScore & { readonly whatIf?: WhatIf } {
    const base = this.models.score(person);
    return this.changes.length === 0 ? base : { ...base, whatIf: whatIf(this.models, person, base, this.changes) };
  }
}

/** Answers the lines of `--ndjson`, in this thread or another. */
export async function openLines(settings: unknown): Promise<AnswerLine> {
  const answers = new HccAnswers(settings as HccSettings);
  return lineAnswerer(Line, (line) => answers.answer(line));
}
