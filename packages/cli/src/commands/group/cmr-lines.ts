import { CmrClaim, type CmrResult } from '@medcode/core/groupers/cmr/claim';
import { CmrGrouper } from '@medcode/core/groupers/cmr/grouper';
import { type CmrWhatIf, cmrWhatIf } from '@medcode/core/groupers/cmr/what-if';
import { type DiagnosisChange, readDiagnosisChange } from '@medcode/core/groupers/diagnosis-change';
import { openCatalog } from '@medcode/releases/open-catalog';
import { LineId } from '../../line-id.js';
import { type AnswerLine, lineAnswerer } from '../../ndjson.js';

/** How `medcode group cmr` was called; travels to the threads of `--jobs`. */
export interface CmrSettings {
  readonly dataFolder: string | undefined;
  readonly date: string | undefined;
  readonly whatIf: readonly string[];
}

const Line = CmrClaim.extend({ id: LineId });

/** Groups claims as the command was told to. */
export class CmrAnswers {
  readonly grouper: CmrGrouper;
  private readonly changes: readonly DiagnosisChange[];
  private readonly date: string | undefined;

  /** @throws MedcodeError MC_USAGE, MC_CODE_MALFORMED */
  constructor({ dataFolder, date, whatIf }: CmrSettings) {
    this.changes = whatIf.map(readDiagnosisChange);
    this.date = date;
    this.grouper = new CmrGrouper(openCatalog(dataFolder));
  }

  /** @throws MedcodeError as {@link CmrGrouper.group} */
  answer(given: CmrClaim): CmrResult & { readonly whatIf?: CmrWhatIf } {
    const claim = given.date === undefined && this.date !== undefined ? { ...given, date: this.date } : given;
    const base = this.grouper.group(claim);
    return this.changes.length === 0 ? base : { ...base, whatIf: cmrWhatIf(this.grouper, claim, base, this.changes) };
  }
}

/** Answers the lines of `--ndjson`, in this thread or another. */
export async function openLines(settings: unknown): Promise<AnswerLine> {
  const answers = new CmrAnswers(settings as CmrSettings);
  return lineAnswerer(Line, (line) => answers.answer(line));
}
