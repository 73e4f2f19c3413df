import { InpatientCodes } from '@medcode/core/groupers/inpatient-codes';
import { MedicareCodeEditor } from '@medcode/core/groupers/mce/editor';
import { MsdrgClaimInput } from '@medcode/core/groupers/msdrg/claim-schema';
import { openCatalog } from '@medcode/releases/open-catalog';
import { LineId } from '../../line-id.js';
import { type AnswerLine, lineAnswerer } from '../../ndjson.js';

/** How `medcode group mce` was called; travels to the threads of `--jobs`. */
export interface MceSettings {
  readonly dataFolder: string | undefined;
  readonly dischargeDate: string | undefined;
}

const Line = MsdrgClaimInput.extend({ id: LineId });

export function openEditor({ dataFolder }: MceSettings): MedicareCodeEditor {
  return new MedicareCodeEditor(new InpatientCodes(openCatalog(dataFolder)));
}

/** Answers the lines of `--ndjson`, in this thread or another. */
export async function openLines(settings: unknown): Promise<AnswerLine> {
  const { dischargeDate } = settings as MceSettings;
  const editor = openEditor(settings as MceSettings);
  return lineAnswerer(Line, (line) => editor.edit({ ...line, dischargeDate: line.dischargeDate ?? dischargeDate }));
}
