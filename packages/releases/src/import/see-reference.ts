import { isRemark } from './index-words.js';

/** A line of an index as far as cross-references need it. */
export interface ReferableLine {
  readonly level: number;
  readonly title: string;
  readonly code: string;
  readonly see: string;
}

interface Node {
  readonly line: number;
  readonly keys: readonly string[];
  readonly children: Node[];
}

/** The tree of an index, in which the targets of "see" are found as a coder finds them: main term, then sub-terms. */
export class SeeReferences {
  private readonly lines: readonly ReferableLine[];
  private readonly main = new Map<string, Node[]>();

  constructor(lines: readonly ReferableLine[]) {
    this.lines = lines;
    const open: Node[] = [];
    lines.forEach((line, i) => {
      const node: Node = { line: i, keys: keysOf(line.title), children: [] };
      open.length = line.level;
      const parent = open[line.level - 1];
      if (parent) parent.children.push(node);
      else if (line.level === 0)
        for (const key of node.keys) {
          const list = this.main.get(key);
          if (list) list.push(node);
          else this.main.set(key, [node]);
        }
      open[line.level] = node;
    });
  }

  /** The code "see" leads to from a line, through further references; `''` when it leads to a choice or nowhere. */
  codeOf(line: number, seen: ReadonlySet<number> = new Set()): string {
    const { code, see } = this.lines[line] as ReferableLine;
    if (code !== '' || see === '' || seen.has(line) || seen.size > 4) return code;
    const category = /^category ([A-Z][0-9A-Z]+-?)$/.exec(see)?.[1];
    if (category !== undefined) return category.endsWith('-') ? category : `${category}-`;
    if (/^(?:condition|also|also condition)$/i.test(see)) return '';
    for (const reference of see.split(/;| or (?=[A-Z])/)) {
      const target = this.find(reference);
      if (target !== undefined) return this.codeOf(target, new Set([...seen, line]));
    }
    return '';
  }

  private find(reference: string): number | undefined {
    const steps = reference
      .replace(/\([^)]*\)/g, ' ')
      .split(',')
      .map(fold)
      .filter((step) => step !== '' && !/^by (?:site|type|state)/.test(step));
    // A main term may itself hold commas ("Complications, vaccination" is a sub-term, "Labor, delivery" a title).
    for (let taken = 1; taken <= steps.length; taken++) {
      const heads = this.main.get(steps.slice(0, taken).join(' ')) ?? [];
      for (const head of heads) {
        const found = descend(head, steps.slice(taken));
        if (found) return found.line;
      }
    }
    return undefined;
  }
}

/** The node at the end of the steps; connectors ("with", "due to") between them may be left out. */
function descend(node: Node, steps: readonly string[]): Node | undefined {
  if (steps.length === 0) return node;
  for (let taken = steps.length; taken >= 1; taken--) {
    const key = steps.slice(0, taken).join(' ');
    for (const child of node.children) {
      if (!child.keys.includes(key)) continue;
      const found = descend(child, steps.slice(taken));
      if (found) return found;
    }
  }
  for (const child of node.children) {
    if (!child.keys.some((key) => /^(?:with|due to|in|by|caused by|complicating|following|specified|)$/.test(key))) continue;
    const found = descend(child, steps);
    if (found) return found;
  }
  return undefined;
}

/** The forms a title is referred to by: whole, each of its alternates, and without connectors. */
function keysOf(title: string): string[] {
  if (isRemark(title)) return [];
  const whole = fold(title);
  const parts = title.split(',').map(fold).filter(Boolean);
  const keys = new Set([whole, parts[0] ?? '', ...(parts.length > 1 ? parts.slice(1, 3) : [])]);
  for (const key of Array.from(keys)) keys.add(key.replace(/^(?:due to|in|of|with|by) /, ''));
  keys.delete('');
  return [...keys];
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\b(?:nec|nos)\b/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/s\b/g, '');
}
