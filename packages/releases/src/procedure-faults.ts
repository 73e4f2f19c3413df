import type { Icd10pcs } from '@medcode/core/codesets/icd10pcs';
import type { LexiconFile, LexiconRow } from '@medcode/core/codesets/lexicon';
import { admitted, CodesByStem, fits, parseParts, parseTemplate, type Slot } from '@medcode/core/coding/procedures/template';
import { type Day, formatDay } from '@medcode/core/model/date';

const USES = /^(?:upper|mentions|policy|narrative|phrase|counted|at=\S+)$/;
const STATUS: ReadonlySet<string> = new Set(['planned', 'declined', 'not-done', 'past', 'cause', 'done']);

/** What is wrong with a row of lexicon/procedures: malformed cells, and codes or beginnings of codes that are not legal on a date. */
export function procedureFaults(kind: LexiconFile, row: LexiconRow, pcs: Icd10pcs, dates: readonly Day[]): string[] {
  const cell = (name: string): string => row.cells[name] as string;
  switch (kind) {
    case 'procedures/operations':
      return [
        ...cell('code')
          .split(',')
          .flatMap((text) => templateFaults(text.trim(), pcs, dates)),
        ...cell('use')
          .split(' ')
          .filter((use) => use !== '' && !USES.test(use))
          .map((use) => `use "${use}" is unknown`),
        ...cell('use')
          .split(' ')
          .filter((use) => use.startsWith('at='))
          .flatMap((use) => partFaults(use.slice(3), pcs, dates)),
      ];
    case 'procedures/anatomy':
      return partFaults(cell('parts'), pcs, dates);
    case 'procedures/approaches':
      return /^[03478FX](?: [03478FX])*$/.test(cell('approach')) && /^[1-5]$/.test(cell('rank')) ? [] : ['approach or rank is malformed'];
    case 'procedures/performance':
      return STATUS.has(cell('status')) && /^(?:before|after|both)$/.test(cell('reach')) ? [] : ['status or reach is unknown'];
    default:
      return [];
  }
}

/** Every beginning a template can be filled with by side must have a code on each date; where the note names the body part, some must. */
function templateFaults(text: string, pcs: Icd10pcs, dates: readonly Day[]): string[] {
  if (text === '-') return [];
  const template = parseTemplate(text);
  if (!template) return [`"${text}" is not a template of seven places`];
  const [section, system, operation, body] = template.slots as [Slot, Slot, Slot, Slot];
  const codes = new CodesByStem(pcs);
  const faults: string[] = [];
  for (const date of dates) {
    const legal = (stem: string): boolean => codes.below(stem, date).some((code) => fits(template, code));
    const stems = (values: string): string[] =>
      spread(admitted(section)).flatMap((a) =>
        spread(admitted(system)).flatMap((b) => spread(admitted(operation)).flatMap((c) => spread(values).map((d) => a + b + c + d))),
      );
    const missing =
      body.kind === 'side'
        ? stems(body.right + body.left).filter((stem) => !legal(stem))
        : stems(admitted(body) ?? ANY).some(legal)
          ? []
          : [text];
    for (const stem of missing) faults.push(`${text}: no code begins with ${stem} and goes on so on ${formatDay(date)}`);
  }
  return faults;
}

function partFaults(text: string, pcs: Icd10pcs, dates: readonly Day[]): string[] {
  const parts = parseParts(text);
  if (!parts) return [`"${text}" is not a list of body systems and parts`];
  const faults: string[] = [];
  for (const { system, right, left, both } of parts)
    for (const value of [right, left, both])
      for (const date of dates)
        if (value !== undefined && !bodyParts(system, pcs, date).has(value))
          faults.push(`no code of 0${system} has the body part ${value} on ${formatDay(date)}`);
  return faults;
}

const BODY_PARTS = new WeakMap<Icd10pcs, Map<string, Set<string>>>();

function bodyParts(system: string, pcs: Icd10pcs, date: Day): Set<string> {
  const known = BODY_PARTS.get(pcs) ?? new Map<string, Set<string>>();
  BODY_PARTS.set(pcs, known);
  const key = `${date} ${system}`;
  let values = known.get(key);
  if (!values) {
    values = new Set(pcs.codesBelow(`0${system}`, date).map((id) => pcs.table.code(id)[3] as string));
    known.set(key, values);
  }
  return values;
}

const ANY = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';

function spread(values: string | undefined): string[] {
  return Array.from(values ?? ANY);
}
