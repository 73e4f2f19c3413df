import { ComorbidityIndices } from '@medcode/core/groupers/charlson/index-score';
import { ComorbidityPerson, type ComorbidityResult } from '@medcode/core/groupers/charlson/person';
import { type ComorbidityWhatIf, comorbidityWhatIf } from '@medcode/core/groupers/charlson/what-if';
import { type DiagnosisChange, readDiagnosisChange } from '@medcode/core/groupers/diagnosis-change';
import { openCatalog } from '@medcode/releases/open-catalog';
import { LineId } from '../../line-id.js';
import { type AnswerLine, lineAnswerer } from '../../ndjson.js';

/** How `medcode group charlson` was called; travels to the threads of `--jobs`. */
export interface CharlsonSettings {
  readonly dataFolder: string | undefined;
  readonly whatIf: readonly string[];
}

const Line = ComorbidityPerson.extend({ id: LineId });

/** Scores people as the command was told to. */
export class CharlsonAnswers {
  readonly indices: ComorbidityIndices;
  private readonly changes: readonly DiagnosisChange[];

  /** @throws MedcodeError MC_USAGE, MC_CODE_MALFORMED */
  constructor({ dataFolder, whatIf }: CharlsonSettings) {
    this.changes = whatIf.map(readDiagnosisChange);
    this.indices = new ComorbidityIndices(openCatalog(dataFolder));
  }

  /** @throws MedcodeError as {@link ComorbidityIndices.score} */
  answer(person: ComorbidityPerson): ComorbidityResult & { readonly whatIf?: ComorbidityWhatIf } {
    const base = this.indices.score(person);
    return this.changes.length === 0 ? base : { ...base, whatIf: comorbidityWhatIf(this.indices, person, base, this.changes) };
  }
}

/** Answers the lines of `--ndjson`, in this thread or another. */
export async function openLines(settings: unknown): Promise<AnswerLine> {
  const answers = new CharlsonAnswers(settings as CharlsonSettings);
  return lineAnswerer(Line, (line) => answers.answer(line));
}
