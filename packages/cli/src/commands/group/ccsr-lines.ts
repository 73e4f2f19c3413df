import { CcsrDiagnoses, CcsrGrouper } from '@medcode/core/groupers/ccsr/grouper';
import { openCatalog } from '@medcode/releases/open-catalog';
import { LineId } from '../../line-id.js';
import { type AnswerLine, lineAnswerer } from '../../ndjson.js';

/** How `medcode group ccsr` was called; travels to the threads of `--jobs`. */
export interface CcsrSettings {
  readonly dataFolder: string | undefined;
  readonly date: string | undefined;
}

const Line = CcsrDiagnoses.extend({ id: LineId });

/** Answers the lines of `--ndjson`, in this thread or another. */
export async function openLines(settings: unknown): Promise<AnswerLine> {
  const { dataFolder, date } = settings as CcsrSettings;
  const grouper = new CcsrGrouper(openCatalog(dataFolder));
  return lineAnswerer(Line, ({ dx, date: own = date }) => grouper.group(own === undefined ? { dx } : { dx, date: own }));
}
