import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from '@cantoo/pdf-lib';
import { bareCode, dottedCode } from '../../codesets/code.js';
import type { Claim, Party } from '../../model/claim.js';
import { firstLast, zipOf } from './cms1500.js';
import { printable } from './draw.js';

const WIDTH = 612;
const HEIGHT = 792;
const MARGIN = 42;
const INK = rgb(0.1, 0.1, 0.1);
const GREY = rgb(0.4, 0.4, 0.4);
const RULE = rgb(0.8, 0.8, 0.8);

/**
 * Claims on plain pages of our own, for reading, filing and checking against the form: who, for whom, what for, how much. Not a form any
 * payer takes.
 */
export async function drawPlainPages(claims: readonly Claim[]): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.setTitle(claims.map(({ id }) => `Claim ${id}`).join(', '));
  document.setProducer('medcode');
  const text = await document.embedFont(StandardFonts.Helvetica);
  const bold = await document.embedFont(StandardFonts.HelveticaBold);
  for (const claim of claims) drawClaim(new Sheet(document, text, bold), claim);
  return document.save({ useObjectStreams: false });
}

function drawClaim(sheet: Sheet, claim: Claim): void {
  sheet.heading(`Claim ${claim.id}`, kindOf(claim));
  sheet.facts([
    ['Patient', partyLines(claim.patient?.party ?? claim.subscriber?.party, bornOf(claim))],
    [
      'Insured',
      partyLines(claim.subscriber?.party, [
        labelled('Member', claim.subscriber?.party?.id?.value),
        labelled('Group', claim.subscriber?.groupNumber),
      ]),
    ],
    ['Payer', partyLines(claim.payer, [labelled('Payer number', claim.payer?.id?.value)])],
    [
      'Billing provider',
      partyLines(claim.billing, [labelled('NPI', claim.billing?.npi), labelled('Tax number', claim.billing?.ids?.[0]?.value)]),
    ],
    [
      'Rendering or attending',
      partyLines(claim.rendering ?? claim.attending, [labelled('NPI', (claim.rendering ?? claim.attending)?.npi)]),
    ],
    ['Dates', datesOf(claim)],
  ]);
  sheet.table(
    'Diagnoses',
    [
      { title: '', width: 24 },
      { title: 'Code', width: 70 },
      { title: 'Role', width: 110 },
      { title: 'Present on admission', width: 120 },
    ],
    claim.diagnoses.map(({ code, role, poa }, i) => [
      String(i + 1),
      dottedCode(bareCode(code)),
      (role ?? '').replaceAll('-', ' '),
      poa ?? '',
    ]),
  );
  if (claim.procedures && claim.procedures.length > 0)
    sheet.table(
      'Procedures',
      [
        { title: '', width: 24 },
        { title: 'Code', width: 70 },
        { title: 'Date', width: 110 },
      ],
      claim.procedures.map(({ code, date }, i) => [String(i + 1), bareCode(code), date ?? '']),
    );
  sheet.table(
    'Services',
    [
      { title: '', width: 24 },
      { title: 'Dates', width: 120 },
      { title: claim.form === 'institutional' ? 'Revenue' : 'Place', width: 52 },
      { title: 'Code', width: 58 },
      { title: 'Modifiers', width: 72 },
      { title: 'Diagnoses', width: 62 },
      { title: 'Units', width: 50, right: true },
      { title: 'Charge', width: 90, right: true },
    ],
    claim.services.map((line, i) => [
      String(line.line ?? i + 1),
      span(line.date ?? claim.date, line.dateTo),
      line.revenueCode ?? line.placeOfService ?? claim.placeOfService ?? '',
      line.code ?? '',
      line.modifiers?.join(' ') ?? '',
      line.pointers?.join(' ') ?? '',
      String(line.units ?? ''),
      line.charge ?? '',
    ]),
    ['', '', '', '', '', '', 'Total', claim.charge ?? ''],
  );
}

const FREQUENCY: Readonly<Record<string, string>> = { '1': 'original', '7': 'replacement', '8': 'void' };

function kindOf(claim: Claim): string {
  const frequency = FREQUENCY[claim.frequency ?? ''];
  const bill = claim.billType === undefined ? undefined : `type of bill ${claim.billType}${claim.frequency ?? ''}`;
  const prior = claim.originalClaimNumber === undefined ? undefined : `payer's claim number ${claim.originalClaimNumber}`;
  return [claim.form, frequency, bill, prior].filter((part) => part !== undefined).join(' · ');
}

function labelled(label: string, value: string | undefined): string {
  return value === undefined ? '' : `${label} ${value}`;
}

function bornOf(claim: Claim): string[] {
  const own = claim.patient?.party !== undefined;
  return [
    labelled('Born', claim.patient?.birthDate ?? (own ? undefined : claim.subscriber?.birthDate)),
    labelled('Sex', claim.patient?.sex ?? (own ? undefined : claim.subscriber?.sex)),
  ];
}

function datesOf(claim: Claim): string[] {
  return [
    span(claim.date, claim.dateTo),
    labelled('Admitted', claim.admissionDate),
    labelled('Discharge status', claim.patientStatus),
    labelled('DRG', claim.drg),
    labelled('Authorization', claim.priorAuthorization),
  ].filter((line) => line !== '');
}

function span(from: string | undefined, to: string | undefined): string {
  if (from === undefined) return '';
  return to === undefined || to === from ? from : `${from} to ${to}`;
}

function partyLines(party: Party | undefined, more: readonly string[]): string[] {
  if (!party) return more.filter((line) => line !== '');
  const { address } = party;
  return [
    party.type === 'person' ? firstLast(party) : (party.name ?? ''),
    address?.lines.join(', ') ?? '',
    [address?.city, address?.state, zipOf(address?.zip)].filter((part) => part !== undefined).join(' '),
    ...more,
  ].filter((line) => line !== '');
}

interface Column {
  readonly title: string;
  readonly width: number;
  readonly right?: boolean;
}

/** Paper that is written from top to bottom and goes on to the next page. */
class Sheet {
  private readonly document: PDFDocument;
  private readonly text: PDFFont;
  private readonly bold: PDFFont;
  private page: PDFPage;
  private y = HEIGHT - MARGIN;

  constructor(document: PDFDocument, text: PDFFont, bold: PDFFont) {
    this.document = document;
    this.text = text;
    this.bold = bold;
    this.page = document.addPage([WIDTH, HEIGHT]);
  }

  heading(title: string, below: string): void {
    this.write(title, MARGIN, 17, this.bold);
    this.y -= 18;
    this.write(below, MARGIN, 10, this.text, GREY);
    this.y -= 24;
  }

  /** Blocks of lines under their titles, three beside each other. */
  facts(blocks: readonly (readonly [title: string, lines: readonly string[]])[]): void {
    const filled = blocks.filter(([, lines]) => lines.length > 0);
    for (let i = 0; i < filled.length; i += 3) {
      const row = filled.slice(i, i + 3);
      const height = 16 + 13 * Math.max(...row.map(([, lines]) => lines.length));
      this.room(height);
      row.forEach(([title, lines], column) => {
        const x = MARGIN + column * 178;
        this.write(title, x, 8.5, this.bold, GREY);
        lines.forEach((line, n) => {
          this.page.drawText(this.fitting(line, 170, 10), { x, y: this.y - 14 - n * 13, size: 10, font: this.text, color: INK });
        });
      });
      this.y -= height + 12;
    }
  }

  table(title: string, columns: readonly Column[], rows: readonly (readonly string[])[], last?: readonly string[]): void {
    if (rows.length === 0) return;
    this.room(60);
    this.write(title, MARGIN, 11, this.bold);
    this.y -= 17;
    this.row(
      columns,
      columns.map((column) => column.title),
      this.bold,
      GREY,
    );
    for (const row of rows) {
      if (this.room(16))
        this.row(
          columns,
          columns.map((column) => column.title),
          this.bold,
          GREY,
        );
      this.row(columns, row, this.text, INK);
    }
    if (last) {
      this.page.drawLine({ start: { x: MARGIN, y: this.y + 10 }, end: { x: WIDTH - MARGIN, y: this.y + 10 }, thickness: 0.8, color: GREY });
      this.y -= 4;
      this.row(columns, last, this.bold, INK);
    }
    this.y -= 14;
  }

  private row(columns: readonly Column[], cells: readonly string[], font: PDFFont, color: typeof INK): void {
    let x = MARGIN;
    columns.forEach(({ width, right }, i) => {
      const text = this.fitting(cells[i] ?? '', width - 6, 9.5, font);
      const shift = right ? width - 6 - font.widthOfTextAtSize(text, 9.5) : 0;
      this.page.drawText(text, { x: x + shift, y: this.y, size: 9.5, font, color });
      x += width;
    });
    this.page.drawLine({ start: { x: MARGIN, y: this.y - 4 }, end: { x: WIDTH - MARGIN, y: this.y - 4 }, thickness: 0.4, color: RULE });
    this.y -= 16;
  }

  private write(text: string, x: number, size: number, font: PDFFont, color = INK): void {
    this.page.drawText(this.fitting(text, WIDTH - MARGIN - x, size, font), { x, y: this.y, size, font, color });
  }

  /** The text as far as it fits, with an ellipsis where it was cut. */
  private fitting(text: string, width: number, size: number, font = this.text): string {
    let shown = printable(text);
    if (font.widthOfTextAtSize(shown, size) <= width) return shown;
    while (shown.length > 1 && font.widthOfTextAtSize(`${shown}...`, size) > width) shown = shown.slice(0, -1);
    return `${shown}...`;
  }

  /** Goes on to the next page when the height does not fit. @returns whether it did */
  private room(height: number): boolean {
    if (this.y - height > MARGIN) return false;
    this.page = this.document.addPage([WIDTH, HEIGHT]);
    this.y = HEIGHT - MARGIN;
    return true;
  }
}
