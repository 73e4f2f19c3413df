/**
 * Data placed by box, for printing on the licensed form. Both forms are printed at ten characters an inch and six lines an inch; columns
 * and lines count from 1 at the left and upper edge of the printing area.
 */
export interface Box {
  readonly line: number;
  readonly column: number;
  /** Characters that fit. */
  readonly length: number;
  /** Amounts and counts stand at the right edge of their box. */
  readonly right?: boolean;
}

export interface FormLayout {
  readonly form: 'cms1500' | 'ub04';
  /** What the form is called on a page of our own. */
  readonly title: string;
  /** Distance of line 1 and column 1 from the upper left corner of a letter page, in points. */
  readonly top: number;
  readonly left: number;
  readonly boxes: Readonly<Record<string, Box>>;
}

/** A value in a box: `24F.2` is box 24F of the second line of services. */
export interface Placed {
  readonly box: string;
  readonly text: string;
}

/** A claim on a form, page by page, and what did not fit where. */
export interface FilledForm {
  readonly layout: FormLayout;
  readonly pages: readonly (readonly Placed[])[];
  readonly cut: readonly { readonly box: string; readonly text: string; readonly length: number }[];
}

/** Collects the values of one page. Empty values are left out, longer ones than the box are cut and reported. */
export class Page {
  readonly placed: Placed[] = [];
  private readonly layout: FormLayout;
  private readonly cut: { box: string; text: string; length: number }[];

  constructor(layout: FormLayout, cut: { box: string; text: string; length: number }[]) {
    this.layout = layout;
    this.cut = cut;
  }

  put(box: string, text: string | number | undefined): void {
    const value = String(text ?? '').toUpperCase();
    if (value === '') return;
    const at = this.layout.boxes[box];
    if (!at) throw new RangeError(`the form has no box ${box}`);
    if (value.length > at.length) this.cut.push({ box, text: value, length: at.length });
    this.placed.push({ box, text: value.slice(0, at.length) });
  }

  /** The mark of a box to tick. */
  tick(box: string): void {
    this.put(box, 'X');
  }

  /** A date over boxes named `.month`, `.day` and `.year`, the year in as many digits as its box has. */
  date(box: string, iso: string | undefined): void {
    const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso ?? '');
    if (!match) return;
    this.put(`${box}.month`, match[2]);
    this.put(`${box}.day`, match[3]);
    const year = match[1] ?? '';
    this.put(`${box}.year`, this.layout.boxes[`${box}.year`]?.length === 2 ? year.slice(2) : year);
  }
}

/** An amount without its point, as both forms want it: dollars and cents beside each other. */
export function withoutPoint(cents: number | undefined): string | undefined {
  if (cents === undefined) return undefined;
  const whole = Math.abs(cents);
  return `${cents < 0 ? '-' : ''}${Math.trunc(whole / 100)} ${String(whole % 100).padStart(2, '0')}`;
}
