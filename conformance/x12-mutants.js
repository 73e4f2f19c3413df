import { EnvelopeFindings } from '@medcode/core/claims/x12/envelope-findings';
import { InterchangeReader, together, transactionsOf } from '@medcode/core/claims/x12/interchange';
import { SegmentReader } from '@medcode/core/claims/x12/tokenizer';
import { InterchangeWriter } from '@medcode/core/claims/x12/writer';
import { ClaimsMaker, groupHeader, interchangeHeader, transactionHeader } from '../bench/generate-x12.js';
import { randomNumbers } from './random-numbers.js';
import { linesOfFile, writeLines } from './x12-round-trip.js';

/**
 * A segment of a file that is to be damaged, with its terminator and line end.
 * @typedef {object} Piece
 * @property {string} tag
 * @property {string} raw
 * @property {string} closing
 * @property {number} transaction number of its transaction set in the file, -1 outside
 *
 * A damaged file and what has to come out of it.
 * @typedef {object} Mutant
 * @property {Uint8Array} bytes
 * @property {readonly string[]} damages what was done to it
 * @property {readonly string[]} sound transaction sets that nothing was done to, as text: each has to come out as it is, and sound
 * @property {readonly string[]} broken ids (BHT03) of transaction sets that must not come out as sound
 * @property {boolean} reported something has to be reported
 *
 * What checks a file: whatever has a rule and a place.
 * @typedef {(bytes: Uint8Array) => readonly { rule: string, segment: number }[]} Validate
 */

const DELIMITERS = [
  ['*', ':', '^', '~'],
  ['|', '>', '^', '\n'],
  ['\u001d', '\u001f', '\u001e', '\u001c'],
  ['~', '^', '!', '_'],
  ['*', '\\', '{', "'"],
  ['+', ':', '?', '\r'],
  ['\u00a6', '>', '\u00b6', '\u00a7'],
];
const LINE_ENDS = /** @type {const} */ (['', '\n', '\r\n']);

/** Damages one file. @param {number} seed @returns {Mutant} */
export function mutant(seed) {
  const random = randomNumbers(seed);
  const below = (/** @type {number} */ limit) => Math.floor(random() * limit);
  const [element, component, repetition, segment] = /** @type {[string, string, string, string]} */ (DELIMITERS[below(DELIMITERS.length)]);
  const pieces = makeFile(new ClaimsMaker(seed), below, { element, component, repetition, segment }, LINE_ENDS[below(3)] ?? '');
  const file = new DamagedFile(pieces, below, segment);
  for (let i = 1 + below(3); i > 0; i--) file.damage();
  return file.mutant();
}

/**
 * @param {ClaimsMaker} maker
 * @param {(limit: number) => number} below
 * @param {import('@medcode/core/claims/x12/segment').Delimiters} delimiters
 * @param {'' | '\n' | '\r\n'} lineEnd
 */
function makeFile(maker, below, delimiters, lineEnd) {
  /** @type {Piece[]} */
  const pieces = [];
  let transaction = -1;
  let count = 0;
  const writer = new InterchangeWriter(
    (text) => {
      const raw = text.slice(0, text.length - delimiters.segment.length - lineEnd.length);
      const tag = raw.slice(0, raw.indexOf(delimiters.element));
      if (tag === 'ST') transaction = count++;
      pieces.push({ tag, raw, closing: delimiters.segment + lineEnd, transaction });
      if (tag === 'SE') transaction = -1;
    },
    { delimiters, lineEnd },
  );
  for (let interchange = 1 + below(2); interchange > 0; interchange--) {
    writer.interchange(interchangeHeader(interchange));
    for (let group = 1 + below(2); group > 0; group--) {
      writer.group(groupHeader(group));
      for (let number = 1 + below(3); number > 0; number--) {
        writer.transaction(transactionHeader(number));
        for (const segment of maker.transaction(1 + below(2))) writer.segment(segment);
      }
    }
    writer.end();
  }
  return pieces;
}

class DamagedFile {
  /** @param {Piece[]} pieces @param {(limit: number) => number} below @param {string} terminator */
  constructor(pieces, below, terminator) {
    this.pieces = pieces;
    this.below = below;
    this.terminator = terminator;
    /** @type {string[]} */
    this.damages = [];
    /** @type {Map<number, Piece[]>} */
    this.transactions = new Map();
    for (const piece of pieces)
      if (piece.transaction >= 0)
        this.transactions.set(piece.transaction, [...(this.transactions.get(piece.transaction) ?? []), { ...piece }]);
    /** @type {Set<number>} */
    this.touched = new Set();
    /** @type {Set<number>} */
    this.broken = new Set();
    this.reported = false;
    /** Two damages to the envelope may undo each other. */
    this.enveloped = false;
    this.tail = '';
  }

  /** One damage, to a transaction set that has none yet or to the envelope around. */
  damage() {
    const kinds = /** @type {const} */ ([
      'dropped',
      'doubled',
      'swapped',
      'element cut',
      'terminator lost',
      'count',
      'control number',
      'NUL',
      'bytes',
      'envelope dropped',
      'envelope doubled',
      'envelope count',
      'stray segment',
      'text between',
      'header length',
      'cut off',
      'cut by the next',
    ]);
    const kind = kinds[this.below(kinds.length)] ?? 'dropped';
    if (this[METHODS[kind]]()) this.damages.push(kind);
  }

  /** A place in a transaction set that nothing was done to, and its piece. @param {(piece: Piece) => boolean} fits */
  place(fits = (_piece) => true) {
    const places = this.pieces.flatMap((piece, at) =>
      piece.transaction >= 0 && !this.touched.has(piece.transaction) && !isLone(piece) && fits(piece) ? [at] : [],
    );
    const at = places[this.below(places.length)];
    if (at === undefined) return undefined;
    const piece = this.pieces[at];
    this.touched.add(piece.transaction);
    return { at, piece };
  }

  drop() {
    const found = this.place();
    if (!found) return false;
    this.pieces.splice(found.at, 1);
    return this.breaks(found.piece);
  }

  double() {
    const found = this.place();
    if (!found) return false;
    this.pieces.splice(found.at, 0, { ...found.piece });
    // The transaction set may be whole behind its first ST and before its second SE.
    if (found.piece.tag === 'ST' || found.piece.tag === 'SE') return this.reports();
    return this.breaks(found.piece);
  }

  swap() {
    const found = this.place(({ tag }) => tag !== 'SE' && tag !== 'ST');
    if (!found) return false;
    const next = this.pieces[found.at + 1];
    if (!next || next.tag === 'SE') return true;
    this.pieces.splice(found.at, 2, next, found.piece);
    return true;
  }

  cutElement() {
    const found = this.place(({ tag }) => tag !== 'SE' && tag !== 'ST');
    if (!found) return false;
    found.piece.raw = found.piece.raw.slice(0, 1 + this.below(found.piece.raw.length - 1));
    return true;
  }

  loseTerminator() {
    const found = this.place(({ tag }) => tag !== 'SE');
    if (!found) return false;
    found.piece.closing = '';
    return this.breaks(found.piece);
  }

  changeCount() {
    const found = this.place(({ tag }) => tag === 'SE');
    if (!found) return false;
    found.piece.raw = found.piece.raw.replace(/\d+/, (count) => ['', '0', `${count}1`, 'X'][this.below(4)] ?? '');
    return this.breaks(found.piece);
  }

  changeNumber() {
    const found = this.place(({ tag }) => tag === 'SE' || tag === 'ST');
    if (!found) return false;
    found.piece.raw = found.piece.raw.replace(found.piece.tag === 'SE' ? /\d+$/ : /\d+(?=[^\d]+005010)/, (number) => `9${number}`);
    return this.breaks(found.piece);
  }

  insertNul() {
    const found = this.place();
    if (!found) return false;
    const at = this.below(found.piece.raw.length + 1);
    found.piece.raw = `${found.piece.raw.slice(0, at)}${'\0'.repeat(1 + this.below(4))}${found.piece.raw.slice(at)}`;
    return true;
  }

  changeBytes() {
    const found = this.place(({ tag }) => tag !== 'SE' && tag !== 'ST');
    if (!found) return false;
    const at = this.below(found.piece.raw.length);
    // Neither a terminator nor a line end: those are damages of their own.
    const byte = String.fromCharCode(0x20 + this.below(0xe0));
    if (byte === this.terminator) return true;
    found.piece.raw = `${found.piece.raw.slice(0, at)}${byte}${found.piece.raw.slice(at + 1)}`;
    return true;
  }

  /** A place of a segment of the envelope. */
  envelope(/** @type {readonly string[]} */ tags) {
    const places = this.pieces.flatMap((piece, at) => (tags.includes(piece.tag) && !isLone(piece) ? [at] : []));
    const at = places[this.below(places.length)];
    return at === undefined ? undefined : { at, piece: this.pieces[at] };
  }

  dropEnvelope() {
    const found = this.envelope(['ISA', 'GS', 'GE', 'IEA']);
    if (!found || this.enveloped) return false;
    this.enveloped = true;
    this.pieces.splice(found.at, 1);
    return this.reports();
  }

  doubleEnvelope() {
    const found = this.envelope(['ISA', 'GS', 'GE', 'IEA']);
    if (!found || this.enveloped) return false;
    this.enveloped = true;
    this.pieces.splice(found.at, 0, { ...found.piece });
    return this.reports();
  }

  changeEnvelopeCount() {
    const found = this.envelope(['GE', 'IEA']);
    if (!found || this.enveloped) return false;
    this.enveloped = true;
    found.piece.raw = found.piece.raw.replace(/\d+/, (count) => `${count}7`);
    return this.reports();
  }

  addStray() {
    const found = this.envelope(['ST', 'GE']);
    if (!found || this.pieces[found.at - 1]?.closing === '') return false;
    this.pieces.splice(found.at, 0, { tag: 'NTE', raw: 'LOST LINE', closing: found.piece.closing, transaction: -1 });
    return this.reports();
  }

  addText() {
    const at = this.pieces.findIndex(({ tag }, i) => i > 0 && tag === 'ISA' && this.pieces[i - 1]?.tag === 'IEA');
    const text = ['-- end of part one --', 'ISA', '\u0001\u00ff\u00fe', 'HTTP/1.1 200 OK'][this.below(4)] ?? '';
    if (at < 0) this.tail += text;
    else this.pieces.splice(at, 0, { tag: '', raw: text, closing: '\n', transaction: -1 });
    return this.reports();
  }

  changeHeaderLength() {
    const found = this.envelope(['ISA']);
    if (!found) return false;
    const { raw } = found.piece;
    const elements = raw.split(raw[3]);
    const number = [2, 4, 6, 8, 13][this.below(5)] ?? 6;
    elements[number] = this.below(2) === 0 ? (elements[number] ?? '').slice(0, 3) : `${elements[number]}12`;
    found.piece.raw = elements.join(raw[3]);
    return this.reports();
  }

  /** The end is lost. Transaction sets that are not whole any more are touched. */
  cutOff() {
    this.tail = '';
    return this.lose(1 + this.below(this.pieces.length - 1), this.pieces.length);
  }

  /** The end of an interchange is lost, and the next follows at once. */
  cutByNext() {
    const next = this.pieces.findIndex(({ tag }, i) => i > 2 && tag === 'ISA');
    if (next < 0 || this.enveloped) return false;
    this.enveloped = true;
    return this.lose(1 + this.below(next - 1), next);
  }

  /** @param {number} from @param {number} to */
  lose(from, to) {
    const gone = this.pieces.splice(from, to - from);
    const first = gone.find(({ tag }) => tag !== '');
    // Whole interchanges that are lost leave no trace.
    if (!first) return true;
    const rest = first === gone[0] ? first.raw.slice(0, this.below(first.raw.length)) : '';
    if (rest !== '') this.pieces.splice(from, 0, { ...first, raw: rest, closing: '', transaction: -1 });
    for (const { transaction } of gone) {
      if (transaction < 0) continue;
      this.touched.add(transaction);
      // Of two SE segments one may be left.
      if (!this.pieces.some((piece) => piece.tag === 'SE' && piece.transaction === transaction)) this.broken.add(transaction);
    }
    return rest === '' && first.tag === 'ISA' ? true : this.reports();
  }

  /** @param {Piece} piece */
  breaks(piece) {
    this.broken.add(piece.transaction);
    return this.reports();
  }

  reports() {
    this.reported = true;
    return true;
  }

  /** @returns {Mutant} */
  mutant() {
    const text = this.pieces.map(({ raw, closing }) => raw + closing).join('') + this.tail;
    const numbers = [...this.transactions.keys()];
    const rawOf = (/** @type {number} */ number) => (this.transactions.get(number) ?? []).map(({ raw }) => raw);
    return {
      bytes: Buffer.from(text, 'latin1'),
      damages: this.damages,
      sound: numbers.filter((number) => !this.touched.has(number)).map((number) => rawOf(number).join('\n')),
      broken: numbers.filter((number) => this.broken.has(number)).map((number) => /** @type {string} */ (batchOf(rawOf(number)))),
      reported: this.reported,
    };
  }
}

const METHODS = /** @type {const} */ ({
  dropped: 'drop',
  doubled: 'double',
  swapped: 'swap',
  'element cut': 'cutElement',
  'terminator lost': 'loseTerminator',
  count: 'changeCount',
  'control number': 'changeNumber',
  NUL: 'insertNul',
  bytes: 'changeBytes',
  'envelope dropped': 'dropEnvelope',
  'envelope doubled': 'doubleEnvelope',
  'envelope count': 'changeEnvelopeCount',
  'stray segment': 'addStray',
  'text between': 'addText',
  'header length': 'changeHeaderLength',
  'cut off': 'cutOff',
  'cut by the next': 'cutByNext',
});

/** A piece that the end of the file was cut in, or that has run into the next. @param {Piece} piece */
function isLone(piece) {
  return piece.closing === '';
}

/** BHT03 of a transaction set. @param {readonly string[]} raws */
function batchOf(raws) {
  return raws.map((raw) => /B\d{8}/.exec(raw)?.[0]).find((id) => id !== undefined);
}

/** What `x12 validate` says of the envelope. @type {Validate} */
export function envelopeFindings(bytes) {
  /** @type {import('@medcode/core/claims/x12/finding').X12Finding[]} */
  const found = [];
  const check = new EnvelopeFindings((finding) => found.push(finding));
  const envelopes = new InterchangeReader(together([check]));
  const reader = new SegmentReader();
  const segments = [...reader.push(bytes), ...reader.end()];
  for (const segment of segments) envelopes.read(segment);
  envelopes.end();
  check.end(reader.rest.text, segments.length + 1);
  return found;
}

/**
 * What is wrong with our answer to a damaged file; nothing when all is well.
 * @param {Mutant} mutant
 * @param {Validate} validate
 * @returns {string[]}
 */
export function judge({ bytes, sound, broken, reported }, validate = envelopeFindings) {
  /** @type {string[]} */
  const wrong = [];
  try {
    if (Buffer.compare(writeLines(linesOfFile(bytes, 1 << 16)), bytes) !== 0) wrong.push('parse and write: other bytes');
    const reader = new SegmentReader();
    const whole = [...transactionsOf([...reader.push(bytes), ...reader.end()])];
    const good = whole.filter(({ transaction }) => transaction.faults.length === 0).map(({ segments }) => segments.map(({ raw }) => raw));
    const texts = new Set(good.map((raws) => raws.join('\n')));
    for (const text of sound) if (!texts.has(text)) wrong.push('a sound transaction set is lost');
    const ids = new Set(good.map(batchOf));
    for (const id of broken) if (ids.has(id)) wrong.push('a broken transaction set came out as sound');
    if (reported && validate(bytes).length === 0) wrong.push('nothing is reported');
  } catch (error) {
    wrong.push(`exception: ${/** @type {Error} */ (error).message}`);
  }
  return wrong;
}
