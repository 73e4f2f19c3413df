import { INPATIENT_PLACES, isPlaceOfService } from '../../codesets/claim-codes/place-of-service.js';
import { isInpatientVisit } from '../../codesets/claim-codes/procedure-code.js';
import { defineEdit, EVERY_SETTING, NO_DATE } from '../edit.js';

/** Emergency department visits. */
const EMERGENCY_VISIT = /^9928[1-5]$/;
/** Office and other outpatient visits. */
const OFFICE_VISIT = /^992(?:0[2-5]|1[1-5])$/;

export const rule = defineEdit({
  id: 'place-of-service',
  title: 'Professional lines have a place of service in use that fits the kind of visit',
  family: 'claim-form',
  sources: [
    { authority: 'CMS', document: 'Place of Service Code Set', section: 'for professional claims' },
    { authority: 'X12', document: '005010X222A1', section: 'loop 2300 CLM05, DTP 435; loop 2400 SV105' },
    { authority: 'CMS', document: 'Medicare Claims Processing Manual, Pub. 100-04', section: 'chapter 26 § 10.5' },
  ],
  needs: [],
  appliesTo: { forms: ['professional'], settings: EVERY_SETTING, claimsOnly: true },
  since: '0.1.0',
  messages: {
    missing: {
      severity: 'error',
      what: 'no place of service',
      why: 'where a service was rendered stands on every professional claim',
      todo: 'give the place of service',
    },
    unknown: {
      severity: 'error',
      what: 'place of service {place} is not in use',
      why: 'places are two digits of the list of CMS, each from the day it was added',
      todo: 'correct the place of service',
    },
    emergency: {
      severity: 'warning',
      what: 'an emergency department visit at place of service {place}',
      why: 'emergency department visits are rendered at place 23',
      todo: 'check the place and the code',
    },
    inpatient: {
      severity: 'warning',
      what: 'a visit of a hospital stay at place of service {place}',
      why: 'visits of the day of admission, the days after and discharge are rendered in a hospital or nursing facility',
      todo: 'check the place and the code',
    },
    office: {
      severity: 'warning',
      what: 'an office visit at place of service {place}, where patients are admitted',
      why: 'patients who are admitted are seen by hospital visits',
      todo: 'check the place and the code',
    },
    'no-admission': {
      severity: 'error',
      what: 'visits at place of service {place} and no admission date',
      why: 'claims of visits to inpatients say when the patient was admitted',
      todo: 'give the admission date',
    },
  },
  check: ({ lines, input, date }, _context, report) => {
    let admitted: string | undefined;
    if (input.placeOfService !== undefined && !isPlaceOfService(input.placeOfService, date))
      report.hit({ message: 'unknown', at: '/placeOfService', params: { place: input.placeOfService.slice(0, 10) } });
    if (date === undefined) report.notChecked(NO_DATE);
    for (const { at, code, placeOfService: place, date: on } of lines) {
      if (place === undefined) {
        report.hit({ message: 'missing', at, params: {} });
        continue;
      }
      if (!isPlaceOfService(place, on)) {
        // The place of the claim is told once.
        if (place !== input.placeOfService) report.hit({ message: 'unknown', at, params: { place: place.slice(0, 10) } });
        continue;
      }
      if (EMERGENCY_VISIT.test(code) && place !== '23') report.hit({ message: 'emergency', at, params: { place } });
      else if (OFFICE_VISIT.test(code) && INPATIENT_PLACES.has(place)) report.hit({ message: 'office', at, params: { place } });
      else if (isInpatientVisit(code)) {
        if (place === '11' || place === '12' || place === '20') report.hit({ message: 'inpatient', at, params: { place } });
        else if (INPATIENT_PLACES.has(place)) admitted = place;
      }
    }
    if (admitted !== undefined && input.admissionDate === undefined)
      report.hit({ message: 'no-admission', at: '/admissionDate', params: { place: admitted } });
  },
});
