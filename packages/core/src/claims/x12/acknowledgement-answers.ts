import type { AcknowledgedError, Acknowledgement } from '../acknowledgement.js';
import type { Segment } from './segment.js';

/**
 * Reads what a receiver answered: TA1, 997 (004010) and 999 (005010X231A1). Both acknowledgements have the same shape; only the names of
 * the segments within a transaction differ (AK3/AK4/AK5 and IK3/IK4/IK5).
 */
export class AcknowledgementReader {
  private kind: '997' | '999' | undefined;
  private group = '';
  /** The transaction being answered, until its trailer gives the verdict. */
  private transaction: { control: string; errors: AcknowledgedError[] } | undefined;
  private error: AcknowledgedError | undefined;

  /** Takes the next segment; answers what it completes, if anything. */
  push(segment: Segment): Acknowledgement | undefined {
    switch (segment.tag) {
      case 'TA1':
        return {
          kind: 'TA1',
          interchange: segment.element(1),
          verdict: verdictOf(segment.element(4)),
          codes: segment.element(5) === '' ? [] : [segment.element(5)],
          errors: [],
        };
      case 'ST': {
        const type = segment.element(1);
        this.kind = type === '999' ? '999' : type === '997' ? '997' : undefined;
        this.transaction = undefined;
        this.error = undefined;
        return undefined;
      }
      case 'SE':
        this.kind = undefined;
        return undefined;
    }
    return this.kind === undefined ? undefined : this.within(segment, this.kind);
  }

  private within(segment: Segment, kind: '997' | '999'): Acknowledgement | undefined {
    switch (segment.tag) {
      case 'AK1':
        this.group = segment.element(2);
        return undefined;
      case 'AK2':
        this.transaction = { control: segment.element(2), errors: [] };
        return undefined;
      case 'AK3':
      case 'IK3': {
        const position = integerOf(segment.element(2));
        this.error = {
          tag: segment.element(1),
          ...(position === undefined ? {} : { position }),
          ...(segment.element(3) === '' ? {} : { loop: segment.element(3) }),
          code: segment.element(4),
        };
        this.transaction?.errors.push(this.error);
        return undefined;
      }
      case 'CTX':
        if (this.error && segment.component(1, 1) === 'CLM01') this.error.claim = segment.component(1, 2);
        return undefined;
      case 'AK4':
      case 'IK4':
        this.element(segment);
        return undefined;
      case 'AK5':
      case 'IK5': {
        const answer: Acknowledgement = {
          kind,
          group: this.group,
          verdict: verdictOf(segment.element(1)),
          codes: segment.elements.slice(2).filter((code) => code !== ''),
          errors: this.transaction?.errors ?? [],
        };
        if (this.transaction) answer.transaction = this.transaction.control;
        this.transaction = undefined;
        this.error = undefined;
        return answer;
      }
      case 'AK9':
        return {
          kind,
          group: this.group,
          // P: some transactions of the group are accepted; each says its own verdict.
          verdict: segment.element(1) === 'P' ? 'accepted with errors' : verdictOf(segment.element(1)),
          codes: segment.elements.slice(5).filter((code) => code !== ''),
          errors: [],
        };
      default:
        return undefined;
    }
  }

  /** An element error belongs to the segment named before it; a second one repeats that segment. */
  private element(segment: Segment): void {
    if (!this.error || !this.transaction) return;
    let { error } = this;
    if (error.elementCode !== undefined) {
      const { element: _element, elementCode: _code, value: _value, ...same } = error;
      error = same;
      this.transaction.errors.push(error);
      this.error = error;
    }
    error.element = segment.element(1);
    error.elementCode = segment.element(3);
    if (segment.element(4) !== '') error.value = segment.element(4);
  }
}

/** A accepted, E accepted although there are errors; R, M, W and X all say no. */
function verdictOf(code: string): Acknowledgement['verdict'] {
  return code === 'A' ? 'accepted' : code === 'E' ? 'accepted with errors' : 'rejected';
}

function integerOf(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
