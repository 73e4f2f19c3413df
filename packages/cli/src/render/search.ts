import type { SearchHit } from '@medcode/core/codesets/code-search';
import pc from 'picocolors';
import { width } from '../output.js';
import { cut } from './layout.js';

export function renderSearch(query: string, hits: readonly SearchHit[]): string {
  if (hits.length === 0) return `Nothing found for “${query}”.\n`;
  const lines: string[] = [];
  hits.forEach((hit, i) => {
    const mark = hit.billable ? ' ' : '·';
    lines.push(
      `${String(i + 1).padStart(2)}  ${pc.bold(hit.code.padEnd(9))}${mark} ${cut(hit.title, width() - 24)}  ${pc.dim(hit.score.toFixed(2))}`,
    );
    const path = hit.path.join(' › ');
    if (path !== hit.title) lines.push(pc.dim(`${' '.repeat(15)}${cut(path, width() - 16)}`));
  });
  return `${lines.join('\n')}\n`;
}
