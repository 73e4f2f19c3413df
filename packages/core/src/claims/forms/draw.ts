import { PDFDocument, type PDFFont, type PDFPage, StandardFonts } from '@cantoo/pdf-lib';
import type { Box, FilledForm, Placed } from './form.js';

/** Points a character and a line take at ten characters and six lines an inch. */
const CHARACTER = 7.2;
const LINE = 12;
/** Letter size, in points. */
const WIDTH = 612;
const HEIGHT = 792;
/** Courier's characters are 0.6 of its size wide. */
const SIZE = 10;

/**
 * The values of filled forms at their places, for printing on the licensed red form, as a PDF document. The same forms give the same bytes.
 * @param shift moves everything right and down, in points: no two printers feed alike
 */
export async function drawForms(forms: readonly FilledForm[], shift = { x: 0, y: 0 }): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.setTitle(forms[0]?.layout.title ?? 'Claims');
  document.setProducer('medcode');
  const font = await document.embedFont(StandardFonts.Courier);
  for (const filled of forms) for (const placed of filled.pages) drawPage(document.addPage([WIDTH, HEIGHT]), filled, placed, font, shift);
  return document.save({ useObjectStreams: false });
}

/** Where a box's text begins on the page, in points from the lower left corner: the base line of the text. */
function placeOf(filled: FilledForm, at: Box, text: string, shift = { x: 0, y: 0 }): { readonly x: number; readonly y: number } {
  const { left, top } = filled.layout;
  const skipped = at.right ? at.length - text.length : 0;
  return { x: left + (at.column - 1 + skipped) * CHARACTER + shift.x, y: HEIGHT - top - at.line * LINE + 3 - shift.y };
}

function drawPage(page: PDFPage, filled: FilledForm, placed: readonly Placed[], font: PDFFont, shift: { x: number; y: number }): void {
  for (const { box, text } of placed) {
    const at = filled.layout.boxes[box];
    if (!at) continue;
    const printed = printable(text);
    const { x, y } = placeOf(filled, at, printed, shift);
    // Each character stands in its own cell, whatever the font's own spacing.
    Array.from(printed).forEach((character, i) => {
      if (character !== ' ') page.drawText(character, { x: x + i * CHARACTER + 0.6, y, size: SIZE, font });
    });
  }
}

/** Characters of the standard fonts; others are printed as a question mark, so that the place shows. */
export function printable(text: string): string {
  return Array.from(text.normalize('NFC'), (character) => (/[\x20-\x7e\xa0-\xff]/.test(character) ? character : '?')).join('');
}
