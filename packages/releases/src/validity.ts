import type { Day } from '@medcode/core/model/date';

/** A stretch of time in which a code was valid. */
export interface ValidityRow {
  readonly code: string;
  readonly from: Day;
  readonly to: Day;
  readonly billable: boolean;
}

/**
 * When the headers of ICD-10-CM were valid. A header is valid while a billable code below it is and it is not billable itself.
 * Lists of valid codes name no headers, so they are the known ones of the editions at hand and, for codes of older editions,
 * every shorter form down to the category that is not mere padding (a 7-character code's leaf is the code without its
 * 7th character and the X's before it; guideline I.A.4–5).
 */
export function headerWindows(billable: readonly ValidityRow[], known: ReadonlySet<string>): ValidityRow[] {
  const windows = new Map<string, { from: Day; to: Day }[]>();
  const own = new Map<string, { from: Day; to: Day }[]>();
  for (const row of billable) push(own, row.code, row);
  for (const row of billable) {
    for (const header of headersAbove(row.code, known)) push(windows, header, row);
  }
  const out: ValidityRow[] = [];
  for (const [code, spans] of windows) {
    let merged = union(spans);
    for (const hole of own.get(code) ?? []) merged = subtract(merged, hole);
    for (const { from, to } of merged) out.push({ code, from, to, billable: false });
  }
  return out;
}

function headersAbove(code: string, known: ReadonlySet<string>): string[] {
  const leafLength = code.length === 7 ? Math.max(3, code.slice(0, 6).replace(/X+$/, '').length) : code.length - 1;
  const out: string[] = [];
  for (let length = 3; length <= Math.max(leafLength, code.length - 1); length++) {
    const header = code.slice(0, length);
    if (header === code) continue;
    if (known.has(header) || length <= leafLength) out.push(header);
  }
  return out;
}

function union(spans: readonly { from: Day; to: Day }[]): { from: Day; to: Day }[] {
  const sorted = [...spans].sort((a, b) => a.from - b.from);
  const out: { from: Day; to: Day }[] = [];
  for (const span of sorted) {
    const last = out.at(-1);
    if (last && span.from <= last.to + 1) last.to = Math.max(last.to, span.to) as Day;
    else out.push({ from: span.from, to: span.to });
  }
  return out;
}

function subtract(spans: readonly { from: Day; to: Day }[], hole: { from: Day; to: Day }): { from: Day; to: Day }[] {
  const out: { from: Day; to: Day }[] = [];
  for (const span of spans) {
    if (hole.to < span.from || hole.from > span.to) {
      out.push(span);
      continue;
    }
    if (span.from < hole.from) out.push({ from: span.from, to: (hole.from - 1) as Day });
    if (span.to > hole.to) out.push({ from: (hole.to + 1) as Day, to: span.to });
  }
  return out;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
