import { readShared } from './shared.js';

/**
 * A place of the Tabular List with its Excludes1 notes, read from the XML line by line with no grammar: a second reading, so that what the
 * importer or the reader of references loses shows as a difference.
 * @typedef {object} Place
 * @property {string} name code without dot; `E08-E13`; `chapter 4`
 * @property {Place | undefined} above
 * @property {string[]} excludes1 notes as printed
 */

const NOTE_BLOCKS = ['includes', 'excludes1', 'excludes2', 'codeFirst', 'useAdditionalCode', 'codeAlso'];
const TAG = /<(\/?)([A-Za-z0-9.]+)([^>]*?)(\/?)>([^<]*)/g;

/**
 * @param {string} path below ../shared
 * @returns {{ places: Map<string, Place>, notes: { at: string, kind: string, text: string }[] }}
 */
export function readTabularXml(path) {
  const xml = readShared(path);
  /** @type {Map<string, Place>} */
  const places = new Map();
  /** @type {{ at: string, kind: string, text: string }[]} */
  const notes = [];
  /** @type {Place | undefined} */
  let here;
  let block = '';
  let named = true;
  for (const [, closing, tag, attributes, empty, raw] of xml.matchAll(TAG)) {
    if (tag === 'chapter' || tag === 'section' || tag === 'diag') {
      if (closing) here = here?.above;
      else {
        here = { name: '', above: here, excludes1: [] };
        named = tag === 'section';
        if (named) name(/id="([^"]+)"/.exec(attributes)?.[1] ?? '');
      }
    } else if (tag === 'name' && !closing && !named) {
      named = true;
      name(/^\d+$/.test(raw.trim()) ? `chapter ${raw.trim()}` : raw.trim().replace('.', ''));
    } else if (NOTE_BLOCKS.includes(tag)) block = closing || empty ? '' : tag;
    else if (tag === 'note' && !closing && block !== '' && here) {
      const text = raw.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&apos;', "'").trim();
      if (text === '') continue;
      notes.push({ at: here.name, kind: block, text });
      if (block === 'excludes1') here.excludes1.push(text);
    }
  }
  return { places, notes };

  /** A category may have the name of the section it is alone in; it stands below that. @param {string} text */
  function name(text) {
    if (!here) return;
    here.name = text;
    places.set(text, here);
  }
}

const CODE = '[A-Z][0-9][0-9A-Z](?:\\.[0-9A-Z]{1,4})?';

/** Everything in a note that has the shape of a code. @param {string} text */
export function codeShaped(text) {
  return text.match(new RegExp(`\\b${CODE}(?![0-9A-Za-z])`, 'g')) ?? [];
}

/**
 * Whether an Excludes1 note printed at one code, or at a place above it, means another.
 * @param {Map<string, Place>} places
 * @param {string} at
 * @param {string} other
 * @param {(code: string) => string} titleOf
 */
export function excludedAt(places, at, other, titleOf) {
  let length = at.length;
  while (length >= 3 && !places.has(at.slice(0, length))) length--;
  for (let place = places.get(at.slice(0, length)); place; place = place.above)
    if (place.excludes1.some((note) => means(note, other, titleOf))) return true;
  return false;
}

const ORDINALS = ['', '', '', '', 'fourth|4th', 'fifth|5th', 'sixth|six|6th', 'seventh|7th'];

/** @param {string} note @param {string} code @param {(code: string) => string} titleOf */
function means(note, code, titleOf) {
  const brackets = [...note.matchAll(/[([]([^()[\]{}]*)/g)].map((match) => match[1]).filter((inner) => codeShaped(inner).length > 0);
  const tailBehind = /\)\s*(with [a-z ]*character.*)$/.exec(note)?.[1] ?? '';
  return (brackets.length > 0 ? brackets : [note]).some((place) => {
    const cut = place.search(/,? with (?=\.|[a-z0-9]+[ -](?:or |to )?[a-z0-9]* ?(?:characters?|fracture)|final|ketoacidosis)/);
    const list = cut < 0 ? place : place.slice(0, cut);
    const tail = cut < 0 ? tailBehind : place.slice(cut);
    return spansOf(list).some(([first, last]) => (inSpan(code, first, last) ? fits(tail, code, titleOf) : false));
  });
}

/** @param {string} list @returns {[string, string][]} */
function spansOf(list) {
  const pattern = new RegExp(`(${CODE})(?:[.-]*\\s*(?:-|\\bto\\b)[\\s-]*(${CODE}))?`, 'g');
  return [...list.matchAll(pattern)].map(([, first, last = first]) => [first.replace('.', ''), last.replace('.', '')]);
}

/** @param {string} code @param {string} first @param {string} last */
function inSpan(code, first, last) {
  return code.slice(0, first.length) >= first && code.slice(0, last.length) <= last;
}

/** What the words behind a list of codes ask of the characters. @param {string} tail @param {string} code @param {(code: string) => string} titleOf */
function fits(tail, code, titleOf) {
  if (tail.trim() === '') return true;
  if (/ketoacidosis/.test(tail)) return /ketoacidosis/i.test(titleOf(code));
  if (/open fracture/.test(tail)) return code.length === 7 && /open fracture/i.test(titleOf(code));
  const endings = [...tail.matchAll(/(?<![0-9])\.([0-9A-Z]+)(?:-\.([0-9A-Z]+))?/g)];
  const dashed = /characters? -([0-9]+)/.exec(tail)?.[1];
  if (dashed !== undefined) return code.slice(4).startsWith(dashed);
  if (!/character/.test(tail) || /final characters \./.test(tail))
    return endings.some(([, from, to = from]) => inSpan(code.slice(3), from, to));
  const positions = [4, 5, 6, 7].filter((n) => new RegExp(`\\b(?:${ORDINALS[n]})\\b`).test(tail));
  const wanted = /characters?\s+(.*)$/.exec(tail)?.[1] ?? '';
  if (/intent/.test(wanted)) return true;
  if (/ to /.test(tail)) return code.slice((positions[0] ?? 0) - 1).startsWith(wanted.trim());
  const allowed = [...wanted.matchAll(/([0-9A-Z])(?:-([0-9A-Z]))?/g)].map(([, from, to = from]) => [from, to]);
  const filled = positions.filter((n) => n <= code.length && (n < 6 || code[n - 1] !== 'X'));
  const character = code[(filled.at(-1) ?? 99) - 1] ?? '';
  return allowed.some(([from, to]) => character >= from && character <= to);
}
