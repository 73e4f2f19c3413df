/** The words of Index lines for matching: how a printed path is read (conventions I.A.7, I.A.14, I.A.15 of the Guidelines). */

/** More wordings of one line than this say nothing new. */
const MOST_WORDINGS = 8;

/** A line that is a remark to the reader and names no condition. */
export function isRemark(title: string): boolean {
  return /^Note\s*:/i.test(title);
}

interface Line {
  readonly level: number;
  readonly title: string;
  readonly nonEssential: readonly string[];
}

/** Follows the lines of an index in printed order and gives each its path and wordings. */
export class IndexPlace {
  private readonly silent: number;
  private above: { readonly title: string; readonly wordings: readonly string[]; readonly absent: boolean; readonly remark: boolean }[] =
    [];

  /** @param silent how many outermost levels give no words (the head "Neoplasm" of its table) */
  constructor(silent = 0) {
    this.silent = silent;
  }

  next(line: Line): { readonly path: string; readonly wordings: readonly string[] } {
    const remark = isRemark(line.title);
    this.above = [
      ...this.above.slice(0, line.level),
      {
        title: line.title,
        wordings: remark || line.level < this.silent ? [] : titleWordings(line.title, line.nonEssential),
        absent: /^without\b/i.test(line.title),
        remark,
      },
    ];
    const levels = this.above.filter((level) => !level.remark);
    const path = levels.map((level) => level.title).join(' › ');
    // What must be absent cannot be read from words that are there; the line above has the code for it or its default.
    if (levels.some((level) => level.absent)) return { path, wordings: [] };
    // A line that only joins ("with") says no more than the line above.
    if (line.level >= this.silent && this.above[line.level]?.wordings.length === 0) return { path, wordings: [] };
    let wordings: string[] = [];
    for (const level of levels) {
      if (level.wordings.length === 0) continue;
      wordings = wordings.length === 0 ? [...level.wordings] : wordings.flatMap((so) => level.wordings.map((more) => `${so}, ${more}`));
    }
    return { path, wordings: wordings.slice(0, MOST_WORDINGS) };
  }
}

/** Words that join a line to the one above; they say how, not what. */
const CONNECTORS =
  /^(?:due to|caused by|resulting (?:from|in)|associated with|secondary to|in \(due to\)|with|in|from|of|by|to|for|and|at|on)(?:[\s,]+|$)/i;

/** The wordings of one printed title: alternates apart, connectors off, non-essential modifiers in brackets. */
export function titleWordings(title: string, nonEssential: readonly string[]): string[] {
  let words = title
    .replace(/\s+/g, ' ')
    .replace(/\s*Note\s*:.*$/i, '')
    .replace(/\b(?:NEC|NOS)\b/g, '')
    .replace(/\band\/or\b/g, 'or')
    .trim();
  for (let before = ''; before !== words; ) {
    before = words;
    words = words.replace(CONNECTORS, '').replace(/^[\s,—–-]+|[\s,]+$/g, '');
  }
  const modifiers = nonEssential
    .filter((part) => part.length <= 80)
    .map((part) => ` (${part.replace(/[()]/g, ' ')})`)
    .join('');
  return alternates(words).map((wording) => `${wording}${modifiers}`);
}

/**
 * - "Abdomen, abdominal": forms of one word are alternates; "Tenderness, abdominal": an inverted modifier belongs to the word before.
 * - "Argyll Robertson phenomenon, pupil or syndrome", "Banti's disease or syndrome": the head is said with each of them, never one alone.
 */
function alternates(words: string): string[] {
  if (words === '') return [];
  const list = /^(.+ )([\p{L}’'-]+), ([\p{L}’'-]+) or ([\p{L}’'-]+)$/u.exec(words);
  if (list) {
    const [, head = '', ...last] = list;
    if (!sameStem(head, last[1] ?? '')) return last.map((one) => `${head}${one}`);
  }
  const parts = words.split(/,\s*/).filter(Boolean);
  const first = parts[0] as string;
  let forms = 1;
  while (forms < parts.length && sameStem(first, parts[forms] as string)) forms++;
  const rest = parts.slice(forms);
  return [
    ...new Set(
      parts
        .slice(0, forms)
        .flatMap((form) => [[form, ...rest].join(', ')])
        .flatMap(distributed),
    ),
  ].slice(0, 4);
}

/** Both ways of one "or" between two words; the words around it go with each. */
function distributed(words: string): string[] {
  const match = /([\p{L}\p{N}’'.-]+) or ([\p{L}\p{N}’'.-]+)/u.exec(words);
  if (!match || match[0].includes('- ')) return [words];
  const [whole, one = '', other = ''] = match;
  const before = words.slice(0, match.index);
  const after = words.slice(match.index + whole.length);
  if (/^other$/i.test(other)) return [`${before}${one}${after}`];
  return [one, other].flatMap((said) => distributed(`${before}${said}${after}`)).slice(0, 4);
}

function sameStem(a: string, b: string): boolean {
  const stem = (text: string): string => (/[\p{L}]+/u.exec(text)?.[0] ?? '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const [x, y] = [stem(a), stem(b)];
  return x.length >= 4 && y.length >= 4 && x.slice(0, 4) === y.slice(0, 4) && !b.trim().includes(' ');
}
