import type { PcsLabel, PcsLookup, PcsRow, PcsValue, PcsValues } from '@medcode/core/codesets/icd10pcs';
import type { PcsIndexEntry } from '@medcode/core/codesets/icd10pcs-index';
import type { Release } from '@medcode/core/model/release';
import pc from 'picocolors';
import { width } from '../output.js';
import { eventLine } from './history.js';
import { labelled } from './labelled.js';
import { cut, wrap } from './layout.js';

/** Complete codes are printed without being asked for when there are at most this many. */
const FEW_CODES = 30;

/** The legal values after a prefix: what the characters given mean, the table, and the complete codes when they are few or wanted. */
export function renderPcsValues(answer: PcsValues, allCodes: boolean): string {
  const lines: string[] = [];
  if (answer.prefix) lines.push(...axisLines(answer.axes), '');
  if (answer.reason) lines.push(...wrap(pc.red(answer.reason), 0));
  if (answer.rootOperation) {
    const { value, definition, explanation, examples } = answer.rootOperation;
    lines.push(...wrap(`${value}: ${definition}`, 0));
    if (explanation) lines.push(...wrap(explanation, 2));
    if (examples) lines.push(...wrap(`for example ${examples}`, 2));
    lines.push('');
  }
  const readable = answer.rows.some((row) => row.some((axis) => axis.values.some(({ source }) => source !== 'none')));
  if (readable) lines.push(...tableLines(answer.rows));
  else if (answer.next) lines.push(...nextLines(answer.next));
  if (answer.total > 0) {
    const complete = answer.next === undefined;
    if (!complete) lines.push('', `${answer.total} ${answer.total === 1 ? 'code' : 'codes'} valid on ${answer.date}`);
    const show = complete || answer.total <= FEW_CODES || (allCodes && answer.codes.length > 0);
    if (show) for (const { code, title } of answer.codes) lines.push(...labelled(code, title || '(no title at hand)', 2));
    else if (answer.codes.length > 0) lines.push(pc.dim(`  all of them with --codes, or give more characters`));
    else lines.push(pc.dim(`  give more characters to see them`));
  }
  lines.push(...footnotes([...answer.axes, ...(answer.next?.values ?? []), ...answer.rows.flat().flatMap((axis) => axis.values)]));
  lines.push('', releaseLine(answer.releases));
  return `${lines.join('\n')}\n`;
}

/** A procedure code on a date: its seven characters, definitions and keys, limits and life; or why it is not valid. */
export function renderPcsLookup(answer: PcsLookup): string {
  const lines = [
    `${pc.bold(answer.code)}  ${answer.title || '(no title at hand)'}`,
    `${answer.valid ? pc.green('valid, billable') : pc.red('not valid')} on ${answer.date} · ICD-10-PCS`,
  ];
  if (answer.reason) lines.push(...wrap(answer.reason, 0));
  if (answer.nearest && answer.nearest.length > 0) {
    lines.push('', 'Nearest');
    for (const { code, title } of answer.nearest) lines.push(...labelled(code, title || '(no title at hand)', 2));
  }
  if (answer.axes.length > 0) lines.push('', 'Characters', ...axisLines(answer.axes).map((line) => `  ${line}`));
  if (answer.notes.length > 0) {
    lines.push('', 'Definitions and keys');
    for (const { kind, text, from } of answer.notes)
      lines.push(
        ...wrap(
          kind === 'rootOperation' || kind === 'approach'
            ? `${from}: ${text}`
            : kind === 'explanation'
              ? text
              : kind === 'examples'
                ? `for example ${text}`
                : `${from} stands for: ${text}`,
          kind === 'explanation' || kind === 'examples' ? 4 : 2,
          4,
        ),
      );
  }
  if (answer.valid) {
    const limits = answer.flags.map(flagWords);
    lines.push('', ...wrap(`Medicare Code Editor: ${limits.length > 0 ? limits.join(', ') : 'no limits'}`, 0, 2));
  }
  if (answer.lifecycle.length > 0) lines.push('', 'Life', ...answer.lifecycle.flatMap(eventLine));
  lines.push(...footnotes(answer.axes), '', releaseLine(answer.releases));
  return `${lines.join('\n')}\n`;
}

/** Lines of the ICD-10-PCS Index. */
export function renderPcsTerms(words: string, entries: readonly PcsIndexEntry[], date: string): string {
  if (entries.length === 0) return `Nothing in the ICD-10-PCS Index for “${words}”.\n`;
  const lines = [pc.bold(`ICD-10-PCS Index: ${words}`)];
  for (const { term, path, kind, target, code } of entries) {
    const where = [term, ...path].join(' › ');
    const to = kind === 'code' ? '' : ` – ${kind} ${target}`;
    lines.push(...labelled(code || '–', `${where}${to}`, 2, 9));
  }
  lines.push('', pc.dim(`From the code book of April 2025; medcode pcs <code> --date ${date} lists what may follow`));
  return `${lines.join('\n')}\n`;
}

/** The values of the next axis, one a line, with the number of codes; where there is no label, a code that has the value. */
function nextLines({ name, position, values }: NonNullable<PcsValues['next']>): string[] {
  const count = (n: number): string => `${n} ${n === 1 ? 'code' : 'codes'}`;
  const room = Math.max(...values.map((value) => count(value.codes).length));
  const same = sharedStart(values.flatMap(({ example }) => (example ? [example.title] : [])));
  const text = ({ example, ...label }: PcsValue): string =>
    example
      ? `no label at hand; for example ${example.code} ${same === '' ? '' : '… '}${example.title.slice(same.length)}`
      : labelText(label);
  return [
    pc.bold(`${name} (${position})`),
    ...values.flatMap((value) => labelled(`${value.value}  ${count(value.codes).padStart(room)}`, text(value), 2)),
  ];
}

/** The words several titles begin with in common: they do not tell them apart. */
function sharedStart(titles: readonly string[]): string {
  const [first, ...others] = titles;
  if (first === undefined || others.length === 0) return '';
  let end = 0;
  for (let at = first.indexOf(' ') + 1; at > 0; at = first.indexOf(' ', at) + 1) {
    if (!others.every((title) => title.startsWith(first.slice(0, at)))) break;
    end = at;
  }
  return first.slice(0, end);
}

function axisLines(axes: PcsLookup['axes']): string[] {
  const room = Math.max(...axes.map((axis) => axis.name.length));
  return axes.flatMap((axis) => labelled(`${axis.value}  ${axis.name.padEnd(room)}`, labelText(axis), 0));
}

function labelText({ label, source }: PcsLabel): string {
  return source === 'none' ? 'no label at hand' : source === 'same-table' ? `${label}*` : label;
}

/** The rows of a table side by side, as the official tables are printed; one below the other where the terminal is too narrow. */
function tableLines(rows: readonly PcsRow[]): string[] {
  const first = rows[0] as PcsRow;
  const text = (axis: PcsRow[number]): string[] => axis.values.map((value) => `${value.value} ${labelText(value)}`);
  const heads = first.map((axis) => `${axis.name} (${axis.position})`);
  const need = first.map((_, column) =>
    Math.max(
      (heads[column] as string).length,
      ...rows.map((row) => Math.max(...text(row[column] as PcsRow[number]).map((cell) => cell.length))),
    ),
  );
  const rooms = shares(need, width() - 2 * (need.length - 1));
  const lines: string[] = [];
  if (rooms === undefined) {
    rows.forEach((row, i) => {
      if (i > 0) lines.push('');
      for (const axis of row) lines.push(pc.bold(`${axis.name} (${axis.position})`), ...text(axis).flatMap((cell) => wrap(cell, 2, 4)));
    });
    return lines;
  }
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(rooms[column] as number))
      .join('  ')
      .trimEnd();
  lines.push(pc.bold(line(heads.map((head, column) => cut(head, rooms[column] as number)))));
  rows.forEach((row) => {
    lines.push(pc.dim('─'.repeat(rooms.reduce((sum, room) => sum + room + 2, -2))));
    const columns = row.map((axis, column) => text(axis).flatMap((cell) => folded(cell, rooms[column] as number)));
    const height = Math.max(...columns.map((cells) => cells.length));
    for (let at = 0; at < height; at++) lines.push(line(columns.map((cells) => cells[at] ?? '')));
  });
  return lines;
}

/** A cell in as many lines as its column needs; continuation lines stand under the label. */
function folded(cell: string, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of cell.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = `  ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((part) => cut2(part, room));
}

function cut2(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}

/** Widths of columns that fit together: what each needs, the widest narrowed first; undefined when they would get too narrow. */
function shares(need: readonly number[], room: number): number[] | undefined {
  const rooms = [...need];
  let excess = rooms.reduce((sum, n) => sum + n, 0) - room;
  while (excess > 0) {
    const widest = rooms.indexOf(Math.max(...rooms));
    if ((rooms[widest] as number) <= 16) return undefined;
    rooms[widest] = (rooms[widest] as number) - 1;
    excess--;
  }
  return rooms;
}

function footnotes(labels: readonly PcsLabel[]): string[] {
  const notes: string[] = [];
  if (labels.some(({ source }) => source === 'same-table'))
    notes.push('* the code book at hand has no label for this code: this is what the value means in the nearest code of the same table');
  if (labels.some(({ source }) => source === 'none'))
    notes.push(
      'No label at hand: the code book that comes with medcode labels sections 0 and 1 of April 2025 → medcode data import <ICD-10-PCS Tables>',
    );
  return notes.length === 0 ? [] : ['', ...notes.flatMap((note) => wrap(note, 0, 2)).map((line) => pc.dim(line))];
}

function releaseLine(releases: readonly Release[]): string {
  return pc.dim(
    wrap(releases.map((release) => `${release.title}${release.carried ? ' (carried forward)' : ''}`).join(' · '), 0).join('\n'),
  );
}

/** The lists of procedures of the Medicare Code Editor (Definitions of Medicare Code Edits, chapter 1), in words. */
function flagWords(flag: string): string {
  if (flag.startsWith('NCOV_')) return 'non-covered procedure, or covered with certain diagnoses only';
  if (flag.startsWith('COV_')) return 'covered only with Z00.6, clinical trial';
  return (
    {
      MALE: 'male patients only',
      FEMALE: 'female patients only',
      LCOV: 'limited coverage',
      CSECT: 'cesarean delivery',
      VAGDEL: 'vaginal delivery',
      LOS: 'needs a length of stay of more than four days',
    }[flag] ?? flag
  );
}
