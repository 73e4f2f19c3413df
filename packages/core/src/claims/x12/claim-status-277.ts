import type { Party } from '../../model/claim.js';
import type { ClaimStatusAnswer, ClaimStatusCode } from '../acknowledgement.js';
import type { Segment } from './segment.js';
import { isoDate } from './values.js';

/**
 * Reads the claims of a claim acknowledgement (277CA, 005010X214) and of a claim status response (277, 005010X212). In the first the claim
 * is named by TRN02; in the second TRN02 repeats the question's trace and REF EJ names the claim.
 */
export class ClaimStatusReader {
  private reading = false;
  private kind: '277CA' | '277' = '277';
  private version = '';
  /** Hierarchical level (HL03): PT, 22 and 23 are patients. */
  private level = '';
  private patient: Party | undefined;
  private answer: ClaimStatusAnswer | undefined;
  private inService = false;

  /** Takes the next segment; answers the claim that it completes, if any. */
  push(segment: Segment): ClaimStatusAnswer | undefined {
    switch (segment.tag) {
      case 'GS':
        this.version = segment.element(8);
        return undefined;
      case 'ST': {
        const version = segment.element(3) || this.version;
        this.reading = segment.element(1) === '277';
        this.kind = version.includes('X214') ? '277CA' : '277';
        this.level = '';
        return undefined;
      }
      case 'SE': {
        const last = this.end();
        this.reading = false;
        return last;
      }
    }
    return this.reading ? this.within(segment) : undefined;
  }

  /** Ends the file: answers a claim whose trailer never came. */
  end(): ClaimStatusAnswer | undefined {
    const { answer } = this;
    this.answer = undefined;
    this.inService = false;
    return answer;
  }

  private within(segment: Segment): ClaimStatusAnswer | undefined {
    switch (segment.tag) {
      case 'HL': {
        const before = this.end();
        this.level = segment.element(3);
        this.patient = undefined;
        return before;
      }
      case 'NM1':
        if (isPatient(this.level) && !this.answer) this.patient = partyOf(segment);
        return undefined;
      case 'TRN': {
        if (!isPatient(this.level)) return undefined;
        const before = this.end();
        this.answer = { kind: this.kind, segment: segment.position, id: segment.element(2), statuses: [], ids: [] };
        if (this.patient) this.answer.patient = this.patient;
        return before;
      }
      case 'SVC':
        this.inService = true;
        return undefined;
      case 'STC':
        this.status(segment);
        return undefined;
      case 'REF':
        this.reference(segment);
        return undefined;
      case 'DTP':
        if (this.answer && !this.inService && segment.element(1) === '472') this.answer.date = firstDay(segment);
        return undefined;
      default:
        return undefined;
    }
  }

  private status(segment: Segment): void {
    const { answer } = this;
    if (!answer) return;
    for (const i of [1, 10, 11]) {
      if (segment.element(i) === '') continue;
      const [category = '', status = '', entity = ''] = segment.components(i);
      const code: ClaimStatusCode = { category, status, ...(entity === '' ? {} : { entity }) };
      answer.statuses.push(code);
    }
    if (this.inService) return;
    if (segment.element(3) !== '') answer.action = segment.element(3);
    if (segment.element(4) !== '') answer.charged = segment.element(4);
    if (segment.element(5) !== '') answer.paid = segment.element(5);
    if (segment.element(12) !== '') answer.message = segment.element(12);
  }

  private reference(segment: Segment): void {
    const { answer } = this;
    if (!answer || this.inService) return;
    const id = { qualifier: segment.element(1), value: segment.element(2) };
    answer.ids.push(id);
    if (id.qualifier === '1K') answer.payerClaimNumber = id.value;
    if (id.qualifier === 'EJ' && this.kind === '277') answer.id = id.value;
  }
}

function isPatient(level: string): boolean {
  return level === 'PT' || level === '22' || level === '23';
}

function partyOf(segment: Segment): Party {
  const party: Party = { type: segment.element(2) === '2' ? 'organization' : 'person' };
  if (segment.element(3) !== '') party.name = segment.element(3);
  if (segment.element(4) !== '') party.first = segment.element(4);
  if (segment.element(9) !== '') party.id = { qualifier: segment.element(8), value: segment.element(9) };
  return party;
}

/** First day of a DTP with format D8 or RD8, as YYYY-MM-DD; as written when it is no date. */
function firstDay(segment: Segment): string {
  const text = segment.element(3);
  return isoDate(/^\d{8}-\d{8}$/.test(text) ? text.slice(0, 8) : text);
}
