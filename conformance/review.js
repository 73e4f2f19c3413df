// What went wrong, by cause, on a development set: the list to work from. It prints words of the notes, so it writes nothing.
// usage: node conformance/review.js gold|codiesp-d [--what diagnoses|procedures|services] [--cause TEXT] [--limit N] [--mode embedded|full] [--setting S] [--all]
// Of the gold set only notes with an even number are shown: the odd half is for measuring. --all shows both.

import { parseArgs } from 'node:util';
import { Icd10pcs } from '@medcode/core/codesets/icd10pcs';
import { day } from '@medcode/core/model/date';
import { engineOf } from './engine.js';
import { procedureErrors } from './procedure-errors.js';
import { goldNotes, isForDevelopment } from './reference/gold.js';
import { codiespNotes } from './reference/notes.js';
import { serviceErrors } from './service-errors.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cause: { type: 'string' },
    limit: { type: 'string', default: '400' },
    mode: { type: 'string', default: 'embedded' },
    setting: { type: 'string' },
    what: { type: 'string', default: 'diagnoses' },
    all: { type: 'boolean', default: false },
  },
});
const [set = 'gold'] = positionals;
const { coder, icd, catalog } = engineOf(values.mode === 'full' ? 'full' : 'embedded');
const pcs = new Icd10pcs(catalog);

/** @type {{ cause: string, line: string }[]} */
const errors = [];
const notes = set === 'gold' ? goldReview() : codiespReview();
for (const { id, text, date, setting, profile, patient, expected, procedures, services } of notes) {
  const answer = coder.code({ id, text, date: day(date), setting, profile, patient });
  if (values.what === 'procedures') {
    errors.push(...procedureErrors({ id, text, procedures }, answer, (code) => pcs.nameOf(code, day(date)).title));
    continue;
  }
  if (values.what === 'services') {
    errors.push(...serviceErrors({ id, services }, answer));
    continue;
  }
  const given = answer.diagnoses.filter(({ band }) => band !== 'suggestion');
  const codes = new Set(expected.map(({ code }) => code));
  for (const { code, words } of expected) if (!given.some((one) => one.code === code)) errors.push(missed(id, code, words, answer, codes));
  for (const one of given)
    if (!codes.has(one.code)) {
      const near = expected.find(({ code }) => code.slice(0, 3) === one.code.slice(0, 3) && !given.some((other) => other.code === code));
      const [evidence] = one.evidence;
      errors.push({
        cause: near
          ? 'extra: other code of the category'
          : `extra: ${evidence?.section}${one.rules.length > 0 ? ` by ${one.rules.join(', ')}` : ''}`,
        line: `${id} +${one.code} ${one.title} (${one.probability}) “${evidence?.text.replace(/\s+/g, ' ')}”${near ? ` for ${near.code}` : ''} · ${context(text, evidence)}`,
      });
    }
  if (
    set === 'gold' &&
    expected[0] &&
    given[0] &&
    expected[0].code !== given[0].code &&
    given.some(({ code }) => code === expected[0].code)
  )
    errors.push({ cause: 'first-listed', line: `${id} ${given[0].code} stands before ${expected[0].code}` });
}
/** @type {Map<string, string[]>} */
const byCause = new Map();
for (const { cause, line } of errors) byCause.set(cause, [...(byCause.get(cause) ?? []), line]);
const sorted = [...byCause].sort(([, a], [, b]) => b.length - a.length);
for (const [cause, lines] of sorted) console.log(`${String(lines.length).padStart(5)}  ${cause}`);
let left = Number(values.limit);
for (const [cause, lines] of sorted) {
  if (values.cause !== undefined && !cause.includes(values.cause)) continue;
  console.log(`\n${cause}`);
  for (const line of lines.slice(0, left)) console.log(`  ${line}`);
  left -= lines.length;
  if (left <= 0) break;
}

/**
 * Why a code is missing: what the engine made of the words that prove it.
 * @param {string} id @param {string} code @param {readonly string[]} words
 * @param {ReturnType<typeof coder.code>} answer @param {ReadonlySet<string>} codes
 */
function missed(id, code, words, answer, codes) {
  const title = icd.lookup(code, day(answer.date)).title;
  const head = `${id} -${code} ${title} “${words.join('” “').replace(/\s+/g, ' ')}”`;
  const low = answer.diagnoses.find((one) => one.code === code);
  if (low)
    return {
      cause: `missed: only a suggestion, ${low.evidence[0]?.section}`,
      line: `${head} (${low.probability}) “${low.evidence[0]?.text}”`,
    };
  const dropped = answer.notCoded.find((one) => one.code === code);
  if (dropped) return { cause: `missed: left out by ${dropped.by}`, line: `${head}: ${dropped.reason}` };
  const sibling = answer.diagnoses.find((one) => one.code.slice(0, 3) === code.slice(0, 3) && !codes.has(one.code));
  if (sibling)
    return {
      cause: 'missed: other code of the category',
      line: `${head}: ${sibling.code} ${sibling.title} “${sibling.evidence[0]?.text}”`,
    };
  const cousin = answer.notCoded.find((one) => one.code?.slice(0, 3) === code.slice(0, 3));
  if (cousin) return { cause: 'missed: its category left out', line: `${head}: ${cousin.code} by ${cousin.by}: ${cousin.reason}` };
  const text = answer.documents[0]?.text ?? '';
  const over = answer.diagnoses.find((one) =>
    one.evidence.some((evidence) =>
      words.some(
        (piece) => text.indexOf(piece) >= 0 && evidence.start < text.indexOf(piece) + piece.length && evidence.end > text.indexOf(piece),
      ),
    ),
  );
  if (over) return { cause: 'missed: its words read as another code', line: `${head}: ${over.code} ${over.title} (${over.probability})` };
  return { cause: `missed: nothing read${/^[VWXYZ]/.test(code) ? `, chapter ${code[0] === 'Z' ? '21' : '20'}` : ''}`, line: head };
}

/** @param {string} text @param {{ start: number, end: number } | undefined} evidence */
function context(text, evidence) {
  if (!evidence) return '';
  return text.slice(Math.max(0, evidence.start - 50), evidence.end + 40).replace(/\s+/g, ' ');
}

function goldReview() {
  return goldNotes()
    .filter(({ id, setting }) => (values.all || isForDevelopment(id)) && (values.setting === undefined || values.setting === setting))
    .map((gold) => ({
      ...gold,
      profile: /** @type {const} */ ('billing'),
      expected: gold.diagnoses.map(({ code, evidence }) => ({ code, words: evidence })),
    }));
}

function codiespReview() {
  return codiespNotes('labelled')
    .filter(({ stratum }) => stratum === 'train')
    .map(({ id, text, patient, codes }) => ({
      id,
      text,
      date: '2024-06-01',
      setting: /** @type {const} */ ('inpatient'),
      profile: /** @type {const} */ ('mentions'),
      patient,
      procedures: [],
      services: [],
      expected: [...codes].filter((code) => icd.lookup(code, day('2024-06-01')).billable).map((code) => ({ code, words: [] })),
    }));
}
