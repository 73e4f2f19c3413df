import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillCms1500 } from '@medcode/core/claims/forms/cms1500';
import { drawForms } from '@medcode/core/claims/forms/draw';
import type { FilledForm } from '@medcode/core/claims/forms/form';
import { drawPlainPages } from '@medcode/core/claims/forms/plain-page';
import { fillUb04 } from '@medcode/core/claims/forms/ub04';
import { expect, it } from 'vitest';
import { STAY, VISIT } from './form-claims.js';

/** Pictures are made by poppler's pdftoppm. Where it is not installed these tests say so; on CI it has to be there. */
const missing = spawnSync('pdftoppm', ['-v']).error !== undefined && process.env['CI'] === undefined;
const named = missing ? ' (skipped: pdftoppm of poppler-utils is not installed)' : '';

interface Picture {
  readonly width: number;
  readonly height: number;
  inked(x: number, y: number): boolean;
}

/** The pages of a document at 72 dots an inch, a dot a point. */
function pictures(pdf: Uint8Array, pages: number): Picture[] {
  const folder = mkdtempSync(join(tmpdir(), 'medcode-form-'));
  try {
    writeFileSync(join(folder, 'form.pdf'), pdf);
    return Array.from({ length: pages }, (_, i) => {
      execFileSync('pdftoppm', [
        '-gray',
        '-r',
        '72',
        '-f',
        `${i + 1}`,
        '-l',
        `${i + 1}`,
        '-singlefile',
        join(folder, 'form.pdf'),
        join(folder, `p${i}`),
      ]);
      const file = readFileSync(join(folder, `p${i}.pgm`));
      const [, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.subarray(0, 40).toString('latin1')) ?? [];
      const pixels = file.subarray(file.length - Number(width) * Number(height));
      return { width: Number(width), height: Number(height), inked: (x, y) => (pixels[y * Number(width) + x] ?? 255) < 160 };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Where on the picture a box is: its characters' cells, in dots. */
function areaOf({ layout }: FilledForm, name: string): { left: number; right: number; top: number; bottom: number } {
  const at = layout.boxes[name];
  if (!at) throw new Error(name);
  const left = layout.left + (at.column - 1) * 7.2;
  const bottom = layout.top + at.line * 12;
  return { left: Math.floor(left), right: Math.ceil(left + at.length * 7.2), top: bottom - 12, bottom };
}

it.skipIf(missing).each([
  ['CMS-1500', fillCms1500(VISIT)],
  ['UB-04', fillUb04(STAY, '2026-06-01')],
])(`prints a %s with ink in every box that has a value and nowhere else${named}`, async (_name, filled) => {
  const [picture] = pictures(await drawForms([filled]), 1);
  if (!picture) throw new Error('no page');
  expect([picture.width, picture.height]).toEqual([612, 792]);
  const covered = new Set<number>();
  const empty: string[] = [];
  for (const { box } of filled.pages[0] ?? []) {
    const { left, right, top, bottom } = areaOf(filled, box);
    let ink = 0;
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) {
        covered.add(y * picture.width + x);
        if (picture.inked(x, y)) ink++;
      }
    if (ink === 0) empty.push(box);
  }
  expect(empty).toEqual([]);
  let astray = 0;
  for (let y = 0; y < picture.height; y++)
    for (let x = 0; x < picture.width; x++) if (picture.inked(x, y) && !covered.has(y * picture.width + x)) astray++;
  expect(astray).toBe(0);
});

it.skipIf(missing)(`moves a form for a printer that feeds askew${named}`, async () => {
  const filled = fillCms1500(VISIT);
  const [straight, moved] = [...pictures(await drawForms([filled]), 1), ...pictures(await drawForms([filled], { x: 4, y: 6 }), 1)];
  let same = 0;
  let other = 0;
  for (let y = 0; y < 780; y++)
    for (let x = 0; x < 600; x++) {
      if (!straight?.inked(x, y)) continue;
      if (moved?.inked(x + 4, y + 6)) same++;
      else other++;
    }
  expect(same).toBeGreaterThan(1000);
  // Edges of a glyph may round to a neighbouring dot.
  expect(other / same).toBeLessThan(0.01);
});

it.skipIf(missing)(`prints the plain page inside its margins, on as many pages as it takes${named}`, async () => {
  const many = { ...VISIT, services: Array.from({ length: 60 }, () => ({ code: '97110', units: 1, charge: '10' })) };
  for (const picture of pictures(await drawPlainPages([many]), 2)) {
    let ink = 0;
    let margin = 0;
    for (let y = 0; y < picture.height; y++)
      for (let x = 0; x < picture.width; x++)
        if (picture.inked(x, y)) {
          ink++;
          if (x < 38 || x > picture.width - 38 || y < 28 || y > picture.height - 28) margin++;
        }
    expect(ink).toBeGreaterThan(2000);
    expect(margin).toBe(0);
  }
});

it('makes the same bytes of the same claim', async () => {
  const filled = fillUb04(STAY);
  expect(await drawForms([filled])).toEqual(await drawForms([filled]));
  expect(await drawPlainPages([STAY])).toEqual(await drawPlainPages([STAY]));
});
