import { MedcodeError } from '../../errors.js';

/**
 * HL7 version 2 in its pipe form (HL7 v2.5.1, chapter 2): segments end with a carriage return, the first segment states the separators.
 * Fields are numbered as the standard numbers them: `field('PID', 5)` is PID-5; in MSH the field separator itself is MSH-1.
 */
interface Separators {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
}

export class Hl7Segment {
  readonly tag: string;
  private readonly fields: readonly string[];
  private readonly separators: Separators;

  constructor(text: string, separators: Separators) {
    this.separators = separators;
    const fields = text.split(separators.field);
    this.tag = fields[0] ?? '';
    // MSH-1 is the separator itself, so that what follows it is MSH-2.
    this.fields = this.tag === 'MSH' ? ['MSH', separators.field, ...fields.slice(1)] : fields;
  }

  /** A field as written, escapes in place. */
  raw(field: number): string {
    return this.fields[field] ?? '';
  }

  /** The text of a component, escapes resolved; `""` (deleted) is read as empty. */
  value(field: number, component = 1, repetition = 0, subcomponent = 1): string {
    return this.part(this.repetition(field, repetition), component, subcomponent);
  }

  /** How often the field is given. */
  repetitions(field: number): number {
    const raw = this.raw(field);
    return raw === '' ? 0 : raw.split(this.separators.repetition).length;
  }

  /** The whole field as text: repetitions become lines, for OBX-5 and NTE-3. */
  text(field: number): string {
    const raw = this.raw(field);
    if (raw === '""') return '';
    return raw
      .split(this.separators.repetition)
      .map((one) => this.unescape(one))
      .join('\n');
  }

  private repetition(field: number, repetition: number): string {
    return this.raw(field).split(this.separators.repetition)[repetition] ?? '';
  }

  private part(repetition: string, component: number, subcomponent: number): string {
    const part = repetition.split(this.separators.component)[component - 1]?.split(this.separators.subcomponent)[subcomponent - 1] ?? '';
    return part === '""' ? '' : this.unescape(part).trim();
  }

  /** Escape sequences of section 2.7: separators, hexadecimal characters, and the line breaks of formatted text. Highlighting says nothing. */
  private unescape(text: string): string {
    const { escape } = this.separators;
    if (escape === '' || !text.includes(escape)) return text;
    const pieces = text.split(escape);
    let out = pieces[0] ?? '';
    for (let i = 1; i < pieces.length; i += 2) {
      const sequence = pieces[i] ?? '';
      // An escape character without its partner stands for itself.
      if (i + 1 >= pieces.length) return out + escape + sequence;
      out += this.escaped(sequence) + pieces[i + 1];
    }
    return out;
  }

  private escaped(sequence: string): string {
    const { field, component, repetition, escape, subcomponent } = this.separators;
    switch (sequence) {
      case 'F':
        return field;
      case 'S':
        return component;
      case 'T':
        return subcomponent;
      case 'R':
        return repetition;
      case 'E':
        return escape;
      case 'H':
      case 'N':
        return '';
      default:
        break;
    }
    if (/^\.(?:br|sp\+?\d*|ce)$/.test(sequence)) return '\n';
    if (/^\.(?:in|ti|sk)/.test(sequence)) return ' ';
    if (/^X(?:[0-9A-Fa-f]{2})+$/.test(sequence))
      return new TextDecoder('utf-8').decode(Uint8Array.from(sequence.slice(1).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
    return '';
  }
}

export interface Hl7Message {
  readonly segments: readonly Hl7Segment[];
}

/**
 * The messages of a file: one, or a batch (FHS, BHS), with or without the framing of the minimal lower layer protocol.
 * @throws MedcodeError MC_INPUT_INVALID when no MSH segment stands in it
 */
export function hl7Messages(text: string): Hl7Message[] {
  const messages: Hl7Segment[][] = [];
  let separators: Separators | undefined;
  for (const line of text.replace(/[\x0b\x1c]/g, '\r').split(/\r\n|\r|\n/)) {
    const trimmed = line.trimStart();
    if (trimmed === '') continue;
    if (trimmed.startsWith('MSH')) {
      separators = separatorsOf(trimmed);
      messages.push([]);
    }
    const current = messages.at(-1);
    if (!separators || !current || /^(?:FHS|BHS|BTS|FTS)/.test(trimmed)) continue;
    current.push(new Hl7Segment(trimmed, separators));
  }
  if (messages.length === 0) throw new MedcodeError('MC_INPUT_INVALID', 'there is no MSH segment: this is no HL7 version 2 message');
  return messages.map((segments) => ({ segments }));
}

function separatorsOf(header: string): Separators {
  const field = header[3] ?? '';
  const coding = header.slice(4).split(field)[0] ?? '';
  if (field === '' || /[A-Za-z0-9\s]/.test(field) || coding.length < 3)
    throw new MedcodeError('MC_INPUT_INVALID', 'the MSH segment does not state its separators');
  return { field, component: coding[0] ?? '', repetition: coding[1] ?? '', escape: coding[2] ?? '', subcomponent: coding[3] ?? '' };
}
