import type { Segment } from '../segment.js';
import type { CompiledElement, CompiledGrammar, CompiledLoop, CompiledPart, CompiledSegment } from './compiled.js';
import { listCodes } from './element-checks.js';
import { standardSegment } from './element-dictionary.js';

/** A loop that is open, and what of it has been seen. */
export interface OpenLoop {
  readonly loop: CompiledLoop;
  /** The segment that opened it; undefined when that one is missing. */
  readonly opener: Segment | undefined;
  /** The furthest place reached. */
  place: number;
  /** How often each part has been seen. */
  readonly counts: number[];
  /** Required parts that were passed without being seen: where they were expected. */
  expected: Map<number, number> | undefined;
  /** Parts in whose stead a damaged segment stands. */
  replaced: Set<number> | undefined;
  /** HL01 of the level, for the levels below; and the number it should have had. */
  level: string;
  levelExpected: string;
  hasChildLevel: boolean;
}

/** What the matcher tells of structure; elements are checked by whoever receives the placed segment. */
export interface MatchListener {
  /** A segment stands in a loop. `compiled` is undefined when the guide has no such segment there. */
  placed(segment: Segment, loop: CompiledLoop, compiled: CompiledSegment | undefined): void;
  opened(open: OpenLoop): void;
  closed(open: OpenLoop, at: number): void;
  report(
    rule: string,
    at: number,
    tag: string,
    element: string | null,
    loop: string | null,
    params?: Readonly<Record<string, string | number>>,
  ): void;
}

/** The segments after the one at hand, as far as they are looked at. Cut when first needed: most segments fit without. */
export type LookAhead = () => readonly Segment[];

/** Segments that are looked at ahead to tell which loop a damaged segment was to open. */
export const LOOK_AHEAD = 12;

/**
 * Places the segments of one transaction into the loops of its guide, one after the other.
 *
 * One defect is to give one finding, so the matcher mends as it goes: a segment with a qualifier that is not allowed stands for the
 * required one that is missing there; a loop whose first segment is missing opens all the same when what follows belongs to it; a
 * segment out of order is counted where it belongs; an unknown segment changes nothing unless it stands where a required one should.
 */
export class LoopMatcher {
  private readonly open: OpenLoop[] = [];
  private levels = 0;
  private levelAlternative = 0;

  constructor(
    compiled: CompiledGrammar,
    private readonly listener: MatchListener,
  ) {
    this.push(compiled.body, undefined, -1);
  }

  /** The loop the last segment stands in. */
  get current(): string {
    return (this.open.at(-1) as OpenLoop).loop.id;
  }

  /**
   * Places the next segment.
   * @param ahead the segments after it, up to {@link LOOK_AHEAD} of them
   */
  place(segment: Segment, ahead: LookAhead): void {
    const { tag } = segment;
    const { open } = this;
    let full: CompiledPart | undefined;
    let fullDepth = -1;
    for (let depth = open.length - 1; depth >= 0; depth--) {
      const frame = open[depth] as OpenLoop;
      const parts = frame.loop.byTag.get(tag);
      if (parts === undefined) continue;
      for (const part of parts) {
        if (part.place < frame.place || !hasKey(part, segment)) continue;
        if (tag === 'HL' && this.isOtherLevel(segment, part, ahead)) return;
        if ((frame.counts[part.index] as number) < part.repeat) {
          this.take(segment, part, depth);
          return;
        }
        if (full === undefined) {
          full = part;
          fullDepth = depth;
        }
      }
    }
    if (full !== undefined) {
      const frame = open[fullDepth] as OpenLoop;
      if (frame.counts[full.index] === full.repeat)
        this.report(full.loop ? 'loop-repeated' : 'segment-repeated', segment, full.loop?.id ?? frame.loop.id, {
          most: full.repeat,
          name: full.loop?.use.name ?? full.segment.use.name,
        });
      this.take(segment, full, fullDepth);
      return;
    }
    this.recover(segment, ahead);
  }

  /** The transaction ends: closes every loop. @param at position of the segment that stands there instead */
  finish(at: number): void {
    this.close(0, at);
  }

  /**
   * The level code is one that may stand here, but what follows begins another level, and HL02 names the level above that one: HL03 is
   * wrong.
   */
  private isOtherLevel(segment: Segment, part: CompiledPart, ahead: LookAhead): boolean {
    const next = ahead()[0];
    if (!next || !part.loop || beginsWith(part.loop, next)) return false;
    for (let depth = this.open.length - 1; depth >= 0; depth--) {
      const frame = this.open[depth] as OpenLoop;
      if (!this.isAbove(frame, segment)) continue;
      const meant = frame.loop.byTag.get('HL')?.find((one) => one.place >= frame.place && one.loop && beginsWith(one.loop, next));
      if (!meant?.loop || meant === part) continue;
      this.wrongCode(segment, meant, meant.loop.id, [...(meant.segment.key?.codes ?? [])]);
      this.take(segment, meant, depth, false);
      return true;
    }
    return false;
  }

  private take(segment: Segment, part: CompiledPart, depth: number, isChecked = true): void {
    this.close(depth + 1, segment.position);
    const frame = this.open[depth] as OpenLoop;
    this.reach(frame, part, segment.position);
    const counts = frame.counts;
    counts[part.index] = (counts[part.index] as number) + 1;
    if (!part.loop) {
      this.listener.placed(segment, frame.loop, part.segment);
      return;
    }
    const opened = this.push(part.loop, segment, 0);
    opened.counts[0] = 1;
    if (part.loop.isLevel) this.number(segment, opened, frame);
    this.listener.opened(opened);
    this.listener.placed(segment, part.loop, isChecked ? part.segment : undefined);
  }

  /** Notes the required parts that are passed on the way to a part. */
  private reach(frame: OpenLoop, part: CompiledPart, at: number): void {
    const { parts } = frame.loop;
    for (let i = part.index - 1; i >= 0; i--) {
      const before = parts[i] as CompiledPart;
      if (before.required && frame.counts[i] === 0 && !frame.expected?.has(i)) {
        frame.expected ??= new Map();
        frame.expected.set(i, at);
      }
      if (before.place < frame.place) break;
    }
    if (part.place > frame.place) frame.place = part.place;
  }

  private push(loop: CompiledLoop, opener: Segment | undefined, place: number): OpenLoop {
    const opened: OpenLoop = {
      loop,
      opener,
      place,
      counts: loop.noCounts.slice(),
      expected: undefined,
      replaced: undefined,
      level: '',
      levelExpected: '',
      hasChildLevel: false,
    };
    this.open.push(opened);
    return opened;
  }

  /** Closes the loops from a depth on, the innermost first. */
  private close(depth: number, at: number): void {
    while (this.open.length > depth) {
      const frame = this.open.pop() as OpenLoop;
      const { parts } = frame.loop;
      const { counts } = frame;
      for (let i = 0; i < parts.length; i++) {
        if (counts[i] !== 0) continue;
        const part = parts[i] as CompiledPart;
        if (!part.required || frame.replaced?.has(i)) continue;
        this.missing(part, frame, frame.expected?.get(i) ?? at);
      }
      this.listener.closed(frame, at);
    }
  }

  private missing(part: CompiledPart, frame: OpenLoop, at: number): void {
    const { tag } = part.segment;
    if (part.loop) this.listener.report('loop-missing', at, tag, null, part.loop.id, { name: part.loop.use.name });
    else this.listener.report('segment-missing', at, tag, null, frame.loop.id, { name: part.segment.use.name });
  }

  /** HL01 counts the levels of a transaction from 1; HL02 names the level above. */
  private number(segment: Segment, opened: OpenLoop, parent: OpenLoop): void {
    const number = segment.element(1);
    this.levels++;
    opened.level = number;
    opened.levelExpected = String(this.levels);
    const value = Number(number);
    if (number === '') this.levelAlternative = 0;
    else if (value !== this.levels && value !== this.levelAlternative) {
      this.report('hl-number', segment, opened.loop.id, { expected: this.levels, value: number }, 'HL01');
      this.levelAlternative = Number.isInteger(value) ? value + 1 : 0;
    } else {
      if (value === this.levelAlternative && value !== this.levels) {
        this.levels = value;
        opened.levelExpected = number;
      }
      this.levelAlternative = 0;
    }
    if (!parent.loop.isLevel) return;
    parent.hasChildLevel = true;
    const above = segment.element(2);
    if (above !== '' && above !== parent.level && above !== parent.levelExpected)
      this.report('hl-parent', segment, opened.loop.id, { expected: parent.level, value: above }, 'HL02');
  }

  /** A segment that fits nowhere ahead. */
  private recover(segment: Segment, ahead: LookAhead): void {
    if (standardSegment(segment.tag) === undefined) this.unknown(segment, ahead);
    else if (
      !this.openUnopened(segment, ahead, true) &&
      !this.outOfOrder(segment, this.open.length - 1) &&
      !this.openUnopened(segment, ahead, false) &&
      !this.outOfOrder(segment, 0) &&
      !this.wrongKey(segment, ahead)
    ) {
      const { loop } = this.open.at(-1) as OpenLoop;
      this.report('segment-not-allowed', segment, loop.id, { name: loop.use.name });
      this.listener.placed(segment, loop, undefined);
    }
  }

  /**
   * A loop ahead has this segment inside: its first segment is missing.
   * @param lacking looks at required loops that have not been seen, else at all others
   */
  private openUnopened(segment: Segment, ahead: LookAhead, lacking: boolean): boolean {
    for (let depth = this.open.length - 1; depth >= 0; depth--) {
      const frame = this.open[depth] as OpenLoop;
      for (const part of frame.loop.parts) {
        const count = frame.counts[part.index] as number;
        if (!part.loop || part.place < frame.place || count >= part.repeat) continue;
        const inner = inside(part.loop, segment);
        if (!inner) continue;
        if (lacking !== (part.required && count === 0)) continue;
        if (!lacking && part.loop.parts.some(({ index, required }) => index > 0 && index < inner.index && required)) continue;
        const verdict = this.opensWithout(part, inner, ahead);
        if (verdict === 'comes' || (verdict === 'unclear' && !lacking && this.hasPlaceFor(segment.tag))) continue;
        this.openMissing(segment, part, depth);
        this.place(segment, ahead);
        return true;
      }
    }
    return false;
  }

  /** Some open loop still has a place for the tag, whatever its qualifier. */
  private hasPlaceFor(tag: string): boolean {
    return this.open.some(({ loop, place }) => loop.byTag.get(tag)?.some((part) => part.place >= place));
  }

  /**
   * Whether a loop was meant although its first segment is not there: it comes a little further on, or more of the inside of the loop
   * follows first.
   */
  private opensWithout(part: CompiledPart, inner: CompiledPart, ahead: LookAhead): 'comes' | 'meant' | 'unclear' {
    const loop = part.loop as CompiledLoop;
    for (const next of ahead()) {
      if (next.tag === part.segment.tag && hasKey(part, next)) return 'comes';
      if (next.tag === 'HL' || next.tag === 'SE') return 'unclear';
      const found = inside(loop, next);
      if (found && found.index > inner.index && !this.open.some((frame) => takes(frame, next))) return 'meant';
    }
    return 'unclear';
  }

  private openMissing(segment: Segment, part: CompiledPart, depth: number): void {
    const loop = part.loop as CompiledLoop;
    this.close(depth + 1, segment.position);
    const frame = this.open[depth] as OpenLoop;
    this.reach(frame, part, segment.position);
    frame.counts[part.index] = (frame.counts[part.index] as number) + 1;
    const opened = this.push(loop, undefined, 0);
    opened.counts[0] = 1;
    if (loop.isLevel) {
      this.levels++;
      opened.level = String(this.levels);
      opened.levelExpected = opened.level;
      if (frame.loop.isLevel) frame.hasChildLevel = true;
    }
    this.listener.opened(opened);
    const { use } = part.segment;
    this.listener.report('segment-missing', segment.position, use.tag, null, loop.id, { name: use.name });
  }

  /**
   * The segment belongs to an open loop, but its place there is past.
   * @param outermost the outermost loop looked at; for the innermost alone only what may still be there counts
   */
  private outOfOrder(segment: Segment, outermost: number): boolean {
    for (let depth = this.open.length - 1; depth >= outermost; depth--) {
      const frame = this.open[depth] as OpenLoop;
      const part = frame.loop.byTag.get(segment.tag)?.find((one) => one.place < frame.place && hasKey(one, segment));
      if (!part) continue;
      const count = frame.counts[part.index] as number;
      if (outermost > 0 && count >= part.repeat) return false;
      const rule = count < part.repeat ? 'segment-out-of-order' : part.loop ? 'loop-repeated' : 'segment-repeated';
      this.report(rule, segment, part.loop?.id ?? frame.loop.id, {
        most: part.repeat,
        name: part.loop?.use.name ?? part.segment.use.name,
      });
      frame.counts[part.index] = count + 1;
      if (part.loop) {
        this.close(depth + 1, segment.position);
        const opened = this.push(part.loop, segment, 0);
        opened.counts[0] = 1;
        if (part.loop.isLevel) this.number(segment, opened, frame);
        this.listener.opened(opened);
      }
      this.listener.placed(segment, part.loop ?? frame.loop, part.segment);
      return true;
    }
    return false;
  }

  /** The segment has a place here, but not with this qualifier. */
  private wrongKey(segment: Segment, ahead: LookAhead): boolean {
    const { tag } = segment;
    for (let depth = this.open.length - 1; depth >= 0; depth--) {
      const frame = this.open[depth] as OpenLoop;
      const here = frame.loop.byTag.get(tag)?.filter((part) => part.place >= frame.place);
      if (!here || here.length === 0) continue;
      if (tag === 'HL' && !this.isAbove(frame, segment)) continue;
      const part = this.meant(here, frame, ahead);
      if (!part.segment.key) continue;
      this.wrongCode(
        segment,
        part,
        part.loop?.id ?? frame.loop.id,
        here.flatMap((one) => [...(one.segment.key?.codes ?? [])]),
      );
      this.stand(segment, part, depth);
      this.listener.placed(segment, part.loop ?? frame.loop, undefined);
      return true;
    }
    return false;
  }

  private wrongCode(segment: Segment, { segment: { key, elements, tag } }: CompiledPart, loop: string, wanted: readonly string[]): void {
    if (!key) return;
    const value = keyOf(segment, key.element, key.component);
    const element = elements[key.element - 1] as CompiledElement;
    const designated = key.component === 0 ? element : (element.components?.[key.component - 1] as CompiledElement);
    if (value === '')
      this.report(designated.mandatory ? 'mandatory-element-missing' : 'element-missing', segment, loop, {}, designated.name);
    else
      this.report(
        'code-not-allowed',
        segment,
        loop,
        { value, allowed: listCodes(new Set(wanted)) },
        `${tag}${designated.name.slice(tag.length)}`,
      );
  }

  /** The loop is the level that HL02 names; where no open level is named, any. */
  private isAbove(frame: OpenLoop, segment: Segment): boolean {
    const above = segment.element(2);
    const levels = this.open.filter(({ loop }) => loop.isLevel);
    return frame.loop.isLevel
      ? above === frame.level || (above !== '' && !levels.some(({ level }) => level === above))
      : above === '' || levels.length === 0;
  }

  /**
   * The part a segment with a wrong qualifier was meant to be: the level its HL02 names, a required one that is missing, or the loop
   * that the next segments belong to.
   */
  private meant(here: readonly CompiledPart[], frame: OpenLoop, ahead: LookAhead): CompiledPart {
    const first = here[0] as CompiledPart;
    const lacking = here.find((part) => part.required && frame.counts[part.index] === 0 && !frame.replaced?.has(part.index));
    if (lacking) return lacking;
    const next = ahead()[0];
    if (!first.loop || !next) return first;
    return here.find((part) => part.loop && inside(part.loop, next)) ?? first;
  }

  /**
   * A segment the standard does not know. When only its tag is damaged, what was meant lacks: a required segment or loop before the place
   * of the next segment, or a loop that the next segment belongs into.
   */
  private unknown(segment: Segment, ahead: LookAhead): void {
    const next = ahead()[0];
    const taker = next ? this.open.findLastIndex((frame) => takes(frame, next) !== undefined) : -1;
    for (let depth = this.open.length - 1; depth >= Math.max(0, taker); depth--) {
      const frame = this.open[depth] as OpenLoop;
      const limit = depth === taker && next ? (takes(frame, next) as CompiledPart).index : frame.loop.parts.length;
      const part =
        taker < 0 && next
          ? frame.loop.parts.find(
              (one) => one.loop && one.place >= frame.place && (frame.counts[one.index] as number) < one.repeat && inside(one.loop, next),
            )
          : frame.loop.parts.find(
              (one) => one.index < limit && one.required && frame.counts[one.index] === 0 && !frame.replaced?.has(one.index),
            );
      if (!part) continue;
      this.stand(segment, part, depth);
      this.report('segment-unknown', segment, part.loop?.id ?? frame.loop.id);
      return;
    }
    this.report('segment-unknown', segment, this.current);
  }

  /** A damaged segment stands where a part was meant. */
  private stand(segment: Segment, part: CompiledPart, depth: number): void {
    this.close(depth + 1, segment.position);
    const frame = this.open[depth] as OpenLoop;
    if (part.required && frame.counts[part.index] === 0) {
      frame.replaced ??= new Set();
      frame.replaced.add(part.index);
    }
    if (part.place >= frame.place) this.reach(frame, part, segment.position);
    if (!part.loop) return;
    const opened = this.push(part.loop, segment, 0);
    opened.counts[0] = 1;
    if (part.loop.isLevel) this.number(segment, opened, frame);
    this.listener.opened(opened);
  }

  private report(
    rule: string,
    segment: Segment,
    loop: string,
    params: Readonly<Record<string, string | number>> = {},
    element: string | null = null,
  ): void {
    this.listener.report(rule, segment.position, segment.tag, element, loop, params);
  }
}

/** The segment has the qualifier that this part asks for. */
function hasKey({ segment: { key } }: CompiledPart, segment: Segment): boolean {
  return key === undefined || key.codes.has(keyOf(segment, key.element, key.component));
}

function keyOf(segment: Segment, element: number, component: number): string {
  const value = segment.elements[element] ?? '';
  if (component === 0) return value;
  const { component: separator } = segment.delimiters;
  if (component === 1) {
    const end = value.indexOf(separator);
    return end < 0 ? value : value.slice(0, end);
  }
  return value.split(separator)[component - 1] ?? '';
}

/** The loop has the segment as a part of its own, or a loop of it opens with it. */
function inside(loop: CompiledLoop, segment: Segment): CompiledPart | undefined {
  return loop.byTag.get(segment.tag)?.find((part) => hasKey(part, segment));
}

/** The part of an open loop that the segment may still be. */
function takes(frame: OpenLoop, segment: Segment): CompiledPart | undefined {
  return frame.loop.byTag
    .get(segment.tag)
    ?.find((part) => part.place >= frame.place && (frame.counts[part.index] as number) < part.repeat && hasKey(part, segment));
}

/** The loop begins with the segment after its first one. */
function beginsWith(loop: CompiledLoop, segment: Segment): boolean {
  for (const part of loop.parts.slice(1)) {
    if (part.segment.tag === segment.tag && hasKey(part, segment)) return true;
    if (part.required) return false;
  }
  return false;
}
