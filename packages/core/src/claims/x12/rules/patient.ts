import { type Day, formatDay, wholeYears } from '../../../model/date.js';
import type { PlacedSegment } from '../finding.js';
import { type ClaimReport, defineRule } from './claim-rule.js';
import type { ClaimView } from './claim-view.js';
import { missingPlace } from './missing-place.js';
import { wireDay } from './wire-date.js';

export const RELATION_MISSING = defineRule({
  id: '837-relation-missing',
  snip: 4,
  severity: 'error',
  what: 'Nothing says that the subscriber is the patient, and no patient follows.',
  why: 'When the patient is the subscriber, SBR02 says so with 18; otherwise the patient has a level of his own (loops 2000B, 2000C).',
  todo: 'Enter 18 in SBR02, or send the patient in loop 2000C.',
  status: 'A7:252',
});
export const RELATION_WITH_PATIENT = defineRule({
  id: '837-relation-with-patient',
  snip: 4,
  severity: 'error',
  what: 'The subscriber is said to be the patient, but a patient level follows.',
  why: 'SBR02 is used only when the subscriber is the patient; then there is no loop 2000C.',
  todo: 'Leave SBR02 empty, or send the claim below the subscriber.',
  status: 'A8:252',
});
export const PATIENT_FACTS = defineRule({
  id: '837-subscriber-patient-facts',
  snip: 4,
  severity: 'error',
  what: 'The {tag} segment of the subscriber is missing.',
  why: 'A subscriber who is the patient has address, birth date and sex in loop 2010BA.',
  todo: 'Send street (N3), city, state and ZIP code (N4), birth date and sex (DMG) of the subscriber.',
  status: 'A7:21',
});
export const BIRTH_DATE = defineRule({
  id: '837-birth-date',
  snip: 4,
  severity: 'error',
  what: 'The birth date {born} lies after {date}, {event}.',
  why: 'Nobody is born after being treated (DMG02).',
  todo: 'Correct the birth date, or the dates of service.',
  status: 'A7:158',
});
export const AGE = defineRule({
  id: '837-age',
  snip: 4,
  severity: 'warning',
  what: 'The patient, born {born}, would be {age} years old.',
  why: 'Nobody is known to have reached that age (DMG02).',
  todo: 'Check the birth date.',
  status: 'A7:158',
});
export const SERVICE_BEFORE_BIRTH = defineRule({
  id: '837-service-before-birth',
  snip: 4,
  severity: 'error',
  what: 'The service of {date} lies before the birth of the patient on {born}.',
  why: 'Nobody is treated before birth (DTP 472, DMG02).',
  todo: 'Correct the date of service.',
  status: 'A7:187',
});
export const DEATH_DATE = defineRule({
  id: '837-death-date',
  snip: 4,
  severity: 'error',
  what: 'The date of death {died} does not fit {date}, {event}.',
  why: 'Death comes after birth and before the claim is received (PAT06).',
  todo: 'Correct the date of death.',
  status: 'A7:21',
});
export const SERVICE_AFTER_DEATH = defineRule({
  id: '837-service-after-death',
  snip: 4,
  severity: 'warning',
  what: 'The service of {date} is after the death of the patient on {died}.',
  why: 'Few services are rendered after death (PAT06, DTP 472).',
  todo: 'Check the date of death and the dates of service.',
  status: 'A7:187',
});
export const PREGNANT_MALE = defineRule({
  id: '837-pregnant-male',
  snip: 4,
  severity: 'warning',
  what: 'The patient is marked as pregnant and as male.',
  why: 'Mark of pregnancy and sex contradict each other (PAT09, DMG03).',
  todo: 'Correct one of them.',
  status: 'A8:21',
});

export const PATIENT_RULES = [
  RELATION_MISSING,
  RELATION_WITH_PATIENT,
  PATIENT_FACTS,
  BIRTH_DATE,
  AGE,
  SERVICE_BEFORE_BIRTH,
  DEATH_DATE,
  SERVICE_AFTER_DEATH,
  PREGNANT_MALE,
];

/** What a subscriber who is the patient must bring. */
const FACTS = ['N3', 'N4', 'DMG'] as const;

/** SNIP 4 on the subscriber level: asked once for each subscriber. */
export function checkSubscriber(view: ClaimView, report: ClaimReport): void {
  const sbr = view.subscriber.first('SBR');
  if (!sbr) return;
  const relation = sbr.segment.element(2);
  if (view.patient) {
    if (relation === '18') report.at(RELATION_WITH_PATIENT, sbr, 'SBR02');
  } else if (relation === '') report.at(RELATION_MISSING, sbr, 'SBR02');
  else if (relation === '18') {
    const { scope } = view;
    for (const tag of FACTS)
      if (!view.subscriber.first(tag, undefined, '2010BA'))
        report.missing(PATIENT_FACTS, tag, missingPlace(scope, scope.subscriber, '2010BA', tag, '', [scope.claim]), { tag });
  }
}

/** Life dates of the patient against those of the claim. */
export function checkLife(view: ClaimView, received: Day | undefined, report: ClaimReport): void {
  const parts = view.patient ?? view.subscriber;
  const dmg = parts.first('DMG');
  const pat = parts.first('PAT');
  const { born } = view;
  if (pat?.segment.element(9) === 'Y' && dmg?.segment.element(3) === 'M') report.at(PREGNANT_MALE, pat, 'PAT09');
  if (dmg && born !== undefined) checkBirth(view, dmg, born, received, report);
  const died = pat?.segment.element(5) === 'D8' ? wireDay(pat.segment.element(6)) : undefined;
  if (!pat || died === undefined) return;
  if (born !== undefined && died < born)
    report.at(DEATH_DATE, pat, 'PAT06', { died: formatDay(died), date: formatDay(born), event: 'the birth' });
  else if (received !== undefined && died > received)
    report.at(DEATH_DATE, pat, 'PAT06', { died: formatDay(died), date: formatDay(received), event: 'the day of receipt' });
  else
    for (const { served } of view.lines)
      if (served && served.period.from > died)
        report.at(SERVICE_AFTER_DEATH, served.placed, 'DTP03', { date: formatDay(served.period.from), died: formatDay(died) });
}

function checkBirth(view: ClaimView, dmg: PlacedSegment, born: Day, received: Day | undefined, report: ClaimReport): void {
  const last = view.professional ? view.spanOfLines(-Infinity, Infinity)?.to : view.period?.to;
  if (received !== undefined && born > received)
    report.at(BIRTH_DATE, dmg, 'DMG02', { born: formatDay(born), date: formatDay(received), event: 'the day of receipt' });
  else if (last !== undefined && born > last && !isStale(last, received))
    report.at(BIRTH_DATE, dmg, 'DMG02', { born: formatDay(born), date: formatDay(last), event: 'the last day of service' });
  else if (view.professional) {
    for (const { served } of view.lines)
      if (served && served.period.to < born)
        report.at(SERVICE_BEFORE_BIRTH, served.placed, 'DTP03', { date: formatDay(served.period.from), born: formatDay(born) });
  }
  const treated = view.period && view.period.from <= view.period.to ? view.period.from : undefined;
  if (treated !== undefined && wholeYears(born, treated) > OLDEST)
    report.at(AGE, dmg, 'DMG02', { born: formatDay(born), age: wholeYears(born, treated) });
}

/** Nobody is known to have lived longer, in whole years. */
const OLDEST = 122;

/** Of a birth date and a service before it, the service is the doubtful one when it is long past: claims come within a year or two. */
function isStale(service: Day, received: Day | undefined): boolean {
  return received !== undefined && received - service > 730;
}
