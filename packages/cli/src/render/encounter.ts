import { day, fiscalYear } from '@medcode/core/model/date';
import type { CodedDiagnosis, Encounter } from '@medcode/core/model/encounter';
import { lineAt } from '@medcode/core/notes/line-at';
import pc from 'picocolors';
import { width } from '../output.js';
import { cut, wrap } from './layout.js';

const BAND_MARK: Readonly<Record<CodedDiagnosis['band'], string>> = { accept: '●', review: '◐', suggestion: '○' };
const SETTING_WORDS = { office: 'Office visit', ed: 'Emergency visit', outpatient: 'Outpatient', inpatient: 'Inpatient stay' } as const;
const SECTION_WORDS: Readonly<Record<string, string>> = {
  ap: 'A/P',
  assessment: 'assessment',
  hpi: 'HPI',
  pmh: 'PMH',
  cc: 'CC',
  ros: 'ROS',
  fh: 'family history',
  sh: 'social history',
};
/** Reasons for not coding are shown for so many things; `--json` has them all. */
const NOT_CODED_SHOWN = 12;

/** A coded visit as a coder reads it: codes in order with sentence, place and path; then what was left out and why. */
export function renderEncounter(encounter: Encounter): string {
  const texts = new Map(encounter.documents.map((document) => [document.id, document.text]));
  const textOf = (document: string | undefined): string => texts.get(document ?? '') ?? encounter.documents[0]?.text ?? '';
  const several = encounter.documents.length > 1;
  const columns = width();
  const lines: string[] = [];
  const { age, sex } = encounter.patient;
  const notes = encounter.releases.find((release) => release.id.startsWith('icd10cm/tabular'));
  lines.push(
    [
      SETTING_WORDS[encounter.setting],
      [age, sex].filter((part) => part !== undefined).join(' '),
      encounter.date,
      `ICD-10-CM FY${fiscalYear(day(encounter.date))}${notes?.carried ? ` (notes of ${notes.title.replace(/^ICD-10-CM Tabular List /, '')})` : ''}`,
    ]
      .filter(Boolean)
      .join(' · '),
    '',
    pc.bold('Diagnoses'),
  );
  const answer = encounter.diagnoses.filter((diagnosis) => diagnosis.band !== 'suggestion');
  const suggestions = encounter.diagnoses.filter((diagnosis) => diagnosis.band === 'suggestion');
  if (answer.length === 0) lines.push('  none that the note supports');
  answer.forEach((diagnosis, i) => {
    const poa = diagnosis.poa ? `  POA ${diagnosis.poa}` : '';
    const right = `${BAND_MARK[diagnosis.band]} ${diagnosis.probability.toFixed(2)}${poa}`;
    const titleRoom = columns - 16 - right.length;
    lines.push(
      `${String(i + 1).padStart(2)}  ${pc.bold(diagnosis.code.padEnd(9))} ${cut(diagnosis.title, titleRoom).padEnd(titleRoom)} ${right}`,
    );
    for (const evidence of diagnosis.evidence.slice(0, 3)) {
      const place = `${several ? `${evidence.document}, ` : ''}${SECTION_WORDS[evidence.section ?? ''] ?? evidence.section ?? ''}${evidence.line ? `, line ${evidence.line}` : ''}`;
      const room = columns - 20 - place.length;
      lines.push(
        `${' '.repeat(14)}${cut(`“${sentenceAround(textOf(evidence.document), evidence.start, evidence.end)}”`, room).padEnd(room)} ${pc.dim(place)}`,
      );
    }
    const because = [diagnosis.path.join(' › '), ...(rulesOf(diagnosis).length > 0 ? [`rule ${rulesOf(diagnosis).join(', ')}`] : [])].join(
      ' · ',
    );
    lines.push(...wrap(because, 14).map((line) => pc.dim(line)));
    if (diagnosis.alternatives.length > 0)
      lines.push(
        ...wrap(
          `or: ${diagnosis.alternatives
            .slice(0, 3)
            .map((other) => `${other.code} ${other.title}`)
            .join('; ')}`,
          14,
        ).map((line) => pc.dim(line)),
      );
  });
  if (encounter.procedures.length > 0) lines.push('', pc.bold('Procedures'), ...procedureLines(encounter, textOf, columns));
  if (encounter.services.length > 0) {
    lines.push('', pc.bold('Services'));
    for (const service of encounter.services) {
      const modifiers = service.modifiers.length > 0 ? `-${service.modifiers.join('-')}` : '';
      const units = service.units === 1 ? '' : ` × ${service.units}`;
      const mdm = service.mdm;
      // The table says what the reasons of the level say; the first reason stays.
      const because = mdm ? service.because.slice(0, 1) : service.because;
      lines.push(
        ...wrap(
          `${(service.code + modifiers + units).padEnd(9)} ${because.join(' · ')}${service.pointers.length > 0 ? ` · for ${service.pointers.join(', ')}` : ''} · ${service.band}`,
          4,
          14,
        ),
      );
      for (const { element, level, because: carried } of mdm?.elements ?? [])
        lines.push(pc.dim(`${' '.repeat(14)}${element.padEnd(9)} ${level.padEnd(15)} ${cut(carried, columns - 41)}`));
      if (mdm?.next) lines.push(...wrap(`next level: ${mdm.next}`, 14, 26).map((line) => pc.dim(line)));
      for (const { modifier, because: reason } of service.modifierReasons ?? [])
        lines.push(...wrap(`-${modifier}: ${reason}`, 14, 18).map((line) => pc.dim(line)));
    }
  }
  if (suggestions.length > 0) {
    lines.push('', pc.bold(`Suggestions, not part of the answer (${suggestions.length})`));
    for (const diagnosis of suggestions.slice(0, 8)) {
      const evidence = diagnosis.evidence[0];
      lines.push(
        cut(
          `    ${diagnosis.code.padEnd(9)} ${diagnosis.title} ○ ${diagnosis.probability.toFixed(2)} “${evidence?.text ?? ''}” ${evidence?.section ?? ''}, line ${evidence?.line ?? ''}`,
          columns,
        )
          .replace(/^/, '    ')
          .replace(/^ {4}(?= {4})/, ''),
      );
    }
    if (suggestions.length > 8) lines.push(`    … ${suggestions.length - 8} more with --json`);
  }
  if (encounter.queries.length > 0) {
    lines.push('', pc.bold(`Queries drafted (${encounter.queries.length})`));
    encounter.queries.forEach((query, i) => lines.push(...wrap(`${i + 1}. ${query.question} ${query.options.join(' / ')}`, 4, 7)));
  }
  if (encounter.notCoded.length > 0) {
    lines.push('', pc.bold(`Not coded (${encounter.notCoded.length})`));
    for (const item of encounter.notCoded.slice(0, NOT_CODED_SHOWN)) {
      const line = lineAt(textOf(item.document), item.start);
      lines.push(
        ...wrap(
          `“${cut(item.text, 50)}” ${item.code ? `${item.code} ` : ''}– ${item.reason}, ${several && item.document ? `${item.document}, ` : ''}line ${line}`,
          4,
          6,
        ),
      );
    }
    if (encounter.notCoded.length > NOT_CODED_SHOWN) lines.push(`    … ${encounter.notCoded.length - NOT_CODED_SHOWN} more with --json`);
  }
  if (encounter.notChecked.length > 0) {
    lines.push('', pc.bold('Not checked'));
    for (const item of encounter.notChecked) lines.push(...wrap(`${item.what}: ${item.reason} → ${item.remedy}`, 4, 6));
  }
  lines.push(
    '',
    pc.dim(`Releases: ${encounter.releases.map((release) => `${release.title}${release.carried ? ', carried forward' : ''}`).join(' · ')}`),
  );
  return `${lines.join('\n')}\n`;
}

/** Procedures with their sentence, and what each character was read from where the name of the procedure alone does not say it. */
function procedureLines({ procedures }: Encounter, textOf: (document: string | undefined) => string, columns: number): string[] {
  const lines: string[] = [];
  procedures.forEach((procedure, i) => {
    const right = `${BAND_MARK[procedure.band]} ${procedure.probability.toFixed(2)}`;
    const titleRoom = columns - 16 - right.length;
    lines.push(
      `${String(i + 1).padStart(2)}  ${pc.bold(procedure.code.padEnd(9))} ${cut(procedure.title, titleRoom).padEnd(titleRoom)} ${right}`,
    );
    for (const evidence of procedure.evidence.slice(0, 2)) {
      const place = `${SECTION_WORDS[evidence.section ?? ''] ?? evidence.section ?? ''}${evidence.line ? `, line ${evidence.line}` : ''}`;
      const room = columns - 20 - place.length;
      lines.push(
        `${' '.repeat(14)}${cut(`“${sentenceAround(textOf(evidence.document), evidence.start, evidence.end)}”`, room).padEnd(room)} ${pc.dim(place)}`,
      );
    }
    const axes = procedure.axes
      .filter(({ source }) => source !== 'procedure')
      .map(
        ({ name, value, label, source, evidence }) =>
          `${name} ${value}${label ? ` ${label}` : ''} ${source === 'default' ? '(note silent)' : `“${evidence?.text ?? ''}”`}`,
      );
    lines.push(...wrap([procedure.path.join(' › '), ...axes].join(' · '), 14).map((line) => pc.dim(line)));
    if (procedure.alternatives.length > 0)
      lines.push(
        ...wrap(
          `or: ${procedure.alternatives
            .slice(0, 3)
            .map((other) => `${other.code} ${other.title}`)
            .join('; ')}`,
          14,
        ).map((line) => pc.dim(line)),
      );
  });
  return lines;
}

/** The rules that made or changed a code; that it was named twice and that it stands in its place is no news. */
function rulesOf({ rules }: CodedDiagnosis): string[] {
  return rules.filter((rule) => rule !== 'once-per-encounter' && rule !== 'external-cause-and-z-position');
}

/** The sentence or line an evidence stands in, for reading; the evidence itself is the exact words. */
function sentenceAround(text: string, start: number, end: number): string {
  let from = start;
  while (from > 0 && !/[\n\r!?;]/.test(text[from - 1] as string) && !(text[from - 1] === '.' && /\s/.test(text[from] as string))) from--;
  let to = end;
  while (to < text.length && !/[\n\r!?;]/.test(text[to] as string) && !(text[to] === '.' && /\s/.test(text[to + 1] ?? ' '))) to++;
  return text
    .slice(from, to)
    .replace(/^[\s•\-–*\d.)]+(?=\S)/, '')
    .trim();
}
