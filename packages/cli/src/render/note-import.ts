import type { ImportedEncounter } from '@medcode/core/notes/import/imported';
import { wrap } from './layout.js';

const SOURCE_WORDS: Readonly<Record<ImportedEncounter['format'], string>> = {
  hl7v2: 'HL7 version 2',
  ccda: 'C-CDA',
  fhir: 'FHIR R4',
  text: 'plain text',
};
const SETTING_WORDS = {
  office: 'office visit',
  ed: 'emergency department',
  outpatient: 'hospital outpatient',
  inpatient: 'inpatient stay',
};

/** An imported encounter for people: what came over, and what did not. */
export function renderImported(encounter: ImportedEncounter): string {
  const { setting, patient, date, dateTo } = encounter;
  const who = [patient.age, patient.sex].filter((part) => part !== undefined).join(' ');
  const when = [date, dateTo === date ? undefined : dateTo].filter((part) => part !== undefined).join(' to ');
  const head = [`Encounter ${encounter.id}`, setting && SETTING_WORDS[setting], who, when, SOURCE_WORDS[encounter.format]];
  const lines = [head.filter((part) => part !== undefined && part !== '').join(' · ')];
  if (encounter.documents.length > 0) {
    lines.push('', 'Documents');
    for (const { id, text, date: on, authorRole } of encounter.documents)
      lines.push(`    ${[id, on, authorRole, `${text.split('\n').length} lines`].filter((part) => part !== undefined).join(' · ')}`);
  }
  const codes = (title: string, of: readonly { code?: string | undefined; title?: string | undefined }[]): void => {
    if (of.length === 0) return;
    lines.push('', title);
    for (const one of of) lines.push(`    ${(one.code ?? '').padEnd(9)} ${one.title ?? ''}`.trimEnd());
  };
  codes('Diagnoses already coded', encounter.diagnoses);
  codes('Procedures already coded', encounter.procedures);
  codes('Services', encounter.services);
  if (encounter.notImported.length > 0) {
    lines.push('', `Not imported (${encounter.notImported.length})`);
    for (const { at, reason } of encounter.notImported) lines.push(...wrap(`${at}: ${reason}`, 4));
  }
  return `${lines.join('\n')}\n`;
}
