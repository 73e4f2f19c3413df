import type { Candidate } from '../../candidate.js';
import { guideline } from '../../guideline.js';
import { joinLinked, type Link, link, retitled } from '../../links.js';
import { ALL_SETTINGS, defineRule, type RuleContext } from '../../rule.js';

const RULE = 'combination-code';

/** The same code with other characters from a position on. */
const ending =
  (at: number, characters: string): Link['gives'] =>
  ({ code }) =>
    code.slice(0, at) + characters;
/** Calculus: the characters for the kind of inflammation; the last says obstruction, one more than without. */
const calculus =
  (kinds: Readonly<Record<string, string>>): Link['gives'] =>
  (base, other) => {
    const kind = Object.entries(kinds).find(([stem]) => other.code.startsWith(stem))?.[1];
    return kind && kind.slice(0, -1) + String(Number(kind.at(-1)) + Number(base.code.endsWith('1')));
  };
/** Peptic ulcers: the fourth character for hemorrhage, or perforation, beside what is there. */
const ulcer =
  (to: Readonly<Record<string, string>>): Link['gives'] =>
  ({ code }) => {
    const digit = to[code[3] ?? ''];
    return digit && code.slice(0, 3) + digit;
  };
const BLED = { '1': '2', '3': '0', '5': '6', '7': '4', '9': '4' };
const PERFORATED = { '0': '2', '3': '1', '4': '6', '7': '5', '9': '5' };

/** Side of a leg in a code that counts right, left, bilateral as 1, 2, 3; undefined when it is left open. */
const sideOf = (digit: string | undefined): '1' | '2' | undefined => (digit === '1' || digit === '2' ? digit : undefined);
/** Ulcer of the leg (L97 + site + side + depth) with its cause on the same leg: site taken over, side in the given characters. */
const legUlcer =
  (stems: Readonly<Record<'1' | '2', string>>, baseSide: (code: string) => string | undefined): Link['gives'] =>
  (base, other) => {
    const digit = baseSide(base.code);
    const own = sideOf(digit);
    const side = sideOf(other.code[4]);
    if (side === undefined || digit === '3' || (own !== undefined && own !== side)) return undefined;
    return stems[side] + other.code[3];
  };

/** Heart valves affected together; not where the record calls the disease nonrheumatic, which keeps a code for each valve (I.A.12). */
const valves =
  (code: string): Link['gives'] =>
  (base, other, { note }) =>
    [base, other].some(({ evidence }) =>
      evidence.some(({ start, end }) => NONRHEUMATIC.test(note.text.slice(Math.max(0, start - 30), end))),
    )
      ? undefined
      : code;
const NONRHEUMATIC = /\b(?:non-?\s?rheumatic|degenerative|senile|calcifi\w+|myxomatous|congenital|prolapse)\b/i;

/** An organism coded as an infection of unspecified site, named in the words of an infection that has a site. */
const ORGANISMS: readonly (readonly [code: string, words: RegExp, becomes: string])[] = [
  ['A4901', /./, 'B9561'],
  ['A4902', /./, 'B9562'],
  ['A491', /./, 'B955'],
  ['A492', /./, 'B963'],
  ['A493', /./, 'B960'],
  ['A498', /\be\.?\s?coli\b|escherichia/i, 'B9620'],
  ['A498', /klebsiella/i, 'B961'],
  ['A498', /pseudomonas/i, 'B965'],
  ['A498', /proteus/i, 'B964'],
  ['A498', /enterococc/i, 'B952'],
];
const organism: Link['gives'] = (base, other, { icd, date, note }) => {
  const words = base.evidence.map(({ start }) => line(note.text, start));
  if (!icd.tabular(date).reference('useAdditionalCode', other.code, 'B9620')) return undefined;
  if (!other.evidence.some(({ start }) => words.includes(line(note.text, start)))) return undefined;
  const said = base.evidence.map(({ text }) => text).join(' ');
  return ORGANISMS.find(([code, named]) => code === base.code && named.test(said))?.[2];
};
const line = (text: string, at: number): number => text.lastIndexOf('\n', at);

const GI_BLEEDING = 'K92.0-K92.2';
const LOWER_BLEEDING = 'K92.1-K92.2, K62.5';
/** Infections of the lower respiratory tract; aspiration pneumonia is none. */
const LOWER_RESPIRATORY = 'J12-J18, J20-J22';
const URINARY_SYMPTOMS = 'R35.0-R35.1, R39.11-R39.12, R39.14-R39.16, R33.8-R33.9, N39.4, N13.8';

export const COMBINATIONS: readonly Link[] = [
  // Esophagus, stomach, bowel
  link('K21.9', 'K20.8-K20.9', (_base, { code }) => (code.endsWith('1') ? 'K2101' : 'K2100'), 'with esophagitis'),
  link('K25-K28', GI_BLEEDING, ulcer(BLED), 'with hemorrhage', { alone: true }),
  link('K25-K28', 'K63.1, K65.0', ulcer(PERFORATED), 'with perforation', { keeps: 'other' }),
  link('K29', GI_BLEEDING, retitled('without bleeding', 'with bleeding'), 'with bleeding', { alone: true }),
  link('K22.10', GI_BLEEDING, 'K2211', 'with bleeding', { alone: true }),
  link('K31.819', GI_BLEEDING, 'K31811', 'with bleeding', { alone: true }),
  link('K55.20', LOWER_BLEEDING, 'K5521', 'with hemorrhage', { alone: true }),
  link('I85.00', GI_BLEEDING, 'I8501', 'with bleeding', { alone: true }),
  link('I85.10', GI_BLEEDING, 'I8511', 'with bleeding', { alone: true }),
  link('K57', 'K63.0', retitled('without perforation or abscess', 'with perforation and abscess'), 'with abscess'),
  link('K57', 'K63.1, K65', retitled('without perforation or abscess', 'with perforation and abscess'), 'with perforation', {
    keeps: 'other',
  }),
  link('K57', LOWER_BLEEDING, retitled('without bleeding', 'with bleeding'), 'with bleeding', { alone: true }),
  link('K50.00, K50.10, K50.80, K50.90, K51.00, K51.20-K51.50, K51.80, K51.90', LOWER_BLEEDING, ending(4, '11'), 'with rectal bleeding', {
    alone: true,
  }),
  link(
    'K50.00, K50.10, K50.80, K50.90, K51.00, K51.20-K51.50, K51.80, K51.90',
    'K56.60-K56.69',
    ending(4, '12'),
    'with intestinal obstruction',
  ),
  link('K50.00, K50.10, K50.80, K50.90, K51.00, K51.20-K51.50, K51.80, K51.90', 'K60.3-K60.5, K63.2', ending(4, '13'), 'with fistula', {
    keeps: 'other',
  }),
  link('K50.00, K50.10, K50.80, K50.90, K51.00, K51.20-K51.50, K51.80, K51.90', 'K61, K63.0', ending(4, '14'), 'with abscess', {
    keeps: 'other',
  }),
  link('K35.80, K37', 'K65.0', 'K35209', 'with generalized peritonitis'),
  link('K35.80, K37', 'K65.1', 'K3533', 'with peritoneal abscess'),
  // Gallbladder and liver
  link(
    'K80.20-K80.21',
    'K80.50-K80.51',
    (base, other) => `K807${[base, other].some(({ code }) => code.endsWith('1')) ? 1 : 0}`,
    'gallbladder with bile duct',
  ),
  link('K80.70-K80.71', 'K81', calculus({ K810: 'K8062', K811: 'K8064', K812: 'K8066', K81: 'K8060' }), 'with cholecystitis'),
  link(
    'K80.20-K80.21',
    'K81',
    calculus({ K810: 'K8000', K811: 'K8010', K812: 'K8012', K819: 'K8010', K818: 'K8018' }),
    'with cholecystitis',
  ),
  link('K80.50-K80.51', 'K81', calculus({ K810: 'K8042', K811: 'K8044', K812: 'K8046', K81: 'K8040' }), 'with cholecystitis'),
  link('K80.50-K80.51', 'K83.09', calculus({ K83: 'K8030' }), 'with cholangitis'),
  link('K70.10, K70.30, K71.50', 'R18.8', retitled('without ascites', 'with ascites'), 'with ascites'),
  link(
    'B15.9, B17.10, B19.10, B19.20, B19.9',
    'K72.01, K72.11, K72.91',
    retitled('without hepatic coma', 'with hepatic coma'),
    'with hepatic coma',
  ),
  link('K70.40, K71.10', 'K72.01, K72.11, K72.91', retitled('without coma', 'with coma'), 'with coma'),
  link('B16.9', 'K72.01, K72.11, K72.91', 'B162', 'with hepatic coma'),
  // Lungs
  link('J47.9', LOWER_RESPIRATORY, 'J470', 'with lower respiratory infection', { keeps: 'other' }),
  link('J93.9', 'S22.2-S22.5', (_base, { code }) => (/[AB]$/.test(code) ? 'S270XXA' : undefined), 'traumatic, with fractured ribs', {
    keeps: 'other',
  }),
  // Urinary tract and prostate
  link('N40.0', URINARY_SYMPTOMS, 'N401', 'with lower urinary tract symptoms', { keeps: 'other' }),
  link('N40.2', URINARY_SYMPTOMS, 'N403', 'with lower urinary tract symptoms', { keeps: 'other' }),
  link('R33.9', 'N40.1, N40.3', 'R338', 'due to enlarged prostate', { keeps: 'other' }),
  link('N30', 'R31', retitled('without hematuria', 'with hematuria'), 'with hematuria'),
  link('N13.30, N13.39', 'N20', 'N132', 'with calculus'),
  // Vessels and heart
  link(
    'I70.20-I70.22',
    'L97',
    legUlcer({ '1': 'I7023', '2': 'I7024' }, (code) => code[5]),
    'with ulceration',
    { keeps: 'other' },
  ),
  link(
    'I83.1',
    'L97',
    legUlcer({ '1': 'I8321', '2': 'I8322' }, (code) => code[4]),
    'with ulcer and inflammation',
    { keeps: 'other' },
  ),
  link(
    'I83.8-I83.9',
    'L97',
    legUlcer({ '1': 'I8301', '2': 'I8302' }, (code) => code.at(-1)),
    'with ulcer',
    { keeps: 'other' },
  ),
  link(
    'I87.30',
    'L97',
    (base, other) => {
      const side = sideOf(other.code[4]);
      return side !== undefined && side === base.code[5] ? `I8731${side}` : undefined;
    },
    'with ulcer',
    {
      keeps: 'other',
    },
  ),
  link('I34.0, I34.2', 'I35', valves('I080'), 'with aortic valve disease'),
  link('I08.0', 'I36, I07', valves('I083'), 'with tricuspid valve disease'),
  link('I34.0, I34.2', 'I36, I07', valves('I081'), 'with tricuspid valve disease'),
  link('I35', 'I36, I07', valves('I082'), 'with tricuspid valve disease'),
  // Joints
  link('M10', 'M1A', (_base, { code }) => (code.length === 7 && code.endsWith('1') ? code : undefined), 'with tophus'),
  // Thyroid
  link('E05.90-E05.91', 'E04.0, E04.9', retitled('Thyrotoxicosis, unspecified', 'Thyrotoxicosis with diffuse goiter'), 'with goiter'),
  link('E05.90-E05.91', 'E04.1', retitled('Thyrotoxicosis, unspecified', 'Thyrotoxicosis with toxic single thyroid nodule'), 'with nodule'),
  link(
    'E05.90-E05.91',
    'E04.2',
    retitled('Thyrotoxicosis, unspecified', 'Thyrotoxicosis with toxic multinodular goiter'),
    'with multinodular goiter',
  ),
  // Organism of an infection
  link(
    'A04.8',
    'K25-K29',
    ({ evidence }) => (evidence.some(({ text }) => /pylori/i.test(text)) ? 'B9681' : undefined),
    'as the cause of a disease classified elsewhere',
    { keeps: 'other' },
  ),
  link('A49', 'A00-T98', organism, 'as the cause of a disease classified elsewhere', { keeps: 'other' }),
];

export const rule = defineRule({
  id: RULE,
  title: 'A combination code that says two documented conditions takes their place',
  sources: [guideline('I.B.9'), guideline('I.A.15')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply: (candidates: readonly Candidate[], context: RuleContext) => joinLinked(COMBINATIONS, candidates, RULE, context),
});
