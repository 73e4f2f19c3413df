import { refusalOf } from './done.js';
import { proofOf, type ServiceContext, type ServiceDraft, titleOf, wordsOf } from './service-draft.js';
import { holdsOn, type Vaccine } from './service-tables.js';

/** The oldest age, in years, at which counselling makes the component codes apply (CPT, Immunization Administration). */
const COUNSELLED_UP_TO = 18;
const ADULT = 40;
const COVID = /^913/;
const INFLUENZA = /^(?:9065[3-8]|9066[0-2]|9067[234]|9068[2-9]|90756)$/;
const PNEUMOCOCCUS = /^(?:9067[017]|90684|90732)$/;
const HEPATITIS_B = /^(?:90739|9074[0-7])$/;
/** Words of a record of giving, wherever it stands. */
const RECORDED = /\b(?:administered|given|injected)\b/i;
const OTHER_DAY =
  /\b(?:will|would|should|may|to be|if|next|due|plan\w*|recommend\w*|offer\w*|declin\w*|refus\w*|defer\w*|consider\w*|last|previous\w*|prior|ago|schedul\w*|return|pharmacy|elsewhere|not|until)\b/i;
/** A route with a site or a volume is written down when a vaccine has been given. */
const ROUTE = /\b(?:im|i\.m\.|sc|subq|sq|intramuscular\w*|subcutaneous\w*|intranasal\w*)\b/i;
const PLACE = /\b(?:deltoid|thigh|vastus|arm|ml|lot)\b/i;
const GIVEN = /\b(?:given|administered|received|injected|lot|im|left deltoid|right deltoid|deltoid|thigh|tolerated|today)\b/i;

/** Vaccines given in this encounter and their administration. */
export function readVaccines(context: ServiceContext): ServiceDraft[] {
  const age = context.patient.age ?? ADULT;
  const found = new Map<string, ServiceDraft & { vaccine: Vaccine }>();
  let counselled = false;
  context.note.segments.forEach((segment, number) => {
    const hits = context.tables.vaccines
      .longest(context.terms.stems[number] ?? [])
      .filter((hit) => holdsOn(hit.value, context.date) && hit.value.ages.from <= age && age <= hit.value.ages.to);
    if (hits.length === 0) return;
    const text = wordsOf(context.note, segment);
    const titled = /today|given|administered/i.test(titleOf(context.note, segment));
    if (!titled && !GIVEN.test(text)) return;
    for (const hit of hits) {
      if (found.has(hit.value.code)) continue;
      const refused = refusalOf(context, segment, hit.from, hit.to, 'act', true);
      const recorded =
        (refused === 'told, not reported' && RECORDED.test(text)) ||
        // "Vaccine" denies the disease it is against; it does not deny the vaccine.
        (refused === 'hypothetical' && RECORDED.test(text) && (PLACE.test(text) || ROUTE.test(text)) && !OTHER_DAY.test(text)) ||
        ((refused === 'not said to be done' || refused === 'told, not reported') &&
          !OTHER_DAY.test(text) &&
          ROUTE.test(text) &&
          PLACE.test(text));
      if (refused !== undefined && !recorded) continue;
      // "hepatitis B" alone names a disease; a vaccine is meant where vaccines are spoken of.
      if (
        !titled &&
        !(ROUTE.test(text) && PLACE.test(text)) &&
        !/\b(?:vaccin\w*|immuni[sz]\w*|shots?|dose|booster|given|administered|lot)\b/i.test(text)
      )
        continue;
      found.set(hit.value.code, {
        code: hit.value.code,
        kind: 'vaccine',
        units: 1,
        evidence: [proofOf(context.note, segment)],
        because: [`vaccine: ${hit.value.what}`],
        reasons: ['Z23'],
        vaccine: hit.value,
      });
    }
  });
  if (found.size === 0) return [];
  counselled =
    age <= COUNSELLED_UP_TO &&
    context.note.segments.some((segment) => {
      const text = wordsOf(context.note, segment);
      return (
        /\b(?:counsel\w*|discuss\w*|vis\b|questions? (?:were )?answered|risks and benefits|reviewed)\b/i.test(text) &&
        /\b(?:vaccin\w*|immuni[sz]\w*|vis\b|shots?|components?)/i.test(text)
      );
    });
  const vaccines = dropKinds(dropParts([...found.values()]));
  return [
    ...vaccines.map(({ vaccine: _, ...draft }) => draft),
    ...administration(
      vaccines.map((draft) => draft),
      counselled,
      context.medicare,
    ),
  ];
}

/** The one that the product in brackets after the kind is: "MenACWY (MenQuadfi)" is one vaccine. */
const KINDS: readonly RegExp[] = [
  /^90(?:619|734|733)$/,
  /^90(?:620|621)$/,
  PNEUMOCOCCUS,
  INFLUENZA,
  HEPATITIS_B,
  /^90(?:680|681)$/,
  /^90(?:632|633)$/,
];

function dropKinds<T extends { readonly vaccine: Vaccine; readonly evidence: ServiceDraft['evidence'] }>(list: readonly T[]): T[] {
  return list.filter(
    (draft, i) =>
      !list.some(
        (other, k) =>
          k > i &&
          other.evidence[0]?.start === draft.evidence[0]?.start &&
          /\(/.test(draft.evidence[0]?.text ?? '') &&
          KINDS.some((kind) => kind.test(draft.vaccine.code) && kind.test(other.vaccine.code)),
      ),
  );
}

/** A combination named by its parts ("DTaP-IPV-Hib (Pentacel)") is one product. */
function dropParts<T extends { readonly vaccine: Vaccine; readonly evidence: ServiceDraft['evidence'] }>(list: readonly T[]): T[] {
  const combined = list.filter((draft) => /^(?:9069[678]|90723|90710)$/.test(draft.vaccine.code));
  const parts = /^(?:90700|90713|90648|90647|90744|90707|90716)$/;
  return list.filter(
    (draft) =>
      !parts.test(draft.vaccine.code) ||
      !combined.some(
        (whole) =>
          whole.evidence[0]?.start === draft.evidence[0]?.start &&
          /-|\(|\//.test(whole.evidence[0]?.text ?? '') &&
          partOf(draft.vaccine.code, whole.vaccine.code),
      ),
  );
}

function partOf(part: string, whole: string): boolean {
  const parts: Readonly<Record<string, readonly string[]>> = {
    '90696': ['90700', '90713'],
    '90697': ['90700', '90713', '90648', '90647', '90744'],
    '90698': ['90700', '90713', '90648', '90647'],
    '90723': ['90700', '90713', '90744'],
    '90710': ['90707', '90716'],
  };
  return parts[whole]?.includes(part) ?? false;
}

function administration(list: readonly (ServiceDraft & { vaccine: Vaccine })[], counselled: boolean, medicare: boolean): ServiceDraft[] {
  const out: ServiceDraft[] = [];
  const add = (code: string, units: number, what: string, from: readonly ServiceDraft[]): void => {
    if (units > 0)
      out.push({
        code,
        kind: 'administration',
        units,
        evidence: from.flatMap((draft) => draft.evidence).slice(0, 3),
        because: [what],
        reasons: ['Z23'],
      });
  };
  const covid = list.filter((draft) => COVID.test(draft.code));
  const antibodies = list.filter((draft) => draft.vaccine.route === 'antibody');
  let others = list.filter((draft) => !covid.includes(draft) && !antibodies.includes(draft));
  add('90480', covid.length, 'COVID-19 vaccine given', covid);
  add('96380', counselled ? antibodies.length : 0, 'RSV antibody given with counselling', antibodies);
  add('96381', counselled ? 0 : antibodies.length, 'RSV antibody given', antibodies);
  if (medicare) {
    for (const [code, pattern, what] of [
      ['G0008', INFLUENZA, 'influenza vaccine given'],
      ['G0009', PNEUMOCOCCUS, 'pneumococcal vaccine given'],
      ['G0010', HEPATITIS_B, 'hepatitis B vaccine given'],
    ] as const) {
      const own = others.filter((draft) => pattern.test(draft.code));
      add(code, own.length, what, own);
      others = others.filter((draft) => !own.includes(draft));
    }
  }
  if (counselled) {
    add('90460', others.length, 'vaccine given with counselling, first component of each', others);
    add(
      '90461',
      others.reduce((sum, draft) => sum + draft.vaccine.components - 1, 0),
      'further components',
      others,
    );
    return out;
  }
  const injected = others.filter((draft) => draft.vaccine.route === '');
  const swallowed = others.filter((draft) => draft.vaccine.route === 'oral' || draft.vaccine.route === 'nasal');
  add('90471', injected.length > 0 ? 1 : 0, 'first injected vaccine given', injected.slice(0, 1));
  add('90472', injected.length - 1, 'further injected vaccines given', injected.slice(1));
  if (injected.length > 0) add('90474', swallowed.length, 'nasal or oral vaccines given beside', swallowed);
  else {
    add('90473', swallowed.length > 0 ? 1 : 0, 'first nasal or oral vaccine given', swallowed.slice(0, 1));
    add('90474', swallowed.length - 1, 'further nasal or oral vaccines given', swallowed.slice(1));
  }
  return out;
}
